"""Whether words that came from outside stand in a source: which phrases to look for, and the longest run found.

The phrases narrow a library to a few places; the run is then looked for there, whatever its case, accents and spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefer.core import edits, likeness
from briefer.core.briefing import Briefing, ProseBlock, Text, atom_flow, flow
from briefer.core.change import Change, Edit, apply
from briefer.core.folding import FoldedText
from briefer.core.passage import Passage
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, count_words
from briefer.errors import EditRefused

LEAST = 8
"""Words that a run must have: fewer are common to texts that have nothing else in common."""

_PHRASE = 6  # words of a phrase that is looked for
_PHRASES = 12  # phrases of a paragraph
_CLOSING = ".,;:!?…)]"
_QUOTES = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", '"': '"', "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Words of a text, ``text[start:end]``, stand in a source: ``[source_start:source_end]`` of its text."""

    text: str
    start: int
    end: int
    source: SourceId
    source_start: int
    source_end: int
    exact: str
    """What stands there, as the source has it."""

    @property
    def run(self) -> str:
        """The words as they stand in the text."""
        return self.text[self.start : self.end]

    @property
    def words(self) -> int:
        """How many words that is."""
        return count_words(self.run)


def phrases(text: str) -> tuple[str, ...]:
    """Return some phrases of a text, from its beginning to its end; none where it has fewer than `LEAST` words."""
    copy = FoldedText(text)
    words = likeness.word_spans(copy.text)
    if len(words) < LEAST:
        return ()
    last = len(words) - _PHRASE
    step = max(1, last // (_PHRASES - 1))
    starts = dict.fromkeys((*range(0, last + 1, step), last))
    found = (copy.text[words[at][0] : words[at + _PHRASE - 1][1]].replace('"', " ") for at in starts)
    return tuple(dict.fromkeys(found))


def longest(text: str, source: SourceId, other: str, places: Iterable[int]) -> Standing | None:
    """Return the longest run of `text` that stands in the text `other` of a source around one of `places`; or None."""
    best: Standing | None = None
    covered = -1
    for place in sorted(places):
        if place < covered:
            continue
        reach = 2 * len(text) + 200
        low, covered = _to_space(other, place - reach, -1), _to_space(other, place + reach, 1)
        start, end, other_start, other_end = likeness.shared_run(text, other[low:covered])
        if start == end:
            continue
        other_start, other_end = low + other_start, low + other_end
        while end < len(text) and text[end] in _CLOSING and text[end : end + 1] == other[other_end : other_end + 1]:
            end, other_end = end + 1, other_end + 1
        found = Standing(
            text=text,
            start=start,
            end=end,
            source=source,
            source_start=other_start,
            source_end=other_end,
            exact=other[other_start:other_end],
        )
        if found.words >= LEAST and (best is None or found.words > best.words):
            best = found
    return best


def cited(
    briefing: Briefing, found: Sequence[tuple[Standing, Passage, bool]], *, quote: bool, section: str = ""
) -> Edit:
    """Cite each passage behind the sentence in which its words stand, or `quote` it in place of them; one act.

    The words are looked for in the section `section` first, then in the others. Each passage comes with whether it is
    new to the library.

    Raises:
        EditRefused: words stand nowhere in the analyst's own prose any more.
    """
    changes: list[Change] = []
    made: Edit | None = None
    for standing, passage, new in found:
        block, start, end = _place(briefing, standing.run, section)
        if quote:
            start, end = _with_quotes(flow(block), start, end)
            made = edits.quote(briefing, passage, block.id, start, end, new=new)
        else:
            made = edits.cite(briefing, passage, block.id, end - 1, new=new)
        briefing = apply(briefing, made)
        changes += made.changes
    if made is None:
        return Edit(changes=(), label="cite")
    label = made.label if len(found) == 1 else f"{'quote' if quote else 'cite'} what was pasted"
    return replace(made, changes=tuple(changes), label=label)


def _place(briefing: Briefing, run: str, section: str) -> tuple[ProseBlock, int, int]:
    """Return the block of prose in which a run of words stands, and where in its `flow`."""
    for part in sorted(briefing.sections, key=lambda part: part.key != section):
        for block in part.blocks:
            if not isinstance(block, ProseBlock):
                continue
            own = "".join(
                inline.text if isinstance(inline, Text) else OBJECT * len(atom_flow(inline)) for inline in block.inlines
            )
            at = own.find(run)
            if at >= 0:
                return block, at, at + len(run)
    raise EditRefused(
        "The words that were pasted have changed meanwhile.", "Select the passage in its article, then cite it."
    )


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span grown over quotation marks that stand around it: an inline quotation brings its own."""
    if start > 0 and end < len(text) and text[end] in _QUOTES.get(text[start - 1], ""):
        return start - 1, end + 1
    return start, end


def _to_space(text: str, at: int, step: int) -> int:
    """Return `at`, or the next place in the direction `step` that cuts no word."""
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += step
    return max(0, min(at, len(text)))
