"""What [look] in pack.toml may say."""

from __future__ import annotations

from typing import Any

import pytest

from briefer.errors import PackError
from briefer.packs.look import Look, read_look


def test_what_is_not_said_is_as_shipped() -> None:
    assert read_look({}, "rivers") == Look()


def test_what_is_said_is_kept() -> None:
    look = read_look({"accent": "2f6b41", "text": " Charis SIL ", "margin": 22, "logo": "crest.svg"}, "rivers")
    assert look == Look(accent="2f6b41", text="Charis SIL", margin=22, logo="crest.svg")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accent", "green"), ("accent", 3), ("margin", 5), ("margin", 61.0), ("margin", True), ("margin", "22"),
        ("logo", "../crest.png"), ("logo", "crest.exe"), ("logo", ".png"), ("logo", "a\\b.png"), ("text", 3),
        ("header", "two\nlines"), ("footer", "x" * 81), ("paper", "a4"),
    ],
)  # fmt: skip
def test_what_is_no_look_is_refused_by_its_name(name: str, value: Any) -> None:
    with pytest.raises(PackError, match=f"look.{name}.*rivers"):
        read_look({name: value}, "rivers")
