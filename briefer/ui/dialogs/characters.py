"""Special characters: a list to be searched by name; Enter or a double click puts one in at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidgetItem

from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.lists import column_list, search_field
from briefer.ui.special_characters import FOUND, Character, search

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

_SIZE = QSize(460, 520)
_KEPT = 12
_RECENT = "characters"
_SIGN = Qt.ItemDataRole.UserRole
HINT = "Enter or a double click puts the character in at the caret."


class CharactersDialog(FormDialog):
    """Stays open beside the text, so that several can be put in; those used last stand at the top."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Special characters", window)
        self.resize(_SIZE)
        self._window = window
        self.filter = search_field(self, "Search characters", "Search by name or code, such as dash or 2014")
        self.filter.textChanged.connect(self._fill)
        self.filter.returnPressed.connect(self.insert)
        self.list = column_list(self, "Characters", ("Character", "Name", "Code"), {1})
        self.list.setHeaderHidden(True)
        self.list.itemActivated.connect(self.insert)
        self.column.insertWidget(0, self.filter)
        self.column.insertWidget(1, self.list, 1)
        self.insert_button = self.add_button("Insert")
        self.insert_button.clicked.connect(self.insert)
        self.add_button("Close").clicked.connect(self.reject)
        self._fill()
        self.filter.setFocus()

    def insert(self) -> None:
        """Put the chosen character in at the caret of the briefing."""
        row = self.list.currentItem()
        if row is None:
            return
        sign = str(row.data(0, _SIGN))
        if self._window.briefing.editor.type_words(sign):
            self._window.memory.keep_text(_RECENT, (sign + self._recent().replace(sign, ""))[:_KEPT])
            self.complain(HINT)
        else:
            self.complain("Nothing can be written where the caret is.")

    def _recent(self) -> str:
        return self._window.memory.text(_RECENT)

    def _fill(self) -> None:
        words, recent = self.filter.text(), "" if self.filter.text().strip() else self._recent()
        found = [*map(Character.of, recent), *(each for each in search(words) if each.sign not in recent)]
        self.list.clear()
        for each in found:
            self._add(each)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.insert_button.setEnabled(bool(found))
        self.complain(_told(len(found)))

    def _add(self, character: Character) -> None:
        shown = character.sign if character.sign.strip() and character.sign.isprintable() else " "
        row = QTreeWidgetItem(self.list, [shown, character.name, character.code])
        row.setData(0, _SIGN, character.sign)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, character.name)
        row.setToolTip(1, character.name)


def _told(count: int) -> str:
    if not count:
        return "No character is called so."
    return f"The first {FOUND}; say more of the name." if count >= FOUND else HINT
