"""Says, after a paste from outside, which of the words stand in a source of the library, and offers to cite them.

The search runs elsewhere and the sentence comes when it is ready: nobody waits for it, and typing goes on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import standing
from briefer.core.briefing import Block, Briefing, printed
from briefer.core.source import SourceId
from briefer.core.standing import Standing
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.background import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.core.briefing import BriefingId
    from briefer.core.passage import Passage
    from briefer.ui.window import MainWindow

_SHOWN = 60  # characters of the words in the sentence


class PasteMatch(QObject):
    """Listens to the briefing's text."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task | None = None
        window.briefing.editor.wordsPasted.connect(self.look)

    def look(self, blocks: Sequence[Block]) -> None:
        """Look for the words of `blocks` in the library."""
        briefing = self._window.document.briefing
        texts = [printed(block) for block in blocks]
        if self._task is not None:
            self._task.cancel()
        if briefing is None or not any(texts):
            return
        workspace = self._window.document.workspace
        preferred = frozenset((*briefing.numbered, *briefing.joined))
        section = self._window.briefing.editor.current_section() or ""

        def find(task: Task) -> tuple[Standing, ...]:
            return workspace.standing(texts, preferred, cancelled=task.cancelled)

        self._task = self._window.background.start(
            find, done=partial(self._on_found, briefing.id, section), failed=self._window.show_error
        )

    def _on_found(self, id_: BriefingId, section: str, found: tuple[Standing, ...]) -> None:
        briefing = self._window.document.briefing
        if not found or briefing is None or briefing.id != id_:
            return
        cite, quote = ("Cite it", "Quote it") if len(found) == 1 else ("Cite them", "Quote them")
        self._window.messages.say(
            sentence(found, self._names(found)),
            acts={
                cite: partial(self._do, id_, section, found, quote=False),
                quote: partial(self._do, id_, section, found, quote=True),
            },
        )

    def _names(self, found: tuple[Standing, ...]) -> dict[SourceId, str]:
        workspace = self._window.document.workspace
        sources = [workspace.source(each.source) for each in found]
        return {source.id: f"{source.handle}, {source.name}" for source in sources}

    def _do(self, id_: BriefingId, section: str, found: tuple[Standing, ...], *, quote: bool) -> None:
        document, editor = self._window.document, self._window.briefing.editor
        briefing: Briefing | None = document.briefing
        if briefing is None or briefing.id != id_:
            return
        editor.close_step()
        passages: list[tuple[Standing, Passage, bool]] = []
        try:
            for each in found:
                passage, new = document.workspace.passage(each.source, each.source_start, each.source_end)
                if passage.exact == each.exact:  # else its article was read in another way meanwhile
                    passages.append((each, passage, new))
            edit = standing.cited(briefing, passages, quote=quote, section=section)
        except BrieferError as error:
            self._window.show_error(error)
            return
        editor.submit(edit)
        editor.setFocus()


def sentence(found: Sequence[Standing], names: dict[SourceId, str]) -> str:
    """Return what there is to say: how many words stand where."""
    words = wording.counted(sum(each.words for each in found), "word", "words")
    where = " and in ".join(dict.fromkeys(names[each.source] for each in found))
    if len(found) > 1:
        return f"{words} of what was pasted stand in {where}."
    run = " ".join(found[0].exact.split())
    shown = run if len(run) <= _SHOWN else f"{run[:_SHOWN].rstrip()}…"
    return f"These {words} stand in {where}: “{shown}”"
