"""A passage of a source, and a quotation: a use of a passage with typed edits. What is printed is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NewType

from briefer.core.source import Region, SourceId
from briefer.core.text import OBJECT
from briefer.core.translation import Translation
from briefer.errors import EditRefused

PassageId = NewType("PassageId", str)

CONTEXT = 48
"""How many characters on either side of a passage are kept to tell it from a twin (W3C TextQuoteSelector)."""

OMISSION = "[...]"

_NOT_INSERTED = "\n\r\u2028\u2029" + OBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of a source's text, taken once, never changed.

    ``exact``, ``prefix`` and ``suffix`` are a W3C TextQuoteSelector, ``start`` and ``end`` (code points in the text
    whose hash is ``text_sha256``) a TextPositionSelector. ``page`` is the page's label (``iv–2`` where it goes on to
    another page), ``paragraph`` the number of the block it starts in, ``cue`` the time it is said at (``0:01:23``).
    ``source_number`` and ``number`` make the handle ``S3:10``. A passage that is a picture has U+FFFC for its words: a
    picture of the article, whose hash is ``picture``; or a part of a page, the ``region``, which is drawn from the
    original whenever it is shown and stands in the text where its page begins.
    """

    id: PassageId
    source: SourceId
    source_number: int
    number: int
    exact: str
    start: int
    end: int
    text_sha256: str
    prefix: str = ""
    suffix: str = ""
    page: str | None = None
    paragraph: int | None = None
    cue: str | None = None
    region: Region | None = None
    picture: str | None = None

    @property
    def handle(self) -> str:
        """The name a person types: source 3, passage 10 of this library is ``S3:10``."""
        return f"S{self.source_number}:{self.number}"

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture or a part of a page, and has no words."""
        return self.picture is not None or self.region is not None

    @property
    def shown(self) -> str:
        """What a list says for it: its words, or that it is a picture."""
        if not self.is_picture:
            return self.exact
        return (
            "[picture]" if self.region is None else f"[part of page {self.page}]" if self.page else "[part of a page]"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """Keep only ``exact[start:end]``; nothing marks it, since the passage merely begins later or ends earlier."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Omit:
    """Print ``[...]`` for ``exact[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Print ``[text]``, words that do not stand there, before ``exact[at]``; spaces at its ends stand outside that."""

    at: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recase:
    """Change the case of the letter ``exact[at]``, printed in brackets: ``[T]he``."""

    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasise:
    """Print ``exact[start:end]`` emphasised; the citation says that the emphasis was added."""

    start: int
    end: int


QuotationEdit = Trim | Omit | Insert | Recase | Emphasise

