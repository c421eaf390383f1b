"""Rules for footnotes and figures of the analyst's own: put in and changed without a citation losing anything."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import rule

from briefer.core import footnotes
from briefer.core.briefing import BlockId, Briefing, Footnote, OwnFigure, WholeBlock, flow, new_id
from briefer.core.edits import own_line
from briefer.ui.editor import BriefingEditor
from briefer.ui.paper_reading import Atom, atoms


class NoteRules:
    """To be inherited by the machine, which has the editor and the briefing."""

    editor: BriefingEditor
    briefing: Briefing

    @rule(words=st.sampled_from(["By noon.", "é\n x 😀", " "]))
    def put_footnote(self, words: str) -> None:
        caret, before = self.editor.caret(), self.briefing
        if caret is None or caret.block is None:
            return
        block, offset = caret.block, caret.offset
        done = self.editor.attempt(lambda: footnotes.add(self.briefing, block, offset, words))
        notes = _notes(self.briefing)
        assert len(notes) == len(_notes(before)) + done
        assert {atom.id: atom for atom in _others(before)} == {atom.id: atom for atom in _others(self.briefing)}
        assert _words(before) == _words(self.briefing)
        if done:
            (made,) = {note.id for _, note in notes} - {note.id for _, note in _notes(before)}
            assert footnotes.find(self.briefing, made) is not None

    @rule(words=st.sampled_from(["", "Level at Brenn"]))
    def put_own_figure(self, words: str) -> None:
        before, selected = self.briefing, self.editor.textCursor().hasSelection()
        made = OwnFigure(id=BlockId(new_id()), picture="0" * 64, caption=own_line(words), alt=words)
        done = self.editor.put_blocks([made], "insert picture")
        if not selected:
            assert _others(self.briefing) == _others(before) or done
            assert Counter(_others(self.briefing)) - Counter(_others(before)) == Counter([made] * done)

    @rule(index=st.integers(0, 30), words=st.sampled_from(["At night.", "", "By noon."]))
    def change_footnote(self, index: int, words: str) -> None:
        before = self.briefing
        found = _notes(before)
        if not found:
            return
        block, note = found[index % len(found)]
        self.editor.attempt(lambda: footnotes.change(self.briefing, block, note.id, words))
        after = {each.id: each.text for _, each in _notes(self.briefing)}
        expected = {each.id: each.text for _, each in found if words or each is not note}
        assert after == ({**expected, note.id: words} if words else expected)
        assert _others(before) == _others(self.briefing)
        assert _words(before) == _words(self.briefing)


def _notes(briefing: Briefing) -> list[tuple[BlockId, Footnote]]:
    return [
        (block.id, atom)
        for _, blocks in briefing.parts()
        for block in blocks
        for atom in atoms(block)
        if isinstance(atom, Footnote)
    ]


def _others(briefing: Briefing) -> list[Atom]:
    return [
        atom
        for _, blocks in briefing.parts()
        for block in blocks
        for atom in atoms(block)
        if not isinstance(atom, Footnote)
    ]


def _words(briefing: Briefing) -> list[str]:
    return [
        flow(block).replace("\ufffc", "")
        for _, blocks in briefing.parts()
        for block in blocks
        if not isinstance(block, WholeBlock)
    ]
