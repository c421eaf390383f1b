"""A briefing moved to another template pack, or to another version of its own: which sections it has then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer.core.briefing import Briefing, Section
from briefer.core.change import Edit, Frame, SetFrame, frame_of
from briefer.errors import EditRefused


def reframe(briefing: Briefing, pack: str, version: str, sections: Sequence[Section]) -> Edit:
    """Have the briefing go with `version` of `pack`, whose `sections` (without blocks) it then has, in their order.

    What was written stays where it stands: a section that the pack does not have stays behind the others while it has
    words, and is left out where it is empty.

    Raises:
        EditRefused: that is what the briefing goes with already.
    """
    wanted = {section.key for section in sections}
    kept = [
        replace(section, blocks=()) for section in briefing.sections if section.blocks and section.key not in wanted
    ]
    before = frame_of(briefing)
    after = Frame(pack=pack, version=version, sections=(*sections, *kept))
    if after == before:
        raise EditRefused("The briefing goes with this template already.", "")
    return Edit(changes=(SetFrame(before=before, after=after),), label="change of template")


def differences(briefing: Briefing, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what `reframe` changes in the sections of the briefing, a sentence each."""
    had = {section.key: section for section in briefing.sections}
    wanted = {section.key for section in sections}
    said: list[str] = []
    for number, section in enumerate(sections):
        former = had.get(section.key)
        if former is None:
            place = f"behind “{sections[number - 1].title}”" if number else "at the beginning"
            said.append(f"A new section, “{section.title}”, {place}.")
            continue
        if former.title != section.title:
            said.append(f"The section “{former.title}” is called “{section.title}”.")
        if former.hint != section.hint:
            said.append(f"The section “{section.title}” has another hint.")
    for section in briefing.sections:
        if section.key not in wanted:
            kept = "has words and stays, behind the others" if section.blocks else "is empty and goes"
            said.append(f"The section “{section.title}”, which the template does not have, {kept}.")
    if [key for key in had if key in wanted] != [section.key for section in sections if section.key in had]:
        order = ", ".join(f"“{section.title}”" for section in sections)
        said.append(f"The sections are in another order: {order}.")
    return tuple(said)
