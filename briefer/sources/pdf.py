"""A PDF: its words in the order they were written, joined into paragraphs, each run with its page.

The engine's own character indexes are kept, so that a passage can be shown on the true page. A page that is a picture
without text, as in a scan, is one image of the article.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

from briefer.core.source import Article, PageRun, Sheet, TextBlock
from briefer.core.text import OBJECT, clean
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources.language import with_language
from briefer.sources.pdf_facts import stated
from briefer.sources.pdf_lines import HEADS, Line, body_size, drop_running_heads, lines_of_page
from briefer.sources.pdf_paragraphs import Paragraph, Piece, paragraphs
from briefer.sources.reading import ReadArticle, answer

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY
_UNKNOWN_SIZE = (595.0, 842.0)  # points, A4: of a page that cannot be read
_LOOKED_AT = 500  # things on a page; a scan is one
_LARGEST = 14_400.0  # points; ISO 32000-1, annex C


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a PDF, as plain values.

    Raises:
        SourceEncrypted: it wants a password.
        SourceDamaged: it cannot be opened.
        SourceEmpty: there is nothing on its pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (_WRONG_PASSWORD, _SECURITY):
            raise SourceEncrypted(f"“{name}” is encrypted and wants a password.") from error
        raise SourceDamaged(f"“{name}” is damaged: it cannot be opened as a PDF.") from error
    try:
        return _read(document, name, data)
    finally:
        document.close()


@dataclass(slots=True)
class _Pages:
    """What was found page by page: the sheets, their lines, which could not be read, and which show a picture."""

    sheets: list[Sheet] = field(default_factory=list[Sheet])
    lines: list[list[Line]] = field(default_factory=list[list[Line]])
    unreadable: list[int] = field(default_factory=list[int])
    drawn: set[int] = field(default_factory=set[int])

    def named(self, numbers: list[int]) -> str:
        """Return the labels of some pages, runs of them joined: ``iv, 3–7``."""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        ends = [(self.sheets[run[0]].label, self.sheets[run[-1]].label, len(run)) for run in runs]
        return ", ".join(first if count == 1 else f"{first}–{last}" for first, last, count in ends)


def _read(document: pdfium.PdfDocument, name: str, data: bytes) -> dict[str, Any]:
    pages = _pages(document)
    kept, dropped = drop_running_heads(pages.lines, [sheet.label for sheet in pages.sheets])
    # A scan with a stamp or a number on each page is one all the same.
    pictures = [number for number, lines in enumerate(kept) if not lines and number in pages.drawn]
    if not any(kept) and not pictures:
        kept, dropped = pages.lines, False
    scan = not any(kept)
    if scan and not pictures:
        if pages.unreadable or not pages.lines:
            raise SourceDamaged(f"“{name}” is damaged: none of its pages can be read.")
        raise SourceEmpty(f"“{name}” has neither words nor pictures on its pages.")
    article = _article(_with_pictures(paragraphs(kept, body_size(kept)), pictures), pages.sheets)
    warnings: list[str] = []
    if scan:
        warnings.append("This PDF is pictures of pages, as a scanner makes them: its words cannot be selected.")
    elif len(pictures) == 1:
        warnings.append(f"Page {pages.named(pictures)} is a picture without text.")
    elif pictures:
        warnings.append(f"Pages {pages.named(pictures)} are pictures without text.")
    unnamed = sorted({line.page for lines in kept for line in lines if line.unnamed})
    if unnamed:
        where = "Page" if len(unnamed) == 1 else "Pages"
        warnings.append(f"{where} {pages.named(unnamed)}: some characters have no name in the file and are left out.")
    warnings += [f"Page {pages.sheets[number].label} could not be read." for number in pages.unreadable]
    if dropped and not scan:
        warnings.append("Running heads and page numbers at the edges of the pages were left out.")
    if attached := _attached(document):
        warnings.append(
            "A file is attached to it, which was left out."
            if attached == 1
            else f"{attached:,} files are attached to it, which were left out."
        )
    facts = stated(_properties(document), data)
    article = replace(
        article,
        reference=facts.reference,
        origins=facts.origins,
        warnings=tuple(warnings),
        sheets=tuple(pages.sheets),
        flags=("scan",) if scan else (),
    )
    return answer(ReadArticle(article=with_language(article)))


def _pages(document: pdfium.PdfDocument) -> _Pages:
    found = _Pages()
    for number in range(len(document)):
        label = clean(_label(document, number)).strip() or str(number + 1)
        size = _UNKNOWN_SIZE
        lines: list[Line] = []
        try:
            page = document[number]
            try:
                size = page.get_size()
                lines = lines_of_page(page, number)
                if _is_drawn(page, lines):
                    found.drawn.add(number)
            finally:
                page.close()
        except pdfium.PdfiumError:
            found.unreadable.append(number)
        found.sheets.append(Sheet(label=label, width=_points(size[0]), height=_points(size[1])))
        found.lines.append(lines)
    return found


def _is_drawn(page: pdfium.PdfPage, lines: list[Line]) -> bool:
    """Say whether a page without words shows anything, or one with a few lines a picture."""
    count = raw.FPDFPage_CountObjects(page) if len(lines) <= 2 * HEADS else 0
    if not lines:
        return count > 0
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(min(count, _LOOKED_AT)))
    return raw.FPDF_PAGEOBJ_IMAGE in kinds


def _points(length: float) -> float:
    """Return a length that a page can have; a damaged file may say anything."""
    return round(min(max(length, 1.0), _LARGEST), 2) if math.isfinite(length) else _LARGEST


def _label(document: Any, number: int) -> str:
    return str(document.get_page_label(number) or "")


def _attached(document: Any) -> int:
    return int(document.count_attachments())


def _properties(document: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}


def _with_pictures(found: list[Paragraph], pictures: list[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs, and one image for each page that is a picture, where that page comes."""
    waiting = deque(pictures)
    for paragraph in found:
        while waiting and waiting[0] < paragraph.pieces[0].page:
            yield _picture(waiting.popleft())
        yield paragraph
    yield from map(_picture, waiting)


def _picture(number: int) -> Paragraph:
    return Paragraph(kind="image", pieces=[Piece(OBJECT, number, 0)])


def _article(found: Iterable[Paragraph], sheets: list[Sheet]) -> Article:
    pieces: list[str] = []
    blocks: list[TextBlock] = []
    runs: list[PageRun] = []
    length = 0
    for paragraph in found:
        if blocks:
            pieces.append("\n")
            length += 1
        start = length
        for piece in paragraph.pieces:
            pieces.append(piece.text)
            label, end = sheets[piece.page].label, length + len(piece.text)
            runs.append(PageRun(start=length, end=end, page=piece.page, label=label, first_character=piece.first))
            length = end
        blocks.append(TextBlock(kind=paragraph.kind, start=start, end=length, level=paragraph.level))
    return Article(kind="pdf", text="".join(pieces), blocks=tuple(blocks), pages=tuple(runs))
