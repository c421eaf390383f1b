"""Pages of many habits, in our own words, each with what a reader would call its article."""

import pytest

from briefer.sources import html
from tests.sources.checks import article, shape

LONG = (
    "The river rose for a third day, and by noon the lower road, which carries most of the grain, was under water. "
    "Farmers moved their cattle to the hills, while engineers opened the second gate of the dam, as they had in March. "
)
NEXT = (
    "A spokesman, speaking in the market town, said that nobody was missing, though eleven houses stood empty. "
    "The army had lent boats, pumps and two cranes, and the railway ran as far as the old bridge, not beyond. "
)
LAST = (
    "By evening the rain had stopped, the gauges fell, and the mayor said, rather drily, that the worst was over. "
    "The road will stay shut until Friday, or longer, depending on what the divers find under the arches. "
)


def words(body: str, head: str = "<title>Water over the road</title>") -> str:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return article(html.read(page.encode(), "x.html")).text


@pytest.mark.parametrize(
    ("habit", "body"),
    [
        ("doubled breaks", f"<div id=story>{LONG}<br><br>{NEXT}<br> <br><br>{LAST}</div>"),
        ("paragraphs in divs", f"<div><div>{LONG}</div><div>{NEXT}</div><div>{LAST}</div></div>"),
        ("a layout table", f"<table><tr><td>Menu</td><td><p>{LONG}</p><p>{NEXT}</p><p>{LAST}</p></table>"),
        ("split over siblings", "<div class=ad-break>Buy</div>".join(f"<p>{p}</p>" for p in (LONG, NEXT, LAST))),
        ("words beside blocks", f"<div>{LONG}<p>{NEXT}</p>{LAST}<ul><li>One, two and three gates</li></ul></div>"),
        ("everything is called a comment", f"<div class=comment><p>{LONG}</p><p>{NEXT}</p><p>{LAST}</p></div>"),
        ("a font for every paragraph", f"<div><p><font>{LONG}</font></p><p><font>{NEXT}</font></p><p>{LAST}</p></div>"),
        ("a form around the page", f"<form><div class=article><p>{LONG}</p><p>{NEXT}</p><p>{LAST}</p></div></form>"),
    ],
)  # fmt: skip
def test_all_paragraphs_of_the_article_are_found(habit: str, body: str) -> None:
    found = words(
        f"<div class=menu><a href=/a>Home</a> <a href=/b>Sport</a></div>{body}<div class=footer>Imprint</div>"
    )
    assert [part for part in (LONG, NEXT, LAST) if " ".join(part.split()) not in found] == [], habit
    assert [left for left in ("Sport", "Imprint") if left in found] == [], habit


@pytest.mark.parametrize(
    "noise",
    [
        "<div class=comments><p>First! I was there, as it happens, and it was wet.</p></div>",
        "<div style='display:none'><p>Please log in, or make an account, to read on.</p></div>",
        "<div style='visibility: hidden'><p>A word for robots, and for nobody else.</p></div>",
        "<p aria-hidden=true>A word for eyes, and for no screen reader, of no use.</p>",
        "<div class=share-tools><a href=#>Share</a> this <p>with a friend, or two</p></div>",
        "<ul class=related><li><a href=/1>One more story, a long one</a></li><li><a href=/2>And another</a></ul>",
        "<aside><p>In other news, a cat was found in the town hall, asleep.</p></aside>",
        "<form><label>Your mail</label><input><button>Send it to me, please</button></form>",
        "<div role=dialog aria-modal=true><p>We value your privacy, and so do our 800 partners.</p></div>",
        "<script>document.write('<p>Written, by a script, into the page.</p>')</script>",
        "<style>p:after { content: 'Styled, of course' }</style>",
        "<div class=wait><p>Loading...</p><p></p></div>",
    ],
)
def test_what_stands_between_the_paragraphs_and_is_no_article_is_left_out(noise: str) -> None:
    found = words(f"<div class=story><p>{LONG}</p><p>{NEXT}</p>{noise}<p>{LAST}</p></div>")
    assert found == "\n".join(" ".join(part.split()) for part in (LONG, NEXT, LAST))


def test_the_headline_comes_first_even_from_outside_the_article() -> None:
    found = words(
        f"<header><h1>Water over the road</h1></header><div class=menu><a href=/a>Home</a></div>"
        f"<div class=story><p>{LONG}</p><p>{NEXT}</p><p>{LAST}</p></div>"
    )
    assert found.startswith("Water over the road\nThe river rose")
    assert "Home" not in found


