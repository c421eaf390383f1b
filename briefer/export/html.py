"""The job that makes an HTML page, in the worker: one file that needs nothing beside it and can reach nothing.

Pictures stand in it as data, notes are linked both ways, and lists stand in lists.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from typing import Any, cast

import jinja2
from markupsafe import Markup

from briefer.errors import TemplateError
from briefer.export.html_proof import prove
from briefer.export.noting import printed
from briefer.packs import render
from briefer.packs.problem import TemplateProblems

_EDITS = ("omission", "insertion", "case")


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> bytes:
    """Return the page, as UTF-8, that `template` makes of `context`; `pictures` by the names that runs give them.

    Raises:
        TemplateError: the template cannot be carried out.
        ExportError: the page would load, run or send something, or a link in it leads nowhere.
    """
    try:
        return fill(template, context, pictures)
    except TemplateProblems as error:
        raise error.told() from error


def environment(context: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> jinja2.Environment:
    """Return the environment for one rendering of a page template."""
    printer = HtmlPrinter(context, pictures or {})
    return render.html({"runs": printer.runs, "blocks": printer.blocks, "note": printer.note})


def fill(template: bytes, context: dict[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Return the page that `template` makes of any plain values.

    Raises:
        TemplateProblems, TemplateError: the template cannot be carried out.
        ExportError: as `make` says.
    """
    page = render.render(environment(context, pictures), render.text_of(template), context)
    prove(page)
    return page.encode("utf-8", "replace")


