"""Quotation marks inside a quotation: the source's own give way to the inner ones. Words are not touched."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.citing.language import Language

_DOUBLE = frozenset('"“”„‟«»')
_SPACES = frozenset(" \u00a0\u202f")
_OPENERS = frozenset("([{—–-‘‚")


def nested(texts: Sequence[str], language: Language) -> list[str]:
    """Return the runs `texts` of one quotation with their double quotation marks turned into inner ones.

    Only for words that stand between outer marks themselves. A mark opens where a word begins and closes where one
    ends, since the same character opens in one language and closes in another; single marks may be apostrophes and
    stay. The spaces that French sets inside its marks go with them.
    """
    whole = "".join(texts)
    if not any(character in _DOUBLE for character in whole):
        return list(texts)
    depth = 0
    drop: set[int] = set()
    put: dict[int, str] = {}
    for index, character in enumerate(whole):
        if character not in _DOUBLE:
            continue
        opening = _opens(whole, index, depth)
        pair = language.inner if depth % 2 == (0 if opening else 1) or depth == 0 else language.outer
        put[index] = pair[0 if opening else 1]
        neighbour = index + 1 if opening else index - 1
        if character in "«»" and 0 <= neighbour < len(whole) and whole[neighbour] in _SPACES:
            drop.add(neighbour)
        depth = depth + 1 if opening else max(depth - 1, 0)
    result: list[str] = []
    offset = 0
    for text in texts:
        result.append(
            "".join(
                put.get(offset + index, character) for index, character in enumerate(text) if offset + index not in drop
            )
        )
        offset += len(text)
    return result


def _opens(text: str, index: int, depth: int) -> bool:
    character = text[index]
    if character == "«":
        # German book style »so« turns them round: then a space stands before », not before «.
        return not (index > 0 and text[index - 1].isalnum())
    if character == "„":
        return True
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if character == "»":
        return before.isspace() and not after.isspace() and before not in "\u00a0\u202f" and depth == 0
    return (before.isspace() or before in _OPENERS or before in _DOUBLE) and not after.isspace()
