"""The pictures of a web page: from what the page carries inlined, or from the files that were saved with it.

Nothing is fetched: a picture that did not come along has its place and its words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin

from briefer.sources.dom import Element
from briefer.sources.pictures import Admitted, admit
from briefer.sources.tree import Inlined, data_of

MOST = 200
"""Pictures of one page that are kept; the others keep their place only."""

_MOST_BYTES = 64 << 20
_DOT = 2  # pixels; what is no larger counts readers, and is nothing to look at
# SingleFile keeps a picture that occurs twice in a style sheet, under such a name.
_VARIABLE = re.compile(r"--(sf-img-\d+)\s*:\s*url\(\s*[\"']?(data:,[a-z]+-\d+)")
_USED = re.compile(r"var\(\s*--(sf-img-\d+)\s*\)")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "data-old-src", "datasrc", "alt-src")
_SETS = ("srcset", "data-srcset", "data-old-srcset")


@dataclass(slots=True)
class PagePictures:
    """Finds the pictures of a page: ``files`` are bytes by their address, whole or as the page writes it."""

    inlined: Inlined
    files: Mapping[str, bytes]
    base: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    left_out: int = 0
    _kept: dict[str, Admitted | None] = field(default_factory=dict[str, "Admitted | None"])
    _bytes: int = 0

    def find(self, node: Element) -> tuple[bool, Admitted | None]:
        """Return whether an ``img`` is a picture to look at, and the picture if it came along."""
        elsewhere = False
        for address in self._addresses(node):
            data = self._data(address)
            if data is None:
                elsewhere = elsewhere or not address.startswith("data:")
                continue
            picture = self._admitted(address, data)
            if picture is not None and min(picture.width, picture.height) > _DOT:
                return True, picture
            if picture is None:
                elsewhere = True  # a drawing, or damaged: it cannot be shown, but there was one
        return elsewhere, None

    def _addresses(self, node: Element) -> Iterator[str]:
        if match := _USED.search(node.get("style") or ""):
            yield self.variables.get(match[1], "")
        for name in _SOURCES:
            if value := (node.get(name) or "").strip():
                yield value
        parent = node.getparent()
        holders: list[Element] = [node]
        if parent is not None and parent.tag == "picture":
            holders += parent.iterchildren("source")
        for holder in holders:
            for name in _SETS:
                for part in re.split(r",\s+", (holder.get(name) or "").strip()):
                    if part:
                        yield part.split()[0]

    def _data(self, address: str) -> bytes | None:
        if (whole := self.inlined.address(address)) is not None:
            return data_of(whole)
        plain = urldefrag(address)[0]
        for key in (address, plain, unquote(plain).removeprefix("./")):
            if key in self.files:
                return self.files[key]
        try:
            return self.files.get(urljoin(self.base, plain)) if self.base else None
        except ValueError:
            return None

    def _admitted(self, address: str, data: bytes) -> Admitted | None:
        if address not in self._kept:
            if len(self._kept) >= MOST or self._bytes >= _MOST_BYTES:
                self.left_out += 1
                return None
            picture = self._kept[address] = admit(data)
            self._bytes += len(picture.data) if picture is not None else 0
        return self._kept[address]


def variables_of(page: str) -> dict[str, str]:
    """Return what SingleFile's style sheet in `page` names: the inlined picture behind each name."""
    return {match[1]: match[2] for match in _VARIABLE.finditer(page)} if "--sf-img-" in page else {}
