"""Find and replace in the briefing: rows under its text. What is found in a quotation is shown and never changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core import seeking
from briefer.core.change import Caret
from briefer.core.seeking import Match, Sought
from briefer.core.slices import Place
from briefer.ui import icons, wording
from briefer.ui.editor import BriefingEditor
from briefer.ui.theme import Theme

_PAUSE = 150  # milliseconds without a change after which is found anew
_MOST = 500  # places that are marked in the text at one time; all are counted


class BriefingFind(QWidget):
    """Walks through the places where some words stand in the briefing, and puts others in their place."""

    def __init__(self, editor: BriefingEditor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._matches: tuple[Match, ...] = ()
        self._at: Match | None = None
        self._where: dict[str, tuple[int, int]] = {}  # of each block with a match: its section and index
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = self._field("Find in the briefing")
        self.field.textChanged.connect(self._on_sought)
        self.found = QLabel(self)
        self.found.setProperty("muted", True)
        self.found.setAccessibleName("Places found")
        self.case = QCheckBox("Match case", self)
        self.whole = QCheckBox("Whole words", self)
        self.field_with = self._field("Replace with")
        self.one = QPushButton("Replace", self)
        self.all = QPushButton("Replace all", self)
        for button, act in ((self.one, self.replace), (self.all, self.replace_all)):
            button.setAutoDefault(True)
            button.clicked.connect(act)
        self._buttons: list[tuple[QToolButton, str]] = []
        self._lay_out()
        self.case.toggled.connect(self._on_sought)
        self.whole.toggled.connect(self._on_sought)
        editor.source.changed.connect(self._on_changed)
        editor.source.librarySwapped.connect(self.close_bar)
        self.set_theme(theme)
        self.hide()

    def _field(self, words: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.field, 1)
        for words, name, icon, act in (
            ("Previous", "Previous place found", "up", self.previous),
            ("Next", "Next place found", "down", self.next),
            ("Close", "Close the search", "close", self.close_bar),
        ):
            button = QToolButton(self)
            button.setAccessibleName(name)
            button.setToolTip(words)
            button.clicked.connect(act)
            first.addWidget(button)
            self._buttons.append((button, icon))
        second.addWidget(self.case)
        second.addWidget(self.whole)
        second.addStretch(1)
        second.addWidget(self.found)
        self._replacing = QWidget(self)
        third = QHBoxLayout(self._replacing)
        third.setContentsMargins(0, 0, 0, 0)
        third.addWidget(self.field_with, 1)
        third.addWidget(self.one)
        third.addWidget(self.all)
        column.addLayout(first)
        column.addWidget(self._replacing)
        column.addLayout(second)
        QWidget.setTabOrder(self.field, self.field_with)

    def set_theme(self, theme: Theme) -> None:
        """Show the rows and the places found in the colours of `theme`."""
        self._theme = theme
        for button, icon in self._buttons:
            button.setIcon(icons.icon(icon, theme))
        self._look()

    # --- opening and closing -----------------------------------------------------------------------------------------

    def open_bar(self, *, replacing: bool = False) -> None:
        """Show the rows, with what is selected as the words to find; `replacing` shows those for other words too."""
        selected = self._editor.textCursor().selectedText()
        self._replacing.setVisible(replacing and not self._editor.isReadOnly())
        self.show()
        if selected and "\u2029" not in selected and "\ufffc" not in selected:
            self.field.setText(selected)
        self._look()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Put the rows away and go back to the text."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._pause.stop()
        self._matches, self._at = (), None
        self.hide()
        self._editor.setExtraSelections([])
        if had_focus:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; walk by the arrows and by Enter, which replaces in the field for that."""
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Down:
                self.next()
            case Qt.Key.Key_Up:
                self.previous()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.field_with.hasFocus():
                self.replace()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.field.hasFocus():
                self._walk(-1 if back else 1)
            case _:
                super().keyPressEvent(event)

    # --- walking -----------------------------------------------------------------------------------------------------

    def next(self) -> None:
        """Go to the next place, from the end on to the beginning."""
        self._walk(1)

    def previous(self) -> None:
        """Go to the place before, from the beginning on to the end."""
        self._walk(-1)

    def _walk(self, by: int) -> None:
        if not self.isVisible():
            self.open_bar()
        self._look()
        if not self._matches:
            return
        cursor = self._editor.textCursor()
        places = [self._positions(match) for match in self._matches]
        if self._at in self._matches and self._shows(places[self._matches.index(self._at)], cursor):
            number = self._matches.index(self._at) + by
        elif by > 0:
            number = next((n for n, (start, _) in enumerate(places) if start >= cursor.selectionStart()), 0)
        else:
            number = next(
                (n for n, (start, _) in reversed([*enumerate(places)]) if start < cursor.selectionStart()), -1
            )
        self._go_to(self._matches[number % len(self._matches)])

    def _shows(self, place: tuple[int, int], cursor: QTextCursor) -> bool:
        return place == (cursor.selectionStart(), cursor.selectionEnd())

    def _go_to(self, match: Match) -> None:
        self._at = match
        start, end = self._positions(match)
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._tell()

    def _positions(self, match: Match) -> tuple[int, int]:
        """Return where a match stands in the document; what is inside a table or figure, where that does."""
        editor = self._editor
        section, index = self._where[match.block]
        if match.inside is not None:
            row = editor.document().findBlockByNumber(editor.paper.number_of(section, index))
            return row.position(), row.position() + row.length() - 1
        first = editor.paper.position(section, Place(index, match.start))
        return first, editor.paper.position(section, Place(index, match.end))

    # --- replacing ---------------------------------------------------------------------------------------------------

    def replace(self) -> None:
        """Put the other words in place of what is found at the caret, and go on to the next place of one's own."""
        self._look()
        cursor, match = self._editor.textCursor(), self._at
        if match is None or match not in self._matches or not self._shows(self._positions(match), cursor):
            self.next()
            return
        words = self.field_with.text()
        if self._editor.attempt(
            lambda: seeking.replace_one(self._editor.briefing, match, words, caret=self._editor.caret())
        ):
            self._look()
            self._go_on(match, len(words))
        elif not match.own:
            self.next()

    def _go_on(self, done: Match, length: int) -> None:
        """Go to the first place behind what was replaced, which is never found again itself."""
        place = self._editor.paper.find(done.block, done.section) or (0, 0)
        here = (place, done.order[0], done.start + length)
        for match in self._matches:
            if (self._where[match.block], *match.order) >= here:
                self._go_to(match)
                return
        if self._matches:
            self._go_to(self._matches[0])

    def replace_all(self) -> None:
        """Put the other words in place of all that is found among one's own words, as one act."""
        self._look()
        own = sum(match.own for match in self._matches)
        words, matches = self.field_with.text(), self._matches
        caret: Caret | None = self._editor.caret()
        if self._editor.attempt(lambda: seeking.replace_all(self._editor.briefing, matches, words, caret=caret)):
            self._look()
            left = len(matches) - own
            said = f"{own} replaced"
            self.found.setText(f"{said}, {left} in quotations left" if left else said)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _on_sought(self) -> None:
        self._look()
        if self.field.text():
            cursor = self._editor.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._editor.setTextCursor(cursor)
            self._at = None
            self._walk(1)

    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self._editor.setExtraSelections([])
            self._pause.start()

    def _look(self) -> None:
        """Find anew."""
        self._pause.stop()
        if not self.isVisible():
            return
        briefing = self._editor.paper.briefing
        sought = Sought(words=self.field.text(), case=self.case.isChecked(), whole=self.whole.isChecked())
        self._matches = seeking.find(briefing, sought) if briefing is not None else ()
        wanted = {match.block for match in self._matches}
        self._where = {
            block.id: (number, index)
            for number, section in enumerate(briefing.sections if briefing is not None else ())
            for index, block in enumerate(section.blocks)
            if block.id in wanted
        }
        if self._at not in self._matches:
            self._at = None
        writable = not self._editor.isReadOnly()
        self.one.setEnabled(writable and bool(self._matches))
        self.all.setEnabled(writable and any(match.own for match in self._matches))
        self._mark()
        self._tell()

    def _mark(self) -> None:
        shown: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.tint(self._theme.accent, 0.24)))
        for match in self._matches[:_MOST]:
            if match.inside is not None:
                continue
            each = QTextEdit.ExtraSelection()
            start, end = self._positions(match)
            cursor = QTextCursor(self._editor.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            each.cursor, each.format = cursor, look
            shown.append(each)
        self._editor.setExtraSelections(shown)

    def _tell(self) -> None:
        count = len(self._matches)
        if not self.field.text():
            self.found.setText("")
            return
        if not count:
            self.found.setText("Not found")
            return
        if self._at is None:
            self.found.setText(wording.counted(count, "place", "places"))
            return
        said = f"{self._matches.index(self._at) + 1} of {count}"
        if not self._at.own:
            said += ", in a quotation"
        elif self._at.inside is not None:
            captioned = self._at.inside == seeking.CAPTION
            said += ", in a footnote" if self._at.footnote else ", in a caption" if captioned else ", in a table"
        self.found.setText(said)
