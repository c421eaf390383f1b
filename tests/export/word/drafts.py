"""Word templates for tests, written as a few lines of plain text, and the words of what they print.

A line is a paragraph, `# ` begins a heading, lines of `| a | b |` are a table, `¦` begins a new run, `¶` in a cell
a new paragraph. `<w:…>` at the beginning of a line is markup as it stands.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from briefer.export.word.names import Element, R, W, parse, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
)
_CELL = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'


def paragraph(line: str) -> str:
    """Return a line as a paragraph of Word."""
    style = '<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>' if line.startswith("# ") else ""
    runs = line.removeprefix("# ").split("¦")
    return f"<w:p>{style}{''.join(_run(run) for run in runs)}</w:p>"


def _run(words: str) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if words.startswith("**") else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words.removeprefix("**"), quote=False)}</w:t></w:r>'


def body(draft: str) -> str:
    """Return a draft as the content of a body."""
    made: list[str] = []
    rows: list[str] = []
    for line in [*draft.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            cells = line.strip("|").split("|")
            rows.append(
                "".join(f"<w:tc>{_CELL}{''.join(map(paragraph, cell.strip().split('¶')))}</w:tc>" for cell in cells)
            )
            width = len(cells)
            continue
        if rows:
            columns = '<w:gridCol w:w="2000"/>' * width
            table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
            made.append(f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{table}</w:tbl>")
            rows = []
        made.append(line if line.startswith("<w:") else paragraph(line))
    return "".join(made[:-1] if draft.strip() else made)


def template(draft: str, more: Mapping[str, str] | None = None) -> bytes:
    """Return a Word template; `more` are the words of other parts (header, footer, footnotes, title, address…)."""
    more = more or {}
    relations = [("rId1", "styles", "styles.xml", "")]
    content = f"<w:body>{body(draft)}{_section(more)}</w:body>"
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}">{content}</w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{_STYLES}</w:styles>',
    }
    overrides = {"word/document.xml": f"{_TYPE}.document.main+xml", "word/styles.xml": f"{_TYPE}.styles+xml"}
    for kind, root in _KINDS.items():
        if kind in more:
            name = f"word/{kind}{'1' if kind in ('header', 'footer') else ''}.xml"
            content = body(more[kind])
            if kind not in ("header", "footer"):
                one = kind.removesuffix("s")
                content = f'<w:{one} w:id="1">{content}</w:{one}>'
            parts[name] = f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'
            overrides[name] = f"{_TYPE}.{kind}+xml"
            relations.append((f"rId{kind}", kind, name.removeprefix("word/"), ""))
    if "address" in more:
        relations.append(("rIdaddress", "hyperlink", more["address"], ' TargetMode="External"'))
    if "title" in more:
        parts["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(more["title"])}</dc:title></cp:coreProperties>'
        )
        overrides["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    listed = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{escape(target)}"{mode}/>'
        for id_, kind, target, mode in relations
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    core = (
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    )
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package}/relationships">{listed}</Relationships>'
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        f'Target="word/document.xml"/>{core if "title" in more else ""}</Relationships>'
    )
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            archive.writestr(name, parts[name])
    return out.getvalue()


def lines(root: Element) -> list[str]:
    """Return what is read in a part: a line for each paragraph, one of `| a | b |` for each row of a table."""
    return list(_lines(root.find(w("body")) if root.tag == w("document") else root))  # type: ignore[arg-type]


def _lines(holder: Iterable[Element]) -> Iterable[str]:
    for element in holder:
        if element.tag == w("p"):
            yield _words(element)
        elif element.tag == w("tbl"):
            for row in element.iter(w("tr")):
                cells = ["¶".join(map(_words, cell.findall(w("p")))) for cell in row.findall(w("tc"))]
                yield f"| {' | '.join(cells)} |"
        elif element.tag in (w("footnote"), w("endnote"), w("comment")):
            yield from _lines(element)


def _words(paragraph: Element) -> str:
    read = {w("t"): None, w("br"): "⏎", w("tab"): "⇥"}
    return "".join(read[each.tag] or each.text or "" for each in paragraph.iter(*read))


def part(data: bytes, name: str) -> Element:
    """Return the tree of a part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse(archive.read(name))


def _section(more: Mapping[str, str]) -> str:
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{kind}"/>' for kind in ("header", "footer") if kind in more
    )
    return f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
