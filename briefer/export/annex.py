"""What stands behind a briefing, for templates that account for their sources: a summary, and the passages cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from briefer.citing.format import Apparatus, CitedPassage
from briefer.citing.kept import Kept
from briefer.citing.language import Language
from briefer.core.source import SourceId
from briefer.core.text import LINE_BREAK, clean
from briefer.export.blocks import paragraph, text_run
from briefer.worker import Plain

_PUBLISHERS = 8
"""More publishers than these are counted, not named."""


def summary(apparatus: Apparatus, language: Language) -> list[Plain]:
    """Return the rows of a source summary, label and text, counted from the sources cited; none where none is.

    What ICD 206 calls a source summary statement is the analyst's to write: these are the figures it has to agree with.
    """
    entries = apparatus.entries
    if not entries:
        return []
    dates = sorted(entry.published for entry in entries if entry.published)
    named = Counter(entry.publisher for entry in entries if entry.publisher)
    graded = Counter(entry.grade or language.word("not_graded") for entry in entries)
    undated = len(entries) - len(dates)
    rows = [
        ("cited_sources", str(len(entries))),
        ("cited_passages", str(len(apparatus.passages))),
        ("publishers", _counted(named) if len(named) <= _PUBLISHERS else str(len(named))),
        ("published", _span(dates, language)),
        ("undated", str(undated) if undated else ""),
        ("grades", _counted(graded) if any(entry.grade for entry in entries) else ""),
    ]
    return [{"label": language.word(key), "text": clean(text)} for key, text in rows if text]


def passages(
    apparatus: Apparatus, language: Language, languages: Mapping[SourceId, str | None], kept: Kept
) -> list[Plain]:
    """Return the words of every passage cited, unchanged, in the order of the text; pictures have none."""
    printed = partial(_passage, language, languages)
    return [
        kept.of(("passage", cited.passage.id), printed, number, cited)
        for number, cited in enumerate(
            (cited for cited in apparatus.passages if not cited.passage.is_picture),
            1,
        )
    ]


def _passage(language: Language, languages: Mapping[SourceId, str | None], number: int, cited: CitedPassage) -> Plain:
    foreign = language.foreign(languages.get(cited.passage.source))
    lines = cited.passage.exact.replace(LINE_BREAK, "\n").split("\n")
    return {
        "number": number,
        "handle": cited.passage.handle,
        "source": cited.source,
        "where": cited.where,
        "notes": ", ".join(map(str, cited.notes)),
        "paragraphs": [
            paragraph([{**text_run(line, language=foreign), "kind": "source"}], language, foreign)
            for line in lines
            if line.strip()
        ],
    }


def _counted(counts: Counter[str]) -> str:
    """Return what was counted in the order of the alphabet, a number behind what there is several of."""
    return ", ".join(f"{name} ({count})" if count > 1 else name for name, count in sorted(counts.items()))


def _span(dates: list[str], language: Language) -> str:
    if not dates:
        return ""
    first, last = dates[0][:10], dates[-1][:10]
    return language.date(first) if first == last else language.span(first, last)
