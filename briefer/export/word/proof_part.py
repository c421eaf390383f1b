"""A part of a Word file as the proof reads it: a parser passes it whole, then patterns find what is asked about it.

No tree is built: to build one, to search and to free it took most of the time of the proof. The patterns are safe, for
they read only what the parser has passed and what is plain: without comments, instructions and CDATA, a “<” begins a
tag and nothing else (XML 1.0, 2.4 and 3.1). A part that is not plain is written anew before they read it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from xml.etree import ElementTree

from lxml import etree

from briefer.export.word.names import MC, W14, WP, Element, R, W, parse

# What stands behind a name in a tag; in a value there may be a “>”, but never a “<”.
_REST = rb"""[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+"""
_TAG = re.compile(rb"<(/?)([^\s<>/?!]++)(%b)>" % _REST)
_ATTRIBUTE = re.compile(rb"""([^\s=/]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_DECLARATION = re.compile(rb"""xmlns(?=(?::([^\s=]++))?+\s*+=\s*+("[^"<]*+"|'[^'<]*+'))""")
_REFERENCE = re.compile("&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# In UTF-8, whether it says so or says nothing.
_PLAIN_HEAD = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml\s+version\s*=\s*["'][\d.]+["'](?:\s+encoding\s*=\s*["'](?i:utf-8)["'])?"""
    rb"""(?:\s+standalone\s*=\s*["']\w+["'])?\s*\?>)?\s*<[^?!\0]"""
)
_SOUGHT = frozenset({W, R, W14, WP})
_FRAMES = ("tbl", "tr", "tc", "sdtContent")
_FACTS = (
    *("pStyle", "rStyle", "tblStyle", "style", "numId", "num", "id", "bookmarkStart", "bookmarkEnd", "fldChar"),
    *("footnoteReference", "commentReference", "endnoteReference", "footnote", "comment", "endnote", *_FRAMES),
)


class Part:
    """What is in one part; its elements are those of WordprocessingML, and so are their attributes.

    Raises:
        etree.XMLSyntaxError: it is not well formed.
        ValueError: it is not so by its namespaces, or has a document type, which no part of a Word file has.
    """

    def __init__(self, content: bytes) -> None:
        reader = _Reader()
        _parse(content, reader)
        self.words = "".join(reader.words)
        """All that stands between tags, field codes among it; a paragraph, a break, a tab is nothing there."""
        prefixes = _plain_prefixes(content) if reader.plain else None
        if prefixes is not None:
            self._root = _root_alone(content)
            if b"\r" in content:
                content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")  # XML 1.0, 2.11
        else:
            self._root = parse(content)
            # This one writes tags, words and, at the root, one prefix for each namespace that is used: nothing else.
            content = ElementTree.tostring(ElementTree.fromstring(etree.tostring(self._root)), encoding="utf-8")
            prefixes = {uri: prefix or "" for prefix, uri in _root_alone(content).nsmap.items()}
        self._content, self._prefixes = content, prefixes
        self._found = self._find()

    def undeclared(self) -> Iterator[str]:
        """Yield the prefixes that may be ignored by a reader, and are not declared."""
        for prefix in self._root.get(f"{{{MC}}}Ignorable", "").split():
            if prefix not in self._root.nsmap:
                yield prefix

    def values(self, element: str, attribute: str = "val") -> list[str | None]:
        """Return the values of an attribute: one for each element of a name, in their order."""
        return _column(self._found.get(element, ()), self._name(W, attribute))

    def kinds(self, *elements: str, attribute: str = "val") -> set[str]:
        """Return the different values of an attribute."""
        tags = {rest for element in elements for rest in self._found.get(element, ())}
        return {value for value in _column(tags, self._name(W, attribute)) if value is not None}

    def drawings(self) -> list[str]:
        """Return the numbers of the drawings."""
        if WP not in self._prefixes or b"docPr" not in self._content:
            return []
        name = re.escape(self._name(WP, "docPr"))
        tags = re.findall(rb"<%b(?=[\s/>])(%b)>" % (name.encode(), _REST), self._content)
        return [value for value in _column(tags, "id") if value is not None]

    def anywhere(self, namespace: str, *attributes: str) -> list[str]:
        """Return the values of attributes of a namespace, whatever elements they are at."""
        if namespace not in self._prefixes:
            return []
        names = [self._name(namespace, attribute).encode() for attribute in attributes]
        there = b"|".join(re.escape(name) for name in names if name in self._content)
        found: list[str] = []
        for hit in re.finditer(rb"(?:%b)\s*=" % there, self._content) if there else ():
            tag = _TAG.match(self._content, self._content.rfind(b"<", 0, hit.start()))
            if tag is None or tag.end() < hit.start():
                continue  # it is in the words
            for attribute in _ATTRIBUTE.finditer(self._content, *tag.span(3)):
                if attribute.start() == hit.start():
                    found.append(_value(attribute[2].decode()))
        return found

    @cached_property
    def lacking(self) -> set[str]:
        """Return which of tables, rows, cells and controls are there without what has to be in them."""
        if not self._found.keys() & set(_FRAMES):
            return set()
        found: set[str] = set()
        tables: list[bool] = []  # those that are open, and whether a row was in them
        for frame in _frames(self._prefixes[W]).finditer(self._content):
            end, name, empty = frame[1], frame[2].decode(), frame[3].endswith(b"/")
            if end:
                if (name == "tbl" and not tables.pop()) or (name == "tc" and not self._closes_paragraph(frame.start())):
                    found.add(name)
                continue
            if name == "tr":
                tables = [True] * len(tables)
            elif name == "tbl" and not empty:
                tables.append(False)
            if (
                empty
                or (name == "tr" and not self._has_cell(frame.start()))
                or (name == "sdtContent" and self._tag(frame.end())[1])
            ):
                found.add(name)
        return found

    def _name(self, namespace: str, name: str) -> str:
        return f"{self._prefixes.get(namespace, '')}:{name}"

    def _find(self) -> dict[str, list[bytes]]:
        """Return what stands in the tags that the proof asks about, by their names."""
        found: defaultdict[bytes, list[bytes]] = defaultdict(list)
        if W in self._prefixes:
            for name, rest in _facts(self._prefixes[W]).findall(self._content):
                found[name].append(rest)
        return {name.decode(): rests for name, rests in found.items()}

    def _tag(self, at: int) -> re.Match[bytes]:
        """Return the first tag from a place on."""
        tag = _TAG.search(self._content, at)
        assert tag is not None  # nobody asks behind the last
        return tag

    def _closes_paragraph(self, at: int) -> bool:
        """Whether the tag before the one at a place is the end of a paragraph."""
        return self._tag(self._content.rfind(b"<", 0, at))[2].decode() == self._name(W, "p")

    def _has_cell(self, row: int) -> bool:
        """Whether the row that begins at a place has a cell of its own, not one in a control or in another table."""
        depth = 0
        for tag in _TAG.finditer(self._content, row):
            if tag[1]:
                depth -= 1
                if not depth:
                    break
            elif depth == 1 and tag[2].decode() == self._name(W, "tc"):
                return True
            elif not tag[3].endswith(b"/"):
                depth += 1
        return False


class _Reader:
    """What the parser hands over: tags are not among it, so nothing is made of them."""

    def __init__(self) -> None:
        self.plain = True
        self.words: list[str] = []
        self.data = self.words.append

    def doctype(self, *_: object) -> None:
        raise ValueError("a document type")

    def comment(self, _: str) -> None:
        self.plain = False

    def pi(self, *_: object) -> None:
        self.plain = False

    def close(self) -> None:
        pass


def _parse(content: bytes, reader: _Reader) -> None:
    parser = etree.XMLParser(
        target=reader,  # pyright: ignore[reportArgumentType] - each method that is not there costs nothing
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    etree.fromstring(content, parser)
    # With a target lxml lets pass a prefix that is not declared, and only notes it.
    if parser.error_log.filter_from_errors():
        raise ValueError("not well formed by its namespaces")


def _plain_prefixes(content: bytes) -> dict[str, str] | None:
    """Return the prefixes of a part by their namespaces, or None where patterns cannot read it as it is."""
    if not _PLAIN_HEAD.match(content) or b"<![CDATA[" in content:
        return None
    declared = _declared(content)
    of_prefix, of_uri = Counter(prefix for prefix, _ in declared), Counter(uri for _, uri in declared)
    prefixes = {uri: prefix for prefix, uri in declared if uri in _SOUGHT}
    clear = all(prefix and of_prefix[prefix] == 1 == of_uri[uri] for uri, prefix in prefixes.items())
    return prefixes if clear else None


def _declared(content: bytes) -> set[tuple[str, str]]:
    """Return the prefixes that are declared, with their namespaces, and those that the words speak of in that way."""
    return {(prefix.decode(), _value(uri.decode())) for prefix, uri in set(_DECLARATION.findall(content))}


def _root_alone(content: bytes) -> Element:
    """Return the root with its attributes and prefixes, and without all that is in it."""
    tag = _TAG.search(content)
    assert tag is not None  # nothing is well formed without one
    return parse(b"<%b%b/>" % (tag[2], tag[3].removesuffix(b"/")))


# ---------------------------------------------------------------------------------------------------------- patterns


@cache
def _facts(prefix: str) -> re.Pattern[bytes]:
    # By their first letters: most of the tags that are not sought are passed over in one step.
    letters = groupby(sorted(_FACTS), itemgetter(0))
    names = "|".join(f"{letter}(?:{'|'.join(name[1:] for name in names)})" for letter, names in letters)
    return re.compile(rb"<%b:(%b)(?=[\s/>])(%b)>" % (re.escape(prefix).encode(), names.encode(), _REST))


@cache
def _frames(prefix: str) -> re.Pattern[bytes]:
    names = f"{re.escape(prefix)}:({'|'.join(_FRAMES)})"
    return re.compile(rb"<(/?)%b(?=[\s/>])(%b)>" % (names.encode(), _REST))


@cache
def _attribute(name: str) -> re.Pattern[str]:
    """Return what finds, for each “<”, the value of an attribute in what follows it, or nothing."""
    others, name = rf"""(?:\s+(?!{re.escape(name)}\s*=)[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*+""", re.escape(name)
    return re.compile(rf"""<{others}(?:\s+{name}\s*=\s*("[^"]*"|'[^']*'))?""")


def _column(tags: Iterable[bytes], name: str) -> list[str | None]:
    """Return the values of an attribute, all at once: to look into each tag by itself takes four times as long."""
    values = _attribute(name).findall(b"".join([b"<" + tag for tag in tags]).decode())
    return [_value(value) if value else None for value in values]


def _value(quoted: str) -> str:
    return _read(quoted[1:-1].replace("\t", " ").replace("\n", " "))


def _read(text: str) -> str:
    """Return text with the characters that references in it stand for."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    return _CHARACTERS[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
