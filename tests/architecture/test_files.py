"""What every file of the checkout has to keep to: its length, its manners with errors, and what it may not name."""

from __future__ import annotations

import ast
import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

# DESIGN.md, section 11: the crash hook, the background door, the command line's main and the worker's loop.
_BROAD_EXCEPT = {"ui/crash.py": 1, "ui/background.py": 1, "cli/run.py": 1, "worker/child.py": 1}


@pytest.fixture(scope="module")
def modules(pytestconfig: pytest.Config) -> dict[str, str]:
    """Return the text of each module of ours, by its path below briefer/."""
    package = pytestconfig.rootpath / "briefer"
    return {file.relative_to(package).as_posix(): file.read_text("utf-8") for file in package.glob("**/*.py")}


def test_files_are_short(modules: dict[str, str]) -> None:
    lengths = {name: text.count("\n") for name, text in modules.items()}
    assert {name: length for name, length in lengths.items() if length > 500} == {}
    assert statistics.median(length for name, length in lengths.items() if not name.endswith("__init__.py")) < 200


def test_broad_excepts_stand_in_four_places(modules: dict[str, str]) -> None:
    found: dict[str, int] = {}
    for name, text in modules.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _passes_on(node):
                found[name] = found.get(name, 0) + 1
    too_many = {name: count for name, count in found.items() if count > _BROAD_EXCEPT.get(name, 0)}
    assert too_many == {}


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(part) for part in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether the error goes on as it came, after something was put in order."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _tracked(root: Path) -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("only in a git checkout is it known which files are ours")
    for name in filter(None, listed.stdout.split("\0")):
        file = root / name
        if file.is_file():
            yield name, file.read_bytes().decode("utf-8", "replace")


def _registries() -> set[str]:
    """Return the hosts that this machine's pip and npm are set up to use."""
    pip = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    said = [pip.stdout, *(value for name, value in os.environ.items() if "INDEX" in name or "REGISTRY" in name.upper())]
    npmrc = Path.home() / ".npmrc"
    said.append(npmrc.read_text() if npmrc.is_file() else "")
    hosts = {urlsplit(address).hostname for text in said for address in re.findall(r"https?://[^\s'\"]+", text)}
    return {host for host in hosts if host} - {"localhost", "127.0.0.1"}


def test_no_file_names_this_machine_or_where_packages_come_from(pytestconfig: pytest.Config) -> None:
    root = pytestconfig.rootpath
    named = {f"{root}/", f"{root.parent / 'shared'}", *_registries()}
    if Path.home() != Path("/"):
        named.add(f"{Path.home()}/")
    index = re.compile(r"--(?:extra-)?index-url|--find-links|https?://[\w.-]*(?:registry|index|mirror)[\w.-]*/")
    found = [
        (name, words)
        for name, text in _tracked(root)
        if name != "tests/architecture/test_files.py"
        for words in [*(place for place in named if place in text), *index.findall(text)]
    ]
    assert found == [], json.dumps(found, indent=1)
