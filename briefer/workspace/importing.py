"""From a file, a folder or the clipboard to an article that can be added. Safe to call from any thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core import likeness
from briefer.core.briefing import new_id
from briefer.core.source import Article, Container, Source, SourceId, opening_words
from briefer.core.text import clean, count_words, sha256_text

if TYPE_CHECKING:
    from briefer.sources.intake import Expansion
    from briefer.sources.reading import Missed, Reading
    from briefer.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An article that was read and is not in the library yet.

    ``name`` is the file name it came under (None for one that was pasted), ``data`` its original bytes, ``origin`` how
    it came ("file", "paste", "travel"), ``pictures`` the bytes of its pictures by their SHA-256, ``container`` the file
    that it was found in, if it did not come alone. ``sample`` is that of its runs of words (`core.likeness`), made with
    the value, since that is done where nobody waits.
    """

    name: str | None
    data: bytes
    article: Article
    origin: str = "file"
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    container: Container | None = None
    sample: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sample", likeness.grams(self.article.text))

    @property
    def sha256(self) -> str:
        """The hash that its original bytes are kept under."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a file came to: its articles in order, and each thing in it that could not be read, with a sentence.

    ``skipped`` are the names of things in it that are of a kind that briefer does not read.
    """

    articles: tuple[Incoming, ...]
    missed: tuple[Missed, ...] = ()
    skipped: tuple[str, ...] = ()


def read_file(path: Path, *, worker: Worker | None = None, cancelled: Callable[[], bool] | None = None) -> Arrival:
    """Read an article file, with what is in it: the attachments of a mail, the members of a zip.

    Raises:
        NotFound: there is no such file.
        SourceUnreadable: its subclasses, each with a sentence naming the file.
        Cancelled: `cancelled` said so.
    """
    from briefer.sources import intake

    data, found = intake.read_file(path, worker=worker, cancelled=cancelled)
    return _arrival(found, path.name, data, "file")


def _arrival(found: Reading, name: str | None, data: bytes, origin: str) -> Arrival:
    return Arrival(
        tuple(
            Incoming(
                name=each.name if each.container is not None else name,
                data=data if each.data is None else each.data,
                article=each.article,
                origin=origin,
                pictures=each.pictures,
                container=each.container,
            )
            for each in found.articles
        ),
        found.missed,
        found.skipped,
    )


def read_paste(
    html: str | None,
    text: str | None,
    url: str | None = None,
    *,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Incoming:
    """Read what the clipboard holds as an article.

    Raises:
        SourceEmpty: there are no words in it.
        SourceUnreadable: it is too large, or could not be read.
    """
    from briefer.sources import intake

    data, found = intake.paste(html, text, url=url, worker=worker, cancelled=cancelled)
    return _arrival(found, None, data, "paste").articles[0]


def read_picture(
    data: bytes, url: str | None = None, taken: str | None = None, *, worker: Worker | None = None
) -> Incoming:
    """Read a picture that the clipboard holds, such as a screenshot; `url` is what it shows, `taken` when (ISO 8601).

    Raises:
        SourceUnreadable: it is no picture, or too large a one.
    """
    from briefer.sources import intake

    found = intake.paste_picture(data, url=url, taken=taken, worker=worker)
    return _arrival(found, None, data, "paste").articles[0]


def read_own_picture(data: bytes | Path, name: str, *, worker: Worker | None = None) -> bytes:
    """Return a picture, or that in a file, for a figure of the analyst's own, made anew from its pixels.

    `name` is what a sentence calls it.

    Raises:
        NotFound: there is no such file.
        SourceUnreadable: it is no picture, or too large a one.
    """
    from briefer.sources import intake

    return intake.own_picture(data, name, worker=worker)


def read_again(
    source: Source,
    data: bytes,
    *,
    whole: bool = False,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Incoming:
    """Read the original bytes of a source once more; `whole`: all that is to be seen on a web page, not the article.

    Of what was pasted everything is meant, and read, either way.

    Raises:
        SourceUnreadable: its subclasses, with a sentence.
        Cancelled: `cancelled` said so.
    """
    from briefer.sources import intake

    if source.origin == "paste" and source.kind in ("html", "text"):
        words = data.decode("utf-8", "replace")
        html, text = (words, None) if source.kind == "html" else (None, words)
        url = source.reference.url
        _, found = intake.paste(html, text, url=url, worker=worker, cancelled=cancelled)
    else:
        name = source.file or f"pasted.{'png' if source.kind == 'image' else 'txt'}"
        found = intake.read(name, data, whole=whole, worker=worker, cancelled=cancelled)
    return _arrival(found, source.file, data, source.origin).articles[0]


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that can be added, ".html" first."""
    from briefer.sources import intake

    return intake.SUFFIXES


def expand(paths: Iterable[Path]) -> Expansion:
    """Return the files named by `paths` and those of known kinds in folders among them."""
    from briefer.sources import intake

    return intake.expand(paths)


def recorded(incoming: Incoming, number: int) -> Source:
    """Return the library's record of an article that comes in now, as its source `number`."""
    article = incoming.article
    return Source(
        id=SourceId(new_id()),
        number=number,
        kind=article.kind,
        reference=article.reference,
        sha256=incoming.sha256,
        text_sha256=sha256_text(article.text),
        words=count_words(article.text),
        opening=opening_words(article.text),
        file=clean(incoming.name) if incoming.name else None,
        origin=incoming.origin,
        captured=now(),
        warnings=article.warnings,
        origins=article.origins,
        flags=article.flags,
        container=incoming.container,
    )


def now() -> str:
    """Return this moment, ISO 8601, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
