"""Which form of a note is printed: decided by the order in which a template prints, the same for Word and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def printed(note: Mapping[str, Any], seen: set[int]) -> list[Mapping[str, Any]]:
    """Return the runs of one of ``notes`` after the sources `seen`, to which its own are added: full first, then short.

    Where one source follows itself, only where in it is said again. The analyst's own words stand behind, as they are.
    """
    runs: list[Mapping[str, Any]] = []
    before: int | None = None
    for item in note["items"]:
        form = "again" if item["source"] == before else "short" if item["source"] in seen else "full"
        if item[form] and runs:
            runs.append({"text": "; "})
        runs += item[form]
        before = int(item["source"])
        seen.add(before)
    if runs and not str(runs[-1]["text"]).endswith((".", "!", "?", "…")):
        runs.append({"text": "."})
    own: list[Mapping[str, Any]] = note.get("own") or []
    return [*runs, *([{"text": " "}] if runs and own else []), *own]
