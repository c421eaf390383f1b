from __future__ import annotations

import pytest

from briefer.export import pdf
from briefer.export.context import context
from briefer.packs import shelf
from tests.export.briefings import Desk

TEMPLATE = """
#set document(title: "x")
#set page(width: {width}pt, margin: 20pt)
#set text(lang: "en")
#set par(justify: true)
= Heading
"""
TEMPLATE += 'the word #link("https://example.org")[inter]nationalisation of things ' * 6


@pytest.mark.parametrize("width", range(60, 90, 6))
def test_a_word_hyphenated_behind_a_link_does_not_stop_a_pdf(width: int) -> None:
    view = context(Desk().briefing(), {}, shelf.find("standard"))
    made = pdf.make(TEMPLATE.replace("{width}", str(width)).encode(), view)
    assert isinstance(made["file"], bytes)
    assert made["warnings"] == []
