"""Prints a template to its end though it asks for what is not there, and writes down each time that it does."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import FrameType
from typing import Any

import jinja2

from briefer.packs.render import Missing, MissingError


class Record:
    """What was missing while a template was printed: each error with the template's line, once."""

    def __init__(self) -> None:
        self.missing: dict[tuple[int, str], MissingError] = {}

    def told(self) -> list[tuple[int, MissingError]]:
        """Return what was missing, each with its line."""
        return [(line, error) for (line, _), error in self.missing.items()]

    def watch(self, environment: jinja2.Environment) -> jinja2.Environment:
        """Have an environment write what is missing down here, instead of ending at it; return the environment."""
        record = self

        class Recorded(_Recorded):
            __slots__ = ()

            def _note(self) -> None:
                line = _line(inspect.currentframe())
                try:
                    self._fail_with_undefined_error()
                except MissingError as error:
                    record.missing.setdefault((line, str(error)), error)

        environment.undefined = Recorded
        return environment


class _Recorded(Missing):
    """Stands for nothing, and for an empty list, text or mapping where one is wanted."""

    __slots__ = ()

    def _note(self) -> None:
        raise NotImplementedError

    def __str__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __bool__(self) -> bool:
        self._note()
        return False

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        self._note()
        return self

    def __getitem__(self, name: Any) -> Any:
        self._note()
        return self

    def __eq__(self, other: object) -> bool:
        self._note()
        return False

    def __ne__(self, other: object) -> bool:
        self._note()
        return True

    __hash__ = None  # pyright: ignore[reportAssignmentType] - nothing is no key


def _line(frame: FrameType | None) -> int:
    """Return the template's line that runs in or above a frame; 0 where none does."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0
