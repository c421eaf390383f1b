"""The text of the briefing: a QTextEdit that shows blocks and turns what a person does to them into edits.

The briefing is the truth and the widget its view: after every change of the document the touched rows are read back as
values and sent as one edit, or put back where nobody may do that. Qt's own undo is off; there is one undo list.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFontMetricsF,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcutEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QToolTip, QWidget

from briefer.core.briefing import BlockId
from briefer.core.change import Caret, Edit
from briefer.core.slices import Place
from briefer.core.spans import Selection, Span
from briefer.errors import BrieferError, EditRefused
from briefer.ui import editor_clipboard, editor_keys
from briefer.ui.document import Document
from briefer.ui.editor_acts import EditorActs
from briefer.ui.editor_figures import Figures
from briefer.ui.editor_look import ATOM, BASE_PIXELS, FIGURE, Look
from briefer.ui.editor_painting import Painting
from briefer.ui.paper import Paper, row_length
from briefer.ui.paper_reading import Reading, Refused, read
from briefer.ui.theme import Theme
