"""Signs of fonts that show them in place of letters are read as what is printed."""

import pytest

from briefer.sources import html, pasted, rtf, word
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


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<span style='font-family:Symbol'>m</span>g", "μg"),
        ("<span style='font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Symbol'>m</span>g", "μg"),
        ("<font face='Symbol'>m</font>g", "μg"),
        ("<b style=\"font-family: 'Symbol'\">m<i style='font: 7pt Arial'>g</i></b>", "μg"),
        ("<span style='font-family:Symbol'>m&nbsp;</span>g", "μ\u00a0g"),
        ("<span style='font-family:Wingdings'>J</span>", "☺"),
        ("<span style='font-family:Arial, Symbol'>m</span>g", "mg"),
    ],
)
def test_markup_that_asks_for_a_font_of_signs_means_them(markup: str, shown: str) -> None:
    assert article(pasted.read(f"<p>So {markup}</p>".encode(), markup=True)).text == f"So {shown}"
    assert article(html.read(f"<p>So {markup}</p>".encode(), "a.html")).text == f"So {shown}"
