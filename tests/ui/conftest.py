"""The editor on a briefing in memory, with two sources to cite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core import anchor, edits
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    InlineId,
    InlineQuotation,
    Paragraph,
    Text,
    flow,
    new_id,
)
from briefer.core.change import Caret, apply
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation
from briefer.core.reference import Reference
from briefer.core.source import Article, Source, SourceId, TextBlock
from briefer.core.text import sha256_text
from briefer.ui.document import Document
from briefer.ui.editor import BriefingEditor
from briefer.ui.editor_look import shown
from briefer.ui.paper_reading import read_all
from briefer.ui.theme import LIGHT
from tests.strategies import empty_briefing
from tests.ui.fake import FakeWorkspace

TEXTS = (
    "Reports about a presence have entered the conversation.\nA newspaper circulated a story on the 😀 topic.",
    "Le ministre a dit\u00a0: «\u00a0Non\u00a0».",
)


def make_source(number: int) -> tuple[Source, Article]:
    text = TEXTS[number - 1]
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(TextBlock(kind="paragraph", start=at, end=at + len(line)))
        at += len(line) + 1
    article = Article(kind="text", text=text, blocks=tuple(spans), reference=Reference(title=f"Article {number}"))
    source = Source(
        id=SourceId(f"source-{number}"), number=number, kind="text", reference=article.reference, sha256="",
        text_sha256=sha256_text(text), words=9,
    )  # fmt: skip
    return source, article


def passage(number: int, start: int, end: int, count: int = 1) -> Passage:
    source, article = make_source(number)
    return anchor.make(article, source, start, end, id=PassageId(f"passage-{number}-{count}"), number=count)


FIRST = passage(1, 0, 15)  # "Reports about a"
BOTH = passage(1, 0, len(TEXTS[0]), 2)  # two paragraphs
SECOND = passage(2, 0, len(TEXTS[1]))


def prose(*parts: str | Passage | tuple[Passage], id_: str | None = None) -> Paragraph:
    """Make a paragraph: words, a passage for a quotation in it, a passage in a tuple for a mark."""
    inlines: list[Text | InlineQuotation | CitationMark] = []
    for part in parts:
        if isinstance(part, str):
            inlines.append(Text(text=part))
        elif isinstance(part, Passage):
            inlines.append(InlineQuotation(id=InlineId(new_id()), quotation=Quotation(passage=part)))
        else:
            inlines.append(CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=part[0]),)))
    return Paragraph(id=BlockId(id_ or new_id()), inlines=tuple(inlines))


def quoted(taken: Passage) -> BlockQuotation:
    return BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=taken))


def briefing_of(**sections: list[Block]) -> Briefing:
    briefing = empty_briefing()
    for key, blocks in sections.items():
        briefing = apply(briefing, edits.insert(briefing, key, 0, blocks, label="set up"))
    return briefing


def assert_agreed(editor: BriefingEditor, briefing: Briefing) -> None:
    """Hold that the widget, read back, is the briefing, and that it shows its characters, read without our reader."""
    read = read_all(editor.paper)
    row = editor.document().firstBlock()
    for section in briefing.sections:
        assert read[section.key] == section.blocks
        assert row.text() == section.title
        row = row.next()
        for block in section.blocks:
            assert row.text() == shown(flow(block))
            row = row.next()
        if not section.blocks:
            assert row.text() == ""
            row = row.next()
    assert not row.isValid()


@dataclass
class Desk:
    """An editor and the person at it."""

    workspace: FakeWorkspace
    document: Document
    editor: BriefingEditor
    messages: list[str] = field(default_factory=list)

    @property
    def briefing(self) -> Briefing:
        assert self.workspace.briefing is not None
        return self.workspace.briefing

    def blocks(self, key: str = "situation") -> tuple[Block, ...]:
        return self.briefing.blocks(key)

    def words(self, key: str = "situation") -> list[str]:
        """The characters of each block, with ^ for a figure."""
        return [flow(block).replace("\ufffc", "^") for block in self.blocks(key)]

    def place(self, index: int = 0, offset: int = 0, *, key: str = "situation", anchor: tuple[int, int] | None = None):
        """Put the caret, code points into a block; `anchor` is where the selection begins."""
        block = self.blocks(key)[index].id
        caret = Caret(section=key, block=block, offset=offset)
        if anchor is not None:
            caret = Caret(
                section=key, block=block, offset=offset, anchor_block=self.blocks(key)[anchor[0]].id,
                anchor_offset=anchor[1],
            )  # fmt: skip
        assert self.editor.set_caret(caret)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.editor, words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor, key, modifiers)

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def cursor(self) -> QTextCursor:
        return self.editor.textCursor()

    def check(self) -> None:
        """Hold what must hold after anything: the widget says what the briefing says."""
        assert_agreed(self.editor, self.briefing)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Callable[[Briefing | None], Desk]]:
    """Return what sits down at a briefing; afterwards the widget must still say what the briefing says."""
    desks: list[Desk] = []

    def sit(briefing: Briefing | None = None) -> Desk:
        pairs = [make_source(1), make_source(2)]
        workspace = FakeWorkspace(
            briefing=briefing, sources=tuple(source for source, _ in pairs), passages=(FIRST, BOTH, SECOND)
        )
        document = Document(workspace)  # type: ignore[arg-type]
        editor = BriefingEditor(document, LIGHT)
        qtbot.addWidget(editor)
        editor.resize(700, 500)
        editor.show()
        made = Desk(workspace, document, editor)
        editor.messageWanted.connect(made.messages.append)
        editor.wordsLocked.connect(made.messages.append)
        desks.append(made)
        return made

    yield sit
    for made in desks:
        if made.workspace.briefing is not None:
            made.check()
        made.editor.close_step()
        made.editor.close()
    QApplication.clipboard().clear()
