"""A part of a Word template taken apart: markup as it stands, and tags, each with its place.

The tree is changed so that every tag is one token in its serialised form, wherever Word has split it; the form is then
cut at the tokens. A tag for a whole paragraph, row or cell stands in the place of that element.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial
from urllib.parse import unquote

from lxml import etree

from briefer.export.word.address import Addresses
from briefer.export.word.body import WHOLE
from briefer.export.word.cells import ASKED, ask
from briefer.export.word.marking import TAG, marked_text, put_marks, unreserve
from briefer.export.word.mixed import instead
from briefer.export.word.names import SPACE, Element, w
from briefer.export.word.placed import Part, Placed, Slot
from briefer.export.word.tags import Fault, Tag, scan
from briefer.packs.problem import Problem, excerpt

_CONTAINERS = {"p": w("p"), "tr": w("tr"), "tc": w("tc")}
_NAMED = {"p": "paragraph", "tr": "row", "tc": "cell"}
_PICTURED = tuple(w(name) for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "tbl"))
# Attributes that people can fill in Word, and that may hold tags: the words for a picture, of a link, of a control.
_SPOKEN = ("descr", "title", w("tooltip"), w("tag"), w("alias"), "Target", "alt")


def compile_part(
    root: Element,
    name: str,
    headings: dict[str, int] | None = None,
    whole: Collection[str] = (),
    *,
    marked: bool = False,
) -> Part:
    """Return the part whose tree is `root`; one that is `marked` is printed with marks for what it holds.

    `headings` are the paragraph styles that are headings, for the places, and `whole` the names that stand for
    paragraphs where they stand alone. The tree is changed.
    """
    return _Compiler(root, name, headings or {}, whole, marked=marked).run()


class _Compiler:
    def __init__(
        self, root: Element, name: str, headings: dict[str, int], whole: Collection[str], *, marked: bool
    ) -> None:
        self._whole = whole
        self._marked = marked
        self._root = root
        self._addresses = Addresses(root, name, headings)
        self._part = Part(name=name)
        self._merges: list[tuple[Element, bool]] = []

    def run(self) -> Part:
        unreserve(self._root)
        paragraphs = [each for each in self._root.iter(w("p")) if "{" in "".join(each.itertext()) or _stray(each)]
        # What the places say is fixed before anything is taken away.
        said = {paragraph: self._addresses.of(paragraph) for paragraph in paragraphs}
        for paragraph in paragraphs:
            self._paragraph(paragraph, said[paragraph])
        for element in self._root.iter(etree.Element):
            for key, value in element.items():
                if key in _SPOKEN or (element.tag == w("bookmarkStart") and key == w("name")):
                    self._attribute(element, key, value)
        if self._root.tag != w("document") and not paragraphs:
            self._plain_texts()
        joined: dict[Element, Element] = {}
        for paragraph, before in self._merges:
            _merge(paragraph, joined, before=before)
        if self._marked:
            holding = [tag.paragraph for tag in self._part.tags if tag.slot == "runs" and tag.paragraph is not None]
            own = dict.fromkeys(joined.get(paragraph, paragraph) for paragraph in holding)
            self._part.scopes = put_marks(self._root, own, repeated=bool(self._part.tags))
        if self._marked or self._part.tags:
            self._part.pieces = _pieces(self._root)
        return self._part

    def _paragraph(self, paragraph: Element, place: str) -> None:
        texts = list(_texts(paragraph, w("t")))
        self._scan(paragraph, texts, place)
        codes = list(_texts(paragraph, w("instrText")))
        if codes:
            self._scan(paragraph, codes, place)

    def _scan(self, paragraph: Element, texts: list[Element], place: str) -> None:
        words = "".join(text.text or "" for text in texts)
        tags, faults = scan(words)
        number = self._addresses.number(paragraph)
        self._part.problems += [self._fault(fault, words, place, number) for fault in faults]
        if not tags:
            return
        tags = [self._as_whole(tag, words) for tag in tags]
        left = _without(words, tags)
        scoped = [tag for tag in tags if tag.scope in _CONTAINERS]
        if scoped:
            self._lift(paragraph, tags, scoped, left, place, words)
            return
        # Backwards, so that the offsets of what comes before stay true; numbered in the order of the text.
        first = len(self._part.tags)
        placed = [self._placed(paragraph, tag, place, words) for tag in tags]
        self._part.tags += placed
        for index in range(len(tags) - 1, -1, -1):
            self._put(paragraph, texts, placed[index], first + index, words)
        if tags[0].strip_before and not words[: tags[0].start].strip():
            self._merges.append((paragraph, True))
        if tags[-1].strip_after and not words[tags[-1].end :].strip():
            self._merges.append((paragraph, False))

    def _as_whole(self, tag: Tag, words: str) -> Tag:
        """Return a tag that names something of several paragraphs as one of a whole paragraph; any other as it is."""
        if tag.kind != "value" or tag.source not in self._whole or tag.scope not in ("", "p"):
            return tag
        return replace(tag, scope="p", source=WHOLE[tag.source])

    def _placed(self, paragraph: Element, tag: Tag, place: str, words: str, slot: Slot = "words") -> Placed:
        return Placed(
            tag=tag, slot=slot, part=self._part.name, place=place, excerpt=_around(words, tag.start, tag.end),
            holder=paragraph.getparent(), paragraph=paragraph, order=(self._addresses.number(paragraph), tag.start),
        )  # fmt: skip

    def _put(self, paragraph: Element, texts: list[Element], placed: Placed, number: int, words: str) -> None:
        """Put the token of a tag in its place in the words, and take the space away that it asks to be gone."""
        tag = placed.tag
        start, end = tag.start, tag.end
        if tag.strip_before:
            start = len(words[:start].rstrip())
        if tag.strip_after:
            end += len(words[end:]) - len(words[end:].lstrip())
        if tag.word in ASKED:
            text, _ = _cut(texts, start, end, "")
            problem = ask(placed, self._add)
            self._part.problems += [problem] if problem is not None else []
        elif tag.kind == "remark":
            _cut(texts, start, end, "")
        elif tag.scope == "r":
            text, at = _cut(texts, start, end, "")
            placed.slot = "runs"
            placed.path = _path(text, paragraph)[:-2]
            _stand_between(text, at, _token(number))
        else:
            text, _ = _cut(texts, start, end, _token(number))
            text.set(SPACE, "preserve")
            placed.path = _path(text, paragraph)

    def _add(self, placed: Placed) -> str:
        """Take up a tag that the template's author did not write, and return its token."""
        self._part.tags.append(placed)
        return _token(len(self._part.tags) - 1)

    def _lift(self, paragraph: Element, tags: list[Tag], scoped: list[Tag], left: str, place: str, words: str) -> None:
        """Put the tags of a paragraph, row or cell into the place of the whole of it."""
        scope = scoped[0].scope
        placed = self._placed(paragraph, scoped[0], place, words)
        target: Element | None = paragraph
        while target is not None and target.tag != _CONTAINERS[scope]:
            target = target.getparent()
        if target is None:
            self._part.problems.append(
                placed.problem(
                    "outside-table",
                    f"{scoped[0].typed} stands for a whole {_NAMED[scope]} of a table, and does not stand in one",
                    "Write {%p … %} for a paragraph.",
                )
            )
            return
        others = words if scope == "p" else "".join(each.text or "" for each in target.iter(w("t")))
        beside = left if scope == "p" else _without(others, scan(others)[0])
        if beside.strip() or any(tag.scope != scope for tag in tags) or _more(target):
            told = excerpt(beside) or "something else"
            self._part.problems.append(
                placed.problem(
                    "beside-scope",
                    f"{scoped[0].typed} takes its whole {_NAMED[scope]} away, and “{told}” stands there too",
                    f"Put the tag into a {_NAMED[scope]} of its own.",
                )
            )
        holder = target.getparent()
        assert holder is not None
        tokens = ""
        for tag in tags if scope == "p" else scan(others)[0]:
            one = self._placed(paragraph, tag, place, words, "paragraphs" if scope == "p" else "content")
            one.holder, one.path = holder, (scope,)
            tokens += self._add(one) if tag.kind != "remark" else ""
        instead(target, tokens)

    def _attribute(self, element: Element, key: str, value: str) -> None:
        if key == "Target" and ("%7B%7B" in value or "%7B%25" in value):
            value = unquote(value)  # Word writes the braces of an address so
        if "{{" not in value and "{%" not in value:
            return
        place = f"the words for {element.get('name', 'a picture')}" if key == "descr" else f"the {_local(key)}"
        self._string(value, place, partial(element.set, key), element)

    def _plain_texts(self) -> None:
        """Put the tokens of tags into the texts of a part that has no paragraphs, such as the properties."""
        for element in self._root.iter(etree.Element):
            if element.text and "{" in element.text and not len(element):
                self._string(element.text, _local(str(element.tag)), partial(setattr, element, "text"), element)

    def _string(self, value: str, place: str, put: Callable[[str], None], holder: Element) -> None:
        tags, faults = scan(value)
        self._part.problems += [self._fault(fault, value, place, 0) for fault in faults]
        pieces: list[str] = []
        end = 0
        for tag in tags:
            pieces.append(value[end : tag.start])
            end = tag.end
            if tag.kind != "remark":
                one = Placed(tag=tag, slot="attribute", part=self._part.name, place=place, excerpt=excerpt(value))
                one.holder = holder
                pieces.append(self._add(one))
        if tags:
            put("".join([*pieces, value[end:]]))

    def _fault(self, fault: Fault, words: str, place: str, paragraph: int) -> Problem:
        around = _around(words, fault.at, fault.at + 2)
        if fault.opened:
            message, wanted = (
                f"{fault.brace} is opened and never closed",
                {"{{": "}}", "{%": "%}"}.get(fault.brace, "#}"),
            )
            suggestion = f"Write {wanted} where the tag ends, in the same paragraph."
            id_ = "tag-open"
        else:
            message, suggestion = f"{fault.brace} closes a tag that was never opened", "Write {{ or {% before it."
            id_ = "tag-not-opened"
        return Problem(
            id=id_, message=message, part=self._part.name, place=place, excerpt=around, suggestion=suggestion,
            order=(paragraph, fault.at),
        )  # fmt: skip


