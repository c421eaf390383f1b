from __future__ import annotations

import io
import zipfile

from briefer import paths
from briefer.export.word.package import Package
from briefer.export.word.scrub import scrub

CUSTOM = """<?xml version="1.0"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
<property pid="2" name="MSIP_Label_1_Name"><vt:lpwstr>Public</vt:lpwstr></property>
<property pid="3" name="Server"><vt:lpwstr>lindqvist-pc</vt:lpwstr></property>
</Properties>"""


def telling() -> bytes:
    """Return the standard template as somebody's Word might have saved it."""
    package = Package.read((paths.templates() / "standard" / "standard.docx").read_bytes())
    document = package.parts["word/document.xml"].decode()
    at = document.index("<w:p>") if "<w:p>" in document else document.index("<w:p ")
    package.put(
        "word/document.xml",
        (
            document[:at]
            + '<w:p w:rsidR="00AB12CD"><w:ins w:id="901" w:author="M. Lindqvist" w:date="2026-01-01T00:00:00Z">'
            + "<w:r><w:t>kept words</w:t></w:r></w:ins></w:p>"
            + document[at:]
        ).encode(),
    )
    package.put("docProps/custom.xml", CUSTOM.encode())
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>House</dc:title><dc:creator>M. Lindqvist</dc:creator>'
        "<cp:lastModifiedBy>lindqvist</cp:lastModifiedBy></cp:coreProperties>"
    )
    package.put("docProps/core.xml", core.encode())
    return package.write()


def test_authors_sessions_and_machines_are_gone_and_words_and_labels_stay() -> None:
    with zipfile.ZipFile(io.BytesIO(scrub(telling()))) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    whole = "".join(parts.values())
    for told in ("indqvist", "00AB12CD", "2026-01-01", "lindqvist-pc"):
        assert told not in whole
    assert "kept words" in parts["word/document.xml"]
    assert "House" in parts["docProps/core.xml"]
    assert "MSIP_Label_1_Name" in parts["docProps/custom.xml"]


def test_scrubbing_twice_changes_nothing_more() -> None:
    once = scrub(telling())
    assert scrub(once) == once
