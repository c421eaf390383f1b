"""A briefing becomes a file. Works on values only, so that any thread may call it; templates run in the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from briefer.core.briefing import Briefing
from briefer.core.source import Source, SourceId
from briefer.errors import BadRequest, ExportTargetInvalid
from briefer.export.context import context
from briefer.export.naming import check_folder, write_beside
from briefer.export.pictures import Pictures
from briefer.packs import shelf
from briefer.packs.pack import Pack
from briefer.worker import Limits, Plain, Worker

_JOBS = {
    ".docx": "briefer.export.word.job:make",
    ".pdf": "briefer.export.pdf:make",
    ".html": "briefer.export.html:make",
    ".md": "briefer.export.markdown:make",
}
_WITH_DATA = "briefer.export.pdf:make_with_data"
SUFFIXES = tuple(_JOBS)
_LENDER = "standard"  # the pack that ships with briefer and has a template for each
_LIMITS = Limits(seconds=180, memory=2 << 30)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written: where, its SHA-256 in hexadecimal, and its length in bytes."""

    path: Path
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and sentences about what a person should know of it."""

    files: tuple[ExportedFile, ...]
    warnings: tuple[str, ...] = ()


def export(
    briefing: Briefing,
    sources: Mapping[SourceId, Source],
    pack: Pack,
    target: Path,
    *,
    template: str | None = None,
    style: str | None = None,
    pictures: Pictures | None = None,
    attach_data: bool = False,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write `briefing` to `target`, whose suffix decides the kind, through the template of `pack`.

    `pictures` are those of its figures; one that is missing is printed as its caption alone. A file that is there
    already is left alone: the new one is written beside it and a warning says so. `template`
    ("PACK" or "PACK/FILE") names another one than the pack's own for that suffix. What a pack has no
    template for, except Word files, is printed through that of the standard pack. With `attach_data` a PDF holds what
    its template was given, as JSON.

    Raises:
        ExportTargetInvalid: the suffix or the folder cannot be written to.
        BadRequest: there is no such template or citation style, or data is to be attached to another file than a PDF.
        PackError, TemplateError: the template cannot be used.
        ExportError: a source is not at hand, what came out is not whole, or it could not be written.
        WorkerFailed, Cancelled: the work was stopped.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExportTargetInvalid(
            f"briefer cannot export {suffix or 'a file without a suffix'}.", f"It can: {', '.join(SUFFIXES)}."
        )
    if style is not None:
        raise BadRequest(f"There is no citation style “{style}”.", "Export without naming a style.")
    if attach_data and suffix != ".pdf":
        raise BadRequest(f"Data cannot be attached to a {suffix} file.", "Export a PDF to attach it to.")
    check_folder(target)
    if template is not None:
        pack, chosen = _chosen(template, suffix)
    else:
        chosen = template_of(pack, suffix)
    shown = pictures or {}
    view = context(briefing, sources, pack, shown)
    job = _WITH_DATA if attach_data else _JOBS[suffix]
    data, warnings = _made(chosen, view, pictures_of(pack, shown), job, worker, cancelled)
    path = write_beside(target, data)
    if path != target:
        warnings = (f"{target.name} is there already and was left alone; this is {path.name}.", *warnings)
    return Exported((ExportedFile(path, hashlib.sha256(data).hexdigest(), len(data)),), warnings)


def pictures_of(pack: Pack, shown: Pictures) -> dict[str, Plain]:
    """Return the pictures that a PDF of `pack` may print, by their names: those of the figures, and its logo.

    Raises:
        PackError: the logo cannot be read.
    """
    logo: dict[str, Plain] = {pack.look.logo: pack.file(pack.look.logo)} if pack.look.logo else {}
    return {**{each.name: each.data for each in shown.values()}, **logo}


def _chosen(template: str, suffix: str) -> tuple[Pack, bytes]:
    name, _, file = template.partition("/")
    pack = shelf.find(name)
    if file and pack.templates.get(suffix) != file:
        raise BadRequest(
            f"“{pack.title}” has no template “{file}” for {suffix} files.",
            f"It has: {', '.join(sorted(pack.templates.values()))}.",
        )
    return pack, template_of(pack, suffix)


def template_of(pack: Pack, suffix: str) -> bytes:
    """Return the template of `pack` for files that end with `suffix`; a pack with a Word template alone is complete.

    Raises:
        PackError: it has none, or it cannot be read.
    """
    lent = suffix not in pack.templates and suffix != ".docx"
    return (shelf.find(_LENDER) if lent else pack).template(suffix)


def _made(
    template: bytes,
    view: Plain,
    pictures: dict[str, Plain],
    job: str,
    worker: Worker | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the file and what is to be said about it."""
    own = worker or Worker()
    try:
        made = own.call(job, limits=_LIMITS, cancelled=cancelled, template=template, context=view, pictures=pictures)
    finally:
        if worker is None:
            own.close()
    if isinstance(made, dict):
        return cast("bytes", made["file"]), tuple(cast("list[str]", made["warnings"]))
    return cast("bytes", made), ()
