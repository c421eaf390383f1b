"""How a source stands to others, in a sentence: what it came with, which capture it is, what it is much the same as."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from briefer.ui import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.core.source import Source

NAMED = 3  # sources that came with one and have a button each


def together(source: Source, others: Sequence[Source]) -> tuple[str, tuple[Source, ...]]:
    """Say what a source came out of and came with, and name the sources to offer; no words where it came alone."""
    inside = tuple(each for each in others if each.container is not None and each.container.sha256 == source.sha256)
    if inside:
        count = wording.counted(len(inside), "attachment", "attachments")
        return f"From {source.file or 'a mail'}, with {count}.", inside[:NAMED]
    box = source.container
    if box is None:
        return "", ()
    holder = next((each for each in others if each.sha256 == box.sha256), None)
    if holder is not None:
        return f"Attached to {holder.handle}, “{holder.name}”.", (holder,)
    member = f", {box.member}" if box.member not in ("", PurePath(box.file).name) else ""
    more = wording.counted(len(others), "other source", "other sources") if others else ""
    return f"From {box.file}{member}{f', with {more}' if more else ''}.", ()


def capture(source: Source, captures: Sequence[Source]) -> tuple[str, Source | None]:
    """Say that the page of a source was captured more than once, and name the capture to offer."""
    if len(captures) < 2:
        return "", None
    if source.id == captures[-1].id:
        before = captures[-2]
        return f"A later capture of {before.handle}, which came {wording.moment(before.captured)}.", before
    last = captures[-1]
    return f"This page was captured again as {last.handle}, {wording.moment(last.captured)}.", last


def near(share: float | None, other: Source) -> str:
    """Say that much of a source stands in another; `share` is None until it is known."""
    what = f"{other.handle}, “{other.name}”"
    if share is None:
        return f"Most of these words stand in {what}."
    return f"{max(1, min(100, round(share * 100)))}% of these words stand in {what}."
