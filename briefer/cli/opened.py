"""The workspace that a verb works in: opened for reading or for writing, and closed when what it did is saved."""

from __future__ import annotations

import argparse
import os
from collections.abc import Generator
from contextlib import contextmanager

from briefer.errors import NotSaved
from briefer.workspace.workspace import Workspace


def location(options: argparse.Namespace) -> str | None:
    """Return the library that was named, on the command line or in the environment; None: the person's own."""
    return options.library or os.environ.get("BRIEFER_LIBRARY") or None


@contextmanager
def reading(options: argparse.Namespace) -> Generator[Workspace]:
    """Open the library to read; a missing one is not made."""
    workspace = Workspace.open(location(options), write=False, create=False)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def writing(options: argparse.Namespace) -> Generator[Workspace]:
    """Open the library to write, making a missing one; what was done is saved when the block ends.

    Raises:
        LibraryLocked: a window holds it.
        NotSaved: the last write failed.
    """
    workspace = Workspace.open(location(options), write=True, create=True)
    try:
        yield workspace
        saved(workspace)
    finally:
        workspace.close()


def saved(workspace: Workspace) -> None:
    """Wait until everything done is on the disk.

    Raises:
        NotSaved: it could not be written.
    """
    state = workspace.wait_saved()
    if state.name == "failed":
        raise NotSaved(state.problem, state.hint)
