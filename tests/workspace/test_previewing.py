"""The live preview over its workers: what is edited is on the page, whatever was kept of the last time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

import pypdfium2
import pytest

from briefer.core.briefing import Briefing, Text
from briefer.core.passage import Passage
from briefer.errors import ExportError
from briefer.workspace import printing
from briefer.workspace.previewing import Preview
from tests.export.briefings import Desk, page, sample


@pytest.fixture
def preview() -> Iterator[Preview]:
    with Preview() as preview:
        yield preview


def no_picture(_passage: Passage) -> NoReturn:
    raise AssertionError("the sample has no figures")


def written(preview: Preview, desk: Desk, briefing: Briefing) -> str:
    """Make a preview, and return the words on its pages."""
    made = preview.make(briefing, desk.sources, no_picture)
    key, data = preview._newest
    assert key == made.key
    pages = list(pypdfium2.PdfDocument(data))
    assert len(pages) == len(made.sizes)
    return " ".join(" ".join(one.get_textpage().get_text_bounded().split()) for one in pages)


def with_more(briefing: Briefing, text: str) -> Briefing:
    """Return a briefing with more words in the first paragraph of its first section."""
    first, *others = briefing.sections
    at = next(index for index, block in enumerate(first.blocks) if hasattr(block, "inlines"))
    block: Any = first.blocks[at]
    block = replace(block, inlines=(*block.inlines, Text(text=text)))
    return replace(
        briefing, sections=(replace(first, blocks=(*first.blocks[:at], block, *first.blocks[at + 1 :])), *others)
    )


def test_an_edit_of_a_block_is_on_its_page_and_the_rest_stays(preview: Preview) -> None:
    desk, briefing = sample(2)
    before = written(preview, desk, briefing)
    edited = with_more(briefing, " Xylophone.")
    after = written(preview, desk, edited)
    assert "Xylophone." not in before
    assert after.replace(" Xylophone.", "") == before
    assert written(preview, desk, briefing) == before


def test_what_is_previewed_after_edits_is_what_a_new_preview_makes(preview: Preview) -> None:
    desk, briefing = sample(2)
    written(preview, desk, briefing)
    edited = with_more(briefing, " Xylophone.")
    arabic = replace(edited, facts=replace(edited.facts, language="ar"))
    for each in (edited, arabic, replace(edited, pack="intelligence-note"), edited):
        with Preview() as anew:
            assert preview.make(each, desk.sources, no_picture) == anew.make(each, desk.sources, no_picture)


def test_two_briefings_by_turns_never_meet(preview: Preview) -> None:
    desk, one = page(title="Alpha")
    other_desk, other = sample(1, title="Omega")
    for _ in range(2):
        assert "Omega" not in written(preview, desk, one)
        assert "Alpha" not in written(preview, other_desk, other)


def test_a_worker_that_is_new_gets_all_of_a_briefing(preview: Preview) -> None:
    desk, briefing = sample(1)
    before = written(preview, desk, briefing)
    preview._press.close()  # as for one that has grown
    assert written(preview, desk, briefing) == before
    preview.close()
    assert written(preview, desk, briefing) == before


def test_a_preview_that_fails_leaves_the_next_one_whole(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, briefing = sample(1)
    before = written(preview, desk, briefing)
    with pytest.raises(ExportError):
        preview.make(briefing, {}, no_picture)
    with monkeypatch.context() as patched:
        patched.setattr("briefer.export.export.template_of", lambda *_: b"#broken-name()")
        with pytest.raises(Exception, match="cannot be compiled"):
            preview.make(with_more(briefing, " Xylophone."), desk.sources, no_picture)
    assert written(preview, desk, briefing) == before


def test_previews_from_several_threads_are_each_their_own(preview: Preview) -> None:
    desk, briefing = page()
    titles = [f"Title {letter * 5}" for letter in "ABCD"]
    briefings = [
        with_more(replace(briefing, facts=replace(briefing.facts, title=title)), f" {title}.") for title in titles
    ]
    keys: dict[int, list[str]] = {}

    def make(index: int) -> None:
        keys[index] = []
        for _ in range(3):
            made = preview._made(briefings[index], desk.sources, printing.pack_of(briefing), {}, None)
            keys[index].append(made["file"])

    threads = [threading.Thread(target=make, args=(index,)) for index in range(len(briefings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index, each in enumerate(briefings):
        preview.make(each, desk.sources, no_picture)
        assert set(keys[index]) == {preview._newest[1]}
        assert len(keys[index]) == 3
