"""The verbs over briefings: briefings, open, new, take, write, read, export."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from pathlib import Path

from briefer import settings
from briefer.cli import pictures
from briefer.cli.answer import Answer, shortened, table
from briefer.cli.issues import issue_view, old_after
from briefer.cli.opened import reading, writing
from briefer.cli.views import briefing_view, passage_view
from briefer.core import edits
from briefer.core.briefing import (
    TRAY,
    Block,
    BlockQuotation,
    Briefing,
    CitationMark,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    OwnFigure,
    Paragraph,
    Table,
    Text,
    printed,
)
from briefer.core.change import ReplaceBlocks
from briefer.core.passage import Citation, Passage, Quotation
from briefer.errors import BadRequest, ExportTargetInvalid, NotFound
from briefer.workspace.workspace import Workspace

EXPORTED = (".docx", ".pdf", ".html", ".md", ".briefing")

WIDTH = 96  # of a line for a person


def list_all(options: argparse.Namespace, answer: Answer) -> int:
    """List the briefings of the library."""
    with reading(options) as workspace:
        found = workspace.briefings()
    data = [
        {
            "id": info.id,
            "handle": info.handle,
            "title": info.title,
            "pack": info.pack,
            "status": info.status,
            "modified": info.modified,
        }
        for info in found
    ]
    lines = table((info.handle, info.status, info.modified[:10], shortened(info.title, 80)) for info in found)
    answer.give({"briefings": data}, lines)
    return 0


def open_file(options: argparse.Namespace, answer: Answer) -> int:
    """Take a colleague's briefing into the library."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing_file(Path(options.file))
    answer.give(
        {"briefing": {**named(briefing), "version": briefing.facts.version}},
        [f"{briefing.handle}  {briefing.title}"],
    )
    return 0


def new(options: argparse.Namespace, answer: Answer) -> int:
    """Begin a briefing."""
    with writing(options) as workspace:
        briefing = workspace.new_briefing(options.title, options.pack, author=settings.load().author)
    sections = [{"key": section.key, "title": section.title} for section in briefing.sections]
    answer.give(
        {"briefing": {**named(briefing), "sections": sections}},
        [f"{briefing.handle}  {briefing.title}", *table((f"  {each['key']}", each["title"]) for each in sections)],
    )
    return 0


def take(options: argparse.Namespace, answer: Answer) -> int:
    """Quote words of an article in a section of a briefing."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        check_section(briefing, options.section)
        source = workspace.source(options.source)
        if options.quote is not None:
            start, end = workspace.find_quote(source.id, options.quote, options.nth)
            passage, is_new = workspace.passage(source.id, start, end)
        elif options.picture is not None:
            passage, is_new = workspace.picture_passage(source.id, pictures.place(workspace, source, options.picture))
        else:
            region = pictures.region(workspace.article(source.id), source, options.page, options.box)
            passage, is_new = workspace.region_passage(source.id, region)
        labels = workspace.labels(passage)
        alt = workspace.words_for(passage) if passage.is_picture else ""
        workspace.do(edits.take(briefing, passage, options.section, new=is_new, labels=labels, alt=alt))
    page = f", page{'s' if '–' in passage.page else ''} {passage.page}" if passage.page else ""
    answer.give(
        {"passage": passage_view(passage)},
        [f"{passage.handle}  {source.name}{page}", textwrap.indent(textwrap.fill(passage.shown, WIDTH), "  ")],
    )
    return 0


def write(options: argparse.Namespace, answer: Answer) -> int:
    """Append a paragraph of the analyst's own to a section, with one mark for all that it cites."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        check_section(briefing, options.section)
        cited = [named_passage(workspace, name) for name in options.cite]
        edit = edits.write(briefing, options.section, options.text, cited)
        workspace.do(edit)
    (block,) = (block for change in edit.changes if isinstance(change, ReplaceBlocks) for block in change.after)
    answer.give({"block": {"id": block.id}}, [f"Written into {options.section} of {briefing.handle}."])
    return 0


def read(options: argparse.Namespace, answer: Answer) -> int:
    """Show a briefing whole."""
    with reading(options) as workspace:
        briefing = workspace.read_briefing(options.briefing)
        handles = {source.id: source.handle for source in workspace.sources}
        issue = issue_view(workspace, briefing, old_after())
    answer.give({"briefing": {**briefing_view(briefing, handles), "issue": issue}}, _read_aloud(briefing))
    return 0


