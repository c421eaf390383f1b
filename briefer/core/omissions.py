"""What a shortened quotation leaves out that changes what it says: a negation, a hedge, a number, an attribution.

The cues are words that say so in English, French, German and Spanish; a source's language is often not known, so all of
them count in every source. They point at what a person should look at and decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefer.core.passage import Quotation, Trim
from briefer.core.text import sentence_at

Cue = Literal["negation", "hedge", "number", "attribution"]

_WORDS: dict[Cue, str] = {
    "negation": (
        "not no never none nobody nothing neither nor without hardly scarcely barely cannot unless except"
        " ne pas jamais aucun aucune personne rien ni sans guère sauf"
        " nicht kein keine keinen keiner keinem nie niemals niemand nichts weder ohne kaum außer"
        " nunca ningún ninguna ninguno nadie nada sin tampoco apenas salvo"
    ),
    "hedge": (
        "may might could would should perhaps possibly probably likely unlikely apparently seemingly reportedly"
        " allegedly supposedly purportedly presumably suggests appears seems about roughly approximately if"
        " peut pourrait pourraient serait seraient aurait auraient probablement apparemment environ semble si"
        " könnte könnten dürfte dürften soll sollen vielleicht möglicherweise wahrscheinlich vermutlich angeblich"
        " offenbar etwa rund wohl falls"
        " podría podrían sería serían habría habrían quizá quizás probablemente aparentemente supuestamente parece"
    ),
    "attribution": (
        "said says say told tells claimed claims claim alleged according reported reports stated states denied denies"
        " believes argued argues announced"
        " selon dit affirmé affirme déclaré déclare assure nie dément"
        " sagte sagten sagt laut zufolge behauptet behauptete erklärte erklärt meldet bestreitet"
        " según dijo dijeron afirmó afirma aseguró declaró niega"
    ),
}
_CUES: dict[str, Cue] = {word: cue for cue, words in _WORDS.items() for word in words.split()}
_TOKEN = re.compile(r"\d[\d.,\u00a0]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
_PRINTED = re.compile(r"\S+")
_SHORTENED = re.compile("n['’]t$")  # isn't, won't


@dataclass(frozen=True, slots=True)
class Dropped:
    """A word of the source that is not printed: what it does there, and the span that leaves it out."""

    cue: Cue
    word: str
    start: int
    end: int
    trimmed: bool


def dropped(quotation: Quotation) -> tuple[Dropped, ...]:
    """Return the first word of each cue that each omission leaves out, and each trim out of a sentence that is printed.

    A number that is printed elsewhere in the quotation is not missed.
    """
    if not quotation.edits:
        return ()
    exact = quotation.passage.exact
    found: list[Dropped] = []
    for start, end, trimmed in _left_out(quotation):
        seen: set[Cue] = set()
        for match in _TOKEN.finditer(exact, start, end):
            cue = _cue(match[0])
            if cue is None or cue in seen or (cue == "number" and match[0] in quotation.text):
                continue
            seen.add(cue)
            found.append(Dropped(cue, match[0], start, end, trimmed))
    return tuple(found)


def flagged(quotation: Quotation) -> tuple[tuple[int, int], ...]:
    """Return where in the printed words something is missed, in order: the ``[...]``, or the word beside a trim."""
    missed = dropped(quotation)
    if not missed:
        return ()
    text, spans = quotation.text, set[tuple[int, int]]()
    omitted = {each.start for each in missed if not each.trimmed}
    at = 0
    for piece in quotation.pieces:
        if piece.kind == "omission" and piece.start in omitted:
            spans.add((at, at + len(piece.text)))
        at += len(piece.text)
    words = [match.span() for match in _PRINTED.finditer(text)]
    begins = min(piece.start for piece in quotation.pieces)
    for each in missed:
        if each.trimmed and words:
            spans.add(words[0] if each.end <= begins else words[-1])
    return tuple(sorted(spans))


def _cue(word: str) -> Cue | None:
    if word[0].isdigit():
        return "number"
    low = word.casefold()
    return "negation" if _SHORTENED.search(low) else _CUES.get(low)


def _left_out(quotation: Quotation) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of the passage that are not printed; of what is trimmed, only the rest of a printed sentence."""
    exact = quotation.passage.exact
    first = max((edit.start for edit in quotation.edits if isinstance(edit, Trim)), default=0)
    last = min((edit.end for edit in quotation.edits if isinstance(edit, Trim)), default=len(exact))
    if first > 0:
        yield sentence_at(exact, first)[0], first, True
    for piece in quotation.pieces:
        if piece.kind == "omission":
            yield piece.start, piece.end, False
    if last < len(exact):
        yield last, sentence_at(exact, last - 1)[1], True
