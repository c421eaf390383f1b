"""The acts of the verb pack: list, new, lint, build, install, remove, preview, render."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from briefer import paths
from briefer.cli.answer import Answer, table
from briefer.errors import BadRequest
from briefer.workspace import printing, template_packs


def list_all(options: argparse.Namespace, answer: Answer) -> int:
    """List the packs that ship with briefer and those installed."""
    found = printing.packs()
    lines = table((pack.name, pack.version, pack.title, ", ".join(sorted(pack.templates))) for pack in found)
    answer.give({"packs": [_view(pack) for pack in found]}, lines)
    return 0


def new(options: argparse.Namespace, answer: Answer) -> int:
    """Begin a pack in a folder of its own."""
    word: str | None = vars(options)["from"]  # no attribute can be written so
    begun = template_packs.begin(Path(options.folder), options.title, Path(word) if word else None)
    pack = begun.pack
    if begun.placed:
        answer.warn(f"{word} had no tags; {', '.join(begun.placed)} were placed in it.")
    answer.give({"pack": _view(pack), "placed": list(begun.placed)}, [f"{pack.title}: {pack.folder}"])
    return 0


def build(options: argparse.Namespace, answer: Answer) -> int:
    """Make one file of a pack."""
    file = template_packs.build(Path(options.folder), Path(options.to) if options.to else None)
    answer.give({"files": [{"path": str(file), "bytes": file.stat().st_size}]}, [str(file)])
    return 0


def install(options: argparse.Namespace, answer: Answer) -> int:
    """Install a pack from a file or a folder."""
    installed = template_packs.install(Path(options.file))
    pack, former = installed.pack, installed.former
    instead = f", in place of version {former}" if former is not None else ""
    answer.give(
        {"pack": _view(pack), "former": former}, [f"Installed {pack.title} ({pack.name} {pack.version}){instead}."]
    )
    return 0


def remove(options: argparse.Namespace, answer: Answer) -> int:
    """Remove an installed pack."""
    pack = template_packs.remove(options.pack)
    version, title = (pack.version, pack.title) if pack is not None else ("", options.pack)
    answer.give({"pack": {"name": options.pack, "version": version}}, [f"Removed {title}."])
    return 0


def preview(options: argparse.Namespace, answer: Answer) -> int:
    """Print the sample through every template of a pack."""
    pack = printing.pack(options.pack)
    files, warnings = template_packs.preview(pack, Path(options.to or f"{pack.name}-preview"))
    for warning in warnings:
        answer.warn(warning)
    answer.give({"files": [{"path": str(file)} for file in files], "warnings": list(warnings)}, map(str, files))
    return 0


def lint(options: argparse.Namespace, answer: Answer) -> int:
    """Tell all that is wrong with a pack or a template; 1 where something is to be mended."""
    path = Path(options.path)
    problems = template_packs.lint(path)
    if options.annotated:
        copy = template_packs.annotated(path, problems, Path(options.annotated))
        answer.warn(f"{copy} has each problem as a comment.")
    told = [line for problem in problems for line in _told(problem)] or ["Nothing is wrong."]
    answer.give({"problems": [problem.view() for problem in problems]}, told)
    return int(any(problem.severity == "error" for problem in problems))


def render(options: argparse.Namespace, answer: Answer) -> int:
    """Make a file of a template and any values; 2 where it cannot be."""
    if options.context is None or options.to is None:
        raise BadRequest("The values and the file to make are not said.", "Add --context FILE.json --to FILE.")
    file, problems, warnings = template_packs.render(Path(options.template), Path(options.context), Path(options.to))
    for warning in warnings:
        answer.warn(warning)
    files = [{"path": str(file), "bytes": file.stat().st_size}] if file is not None else []
    told = [str(file)] if file is not None else [line for problem in problems for line in _told(problem)]
    answer.give({"files": files, "problems": [problem.view() for problem in problems]}, told)
    return 0 if file is not None else 2


def _told(problem: template_packs.Problem) -> list[str]:
    place = ": ".join(filter(None, (problem.file, problem.where())))
    lines = [f"{problem.severity}: {problem.message}. [{problem.id}]", f"    {place}" if place else ""]
    return [line for line in (*lines, f"    {problem.suggestion}" if problem.suggestion else "") if line]


def _view(pack: template_packs.Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "version": pack.version,
        "title": pack.title,
        "language": pack.language,
        "shipped": pack.folder.parent == paths.templates(),
        "folder": str(pack.folder),
        "templates": dict(sorted(pack.templates.items())),
        "sections": [{"key": section.key, "title": section.title} for section in pack.sections],
    }
