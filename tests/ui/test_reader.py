"""The article as a document: offsets hold through every kind of block, and nothing foreign is shown as markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, SourceId, TextBlock, TextMark
from briefer.ui import reader_text
from briefer.ui.reader import Highlight, Reader
from briefer.ui.theme import LIGHT

_LINE = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n"), max_size=30)


def _article(lines: list[str], kinds: list[str] | None = None) -> Article:
    blocks, at = [], 0
    for number, line in enumerate(lines):
        kind = kinds[number % len(kinds)] if kinds else "paragraph"
        cell = {"table": 0, "row": number, "column": 0} if kind == "cell" else {}
        blocks.append(TextBlock(kind=kind, start=at, end=at + len(line), level=1, **cell))
        at += len(line) + 1
    return Article(kind="html", text="\n".join(lines), blocks=tuple(blocks))


@given(
    lines=st.lists(_LINE, min_size=1, max_size=8),
    kinds=st.lists(st.sampled_from(["paragraph", "heading", "list-item", "quotation", "cell", "image"]), min_size=1),
)
def test_every_offset_comes_back_from_where_it_is_shown(qapp: object, lines: list[str], kinds: list[str]) -> None:
    article = _article(lines, kinds)
    document = QTextDocument()
    positions = reader_text.fill(document, article, LIGHT)
    for block in article.blocks:
        for offset in range(block.start, block.end + 1):
            assert positions.to_text(positions.to_document(offset)) == offset


def test_a_table_keeps_the_offsets_of_its_cells(qapp: object) -> None:
    text = "Before\nA\nB\nC\nD\nAfter 😀 it"
    cells = [
        TextBlock(kind="cell", start=7 + 2 * number, end=8 + 2 * number, table=0, row=number // 2, column=number % 2)
        for number in range(4)
    ]
    blocks = (
        TextBlock(kind="paragraph", start=0, end=6), *cells, TextBlock(kind="paragraph", start=15, end=len(text))
    )  # fmt: skip
    document = QTextDocument()
    positions = reader_text.fill(document, Article(kind="html", text=text, blocks=blocks), LIGHT)
    for word in "ABCD":
        assert document.characterAt(positions.to_document(text.index(word))) == word
    assert document.characterAt(positions.to_document(text.index("it"))) == "i"


def test_markup_in_a_text_is_shown_as_words(qtbot: QtBot) -> None:
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.show_article(_article(["<b>not bold</b> <img src='file:///etc/passwd'>"]))
    assert reader.toPlainText() == "<b>not bold</b> <img src='file:///etc/passwd'>"


def test_links_are_shown_and_lead_nowhere(qtbot: QtBot) -> None:
    text = "See this page."
    mark = TextMark(kind="link", start=4, end=8, href="https://example.org/")
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    block = TextBlock(kind="paragraph", start=0, end=len(text))
    reader.show_article(Article(kind="html", text=text, blocks=(block,), marks=(mark,)))
    reader.select(4, 8)
    assert reader.textCursor().charFormat().fontUnderline()
    assert not reader.textCursor().charFormat().isAnchor()


def test_a_selection_leaves_out_white_space_at_its_ends(qtbot: QtBot) -> None:
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.show_article(_article(["one two three", "four"]))
    reader.select(3, 8)
    assert reader.selection() == (4, 7)
    reader.selectAll()
    assert reader.selection() == (0, 18)


def test_passages_are_highlighted_and_found_under_the_pointer(qtbot: QtBot) -> None:
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.resize(600, 400)
    reader.show()
    reader.show_article(_article(["one two three", "four"]))
    passage = Passage(
        id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact="two", start=4, end=7, text_sha256=""
    )
    reader.set_highlights((Highlight(passage, 1),))
    [shown] = reader.extraSelections()
    assert shown.cursor.selectedText() == "two"
    cursor = reader.textCursor()
    cursor.setPosition(reader._positions.to_document(5))
    assert reader.passage_at(reader.cursorRect(cursor).center()) == passage
    cursor.setPosition(reader._positions.to_document(10))
    assert reader.passage_at(reader.cursorRect(cursor).center()) is None
