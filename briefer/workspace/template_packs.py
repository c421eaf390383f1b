"""What people do with template packs: begin, build, install, remove, look at. Loads the rooms it needs when asked."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from briefer.errors import BadRequest, PackError, WorkerFailed
from briefer.worker import Limits

if TYPE_CHECKING:
    from briefer.core.briefing import Briefing
    from briefer.packs.installing import Installed as Installed
    from briefer.packs.pack import Pack as Pack
    from briefer.packs.problem import Problem as Problem
    from briefer.workspace.workspace import Workspace

_PREVIEW = "PREVIEW"
_NAME = 48  # characters of a pack's name that come from a title
_FILLED = Limits(seconds=5, memory=1 << 30)
_LOOKED_OVER = Limits(seconds=60, memory=2 << 30)  # five briefings are tried, one of them with 500 passages


@dataclass(frozen=True, slots=True)
class Begun:
    """A pack that was begun, and the tags that were placed in its Word template because it had none."""

    pack: Pack
    placed: tuple[str, ...] = ()


def begin(folder: Path, title: str | None = None, word: Path | None = None) -> Begun:
    """Make a new pack in `folder`, a copy of the standard one; its name is the folder's.

    With `word` its Word template is that .docx or .dotx; what it prints otherwise is made with the standard templates.
    A Word file without tags gets those that print a whole briefing.

    Raises:
        PackError: see `briefer.packs.installing.begin`.
        BadRequest, TemplateError, WorkerFailed: the Word file is none, cannot be read, or holds what no template may.
    """
    from briefer.packs import installing
    from briefer.worker import call

    title = title or folder.name.replace("-", " ").replace("_", " ").capitalize()
    if word is None:
        return Begun(installing.begin(folder, title))
    _check_word(word)
    job, limits = "briefer.export.word.adopt:adopt", Limits(seconds=20, memory=512 << 20)
    made = cast("dict[str, Any]", call(job, limits=limits, template=_read(word)))
    return Begun(installing.begin(folder, title, made["file"]), tuple(made["placed"]))


def make(word: Path, title: str | None = None) -> Begun:
    """Make a pack of a Word file among the person's own, at once to be used; raises as `begin` does."""
    from briefer import paths
    from briefer.packs import shelf

    title = (title or word.stem).strip()
    name = re.sub(r"[^a-z0-9]+", "-", _plain(title).lower()).strip("-")[:_NAME] or "template"
    taken = {pack.name for pack in shelf.shelf()}
    own = next(each for each in chain([name], (f"{name}-{number}" for number in count(2))) if each not in taken)
    return begin(paths.packs() / own, title, word)


def _plain(words: str) -> str:
    """Return words without the accents of their letters."""
    return unicodedata.normalize("NFKD", words)


def _check_word(file: Path) -> None:
    """Say in a sentence why a file cannot become a Word template.

    Raises:
        BadRequest: it is of another kind.
    """
    match file.suffix.lower():
        case ".docx" | ".dotx":
            return
        case ".docm" | ".dotm":
            raise BadRequest(
                f"{file.name} can hold macros, and a template holds none.",
                "Save it in Word as a document without macros (.docx).",
            )
        case ".doc" | ".dot":
            raise BadRequest(
                f"{file.name} is in the format that Word had before 2007.", "Open it in Word and save it as .docx."
            )
        case _:
            raise BadRequest(f"{file.name} is no Word file.", "Choose a file that ends with .docx or .dotx.")


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

    if file.is_dir():
        return installing.install(_scrubbed(archive.gather(file)))
    return installing.install(_scrubbed(_unpacked(_read(file))))


