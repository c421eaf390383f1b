"""Files made to harm a reader: bombs, loops, entities, lies about sizes, and own samples cut short or with bits turned.

Every file is made here, the same each time; none is larger than it must be to do its harm.
"""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.sources import pdfs
from tests.sources.samples import sample

Files = Iterator[tuple[str, bytes]]
Maker = Callable[[], Files]

_MUTATED = (
    "screenshot.png", "photograph.jpg", "animated.gif", "small.webp", "scan.tiff", "writer.pdf", "scan.pdf",
    "chromium.pdf", "lite.eml", "mutt.eml", "ass.srt", "speakers.vtt", "tracked.odt", "pandoc.odt", "infozip.zip",
    "pages/harbour.mhtml", "pages/harbour-single.html", "pages/complete/harbour.html",
)  # fmt: skip
"""Samples of every format that are cut and turned."""


# --- pages ------------------------------------------------------------------------------------------------------------


def pages() -> Files:
    """Web pages that nest, repeat, refer or pretend without end."""
    words = "The harbour closed on Tuesday, and nobody could say for how long. " * 3
    yield "deep-divs.html", b"<div>" * 100_000 + b"<p>words</p>"
    yield "deep-spans.html", b"<p>" + b"<span>" * 50_000 + b"words"
    yield "deep-lists.html", b"<ul><li>" * 20_000 + b"words"
    yield "deep-tables.html", b"<table><tr><td>" * 3000 + b"words"
    yield "deep-quotes.html", b"<blockquote>" * 20_000 + b"words"
    yield "deep-fonts.html", (b"<b><i>" * 20_000) + b"words"
    yield "unclosed-links.html", b"<a href=x>word " * 30_000
    yield "many-links.html", b"".join(b'<p><a href="/%d">word</a></p>' % number for number in range(20_000))
    yield "many-paragraphs.html", b"<p>word word word, word." * 60_000
    yield "many-breaks.html", f"<div>{words}".encode() + b"<br>" * 100_000
    yield "many-words-and-breaks.html", b"<div>" + b"word, word<br><br>" * 20_000
    yield "many-siblings.html", b"<div><span>word</span></div>" * 30_000
    yield "many-classes.html", b'<p class="' + b"article " * 100_000 + b'">word'
    yield "long-attribute.html", b'<p title="' + b"a" * 8_000_000 + b'">word'
    yield "many-attributes.html", b"<p " + b" ".join(b"a%d=1" % number for number in range(50_000)) + b">word"
    yield "wide-table.html", b"<table><tr>" + b"<td>1" * 50_000 + b"</table>"
    yield "long-table.html", b"<table>" + b"<tr><td>1<td>2" * 20_000 + b"</table>"
    yield "lying-spans.html", b"<table><tr><td colspan=1000000000 rowspan=1000000000>1<td>2<tr><td>3</table>"
    yield "many-spans.html", b"<table>" + b"<tr><td colspan=60000 rowspan=60000>1<td>2" * 500 + b"</table>"
    yield "long-word.html", b"<p>" + b"a" * 5_000_000
    yield "long-space.html", b"<p>a" + b" " * 5_000_000 + b"b"
    yield "long-title.html", b"<title>" + b"Harbour | " * 100_000 + b"</title><p>word"
    yield "many-titles.html", b"<h1>Harbour closed</h1>" * 20_000
    yield "many-scripts.html", b"<script>if(a<b)</script>" * 50_000 + b"<p>word"
    yield "open-script.html", b"<p>word<script>" + b"var a = '<p>';" * 100_000
    yield "open-comment.html", b"<p>word<!--" + b"- " * 500_000
    yield "many-comments.html", b"<!-- -->" * 200_000 + b"<p>word"
    yield "entities.html", b"<p>" + b"&amp;&#x41;&nosuch;" * 200_000
    yield "huge-entity.html", b"<p>&#" + b"9" * 100_000 + b";&#x110000;&#0;&#xD800; word"
    yield "open-entity.html", b"<p>" + b"&" * 1_000_000
    yield "open-tag.html", b"<p>word" + b"<" * 1_000_000
    yield "open-quote.html", b'<p title="' + b"<p>word" * 100_000
    yield "nulls.html", b"<p>wo\0rd\0" * 50_000
    yield "surrogates.html", b"<p>" + b"\xed\xa0\x80word\xed\xb0\x80" * 10_000
    yield "wrong-charset.html", b"<meta charset=utf-7><p>+ADw-script+AD4- \xff\xfe\xfa word"
    yield "unknown-charset.html", b'<meta charset="' + b"x" * 10_000 + b'"><p>word'
    yield "many-charsets.html", b"<meta charset=utf-16><meta charset=ebcdic-cp-us>" * 5000 + b"<p>word"
    yield "entity-file.html", b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>word &x;'
    yield "laughs.xhtml", _laughs("html", "<body><p>&l9;</p></body>")
    yield "include.xhtml", b'<html xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/passwd"/><p>word'
    yield "inlined-bomb.html", b'<p>word<img src="data:image/png;base64,' + b"A" * 6_000_000 + b'">'
    yield "inlined-many.html", b'<p>word<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">' * 5000
    yield "inlined-html.html", b'<p>word<iframe src="data:text/html,' + b"%3Cp%3E" * 200_000 + b'"></iframe>'
    yield "many-pictures.html", b"<p>word<img src=a.png srcset='a.png 1x, b.png 2x' alt=picture>" * 10_000
    yield "many-sets.html", b"<img srcset='" + b"a.png 1x, " * 100_000 + b"'><p>word"
    deep = '{"a":' * 20_000 + "1" + "}" * 20_000
    yield "deep-json.html", f'<script type="application/ld+json">{deep}</script><p>{words}'.encode()
    wide = json.dumps([{"@type": "NewsArticle", "headline": "a" * 100} for _ in range(20_000)])
    yield "wide-json.html", f'<script type="application/ld+json">{wide}</script><p>{words}'.encode()
    number = '{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + "}"
    yield "number-json.html", f'<script type="application/ld+json">{number}</script><p>{words}'.encode()
    yield "many-dates.html", b"<p>On 1 January 2020 and 2020-01-02 the harbour closed.</p>" * 10_000
    yield "slow-date.html", b"<p>" + b"1/1/" * 200_000
    yield "many-meta.html", b'<meta property="og:title" content="x"><meta name=author content=y>' * 30_000 + b"<p>w"
    yield "bases.html", b"<base href='http://[::1'><p><a href='http://[v'>word</a><a href='//'>word</a>"
    yield "right-to-left.html", ("<p>" + "\u202e\u2066\u200f" * 100_000 + "word").encode()
    yield "marks.html", ("<p>a" + "\u0301" * 500_000).encode()


