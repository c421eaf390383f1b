"""Where characters stand on a page: what is pointed at on it are the words at its offsets in the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.core.source import Article
from briefer.sources import pdf, pdf_page
from briefer.ui.page_caret import word_at
from briefer.ui.page_text import Box, Characters, PageText
from tests.sources.checks import article
from tests.sources.pdfs import turned

FILES = Path(__file__).parents[1] / "sources" / "files"

WORDS = st.sampled_from([
    "office", "affidavit", "fluffiest", "responsibilities", "internationalisation", "fifty-five", "naïve", "cafe\u0301",
    "extra\u00adordinarily", "x𝔹y", "Ärger", "вода", "молчание", "שלום", "הגבול", "المياه", "انخفض",
    "水位下降", "1,240", "(so)",
])  # fmt: skip


@dataclass(frozen=True)
class Set:
    """A PDF as it was read, and its pages."""

    article: Article
    pages: tuple[Characters, ...]
    text: PageText


def opened(data: bytes) -> Set:
    found = article(pdf.read(data, "x.pdf"))
    text = PageText(found)
    key = hashlib.sha256(data).hexdigest()
    pages: list[Characters] = []
    for number, sheet in enumerate(found.sheets):
        answer = pdf_page.boxes(key, number, data)
        assert answer is not None
        pages.append(Characters(found.text, text.runs(number), answer["boxes"], (sheet.width, sheet.height)))
    return Set(found, tuple(pages), text)


def middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def assert_words_are_found_where_they_stand(found: Set) -> None:
    """Point at each character: its word is the one that is found; from a word to another, all between is selected."""
    text = found.article.text
    for page in found.pages:
        for offset, box in zip(page.offsets, page.boxes, strict=True):
            if not text[offset].isalnum():
                continue
            pointed = page.character_at(*middle(box))
            assert pointed is not None
            assert word_at(found.article, pointed) == word_at(found.article, offset)
        for line in page.lines:
            # The caret before a line stands where a point there leads.
            edge = page.caret(page.offsets[line.first])
            assert edge is not None
            assert page.line_at(page.offsets[line.first]) == page.lines.index(line)


@settings(max_examples=25)
@given(
    words=st.lists(WORDS, min_size=4, max_size=60),
    width=st.sampled_from([120, 220, 400]),
    by=st.sampled_from([0, 0, 90, 180, 270]),
    start=st.integers(0, 10_000),
    length=st.integers(1, 400),
)
@example(words=["office"] * 4 + ["cafe\u0301", "שלום", "שלום"], width=120, by=0, start=0, length=1)
@example(words=["שלום", "cafe\u0301", "cafe\u0301", "שלום", "cafe\u0301"], width=400, by=0, start=0, length=1)
def test_what_is_drawn_around_on_the_page_are_the_words_at_its_offsets(
    words: list[str], width: int, by: int, start: int, length: int
) -> None:
    source = (
        f'#set page(width: {width}pt, height: 140pt, margin: 12pt)\n#set text(size: 9pt, lang: "en", hyphenate: true)\n'
    )
    data = typst.compile((source + " ".join(words)).encode())
    found = opened(turned(data, 0, by=by) if by else data)
    assert_words_are_found_where_they_stand(found)
    text = found.article.text
    first = start % len(text)
    last = min(first + length, len(text))
    drawn: list[int] = []
    for page in found.pages:
        boxes = page.rects(first, last)
        drawn += [offset for offset in page.offsets if first <= offset < last]
        for offset, box in zip(page.offsets, page.boxes, strict=True):
            if first <= offset < last:
                assert any(around[0] <= box[0] and box[2] <= around[2] and around[1] <= box[1] for around in boxes)
    # Nothing that can be seen is left out: only white space and what shows nothing has no box.
    missing = {text[offset] for offset in range(first, last)} - {text[offset] for offset in drawn}
    assert all(not character.isalnum() for character in missing)


@pytest.mark.parametrize("name", ["writer.pdf", "chromium.pdf"])
def test_so_they_are_in_files_of_other_programs(name: str) -> None:
    assert_words_are_found_where_they_stand(opened((FILES / name).read_bytes()))


def test_a_drag_from_word_to_word_selects_what_is_between_them_across_pages() -> None:
    found = opened((FILES / "writer.pdf").read_bytes())
    text = found.article.text
    start = text.index("responsibilities had")
    end = text.index("southern")
    start, end = min(start, end), max(start, end) + len("responsibilities")
    pages = found.text.page_at(start), found.text.page_at(end - 1)
    first = found.pages[pages[0]].caret(start)
    last = found.pages[pages[1]].caret(end)
    assert first is not None
    assert last is not None
    assert found.pages[pages[0]].nearest(*middle(first)) == start
    assert found.pages[pages[1]].nearest(*middle(last)) == end


def test_a_line_that_is_read_leftward_has_its_first_character_at_the_right() -> None:
    found = opened((FILES / "chromium.pdf").read_bytes())
    start = found.article.text.index("انخفض")
    page = found.pages[found.text.page_at(start)]
    before, behind = page.caret(start), page.caret(start + 5)
    assert before is not None
    assert behind is not None
    assert before[0] > behind[0]
    assert page.nearest(*middle(before)) == start
