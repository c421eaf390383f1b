"""An RTF file: its paragraphs, headings, lists, tables, links, pictures and notes, changes made.

Written here, since the library for it reads deleted text of tracked changes as if it stood there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from briefer.core.reference import Reference
from briefer.core.source import FactOrigin
from briefer.errors import SourceDamaged
from briefer.sources import dates, left_out, limits
from briefer.sources.language import with_language
from briefer.sources.markup import address
from briefer.sources.odt_styles import named_kind
from briefer.sources.page_pictures import MOST
from briefer.sources.people import line, names
from briefer.sources.pictures import admit
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.rtf_story import ParagraphLook, RunLook, Story
from briefer.sources.rtf_tokens import SYMBOLS, Token, charset, codepage, tokens
from briefer.sources.symbols import sign

_SIGNS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\r": "\n", "\n": "\n", "\r\n": "\n", "\t": "\t"}
_WORDS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "enspace": " ", "emspace": " ", "qmspace": " ", "page": " ", "column": " ", "zwj": "\u200d",
    "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "nestcell": "\u2028", "line": "\u2028",
}  # fmt: skip
_PASSED_OVER = {
    "colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "nonshppict",
    "atnid", "atnauthor", "atrfstart", "atrfend", "annotation", "xe", "tc", "rxe", "private", "sp", "filetbl", "upr",
    "template", "revtbl", "listtable", "listoverridetable", "pn", "pnseclvl", "objdata", "objclass", "objname",
}  # fmt: skip
_STARRED = {
    "fldinst", "footnote", "shppict", "shpinst", "shptxt", "ud", "pict", "listtext", "hyphen", "do", "dptxbxtext",
}  # fmt: skip
_READ = {
    "fonttbl", "stylesheet", "info", "fldinst", "pict", "listtext", "pntext", "title", "author", "creatim", "buptim",
    "company", "subject", "keywords", "doccomm", "operator", "manager", "category", "comment", "revtim", "printim",
    "version", "nofpages", "hlinkbase", "vern",
}  # fmt: skip
_HOLDING = {"footnote", "pict", "shppict", "shp", "shpinst", "shptxt", "do", "dptxbxtext", "listtext", "pntext"}
_LOOKS = {
    "b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted", "mvf": "deleted",  # moved from here
    "super": "raised",
}  # fmt: skip
_MOST_GROUPS = 2_000
_BROKEN_OFF = "Get it again, or open it in the program that made it and save it as .docx."


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces; a group begins with what holds around it."""

    place: str = ""  # what is read into: the text where it is empty
    run: RunLook = field(default_factory=RunLook)
    paragraph: ParagraphLook = field(default_factory=ParagraphLook)
    skip: int = 1  # characters that stand for one that is given as \u, for readers that do not know it
    font: int = -1
    starred: bool = False
    link: list[str] = field(default_factory=list[str])
    note: bool = False


