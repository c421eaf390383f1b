"""What every list of columns, and every field that searches one, is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeWidget, QWidget


def column_list(parent: QWidget, name: str, titles: Sequence[str], stretched: Collection[int]) -> QTreeWidget:
    """Return a list with a column for each title; those `stretched` share the room, the others take what they need."""
    made = QTreeWidget(parent)
    made.setAccessibleName(name)
    made.setColumnCount(len(titles))
    made.setHeaderLabels(list(titles))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = made.header()
    header.setAccessibleName("Columns")
    header.setStretchLastSection(False)
    for column in range(len(titles)):
        mode = QHeaderView.ResizeMode.Stretch if column in stretched else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)
    # A list that is filled before it is shown would keep the row height of a style without ours.
    made.ensurePolished()
    return made


def search_field(parent: QWidget, name: str, placeholder: str = "") -> QLineEdit:
    """Return the field above a list; without a placeholder, its name stands there."""
    made = QLineEdit(parent)
    made.setPlaceholderText(placeholder or name)
    made.setAccessibleName(name)
    made.setClearButtonEnabled(True)
    return made
