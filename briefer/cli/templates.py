"""The verb that moves a briefing to another template, or to the version of its own that is installed."""

from __future__ import annotations

import argparse
from typing import Any

from briefer.cli.answer import Answer
from briefer.cli.opened import reading, writing
from briefer.workspace.reframing import Reframing, reframing
from briefer.workspace.workspace import Workspace


def template(options: argparse.Namespace, answer: Answer) -> int:
    """Say with which template a briefing goes and what another one, or its version here, would change; do it."""
    with (writing if options.apply else reading)(options) as workspace:
        found = _looked_at(workspace, options)
        view = _view(workspace, options.briefing)
        if options.apply and found.edit is not None:
            workspace.open_briefing(options.briefing)
            workspace.do(found.edit)
    installed = {"name": found.pack.name, "version": found.pack.version, "title": found.pack.title}
    applied = bool(options.apply and found.edit is not None)
    answer.give(
        {"briefing": view, "template": installed, "differences": list(found.differences), "applied": applied},
        _told(found, view, applied=applied),
    )
    return 0


def _looked_at(workspace: Workspace, options: argparse.Namespace) -> Reframing:
    return reframing(workspace.read_briefing(options.briefing), options.pack)


def _view(workspace: Workspace, key: str) -> dict[str, Any]:
    briefing = workspace.read_briefing(key)
    return {
        "id": briefing.id, "handle": briefing.handle, "title": briefing.title, "pack": briefing.pack,
        "version": briefing.pack_version,
    }  # fmt: skip


def _told(found: Reframing, view: dict[str, Any], *, applied: bool) -> list[str]:
    named = f"“{found.pack.title}”, version {found.pack.version}"
    if found.edit is None:
        return [f"{view['handle']} goes with {named}."]
    made_with = f"{view['pack']} {view['version']}".strip()
    done = f"{view['handle']} went with {made_with} and goes with {named} now." if applied else (
        f"{view['handle']} goes with {made_with}. With {named} this would change (--apply does it):"
    )  # fmt: skip
    return [done, *(f"  {sentence}" for sentence in found.differences or ("Nothing in what is printed.",))]
