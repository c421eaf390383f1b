"""A template pack's manifest, ``pack.toml``: its sections, words, templates, paper and house rules.

A pack comes from elsewhere: everything is checked for its shape here, and nothing in it is executed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from briefer import __version__
from briefer.core.text import CONTROL
from briefer.errors import PackError
from briefer.packs.citation_form import CitationForm, read_form
from briefer.packs.look import Look, read_look

MANIFEST = "pack.toml"
PAPERS: Mapping[str, tuple[float, float]] = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Width and height in millimetres of the papers a briefing can be printed on."""

QuotedIn = Literal["both", "original", "translation"]
QUOTED_IN: tuple[QuotedIn, ...] = ("both", "original", "translation")
"""What is printed of a quotation that has a translation."""

NotesAt = Literal["footnotes", "endnotes"]
NOTES_AT: tuple[NotesAt, ...] = ("footnotes", "endnotes")
"""Where Word files and PDFs have their notes: at the foot of each page, or behind the text."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
_VERSION_LENGTH = 40  # characters; a former version has it in the name of its folder
_VERSION_NUMBERS = re.compile(r"\d+")
_MANIFEST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSection:
    """A section a pack asks for. ``empty`` is printed where it has no content; without it the section is left out.

    ``advice`` sections are set apart from assessment, ``required`` ones are missed where they are empty. ``color`` is
    six hexadecimal digits.
    """

    key: str
    title: str
    hint: str = ""
    empty: str = ""
    advice: bool = False
    required: bool = False
    color: str = "5C5B57"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A template pack in its own language; `in_language` gives it in another.

    ``templates`` maps a suffix (".docx") to a file name in ``folder``. ``name_pattern`` makes the names of exported
    files, without suffix, from ``{number} {title} {date} {version} {marking}``. ``target_pages`` is the length to aim
    at; ``words_per_page`` turns words into pages. ``quoted_in`` says what is printed of a quotation with a translation.
    ``sample`` names a file of values (JSON) and one of the lines that they print, with which a pack is tried.
    """

    name: str
    version: str
    title: str
    language: str
    sections: tuple[PackSection, ...]
    folder: Path
    templates: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    paper: str = "a4"
    date_form: str = "long"
    target_pages: int = 4
    words_per_page: int = 430
    name_pattern: str = "{title} {date}"
    block_quotation_marks: bool = False
    quoted_in: QuotedIn = "both"
    notes: NotesAt = "footnotes"
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    authors: tuple[str, ...] = ()
    licence: str = ""
    look: Look = field(default_factory=Look)
    citation: CitationForm = field(default_factory=CitationForm)
    sample: tuple[str, str] | None = None

    def section(self, key: str) -> PackSection | None:
        """Return the section `key`; None where this pack has no such section."""
        return next((section for section in self.sections if section.key == key), None)

    def in_language(self, tag: str) -> Pack:
        """Return this pack in the language `tag`; what it has no translation for stays in its own."""
        translation = self.translations.get(tag) or self.translations.get(tag.split("-")[0], {})
        if not tag or tag == self.language:
            return self
        titles: object = translation.get("sections", {})
        own = cast("dict[str, object]", titles) if isinstance(titles, dict) else {}
        sections = tuple(
            replace(section, **_texts(own.get(section.key), "title", "hint", "empty")) for section in self.sections
        )
        same = tag.split("-")[0] == self.language.split("-")[0]
        words = {**(self.words if same else {}), **_texts(translation.get("words"))}
        title = _texts(translation, "title").get("title", self.title)
        return replace(self, language=tag, title=title, sections=sections, words=words)

    def template(self, suffix: str) -> bytes:
        """Return the bytes of the template for files that end with `suffix`.

        Raises:
            PackError: the pack has none, or it cannot be read.
        """
        name = self.templates.get(suffix)
        if name is None:
            raise PackError(
                f"The template “{self.title}” makes no {suffix} files.",
                f"It makes {', '.join(sorted(self.templates))}.",
            )
        return self.file(name)

    def file(self, name: str) -> bytes:
        """Return the bytes of a file of the pack.

        Raises:
            PackError: it cannot be read.
        """
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise PackError(
                f"The file {name} of the template “{self.title}” cannot be read.", "Install the template again."
            ) from error


