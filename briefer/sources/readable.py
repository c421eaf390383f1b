"""Which part of a page is read as its article, by the rules that Firefox's reader view is known for.

The method and its figures are those of Mozilla's Readability: paragraphs earn their ancestors points; the best of
those is the article, with siblings that look like it; then `tidy` takes out what is not meant to be read. Facts and
titles are told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import html

from briefer.sources import class_names, dom, tidy, titles
from briefer.sources.dom import Element, Piece
from briefer.sources.markup import is_hidden

ENOUGH = 500
"""Characters; an article with fewer is looked for again with gentler rules."""

_UNLIKELY_ROLES = {"menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog"}
_COMMAS = re.compile("[,\u060c\ufe50\ufe10\ufe11\u2e41\u2e34\u2e32\uff0c]")
_SENTENCE_END = re.compile(r"\.( |$)")
_SCORED = {"section", "h2", "h3", "h4", "h5", "h6", "p", "td", "pre"}
_MAY_BE_EMPTY = {"div", "section", "header", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS_IN_DIV = ("blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul")
_PHRASING = {
    "abbr", "audio", "b", "bdo", "br", "button", "cite", "code", "data", "datalist", "dfn", "em", "embed", "i", "img",
    "input", "kbd", "label", "mark", "math", "meter", "noscript", "object", "output", "progress", "q", "ruby", "samp",
    "script", "select", "small", "span", "strong", "sub", "sup", "textarea", "time", "var", "wbr",
}  # fmt: skip
_TAG_POINTS = {
    "div": 5, "pre": 3, "td": 3, "blockquote": 3, "address": -3, "ol": -3, "ul": -3, "dl": -3, "dd": -3, "dt": -3,
    "li": -3, "form": -3, "h1": -5, "h2": -5, "h3": -5, "h4": -5, "h5": -5, "h6": -5, "th": -5,
}  # fmt: skip
_KEEPS_TAG = {"div", "article", "section", "p", "ol", "ul"}
_CANDIDATES = 5
_AGREEING = 3  # candidates nearly as good as the best, that share an ancestor, speak for the ancestor


@dataclass(frozen=True, slots=True)
class Found:
    """What is read as the article: one element that holds it, how many characters that are, and its byline."""

    content: Element
    length: int
    byline: str | None = None


@dataclass(slots=True)
class _Attempt:
    title: str
    rules: tidy.Rules
    byline_known: bool
    byline: str | None = None
    heading: Element | None = None
    points: dict[Element, float] = field(default_factory=dict[Element, float])


def find(tree: Element, again: Callable[[], Element | None], title: str, *, byline_known: bool) -> Found | None:
    """Return the article in `tree`, which is taken apart; None where there are no words.

    `again` makes the same tree anew, for another attempt. The heading that repeats `title` is put before the article,
    wherever it stands; the line that names its author is left out of it unless the page's head does (``byline_known``).
    """
    attempts: list[Found] = []
    ladder = (tidy.Rules(), tidy.Rules(unlikely=False), tidy.Rules(unlikely=False, weigh=False),
              tidy.Rules(unlikely=False, weigh=False, conditionally=False))  # fmt: skip
    for rules in ladder:
        here = tree if not attempts else again()
        body = here.find("body") if here is not None else None
        if here is None or body is None:
            break
        found = _grab(body, _Attempt(title, rules, byline_known or any(attempt.byline for attempt in attempts)))
        attempts.append(found)
        if found.length >= ENOUGH:
            return found
    best = max(attempts, key=lambda attempt: attempt.length, default=None)
    return best if best is not None and best.length else None


def _grab(body: Element, attempt: _Attempt) -> Found:
    prepare(body)
    scored = _prune(body, attempt)
    candidates = _score(scored, attempt)
    top = _best(body, candidates, attempt)
    content = _with_siblings(top, attempt)
    tidy.tidy(content, attempt.rules)
    length = dom.length(content)
    if attempt.heading is not None and length:
        # It is left out while the article is looked for, but its words are the article's and may be quoted.
        attempt.heading.tail = None
        content.insert(0, attempt.heading)
    return Found(content, length, attempt.byline)


def prepare(body: Element) -> None:
    """Take scripts and styles out of `body`, pictures out of ``noscript``, and make paragraphs of doubled breaks."""
    tidy.unwrap_noscript(body)
    for node in list(body.iter("script", "noscript", "style", "template")):
        dom.drop(node)
    for br in list(body.iter("br")):
        if br.getparent() is not None:
            _replace_breaks(br)
    for node in body.iter("font"):
        node.tag = "span"


def _replace_breaks(br: Element) -> None:
    following = _break_behind(br)
    if following is None:
        return
    while following is not None:
        dom.drop(following)
        following = _break_behind(br)
    content: list[Piece] = []
    if br.tail:
        content.append(br.tail)
        br.tail = None
    node = br.getnext()
    while node is not None and not (node.tag == "br" and _break_behind(node) is not None) and is_phrasing(node):
        after = node.getnext()
        content.append(node)
        if node.tail:
            content.append(node.tail)
        node = after
    paragraph = html.Element("p")
    parent = br.getparent()
    if parent is None:
        return
    parent.replace(br, paragraph)
    dom.fill(paragraph, _without_end(content))
    if parent.tag == "p":
        parent.tag = "div"


def _break_behind(node: Element) -> Element | None:
    """Return the ``br`` that comes next with nothing but white space before it."""
    sibling = node.getnext()
    return sibling if sibling is not None and sibling.tag == "br" and not (node.tail or "").strip() else None


def _without_end(content: list[Piece]) -> list[Piece]:
    while content and _is_space(content[-1]):
        content.pop()
    return content


def _is_space(piece: Piece) -> bool:
    return not piece.strip() if isinstance(piece, str) else piece.tag == "br"


def is_phrasing(node: Element) -> bool:
    """Say whether an element may stand in a paragraph."""
    waiting = [node]
    while waiting:
        inner = waiting.pop()
        if inner.tag in ("a", "del", "ins"):
            waiting.extend(inner.iterchildren())
        elif inner.tag not in _PHRASING:
            return False
    return True


# --- what is not even looked at ---------------------------------------------------------------------------------------


def _prune(body: Element, attempt: _Attempt) -> list[Element]:
    """Take out what is hidden or is plainly no article; return the elements that are scored."""
    scored: list[Element] = []
    node: Element | None = dom.first_child(body)
    while node is not None:
        if _is_out(node, attempt):
            gone, node = node, dom.following(node, body, inside=False)
            dom.drop(gone)
            continue
        if node.tag in _SCORED:
            scored.append(node)
        elif node.tag == "div":
            _wrap_phrasing(node)
            paragraph = dom.only_child(node, "p")
            if paragraph is not None and dom.link_density(node) < 0.25:
                dom.replace(node, paragraph)
                node = paragraph
                scored.append(node)
            elif next(iter(node.iterdescendants(*_BLOCKS_IN_DIV)), None) is None:
                node.tag = "p"
                scored.append(node)
        node = dom.following(node, body)
    return scored


def _is_out(node: Element, attempt: _Attempt) -> bool:
    if is_hidden(node) or (node.get("aria-modal") == "true" and node.get("role") == "dialog"):
        return True
    named = dom.named(node)
    if attempt.byline is None and not attempt.byline_known and _is_byline(node, named):
        person = next((inner for inner in node.iterdescendants() if "name" in (inner.get("itemprop") or "")), None)
        attempt.byline = dom.words(person if person is not None else node)
        return True
    if attempt.heading is None and node.tag in ("h1", "h2") and titles.similarity(attempt.title, dom.text(node)) > 0.75:
        attempt.heading = node
        return True
    if attempt.rules.unlikely:
        if node.get("role") in _UNLIKELY_ROLES:
            return True
        doubtful = (
            class_names.SURROUNDINGS.search(named) is not None
            and class_names.PERHAPS.search(named) is None
            and node.tag != "a"
        )
        if doubtful and not tidy.within(node, "table") and not tidy.within(node, "code"):
            return True
    return node.tag in _MAY_BE_EMPTY and _is_empty(node)


def _is_byline(node: Element, named: str) -> bool:
    marked = node.get("rel") == "author" or "author" in (node.get("itemprop") or "") or class_names.AUTHOR.search(named)
    return bool(marked) and 0 < len(dom.text(node).strip()) < 100


def _is_empty(node: Element) -> bool:
    return all(child.tag in ("br", "hr") for child in node.iterchildren()) and not dom.has_words(node)


def _wrap_phrasing(div: Element) -> None:
    """Put words and inline elements that stand in `div` beside blocks into paragraphs of their own."""
    content = dom.pieces(div)
    inline = [isinstance(piece, str) or is_phrasing(piece) for piece in content]
    if not any(kind and not _is_space(piece) for kind, piece in zip(inline, content, strict=True)):
        return
    wrapped: list[Piece] = []
    run: list[Piece] | None = None
    runs: list[tuple[Element, list[Piece]]] = []
    for kind, piece in zip(inline, content, strict=True):
        if not kind:
            run = None
            wrapped.append(piece)
        elif run is not None:
            run.append(piece)
        elif _is_space(piece):
            wrapped.append(piece)
        else:
            run = [piece]
            paragraph = html.Element("p")
            runs.append((paragraph, run))
            wrapped.append(paragraph)
    dom.fill(div, wrapped)
    for paragraph, inner in runs:
        dom.fill(paragraph, _without_end(inner))


# --- points -----------------------------------------------------------------------------------------------------------


def _score(scored: list[Element], attempt: _Attempt) -> list[Element]:
    """Give the ancestors of each paragraph their share of its points; return those that have any, best first."""
    for node in scored:
        if node.getparent() is None:
            continue
        words = dom.words(node)
        if len(words) < 25:
            continue
        points = 2 + len(_COMMAS.findall(words)) + min(len(words) // 100, 3)
        level = 0
        ancestor = node.getparent()
        while ancestor is not None and level < 5 and ancestor.tag != "html":
            if ancestor not in attempt.points:
                attempt.points[ancestor] = _first_points(ancestor, attempt)
            attempt.points[ancestor] += points / (1, 2, 6, 9, 12)[level]
            ancestor = ancestor.getparent()
            level += 1
    for node in attempt.points:
        attempt.points[node] *= 1 - dom.link_density(node)
    return sorted(attempt.points, key=lambda node: -attempt.points[node])[:_CANDIDATES]


def _first_points(node: Element, attempt: _Attempt) -> float:
    return _TAG_POINTS.get(str(node.tag), 0) + tidy.class_weight(node, attempt.rules)


def _best(body: Element, candidates: list[Element], attempt: _Attempt) -> Element:
    if not candidates or candidates[0].tag in ("body", "html"):
        return _all_of(body, attempt)
    top = _common(candidates, attempt)
    top = _better_parent(top, attempt)
    parent = top.getparent()
    while parent is not None and parent.tag != "body" and next(iter(parent.iterchildren())).getnext() is None:
        top, parent = parent, parent.getparent()
    attempt.points.setdefault(top, _first_points(top, attempt))
    return top


def _all_of(body: Element, attempt: _Attempt) -> Element:
    whole = html.Element("div")
    content = dom.pieces(body)
    dom.fill(body, [whole])
    dom.fill(whole, content)
    attempt.points[whole] = _first_points(whole, attempt)
    return whole


def _common(candidates: list[Element], attempt: _Attempt) -> Element:
    """Return the best candidate, or the nearest ancestor of it that others nearly as good stand in as well."""
    top = candidates[0]
    near = [other for other in candidates[1:] if attempt.points[other] >= 0.75 * attempt.points[top]]
    if len(near) >= _AGREEING:
        above = [set(other.iterancestors()) for other in near]
        for ancestor in top.iterancestors():
            if ancestor.tag == "body":
                break
            if sum(ancestor in others for others in above) >= _AGREEING:
                top = ancestor
                break
    attempt.points.setdefault(top, _first_points(top, attempt))
    return top


def _better_parent(top: Element, attempt: _Attempt) -> Element:
    """Return the first ancestor of `top` whose points are more than those below it: it holds more of the article."""
    last = attempt.points[top]
    least = last / 3
    for parent in top.iterancestors():
        if parent.tag == "body":
            break
        points = attempt.points.get(parent)
        if points is None:
            continue
        if points < least:
            break
        if points > last:
            return parent
        last = points
    return top


def _with_siblings(top: Element, attempt: _Attempt) -> Element:
    """Return a new element with `top` and those of its siblings that belong to the article, in order."""
    content = html.Element("div")
    parent = top.getparent()
    best = attempt.points[top]
    least = max(10.0, best * 0.2)
    for sibling in list(parent.iterchildren()) if parent is not None else [top]:
        if sibling is not top and not _belongs(sibling, top, best, least, attempt):
            continue
        if sibling.tag not in _KEEPS_TAG:
            sibling.tag = "div"
        dom.drop_keeping_order(sibling)
        content.append(sibling)
    return content


def _belongs(sibling: Element, top: Element, best: float, least: float, attempt: _Attempt) -> bool:
    alike = bool(top.get("class")) and sibling.get("class") == top.get("class")
    points = attempt.points.get(sibling)
    if points is not None and points + (best * 0.2 if alike else 0) >= least:
        return True
    if sibling.tag != "p":
        return False
    words = dom.words(sibling)
    density = dom.link_density(sibling)
    if len(words) > 80:
        return density < 0.25
    return 0 < len(words) < 80 and density == 0 and _SENTENCE_END.search(words) is not None
