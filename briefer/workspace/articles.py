"""The sources of an open library: read, read again, told apart, told what belongs together; nothing of a briefing."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core import likeness, tables
from briefer.core.briefing import AnyFigure
from briefer.core.custody import Entry
from briefer.core.likeness import Likeness
from briefer.core.passage import Insert, Passage
from briefer.core.recalled import with_pictures
from briefer.core.source import Article, Reading, Region, Source, SourceId, opening_words
from briefer.core.standing import Standing
from briefer.core.text import count_words, sha256_text
from briefer.errors import BadRequest, EditRefused, NotFound
from briefer.worker import Worker
from briefer.workspace import figures, importing, quoting, standing
from briefer.workspace.changes import Act, Changes
from briefer.workspace.importing import Arrival, Incoming
from briefer.workspace.room import Room

if TYPE_CHECKING:
    from briefer.sources.intake import Expansion
    from briefer.workspace.pages import Box, Cancel, PagePicture


class Articles(Room):
    """What can be done with sources whether or not a briefing is open."""

    # --- sources ---

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, newest last."""
        return self._shelf.sources

    def source(self, key: str) -> Source:
        """Return the source with this handle (S3) or id.

        Raises:
            NotFound: there is none.
        """
        return self._shelf.source(key)

    def article(self, source_id: SourceId, text_sha256: str | None = None) -> Article:
        """Return text and structure of a source as it is read now, or as the text with this hash.

        Raises:
            NotFound: there is no such source, or it never had that text.
            LibraryDamaged: it is not what was written.
        """
        return self._shelf.article(source_id, text_sha256)

    def picture(self, source_id: SourceId, sha256: str) -> bytes:
        """Return the bytes (PNG or JPEG) of a picture of an article, by the hash that its `Picture` has. THREAD-SAFE.

        Raises:
            NotFound: it has no such picture.
            LibraryDamaged: they are not what was written.
        """
        return self._shelf.picture(source_id, sha256)

    def original(self, source_id: SourceId) -> bytes:
        """Return the bytes of a source as they came.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: they are not what was written.
        """
        return self._shelf.original(source_id)

    def page_picture(
        self, source_id: SourceId, page: int, scale: float, *, cancelled: Cancel | None = None
    ) -> PagePicture:
        """Return a page of a PDF (from 0) or a picture, drawn at `scale` pixels a point. THREAD-SAFE.

        What is raised, here and by the next two: see `workspace.pages.Pages`.
        """
        return self._pages.picture(self.source(source_id), page, scale, cancelled)

    def page_boxes(self, source_id: SourceId, page: int, *, cancelled: Cancel | None = None) -> tuple[Box, ...]:
        """Return where each character of a page stands. THREAD-SAFE."""
        return self._pages.boxes(self.source(source_id), page, cancelled)

    def region_picture(self, source_id: SourceId, region: Region, *, cancelled: Cancel | None = None) -> PagePicture:
        """Return the picture of a part of a page or of a picture. THREAD-SAFE."""
        return self._pages.region(self.source(source_id), region, cancelled)

    def read_file(
        self, path: Path, *, worker: Worker | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Arrival:
        """Read an article file, with what is in it. THREAD-SAFE; one after the other, in one worker (or that given).

        Raises:
            NotFound: there is no such file.
            SourceUnreadable: its subclasses, each with a sentence naming the file.
            Cancelled: `cancelled` said so.
        """
        arrival = importing.read_file(path, worker=worker or self._reader, cancelled=cancelled)
        for incoming in () if self._closed else arrival.articles:
            self._shelf.look(incoming.sample)  # here, where nobody waits: the library may be in the middle of a commit
        return arrival

    def read_paste(self, html: str | None, text: str | None, url: str | None = None) -> Incoming:
        """Read what the clipboard holds as an article. THREAD-SAFE.

        Raises:
            SourceEmpty: there are no words in it.
            SourceUnreadable: it is too large, or could not be read.
        """
        return importing.read_paste(html, text, url, worker=self._reader)

    def read_picture(self, data: bytes, url: str | None = None, taken: str | None = None) -> Incoming:
        """Read a picture that the clipboard holds; `taken` is ISO 8601. THREAD-SAFE.

        Raises:
            SourceUnreadable: it is no picture, or too large a one.
        """
        return importing.read_picture(data, url, taken, worker=self._reader)

    def expand(self, paths: Iterable[Path]) -> Expansion:
        """Return the files named by `paths` and those of known kinds in folders among them. THREAD-SAFE."""
        return importing.expand(paths)

    def suffixes(self) -> tuple[str, ...]:
        """Return the suffixes of the files that can be added, with their dots. THREAD-SAFE."""
        return importing.suffixes()

    def set_reading(self, source_id: SourceId, reading: Reading) -> None:
        """Keep whether a source is unread, read or set aside. Not undone.

        Raises:
            NotFound: there is no such source.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        source = self.source(source_id)
        if source.reading == reading:
            return
        self._shelf.change(replace(source, reading=reading))
        self._put(lambda writer: writer.set_reading(source_id, reading))
        self._emit(self._told("reading", source))

    # --- read again ---

    def read_again(
        self, source_id: SourceId, *, whole: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> Incoming:
        """Read the original bytes of a source once more; `whole`: all of a web page, not the article. THREAD-SAFE.

        Nothing changes by it; `take_up_text` does that. Pictures that lay beside the file are those it came with.

        Raises:
            NotFound: there is no such source.
            SourceUnreadable: its subclasses, with a sentence.
            Cancelled: `cancelled` said so.
        """
        source = self.source(source_id)
        again = importing.read_again(source, self.original(source_id), whole=whole, worker=self._reader,
                                     cancelled=cancelled)  # fmt: skip
        article = with_pictures(again.article, self._texts(source, again))
        hashes = {picture.sha256 for picture in article.pictures if picture.sha256} - again.pictures.keys()
        beside = {sha256: self.picture(source_id, sha256) for sha256 in hashes}
        return replace(again, article=article, pictures={**again.pictures, **beside})

    def _texts(self, source: Source, again: Incoming) -> Iterator[Article]:
        """Yield the text that a source had if it is read so again, and the one that it has now."""
        with contextlib.suppress(NotFound):
            yield self.article(source.id, sha256_text(again.article.text))
        yield self.article(source.id)

    def take_up_text(self, source_id: SourceId, again: Incoming) -> Changes | None:
        """Let a source be read from now on as `read_again` gave it; None: that is how it is read.

        Passages that were taken keep the text that they were taken from, and their words.

        Raises:
            NotFound: there is no such source.
            BadRequest: that is another source's.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        held = self.source(source_id)
        if again.sha256 != held.sha256:
            raise BadRequest(f"That text is not out of the file of {held.handle}.", "")
        article = again.article
        source = replace(
            held,
            text_sha256=sha256_text(article.text),
            words=count_words(article.text),
            opening=opening_words(article.text),
            warnings=article.warnings,
            flags=article.flags,
        )
        if source == held:
            now = self.article(source_id)  # what it says of itself is no part of how it is read
            if replace(now, reference=article.reference, origins=article.origins) == article:
                return None
        self._shelf.change(source)
        self._shelf.hold(source.id, again)
        at = importing.now()
        pictures = dict(again.pictures)
        self._put(lambda writer: writer.set_text(source, article, pictures, again.sample, at))
        return self._emit(self._told("text", source))

    # --- what belongs together ---

    def captures(self, source_id: SourceId) -> tuple[Source, ...]:
        """Return all captures of the page that a source is one of, oldest first; itself alone where it is the only one.

        Raises:
            NotFound: there is no such source.
        """
        return self._shelf.captures(source_id)

    def together(self, source_id: SourceId) -> tuple[Source, ...]:
        """Return the sources that came in one file with this one: the mail it was attached to, what is attached to it.

        Raises:
            NotFound: there is no such source.
        """
        return self._shelf.together(source_id)

    def likeness(self, source_id: SourceId) -> Likeness | None:
        """Say how much a source is like the one that it is a near copy of; None where it is none. THREAD-SAFE.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: a text is not what was written.
        """
        source = self.source(source_id)
        if source.duplicate_of is None:
            return None
        mine, theirs = self._shelf.read(source_id).text, self._shelf.read(source.duplicate_of).text
        sample, other = likeness.grams(mine), likeness.grams(theirs)
        start, end, other_start, other_end = likeness.shared_run(mine, theirs)
        return Likeness(
            other=source.duplicate_of,
            share=likeness.share(sample, len(sample & other), len(other)),
            start=start,
            end=end,
            other_start=other_start,
            other_end=other_end,
        )

    def custody(self, source_id: SourceId) -> tuple[Entry, ...]:
        """Return what is written down of a source: when and from where it came, and what was done to it since.

        Raises:
            NotFound: there is no such source.
        """
        self._settle()
        return self._library.custody(self.source(source_id).id)

    # --- passages ---

    def passage(self, source_id: SourceId, start: int, end: int) -> tuple[Passage, bool]:
        """Return the passage of that range, and whether it is new: then it comes into the library with an edit.

        Raises:
            NotFound: there is no such source, or the range is outside its text, or has no words in it.
        """
        return self._shelf.passage(source_id, start, end)

    def labels(self, passage: Passage) -> tuple[Insert, ...]:
        """Return what goes with cells of a table where they are quoted, in brackets: their headers and the caption.

        Raises:
            NotFound, LibraryDamaged: see `article`.
        """
        if passage.is_picture:
            return ()
        return tables.labels(self._shelf.article(passage.source, passage.text_sha256), passage)

    def picture_passage(self, source_id: SourceId, at: int) -> tuple[Passage, bool]:
        """Return the passage that is the picture at that place of a source's text, and whether it is new.

        Raises:
            NotFound: there is no such source, or no picture there, or it was not saved with the article.
        """
        return self._shelf.picture_passage(source_id, at)

    def region_passage(self, source_id: SourceId, region: Region) -> tuple[Passage, bool]:
        """Return the passage that is a part of a page of a source, and whether it is new.

        Raises:
            NotFound: there is no such source or page, or the region is empty or reaches outside it.
        """
        return self._shelf.region_passage(source_id, region)

    def words_for(self, passage: Passage) -> str:
        """Return what the article says that a passage shows which is a picture; empty where it says nothing."""
        article = self._shelf.article(passage.source, passage.text_sha256)
        picture = article.picture_at(passage.start) if passage.region is None else None
        return " ".join(picture.alt.split()) if picture is not None else ""

    def figure_picture(self, figure: AnyFigure) -> PagePicture:
        """Return the picture of a figure, as it is kept or as its page is drawn. THREAD-SAFE.

        Raises:
            NotFound: it is no picture, or its picture is not in this library.
            LibraryDamaged: it is not what was written.
            SourceUnreadable: its page cannot be drawn.
        """
        return figures.picture(self._shelf, self._pages, figure)

    def read_own_picture(self, data: bytes | Path, name: str) -> bytes:
        """Read a picture of the analyst's own, or a file with one; `name` is what a sentence calls it. THREAD-SAFE.

        Raises:
            NotFound: there is no such file.
            SourceUnreadable: it is no picture, or too large a one.
        """
        return importing.read_own_picture(data, name, worker=self._reader)

    def keep_picture(self, data: bytes) -> str:
        """Keep a picture that `read_own_picture` returned, and return what names it in an `OwnFigure`.

        Raises:
            EditRefused: it is a source, of which a figure is cited.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        sha256 = hashlib.sha256(data).hexdigest()
        source = self._shelf.with_bytes(sha256)
        if source is not None:
            raise EditRefused(f"This picture is the source {source.handle}.", "Take it from there, and it is cited.")
        self._let_go()
        self._keep_picture(sha256, data)
        return sha256

    def _keep_picture(self, sha256: str, data: bytes) -> None:
        self._shelf.hold_picture(sha256, data)
        at = importing.now()
        self._put(lambda writer: writer.add_picture(sha256, data, at))

    def _let_go(self) -> None:
        """Let go of what was held only until it was on the disk, if everything is."""
        if self.save_state.name == "saved":
            self._shelf.written()

    def own_picture(self, sha256: str) -> bytes:
        """Return the bytes (PNG or JPEG) of a picture of the analyst's own. THREAD-SAFE.

        Raises:
            NotFound: it is not in this library.
            LibraryDamaged: they are not what was written.
        """
        return self._shelf.own_picture(sha256)

    def has_picture(self, sha256: str) -> bool:
        """Say whether a picture of the analyst's own is in this library."""
        return self._shelf.has_picture(sha256)

    def passages_of(self, source_id: SourceId) -> tuple[Passage, ...]:
        """Return the passages of a source in the order of their numbers."""
        return tuple(sorted(self._shelf.passages_of(source_id).values(), key=lambda passage: passage.number))

    def find_quote(self, source_id: SourceId, words: str, nth: int | None = None) -> tuple[int, int]:
        """Return where words stand in a source, exactly or whatever their quotes, dashes, case and spaces.

        Raises:
            PassageNotFound: they are not there; it names the closest place.
            PassageAmbiguous: they are there more than once, and `nth` (from 1) does not say which; it lists them.
            BadRequest: there are no words, or `nth` is below 1.
        """
        return quoting.find(self.article(source_id).text, words, nth, self.source(source_id).handle)

    def standing(
        self, texts: Sequence[str], preferred: Collection[SourceId] = (), *, cancelled: Cancel | None = None
    ) -> tuple[Standing, ...]:
        """Return where words that came from outside stand in the library, for each of `texts` the most. THREAD-SAFE.

        Where several sources have the same words, one of those `preferred`.
        """
        return standing.find(self._library, self._shelf, texts, preferred, cancelled)

    # --- how ---

    def _told(self, act: Act, *sources: Source) -> Changes:
        """Return what is told of something that is no edit of the open briefing."""
        return Changes(
            act=act,
            sources=frozenset(source.id for source in sources),
            library=act in ("import", "text"),
            before=self._desk.briefing,
            briefing=self._desk.briefing,
        )
