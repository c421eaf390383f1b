"""A page of a PDF as it was set: its picture, the box of each of its characters, a part of it. Jobs of the worker.

A document that was opened stays open for the next page: a caller names it by the hash of its bytes, and sends these
only where the answer is None, which says that they are not at hand.
"""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from collections import OrderedDict
from collections.abc import Generator
from typing import Any

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

from briefer.errors import SourceDamaged

MOST_PIXELS = 16_000_000
"""A page that would be drawn larger is drawn at a smaller scale."""

REGION_DPI = 150
"""Dots per inch of a part of a page that becomes a figure."""

_LONGEST_SIDE = 16_384  # pixels
_MOST_BOXES = 200_000
_OPEN = 3  # documents
_FINE = 1 << 20  # the engine answers in whole pixels, so it is asked about a page of so many

_documents: OrderedDict[str, pdfium.PdfDocument] = OrderedDict()


def sizes(key: str, data: bytes | None = None) -> dict[str, Any] | None:
    """Return as ``sizes`` the width and height of each page in points. None: send `data` too.

    Raises:
        SourceDamaged: it is no PDF.
    """
    document = _document(key, data)
    if document is None:
        return None
    opened: Any = document  # its stubs are partly unknown
    try:
        return {"sizes": [list(opened.get_page_size(page)) for page in range(len(opened))]}
    except pdfium.PdfiumError as error:
        raise _damaged() from error


def draw(key: str, page: int, scale: float, data: bytes | None = None) -> dict[str, Any] | None:
    """Return the picture of a page as ``png``, and its ``width`` and ``height`` in pixels.

    `key` is the SHA-256 of the file, `page` counts from 0, `scale` is pixels per point. None: send `data` too.

    Raises:
        SourceDamaged: the page cannot be drawn.
    """
    document = _document(key, data)
    if document is None:
        return None
    with _page(document, page) as opened:
        return _drawn(opened, _fitting(opened.get_size(), scale), (0, 0, 0, 0), effort=1)


def region(key: str, page: int, box: list[float], data: bytes | None = None) -> dict[str, Any] | None:
    """Return the picture of a part of a page as ``png``, and its ``width`` and ``height`` in pixels.

    `box` is left, top, right and bottom in parts of the page as it is shown. None: send `data` too.

    Raises:
        SourceDamaged: the page cannot be drawn.
    """
    document = _document(key, data)
    if document is None:
        return None
    with _page(document, page) as opened:
        width, height = opened.get_size()
        left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in box)
        if left >= right or top >= bottom:
            raise _damaged()
        scale = _fitting(((right - left) * width, (bottom - top) * height), REGION_DPI / 72)
        # What is cut off is rounded up by the engine: rounded down here, so that nothing of the region is lost.
        cut = [
            math.floor(part * scale + 1e-6) / scale
            for part in (left * width, (1 - bottom) * height, (1 - right) * width, top * height)
        ]
        return _drawn(opened, scale, tuple(cut), effort=6)


def boxes(key: str, page: int, data: bytes | None = None) -> dict[str, Any] | None:
    """Return as ``boxes`` where each character of a page stands: ``[index, left, top, right, bottom]``.

    ``index`` is the engine's own (`PageRun.first_character`), the rest are parts of the width and height of the page as
    it is shown, from the upper left. Characters that show nothing have no box. None: send `data` too.

    Raises:
        SourceDamaged: the page cannot be read.
    """
    document = _document(key, data)
    if document is None:
        return None
    with _page(document, page) as opened:
        text = opened.get_textpage()
        try:
            return {"boxes": _boxes(opened, text)}
        finally:
            text.close()


def _boxes(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> list[list[float]]:
    across, down = _corners(page)
    rect = raw.FS_RECTF()
    found: list[list[float]] = []
    for index in range(min(text.count_chars(), _MOST_BOXES)):
        if not raw.FPDFText_GetLooseCharBox(text, index, rect) or rect.left >= rect.right or rect.bottom >= rect.top:
            continue
        corners = ((rect.left, rect.bottom), (rect.right, rect.top))
        xs = sorted(across[0] + x * across[1] + y * across[2] for x, y in corners)
        ys = sorted(down[0] + x * down[1] + y * down[2] for x, y in corners)
        left, top, right, bottom = (round(min(max(part, 0.0), 1.0), 5) for part in (xs[0], ys[0], xs[1], ys[1]))
        if left < right and top < bottom:
            found.append([index, left, top, right, bottom])
    return found


def _corners(page: pdfium.PdfPage) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Return how a point of the page's own space becomes parts of what is shown: an offset, times x, times y."""
    reach = 1000.0  # points
    places = [_shown(page, x, y) for x, y in ((0.0, 0.0), (reach, 0.0), (0.0, reach))]
    (x0, y0), (x1, y1), (x2, y2) = places
    return (x0, (x1 - x0) / reach, (x2 - x0) / reach), (y0, (y1 - y0) / reach, (y2 - y0) / reach)


def _shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = raw.c_int(), raw.c_int()
    if not raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down):
        raise _damaged()
    return across.value / _FINE, down.value / _FINE


def _drawn(page: Any, scale: float, crop: tuple[float, ...], *, effort: int) -> dict[str, Any]:
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, limit_image_cache=True)
    stream = io.BytesIO()
    bitmap.to_pil().save(stream, "PNG", compress_level=effort)
    return {"png": stream.getvalue(), "width": int(bitmap.width), "height": int(bitmap.height)}


def _document(key: str, data: bytes | None) -> pdfium.PdfDocument | None:
    document = _documents.get(key)
    if document is None:
        if data is None:
            return None
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _damaged() from error
        with contextlib.suppress(pdfium.PdfiumError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _with_forms(document)  # what is filled in is part of the page; this build of the engine runs no scripts
        _documents[key] = document
        while len(_documents) > _OPEN:
            _documents.popitem(last=False)[1].close()
    _documents.move_to_end(key)
    return document


def _with_forms(document: Any) -> None:
    document.init_forms()


@contextlib.contextmanager
def _page(document: pdfium.PdfDocument, number: int) -> Generator[pdfium.PdfPage]:
    try:
        page = document[number]
    except (pdfium.PdfiumError, IndexError) as error:
        raise _damaged() from error
    try:
        yield page
    except pdfium.PdfiumError as error:
        raise _damaged() from error
    finally:
        page.close()


def _damaged() -> SourceDamaged:
    return SourceDamaged("This page is damaged and cannot be shown.", "")


def _fitting(size: tuple[float, float], scale: float) -> float:
    """Return the scale at which something of this size (points) is drawn, `scale` at most."""
    width, height = (max(side, 1.0) for side in size)
    return min(scale, math.sqrt(MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))
