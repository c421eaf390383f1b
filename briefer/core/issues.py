"""The next issue of a briefing: carried over whole, and what of it is new, still cited, or old by then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefer.core.briefing import Briefing, BriefingId, Issue, Section, uses
from briefer.core.passage import Passage, PassageId
from briefer.core.slices import fresh
from briefer.core.source import Source, SourceId

OLD_AFTER = 30
"""Days after which the article of a passage is old, unless somebody chose otherwise."""

_DIGITS = re.compile(r"\d+", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands in an issue. ``days`` is how old its article is at least; None where nothing dates it."""

    passage: Passage
    is_new: bool
    days: int | None
    is_old: bool

    @property
    def words(self) -> str:
        """What a list says: "new" or "still cited", and the age of one that is old."""
        said = "new" if self.is_new else "still cited"
        return f"{said}, {self.days} days old" if self.is_old else said


def next_number(number: str) -> str:
    """Return the number of the next issue: its last digits counted on, their width kept; empty where it has none.

    A year beside another number (``12/2026``) is left as it is.
    """
    groups = list(_DIGITS.finditer(number))
    if not groups:
        return ""
    found = next((group for group in reversed(groups) if not _YEAR.fullmatch(group[0])), groups[-1])
    counted = str(int(found[0]) + 1).zfill(len(found[0]))
    return number[: found.start()] + counted + number[found.end() :]


def next_issue(briefing: Briefing, id_: BriefingId, *, today: str, number: str | None = None) -> Briefing:
    """Return the next issue of a briefing: its blocks, citations and source numbers, each block under an id of its own.

    It supersedes the former one, begins where that one's period ended, and is a draft of `today` (ISO 8601) with no
    cut-off yet. `number` None: the next one.
    """
    facts = briefing.facts
    carried = dict.fromkeys(passage.id for passage, _, _ in uses(briefing))
    return replace(
        briefing,
        id=id_,
        number=0,
        facts=replace(
            facts,
            number=next_number(facts.number) if number is None else number,
            supersedes=facts.number,
            version="1",
            status="draft",
            date=today,
            period_from=facts.period_to,
            period_to="",
            cutoff="",
        ),
        sections=tuple(_carried(section) for section in briefing.sections),
        tray=fresh(briefing.tray),
        issue=Issue(former=briefing.id, carried=tuple(carried)),
    )


def standings(
    briefing: Briefing, sources: Mapping[SourceId, Source], *, today: str, old_after: int = OLD_AFTER
) -> tuple[Standing, ...]:
    """Return how each passage of an issue stands, in the order of the briefing; none where it is no later issue.

    Ages are counted to the date of the briefing, or to `today` where it has none that can be read.
    """
    if briefing.issue is None:
        return ()
    carried = set(briefing.issue.carried)
    on = _latest(briefing.facts.date) or _latest(today)
    found: dict[PassageId, Passage] = {passage.id: passage for passage, _, _ in uses(briefing)}
    return tuple(_standing(passage, carried, sources.get(passage.source), on, old_after) for passage in found.values())


def gone(briefing: Briefing) -> tuple[PassageId, ...]:
    """Return the passages that the former issue cited and this one does not any more."""
    if briefing.issue is None:
        return ()
    used = {passage.id for passage, _, _ in uses(briefing)}
    return tuple(passage for passage in briefing.issue.carried if passage not in used)


def summed_up(found: Iterable[Standing], old_after: int = OLD_AFTER) -> str:
    """Return in one sentence how the passages of an issue stand."""
    counted = list(found)
    new = sum(1 for each in counted if each.is_new)
    old = sum(1 for each in counted if each.is_old)
    return f"{new} new, {len(counted) - new} still cited, {old} older than {old_after} days."


def together(found: Iterable[Standing]) -> str:
    """Return what is said of a block that cites several passages; empty where it cites none."""
    counted = list(found)
    if not counted:
        return ""
    new = [each.is_new for each in counted]
    said = "new" if all(new) else "partly new" if any(new) else "still cited"
    ages = [each.days for each in counted if each.is_old and each.days is not None]
    return f"{said}, {max(ages)} days old" if ages else said


def _standing(
    passage: Passage, carried: set[PassageId], source: Source | None, on: date | None, after: int
) -> Standing:
    dated = next((day for text in _dates(source) if (day := _latest(text)) is not None), None)
    days = (on - dated).days if on is not None and dated is not None else None
    return Standing(passage, passage.id not in carried, days, days is not None and days > after)


def _dates(source: Source | None) -> tuple[str, ...]:
    """Return what dates an article, the best first: when it appeared, else when it was seen or came in."""
    if source is None:
        return ()
    reference = source.reference
    return tuple(text for text in (reference.published, reference.accessed, source.captured) if text)


def _latest(text: str) -> date | None:
    """Return the last day that a date may mean: of a year or a month its last, so that no age is overstated."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), found[3]
    try:
        if day is not None:
            return date(year, month, int(day))
        following = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return following - timedelta(days=1)


def _carried(section: Section) -> Section:
    return replace(section, blocks=fresh(section.blocks))
