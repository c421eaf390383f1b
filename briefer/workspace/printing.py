"""What the workspace has printed: packs, notes, names and files of a briefing. Loads those rooms when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefer.core.briefing import Briefing
from briefer.core.passage import Citation
from briefer.core.source import Source, SourceId

if TYPE_CHECKING:
    from briefer.export.export import Exported
    from briefer.packs.pack import Pack


class Printing:
    """The part of a workspace that prints."""

    def find_pack(self, name: str) -> Pack:
        """Return a pack by its name.

        Raises:
            NotFound: there is none.
            PackError: it cannot be used.
        """
        from briefer.packs import shelf

        return shelf.find(name)
