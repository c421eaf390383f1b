"""What the machine does to quotations: the typed edits, a translation, the way to prose and back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import rule

from briefer.core import holding, paraphrasing, quoting
from briefer.core.briefing import Briefing
from briefer.core.passage import Quotation
from briefer.core.translation import Translation
from briefer.errors import EditRefused
from briefer.ui.editor import BriefingEditor
from tests.ui.fake import FakeWorkspace

Act = Callable[[Quotation, int, int], Quotation]
ACTS: dict[str, Act] = {
    "shorten": quoting.shorten,
    "omit": quoting.omit,
    "emphasise": quoting.emphasise,
    "restore": quoting.restore,
    "restore all": lambda held, _start, _end: quoting.restore(held),
    "insert": lambda held, start, _end: quoting.insert(held, start, "own"),
    "case": lambda held, _start, _end: quoting.recase(held),
}


class QuotingRules:
    """Rules for the machine; each holds that nothing else changed."""

    briefing: Briefing
    editor: BriefingEditor
    workspace: FakeWorkspace

    @rule(name=st.sampled_from(sorted(ACTS)))
    def edit_quotation(self, name: str) -> None:
        caret = self.editor.caret()
        found = holding.selected(self.briefing, caret) if caret is not None else None
        if found is None:
            return
        before = dict(holding.held(self.briefing))
        with contextlib.suppress(EditRefused):
            made = ACTS[name](before[found.holder], found.start, found.end)
            self.workspace.do(holding.requote(self.briefing, found.holder, made, label=name))
        after = dict(holding.held(self.briefing))
        assert list(after) == list(before)
        assert after[found.holder].passage == before[found.holder].passage
        assert after[found.holder].citation == before[found.holder].citation
        assert all(after[holder] == held for holder, held in before.items() if holder != found.holder)

    @rule(index=st.integers(0, 30))
    def translate(self, index: int) -> None:
        before = dict(holding.held(self.briefing))
        if not before:
            return
        holder = list(before)[index % len(before)]
        made = Translation(text=f"Words {index}.", language="en", of=before[holder].text)
        with contextlib.suppress(EditRefused):
            self.workspace.do(holding.translate(self.briefing, holder, made))
        assert dict(holding.held(self.briefing))[holder].text == before[holder].text

    @rule(index=st.integers(0, 30))
    def paraphrase(self, index: int) -> None:
        before = dict(holding.held(self.briefing))
        if before:
            holder = list(before)[index % len(before)]
            self.workspace.do(paraphrasing.paraphrase(self.briefing, holder))
            assert holder not in dict(holding.held(self.briefing))

    @rule()
    def quote_again(self) -> None:
        caret = self.editor.caret()
        if caret is None or caret.block is None:
            return
        mark = paraphrasing.paraphrased_at(self.briefing, caret.block, caret.offset)
        if mark is not None:
            before = len(dict(holding.held(self.briefing)))
            self.workspace.do(paraphrasing.quote_again(self.briefing, caret.block, mark))
            assert len(dict(holding.held(self.briefing))) == before + 1
