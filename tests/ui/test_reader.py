"""The article as a document: offsets hold through every kind of block, and nothing foreign is shown as markup."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from briefer.core import anchor
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, Picture, SourceId, TextBlock, TextMark
from briefer.core.text import clean
from briefer.ui import links, picture_object, reader_text
from briefer.ui.reader import GUTTER, Highlight, Reader
from briefer.ui.safe_document import SafeDocument
from briefer.ui.theme import LIGHT
from briefer.ui.tips import tip
from tests.strategies import source_of

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


_PARTS = [
    *("Troops moved.", "Troops moved.", " ", " ", "“No,” he said.", "القوات غادرت المدينة", "שלום", "外交部発表。"),
    *("😀", "𝔘nit 4", "re\u0301sume\u0301", "co\u00adoperate", "a\u00a0b", "one\u2028two", "\ufffc", "हिन्दी", "\u200f"),
    *("\t", "e\u0301"),
]
_UNSEEN = {"\u25ab", "\ufffc", "\u2029", "\ufdd0", "\ufdd1"}


def _words(text: str) -> str:
    """Return a text without what Qt has other characters for: white space, ends of blocks and cells, pictures."""
    return "".join(each for each in text if not each.isspace() and each not in _UNSEEN)


def _inside_pair(document: QTextDocument, position: int) -> bool:
    """Say whether a position is between the two units of a character, where neither mouse nor keys can go."""
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    at = cursor.positionInBlock()
    units = cursor.block().text().encode("utf-16-le", "surrogatepass")
    return 0xDC <= (units[2 * at + 1] if 2 * at < len(units) else 0) <= 0xDF


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.lists(st.sampled_from(_PARTS), max_size=5).map("".join) | _LINE, min_size=1, max_size=7),
    kinds=st.lists(st.sampled_from(["paragraph", "heading", "list-item", "quotation", "cell", "image"]), min_size=1),
    data=st.data(),
)
def test_whatever_is_selected_the_passage_has_the_words_at_its_offsets(
    qtbot: QtBot, lines: list[str], kinds: list[str], data: st.DataObject
) -> None:
    """For any text and any selection: through the widget to a passage, and back to what stands out in the widget."""
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    article = _article([clean(line).replace("\n", " ") for line in lines], kinds)
    reader.show_article(article)
    cursor = reader.textCursor()
    for mode in (QTextCursor.MoveMode.MoveAnchor, QTextCursor.MoveMode.KeepAnchor):
        at = data.draw(st.integers(0, reader.document().characterCount() - 1))
        cursor.setPosition(at - _inside_pair(reader.document(), at), mode)
    reader.setTextCursor(cursor)
    selected = reader.selection()
    if selected is None:
        return
    start, end = selected
    assert _words(article.text[start:end]) == _words(reader.textCursor().selectedText())
    reader.select(start, end)
    assert reader.selection() == selected
    if anchor.tightened(article.text, start, end) == (start, start) or not article.text[start:end].strip(" \n\ufffc"):
        return
    passage = anchor.make(article, source_of(article, 1), start, end, id=PassageId("p"), number=1)
    assert article.text[passage.start : passage.end] == passage.exact
    assert _words(passage.exact) == _words(article.text[start:end])
    reader.set_highlights((Highlight(passage, 1),))
    assert "".join(_words(each.cursor.selectedText()) for each in reader.extraSelections()) == _words(passage.exact)


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


def test_a_drag_over_cells_selects_whole_rows(qtbot: QtBot) -> None:
    text = "Head\nA\nB\nC\nD\nTail"
    cells = [
        TextBlock(kind="cell", start=5 + 2 * number, end=6 + 2 * number, table=0, row=number // 2, column=number % 2)
        for number in range(4)
    ]
    blocks = (
        TextBlock(kind="paragraph", start=0, end=4), *cells, TextBlock(kind="paragraph", start=13, end=len(text))
    )  # fmt: skip
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.show_article(Article(kind="html", text=text, blocks=blocks))
    for words, selected in {"AB": "A\nB", "BA": "A\nB", "AC": "A\nB\nC\nD", "DB": "A\nB\nC\nD", "CD": "C\nD"}.items():
        cursor = reader.textCursor()
        at = reader._positions.to_document(text.index(words[0]))
        cursor.setPosition(at)
        cursor.setPosition(reader._positions.to_document(text.index(words[1])), QTextCursor.MoveMode.KeepAnchor)
        reader.setTextCursor(cursor)
        found = reader.selection()
        assert found is not None
        assert text[slice(*found)] == selected
    passage = Passage(
        id=PassageId("p"),
        source=SourceId("s"),
        source_number=1,
        number=1,
        exact="B\nC",
        start=7,
        end=10,
        text_sha256="",
    )
    reader.set_highlights((Highlight(passage, 1),))
    assert [each.cursor.selectedText() for each in reader.extraSelections()] == ["B", "C"]


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


def _picture_bytes(width: int, height: int, color: str = "#3366aa") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _illustrated(*pictures: Picture, caption: str = "") -> Article:
    """Return an article of a paragraph, one picture a block, and a caption under the last."""
    lines = ["Before them.", *("\ufffc" for _ in pictures), *([caption] if caption else []), "After 😀 them."]
    kinds = ["paragraph", *("image" for _ in pictures), *(["caption"] if caption else []), "paragraph"]
    blocks, at, placed = [], 0, []
    waiting = list(pictures)
    for kind, line in zip(kinds, lines, strict=True):
        blocks.append(TextBlock(kind=kind, start=at, end=at + len(line)))
        if kind == "image":
            placed.append(replace(waiting.pop(0), at=at))
        at += len(line) + 1
    return Article(kind="html", text="\n".join(lines), blocks=tuple(blocks), pictures=tuple(placed))


def _shown(qtbot: QtBot, article: Article, kept: dict[str, bytes] | None = None) -> Reader:
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.resize(700, 900)
    reader.show()
    reader.show_article(article, (kept or {}).__getitem__)
    reader.grab()
    return reader


def test_a_picture_is_one_character_and_is_seen_in_the_column(qtbot: QtBot) -> None:
    data = _picture_bytes(1600, 400)
    name = hashlib.sha256(data).hexdigest()
    article = _illustrated(Picture(at=0, sha256=name, width=1600, height=400, alt="A map"))
    reader = _shown(qtbot, article, {name: data})
    for offset in range(len(article.text) + 1):
        assert reader._positions.to_text(reader._positions.to_document(offset)) == offset
    [place] = reader._pictures.places.values()
    assert 300 < place.width() <= reader.viewport().width() - 2 * GUTTER
    seen = reader.viewport().grab().toImage().pixelColor(place.center().toPoint())
    assert seen == QColor("#3366aa")
    assert reader.picture_under(place.center().toPoint()) == article.pictures[0]


def test_a_picture_follows_the_width_of_its_column(qtbot: QtBot) -> None:
    data = _picture_bytes(1600, 400)
    name = hashlib.sha256(data).hexdigest()
    reader = _shown(qtbot, _illustrated(Picture(at=0, sha256=name, width=1600, height=400)), {name: data})
    [before] = reader._pictures.places.values()
    reader.resize(420, 900)
    reader.grab()
    [after] = reader._pictures.places.values()
    assert after.width() < before.width()
    assert after.right() <= reader.viewport().width()


def test_a_picture_that_was_not_saved_is_a_frame_with_its_words(qtbot: QtBot) -> None:
    reader = _shown(qtbot, _illustrated(Picture(at=0, alt="A chart of the level")))
    [place] = reader._pictures.places.values()
    assert place.height() > 30
    [picture] = reader.article.pictures
    assert picture_object.words_of(picture) == "Picture, not saved: A chart of the level"


def test_a_selection_over_a_picture_has_its_character(qtbot: QtBot) -> None:
    article = _illustrated(Picture(at=0, alt="A chart"), caption="Under it")
    reader = _shown(qtbot, article)
    reader.selectAll()
    assert reader.selection() == (0, len(article.text))
    at = article.pictures[0].at
    reader.select(at, at + 1)
    assert reader.selection() == (at, at + 1)


def test_a_document_shows_kept_pictures_and_reaches_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    data = _picture_bytes(8, 8)
    name = hashlib.sha256(data).hexdigest()
    (tmp_path / "secret.png").write_bytes(data)
    document = SafeDocument()
    document.album.open({name: data, "0" * 64: b"<svg/>"}.__getitem__)
    image = QTextDocument.ResourceType.ImageResource.value
    assert document.resource(image, QUrl(f"briefer-blob:{name}")).size().width() == 8
    for other in (
        QUrl.fromLocalFile(str(tmp_path / "secret.png")), QUrl("https://example.org/x.png"), QUrl(":/x.png"),
        QUrl("briefer-blob:../secret.png"), QUrl(f"briefer-blob:{'0' * 64}"),
        QUrl(f"data:image/png;base64,{base64.b64encode(data).decode()}"), QUrl(str(tmp_path / "secret.png")),
    ):  # fmt: skip
        assert document.resource(image, other) is None


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://example.org/a?b=c#d", "example.org"),
        ("http://user:word@example.org:8080/", "example.org"),
        ("HTTPS://EXAMPLE.org/", "example.org"),
        ("mailto:desk@example.org", "example.org"),
        ("https://exаmple.org/", "xn--exmple-4nf.org"),  # a Cyrillic a
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("file://evil/share/x.html", None),
        ("data:text/html,hello", None),
        ("https:\\\\evil.example", None),
        ("https://example.org\\@evil.example/", None),
        ("https://example.org%5C@evil.example/", None),
        ("java\nscript:alert(1)", None),
        ("https:///path", None),
        ("//example.org/x", None),
        ("smb://evil/share", None),
        ("#part", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_addresses_that_lead_where_they_say_are_followed(qapp: object, href: str, host: str | None) -> None:
    link = links.followed(href)
    assert (link.host if link is not None else None) == host


def _linked(qtbot: QtBot) -> Reader:
    text = "See this page for more."
    mark = TextMark(kind="link", start=4, end=13, href="https://example.org/")
    block = TextBlock(kind="paragraph", start=0, end=len(text))
    reader = Reader(LIGHT)
    qtbot.addWidget(reader)
    reader.resize(600, 400)
    reader.show()
    reader.show_article(Article(kind="html", text=text, blocks=(block,), marks=(mark,)))
    return reader


def _point(reader: Reader, offset: int) -> QPoint:
    cursor = reader.textCursor()
    cursor.setPosition(reader._positions.to_document(offset))
    rect = reader.cursorRect(cursor)
    return QPoint(rect.left() + 2, rect.center().y())


def test_a_link_is_asked_for_by_ctrl_and_click_and_never_by_a_click(qtbot: QtBot) -> None:
    reader = _linked(qtbot)
    wanted: list[str] = []
    reader.linkWanted.connect(wanted.append)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=_point(reader, 6))
    assert wanted == []
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, control, _point(reader, 20))
    assert wanted == []
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, control, _point(reader, 6))
    assert wanted == ["https://example.org/"]


def test_the_menu_of_a_link_names_its_host_and_copies_its_address(qtbot: QtBot) -> None:
    reader = _linked(qtbot)
    reader.select(6, 6)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), reader.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(reader, event)
    [menu] = [child for child in reader.findChildren(QMenu) if child.isVisible()]
    acts = {action.text(): action for action in menu.actions()}
    acts["Copy link address"].trigger()
    assert QApplication.clipboard().text() == "https://example.org/"
    assert "Open link to example.org…" in acts
    menu.close()
    QApplication.clipboard().clear()


def test_words_of_an_article_on_hover_are_never_markup() -> None:
    shown = tip("<img src='file:///etc/passwd'> & more")
    assert "<img" not in shown
    assert shown.startswith("<qt>&lt;img")


def test_a_large_table_is_shown_in_lines_and_keeps_its_offsets(qapp: object) -> None:
    rows = [[f"{row}.{column}" for column in range(8)] for row in range(500)]
    text = "\n".join(word for row in rows for word in row)
    blocks, at = [], 0
    for number, word in enumerate(word for row in rows for word in row):
        blocks.append(TextBlock(kind="cell", start=at, end=at + len(word), table=0, row=number // 8, column=number % 8))
        at += len(word) + 1
    document = QTextDocument()
    positions = reader_text.fill(document, Article(kind="html", text=text, blocks=tuple(blocks)), LIGHT)
    assert document.blockCount() == 500
    for block in blocks[::97]:
        cursor = QTextCursor(document)
        cursor.setPosition(positions.to_document(block.start))
        cursor.setPosition(positions.to_document(block.end), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == text[block.start : block.end]


def test_overlapping_marks_are_all_shown(qapp: object) -> None:
    text = "one two three four"
    marks = (
        TextMark(kind="bold", start=0, end=13), TextMark(kind="italic", start=4, end=18),
        TextMark(kind="link", start=4, end=7, href="https://example.org/"),
    )  # fmt: skip
    document = QTextDocument()
    block = TextBlock(kind="paragraph", start=0, end=len(text))
    reader_text.fill(document, Article(kind="html", text=text, blocks=(block,), marks=marks), LIGHT)
    cursor = QTextCursor(document)
    seen = []
    for position in (1, 5, 9, 16):
        cursor.setPosition(position)
        form = cursor.charFormat()
        seen.append((form.fontWeight() >= 700, form.fontItalic(), form.fontUnderline()))
    assert seen == [(True, False, False), (True, True, True), (True, True, False), (False, True, False)]
