"""A picture as an article of its own: a photograph, a screenshot, a scan. Its text is one image, or one a page."""

from __future__ import annotations

import io
import re
import struct
import warnings
from dataclasses import replace
from typing import Any

from PIL import Image, ImageOps

from briefer.core.reference import Reference, is_date
from briefer.core.source import Article, FactOrigin
from briefer.errors import SourceDamaged, SourceTooLarge
from briefer.sources.builder import Builder
from briefer.sources.metadata import web_address
from briefer.sources.pictures import FORMATS, MOST_PIXELS, Admitted, admit, kept
from briefer.sources.reading import ReadArticle, answer

_MOST_PAGES = 100
_MOST_BYTES = 64 << 20
_SMALLER = "Save it smaller, or cut out the part that matters."
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, AttributeError)
_TIFF = (b"II*\0", b"MM\0*")
_EXIF = 0x8769  # Exif 2.32, section 4.6.3: where the tags of the photograph stand, and those of its moment
_TAKEN, _ZONE = 0x9003, 0x9011
_EXIF_DATE = re.compile(r"(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})")
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}")


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article that is the picture in `data`, as plain values; each page of a scan is one image.

    Raises:
        SourceDamaged: it is no picture, or not all of one.
        SourceTooLarge: it has more pixels than an article may have.
    """
    pictures, count, taken = _opened(data, f"“{name}”")
    article = _article(pictures, Reference(type="graphic", published=taken))
    if taken is not None:
        article = replace(article, origins=(FactOrigin(fact="published", place="EXIF"),))
    if count > len(pictures):
        article = replace(article, warnings=(f"It has {count} pages, of which the first {len(pictures)} were read.",))
    elif data.startswith(_TIFF) and _lacks_pages(data):
        article = replace(article, warnings=("The file breaks off: some of its pages are missing.",))
    return _answer(article, pictures)


def pasted(data: bytes, url: str | None = None, taken: str | None = None) -> dict[str, Any]:
    """Return the article that is a pasted screenshot, as plain values; `url` and `taken` are what the analyst said.

    Raises:
        SourceDamaged, SourceTooLarge: it is no picture that may come in.
    """
    pictures, _, _ = _opened(data, "What was pasted")
    reference = Reference(type="graphic", url=web_address(url), accessed=taken if taken and is_date(taken) else None)
    known = [fact for fact in ("url", "accessed") if getattr(reference, fact) is not None]
    origins = tuple(FactOrigin(fact=fact, place="analyst") for fact in known)
    return _answer(replace(_article(pictures[:1], reference), origins=origins), pictures[:1])


def _article(pictures: list[Admitted], reference: Reference) -> Article:
    builder = Builder()
    for picture in pictures:
        builder.image(picture)
    return builder.article("image", reference=reference)


def _answer(article: Article, pictures: list[Admitted]) -> dict[str, Any]:
    return answer(ReadArticle(article=article, pictures={picture.sha256: picture.data for picture in pictures}))


def _opened(data: bytes, quoted: str) -> tuple[list[Admitted], int, str | None]:
    """Return the pictures, how many pages the file has, and when it was taken."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes and of damaged metadata: both are looked at here
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _refuse_large(opened, quoted)
                count = int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1
                taken = _taken(opened)
                pages = _pages(opened, min(count, _MOST_PAGES), quoted) if count > 1 else []
        except Image.DecompressionBombError as error:
            raise SourceTooLarge(f"{quoted} has more pixels than briefer reads.", _SMALLER) from error
        except _DAMAGE as error:
            raise _damaged(quoted) from error
    first = None if pages else admit(data)
    if first is None and not pages:
        raise _damaged(quoted)
    return pages or [picture for picture in (first,) if picture is not None], count, taken


def _pages(opened: Image.Image, count: int, quoted: str) -> list[Admitted]:
    pages: list[Admitted] = []
    for number in range(count):
        opened.seek(number)
        _refuse_large(opened, quoted)
        page = kept(ImageOps.exif_transpose(opened))
        pages.append(page)
        if sum(len(each.data) for each in pages) > _MOST_BYTES:
            break
    return pages


def _refuse_large(opened: Image.Image, quoted: str) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise SourceTooLarge(
            f"{quoted} has {opened.width:,} × {opened.height:,} pixels; briefer reads pictures of up to "
            f"{MOST_PIXELS // 1_000_000} million.",
            _SMALLER,
        )


def _lacks_pages(data: bytes) -> bool:
    """Say whether a TIFF names a page that is not in it; Pillow reads those that are and says nothing of the others."""
    order = "<" if data.startswith(b"II") else ">"
    at = int(struct.unpack(f"{order}I", data[4:8])[0])
    for _ in range(_MOST_PAGES):
        if at == 0:
            break
        if at + 2 > len(data):
            return True
        end = at + 2 + 12 * struct.unpack(f"{order}H", data[at : at + 2])[0]
        if end + 4 > len(data):
            return True
        at = int(struct.unpack(f"{order}I", data[end : end + 4])[0])
    return False


def _taken(opened: Image.Image) -> str | None:
    try:
        facts = opened.getexif().get_ifd(_EXIF)
    except _DAMAGE:
        return None
    match = _EXIF_DATE.match(str(facts.get(_TAKEN, "")))
    if match is None:
        return None
    zone = str(facts.get(_ZONE, "")).strip("\0 ")
    year, month, day, hour, minute, second = match.groups()
    found = f"{year}-{month}-{day}T{hour}:{minute}:{second}" + (zone if _OFFSET.fullmatch(zone) else "")
    return found if is_date(found) else None


def _damaged(quoted: str) -> SourceDamaged:
    return SourceDamaged(f"{quoted} is damaged: it cannot be opened as a picture.")
