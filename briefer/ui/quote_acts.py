"""What can be done with a quotation in the briefing: the five typed edits, and the way to prose and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from briefer.core import holding, paraphrasing, quoting
from briefer.core.briefing import BlockId, InlineId
from briefer.core.change import Edit
from briefer.core.holding import Selected
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.commands import Command
from briefer.ui.take_bar import TakeBar

if TYPE_CHECKING:
    from briefer.core.passage import Quotation
    from briefer.ui.window import MainWindow

Make = Callable[["Quotation", int, int], "Quotation"]
ON_BAR = ("quotation.shorten", "quotation.omit", "quotation.emphasise", "quotation.paraphrase")
LOCKED = ("quotation.omit", "quotation.insert", "quotation.paraphrase")


class QuoteActs(QObject):
    """The acts, and the card beside what is selected of a quotation, which never takes the focus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.bar = TakeBar(window.briefing)
        self.bar.setAccessibleName("What to do with the words of the quotation")
        editor = window.briefing.editor
        editor.viewport().installEventFilter(self)
        editor.installEventFilter(self)
        editor.selectionChanged.connect(self._on_selection)
        editor.verticalScrollBar().valueChanged.connect(self.bar.hide)
        editor.wordsLocked.connect(self._on_locked)

    def commands(self) -> list[Command]:
        """Return the acts."""
        shorten, omit, emphasise = quoting.shorten, quoting.omit, quoting.emphasise
        return [
            Command(
                id="quotation.shorten", title="Keep only what is selected", enabled=self._is_selected,
                run=partial(self._change, shorten, "shorten"), keys=("Ctrl+Shift+K",), mnemonic="K",
                also="trim shorten quotation",
            ),
            Command(
                id="quotation.omit", title="Omit what is selected", enabled=self._is_selected,
                run=partial(self._change, omit, "omit words of"), keys=("Ctrl+Shift+Del",), mnemonic="O",
                also="leave out ellipsis brackets quotation delete",
            ),
            Command(
                id="quotation.insert", title="Insert words in brackets…", enabled=self._is_held,
                run=self.ask_words, keys=("Ctrl+Shift+W",), mnemonic="I", also="interpolate sic explain quotation",
            ),
            Command(
                id="quotation.case", title="Change the first letter's case", enabled=self._is_held,
                run=partial(self._change, _recase, "change the case of"), keys=("Shift+F3",), mnemonic="C",
                also="capital lower quotation",
            ),
            Command(
                id="quotation.emphasise", title="Emphasise what is selected", enabled=self._is_selected,
                run=partial(self._change, emphasise, "emphasise words of"), keys=("Ctrl+Shift+I",), mnemonic="E",
                also="italic emphasis added quotation",
            ),
            Command(
                id="quotation.restore", title="Show the source's words again", enabled=self._is_edited,
                run=partial(self._change, _restore, "restore"), keys=("Ctrl+Shift+S",), mnemonic="S",
                also="undo edits original quotation",
            ),
            Command(
                id="quotation.paraphrase", title="Paraphrase", enabled=self._is_held, run=self.paraphrase,
                keys=("Ctrl+Shift+A",), mnemonic="P", also="own words rewrite quotation",
            ),
            Command(
                id="quotation.again", title="Quote again", enabled=self._is_paraphrase, run=self.quote_again,
                keys=("Ctrl+Shift+U",), mnemonic="Q", also="source words back paraphrase quotation",
            ),
        ]  # fmt: skip

    # --- the acts ----------------------------------------------------------------------------------------------------

    def ask_words(self) -> None:
        """Ask for the words to put between brackets where the caret stands in the quotation."""
        from briefer.ui.dialogs.words import WordsDialog

        found = self._selected()
        if found is None:
            return

        def add(words: str) -> None:
            self._apply(found, lambda held, start, _end: quoting.insert(held, start, words), "insert words into")

        dialog = WordsDialog(self._window)
        dialog.wordsWanted.connect(add)
        dialog.open()

    def paraphrase(self) -> None:
        """Make prose of the quotation at the caret, its words selected, to be written anew."""
        found = self._selected()
        if found is not None:
            self._do(lambda: paraphrasing.paraphrase(self._window.briefing.editor.briefing, found.holder))
            self._window.say("These are your own words now, so say it in yours. The citation stays.")

    def quote_again(self) -> None:
        """Bring back the quotation that the prose at the caret paraphrases."""
        found = self._paraphrase()
        if found is not None:
            self._do(lambda: paraphrasing.quote_again(self._window.briefing.editor.briefing, *found))

    # --- the card ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the acts when the mouse has selected something; put the card away when the text is left."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._offer)  # when the text has its selection
        elif event.type() == QEvent.Type.FocusOut and watched is self._window.briefing.editor:
            self.bar.hide()
        return super().eventFilter(watched, event)

    def _on_selection(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._offer()

    def _offer(self) -> None:
        found = self._selected()
        editor = self._window.briefing.editor
        if found is None or found.start == found.end or editor.isReadOnly():
            self.bar.hide()
            return
        self._window.commands.refresh()
        self.bar.fill(self._window.commands, list(ON_BAR), self._window.theme)
        cursor = editor.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        below = editor.cursorRect(cursor).bottomLeft()
        cursor.setPosition(editor.textCursor().selectionStart())
        above = editor.cursorRect(cursor).topLeft()
        self.bar.show_at(self._mapped(below), self._mapped(above))

    def _mapped(self, point: QPoint) -> QPoint:
        return self._window.briefing.editor.viewport().mapTo(self._window.briefing, point)

    def _on_locked(self, sentence: str) -> None:
        """Say that the words cannot be typed over, with what can be done instead."""
        commands = self._window.commands
        commands.refresh()
        acts: dict[str, Callable[[], object]] = {
            commands[id_].words: partial(commands.run, id_) for id_ in LOCKED if commands.action(id_).isEnabled()
        }
        self._window.messages.say(sentence, acts=acts)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _change(self, make: Make, what: str) -> None:
        found = self._selected()
        if found is not None:
            self._apply(found, make, what)

    def _apply(self, found: Selected, make: Make, what: str) -> None:
        briefing = self._window.briefing.editor.briefing

        def edit() -> Edit:
            *_, held = holding.find(briefing, found.holder)
            label = f"{what} {held.passage.handle}"
            return holding.requote(briefing, found.holder, make(held, found.start, found.end), label=label)

        former = holding.quotation_of(briefing, found.holder)
        if self._do(edit):
            self._tell_dropped(former, holding.quotation_of(self._window.briefing.editor.briefing, found.holder))

    def _tell_dropped(self, former: Quotation | None, held: Quotation | None) -> None:
        """Say at once what the words left out now hold that was not left out before."""
        said = wording.dropped(held) if held is not None else ""
        if said and former is not None and said != wording.dropped(former):
            self._window.say(f"{said} Look whether the quotation still says what its source says.")

    def _do(self, make: Callable[[], Edit]) -> bool:
        editor = self._window.briefing.editor
        editor.close_step()
        try:
            self._window.document.do(make(), initiator=self)
            done = True
        except BrieferError as error:
            self._window.show_error(error)
            done = False
        self.bar.hide()
        self._window.commands.refresh()
        editor.setFocus()
        return done

    def _selected(self) -> Selected | None:
        briefing, caret = self._window.document.briefing, self._window.briefing.editor.caret()
        return holding.selected(briefing, caret) if briefing is not None and caret is not None else None

    def _is_held(self) -> bool:
        return not self._window.document.read_only and self._selected() is not None

    def _is_selected(self) -> bool:
        found = self._selected()
        return not self._window.document.read_only and found is not None and found.start < found.end

    def _is_edited(self) -> bool:
        found, briefing = self._selected(), self._window.document.briefing
        if found is None or briefing is None or self._window.document.read_only:
            return False
        held = holding.quotation_of(briefing, found.holder)
        return held is not None and bool(held.edits)

    def _is_paraphrase(self) -> bool:
        return not self._window.document.read_only and self._paraphrase() is not None

    def _paraphrase(self) -> tuple[BlockId, InlineId] | None:
        briefing, caret = self._window.document.briefing, self._window.briefing.editor.caret()
        if briefing is None or caret is None or caret.block is None:
            return None
        mark = paraphrasing.paraphrased_at(briefing, caret.block, caret.offset)
        return (caret.block, mark) if mark is not None else None


def _recase(held: Quotation, _start: int, _end: int) -> Quotation:
    return quoting.recase(held)


def _restore(held: Quotation, start: int, end: int) -> Quotation:
    return quoting.restore(held, start, end) if start < end else quoting.restore(held)
