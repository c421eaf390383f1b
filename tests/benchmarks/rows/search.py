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
from typing import Any

from tests.benchmarks.harness import Measured, need

_SOURCES, _PARAGRAPHS = 100, 1000
_QUERIES = 60
_BARE = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"


def measure() -> Measured:
    """Return the median over many queries of two words, each asked both ways."""
    need("briefer.workspace.workspace", "briefer.workspace.importing")
    from briefer.workspace.workspace import Workspace

    rare = random.Random(1)  # the same library and the same queries each time
    vocabulary = [f"{a}{b}{c}" for a in "bdfklmnprst" for b in ("aro", "eni", "ilu", "oma") for c in ("n", "st", "vel")]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.open(Path(folder) / "library.briefer")
        for number in range(_SOURCES):
            workspace.add(_incoming(number, rare, vocabulary))
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


def _incoming(number: int, rare: random.Random, vocabulary: list[str]) -> Any:
    from briefer.core.reference import Reference
    from briefer.core.source import Article, TextBlock
    from briefer.workspace.importing import Incoming

    blocks, lines, at = [], [], 0
    for _ in range(_PARAGRAPHS):
        line = " ".join(rare.choices(vocabulary, k=40))
        blocks.append(TextBlock(kind="paragraph", start=at, end=at + len(line)))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    article = Article(kind="text", text=text, blocks=tuple(blocks), reference=Reference(title=f"Article {number}"))
    return Incoming(name=f"{number}.txt", data=text.encode(), article=article)
