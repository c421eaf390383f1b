"""Notes and source list of a briefing: what stands at the foot of the page for each figure, and at the end.

One note for each figure; figures with no word between them end the same sentence and share one. The first note of a
source is full, later ones are short; addresses stand in the source list only. What is not known is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from briefer.citing.kept import Kept
from briefer.citing.language import Language
from briefer.citing.marks import nested
from briefer.core.briefing import Block, Briefing, Text
from briefer.core.figures import groups
from briefer.core.passage import CitationItem, Passage, PassageId
from briefer.core.source import Source, SourceId
from briefer.errors import ExportError
from briefer.packs.citation_form import CitationForm, Parts

_AUTHORS = 3
_SHORT_TITLE = 42
# Fields of a form that begin with a capital where they come first; a title, name or address stays as it is.
_SENTENCED = ("authors", "author", "date", "accessed")
_NUMERIC = re.compile(r"\s*\d+[a-z]?(\s*([-–,])\s*\d+[a-z]?)*\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a note or reference. ``language`` is that of the words where it is not the briefing's own."""

    text: str
    italic: bool = False
    language: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteItem:
    """One source in a note: in full, short where it was printed before, `again` behind itself (only where in it)."""

    source: int
    full: Runs
    short: Runs
    again: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one figure stands for. ``number`` counts from 1 in the order of the briefing.

    ``own`` are the words of footnotes, which stand behind what is cited.
    """

    number: int
    items: tuple[NoteItem, ...]
    own: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the source list. ``number`` is the briefing's own; unknown facts are empty."""

    number: int
    reference: Runs
    title: str
    publisher: str
    url: str
    accessed: str
    file: str
    published: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A passage that the briefing cites: the number of its source, its place there, and the notes that cite it."""

    passage: Passage
    source: int
    where: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: it stands behind inline `position` of its block (-1: behind a block quotation)."""

    position: int
    note: Note


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Everything a briefing's citations print: the figures of each block, the notes in order, the source list.

    ``passages`` are those cited, in the order of the text.
    """

    figures: Mapping[str, tuple[Figure, ...]]
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    passages: tuple[CitedPassage, ...]


def notes(
    briefing: Briefing,
    sources: Mapping[SourceId, Source],
    language: Language,
    form: CitationForm | None = None,
    kept: Kept | None = None,
) -> Apparatus:
    """Return every note and the list of the sources cited, in the sections of the briefing (never of its tray).

    `form` is the pack's own way to cite a source. `kept` has begun on the ground of all that is given but the briefing.

    Raises:
        ExportError: a source that is cited is not among `sources`.
    """
    kept = kept or Kept()
    formatter = Formatter(briefing, sources, language, form, kept)
    figures: dict[str, tuple[Figure, ...]] = {}
    all_notes: list[Note] = []
    cited: dict[PassageId, tuple[Passage, list[int]]] = {}
    for section in briefing.sections:
        for block in section.blocks:
            printed: list[Figure] = []
            for position, items, own in kept.of(("figures", block.id), merged, block):
                note = Note(number=len(all_notes) + 1, items=formatter.items(items), own=own)
                all_notes.append(note)
                for item, _ in items:
                    numbers = cited.setdefault(item.passage.id, (item.passage, []))[1]
                    if note.number not in numbers:
                        numbers.append(note.number)
                printed.append(Figure(position, note))
            if printed:
                figures[block.id] = tuple(printed)
    passages = tuple(formatter.cited(passage, numbers) for passage, numbers in cited.values())
    return Apparatus(figures, tuple(all_notes), formatter.entries(), passages)


CitedItem = tuple[CitationItem, bool]
"""An item of a citation, and whether emphasis was added to the words it stands behind."""


Merged = tuple[int, tuple[CitedItem, ...], tuple[Text, ...]]
"""A figure: the position of its last mark, what it cites (each thing once), and own words."""


def merged(block: Block) -> tuple[Merged, ...]:
    """Return each figure of a block, in order."""
    found: list[Merged] = []
    for group in groups(block):
        items = ((item, each.emphasised and index == 0) for each in group for index, item in enumerate(each.citation))
        own: tuple[Text, ...] = ()
        for words in (each.own for each in group if each.own):
            own = (*own, Text(text=" "), *words) if own else words
        found.append((group[-1].position, tuple(dict.fromkeys(items)), own))
    return tuple(found)


class Formatter:
    """Prints citations and references of one briefing in one language; remembers which sources it met."""

    def __init__(
        self,
        briefing: Briefing,
        sources: Mapping[SourceId, Source],
        language: Language,
        form: CitationForm | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._form = form or CitationForm()
        self._kept = kept or Kept()
        self._briefing = briefing
        self._sources = sources
        self._language = language
        self._met: dict[SourceId, Source] = {}
        self._unnumbered: dict[SourceId, int] = {}

    def items(self, items: tuple[CitedItem, ...]) -> tuple[NoteItem, ...]:
        """Return passages as they stand in a note; two of one page say the same there: it is said once.

        Raises:
            ExportError: the source of one is not at hand.
        """
        # A source that the briefing has not numbered has its number of the order in which it is met here.
        numbers = tuple(self._number(self._meet(item.passage)) for item, _ in items)
        return self._kept.of(("items", items), self._items, items, numbers)

    def _items(self, items: tuple[CitedItem, ...], _numbers: tuple[int, ...]) -> tuple[NoteItem, ...]:
        return tuple(dict.fromkeys(self.item(*item) for item in items))

    def item(self, item: CitationItem, emphasised: bool = False) -> NoteItem:
        """Return one passage as it stands in a note.

        Raises:
            ExportError: its source is not at hand.
        """
        source = self._meet(item.passage)
        number = self._number(source)
        tail = [Run(f", {where}")] if (where := self._where(item)) else []
        if item.suffix and item.suffix.strip():
            tail.append(Run(f", {item.suffix.strip()}"))
        if emphasised:
            tail.append(Run(f" ({self._language.word('emphasis_added')})"))
        lead = [Run(f"{item.prefix.strip()} ")] if item.prefix and item.prefix.strip() else []
        mark = (Run(f"[{number}] "),)
        full = self._printed(self._form.full, source) or (*mark, *self.full(source))
        short = self._printed(self._form.short, source) or (*mark, *self.short(source))
        where = [Run(tail[0].text.removeprefix(",").lstrip(" ")), *tail[1:]] if tail else []
        return NoteItem(
            source=number,
            full=(*lead, *full, *tail),
            short=(*lead, *short, *tail),
            again=(*lead, *where),
        )

    def _meet(self, passage: Passage) -> Source:
        source = self._sources.get(passage.source)
        if source is None:
            raise ExportError(
                f"The source of passage {passage.handle} is not at hand, so it cannot be cited.",
                "Open the library that the briefing was made in.",
            )
        self._met[source.id] = source
        return source

    def cited(self, passage: Passage, notes: Iterable[int]) -> CitedPassage:
        """Return a passage that `item` has met, for an annex: its own place, whatever its citations say of it."""
        number = self._number(self._sources[passage.source])
        where = self._where(CitationItem(passage=passage))
        return CitedPassage(passage=passage, source=number, where=where, notes=tuple(notes))

    def entries(self) -> tuple[Entry, ...]:
        """Return the source list of what `item` has met, by number."""
        ordered = sorted(self._met.values(), key=self._number)
        return tuple(self.entry(source) for source in ordered)

    def entry(self, source: Source) -> Entry:
        """Return the line of the source list for a source."""
        reference = source.reference
        return Entry(
            number=self._number(source),
            reference=self._printed(self._form.entry, source) or self.full(source),
            title=source.name,
            publisher=reference.publisher or "",
            url=reference.url or "",
            accessed=self._accessed(source),
            file=self._language.word("file", name=source.file) if source.file and not reference.url else "",
            published=reference.published or "",
            grade=source.grade or "",
        )

    def _number(self, source: Source) -> int:
        """Return the briefing's number of a source; of one that it should have numbered and has not, the next."""
        known = self._briefing.number_of(source.id)
        return known or len(self._briefing.numbered) + 1 + self._unnumbered.setdefault(source.id, len(self._unnumbered))

    def _accessed(self, source: Source) -> str:
        accessed = source.reference.accessed
        return self._language.word("accessed", date=self._language.day_of(accessed)) if accessed else ""

    def _printed(self, parts: Parts, source: Source) -> Runs:
        """Return a source in a form of the pack: each part whose fields are all known.

        Nothing where there is no form, or not one of its fields is known: it would not say which source is meant.
        """
        runs: list[Run] = []
        begun = told = False
        for part in parts:
            fields = {piece.field: self._field(piece.field, source) for piece in part if piece.field}
            if not all(fields.values()):
                continue
            for piece in part:
                found = fields.get(piece.field, (Run(piece.words),))
                begins = piece.field not in ("", "number") and not begun
                begun = begun or begins or any(map(str.isalpha, piece.words))
                told = told or bool(piece.field)
                if begins and piece.field in _SENTENCED:
                    found = (replace(found[0], text=found[0].text[:1].upper() + found[0].text[1:]), *found[1:])
                runs += [replace(run, italic=run.italic or piece.italic) for run in found]
        return tuple(runs) if told else ()

    def _field(self, name: str, source: Source) -> Runs:
        """Return a field of a form; nothing where it is not known. Author and date say so, as everywhere."""
        reference = source.reference
        authors = reference.authors
        language = self._language.foreign(reference.language)
        match name:
            case "quoted_title":
                return tuple(self._title(source, source.name))
            case "title":
                return (Run(source.name, language=language),)
            case "short_title":
                return (Run(short_title(source.name), language=language),)
            case "authors":
                said = self._authors(authors) or self._language.word("no_author")
            case "author":
                first = f"{authors[0]} {self._language.word('others')}" if len(authors) > 1 else "".join(authors)
                said = first or self._language.word("no_author")
            case "date":
                published = reference.published
                said = self._language.day_of(published) if published else self._language.word("no_date")
            case "number":
                said = str(self._number(source))
            case "accessed":
                said = self._accessed(source)
            case _:
                said = {"url": reference.url, "publisher": reference.publisher, "file": source.file}.get(
                    name, source.grade
                )
        return (Run(said),) if said else ()

    def full(self, source: Source) -> Runs:
        """Return a whole reference without its address."""
        reference = source.reference
        author = self._authors(reference.authors) or self._language.word("no_author")
        runs = [Run(author[:1].upper() + author[1:]), Run(", ")]
        runs += self._title(source, source.name)
        if reference.publisher:
            runs += [Run(", "), Run(reference.publisher, italic=True)]
        date = self._language.day_of(reference.published) if reference.published else self._language.word("no_date")
        return (*runs, Run(f", {date}"))

    def short(self, source: Source) -> Runs:
        """Return a reference as it is repeated: author or publisher, and the first words of the title."""
        reference = source.reference
        runs: list[Run] = []
        if reference.authors:
            first, *more = reference.authors
            others = f" {self._language.word('others')}" if more else ""
            runs = [Run(first + others), Run(", ")]
        elif reference.publisher:
            runs = [Run(reference.publisher, italic=True), Run(", ")]
        return (*runs, *self._title(source, short_title(source.name)))

    def _title(self, source: Source, name: str) -> list[Run]:
        language = self._language.foreign(source.reference.language)
        if not source.reference.title:  # the first words stand in brackets already, a file name needs no marks
            return [Run(name, language=language)]
        opening, closing = self._language.outer
        (name,) = nested([name], self._language)
        return [Run(opening), Run(name, language=language), Run(closing)]

    def _authors(self, authors: tuple[str, ...]) -> str:
        if len(authors) > _AUTHORS:
            return f"{authors[0]} {self._language.word('others')}"
        if len(authors) > 1:
            return f"{', '.join(authors[:-1])} {self._language.word('and')} {authors[-1]}"
        return "".join(authors)

    def _where(self, item: CitationItem) -> str:
        """Return where in the source: what the analyst said, else the page, the time in a recording, the paragraph."""
        passage, word = item.passage, self._language.word
        if item.locator and item.locator.strip():
            locator = item.locator.strip()
            if not _NUMERIC.fullmatch(locator):
                return locator
            several = any(sign in locator for sign in "-–,")
            kind = ("pages" if several else "page") if passage.page else "paragraph"
            return f"{word(kind)}\u00a0{locator.replace('-', '–')}"
        if passage.page:
            return f"{word('pages' if '–' in passage.page else 'page')}\u00a0{passage.page}"
        if passage.cue:
            return passage.cue
        return f"{word('paragraph')}\u00a0{passage.paragraph}" if passage.paragraph else ""


def short_title(title: str) -> str:
    """Return the first words of a title, up to its colon or about forty characters."""
    head, colon, _ = title.partition(": ")
    if colon and 8 <= len(head) <= _SHORT_TITLE:
        return head
    if len(title) <= _SHORT_TITLE:
        return title
    cut = title[:_SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    # Opening words that stand for a title keep their brackets; a title may begin with a "[Video]" of its own.
    closing = "]" if cut.startswith("[") and "]" not in cut else ""
    return f"{cut.removesuffix('…')}…{closing}"
