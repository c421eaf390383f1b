"""What the workspace tells: what an act changed, and whether it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.core.briefing import Briefing
from briefer.core.change import Edit, ReorderSections, ReplaceBlocks, SetFact, SetReference, touched_sources
from briefer.core.source import SourceId

Act = Literal["do", "undo", "redo", "open", "import", "reading"]
StateName = Literal["saved", "saving", "failed", "read-only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an act changed, and who began it, so that a view can skip its own echo.

    ``sources`` are those whose facts, passages or use changed, ``sections`` the keys of sections with other blocks
    ("tray" among them). ``facts``: facts of the briefing. ``structure``: sections in another order, or another
    briefing. ``library``: the list of sources or briefings. ``before`` and ``briefing`` are the open briefing then and
    now.
    """

    act: Act
    edit: Edit | None = None
    sources: frozenset[SourceId] = frozenset()
    sections: frozenset[str] = frozenset()
    facts: bool = False
    structure: bool = False
    library: bool = False
    initiator: object | None = None
    before: Briefing | None = None
    briefing: Briefing | None = None


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything done is on the disk; ``problem`` is the sentence, and ``hint`` what to do, of "failed"."""

    name: StateName
    problem: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return self.name


def of(act: Act, edit: Edit, before: Briefing | None, after: Briefing | None, initiator: object | None) -> Changes:
    """Return what `edit` changed."""
    kinds = {type(change) for change in edit.changes}
    return Changes(
        act=act,
        edit=edit,
        sources=touched_sources(edit),
        sections=frozenset(change.section for change in edit.changes if isinstance(change, ReplaceBlocks)),
        facts=SetFact in kinds,
        structure=ReorderSections in kinds,
        # The list of sources shows facts of sources, that of briefings title and status.
        library=SetReference in kinds or SetFact in kinds,
        initiator=initiator,
        before=before,
        briefing=after,
    )
