"""A translation says what it is of, and is refused where it says nothing."""

from __future__ import annotations

import pytest

from briefer.core.translation import Translation
from briefer.errors import EditRefused


def test_a_translation_knows_which_words_it_translates() -> None:
    made = Translation(text="Two gates closed.", language="en", of="Deux portes fermées.")
    assert (made.of, made.method, made.translator) == ("Deux portes fermées.", "own", "")


@pytest.mark.parametrize("text", ["", "  \n", "a picture \ufffc"])
def test_a_translation_needs_words(text: str) -> None:
    with pytest.raises(EditRefused, match="needs words"):
        Translation(text=text, language="en", of="x")


@pytest.mark.parametrize("tag", ["", "English", "e", "en_GB", "en-GB-", "en GB"])
def test_a_translation_needs_the_tag_of_its_language(tag: str) -> None:
    with pytest.raises(EditRefused, match="is not a language tag"):
        Translation(text="x", language=tag, of="x")
