"""Quotations: the source's words, or visibly something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.passage import (
    OMISSION,
    CitationItem,
    Emphasise,
    Insert,
    Omit,
    Passage,
    PassageId,
    Piece,
    Quotation,
    QuotationEdit,
    Recase,
    Trim,
)
from briefer.core.source import SourceId
from briefer.errors import EditRefused
from tests import strategies


def passage(exact: str, id_: str = "p1") -> Passage:
    return Passage(
        id=PassageId(id_),
        source=SourceId("s1"),
        source_number=3,
        number=10,
        exact=exact,
        start=0,
        end=len(exact),
        text_sha256="",
    )


SENTENCE = passage("The troops left on Friday.")


def test_a_handle_names_source_and_passage() -> None:
    assert SENTENCE.handle == "S3:10"


@pytest.mark.parametrize(
    ("edits", "printed"),
    [
        ((), "The troops left on Friday."),
        ((Trim(start=4, end=15),), "troops left"),
        ((Trim(start=4, end=26), Trim(start=0, end=15)), "troops left"),
        ((Omit(start=4, end=10),), "The [...] left on Friday."),
        ((Omit(start=4, end=8), Omit(start=8, end=15)), "The [...] on Friday."),
        ((Omit(start=4, end=12), Omit(start=8, end=15)), "The [...] on Friday."),
        ((Insert(at=11, text="all of them"),), "The troops [all of them]left on Friday."),
        ((Insert(at=11, text="all of them "),), "The troops [all of them] left on Friday."),
        ((Insert(at=26, text="sic"),), "The troops left on Friday.[sic]"),
        ((Insert(at=0, text="a"), Insert(at=0, text="b")), "[a][b]The troops left on Friday."),
        ((Omit(start=4, end=10), Insert(at=7, text="men")), "The [...][men][...] left on Friday."),
        ((Recase(at=4),), "The [T]roops left on Friday."),
        ((Recase(at=4), Recase(at=4)), "The troops left on Friday."),
        ((Trim(start=4, end=26), Recase(at=4)), "[T]roops left on Friday."),
        ((Trim(start=4, end=26), Insert(at=0, text="out of sight")), "troops left on Friday."),
    ],
)
def test_what_is_printed_shows_every_change(edits: tuple[QuotationEdit, ...], printed: str) -> None:
    assert Quotation(passage=SENTENCE, edits=edits).text == printed


def test_emphasis_cuts_the_words_into_runs_and_is_owned_up_to() -> None:
    quotation = Quotation(passage=SENTENCE).edited(Emphasise(start=4, end=10), Recase(at=4))
    assert quotation.pieces == (
        Piece("source", "The ", 0, 4),
        Piece("case", "[T]", 4, 5, True),
        Piece("source", "roops", 5, 10, True),
        Piece("source", " left on Friday.", 10, 26),
    )
    assert quotation.emphasis_added
    assert not Quotation(passage=SENTENCE).emphasis_added


@pytest.mark.parametrize(
    "edit",
    [
        Trim(start=4, end=4),
        Omit(start=5, end=4),
        Omit(start=0, end=27),
        Omit(start=-1, end=4),
        Emphasise(start=26, end=27),
        Insert(at=27, text="x"),
        Insert(at=-1, text="x"),
        Insert(at=3, text="  "),
        Insert(at=3, text="two\nlines"),
        Insert(at=3, text="two\u2028lines"),
        Insert(at=3, text="a figure\ufffc"),
        Recase(at=26),
        Recase(at=3),
        Omit(start=0, end=26),
        Trim(start=3, end=4),
    ],
)
def test_an_edit_that_does_not_fit_the_words_is_refused(edit: QuotationEdit) -> None:
    with pytest.raises(EditRefused):
        Quotation(passage=SENTENCE).edited(edit)


def test_a_letter_whose_other_case_is_two_letters_is_not_recased() -> None:
    with pytest.raises(EditRefused, match="no other case"):
        Quotation(passage=passage("ß1")).edited(Recase(at=0))


def test_trims_that_leave_nothing_between_them_are_refused() -> None:
    with pytest.raises(EditRefused, match="Nothing of the source"):
        Quotation(passage=SENTENCE, edits=(Trim(start=0, end=5), Trim(start=10, end=20)))


def test_a_quotation_is_cited_by_its_own_passage_first() -> None:
    assert Quotation(passage=SENTENCE).citation == (CitationItem(passage=SENTENCE),)
    other = CitationItem(passage=passage("Another.", "p2"))
    with pytest.raises(EditRefused):
        Quotation(passage=SENTENCE, citation=(other, CitationItem(passage=SENTENCE)))


@st.composite
def edited(draw: st.DrawFn) -> Quotation:
    return draw(strategies.quotations(draw(strategies.pools())))


@given(edited())
def test_what_is_printed_as_the_sources_words_is_in_the_source_at_that_place_in_that_order(
    quotation: Quotation,
) -> None:
    exact = quotation.passage.exact
    at = 0
    for piece in quotation.pieces:
        assert at <= piece.start <= piece.end <= len(exact)
        at = piece.end
        if piece.kind == "source":
            assert piece.text == exact[piece.start : piece.end]
            assert piece.text


@given(edited())
def test_whatever_is_not_the_sources_word_stands_in_brackets(quotation: Quotation) -> None:
    for piece in quotation.pieces:
        if piece.kind != "source":
            assert piece.text.startswith("[")
            assert piece.text.endswith("]")
        if piece.kind == "omission":
            assert piece.text == OMISSION
    assert quotation.text == "".join(piece.text for piece in quotation.pieces)


@given(edited())
def test_between_the_trims_every_character_is_printed_or_visibly_omitted(quotation: Quotation) -> None:
    trims = [edit for edit in quotation.edits if isinstance(edit, Trim)]
    first = max((trim.start for trim in trims), default=0)
    last = min((trim.end for trim in trims), default=len(quotation.passage.exact))
    covered = [index for piece in quotation.pieces for index in range(piece.start, piece.end)]
    assert covered == list(range(first, last))


@given(edited())
def test_something_of_the_source_is_always_left(quotation: Quotation) -> None:
    assert any(piece.kind in ("source", "case") and piece.text.strip() for piece in quotation.pieces)
