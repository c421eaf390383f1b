import contextlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from briefer.errors import SourceEmpty
from briefer.sources import html
from tests.sources.checks import article, marked, shape

FILLER = " ".join(["The ministry said on Monday that talks about the border would go on for another week."] * 4)


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "") -> list[tuple[str, str]]:
    return shape(article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>", head), "x.html")))[1:]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (
            "<h2>Head\n ing</h2><p>Words  and\n\t<b>more</b> </p>",
            [("heading", "Head ing"), ("paragraph", "Words and more")],
        ),
        ("<p>one<br>two</p>", [("paragraph", "one\u2028two")]),
        ("<p>one<br><br>two</p>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", [("quotation", "a"), ("quotation", "b")]),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            [("list-item", "a"), ("list-item", "b"), ("list-item", "c")],
        ),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [("list-item", "a"), ("paragraph", "b")]),
        ("<pre>a\n  b\n\nc</pre>", [("preformatted", "a\u2028  b\u2028\u2028c")]),
        ("<div>bare<p>own</p>tail</div>", [("paragraph", "bare"), ("paragraph", "own"), ("paragraph", "tail")]),
        ("<p>&nbsp;</p><p> \u200b</p><p>a&nbsp;b</p>", [("paragraph", "a\u00a0b")]),
        (
            '<figure><img src="a.jpg" width="600"><figcaption>The bridge</figcaption></figure>',
            [("image", "\ufffc"), ("caption", "The bridge")],
        ),
        ('<p>a <img src="a.jpg"> b</p>', [("paragraph", "a b"), ("image", "\ufffc")]),
        ('<p>a<img src="dot.gif" width="1" height="1"></p>', [("paragraph", "a")]),
        (
            "<table><tr><th>Town</th><th>Dead</th></tr><tr><td>A</td><td>4</td></tr></table>",
            [("cell", "Town"), ("cell", "Dead"), ("cell", "A"), ("cell", "4")],
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", [("paragraph", "a"), ("paragraph", "b")]),
        (
            "<p>a</p><script>evil()</script><style>p{}</style><p hidden>b</p><p style='display: none'>c</p>",
            [("paragraph", "a")],
        ),
        ("<p>He said <q>no</q>.</p>", [("paragraph", "He said “no”.")]),
        ("<p>it&#146;s</p>", [("paragraph", "it’s")]),
    ],
)
def test_markup_becomes_blocks(body: str, blocks: list[tuple[str, str]]) -> None:
    assert read(body) == blocks


def test_cells_know_their_table_row_and_column() -> None:
    body = (
        "<table><thead><tr><th colspan='2'>a</th><th rowspan=2>b</th></tr></thead>"
        "<tbody><tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr></tbody></table>"
    )
    found = article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>"), "x.html"))
    cells = [(found.text[b.start : b.end], b.row, b.column, b.header) for b in found.blocks if b.kind == "cell"]
    assert cells == [
        ("a", 0, 0, True), ("b", 0, 2, True), ("c", 1, 0, False), ("d", 1, 1, False),
        ("e", 2, 0, False), ("f", 2, 1, False), ("g", 2, 2, False),
    ]  # fmt: skip
    assert {b.table for b in found.blocks if b.kind == "cell"} == {0}


def test_lists_keep_their_depth_and_numbering() -> None:
    body = "<ol><li>a<ul><li>b</li></ul></li></ol>"
    found = article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>"), "x.html"))
    assert [(b.level, b.ordered) for b in found.blocks if b.kind == "list-item"] == [(1, True), (2, False)]


def test_marks_cover_their_words_and_links_are_made_whole() -> None:
    body = '<p>a <b>bold <i>both</i></b> <a href="/x?y=1">link</a> <a href="javascript:evil()">no</a></p>'
    head = '<link rel="canonical" href="https://example.org/2024/story">'
    found = article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>", head), "x.html"))
    assert marked(found, "bold") == ["bold both"]
    assert marked(found, "italic") == ["both"]
    assert [mark.href for mark in found.marks if mark.kind == "link"] == ["https://example.org/x?y=1"]


def test_a_link_without_a_base_and_one_around_a_picture_are_links_too() -> None:
    body = '<p>a <a href="../more#top">link</a> and <a href="#note">one</a></p><a href="big.html"><img src="a.jpg"></a>'
    found = article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>"), "x.html"))
    assert [mark.href for mark in found.marks] == ["../more#top", "#note", "big.html"]
    assert marked(found, "link")[-1] == "\ufffc"


