"""Tells pages that stand in the way of their article: consent, login, a text that breaks off, a script that is wanted.

Rather too seldom than wrongly: a flag is shown beside the article, and one that is wrong teaches people to overlook it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefer.core.reference import Reference
from briefer.core.source import Article, Flag
from briefer.sources import dom, wall_cues
from briefer.sources.builder import Builder
from briefer.sources.dom import Element
from briefer.sources.markup import walk

SENTENCES: dict[Flag, str] = {
    "consent-page": "This page asks for consent; the article is not on it.",
    "login-wall": "This page asks to log in or to subscribe; the article is not all there.",
    "cut-off": "The text breaks off; there is more of it elsewhere.",
    "needs-script": "Only a script would have filled this page; the article is not on it.",
}

_LONG = 2_500  # letters; an article of more is one, whatever the page asks besides
_MIDDLING = 1_500  # letters; an article of more may stand whole on a page that asks for a login elsewhere
_SHORT = 900  # letters; of an article that is not free to read, no more than its opening
_NEXT_TO_NOTHING = 400
_LAST = 3  # blocks at the end of an article that may say that it goes on elsewhere
_CUE = 300  # characters; a block of more is prose
_FOR_TWO = 2  # a Chinese or Japanese character says as much as two letters
_ASIDE = ("header", "nav", "footer", "aside")
_LOCKED = {"locked", "paid", "premium"}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page says of itself in its head and its markup: free to read or not, and whether its file breaks off."""

    free: bool | None = None
    broken: bool = False


def signs(tree: Element, page: str, free: bool | None) -> Signs:
    """Return the signs of the page `page`; `free` is what its JSON-LD says."""
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "article:content_tier":
            free = False if (meta.get("content") or "").strip().lower() in _LOCKED else free
    end = page.rstrip("\0 \t\r\n")
    opened = end.rfind("<")
    return Signs(free, opened > end.rfind(">") and not "</html".startswith(end[opened:].lower()))


def noscript_words(tree: Element) -> Element | None:
    """Return what the page shows where no script runs, as an element to walk; None where it has no words."""
    node = next((node for node in tree.iter("noscript") if dom.has_words(node)), None)
    if node is not None:
        node.tag = "div"
    return node


def flags(article: Article, found: Signs, again: Callable[[], Element | None]) -> tuple[Flag, ...]:
    """Return what is wrong with `article` as it was saved; `again` makes the tree of its page anew."""
    letters = _letters(article.text)
    ends = [
        article.text[block.start : block.end].strip() for block in article.blocks if block.kind not in ("image", "cell")
    ]
    told: list[Flag] = []
    tree = again() if letters < _LONG else None
    if tree is not None:
        told = _short_page(article, letters, found, tree)
    elif ends and any(len(end) < _CUE and wall_cues.CONTINUE.search(end) for end in ends[-_LAST:]):
        told = ["login-wall"]
    if not told and (found.broken or _breaks_off(ends)):
        told = ["cut-off"]
    return tuple(told)


def _short_page(article: Article, letters: int, found: Signs, tree: Element) -> list[Flag]:
    blocks = _blocks(tree)
    said = "\n".join(blocks)
    if letters < _NEXT_TO_NOTHING and _wants_script(tree, blocks):
        return ["needs-script"]
    topics = len({match[0].casefold() for match in wall_cues.CONSENT.finditer(article.text or said)})
    if topics >= 2 and _has_button(tree):
        return ["consent-page"]
    if any(
        len(block) < _CUE and wall_cues.CONTINUE.search(block) and (letters < _MIDDLING or block in article.text)
        for block in blocks
    ):
        return ["login-wall"]
    if found.free is False and letters < _SHORT:
        return ["login-wall"]
    if letters < _NEXT_TO_NOTHING and tree.find(".//input[@type='password']") is not None:
        return ["login-wall"]
    return []


def _blocks(tree: Element) -> list[str]:
    """Return the blocks of words that are to be seen on the page, without its head, its foot and its menus."""
    body = tree.find("body")
    if body is None:
        return []
    for node in list(body.iter(*_ASIDE)):
        dom.drop(node)
    builder = Builder()
    walk(body, builder)
    text = builder.article("html", reference=Reference()).text
    return [line for line in text.replace("\u2028", "\n").split("\n") if line.strip()]


def _wants_script(tree: Element, blocks: list[str]) -> bool:
    hidden = [dom.words(node) for node in tree.iter("noscript")]
    return any(len(words) < 2 * _CUE and wall_cues.SCRIPT.search(words) for words in (*blocks, *hidden))


def _has_button(tree: Element) -> bool:
    for node in tree.iter("button", "a", "input"):
        words = node.get("value") or "" if node.tag == "input" else dom.words(node)
        if len(words) < 60 and wall_cues.AGREE.search(words.strip(" .!→»›")):
            return True
    return False


def _breaks_off(ends: list[str]) -> bool:
    if not ends:
        return False
    last = ends[-1].rstrip(" \u00a0")
    if wall_cues.GO_ON.search(last.strip(" .…→»›>[]()")):
        return True
    return len(last) > 40 and last.endswith(("…", "...", "[…]", "[...]", "(…)", "(...)", "……"))


def _letters(text: str) -> int:
    return sum(_FOR_TWO if character > "\u2e80" else 1 for character in text if character.isalnum())
