"""What cells of a table need beside them where they are quoted: their headers, and the caption that says the unit."""

from __future__ import annotations

from briefer.core.passage import Insert, Passage
from briefer.core.source import Article, TextBlock
from briefer.core.text import OBJECT

_LONGEST = 200
"""A longer header or caption is cut."""


def labels(article: Article, passage: Passage) -> tuple[Insert, ...]:
    """Return insertions that put before each cell of a passage its column's header, and before the first the caption.

    They are the table's own words, unit and all, in brackets since they do not stand there: ``[Killed:] 12``. What the
    passage has itself is not said twice, and a table without headers or caption has none. `article` is the text that
    the passage was taken from.
    """
    found: list[Insert] = []
    tables: dict[int, list[TextBlock]] = {}
    for block in article.blocks:
        if block.kind == "cell" and block.table is not None:
            tables.setdefault(block.table, []).append(block)
    for cells in tables.values():
        taken = [cell for cell in cells if cell.start < passage.end and cell.end > passage.start]
        if not any(not cell.header for cell in taken):
            continue
        caption = _caption(article, cells)
        if caption is not None and not _has(passage, caption):
            found += _label(article, passage, taken[0], [caption], " ")
        for cell in taken:
            if not cell.header:
                missing = [header for header in _headers(cells, cell) if not _has(passage, header)]
                found += _label(article, passage, cell, missing, ": ")
    return tuple(found)


def _label(article: Article, passage: Passage, cell: TextBlock, said: list[TextBlock], behind: str) -> list[Insert]:
    words = [" ".join(article.text[each.start : each.end].replace(OBJECT, " ").split()) for each in said]
    label = ", ".join(each.rstrip(" :") for each in words if each.rstrip(" :"))
    if len(label) > _LONGEST:
        label = label[:_LONGEST].rpartition(" ")[0] + "…"
    if not label:
        return []
    return [Insert(at=max(cell.start, passage.start) - passage.start, text=label + behind)]


def _has(passage: Passage, block: TextBlock) -> bool:
    return passage.start <= block.start and block.end <= passage.end


def _headers(cells: list[TextBlock], cell: TextBlock) -> list[TextBlock]:
    """Return the header cells of the column of a cell, from the top; a row is one of headers if it has nothing else."""
    plain = {each.row for each in cells if not each.header and each.start < each.end}
    return [
        each
        for each in cells
        if each.header and each.column == cell.column and each.row < cell.row and each.row not in plain
    ]


def _caption(article: Article, cells: list[TextBlock]) -> TextBlock | None:
    """Return the caption of a table: directly before it, or directly behind it where it is no picture's."""
    blocks = [block for block in article.blocks if block.start < block.end]
    first = next(index for index, block in enumerate(blocks) if block.kind == "cell" and block.table == cells[0].table)
    last = max(index for index, block in enumerate(blocks) if block.kind == "cell" and block.table == cells[0].table)
    before = blocks[first - 1] if first else None
    if before is not None and before.kind == "caption" and (first < 2 or blocks[first - 2].kind != "image"):
        return before
    behind = blocks[last + 1 : last + 3]
    if behind and behind[0].kind == "caption" and all(block.kind not in ("image", "cell") for block in behind[1:]):
        return behind[0]
    return None
