"""How a pack looks where it has no PDF template of its own: what ``[look]`` in pack.toml says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import PackError

LOGOS = (".png", ".jpg", ".jpeg", ".svg")
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_MARGINS = (10.0, 60.0)
_LINE = 80  # characters that fit a header


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours, faces and edges of the pages that the shipped PDF templates make.

    ``accent`` is six hexadecimal digits, ``text`` and ``headings`` are names of faces, tried before those that ship;
    ``margin`` is in millimetres at each side, ``logo`` the name of a picture beside pack.toml, ``header`` and
    ``footer`` are words on every page. What is empty or None is as shipped.
    """

    accent: str = ""
    text: str = ""
    headings: str = ""
    margin: float | None = None
    logo: str = ""
    header: str = ""
    footer: str = ""


def read_look(table: Mapping[str, Any], pack: str) -> Look:
    """Return the look that a table of a manifest describes.

    Raises:
        PackError: it says something that is no look; the sentence names it.
    """
    for name in table:
        if name not in _CHECKS:
            raise _wrong(pack, name, f"only {', '.join(_CHECKS)}")
    for name, (wanted, fits) in _CHECKS.items():
        if name in table and not fits(table[name]):
            raise _wrong(pack, name, wanted)
    margin: float | None = table.get("margin")
    return Look(margin=margin, **{name: str(value).strip() for name, value in table.items() if name != "margin"})


def _wrong(pack: str, name: str, wanted: str) -> PackError:
    return PackError(f"“look.{name}” in pack.toml of the template {pack} is missing or wrong.", f"It wants {wanted}.")


def _is_line(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LINE and "\n" not in value


def _is_color(value: object) -> bool:
    return isinstance(value, str) and _COLOR.fullmatch(value) is not None


def _is_margin(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and _MARGINS[0] <= value <= _MARGINS[1]


def _is_logo(value: object) -> bool:
    return (
        isinstance(value, str)
        and Path(value).name == value
        and "\\" not in value
        and not value.startswith(".")
        and value.lower().endswith(LOGOS)
    )


_CHECKS = {
    "accent": ("six hexadecimal digits", _is_color),
    "text": ("the name of a face", _is_line),
    "headings": ("the name of a face", _is_line),
    "margin": (f"{_MARGINS[0]:g} to {_MARGINS[1]:g} millimetres", _is_margin),
    "logo": (f"the name of a file beside it that ends with {', '.join(LOGOS)}", _is_logo),
    "header": (f"a line of at most {_LINE} characters", _is_line),
    "footer": (f"a line of at most {_LINE} characters", _is_line),
}
