"""Every variable that a template can use: one declaration, from which the field list and its help page are made.

A path leads through the context; ``*`` stands for each element of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from briefer.citing.language import load

_EXAMPLE = 80  # characters
_STANDARD = "en"  # the language whose words are listed


@dataclass(frozen=True, slots=True)
class Field:
    """A variable: its tag as a Word template writes it, what it says, and where it stands in the context."""

    tag: str
    says: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Variables that belong together; within a loop where ``loop`` names one."""

    title: str
    fields: tuple[Field, ...]
    loop: str = ""


def _group(title: str, name: str, path: str, fields: Mapping[str, str], loop: str = "") -> Group:
    """Make a group whose tags are ``{{ NAME.FIELD }}``; the keys of `fields` are the fields."""
    into = tuple(path.split("."))
    return Group(
        title, tuple(Field(f"{{{{ {name}.{key} }}}}", says, (*into, key)) for key, says in fields.items()), loop
    )


_PARAGRAPH = ("sections", "*", "blocks", "*", "paragraphs", "*")
_TABLE = ("sections", "*", "blocks", "*", "table")

GROUPS: tuple[Group, ...] = (
    Group("The whole briefing", (
        Field("{{ body }}", "All sections with their titles, in the document’s own styles; alone in a paragraph of a "
              "Word template.", ("sections",)),
        Field("{{ sources }}", "The list of sources; alone in a paragraph of a Word template.", ("sources",)),
        Field("{%p for section in sections %}", "Goes through the sections, up to {%p endfor %}.", ("sections",)),
        Field("{%tr for fact in facts %}", "Goes through the facts that were said, a row each.", ("facts",)),
        Field("{%p for source in sources %}", "Goes through the sources.", ("sources",)),
        Field("{% for note in notes %}", "Goes through the notes, for a list at the end.", ("notes",)),
        Field("{%tr for row in summary %}", "Goes through the source summary, a row each.", ("summary",)),
        Field("{%p for passage in passages %}", "Goes through the passages cited, for an annex.", ("passages",)),
    )),
    _group("Facts of the briefing (empty where not said)", "briefing", "briefing", {
        "title": "The title.",
        "short_title": "The title, cut where it is too long for a page header.",
        "question": "The question asked.",
        "author": "Who wrote it.",
        "recipient": "Whom it is for.",
        "distribution": "Who else gets it.",
        "number": "Its number.",
        "version": "Its version.",
        "supersedes": "What it takes the place of.",
        "date": "Its date, as the language writes dates.",
        "date_iso": "Its date as year-month-day.",
        "period": "The period it is about.",
        "cutoff": "Until when information was taken in.",
        "marking": "The handling mark.",
        "status": "Draft, for review or released, in the language.",
        "status_key": "The same as draft, for_review or released, to decide by.",
        "handle": "Its handle in the library.",
        "bottom_line": "The bottom line, a list of paragraphs: {%p for paragraph in briefing.bottom_line %}.",
    }),
    _group("A fact that was said, for a title block", "fact", "facts.*", {
        "label": "What it is called in the language.",
        "text": "What was said.",
    }, "{%tr for fact in facts %}"),
    _group("A section", "section", "sections.*", {
        "title": "Its title. {{r section|heading }} prints it with the section’s colour and anchor.",
        "key": "Its key in pack.toml.",
        "color": "Its colour, six hexadecimal digits.",
        "advice": "Whether it is advice, set apart from assessment.",
        "empty": "The template’s sentence for a section without content.",
        "anchor": "The name of its bookmark.",
        "blocks": "Its blocks, a list: {%p for block in section.blocks %}.",
    }, "{%p for section in sections %}"),
    _group("A block of a section", "block", "sections.*.blocks.*", {
        "kind": "paragraph, heading, list-item, quotation, table or figure.",
        "level": "The level of a heading or list item, from 1; otherwise 0.",
        "ordered": "Whether a list item is numbered.",
        "list": "The number of its list in the briefing; 0 where it is in none.",
        "anchor": "The name of its bookmark.",
        "paragraphs": "Its paragraphs, a list; those of a figure are its picture, and its caption with the note, those "
                      "of a table its caption and rows.",
        "table": "The table that it is; nothing for any other block.",
    }, "{%p for block in section.blocks %}"),
    Group("A paragraph", (
        Field("{{r paragraph }}", "Its words with their marks, links and notes.", _PARAGRAPH),
        Field("{{ paragraph.runs }}", "Its runs, a list.", (*_PARAGRAPH, "runs")),
        Field("{{ paragraph.rtl }}", "Whether it is written from right to left.", (*_PARAGRAPH, "rtl")),
        Field("{{ paragraph.language }}", "Its language, where a quotation is not in the briefing’s own.",
              (*_PARAGRAPH, "language")),
    ), "{%p for paragraph in block.paragraphs %}"),
    _group("A run of a paragraph", "run", ".".join((*_PARAGRAPH, "runs", "*")), {
        "kind": "text; source, omission, insertion or case in a quotation; translation; mark for quotation marks; "
                "note; begin and end of an anchor; cell, a tab between cells; picture.",
        "text": "Its words.",
        "bold": "Whether it is bold.",
        "italic": "Whether it is italic.",
        "href": "Where it links to.",
        "language": "Its language, where it is not the briefing’s own.",
        "rtl": "Whether it is written from right to left.",
        "proof": "Whether its spelling is to be checked.",
        "note": "The number of the note behind it, where its kind is note.",
        "anchor": "The name of its bookmark.",
        "name": "Of a picture alone: the name of its file.",
        "alt": "Of a picture alone: the words for it.",
        "width": "Of a picture alone: its width in millimetres.",
        "height": "Of a picture alone: its height in millimetres.",
    }, "{% for run in paragraph.runs %}"),
    _group("The table of a block", "block.table", ".".join(_TABLE), {
        "caption": "Its caption, a paragraph; nothing where it has none.",
        "rows": "Its rows, lists of paragraphs.",
        "header_rows": "How many of its rows are header.",
        "sides": "left or right for each column.",
        "shares": "The share of the width that each column has.",
    }, "{%p if block.table %}"),
    _group("A note", "note", "notes.*", {
        "number": "Its number.",
        "items": "What it cites, a list: {% for item in note.items %}.",
        "own": "The words of the analyst's own that stand behind that, runs: {{r note.own }}.",
    }, "{% for note in notes %}"),
    _group("A source that a note cites", "item", "notes.*.items.*", {
        "source": "The number of the source.",
        "full": "How it is cited the first time, runs: {{r item.full }}.",
        "short": "How it is cited later, runs.",
        "again": "How it is cited right after itself, runs.",
    }, "{% for item in note.items %}"),
    _group("A source of the list", "source", "sources.*", {
        "number": "Its number in this briefing.",
        "title": "Its title.",
        "publisher": "Who published it.",
        "url": "Its address.",
        "accessed": "When it was read.",
        "file": "The name of its file.",
        "published": "When it was published.",
        "grade": "Its grade, where it has one.",
        "paragraph": "The whole entry, a paragraph: {{r source.paragraph }}.",
    }, "{%p for source in sources %}"),
    _group("A row of the source summary, counted from what is cited", "row", "summary.*", {
        "label": "What is counted.",
        "text": "How much that is.",
    }, "{%tr for row in summary %}"),
    _group("A passage cited, for an annex", "passage", "passages.*", {
        "number": "Its number in the annex.",
        "handle": "Its handle in the library.",
        "source": "The number of its source.",
        "where": "Where in the source it stands.",
        "notes": "The numbers of the notes that cite it.",
        "paragraphs": "Its words as the source has them, a list of paragraphs: "
                      "{%p for paragraph in passage.paragraphs %}.",
    }, "{%p for passage in passages %}"),
    _group("The handling mark", "marking", "marking", {
        "text": "Its words. {{r marking|chip }} prints a TLP label in its colours.",
        "color": "The colour of a TLP label’s letters; empty for other marks.",
        "background": "The colour behind them.",
        "long": "Whether it wants a line of its own.",
    }),
    _group("Length", "length", "length", {
        "words": "How many words the briefing has.",
        "pages": "How many pages that are, about.",
        "short": "Whether these are two at most.",
        "long": "Whether they are ten or more.",
    }),
    _group("The language", "language", "language", {
        "tag": "The language’s tag.",
        "rtl": "Whether it is written from right to left.",
    }),
    _group("The paper", "paper", "paper", {
        "name": "a4 or us-letter.",
        "width": "Its width in millimetres.",
        "height": "Its height in millimetres.",
    }),
    _group("The template", "pack", "pack", {
        "name": "Its name.",
        "version": "Its version.",
        "title": "Its title.",
        "notes": "footnotes or endnotes: where the notes stand in Word files and PDFs.",
    }),
    _group("What [look] in pack.toml says (empty where it says nothing)", "look", "look", {
        "accent": "A colour, six hexadecimal digits.",
        "text": "The face of the text.",
        "headings": "The face of headings.",
        "margin": "The margin at each side in millimetres.",
        "logo": "The name of a picture.",
        "header": "Words at the head of each page.",
        "footer": "Words at the foot of each page.",
    }),
    _group("Words of the language", "words", "words", {
        key: f"“{word}” in English, unless the template has another." for key, word in load(_STANDARD).words.items()
    }),
)  # fmt: skip
"""All variables, those that an author wants first at the top."""


