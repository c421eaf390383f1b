"""Reading plain values back strictly: what does not have the shape that was written is refused, never patched up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache, wraps
from types import UnionType
from typing import Any, Literal, NewType, ParamSpec, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from briefer.errors import BadRequest

P = ParamSpec("P")
T = TypeVar("T")


def refusing(reader: Callable[P, T]) -> Callable[P, T]:
    """Make a reader raise BadRequest for whatever is not built the way its writer builds it."""

    @wraps(reader)
    def read(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return reader(*arguments, **named)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadRequest("This was not written by briefer, or was changed since.", "") from error

    return read


def checked(value: T) -> T:
    """Return the dataclass `value` after a look at every field of it that is text, a number or a yes or no.

    Python does not look at types when it makes one, and a number where text belongs would break far from here.

    Raises:
        TypeError: a field holds something else than its annotation says.
    """
    for name, types, words in _plain_fields(type(value)):
        held = getattr(value, name)
        if type(held) not in types and not (words and isinstance(held, str) and held in words):
            raise TypeError(name)
    return value


@cache
def _plain_fields(cls: type) -> tuple[tuple[str, frozenset[type], frozenset[str]], ...]:
    """Return name, types and words allowed (of a Literal) for each field of `cls` that is not made of other values."""
    hints = get_type_hints(cls)
    found: list[tuple[str, frozenset[type], frozenset[str]]] = []
    for field in fields(cls):
        hint = hints[field.name]
        types: set[type] = set()
        words: set[str] = set()
        for choice in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
            if isinstance(choice, NewType):
                choice = choice.__supertype__
            if get_origin(choice) is Literal:
                words.update(get_args(choice))
            elif isinstance(choice, type):
                types.add(choice)
        if words or types & {str, int, bool}:
            found.append((field.name, frozenset(types), frozenset(words)))
    return tuple(found)


def strings(values: Any) -> tuple[str, ...]:
    """Return a list of text as a tuple.

    Raises:
        TypeError: it is no list, or something in it is not text.
    """
    if not isinstance(values, list | tuple):
        raise TypeError("not a list")
    found: list[str] = []
    for value in cast("list[object]", values):
        if not isinstance(value, str):
            raise TypeError("not text")
        found.append(value)
    return tuple(found)
