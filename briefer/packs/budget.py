"""How much a template may do: a stranger's may loop for ever, or let a few letters grow until the memory is gone.

Jinja's sandbox keeps a template from reaching out, not from working on: rounds of loops and calls of macros are
counted, and sums that grow without bound are refused before they are made. What gets through meets the worker's limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError

ROUNDS = 2_000_000
"""Rounds of loops and calls of macros in one rendering: a briefing of 10,000 passages takes about a tenth of them."""

CALL = 20
"""As many rounds as one call of a macro counts for."""

COUNTED = "_counted"
"""The filter that every loop's list goes through."""

OPERATORS = frozenset({"*", "**", "%", "<<"})
"""What is looked at before it is carried out."""

_NAMES: dict[type[nodes.Node], str] = {
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from", nodes.Extends: "extends",
}  # fmt: skip
_CLOSED = (*_NAMES, nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)
_LENGTH = 1_000_000
_BITS = 10_000


class Budget:
    """Counts what one rendering does."""

    def __init__(self) -> None:
        self._left = ROUNDS

    def spend(self, rounds: int = 1) -> None:
        """Count rounds.

        Raises:
            SecurityError: there were too many.
        """
        self._left -= rounds
        if self._left < 0:
            raise SecurityError(f"it goes round more than {ROUNDS:,} times")

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Yield values, each a round."""
        for value in values:
            self._left -= 1  # as `spend` does; to call it takes longer than many a round
            if self._left < 0:
                self.spend(0)
            yield value


def restrict(tree: nodes.Template) -> nodes.Template:
    """Have every loop in a template count its rounds; the tree is changed and returned.

    Raises:
        TemplateSyntaxError: it wants another template, or its values printed as they are.
    """
    for closed in tree.find_all(_CLOSED):
        name = _NAMES.get(type(closed), "autoescape")
        raise TemplateSyntaxError(f"“{name}” is not available: a template stands alone", closed.lineno)
    for loop in list(tree.find_all(nodes.For)):
        if not loop.recursive:  # a call of such a loop hands its list over by itself, and is counted as a call
            loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
    return tree


def allow(operator: str, left: Any, right: Any) -> None:
    """Refuse a sum that would be too large.

    Raises:
        SecurityError: words or lists would be repeated too often, a number have too many digits, or words be formatted.
    """
    match operator:
        case "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(times, int) and _length(many) * times > _LENGTH:
                    raise SecurityError("it repeats something more than a million times")
            if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _BITS:
                raise SecurityError("a number has too many digits")
        case "**" | "<<":
            if isinstance(left, int) and isinstance(right, int) and max(left.bit_length(), 1) * right > _BITS:
                raise SecurityError("a number has too many digits")
        case _:
            if isinstance(left, str):
                raise SecurityError("words are put together with ~, not with %")


def _length(value: Any) -> int:
    return len(value) if isinstance(value, Sized) else 0
