"""What people do with template packs: begin, build, install, remove, look at. Loads the rooms it needs when asked."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefer.errors import BadRequest, PackError

if TYPE_CHECKING:
    from briefer.packs.installing import Installed as Installed
    from briefer.packs.pack import Pack as Pack


def begin(folder: Path, title: str | None = None) -> Pack:
    """Make a new pack in `folder`, a copy of the standard one; its name is the folder's.

    Raises:
        PackError: see `briefer.packs.installing.begin`.
    """
    from briefer.packs import installing

    return installing.begin(folder, title or folder.name.replace("-", " ").replace("_", " ").capitalize())


def build(folder: Path, target: Path | None = None) -> Path:
    """Write the pack in `folder` as one file, without what tells of its authors' machines, and return where.

    Without `target` it is NAME-VERSION.brieferpack beside the folder. A file that is there already is left alone.

    Raises:
        PackError, TemplateError: it is no whole pack.
        ExportTargetInvalid, ExportError: the file cannot be written.
    """
    from briefer.export.naming import check_folder, safe, write_beside
    from briefer.packs import archive, installing

    folder = folder.resolve()
    if not folder.is_dir():
        raise BadRequest(f"{folder.name} is no folder.", "Name the folder that holds pack.toml.")
    pack = installing.checked(folder)
    files = _scrubbed(archive.gather(folder))
    target = target or folder.parent / safe(f"{pack.name}-{pack.version}", archive.SUFFIX)
    check_folder(target)
    return write_beside(target, archive.pack_up(files))


def install(file: Path) -> Installed:
    """Install a ``.brieferpack`` file, or the folder of a pack.

    Raises:
        PackError, TemplateError: it is no pack, or holds what no pack may hold.
        WorkerFailed: looking at it was stopped.
    """
    from briefer.packs import archive, installing
    from briefer.worker import Limits, call

    if file.is_dir():
        return installing.install(_scrubbed(archive.gather(file)))
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= archive.FILE_BYTES else b""
    except OSError as error:
        raise PackError(f"{file.name} cannot be read: {error.strerror or error}.") from error
    if size > archive.FILE_BYTES:
        raise PackError(f"{file.name} is larger than {archive.FILE_BYTES >> 20} MB.")
    limits = Limits(seconds=20, memory=512 << 20)
    files = cast("dict[str, bytes]", call("briefer.packs.archive:unpack", limits=limits, data=data))
    return installing.install(_scrubbed(files))


def remove(name: str) -> Pack:
    """Take an installed pack away; briefings begun with it stay as they are.

    Raises:
        NotFound, PackError: see `briefer.packs.installing.remove`.
    """
    from briefer.packs import installing

    return installing.remove(name)


def preview(pack: Pack, folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Print the sample briefing through every template of `pack` into `folder`; return the files and warnings.

    Raises:
        TemplateError, ExportError: a template cannot be used.
    """
    from briefer.workspace import sample
    from briefer.workspace.workspace import Workspace

    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    warnings: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Workspace.open(str(Path(scratch) / "sample.briefer"), write=True, create=True)
        try:
            briefing = sample.build(workspace)
            for suffix in pack.templates:
                made = workspace.export(folder / f"{pack.name}{suffix}", briefing=briefing, template=pack.name)
                files += [file.path for file in made.files]
                warnings += made.warnings
        finally:
            workspace.close()
    return tuple(files), tuple(warnings)


def _scrubbed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a pack, each Word template without what tells of its author; refuse what could run in one."""
    from briefer.worker import Limits, Worker

    job = "briefer.export.word.scrub:scrub"
    limits = Limits(seconds=20, memory=512 << 20)
    with Worker() as worker:
        return {
            name: cast("bytes", worker.call(job, limits=limits, template=data))
            if name.lower().endswith(".docx")
            else data
            for name, data in files.items()
        }
