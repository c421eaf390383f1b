"""The word across the pages of a preview: valid, behind the text, and nothing lost by it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from briefer.export.export import export
from briefer.export.word.watermark import mark
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export.briefings import sample


@pytest.fixture(scope="module", params=["standard", "intelligence-note"])
def made(request: pytest.FixtureRequest, worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk, briefing = sample(1)
    file = tmp_path_factory.mktemp("marked") / "note.docx"
    export(briefing, desk.sources, shelf.find(request.param), file, worker=worker)
    file.with_name("marked.docx").write_bytes(mark(file.read_bytes(), "PREVIEW & <more>"))
    return file


def test_each_header_has_it_and_the_text_is_as_it_was(
    made: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    marked = made.with_name("marked.docx")
    with zipfile.ZipFile(marked) as word:
        headers = [word.read(name) for name in word.namelist() if name.startswith("word/header")]
    assert headers
    assert all(b"PREVIEW &amp; &lt;more&gt;" in header for header in headers)
    words = [[paragraph.text for paragraph in docx.Document(str(file)).paragraphs] for file in (made, marked)]
    assert words[0] == words[1]
    assert ooxml_validator(marked) == []


def test_libreoffice_keeps_its_pages(made: Path, soffice: Callable[..., Path]) -> None:
    assert soffice(made.with_name("marked.docx"), "pdf").stat().st_size > 1000


def test_a_file_without_headers_has_it_on_its_first_page(
    tmp_path: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    plain = docx.Document()
    plain.add_paragraph("Words.")
    out = io.BytesIO()
    plain.save(out)
    (tmp_path / "marked.docx").write_bytes(mark(out.getvalue(), "PREVIEW"))
    with zipfile.ZipFile(tmp_path / "marked.docx") as word:
        assert b'string="PREVIEW"' in word.read("word/document.xml")
    assert [paragraph.text for paragraph in docx.Document(str(tmp_path / "marked.docx")).paragraphs] == ["Words."]
    assert ooxml_validator(tmp_path / "marked.docx") == []
