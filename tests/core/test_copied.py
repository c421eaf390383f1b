"""What is copied, as other programs and our own paste read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from briefer.core import copied
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    CitationMark,
    FigureBlock,
    Heading,
    InlineId,
    InlineQuotation,
    ListItem,
    Paragraph,
    Table,
    Text,
    new_id,
    printed,
)
from briefer.core.passage import CitationItem, Emphasise, Passage, PassageId, Quotation
from briefer.core.paste import blocks_from_html
from briefer.core.source import SourceId
from briefer.core.text import OBJECT
from briefer.core.translation import Translation


def passage(exact: str, number: int = 1, **facts: object) -> Passage:
    return Passage(
        id=PassageId(f"p{number}"), source=SourceId(f"s{number}"), source_number=number, number=1, exact=exact, start=0,
        end=len(exact), text_sha256="", **{"paragraph": 1, **facts},  # type: ignore[arg-type]
    )  # fmt: skip


STORY = passage("Troops moved.\nNobody was hurt.", page="4")
MINISTER = passage("Le ministre a dit non.", 2)
ARABIC = passage("قال الوزير لا", 3)
SAID = copied.Said(
    names={STORY.source: "The Story", MINISTER.source: "Le Récit", ARABIC.source: "الخبر"},
    languages={MINISTER.source: "fr", ARABIC.source: "ar"},
    language="en",
)


def own(words: str, *more: Text | InlineQuotation | CitationMark) -> Paragraph:
    return Paragraph(id=BlockId(new_id()), inlines=(Text(text=words), *more))


def mark(of: Passage, **words: str) -> CitationMark:
    return CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=of, **words),))


def inside(of: Passage) -> InlineQuotation:
    return InlineQuotation(id=InlineId(new_id()), quotation=Quotation(passage=of))


def block(of: Passage) -> BlockQuotation:
    return BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=of))


def item(words: str, level: int = 1, *, ordered: bool = False) -> ListItem:
    return ListItem(id=BlockId(words), inlines=(Text(text=words),), level=level, ordered=ordered)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, "(The Story, p. 4)"),
        ({"prefix": "see"}, "(see The Story, p. 4)"),
        ({"locator": "2–3"}, "(The Story, pp. 2–3)"),
        ({"locator": "annex"}, "(The Story, annex)"),
        ({"suffix": "on losses"}, "(The Story, p. 4, on losses)"),
        ({"prefix": "compare", "locator": "9", "suffix": "but dated"}, "(compare The Story, p. 9, but dated)"),
    ],
)
def test_a_citation_keeps_the_words_around_it(words, expected):
    blocks = (own("Claim.", mark(STORY, **words)),)
    assert copied.text_of(blocks, SAID) == f"Claim. {expected}"
    assert f"Claim. {expected}</p>" in copied.html_of(blocks, SAID)


def test_a_citation_behind_a_space_has_no_second_one():
    assert copied.text_of((own("Claim ", mark(STORY), Text(text=".")),), SAID) == "Claim (The Story, p. 4)."


def test_emphasis_that_was_added_is_said():
    quotation = Quotation(passage=MINISTER).edited(Emphasise(start=18, end=21))
    blocks = (replace(block(MINISTER), quotation=quotation),)
    assert copied.text_of(blocks, SAID).endswith(" (Le Récit, para. 1; emphasis added)")
    assert "<i>non</i>." in copied.html_of(blocks, SAID)


def test_items_keep_their_levels_and_go_on_counting():
    items = [
        item("a", ordered=True), item("b", 2), item("c", 2), item("d", 3, ordered=True), item("e", ordered=True),
        item("f"),
    ]  # fmt: skip
    said = replace(SAID, language="", numbers={BlockId("a"): 4, BlockId("e"): 5})
    assert copied.html_of(items, said).endswith(
        '<ol start="4"><li>a<ul><li>b</li><li>c<ol><li>d</li></ol></li></ul></li><li>e</li></ol><ul><li>f</li></ul>'
    )
    assert copied.text_of(items, said) == "4. a\n    ◦ b\n    ◦ c\n        1. d\n5. e\n• f"
    back = blocks_from_html(copied.html_of(items, said))
    assert [(each.level, each.ordered, printed(each)) for each in back if isinstance(each, ListItem)] == [
        (each.level, each.ordered, printed(each)) for each in items
    ]


def test_a_list_that_begins_deep_stands_deep():
    assert copied.html_of([item("b", 2), item("c")], replace(SAID, language="")).endswith(
        "<ul><ul><li>b</li></ul><li>c</li></ul>"
    )


def test_one_item_alone_is_copied_without_its_mark():
    assert copied.text_of([item("word")], SAID) == "word"


def test_a_quotation_says_its_language_and_its_translation():
    quotation = Quotation(passage=MINISTER)
    made = Translation(text="The minister said no.", language="en", of=quotation.text, translator="A. Blanc")
    blocks = (replace(block(MINISTER), quotation=replace(quotation, translation=made)),)
    assert copied.html_of(blocks, SAID).endswith(
        '<blockquote><p lang="fr">Le ministre a dit non.<span lang="en"> (Le Récit, para. 1)</span></p>'
        '<p lang="en"><i>Translation by A. Blanc: </i>The minister said no.</p></blockquote>'
    )
    assert copied.text_of(blocks, SAID).endswith("\n[Translation by A. Blanc: The minister said no.]")
    stale = replace(blocks[0], quotation=replace(blocks[0].quotation, translation=replace(made, of="Other words")))
    assert "minister" not in copied.text_of((stale,), SAID) + copied.html_of((stale,), SAID)


def test_words_in_quotation_marks_of_the_briefings_language():
    blocks = (own("Er sagt: ", inside(MINISTER)),)
    assert copied.text_of(blocks, replace(SAID, language="de")).startswith("Er sagt: „Le ministre a dit non.“ (")
    assert '„<span lang="fr">Le ministre a dit non.</span>“' in copied.html_of(blocks, replace(SAID, language="de"))


def test_what_is_written_to_the_left_says_so():
    html = copied.html_of((own("قال "), block(ARABIC), own("He said ", inside(ARABIC))), SAID)
    assert '<p lang="en" dir="rtl">قال </p>' in html
    assert '<p lang="ar" dir="rtl">قال الوزير لا' in html
    assert '<p lang="en">He said' in html
    assert '<span lang="ar">قال الوزير لا</span>' in html


def test_a_picture_is_said_in_words():
    picture = passage(OBJECT, picture="0" * 64)
    figure = FigureBlock(
        id=BlockId("f"), quotation=Quotation(passage=picture), caption=(Text(text="Crowd"),), alt="A square"
    )
    assert copied.text_of((figure,), SAID) == "[Picture: A square] Crowd (The Story, para. 1)"
    assert '<p lang="en">[Picture: A square] Crowd (The Story, para. 1)</p>' in copied.html_of((figure,), SAID)
    assert copied.text_of((replace(figure, alt="", caption=()),), SAID) == "[picture] (The Story, para. 1)"


def everything() -> list[Block]:
    table = Table(
        id=BlockId("t"),
        rows=(((Text(text="Who"),), (Text(text="How many"),)), ((Text(text="Army"), mark(STORY)), (Text(text="300"),))),
        caption=(Text(text="Strength & place"),),
    )
    return [
        Heading(id=BlockId("h"), inlines=(Text(text="On the <border>"),)),
        own("It is ", Text(text="said", bold=True), Text(text=" that ", italic=True), inside(MINISTER), Text(text=".")),
        item("first", ordered=True), item("within", 2), item("second", ordered=True),
        block(STORY),
        own("قال الوزير", mark(ARABIC)),
        table,
    ]  # fmt: skip


def test_our_own_paste_reads_every_word_back():
    blocks = everything()
    back = blocks_from_html(copied.html_of(blocks, SAID))
    read = " ".join(" ".join(map(printed, back)).split())
    written = copied.text_of(blocks, SAID)
    for mark_of_plain_text in ("1. first", "1. second", "◦ within"):
        written = written.replace(mark_of_plain_text, mark_of_plain_text.split(" ")[1])
    # A block quotation is told by its place there and not by marks.
    assert read.replace("“", "").replace("”", "") == " ".join(written.replace("“", "").replace("”", "").split())
    assert isinstance(back[-1], Table)


def test_libreoffice_reads_every_word_with_its_style(soffice: Callable[..., Path], tmp_path: Path):
    page = tmp_path / "copied.html"
    page.write_text(copied.html_of(everything(), SAID), "utf-8")
    made: Any = docx.Document(str(soffice(page, "docx", tmp_path, reads="HTML (StarWriter)")))
    paragraphs = {each.text: each for each in made.paragraphs}
    assert paragraphs["On the <border>"].style.name == "Heading 2"
    assert "It is said that “Le ministre a dit non.” (Le Récit, para. 1)." in paragraphs
    quoted = paragraphs["Nobody was hurt. (The Story, p. 4)"]
    assert quoted.style.name == "Quotations"
    levels = [paragraphs[words]._p.pPr.numPr.ilvl.val for words in ("first", "within", "second")]
    assert levels == [0, 1, 0]
    arabic = paragraphs["قال الوزير (الخبر, para. 1)"]
    assert arabic._p.pPr.xpath("w:bidi[not(@w:val='0') and not(@w:val='false')]")
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Who", "How many"], ["Army (The Story, p. 4)", "300"]
    ]  # fmt: skip
