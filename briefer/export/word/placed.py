"""A tag of a Word template and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import CodeType
from typing import Literal, TypeAlias

from jinja2 import nodes

from briefer.export.word.names import Element
from briefer.export.word.tags import Tag
from briefer.packs.problem import Problem

Slot: TypeAlias = Literal["words", "attribute", "runs", "paragraphs", "content"]
"""What may stand where a value is printed: plain words, an attribute's value, runs, paragraphs, other content."""


@dataclass(slots=True, kw_only=True)
class Placed:
    """A tag in its place. ``holder`` and ``path`` tell whether two tags can be the ends of one block.

    ``holder`` is the element that both ends must stand in, ``path`` how deep in a paragraph a tag stands.
    ``order`` is its paragraph and character.
    """

    tag: Tag
    slot: Slot
    part: str
    place: str
    excerpt: str
    holder: Element | None = None
    path: tuple[str, ...] = ()
    order: tuple[int, int] = (0, 0)
    paragraph: Element | None = None

    def problem(self, id_: str, message: str, suggestion: str = "") -> Problem:
        """Return a problem that is at this tag."""
        return Problem(
            id=id_, message=message, part=self.part, place=self.place, excerpt=self.excerpt, suggestion=suggestion,
            order=self.order,
        )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Part:
    """A part taken apart: ``pieces`` are markup, and numbers of ``tags``. ``problems`` are those seen so far.

    A part with text for Word is printed with marks, and the ``scopes`` are those that they speak of; others have none.
    ``tree`` and ``code`` are what Jinja made of it, kept for as long as it is carried out; then it is ``printed``.
    """

    name: str
    pieces: list[str | int] = field(default_factory=list[str | int])
    tags: list[Placed] = field(default_factory=list[Placed])
    scopes: list[str] = field(default_factory=list[str])
    problems: list[Problem] = field(default_factory=list[Problem])
    tree: nodes.Template | None = None
    code: CodeType | None = None
    printed: str = ""