def _stray(paragraph: Element) -> bool:
    words = "".join(paragraph.itertext())
    return "}}" in words or "%}" in words


def _texts(paragraph: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a paragraph that hold its words, without those of a text box that is anchored in it."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == name:
            yield element
        elif element.tag != w("p"):
            stack.extend(reversed(element))


def _more(target: Element) -> bool:
    """Return whether what is no words would be lost with an element: a picture, a note, a table inside it."""
    return next(target.iter(*_PICTURED), None) is not None


def _without(words: str, tags: list[Tag]) -> str:
    out: list[str] = []
    end = 0
    for tag in tags:
        out.append(words[end : tag.start])
        end = tag.end
    return "".join([*out, words[end:]])


def _around(words: str, start: int, end: int) -> str:
    """Return the words around a tag: as many on each side as a line has room for."""
    room = max((60 - (end - start)) // 2, 8)
    before, behind = words[max(start - room, 0) : start], words[end : end + room]
    ahead, on = "…" if start > room else "", "…" if end + room < len(words) else ""
    return excerpt(f"{ahead}{before}{words[start:end]}{behind}{on}")


def _token(number: int) -> str:
    return f"{TAG}{number}{TAG}"


def _pieces(root: Element) -> list[str | int]:
    cut = marked_text(root).split(TAG)
    return [int(piece) if index % 2 else piece for index, piece in enumerate(cut) if index % 2 or piece]


def _cut(texts: list[Element], start: int, end: int, token: str) -> tuple[Element, int]:
    """Take the characters `start` to `end` of the texts out and put `token` there; return the element and its place."""
    found: tuple[Element, int] | None = None
    offset = 0
    for element in texts:
        text = element.text or ""
        begin, stop = max(start - offset, 0), min(end - offset, len(text))
        if begin < stop:
            element.text = text[:begin] + (token if found is None else "") + text[stop:]
            found = found or (element, begin)
        offset += len(text)
    assert found is not None
    return found


def _stand_between(text: Element, at: int, token: str) -> None:
    """Put a token between the runs into which the run of `text` falls at that place; an empty one goes."""
    run = text.getparent()
    assert run is not None
    rest = deepcopy(run)  # with the words behind it, which are its own now
    here = run.index(text)
    for child in list(run)[here + 1 :]:
        run.remove(child)
    for child in list(rest)[:here]:
        if child.tag != w("rPr"):
            rest.remove(child)
    words = text.text or ""
    cut = next(child for child in rest if child.tag == text.tag)
    text.text, cut.text = words[:at], words[at:]
    for one in (text, cut):
        one.set(SPACE, "preserve")
    run.addnext(rest)
    run.tail = token
    for one in (run, rest):
        if all(child.tag == w("rPr") or (child.tag == text.tag and not child.text) for child in one):
            instead(one, "")


def _path(text: Element, paragraph: Element) -> tuple[str, ...]:
    """Return the names of the elements from the paragraph down to `text`."""
    names = [_local(str(text.tag))]
    for ancestor in text.iterancestors():
        if ancestor is paragraph:
            break
        names.append(_local(str(ancestor.tag)))
    return tuple(reversed(names))


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def _merge(paragraph: Element, joined: dict[Element, Element], *, before: bool) -> None:
    """Join a paragraph with the one before or behind it, as ``{%-`` at its beginning and ``-%}`` at its end ask."""
    paragraph = joined.get(paragraph, paragraph)
    other = paragraph.getprevious() if before else paragraph.getnext()
    if other is None or other.tag != w("p") or paragraph.getparent() is None:
        return
    first, second = (other, paragraph) if before else (paragraph, other)
    for child in list(second):
        if child.tag != w("pPr"):
            first.append(child)
    joined[second] = first
    for known, to in joined.items():
        if to is second:
            joined[known] = first
    instead(second, "")
