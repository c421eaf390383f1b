"""Signs of fonts that show them in place of letters are read as what is printed."""

import pytest

from briefer.sources.symbols import UNKNOWN, sign


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
