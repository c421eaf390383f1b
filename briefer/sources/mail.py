"""A mail as it was saved (``.eml``, RFC 5322 and MIME): head and body are the article, attachments are files in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import Any, cast

from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources import limits, metadata, mime
from briefer.sources.letter import Letter, Piece, article_of, shows_words
from briefer.sources.parts import Parts
from briefer.sources.reading import ReadArticle, answer

_AGAIN = "Save the mail again in the mail program."
_SEALS = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_KINDS = {
    "text/html": ".html", "text/plain": ".txt", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif",
    "application/pdf": ".pdf", "message/rfc822": ".eml", "application/rtf": ".rtf", "text/rtf": ".rtf",
}  # fmt: skip


@dataclass(slots=True)
class _Found:
    """What stands in a mail, in its order; ``shown`` are the pictures that its markup may show."""

    body: list[Piece] = field(default_factory=list[Piece])
    attached: list[Message] = field(default_factory=list[Message])
    shown: list[Message] = field(default_factory=list[Message])
    locked: bool = False
    last: Message | None = None
    last_is_body: bool = False


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the mail in `data` as an article, and what is attached to it, as plain values.

    Raises:
        SourceEmpty: it has neither words nor attachments.
        SourceDamaged: it is no mail, or breaks off within its body.
        SourceEncrypted: only who has the key can read it.
    """
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise SourceDamaged(f"“{name}” is damaged: its parts are nested too deep.", _AGAIN) from error
    return read_message(message, name)


def read_message(message: Message, name: str) -> dict[str, Any]:
    """Return a mail that was taken apart already; see `read`.

    Raises:
        SourceEmpty, SourceDamaged, SourceEncrypted: as `read`.
    """
    if not any(message.get(head) is not None for head in ("From", "To", "Date", "Subject", "Received", "Message-ID")):
        raise SourceDamaged(f"“{name}” is damaged: it has no mail’s head.", _AGAIN)
    found = _Found()
    _gather(message, found)
    cut = mime.breaks_off(message)
    if cut and (found.last_is_body or not found.body):
        raise SourceDamaged(f"“{name}” is damaged: it breaks off within the message.", _AGAIN)
    if found.locked and not found.body:
        raise SourceEncrypted(f"“{name}” is encrypted and wants a key.", "Save the mail decrypted, then add that.")
    pictures = mime.pictures(found.shown)
    parts = Parts()
    for part in [*found.attached, *(each for each in found.shown if not _is_shown(each, found.body))]:
        _add_attachment(part, parts, broken=cut and part is found.last)
    letter = _letter(message, tuple(found.body), pictures)
    if not found.body and not parts.parts and not letter.subject:
        raise SourceEmpty(f"“{name}” has no words in it.")
    warnings = ["The mail breaks off: an attachment is missing or not whole."] if cut else []
    if found.locked:
        warnings.append("A part of the mail is encrypted and was left out.")
    article, kept = article_of(letter, warnings)
    first = ReadArticle(article=article, pictures=kept)
    return answer(first, missed=parts.missed, parts=parts.parts, skipped=parts.skipped)


def _letter(message: Message, body: tuple[Piece, ...], pictures: dict[str, bytes]) -> Letter:
    senders = _people(message, "From") or _people(message, "Sender")
    return Letter(
        subject=mime.head(message, "Subject"),
        author=next((name or address for name, address in senders), ""),
        sender=_shown(senders),
        to=_shown(_people(message, "To")),
        copied=_shown(_people(message, "Cc")),
        sent=mime.moment(message),
        sent_words=mime.head(message, "Date"),
        url=metadata.web_address(mime.head(message, "Archived-At").strip("<>")),
        body=body,
        files=pictures,
    )


def _people(message: Message, head: str) -> list[tuple[str, str]]:
    return mime.people(mime.raw_head(message, head))[: limits.MOST_ENTRIES]


def _shown(people: list[tuple[str, str]]) -> str:
    return ", ".join(f"{name} <{address}>" if name and address else name or address for name, address in people)


