"""The JSON of articles reads back the same; what damage does to it is looked at with the rest in `test_wire`."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from briefer.core import article_wire
from tests import strategies
from tests.core.test_wire import through_json


@given(strategies.articles())
def test_an_article_reads_back_the_same(article: Any) -> None:
    assert article_wire.article_from_json(through_json(article_wire.article_to_json(article))) == article
