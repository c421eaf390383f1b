"""Real footnotes or endnotes, built after the template was printed, from the figures in the document, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from lxml import etree

from briefer.core.text import direction
from briefer.export.noting import printed
from briefer.export.word.names import NOTE_TYPE, Element, R, W, encoded, w
from briefer.export.word.package import Package
from briefer.export.word.runs import text_run
from briefer.export.word.styles import rename

NOTES, END_NOTES = "word/footnotes.xml", "word/endnotes.xml"
_DOCUMENT = "word/document.xml"
# CT_Settings: what may stand before footnotePr is long; what must stand behind it is not.
_BEHIND = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    "docId", "chartTrackingRefBased",
)  # fmt: skip

_SEPARATORS = (
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:pPr>'
    '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:{kind}>"
    '<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:pPr>'
    '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>"
)
Kind = Literal["footnote", "endnote"]


class Notes:
    """Numbers the figures of a document, the template's own among them, and writes the part with their notes."""

    def __init__(
        self, package: Package, notes: Sequence[Mapping[str, Any]], *, rtl: bool, kind: Kind = "footnote"
    ) -> None:
        self._package = package
        self._kind: Kind = kind
        self._part = f"word/{kind}s.xml"
        self._notes = {int(note["number"]): note for note in notes}
        self._own = {
            note.get(w("id")): note
            for note in (package.tree(self._part) if self._part in package.parts else ())
            if note.get(w("type")) is None
        }
        self._bidi = "<w:bidi/>" if rtl else ""
        self._seen: set[int] = set()
        self._written: list[str] = []

    def numbers(self) -> list[str]:
        """Return the numbers that the template's own notes have in it."""
        return [str(number) for number in self._own]

    def printed(self, note: int) -> str:
        """Return the figure for one of the briefing's notes: a source in full the first time, short from then on."""
        return self._figure(self._note(self._next(), self._notes.get(note, {"items": []})))

    def own(self, number: str, more: str = "") -> str:
        """Return the figure for one of the template's own notes; `more` are other attributes it has."""
        own = self._own.get(number)
        if own is None:  # the proof tells
            return f'<w:{self._kind}Reference w:id="{number}"{more}/>'
        own.set(w("id"), self._next())
        return self._figure(etree.tostring(own, encoding="unicode", with_tail=False), more)

    def _next(self) -> str:
        return str(len(self._written) + 1)

    def _figure(self, note: str, more: str = "") -> str:
        figure = f'<w:{self._kind}Reference w:id="{self._next()}"{more}/>'
        self._written.append(note)
        return figure

    def write(self, styles: dict[str, str]) -> None:
        """Write the part, its relationship, its content type and the settings that name the separators.

        `styles` are the ids that they have there. A file in which no note was printed and whose template had none stays
        as it is.
        """
        if not self._written and not self._own:
            return
        package = self._package
        kind: Kind = self._kind
        within = _SEPARATORS.format(kind=kind) + "".join(self._written)
        root = f'<w:{kind}s xmlns:w="{W}" xmlns:r="{R}">{within}</w:{kind}s>'
        package.put(self._part, encoded(rename(root, styles)))
        package.relate(_DOCUMENT, f"{kind}s", f"{kind}s.xml")
        package.declare(self._part, NOTE_TYPE.format(kind=kind))
        if "word/settings.xml" in package.parts:
            _name_separators(package.tree("word/settings.xml"), kind)

    def _note(self, number: str, note: Mapping[str, Any]) -> str:
        told = printed(note, self._seen)
        runs = "".join(text_run(run) for run in told)
        # A reference runs as the document does; words of one's own as their first letter.
        own = "" if note["items"] else direction("".join(str(run["text"]) for run in told))
        bidi = {"rtl": "<w:bidi/>", "ltr": ""}.get(own, self._bidi)
        return (
            f'<w:{self._kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}</w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{self._kind}Ref/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs}</w:p></w:{self._kind}>'
        )


def _name_separators(settings: Element, kind: Kind) -> None:
    name = f"{kind}Pr"
    for found in settings.findall(w(name)):
        settings.remove(found)
    behind = set(_BEHIND) - {name}
    at = next((index for index, child in enumerate(settings) if etree.QName(child).localname in behind), len(settings))
    properties = etree.Element(w(name))
    for number in ("-1", "0"):
        etree.SubElement(properties, w(kind)).set(w("id"), number)
    settings.insert(at, properties)


def count_in_figures(package: Package) -> None:
    """Have the endnotes of a template counted 1, 2, 3: by themselves they would be in small Roman figures."""
    before = (w("headerReference"), w("footerReference"), w("footnotePr"))
    for section in package.tree(_DOCUMENT).iter(w("sectPr")):
        for found in section.findall(w("endnotePr")):
            section.remove(found)
        properties = etree.Element(w("endnotePr"))
        etree.SubElement(properties, w("numFmt")).set(w("val"), "decimal")
        section.insert(sum(1 for child in section if child.tag in before), properties)
