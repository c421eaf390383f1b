"""Plain quotation marks become those of the language."""

from __future__ import annotations

import pytest

from briefer.core.typography import typed


def written(words: str, language: str) -> str:
    """Type words key by key."""
    text = ""
    for each in words:
        text += typed(text, each, language) if each in "\"'" else each
    return text


@pytest.mark.parametrize(
    ("language", "words", "printed"),
    [
        ("en", 'He said: "It\'s \'so\'" ("No").', "He said: “It’s ‘so’” (“No”)."),
        ("", '"No"', "“No”"),
        ("fr", 'l\'eau, "non"', "l’eau, «\u00a0non\u00a0»"),
        ("fr-CH", '"non"', "«non»"),
        ("de", "Er sagt: \"Das ist 'so'\" und geht's.", "Er sagt: „Das ist ‚so‘“ und geht’s."),
        ("de-AT", '"so"', "„so“"),
        ("de-CH", '"so"', "«so»"),
        ("pt_BR", '"não"', "“não”"),
        ("sv", "\"så\" är 'det'", "”så” är ’det’"),
        ("xx-Latn", '"a"', "“a”"),
    ],
)
def test_marks_open_and_close_as_the_language_prints_them(language: str, words: str, printed: str) -> None:
    assert written(words, language) == printed


def test_behind_a_figure_a_mark_closes() -> None:
    assert typed("so\ufffc", '"', "en") == "”"
    assert typed("so\ufffc", "'", "de") == "’"
