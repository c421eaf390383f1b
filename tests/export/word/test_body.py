"""``{{ body }}`` alone prints a whole briefing in the document's own styles, whatever Word's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefer.export.context import context
from briefer.export.filling import filled
from briefer.export.word import job
from briefer.export.word.names import Element, w
from briefer.packs import shelf
from tests.export.briefings import FACTS, sample
from tests.export.word.drafts import lines, part, template


@pytest.fixture
def view() -> dict[str, Any]:
    desk, _ = sample()
    return context(desk.briefing(**FACTS), desk.sources, shelf.find("standard"))


def styles_of(root: Element) -> dict[str, str]:
    """Return the style's id of each paragraph by its words."""
    found = root.iter(w("p"))
    return {
        "".join(each.itertext()): style.get(w("val"), "")
        for each in found
        if (style := each.find(f"{w('pPr')}/{w('pStyle')}")) is not None
    }


def test_body_prints_all_sections_and_their_notes(
    view: dict[str, Any], tmp_path: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    made = job.make(template("{{ briefing.title }}\n{{ body }}\nSources\n{{ sources }}"), view)
    document = part(made, "word/document.xml")
    read = lines(document)
    assert read[0] == "Reported troop movements"
    assert [section["title"] for section in view["sections"]] == [
        words for words, style in styles_of(document).items() if style == "berschrift1"
    ]
    for words in job.quoted_words(view):
        assert any(words.replace("\u2028", "⏎") in line for line in read)
    assert len(part(made, "word/footnotes.xml")) == len(view["notes"]) + 2
    assert sum("Le Monde" in line for line in read[read.index("Sources") :]) == 1
    file = tmp_path / "made.docx"
    file.write_bytes(made)
    assert ooxml_validator(file) == []


def test_quotations_and_lists_have_styles_made_for_them(view: dict[str, Any]) -> None:
    made = job.make(template("{{ body }}"), view)
    known = {style.get(w("styleId")): style for style in part(made, "word/styles.xml").iter(w("style"))}
    used = {each.get(w("val")) for each in part(made, "word/document.xml").iter(w("pStyle"), w("rStyle"))}
    assert used <= set(known)
    names = {style.find(w("name")).get(w("val")) for style in known.values()}  # type: ignore[union-attr]
    assert {"Briefer Quotation", "List Bullet", "footnote text", "heading 1"} <= names
    assert sum(style.find(w("name")).get(w("val")) == "heading 1" for style in known.values()) == 1  # type: ignore[union-attr]


def test_body_beside_other_words_is_told() -> None:
    from briefer.export.word.engine import environment, take_apart
    from briefer.export.word.package import Package

    _, problems = take_apart(Package.read(template("All: {{ body }}")), environment({}), {"body"})
    assert [problem.id for problem in problems] == ["beside-scope"]


def test_a_value_of_that_name_goes_before() -> None:
    made, _ = filled(
        ".docx", template("{{ body }} {{ sources }}"), {"body": "my words", "sources": "S", "sections": []}
    )
    assert lines(part(made, "word/document.xml")) == ["my words S"]
    assert etree.tostring(part(made, "word/styles.xml")).count(b"styleId") == 2
