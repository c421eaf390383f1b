"""PDFs as tests need them: scans, turned and cropped pages, fonts that name characters oddly."""

import io

import pypdfium2 as pdfium
from PIL import Image


def image(width: int = 12, height: int = 9) -> str:
    """Return the Typst source of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#888888").save(stream, "PNG")
    return f"#image(bytes(({', '.join(map(str, stream.getvalue()))})), width: 2cm)"


def scanned(pages: int = 3) -> bytes:
    """Return pages that are pictures."""
    stream = io.BytesIO()
    images = [Image.new("L", (120, 160), 200 - number) for number in range(pages)]
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:])
    return stream.getvalue()


def turned(data: bytes, number: int, *, crop: tuple[float, float, float, float] | None = None, by: int = 90) -> bytes:
    """Return `data` with a page turned clockwise and cropped."""
    document = pdfium.PdfDocument(data)
    page = document[number]
    page.set_rotation(by)
    if crop is not None:
        page.set_cropbox(*crop)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def written(words: str, mapping: dict[int, str], *, more: str = "") -> bytes:
    """Return one page with `words` (Latin-1) in a font that calls the codes in `mapping` by other UTF-16 units.

    `more` are entries of the page's own dictionary.
    """
    pairs = {code: f"{code:04X}" for code in range(32, 127)} | mapping
    ranges = "\n".join(f"<{code:02X}> <{units}>" for code, units in pairs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{ranges}\nendbfchar\nendcmap end end"
    )
    content = f"BT /F1 12 Tf 20 150 Td ({words}) Tj ET"
    resources = "/Resources << /Font << /F1 5 0 R >> >>"
    return assembled([
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R {more} {resources} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ])  # fmt: skip


def assembled(objects: list[str]) -> bytes:
    """Return a PDF of these objects, the first of which is the catalogue."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010} 00000 n \n".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()
