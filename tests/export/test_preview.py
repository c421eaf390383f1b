"""The job of the live preview: the PDF of an export, and the page that each block of the briefing stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from briefer.citing.kept import Kept
from briefer.core.briefing import Heading
from briefer.errors import TemplateError
from briefer.export import pdf, preview
from briefer.export.blocks import anchor
from briefer.export.context import context
from briefer.export.pieces import Sent
from briefer.packs import shelf
from tests.export.briefings import sample

TEMPLATE = shelf.find("standard").template(".pdf")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Have no compiler from before, as a new worker."""
    preview._press.clear()
    yield
    preview._press.clear()


def test_what_is_previewed_is_what_is_exported_byte_by_byte() -> None:
    desk, briefing = sample(12)
    view = context(briefing, desk.sources, shelf.find("standard"))
    assert view["length"]["long"], "it has a list of contents"
    assert preview.make(TEMPLATE, view)["file"] == pdf.make(TEMPLATE, view)["file"]


def test_each_block_has_its_page_in_the_order_of_the_briefing() -> None:
    desk, briefing = sample(12)
    made = preview.make(TEMPLATE, context(briefing, desk.sources, shelf.find("standard")))
    blocks = [block for section in briefing.sections for block in section.blocks]
    places = made["places"]
    assert isinstance(places, dict)
    found = [places[anchor(block.id)] for block in blocks]
    assert found == sorted(found)  # type: ignore[type-var]
    assert found[-1][0] > 3  # type: ignore[index, operator]
    headings = [places[anchor(block.id)] for block in blocks if isinstance(block, Heading)]
    contents = 0
    assert all(place[0] > contents for place in headings)  # type: ignore[index, operator]


def test_an_edit_in_a_compiler_that_is_kept_makes_what_a_new_one_makes() -> None:
    desk, briefing = sample(4)
    pack = shelf.find("standard")
    preview.make(TEMPLATE, context(briefing, desk.sources, pack))
    edited = replace(briefing, facts=replace(briefing.facts, title="Another title", bottom_line="And a bottom line."))
    view = context(edited, desk.sources, pack)
    assert preview.make(TEMPLATE, view)["file"] == pdf.make(TEMPLATE, view)["file"]


def test_a_context_in_pieces_makes_what_the_whole_one_makes_and_is_asked_for_where_pieces_are_missing() -> None:
    desk, briefing = sample(1)
    pack, kept, sent = shelf.find("standard"), Kept(), Sent()
    for title in ("One title", "Another title"):
        edited = replace(briefing, facts=replace(briefing.facts, title=title))
        view, pieces = sent.parted(context(edited, desk.sources, pack, None, kept))
        made = preview.make_again(TEMPLATE, view, pieces)
        assert made is not None
        assert made["file"] == pdf.make(TEMPLATE, context(edited, desk.sources, pack))["file"]
    assert pieces == {}
    preview._press.clear()
    assert preview.make_again(TEMPLATE, view, pieces) is None


@pytest.mark.parametrize("pack", ["standard", "intelligence-note"])
@pytest.mark.parametrize("lines", [0, 5, 300])
def test_the_room_kept_for_the_contents_is_gone_from_the_pages(
    pack: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, briefing = sample(12)
    used = shelf.find(pack)
    view = context(replace(briefing, pack=pack), desk.sources, used)
    expected = pdf.make(used.template(".pdf"), view)
    monkeypatch.setattr(pdf, "_headings_listed", lambda _: lines)
    assert pdf.make(used.template(".pdf"), view) == expected


def test_a_letter_without_a_glyph_does_not_stop_a_preview() -> None:
    desk, briefing = sample(1)
    edited = replace(briefing, facts=replace(briefing.facts, question="Rare: \U0010abcd"))
    made = preview.make(TEMPLATE, context(edited, desk.sources, shelf.find("standard")))
    assert made["warnings"]


def test_a_mistake_in_a_template_is_told_with_its_line_and_the_next_preview_is_whole_again() -> None:
    desk, briefing = sample(1)
    view = context(briefing, desk.sources, shelf.find("standard"))
    with pytest.raises(TemplateError, match="line 3"):
        preview.make(b'#set document(title: "x")\n\n#broken-name(1)\n', view)
    assert preview.make(TEMPLATE, view)["places"]


def test_a_template_with_marks_of_the_same_name_has_a_preview_without_places() -> None:
    desk, briefing = sample(1)
    view = context(briefing, desk.sources, shelf.find("standard"))
    assert preview.make(b"= Words <briefer-at>", view)["places"] == {}
    others = preview.make(b'#metadata("_b1")<briefer-at>\nWords', view)["places"]
    assert isinstance(others, dict)
    assert list(others) == ["_b1"]
