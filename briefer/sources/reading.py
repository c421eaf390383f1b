"""What a reader answers: one article or several out of one file, their pictures, and what could not be read in there.

Made in the worker and read back in the program, so nothing but plain data crosses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefer.core import article_wire
from briefer.core.source import Article, Container
from briefer.core.strict import refusing, strings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article that was read, and the bytes of its pictures by their SHA-256.

    For the article that is the file itself, the rest is None. For one out of it (an attachment, a member of a zip),
    ``name`` is the name it had in there, ``data`` its own bytes, ``container`` the file and its place in it.
    """

    article: Article
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    name: str | None = None
    data: bytes | None = None
    container: Container | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Something in a file that could not be read: its name in there, a sentence, and what to do."""

    name: str
    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file in a file, of a kind that briefer reads and still to be read: an attachment, a member of a zip.

    ``member`` is its path or number in there, ``name`` the file name it goes under, ``files`` the pictures that a saved
    web page came with, under the names it has for them.
    """

    member: str
    name: str
    data: bytes
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a file gave, in its order; there is always an article, or something missed or still to be read.

    ``skipped`` are the names of things in it that are of a kind that briefer does not read.
    """

    articles: tuple[ReadArticle, ...]
    missed: tuple[Missed, ...] = ()
    parts: tuple[Part, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The first article: the only one in most files."""
        return self.articles[0].article


def answer(
    *found: ReadArticle, missed: Iterable[Missed] = (), parts: Iterable[Part] = (), skipped: Iterable[str] = ()
) -> dict[str, Any]:
    """Return what a reader gives back to the program."""
    return {
        "articles": [
            {
                "article": article_wire.article_to_json(each.article),
                "pictures": dict(each.pictures),
                "name": each.name,
                "data": each.data,
                "container": article_wire.container_to_json(each.container),
            }
            for each in found
        ],
        "missed": [[each.name, each.sentence, each.hint] for each in missed],
        "parts": [
            {"member": part.member, "name": part.name, "data": part.data, "files": dict(part.files)} for part in parts
        ],
        "skipped": list(skipped),
    }


@refusing
def read_answer(data: dict[str, Any]) -> Reading:
    """Return the reading that `answer` wrote.

    Raises:
        BadRequest: it does not have the shape of one.
    """
    return Reading(
        tuple(
            ReadArticle(
                article=article_wire.article_from_json(each["article"]),
                pictures={str(name): bytes(picture) for name, picture in each["pictures"].items()},
                name=each["name"],
                data=each["data"],
                container=article_wire.container_from_json(each["container"]),
            )
            for each in data["articles"]
        ),
        tuple(Missed(name=name, sentence=sentence, hint=hint) for name, sentence, hint in map(strings, data["missed"])),
        tuple(
            Part(
                member=each["member"],
                name=each["name"],
                data=bytes(each["data"]),
                files={str(written): bytes(content) for written, content in each["files"].items()},
            )
            for each in data["parts"]
        ),
        strings(data["skipped"]),
    )
