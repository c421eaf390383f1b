from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from briefer.errors import TemplateError
from briefer.export.word.package import Package
from briefer.packs import shelf

Parts = dict[str, bytes]


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(shelf.find("standard").template(".docx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def relation(kind: str, target: str) -> Callable[[Parts], None]:
    def add(content: Parts) -> None:
        name = "word/_rels/document.xml.rels"
        written = (
            '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        )
        content[name] = content[name].replace(b"</Relationships>", written.encode())

    return add


def extra(name: str, data: bytes = b"x") -> Callable[[Parts], None]:
    return lambda content: content.update({name: data})


def without(name: str) -> Callable[[Parts], None]:
    def drop(content: Parts) -> None:
        del content[name]

    return drop


@pytest.mark.parametrize(
    "change",
    [
        relation("attachedTemplate", r"\\evil\t.dotm"),
        relation("image", "http://evil.example/x.png"),
        relation("hyperlink", "file:///etc/passwd"),
        extra("word/vbaProject.bin"),
        extra("word/embeddings/oleObject1.bin"),
        extra("word/activeX/activeX1.xml"),
        extra("WORD/document.xml"),
        extra("word/_rels/other.rels", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        without("word/document.xml"),
    ],
)
def test_a_template_that_could_run_or_reach_outside_is_refused(change: Callable[[Parts], None]) -> None:
    content = parts()
    change(content)
    with pytest.raises(TemplateError):
        Package.read(zipped(content))


def test_web_links_of_a_template_are_welcome() -> None:
    content = parts()
    relation("hyperlink", "https://example.org")(content)
    assert Package.read(zipped(content)).parts


@pytest.mark.parametrize("data", [b"", b"PK\3\4 cut", b"no zip at all"])
def test_what_is_no_word_file_is_told(data: bytes) -> None:
    with pytest.raises(TemplateError, match="not a Word file"):
        Package.read(data)


def test_a_bomb_is_refused() -> None:
    content = {**parts(), "word/media/bomb.bin": b"\0" * (40 << 20)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    with pytest.raises(TemplateError):
        Package.read(out.getvalue())


def test_the_same_parts_give_the_same_bytes() -> None:
    data = zipped(parts())
    assert Package.read(data).write() == Package.read(Package.read(data).write()).write()