PieceKind = Literal["source", "omission", "insertion", "case"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quotation as it is printed. ``start`` and ``end`` are offsets into the passage's exact words."""

    kind: PieceKind
    text: str
    start: int
    end: int
    emphasised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationItem:
    """One passage cited: where in it (``locator``, else its own page or paragraph), and words around the reference."""

    passage: Passage
    locator: str | None = None
    prefix: str | None = None
    suffix: str | None = None


Citation = tuple[CitationItem, ...]
"""What one figure stands for, in order; prints one note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A use of a passage: its words with typed edits, and the citation that they carry.

    The first item of the citation is always the passage quoted; it cannot be taken away while the words stand.
    """

    passage: Passage
    edits: tuple[QuotationEdit, ...] = ()
    citation: Citation = ()
    translation: Translation | None = None

    def __post_init__(self) -> None:
        if not self.citation:
            object.__setattr__(self, "citation", (CitationItem(passage=self.passage),))
        if self.citation[0].passage.id != self.passage.id:
            raise EditRefused("A quotation is cited by its own passage first.", "")
        check_edits(self.passage, self.edits)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words as printed, in runs that say where each came from."""
        return _pieces(self.passage.exact, self.edits)

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def translated(self) -> Translation | None:
        """The translation, where it is one of the words as they are printed now."""
        return self.translation if self.translation is not None and self.translation.of == self.text else None

    @property
    def emphasis_added(self) -> bool:
        """Whether any of the words are emphasised by the analyst."""
        return any(isinstance(edit, Emphasise) for edit in self.edits)

    def edited(self, *edits: QuotationEdit) -> Quotation:
        """Return this quotation with more edits.

        Raises:
            EditRefused: an edit reaches outside the words, does nothing, or would leave nothing of them.
        """
        return replace(self, edits=(*self.edits, *edits))


def check_edits(passage: Passage, edits: Iterable[QuotationEdit]) -> None:
    """Refuse edits that do not fit the passage's words.

    Omissions that touch or overlap are one, and trims keep what all of them keep.

    Raises:
        EditRefused: a span is empty or outside the words, an insertion says nothing, a character without case is to
            change it, or no word of the source would be left.
    """
    length = len(passage.exact)
    edits = tuple(edits)
    kept = [not character.isspace() for character in passage.exact]
    for edit in edits:
        match edit:
            case Trim(start=start, end=end) | Omit(start=start, end=end) | Emphasise(start=start, end=end):
                if not 0 <= start < end <= length:
                    raise EditRefused(f"{start} to {end} is not inside the passage's {length} characters.", "")
                if isinstance(edit, Trim):
                    kept[:start] = [False] * start
                    kept[end:] = [False] * (length - end)
                elif isinstance(edit, Omit):
                    kept[start:end] = [False] * (end - start)
            case Insert(at=at, text=text):
                if not 0 <= at <= length:
                    raise EditRefused(f"{at} is not inside the passage's {length} characters.", "")
                if not text.strip() or any(character in text for character in _NOT_INSERTED):
                    raise EditRefused("An insertion needs words of its own, on one line.", "")
            case Recase(at=at):
                if not 0 <= at < length:
                    raise EditRefused(f"{at} is not inside the passage's {length} characters.", "")
                if len(passage.exact[at].swapcase()) != 1 or passage.exact[at].swapcase() == passage.exact[at]:
                    raise EditRefused(f"“{passage.exact[at]}” has no other case.", "")
    if edits and not any(kept):
        raise EditRefused("Nothing of the source's words would be left.", "Remove the quotation instead.")


def _pieces(exact: str, edits: tuple[QuotationEdit, ...]) -> tuple[Piece, ...]:
    """Walk the words once; each character is trimmed, omitted or printed, and insertions stand before theirs."""
    length = len(exact)
    if not edits:  # by far the most, and asked for at each key
        return (Piece("source", exact, 0, length),)
    first = max((edit.start for edit in edits if isinstance(edit, Trim)), default=0)
    last = min((edit.end for edit in edits if isinstance(edit, Trim)), default=length)
    omitted = bytearray(length)
    emphasised = bytearray(length)
    recased: set[int] = set()
    inserted: dict[int, list[str]] = {}
    for edit in edits:
        match edit:
            case Omit(start=start, end=end):
                omitted[start:end] = b"\1" * (end - start)
            case Emphasise(start=start, end=end):
                emphasised[start:end] = b"\1" * (end - start)
            case Recase(at=at):
                recased.symmetric_difference_update((at,))
            case Insert(at=at, text=text):
                inserted.setdefault(at, []).append(text)
            case Trim():
                pass
    pieces: list[Piece] = []
    run = at = first
    # Runs break where the treatment changes; without edits the whole passage is one piece.
    while at <= last:
        for text in inserted.get(at, ()):
            _close(pieces, exact, run, at, emphasised)
            run = at
            words = text.strip(" ")
            lead, _, trail = text.partition(words)
            pieces.append(Piece("insertion", f"{lead}[{words}]{trail}", at, at))
        if at == last:
            break
        if omitted[at]:
            _close(pieces, exact, run, at, emphasised)
            end = at
            while end < last and omitted[end] and (end == at or end not in inserted):
                end += 1
            pieces.append(Piece("omission", OMISSION, at, end))
            run = at = end
        elif at in recased:
            _close(pieces, exact, run, at, emphasised)
            pieces.append(Piece("case", f"[{exact[at].swapcase()}]", at, at + 1, bool(emphasised[at])))
            run = at = at + 1
        else:
            if at > run and emphasised[at] != emphasised[at - 1]:
                _close(pieces, exact, run, at, emphasised)
                run = at
            at += 1
    _close(pieces, exact, run, last, emphasised)
    return tuple(pieces)


def _close(pieces: list[Piece], exact: str, start: int, end: int, emphasised: bytearray) -> None:
    if start < end:
        pieces.append(Piece("source", exact[start:end], start, end, bool(emphasised[start])))
