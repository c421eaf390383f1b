"""Templates that other programs made: Word's own files with tags typed in, and one that LibreOffice saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from briefer.export.context import context
from briefer.export.filling import filled
from briefer.export.word import job
from briefer.packs import shelf
from tests.export.briefings import FACTS, sample
from tests.export.word.drafts import lines, part

CONTEXT: dict[str, Any] = {"title": "A & <b>", "rows": [{"a": "1"}, {"a": "2"}]}
REVIEWED = ("Comment020", "Comment024", "Comment025", "Comment033", "Comment042", "Comment043")


def with_tags(data: bytes) -> bytes:
    """Return a Word file with tags as a person types them at its end, and one in its first paragraph."""
    document = Document(io.BytesIO(data))
    document.paragraphs[0].insert_paragraph_before("Title: {{ title }}")
    for line in ("{%p for row in rows %}", "line {{ row.a }}", "{%p endfor %}"):
        document.add_paragraph(line)
    table = document.add_table(3, 1)
    for row, words in enumerate(("{%tr for row in rows %}", "cell {{ row.a }}", "{%tr endfor %}")):
        table.cell(row, 0).text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", REVIEWED)
def test_a_file_made_in_word_prints_to_a_valid_one(
    name: str, shared_data: Path, tmp_path: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    template = with_tags((shared_data / "review" / f"{name}.docx").read_bytes())
    made, _ = filled(".docx", template, CONTEXT)
    read = lines(part(made, "word/document.xml"))
    assert "Title: A & <b>" in read
    assert read[-4:] == ["line 1", "line 2", "| cell 1 |", "| cell 2 |"]
    assert made == filled(".docx", template, CONTEXT)[0]
    file = tmp_path / "made.docx"
    file.write_bytes(made)
    assert ooxml_validator(file) == []


def test_a_template_that_libreoffice_saved_prints_to_a_valid_file(
    soffice: Callable[..., Path], tmp_path: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    pack = shelf.find("standard")
    (tmp_path / "standard.docx").write_bytes(pack.template(".docx"))
    saved = soffice(tmp_path / "standard.docx", "docx")
    desk, _ = sample()
    view = context(desk.briefing(**FACTS), desk.sources, pack)
    file = tmp_path / "made.docx"
    file.write_bytes(job.make(saved.read_bytes(), view))
    # LibreOffice writes values that the validator does not like; none comes to those.
    told = {error["description"] for error in ooxml_validator(saved)}
    assert {error["description"] for error in ooxml_validator(file)} <= told
    assert "Reported troop movements" in lines(part(file.read_bytes(), "word/document.xml"))[0]
