"""The verbs that look after the library: doctor and backup."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from briefer.cli.answer import Answer
from briefer.cli.opened import location
from briefer.core.found import Check
from briefer.workspace import upkeep


def doctor(options: argparse.Namespace, answer: Answer) -> int:
    """Look whether everything in the library is what was written there; exit code 1 where something is not."""
    answer.progress("Looking at everything in the library…")
    checks = upkeep.doctor(location(options))
    answer.progress("")
    whole = all(check.ok for check in checks)
    last = "The library is whole." if whole else "Keep the file as it is, and open a backup."
    answer.give({"ok": whole, "checks": [asdict(check) for check in checks]}, (*_lines(checks), last))
    return 0 if whole else 1


def backup(options: argparse.Namespace, answer: Answer) -> int:
    """Copy the library, and look at the copy; exit code 1 where something in it is not what was once written."""
    answer.progress("Copying the library…")
    file, checks = upkeep.backup(location(options), Path(options.to) if options.to else None)
    answer.progress("")
    whole = all(check.ok for check in checks)
    last = f"The backup is {file}." if whole else f"The backup is {file}, with the damage that the library has."
    data = {"ok": whole, "file": str(file), "bytes": file.stat().st_size, "checks": [asdict(each) for each in checks]}
    answer.give(data, (*_lines(check for check in checks if not check.ok), last))
    return 0 if whole else 1


def _lines(checks: Iterable[Check]) -> list[str]:
    return [check.detail for check in checks]
