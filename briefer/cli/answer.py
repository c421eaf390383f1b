"""How a verb speaks: one JSON document or short plain text on standard output, everything else on standard error."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from briefer.core.text import CONTROL


class Answer:
    """What a verb has to say; each verb gives it once in both forms and does not ask which is wanted."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def give(self, data: dict[str, Any], lines: Iterable[str]) -> None:
        """Write `data` as the one JSON document, or `lines` for a person."""
        if self._as_json:
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        else:
            sys.stdout.writelines(f"{harmless(line)}\n" for line in lines)

    def warn(self, sentence: str) -> None:
        """Say something on standard error that is no failure."""
        self.progress("")
        sys.stderr.write(f"{harmless(sentence)}\n")

    def progress(self, line: str) -> None:
        """Show `line` in place of the one before on a terminal, and nothing anywhere else."""
        if sys.stderr.isatty():
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write("\r\x1b[K" + harmless(line)[:width])
            sys.stderr.flush()


def harmless(line: str) -> str:
    """Return a line without what a terminal would obey: words of articles and of others' files are told on it."""
    return CONTROL.sub("", line)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return rows of text in columns as wide as they must be; the last one is as long as it likes."""
    held = [list(row) for row in rows]
    if not held:
        return []
    widths = [max(len(row[column]) for row in held) for column in range(len(held[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in held
    ]  # fmt: skip


def shortened(text: str, length: int) -> str:
    """Return `text` on one line and cut to `length` characters, with an ellipsis where something is left out."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
