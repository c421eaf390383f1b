"""Collects what a file holds: the files in it that are to be read, what was missed, what no reader knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from briefer.core.text import clean
from briefer.errors import SourceUnknownKind, SourceUnreadable
from briefer.sources import limits
from briefer.sources.formats import format_of
from briefer.sources.reading import Missed, Part

_LONGEST_NAME = 200


@dataclass(slots=True)
class Parts:
    """What was found in a file so far, in its order."""

    parts: list[Part] = field(default_factory=list[Part])
    missed: list[Missed] = field(default_factory=list[Missed])
    skipped: list[str] = field(default_factory=list[str])
    _room: int = field(default_factory=lambda: limits.MOST_UNPACKED)
    _names: set[str] = field(default_factory=set[str])

    @property
    def room(self) -> int:
        """How many bytes may still be added."""
        return self._room

    def add(self, member: str, data: bytes, *, files: Mapping[str, bytes] | None = None) -> None:
        """Add the file `data` that is called `member` in there, as what it turns out to be.

        `files` are the pictures saved beside it, if it is a web page.
        """
        member = self._unlike_others(member)
        name = file_name(member)
        if len(self.parts) >= limits.MOST_ENTRIES or len(data) > self._room:
            self.miss(member, f"“{name}” was left out: there is more in the file than briefer reads out of one.")
            return
        try:
            format_of(name, data)
        except SourceUnknownKind:
            self.skipped.append(member)
        except SourceUnreadable as error:
            self.miss(member, error.sentence, error.hint)
        else:
            self._room -= len(data)
            self.parts.append(Part(member=member, name=name, data=data, files=files or {}))

    def miss(self, member: str, sentence: str, hint: str = "") -> None:
        """Say that `member` could not be read, and why."""
        self.missed.append(Missed(name=member, sentence=sentence, hint=hint))

    def _unlike_others(self, member: str) -> str:
        """Return `member`, with a number where two would be called the same."""
        path = PurePosixPath(member)
        found, number = member, 1
        while found in self._names:
            number += 1
            found = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._names.add(found)
        return found


def file_name(written: str) -> str:
    """Return the last part of a path as some system wrote it: never a path, never empty, and not too long."""
    last = re.split(r"[/\\]", " ".join(clean(written).split()).rstrip("/\\ "))[-1].strip()
    if last in ("", ".", ".."):
        return "unnamed"
    return last if len(last) <= _LONGEST_NAME else last[:100] + last[100 - _LONGEST_NAME :]
