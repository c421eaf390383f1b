"""The sample: three articles and a finished briefing on them, made through the workspace like anybody's own work.

What it says stands in `resources/sample/briefing.toml`; nothing of it is known here.
"""

from __future__ import annotations

import tomllib
from typing import Any

from briefer import paths
from briefer.core import edits
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Inline,
    InlineId,
    InlineQuotation,
    ListItem,
    Paragraph,
    Text,
    new_id,
)
from briefer.core.change import Change, Edit, ReplaceBlocks
from briefer.core.passage import CitationItem, Emphasise, Omit, Passage, Quotation, QuotationEdit, Recase
from briefer.core.source import SourceId
from briefer.workspace.workspace import Workspace

PACK = "standard"


def build(workspace: Workspace) -> Briefing:
    """Make the sample in this library and leave its briefing open; where it is there already, open that.

    Raises:
        LibraryReadOnly: the library cannot be written.
    """
    plan = tomllib.loads((paths.resources() / "sample" / "briefing.toml").read_text(encoding="utf-8"))
    title = plan["facts"]["title"]
    for info in workspace.briefings():
        if info.title == title:
            return workspace.open_briefing(info.handle)
    workspace.close_briefing()  # or the articles would join the reading list of the one that is open
    sources = {article["key"]: _add(workspace, article) for article in plan["articles"]}
    briefing = workspace.new_briefing(title, PACK)
    passages = _Passages(workspace, sources)
    content = {section: _blocks(plan, section, passages) for section in dict.fromkeys(_sections(plan))}
    workspace.do(_filled(briefing, content, plan["facts"], passages.new))
    workspace.close_step()
    assert workspace.briefing is not None
    return workspace.briefing


def _add(workspace: Workspace, article: dict[str, Any]) -> SourceId:
    source = workspace.add(workspace.read_file(paths.resources() / "sample" / article["file"]).articles[0])
    workspace.correct(source.id, **article["facts"])
    return source.id


def _filled(briefing: Briefing, content: dict[str, list[Block]], facts: dict[str, str], new: list[Passage]) -> Edit:
    """Return all of it as one edit: one act of a person who opened the sample, and one step to take back."""
    everything = [block for blocks in content.values() for block in blocks]
    changes: list[Change] = [*edits.arrival(briefing, everything, new)]
    for section, blocks in content.items():
        changes.append(ReplaceBlocks(section=section, at=0, before=(), after=tuple(blocks)))
    for name, value in facts.items():
        if getattr(briefing.facts, name) != value:
            changes.extend(edits.set_fact(briefing, name, value).changes)
    return Edit(changes=tuple(changes), label="sample")


# --- from the plan's words to blocks ----------------------------------------------------------------------------------


class _Passages:
    """Finds the passages that the plan names by their words; each is taken once."""

    def __init__(self, workspace: Workspace, sources: dict[str, SourceId]) -> None:
        self._workspace = workspace
        self._sources = sources
        self.new: list[Passage] = []

    def named(self, plan: dict[str, Any]) -> Passage:
        """Return the passage of the article ``from`` with the words ``words``."""
        source = self._sources[plan["from"]]
        start, end = self._workspace.find_quote(source, plan["words"])
        passage, is_new = self._workspace.passage(source, start, end)
        if is_new and passage not in self.new:
            self.new.append(passage)
        return passage


def _sections(plan: dict[str, Any]) -> list[str]:
    return [block["section"] for block in plan["blocks"]]


def _blocks(plan: dict[str, Any], section: str, passages: _Passages) -> list[Block]:
    return [_block(block, passages) for block in plan["blocks"] if block["section"] == section]


def _block(plan: dict[str, Any], passages: _Passages) -> Block:
    id_ = BlockId(new_id())
    if plan["kind"] == "quotation":
        return BlockQuotation(id=id_, quotation=_quotation(plan["quote"], passages))
    inlines = tuple(_inline(part, passages) for part in plan["content"])
    if plan["kind"] == "list-item":
        return ListItem(id=id_, inlines=inlines, ordered=plan.get("ordered", False))
    return Paragraph(id=id_, inlines=inlines)


def _inline(plan: str | dict[str, Any], passages: _Passages) -> Inline:
    if isinstance(plan, str):
        return Text(text=plan)
    if "bold" in plan:
        return Text(text=plan["bold"], bold=True)
    if "quote" in plan:
        return InlineQuotation(id=InlineId(new_id()), quotation=_quotation(plan["quote"], passages))
    citation = tuple(CitationItem(passage=passages.named(each)) for each in plan["cite"])
    return CitationMark(id=InlineId(new_id()), citation=citation)


def _quotation(plan: dict[str, Any], passages: _Passages) -> Quotation:
    """Return the quotation with its edits, which the plan names by words inside the passage."""
    passage = passages.named(plan)
    made: list[QuotationEdit] = []
    for name, edit in (("omit", Omit), ("emphasise", Emphasise)):
        if name in plan:
            start = passage.exact.index(plan[name])
            made.append(edit(start=start, end=start + len(plan[name])))
    if "recase" in plan:
        made.append(Recase(at=passage.exact.index(plan["recase"])))
    return Quotation(passage=passage, edits=tuple(made))
