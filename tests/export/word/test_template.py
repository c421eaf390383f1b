from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from briefer.errors import TemplateError
from briefer.export.word.names import W, parse
from briefer.export.word.runs import runs
from briefer.export.word.template import render_part
from briefer.packs.render import xml

CONTEXT: dict[str, Any] = {
    "title": "A & <b>",
    "rows": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}],
    "part": {"runs": [{"kind": "text", "text": "x < y", "bold": True}], "rtl": False},
    "yes": True,
}


def document(*paragraphs: str) -> etree._Element:
    body = "".join(one if one.startswith("<") else paragraph(one) for one in paragraphs)
    return parse(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())


def paragraph(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def printed(*paragraphs: str) -> list[str]:
    root = render_part(document(*paragraphs), "word/document.xml", xml({"runs": runs}), CONTEXT)
    return ["".join(found.itertext()) for found in root.iter(f"{{{W}}}p")]


def test_a_tag_prints_its_value_escaped_once() -> None:
    assert printed("Title: {{ title }}.") == ["Title: A & <b>."]


@pytest.mark.parametrize("pieces", [("{", "{ title }", "}"), ("{{ ti", "tle ", "}}"), ("a{{", " title", " }}b")])
def test_a_tag_is_found_however_word_has_split_it(pieces: tuple[str, ...]) -> None:
    assert "A & <b>" in printed(paragraph(*pieces))[0]


def test_typographic_quotes_inside_a_tag_are_those_of_a_string() -> None:
    assert printed("{{ “x” if title == ‘A &amp; &lt;b&gt;’ else ‘y’ }}") == ["x"]


def test_a_paragraph_tag_takes_its_paragraph_away() -> None:
    assert printed("{%p for row in rows %}", "{{ row.a }}-{{ row.b }}", "{%p endfor %}", "end") == ["1-2", "3-4", "end"]


def test_a_row_tag_takes_its_row_away() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    table = f"<w:tbl>{row('{%tr for row in rows %}')}{row('{{ row.a }}', '{{ row.b }}')}{row('{%tr endfor %}')}</w:tbl>"
    assert printed(table) == ["1", "2", "3", "4"]


def test_a_runs_tag_prints_runs_with_their_marks() -> None:
    root = render_part(document(paragraph("{{r part }}")), "word/document.xml", xml({"runs": runs}), CONTEXT)
    run = next(root.iter(f"{{{W}}}r"))
    assert run.find(f"{{{W}}}rPr/{{{W}}}b") is not None
    assert "".join(run.itertext()) == "x < y"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (("an open {{ tag",), "open.*an open"),
        (("{% if yes %}a{% endif",), "open"),
        (("beside {%p if yes %}", "{%p endif %}"), "stands beside “beside”"),
        (("{%p if yes %}{%p endif %}",), "stands beside"),
        (("{%tr if yes %}", "{%tr endif %}"), "does not stand in a table"),
        (("words {{r part }}",), "stands beside other words"),
        (("{{ nosuch }} here",), "“{{ nosuch }} here”.*'nosuch' is undefined"),
        (("fine", "{%p fro x in rows %}"), "unknown tag 'fro'"),
        (("{{r yes }}",), "has no runs"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(template: tuple[str, ...], told: str) -> None:
    with pytest.raises(TemplateError, match=told) as error:
        printed(*template)
    assert "word/document.xml" in error.value.sentence or "runs" in error.value.sentence


def test_words_of_a_value_are_never_taken_for_tags() -> None:
    root = document("{{ title }}")
    context = {"title": "{{ 7*7 }}{%p if x %}</w:t>"}
    made = render_part(root, "word/document.xml", xml({"runs": runs}), context)
    assert "".join(made.itertext()).strip() == "{{ 7*7 }}{%p if x %}</w:t>"


def test_a_part_without_tags_is_left_as_it_is() -> None:
    root = document("plain { words }")
    assert render_part(root, "word/document.xml", xml({}), {}) is root