def remove(name: str) -> Pack | None:
    """Take an installed pack away and return what it was, if it can be read; briefings begun with it stay as they are.

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


def word_preview(pack: Pack, folder: Path, workspace: Workspace, briefing: Briefing | None = None) -> Path:
    """Print a briefing, or the sample without one, through the Word template of `pack` into `folder`; return the file.

    It is a copy to be thrown away: its name and a word across its pages say so, and it can only be read.

    Raises:
        TemplateError, ExportError: the template cannot be used.
    """
    from briefer.export.naming import safe
    from briefer.worker import call

    if briefing is None:
        ((made, *_), _) = preview(replace(pack, templates={".docx": pack.templates[".docx"]}), folder)
    else:
        made = workspace.export(folder / "note.docx", briefing=briefing, template=pack.name).files[0].path
    file = made.with_name(safe(f"{pack.title} (preview)", ".docx"))
    job, limits = "briefer.export.word.watermark:mark", Limits(seconds=20, memory=512 << 20)
    file.write_bytes(cast("bytes", call(job, limits=limits, file=made.read_bytes(), words=_PREVIEW)))
    made.unlink()
    file.chmod(0o444)
    return file


def lint(path: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with a pack, a folder or ``.brieferpack`` file, or with one template.

    Raises:
        BadRequest: there is no such file, or it is neither.
        PackError: the pack cannot be read at all.
        WorkerFailed: looking at it was stopped.
    """
    from briefer.export.filling import kind_of
    from briefer.packs import archive, shelf
    from briefer.packs.pack import read_pack

    if path.is_dir():
        return _lint_pack(read_pack(path))
    data = _read(path)
    if path.suffix.lower() == archive.SUFFIX:
        with tempfile.TemporaryDirectory() as scratch:
            for name, content in _unpacked(data).items():
                target = Path(scratch) / path.stem / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            return _lint_pack(read_pack(Path(scratch) / path.stem))
    return _lint_templates(shelf.find("standard"), {path.name: (kind_of(path.name), data)})


def _lint_pack(pack: Pack) -> tuple[Problem, ...]:
    from briefer.packs.problem import Problem

    found: dict[str, tuple[str, bytes]] = {}
    missing: list[Problem] = []
    for suffix, name in sorted(pack.templates.items()):
        try:
            found[name] = (suffix, pack.template(suffix))
        except PackError as error:
            missing.append(
                Problem(id="missing-file", file=name, message=error.sentence.rstrip("."), suggestion=error.hint)
            )
    return (*missing, *_lint_templates(pack, found), *_lint_sample(pack, found))


def _lint_sample(pack: Pack, templates: Mapping[str, tuple[str, bytes]]) -> list[Problem]:
    """Return where the templates of a pack do not print what its sample says."""
    from briefer.export.sampling import READ
    from briefer.packs.problem import Problem
    from briefer.worker import call

    if pack.sample is None:
        return []
    values, lines = pack.sample
    try:
        context: object = json.loads(pack.file(values))
        expected: list[Any] = [line for line in pack.file(lines).decode("utf-8").splitlines() if line.strip()]
    except PackError as error:
        return [Problem(id="missing-file", file=values, message=error.sentence.rstrip("."), suggestion=error.hint)]
    except (ValueError, RecursionError) as error:
        return [Problem(id="sample", file=values, message=f"The sample cannot be read: {error}")]
    if not isinstance(context, dict):
        return [Problem(id="sample", file=values, message="The sample holds no JSON object")]
    found: list[Problem] = []
    for name, (suffix, data) in templates.items():
        if suffix in READ:
            try:
                views = call(
                    "briefer.export.sampling:check",
                    limits=_FILLED, suffix=suffix, template=data, context=cast("Any", context), expected=expected,
                )  # fmt: skip
            except WorkerFailed as error:
                found.append(_unending(error, name))
                continue
            found += [replace(Problem.of(view), file=name) for view in cast("list[dict[str, Any]]", views)]
    return found


def _lint_templates(pack: Pack, templates: Mapping[str, tuple[str, bytes]]) -> tuple[Problem, ...]:
    from briefer.export.trial import trials
    from briefer.packs.problem import Problem
    from briefer.worker import Worker

    contexts = cast("dict[str, Any]", dict(trials(pack)))
    found: list[Problem] = []
    with Worker() as worker:
        for name, (suffix, data) in templates.items():
            job = "briefer.export.linting:lint"
            try:
                views = worker.call(job, limits=_LOOKED_OVER, suffix=suffix, template=data, contexts=contexts)
            except WorkerFailed as error:
                found.append(_unending(error, name))
                continue
            found += [replace(Problem.of(view), file=name) for view in cast("list[dict[str, Any]]", views)]
    return tuple(found)


