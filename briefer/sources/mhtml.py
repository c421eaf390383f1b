"""A web page that a browser saved in one file (MHTML, RFC 2557): the page, and the pictures that came with it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import Any

from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources import html, metadata, mime
from briefer.sources.html import Capture


def read(data: bytes, name: str, whole: bool = False) -> dict[str, Any]:
    """Return the article in a saved page, as plain values; with `whole` everything that is to be seen on the page.

    Raises:
        SourceEmpty: there are no words in it.
        SourceDamaged: it holds no page, or breaks off within it.
    """
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = _page(message, parts)
    if page is None:
        raise SourceDamaged(f"“{name}” is damaged: there is no web page in it.", html.AGAIN)
    cut = mime.breaks_off(message)
    if cut and page is parts[-1]:
        raise SourceDamaged(f"“{name}” is damaged: it breaks off within the page.", html.AGAIN)
    text = mime.text_of(page, markup=True)
    if not text.strip():
        raise SourceEmpty(f"“{name}” has no words in it.")
    address = _address(message, page)
    capture = Capture(
        kind="mhtml",
        url=metadata.web_address(address),
        base=address,
        accessed=mime.moment(message),
        files=mime.pictures(parts),
        warnings=("The file breaks off: some of its pictures are missing.",) if cut else (),
    )
    return html.read_page(text, name, capture, whole=whole)


def _page(message: Message, parts: list[Message]) -> Message | None:
    start = str(message.get_param("start") or "")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    named = [part for part in pages if start and _head(part, "Content-ID") == start]
    return next(iter(named or pages), None)


def _address(message: Message, page: Message) -> str | None:
    found = _head(message, "Snapshot-Content-Location") or _head(page, "Content-Location")
    return found or _head(message, "Content-Location") or None


def _head(part: Message, name: str) -> str:
    return "".join(mime.head(part, name).split())
