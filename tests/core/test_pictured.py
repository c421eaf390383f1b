"""Pictures as passages, and the figures of a briefing that show them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer.core import edits, pictured, wire
from briefer.core.anchor import make
from briefer.core.block_view import block_view
from briefer.core.briefing import BlockId, FigureBlock, Text, count, flow, kind, passages, printed
from briefer.core.change import apply, inverse
from briefer.core.passage import Insert, Passage, PassageId, Quotation
from briefer.core.slices import Place, copied, inserted, removed
from briefer.core.source import Article, PageRun, Picture, Region, Sheet, TextBlock
from briefer.core.text import OBJECT
from briefer.errors import BadRequest, EditRefused, NotFound
from tests.strategies import empty_briefing, source_of

SHA = "a" * 64
TEXT = f"The river.\n{OBJECT}\nIt rose.\n{OBJECT}"
PAGE = Article(
    kind="html",
    text=TEXT,
    blocks=(
        TextBlock(kind="paragraph", start=0, end=10),
        TextBlock(kind="image", start=11, end=12),
        TextBlock(kind="paragraph", start=13, end=21),
        TextBlock(kind="image", start=22, end=23),
    ),
    pictures=(Picture(at=11, sha256=SHA, width=4, height=3, alt="A map."), Picture(at=22)),
)
PDF = Article(
    kind="pdf",
    text=f"One.\n{OBJECT}\nThree.",
    blocks=(),
    pages=(
        PageRun(start=0, end=5, page=0, label="iv"),
        PageRun(start=5, end=7, page=1, label="v"),
        PageRun(start=7, end=13, page=3, label="2"),
    ),
    sheets=tuple(Sheet(label=label, width=100, height=100) for label in ("iv", "v", "1", "2")),
)
HALF = Region(left=0, top=0.5, right=1, bottom=1)


def picture(article: Article = PAGE, at: int = 11) -> Passage:
    return pictured.of_picture(article, source_of(article, 1), at, id=PassageId("p"), number=1)


def region(page: int | None, article: Article = PDF, region: Region = HALF) -> Passage:
    region = replace(region, page=page)
    return pictured.of_region(article, source_of(article, 1), region, id=PassageId("r"), number=2)


def test_a_picture_of_an_article_is_a_passage_at_its_place() -> None:
    made = picture()
    assert (made.exact, made.start, made.end, made.picture) == (OBJECT, 11, 12, SHA)
    assert (made.prefix, made.suffix) == ("The river.\n", f"\nIt rose.\n{OBJECT}")
    assert made.is_picture
    assert pictured.stands(made, PAGE)


def test_a_picture_that_was_not_saved_cannot_be_taken() -> None:
    with pytest.raises(NotFound, match="was not saved"):
        picture(at=22)
    with pytest.raises(NotFound, match="no picture at that place"):
        picture(at=3)


@pytest.mark.parametrize(
    ("page", "label", "place"),
    [(0, "iv", (0, 0)), (1, "v", (5, 6)), (2, "1", (7, 7)), (3, "2", (7, 7))],
    ids=["words", "a scanned page", "an empty page", "the last page"],
)
def test_a_part_of_a_page_stands_where_the_page_begins(page: int, label: str, place: tuple[int, int]) -> None:
    made = region(page)
    assert (made.page, (made.start, made.end)) == (label, place)
    assert made.exact == OBJECT
    assert pictured.stands(made, PDF)


def test_a_part_of_a_picture_file_has_no_page() -> None:
    article = Article(
        kind="image",
        text=OBJECT,
        blocks=(TextBlock(kind="image", start=0, end=1),),
        pictures=(Picture(at=0, sha256=SHA, width=4, height=3),),
    )
    made = region(0, article)
    assert made.page is None
    assert made.region == HALF
    assert pictured.stands(made, article)


@pytest.mark.parametrize(
    ("page", "box", "sentence"),
    [
        (4, HALF, "has 4 pages"),
        (-1, HALF, "has 4 pages"),
        (0, Region(left=0.5, top=0, right=0.5, bottom=1), "is empty"),
        (0, Region(left=0, top=0, right=1.5, bottom=1), "reaches outside"),
        (0, Region(left=0.30001, top=0, right=0.30002, bottom=1), "is empty"),
        (0, Region(left=float("nan"), top=0, right=1, bottom=1), "is empty"),
    ],
)
def test_a_region_that_is_none_is_refused_with_a_sentence(page: int, box: Region, sentence: str) -> None:
    with pytest.raises(NotFound, match=sentence):
        region(page, region=box)


def test_a_passage_does_not_fit_an_article_that_has_no_such_picture() -> None:
    assert not pictured.stands(picture(), PDF)
    assert not pictured.stands(replace(picture(), picture="b" * 64), PAGE)
    assert not pictured.stands(replace(picture(), exact="words"), PAGE)
    assert not pictured.stands(replace(region(1), start=0), PDF)
    assert not pictured.stands(region(1), PAGE)


def test_a_picture_taken_is_a_figure_that_carries_its_citation() -> None:
    briefing = apply(empty_briefing(), edits.take(empty_briefing(), picture(), "risks", alt="A map."))
    (block,) = briefing.blocks("risks")
    assert isinstance(block, FigureBlock)
    assert (kind(block), printed(block), block.alt, flow(block)) == ("figure", "", "A map.", OBJECT + OBJECT)
    assert passages(block) == (picture(),)
    assert count(briefing).citations == 1


def test_a_caption_is_undone_like_any_act() -> None:
    briefing = apply(empty_briefing(), edits.take(empty_briefing(), picture(), "risks"))
    figure = briefing.blocks("risks")[0]
    edit = edits.describe(briefing, figure.id, [Text(text="The "), Text(text="river", bold=True)], " A  map. ")
    after = apply(briefing, edit)
    (block,) = after.blocks("risks")
    assert isinstance(block, FigureBlock)
    assert (printed(block), block.alt) == ("The river", "A map.")
    assert passages(block) == (picture(),)
    assert apply(after, inverse(edit)) == briefing


def test_only_figures_and_tables_have_captions() -> None:
    briefing = apply(empty_briefing(), edits.write(empty_briefing(), "risks", "Own words."))
    with pytest.raises(EditRefused, match="Figures and tables"):
        edits.describe(briefing, briefing.blocks("risks")[0].id, [], "")


def test_a_picture_does_not_go_into_a_sentence_but_may_be_cited_by_one() -> None:
    briefing = apply(empty_briefing(), edits.write(empty_briefing(), "risks", "Own words."))
    block = briefing.blocks("risks")[0].id
    with pytest.raises(EditRefused, match="inside a sentence"):
        edits.quote(briefing, picture(), block, 3, 3)
    cited = apply(briefing, edits.cite(briefing, picture(), block, 3))
    assert passages(cited.blocks("risks")[0]) == (picture(),)


def test_a_figure_shows_a_picture_and_nothing_else() -> None:
    words = make(PAGE, source_of(PAGE, 1), 0, 10, id=PassageId("w"), number=3)
    with pytest.raises(EditRefused, match="a picture of a source as it is"):
        FigureBlock(id=BlockId("f"), quotation=Quotation(passage=words))
    with pytest.raises(EditRefused, match="a picture of a source as it is"):
        FigureBlock(id=BlockId("f"), quotation=Quotation(passage=picture(), edits=(Insert(at=0, text="sic"),)))


def test_a_figure_is_copied_and_taken_out_whole() -> None:
    figure = FigureBlock(id=BlockId("f"), quotation=Quotation(passage=picture()))
    assert copied([figure], Place(0, 0), Place(0, 1)) == (figure,)
    assert copied([figure], Place(0, 1), Place(0, 2)) == ()
    assert removed([figure], Place(0, 0), Place(0, 1)).after == ()
    with pytest.raises(EditRefused):
        removed([figure], Place(0, 1), Place(0, 2))
    assert inserted([figure], Place(0, 1), [figure]).at == 1


def test_the_view_of_a_figure_is_its_caption_and_its_citation() -> None:
    figure = FigureBlock(
        id=BlockId("f"), quotation=Quotation(passage=picture()), caption=(Text(text="The river."),), alt="A map."
    )
    view = block_view(figure)
    assert (view["kind"], view["text"], view["alt"], view["passages"]) == ("figure", "The river.", "A map.", ["S1:1"])
    assert [inline["type"] for inline in view["inlines"]] == ["text", "citation"]


def test_a_figure_with_a_quotation_for_its_caption_is_refused() -> None:
    data = wire.block_to_json(FigureBlock(id=BlockId("f"), quotation=Quotation(passage=picture())))
    data["caption"] = [{"type": "citation", "id": "x", "citation": []}]
    with pytest.raises(BadRequest):
        wire.block_from_json(data, {picture().id: picture()})
