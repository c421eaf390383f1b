"""What the workspace tells: what an act touched and who began it, and whether everything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.core.briefing import TRAY, Briefing
from briefer.core.change import (
    AddPassage,
    Edit,
    Join,
    NumberSource,
    ReorderSections,
    ReplaceBlocks,
    SetFact,
    SetFrame,
    SetReference,
    touched_sources,
)
from briefer.core.source import SourceId

Act = Literal["do", "undo", "redo", "open", "import", "reading", "text"]
"""``text``: a source is read from another text of the same file now."""

StateName = Literal["saved", "saving", "failed", "read-only"]


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything done is on the disk; ``problem`` is the sentence, and ``hint`` what to do, of "failed"."""

    name: StateName
    problem: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """One act as views hear of it; who began it can skip its own echo.

    ``sources`` are those whose facts, passages or use changed, ``facts`` says that facts of the briefing did.
    ``sections`` are the keys of sections whose blocks changed (the tray among them), ``structure`` says that sections
    changed places or another briefing is open, ``library`` that the list of sources or briefings changed.
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


def of_edit(act: Act, edit: Edit, before: Briefing, after: Briefing, initiator: object | None) -> Changes:
    """Return the changes that an edit made."""
    sections: set[str] = set()
    facts = structure = library = False
    for change in edit.changes:
        match change:
            case ReplaceBlocks(section=section):
                sections.add(section)
            case SetFact():
                facts = True
            case ReorderSections() | SetFrame():
                structure = True
                sections.update(section.key for section in after.sections)
            case SetReference() | Join():
                library = True
            case AddPassage() | NumberSource():
                pass
    return Changes(
        act=act,
        edit=edit,
        sources=touched_sources(edit),
        sections=frozenset(sections),
        facts=facts,
        structure=structure,
        library=library,
        initiator=initiator,
        before=before,
        briefing=after,
    )


def everything(act: Act, before: Briefing | None, after: Briefing | None) -> Changes:
    """Return the changes of opening another briefing, or none."""
    keys = frozenset({*(section.key for section in after.sections), TRAY}) if after else frozenset[str]()
    return Changes(act=act, sections=keys, facts=True, structure=True, library=True, before=before, briefing=after)
