"""The mouse over the briefing: figures that say and follow what they stand for, and what is dragged and dropped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QToolTip

from briefer.core import holding, spans
from briefer.core.briefing import citations
from briefer.core.change import Edit
from briefer.core.passage import Citation
from briefer.core.slices import Place
from briefer.ui import clipping, editor_clipboard, editor_drop, passage_drag, wording
from briefer.ui.editor_acts import BriefingActs
from briefer.ui.editor_look import ATOM, FIGURE, TABLE
from briefer.ui.editor_painting import rows_in_sight
from briefer.ui.tips import tip

TARGET = 24
"""Pixels that a figure's target measures at least, in both directions."""


class BriefingMouse(BriefingActs):
    """The text of the briefing under a mouse.

    ``citationActivated`` carries the `Passage` whose place in its article is wanted, ``wordsPasted`` the blocks that
    came from outside, with nothing cited, ``passageDropped`` the `Dragged` words of an article and the `Target` in the
    text that they were dropped on, ``footnoteActivated`` the id of a footnote whose figure was clicked,
    ``picturePasted`` a picture that was copied without words.
    """

    citationActivated = Signal(object)
    footnoteActivated = Signal(str)
    picturePasted = Signal(QImage)
    tableActivated = Signal(str)
    wordsPasted = Signal(object)
    passageDropped = Signal(object, object)

    _pressed_figure: str | None = None
    drop_target: editor_drop.Target | None = None
    """Where what is dragged over the text would go."""

    # --- figures ----------------------------------------------------------------------------------------------------

    def figure_at(self, point: QPoint) -> str | None:
        """Return the id of the atom whose figure's target lies under a point of the viewport."""
        # The target may reach over narrow letters beside it, and into the lines above and below.
        near: set[int] = set()
        for away in (-TARGET // 2, 0, TARGET // 2):
            position = self.cursorForPosition(point + QPoint(0, away)).position()
            near.update(range(max(0, position - 4), position + 4))
        best: tuple[float, str] | None = None
        for at in near:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            if not cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
                continue
            found = cursor.charFormat()
            if found.objectType() != FIGURE:
                continue
            end = QRectF(self.cursorRect(cursor))
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            rect = QRectF(self.cursorRect(cursor)).united(end)
            target = _grown(rect)
            distance = (QRectF(target).center() - point.toPointF()).manhattanLength()
            if target.contains(point.toPointF()) and (best is None or distance < best[0]):
                best = (distance, str(found.property(ATOM)))
        return best[1] if best else None

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the reference of the figure under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.said_at(event.pos())
            if said:
                QToolTip.showText(event.globalPos(), tip(said), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def said_at(self, point: QPoint) -> str:
        """Return what a figure or a quotation under a point of the viewport stands for; empty where neither is.

        A figure says its reference, the words of a quotation say how they stand in the source, and around them.
        """
        if self.paper.briefing is None:
            return ""
        sign = self._sign_at(point)
        if sign:
            return sign
        atom = self.figure_at(point)
        citation = self.figures.citation(atom) if atom else None
        words = self._words_at(point) if citation is None else atom
        quotation = holding.quotation_of(self.paper.briefing, words) if words else None
        said: list[str] = []
        if atom and (note := self.figures.footnote(atom)):
            said.append(note)
        elif citation is not None:
            said.append(self.source.workspace.citation_note(citation, self.paper.briefing))
        elif quotation is not None:
            said.append(wording.original(quotation))
        if quotation is not None and (missed := wording.dropped(quotation)):
            said.append(missed)
        if quotation is not None and quotation.translation is not None:
            said.append(wording.translation(quotation))
        return "\n".join(said)

    def _sign_at(self, point: QPoint) -> str:
        """Return what the sign in the margin at a point of the viewport says; empty where none is."""
        for text_block, rect in rows_in_sight(self, self.paper, point.y(), point.y()):
            if text_block.blockNumber() < self.paper.row_count and rect.contains(rect.left(), point.y()):
                row = self.paper.row(text_block.blockNumber())
                if row.block is None:
                    return ""
                return self.painting.signs.said(text_block, rect, row.block, self.paper.below(row), point)
        return ""

    def _words_at(self, point: QPoint) -> str | None:
        """Return the id of the atom whose words lie under a point of the viewport."""
        cursor = self.cursorForPosition(point)
        for move in (None, QTextCursor.MoveOperation.NextCharacter):
            if move is not None and (cursor.atBlockEnd() or not cursor.movePosition(move)):
                break
            found = cursor.charFormat().property(ATOM)
            near = self.cursorRect(cursor).adjusted(-TARGET, -2, TARGET, 2).contains(point)
            if found and near:
                return str(found)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note a press on a figure: letting go there again follows it."""
        self._pressed_figure = None
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._pressed_figure = self.figure_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a figure that was clicked."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed_figure = self._pressed_figure, None
        if pressed is None or self.textCursor().hasSelection():
            return
        if self.figure_at(event.position().toPoint()) == pressed:
            citation = self.figures.citation(pressed)
            if self.figures.footnote(pressed):
                self.footnoteActivated.emit(pressed)
            elif citation:
                self._follow(citation, event.globalPosition().toPoint())

    def _follow(self, citation: Citation, where: QPoint) -> None:
        if len(citation) == 1:
            self.citationActivated.emit(citation[0].passage)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in citation:
            action = menu.addAction(f"{item.passage.handle}  {item.passage.shown[:60]}")
            action.setData(item.passage)
        menu.triggered.connect(self._on_passage_chosen)
        menu.popup(where)

    def _on_passage_chosen(self, action: QAction) -> None:
        self.citationActivated.emit(action.data())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the table under the mouse; elsewhere select a word."""
        for away in (0, -1):
            cursor = QTextCursor(self.document())
            at = self.cursorForPosition(event.position().toPoint()).position() + away
            cursor.setPosition(max(0, at))
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            if cursor.charFormat().objectType() == TABLE:
                self.tableActivated.emit(str(cursor.charFormat().property(ATOM)))
                return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a figure."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            over = self.figure_at(event.position().toPoint()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
            if self.viewport().cursor().shape() != shape:
                self.viewport().setCursor(shape)

    # --- clipboard and drag -----------------------------------------------------------------------------------------

    def cut(self) -> None:
        """Copy what is selected and take it out."""
        if self.textCursor().hasSelection() and not self.isReadOnly():
            self.copy()
            self.erase_selection("cut")

    def paste_plain(self) -> None:
        """Paste the words alone, as paragraphs."""
        self.paste_data(clipping.held(), plain=True)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected for the clipboard or a drag."""
        blocks = spans.content(self.briefing, self.selection()) if self.paper.briefing else ()
        return editor_clipboard.mime_data(self.source, blocks)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Say whether a paste or drop has something for the text; files are the window's."""
        return not source.hasUrls() and editor_clipboard.can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste at the caret."""
        self.paste_data(source)

    def paste_data(self, data: QMimeData, *, plain: bool = False) -> None:
        """Put what was copied somewhere in at the caret."""
        pasted = editor_clipboard.pasted(self.source, data, plain=plain)
        image = clipping.picture(data) if not pasted.blocks else None
        if image is not None:
            self.picturePasted.emit(image)
        elif not pasted.blocks and pasted.message:
            self.messageWanted.emit(pasted.message)
        elif self.put_blocks(pasted.blocks, "paste"):
            if pasted.message:
                self.messageWanted.emit(pasted.message)
            if not any(True for block in pasted.blocks for _ in citations(block)):
                self.wordsPasted.emit(pasted.blocks)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to the window, which makes sources of them."""
        if self._may_drop(event):
            super().dragEnterEvent(event)
            self._show_drop(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where a drop would go, for what may be dropped here."""
        if self._may_drop(event):
            super().dragMoveEvent(event)
            self._show_drop(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no longer where a drop would go."""
        self._aim(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put in what is dropped; what was dragged within the text moves, as one step to undo."""
        aimed = self._target(event)
        self._aim(None)
        if not self._may_drop(event):
            event.ignore()
            return
        at = self.cursorForPosition(event.position().toPoint()).position()
        cursor = self.textCursor()
        passage = passage_drag.dragged(event.mimeData())
        if passage is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            self.passageDropped.emit(passage, aimed)
        elif self.from_itself(event) and event.dropAction() == Qt.DropAction.MoveAction:
            self.move_selection(at)
        else:
            cursor.setPosition(at)
            self.setTextCursor(cursor)
            self.paste_data(event.mimeData())
        event.accept() if passage is not None else event.acceptProposedAction()
        # Qt's own drop would put its text in; leaving only takes away what showed where the drop would go.
        super().dragLeaveEvent(QDragLeaveEvent())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint where a passage that is dragged would go, over the text."""
        super().paintEvent(event)
        if self.drop_target is not None:
            painter = QPainter(self.viewport())
            editor_drop.paint(self, painter, self.drop_target)
            painter.end()

    def _may_drop(self, event: QDropEvent) -> bool:
        return not self.isReadOnly() and self.canInsertFromMimeData(event.mimeData())

    def _target(self, event: QDropEvent) -> editor_drop.Target | None:
        """Return where a passage under the mouse would go; with Alt it is cited."""
        if passage_drag.dragged(event.mimeData()) is None:
            return None
        cite = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return editor_drop.target(self, event.position().toPoint(), cite=cite)

    def _show_drop(self, event: QDragMoveEvent) -> None:
        aimed = self._target(event)
        self._aim(aimed)
        if aimed is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.setAccepted(aimed.allowed)

    def _aim(self, aimed: editor_drop.Target | None) -> None:
        if aimed != self.drop_target:
            self.drop_target = aimed
            self.viewport().update()

    def from_itself(self, event: QDropEvent) -> bool:
        """Say whether what is dropped was dragged from this very text."""
        return event.source() in (self, self.viewport())

    def move_selection(self, position: int) -> bool:
        """Move what is selected to a position of the document; ids stay, since nothing is copied."""
        cursor = self.textCursor()
        selection = self.selection()
        if not selection or cursor.selectionStart() <= position <= cursor.selectionEnd():
            return False
        row, offset = self.paper.place(position)
        key = self.briefing.sections[row.section].key
        place = Place(row.index, offset) if row.part == "block" else Place(0, 0)
        caret = self.caret()

        def moved() -> Edit:
            blocks = spans.content(self.briefing, selection)
            return spans.put(self.briefing, key, place, blocks, label="move", instead=selection, caret=caret)

        return self.attempt(moved)


def _grown(rect: QRectF) -> QRectF:
    wide, high = max(0.0, TARGET - rect.width()) / 2, max(0.0, TARGET - rect.height()) / 2
    return rect.adjusted(-wide, -high, wide, high)
