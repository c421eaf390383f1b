"""A PDF with text: its words in the order they were written, joined into paragraphs, each run with its page.

The engine's own character indexes are kept, so that a passage can be shown on the true page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]

from briefer.core.reference import Reference
from briefer.core.source import Article, PageRun, TextBlock
from briefer.core.text import clean
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources import dates
from briefer.sources.language import with_language
from briefer.sources.metadata import line, names
from briefer.sources.pdf_lines import Line, body_size, drop_running_heads, lines_of_page
from briefer.sources.pdf_paragraphs import Paragraph, paragraphs
from briefer.sources.reading import ReadArticle, answer

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY
# What programs write where nobody gave a title.
_JUNK_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|microsoft (?:word|powerpoint|excel)\b.*|document\d*|presentation\d*|slide \d+|"
    r"title|.*\.(?:docx?|dvi|tex|indd|qxp|qxd|pdf|rtf|odt|html?|xlsx?|pptx?|ps|wpd|fm)|[\W\d_]*)",
    re.I,
)
_JUNK_AUTHOR = re.compile(r"(?:unknown|author|user|admin(?:istrator)?|owner|anonymous|windows user|[\W\d_]*)", re.I)


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a PDF, as plain values.

    Raises:
        SourceEncrypted: it wants a password.
        SourceDamaged: it cannot be opened.
        SourceEmpty: there is no text on its pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (_WRONG_PASSWORD, _SECURITY):
            raise SourceEncrypted(f"“{name}” is encrypted and wants a password.") from error
        raise SourceDamaged(f"“{name}” is damaged: it cannot be opened as a PDF.") from error
    try:
        return _read(document, name)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, name: str) -> dict[str, Any]:
    pages: list[list[Line]] = []
    labels: list[str] = []
    unreadable: list[str] = []
    for number in range(len(document)):
        labels.append(clean(_label(document, number)).strip() or str(number + 1))
        try:
            pages.append(lines_of_page(document[number], number))
        except pdfium.PdfiumError:
            pages.append([])
            unreadable.append(labels[-1])
    if not any(pages):
        if unreadable or not pages:
            raise SourceDamaged(f"“{name}” is damaged: none of its pages can be read.")
        raise SourceEmpty(
            f"“{name}” is pictures of pages without text, as a scanner makes them.",
            "Have it recognised by a text recognition (OCR) program, then add the result.",
        )
    kept, dropped = drop_running_heads(pages, labels)
    body = body_size(kept)
    article = _article(paragraphs(kept, body), labels)
    warnings = [f"Page {label} could not be read." for label in unreadable]
    if dropped:
        warnings.append("Running heads and page numbers at the edges of the pages were left out.")
    reference = _reference(document)
    return answer(ReadArticle(article=with_language(replace(article, reference=reference, warnings=tuple(warnings)))))


def _label(document: Any, number: int) -> str:
    return str(document.get_page_label(number) or "")


def _article(found: list[Paragraph], labels: list[str]) -> Article:
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
            end = length + len(piece.text)
            runs.append(
                PageRun(start=length, end=end, page=piece.page, label=labels[piece.page], first_character=piece.first)
            )
            length = end
        blocks.append(TextBlock(kind=paragraph.kind, start=start, end=length, level=paragraph.level))
    return Article(kind="pdf", text="".join(pieces), blocks=tuple(blocks), pages=tuple(runs))


def _reference(document: pdfium.PdfDocument) -> Reference:
    facts = {key: line(str(value)) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    title, author = facts.get("Title", ""), facts.get("Author", "")
    if _JUNK_TITLE.fullmatch(title) or (PurePath(title).name != title and " " not in title):
        title = ""
    return Reference(
        type="document",
        title=title or None,
        authors=() if _JUNK_AUTHOR.fullmatch(author) else names([author]),
        published=dates.of_pdf(facts.get("CreationDate")),
    )
