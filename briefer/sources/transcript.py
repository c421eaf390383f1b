"""Subtitles and transcripts (SubRip ``.srt``, WebVTT ``.vtt``): what is said, and the time of each word.

What one cue breaks in two is one sentence here: cues are joined until somebody else speaks or there is a pause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from briefer.core.reference import Reference
from briefer.core.source import Article, CueRun, FactOrigin
from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources.builder import Builder
from briefer.sources.encoding import decode
from briefer.sources.language import with_language
from briefer.sources.metadata import language_tag
from briefer.sources.people import line
from briefer.sources.reading import ReadArticle, answer

_PAUSE = 3_000  # milliseconds of silence after which a new paragraph begins
_LONG = 600  # characters after which one begins with the next sentence
_NO_TIME = 100  # milliseconds in which nobody says anything; YouTube puts such cues between its own
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_ARROW = re.compile(r"-->|:\d\d[.,]\d{1,3}\s*[-–—>]{1,4}\s*\d{1,4}:")
_DIALOGUE = re.compile(r"^[-–—‐]\s*(?=\S)")
_TAG = re.compile(r"<(/?)(v|i|b|c|u|lang|ruby|rt|font|\d[\d:.]*)(?:[.\s][^<>]*)?>|\{\\[^{}]{0,100}\}", re.I)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>", re.I)


@dataclass(frozen=True, slots=True)
class _Cue:
    begin: int
    until: int
    lines: tuple[str, ...]


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a file of subtitles, as plain values.

    Raises:
        SourceDamaged: most of what should be cues cannot be read as such.
        SourceEmpty: nobody says anything.
    """
    text = decode(data).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues, broken = _cues(text)
    empty = not cues and (not text.strip() or text.startswith("WEBVTT"))
    if broken >= max(1, len(cues)) or (not cues and not empty):
        raise SourceDamaged(f"“{name}” is damaged: it has no cue times that can be read.")
    article = _article(sorted(cues, key=lambda cue: cue.begin), _reference(text))
    if not article.text.strip():
        raise SourceEmpty(f"“{name}” has no words in it.")
    if broken:
        count = "1 cue" if broken == 1 else f"{broken} cues"
        article = replace(article, warnings=(f"{count} of the transcript could not be read and was left out.",))
    return answer(ReadArticle(article=with_language(article)))


def _reference(text: str) -> Reference:
    """Return what the head of a WebVTT file says: a title behind its name, a language as YouTube writes it."""
    head = text.split("\n\n", 1)[0].split("\n")
    if not head[0].startswith("WEBVTT"):
        return Reference(type="speech")
    title = line(head[0][6:].lstrip(" \t-–:")) or None
    said = next((each.partition(":")[2] for each in head if each.lower().startswith("language:")), None)
    return Reference(type="speech", title=title, language=language_tag(said))


# --- cues -------------------------------------------------------------------------------------------------------------


def _cues(text: str) -> tuple[list[_Cue], int]:
    """Return the cues, and how many there are that cannot be read.

    A cue begins with its times, whatever stands before; its words end where the next one's number and times are, and in
    WebVTT at an empty line, behind which notes may stand. In SubRip a cue may have empty lines among its words.
    """
    lines = text.split("\n")
    ends_at_empty = text.startswith("WEBVTT")
    found: list[_Cue] = []
    broken = 0
    at = 0
    while at < len(lines):
        timing = _TIMING.match(lines[at])
        if timing is None:
            broken += bool(_ARROW.search(lines[at]))
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (lines[end] or not ends_at_empty) and not _ARROW.search(lines[end]):
            end += 1
        words = lines[at + 1 : end]
        if end < len(lines) and _ARROW.search(lines[end]) and words and words[-1].strip().isdecimal():
            words = words[:-1]  # the number of the cue that follows
        begin, until = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
        found.append(_Cue(begin, max(begin, until), tuple(words)))
        at = end
    return found, broken


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, part = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((part or "0").ljust(3, "0"))


