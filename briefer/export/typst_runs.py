"""The filters of Typst templates: paragraphs of the context as markup in which every word is an inert string."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from briefer.errors import TemplateError
from briefer.export.noting import printed
from briefer.packs.render import Raw, breakable, runs_in, typst_string

PLACE = "place"
"""The kind of a run that prints nothing, and from which the preview knows on which page a block stands."""

_LINE_END = re.compile("[\n\u0085\u2028\u2029]")


class TypstPrinter:
    """The filters of one rendering: they remember which sources had their full note."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._notes: dict[int, Mapping[str, Any]] = {note["number"]: note for note in context.get("notes", [])}
        self._rtl = bool(context.get("language", {}).get("rtl", False))
        self._seen: set[int] = set()

    def blocks(self, section: Any) -> Raw:
        """Return all blocks of a section, lists nested; of one that has none, the sentence for that.

        Raises:
            TemplateError: `section` is none.
        """
        if not isinstance(section, Mapping) or "blocks" not in section:
            raise TemplateError("The filter blocks is given something that is no section.", "Give it section.")
        view = cast("Mapping[str, Any]", section)
        if not view["blocks"]:
            return Raw(f"#briefer-aside[#{typst_string(str(view['empty']))}]")
        return Raw("".join(self._block(block, str(view["color"])) for block in view["blocks"]))

    def _block(self, block: Mapping[str, Any], color: str) -> str:
        """Return a block with the empty lines around it; items of a list stand close."""
        paragraphs = block["paragraphs"]
        match block["kind"]:
            case "list-item":
                return f"{self.item(block)}\n"
            case "table":
                return f"\n{self.table(block)}\n"
            case "heading":
                note = "#let briefer-note = briefer-heading-note;"
                return f"\n#heading(level: {int(block['level']) + 1})[{note}{self.runs(paragraphs[0])}]\n\n"
            case "quotation":
                lines = "\n\n".join(self.paragraph(each) for each in paragraphs)
                side = ", rtl: true" if paragraphs[0]["rtl"] else ""
                return f"\n#briefer-quotation(rgb({typst_string(color)}){side})[\n{lines}\n]\n\n"
            case _:
                return "\n" + "\n".join(self.paragraph(each) for each in paragraphs) + "\n\n"

    def paragraph(self, paragraph: Mapping[str, Any]) -> Raw:
        """Return a paragraph of the context in its direction.

        Raises:
            TemplateError: it is none.
        """
        runs = self.runs(paragraph)
        turned = f"#set text(dir: {'rtl' if paragraph['rtl'] else 'ltr'});" if paragraph["rtl"] != self._rtl else ""
        return Raw(f"#[{turned}{runs}]")

    def runs(self, value: Any) -> Raw:
        """Return a paragraph of the context, or a list of runs, as content markup.

        Raises:
            TemplateError: `value` is neither.
        """
        return Raw("".join(self._run(run) for run in runs_in(value)))

    def item(self, block: Mapping[str, Any]) -> Raw:
        """Return a list item as a line of a Typst list; its depth is told by the space before it."""
        sign = "+" if block["ordered"] else "-"
        lines = " ".join(self.runs(paragraph) for paragraph in block["paragraphs"])
        return Raw(f"{'  ' * (int(block['level']) - 1)}{sign} {lines}")

    def table(self, block: Mapping[str, Any]) -> Raw:
        """Return a block that is a table; its header stands again on each page, unless a note stands in it.

        Raises:
            TemplateError: the block is no table.
        """
        table = block.get("table")
        if not isinstance(table, Mapping):
            raise TemplateError("The filter table is given something that is no table.", "Give it such a block.")
        view = cast("Mapping[str, Any]", table)
        rows: list[list[Mapping[str, Any]]] = view["rows"]
        count = int(view["header_rows"])
        cells = ["".join(f"[{self.runs(cell)}], " for cell in row) for row in rows]
        told = [
            f"columns: ({''.join(f'{share}fr, ' for share in view['shares'])})",
            f"sides: ({''.join(f'{side}, ' for side in view['sides'])})",
        ]
        if view["caption"] is not None:
            told.append(f"caption: [{self.runs(view['caption'])}]")
        if count:
            noted = any(run["kind"] == "note" for row in rows[:count] for cell in row for run in cell["runs"])
            told.append(f"header: table.header(repeat: {'false' if noted else 'true'}, {''.join(cells[:count])})")
        return Raw(f"#briefer-table({', '.join(told)}, {''.join(cells[count:])})\n")

    def _run(self, run: Mapping[str, Any]) -> str:
        kind = run.get("kind", "text")
        if kind == "note":
            runs = printed(self._notes[int(run["note"])], self._seen)
            return f"#briefer-note[{''.join(map(self._run, runs))}];"
        if kind == "picture":
            # PDF/UA-1 takes no picture without words for it.
            alt = typst_string(str(run["alt"]) or "Picture")
            file = typst_string("/" + str(run["name"]))
            return f"#box(image({file}, width: {run['width']}mm, height: {run['height']}mm, alt: {alt}));"
        if kind == PLACE:
            return f"#metadata({typst_string(str(run['anchor']))})<briefer-at>"
        if kind in ("begin", "end") or not run["text"]:
            return ""
        lines = _LINE_END.split(breakable(str(run["text"])).replace("\t", " "))
        written = "#linebreak();".join(f"#{typst_string(line)};" if line else "" for line in lines)
        if kind in ("omission", "insertion", "case"):
            written = f"#briefer-edit[{written}];"
        if run.get("bold"):
            written = f"#strong[{written}];"
        if run.get("italic"):
            written = f"#emph[{written}];"
        if run.get("language"):
            written = f"#text({language(str(run['language']))})[{written}];"
        if run.get("href"):
            written = f"#briefer-link({typst_string(str(run['href']))})[{written}];"
        return written


def language(tag: str) -> Raw:
    """Return the arguments by which Typst knows a language: ``lang: "en", region: "US"``."""
    first, *rest = tag.split("-")
    written = f"lang: {typst_string(first.lower())}" if re.fullmatch("[A-Za-z]{2,3}", first) else 'lang: "und"'
    region = next((part for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    return Raw(f"{written}, region: {typst_string(region.upper())}" if region else written)
