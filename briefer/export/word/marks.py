"""What a part still needs when it has been printed, said among its text: anchors, notes, lists, tables, direction.

A mark is `SIGN`, a letter, what it carries (its fields `BETWEEN` them), and `SIGN` again. XML can hold neither sign
(XML 1.0, 2.2) and every value is cleaned of them as it is printed: a source cannot write a mark, and one that was left
would be refused by the proof. `resolving` puts in its place what it stands for, and trusts none: a template may put one
together out of those that it was given.
"""

from __future__ import annotations

from briefer.core.text import clean

SIGN, BETWEEN = "\x01", "\x02"

PARAGRAPH, PARAGRAPH_END = "p", "e"
"""Stand for the tags of a paragraph in which runs are printed, and carry them; the first its properties as well."""
ANCHOR, ANCHOR_END = "a", "z"
"""Carry the anchor's name; those of the template's own the number that they had there, and their other attributes."""
NOTE, OWN_NOTE = "n", "o"
"""The figure of a note: of the briefing's, by its number, or of the template's own, by its kind and number."""
LINK = "l"
"""Inside the tag of a hyperlink: carries the address."""
BIDI, COLOR, ITEM = "b", "c", "i"
"""What the paragraph around is: from right to left, with borders of a colour, an item of a list (list, level)."""
ROW, CELL = "r", "t"
"""The paragraph around is a row of a table; parts its cells."""
PICTURE = "v"
"""Carries name, words, width and height in millimetres."""
REGION, REGION_END = "s", "x"
"""Around what has to be looked at as a tree; the first carries the number of a scope."""


def mark(letter: str, *carried: object) -> str:
    """Return a mark; what is carried as markup has to be escaped."""
    return f"{SIGN}{letter}{BETWEEN.join(clean(str(each)) for each in carried)}{SIGN}"


def without(text: str) -> str:
    """Return printed text without its marks; the tags of its paragraphs stay."""
    pieces = text.split(SIGN)
    tags = {PARAGRAPH, PARAGRAPH_END}
    pieces[1::2] = [said[1:].replace(BETWEEN, "") if said[:1] in tags else "" for said in pieces[1::2]]
    return "".join(pieces)