# --- paragraphs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """A line of a cue: who says it (empty: nobody is named), and whether it begins a paragraph of a dialogue."""

    cue: _Cue
    voice: str
    words: str
    turn: bool


def _article(cues: list[_Cue], reference: Reference) -> Article:
    builder = Builder()
    runs: list[CueRun] = []
    last: _Said | None = None
    length = 0
    for said in _lines(cues):
        if last is None or _parts(last, said, length):
            builder.open("paragraph")
            length = 0
        start = builder.length
        if said.voice and (last is None or said.voice != last.voice):
            builder.start_mark("bold")
            builder.add(f"{said.voice}: ")
            builder.end_mark("bold")
        _add(builder, said.words)
        if builder.length > start:
            runs.append(CueRun(start=start, end=builder.length, begin=said.cue.begin, until=said.cue.until))
            length += builder.length - start
            last = said
        builder.add(" ")
    article = builder.article("transcript", reference=reference)
    known = [
        FactOrigin(fact=fact, place="transcript head") for fact in ("title", "language") if getattr(reference, fact)
    ]
    return replace(article, cues=_joined(article.text, runs), origins=tuple(known))


def _lines(cues: list[_Cue]) -> Iterator[_Said]:
    """Return the lines that are said; those that only stay on the screen while the next one comes are said once."""
    shown: tuple[str, ...] = ()
    until = -1
    for cue in cues:
        lines = tuple(each.strip() for each in cue.lines if _plain(each))
        voice = ""
        before = shown if cue.begin <= until + 100 else ()
        dialogue = sum(bool(_DIALOGUE.match(_plain(each))) for each in lines) > 1
        stayed = _stayed(before, lines)
        if len(before) == len(lines) == 1 and cue.until - cue.begin >= _NO_TIME:
            stayed = 0  # somebody says it again
        for number, each in enumerate(lines):
            named = _VOICE.search(each)
            voice = line(unescape(named[1])) if named else voice
            if number < stayed:
                continue
            turn = dialogue and bool(_DIALOGUE.match(_plain(each)))
            yield _Said(cue, voice, each, turn)
        shown, until = lines or shown, max(until, cue.until)


def _stayed(before: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """Return how many of the first of `lines` are the last of those `before`, moved up or left where they stood."""
    old, new = list(map(_plain, before)), list(map(_plain, lines))
    return next((count for count in range(min(len(old), len(new)), 0, -1) if old[-count:] == new[:count]), 0)


def _parts(last: _Said, said: _Said, length: int) -> bool:
    """Say whether a new paragraph begins between two lines."""
    if said.turn or said.voice != last.voice or said.cue.begin - last.cue.until > _PAUSE:
        return True
    return length > _LONG and _SENTENCE_END.search(_plain(last.words)) is not None


def _plain(words: str) -> str:
    return line(unescape(_TAG.sub("", words)))


def _add(builder: Builder, words: str) -> None:
    """Add a line with what is bold or italic in it, without its other tags."""
    at = 0
    opened: list[str] = []
    for tag in _TAG.finditer(words):
        builder.add(unescape(words[at : tag.start()]))
        at = tag.end()
        name = (tag[2] or "").lower()
        if name not in ("b", "i"):
            continue
        if not tag[1]:
            opened.append(name)
            builder.start_mark("bold" if name == "b" else "italic")
        elif name in opened:
            opened.remove(name)
            builder.end_mark("bold" if name == "b" else "italic")
    builder.add(unescape(words[at:]))
    for name in opened:
        builder.end_mark("bold" if name == "b" else "italic")


def _joined(text: str, runs: list[CueRun]) -> tuple[CueRun, ...]:
    """Return the runs without the white space before them, the lines of one cue together where they stand together."""
    found: list[CueRun] = []
    for run in runs:
        start = run.start
        while start < run.end and text[start].isspace():
            start += 1
        last = found[-1] if found else None
        if last is not None and (last.begin, last.until) == (run.begin, run.until):
            found[-1] = replace(last, end=run.end)
        else:
            found.append(replace(run, start=start))
    return tuple(found)
