"""What the palette finds: which entries there are, and which answer to the words typed, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefer.core.briefing import TRAY, Heading, printed, uses
from briefer.core.passage import Passage
from briefer.core.text import fold
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.briefing_facts import FIELDS, MORE_FIELDS
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

SHOWN = 60
"""Entries in the list at most."""
_HANDLE = re.compile(r"(?i)(S\d+)(?::(\d+))?")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Entry:
    """Something to do or to go to. ``detail`` stands at the right, ``also`` are other words that find it."""

    id: str
    words: str
    detail: str
    run: Callable[[], object]
    also: str = ""


def gathered(window: MainWindow) -> tuple[Entry, ...]:
    """Return everything that can be done or gone to now."""
    commands = window.commands
    made = [
        Entry(command.id, command.words, command.key_text, partial(commands.run, command.id), command.also)
        for command in commands
        if command.enabled() and command.id not in ("edit.palette", "passage.stop")
    ]
    briefing = window.document.briefing
    facts = window.briefing.facts
    made.extend(
        Entry(f"fact.{name}", label, "Fact of the briefing", partial(facts.open_form, name))
        for name, label in (*((name, label) for name, label, _ in FIELDS), *MORE_FIELDS)
        if briefing is not None
    )
    for section in briefing.sections if briefing else ():
        go = partial(_write_at, window, partial(window.open_section, section.key))
        made.append(Entry(f"section.{section.key}", section.title, "Section", go))
        made.extend(
            Entry(
                f"block.{block.id}",
                printed(block),
                f"Heading in {section.title}",
                partial(_write_at, window, partial(window.open_use, block.id)),
            )
            for block in section.blocks
            if isinstance(block, Heading) and printed(block).strip()
        )
    made.extend(
        Entry(
            f"source.{source.id}", source.name, wording.source_facts(source), partial(window.read, source.id),
            source.handle,
        )
        for source in window.document.workspace.sources
    )  # fmt: skip
    if briefing is not None:
        found = {passage.id: passage for passage, _, _ in uses(briefing)}
        made.extend(_passage(passage, window) for passage in found.values())
    made.extend(
        Entry(
            f"briefing.{info.id}", info.title, f"Briefing {info.handle}",
            partial(window.document.workspace.open_briefing, info.id), info.handle,
        )
        for info in window.document.workspace.briefings()
        if briefing is None or info.id != briefing.id
    )  # fmt: skip
    return tuple(made)


def _passage(passage: Passage, window: MainWindow) -> Entry:
    words = " ".join(passage.shown.split())
    go = partial(_read_at, window, partial(window.open_passage, passage))
    return Entry(f"passage.{passage.id}", words, passage.handle, go, passage.handle)


def _read_at(window: MainWindow, go: Callable[[], object]) -> None:
    """Go to a place in an article and read on there."""
    go()
    window.article.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _write_at(window: MainWindow, go: Callable[[], object]) -> None:
    """Go to a place in the briefing and write on there."""
    go()
    window.briefing.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def matching(entries: Sequence[Entry], typed: str, window: MainWindow) -> tuple[Entry, ...]:
    """Return the entries that answer to the words typed: a handle first, then by how early and whole words match."""
    words = fold(typed).text.split()
    if not words:
        recent = window.memory.recent()
        rank = {id_: number for number, id_ in enumerate(recent)}
        return tuple(sorted(entries, key=lambda entry: rank.get(entry.id, len(rank)))[:SHOWN])
    jumps = _jumps(typed.strip(), window)
    scored = [
        (score, number, entry) for number, entry in enumerate(entries) if (score := _score(entry, words)) is not None
    ]
    found = [entry for _, _, entry in sorted(scored, key=lambda each: each[:2])[:SHOWN]]
    ids = {jump.id for jump in jumps}
    return (*jumps, *(entry for entry in found if entry.id not in ids))


def _score(entry: Entry, words: list[str]) -> tuple[int, int] | None:
    """Return a small number for a good match; None where a word is not found."""
    title = fold(entry.words).text
    whole = f"{title} {fold(entry.detail).text} {fold(entry.also).text}"
    worst = 0
    for word in words:
        if title.startswith(word):
            level = 0
        elif f" {word}" in f" {title}":
            level = 1
        elif f" {word}" in f" {whole}":
            level = 2
        elif word in whole:
            level = 3
        else:
            return None
        worst = max(worst, level)
    return worst, len(title)


def _jumps(typed: str, window: MainWindow) -> tuple[Entry, ...]:
    """Return where a handle leads: the article of a source, of a passage its words there and each use of it."""
    match = _HANDLE.fullmatch(typed)
    if match is None:
        return ()
    workspace = window.document.workspace
    try:
        source = workspace.source(match.group(1).upper())
    except BrieferError:
        return ()
    if match.group(2) is None:
        return (Entry(f"source.{source.id}", source.name, source.handle, partial(window.read, source.id)),)
    number = int(match.group(2))
    passage = next((passage for passage in workspace.passages_of(source.id) if passage.number == number), None)
    return (_passage(passage, window), *_uses(passage, window)) if passage is not None else ()


def _uses(passage: Passage, window: MainWindow) -> Iterator[Entry]:
    """Yield where the open briefing uses a passage; what was set aside stands in no place of the text."""
    briefing = window.document.briefing
    for used, key, block_id in uses(briefing) if briefing is not None else ():
        if used.id == passage.id and key != TRAY and briefing is not None:
            blocks = {block.id: block for block in briefing.blocks(key)}
            title = next(section.title for section in briefing.sections if section.key == key)
            go = partial(_write_at, window, partial(window.open_use, block_id))
            yield Entry(f"use.{block_id}", " ".join(printed(blocks[block_id]).split()), f"Used in {title}", go)


class PaletteModel(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, index: _Index) -> Entry | None:
        """Return the entry of a row."""
        return self._entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        entry = self.entry(index)
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.words}, {entry.detail}" if entry.detail else entry.words
            case Qt.ItemDataRole.UserRole:
                return entry.detail
            case _:
                return None


class DetailDelegate(QStyledItemDelegate):
    """One line: the words at the left, the detail muted at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for one line."""
        return QSize(120, QFontMetrics(option.font).height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        painter.save()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.selection)
        metrics = QFontMetrics(option.font)
        inner = rect.adjusted(10, 0, -10, 0)
        detail = metrics.elidedText(
            str(index.data(Qt.ItemDataRole.UserRole)), Qt.TextElideMode.ElideRight, inner.width() // 2
        )
        side = metrics.horizontalAdvance(detail)
        painter.setFont(option.font)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)
        painter.setPen(QColor(self._theme.ink))
        words = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - side - 16)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
