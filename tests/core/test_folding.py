"""The quick folded copy of a long text: the same as the careful one, and mapped back to the same places."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from briefer.core import folding
from briefer.core.folding import FoldedText, folded
from briefer.core.text import fold
from tests import strategies

any_text = st.text(st.sampled_from(strategies.CHARACTERS + "\n\u2028\ufffc"), max_size=60) | st.text(max_size=40)


@given(any_text, st.integers(1, 7))
def test_a_text_folded_in_one_go_is_what_it_is_folded_letter_by_letter(text: str, chunk: int) -> None:
    with patch.object(folding, "_CHUNK", chunk):
        assert folded(text) == fold(text).text == FoldedText(text).text


@given(any_text, st.integers(1, 7), st.data())
def test_a_place_leads_back_to_where_the_careful_way_leads(text: str, chunk: int, data: st.DataObject) -> None:
    careful = fold(text)
    if careful.text:
        start = data.draw(st.integers(0, len(careful.text) - 1))
        end = data.draw(st.integers(start + 1, len(careful.text)))
        with patch.object(folding, "_CHUNK", chunk):
            quick = FoldedText(text)
            first, last = quick.span(start, end)
        assert first == careful.starts[start]
        assert careful.text[start:end].strip() in fold(text[first:last]).text
        assert last >= careful.ends[end - 1]


@given(any_text, st.integers(1, 7), st.data())
def test_an_offset_counts_what_is_folded_before_it(text: str, chunk: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    with patch.object(folding, "_CHUNK", chunk):
        offset = FoldedText(text).offset(at)
    assert offset - len(folded(text[:at])) in (0, 1)  # a space at the end of a part is one inside the whole