def examples(context: Mapping[str, Any]) -> list[tuple[Group, list[tuple[Field, str]]]]:
    """Return each variable with what it is in a briefing, on one line; empty where it is nothing there."""
    return [(group, [(field, _example(context, field.path)) for field in group.fields]) for group in GROUPS]


def help_page() -> str:
    """Return the help's page of all variables, as Markdown."""
    lines = [
        "# Template fields",
        "",
        "Every variable a template can use, as a Word template writes it; in a PDF template write `<<< … >>>` and",
        "`<% … %>` instead. *Template fields…* in the window lists the same, each with an example from the open",
        "briefing, and copies a tag. How tags work is told in [Templates](templates.md).",
    ]
    for group in GROUPS:
        lines += ["", f"## {group.title}", ""]
        if group.loop:
            lines += [f"Between `{group.loop}` and its end:", ""]
        lines += ["| tag | prints |", "|---|---|"]
        lines += [f"| `{_cell(field.tag)}` | {_cell(field.says)} |" for field in group.fields]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", r"\|")


def _example(context: Mapping[str, Any], path: tuple[str, ...]) -> str:
    return next(filter(None, (_shown(value) for value in _values(context, path))), "")


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == "*":
        if isinstance(value, list):
            for each in cast("list[Any]", value):
                yield from _values(each, path[1:])
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _values(cast("Mapping[str, Any]", value)[path[0]], path[1:])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        runs = cast("Mapping[str, Any]", value).get("runs", [])
        words = "".join(str(run["text"]) for run in runs)
    elif isinstance(value, list):
        several = cast("list[Any]", value)
        if all(isinstance(each, Mapping) and "bold" in each for each in several):
            words = "".join(str(run["text"]) for run in several)
        elif all(isinstance(each, str | int | float) for each in several):
            words = ", ".join(map(str, several))
        else:
            words = f"{len(several)} in a list"
    else:
        words = str(value)
    line = " ".join(words.split())
    return line if len(line) <= _EXAMPLE else line[: _EXAMPLE - 1].rstrip() + "…"
