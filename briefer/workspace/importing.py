"""Articles on their way in: read in the worker, on any thread, without touching the library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from briefer.core.source import Article
from briefer.sources import intake
from briefer.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An article read and ready to be added. ``data`` are its original bytes, ``origin`` how it came."""

    name: str | None
    data: bytes
    article: Article
    origin: str = "file"

    @property
    def sha256(self) -> str:
        """The hash that its original bytes are kept under."""
        return hashlib.sha256(self.data).hexdigest()


def read_article(path: Path, *, worker: Worker | None = None, cancelled: Callable[[], bool] | None = None) -> Incoming:
    """Read an article file.

    Raises:
        SourceUnreadable: it cannot become a source; the sentence names the file.
        Cancelled: the person asked to stop.
    """
    data, article = intake.read_file(path, worker=worker, cancelled=cancelled)
    return Incoming(name=path.name, data=data, article=article)


def read_paste(html: str | None, text: str | None, url: str | None = None) -> Incoming:
    """Read what was copied elsewhere: its HTML where there is any, else its text.

    Raises:
        SourceUnreadable: there are no words in it.
    """
    data, article = intake.paste(html, text, url=url)
    return Incoming(name=None, data=data, article=article, origin="paste")


def expand(paths: Iterable[Path]) -> intake.Expansion:
    """Return the article files that files and folders stand for."""
    return intake.expand(paths)