def test_a_picture_that_was_not_saved_keeps_its_place_and_its_words() -> None:
    body = '<p>before</p><figure><img src="a.jpg" alt="The \n bridge"></figure><p>behind</p>'
    found = article(html.read(page(f"<article><p>{FILLER}</p>{body}</article>"), "x.html"))
    (picture,) = found.pictures
    assert (found.text[picture.at], picture.alt, picture.sha256) == ("\ufffc", "The bridge", None)


def test_menus_shares_and_related_links_are_not_the_article() -> None:
    body = (
        f"<nav><a href='/'>Home</a><a href='/w'>World</a></nav><div class='main'><h1>Talks go on</h1><p>{FILLER}</p>"
        f"<div class='share-bar'><a href='#'>Tweet this</a></div><p>{FILLER} Again.</p>"
        "<aside class='related'><ul><li><a href='/a'>Other story</a></li></ul></aside></div>"
        "<footer>All rights reserved</footer>"
    )
    words = article(html.read(page(body), "x.html")).text
    assert "Talks go on" in words
    assert not [left for left in ("Home", "Tweet", "Other story", "rights") if left in words]


def test_an_inlined_image_of_megabytes_hides_nothing() -> None:
    body = f"<p>{FILLER}</p><p><img src='data:image/png;base64,{'A' * 3_000_000}'></p><p>The end.</p>"
    assert shape(article(html.read(page(f"<article>{body}</article>"), "x.html")))[1:] == [
        ("image", "\ufffc"),
        ("paragraph", "The end."),
    ]


def test_entities_of_a_document_type_are_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    data = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<html><body><p>{FILLER} &x;</p></body></html>"
    ).encode()
    assert "TOPSECRET" not in article(html.read(data, "x.html")).text


@pytest.mark.parametrize("data", [b"<html></html>", b"<!-- -->", b"<html><body><script>x</script></body></html>"])
def test_a_page_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(SourceEmpty, match=r"“x\.html”"):
        html.read(data, "x.html")


TAGS = st.sampled_from(
    ["p", "div", "b", "i", "a", "ul", "ol", "li", "table", "tr", "td", "th", "pre", "h2", "blockquote", "br", "img",
     "q", "figure", "figcaption", "caption", "svg", "span"]
)  # fmt: skip
PIECES = st.one_of(
    st.text(max_size=12),
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        [" ", "\n", "\t", "<img src=a.jpg>", "<a href='https://e.org/'>", "&nbsp;", "&#0;", "&#146;", "<!-- c -->"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_markup_keeps_the_rules_of_an_article(pieces: list[str]) -> None:
    with contextlib.suppress(SourceEmpty):
        article(html.read(("<body>word " + "".join(pieces)).encode("utf-8", "replace"), "x.html"))


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _f1(found: str, expected: str) -> float:
    ours, theirs = _tokens(found), _tokens(expected)
    return 2 * sum((ours & theirs).values()) / max(1, sum(ours.values()) + sum(theirs.values()))


@pytest.mark.slow
def test_real_pages_are_read_nearly_word_for_word(shared_data: Path) -> None:
    scores: dict[str, float] = {}
    titled: dict[str, bool] = {}
    kept: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for folder in sorted((shared_data / "articles" / "html").iterdir()):
        expected = lxml_html.fromstring((folder / "expected.html").read_text(encoding="utf-8"))
        found = article(html.read((folder / "source.html").read_bytes(), "source.html"))
        scores[folder.name] = _f1(found.text, expected.text_content())
        title = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))["title"]
        titled[folder.name] = found.reference.title == title
        assert not found.flags, folder.name
        counts = Counter(block.kind for block in found.blocks)
        for name, query, count in (
            ("headings", "//h1|//h2|//h3|//h4|//h5|//h6", counts["heading"]),
            ("list items", "//li", counts["list-item"]),
            ("images", "//img", found.text.count("\ufffc")),
            ("tables", "//table[not(@role='presentation')]", len({b.table for b in found.blocks if b.kind == "cell"})),
            ("links", "//a[@href]", len(marked(found, "link"))),
        ):
            want = len(expected.xpath(query))
            wanted[name] += want
            kept[name] += min(want, count)
    assert sum(scores.values()) / len(scores) >= 0.985, scores
    assert min(scores.values()) >= 0.95, scores
    assert sum(titled.values()) / len(titled) >= 0.95, titled
    assert {name: kept[name] / wanted[name] >= 0.97 for name in wanted} == dict.fromkeys(wanted, True), kept
