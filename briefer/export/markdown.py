"""The job that makes Markdown, in the worker: CommonMark with tables and footnotes, as GitHub and Pandoc read it.

What a template prints from a briefing is always plain words: every sign that Markdown reads is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, cast

import jinja2

from briefer.errors import TemplateError
from briefer.export.noting import printed
from briefer.packs import render
from briefer.packs.problem import TemplateProblems
from briefer.packs.render import Raw, begun_markdown, inert_markdown
from briefer.worker import Plain

_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> dict[str, Plain]:
    """Return ``{"file": bytes, "warnings": [sentence]}`` of what `template` makes of `context`.

    Markdown has no place for pictures: where one would stand, its description does, and a warning says so.

    Raises:
        TemplateError: the template cannot be carried out.
    """
    try:
        data = fill(template, context)
    except TemplateProblems as error:
        raise error.told() from error
    warnings: list[Plain] = []
    if pictures:
        what = "A picture is" if len(pictures) == 1 else f"{len(pictures)} pictures are"
        warnings.append(f"{what} described in words: a Markdown file holds none.")
    return {"file": data, "warnings": warnings}


def environment(context: Mapping[str, Any]) -> jinja2.Environment:
    """Return the environment for one rendering of a Markdown template."""
    printer = MarkdownPrinter(context)
    return render.markdown({"runs": printer.runs, "blocks": printer.blocks, "note": printer.note})


def fill(template: bytes, context: dict[str, Any]) -> bytes:
    """Return the text that `template` makes of any plain values.

    Raises:
        TemplateProblems, TemplateError: the template cannot be carried out.
    """
    text = render.render(environment(context), render.text_of(template), context)
    return (text.strip("\n") + "\n").encode("utf-8", "replace")


class MarkdownPrinter:
    """The filters of one rendering: they remember which sources had their full note."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._seen: set[int] = set()

    def runs(self, value: Any) -> Raw:
        """Return a paragraph of the context, or a list of runs, as one line of Markdown.

        Raises:
            TemplateError: `value` is neither.
        """
        line = "".join(_spans(render.runs_in(value))).strip(" ")
        # A break alone on a line would be read as a block of HTML (CommonMark 0.31, section 4.6).
        while line.startswith("<br>"):
            line = line.removeprefix("<br>").lstrip(" ")
        return Raw(begun_markdown(line))

    def note(self, value: Any) -> Raw:
        """Return the words of one of ``notes``: in full where its source is cited for the first time.

        Raises:
            TemplateError: `value` is no note.
        """
        if not isinstance(value, Mapping) or "items" not in value:
            raise TemplateError("The filter note is given something that is no note.", "Give it one of notes.")
        return self.runs(printed(cast("Mapping[str, Any]", value), self._seen))

    def blocks(self, value: Any, level: int = 3) -> Raw:
        """Return the blocks of a section, an empty line between them; its headings begin at `level`.

        Raises:
            TemplateError: `value` is no list of blocks.
        """
        if not isinstance(value, list):
            raise TemplateError("The filter blocks is given something that has no blocks.", "Give it section.blocks.")
        parts: list[str] = []
        blocks = cast("list[Mapping[str, Any]]", value)
        for listed, group in groupby(blocks, lambda block: block["kind"] == "list-item"):
            alike = list(group)
            parts += [self._list(alike)] if listed else [self._block(block, level) for block in alike]
        return Raw("\n\n".join(parts))

    def _block(self, block: Mapping[str, Any], level: int) -> str:
        lines = [str(self.runs(part)) for part in block["paragraphs"]]
        match block["kind"]:
            case "heading":
                return f"{'#' * min(level + int(block['level']) - 1, 6)} {lines[0]}"
            case "quotation":
                return "\n>\n".join(f"> {line}" for line in lines)
            case "table":
                return self._table(block["table"])
            case _:
                return "\n\n".join(line for line in lines if line)

    def _list(self, items: list[Mapping[str, Any]]) -> str:
        """Return items as lines, each behind as many spaces as the signs of those it stands in are wide."""
        above: list[tuple[bool, int, int]] = []  # ordered, number, width of the sign
        lines: list[str] = []
        for item in items:
            ordered, depth = bool(item["ordered"]), min(int(item["level"]), len(above) + 1)
            before = above[depth - 1] if len(above) >= depth else None
            del above[depth - 1 :]
            number = before[1] + 1 if before is not None and before[0] == ordered else 1
            sign = f"{number}. " if ordered else "- "
            indent = " " * sum(width for _, _, width in above)
            above.append((ordered, number, len(sign)))
            lines.append(indent + sign + " ".join(str(self.runs(part)) for part in item["paragraphs"]))
        return "\n".join(lines)

    def _table(self, table: Mapping[str, Any]) -> str:
        """Return a table of pipes: its first row is the header that Markdown wants, else an empty one."""
        rows = [[str(self.runs(cell)) for cell in row] for row in table["rows"]]
        head = rows.pop(0) if table["header_rows"] else [""] * len(table["sides"])
        rule = ["---:" if side == "right" else "---" for side in table["sides"]]
        lines = [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
        told = [str(self.runs(table["caption"])), ""] if table["caption"] is not None else []
        return "\n".join([*told, *lines])


def _spans(runs: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the runs of a line; neighbours of one look are one, for “**a****b**” is not what it seems."""
    shown = [run for run in runs if _words(run)]  # an anchor between two bold runs parts them as little as nothing
    looks = [(look, list(group)) for look, group in groupby(shown, _look)]
    texts = ["".join(map(_words, alike)) for _, alike in looks]
    for at, ((bold, italic, href), alike) in enumerate(looks):
        words = texts[at]
        text = words.strip()
        if href and href.isascii() and "".join(run["text"] for run in alike) == href == href.translate(_ADDRESS):
            yield f"<{href}>"
            continue
        if text and (bold or italic):
            start = words.index(text)
            ahead, behind = words[:start], words[start + len(text) :]
            outside = ("".join(texts[:at]) + ahead)[-1:], (behind + "".join(texts[at + 1 :]))[:1]
            touching = at > 0 and any(looks[at - 1][0][:2]) and bool(outside[0].strip())
            words = ahead + _marked(text, bold, italic, outside, touching=touching) + behind
        yield f"[{words}](<{href.translate(_ADDRESS)}>)" if href and text else words


def _look(run: Mapping[str, Any]) -> tuple[bool, bool, str]:
    plain = run.get("kind") in ("note", "begin", "end", "picture")
    return (False, False, "") if plain else (bool(run.get("bold")), bool(run.get("italic")), run.get("href") or "")


def _words(run: Mapping[str, Any]) -> str:
    match run.get("kind", "text"):
        case "note":
            return f"[^{run['note']}]"
        case "picture":
            return inert_markdown(f"[{run['alt']}]") if run["alt"] else ""
        case _:
            return inert_markdown(str(run["text"]))


def _marked(text: str, bold: bool, italic: bool, outside: tuple[str, str], *, touching: bool) -> str:
    """Return words between asterisks, or between tags where asterisks would not be read as marks.

    CommonMark 0.31, section 6.2: beside a sign of punctuation inside there is none of a word outside. `outside` are the
    characters before and behind, empty at the ends of a line; `touching` words follow others that are marked.
    """
    ends = zip((text[0], text[-1]), outside, strict=True)
    if not touching and all(_of_word(inside) or not _of_word(beside) for inside, beside in ends):
        sign = "*" * (2 * bold + italic)
        return f"{sign}{text}{sign}"
    if italic:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if bold else text


def _of_word(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"
