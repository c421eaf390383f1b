from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from briefer.errors import ExportError, TemplateError
from briefer.export import html, html_proof
from briefer.export.blocks import text_run
from briefer.export.context import context
from briefer.export.export import export
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import FACTS, Desk, sample
from tests.export.test_export import HOSTILE, hostile_desk

Write = Callable[..., str]


@pytest.fixture(scope="module")
def written(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Write:

    def write(desk: Desk, **facts: str) -> str:
        target: Path = tmp_path_factory.mktemp("notes") / "note.html"
        done = export(desk.briefing(**facts), desk.sources, shelf.find("standard"), target, worker=worker)
        return done.files[0].path.read_text("utf-8")

    return write


class Page(HTMLParser):
    """What a reader and a screen reader find on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self._hidden = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "title")
        self.tags.append(tag)
        self.attributes += [(tag, key, value or "") for key, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.words += "" if self._hidden else data

    def all(self, key: str) -> list[str]:
        return [value for _, name, value in self.attributes if name == key]


def test_the_page_holds_every_quotation_and_each_note_is_linked_both_ways(written: Write) -> None:
    desk, _ = sample()
    page = Page(written(desk, **FACTS))
    assert reading.missing(reading.quoted(desk.briefing()), page.words) == []
    numbers = [note["number"] for note in context(desk.briefing(), desk.sources, shelf.find("standard"))["notes"]]
    for number in numbers:
        assert {f"note-{number}", f"cited-{number}"} <= set(page.all("id"))
        assert {f"#note-{number}", f"#cited-{number}"} <= set(page.all("href"))


def test_the_page_says_its_language_and_has_headings_without_a_gap(written: Write) -> None:
    desk = Desk()
    desk.put("situation", desk.heading("One", level=1), desk.heading("Two", level=2), desk.prose("Words."))
    page = Page(written(desk, title="A title", language="de"))
    assert ("html", "lang", "de") in page.attributes
    assert ("html", "dir", "ltr") in page.attributes
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_hostile_words_are_printed_as_they_are(written: Write) -> None:
    desk = hostile_desk()
    tag = "<b onclick='x()'>bold</b> <script>alert(1)</script>"
    desk.put("risks", desk.prose(tag), desk.quote(desk.passage(desk.source(), tag)))
    page = Page(written(desk, title=HOSTILE[0], marking=HOSTILE[1], author=HOSTILE[2]))
    for words in HOSTILE[:6]:
        assert " ".join(words.split()) in " ".join(page.words.split())
    assert page.words.count(tag) == 2
    assert not {"script", "b"} & set(page.tags)


def test_lists_stand_in_each_other(written: Write) -> None:
    desk = Desk()
    desk.put(
        "situation",
        desk.item("one", ordered=True),
        desk.item("below", level=3),
        desk.item("two", ordered=True),
        desk.item("a point"),
        desk.prose("After."),
    )
    view = context(desk.briefing(), desk.sources, shelf.find("standard"))
    markup = str(html.HtmlPrinter(view, {}).blocks(view["sections"][0]["blocks"]))
    bare = re.sub(r' id="[^"]*"|\n', "", markup)
    assert bare == ("<ol><li>one<ul><li>below</li></ul></li><li>two</li></ol><ul><li>a point</li></ul><p>After.</p>")


def test_a_table_says_which_cells_are_headers_and_which_are_numbers() -> None:
    plain = {"rtl": False, "language": None}
    rows = [[{**plain, "runs": [text_run(text)]} for text in row] for row in (("Gate", "m"), ("One", "1.5"))]
    table = {"caption": None, "rows": rows, "header_rows": 1, "sides": ["left", "right"], "shares": [1, 1]}
    block = {"kind": "table", "paragraphs": [], "table": table, "anchor": "_b1"}
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    markup = str(html.HtmlPrinter(view, {}).blocks([block]))
    assert '<th scope="col">Gate</th><th scope="col" class=number>m</th>' in markup
    assert "<td>One</td><td class=number>1.5</td>" in markup


def test_a_picture_stands_in_the_page_with_its_description() -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    picture = {**text_run(""), "kind": "picture", "name": "a.png", "alt": 'A "gate"', "width": 40, "height": 30}
    markup = str(html.HtmlPrinter(view, {"a.png": b"\x89PNG\r\n"}).runs([picture]))
    assert 'alt="A &quot;gate&quot;"' in markup
    assert 'src="data:image/png;base64,iVBORw0K"' in markup
    html_proof.prove(markup)


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<img src='https://example.org/a.png'>",
        "<img src='file:///etc/passwd'>",
        "<img srcset='a.png 2x'>",
        "<link rel=stylesheet href='#'>",
        "<p onclick='x()'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='#nowhere'>x</a>",
        "<p id=a></p><p id=a></p>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content='0; url=https://example.org'>",
        "<style>p { background: url(https://example.org) }</style>",
        "<style>@import 'a.css'</style>",
        "<p style='background: url(x)'>",
        "<form action='https://example.org'></form>",
        "<svg><use href='#a'/></svg>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
    ],
)
def test_a_page_that_would_load_run_or_send_something_is_not_written(page: str) -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    with pytest.raises(ExportError, match="not written"):
        html.make(page.encode(), view)


def test_what_is_no_paragraph_is_refused_in_a_sentence() -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    for tag in ("briefing|runs", "briefing|note", "briefing|blocks"):
        with pytest.raises(TemplateError):
            html.make(f"{{{{ {tag} }}}}".encode(), view)


def test_a_template_that_is_no_text_is_refused() -> None:
    with pytest.raises(TemplateError, match="UTF-8"):
        html.make(b"\xff\xfe\x00", context(Desk().briefing(), {}, shelf.find("standard")))
