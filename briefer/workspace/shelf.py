"""The sources of an open library and their passages as they are now, on the disk or on their way there."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from briefer.core import anchor, likeness, pictured
from briefer.core.briefing import named_passages, new_id
from briefer.core.change import AddPassage, Edit, ReplaceBlocks, SetReference
from briefer.core.passage import Passage, PassageId
from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin, Region, Source, SourceId
from briefer.core.text import sha256_text
from briefer.errors import EditRefused, NotFound
from briefer.workspace.address import address_key
from briefer.workspace.importing import Incoming

if TYPE_CHECKING:
    from briefer.store.library import Library

_Place = tuple[SourceId, str, int, int, Region | None]

ANALYST = "analyst"
"""Where a fact is from that somebody corrected here."""

_LOOKED = 4000
"""How many answers of the library about near copies are kept until they are wanted."""

_ARTICLES = 32
"""How many articles are kept at hand; one that is read again comes from the library."""


class Shelf:
    """Sources, their articles and their passages. Numbers are given here, each once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources: dict[SourceId, Source] = {source.id: source for source in library.sources()}
        self._last = library.number("source")
        self._listed: tuple[Source, ...] | None = None
        self._numbers: dict[str, SourceId] | None = None
        self._hashes: dict[str, SourceId] | None = None
        self._addresses: dict[str, SourceId] | None = None
        self._articles: OrderedDict[tuple[SourceId, str], Article] = OrderedDict()
        self._pictures: dict[str, bytes] = {}
        self._unsaved: dict[tuple[SourceId, str], Incoming] = {}
        self._looked: dict[frozenset[int], dict[SourceId, tuple[int, int]]] = {}
        self._fresh: dict[SourceId, array[int]] = {}  # samples of what came in since this was opened
        self._passages: dict[SourceId, dict[PassageId, Passage]] = {}
        self._offered: dict[_Place, Passage] = {}

    # --- sources ---

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, newest last."""
        if self._listed is None:
            self._listed = tuple(self._sources.values())
        return self._listed

    def source(self, key: str) -> Source:
        """Return the source with this handle or id.

        Raises:
            NotFound: there is none.
        """
        found = self._sources.get(SourceId(key))
        if found is None:
            if self._numbers is None:
                self._numbers = {source.handle: source.id for source in self._sources.values()}
            named = self._numbers.get(key.strip().upper())
            if named is None:
                raise NotFound(f"There is no source {key}.", "“briefer sources” lists them.")
            found = self._sources[named]
        return found

    def mapping(self) -> dict[SourceId, Source]:
        """Return all sources by id, as they are now."""
        return dict(self._sources)

    def next_number(self) -> int:
        """Return the number of the next source."""
        return self._last + 1

    def with_bytes(self, sha256: str) -> Source | None:
        """Return the source whose original has this hash."""
        if self._hashes is None:
            self._hashes = {source.sha256: source.id for source in reversed(self._sources.values())}
        found = self._hashes.get(sha256)
        return self._sources[found] if found is not None else None

    def add(self, source: Source, incoming: Incoming) -> None:
        """Take a source up; `written` says when it is on the disk."""
        self.with_bytes(source.sha256)
        self._sources[source.id] = source
        self._last = max(self._last, source.number)
        self._listed = None
        if self._numbers is not None:
            self._numbers[source.handle] = source.id
        if self._hashes is not None:
            self._hashes.setdefault(source.sha256, source.id)
        key = address_key(source.reference.url)
        if key and self._addresses is not None:
            self._addresses.setdefault(key, source.id)
        self._passages[source.id] = {}
        self.hold(source.id, incoming)

    def hold(self, id_: SourceId, incoming: Incoming) -> None:
        """Keep at hand a text of a source; `written` says when it is on the disk."""
        text_sha256 = sha256_text(incoming.article.text)
        self._unsaved[id_, text_sha256] = incoming
        self._articles.pop((id_, text_sha256), None)  # the same words may be read with another structure
        if self._sources[id_].text_sha256 == text_sha256:
            self._fresh[id_] = array("q", incoming.sample)

    def change(self, source: Source) -> None:
        """Take up another record of a source that is there."""
        self._sources[source.id] = source
        self._listed = None

    def written(self) -> None:
        """Let go of what was held only until it was on the disk."""
        self._unsaved.clear()
        self._pictures.clear()

    def article(self, id_: SourceId, text_sha256: str | None = None) -> Article:
        """Return the text of a source that is read now, or that with this hash, and its structure.

        Raises:
            NotFound: there is no such source, or it has no such text.
            LibraryDamaged: it is not what was written.
        """
        source = self.source(id_)
        key = (source.id, text_sha256 or source.text_sha256)
        if key in self._unsaved:
            return self._unsaved[key].article
        article = self._articles.get(key)
        if article is None:
            article = self._library.article(*key)
            self._articles[key] = article
            if len(self._articles) > _ARTICLES:
                self._articles.popitem(last=False)
        else:
            self._articles.move_to_end(key)
        return article

    def texts(self, id_: SourceId) -> tuple[str, ...]:
        """Return the hashes of all texts that a source has had."""
        unsaved = [text for held, text in self._unsaved if held == id_]
        return tuple(dict.fromkeys((*self._library.texts(id_), *unsaved)))

    def read(self, id_: SourceId, text_sha256: str | None = None) -> Article:
        """Return what `article` does, past what is at hand. THREAD-SAFE."""
        source = self.source(id_)
        key = (source.id, text_sha256 or source.text_sha256)
        unsaved = self._unsaved.get(key)
        return unsaved.article if unsaved is not None else self._library.article(*key)

    def original(self, id_: SourceId) -> bytes:
        """Return the bytes of a source as they came. THREAD-SAFE.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: they are not what was written.
        """
        source = self.source(id_)
        unsaved = self._unsaved.get((source.id, source.text_sha256))
        if unsaved is not None:
            return unsaved.data
        return self._library.original(source.sha256)

    def picture(self, id_: SourceId, sha256: str) -> bytes:
        """Return the bytes (PNG or JPEG) of a picture of a source. THREAD-SAFE.

        Raises:
            NotFound: it has no such picture.
            LibraryDamaged: they are not what was written.
        """
        for (held, _), incoming in tuple(self._unsaved.items()):
            if held == id_ and sha256 in incoming.pictures:
                return incoming.pictures[sha256]
        return self._library.original(sha256)

    def own_picture(self, sha256: str) -> bytes:
        """Return the bytes (PNG or JPEG) of a picture of the analyst's own. THREAD-SAFE.

        Raises:
            NotFound: it is not in this library.
            LibraryDamaged: they are not what was written.
        """
        return self._pictures.get(sha256) or self._library.picture(sha256)

    def has_picture(self, sha256: str) -> bool:
        """Say whether a picture of the analyst's own is there."""
        return sha256 in self._pictures or self._library.has_picture(sha256)

    def hold_picture(self, sha256: str, data: bytes) -> None:
        """Keep at hand a picture of the analyst's own; `written` says when it is on the disk."""
        self._pictures[sha256] = data

    # --- what belongs together ---

    def same_address(self, url: str | None) -> Source | None:
        """Return the first source that came from this address, however it is spelled."""
        if self._addresses is None:
            self._addresses = {}
            for source in self._sources.values():
                key = address_key(source.reference.url)
                if key:
                    self._addresses.setdefault(key, source.id)
        found = self._addresses.get(address_key(url))
        return self._sources[found] if found is not None else None

    def captures(self, id_: SourceId) -> tuple[Source, ...]:
        """Return all captures of the page that a source is one of, oldest first; itself alone if it is the only one."""
        source = self.source(id_)
        first = source.capture_of or source.id
        return tuple(each for each in self.sources if each.capture_of == first or each.id == first)

    def together(self, id_: SourceId) -> tuple[Source, ...]:
        """Return what came in the same file as a source, or in it, or what it came in; without itself."""
        source = self.source(id_)
        held = source.container.sha256 if source.container is not None else None
        return tuple(
            each
            for each in self.sources
            if each.id != source.id
            and ((each.container is not None and each.container.sha256 in (source.sha256, held)) or each.sha256 == held)
        )

    def look(self, sample: frozenset[int]) -> None:
        """Look up what the library has of these runs of words, for `near` to be quick then. THREAD-SAFE."""
        if len(self._looked) > _LOOKED:
            self._looked.clear()
        self._looked[sample] = self._library.alike(sample)

    def near(self, sample: frozenset[int]) -> tuple[Source, float] | None:
        """Return the oldest source that is a near copy of a text with these runs of words, and how much they share."""
        looked = self._looked.get(sample)
        found = dict(self._library.alike(sample) if looked is None else looked)
        for id_, theirs in self._fresh.items():  # the library may not have them yet, or not when it was asked
            found[id_] = (sum(gram in sample for gram in theirs), len(theirs))
        shares = {id_: likeness.share(sample, *counts) for id_, counts in found.items() if id_ in self._sources}
        alike = [self._sources[id_] for id_, share in shares.items() if share >= likeness.ALIKE]
        oldest = min(alike, key=lambda source: source.number, default=None)
        return (oldest, shares[oldest.id]) if oldest is not None else None

    # --- passages ---

    def passages_of(self, id_: SourceId) -> Mapping[PassageId, Passage]:
        """Return the passages of a source by id."""
        if id_ not in self._passages:
            self.load_passages([id_])
        return self._passages[id_]

    def load_passages(self, ids: Collection[SourceId]) -> None:
        """Read the passages of several sources at once."""
        missing = [id_ for id_ in ids if id_ not in self._passages]
        for id_ in missing:
            self._passages[id_] = {}
        for id_, passage in self._library.passages_of(missing).items():
            self._passages[passage.source][id_] = passage

    def passage(self, id_: SourceId, start: int, end: int) -> tuple[Passage, bool]:
        """Return the passage of that range, and whether it is a new one, which an edit has to add.

        Raises:
            NotFound: the range reaches outside the text, or has no words in it.
        """
        source = self.source(id_)
        article = self.article(source.id)
        if 0 <= start <= end <= len(article.text):
            start, end = anchor.tightened(article.text, start, end)
        place = (source.id, source.text_sha256, start, end, None)
        return self._passage(place, lambda id_, number: anchor.make(article, source, start, end, id=id_, number=number))

    def picture_passage(self, id_: SourceId, at: int) -> tuple[Passage, bool]:
        """Return the passage that is the picture at `at` of a text, and whether it is new.

        Raises:
            NotFound: there is no picture, or it was not saved with the article.
        """
        source = self.source(id_)
        article = self.article(source.id)
        place = (source.id, source.text_sha256, at, at + 1, None)
        return self._passage(place, lambda id_, number: pictured.of_picture(article, source, at, id=id_, number=number))

    def region_passage(self, id_: SourceId, region: Region) -> tuple[Passage, bool]:
        """Return the passage that is a part of a page, and whether it is new.

        Raises:
            NotFound: there is no such page, or the region is empty or reaches outside it.
        """
        source = self.source(id_)
        article = self.article(source.id)
        made = pictured.of_region(article, source, region, id=PassageId(new_id()), number=0)
        return self._passage(_place(made), lambda id_, number: replace(made, id=id_, number=number))

    def _passage(self, place: _Place, make: Callable[[PassageId, int], Passage]) -> tuple[Passage, bool]:
        """Return the passage that stands at a place, made under the source's next number where there is none."""
        id_ = place[0]
        for passage in self.passages_of(id_).values():
            if _place(passage) == place:
                return passage, False
        offered = self._offered.get(place)
        if offered is None:
            taken = [passage.number for passage in self._passages[id_].values()]
            given = [passage.number for passage in self._offered.values() if passage.source == id_]
            offered = make(PassageId(new_id()), max([*taken, *given], default=0) + 1)
            self._offered[place] = offered
        return offered, True

    def arriving(self, edit: Edit) -> tuple[Passage, ...]:
        """Return the passages that an edit brings to the library, after a look at every one that it names.

        Raises:
            EditRefused: one is not this library's, or does not have the words of its source.
        """
        found: dict[PassageId, Passage] = {}
        for change in edit.changes:
            if isinstance(change, AddPassage):
                found[change.passage.id] = change.passage
            elif isinstance(change, ReplaceBlocks):
                for block in change.after:
                    for passage in named_passages(block):
                        found[passage.id] = passage
        return tuple(passage for passage in found.values() if not self._known(passage))

    def _known(self, passage: Passage) -> bool:
        """Say whether a passage is in the library; False: it may come in."""
        if passage.source not in self._sources:
            raise EditRefused(
                "A passage is of a source that is not in this library.", "Open the .briefing file it comes from."
            )
        held = self.passages_of(passage.source)
        if passage.id in held:
            if held[passage.id] != passage:
                raise EditRefused("A passage is not what it is in this library.", "Take it from its article again.")
            return True
        if self._offered.get(_place(passage)) == passage:
            return False
        source = self._sources[passage.source]
        try:
            right = pictured.stands(passage, self.article(source.id, passage.text_sha256))
        except NotFound:
            right = False
        free = all(other.number != passage.number and _place(other) != _place(passage) for other in held.values())
        if not right or not free or passage.source_number != source.number:
            raise EditRefused("A passage does not fit its source in this library.", "Take it from its article again.")
        return False

    def keep(self, passage: Passage) -> None:
        """Take up a passage that an edit brought."""
        self._passages[passage.source][passage.id] = passage
        self._offered.pop(_place(passage), None)

    # --- facts ---

    def correct(self, change: SetReference) -> Source:
        """Take up a correction and return the source as it is then.

        A fact that something else has changed meanwhile (another briefing has an undo list too) stays as it is.

        Raises:
            NotFound: there is no such source.
        """
        source = self.source(change.source)
        held = source.reference
        values = {
            field.name: getattr(change.after, field.name)
            for field in fields(Reference)
            if getattr(held, field.name) == getattr(change.before, field.name)
        }
        source = replace(source, reference=replace(held, **values), origins=self._origins(source, values))
        self.change(source)
        self._addresses = None
        return source

    def _origins(self, source: Source, values: Mapping[str, object]) -> tuple[FactOrigin, ...]:
        """Return where facts of a source are from after a correction: one that is as in the file is its own again."""
        article = self.article(source.id)
        places = {origin.fact: origin for origin in source.origins}
        stated = {origin.fact: origin for origin in article.origins}
        for name, value in values.items():
            if value == getattr(source.reference, name):
                continue
            places.pop(name, None)
            if value == getattr(article.reference, name):
                if name in stated:
                    places[name] = stated[name]
            elif value:
                places[name] = FactOrigin(fact=name, place=ANALYST)
        return tuple(places[name] for name in sorted(places))


def _place(passage: Passage) -> _Place:
    return passage.source, passage.text_sha256, passage.start, passage.end, passage.region
