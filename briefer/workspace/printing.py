"""What the workspace has printed: packs, notes, names and files of a briefing. Loads those rooms when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core import holding
from briefer.core.briefing import AnyFigure, Block, Briefing, FigureBlock, picture_of, printed
from briefer.core.passage import Citation
from briefer.core.source import Source, SourceId
from briefer.errors import BrieferError, ExportError, NotFound

if TYPE_CHECKING:
    from briefer.export.export import Exported
    from briefer.export.pictures import Shown
    from briefer.packs.pack import Pack
    from briefer.workspace.pages import PagePicture

Sources = Mapping[SourceId, Source]

STANDARD = "standard"
"""The pack that ships with briefer, and prints a briefing whose own pack is not installed."""


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A variable of templates: its group, the loop it stands in ("" for none), its tag, what it says, an example."""

    group: str
    loop: str
    tag: str
    says: str
    example: str


def fields(briefing: Briefing | None, sources: Sources) -> tuple[TemplateField, ...]:
    """Return every variable a template can use, with what it is in `briefing`.

    Raises:
        PackError: the briefing's pack cannot be used.
        ExportError: a source that is cited is not among `sources`.
    """
    from briefer.export.context import context
    from briefer.export.fields import examples

    view = context(briefing, sources, pack_of(briefing)) if briefing is not None else {}
    return tuple(
        TemplateField(group.title, group.loop, field.tag, field.says, example)
        for group, found in examples(view)
        for field, example in found
    )


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


def pack_of(briefing: Briefing) -> Pack:
    """Return the pack that a briefing is printed with: its own in the version that it was made with.

    Where that version is not at hand it is the one that is, and where the pack is not installed the standard one.

    Raises:
        PackError: it cannot be used.
    """
    from briefer.packs import shelf

    try:
        return shelf.find_version(briefing.pack, briefing.pack_version)
    except NotFound:
        return pack(STANDARD)


def note(citation: Citation, briefing: Briefing, sources: Sources) -> str:
    """Return what the note of a citation says in full; without the source's number where it has none yet."""
    from briefer.citing.format import Formatter
    from briefer.export.context import language_of

    pack = pack_of(briefing)
    language, _ = language_of(briefing, pack)
    formatter = Formatter(briefing, sources, language, pack.citation)
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

    return naming.suggested(pack_of(briefing).name_pattern, briefing, suffix)


def export(
    briefing: Briefing,
    sources: Sources,
    target: Path,
    template: str | None,
    style: str | None,
    cancelled: Callable[[], bool] | None,
    picture: Callable[[AnyFigure], PagePicture],
    *,
    attach_data: bool = False,
) -> Exported:
    """Write a briefing to a file, its figures shown by `picture`; what is raised: see `briefer.export.export.export`.

    A figure whose picture cannot be had is printed without it, and a warning says so.
    """
    from briefer.export import export as room

    pictures, missing = shown(briefing, picture)
    stale = [
        f"The translation of {quotation.passage.handle} is of words that were edited since, and is not printed."
        for _, quotation in holding.held(replace(briefing, tray=()))
        if quotation.translation is not None and quotation.translated is None
    ]
    own = pack_of(briefing)
    elsewhere = _not_its_own(briefing, own) if template is None else []
    exported = room.export(
        briefing,
        sources,
        own,
        target,
        template=template,
        style=style,
        pictures=pictures,
        attach_data=attach_data,
        cancelled=cancelled,
    )
    empty = _required_and_empty(briefing, own) if template is None else []
    return replace(exported, warnings=(*elsewhere, *exported.warnings, *empty, *dict.fromkeys(missing), *stale))


def _not_its_own(briefing: Briefing, used: Pack) -> list[str]:
    """Say where the template that a briefing was made with, or its version of it, is not at hand."""
    if used.name != briefing.pack:
        return [f"The template “{briefing.pack}” is not installed here; “{used.title}” was used instead."]
    if briefing.pack_version and used.version != briefing.pack_version:
        wanted = f"Version {briefing.pack_version} of the template “{used.title}”"
        return [f"{wanted} is not here; version {used.version} was used instead."]
    return []


def _required_and_empty(briefing: Briefing, pack: Pack) -> list[str]:
    """Return a sentence about each section that the template asks for and that has no words."""
    filled = {section.key for section in briefing.sections if any(map(_says_something, section.blocks))}
    return [
        f"The template “{pack.title}” wants the section “{section.title}”, which is empty."
        for section in pack.sections
        if section.required and section.key not in filled
    ]


def _says_something(block: Block) -> bool:
    return isinstance(block, AnyFigure) or bool(printed(block).strip())


def shown(briefing: Briefing, picture: Callable[[AnyFigure], PagePicture]) -> tuple[dict[str, Shown], tuple[str, ...]]:
    """Return the pictures of a briefing's figures, and a sentence about each that cannot be had."""
    from briefer.export.pictures import Shown

    pictures: dict[str, Shown] = {}
    missing: list[str] = []
    for section in briefing.sections:
        for block in section.blocks:
            if not isinstance(block, AnyFigure) or picture_of(block) in pictures:
                continue
            try:
                found = picture(block)
            except BrieferError:
                named = block.quotation.passage.handle if isinstance(block, FigureBlock) else f"“{printed(block)}”"
                missing.append(f"The picture {named} could not be shown; its caption stands alone.")
                continue
            pictures[picture_of(block)] = Shown(found.data, found.width, found.height)
    return pictures, tuple(missing)