# --- its parts --------------------------------------------------------------------------------------------------------


def _gather(message: Message, found: _Found) -> None:
    """Go through the parts of `message` in their order, of several forms of one text into the best."""
    waiting: list[tuple[Message, bool]] = [(message, False)]
    while waiting:
        part, related = waiting.pop()
        kind = part.get_content_type()
        children = _children(part)
        if kind == "message/rfc822" or (kind.startswith("message/") and kind != "message/delivery-status" and children):
            found.attached.append(part)
            found.last, found.last_is_body = part, False
        elif kind == "multipart/alternative" and children:
            # Many a program puts what is attached among the forms of the text.
            waiting += [(child, related) for child in reversed(children) if _is_attached(child)]
            if forms := [child for child in children if not _is_attached(child)]:
                waiting.append((_best(forms), related))
        elif kind == "multipart/encrypted":
            found.locked = True
        elif children:
            waiting += [(child, related or kind == "multipart/related") for child in reversed(children)]
        elif not part.is_multipart():
            _leaf(part, kind, found, related=related)


def _children(part: Message) -> list[Message]:
    held: Any = part.get_payload()
    return cast("list[Message]", held) if isinstance(held, list) else []


def _best(children: list[Message]) -> Message:
    """Return the form of a text that says most: the last in HTML that has words, or else the last in plain text."""
    for wanted in ("text/html", "text/plain"):
        for child in reversed(children):
            texts = [part for part in child.walk() if part.get_content_type() == wanted]
            if texts and (wanted != "text/html" or any(shows_words(mime.text_of(each, markup=True)) for each in texts)):
                return child
    return children[-1]


def _is_attached(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_disposition() == "attachment"


def _leaf(part: Message, kind: str, found: _Found, *, related: bool) -> None:
    disposition = part.get_content_disposition()
    named = bool(part.get_filename())
    if kind in _SEALS:
        return
    if kind in _LOCKED:
        found.locked = True
        return
    found.last, found.last_is_body = part, False
    if kind in ("text/plain", "text/html") and disposition != "attachment" and not named:
        markup = kind == "text/html"
        text = mime.text_of(part, markup=markup)
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        spaced = str(part.get_param("delsp") or "").lower() == "yes"
        if text.strip():
            found.body.append(Piece("html" if markup else "plain", text, flowed=flowed, spaced=spaced))
        found.last_is_body = True
    elif part.get_content_maintype() == "image" and disposition != "attachment":
        if related or mime.content_id(part):
            found.shown.append(part)
        elif disposition == "inline":
            found.body.append(Piece("picture", data=mime.payload(part)))
        else:
            found.attached.append(part)
    elif part.get_payload() or named:
        found.attached.append(part)


def _is_shown(part: Message, body: list[Piece]) -> bool:
    names = [name for name in (mime.content_id(part), mime.head(part, "Content-Location")) if name]
    return any(name in piece.text for name in names for piece in body if piece.kind == "html")


def _add_attachment(part: Message, parts: Parts, *, broken: bool) -> None:
    name = _name(part, len(parts.parts) + len(parts.missed) + len(parts.skipped) + 1)
    if broken:
        parts.miss(name, f"“{name}” breaks off where the mail does.", _AGAIN)
        return
    children = _children(part)
    try:
        data = children[0].as_bytes() if children else mime.payload(part)
    except (MessageError, ValueError, LookupError, TypeError):  # a head that cannot be written again
        parts.miss(name, f"“{name}” is damaged: it cannot be taken out of the mail.", _AGAIN)
    else:
        parts.add(name, data)


def _name(part: Message, number: int) -> str:
    name = mime.head_words(str(part.get_filename() or ""))
    if name:
        return name.replace("/", "_").replace("\\", "_")
    children = _children(part)
    subject = mime.head(children[0], "Subject").replace("/", "_")[:80] if children else ""
    return (subject or f"attachment {number}") + _KINDS.get(part.get_content_type(), "")
