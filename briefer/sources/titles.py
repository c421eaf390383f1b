"""What a page calls its article, told by the rules that reader view is known for (a part of the port in `readable`)."""

from __future__ import annotations

import re

from briefer.core.text import clean
from briefer.sources import dom
from briefer.sources.dom import Element

# In the order of trust; of one said twice, the last counts.
TAGS = (
    "dc.title", "dcterm.title", "dcterms.title", "og:title", "weibo:article:title", "weibo:webpage:title", "title",
    "twitter:title", "parsely-title", "citation_title",
)  # fmt: skip

_SEPARATOR = re.compile(r"\s[|\-–—\\/>»]\s")
_HIERARCHY = re.compile(r"\s[\\/>»]\s")
_FIRST_PART = re.compile(r"\A[^|\-–—\\/>»]*[|\-–—\\/>»]")
_SIGNS = re.compile(r"[|\-–—\\/>»]+")
_SPACES = re.compile(r"\s{2,}|[\n\t\r\f\v]")
_TOKENS = re.compile(r"\W+", re.ASCII)
_LONG, _SHORT = 150, 15
_MANY_BEFORE_COLON = 5


def in_one_line(text: str) -> str:
    """Return `text` cleaned and on one line; a wide or a no-break space that stands alone stays what it is."""
    return _SPACES.sub(" ", clean(text).replace("\u2028", " ")).strip()


def of_page(tree: Element) -> str:
    """Return what the page's ``<title>`` says, without the name of the site where that is plain; may be empty."""
    node = next((node for node in tree.iter("title") if next(node.iterancestors("svg"), None) is None), None)
    whole = in_one_line(dom.text(node)) if node is not None else ""
    title, hierarchy = whole, False
    if separators := list(_SEPARATOR.finditer(whole)):
        hierarchy = _HIERARCHY.search(whole) is not None
        title = whole[: separators[-1].start()]
        if _count(title) < 3:
            title = _FIRST_PART.sub("", whole)
    elif ": " in whole:
        title = _behind_colon(whole, tree)
    elif not _SHORT <= len(whole) <= _LONG:
        headings = list(tree.iter("h1"))
        if len(headings) == 1:
            title = in_one_line(dom.text(headings[0]))
    title = in_one_line(title)
    words = _count(title)
    if words <= 4 and not (hierarchy and words == _count(_SIGNS.sub("", whole)) - 1):
        return whole
    return title


def similarity(first: str, second: str) -> float:
    """Return how much of the words of `second` are words of `first`, from 0 to 1."""
    known = set(_TOKENS.split(first.lower())) - {""}
    tokens = [token for token in _TOKENS.split(second.lower()) if token]
    if not known or not tokens:
        return 0.0
    other = [token for token in tokens if token not in known]
    return 1 - len(" ".join(other)) / len(" ".join(tokens))


def _behind_colon(whole: str, tree: Element) -> str:
    if any(in_one_line(dom.text(heading)) == whole for heading in tree.iter("h1", "h2")):
        return whole
    title = whole[whole.rindex(":") + 1 :]
    if _count(title) < 3:
        title = whole[whole.index(":") + 1 :]
    elif _count(whole[: whole.index(":")]) > _MANY_BEFORE_COLON:
        title = whole
    # A colon inside brackets parts nothing.
    return whole if any(title.count(a) != title.count(b) for a, b in ("()", "[]", "“”", "«»")) else title


def _count(text: str) -> int:
    return len(re.split(r"\s+", text))
