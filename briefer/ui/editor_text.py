"""The view of the briefing's text, and the one way from it to an edit.

The briefing is the truth and the widget its view: after every change of the QTextDocument, from wherever it came, the
touched rows are read back as values and sent as one edit, or put back where nobody may do that. What others change is
written into the touched rows only. Qt's own undo is off: there is one undo list, over everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefer.core.briefing import Block, BlockId
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.figures import groups
from briefer.core.slices import Place
from briefer.core.spans import Selection, Span
from briefer.errors import BrieferError, QuotationLocked
from briefer.ui import motion
from briefer.ui.document import Document
from briefer.ui.editor_figures import Figures
from briefer.ui.editor_look import BASE_PIXELS, FIGURE, SHOWN, STEP, TABLE, Look
from briefer.ui.editor_painting import Painting
from briefer.ui.editor_pictures import FigurePictures
from briefer.ui.editor_tables import TableObjects
from briefer.ui.paper import Paper, difference, row_length
from briefer.ui.paper_reading import Locked, Reading, Refused, read
from briefer.ui.theme import Theme
from briefer.ui.whole_characters import leave_halves

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes

MEASURE = 72
"""How many characters of average width a line of the text may have."""

PAUSE = 1000
"""Milliseconds without a key after which the next one begins a new step of the undo list."""

FADE = 150
"""Milliseconds in which the highlight of a block that was jumped to fades."""


class BriefingText(QTextEdit):
    """Shows the open briefing and sends what is done to its text as edits; keys and clipboard come on top of it."""

    caretMoved = Signal()
    messageWanted = Signal(str)
    wordsLocked = Signal(str)
    columnMoved = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = document
        self.look = Look(theme)
        self.document().setUndoRedoEnabled(False)
        # All our sizes are pixels. Left to it, the layout asks the viewport for its resolution several times a block,
        # and that asks up through the window: a third of the time of a key in a long briefing.
        self.document().documentLayout().setPaintDevice(None)  # pyright: ignore[reportArgumentType]
        self.document().setDocumentMargin(6 * STEP)
        self.paper = Paper(self.document(), self.look)
        self.figures = Figures(self.look, self.document())
        self.pictures = FigurePictures(self.look, self)
        self.tables = TableObjects(self.look, self.figures, self)
        self.painting = Painting(self.paper, self.look)
        self.reduced_motion = motion.reduced(self)
        self._applying = 0  # greater than 0 while we change the document ourselves
        self._acts = 0  # greater than 0 while several changes are to become one edit
        self._touched: tuple[int, int] | None = None  # the first touched row, and how many rows behind are untouched
        self._reading_back = False
        self._caret: Caret | None = None  # where the caret stood when the document was last at rest
        self._typing = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.close_step)
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=FADE)
        self._fade.valueChanged.connect(self._fade_highlight)
        self._fade.finished.connect(self._end_highlight)
        self._dress()
        self.document().contentsChange.connect(self._on_contents_change)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.selectionChanged.connect(self._on_selection_changed)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self.reload)
        self.reload()

    # --- what stands where ------------------------------------------------------------------------------------------

    def caret(self) -> Caret | None:
        """Return the caret and what is selected; None where no briefing is open."""
        cursor = self.textCursor()
        return self.paper.caret(cursor.position(), cursor.anchor())

    def current_section(self) -> str | None:
        """Return the key of the section that the caret stands in."""
        caret = self.caret()
        return caret.section if caret else None

    def current_block(self) -> BlockId | None:
        """Return the block that the caret stands in; None on a title and in an empty section."""
        caret = self.caret()
        return caret.block if caret else None

    def block_at_caret(self) -> Block | None:
        """Return the block that the caret stands in as it is; None where `current_block` is None."""
        if self.paper.briefing is None:
            return None
        return self.paper.place(self.textCursor().position())[0].block

    def spot(self) -> tuple[str, Place] | None:
        """Return the section and the place in it where something new would go; a title stands for its section."""
        if self.paper.briefing is None:
            return None
        row, offset = self.paper.place(self.textCursor().selectionStart())
        place = Place(row.index, offset) if row.part == "block" else Place(0, 0)
        return self.paper.briefing.sections[row.section].key, place

    def selection(self) -> Selection:
        """Return what is selected, section by section; empty where nothing is."""
        cursor = self.textCursor()
        if self.paper.briefing is None or not cursor.hasSelection():
            return ()
        return self.selection_between(cursor.selectionStart(), cursor.selectionEnd())

    def selection_between(self, start: int, end: int) -> Selection:
        """Return the blocks between two positions of the document as a selection."""
        briefing = self.paper.briefing
        assert briefing is not None
        first, first_offset = self.paper.place(start)
        last, last_offset = self.paper.place(end)
        spans: list[Span] = []
        for number in range(first.section, last.section + 1):
            blocks = briefing.sections[number].blocks
            begin, stop = Place(0, 0), Place(len(blocks) - 1, 0)
            if number == first.section and first.part == "block":
                begin = Place(first.index, first_offset)
            if number == last.section and last.part == "title":
                break
            if number == last.section:
                stop = Place(last.index, last_offset)
            elif blocks:
                row = self.paper.row(self.paper.number_of(number, stop.index))
                stop = Place(stop.index, row_length(row))
            if blocks:
                spans.append(Span(briefing.sections[number].key, begin, stop))
        return tuple(spans)

    def set_caret(self, caret: Caret) -> bool:
        """Put the caret, and what it selects, where an edit says; False where its block is not shown."""
        found = self.paper.positions(caret)
        if found is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(found[1])
        cursor.setPosition(found[0], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def go_to(self, block: BlockId) -> bool:
        """Put the caret to a block, scroll to it and let it light up shortly; False where it is not shown."""
        found = self.paper.find(block) if self.paper.briefing else None
        if found is None:
            return False
        self._show_at_third(self.paper.position(found[0], Place(found[1], 0)))
        if not self.reduced_motion:
            self.painting.highlight = (block, 1.0)
            self._fade.start()
        return True

    def go_to_section(self, key: str) -> bool:
        """Put the caret to the end of a section and scroll to its title; False where there is no such section."""
        sections = self.paper.briefing.sections if self.paper.briefing else ()
        for number, section in enumerate(sections):
            if section.key == key:
                last = max(0, len(section.blocks) - 1)
                row = self.paper.row(self.paper.number_of(number, last))
                self._show_at_third(self.paper.position(number, Place(-1, 0)))
                cursor = self.textCursor()
                cursor.setPosition(self.paper.position(number, Place(last, row_length(row))))
                self.setTextCursor(cursor)
                return True
        return False

    def _show_at_third(self, position: int) -> None:
        """Scroll so that a position stands in the upper third, where one reads on from it."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)

    # --- from the widget to an edit ---------------------------------------------------------------------------------

    @contextmanager
    def one_act(self) -> Iterator[None]:
        """Make one edit of all that is done to the document meanwhile."""
        self._acts += 1
        try:
            yield
        finally:
            self._acts -= 1
            self._read_back()

    @contextmanager
    def _ours(self) -> Iterator[None]:
        self._applying += 1
        try:
            yield
        finally:
            self._applying -= 1

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        """Note which rows were touched. What Qt says was removed is never used: it overstates."""
        if self._applying or self.paper.briefing is None:
            return
        document = self.document()
        end = document.lastBlock()
        first = document.findBlock(position).blockNumber()
        last_block = document.findBlock(position + added)
        last = last_block.blockNumber() if last_block.isValid() else end.blockNumber()
        tail = end.blockNumber() - last
        # As many rows were there before as behind; never fewer than one was touched.
        tail = min(tail, self.paper.row_count - 1 - first) if first < self.paper.row_count else 0
        if self._touched is not None:
            first, tail = min(first, self._touched[0]), min(tail, self._touched[1])
        self._touched = (first, max(0, tail))

    def _on_contents_changed(self) -> None:
        # Not in contentsChange: the layout has not heard of the change yet and must not hear of another first.
        self.paper.lay_out_rest()
        if self._touched is not None and not self._applying:
            self._read_back()

    def _read_back(self) -> None:
        if self._touched is None or self._acts:
            return
        first, tail = self._touched
        self._touched = None
        try:
            reading = read(self.paper, first, tail)
        except Refused as refused:
            self._put_back(first, tail)
            (self.wordsLocked if isinstance(refused, Locked) else self.messageWanted).emit(str(refused))
            return
        caret = self._caret_after(reading)
        edit = self._edit(reading, caret)
        if edit is not None and not self.submit(edit, reading_back=True):
            self._put_back(first, tail)
            return
        if not reading.clean:
            with self._ours():
                self.paper.restore(first, tail)
            if caret is not None:
                with self._ours():
                    self.set_caret(caret)
        if edit is not None:
            self._typing = True
            self._pause.start()
        self._settle()

    def _edit(self, reading: Reading, caret: Caret | None) -> Edit | None:
        briefing = self.paper.briefing
        assert briefing is not None
        changes: list[ReplaceBlocks] = []
        for part in reading.parts:
            section = briefing.sections[part.section]
            old = section.blocks[part.at : part.at + part.count]
            first, old_stop, new_stop = difference(old, part.blocks)
            if first < old_stop or first < new_stop:
                before, after = old[first:old_stop], tuple(part.blocks[first:new_stop])
                changes.append(ReplaceBlocks(section=section.key, at=part.at + first, before=before, after=after))
        if not changes:
            return None
        return Edit(changes=tuple(changes), label="typing", kind="typing", caret_before=self._caret, caret_after=caret)

    def _caret_after(self, reading: Reading) -> Caret | None:
        cursor = self.textCursor()
        return reading.caret(cursor.position())

    def _put_back(self, first: int, tail: int) -> None:
        caret = self._caret
        with self._ours():
            self.paper.restore(first, tail)
            if caret is not None:
                self.set_caret(caret)
        self._settle()

    def submit(self, edit: Edit, *, reading_back: bool = False) -> bool:
        """Send an edit; False, and a sentence for the window, where it is refused. Nothing to change is no edit."""
        if not edit.changes:
            return False
        self._reading_back = reading_back
        try:
            if edit.kind != "typing":
                self.close_step()
            self.source.do(edit, initiator=self)
        except BrieferError as error:
            self.say(error)
            return False
        finally:
            self._reading_back = False
        return True

    def say(self, error: BrieferError) -> None:
        """Let the window show what was refused and what to do instead."""
        wanted = self.wordsLocked if isinstance(error, QuotationLocked) else self.messageWanted
        wanted.emit(f"{error.sentence} {error.hint}".strip())

    def close_step(self) -> None:
        """End the run of typing, if there is one."""
        self._pause.stop()
        if self._typing:
            self._typing = False
            self.source.close_step()

    def _on_cursor_moved(self) -> None:
        if self._applying or self._touched is not None or leave_halves(self):
            return
        self.close_step()
        self._settle()

    def _on_selection_changed(self) -> None:
        # Select all with the caret at the end already moves the other end alone, which is no move of the caret to Qt.
        if not self._applying and self._touched is None and not leave_halves(self):
            self._settle()

    def _settle(self) -> None:
        """Remember where the caret stands now that the document is at rest."""
        self._caret = self.caret()
        self.caretMoved.emit()

    # --- from others to the widget ----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the open briefing from its beginning."""
        self._touched = None
        self._typing = False
        self._pause.stop()
        briefing = self.source.briefing
        self.setReadOnly(briefing is None or self.source.read_only)
        # Read only, a text can still be gone through and copied by keyboard.
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.figures.count(briefing)
        self.pictures.forget_missing()
        with self._ours():
            # A caret that went along to the end would have Qt lay out everything above it before anything is seen.
            self.paper.fill(briefing, begun=lambda: self.setTextCursor(QTextCursor(self.document())))
            if briefing is not None and briefing.sections:
                cursor = self.textCursor()
                cursor.setPosition(self.paper.position(0, Place(0, 0)))
                self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)
        self._settle()

    def _on_changed(self, changes: Changes) -> None:
        held, briefing = self.paper.briefing, changes.briefing
        if changes.act == "open" or briefing is None or held is None or held.id != briefing.id:
            self.reload()
            return
        if self._reading_back:
            self.paper.adopt(briefing)
        elif briefing is not held:
            before = self._caret
            with self._ours():
                self.paper.show(briefing)
                after = changes.edit.caret_after if changes.edit else None
                if not (after and self.set_caret(after)) and before is not None:
                    self.set_caret(before)
            self._typing = False
            self._pause.stop()
        self._renumber(changes)
        if not self._reading_back:
            self._settle()

    def _renumber(self, changes: Changes) -> None:
        edit = changes.edit
        if edit is None or (edit.kind == "typing" and not _moves_figures(edit)):
            return
        if self.figures.count(changes.briefing):
            with self._ours():
                self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    # --- how it looks -----------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Show the text in the colours of `theme`."""
        self._set_look(Look(theme, self.look.pixels))

    def changeEvent(self, event: QEvent) -> None:
        """Ask again for the wish to see less motion when the style changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ThemeChange):
            self.reduced_motion = motion.reduced(self)

    def set_zoom(self, zoom: float) -> None:
        """Show the text so many times its own size."""
        pixels = round(BASE_PIXELS * zoom)
        if pixels != self.look.pixels:
            self._set_look(Look(self.look.theme, pixels))

    def _set_look(self, look: Look) -> None:
        caret = self.caret()
        first = self.cursorForPosition(QPoint(0, 0))
        position, above = first.position(), self.cursorRect(first).top()
        self.look = self.paper.look = self.painting.look = look
        self.figures.set_look(look)
        self.pictures.set_look(look)
        self.tables.set_look(look)
        self._dress()
        with self._ours():
            self.paper.fill(self.paper.briefing)
            if caret is not None:
                self.set_caret(caret)
        # The height of it all is not known yet; where a place stands is, and Qt lays out as far as that when asked.
        kept = QTextCursor(self.document())
        kept.setPosition(position)
        moved = self.cursorRect(kept).top() - above
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def _dress(self) -> None:
        theme = self.look.theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDefaultFont(self.look.font)
        self.document().documentLayout().registerHandler(FIGURE, self.figures)
        self.document().documentLayout().registerHandler(SHOWN, self.pictures)
        self.document().documentLayout().registerHandler(TABLE, self.tables)
        colors = self.palette()
        # The margins beside the text belong to the frame and not to the viewport.
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            colors.setColor(role, QColor(theme.paper))
        colors.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        colors.setColor(QPalette.ColorRole.Highlight, theme.selection)
        colors.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(colors)
        self.setAutoFillBackground(True)
        self._centre()

    def fold(self, keys: frozenset[str]) -> None:
        """Show no rows but the titles of the sections `keys`; see `Folding`, which keeps the caret out of them."""
        with self._ours():
            self.paper.fold(keys)
        self.viewport().update()

    def column(self) -> tuple[int, int]:
        """Return how far the column of the text stands from the left and right edge of the widget."""
        inset = self.viewportMargins().left() + round(self.document().documentMargin())
        return inset, inset + self.verticalScrollBar().sizeHint().width()

    def _centre(self) -> None:
        """Keep the text in a column of at most `MEASURE` characters in the middle of the pane."""
        width = QFontMetricsF(self.look.font).averageCharWidth() * MEASURE + 2 * self.document().documentMargin()
        bar = self.verticalScrollBar().sizeHint().width()
        beside = max(0, round((self.width() - bar - width) / 2))
        if beside != self.viewportMargins().left():
            self.setViewportMargins(beside, 0, beside, 0)
            self.columnMoved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._centre()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what belongs around the text first, then the text over it."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self.painting.paint(self, painter, event.rect().top(), event.rect().bottom())
        painter.end()
        super().paintEvent(event)

    def _fade_highlight(self, strength: float) -> None:
        if self.painting.highlight is not None:
            self.painting.highlight = (self.painting.highlight[0], strength)
            self.viewport().update()

    def _end_highlight(self) -> None:
        self.painting.highlight = None
        self.viewport().update()


def _moves_figures(edit: Edit) -> bool:
    """Say whether a typing edit changes which figures there are, which citations share one, or their order."""
    return any(
        isinstance(change, ReplaceBlocks) and _figures(change.before) != _figures(change.after)
        for change in edit.changes
    )


def _figures(blocks: tuple[Block, ...]) -> list[list[str]]:
    return [[cited.holder for cited in group] for block in blocks for group in groups(block)]
