"""Where notes stand, and which form of one is printed: the same for Word and PDF.

The form is decided by the order in which a template prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def at_end(context: Mapping[str, Any]) -> bool:
    """Return whether the notes of a context stand behind the text; it need not be a briefing's."""
    pack = context.get("pack")
    return isinstance(pack, Mapping) and cast("Mapping[str, Any]", pack).get("notes") == "endnotes"


def _sign(text: str) -> Mapping[str, Any]:
    """Return a run that says all that a run can, as those of the context do."""
    return {"kind": "text", "text": text, "bold": False, "italic": False, "href": None, "language": None, "rtl": False,
            "proof": None, "note": None, "anchor": None}  # fmt: skip


_BETWEEN, _STOP, _SPACE = _sign("; "), _sign("."), _sign(" ")


def printed(note: Mapping[str, Any], seen: set[int]) -> list[Mapping[str, Any]]:
    """Return the runs of one of ``notes`` after the sources `seen`, to which its own are added: full first, then short.

    Where one source follows itself, only where in it is said again. The analyst's own words stand behind, as they are.
    """
    runs: list[Mapping[str, Any]] = []
    before: int | None = None
    for item in note["items"]:
        form = "again" if item["source"] == before else "short" if item["source"] in seen else "full"
        if item[form] and runs:
            runs.append(_BETWEEN)
        runs += item[form]
        before = int(item["source"])
        seen.add(before)
    if runs and not str(runs[-1]["text"]).endswith((".", "!", "?", "…")):
        runs.append(_STOP)
    own: list[Mapping[str, Any]] = note.get("own") or []
    return [*runs, *([_SPACE] if runs and own else []), *own]
