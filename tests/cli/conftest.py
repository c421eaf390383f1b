"""The command line in this process, over a library of its own for each test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefer.cli.run import main

ARTICLE = """# Troops stir allies

Troops moved to the river on Friday. The minister said: “No comment.” Nobody else spoke.

Residents heard engines at night. Troops moved to the river again on Sunday.

- boats were counted
- bridges were not

More is [in the archive](https://example.org/archive).
"""


@dataclass(frozen=True)
class Told:
    """What one run answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Briefer = Callable[..., Told]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a library that is not there yet, in the environment."""
    file = tmp_path / "library.briefer"
    monkeypatch.setenv("BRIEFER_LIBRARY", str(file))
    return file


@pytest.fixture
def briefer(library: Path, capsys: pytest.CaptureFixture[str]) -> Briefer:
    """Run one verb, with --json unless `plain` is said."""

    def run(*words: str | Path, plain: bool = False) -> Told:
        capsys.readouterr()
        code = main([*map(str, words), *([] if plain else ["--json"])])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Told(code, told.out, told.err)

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return an article file without title facts, in Markdown."""
    file = tmp_path / "stir.md"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def started(briefer: Briefer, article: Path) -> Briefer:
    """The command line over a library with one article, S1, and one briefing, B1."""
    assert briefer("import", article).code == 0
    assert briefer("new", "Movements at the river").code == 0
    return briefer
