"""Search among 100,000 paragraphs: what the window asks for, against the bare query on the same index.

Ours finds, ranks, counts, and cuts the snippets with the words marked in them; theirs ranks row numbers.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from briefer.workspace.workspace import Workspace
from tests.benchmarks.harness import Measured
from tests.benchmarks.rows._articles import incoming

_SOURCES, _PARAGRAPHS = 100, 1000
_QUERIES = 40
_BARE = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"


def measure() -> Measured:
    """Return the median over many queries of two words, each asked both ways."""
    rare = random.Random(1)  # the same library and the same queries each time
    vocabulary = [f"{a}{b}{c}" for a in "bdfklmnprst" for b in ("aro", "eni", "ilu", "oma") for c in ("n", "st", "vel")]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.open(Path(folder) / "library.briefer")
        for number in range(_SOURCES):
            paragraphs = [" ".join(rare.choices(vocabulary, k=40)) for _ in range(_PARAGRAPHS)]
            workspace.add(incoming(f"Article {number}", paragraphs))
        workspace.wait_saved()
        bare = sqlite3.connect(Path(folder) / "library.briefer")
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(_QUERIES):
            words = rare.sample(vocabulary, 2)
            start = time.perf_counter()
            hits = workspace.search(" ".join(words))
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            rows = bare.execute(_BARE, (f'"{words[0]}" AND "{words[1]}" *',)).fetchall()
            theirs.append(time.perf_counter() - start)
            assert len(hits.hits) == len(rows) > 0
        bare.close()
        workspace.close()
    return Measured(ours=statistics.median(ours), theirs=statistics.median(theirs), note="two words, 50 hits")
