"""Moving a briefing to another template, or to the version of its own that is installed: what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.core import framing
from briefer.core.briefing import Briefing, Section
from briefer.errors import EditRefused, NotFound
from briefer.workspace import printing

if TYPE_CHECKING:
    from briefer.core.change import Edit
    from briefer.packs.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Reframing:
    """What it takes for a briefing to go with a template, and what changes by that, a sentence each.

    ``edit`` is None where the briefing goes with it already. Where that is its own and it is not ``installed``, its
    name stands for its title.
    """

    name: str
    version: str
    title: str
    differences: tuple[str, ...] = ()
    edit: Edit | None = None
    installed: bool = True


def reframing(briefing: Briefing, name: str | None = None) -> Reframing:
    """Return what it takes for a briefing to go with the pack `name` as it is installed; None: with its own.

    Raises:
        NotFound: there is no pack `name`; that its own is not installed is told in what is returned.
        PackError: it cannot be used.
    """
    from briefer.packs import comparing, shelf

    try:
        pack = shelf.find(name or briefing.pack)
    except NotFound:
        if name:
            raise
        return Reframing(name=briefing.pack, version=briefing.pack_version, title=briefing.pack, installed=False)
    sections = [Section(key=each.key, title=each.title, hint=each.hint) for each in pack.sections]
    try:
        edit = framing.reframe(briefing, pack.name, pack.version, sections)
    except EditRefused:
        return Reframing(name=pack.name, version=pack.version, title=pack.title)
    said = framing.differences(briefing, sections)
    former = printing.pack_of(briefing)
    at_hand = former.name == briefing.pack and briefing.pack_version in ("", former.version)
    if at_hand:
        said += comparing.differences(former, pack)
    else:
        known = f"version {briefing.pack_version} of “{briefing.pack}”" if briefing.pack_version else briefing.pack
        said += (f"How {known} looked is not known here: it is not installed.",)
    return Reframing(name=pack.name, version=pack.version, title=pack.title, differences=said, edit=edit)


def newer(briefing: Briefing) -> Pack | None:
    """Return the pack of a briefing where another version of it is installed than the one that it was made with."""
    if not briefing.pack_version:
        return None
    try:
        pack = printing.pack(briefing.pack)
    except NotFound:
        return None
    return pack if pack.version != briefing.pack_version else None
