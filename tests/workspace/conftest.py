"""A workspace over a library of its own, and a small library's worth of articles in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefer.core.briefing import Briefing
from briefer.core.source import Article, TextBlock
from briefer.workspace.importing import Incoming
from briefer.workspace.workspace import Workspace
from tests.strategies import PICTURES, Pool

TEXT = "Troops moved to the river on Friday.\nThe minister said: “No comment.” Nobody else spoke.\nTroops moved again."

Open = Callable[..., Workspace]


def incoming(text: str, *, name: str = "stir.txt", data: bytes | None = None) -> Incoming:
    """Return an article of one paragraph a line, as a reader would bring it."""
    blocks: list[TextBlock] = []
    at = 0
    for line in text.split("\n"):
        blocks.append(TextBlock(kind="paragraph", start=at, end=at + len(line)))
        at += len(line) + 1
    article = Article(kind="text", text=text, blocks=tuple(blocks))
    return Incoming(name=name, data=text.encode() if data is None else data, article=article)


def stocked(workspace: Workspace, pool: Pool) -> Pool:
    """Put the articles of a drawn pool into a library, and return the pool as that library knows it."""
    sources = tuple(
        workspace.add(Incoming(name=source.file, data=source.id.encode(), article=article))
        for source, article in zip(pool.sources, pool.articles, strict=True)
    )
    by_number = dict(zip((source.id for source in pool.sources), sources, strict=True))
    passages = {
        passage.id: passage
        for drawn in pool.passages
        for passage, _ in [workspace.passage(by_number[drawn.source].id, drawn.start, drawn.end)]
    }
    for picture in PICTURES.values():
        workspace.keep_picture(picture)
    return Pool(sources=sources, articles=pool.articles, passages=tuple(passages.values()))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Name a library that is not there yet."""
    return tmp_path / "library.briefer"


@pytest.fixture
def opened(library: Path) -> Iterator[Open]:
    """Open the test's library, or another; whatever is still open afterwards is closed."""
    workspaces: list[Workspace] = []

    def open_one(location: Path = library, *, write: bool = True, create: bool = True) -> Workspace:
        workspaces.append(Workspace.open(location, write=write, create=create))
        return workspaces[-1]

    yield open_one
    for workspace in workspaces:
        workspace.close()


@pytest.fixture
def workspace(opened: Open) -> Workspace:
    """Return a workspace on an empty library."""
    return opened()


@pytest.fixture
def briefing(workspace: Workspace) -> Briefing:
    """Return a new briefing, open, beside one article, S1."""
    workspace.add(incoming(TEXT))
    return workspace.new_briefing("Movements at the river")
