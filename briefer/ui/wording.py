"""Values as the window says them: dates, facts of a source, counts. The same words everywhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from briefer.core import omissions

if TYPE_CHECKING:
    from briefer.core.passage import Quotation
    from briefer.core.source import Flag, Source
    from briefer.core.support import Sentence, Support, Tally

FLAGS: dict[Flag, str] = {
    "consent-page": "A page that asks for consent",
    "login-wall": "A page that asks to log in",
    "cut-off": "The text breaks off",
    "scan": "A scan, without words",
    "needs-script": "A page that only a script fills",
}
"""What is wrong with an article as it was saved, in a few words."""

SUPPORT: dict[Support, str] = {
    "supported": "Supported by a passage",
    "judgement": "Declared as judgement",
    "unsupported": "Without support",
}
"""What stands behind a sentence of the analyst's own."""

_CUES = {"negation": "a negation", "hedge": "a hedge", "number": "a number", "attribution": "an attribution"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str | None) -> str:
    """Return an ISO 8601 date as "18 Oct 2024", "Oct 2024" or "2024"; empty for an unknown one."""
    if not iso:
        return ""
    parts = iso[:10].split("-")
    try:
        if len(parts) == 1:
            return parts[0]
        month = _MONTHS[int(parts[1]) - 1]
        return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"
    except (ValueError, IndexError):
        return iso


def moment(iso: str, today: date | None = None) -> str:
    """Return a date and time with zone as the clock here shows it: "today 14:05", "18 Oct 2024"."""
    try:
        there = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    here = there.astimezone()
    if here.date() == (today or datetime.now().astimezone().date()):
        return f"today {here:%H:%M}"
    return day(here.date().isoformat())


def source_facts(source: Source) -> str:
    """Return the facts of a source in one line: publisher, date, handle; what is unknown is left out."""
    reference = source.reference
    parts = (reference.publisher or ", ".join(reference.authors[:2]), day(reference.published), source.handle)
    return " · ".join(part for part in parts if part)


def flags(source: Source) -> str:
    """Return what is wrong with a source as it was saved; empty where nothing is."""
    return "; ".join(FLAGS[flag] for flag in source.flags)


def counted(number: int, one: str, many: str) -> str:
    """Return "1 passage" or "1,240 passages"."""
    return f"{number:,} {one if number == 1 else many}"


def translation(quotation: Quotation) -> str:
    """Return the translation of a quotation in one line, with whose it is; empty where it has none."""
    made = quotation.translation
    if made is None:
        return ""
    said = "Machine translation" if made.method == "machine" else "Translation"
    by = f" by {made.translator}" if made.translator else ""
    stale = "" if quotation.translated is not None else ", out of date"
    return f"{said}{by} ({made.language}{stale}): {' '.join(made.text.split())}"


def original(quotation: Quotation) -> str:
    """Return the words of a quotation as they stand in its source, with what stands around them."""
    passage = quotation.passage
    before = f"…{passage.prefix}" if passage.prefix else ""
    after = f"{passage.suffix}…" if passage.suffix else ""
    words = " ".join(f"{before}“{passage.exact}”{after}".split())
    changed = "" if quotation.text == passage.exact else " (printed with edits)"
    return f"{passage.handle}{changed}: {words}"


def supported(sentence: Sentence) -> str:
    """Return what stands behind a sentence; of a judgement also that it rests on a passage."""
    said = SUPPORT[sentence.support]
    if sentence.support == "judgement":
        return f"{said}, resting on a passage" if sentence.cites or sentence.leads else said
    return "Supported by the quotation below it" if sentence.leads and not sentence.cites else said


def tally(counts: Tally) -> str:
    """Return how many sentences are supported, judgements, and without support; empty where there is none."""
    if not (counts.supported or counts.judgements or counts.unsupported):
        return ""
    judgements = [counted(counts.judgements, "judgement", "judgements")] if counts.judgements else []
    return " · ".join([f"{counts.supported:,} supported", *judgements, f"{counts.unsupported:,} without support"])


def dropped(quotation: Quotation) -> str:
    """Return a sentence about the words left out of a quotation that change what it says; empty where none do."""
    found = list(dict.fromkeys(f"{_CUES[each.cue]} (“{each.word}”)" for each in omissions.dropped(quotation)))
    if not found:
        return ""
    listed = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    return f"What is left out of {quotation.passage.handle} holds {listed}."
