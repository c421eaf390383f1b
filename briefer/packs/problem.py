"""What is wrong with a template, told so that its author finds it: an id, a place, the words around, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from briefer.errors import TemplateError

_EXCERPT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in a template. ``id`` is stable and names the kind; ``message`` is one plain sentence.

    ``file`` is the template's name in its pack, ``part`` the part of a Word file (``word/header1.xml``), ``place`` says
    where in it, ``excerpt`` the words there, ``suggestion`` what to write instead. A ``warning`` stops nothing.
    """

    id: str
    message: str
    severity: Literal["error", "warning"] = "error"
    file: str = ""
    part: str = ""
    place: str = ""
    excerpt: str = ""
    suggestion: str = ""
    order: tuple[int, int] = field(default=(0, 0), compare=False)
    """Where it stands in its part, for the order of a list: paragraph, then character."""

    def view(self) -> dict[str, Any]:
        """Return the problem as plain data, as the command line gives it; ``paragraph`` counts from 1, or is 0."""
        plain = asdict(self)
        plain["paragraph"] = plain.pop("order")[0]
        return plain

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Problem:
        """Return the problem that `view` gave as plain data."""
        plain = dict(view)
        order = (int(plain.pop("paragraph")), 0)
        return cls(**plain, order=order)

    def where(self) -> str:
        """Return the place and the words there, as they stand in a sentence; empty where neither is known."""
        words = f"at “{self.excerpt}”" if self.excerpt else ""
        return ", ".join(filter(None, (self.place, words)))


class TemplateProblems(Exception):
    """A template cannot be used: all that is wrong with it, as far as it could be looked at."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)

    def told(self) -> TemplateError:
        """Return the same as one sentence for a person who only wanted to export."""
        first, more = self.problems[0], len(self.problems) - 1
        where = first.where()
        sentence = f"{first.message} ({where})" if where else first.message
        also = f" The template has {more} more {'problem' if more == 1 else 'problems'}." if more else ""
        return TemplateError(f"{sentence}.{also}", first.suggestion)


def excerpt(words: str) -> str:
    """Return words as they are shown in a list of problems: on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def meant(name: str, known: Iterable[str]) -> str:
    """Return “Did you mean …?” for the known name that is most like `name`; empty where none is."""
    found = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean “{found[0]}”?" if found else ""
