"""What the workspace has printed: packs, notes, names and files of a briefing. Loads those rooms when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core.briefing import Briefing
from briefer.core.passage import Citation
from briefer.core.source import Source, SourceId
from briefer.errors import ExportError

if TYPE_CHECKING:
    from briefer.export.export import Exported
    from briefer.packs.pack import Pack

Sources = Mapping[SourceId, Source]


def packs() -> tuple[Pack, ...]:
    """Return the template packs at hand."""
    from briefer.packs import shelf

    return shelf.shelf()


def pack(name: str) -> Pack:
    """Return the pack with this name.

    Raises:
        NotFound: there is none.
        PackError: it cannot be used.
    """
    from briefer.packs import shelf

    return shelf.find(name)


def note(citation: Citation, briefing: Briefing, sources: Sources) -> str:
    """Return what the note of a citation says in full; without the source's number where it has none yet."""
    from briefer.citing.format import Formatter
    from briefer.export.context import language_of

    language, _ = language_of(briefing, pack(briefing.pack))
    formatter = Formatter(briefing, sources, language)
    said: list[str] = []
    for item in citation:
        try:
            said.append("".join(run.text for run in formatter.item(item).full))
        except ExportError:
            said.append(item.passage.handle)
    return "; ".join(said)


def suggested_name(briefing: Briefing, suffix: str) -> str:
    """Return the file name that the briefing's pack suggests for an export, safe on every system."""
    from briefer.export import naming

    return naming.suggested(pack(briefing.pack).name_pattern, briefing, suffix)


def export(
    briefing: Briefing,
    sources: Sources,
    target: Path,
    template: str | None,
    style: str | None,
    cancelled: Callable[[], bool] | None,
) -> Exported:
    """Write a briefing to a file; see `briefer.export.export.export` for what is raised."""
    from briefer.export import export as room

    return room.export(
        briefing, sources, pack(briefing.pack), target, template=template, style=style, cancelled=cancelled
    )
