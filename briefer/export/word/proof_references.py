"""What a Word file refers to has to be there, and what has a number has one of its own: the part of the proof on ids.

None of it is found by the Open XML SDK: an unknown list prints no numbers, two controls of one number share their
text, and Word calls a file damaged whose notes or comments are not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefer.export.word.names import W14
from briefer.export.word.proof_part import Part

_TOO_LARGE = 0x80000000  # [MS-DOCX] 2.2.4: ST_LongHexNumber of a paragraph is below it


def reference_problems(parts: Mapping[str, Part]) -> Iterator[str]:
    """Yield what is wrong with the ids in the parts of a Word file, by their names."""
    styles = _ids(parts, "word/styles.xml", "style", "styleId")
    lists = _ids(parts, "word/numbering.xml", "num", "numId") | {"0"}
    written = {
        "comment": _ids(parts, "word/comments.xml", "comment", "id"),
        "endnote": _ids(parts, "word/endnotes.xml", "endnote", "id"),
    }
    for name, part in parts.items():
        named = part.kinds("pStyle", "rStyle", "tblStyle")
        yield from (f"the style {id} in {name} is not there" for id in sorted(named - styles))
        yield from (f"the list {id} in {name} is not there" for id in sorted(part.kinds("numId") - lists))
        lines = part.anywhere(W14, "paraId")
        controls = [id for id in part.values("id") if id is not None]
        for what, found in (("pictures", part.drawings()), ("controls", controls), ("lines", lines)):
            if len(found) != len(set(found)):
                yield f"two {what} in {name} have one number"
        if any(int(id, 16) >= _TOO_LARGE for id in lines):
            yield f"a line in {name} has a number that is too large"
        if part.lacking & {"tbl", "sdtContent"}:
            yield f"a table or control in {name} has nothing in it"
        for what, known in written.items():
            referred = part.kinds(f"{what}Reference", attribute="id")
            yield from (f"the {what} {id} is not there" for id in sorted(referred - known))


def _ids(parts: Mapping[str, Part], name: str, element: str, attribute: str) -> set[str]:
    return parts[name].kinds(element, attribute=attribute) if name in parts else set()
