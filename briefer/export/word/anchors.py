"""Bookmarks of a Word file: each with a number and a name of its own (ECMA-376, part 1, 17.13.6)."""

from __future__ import annotations


class Anchors:
    """Numbers bookmarks, the same for a start and its end; of two with one name the first stays."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._open: dict[str, str] = {}
        self._foreign: dict[str, str] = {}

    def begin(self, name: str, former: str, more: str) -> str:
        """Return a start; one of the template's own had the number `former` there, and has `more` attributes.

        The name is escaped, but for quotation marks.
        """
        if name in self._names:
            self._foreign.pop(former, None)
            return ""
        number = str(len(self._names))
        self._names.add(name)
        if former:
            self._foreign[former] = number
        else:
            self._open[name] = number
        written = name.replace('"', "&quot;")
        return f'<w:bookmarkStart w:id="{number}" w:name="{written}"{more}/>'

    def end(self, name: str, former: str) -> str:
        """Return the end of what began with that name or former number; nothing where it did not."""
        number = self._foreign.pop(former, None) if former else self._open.pop(name, None)
        return "" if number is None else f'<w:bookmarkEnd w:id="{number}"/>'