@dataclass(slots=True)
class _Reader:
    standard: str = "cp1252"
    story: Story = field(default_factory=Story)
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    fonts: dict[int, str] = field(default_factory=dict[int, str])
    symbols: set[int] = field(default_factory=set[int])
    called: dict[int, str] = field(default_factory=dict[int, str])  # fonts by their numbers
    default_font: int = -1
    styles: dict[int, str] = field(default_factory=dict[int, str])
    style: int = 0
    facts: dict[str, str] = field(default_factory=dict[str, str])
    moment: dict[str, int] = field(default_factory=dict[str, int])
    picture: bytearray = field(default_factory=bytearray)
    picture_kind: str = ""
    pictures: int = 0
    left_out: int = 0
    waiting: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    def read(self, data: bytes) -> bool:
        """Read the file; return whether it has its end."""
        for token in tokens(data):
            if self.to_skip and token.kind in ("hex", "text"):
                token = self._without_skipped(token)
            elif token.kind in ("open", "close", "word", "sign"):
                self.to_skip = 0
            if token.kind in ("hex", "text"):
                self.letters(token.data)
                continue
            self.flush()
            if token.kind == "open":
                self.open()
            elif token.kind == "close":
                self.close()
                if len(self.groups) == 1:
                    return True
            elif token.kind == "word":
                self.word(token)
            elif token.name == "*":
                self.groups[-1].starred = True
            else:
                self.say(_SIGNS.get(token.name, ""))
        return False

    def _without_skipped(self, token: Token) -> Token:
        count = min(self.to_skip, len(token.data))
        self.to_skip -= count
        return Token(token.kind, data=token.data[count:])

    # --- letters

    def letters(self, data: bytes) -> None:
        place = self.groups[-1].place
        if place == "pict":
            if len(self.picture) < 2 * limits.LARGEST_MEMBER:
                self.picture += data
        elif place != "over":
            self.waiting += data

    def flush(self) -> None:
        """Say the bytes that have come in: only together they mean letters, where one has two of them."""
        if self.waiting:
            font = self.font()
            data, self.waiting = bytes(self.waiting), bytearray()
            if font in self.symbols and (signs := [self.sign(byte) for byte in data]) and None not in signs:
                self.say("".join(filter(None, signs)))
                return
            words = data.decode(self.fonts.get(font, self.standard), "replace")
            self.say(words.replace("·", "•") if font in self.symbols else words)

    def font(self) -> int:
        return self.groups[-1].font if self.groups[-1].font >= 0 else self.default_font

    def sign(self, code: int) -> str | None:
        return sign(self.called.get(self.font(), "").strip(" ;"), code)

    def say(self, words: str) -> None:
        group = self.groups[-1]
        if not words or group.place in ("over", "pict"):
            return
        if group.place == "":
            self.story.add(words, group.run)
        elif group.place in ("listtext", "pntext"):
            self.story.add_label(words)
        elif group.place == "fldinst":
            group.link.append(words)
        elif group.place == "fonttbl":
            self.called[group.font] = (self.called.get(group.font, "") + words)[:100]
        elif group.place == "stylesheet":
            self.styles[self.style] = (self.styles.get(self.style, "") + words)[:100]
        elif group.place in ("title", "author"):
            self.facts[group.place] = self.facts.get(group.place, "") + words

    # --- groups

    def open(self) -> None:
        if len(self.groups) > _MOST_GROUPS:
            raise RecursionError
        outer = self.groups[-1]
        self.groups.append(replace(outer, starred=False, note=False))
        if outer.place == "stylesheet":
            self.style = 0

    def close(self) -> None:
        group = self.groups.pop() if len(self.groups) > 1 else self.groups[0]
        if group.place == "pict" and self.groups[-1].place != "pict":
            self.end_picture()
        if group.note:
            self.story.end_note(group.paragraph)

    def word(self, token: Token) -> None:
        name, value, group = token.name, token.value, self.groups[-1]
        if group.starred:
            group.starred = False
            if name not in _STARRED:
                group.place = "over"
                return
        if name == "u" and value is not None:
            code = value % 0x10000
            shows_signs = code >= 0xF000 or self.font() in self.symbols
            self.say((self.sign(code) if shows_signs else None) or chr(code))
            self.to_skip = group.skip
        elif name == "uc":
            group.skip = min(max(value or 0, 0), 10)
        elif name in _PASSED_OVER and (group.place != "fonttbl"):
            group.place = "over"
        elif name == "ud":
            group.place = ""
        elif group.place == "over":
            return
        elif name in _HOLDING and group.run.deleted:
            # What these hold begins afresh, so that nothing in it says that it is deleted.
            self.story.deleted, group.place = True, "over"
        elif name in _READ:
            self.begin(name, group)
        elif group.place in ("fonttbl", "stylesheet", "info", "creatim", "pict"):
            self.inside(token, group)
        elif name in _WORDS:
            self.say(_WORDS[name])
        elif name == "f" and value is not None:
            group.font = value
        elif name in ("par", "sect"):
            if not group.run.deleted:  # or else the paragraph goes on
                self.story.end_paragraph(group.paragraph)
        elif name == "footnote":
            self.story.begin_note()
            group.note, group.place = True, ""
        elif name == "fldrslt":
            group.run = replace(group.run, href=_link("".join(group.link)))
        elif name == "field":
            group.link = []
        else:
            self.look(name, value, group)

    def begin(self, name: str, group: _Group) -> None:
        group.place = name
        if name == "pict":
            self.picture, self.picture_kind = bytearray(), ""

    def inside(self, token: Token, group: _Group) -> None:
        """Take up a word within a table of the head, or within a picture."""
        name, value = token.name, token.value
        if group.place == "pict":
            if name == "bin":
                self.picture = bytearray(token.data.hex().encode("ascii"))
            elif name in ("pngblip", "jpegblip", "emfblip", "wmetafile", "dibitmap", "macpict"):
                self.picture_kind = name
        elif value is None:
            return
        elif group.place == "fonttbl":
            if name == "f":
                group.font = value
            elif name == "fcharset":
                self.fonts[group.font] = charset(value, self.standard)
                self.symbols |= {group.font} if value == SYMBOLS else set()
            elif name == "cpg":
                self.fonts[group.font] = codepage(value)
        elif group.place == "stylesheet" and name == "s":
            self.style = value
        elif group.place == "creatim" and name in ("yr", "mo", "dy", "hr", "min"):
            self.moment[name] = value

    def look(self, name: str, value: int | None, group: _Group) -> None:
        """Take up a word that says how what follows looks, or where it stands."""
        on = value != 0
        if name in _LOOKS:
            known = _LOOKS[name]
            group.run = replace(group.run, **{known: on})
        elif name in ("nosupersub", "sub"):
            group.run = replace(group.run, raised=False)
        elif name == "plain":
            group.run, group.font = replace(RunLook(), href=group.run.href), -1
        elif name == "pard":
            group.paragraph = ParagraphLook()
        elif name == "s":
            kind, level = named_kind(self.styles.get(value or 0, "").strip(" ;").casefold())
            group.paragraph = replace(group.paragraph, kind=kind, level=level)
        elif name == "outlinelevel" and value is not None and 0 <= value < 9:
            group.paragraph = replace(group.paragraph, kind="heading", level=min(value + 1, 6))
        elif name in ("intbl", "ilvl", "li", "fi"):
            known = {"intbl": "in_table", "ilvl": "depth", "li": "indent", "fi": "first"}[name]
            group.paragraph = replace(group.paragraph, **{known: on if name == "intbl" else value or 0})
        elif name in ("trowd", "trhdr", "clmrg", "clvmrg", "cellx", "cell", "row"):
            self.story.table_word(name, group.paragraph)
        elif name == "ansicpg":
            self.standard = codepage(value)
        elif name in ("mac", "pc", "pca"):
            self.standard = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]
        elif name == "deff":
            self.default_font = value if value is not None else -1

    def end_picture(self) -> None:
        found = None
        if self.picture_kind in ("pngblip", "jpegblip") and self.pictures < MOST:
            code = re.sub(rb"[^0-9A-Fa-f]", b"", bytes(self.picture))
            found = admit(bytes.fromhex(code[: len(code) // 2 * 2].decode("ascii")))
            self.pictures += 1
        elif self.picture_kind in ("pngblip", "jpegblip"):
            self.left_out += 1
        self.picture = bytearray()
        if self.picture_kind:
            self.story.add_picture(found)


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in an RTF file, as plain values.

    Raises:
        SourceDamaged: it is none, or breaks off.
        SourceEmpty: there are no words in it.
    """
    start = data.find(b"{\\rtf", 0, 1024)
    reader = _Reader()
    try:
        whole = start >= 0 and reader.read(data[start:])
    except RecursionError as error:
        raise SourceDamaged(f"“{name}” is damaged: its groups are nested too deep.", _BROKEN_OFF) from error
    if not whole:
        raise SourceDamaged(f"“{name}” is damaged: it breaks off before its end.", _BROKEN_OFF)
    story = reader.story
    story.end_paragraph(ParagraphLook())
    builder = story.build()
    warnings = left_out.sentences(deleted=story.deleted, hidden=story.hidden, pictures=reader.left_out)
    known = _facts(reader)
    article = builder.article("word", reference=Reference(type="document", **known), warnings=warnings)
    left_out.refuse_empty(article, name)
    origins = tuple(FactOrigin(fact=fact, place="document properties") for fact in known)
    return answer(ReadArticle(article=with_language(replace(article, origins=origins)), pictures=builder.pictures))


def _facts(reader: _Reader) -> dict[str, Any]:
    moment = reader.moment
    written = f"{moment.get('yr', 0):04}-{moment.get('mo', 0):02}-{moment.get('dy', 0):02}"
    if "hr" in moment:
        written += f"T{moment['hr']:02}:{moment.get('min', 0):02}"
    found: dict[str, Any] = {
        "title": line(reader.facts.get("title")) or None,
        "authors": names([line(reader.facts.get("author"))]),
        "published": dates.iso(written),
    }
    return {fact: value for fact, value in found.items() if value}


def _link(code: str) -> str | None:
    match = re.match(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', code, re.I)
    return address(match[1], None) if match else None
