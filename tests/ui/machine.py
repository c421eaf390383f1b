"""Anything in any order on the real widget: promises 1 and 2 hold, and undo comes back to the very beginning.

A citation may only come by an act that brings one (paste, undo, redo, take, cite) and only go by an act that takes one
out. What lies in between, typing above all, leaves every quotation and mark as the value it was.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefer.core import edits
from briefer.core.briefing import (
    Block,
    BlockQuotation,
    Briefing,
    CitationMark,
    Footnote,
    InlineQuotation,
    OwnFigure,
    Table,
    Text,
    inlines_of,
    normalised,
)
from briefer.core.change import apply
from briefer.core.figures import groups
from briefer.core.passage import Emphasise, Insert, Omit, Quotation, Recase
from briefer.core.text import OBJECT
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.editor import BriefingEditor
from briefer.ui.editor_look import ATOM
from briefer.ui.paper_reading import Atom, atoms
from briefer.ui.theme import DARK, LIGHT
from tests.strategies import empty_briefing
from tests.ui.conftest import BOTH, FIRST, SECOND, TEXTS, assert_agreed, make_source, prose, quoted
from tests.ui.fake import FakeWorkspace
from tests.ui.machine_cite import CiteRules
from tests.ui.machine_holding import WordsInOrder, all_atoms, all_blocks, printed_words, shared
from tests.ui.machine_notes import NoteRules
from tests.ui.machine_pasting import PastingRules
from tests.ui.machine_prose import ProseRules
from tests.ui.machine_quoting import QuotingRules
from tests.ui.machine_reopening import ReopeningRules
from tests.ui.machine_structure import StructureRules
from tests.ui.machine_support import SupportRules
from tests.ui.machine_tables import TableRules, some_table
from tests.ui.machine_writing import WritingRules

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PASSAGES = (FIRST, BOTH, SECOND)
WORDS = ["x", "own words", "a b. ", "é", "\u00a0", "- "]
COMMITS = ["漢", "😀", "x", "\u00a0", "a\u2028b"]
MOVES = [Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End]
ERASING = [
    (Key.Key_Backspace, NONE), (Key.Key_Delete, NONE), (Key.Key_Backspace, CONTROL), (Key.Key_Delete, CONTROL),
]  # fmt: skip


def all_quotations(briefing: Briefing) -> list[Quotation]:
    return [atom.quotation for atom in all_atoms(briefing) if isinstance(atom, BlockQuotation | InlineQuotation)]


def edited(block: Block) -> Block:
    """Give the quotation in a block one typed edit of each kind that changes what is printed."""
    changes = (Omit(start=8, end=24), Insert(at=40, text="the analysts"), Recase(at=56), Emphasise(start=60, end=70))
    if isinstance(block, BlockQuotation):
        return replace(block, quotation=block.quotation.edited(*changes))
    inlines = tuple(
        replace(inline, quotation=inline.quotation.edited(*changes)) if isinstance(inline, InlineQuotation) else inline
        for inline in block.inlines
    )
    return replace(block, inlines=inlines)


class Person(
    WritingRules, PastingRules, ReopeningRules, SupportRules, TableRules, StructureRules, CiteRules, QuotingRules,
    ProseRules, NoteRules, RuleBasedStateMachine,
):  # fmt: skip
    """Somebody at the editor, at random."""

    def __init__(self) -> None:
        super().__init__()
        pairs = [make_source(1), make_source(2)]
        briefing = empty_briefing()
        for key, blocks in {
            "situation": [
                prose("Claim.", (FIRST,), " He said ", SECOND, " twice."),
                quoted(BOTH),
                prose("After."),
                some_table(),
            ],
            "risks": [quoted(FIRST)],
            "restraint": [edited(prose("Note ", BOTH, ".")), edited(quoted(BOTH))],
        }.items():
            briefing = apply(briefing, edits.insert(briefing, key, 0, blocks, label="set up"))
        self.start = briefing
        self.workspace = FakeWorkspace(briefing=briefing, sources=tuple(s for s, _ in pairs), passages=PASSAGES)
        self.editor = BriefingEditor(Document(self.workspace), LIGHT)  # type: ignore[arg-type]
        self.editor.resize(500, 300)
        self.editor.show()
        QApplication.clipboard().clear()
        self.order = WordsInOrder()
        self.seen: tuple[object, ...] = ()
        self.raised: list[BaseException] = []
        self.former_hook = sys.excepthook
        sys.excepthook = lambda _kind, error, _trace: self.raised.append(error)  # what is raised in Qt's own calls

    def teardown(self) -> None:
        try:
            self.take_all_back()
        finally:
            sys.excepthook = self.former_hook
            self.editor.close_step()
            self.editor.close()
            self.editor.deleteLater()
            # No event loop runs here: without these, widgets pile up, and what is on the clipboard outlives Python.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.clipboard().clear()

    def take_all_back(self) -> None:
        while self.workspace.history.done:
            QTest.keyClick(self.editor, Key.Key_Z, CONTROL)
        self.agree()
        back = self.workspace.briefing
        assert back is not None
        assert back.sections == self.start.sections

    @property
    def briefing(self) -> Briefing:
        assert self.workspace.briefing is not None
        return self.workspace.briefing

    def kept(self, before: Briefing, *, going: bool = False, came: Sequence[Atom] = ()) -> None:
        """Hold that no citation came, `came` excepted, or changed; `going` allows that some went, each whole."""
        was, now = ({atom.id: atom for atom in all_atoms(briefing)} for briefing in (before, self.briefing))
        new = {atom.id for atom in came}
        assert all(atom == was[id_] for id_, atom in now.items() if id_ not in new)
        order = [id_ for id_ in was if not going or id_ in now]
        assert [id_ for id_ in now if id_ not in new] == order

    def only_here(self, before: Briefing, selected: int = 0, *, erasing: bool = False) -> None:
        """Hold that at most one run of characters, no more than were selected, gave way to one other run.

        With `erasing` the run may be longer when nothing comes in its place.
        """
        was, now = self.order.of(before), self.order.of(self.briefing)
        if selected:  # where sections meet, their ends stay
            was, now = (words.replace("\n", "").replace("\v", "") for words in (was, now))
        front = shared(was, now)
        back = shared(was[front:][::-1], now[front:][::-1])
        assert len(was) - front - back <= selected or (erasing and len(now) == front + back)

    # --- the caret ---

    @rule(where=st.integers(0, 700))
    def put_caret(self, where: int) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(where % self.editor.document().characterCount())
        self.editor.setTextCursor(cursor)

    @rule(start=st.integers(0, 700), length=st.integers(-40, 40))
    def select(self, start: int, length: int) -> None:
        last = self.editor.document().characterCount()
        cursor = self.editor.textCursor()
        cursor.setPosition(start % last)
        cursor.setPosition(max(0, min(last - 1, start % last + length)), QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)

    @rule(index=st.integers(0, 30), words_only=st.booleans())
    def select_atom(self, index: int, words_only: bool) -> None:
        """Select exactly what a quotation or mark is made of, where mistakes would hide."""
        found = all_atoms(self.briefing)
        here = [atom for atom in found if self._span(atom.id) is not None]
        if here:
            span = self._span(here[index % len(here)].id)
            assert span is not None
            cursor = self.editor.textCursor()
            cursor.setPosition(span[0])
            end = max(span[0], span[1] - words_only)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.editor.setTextCursor(cursor)

    def _span(self, atom: str) -> tuple[int, int] | None:
        found: list[int] = []
        block = self.editor.document().firstBlock()
        while block.isValid():
            at = block.begin()
            while not at.atEnd():
                fragment = at.fragment()
                if fragment.charFormat().property(ATOM) == atom:
                    found += [fragment.position(), fragment.position() + fragment.length()]
                at += 1
            block = block.next()
        return (min(found), max(found)) if found else None

    @rule(key=st.sampled_from(MOVES), held=st.sampled_from([NONE, SHIFT, CONTROL, CONTROL | SHIFT]))
    def move_caret(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.editor, key, held)

    @rule()
    def select_all(self) -> None:
        QTest.keyClick(self.editor, Key.Key_A, CONTROL)

    # --- writing ---

    @rule(words=st.sampled_from(WORDS))
    def type(self, words: str) -> None:
        before, selected = self.briefing, self.selected()
        for letter in words:  # QTest.keyClicks knows ASCII alone
            QApplication.sendEvent(self.editor, QKeyEvent(QEvent.Type.KeyPress, Key.Key_unknown, NONE, letter))
        self.kept(before, going=selected > 0)
        self.only_here(before, selected)

    @rule(words=st.sampled_from(COMMITS))
    def compose(self, words: str) -> None:
        before, selected = self.briefing, self.selected()
        preedit = QInputMethodEvent("…", [])
        QApplication.sendEvent(self.editor, preedit)
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.editor, event)
        self.kept(before, going=selected > 0)
        self.only_here(before, selected)

    @rule(where=st.integers(0, 700), words=st.sampled_from(["x", "two\nrows", OBJECT, "a" + OBJECT]))
    def write_from_outside(self, where: int, words: str) -> None:
        """As accessibility does: no key, the format that stands there."""
        before = self.briefing
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(where % self.editor.document().characterCount())
        cursor.insertText(words)
        self.kept(before)

    @rule(start=st.integers(0, 700), length=st.integers(1, 40))
    def delete_from_outside(self, start: int, length: int) -> None:
        before = self.briefing
        last = self.editor.document().characterCount()
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(start % last)
        cursor.setPosition(min(last - 1, start % last + length), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.kept(before, going=True)

    @rule(held=st.sampled_from([NONE, SHIFT]))
    def enter(self, held: Qt.KeyboardModifier) -> None:
        before, selected = self.briefing, self.selected()
        QTest.keyClick(self.editor, Key.Key_Return, held)
        self.kept(before, going=selected > 0)
        self.only_here(before, selected)

    @rule(key=st.sampled_from(ERASING))
    def erase(self, key: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        before = self.briefing
        selected = self.selected()
        QTest.keyClick(self.editor, *key)
        self.kept(before, going=True)
        self.only_here(before, selected, erasing=True)

    @rule()
    def bold(self) -> None:
        before = self.briefing
        QTest.keyClick(self.editor, Key.Key_B, CONTROL)
        self.kept(before)

    @rule(act=st.sampled_from(["bullets", "numbers", "heading", "paragraph", "down", "up", "link", "unlink", "delete"]))
    def shape(self, act: str) -> None:
        before = self.briefing
        match act:
            case "bullets" | "numbers":
                self.editor.toggle_list(ordered=act == "numbers")
            case "heading":
                self.editor.set_heading(2)
            case "paragraph":
                self.editor.set_heading(None)
            case "down" | "up":
                self.editor.change_level(1 if act == "down" else -1)
            case "link":
                self.editor.insert_link("https://example.org/")
            case "unlink":
                self.editor.insert_link("")
            case _:
                self.editor.delete_block()
        self.kept(before, going=act in ("delete", "link"))

    # --- clipboard and drag ---

    @rule(key=st.sampled_from([Key.Key_C, Key.Key_X]))
    def copy_or_cut(self, key: Qt.Key) -> None:
        before = self.briefing
        QTest.keyClick(self.editor, key, CONTROL)
        self.kept(before, going=key == Key.Key_X)

    @rule(index=st.integers(0, 30), words_only=st.booleans(), key=st.sampled_from([Key.Key_C, Key.Key_X]))
    def carry_atom(self, index: int, words_only: bool, key: Qt.Key) -> None:
        self.select_atom(index, words_only)
        self.copy_or_cut(key)

    @rule(where=st.integers(0, 700))
    def paste_at(self, where: int) -> None:
        self.put_caret(where)
        self.paste()

    @rule()
    def paste(self) -> None:
        before = {atom.id: atom for atom in all_atoms(self.briefing)}
        QTest.keyClick(self.editor, Key.Key_V, CONTROL)
        for atom in all_atoms(self.briefing):
            assert atom == before.get(atom.id, atom)

    @rule(html=st.sampled_from(["<p>a</p><p><b>b</b></p>", "x", "<ul><li>i</li></ul>", "<h1>h</h1><p>p</p>"]))
    def paste_foreign(self, html: str) -> None:
        before, selected = self.briefing, self.editor.textCursor().hasSelection()
        data = QMimeData()
        data.setHtml(html)
        self.editor.insertFromMimeData(data)
        self.kept(before, going=selected)

    @rule(where=st.integers(0, 700))
    def drag(self, where: int) -> None:
        before = Counter(_content(atom) for atom in all_atoms(self.briefing))
        moved = self.editor.move_selection(where % self.editor.document().characterCount())
        after = Counter(_content(atom) for atom in all_atoms(self.briefing))
        if moved:
            assert after == before

    # --- others ---

    @rule(passage=st.sampled_from(PASSAGES), section=st.sampled_from(["situation", "actors"]))
    def take(self, passage, section) -> None:
        self.workspace.do(edits.take(self.briefing, passage, section, after=self.editor.current_block(), new=False))

    @rule(passage=st.sampled_from(PASSAGES), quote=st.booleans())
    def cite(self, passage, quote: bool) -> None:
        caret = self.editor.caret()
        if caret is None or caret.block is None:
            return
        try:
            if quote:
                edit = edits.quote(self.briefing, passage, caret.block, caret.offset, caret.offset, new=False)
            else:
                edit = edits.cite(self.briefing, passage, caret.block, caret.offset, new=False)
        except BrieferError:
            return
        self.workspace.do(edit)

    @rule(data=st.data(), section=st.sampled_from(["situation", "restraint"]))
    def move_block(self, data, section) -> None:
        blocks = [block.id for part in self.briefing.sections for block in part.blocks]
        if blocks:
            self.workspace.do(edits.move(self.briefing, [data.draw(st.sampled_from(blocks))], section, None))

    @rule(by=st.sampled_from(["undo", "redo"]))
    def travel(self, by: str) -> None:
        QTest.keyClick(self.editor, Key.Key_Z, CONTROL if by == "undo" else CONTROL | SHIFT)

    @rule()
    def look(self) -> None:
        self.editor.set_theme(DARK if self.editor.look.theme is LIGHT else LIGHT)

    # --- what always holds ---

    @invariant()
    def nothing_raised(self) -> None:
        if self.raised:
            raise self.raised[0]

    @invariant()
    def all_holds(self) -> None:
        """Look at everything again where anything was touched: half of the acts only move the caret."""
        seen = (self.briefing, self.editor, self.editor.look, self.editor.document().revision())
        if (
            self.seen
            and all(one is other for one, other in zip(seen[:3], self.seen, strict=False))
            and seen[3] == self.seen[3]
        ):
            return
        self.agree()
        self.derived()
        self.cited()
        self.numbered()
        self.seen = seen

    def agree(self) -> None:
        """The widget, read back, says what the briefing says, and the caret stands somewhere in it."""
        assert_agreed(self.editor, self.briefing)
        assert self.editor.paper.briefing is self.briefing
        assert self.editor.paper.row_count == self.editor.document().blockCount()
        assert self.editor.current_section() is not None

    def derived(self) -> None:
        """Every quotation is its source's words with the typed edits applied, reckoned without the program's code."""
        for quotation in all_quotations(self.briefing):
            passage = quotation.passage
            text = TEXTS[passage.source_number - 1]
            assert passage.exact == text[passage.start : passage.end]
            assert quotation.text == printed_words(text[passage.start : passage.end], quotation.edits)

    def cited(self) -> None:
        """Every quotation is cited by its own passage; ids stand once; own words hold no figure."""
        ids = [atom.id for atom in all_atoms(self.briefing)]
        assert len(ids) == len(set(ids))
        for block in all_blocks(self.briefing):
            if isinstance(block, BlockQuotation):
                assert block.quotation.citation[0].passage == block.quotation.passage
                continue
            if isinstance(block, Table | OwnFigure):
                continue
            assert block.inlines == normalised(block.inlines)
            for inline in block.inlines:
                if isinstance(inline, Text):
                    assert OBJECT not in inline.text
                    assert "\n" not in inline.text

    def numbered(self) -> None:
        """Figures count in their order from 1, as they are printed: those that end one sentence share one."""
        shown: dict[str, int | None] = {}
        printed: dict[str, int] = {}
        figure = 0
        for section in self.briefing.sections:
            for block in section.blocks:
                cited_here = (
                    [mark for mark in inlines_of(block) if not isinstance(mark, Text)]
                    if isinstance(block, Table)
                    else []
                    if isinstance(block, OwnFigure)
                    else atoms(block)
                )
                shown.update((atom.id, self.editor.figures.number(atom.id)) for atom in cited_here)
                for group in groups(block):
                    figure += 1
                    printed.update((cited.holder, figure) for cited in group)
        assert shown == printed


def _content(atom: Atom) -> object:
    if isinstance(atom, Table | OwnFigure):
        return atom
    if isinstance(atom, Footnote):
        return atom.words
    return atom.citation if isinstance(atom, CitationMark) else atom.quotation


SETTINGS = settings(
    max_examples=1000,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
"""Of each of the two files that run the machine, so that two cores share the work."""
