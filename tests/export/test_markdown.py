from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefer.errors import TemplateError
from briefer.export import markdown
from briefer.export.blocks import text_run
from briefer.export.context import context
from briefer.export.export import Exported, export
from briefer.packs import render, shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import FACTS, Desk, sample
from tests.export.test_export import HOSTILE, hostile_desk

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def written(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:

    def write(desk: Desk, **facts: str) -> str:
        target = tmp_path_factory.mktemp("notes") / "note.md"
        done: Exported = export(desk.briefing(**facts), desk.sources, shelf.find("standard"), target, worker=worker)
        return done.files[0].path.read_text("utf-8")

    return write


def shown(text: str) -> str:
    """Return what a reader sees of Markdown: its words, without the tags."""
    parts: list[str] = []
    for token in READER.parse(text):
        for child in token.children or ([token] if token.content else []):
            parts.append("\n" if child.content == "<br>" else child.content if child.type != "html_inline" else "")
        parts.append(" ")
    return "".join(parts)


def test_the_sample_reads_as_it_was_written(written: Callable[..., str]) -> None:
    desk, _ = sample()
    text = written(desk, **FACTS)
    assert reading.missing(reading.quoted(desk.briefing()), shown(text)) == []
    notes = context(desk.briefing(), desk.sources, shelf.find("standard"))["notes"]
    assert [f"[^{note['number']}]: " in text for note in notes] == [True] * len(notes)
    assert "\n\n\n" not in text.strip()


def test_hostile_words_are_printed_as_they_are(written: Callable[..., str]) -> None:
    text = written(hostile_desk(), title=HOSTILE[0], marking=HOSTILE[1], author=HOSTILE[2])
    read = shown(text)
    for words in HOSTILE[:6]:
        assert " ".join(words.split()) in " ".join(read.split())
    tokens = READER.parse(text)
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "bullet_list_open",
        "bullet_list_close", "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close",
        "blockquote_open", "blockquote_close",
    }  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("ab1 .*_`#>-+=|~[](){}<>&;:\\!$@^é漢\u0301\u00a0\n\t\"'%"), max_size=8),
            st.booleans(),
            st.booleans(),
        ),
        max_size=5,
    )
)
@example([("\n", False, False)])
@example([("1", True, False), ("", False, False), ("1", True, False)])
def test_whatever_is_typed_is_what_is_read(pieces: list[tuple[str, bool, bool]]) -> None:
    printer = markdown.MarkdownPrinter({})
    line = printer.runs([text_run(text, bold=bold, italic=italic) for text, bold, italic in pieces])
    tokens = READER.parse(str(line))
    words = "".join(text for text, _, _ in pieces)
    assert shown(str(line)).split() == words.split()
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    # Every letter is as bold and as slanted as it was typed.
    looks = {"strong_open": "b", "em_open": "i", "<strong>": "b", "<em>": "i"}
    ends = {"strong_close": "b", "em_close": "i", "</strong>": "b", "</em>": "i"}
    read: list[tuple[str, bool, bool]] = []
    on: set[str] = set()
    for child in [child for token in tokens for child in token.children or []]:
        key = child.content if child.type == "html_inline" else child.type
        on = on | {looks[key]} if key in looks else on - {ends[key]} if key in ends else on
        if child.type == "text" or child.type == "text_special":
            read += [(sign, "b" in on, "i" in on) for sign in child.content if not sign.isspace()]
    typed = [(sign, bold, italic) for text, bold, italic in pieces for sign in text if not sign.isspace()]
    assert read == typed


def test_lists_stand_in_each_other_and_tables_keep_their_sides() -> None:
    desk = Desk()
    desk.put(
        "situation",
        desk.item("one", ordered=True),
        desk.item("under one", level=2),
        desk.item("two", ordered=True),
        desk.item("far below", level=4),
        desk.prose("1984. It was a year."),
    )
    view = context(desk.briefing(), desk.sources, shelf.find("standard"))
    text = markdown.MarkdownPrinter(view).blocks(view["sections"][0]["blocks"])
    assert text == "1. one\n   - under one\n2. two\n   - far below\n\n1984\\. It was a year."


def test_a_table_without_a_header_has_an_empty_one() -> None:
    line = {"rtl": False, "language": None}
    cells = [[{**line, "runs": [text_run("a|b")]}, {**line, "runs": [text_run("1")]}]]
    table = {"caption": None, "rows": cells, "header_rows": 0, "sides": ["left", "right"], "shares": [1, 1]}
    block = {"kind": "table", "paragraphs": [], "table": table, "level": 0, "ordered": False}
    text = str(markdown.MarkdownPrinter({}).blocks([block]))
    assert text == "|  |  |\n| --- | ---: |\n| a\\|b | 1 |"
    assert [token.content for token in READER.parse(text) if token.type == "inline"] == ["", "", "a|b", "1"]


def test_pictures_are_described_and_said_to_be(tmp_path: Path) -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    made = markdown.make(b"{{ briefing.title }}", view, {"a.png": b""})
    assert made["warnings"] == ["A picture is described in words: a Markdown file holds none."]


def test_a_value_cannot_begin_a_heading() -> None:
    assert render.render(render.markdown({}), "{{ x }}", {"x": "# *a*"}) == "\\# \\*a\\*"


def test_what_is_no_paragraph_is_refused_in_a_sentence() -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    for tag in ("briefing|runs", "briefing|note", "briefing|blocks"):
        with pytest.raises(TemplateError):
            markdown.make(f"{{{{ {tag} }}}}".encode(), view)