def annotated(template: Path, problems: Sequence[Problem], target: Path) -> Path:
    """Write a copy of a Word template with its problems as comments; return where.

    Raises:
        BadRequest: it is no Word template.
        TemplateError: it cannot be read.
        ExportTargetInvalid, ExportError: the copy cannot be written.
    """
    from briefer.export.naming import check_folder, write_beside
    from briefer.worker import call

    if not template.name.lower().endswith((".docx", ".dotx")):
        raise BadRequest(f"{template.name} is no Word file.", "Only a Word template can have comments.")
    check_folder(target)
    views = cast("Any", [problem.view() for problem in problems])
    limits = Limits(seconds=20, memory=512 << 20)
    job = "briefer.export.word.annotate:annotate"
    return write_beside(target, cast("bytes", call(job, limits=limits, template=_read(template), problems=views)))


def _unending(error: WorkerFailed, name: str = "") -> Problem:
    """Return the problem of a template that had to be stopped."""
    from briefer.packs.problem import Problem

    hint = "Look for a loop without end, or one inside another."
    return Problem(id="too-much", file=name, message=error.sentence.rstrip("."), suggestion=error.hint or hint)


def render(template: Path, values: Path, target: Path) -> tuple[Path | None, tuple[Problem, ...], tuple[str, ...]]:
    """Write what a template makes of the values in a JSON file; return where, the problems, and warnings.

    No file is written where there are problems. One that is there already is left alone.

    Raises:
        BadRequest: a file is not there, is no template, no JSON object, or the target's suffix is another.
        ExportTargetInvalid, ExportError: the file cannot be written.
    """
    from briefer.export.filling import kind_of
    from briefer.export.naming import check_folder, write_beside
    from briefer.packs.problem import Problem
    from briefer.worker import call

    suffix = kind_of(template.name)
    if target.suffix.lower() != suffix:
        raise BadRequest(f"{template.name} makes {suffix} files.", f"Let the name of the file end with {suffix}.")
    check_folder(target)
    try:
        context: object = json.loads(_read(values))
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{values.name} is no JSON: {error}.") from error
    if not isinstance(context, dict):
        raise BadRequest(f"{values.name} holds no JSON object.", 'Give the values names: {"title": "…"}.')
    job = "briefer.export.filling:fill"
    data = _read(template)
    try:
        made = cast(
            "dict[str, Any]", call(job, limits=_FILLED, suffix=suffix, template=data, context=cast("Any", context))
        )
    except WorkerFailed as error:
        return None, (_unending(error),), ()
    if made["file"] is None:
        return None, tuple(map(Problem.of, made["problems"])), ()
    return write_beside(target, made["file"]), (), tuple(made["warnings"])


def _read(path: Path) -> bytes:
    from briefer.packs import archive

    try:
        if path.stat().st_size > archive.FILE_BYTES:
            raise PackError(f"{path.name} is larger than {archive.FILE_BYTES >> 20} MB.")
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _unpacked(data: bytes) -> dict[str, bytes]:
    from briefer.worker import call

    limits = Limits(seconds=20, memory=512 << 20)
    return cast("dict[str, bytes]", call("briefer.packs.archive:unpack", limits=limits, data=data))


def _scrubbed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a pack, each Word template without what tells of its author; refuse what could run in one."""
    from briefer.worker import Worker

    job = "briefer.export.word.scrub:scrub"
    limits = Limits(seconds=20, memory=512 << 20)
    with Worker() as worker:
        return {
            name: cast("bytes", worker.call(job, limits=limits, template=data))
            if name.lower().endswith(".docx")
            else data
            for name, data in files.items()
        }
