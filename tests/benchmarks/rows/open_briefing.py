"""A briefing of 300 pages opened until its first page is painted, against a bare QTextEdit given the same as HTML.

Ours begins with the library on the disk: the briefing and its undo list are read, everything that shows a briefing
takes it up. HTML is the only form in which a text field takes a text that looks like ours.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QTextEdit

from tests.benchmarks.harness import Measured, side_by_side, wall
from tests.benchmarks.rows._long import write
from tests.benchmarks.rows._window import Painted, settle, wait_for, window_on


def measure() -> Measured:
    """Return the medians of both."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.briefer"
        write(library)
        with window_on(library) as window:
            workspace, ours = window.document.workspace, window.briefing.editor
            workspace.open_briefing("B1")
            theirs = QTextEdit()
            theirs.resize(ours.size())
            theirs.show()
            html = ours.toHtml()

            def empty() -> None:
                workspace.close_briefing()
                theirs.clear()
                settle()

            open_ours = wall(_until_painted(ours, lambda: workspace.open_briefing("B1")))
            show_theirs = wall(_until_painted(theirs, lambda: theirs.setHtml(html)))

            def opened() -> float:
                empty()
                return open_ours()

            def shown() -> float:
                empty()
                return show_theirs()

            result = side_by_side(opened, shown, rounds=7)
            theirs.close()
    return result


def _until_painted(editor: QTextEdit, show: Callable[[], object]) -> Callable[[], None]:
    watcher = Painted(editor.viewport())

    def until_painted() -> None:
        before = watcher.count
        show()
        wait_for(lambda: watcher.count > before)

    return until_painted
