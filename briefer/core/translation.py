"""A translation of a quotation: the analyst's own words or a machine's, never taken for the source's.

The words of the source stay, and are what is checked. A translation remembers which printed words it translates; when
these are edited, it is said to be out of date and not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefer.core.text import OBJECT
from briefer.errors import EditRefused

Method = Literal["own", "machine"]
METHODS: tuple[Method, ...] = ("own", "machine")

# BCP 47 as far as translations need it: a language, perhaps a script, perhaps a region.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a quotation says in another language.

    ``language`` is the BCP 47 tag of ``text``. ``translator`` names a person or a program, and is empty where nobody
    is named; ``method`` says which of both. ``of`` are the words as printed when it was made.

    Raises:
        EditRefused: it has no words, or its language is no tag.
    """

    text: str
    language: str
    of: str
    translator: str = ""
    method: Method = "own"

    def __post_init__(self) -> None:
        if not self.text.strip() or OBJECT in self.text:
            raise EditRefused("A translation needs words.", "Remove the translation to have none.")
        if not _TAG.fullmatch(self.language):
            raise EditRefused(f"“{self.language}” is not a language tag.", "Write it as en, fr or pt-BR.")
        if self.method not in METHODS:
            raise EditRefused(f"“{self.method}” is no way to translate.", "It is own or machine.")
