"""A key pressed in a briefing of 300 pages until it is painted, against the same document in a bare QTextEdit.

The editor, the core and the undo list are the real ones; the library is a stand-in in memory, since no key waits for
the disk. Both windows are open at once and are typed into by turns.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from tests.benchmarks.harness import Measured, need

_PARAGRAPHS = 1800  # of about 500 characters: 300 pages of 3,000
_WORDS = "A ministry said on Tuesday that talks would go on, and two papers that had seen the draft doubted it. " * 5
_RUNS = 7
_KEYS = "and then the talks went on without a word about restraint, " * 5


def measure() -> Measured:
    """Return the 99th percentile of both."""
    need("briefer.ui.editor", "briefer.core.edits")
    from briefer.core import edits
    from briefer.core.briefing import BlockId, CitationMark, InlineId, Paragraph, Text, new_id
    from briefer.core.change import Caret, apply
    from briefer.core.passage import CitationItem
    from briefer.ui.document import Document
    from briefer.ui.editor import BriefingEditor
    from briefer.ui.theme import LIGHT
    from tests.strategies import empty_briefing
    from tests.ui.fake import FakeWorkspace

    app = QApplication.instance() or QApplication([])
    source, taken = _source_and_passage()
    blocks = [
        Paragraph(
            id=BlockId(new_id()),
            inlines=(
                Text(text=_WORDS),
                CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=taken),)),
            ),
        )
        for _ in range(_PARAGRAPHS)
    ]
    briefing = apply(empty_briefing(), edits.insert(empty_briefing(), "situation", 0, blocks, label="set up"))
    workspace = FakeWorkspace(briefing=briefing, sources=(source,), passages=(taken,))
    ours = BriefingEditor(Document(workspace), LIGHT)  # type: ignore[arg-type]
    theirs = QTextEdit()
    # The same text in the same look; of the figures it knows nothing.
    theirs.setDocument(ours.document().clone(theirs))
    for editor in (ours, theirs):
        editor.resize(900, 700)
        editor.show()
    middle = blocks[_PARAGRAPHS // 2]
    assert ours.set_caret(Caret(section="situation", block=middle.id, offset=100))
    cursor = theirs.textCursor()
    cursor.setPosition(ours.textCursor().position(), QTextCursor.MoveMode.MoveAnchor)
    theirs.setTextCursor(cursor)
    app.processEvents()
    runs = [_type_by_turns(app, ours, theirs) for _ in range(_RUNS)]
    for editor in (ours, theirs):
        editor.close()
    return Measured(
        ours=_worst(run[0] for run in runs),
        theirs=_worst(run[1] for run in runs),
        note=f"medians {_middle(runs, 0):.2f} and {_middle(runs, 1):.2f} ms",
    )


def _worst(runs: Iterable[list[float]]) -> float:
    """Return the 99th percentile, as the median over the runs: one hiccup of the machine spoils one run alone."""
    return statistics.median(statistics.quantiles(seconds, n=100)[98] for seconds in runs)


def _middle(runs: list[tuple[list[float], ...]], which: int) -> float:
    return statistics.median(seconds for run in runs for seconds in run[which]) * 1000


class _Painted(QObject):
    """Counts the paint events of what it watches."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count, and let every event go on."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def _type_by_turns(app: QApplication, *editors: QTextEdit) -> tuple[list[float], ...]:
    watchers = []
    for editor in editors:
        watchers.append(_Painted(editor))
        editor.viewport().installEventFilter(watchers[-1])
    times: tuple[list[float], ...] = tuple([] for _ in editors)
    for letter in _KEYS:
        for editor, watcher, seconds in zip(editors, watchers, times, strict=True):
            before = watcher.count
            start = time.perf_counter()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                app.sendEvent(editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            while watcher.count == before:
                app.processEvents()
            seconds.append(time.perf_counter() - start)
            # What follows the paint (timers of a pause, say) is not a part of the next key.
            app.processEvents()
    return times


def _source_and_passage() -> tuple[Any, Any]:
    from briefer.core import anchor
    from briefer.core.passage import PassageId
    from briefer.core.reference import Reference
    from briefer.core.source import Article, Source, SourceId, TextBlock
    from briefer.core.text import sha256_text

    text = "Reports about a presence have entered the conversation."
    block = TextBlock(kind="paragraph", start=0, end=len(text))
    article = Article(kind="text", text=text, blocks=(block,), reference=Reference(title="A report"))
    source = Source(
        id=SourceId("source-1"), number=1, kind="text", reference=article.reference, sha256="",
        text_sha256=sha256_text(text), words=8,
    )  # fmt: skip
    return source, anchor.make(article, source, 0, 7, id=PassageId("passage-1"), number=1)
