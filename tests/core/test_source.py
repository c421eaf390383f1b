"""What a source is called, and where in it a character stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer.core.reference import Reference
from briefer.core.source import Article, PageRun, TextBlock, opening_words
from tests.strategies import source_of

ARTICLE = Article(
    kind="pdf",
    text="Head\n\ufffc\nFirst.\n\nSecond.",
    blocks=(
        TextBlock(kind="heading", start=0, end=4, level=1),
        TextBlock(kind="image", start=5, end=6),
        TextBlock(kind="paragraph", start=7, end=13),
        TextBlock(kind="paragraph", start=14, end=14),
        TextBlock(kind="paragraph", start=15, end=22),
    ),
    pages=(PageRun(start=0, end=7, page=0, label="iv"), PageRun(start=7, end=22, page=1, label="v")),
)


@pytest.mark.parametrize(
    ("offset", "paragraph", "page"),
    [(0, 1, "iv"), (4, 1, "iv"), (5, None, "iv"), (7, 2, "v"), (13, 2, "v"), (14, None, "v"), (22, 3, None)],
)
def test_a_character_stands_in_a_paragraph_and_on_a_page(offset: int, paragraph: int | None, page: str | None) -> None:
    assert ARTICLE.paragraph_at(offset) == paragraph
    assert ARTICLE.page_label_at(offset) == page


def test_words_that_go_on_to_another_page_have_both_labels() -> None:
    assert ARTICLE.page_labels(0, 4) == "iv"
    assert ARTICLE.page_labels(0, 13) == "iv–v"
    assert ARTICLE.page_labels(5, 7) == "iv"


def test_a_source_is_called_by_its_title_or_its_first_words_or_its_file_or_its_handle() -> None:
    source = source_of(ARTICLE, 3)
    assert replace(source, reference=Reference(title="A title")).name == "A title"
    assert source.name == "[Head First. Second.]"
    assert replace(source, opening="").name == "article-3.pdf"
    assert replace(source, opening="", file=None).name == source.handle == "S3"


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("one two three", "one two three"),
        ("1 2 3 4 5 6 7 8", "1 2 3 4 5 6 7 8"),
        ("1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8…"),
        ("\ufffc a\n\nb\u00a0c", "a b c"),
        ("", ""),
    ],
)
def test_the_first_words_stand_for_a_missing_title(text: str, opening: str) -> None:
    assert opening_words(text) == opening