def test_a_picture_that_waits_for_a_script_is_counted_once() -> None:
    body = (
        f"<article><p>{LONG}</p><img class=lazy src='data:image/gif;base64,R0lGOD' data-src='https://e.org/flood.jpg'>"
        f"<noscript><img src='https://e.org/flood.jpg' alt='The flood'></noscript><p>{NEXT}</p>"
        f"<figure data-image='https://e.org/gate.jpg'><figcaption>The second gate</figcaption></figure>"
        f"<p>{LAST}</p></article>"
    )
    page = f"<html><head><title>Water</title></head><body>{body}</body></html>"
    kinds = [kind for kind, _ in shape(article(html.read(page.encode(), "x.html")))]
    assert kinds == ["paragraph", "image", "paragraph", "caption", "image", "paragraph"]


def test_a_page_of_very_many_elements_is_read_in_good_time() -> None:
    body = f"<div>{LONG}<br><br>" + "<div><span>word, </span><br><br><a href=#>link</a></div>" * 4_000 + "</div>"
    assert "The river rose" in words(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LONG}</p><p>{NEXT}</p></body></html><p>{LAST}</p>",
        f"<p>{LONG}</p><p>{NEXT}</p></body><body class=more><p>{LAST}</p>",
        f"<p>{LONG}</p>" + "<font>x " * 3_000 + f"<p>{NEXT}</p><p>{LAST}</p>",
        f"<p>{LONG}</p>" + "<div>" * 3_000 + f"<p>{NEXT}</p>" + "</div>" * 3_000 + f"<p>{LAST}</p>",
        f"<p>{LONG}</p>" + "<q>" * 1_900 + NEXT + "</q>" * 1_900 + f"<p>{LAST}</p>",
        f"<p>{LONG}</p><p class='{'a' * 5_000_000}'>{NEXT}</p><p>{LAST}</p>",
        f"<p>{LONG}</p><p>{NEXT}</p><p>{'word ' * 2_100_000}</p><p>{LAST}</p>",
        f"<p>{LONG}</p><table>{'<tr><td rowspan=100 colspan=100>a' * 500}</table><p>{NEXT}</p><p>{LAST}</p>",
    ],
)
def test_nothing_is_lost_of_a_page_that_is_closed_early_or_grows_without_bounds(body: str) -> None:
    found = words(body)
    assert [part for part in (LONG, NEXT, LAST) if " ".join(part.split()) not in found] == []


def test_a_page_too_large_and_deep_to_find_the_article_in_is_shown_whole() -> None:
    page = "<html><body>" + f"<div><p>{LONG * 10}</p>" * 900 + "</div>" * 900 + "</body></html>"
    found = article(html.read(page.encode(), "x.html"))
    assert found.whole
    assert found.warnings == ("The page is too large to find the article in; everything on it is shown.",)
    assert len(found.text) > 9_000 * len(LONG) - 900 * 20


def test_an_address_of_inlined_data_that_is_part_of_the_words_stays_as_it_is() -> None:
    sample = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAJAQMAAAAB5D5xAAAA"
    assert sample in words(f"<p>{LONG} Write {sample} into the page. {NEXT}</p><p>{LAST}</p>")


@pytest.mark.parametrize("opening", ["<nav>Home Sport</nav>", "<main>", "<header>Harbour Weekly</header>", ""])
def test_a_page_without_a_body_tag_is_read_all_the_same(opening: str) -> None:
    page = f"<title>Water</title>{opening}<article><p>{LONG}</p><p>{NEXT}</p></article><footer>Imprint</footer>"
    found = article(html.read(page.encode(), "x.html"))
    assert " ".join(LONG.split()) in found.text
    assert " ".join(NEXT.split()) in found.text
    assert found.reference.title == "Water"


@pytest.mark.parametrize("tag", ["aside", "footer", "header", "nav", "form", "label", "blockquote", "x-page"])
def test_no_page_that_shows_words_is_empty(tag: str) -> None:
    assert " ".join(LONG.split()) in words(f"<{tag}>{LONG}</{tag}>")


@pytest.mark.parametrize("how", ["style='visibility:hidden'", "style='display:none'", "hidden", "aria-hidden=true"])
def test_a_page_of_hidden_words_only_is_read_and_says_so(how: str) -> None:
    page = f"<html><body><article {how}><p>{LONG}</p></article><footer>Imprint</footer></body></html>"
    found = article(html.read(page.encode(), "x.html"))
    assert " ".join(LONG.split()) in found.text


def test_a_page_without_an_article_says_that_everything_is_shown() -> None:
    found = article(html.read(f"<html><body><aside>{LONG}</aside></body></html>".encode(), "x.html"))
    assert found.whole
    assert "No article is found on the page; everything on it is shown." in found.warnings
