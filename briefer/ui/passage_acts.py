"""What can be done with a selection of the article: take it, collect, cite it, quote it, set it aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefer.core import edits, grid
from briefer.core.briefing import TRAY, BlockId, Table
from briefer.core.change import Caret, Edit
from briefer.core.passage import Passage
from briefer.core.source import Region, SourceId
from briefer.errors import BrieferError, NotFound
from briefer.ui.commands import Command
from briefer.ui.message_bar import announce

if TYPE_CHECKING:
    from briefer.ui.editor_drop import Target
    from briefer.ui.passage_drag import Dragged
    from briefer.ui.window import MainWindow


class PassageActs(QObject):
    """The acts, and the section that is collected into, if any. ``collectingChanged`` comes when that changes."""

    collectingChanged = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.collecting: str | None = None
        self._region: tuple[SourceId, Region] | None = None

    # --- as commands -------------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Return the acts that do not depend on the briefing's sections."""
        return [
            Command(
                id="passage.cite", title="Cite at the caret", run=self.cite, enabled=self.can_take, icon="cite",
                keys=("Ctrl+Enter", "Ctrl+Return"), mnemonic="C", also="footnote reference",
            ),
            Command(
                id="passage.quote", title="Quote at the caret", run=self.quote, enabled=self.can_take, icon="quote",
                keys=("Ctrl+Shift+Enter", "Ctrl+Shift+Return"), mnemonic="Q", also="inline quotation",
            ),
            Command(
                id="passage.aside", title="Set aside", run=self.set_aside, enabled=self.can_take, icon="tray",
                keys=("Ctrl+0",), mnemonic="S", also="tray later",
            ),
            Command(
                id="passage.stop", title="Stop collecting", run=self.stop_collecting, enabled=self.is_collecting,
                keys=("Esc",), mnemonic="o",
            ),
        ]  # fmt: skip

    def section_commands(self) -> list[Command]:
        """Return *Take into* and *Collect into* for each section of the open briefing."""
        briefing = self._window.document.briefing
        made: list[Command] = []
        for number, section in enumerate(briefing.sections if briefing else (), 1):
            keys = (f"Ctrl+{number}",) if number < 10 else ()
            made.append(
                Command(
                    id=f"take.{section.key}", title=f"Take into {section.title}", run=partial(self.take, section.key),
                    enabled=self.can_take, keys=keys, mnemonic=str(number), also="quote passage",
                )
            )  # fmt: skip
        for number, section in enumerate(briefing.sections if briefing else (), 1):
            made.append(
                Command(
                    id=f"collect.{section.key}", title=f"Collect into {section.title}",
                    run=partial(self.collect, section.key), enabled=self.can_write, mnemonic=str(number),
                    keys=(), also="mode several passages", checked=partial(self.is_collecting, section.key),
                )
            )  # fmt: skip
        return made

    def can_write(self) -> bool:
        """Say whether there is a briefing that can be written."""
        return self._window.document.briefing is not None and not self._window.document.read_only

    def can_take(self) -> bool:
        """Say whether words of an article are selected, and a briefing is there to take them."""
        return self.can_write() and (self._window.article.view.has_selection() or self.holds_region())

    def holds_region(self) -> bool:
        """Say whether a region of the article shown was drawn, and a briefing is there to take it."""
        source = self._window.article.source
        drawn = self._region is not None and source is not None and self._region[0] == source.id
        return drawn and self.can_write() and not self._window.article.view.has_selection()

    def is_collecting(self, key: str | None = None) -> bool:
        """Say whether passages are collected, into the section `key` if one is named."""
        return self.collecting is not None and key in (None, self.collecting)

    # --- the acts ----------------------------------------------------------------------------------------------------

    def pressed(self, number: int) -> bool:
        """Do what Ctrl and a key of the number row stand for; say whether that was anything."""
        briefing = self._window.document.briefing
        if briefing is None:
            return False
        if number == 0:
            if self.can_take():
                self.set_aside()
            return True
        if number > len(briefing.sections):
            return False
        key = briefing.sections[number - 1].key
        if self.can_take():
            self.take(key)
        elif self.can_write():
            self.collect(key)
        return True

    def take(self, key: str) -> bool:
        """Take the selection into a section: behind the block at the caret if that stands there, else at the end."""
        editor = self._window.briefing.editor
        after = editor.current_block() if editor.current_section() == key else None
        return self._with_selection(partial(self._taking, key, after), self._title(key))

    def take_span(self, source: SourceId, start: int, end: int, key: str) -> bool:
        """Take ``text[start:end]`` of a source into a section, whatever is selected; say whether it was taken."""
        editor = self._window.briefing.editor
        after = editor.current_block() if editor.current_section() == key else None
        return self._take(source, start, end, partial(self._taking, key, after), self._title(key))

    def dropped(self, dragged: Dragged, target: Target | None) -> None:
        """Take what was dragged out of an article where it was dropped: behind the block there, or cited there."""
        if target is None or not self.can_write():
            return
        if target.cite:
            if target.block is None:
                self._window.say("Drop it on a sentence of your own to cite it there.")
                return
            caret = Caret(section=target.section, block=target.block, offset=target.offset)
            make: _Make = partial(self._citing, caret)
            if target.cell is not None:
                make = partial(self._citing_in, target.block, target.cell)
        else:
            make = partial(self._taking, target.section, target.block)
        into = "" if target.cite else self._title(target.section)
        if self._take(dragged.source, dragged.start, dragged.end, make, into):
            self._window.article.take_bar.hide()
            self._window.article.view.clear_selection()

    def set_aside(self) -> bool:
        """Put the selection into the tray."""
        return self._with_selection(partial(self._taking, TRAY, None), "")

    def cite(self) -> bool:
        """Put the selection's mark behind the sentence at the caret of the briefing."""
        return self.at_caret("Put the caret into a sentence of your own, then cite again.", self._citing)

    def quote(self) -> bool:
        """Put the selection's words, with their mark, at the caret of the briefing."""
        return self.at_caret("Put the caret into a paragraph of your own, then quote again.", self._quoting)

    def at_caret(self, refusal: str, making: _Making) -> bool:
        """Do what `making` makes of the caret of the briefing and the selected passage; say whether it was done."""
        caret = self._window.briefing.editor.caret()
        if caret is None or caret.block is None:
            self._window.say(refusal)
            return False
        return self._with_selection(partial(making, caret), "")

    def collect(self, key: str) -> None:
        """From now on take what the mouse selects into a section; the same section again ends that."""
        self.collecting = None if self.collecting == key else key
        self._window.article.take_bar.hide()
        self.collectingChanged.emit()

    def stop_collecting(self) -> None:
        """Select without taking again."""
        if self.collecting is not None:
            self.collecting = None
            self.collectingChanged.emit()

    def region_drawn(self, source: SourceId, region: Region) -> None:
        """Take a region of a page that was drawn when passages are collected; else the next act takes it."""
        self._region = source, region
        self._window.commands.refresh()
        if self.collecting is not None and self.holds_region():
            self.take(self.collecting)

    def selection_made(self) -> None:
        """Take what the mouse has selected, or offer what can be done with it."""
        self._window.commands.refresh()
        if self.collecting is not None:
            self.take(self.collecting)
        elif self.can_take():
            self._window.article.offer()

    def briefing_opened(self) -> None:
        """Forget the section of another briefing, and the region drawn."""
        self._region = None
        self.stop_collecting()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _title(self, key: str) -> str:
        briefing = self._window.document.briefing
        return next((section.title for section in briefing.sections if section.key == key), "") if briefing else ""

    def _taking(self, key: str, after: BlockId | None, passage: Passage, new: bool) -> Edit:
        briefing = self._window.document.briefing
        assert briefing is not None
        labels = self._window.document.workspace.labels(passage)
        alt = self._window.document.workspace.words_for(passage) if passage.is_picture else ""
        return edits.take(briefing, passage, key, after=after, new=new, labels=labels, alt=alt)

    def _citing(self, caret: Caret, passage: Passage, new: bool) -> Edit:
        briefing = self._window.document.briefing
        assert briefing is not None
        assert caret.block is not None
        return edits.cite(briefing, passage, caret.block, caret.offset, new=new)

    def _citing_in(self, block: BlockId, cell: tuple[int, int], passage: Passage, new: bool) -> Edit:
        briefing = self._window.document.briefing
        assert briefing is not None
        found = briefing.find(block)
        table = briefing.blocks(found[0])[found[1]] if found is not None else None
        if not isinstance(table, Table) or cell[0] >= len(table.rows) or cell[1] >= len(table.rows[0]):
            raise NotFound("The table is not in the briefing any more.", "")
        after = grid.cited_in(table, *cell, passage)
        return grid.edited(briefing, after, label=f"cite {passage.handle}", added=[passage] if new else [])

    def _quoting(self, caret: Caret, passage: Passage, new: bool) -> Edit:
        briefing = self._window.document.briefing
        assert briefing is not None
        assert caret.block is not None
        start, end = caret.offset, caret.offset
        if caret.anchor_block == caret.block:
            start, end = sorted((caret.offset, caret.anchor_offset))
        return edits.quote(briefing, passage, caret.block, start, end, new=new)

    def _with_selection(self, make: _Make, into: str) -> bool:
        article = self._window.article
        if self.holds_region() and self._region is not None:
            workspace, (source, region) = self._window.document.workspace, self._region
            taken = self._take_made(lambda: workspace.region_passage(source, region), make, into)
            if taken:
                self._region = None
                self._window.commands.refresh()
            return taken
        selection = article.view.selection()
        if selection is None or article.source is None or not self.can_write():
            return False
        if not self._take(article.source.id, *selection, make, into):
            return False
        self._region = None  # or the next key would take what nobody thinks of any more
        article.take_bar.hide()
        article.view.clear_selection()
        return True

    def _take(self, source: SourceId, start: int, end: int, make: _Make, into: str) -> bool:
        workspace = self._window.document.workspace
        return self._take_made(lambda: workspace.passage(source, start, end), make, into)

    def _take_made(self, find: Callable[[], tuple[Passage, bool]], make: _Make, into: str) -> bool:
        document = self._window.document
        try:
            passage, new = find()
            edit = make(passage, new)
            document.do(edit, initiator=self)
        except BrieferError as error:
            self._window.show_error(error)
            return False
        announce(
            self._window.article.view.shown, f"{passage.handle} taken into {into}" if into else f"Done: {edit.label}"
        )
        return True


if TYPE_CHECKING:
    from collections.abc import Callable

    _Make = Callable[[Passage, bool], Edit]
    _Making = Callable[[Caret, Passage, bool], Edit]
