"""What ``{{ body }}`` and ``{{ sources }}`` print, alone in a paragraph: for authors who know Word and no loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from markupsafe import Markup

from briefer.export.word.marks import PARAGRAPH, PARAGRAPH_END, mark
from briefer.export.word.runs import block, heading, runs

WHOLE = {"body": "sections|_body", "sources": "sources|_sources"}
"""What a name that stands alone in a paragraph is read as."""


def whole_names(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the names in `WHOLE` that mean what they say there: the context's are a briefing's, or it has none."""
    names: set[str] = set()
    if "body" not in context and isinstance(context.get("sections"), list):
        names.add("body")
    sources = context.get("sources")
    if isinstance(sources, list) and all(
        isinstance(each, Mapping) and "paragraph" in each for each in cast("list[Any]", sources)
    ):
        names.add("sources")
    return frozenset(names)


def body(sections: list[Mapping[str, Any]]) -> Markup:
    """Return all sections as paragraphs: title, blocks, and what is said of one that is empty."""
    return Markup("".join(map(_section, sections)))


def source_list(sources: list[Mapping[str, Any]]) -> Markup:
    """Return the list of sources as paragraphs."""
    return Markup("".join(_paragraph("Source", runs(source["paragraph"])) for source in sources))


def _section(section: Mapping[str, Any]) -> str:
    lines = [_paragraph("Heading1", heading({**section, "color": ""}))]
    if not section["blocks"] and section["empty"]:
        lines.append(_paragraph("", runs(section["empty"])))
    for view in section["blocks"]:
        style = _style(view)
        lines += [
            _paragraph("Caption" if _is_caption(view, index) else style, block(view, index))
            for index in range(len(view["paragraphs"]))
        ]
    return "".join(lines)


def _style(view: Mapping[str, Any]) -> str:
    match view["kind"]:
        case "quotation":
            return "Quote"
        case "heading":
            return f"Heading{min(int(view['level']) + 1, 3)}"
        case "list-item":
            return "ListNumber" if view["ordered"] else "ListBullet"
        case _:
            return ""


def _is_caption(view: Mapping[str, Any], index: int) -> bool:
    if view["kind"] == "figure":
        return index > 0
    return view["kind"] == "table" and index == 0 and view["table"]["caption"] is not None


def _paragraph(style: str, content: str) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"{mark(PARAGRAPH, '<w:p>', look)}{content}{mark(PARAGRAPH_END, '</w:p>')}"
