from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from briefer.errors import TemplateError
from briefer.export import pdf
from briefer.export.context import context
from briefer.packs import shelf
from briefer.worker import Plain
from tests.export.briefings import FACTS, Desk, page

TEMPLATE = """
#set document(title: "x")
#set page(width: {width}pt, margin: 20pt)
#set text(lang: "en")
#set par(justify: true)
= Heading
"""
TEMPLATE += 'the word #link("https://example.org")[inter]nationalisation of things ' * 6


@pytest.mark.parametrize("width", range(60, 90, 6))
def test_a_word_hyphenated_behind_a_link_does_not_stop_a_pdf(width: int) -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    made = pdf.make(TEMPLATE.replace("{width}", str(width)).encode(), view)
    assert isinstance(made["file"], bytes)
    assert made["warnings"] == []


def written(made: dict[str, Plain], target: Path) -> Path:
    data = made["file"]
    assert isinstance(data, bytes)
    target.write_bytes(data)
    return target


def test_data_is_attached_on_request_and_is_what_the_template_was_given(
    tmp_path: Path, pdf_failures: Callable[..., list[str]]
) -> None:
    pack, (desk, briefing) = shelf.find("standard"), page()
    view = context(briefing, desk.sources, pack)
    made = pdf.make_with_data(pack.template(".pdf"), view)
    assert made["warnings"] == []
    file = written(made, tmp_path / "note.pdf")
    assert pdf_failures(file, "3a") == []
    [attached] = [pypdfium2.PdfDocument(file).get_attachment(0)]
    assert attached.get_name() == "briefing.json"
    assert json.loads(bytes(attached.get_data())) == view
    assert pdf.make_with_data(pack.template(".pdf"), view) == made
    assert pypdfium2.PdfDocument(written(pdf.make(pack.template(".pdf"), view), file)).count_attachments() == 0


def test_a_briefing_without_a_date_is_still_a_pdf_for_every_reader(
    tmp_path: Path, pdf_failures: Callable[..., list[str]]
) -> None:
    pack, (desk, briefing) = shelf.find("standard"), page(**{**FACTS, "date": ""})
    made = pdf.make(pack.template(".pdf"), context(briefing, desk.sources, pack))
    assert made["warnings"] == []
    assert pdf_failures(written(made, tmp_path / "note.pdf"), "") == []


def test_a_template_that_rules_out_an_archive_makes_a_pdf_and_a_sentence_says_so(
    tmp_path: Path, pdf_failures: Callable[..., list[str]]
) -> None:
    template = b'#set document(title: "x")\n= Heading\n#pdf.attach("own.txt", bytes("x"), description: "x")'
    made = pdf.make(template, context(Desk().briefing(), {}, shelf.find("standard")))
    [warning] = made["warnings"] if isinstance(made["warnings"], list) else []
    assert str(warning).startswith("The PDF is not fit for an archive (PDF/A):")
    assert pdf_failures(written(made, tmp_path / "note.pdf"), "") == []


OWN_WORDS = b"""
#set document(title: "x")
= Heading
<<< {"runs": [{"text": "One"}], "rtl": true}|paragraph >>>
<% for note in notes %>
<<< [{"kind": "note", "note": 1}]|runs >>>
<% endfor %>
"""


def test_a_template_whose_code_is_at_hand_prints_each_briefing_as_if_it_were_the_first() -> None:
    desk, briefing = page()
    views = [
        context(replace(briefing, facts=replace(briefing.facts, language=tag)), desk.sources, shelf.find("standard"))
        for tag in ("", "ar", "")
    ]
    printed: list[list[str]] = []
    for anew in (True, False):
        printed.append([])
        for view in views:
            if anew:
                pdf._code.cache_clear()
            printed[-1].append(pdf._markup(OWN_WORDS.decode(), view))
    assert printed[0] == printed[1]
    assert printed[0][0] == printed[0][2] != printed[0][1]
    assert ["dir: rtl" in text.rpartition("= Heading")[2] for text in printed[1]] == [True, False, True]


def test_a_mistake_in_a_template_is_told_with_its_line_each_time() -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    for template in (b"\n<<< title|nothing >>>", b"\n<% for %>", b"\n<<< 1 / 0 >>>", b"\n<<< 'x'|blocks >>>"):
        for _ in range(2):
            with pytest.raises(TemplateError, match="line 2"):
                pdf.make(template, view)
