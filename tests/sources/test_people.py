"""Who wrote an article: one name each, out of tags and of the article's own line."""

import pytest

from briefer.sources.people import names, of_byline


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["By Ann Example and Bo Sample"], ("Ann Example", "Bo Sample")),
        (["Von Ann Example und Bo Sample"], ("Ann Example", "Bo Sample")),
        (["Par Anne Exemple, Beau Modèle et Claire Essai"], ("Anne Exemple", "Beau Modèle", "Claire Essai")),
        (["Von Trier"], ("Von Trier",)),
        (["Smith, John; Doe, Jane"], ("Smith, John", "Doe, Jane")),
        (["Marks and Spencer"], ("Marks and Spencer",)),
        (["Anne Exemple (avec Beau Modèle et Claire Essai)"], ("Anne Exemple (avec Beau Modèle et Claire Essai)",)),
        (["Ann Example", "Ann Example"], ("Ann Example",)),
        (["作者：张三"], ("张三",)),
        (["admin"], ()),
        ([""], ()),
    ],
)
def test_people_are_told_apart(given: list[str], found: tuple[str, ...]) -> None:
    assert names(given) == found


def test_a_name_that_is_known_to_be_one_stays_whole() -> None:
    assert names(["van der Berg, Jan Pieter", "Smith, John"], one_each=True) == (
        "van der Berg, Jan Pieter",
        "Smith, John",
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ann Example, political correspondent | 18 October 2024", ("Ann Example",)),
        ("By Ann Example and Bo Sample, October 18, 2024", ("Ann Example", "Bo Sample")),
        ("Von Ann Example, Berlin", ("Ann Example",)),
        ("Ann Example Published 18 Oct", ("Ann Example",)),
        ("Ann Example • 5 min read", ("Ann Example",)),
        ("By\n   Ann Example", ("Ann Example",)),
        ("Written by: June May", ("June May",)),
        ("Reuters", ("Reuters",)),
        ("18 October 2024", ()),
    ],
)
def test_the_line_of_an_article_gives_its_people_and_nothing_else(line: str, found: tuple[str, ...]) -> None:
    assert of_byline(line) == found
