"""What stands behind each sentence of the analyst's own: a passage, their own judgement as declared, or nothing.

Only sentences of paragraphs and list items are looked at: headings name, and cells of a table are no sentences. A
sentence has what lies between its first word and that of the next one, so that a figure behind its full stop is its.
One that ends in a colon directly above a block quotation or a figure leads in to it and rests on that passage: what a
reader sees is one sentence, "The ministry says:" and what it says.

A declaration is a mark on the words themselves (`Text.judgement`), like bold, and not a list of sentences kept beside
the text: so it moves, is copied, split, joined, saved and undone with its words. A sentence is declared when all of its
own words carry the mark. Words that come in from elsewhere carry none, so that a sentence into which something was
pasted has to be declared anew. The mark reaches from the first word to the last and leaves the stop behind them free,
so that what is written behind a judgement is none. A declaration counts also where the sentence cites: it says whose
thought it is, and a citation what it rests on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    Footnote,
    Inline,
    ListItem,
    Paragraph,
    Text,
    atom_flow,
    flow,
    flow_length,
)
from briefer.core.change import Caret, Change, Edit, ReplaceBlocks
from briefer.core.edits import as_read
from briefer.core.slices import marked
from briefer.core.spans import Selection
from briefer.core.text import OBJECT, is_dropped, sentences
from briefer.errors import EditRefused

_COLONS = (":", "：", "︰", "﹕", "։")
Support = Literal["supported", "judgement", "unsupported"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in its block's `flow`, figures behind its stop left out, and what supports it.

    ``own`` says that words of the analyst's own stand in it; one without is a quotation alone and cannot be declared.
    ``cites`` that a figure stands in it, ``leads`` that it leads in to the quotation below.
    """

    start: int
    end: int
    support: Support
    cites: bool
    own: bool
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of a briefing have which support, without the tray."""

    supported: int = 0
    judgements: int = 0
    unsupported: int = 0


def sentences_of(block: Block, below: Block | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph or list item that say something, in order; none for any other block.

    ``below`` is the block that stands directly below it in its section.
    """
    if not isinstance(block, Paragraph | ListItem):
        return ()
    text = as_read(block)
    spans = sentences(text)
    placed: list[tuple[int, Inline]] = []
    at = 0
    for inline in block.inlines:
        placed.append((at, inline))
        at += flow_length(inline)
    found: list[Sentence] = []
    for number, (start, end) in enumerate(spans):
        begin = start if number else 0
        stop = spans[number + 1][0] if number + 1 < len(spans) else at
        said = own = False
        declared = True
        cites = False
        for first, inline in placed:
            if isinstance(inline, Text):
                words = inline.text[max(0, begin - first) : max(0, stop - first)]
                if any(map(str.isalnum, words)):
                    said = own = True
                    declared = declared and inline.judgement
            elif begin <= first < stop and not isinstance(inline, Footnote):
                cites = True
                said = said or len(atom_flow(inline)) > 1
        if said:
            leads = own and number == len(spans) - 1 and isinstance(below, BlockQuotation) and _leads_in(text)
            support: Support = "judgement" if own and declared else "supported" if cites or leads else "unsupported"
            found.append(Sentence(start, end, support, cites, own, leads))
    return tuple(found)


def below(blocks: Sequence[Block], index: int) -> Block | None:
    """Return the block below the one at `index`; None below the last."""
    return blocks[index + 1] if index + 1 < len(blocks) else None


def _leads_in(text: str) -> bool:
    """Say whether a text ends in a colon, what has no form left out."""
    return next((character for character in reversed(text) if not _is_blank(character)), "") in _COLONS


def _is_blank(character: str) -> bool:
    return character.isspace() or is_dropped(character) or character == OBJECT


class Known:
    """The sentences of blocks that were looked at: a block that is still the same value is not looked at again."""

    def __init__(self) -> None:
        self._kept: dict[BlockId, tuple[Block, bool, tuple[Sentence, ...]]] = {}

    def of(self, block: Block, below: Block | None) -> tuple[Sentence, ...]:
        """Return the sentences of a block above another; see `sentences_of`."""
        quoted = isinstance(below, BlockQuotation)
        held = self._kept.get(block.id)
        if held is None or held[0] is not block or held[1] is not quoted:
            held = self._kept[block.id] = block, quoted, sentences_of(block, below)
        return held[2]

    def tally(self, briefing: Briefing) -> Tally:
        """Count the sentences of a briefing, and forget blocks that are no longer in it."""
        counts: dict[Support, int] = {"supported": 0, "judgement": 0, "unsupported": 0}
        before, self._kept = self._kept, {}
        for section in briefing.sections:
            for index, block in enumerate(section.blocks):
                held = before.get(block.id)
                if held is not None and held[0] is block:
                    self._kept[block.id] = held
                for sentence in self.of(block, below(section.blocks, index)):
                    counts[sentence.support] += 1
        return Tally(counts["supported"], counts["judgement"], counts["unsupported"])


