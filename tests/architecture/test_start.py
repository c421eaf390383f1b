"""What starting loads. The window paints, and the command line answers, before anything heavy is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_HEAVY = {"docx", "docxtpl", "jinja2", "lxml", "numpy", "sqlalchemy", "trafilatura", "typst"}

_SHOW = "; import json, sys; print(); print(json.dumps(sorted(sys.modules)))"


def _loaded_by(code: str, **more: str) -> set[str]:
    """Return the packages that are loaded when `code` was run."""
    return {name.partition(".")[0] for name in _modules_of(code, **more)}


def _modules_of(code: str, **more: str) -> set[str]:
    environment = {**os.environ, **more}
    done = subprocess.run(
        [sys.executable, "-c", code + _SHOW], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import briefer.__main__",
        "import briefer.cli",
        "import contextlib, briefer.cli\nwith contextlib.suppress(SystemExit): briefer.cli.main(['--help'])\n0",
    ],
    ids=["the program", "the command line", "its help"],
)
def test_starting_loads_neither_qt_nor_anything_heavy(code: str) -> None:
    assert _loaded_by(code) & (_HEAVY | {"PySide6", "shiboken6"}) == set()


def test_the_window_paints_before_anything_heavy_is_loaded() -> None:
    """With the probe the window ends when it has painted first, so that what is loaded then was loaded before."""
    loaded = _loaded_by("from briefer.ui import app; app.main([])", BRIEFER_PAINT_PROBE="1")
    assert "PySide6" in loaded
    assert loaded & (_HEAVY | {"pypdfium2"}) == set()


def test_the_window_paints_before_what_a_briefing_is_made_of_is_loaded() -> None:
    modules = _modules_of("from briefer.ui import app; app.main([])", BRIEFER_PAINT_PROBE="1")
    assert "briefer.ui.window" in modules
    assert {
        name for name in modules if name.startswith(("briefer.core", "briefer.workspace", "briefer.store"))
    } == set()
