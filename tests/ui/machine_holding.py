"""What must hold, reckoned without the program's own code: the order of words and citations, the words as printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefer.core.briefing import (
    Block,
    Briefing,
    Text,
    WholeBlock,
)
from briefer.core.passage import Emphasise, Insert, Omit, QuotationEdit, Recase, Trim
from briefer.ui.paper_reading import Atom, atoms


def all_blocks(briefing: Briefing) -> Iterator[Block]:
    for _, blocks in briefing.parts():
        yield from blocks


def all_atoms(briefing: Briefing) -> list[Atom]:
    return [atom for block in all_blocks(briefing) for atom in atoms(block)]


class WordsInOrder:
    """A briefing as one string in which each citation is one character, the same wherever it stands."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def of(self, briefing: Briefing) -> str:
        """Return the own words and the citations of the sections in their order."""
        return "\v".join(
            "\n".join(
                self._sign(block.id)
                if isinstance(block, WholeBlock)
                else "".join(each.text if isinstance(each, Text) else self._sign(each.id) for each in block.inlines)
                for block in section.blocks
            )
            for section in briefing.sections
        )

    def _sign(self, id_: str) -> str:
        return self._signs.setdefault(id_, chr(0xF0000 + len(self._signs)))


def shared(one: str, other: str) -> int:
    """Return how many characters two strings begin with alike."""
    return next(
        (at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours),
        min(len(one), len(other)),
    )


@lru_cache(maxsize=5000)
def printed_words(exact: str, changes: tuple[QuotationEdit, ...]) -> str:
    """Return a source's words as a quotation with these typed edits prints them, character by character."""
    first = max((each.start for each in changes if isinstance(each, Trim)), default=0)
    last = min((each.end for each in changes if isinstance(each, Trim)), default=len(exact))
    omitted = {at for each in changes if isinstance(each, Omit) for at in range(each.start, each.end)}
    turned = [each.at for each in changes if isinstance(each, Recase)]
    printed: list[str] = []
    for at in range(first, last + 1):
        added = [each.text for each in changes if isinstance(each, Insert) and each.at == at]
        for words in added:
            bare = words.strip(" ")
            printed.append(words.replace(bare, f"[{bare}]", 1))
        if at == last:
            break
        if at in omitted:
            if added or at == first or at - 1 not in omitted:
                printed.append("[...]")
        elif turned.count(at) % 2:
            printed.append(f"[{exact[at].swapcase()}]")
        else:
            printed.append(exact[at])
    assert all(isinstance(each, Trim | Omit | Insert | Recase | Emphasise) for each in changes)
    return "".join(printed)
