"""What the editor paints around its text: bars of quotations, marks of lists, hints of empty sections, a highlight.

Only rows in sight are looked at; nothing here changes the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit

from briefer.core.briefing import Block, BlockQuotation, ListItem, Paragraph
from briefer.ui import wording
from briefer.ui.editor_look import STEP, Look, translation_font
from briefer.ui.paper import Paper, Row
from briefer.ui.support_signs import SupportSigns

_BAR = 3
FOLD_ROOM = 5 * STEP
"""Pixels beside a title that its mark for folding takes."""
_FOLDED = ((-2.0, -4.0), (2.0, 0.0), (-2.0, 4.0))
_UNFOLDED = ((-4.0, -2.0), (0.0, 2.0), (4.0, -2.0))
_BULLETS = "•◦▪"


def rows_in_sight(editor: QTextEdit, paper: Paper, top: float, bottom: float) -> Iterator[tuple[QTextBlock, QRectF]]:
    """Yield the text blocks between two heights of the viewport, with their rectangles in it.

    Left out are folded ones, and such as have no lines (see `Paper.lay_out_rest`).
    """
    layout = editor.document().documentLayout()
    shift = QPointF(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value())
    block = editor.cursorForPosition(editor.viewport().rect().topLeft()).block()
    if block.blockNumber() > 0:
        block = block.previous()
    while block.isValid():
        rect = layout.blockBoundingRect(block).translated(shift)
        if not block.isVisible():
            number = block.blockNumber()
            block = editor.document().findBlockByNumber(max(paper.next_title(number), number + 1))
            continue
        if rect.top() > bottom:
            return
        if rect.bottom() >= top and block.layout().lineCount():
            yield block, rect
        block = block.next()


class Painting:
    """Paints around the rows of one paper."""

    def __init__(self, paper: Paper, look: Look) -> None:
        self.paper = paper
        self.look = look
        self.signs = SupportSigns()
        self.highlight: tuple[str, float] | None = None  # the id of a block, and how strong (0 to 1)

    def paint(self, editor: QTextEdit, painter: QPainter, top: float, bottom: float) -> None:
        """Paint everything that belongs to the rows between two heights of the viewport."""
        if self.paper.briefing is None:
            return
        # The second line of a hint stands under the row it belongs to.
        for text_block, rect in rows_in_sight(editor, self.paper, top - 2 * self.look.pixels, bottom):
            number = text_block.blockNumber()
            if number >= self.paper.row_count:
                return
            row = self.paper.row(number)
            color = self.look.theme.section_color(row.section)
            if row.block is not None and self.highlight and self.highlight[0] == row.block.id:
                glow = self.look.theme.tint(color, 0.24 * self.highlight[1])
                painter.fillRect(rect.adjusted(-STEP, 0, STEP, 0), glow)
            if row.block is not None:
                self.signs.paint(painter, text_block, rect, row.block, self.paper.below(row), self.look)
            if row.part == "title":
                self._fold_mark(painter, text_block, rect, row)
            elif isinstance(row.block, BlockQuotation):
                self._bar(painter, text_block, rect, color)
                if row.block.quotation.translation is not None:
                    self._translation(painter, text_block, rect, row.block)
            elif isinstance(row.block, ListItem):
                self._list_mark(painter, text_block, rect, row, row.block)
            elif not text_block.length() > 1 and self._stands_for_section(row):
                self._hint(painter, text_block, rect, row)

    def _stands_for_section(self, row: Row) -> bool:
        if row.part == "empty":
            return True
        assert self.paper.briefing is not None
        return isinstance(row.block, Paragraph) and len(self.paper.briefing.sections[row.section].blocks) == 1

    def _fold_mark(self, painter: QPainter, text_block: QTextBlock, rect: QRectF, row: Row) -> None:
        """Paint whether a section is folded, and behind the title of one that is, how much it holds."""
        assert self.paper.briefing is not None
        section = self.paper.briefing.sections[row.section]
        folded = section.key in self.paper.folded
        line = text_block.layout().lineAt(0)
        middle = QPointF(rect.left() - FOLD_ROOM / 2, rect.top() + line.y() + line.height() / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.look.theme.muted), 1.5))
        painter.drawPolyline([middle + QPointF(*point) for point in (_FOLDED if folded else _UNFOLDED)])
        if folded:
            painter.setFont(self.look.font)
            count = len(section.blocks)
            at = QPointF(rect.left() + line.naturalTextWidth() + 3 * STEP, middle.y() + line.height() / 4)
            painter.drawText(at, f"{count} block{'' if count == 1 else 's'}" if count else "empty")
        painter.restore()

    def _bar(self, painter: QPainter, text_block: QTextBlock, rect: QRectF, color: QColor) -> None:
        height = text_block.layout().boundingRect().height()
        painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, height), color)

    def _translation(self, painter: QPainter, text_block: QTextBlock, rect: QRectF, block: BlockQuotation) -> None:
        """Paint the translation in the one line that is kept free below its quotation; the tip has it whole."""
        font = translation_font(self.look.font)
        metrics = QFontMetricsF(font)
        left = rect.left() + text_block.blockFormat().leftMargin()
        top = rect.top() + text_block.layout().boundingRect().height() + STEP
        color = self.look.theme.muted if block.quotation.translated is not None else self.look.theme.ink
        painter.setFont(font)
        painter.setPen(QColor(color))
        width = rect.right() - left
        said = metrics.elidedText(wording.translation(block.quotation), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QPointF(left, top + metrics.ascent()), said)

    def _list_mark(self, painter: QPainter, text_block: QTextBlock, rect: QRectF, row: Row, item: ListItem) -> None:
        assert self.paper.briefing is not None
        line = text_block.layout().lineAt(0)
        mark = _BULLETS[(item.level - 1) % len(_BULLETS)]
        if item.ordered:
            mark = f"{list_number(self.paper.briefing.sections[row.section].blocks, row.index)}."
        painter.setFont(self.look.font)
        painter.setPen(QColor(self.look.theme.ink))
        metrics = QFontMetricsF(self.look.font)
        width = metrics.horizontalAdvance(mark)
        left = rect.left() + text_block.blockFormat().leftMargin() - width - 2 * STEP
        painter.drawText(QPointF(left, rect.top() + line.y() + line.ascent()), mark)

    def _hint(self, painter: QPainter, text_block: QTextBlock, rect: QRectF, row: Row) -> None:
        assert self.paper.briefing is not None
        hint = self.paper.briefing.sections[row.section].hint
        painter.setFont(self.look.font)
        painter.setPen(QColor(self.look.theme.muted))
        lines = hint_lines(hint, QFontMetricsF(self.look.font), rect.width())
        line = text_block.layout().lineAt(0)
        for number, words in enumerate(lines):
            painter.drawText(QPointF(rect.left(), rect.top() + line.ascent() + number * line.height()), words)


def hint_lines(hint: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Return a hint in at most two lines: a second one has its place in the room between two sections."""
    words = hint.split(" ")
    first = words[0]
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(f"{first} {words[taken]}") <= width:
        first = f"{first} {words[taken]}"
        taken += 1
    rest = " ".join(words[taken:])
    elide = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(part, elide, width) for part in (first, rest) if part]


def list_number(blocks: tuple[Block, ...], index: int) -> int:
    """Return the number of the numbered list item at `index`: how many of its level stand in its list up to it."""
    item = blocks[index]
    assert isinstance(item, ListItem)
    number = 1
    for other in reversed(blocks[:index]):
        if not isinstance(other, ListItem) or other.level < item.level:
            break
        if other.level == item.level:
            if not other.ordered:
                break
            number += 1
    return number
