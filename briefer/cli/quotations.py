"""The verbs on a quotation in a briefing: its typed edits, and its translation."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from briefer.cli.answer import Answer
from briefer.cli.briefings import named_passage
from briefer.cli.opened import writing
from briefer.core import holding, paraphrasing, quoting
from briefer.core.block_view import quotation_view, translation_view
from briefer.core.briefing import Briefing
from briefer.core.passage import Passage, Quotation
from briefer.core.translation import Translation
from briefer.errors import BadRequest, NotFound

_ON_WORDS: dict[str, Callable[[Quotation, int, int], Quotation]] = {
    "keep": quoting.shorten,
    "omit": quoting.omit,
    "emphasise": quoting.emphasise,
}


def edit(options: argparse.Namespace, answer: Answer) -> int:
    """Edit a quotation in one of the ways that are shown, or make prose of it."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        passage = named_passage(workspace, options.passage)
        holder = _holder(briefing, passage, options.nth)
        if options.paraphrase:
            workspace.do(paraphrasing.paraphrase(briefing, holder))
            answer.give({"passage": passage.handle, "quotation": None}, [f"{passage.handle} is paraphrased now."])
            return 0
        *_, held = holding.find(briefing, holder)
        made = _edited(held, options)
        workspace.do(holding.requote(briefing, holder, made, label=f"edit {passage.handle}"))
    answer.give({"passage": passage.handle, "quotation": quotation_view(made)}, [f"“{made.text}”"])
    return 0


def _edited(held: Quotation, options: argparse.Namespace) -> Quotation:
    if options.case:
        return quoting.recase(held)
    if options.restore:
        return quoting.restore(held)
    if options.insert is not None:
        at = len(held.text) if options.before is None else _place(held, options.before)
        return quoting.insert(held, at, options.insert)
    name = next(name for name in _ON_WORDS if getattr(options, name) is not None)
    words = getattr(options, name)
    start = _place(held, words)
    return _ON_WORDS[name](held, start, start + len(words))


def _place(held: Quotation, words: str) -> int:
    found = held.text.find(words) if words else -1
    if found < 0:
        raise NotFound(f"“{words}” is not in the quotation of {held.passage.handle}.", f"It reads: “{held.text}”")
    if held.text.find(words, found + 1) >= 0:
        raise BadRequest(f"“{words}” stands in the quotation more than once.", "Give more of the words around it.")
    return found


def translate(options: argparse.Namespace, answer: Answer) -> int:
    """Give a quotation a translation, or take it away."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        passage = named_passage(workspace, options.passage)
        holder = _holder(briefing, passage, options.nth)
        *_, held = holding.find(briefing, holder)
        made = _translation(held, options) if options.text is not None else None
        after = workspace.do(holding.translate(briefing, holder, made)).briefing
        view = translation_view(holding.find(after, holder)[3]) if after is not None else {}
    said = f"The quotation of {passage.handle} has a translation now." if made else "The translation was removed."
    answer.give({"passage": passage.handle, "translation": view.get("translation")}, [said])
    return 0


def _translation(held: Quotation, options: argparse.Namespace) -> Translation:
    if options.language is None:
        raise BadRequest("A translation needs its language.", "Say it with --language, such as en.")
    return Translation(
        text=options.text,
        language=options.language,
        of=held.text,
        translator=options.translator,
        method="machine" if options.machine else "own",
    )


def _holder(briefing: Briefing, passage: Passage, nth: int | None) -> str:
    """Return what holds the quotation of a passage; `nth` says which of several, counted from 1."""
    holders = [holder for holder, each in holding.held(briefing) if each.passage.id == passage.id]
    if not holders:
        raise NotFound(f"{passage.handle} is not quoted in {briefing.handle}.", "“briefer take” quotes it.")
    if len(holders) > 1 and nth is None:
        raise BadRequest(
            f"{passage.handle} is quoted {len(holders)} times in {briefing.handle}.", "Say which with --nth."
        )
    number = nth or 1
    if not 1 <= number <= len(holders):
        raise BadRequest(f"{passage.handle} is quoted {len(holders)} times, and not {number}.", "")
    return holders[number - 1]
