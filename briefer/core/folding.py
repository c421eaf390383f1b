"""A long text folded in one go, at the speed of C, and mapped back only where something was found in it.

`core.text.fold` keeps the way back of every character, which takes a second and a half for five megabytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from briefer.core.text import folded_form, is_dropped

_SPACES = re.compile("  +")
_CHUNK = 2048
"""How many characters of the original are mapped back at once."""


class _Forms(dict[int, str]):
    """What each character folds to, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        form = folded_form(chr(code))
        self[code] = form
        return form


_FORMS = _Forms()


def folded(text: str) -> str:
    """Return ``fold(text).text``, without the way back."""
    return _SPACES.sub(" ", text.translate(_FORMS)).strip(" ")


class FoldedText:
    """A text, its folded copy (``text``, the same as `fold`'s), and the way between them."""

    __slots__ = ("_at", "_skipped", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        # Where the folded form of each chunk of the original begins, and whether its first space was one too many.
        self._at: list[int] = []
        self._skipped: list[bool] = []
        pieces: list[str] = []
        length = 0
        after_space = True
        for start in range(0, len(original), _CHUNK):
            piece = _SPACES.sub(" ", original[start : start + _CHUNK].translate(_FORMS))
            skipped = after_space and piece.startswith(" ")
            if skipped:
                piece = piece[1:]
            self._at.append(length)
            self._skipped.append(skipped)
            if piece:
                after_space = piece.endswith(" ")
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces).rstrip(" ")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the folded span ``[start:end]`` (not empty) stands for."""
        first, last = self._place(start), self._place(end - 1) + 1
        at = last
        while at < len(self.original) and not _FORMS[ord(self.original[at])]:
            at += 1
            if not is_dropped(self.original[at - 1]):
                last = at  # a combining mark belongs to the letter before it
        return first, last

    def offset(self, original: int) -> int:
        """Return how many folded characters stand for what goes before the offset `original`."""
        chunk = min(original // _CHUNK, len(self._at) - 1)
        if chunk < 0:
            return 0
        begin = chunk * _CHUNK
        piece = _SPACES.sub(" ", self.original[begin:original].translate(_FORMS))
        count = len(piece) - (self._skipped[chunk] and piece.startswith(" "))
        return min(self._at[chunk] + count, len(self.text))

    def _place(self, folded: int) -> int:
        """Return the place of the character of the original that a folded character comes from."""
        chunk = bisect_right(self._at, folded) - 1
        wanted = folded - self._at[chunk] + self._skipped[chunk]
        begin = chunk * _CHUNK
        count, last = 0, ""
        for index in range(begin, min(begin + _CHUNK, len(self.original))):
            for piece in _FORMS[ord(self.original[index])]:
                if piece == " " == last:
                    continue
                if count == wanted:
                    return index
                count, last = count + 1, piece
        raise IndexError(folded)