def _laughs(root: str, body: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "laugh">{entities}]><{root}>{body}</{root}>'.encode()


# --- zips and what is made of them ------------------------------------------------------------------------------------


def packed(members: dict[str, bytes], *, level: int = 6) -> bytes:
    """Return a zip file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def zips() -> Files:
    """Zip files that swell, nest, overlap, lie and point elsewhere."""
    bomb = packed({"bomb.txt": b"\0a" * (20 << 20)})
    yield "bomb.zip", bomb
    nested = packed({f"{number}.zip": bomb for number in range(10)})
    yield "nested-bomb.zip", nested
    deep = packed({"a.txt": b"words"})
    for _ in range(60):
        deep = packed({"deeper.zip": deep}, level=0)
    yield "deep.zip", deep
    yield "many.zip", packed({f"{number}.txt": b"" for number in range(30_000)})
    yield "many-small.zip", packed({f"{number}.txt": b"words" for number in range(3000)})
    yield "slips.zip", packed({"../../etc/a.txt": b"words", "/etc/b.txt": b"words", "C:\\x\\c.txt": b"words"})
    yield "strange-names.zip", packed({"a\n\x1b[31m.txt": b"words", "con.txt": b"words", "x" * 30_000: b"words"})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", stream.getvalue()
    yield "overlapping.zip", _overlapping(2000)
    yield "lying-size.zip", _patched(packed({"a.txt": b"words " * 1000}), b"PK\1\2", 24, struct.pack("<I", 10))
    yield "larger-size.zip", _patched(packed({"a.txt": b"words"}), b"PK\1\2", 24, struct.pack("<I", 0xFFFFFFF0))
    yield "locked.zip", _patched(packed({"a.txt": b"words"}), b"PK\1\2", 8, b"\1\0")
    yield "odd-method.zip", _patched(packed({"a.txt": b"words"}), b"PK\1\2", 10, b"\x63\0")
    yield "wrong-offset.zip", _patched(packed({"a.txt": b"words"}), b"PK\1\2", 42, struct.pack("<I", 0x7FFFFFFF))
    yield "no-end.zip", packed({"a.txt": b"words" * 100})[:-22]
    yield "only-end.zip", b"PK\5\6" + bytes(18)
    yield "many-ends.zip", b"PK\3\4" + b"PK\5\6" * 100_000
    yield "only-head.zip", b"PK\3\4"
    yield "loop.zip", packed({"loop.zip": packed({"loop.zip": packed({"a.html": b"<div>" * 50_000})})})


def _overlapping(count: int) -> bytes:
    """Return a zip whose members all stand for the same packed bytes, so that it is small and they are not."""
    kernel = zlib.compress(b"a" * (8 << 20), 9)[2:-4]
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(kernel), 8 << 20, 5, 0) + b"a.txt"
    entries = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(kernel), 8 << 20, 8, 0, 0, 0, 0, 0, 0
        ) + b"%04d.txt" % number
        for number in range(count)
    )  # fmt: skip
    start = len(head) + len(kernel)
    return head + kernel + entries + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0)


def _patched(data: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    place = data.index(mark) + at
    return data[:place] + value + data[place + len(value) :]


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="png" ContentType="image/png"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'officeDocument" Target="word/document.xml"/></Relationships>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **more: bytes) -> bytes:
    """Return a Word file with that body; `more` are parts by their names, "__" for "/" and "_" for "."."""
    parts = {name.replace("__", "/").replace("_", "."): data for name, data in more.items()}
    document = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'.encode()
    return packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **parts})


def odt(body: str, head: str = "") -> bytes:
    """Return an OpenDocument text with that body; `head` stands before its root."""
    spaces = "".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {spaces}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}, level=0)


def words() -> Files:
    """Word files and OpenDocument texts."""
    text = "<w:p><w:r><w:t>words</w:t></w:r></w:p>"
    yield "swollen.docx", docx(text, word__styles_xml=b"<a>" + b" " * (40 << 20) + b"</a>")
    yield (
        "laughs.docx",
        packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": _laughs("a", "&l9;")}),
    )
    secret = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_W}><w:body>'
    secret += "<w:p><w:r><w:t>words &x;</w:t></w:r></w:p></w:body></w:document>"
    yield (
        "entity.docx",
        packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": secret.encode()}),
    )
    yield "deep.docx", docx("<w:sdt><w:sdtContent>" * 20_000 + text + "</w:sdtContent></w:sdt>" * 20_000)
    yield "deep-tables.docx", docx("<w:tbl><w:tr><w:tc>" * 2000 + text + "</w:tc></w:tr></w:tbl>" * 2000)
    yield "many.docx", docx(text * 50_000)
    yield "many-runs.docx", docx("<w:p>" + "<w:r><w:t>w </w:t></w:r>" * 50_000 + "</w:p>")
    yield (
        "spans.docx",
        docx("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr>" + text + "</w:tc></w:tr></w:tbl>"),
    )
    yield "no-document.docx", packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS})
    loop = _RELATIONS.replace(b"word/document.xml", b"_rels/.rels")
    yield "loop.docx", packed({"[Content_Types].xml": _TYPES, "_rels/.rels": loop, "word/document.xml": b"<a/>"})
    numbers = "<w:p><w:pPr><w:numPr><w:ilvl w:val='999999999'/><w:numId w:val='-7'/></w:numPr></w:pPr></w:p>"
    yield "numbers.docx", docx(numbers + text)
    yield "many-members.docx", docx(text, **{f"word__a{number}_xml": b"<a/>" for number in range(20_000)})
    yield "not-xml.docx", packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": b"%"})
    paragraph = "<text:p>words</text:p>"
    yield "swollen.odt", odt("<text:p>" + "a" * (40 << 20) + "</text:p>")
    yield (
        "laughs.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _laughs("a", "&l9;")}, level=0),
    )
    yield "entity.odt", odt("<text:p>words &x;</text:p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "deep.odt", odt("<text:section>" * 20_000 + paragraph + "</text:section>" * 20_000)
    yield "spaces.odt", odt("<text:p>words<text:s text:c='2000000000'/>words</text:p>")
    cells = "<table:table-cell table:number-columns-repeated='1000000000'><text:p>1</text:p></table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='1000000000'>{cells}</table:table-row>"
    yield "cells.odt", odt(f"<table:table>{rows}</table:table>{paragraph}")
    yield "many.odt", odt(paragraph * 50_000)


# --- pictures and PDF -------------------------------------------------------------------------------------------------


def _png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pictures() -> Files:
    """Pictures that claim more pixels, frames or words than they have."""
    yield "huge.png", _png(60_000, 60_000, zlib.compress(b"\0" * 1000))
    yield "bomb.png", _png(4900, 4900, zlib.compress(b"\0" * (3 * 4900 * 4900 + 4900), 9))
    yield "widest.png", _png(0x7FFFFFFF, 1, zlib.compress(b"\0"))
    yield "nothing.png", _png(0, 0)
    swollen = zlib.compress(b"a" * (20 << 20), 9)
    body = b"zTXtx\0\0" + swollen
    data = _png(2, 2, zlib.compress(b"\0" * 14))
    text = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    yield "swollen-text.png", data[:33] + text + data[33:]
    head = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x02\x44\x01\x00"
    yield "frames.gif", head + frame * 100_000 + b"\x3b"
    yield "endless.gif", head + frame * 1000
    yield "huge.gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6) + frame + b"\x3b"
    yield "huge.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
    yield "loop.tiff", b"II*\0" + struct.pack("<IHI", 8, 0, 8)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in ((256, 60_000), (257, 60_000)))
    yield "huge.tiff", b"II*\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0)
    yield "many-entries.tiff", b"II*\0" + struct.pack("<IH", 8, 65535) + struct.pack("<HHII", 256, 4, 1, 2) * 65535
    yield "huge.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
    yield "markers.jpg", b"\xff\xd8" + b"\xff\xe1\0\x02" * 200_000 + b"\xff\xd9"
    yield "huge.webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff"


def portable() -> Files:
    """PDF files that loop, swell and lie."""
    catalog, page = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    yield "loop.pdf", pdfs.assembled([catalog, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])
    yield "parents.pdf", pdfs.assembled([catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>", page])
    yield "lying-count.pdf", pdfs.assembled([catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page])
    many = " ".join("3 0 R" for _ in range(20_000))
    yield "same-page.pdf", pdfs.assembled([catalog, f"<< /Type /Pages /Kids [{many}] /Count 20000 >>", page])
    pages_ = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    for name, box in (("largest", "0 0 2000000000 2000000000"), ("negative", "9 9 -9 -9"), ("nothing", "0 0 0 0")):
        yield f"box-{name}.pdf", pdfs.assembled([catalog, pages_, page.replace("0 0 200 200", box)])
    yield "deep-array.pdf", pdfs.assembled([catalog, pages_, "[" * 100_000 + "]" * 100_000])
    swollen = zlib.compress(b"BT /F 9 Tf (words) Tj ET " * 1_000_000, 9).decode("latin-1")
    stream = f"<< /Length {len(swollen)} /Filter /FlateDecode >> stream\n{swollen}\nendstream"
    yield "swollen.pdf", pdfs.assembled([catalog, pages_, page.replace(">>", "/Contents 4 0 R >>"), stream])
    again = " ".join(["/FlateDecode"] * 1000)
    stream = f"<< /Length 8 /Filter [{again}] >> stream\n12345678\nendstream"
    yield "filters.pdf", pdfs.assembled([catalog, pages_, page.replace(">>", "/Contents 4 0 R >>"), stream])
    launch = catalog.replace(">>", "/OpenAction << /S /Launch /F (/bin/sh) >> >>")
    yield "launch.pdf", pdfs.assembled([launch, pages_, page])
    script = catalog.replace(">>", "/OpenAction << /S /JavaScript /JS (while(1){}) >> >>")
    yield "script.pdf", pdfs.assembled([script, pages_, page])
    labels = catalog.replace(">>", "/PageLabels << /Nums [0 << /S /r /St 2000000000 >>] >> >>")
    yield "labels.pdf", pdfs.assembled([labels, pages_, page])
    labels = catalog.replace(">>", "/PageLabels << /Kids [1 0 R] >> >>")
    yield "labels-loop.pdf", pdfs.assembled([labels, pages_, page])
    yield "no-table.pdf", b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 20_000
    yield (
        "table-loop.pdf",
        (b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 9 >>\nstartxref\n9\n%%EOF"),
    )
    yield "only-head.pdf", b"%PDF-1.7"


# --- mails and texts --------------------------------------------------------------------------------------------------


def mails() -> Files:
    """Mails and saved pages that nest and repeat."""
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000))
    yield "deep-parts.eml", head + deep + b"Content-Type: text/plain\r\n\r\nwords\r\n"
    inner = head + b"Content-Type: text/plain\r\n\r\nwords\r\n"
    for _ in range(200):
        inner = head + b"Content-Type: message/rfc822\r\n\r\n" + inner
    yield "deep-mails.eml", inner
    many = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n" for _ in range(20_000))
    yield "many-parts.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + many + b"--b--\r\n"
    attached = b"".join(
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=%d.txt\r\n\r\nwords\r\n" % n
        for n in range(2000)
    )
    yield "many-attached.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + attached + b"--b--\r\n"
    yield "long-head.eml", head + b"X: " + b"a" * 5_000_000 + b"\r\n\r\nwords"
    yield "many-heads.eml", head + b"X-Y: z\r\n" * 100_000 + b"\r\nwords"
    yield "many-senders.eml", b"From: " + b"a <a@b.example>, " * 50_000 + b"\r\nTo: c@d.example\r\n\r\nwords"
    yield "comments.eml", b"From: " + b"(" * 50_000 + b" a@b.example\r\nTo: c@d.example\r\nDate: x\r\n\r\nwords"
    yield "coded-words.eml", head + b"To: " + b"=?utf-8?b?YQ==?= " * 50_000 + b"\r\n\r\nwords"
    yield "flowed.eml", head + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"word \r\n" * 300_000
    yield "bad-date.eml", head + b"Date: Mon, 99 Foo 99999999999 99:99:99 +9999\r\n\r\nwords"
    yield (
        "bad-coding.eml",
        head
        + b"Content-Type: text/plain; charset=nosuch\r\n"
        + (b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 1_000_000),
    )
    yield (
        "slips.eml",
        head
        + (
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; "
            b'filename="../../../etc/passwd.txt"\r\n\r\nwords\r\n--b--\r\n'
        ),
    )
    page = b"Content-Type: text/html\r\nContent-Location: http://a.example/\r\n\r\n<p>words<img src=cid:x>\r\n"
    related = (
        b'From: <Saved by x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary=b'
    )
    yield "many-parts.mhtml", related + b"\r\n\r\n" + (b"--b\r\n" + page) * 5000 + b"--b--\r\n"
    yield "only-itself.mhtml", related + b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<iframe src=cid:x></iframe>"
    yield "no-parts.mhtml", related + b"\r\n\r\n"


def texts() -> Files:
    """Plain text, Markdown and subtitles that are slow to read for who looks back too far."""
    yield "long-line.txt", b"word " * 2_000_000
    yield "one-word.txt", b"a" * 5_000_000
    yield "dots.txt", b". " * 1_000_000
    yield "many-lines.txt", b"a\n" * 1_000_000
    yield "returns.txt", b"\r" * 1_000_000 + b"word"
    yield "nulls.txt", b"w\0o\0r\0d\0s" * 1000 + b"\0\0\0"
    yield "half-pairs.txt", b"\xff\xfe" + b"\0\xd8" * 100_000 + b"a\0"
    yield "no-letters.txt", bytes(range(1, 32)) * 10_000
    yield "any-bytes.txt", random.Random(1).randbytes(1_000_000)
    yield "marks.txt", ("a" + "\u0300" * 1_000_000).encode()
    yield "deep-quotes.md", b">" * 100_000 + b" word"
    yield "deep-lists.md", b"".join(b" " * n + b"- a\n" for n in range(1500))
    yield "brackets.md", b"[" * 100_000 + b"a" + b"](b)" * 1000
    yield "stars.md", b"*a **" * 100_000
    yield "ticks.md", b"`" * 100_000 + b"a" + b"``" * 50_000
    yield "tables.md", b"|" * 50_000 + b"\n|" + b"-|" * 50_000 + b"\n" + b"|a" * 50_000
    yield "links.md", b"<a href='x" * 50_000
    yield "front.md", b"---\n" + b"title: [" * 50_000 + b"\n---\nword"
    yield "references.md", b"".join(b"[%d]: http://a.example/%d\n" % (n, n) for n in range(20_000)) + b"word [1]"
    cue = b"1\n00:00:01,000 --> 00:00:02,000\nwords\n\n"
    yield "many.srt", cue * 30_000
    yield "backwards.srt", cue.replace(b"00:00:01,000", b"99:59:59,999") * 100
    yield "long-times.srt", cue.replace(b"00:00:01", b"9" * 10_000 + b":00:00")
    yield "no-words.srt", cue.replace(b"words", b"") * 100
    yield "long-cue.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"words\n" * 100_000
    yield "deep-tags.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a><b>" * 50_000 + b"words\n"
    yield "notes.vtt", b"WEBVTT\n\n" + b"NOTE x\n\n" * 50_000 + b"00:01.000 --> 00:02.000\nwords\n"


# --- own samples, harmed ----------------------------------------------------------------------------------------------


def mutated() -> Files:
    """Samples of every format: cut short, with bits turned, with a piece twice, with a piece of another inside."""
    dice = random.Random(3)
    others = [sample(name) for name in _MUTATED]
    for name in _MUTATED:
        data = sample(name)
        stem, _, suffix = name.rpartition("/")[2].rpartition(".")
        stem = name.replace("/", "-").rpartition(".")[0]
        for tenth in (1, 5, 9):
            yield f"{stem}-cut-{tenth}.{suffix}", data[: len(data) * tenth // 10]
        for every in (2000, 200, 40):
            turned = bytearray(data)
            for at in range(dice.randrange(every), len(turned), every):
                turned[at] ^= 1 << dice.randrange(8)
            yield f"{stem}-turned-{every}.{suffix}", bytes(turned)
        at, end = sorted(dice.sample(range(len(data) + 1), 2))
        yield f"{stem}-twice.{suffix}", data[:end] + data[at:]
        other = dice.choice(others)
        yield f"{stem}-mixed.{suffix}", data[:at] + other[: len(other) // 2] + data[at:]