class HtmlPrinter:
    """The filters of one rendering: they remember which sources had their full note."""

    def __init__(self, context: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
        self._pictures = pictures
        self._rtl = bool(context.get("language", {}).get("rtl", False))
        self._seen: set[int] = set()

    def runs(self, value: Any) -> Markup:
        """Return a paragraph of the context, or a list of runs, as markup inside a paragraph.

        Raises:
            TemplateError: `value` is neither.
        """
        return Markup("".join(self._run(run) for run in render.runs_in(value)))

    def note(self, value: Any) -> Markup:
        """Return the words of one of ``notes``: in full where its source is cited for the first time.

        Raises:
            TemplateError: `value` is no note.
        """
        if not isinstance(value, Mapping) or "items" not in value:
            raise TemplateError("The filter note is given something that is no note.", "Give it one of notes.")
        return self.runs(printed(cast("Mapping[str, Any]", value), self._seen))

    def blocks(self, value: Any, level: int = 3) -> Markup:
        """Return the blocks of a section, lists nested; its headings begin at `level`.

        Raises:
            TemplateError: `value` is no list of blocks.
        """
        if not isinstance(value, list):
            raise TemplateError("The filter blocks is given something that has no blocks.", "Give it section.blocks.")
        lists = _Lists()
        parts: list[str] = []
        for block in cast("list[Mapping[str, Any]]", value):
            if block["kind"] == "list-item":
                parts.append(lists.item(block))
                parts.append(" ".join(str(self.runs(part)) for part in block["paragraphs"]))
            else:
                parts += [lists.end(), self._block(block, level)]
        return Markup("".join([*parts, lists.end()]))

    def _block(self, block: Mapping[str, Any], level: int) -> str:
        name = f' id="{block["anchor"]}"'
        paragraphs: list[Mapping[str, Any]] = block["paragraphs"]
        match block["kind"]:
            case "heading":
                tag = f"h{min(level + int(block['level']) - 1, 6)}"
                return f"<{tag}{name}>{self.runs(paragraphs[0])}</{tag}>\n"
            case "quotation":
                return f"<blockquote{name}>{''.join(map(self._paragraph, paragraphs))}</blockquote>\n"
            case "figure":
                return self._figure(name, paragraphs)
            case "table":
                return self._table(name, block["table"])
            case _:
                return "".join(self._paragraph(part, name if not at else "") for at, part in enumerate(paragraphs))

    def _figure(self, name: str, paragraphs: list[Mapping[str, Any]]) -> str:
        picture = self.runs(paragraphs[0])
        caption = " ".join(str(self.runs(part)) for part in paragraphs[1:])
        told = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure{name}>{picture}{told}</figure>\n"

    def _table(self, name: str, table: Mapping[str, Any]) -> str:
        caption = f"<caption>{self.runs(table['caption'])}</caption>" if table["caption"] is not None else ""
        head = int(table["header_rows"])
        rows = ["".join(self._cells(row, table["sides"], header=at < head)) for at, row in enumerate(table["rows"])]
        lines = [f"<tr>{row}</tr>\n" for row in rows]
        top = f"<thead>\n{''.join(lines[:head])}</thead>\n" if head else ""
        return (
            f'<div class="wide"><table{name}>{caption}\n{top}<tbody>\n{"".join(lines[head:])}</tbody></table></div>\n'
        )

    def _cells(self, row: list[Mapping[str, Any]], sides: list[str], *, header: bool) -> list[str]:
        tag, begin = ("th", 'th scope="col"') if header else ("td", "td")
        return [
            f"<{begin}{' class=number' if side == 'right' else ''}{self._direction(cell)}>{self.runs(cell)}</{tag}>"
            for cell, side in zip(row, sides, strict=True)
        ]

    def _paragraph(self, paragraph: Mapping[str, Any], name: str = "") -> str:
        return f"<p{name}{self._direction(paragraph)}>{self.runs(paragraph)}</p>\n"

    def _direction(self, paragraph: Mapping[str, Any]) -> str:
        turned = "" if paragraph["rtl"] == self._rtl else f' dir="{"rtl" if paragraph["rtl"] else "ltr"}"'
        return turned + (f' lang="{escape(paragraph["language"])}"' if paragraph["language"] else "")

    def _run(self, run: Mapping[str, Any]) -> str:
        match run.get("kind", "text"):
            case "note":
                at = run["note"]
                return f'<sup><a class="note" id="cited-{at}" href="#note-{at}" role="doc-noteref">{at}</a></sup>'
            case "picture":
                return self._picture(run)
            case "begin":
                return f'<span id="{run["anchor"]}">'
            case "end":
                return "</span>"
            case kind:
                return self._words(run, kind)

    def _picture(self, run: Mapping[str, Any]) -> str:
        data = self._pictures.get(run["name"])
        if data is None:
            return ""
        kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
        written = base64.b64encode(data).decode("ascii")
        alt = escape(str(run["alt"]))
        return f'<img alt="{alt}" style="width: {run["width"]}mm" src="data:image/{kind};base64,{written}">'

    @staticmethod
    def _words(run: Mapping[str, Any], kind: str) -> str:
        written = escape(str(run["text"])).replace("\n", "<br>").replace("\u2028", "<br>")
        if not written:
            return ""
        if kind in _EDITS:
            written = f'<span class="edit">{written}</span>'
        if run.get("bold"):
            written = f"<strong>{written}</strong>"
        if run.get("italic"):
            written = f"<em>{written}</em>"
        if run.get("language"):
            written = f'<span lang="{escape(str(run["language"]))}">{written}</span>'
        if run.get("href"):
            written = f'<a href="{escape(str(run["href"]))}" rel="noreferrer">{written}</a>'
        return written


class _Lists:
    """Opens and closes lists as their items come, each level inside an item of the one above."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def item(self, block: Mapping[str, Any]) -> str:
        """Return what stands before the words of an item."""
        tag = "ol" if block["ordered"] else "ul"
        depth = min(int(block["level"]), len(self._open) + 1)  # a level that nothing leads to is the next one
        parts = [f"</li></{self._open.pop()}>" for _ in range(len(self._open) - depth)]
        if len(self._open) == depth and self._open[-1] != tag:
            parts.append(f"</li></{self._open.pop()}>")
        elif len(self._open) == depth:
            parts.append("</li>")
        if len(self._open) < depth:
            self._open.append(tag)
            parts.append(f"<{tag}>")
        return f'{"".join(parts)}\n<li id="{block["anchor"]}">'

    def end(self) -> str:
        """Return what stands behind the last item."""
        parts = [f"</li></{tag}>\n" for tag in reversed(self._open)]
        self._open.clear()
        return "".join(parts)