def read_pack(folder: Path) -> Pack:
    """Return the pack whose files lie in `folder`.

    Raises:
        PackError: there is no manifest, or it is not built as a manifest is.
    """
    manifest = folder / MANIFEST
    try:
        if manifest.stat().st_size > _MANIFEST_BYTES:
            raise PackError(f"{MANIFEST} of the template {folder.name} is larger than 1 MB.")
        data = tomllib.loads(manifest.read_text("utf-8"))
    except OSError as error:
        raise PackError(f"The template {folder.name} has no {MANIFEST}.", "Install the template again.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackError(f"{MANIFEST} of the template {folder.name} cannot be read: {error}.") from error
    return _pack(_Table(data, folder.name), folder)


def _pack(table: _Table, folder: Path) -> Pack:
    table.check_signs()
    name = table.text("name")
    if not _NAME.fullmatch(name):
        raise table.wrong("name", "small letters, figures, hyphens")
    version = table.text("version", "1")
    if len(version) > _VERSION_LENGTH or not version.isprintable():
        raise table.wrong("version", f"at most {_VERSION_LENGTH} characters that can be printed, such as 1.2")
    sections = tuple(_section(part) for part in table.tables("sections"))
    if not sections:
        raise table.wrong("sections", "at least one section")
    if len({section.key for section in sections}) != len(sections):
        raise table.wrong("sections", "a key of its own for each section")
    needed = table.text("needs", "0")
    if not _VERSION.fullmatch(needed):
        raise table.wrong("needs", "a version of briefer such as 0.1")
    if _numbers(needed) > _numbers(__version__):
        raise PackError(f"The template {name} needs briefer {needed}; this is {__version__}.", "Update briefer.")
    templates = {f".{suffix}": file for suffix, file in table.texts("templates").items()}
    for file in templates.values():
        if not _is_beside(file):
            raise table.wrong("templates", "names of files beside it")
    paper = table.text("paper", "a4")
    if paper not in PAPERS:
        raise table.wrong("paper", " or ".join(PAPERS))
    date_form = table.text("date_form", "long")
    if date_form not in ("long", "iso"):
        raise table.wrong("date_form", "long or iso")
    quoted_in = table.text("quoted_in", "both")
    if quoted_in not in QUOTED_IN:
        raise table.wrong("quoted_in", "both, original or translation")
    notes = table.text("notes", "footnotes")
    if notes not in NOTES_AT:
        raise table.wrong("notes", " or ".join(NOTES_AT))
    return Pack(
        name=name,
        version=version,
        title=table.text("title", name),
        language=table.text("language", "en"),
        sections=sections,
        folder=folder,
        templates=templates,
        words=table.texts("words"),
        paper=paper,
        date_form=date_form,
        target_pages=table.number("target_pages", 4),
        words_per_page=table.number("words_per_page", 430),
        name_pattern=table.text("name_pattern", "{title} {date}"),
        block_quotation_marks=table.flag("block_quotation_marks"),
        quoted_in=quoted_in,
        notes=notes,
        translations=table.mapping("translations"),
        authors=table.lines("authors"),
        licence=table.text("licence", ""),
        look=read_look(table.table("look"), name),
        citation=read_form(table.table("citation"), name),
        sample=_sample(table),
    )


def _sample(table: _Table) -> tuple[str, str] | None:
    files = table.texts("sample")
    if not files:
        return None
    if set(files) != {"context", "expected"} or not all(map(_is_beside, files.values())):
        raise table.wrong("sample", "context and expected, each the name of a file beside it")
    return files["context"], files["expected"]


def _is_beside(file: str) -> bool:
    return Path(file).name == file and "\\" not in file and not file.startswith(".")


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version to be compared; what stands behind its numbers does not count."""
    return tuple(int(part) for part in _VERSION_NUMBERS.findall(version.partition("+")[0].partition("-")[0]))


def _section(table: _Table) -> PackSection:
    color = table.text("color", "5C5B57")
    key = table.text("key")
    if not _NAME.fullmatch(key) or key == "tray":
        raise table.wrong("key", "small letters, figures, hyphens")
    if not _COLOR.fullmatch(color):
        raise table.wrong("color", "six hexadecimal digits")
    return PackSection(
        key=key,
        title=table.text("title"),
        hint=table.text("hint", ""),
        empty=table.text("empty", ""),
        advice=table.flag("advice"),
        required=table.flag("required"),
        color=color.upper(),
    )


def _texts(table: Any, *keys: str) -> dict[str, str]:
    """Return the texts of a table of a translation; only those under `keys` where any are named."""
    if not isinstance(table, dict):
        return {}
    items = cast("dict[str, object]", table).items()
    return {key: value for key, value in items if isinstance(value, str) and (not keys or key in keys)}


class _Table:
    """A table of the manifest that is asked for values of a kind, and says in a sentence what is wrong."""

    def __init__(self, data: dict[str, Any], pack: str) -> None:
        self._data = data
        self._pack = pack

    def wrong(self, name: str, wanted: str) -> PackError:
        return PackError(
            f"“{name}” in {MANIFEST} of the template {self._pack} is missing or wrong.", f"It wants {wanted}."
        )

    def check_signs(self) -> None:
        """Refuse control characters in all names and texts: a terminal on which they are told would obey them."""
        for name, value in self._data.items():
            left: list[object] = [name, value]
            while left:  # a pack from elsewhere may be nested deeper than calls can be
                part = left.pop()
                if isinstance(part, str) and CONTROL.search(part):
                    raise self.wrong(CONTROL.sub("?", name), "text without control characters")
                if isinstance(part, dict):
                    left += [each for pair in cast("dict[str, object]", part).items() for each in pair]
                elif isinstance(part, list):
                    left += cast("list[object]", part)

    def text(self, name: str, default: str | None = None) -> str:
        value: object = self._data.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(name, "text")
        return value

    def flag(self, name: str) -> bool:
        value: object = self._data.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def number(self, name: str, default: int) -> int:
        value: object = self._data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(name, "a whole number above 0")
        return value

    def mapping(self, name: str) -> dict[str, Mapping[str, Any]]:
        value: object = self._data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, "a table")
        tables = cast("dict[str, object]", value)
        if not all(isinstance(part, dict) for part in tables.values()):
            raise self.wrong(name, "a table of tables")
        return cast("dict[str, Mapping[str, Any]]", tables)

    def texts(self, name: str) -> dict[str, str]:
        value: object = self._data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, "a table")
        texts: dict[str, str] = {}
        for key, text in cast("dict[str, object]", value).items():
            if not isinstance(text, str):
                raise self.wrong(f"{name}.{key}", "text")
            texts[key] = text
        return texts

    def table(self, name: str) -> dict[str, Any]:
        value: object = self._data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, "a table")
        return cast("dict[str, Any]", value)

    def lines(self, name: str) -> tuple[str, ...]:
        value: object = self._data.get(name, [])
        lines = cast("list[object]", value) if isinstance(value, list) else [None]
        if not all(isinstance(line, str) and line.strip() for line in lines):
            raise self.wrong(name, "a list of texts")
        return tuple(map(str, lines))

    def tables(self, name: str) -> list[_Table]:
        value: object = self._data.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(name, f"tables, each under [[{name}]]")
        tables: list[_Table] = []
        for part in cast("list[object]", value):
            if not isinstance(part, dict):
                raise self.wrong(name, f"tables, each under [[{name}]]")
            tables.append(_Table(cast("dict[str, Any]", part), self._pack))
        return tables