def at_hand(briefing: Briefing, selection: Selection, known: Known | None = None) -> tuple[tuple[Block, Sentence], ...]:
    """Return the sentences that a selection touches; of a mere place the one that it stands in or behind.

    `known` spares looking at blocks again.
    """
    known = known or Known()
    found: list[tuple[Block, Sentence]] = []
    for span in selection:
        for index in range(span.start.index, span.end.index + 1):
            blocks = briefing.blocks(span.section)
            block = blocks[index]
            whole = known.of(block, below(blocks, index))
            start = span.start.offset if index == span.start.index else 0
            end = span.end.offset if index == span.end.index else len(flow(block))
            if span.start == span.end:
                behind = [sentence for sentence in whole if sentence.start <= start] or list(whole[:1])
                found += [(block, sentence) for sentence in behind[-1:]]
            else:
                found += [(block, sentence) for sentence in whole if sentence.start < end and start < sentence.end]
    return tuple(found)


def declare(briefing: Briefing, selection: Selection, on: bool | None = None, *, caret: Caret | None = None) -> Edit:
    """Declare the sentences that the selection touches as judgement, or take that back; None does what is not yet done.

    Raises:
        EditRefused: no sentence of the analyst's own is touched.
    """
    chosen = at_hand(briefing, selection)
    if not any(sentence.own for _, sentence in chosen):
        raise EditRefused(
            "There is no sentence of your own here to declare as judgement.",
            "Put the caret into a sentence of a paragraph or a list.",
        )
    judgement = not is_judgement(chosen) if on is None else on
    by_block: dict[BlockId, list[Sentence]] = {}
    for block, sentence in chosen:
        by_block.setdefault(block.id, []).append(sentence)
    changes: list[Change] = []
    for span in selection:
        for index in range(span.start.index, span.end.index + 1):
            before = briefing.blocks(span.section)[index]
            after = _declared(before, by_block.get(before.id, ()), judgement)
            if after != before:
                changes.append(ReplaceBlocks(section=span.section, at=index, before=(before,), after=(after,)))
    label = "declare as judgement" if judgement else "no longer a judgement"
    return Edit(changes=tuple(changes), label=label, caret_before=caret, caret_after=caret)


def is_judgement(chosen: Sequence[tuple[Block, Sentence]]) -> bool:
    """Say whether there are sentences of one's own words, and all of them are declared."""
    own = [sentence for _, sentence in chosen if sentence.own]
    return bool(own) and all(sentence.support == "judgement" for sentence in own)


def next_unsupported(briefing: Briefing, caret: Caret | None, known: Known | None = None) -> Caret | None:
    """Return the caret that selects the next sentence without support, from the beginning again behind the last.

    `known` spares looking at blocks again.
    """
    known = known or Known()
    places: list[tuple[tuple[int, int, int], Caret]] = []
    here = (0, -1, 0)
    for number, section in enumerate(briefing.sections):
        if caret is not None and caret.section == section.key:
            here = (number, -1, 0)
        for index, block in enumerate(section.blocks):
            if caret is not None and caret.block == block.id:
                here = (number, index, caret.offset)
            for each in known.of(block, below(section.blocks, index)):
                if each.support == "unsupported":
                    whole = Caret(
                        section=section.key,
                        block=block.id,
                        offset=each.end,
                        anchor_block=block.id,
                        anchor_offset=each.start,
                    )
                    places.append(((number, index, each.start), whole))
    ahead = (whole for place, whole in places if place >= here)
    return next(ahead, places[0][1] if places else None)


def carries_on(block: Block, start: int, end: int, typed: str) -> bool | None:
    """Say whether letters typed in place of ``[start:end]`` of a block's `flow` become part of a judgement.

    They do where the sentence they come to stand in has other words of one's own, and all of these are declared. None
    where no letter or digit is typed: then it makes no difference.
    """
    if not isinstance(block, Paragraph | ListItem) or not any(map(str.isalnum, typed)):
        return None
    if not any(isinstance(inline, Text) and inline.judgement for inline in block.inlines):
        return False
    own = _own_letters(block)
    text = as_read(block)
    longer = len(typed) - (end - start)
    for first, stop in sentences(text[:start] + typed + text[end:]):
        if first < start + len(typed) and start < stop:
            around = [on for at, on in own.items() if first <= at < start or end <= at < stop - longer]
            return bool(around) and all(around)
    return False


def _own_letters(block: Paragraph | ListItem) -> dict[int, bool]:
    """Return where in the block's `flow` one's own letters and digits stand, and whether each is declared."""
    found: dict[int, bool] = {}
    at = 0
    for inline in block.inlines:
        if isinstance(inline, Text):
            found |= {at + index: inline.judgement for index, each in enumerate(inline.text) if each.isalnum()}
            at += len(inline.text)
        else:
            at += len(atom_flow(inline))
    return found


def _own_words(block: Block, sentence: Sentence) -> list[int]:
    """Return where the letters of one's own stand in a sentence."""
    assert isinstance(block, Paragraph | ListItem)
    return [at for at in _own_letters(block) if sentence.start <= at < sentence.end]


def _declared(block: Block, chosen: Sequence[Sentence], on: bool) -> Block:
    for sentence in chosen:
        assert isinstance(block, Paragraph | ListItem)
        letters = _own_words(block, sentence)
        if not letters:
            continue
        # What is taken back is taken back whole: a stop typed at the end of a judgement carries the mark too.
        first, stop = (letters[0], letters[-1] + 1) if on else (sentence.start, sentence.end)
        words = flow(block)
        while stop < sentence.end and (is_dropped(words[stop]) or unicodedata.category(words[stop])[0] == "M"):
            stop += 1  # a sign over the last letter belongs to it
        block = marked(block, first, stop, lambda text: replace(text, judgement=on))
    return block
