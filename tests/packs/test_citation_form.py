"""What [citation] in pack.toml may say."""

from __future__ import annotations

from typing import Any

import pytest

from briefer.errors import PackError
from briefer.packs.citation_form import CitationForm, Piece, read_form


def test_what_is_not_said_is_as_shipped() -> None:
    assert read_form({}, "rivers") == CitationForm()


def test_parts_are_words_and_fields_with_italics_between_underscores() -> None:
    form = read_form({"full": ["[{number}] ", ", _{publisher} ed._"], "list": ["{title}"]}, "rivers")
    assert form.full == (
        (Piece("["), Piece("", "number"), Piece("] ")),
        (Piece(", "), Piece("", "publisher", italic=True), Piece(" ed.", italic=True)),
    )
    assert form.entry == ((Piece("", "title"),),)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("full", "{title}"), ("full", [3]), ("full", [""]), ("full", ["{titel}"]), ("full", ["{}"]),
        ("full", ["{title"]), ("full", ["title}"]), ("full", ["_{title}"]), ("short", ["x" * 121]),
        ("short", ["a"] * 25), ("list", ["a\nb"]), ("note", ["{title}"]),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_by_its_name(name: str, value: Any) -> None:
    with pytest.raises(PackError, match=f"citation.{name}.*rivers"):
        read_form({name: value}, "rivers")
