"""All that a template can print: tags with what they say and an example from the open briefing; one click copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidgetItem

from briefer.core.briefing import Briefing
from briefer.errors import BrieferError
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.lists import column_list, search_field
from briefer.ui.tips import tip

if TYPE_CHECKING:
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.printing import TemplateField
    from briefer.workspace.workspace import Workspace

HINT = "A click or Enter copies a tag; paste it into the template."
_SIZE = QSize(920, 620)
_TAG = Qt.ItemDataRole.UserRole


class FieldsDialog(FormDialog):
    """Stays open beside the window, so that one tag after the other can be copied; typing narrows the list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Template fields", window)
        self.resize(_SIZE)
        self.filter = search_field(self, "Search fields")
        self.filter.textChanged.connect(self._on_typed)
        self.filter.returnPressed.connect(self._on_enter)
        titles = ("Tag", "What it prints", "In this briefing")
        self.list = column_list(self, "Template fields", titles, stretched=(1, 2))
        self.list.setIndentation(12)
        self.list.itemClicked.connect(self._copy)
        self.list.itemActivated.connect(self._copy)
        self.column.insertWidget(0, self.filter)
        self.column.insertWidget(1, self.list, 1)
        self.complain(HINT)
        self.add_button("Close").clicked.connect(self.reject)
        self.start(
            window.background,
            partial(_fields, window.document.workspace, window.document.briefing),
            done=self._fill,
            failed=self._on_failed,
        )
        self.filter.setFocus()

    @classmethod
    def open_over(cls, window: MainWindow) -> FieldsDialog:
        """Show the list, made anew for the briefing that is open now."""
        for other in window.findChildren(FieldsDialog):
            other.close()
        made = cls(window)
        made.show()
        return made

    def tags(self) -> list[str]:
        """Return the tags that are listed now."""
        return [str(row.data(0, _TAG)) for row in self._rows() if not row.isHidden()]

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [group for group in found if group is not None]

    def _rows(self) -> list[QTreeWidgetItem]:
        return [row for group in self._groups() for row in _rows_of(group)]

    def _fill(self, fields: tuple[TemplateField, ...]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for field in fields:
            group = groups.get(field.group)
            if group is None:
                title = f"{field.group}, between {field.loop} and its end" if field.loop else field.group
                group = groups[field.group] = QTreeWidgetItem(self.list, [title])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                self.list.setFirstColumnSpanned(self.list.topLevelItemCount() - 1, QModelIndex(), True)
            row = QTreeWidgetItem(group, [field.tag, field.says, field.example])
            row.setData(0, _TAG, field.tag)
            for column in (1, 2):
                row.setToolTip(column, tip(row.text(column)))
        self.list.expandAll()
        self._on_typed(self.filter.text())

    def _on_failed(self, error: BrieferError) -> None:
        self.complain(error.sentence)

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        for row in self._rows():
            said = " ".join(row.text(column) for column in range(3)).casefold()
            row.setHidden(not all(word in said for word in words))
        for group in self._groups():
            group.setHidden(all(row.isHidden() for row in _rows_of(group)))

    def _on_enter(self) -> None:
        """Copy the first tag that is listed: one types a word and presses Enter."""
        first = next((row for row in self._rows() if not row.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self._copy(first)

    def _copy(self, row: QTreeWidgetItem) -> None:
        tag = row.data(0, _TAG)
        if tag:
            QGuiApplication.clipboard().setText(str(tag))
            self.complain(f"Copied {tag}")


def _rows_of(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (group.child(number) for number in range(group.childCount()))
    return [row for row in found if row is not None]


def _fields(workspace: Workspace, briefing: Briefing | None, task: Task) -> tuple[TemplateField, ...]:
    return workspace.template_fields(briefing)
