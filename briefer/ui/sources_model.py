"""What the list of sources shows, as a Qt model: sources, and places found in their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefer.core.briefing import TRAY, Briefing, uses
from briefer.core.source import Source, SourceId
from briefer.ui import wording
from briefer.ui.tips import tip

if TYPE_CHECKING:
    from briefer.workspace.workspace import Hit

ROW = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, and how many passages of it each section of the open briefing uses (by the section's index)."""

    source: Source
    taken: tuple[tuple[int, int], ...] = ()
    aside: int = 0

    @property
    def passages(self) -> int:
        """How many passages are taken, those set aside left out."""
        return sum(count for _, count in self.taken)

    def spoken(self, titles: Sequence[str]) -> str:
        """Return the row in words, for screen readers."""
        state = {"unread": "unread", "read": "", "set-aside": "set aside"}[self.source.reading]
        parts = [self.source.name, wording.source_facts(self.source), wording.flags(self.source), state]
        if self.passages:
            parts.append(wording.counted(self.passages, "passage taken", "passages taken"))
            parts += [f"{count} in {titles[index]}" for index, count in self.taken if index < len(titles)]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place in a source's text that a search found."""

    source: Source
    hit: Hit


Row = SourceRow | HitRow


class SourcesModel(QAbstractListModel):
    """Rows of two lines; the delegate paints them, the texts here are what is read out and typed at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._titles: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: tuple[Row, ...], titles: tuple[str, ...]) -> bool:
        """Show `rows`; say whether other rows than before are shown (and not the same with other content)."""
        self._titles = titles
        if [_identity(row) for row in rows] == [_identity(row) for row in self._rows]:
            before, self._rows = self._rows, rows
            for number, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def row_of(self, source: SourceId) -> int | None:
        """Return the row of a source; None where it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, SourceRow) and row.source.id == source:
                return number
        return None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says, shows and reads out."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.source.name
            case Qt.ItemDataRole.AccessibleTextRole:
                if isinstance(row, SourceRow):
                    return row.spoken(self._titles)
                return f"{row.hit.snippet}, in {row.source.name}"
            case Qt.ItemDataRole.ToolTipRole:
                lines = (row.source.name, wording.source_facts(row.source), wording.flags(row.source))
                return tip("\n".join(line for line in lines if line))
            case _:
                return row if role == ROW else None


def _identity(row: Row) -> tuple[object, ...]:
    if isinstance(row, SourceRow):
        return (row.source.id,)
    return row.source.id, row.hit.start, row.hit.end, row.hit.snippet


def source_rows(sources: Sequence[Source], briefing: Briefing | None) -> tuple[SourceRow, ...]:
    """Return a row for each source, with what the briefing has taken of it."""
    counts: dict[SourceId, Counter[int]] = {}
    aside: Counter[SourceId] = Counter()
    if briefing is not None:
        order = {section.key: index for index, section in enumerate(briefing.sections)}
        seen: set[tuple[str, str]] = set()
        for passage, key, _block in uses(briefing):
            if (passage.id, key) in seen:
                continue
            seen.add((passage.id, key))
            if key == TRAY:
                aside[passage.source] += 1
            else:
                counts.setdefault(passage.source, Counter())[order[key]] += 1
    return tuple(
        SourceRow(
            source=source,
            taken=tuple(sorted(counts[source.id].items())) if source.id in counts else (),
            aside=aside[source.id],
        )
        for source in sources
    )
