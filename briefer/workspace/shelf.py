"""The sources of the open library: the light list in memory, articles read when they are wanted, passages numbered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from briefer.core import anchor
from briefer.core.briefing import new_id
from briefer.core.passage import Passage, PassageId
from briefer.core.reference import Reference
from briefer.core.source import Article, Reading, Source, SourceId, opening_words
from briefer.core.text import count_words, sha256_text
from briefer.errors import NotFound
from briefer.store import reading, writing
from briefer.workspace.importing import Incoming
from briefer.workspace.saving import Write

ARTICLES_KEPT = 32
"""How many articles stay in memory; one that is not written yet always does."""

Put = Callable[[Write], None]


class Shelf:
    """What the library knows of its sources, as of this moment, whether it is on the disk yet or not."""

    def __init__(self, connection: Connection, put: Put) -> None:
        """Read the list of sources; `put` hands a write to the storage thread."""
        self._connection = connection
        self._put = put
        self._by_id: dict[SourceId, Source] = {source.id: source for source in reading.sources(connection)}
        self._by_sha = {source.sha256: source.id for source in self._by_id.values()}
        self._counters = reading.counters(connection)
        self._articles: OrderedDict[SourceId, Article] = OrderedDict()
        self._passages: dict[SourceId, dict[tuple[int, int], Passage]] = {}
        self._unwritten: dict[SourceId, tuple[Article, bytes]] = {}
        self._listed: tuple[Source, ...] | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        if self._listed is None:
            self._listed = tuple(self._by_id.values())
        return self._listed

    def get(self, id_: SourceId) -> Source:
        """Return the source with this id.

        Raises:
            NotFound: there is none.
        """
        source = self._by_id.get(id_)
        if source is None:
            raise NotFound("The source is not in the library.", "")
        return source

    def find(self, key: str) -> Source:
        """Return the source with this handle or id.

        Raises:
            NotFound: there is none.
        """
        wanted = key.strip()
        for source in self._by_id.values():
            if source.id == wanted or source.handle == wanted.upper():
                return source
        raise NotFound(f"There is no source {key}.", "“briefer sources” lists them.")

    def mapping(self) -> dict[SourceId, Source]:
        """Return all sources by id, as they are now."""
        return dict(self._by_id)

    def add(self, incoming: Incoming) -> Source:
        """Keep an article; the same bytes again are the source they were before."""
        known = self._by_sha.get(incoming.sha256)
        if known is not None:
            return self._by_id[known]
        article = incoming.article
        source = Source(
            id=SourceId(new_id()),
            number=self._next("source"),
            kind=article.kind,
            reference=article.reference,
            sha256=incoming.sha256,
            text_sha256=sha256_text(article.text),
            words=count_words(article.text),
            opening=opening_words(article.text),
            file=incoming.name,
            origin=incoming.origin,
            captured=datetime.now(UTC).isoformat(timespec="seconds"),
            warnings=article.warnings,
        )
        self._keep(source)
        self._by_sha[source.sha256] = source.id
        self._unwritten[source.id] = (article, incoming.data)

        def write(connection: Connection) -> None:
            writing.add_source(connection, source, article, incoming.data)

        self._put(write)
        return source

    def written(self) -> None:
        """Forget what had to stay in memory until it was on the disk."""
        self._unwritten.clear()

    def article(self, id_: SourceId) -> Article:
        """Return the text and structure of a source."""
        if id_ in self._unwritten:
            return self._unwritten[id_][0]
        article = self._articles.get(id_)
        if article is None:
            article = self._articles[id_] = reading.article(self._connection, self.get(id_).id)
            if len(self._articles) > ARTICLES_KEPT:
                self._articles.popitem(last=False)
        self._articles.move_to_end(id_)
        return article

    def original(self, id_: SourceId) -> bytes:
        """Return the original bytes of a source."""
        if id_ in self._unwritten:
            return self._unwritten[id_][1]
        return reading.original(self._connection, self.get(id_).sha256)

    def set_reading(self, id_: SourceId, state: Reading) -> bool:
        """Note whether a source was read; return whether that is news."""
        source = self.get(id_)
        if source.reading == state:
            return False
        self._keep(replace(source, reading=state))
        self._put(partial(writing.set_reading, source=id_, reading=state))
        return True

    def set_reference(self, id_: SourceId, before: Reference, after: Reference) -> None:
        """Correct the facts of a source."""
        self._keep(replace(self.get(id_), reference=after))
        self._put(partial(writing.set_reference, source=id_, before=before, after=after))

    def passages(self, id_: SourceId) -> tuple[Passage, ...]:
        """Return the passages ever taken from a source, in the order of their numbers."""
        return tuple(sorted(self._taken(id_).values(), key=lambda passage: passage.number))

    def passage(self, id_: SourceId, start: int, end: int) -> tuple[Passage, bool]:
        """Return the passage of this range, and whether it is new; a new one is kept with the edit that uses it.

        Raises:
            NotFound: there are no words in the range.
        """
        article = self.article(id_)
        start, end = anchor.tightened(article.text, max(0, start), min(end, len(article.text)))
        known = self._taken(id_).get((start, end))
        if known is not None:
            return known, False
        number = self._counters.get(writing.passage_counter(id_), 0) + 1
        return anchor.make(article, self.get(id_), start, end, id=PassageId(new_id()), number=number), True

    def keep_passage(self, passage: Passage) -> None:
        """Keep a passage that an edit brought; its number is given for ever."""
        self._taken(passage.source)[passage.start, passage.end] = passage
        name = writing.passage_counter(passage.source)
        self._counters[name] = max(self._counters.get(name, 0), passage.number)

    def next_briefing(self) -> int:
        """Return the number of a new briefing."""
        return self._next("briefing")

    def _next(self, name: str) -> int:
        self._counters[name] = self._counters.get(name, 0) + 1
        return self._counters[name]

    def _taken(self, id_: SourceId) -> dict[tuple[int, int], Passage]:
        if id_ not in self._passages:
            found = reading.passages(self._connection, [self.get(id_).id])
            self._passages[id_] = {(passage.start, passage.end): passage for passage in found}
        return self._passages[id_]

    def _keep(self, source: Source) -> None:
        self._by_id[source.id] = source
        self._listed = None
