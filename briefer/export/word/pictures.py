"""Pictures in a Word file: each a part of its own, shown in its line, with the words for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from briefer.export.word.names import WP, Element, R, W, w
from briefer.export.word.package import Package

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU = 36000  # to the millimetre
_FIRST = 90_000  # the number of the first: a template's own pictures have lower ones


class Drawings:
    """Takes pictures into a file."""

    def __init__(self, package: Package, pictures: Mapping[str, bytes]) -> None:
        self._package = package
        self._pictures = pictures
        self._last = _FIRST

    def shown(self, part: str, name: str, words: str, width: str, height: str) -> str:
        """Return the picture of a name in `part`, its sides in millimetres; "" where it is not at hand."""
        data = self._pictures.get(name)
        if data is None:
            return ""
        file = f"word/media/{name}"
        self._package.put(file, data)
        self._package.declare(file, "image/png" if name.endswith(".png") else "image/jpeg")
        self._last += 1
        size = {"cx": _emu(width), "cy": _emu(height)}
        told = {"id": str(self._last), "name": f"Figure {self._last - _FIRST}", "descr": words}
        drawing = _drawing(self._package.relate(part, "image", f"media/{name}"), size, told)
        return etree.tostring(drawing, encoding="unicode")


def _emu(millimetres: str) -> str:
    return str(round(float(millimetres) * _EMU))


def _drawing(relation: str, size: dict[str, str], told: dict[str, str]) -> Element:
    drawing = etree.Element(w("drawing"), nsmap={"w": W, "wp": WP, "a": _A, "pic": _PIC, "r": R})
    inline = etree.SubElement(drawing, f"{{{WP}}}inline", distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, f"{{{WP}}}extent", size)
    etree.SubElement(inline, f"{{{WP}}}docPr", told)
    frame = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    etree.SubElement(frame, f"{{{_A}}}graphicFrameLocks", noChangeAspect="1")
    content = etree.SubElement(etree.SubElement(inline, f"{{{_A}}}graphic"), f"{{{_A}}}graphicData", uri=_PIC)
    picture = etree.SubElement(content, f"{{{_PIC}}}pic")
    about = etree.SubElement(picture, f"{{{_PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{_PIC}}}cNvPr", told)
    etree.SubElement(about, f"{{{_PIC}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{_PIC}}}blipFill")
    etree.SubElement(fill, f"{{{_A}}}blip").set(f"{{{R}}}embed", relation)
    etree.SubElement(etree.SubElement(fill, f"{{{_A}}}stretch"), f"{{{_A}}}fillRect")
    shape = etree.SubElement(picture, f"{{{_PIC}}}spPr")
    place = etree.SubElement(shape, f"{{{_A}}}xfrm")
    etree.SubElement(place, f"{{{_A}}}off", x="0", y="0")
    etree.SubElement(place, f"{{{_A}}}ext", size)
    form = etree.SubElement(shape, f"{{{_A}}}prstGeom", prst="rect")
    etree.SubElement(form, f"{{{_A}}}avLst")
    return drawing
