"""A context made with what the last one left, as for the live preview, is the one that is made anew."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.citing.kept import Kept
from briefer.core.briefing import AnyFigure, Briefing, Text, picture_of
from briefer.core.change import apply
from briefer.core.source import Source, SourceId
from briefer.core.translation import Translation
from briefer.errors import EditRefused
from briefer.export.context import context
from briefer.export.pictures import Shown
from briefer.packs import shelf
from briefer.packs.pack import Pack
from tests.export.briefings import Desk, sample
from tests.strategies import Pool, acts, briefings, pools, references

STANDARD, NOTE = shelf.find("standard"), shelf.find("intelligence-note")
PACKS = (
    STANDARD,
    NOTE,
    replace(STANDARD, quoted_in="translation"),
    replace(STANDARD, block_quotation_marks=True),
    replace(STANDARD, words={"paragraph": "section", "no_author": "nobody"}),
    replace(STANDARD, citation=NOTE.citation),
)


def shown(briefing: Briefing, size: int) -> dict[str, Shown]:
    figures = [block for _, part in briefing.parts() for block in part if isinstance(block, AnyFigure)]
    return {picture_of(figure): Shown(b"\x89PNG", size, size) for figure in figures} if size else {}


def drawn_act(draw: st.DrawFn, briefing: Briefing, pool: Pool) -> Briefing:
    try:
        return apply(briefing, draw(acts(briefing, pool)))
    except EditRefused:
        return briefing


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_changes_in_between_a_context_is_the_one_made_anew(data: st.DataObject) -> None:
    draw: Any = data.draw
    pool = draw(pools())
    briefing = draw(briefings(pool))
    sources: dict[SourceId, Source] = {source.id: source for source in pool.sources}
    pack: Pack = STANDARD
    size = 0
    kept = Kept()
    last, copied = None, None
    for _ in range(draw(st.integers(2, 6))):
        match draw(st.sampled_from(["act", "act", "act", "language", "pack", "source", "pictures", "numbers", "none"])):
            case "act":
                briefing = drawn_act(draw, briefing, pool)
            case "language":
                tag = draw(st.sampled_from(["", "fr", "ar", "de"]))
                briefing = replace(briefing, facts=replace(briefing.facts, language=tag))
            case "pack":
                pack = draw(st.sampled_from(PACKS))
            case "source":
                source = sources[draw(st.sampled_from(pool.sources)).id]
                sources[source.id] = replace(source, reference=draw(references()))
            case "pictures":
                size = draw(st.integers(0, 2))
            case "numbers":  # as of a briefing that numbered its sources in another order, or none of them
                briefing = replace(briefing, numbered=draw(st.sampled_from([(), briefing.numbered[::-1]])))
            case _:
                pass
        pictures = shown(briefing, size)
        made = context(briefing, sources, pack, pictures, kept)
        assert made == context(briefing, sources, pack, pictures)
        assert last == copied, "what was given before stays what it was"
        last, copied = made, copy.deepcopy(made)


def pieces(view: dict[str, Any]) -> list[int]:
    blocks = [block for section in view["sections"] for block in section["blocks"]]
    return [id(piece) for piece in (*blocks, *view["notes"], *view["passages"])]


def test_an_edit_of_a_paragraph_has_that_one_made_again_and_nothing_else() -> None:
    desk, briefing = sample(3)
    kept = Kept()
    before = context(briefing, desk.sources, STANDARD, None, kept)
    first, *others = briefing.sections
    block = first.blocks[1]
    edited = replace(block, inlines=(*block.inlines, Text(text=" More.")))  # type: ignore[union-attr]
    blocks = (first.blocks[0], edited, *first.blocks[2:])
    after = context(
        replace(briefing, sections=(replace(first, blocks=blocks), *others)), desk.sources, STANDARD, None, kept
    )
    differ = [
        index for index, (one, other) in enumerate(zip(pieces(before), pieces(after), strict=True)) if one != other
    ]
    assert differ == [1]


def words(view: dict[str, Any]) -> str:
    blocks = [block for section in view["sections"] for block in section["blocks"]]
    return "".join(run["text"] for block in blocks for part in block["paragraphs"] for run in part["runs"])


def figure_numbers(view: dict[str, Any]) -> list[int]:
    blocks = [block for section in view["sections"] for block in section["blocks"]]
    runs = [run for block in blocks for part in block["paragraphs"] for run in part["runs"]]
    return [run["note"] for run in runs if run["note"]]


def test_a_citation_before_them_changes_the_figures_of_blocks_that_were_kept() -> None:
    desk = Desk()
    one, two = (desk.passage(desk.source(), text) for text in ("One.", "Two."))
    desk.put("situation", desk.prose("First."), desk.prose("Second.", desk.cite(one)), desk.quote(two))
    briefing, kept = desk.briefing(), Kept()
    assert figure_numbers(context(briefing, desk.sources, STANDARD, None, kept)) == [1, 2]
    first, *others = briefing.sections
    cited = replace(first, blocks=(desk.prose("First.", desk.cite(two)), *first.blocks[1:]))
    view = context(replace(briefing, sections=(cited, *others)), desk.sources, STANDARD, None, kept)
    assert figure_numbers(view) == [1, 2, 3]
    assert [note["items"][0]["source"] for note in view["notes"]] == [2, 1, 2]


def changed(change: Callable[[Briefing, dict[SourceId, Source], Pack], Any]) -> tuple[str, str]:
    """Return the notes' and blocks' words before and after a change of what stands around a translated quotation."""
    desk = Desk()
    quote = desk.quote(desk.passage(desk.source(), "Les convois."))
    made = Translation(text="The convoys.", language="en", of="Les convois.")
    desk.put("situation", replace(quote, quotation=replace(quote.quotation, translation=made)))
    briefing, kept = desk.briefing(), Kept()

    def said(*given: Any) -> str:
        view = context(*given, None, kept)
        full = "".join(run["text"] for note in view["notes"] for item in note["items"] for run in item["full"])
        return f"{words(view)} {full}"

    return said(briefing, desk.sources, STANDARD), said(*change(briefing, dict(desk.sources), STANDARD))


def test_another_language_pack_or_reference_is_seen_in_blocks_that_were_kept() -> None:
    def french(briefing: Briefing, *rest: Any) -> Any:
        return replace(briefing, facts=replace(briefing.facts, language="fr")), *rest

    def translation_alone(briefing: Briefing, sources: dict[SourceId, Source], pack: Pack) -> Any:
        return briefing, sources, replace(pack, quoted_in="translation")

    def retitled(briefing: Briefing, sources: dict[SourceId, Source], pack: Pack) -> Any:
        titled = {
            id: replace(source, reference=replace(source.reference, title="A draft")) for id, source in sources.items()
        }
        return briefing, titled, pack

    before, after = changed(french)
    assert "19 October 2024" in before
    assert "19 octobre 2024" in after
    before, after = changed(translation_alone)
    assert "Les convois." in before
    assert "Les convois." not in after
    before, after = changed(retitled)
    assert "“A draft”" not in before
    assert "“A draft”" in after
