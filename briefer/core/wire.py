"""The one JSON of blocks and edits: for the store, the clipboard and the command line.

Passages stand in it by id; whoever reads it back gives the passages. What it does not know it refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from briefer.core.article_wire import Json, reference_from_json
from briefer.core.briefing import (
    HEADING_LEVELS,
    LIST_LEVELS,
    Block,
    BlockId,
    BlockQuotation,
    Cell,
    CitationMark,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    InlineId,
    InlineQuotation,
    ListItem,
    OwnFigure,
    Paragraph,
    Section,
    Table,
    Text,
)
from briefer.core.change import (
    AddPassage,
    Caret,
    Change,
    Edit,
    Frame,
    Join,
    NumberSource,
    ReorderSections,
    ReplaceBlocks,
    SetFact,
    SetFrame,
    SetReference,
)
from briefer.core.passage import (
    Citation,
    CitationItem,
    Emphasise,
    Insert,
    Omit,
    Passage,
    PassageId,
    Quotation,
    QuotationEdit,
    Recase,
    Trim,
)
from briefer.core.source import (
    Region,
    SourceId,
)
from briefer.core.strict import checked, refusing, strings
from briefer.core.translation import Translation
from briefer.errors import BadRequest

Passages = Mapping[PassageId, Passage]

_QUOTATION_EDITS: dict[str, type[QuotationEdit]] = {
    "trim": Trim,
    "omit": Omit,
    "insert": Insert,
    "case": Recase,
    "emphasis": Emphasise,
}
_EDIT_NAMES = {cls: name for name, cls in _QUOTATION_EDITS.items()}


# --- passages ---------------------------------------------------------------------------------------------------------


def passage_to_json(passage: Passage) -> Json:
    """Return a passage as plain values; what most passages do not have is left out."""
    data = asdict(passage)
    for name in ("cue", "region", "picture"):
        if data[name] is None:
            del data[name]
    return data


@refusing
def passage_from_json(data: Json) -> Passage:
    """Return the passage that `passage_to_json` wrote.

    Raises:
        BadRequest: it does not have the shape of one.
    """
    rest = dict(data)
    region = rest.pop("region", None)
    return checked(Passage(**rest, region=checked(Region(**region)) if region is not None else None))


# --- blocks -----------------------------------------------------------------------------------------------------------


def block_to_json(block: Block) -> Json:
    """Return a block as plain values, passages by id."""
    match block:
        case FigureBlock(id=id_, quotation=quotation, caption=caption, alt=alt):
            runs = [_inline(run) for run in caption]
            return {"id": id_, "kind": "figure", "quotation": _quotation(quotation), "caption": runs, "alt": alt}
        case OwnFigure(id=id_, picture=picture, caption=caption, alt=alt):
            runs = [_inline(run) for run in caption]
            return {"id": id_, "kind": "own-figure", "picture": picture, "caption": runs, "alt": alt}
        case BlockQuotation(id=id_, quotation=quotation):
            return {"id": id_, "kind": "quotation", "quotation": _quotation(quotation)}
        case Heading(id=id_, inlines=inlines, level=level):
            return {"id": id_, "kind": "heading", "level": level, "inlines": [_inline(inline) for inline in inlines]}
        case ListItem(id=id_, inlines=inlines, ordered=ordered, level=level):
            return {
                "id": id_,
                "kind": "list-item",
                "ordered": ordered,
                "level": level,
                "inlines": [_inline(inline) for inline in inlines],
            }
        case Paragraph(id=id_, inlines=inlines):
            return {"id": id_, "kind": "paragraph", "inlines": [_inline(inline) for inline in inlines]}
        case Table(id=id_, rows=rows, header_rows=header_rows, caption=caption):
            return {
                "id": id_,
                "kind": "table",
                "header_rows": header_rows,
                "caption": [_inline(run) for run in caption],
                "rows": [[[_inline(inline) for inline in cell] for cell in row] for row in rows],
            }


@refusing
def block_from_json(data: Json, known: Passages) -> Block:
    """Return the block that `block_to_json` wrote.

    Raises:
        BadRequest: the kind is unknown, a passage is not among `known`, or it does not have the shape of a block.
        EditRefused: the edits of a quotation do not fit its passage.
    """
    id_ = BlockId(data["id"])
    match data["kind"]:
        case "figure":
            caption = tuple(run for run in map(_read_text, data["caption"]) if run.text)
            quotation = _read_quotation(data["quotation"], known)
            return checked(FigureBlock(id=id_, quotation=quotation, caption=caption, alt=data["alt"]))
        case "own-figure":
            caption = tuple(run for run in map(_read_text, data["caption"]) if run.text)
            return checked(OwnFigure(id=id_, picture=data["picture"], caption=caption, alt=data["alt"]))
        case "quotation":
            return checked(BlockQuotation(id=id_, quotation=_read_quotation(data["quotation"], known)))
        case "heading":
            level = _level(data, HEADING_LEVELS)
            return checked(Heading(id=id_, inlines=_read_inlines(data, known), level=level))
        case "list-item":
            level = _level(data, LIST_LEVELS)
            inlines = _read_inlines(data, known)
            return checked(ListItem(id=id_, inlines=inlines, ordered=data["ordered"], level=level))
        case "paragraph":
            return checked(Paragraph(id=id_, inlines=_read_inlines(data, known)))
        case "table":
            rows = tuple(tuple(_read_cell(cell, known) for cell in row) for row in data["rows"])
            caption = tuple(run for run in map(_read_text, data["caption"]) if run.text)
            return checked(Table(id=id_, rows=rows, header_rows=data["header_rows"], caption=caption))
        case other:
            raise BadRequest(f"A block of the kind “{other}” is not known here.", "Update briefer.")


def _level(data: Json, deepest: int) -> int:
    level = data["level"]
    if type(level) is not int or not 1 <= level <= deepest:
        raise ValueError("level")
    return level


def _inline(inline: Inline) -> Json:
    match inline:
        case Text(text=text, bold=bold, italic=italic, href=href, judgement=judgement):
            data: Json = {"type": "text", "text": text}
            marks = [name for name, on in (("bold", bold), ("italic", italic)) if on]
            if marks:
                data["marks"] = marks
            if href is not None:
                data["href"] = href
            if judgement:
                data["judgement"] = True
            return data
        case InlineQuotation(id=id_, quotation=quotation):
            return {"type": "quotation", "id": id_, "quotation": _quotation(quotation)}
        case CitationMark(id=id_, citation=citation, origin=origin, stood_alone=stood_alone):
            data = {"type": "citation", "id": id_, "citation": _citation(citation)}
            if origin is not None:
                data["origin"] = _quotation(origin)
            if stood_alone:
                data["stood_alone"] = True
            return data
        case Footnote(id=id_, words=words):
            return {"type": "footnote", "id": id_, "words": [_inline(run) for run in words]}


def _read_inlines(data: Json, known: Passages) -> tuple[Inline, ...]:
    return tuple(_read_inline(inline, known) for inline in data["inlines"])


def _read_cell(data: list[Json], known: Passages) -> Cell:
    inlines = tuple(_read_inline(inline, known) for inline in data)
    cell = tuple(inline for inline in inlines if isinstance(inline, Text | CitationMark))
    if len(cell) != len(inlines):
        raise ValueError("cell")
    return cell


def _read_inline(data: Json, known: Passages) -> Inline:
    match data["type"]:
        case "text":
            return _read_text(data)
        case "quotation":
            quotation = _read_quotation(data["quotation"], known)
            return checked(InlineQuotation(id=InlineId(data["id"]), quotation=quotation))
        case "citation":
            origin = data.get("origin")
            citation = _read_citation(data["citation"], known)
            if not citation:
                raise ValueError("citation")
            read = _read_quotation(origin, known) if origin else None
            alone = data.get("stood_alone", False)
            return checked(CitationMark(id=InlineId(data["id"]), citation=citation, origin=read, stood_alone=alone))
        case "footnote":
            words = tuple(run for run in map(_read_text, data["words"]) if run.text)
            return checked(Footnote(id=InlineId(data["id"]), words=words))
        case other:
            raise BadRequest(f"A part of the kind “{other}” is not known here.", "Update briefer.")


def _read_text(data: Json) -> Text:
    if data["type"] != "text":
        raise ValueError("text")
    marks = strings(data.get("marks", ()))
    bold, italic, judgement = "bold" in marks, "italic" in marks, data.get("judgement", False)
    return checked(Text(text=data["text"], bold=bold, italic=italic, href=data.get("href"), judgement=judgement))


def _quotation(quotation: Quotation) -> Json:
    return {
        "passage": quotation.passage.id,
        "edits": quotation_edits(quotation),
        "citation": _citation(quotation.citation),
        **({"translation": asdict(quotation.translation)} if quotation.translation is not None else {}),
    }


def quotation_edits(quotation: Quotation) -> list[Json]:
    """Return the typed edits of a quotation as plain values."""
    return [{"edit": _EDIT_NAMES[type(edit)], **asdict(edit)} for edit in quotation.edits]


def _read_quotation(data: Json, known: Passages) -> Quotation:
    edits = tuple(
        checked(_QUOTATION_EDITS[edit["edit"]](**{key: value for key, value in edit.items() if key != "edit"}))
        for edit in data["edits"]
    )
    translation = data.get("translation")
    return Quotation(
        passage=_known(data["passage"], known),
        edits=edits,
        citation=_read_citation(data["citation"], known),
        translation=checked(Translation(**translation)) if translation is not None else None,
    )


def _citation(citation: Citation) -> list[Json]:
    return [
        {
            "passage": item.passage.id,
            **{
                name: value
                for name, value in (("locator", item.locator), ("prefix", item.prefix), ("suffix", item.suffix))
                if value is not None
            },
        }
        for item in citation
    ]


def _read_citation(data: list[Json], known: Passages) -> Citation:
    return tuple(
        checked(
            CitationItem(
                passage=_known(item["passage"], known),
                locator=item.get("locator"),
                prefix=item.get("prefix"),
                suffix=item.get("suffix"),
            )
        )
        for item in data
    )


def _known(id_: str, known: Passages) -> Passage:
    passage = known.get(PassageId(id_))
    if passage is None:
        raise BadRequest("A citation names a passage that is not at hand.", "")
    return passage


# --- edits ------------------------------------------------------------------------------------------------------------


def edit_to_json(edit: Edit) -> Json:
    """Return an edit as plain values, passages by id."""
    return {
        "label": edit.label,
        "kind": edit.kind,
        "changes": [_change(change) for change in edit.changes],
        "caret_before": asdict(edit.caret_before) if edit.caret_before else None,
        "caret_after": asdict(edit.caret_after) if edit.caret_after else None,
    }


@refusing
def edit_from_json(data: Json, known: Passages) -> Edit:
    """Return the edit that `edit_to_json` wrote.

    Raises:
        BadRequest: a change is unknown, a passage is not among `known`, or it does not have the shape of an edit.
    """
    before, after = data["caret_before"], data["caret_after"]
    return checked(
        Edit(
            changes=tuple(checked(_read_change(change, known)) for change in data["changes"]),
            label=data["label"],
            kind=data["kind"],
            caret_before=checked(Caret(**before)) if before else None,
            caret_after=checked(Caret(**after)) if after else None,
        )
    )


def _change(change: Change) -> Json:
    match change:
        case ReplaceBlocks(section=section, at=at, before=before, after=after):
            return {
                "change": "blocks",
                "section": section,
                "at": at,
                "before": [block_to_json(block) for block in before],
                "after": [block_to_json(block) for block in after],
            }
        case SetFact(name=name, before=before, after=after):
            return {"change": "fact", "name": name, "before": before, "after": after}
        case SetReference(source=source, before=before, after=after):
            return {
                "change": "reference",
                "source": source,
                "before": before.to_json(),
                "after": after.to_json(),
            }
        case ReorderSections(before=before, after=after):
            return {"change": "sections", "before": list(before), "after": list(after)}
        case SetFrame(before=before, after=after):
            return {"change": "frame", "before": _frame(before), "after": _frame(after)}
        case Join(source=source, before=before, after=after, at=at):
            return {"change": "join", "source": source, "before": before, "after": after, "at": at}
        case AddPassage(passage=passage):
            return {"change": "passage", "passage": passage.id}
        case NumberSource(source=source):
            return {"change": "number", "source": source}


def section_to_json(section: Section) -> Json:
    """Return what a section has from its pack."""
    return {"key": section.key, "title": section.title, "hint": section.hint}


def section_from_json(data: Json, blocks: tuple[Block, ...] = ()) -> Section:
    """Return the section that `section_to_json` wrote, with its `blocks`."""
    return checked(Section(key=data["key"], title=data["title"], hint=data["hint"], blocks=blocks))


def _frame(frame: Frame) -> Json:
    sections = [section_to_json(section) for section in frame.sections]
    return {"pack": frame.pack, "version": frame.version, "sections": sections}


def _read_frame(data: Json) -> Frame:
    sections = tuple(section_from_json(section) for section in data["sections"])
    return checked(Frame(pack=data["pack"], version=data["version"], sections=sections))


def _read_change(data: Json, known: Passages) -> Change:
    match data["change"]:
        case "blocks":
            return ReplaceBlocks(
                section=data["section"],
                at=data["at"],
                before=tuple(block_from_json(block, known) for block in data["before"]),
                after=tuple(block_from_json(block, known) for block in data["after"]),
            )
        case "fact":
            return SetFact(name=data["name"], before=data["before"], after=data["after"])
        case "reference":
            return SetReference(
                source=SourceId(data["source"]),
                before=reference_from_json(data["before"]),
                after=reference_from_json(data["after"]),
            )
        case "sections":
            return ReorderSections(before=strings(data["before"]), after=strings(data["after"]))
        case "frame":
            return SetFrame(before=_read_frame(data["before"]), after=_read_frame(data["after"]))
        case "join":
            source = SourceId(data["source"])
            return Join(source=source, before=data["before"], after=data["after"], at=data["at"])
        case "passage":
            return AddPassage(passage=_known(data["passage"], known))
        case "number":
            return NumberSource(source=SourceId(data["source"]))
        case other:
            raise BadRequest(f"A change of the kind “{other}” is not known here.", "Update briefer.")
