"""The child of the kill test: an analyst who never stops, and who says what is about to be and what was called saved.

Run as ``python -m tests.reliability.writer LIBRARY SEED``. On standard output, a line "will STATE" goes before each act
and a line "saved STATE" follows when the program called everything saved.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from briefer.core import edits
from briefer.core.briefing import Paragraph, Text
from briefer.core.change import Edit, apply
from briefer.core.history import History
from briefer.core.source import Article, SourceId, TextBlock
from briefer.workspace.importing import Incoming
from briefer.workspace.workspace import Workspace
from tests.reliability.digest import state


class Analyst:
    """Writes, types, takes, moves, undoes and redoes, at random."""

    def __init__(self, library: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.workspace = Workspace.open(library)
        if self.workspace.briefings():
            self.workspace.open_briefing("B1")
        else:
            self.workspace.new_briefing("Kill")
        text = f"Words of run {seed}. " * 20
        article = Article(kind="text", text=text, blocks=(TextBlock(kind="paragraph", start=0, end=len(text)),))
        self.source: SourceId = self.workspace.add(Incoming(name="a.txt", data=text.encode(), article=article)).id

    def work(self) -> None:
        """Act until somebody ends this process."""
        self.workspace.wait_saved()
        self._tell("saved", self.workspace.history)
        for number in range(100_000):
            self._act(f"{self.seed}-{number}")
            if self.chance.random() < 0.7:
                assert self.workspace.wait_saved(20).name == "saved"
                self._tell("saved", self.workspace.history)

    def _act(self, words: str) -> None:
        workspace, dice = self.workspace, self.chance.random()
        if dice < 0.1 and (found := workspace.history.undo()):
            self._tell("will", found[1], found[0])
            workspace.undo()
        elif dice < 0.15 and (found := workspace.history.redo()):
            self._tell("will", found[1], found[0])
            workspace.redo()
        else:
            edit = self._edit(dice, words)
            self._tell("will", workspace.history.recorded(edit), edit)
            workspace.do(edit)

    def _edit(self, dice: float, words: str) -> Edit:
        briefing = self.workspace.briefing
        assert briefing is not None
        held = [block for section in briefing.sections for block in section.blocks]
        prose = [block for block in briefing.blocks("risks") if isinstance(block, Paragraph)]
        if dice < 0.3 and held:
            return edits.move(briefing, [self.chance.choice(held).id], "actors", None)
        if dice < 0.5:
            start = self.chance.randrange(100)
            passage, new = self.workspace.passage(self.source, start, start + self.chance.randrange(5, 100))
            return edits.take(briefing, passage, "situation", new=new)
        if dice < 0.75 and prose:
            typed = Paragraph(id=prose[-1].id, inlines=(Text(text=f"{words} typed"),))
            at = briefing.blocks("risks").index(prose[-1])
            return edits.replace_blocks(briefing, "risks", at, 1, [typed], label="typing", kind="typing")
        return edits.write(briefing, "risks", words)

    def _tell(self, what: str, history: History, edit: Edit | None = None) -> None:
        briefing = self.workspace.briefing
        assert briefing is not None
        print(what, state(briefing if edit is None else apply(briefing, edit), history), flush=True)


if __name__ == "__main__":
    Analyst(Path(sys.argv[1]), int(sys.argv[2])).work()
