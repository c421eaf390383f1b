"""Search or do anything: acts, sources, passages and headings in one list, what was used last first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from briefer.ui.palette_model import DetailDelegate, Entry, PaletteModel, gathered, matching

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

_ROWS = 10


class Palette(QFrame):
    """A field and a list over the window. Esc, or a click elsewhere, puts it away."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette-card")
        self.setProperty("floating", True)
        self.setAccessibleName("Search or do anything")
        self._entries = gathered(window)
        self._former = window.focusWidget()
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("An act, a source, a section, or a passage such as S3:10")
        self.field.setAccessibleName("Search or do anything")
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.model = PaletteModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName("Found")
        self.list.setModel(self.model)
        self.list.setItemDelegate(DetailDelegate(window.theme, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._on_typed("")

    @classmethod
    def open_over(cls, window: MainWindow) -> Palette:
        """Open the palette over a window; one that is open already is used."""
        for child in window.findChildren(Palette):
            if child.isVisible():  # one that was just closed is still about to go
                child.field.setFocus()
                return child
        made = cls(window)
        made.show()
        made.raise_()
        made.field.setFocus(Qt.FocusReason.PopupFocusReason)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list from the field, choose by Enter, leave by Esc or when the focus goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                    self._step(event.key())
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose(self.list.currentIndex())
                    return True
                case Qt.Key.Key_Escape:
                    self._leave()
                    return True
                case _:
                    return False
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # pyright: ignore[reportAttributeAccessIssue]
            event.accept()  # Esc closes the palette here, and ends nothing behind it
            return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self.close)
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = min(640, self._window.width() - 48)
        rows = min(_ROWS, self.model.rowCount())
        self.list.setVisible(rows > 0)
        shown = rows * self.list.sizeHintForRow(0) + 4 if rows else 0
        self.list.setFixedHeight(shown)
        self.setFixedSize(width, 16 + self.field.sizeHint().height() + (shown + 8 if rows else 0))
        button = self._window.chrome.palette_button
        corner = button.mapTo(self._window, QPoint(button.width() // 2, 0))
        left = max(24, min(corner.x() - width // 2, self._window.width() - width - 24))
        self.move(left, max(8, corner.y() - 8))

    def _on_typed(self, words: str) -> None:
        self.model.show(matching(self._entries, words, self._window))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self._place()

    def _step(self, key: int) -> None:
        count = self.model.rowCount()
        if not count:
            return
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}[Qt.Key(key)]
        at = self.list.currentIndex().row() + by
        at = at % count if abs(by) == 1 else max(0, min(count - 1, at))
        self.list.setCurrentIndex(self.model.index(at))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        self._leave()
        if isinstance(entry, Entry):
            self._window.memory.use(entry.id)
            entry.run()
            self._window.commands.refresh()

    def _leave(self) -> None:
        """Close, and give the keyboard back to who had it, so that acts find the caret where it was."""
        self.hide()
        if self._former is not None:
            self._former.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()
