"""Who may import whom. The contracts stand in pyproject.toml; here they are run, and each is shown to bite."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_ROOMS = [
    "ui",
    "cli",
    "workspace",
    "export",
    "sources",
    "store",
    "citing",
    "checks",
    "review",
    "packs",
    "core",
    "worker",
]
_FILES = ["__main__", "settings", "paths", "errors"]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # Not by the virtual environment's script folder: the tests may run in another environment.
    lint = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command(['--no-cache']))"
    )
    return subprocess.run([sys.executable, "-c", lint], cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept(pytestconfig: pytest.Config) -> None:
    done = _lint(pytestconfig.rootpath)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def house(tmp_path: Path, pytestconfig: pytest.Config) -> Path:
    """Return a copy of the house with every room in it, all empty, under our own contracts."""
    (tmp_path / "pyproject.toml").write_bytes((pytestconfig.rootpath / "pyproject.toml").read_bytes())
    package = tmp_path / "briefer"
    for room in _ROOMS:
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").touch()
        (package / room / "thing.py").touch()
    for name in [*_FILES, "__init__"]:
        (package / f"{name}.py").touch()
    return tmp_path


def test_an_empty_house_keeps_them(house: Path) -> None:
    (house / "briefer/ui/thing.py").write_text("import PySide6.QtWidgets\nimport briefer.workspace.thing\n")
    (house / "briefer/cli/thing.py").write_text("import briefer.workspace, briefer.core.thing, briefer.errors\n")
    (house / "briefer/workspace/thing.py").write_text("import briefer.store.thing, briefer.export.thing\n")
    (house / "briefer/store/thing.py").write_text("import sqlalchemy.orm, briefer.core, briefer.paths\n")
    done = _lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("core/thing", "import briefer.packs"),
        ("core/thing", "import briefer.worker"),
        ("core/thing", "import briefer.settings"),
        ("core/thing", "import lxml.etree"),
        ("store/thing", "import briefer.sources.thing"),
        ("review/thing", "import briefer.checks"),
        ("export/thing", "import briefer.workspace"),
        ("packs/thing", "import briefer.export"),
        ("worker/thing", "import briefer.sources"),
        ("errors", "import briefer.paths"),
        ("workspace/thing", "import briefer.ui"),
        ("cli/thing", "import briefer.ui"),
        ("cli/thing", "import briefer.store.thing"),
        ("cli/thing", "def verb():\n    import briefer.export"),
        ("cli/thing", "import PySide6"),
        ("cli/thing", "import jinja2"),
        ("ui/thing", "import briefer.cli"),
        ("ui/thing", "import briefer.sources"),
        ("ui/thing", "import briefer.worker"),
        ("ui/thing", "import sqlalchemy"),
        ("ui/thing", "import typst"),
        ("workspace/thing", "import PySide6.QtCore"),
        ("workspace/thing", "import sqlalchemy.orm"),
        ("export/thing", "import docxtpl"),
        ("store/thing", "import trafilatura"),
    ],
)
def test_a_forbidden_import_is_found(house: Path, room: str, line: str) -> None:
    (house / f"briefer/{room}.py").write_text(f"{line}\n")
    done = _lint(house)
    assert done.returncode == 1, f"nothing was said of {line!r} in {room}"
    assert re.search(r"BROKEN", done.stdout), done.stdout + done.stderr


def test_a_new_room_has_to_be_given_its_floor(house: Path) -> None:
    (house / "briefer/cellar.py").touch()
    assert _lint(house).returncode == 1


def test_the_core_imports_the_standard_library_and_errors(pytestconfig: pytest.Config) -> None:
    for file in (pytestconfig.rootpath / "briefer/core").glob("**/*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                ours = name.startswith(("briefer.core", "briefer.errors"))
                assert ours or name.split(".")[0] in sys.stdlib_module_names, f"{file.name} imports {name}"


def test_types_are_strict_in_every_room_but_the_window(pytestconfig: pytest.Config) -> None:
    config = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text())
    strict = set(config["tool"]["basedpyright"]["strict"])
    rooms = {
        f"briefer/{folder.name}" for folder in (pytestconfig.rootpath / "briefer").iterdir() if any(folder.glob("*.py"))
    }
    assert rooms - {"briefer/ui"} <= strict
    assert "briefer/*.py" in strict
