"""What comes from other programs, for the machine in machine.py: words, never citations, and all in one place."""

from __future__ import annotations

import json
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from briefer.core.briefing import Briefing, Table, citations
from briefer.ui import editor_clipboard
from briefer.ui.editor import BriefingEditor
from briefer.ui.editor_clipboard import MIME
from briefer.ui.paper_reading import Atom
from tests.ui.machine_holding import all_atoms

WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'><head>"
    "<style><!--p.MsoNormal {margin:0cm;}--></style></head><body lang=EN-GB><!--StartFragment-->"
    "<p class=MsoNormal><b><span style='mso-fareast-language:EN-GB'>Outlook</span></b>: <i>unclear</i><o:p></o:p></p>"
    "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>·<span style='font:7.0pt Times'>&nbsp;&nbsp;</span></span><![endif]>Ports</p>"
    "<table class=MsoTableGrid><tr><td><p class=MsoNormal>a</p></td><td><p class=MsoNormal>1,5</p></td></tr></table>"
    "<!--EndFragment--></body></html>"
)
BROWSER = (
    '<meta charset="utf-8"><h2 style="font-weight:700">Strait</h2><p style="color:rgb(1,2,3)">One <a '
    'href="https://example.org/a?b=1&amp;c">link</a>, <span style="font-weight:600">bold</span>.<br>Then'
    '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p><ol><li>i<ul><li>ii</li></ul></li></ol>'
    '<blockquote>\ufffcSaid “so”.</blockquote><img src="https://example.org/p.png" alt="p">'
)
SHEET = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table><!--StartFragment--><col width=64>"
    "<tr height=20><td class=xl63>Side</td><td align=right x:num>1,234</td></tr><tr><td>North</td><td>12%</td></tr>"
    "<!--EndFragment--></table></body></html>"
)
FOREIGN = {
    "word": (WORD, "Outlook: unclear\r\n·\tPorts\r\n"),
    "browser": (BROWSER, "Strait\nOne link, bold.\nThen[1]"),
    "sheet": (SHEET, "Side\t1,234\r\nNorth\t12%\r\n"),
    "cells": ("", "Side\t1,234\r\nNorth\t12%\r\n"),
    "lines": ("", "one\n\n two\u2029three\ufffc"),
    "one line": ("", "some words"),
    "right to left": ('<p dir="rtl">قال <b>الوزير</b></p>', "قال الوزير"),
}


class PastingRules:
    """To be inherited by the machine, which has the editor and the briefing."""

    editor: BriefingEditor
    briefing: Briefing

    def kept(self, before: Briefing, *, going: bool = False, came: Sequence[Atom] = ()) -> None:
        raise NotImplementedError

    def only_here(self, before: Briefing, selected: int = 0, *, erasing: bool = False) -> None:
        raise NotImplementedError

    @rule(name=st.sampled_from(sorted(FOREIGN)), plain=st.booleans(), where=st.none() | st.integers(0, 700))
    def paste_from_elsewhere(self, name: str, plain: bool, where: int | None) -> None:
        if where is not None:
            cursor = QTextCursor(self.editor.document())
            cursor.setPosition(where % self.editor.document().characterCount())
            self.editor.setTextCursor(cursor)
        before = self.briefing
        selected = abs(self.editor.textCursor().position() - self.editor.textCursor().anchor())
        html, text = FOREIGN[name]
        data = QMimeData()
        data.setText(text)
        if html:
            data.setHtml(html)
        self.editor.paste_data(data, plain=plain)
        was = {atom.id for atom in all_atoms(before)}
        came = [atom for atom in all_atoms(self.briefing) if atom.id not in was]
        assert all(isinstance(atom, Table) and not list(citations(atom)) for atom in came)
        self.kept(before, going=selected > 0, came=came)
        self.only_here(before, selected)

    @rule(change=st.sampled_from(["exact", "id", "start", "number"]), index=st.integers(0, 9))
    def paste_forged(self, change: str, index: int) -> None:
        """Somebody writes other words under a passage's name: the library's own record counts, or none."""
        blocks = [block for part in self.briefing.sections for block in part.blocks]
        if not blocks:
            return
        before = self.briefing
        selected = abs(self.editor.textCursor().position() - self.editor.textCursor().anchor())
        made = editor_clipboard.mime_data(self.editor.source, (blocks[index % len(blocks)],))
        held = json.loads(bytes(made.data(MIME).data()))
        for passage in held["passages"]:
            match change:
                case "exact":
                    passage["exact"] = passage["exact"].replace("a", "not a")
                case "id":
                    passage["id"] = "passage-of-nobody"
                case "start":
                    passage["start"] = passage["start"] + 1
                case _:
                    passage["number"] = 99
        data = QMimeData()
        data.setData(MIME, QByteArray(json.dumps(held).encode()))
        data.setText(made.text())
        self.editor.paste_data(data)
        self.only_here(before, selected)
        was = {atom.id: atom for atom in all_atoms(before)}
        assert all(atom == was.get(atom.id, atom) for atom in all_atoms(self.briefing))
