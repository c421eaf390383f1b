"""A .docx as parts: read within limits, its relationships and types, and the same bytes for the same parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from briefer.errors import TemplateError
from briefer.export.word.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, Element, R, parse, serialise

_MEMBERS = 500
_MEMBER_BYTES = 32 << 20
_TOTAL_BYTES = 128 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold; a real time would make each export differ
WEB = ("http://", "https://", "mailto:")
"""How an address begins that a file may lead to."""
_OFFICE = f"{R}/"
_LEVEL = 3  # of zlib: as quick as 1 and, for text like this, half as slow as 4; a fifth larger than 6 makes it
_FORBIDDEN = ("vbaproject", "activex", "embeddings/", "attachedtoolbars", "altchunk")


class Package:
    """The parts of a Word file by name, without a leading slash, in their order."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._trees: dict[str, Element] = {}

    @classmethod
    def read(cls, data: bytes) -> Package:
        """Return the package in the bytes of a .docx template.

        Raises:
            TemplateError: it is no .docx, is too large, or holds macros, embedded files or links to outside.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = _members(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
            raise TemplateError("The template is not a Word file, or is damaged.", "Save it again in Word.") from error
        if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
            raise TemplateError("The template is not a Word file (.docx).", "Save it again in Word.")
        package = cls(parts)
        package.refuse_dangers()
        return package

    def refuse_dangers(self) -> None:
        """Refuse what would run or reach outside from every file made with this template.

        Raises:
            TemplateError: macros, embedded files, or a relationship to outside that is no web link.
        """
        for name in self.parts:
            if any(word in name.lower() for word in _FORBIDDEN):
                raise TemplateError(f"The template holds {name}, which could run.", "Save it as .docx without macros.")
            if name.endswith(".rels"):
                for relation in self.tree(name):
                    if relation.get("TargetMode") == "External" and not (
                        relation.get("Type", "").endswith("/hyperlink") and relation.get("Target", "").startswith(WEB)
                    ):
                        raise TemplateError(
                            "The template refers to a file outside of itself.", "Embed its pictures and save it again."
                        )

    def tree(self, name: str) -> Element:
        """Return the root of a part, to be changed in place; it is written back by `write`.

        Raises:
            TemplateError: the part is not well formed.
        """
        if name not in self._trees:
            try:
                self._trees[name] = parse(self.parts[name])
            except (etree.XMLSyntaxError, ValueError) as error:
                raise TemplateError(f"The part {name} of the template is damaged.", "Save it again in Word.") from error
        return self._trees[name]

    def put(self, name: str, content: bytes | Element) -> None:
        """Set the content of a part."""
        if isinstance(content, bytes):
            self._trees.pop(name, None)
            self.parts[name] = content
        else:
            self.parts.setdefault(name, b"")
            self._trees[name] = content

    def drop(self, name: str) -> None:
        """Take a part out, with its content type and what relates to it."""
        self.parts.pop(name, None)
        self._trees.pop(name, None)
        types = self.tree("[Content_Types].xml")
        for override in list(types):
            if override.get("PartName") == f"/{name}":
                types.remove(override)
        for owner in [each for each in self.parts if each.endswith(".rels")]:
            folder = owner.removesuffix(".rels").rsplit("_rels/", 1)[0]
            relations = self.tree(owner)
            for relation in list(relations):
                target = relation.get("Target", "")
                if name in (target.lstrip("/"), folder + target):
                    relations.remove(relation)

    def declare(self, name: str, content_type: str) -> None:
        """State the content type of a part."""
        types = self.tree("[Content_Types].xml")
        for override in types:
            if override.get("PartName") == f"/{name}":
                override.set("ContentType", content_type)
                return
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def relations(self, name: str) -> Element:
        """Return the relationships of a part ("" for the package), made where there are none."""
        path = relations_path(name)
        if path not in self.parts:
            self.put(
                path, etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap={None: PACKAGE_RELATIONSHIPS})
            )
        return self.tree(path)

    def relate(self, name: str, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of a relationship of part `name`, made if it is not there; `kind` is the end of its type."""
        relations = self.relations(name)
        mode = "External" if external else None
        for relation in relations:
            if (relation.get("Type"), relation.get("Target"), relation.get("TargetMode")) == (
                _OFFICE + kind,
                target,
                mode,
            ):
                return relation.get("Id", "")
        taken = {relation.get("Id") for relation in relations}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relation = etree.SubElement(
            relations, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=f"rId{number}", Type=_OFFICE + kind, Target=target
        )
        if external:
            relation.set("TargetMode", "External")
        return f"rId{number}"

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts that part `name` relates to by a kind."""
        if relations_path(name) not in self.parts:
            return []
        folder = posixpath.dirname(name)
        return [
            posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
            if not relation.get("Target", "").startswith("/")
            else relation.get("Target", "").lstrip("/")
            for relation in self.relations(name)
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
        ]

    def write(self) -> bytes:
        """Return the file: content types first, then the parts by name."""
        for name, root in self._trees.items():
            self.parts[name] = serialise(root)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in sorted(
                self.parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)
            ):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0  # else the system it was made on is in the file
                archive.writestr(info, self.parts[name], compresslevel=_LEVEL)
        return out.getvalue()


def relations_path(name: str) -> str:
    """Return where the relationships of a part are kept."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Read every member into memory; nothing is ever extracted to disk."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(names) != len({name.lower() for name in names}):
        raise ValueError("two parts of one name")
    total = sum(info.file_size for info in infos)
    if len(infos) > _MEMBERS or total > _TOTAL_BYTES or any(info.file_size > _MEMBER_BYTES for info in infos):
        raise ValueError("too large")
    parts: dict[str, bytes] = {}
    for info in infos:
        with archive.open(info) as member:
            parts[info.filename] = member.read(_MEMBER_BYTES + 1)
    return parts
