"""One page has one address, however it is spelled."""

from __future__ import annotations

import pytest

from briefer.workspace.address import address_key


@pytest.mark.parametrize(
    "url",
    [
        "https://www.harbour.example/news/ferry",
        "http://harbour.example/news/ferry/",
        "https://m.harbour.example/news/ferry?utm_source=letter&utm_medium=mail",
        "https://HARBOUR.example:443/news/ferry#comments",
        " https://harbour.example/news/ferry?fbclid=IwAR0 ",
        "https://harbour.example/news/ferry/index.html",
    ],
)
def test_spellings_of_one_page_are_the_same(url: str) -> None:
    assert address_key(url) == address_key("https://harbour.example/news/ferry")


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/news/ferry?id=2",
        "https://harbour.example/News/ferry",
        "https://other.example/news/ferry",
        "https://harbour.example:8080/news/ferry",
    ],
)
def test_other_pages_are_not(url: str) -> None:
    assert address_key(url) != address_key("https://harbour.example/news/ferry")


def test_parameters_may_stand_in_any_order() -> None:
    assert address_key("https://a.example/?b=1&c=2") == address_key("https://a.example/?c=2&b=1")


@pytest.mark.parametrize(
    "url", [None, "", "harbour", "ftp://a.example/b", "mailto:a@b.example", "https://[::1", "http:///x"]
)
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    assert address_key(url) == ""
