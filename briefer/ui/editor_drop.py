"""Where a passage dragged out of an article would go in the briefing, and the sign that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCursor

from briefer.core import edits
from briefer.core.briefing import BlockId, Heading, ListItem, Paragraph, Table, flow
from briefer.core.slices import Place
from briefer.ui.editor_look import STEP

if TYPE_CHECKING:
    from briefer.ui.editor_mouse import BriefingMouse
    from briefer.ui.paper import Row

_THICK = 2
QUOTE, CITE, NOTHING = "Quote here · Alt cites", "Cite here", "No sentence of yours to cite here"
CELL = "Cite in this cell"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a drop goes: behind a block of a section as a quotation, or with ``cite`` behind the sentence at `offset`.

    ``block`` is None in a section without blocks; ``row`` is the row that the sign stands at. ``cell`` is the row and
    column of a table's cell that a citation goes into, ``at`` where that is painted.
    """

    section: str
    block: BlockId | None
    offset: int
    row: int
    cite: bool = False
    cell: tuple[int, int] | None = None
    at: QRectF = field(default_factory=QRectF, compare=False)

    @property
    def allowed(self) -> bool:
        """Whether a drop can be carried out: a citation needs a sentence."""
        return not self.cite or self.block is not None


def target(editor: BriefingMouse, point: QPoint, *, cite: bool) -> Target | None:
    """Return where a drop at a point of the viewport goes; None while no briefing is open.

    A quotation goes behind the block there; over the title of a section to its end. What is to be cited needs a
    paragraph, a heading or an item of a list that has words.
    """
    paper = editor.paper
    if paper.briefing is None:
        return None
    row, offset = paper.place(editor.cursorForPosition(point).position())
    section = paper.briefing.sections[row.section]
    if cite:
        block = row.block
        if isinstance(block, Paragraph | Heading | ListItem) and flow(block).strip():
            at = edits.behind_sentence(block, offset)
            return Target(section.key, block.id, at, paper.number_of(row.section, row.index), cite=True)
        if isinstance(block, Table) and (found := _cell(editor, row, point)) is not None:
            number = paper.number_of(row.section, row.index)
            return Target(section.key, block.id, 0, number, cite=True, cell=found[:2], at=found[2])
        index = row.index if row.part == "block" else -1
        return Target(section.key, None, 0, paper.number_of(row.section, index), cite=True)
    index = row.index if row.part == "block" else len(section.blocks) - 1
    if section.key in paper.folded:
        return Target(
            section.key, section.blocks[-1].id if section.blocks else None, 0, paper.number_of(row.section, -1)
        )
    after = section.blocks[index].id if section.blocks else None
    return Target(section.key, after, 0, paper.number_of(row.section, max(0, index)))


def _cell(editor: BriefingMouse, row: Row, point: QPoint) -> tuple[int, int, QRectF] | None:
    """Return the cell of the table in a row that lies under a point of the viewport, and its place there."""
    text_block = editor.document().findBlockByNumber(editor.paper.number_of(row.section, row.index))
    layout = text_block.layout()
    line = layout.lineAt(0)
    if row.block is None or not line.isValid():
        return None
    corner = layout.position() + QPointF(line.x(), line.y())
    corner -= QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    width = editor.tables.width(editor.document(), text_block.position())
    found = editor.tables.cell_at(row.block.id, width, point.toPointF() - corner)
    return (*found[:2], found[2].translated(corner)) if found is not None else None


def paint(editor: BriefingMouse, painter: QPainter, wanted: Target) -> None:
    """Paint a line under the row that a quotation goes behind, or a bar where a figure goes; with what it means."""
    theme, pixels = editor.look.theme, editor.look.pixels
    accent = QColor(theme.accent)
    text_block = editor.document().findBlockByNumber(wanted.row)
    rect = editor.document().documentLayout().blockBoundingRect(text_block)
    rect.translate(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value())
    font = QFont(editor.font())
    metrics = QFontMetricsF(font)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if wanted.cell is not None:
        painter.setPen(QPen(accent, _THICK))
        around = wanted.at.adjusted(-STEP, -_THICK, STEP, _THICK)
        painter.drawRoundedRect(around, STEP, STEP)
        words, corner = CELL, around.bottomLeft()
    elif wanted.cite and wanted.block is not None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(editor.paper.position(*_place(editor, wanted)))
        at = QRectF(editor.cursorRect(cursor))
        painter.fillRect(QRectF(at.left() - _THICK / 2, at.top(), _THICK, at.height()), accent)
        words, corner = CITE, QPointF(at.left(), at.bottom())
    elif wanted.cite:
        words, corner = NOTHING, rect.topLeft() + QPointF(0, pixels * 1.6)
    else:
        height = rect.top() + text_block.layout().boundingRect().height() + STEP
        painter.fillRect(QRectF(rect.left(), height - _THICK / 2, rect.width(), _THICK), accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        for end in (rect.left(), rect.right()):
            painter.drawEllipse(QPointF(end, height), STEP, STEP)
        words, corner = QUOTE, QPointF(rect.right(), height)  # lines rarely reach as far as there
    chip = QRectF(0, 0, metrics.horizontalAdvance(words) + 4 * STEP, metrics.height() + 2 * STEP)
    chip.moveTopLeft(corner + QPointF(0, STEP))
    whole = QRectF(editor.viewport().rect())
    chip.moveRight(min(chip.right(), whole.right() - STEP))
    chip.moveBottom(min(chip.bottom(), whole.bottom() - STEP))
    painter.setPen(accent)
    painter.setBrush(QColor(theme.paper))
    painter.drawRoundedRect(chip, STEP, STEP)
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def _place(editor: BriefingMouse, wanted: Target) -> tuple[int, Place]:
    row = editor.paper.row(wanted.row)
    return row.section, Place(row.index, wanted.offset)
