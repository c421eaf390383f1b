"""A passage taken until it is *Saved*, against one bare SQLite commit with the library's own settings.

Counted from the act, below the window: what the window adds to it is the row above this one. The file lies in the
checkout's build folder, on a real disk: in memory a commit costs nothing and the ratio says nothing.
"""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
from pathlib import Path

from tests.benchmarks.harness import Measured, NotYet, need, side_by_side

_BUILD = Path(__file__).resolve().parents[3] / "build"
_REAL_DISK = 0.0005  # seconds: a faster commit did not wait for any disk
_SETTINGS = ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cell_size_check=ON")


def measure() -> Measured:
    """Return the medians of both."""
    need("briefer.workspace.workspace", "briefer.workspace.importing")
    from briefer.core import edits
    from briefer.core.reference import Reference
    from briefer.core.source import Article, TextBlock
    from briefer.workspace.importing import Incoming
    from briefer.workspace.workspace import Workspace

    line = "Reports about a presence have entered the conversation. " * 40
    article = Article(
        kind="text", text=line, blocks=(TextBlock(kind="paragraph", start=0, end=len(line)),),
        reference=Reference(title="A report"),
    )  # fmt: skip
    _BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_BUILD) as folder:
        workspace = Workspace.open(Path(folder) / "library.briefer")
        source = workspace.add(Incoming(name="a.txt", data=line.encode(), article=article))
        workspace.new_briefing("Speed")
        workspace.wait_saved()
        starts = itertools.count()

        def take() -> float:
            begin = next(starts)
            assert workspace.briefing is not None
            start = time.perf_counter()
            passage, new = workspace.passage(source.id, begin, begin + 60)
            workspace.do(edits.take(workspace.briefing, passage, "situation", new=new))
            state = workspace.wait_saved()
            seconds = time.perf_counter() - start
            assert state.name == "saved", state.problem
            return seconds

        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        for setting in _SETTINGS:
            bare.execute(f"PRAGMA {setting}")
        bare.execute("CREATE TABLE passage (id INTEGER PRIMARY KEY, words TEXT) STRICT")

        def commit() -> float:
            start = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO passage(words) VALUES (?)", (line[:60],))
            bare.execute("COMMIT")
            return time.perf_counter() - start

        result = side_by_side(take, commit, rounds=100, note="without the window")
        bare.close()
        workspace.close()
    if result.theirs < _REAL_DISK:
        raise NotYet(f"a commit takes {result.theirs * 1000:.2f} ms here, so this is no real disk")
    return result
