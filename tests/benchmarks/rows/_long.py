"""A briefing of 300 pages in a library of its own."""

from __future__ import annotations

from pathlib import Path

from briefer.core import edits
from briefer.core.briefing import BlockId, CitationMark, InlineId, Paragraph, Text, new_id
from briefer.core.passage import CitationItem, Passage
from briefer.workspace.workspace import Workspace
from tests.benchmarks.rows._articles import incoming

_PARAGRAPHS = 1800  # of about 500 characters: 300 pages of 3,000
_WORDS = "A ministry said on Tuesday that talks would go on, and two papers that had seen the draft doubted it. " * 5


def write(library: Path) -> Paragraph:
    """Make a library with the briefing, every paragraph with a note; return the paragraph to type into."""
    workspace = Workspace.open(library)
    briefing = workspace.new_briefing("Speed")
    source = workspace.add(incoming("A report", ["Reports about a presence have entered the conversation."]))
    passage, _ = workspace.passage(source.id, 0, 7)
    workspace.do(edits.take(workspace.briefing or briefing, passage, "actors", new=True))
    blocks = [_paragraph(passage) for _ in range(_PARAGRAPHS)]
    workspace.do(edits.insert(workspace.briefing or briefing, "situation", 0, blocks, label="set up"))
    workspace.close()
    return blocks[_PARAGRAPHS // 2]


def _paragraph(passage: Passage) -> Paragraph:
    mark = CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage),))
    return Paragraph(id=BlockId(new_id()), inlines=(Text(text=_WORDS), mark))
