"""The verb demo: the sample library and briefing, and its Word and PDF files."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefer.cli.answer import Answer
from briefer.cli.opened import location, saved
from briefer.workspace import sample
from briefer.workspace.workspace import Workspace

FOLDER = "briefer-demo"


def demo(options: argparse.Namespace, answer: Answer) -> int:
    """Make the sample, in a library of its own where none is named, and export it."""
    folder = Path(options.to or FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    library = location(options) or str(folder / "sample-library.briefer")
    workspace = Workspace.open(library, write=True, create=True)
    try:
        briefing = sample.build(workspace)
        saved(workspace)
        exported = [
            workspace.export(folder / workspace.suggested_name(briefing, suffix), briefing=briefing)
            for suffix in (".docx", ".pdf")
        ]
    finally:
        workspace.close()
    files = [
        {"path": str(file.path), "sha256": file.sha256, "bytes": file.bytes} for each in exported for file in each.files
    ]
    for warning in (warning for each in exported for warning in each.warnings):
        answer.warn(warning)
    answer.give(
        {
            "library": library,
            "briefing": {"id": briefing.id, "handle": briefing.handle, "title": briefing.title},
            "files": files,
        },
        [f"Library   {library}", f"Briefing  {briefing.handle}  {briefing.title}"]
        + [f"File      {file['path']}" for file in files],
    )
    return 0
