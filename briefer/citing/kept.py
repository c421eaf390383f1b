"""What a printing made of the parts of a briefing, for the next one: what an edit did not touch is not made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Kept:
    """Results of functions, each given again while the arguments are equal; of the last two printings and no others.

    What functions look at besides their arguments is the ground: where it is another, nothing is given again. Nobody
    may change what is given. For one printing at a time.
    """

    def __init__(self) -> None:
        self._ground: object = None
        self._before: dict[Hashable, tuple[object, object]] = {}
        self._now: dict[Hashable, tuple[object, object]] = {}

    def begin(self, ground: object) -> None:
        """Begin a printing, for which `ground` decides whatever arguments do not."""
        self._before = self._now if ground == self._ground else {}
        self._ground, self._now = ground, {}

    def of(self, key: Hashable, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
        """Return what `function` makes of its arguments; `key` says which part of a briefing that is."""
        found = self._now.get(key) or self._before.get(key)
        if found is None or found[0] != (arguments, named):
            found = (arguments, named), function(*arguments, **named)
        self._now[key] = found
        return cast("_T", found[1])
