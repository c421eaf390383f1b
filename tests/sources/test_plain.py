import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import SourceEmpty
from briefer.sources import plain
from briefer.sources.encoding import decode
from tests.sources.checks import article, marked, shape

WRAPPED = (
    "The ministry said on Monday that talks about the border would\n"
    "go on for another week, and that nobody should expect much of\n"
    "them before the end of the month.\n"
)
GERMAN = "Über die Größe des Überschusses wird in München gestritten, sagte der Präsident früh am Morgen. "


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One\r\nstill one.\r\n\r\n \r\nTwo.", ["One\u2028still one.", "Two."]),
        (WRAPPED, [WRAPPED.strip().replace("\n", " ")]),
        (WRAPPED + "\n" + WRAPPED, [WRAPPED.strip().replace("\n", " ")] * 2),
        ("One.\x0cTwo.", ["One.", "Two."]),
        ("a\x00b\x1bc", ["abc"]),
    ],
)
def test_lines_become_paragraphs(text: str, paragraphs: list[str]) -> None:
    found = article(plain.read(text.encode(), "x.txt"))
    assert shape(found) == [("paragraph", words) for words in paragraphs]


def test_each_line_of_the_shared_text_is_a_paragraph(shared_data: Path) -> None:
    data = (shared_data / "articles" / "restraint.txt").read_bytes()
    found = article(plain.read(data, "restraint.txt"))
    assert [words for _, words in shape(found)] == [line for line in data.decode().splitlines() if line]
    assert found.reference.title is None
    assert found.reference.language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_text_is_read_in_the_encoding_it_came_in(encoding: str) -> None:
    assert decode((GERMAN * 5).encode(encoding)) == GERMAN * 5


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    data = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>it\u2019s</p>'.encode("cp1252")
    assert decode(data, markup=True).endswith("<p>it\u2019s</p>")


def test_markdown_becomes_the_same_blocks() -> None:
    source = (
        "---\ntitle: x\n---\n# Talks go on\n\nSome **bold** and [a link](https://e.org/a)\nin one paragraph.\n\n"
        "1. first\n   - inner\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n<b>shown</b>\n"
    )
    found = article(plain.read(source.encode(), "x.md"))
    assert shape(found) == [
        ("heading", "Talks go on"), ("paragraph", "Some bold and a link in one paragraph."), ("list-item", "first"),
        ("list-item", "inner"), ("quotation", "said"), ("cell", "a"), ("cell", "b"), ("cell", "1"), ("cell", "2"),
        ("preformatted", "code"), ("paragraph", "<b>shown</b>"),
    ]  # fmt: skip
    assert found.reference.title == "Talks go on"
    assert marked(found, "bold") == ["bold"]
    assert marked(found, "link") == ["a link"]


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_keep_the_rules_of_an_article(data: bytes) -> None:
    for name in ("x.txt", "x.md"):
        with contextlib.suppress(SourceEmpty):
            article(plain.read(data, name))


@given(words=st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_no_word_of_a_text_is_lost(words: list[str]) -> None:
    found = article(plain.read("\n\n".join(words).encode(), "x.txt"))
    assert found.text.split() == words
