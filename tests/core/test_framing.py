"""A briefing that goes over to another template: its words stay, its sections follow."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import framing, wire
from briefer.core.briefing import Briefing, Section
from briefer.core.change import apply, inverse
from briefer.core.edits import write
from briefer.errors import EditRefused
from tests import strategies
from tests.strategies import empty_briefing

OUTLOOK = Section(key="outlook", title="Outlook", hint="What comes next")


def filled() -> Briefing:
    briefing = empty_briefing()
    return apply(briefing, write(briefing, "actors", "The guard is at the bridge."))


def heads(briefing: Briefing) -> list[Section]:
    return [replace(section, blocks=()) for section in briefing.sections]


def moved(briefing: Briefing, sections: list[Section]) -> Briefing:
    return apply(briefing, framing.reframe(briefing, "rivers", "2", sections))


def test_a_new_section_takes_its_place_and_what_was_written_stays() -> None:
    briefing = filled()
    first, *others = heads(briefing)
    after = moved(briefing, [first, OUTLOOK, *others])
    assert [section.key for section in after.sections] == [first.key, "outlook", *(each.key for each in others)]
    assert after.blocks("actors") == briefing.blocks("actors")
    assert (after.pack, after.pack_version) == ("rivers", "2")


def test_a_section_that_is_not_asked_for_goes_where_it_is_empty_and_stays_last_where_it_has_words() -> None:
    briefing = filled()
    after = moved(briefing, [OUTLOOK])
    assert [section.key for section in after.sections] == ["outlook", "actors"]
    assert after.blocks("actors") == briefing.blocks("actors")


def test_each_difference_is_said() -> None:
    briefing = filled()
    by_key = {section.key: section for section in heads(briefing)}
    situation, risks = by_key["situation"], by_key["risks"]
    renamed = replace(situation, title="What happened", hint="Say it in a line")
    actors = by_key["actors"].title
    told = framing.differences(briefing, [risks, renamed, OUTLOOK])
    assert told == (
        f"The section “{situation.title}” is called “What happened”.",
        "The section “What happened” has another hint.",
        "A new section, “Outlook”, behind “What happened”.",
        f"The section “{actors}”, which the template does not have, has words and stays, behind the others.",
        f"The section “{by_key['restraint'].title}”, which the template does not have, is empty and goes.",
        f"The sections are in another order: “{risks.title}”, “What happened”, “Outlook”.",
    )
    assert framing.differences(briefing, heads(briefing)) == ()


def test_to_where_it_is_already_it_is_not_moved() -> None:
    after = moved(filled(), [OUTLOOK])
    with pytest.raises(EditRefused, match="already"):
        framing.reframe(after, "rivers", "2", [OUTLOOK])


@given(st.lists(st.sampled_from([*strategies.SECTIONS, "outlook", "annex"]), unique=True))
def test_undone_it_is_as_it_was_and_it_is_kept_as_json(keys: list[str]) -> None:
    briefing = filled()
    edit = framing.reframe(briefing, "rivers", "2", [Section(key=key, title=key.title()) for key in keys])
    assert apply(apply(briefing, edit), inverse(edit)) == briefing
    assert wire.edit_from_json(json.loads(json.dumps(wire.edit_to_json(edit))), {}) == edit


def test_words_written_meanwhile_are_not_left_out() -> None:
    briefing = filled()
    edit = framing.reframe(briefing, "rivers", "2", [OUTLOOK])
    with pytest.raises(EditRefused, match="has words"):
        apply(apply(briefing, write(briefing, "risks", "It may rise.")), edit)
