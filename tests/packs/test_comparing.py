"""What another version of a pack prints in another way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefer.packs import comparing, shelf
from briefer.packs.look import Look
from briefer.packs.pack import Pack


@pytest.fixture
def former() -> Pack:
    return shelf.find("standard")


def test_of_the_same_pack_nothing_is_said(former: Pack) -> None:
    assert comparing.differences(former, replace(former, version="9", title="Other")) == ()


def test_each_change_is_a_sentence(former: Pack, tmp_path: Path) -> None:
    for name in former.templates.values():
        (tmp_path / name).write_bytes(former.file(name))
    (tmp_path / former.templates[".docx"]).write_bytes(b"another")
    first, *others = former.sections
    later = replace(
        former,
        folder=tmp_path,
        paper="us-letter",
        notes="endnotes",
        look=Look(accent="112233"),
        sections=(replace(first, color="112233", required=not first.required), *others),
        templates={suffix: name for suffix, name in former.templates.items() if suffix != ".md"},
        words={**former.words, "sources": "References"},
    )
    filled = "no longer to be filled" if first.required else "to be filled"
    assert comparing.differences(former, later) == (
        "The paper is “us-letter”, where it was “a4”.",
        "The place of the notes is “endnotes”, where it was “footnotes”.",
        "The accent colour of PDFs without a template of their own is “112233”, where it was as shipped.",
        f"The section “{first.title}”: another colour, {filled}.",
        "The template for .docx files is another.",
        "There is no template of its own for .md files any more.",
        "Other terms are used for: sources.",
    )
