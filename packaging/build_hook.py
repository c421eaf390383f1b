"""Puts the shipped folders into the wheel, where `briefer/paths.py` looks for them.

Not a static `force-include`: hatchling would copy the folders into an editable installation as well, where they would
grow stale beside the checkout's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {"templates": "briefer/_data/templates", "resources": "briefer/_data/resources"}


class ShippedFolders(BuildHookInterface):
    """Force-includes `SHIPPED` in a standard wheel and in no other."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders, or stop: a wheel without its templates is of no use to anybody."""
        if version != "standard":
            return
        for folder, inside in SHIPPED.items():
            if not (Path(self.root) / folder).is_dir():
                raise FileNotFoundError(f"The folder {folder} is missing beside pyproject.toml.")
            build_data["force_include"][folder] = inside
