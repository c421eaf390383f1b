"""Office packages (ZIP with XML inside), read by member into memory under limits; never unpacked to disk.

What stands here guards every reader of such files: sizes, ratios, entries, passwords, document type declarations.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from briefer.errors import SourceDamaged, SourceEncrypted, SourceMislabelled, SourceTooLarge
from briefer.sources import limits
from briefer.sources.tree import XmlElement

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_BARE_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>")
# The strict form of the standard (ISO/IEC 29500-1) differs from what everybody writes in its names only.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """An opened package; `xml` gives the tree of a member.

    Raises:
        SourceDamaged, SourceEncrypted, SourceTooLarge: with a sentence naming the file.
    """

    def __init__(self, data: bytes, name: str, called: str = "a Word file") -> None:
        """Open the package in `data`, which came under the file name `name`, and check what it says of itself.

        `called` is what it should be.
        """
        self._name = name
        self._called = called
        if data.startswith(_OLD_OFFICE):
            raise SourceEncrypted(f"“{name}” is encrypted and wants a password.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        entries = self._zip.infolist()
        if len(entries) > limits.MOST_ENTRIES or sum(entry.file_size for entry in entries) > limits.MOST_UNPACKED:
            raise self._too_large()
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise SourceEncrypted(f"“{name}” is encrypted and wants a password.")
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > limits.LARGEST_MEMBER or (
                entry.file_size > limits.SMALL and ratio > limits.HIGHEST_RATIO
            ):
                raise self._too_large()
        self._members = {entry.filename: entry for entry in entries}
        if len(self._members) != len(entries):
            raise self._damaged()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def bytes(self, member: str) -> bytes:
        """Return a member unpacked, whatever its header says about its size.

        Raises:
            SourceDamaged: it is not there, or cannot be unpacked.
            SourceTooLarge: it unpacks to more than it may.
        """
        try:
            with self._zip.open(self._members[member]) as stream:
                data = stream.read(limits.LARGEST_MEMBER + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        if len(data) > limits.LARGEST_MEMBER:
            raise self._too_large()
        return data

    def xml(self, member: str, *, bare_doctype: bool = False) -> XmlElement:
        """Return the root of an XML member.

        With `bare_doctype`, a document type that only names itself, and declares nothing, is passed over.

        Raises:
            SourceDamaged: it is not there, not XML, or declares a document type, which no Office program writes.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        data = self.bytes(member)
        for strict, common in _STRICT:
            data = data.replace(strict, common)
        if bare_doctype:
            data = _BARE_DOCTYPE.sub(b"", data, count=1)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._damaged()
        return root

    def wrong_kind(self, what: str) -> SourceMislabelled:
        """Return the error that says that this package is not what its name says."""
        return SourceMislabelled(f"“{self._name}” is not {self._called}: it is {what}.")

    def _damaged(self) -> SourceDamaged:
        return SourceDamaged(f"“{self._name}” is damaged: it cannot be opened as {self._called}.")

    def _too_large(self) -> SourceTooLarge:
        return SourceTooLarge(f"“{self._name}” unpacks to more than an article may hold.")
