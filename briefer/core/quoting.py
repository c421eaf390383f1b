"""The five typed edits of a quotation, made from what is selected of its printed words.

Every function returns another value of the quotation; the passage's words are only ever left out, added to in brackets,
or marked: they are never typed. Positions count code points of `Quotation.text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefer.core.passage import Emphasise, Insert, Omit, Piece, Quotation, QuotationEdit, Recase, Trim
from briefer.errors import EditRefused

_NO_SPACES = 0x2E80  # from here on are mostly scripts that write words without spaces
NOTHING = "Nothing of the quotation's words is selected."


def shorten(quotation: Quotation, start: int, end: int) -> Quotation:
    """Keep the whole words selected and nothing around them: the passage begins later or ends earlier, unmarked.

    Raises:
        EditRefused: no word is selected, or all are.
    """
    low, high = _whole_words(quotation, start, end)
    made = quotation.edited(Trim(start=low, end=high))
    if made.text == quotation.text:
        raise EditRefused("All of the quotation is selected.", "Select the words to keep.")
    return made


def omit(quotation: Quotation, start: int, end: int) -> Quotation:
    """Print ``[...]`` in place of the whole words selected; omissions beside one another become one.

    Raises:
        EditRefused: no word is selected, or nothing would be left.
    """
    low, high = _whole_words(quotation, start, end)
    exact = quotation.passage.exact
    for edit in quotation.edits:
        if isinstance(edit, Omit) and edit.end <= low and not exact[edit.end : low].strip():
            low = edit.end
        elif isinstance(edit, Omit) and edit.start >= high and not exact[high : edit.start].strip():
            high = edit.start
    return quotation.edited(Omit(start=low, end=high))


def insert(quotation: Quotation, at: int, words: str) -> Quotation:
    """Print ``[words]`` at a position, between whole words, with a space on the side where a word stands.

    Raises:
        EditRefused: there are no words to insert.
    """
    exact, said = quotation.passage.exact, " ".join(words.split())
    place = _source_place(quotation, at)
    while 0 < place < len(exact) and _in_word(exact, place):
        place -= 1
    while place < len(exact) and exact[place] == " ":
        place += 1
    before, after = exact[place - 1 : place], exact[place : place + 1]
    lead = " " if before and not before.isspace() else ""
    trail = " " if after and not after.isspace() and not lead and after.isalnum() else ""
    return quotation.edited(Insert(at=place, text=f"{lead}{said}{trail}"))


def recase(quotation: Quotation) -> Quotation:
    """Print the first letter in the other case, in brackets: ``[T]he``; the same act again takes that back.

    Raises:
        EditRefused: the first character has no case.
    """
    first = next((piece for piece in quotation.pieces if piece.kind in ("source", "case")), None)
    if first is None:
        raise EditRefused("The quotation has no first letter.", "")
    if first.kind == "case":
        kept = tuple(edit for edit in quotation.edits if not (isinstance(edit, Recase) and edit.at == first.start))
        return replace(quotation, edits=kept)
    skipped = next((number for number, sign in enumerate(first.text) if sign.isalnum()), 0)
    return quotation.edited(Recase(at=first.start + skipped))


def emphasise(quotation: Quotation, start: int, end: int) -> Quotation:
    """Emphasise the words selected, or no longer where all of them are; the note says that it was added.

    Raises:
        EditRefused: no word is selected.
    """
    low, high = _whole_words(quotation, start, end)
    marked = bytearray(len(quotation.passage.exact))
    for edit in quotation.edits:
        if isinstance(edit, Emphasise):
            marked[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
    on = not all(marked[low:high])
    marked[low:high] = (b"\1" if on else b"\0") * (high - low)
    others = tuple(edit for edit in quotation.edits if not isinstance(edit, Emphasise))
    return replace(quotation, edits=(*others, *_emphases(quotation.passage.exact, bytes(marked))))


def restore(quotation: Quotation, start: int | None = None, end: int | None = None) -> Quotation:
    """Show the source's words again: all of the passage, or what is selected of it.

    Raises:
        EditRefused: they stand there as they are in the source.
    """
    edits: tuple[QuotationEdit, ...] = ()
    if start is not None and end is not None and start < end:
        touched = [piece for piece, begin, stop in _places(quotation) if stop > start and begin < end]
        low, high = min(piece.start for piece in touched), max(piece.end for piece in touched)
        edits = tuple(edit for edit in quotation.edits if not _changes(edit, low, high))
    if edits == quotation.edits:
        raise EditRefused("These are the source's words already.", "")
    return replace(quotation, edits=edits)


def _places(quotation: Quotation) -> Iterator[tuple[Piece, int, int]]:
    """Yield each piece with the printed positions at which it begins and ends."""
    at = 0
    for piece in quotation.pieces:
        yield piece, at, at + len(piece.text)
        at += len(piece.text)


def _source_span(quotation: Quotation, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of the passage behind the printed ``text[start:end]``; None where only insertions stand."""
    low: int | None = None
    high = 0
    for piece, begin, stop in _places(quotation):
        if stop <= start or begin >= end or piece.kind == "insertion":
            continue
        whole = piece.kind != "source"
        first = piece.start if whole else piece.start + max(start - begin, 0)
        last = piece.end if whole else piece.start + min(end, stop) - begin
        low = first if low is None else min(low, first)
        high = max(high, last)
    return None if low is None or low >= high else (low, high)


def _source_place(quotation: Quotation, at: int) -> int:
    """Return the place in the passage at which a printed position stands."""
    place = 0
    for piece, begin, stop in _places(quotation):
        if at <= begin:
            return piece.start
        place = piece.start + at - begin if piece.kind == "source" and at < stop else piece.end
        if at < stop:
            return place
    return place


def _whole_words(quotation: Quotation, start: int, end: int) -> tuple[int, int]:
    """Return the span of the passage that is selected: without spaces at its ends, and with the words it cuts into.

    Raises:
        EditRefused: it holds no word.
    """
    found = _source_span(quotation, start, end)
    exact = quotation.passage.exact
    low, high = found if found is not None else (0, 0)
    while low < high and exact[low].isspace():
        low += 1
    while low < high and exact[high - 1].isspace():
        high -= 1
    if low == high:
        raise EditRefused(NOTHING, "Select some of its words.")
    while _in_word(exact, low):
        low -= 1
    while _in_word(exact, high):
        high += 1
    return low, high


def _in_word(text: str, at: int) -> bool:
    """Say whether a place stands between two letters of one word; scripts without spaces have no such words."""
    return 0 < at < len(text) and all(sign.isalnum() and ord(sign) < _NO_SPACES for sign in text[at - 1 : at + 1])


def _emphases(exact: str, marked: bytes) -> list[Emphasise]:
    """Return the runs that are marked, each without spaces at its ends."""
    found: list[Emphasise] = []
    stop = 0
    while (start := marked.find(1, stop)) >= 0:
        end = marked.find(0, start)
        stop = len(marked) if end < 0 else end
        words = exact[start:stop]
        first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if first < last:
            found.append(Emphasise(start=first, end=last))
    return found


def _changes(edit: QuotationEdit, low: int, high: int) -> bool:
    """Say whether an edit changes what is printed of the passage between two places; a trim changes what is not."""
    match edit:
        case Trim():
            return False
        case Omit(start=start, end=end) | Emphasise(start=start, end=end):
            return start < high and low < end
        case Insert(at=at):
            return low <= at <= high
        case Recase(at=at):
            return low <= at < high
