"""The versions that bite (DESIGN.md, section 10), and a lock that says the same as pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def project(pytestconfig: pytest.Config) -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text())


def _asked(lines: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(asked.name): asked for asked in map(Requirement, lines)}


def _locked(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^ ;]+)", file.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "version", "allowed"),
    [
        ("pyside6-essentials", "6.11.3", True),
        ("pyside6-essentials", "6.11.2", False),
        ("pyside6-essentials", "6.12.0", False),  # aborts on Python 3.11 after about 5,000 calls that return None
        ("pyside6-essentials", "6.12.1", True),
        ("jinja2", "3.1.5", False),  # lets a template out of the sandbox
        ("jinja2", "3.1.6", True),
        ("typst", "0.15.3", False),  # other pages from the same source
        ("readability-lxml", "0.9", False),  # pip 23 cannot install it beside jusText
    ],
)
def test_versions_that_bite(project: dict[str, Any], name: str, version: str, *, allowed: bool) -> None:
    asked = _asked(project["project"]["dependencies"])
    assert asked[name].specifier.contains(version) is allowed


def test_qt_comes_as_essentials_alone(pytestconfig: pytest.Config) -> None:
    locked = _locked(pytestconfig.rootpath / "packaging/requirements.txt")
    assert {name for name in locked if "pyside" in name or "pyqt" in name} == {"pyside6-essentials"}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_holds_what_the_project_asks_for(
    project: dict[str, Any], pytestconfig: pytest.Config, file: str
) -> None:
    lines = list(project["project"]["dependencies"])
    if file == "requirements-dev.txt":
        lines += project["dependency-groups"]["dev"]
    locked = _locked(pytestconfig.rootpath / "packaging" / file)
    for name, asked in _asked(lines).items():
        assert name in locked, f"{name} is not locked; python3 packaging/dev.py lock"
        assert asked.specifier.contains(locked[name]), f"{name} {locked[name]} is locked, {asked} is asked for"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_everything_locked_has_its_hash(pytestconfig: pytest.Config, file: str) -> None:
    text = (pytestconfig.rootpath / "packaging" / file).read_text()
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_both_locks_hold_the_same_versions(pytestconfig: pytest.Config) -> None:
    folder = pytestconfig.rootpath / "packaging"
    assert _locked(folder / "requirements.txt").items() <= _locked(folder / "requirements-dev.txt").items()


def test_the_version_is_said_once(project: dict[str, Any]) -> None:
    import briefer

    assert briefer.__version__ == project["project"]["version"]
