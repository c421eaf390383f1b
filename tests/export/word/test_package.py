from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.export.word.engine import environment, fill
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


DOCUMENT = "word/document.xml"
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY e11 SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["billion laughs", "a file", "the network", "a definition elsewhere"],
)
@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "word/header1.xml", "word/_rels/document.xml.rels"])
def test_entities_end_in_a_sentence_and_read_nothing(doctype: str, name: str) -> None:
    content = parts()
    head, _, root = content[name].partition(b"?>")
    content[name] = head + b"?>" + doctype.encode() + root.replace(b"</w:t>", b"&e11;</w:t>", 1)
    with pytest.raises(TemplateError, match=r"damaged|not a Word file"):
        fill(Package.read(zipped(content)), environment({}), {})


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "word/../../evil.xml", "C:\\evil.xml"])
def test_a_name_that_leads_elsewhere_is_a_name_and_writes_nothing(name: str, tmp_path: Path) -> None:
    package = Package.read(zipped({**parts(), name: b"<x/>"}))
    assert package.write()  # in memory: nothing of a template is ever unpacked onto the disk
    assert list(tmp_path.iterdir()) == []


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(zipped(parts()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    with pytest.raises(TemplateError, match="not a Word file"):
        Package.read(out.getvalue())


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    data = bytearray(zipped({**parts(), "word/media/a.bin": b"\0" * 5000}))
    size = (5000).to_bytes(4, "little")
    at = data.index(size)
    while at >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
        at = data.find(size, at)
    with pytest.raises(TemplateError, match="not a Word file"):
        Package.read(bytes(data))