def export(options: argparse.Namespace, answer: Answer) -> int:
    """Make a file of a briefing; one that is there already is never overwritten."""
    target = Path(options.to)
    suffix = target.suffix.lower()
    if suffix not in EXPORTED:
        raise ExportTargetInvalid(f"“{target.name}” does not say what to make.", _makes())
    with reading(options) as workspace:
        briefing = workspace.read_briefing(options.briefing)
        if suffix == ".briefing":
            if options.attach_data:
                raise BadRequest("Data cannot be attached to a .briefing file.", "It holds the briefing already.")
            exported = workspace.export_briefing_file(target, briefing=briefing)
        else:
            exported = workspace.export(
                target,
                briefing=briefing,
                template=options.template,
                style=options.style,
                attach_data=options.attach_data,
            )
    files = [{"path": str(file.path), "sha256": file.sha256, "bytes": file.bytes} for file in exported.files]
    for warning in exported.warnings:
        answer.warn(warning)
    if exported.files[0].path.name != target.name:
        answer.warn(f"{target} was there already and is as it was; the new file stands beside it.")
    answer.give({"files": files, "warnings": list(exported.warnings)}, [str(file.path) for file in exported.files])
    return 0


def named(briefing: Briefing) -> dict[str, str]:
    """Return how a briefing is told from others."""
    return {"id": briefing.id, "handle": briefing.handle, "title": briefing.title, "pack": briefing.pack}


def check_section(briefing: Briefing, key: str) -> None:
    """Say which sections there are where `key` names none.

    Raises:
        NotFound: the briefing has no such section.
    """
    if not briefing.has_section(key):
        keys = ", ".join(section.key for section in briefing.sections)
        raise NotFound(f"{briefing.handle} has no section “{key}”.", f"It has: {keys}; and {TRAY}, to set aside.")


def named_passage(workspace: Workspace, name: str) -> Passage:
    """Return the passage with this handle or id.

    Raises:
        NotFound: there is none.
    """
    handle = name.upper()
    source, colon, _ = handle.partition(":")
    sources = [workspace.source(source)] if colon else workspace.sources
    for each in sources:
        for passage in workspace.passages_of(each.id):
            if passage.handle == handle or passage.id == name:
                return passage
    raise NotFound(f"There is no passage {name}.", "“briefer take” answers with the handle of the passage it took.")


def _makes() -> str:
    return f"It makes {', '.join(EXPORTED[:-1])} and {EXPORTED[-1]} files."


def _read_aloud(briefing: Briefing) -> Iterator[str]:
    """Yield the briefing as plain lines: what it says, and in brackets what it rests on."""
    yield f"{briefing.handle}  {briefing.title}"
    if briefing.facts.bottom_line:
        yield from ("", "BOTTOM LINE", "")
        yield from textwrap.wrap(briefing.facts.bottom_line, WIDTH)
    for section in briefing.sections:
        yield from ("", section.title.upper())
        item = 0
        for block in section.blocks:
            item = item + 1 if isinstance(block, ListItem) else 0
            yield ""
            yield from _lines(block, item)


def _lines(block: Block, item: int) -> list[str]:
    """Return a block in lines; `item` counts the items of the list that it stands in."""
    indent = ""
    match block:
        case FigureBlock(quotation=quotation):
            said = f": {words}" if (words := printed(block) or block.alt) else ""
            text, indent = f"{quotation.passage.shown}{said}{_cited(quotation.citation)}", "    "
        case OwnFigure(alt=alt):
            text, indent = f"[Picture] {printed(block) or alt}".rstrip(), "    "
        case Table(rows=rows):
            lines = ["".join(map(_said, block.caption))] if block.caption else []
            lines += ["  |  ".join("".join(map(_said, cell)) for cell in row) for row in rows]
            return [part for line in lines for part in textwrap.wrap(line, WIDTH, subsequent_indent="    ")]
        case BlockQuotation(quotation=quotation):
            text, indent = _quoted(quotation), "    "
        case ListItem(level=level, ordered=ordered, inlines=inlines):
            text, indent = f"{item}. " if ordered else "- ", "  " * level
            text += "".join(map(_said, inlines))
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            text = "".join(map(_said, inlines))
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _said(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case InlineQuotation(quotation=quotation):
            return _quoted(quotation)
        case CitationMark(citation=citation):
            return _cited(citation)
        case Footnote():
            return f" [{inline.text}]"


def _quoted(quotation: Quotation) -> str:
    made = quotation.translated
    translated = f" ({made.language}: {' '.join(made.text.split())})" if made is not None else ""
    return f"“{quotation.text}”{_cited(quotation.citation)}{translated}"


def _cited(citation: Citation) -> str:
    return f" [{', '.join(item.passage.handle for item in citation)}]"
