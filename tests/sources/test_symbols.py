"""Signs of fonts that show them in place of letters are read as what is printed."""

import pytest

from briefer.sources import html, rtf, word
from briefer.sources.symbols import UNKNOWN, raised, sign
from tests.sources import hostile
from tests.sources.checks import article


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", 0x6D, "μ"),
        ("symbol", 0xF06D, "μ"),
        ("Symbol", 0xB1, "±"),
        ("Symbol", 0xF0B3, "≥"),
        ("Symbol", 0xFE, "⎭"),
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF021, UNKNOWN),
        ("Times New Roman", 0x6D, None),
        ("Symbol", 0x3BC, None),
    ],
)
def test_a_code_is_what_its_font_shows(font: str, code: int, shown: str | None) -> None:
    assert sign(font, code) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [("6", "⁶"), ("−3", "⁻³"), ("12", "¹²"), (" 1", " ¹"), ("st", "st"), ("[1]", "[1]"), ("1,2", "1,2"), ("", "")],
)
def test_a_raised_figure_is_no_part_of_the_number_before_it(words: str, shown: str) -> None:
    assert raised(words) == shown


def test_powers_stay_powers_in_every_format() -> None:
    page = html.read(b"<p>Over 10<sup>6</sup> m<sup><a href='#n'>2</a></sup> on the 1<sup>st</sup> day.</p>", "a.html")
    rich = rtf.read(rb"{\rtf1 Over 10{\super 6} m\super 2\nosupersub  on the 1{\super st} day.\par}", "a.rtf")
    body = "".join(
        f"<w:r><w:rPr><w:vertAlign w:val='{'superscript' if number % 2 else 'baseline'}'/></w:rPr>"
        f"<w:t xml:space='preserve'>{words}</w:t></w:r>"
        for number, words in enumerate(("Over 10", "6", " m", "2", " on the 1", "st", " day."))
    )
    office = word.read(hostile.docx(f"<w:p>{body}</w:p>"), "a.docx")
    for answer in (page, rich, office):
        assert article(answer).text == "Over 10⁶ m² on the 1st day."
