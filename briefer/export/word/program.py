"""A part that was taken apart, checked as a whole and carried out by Jinja, each tag being a line of its own.

Jinja is given tokens, not text: markup can never be read as a tag, and the line that it names for an error is the
number of a tag. Checked are each tag by itself, then how the blocks stand in each other, so that all errors are told.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.lexer import TOKEN_DATA, Token, TokenStream
from jinja2.parser import Parser

from briefer.errors import TemplateError
from briefer.export.word.address import part_said
from briefer.export.word.placed import Part, Placed
from briefer.packs.budget import restrict
from briefer.packs.problem import Problem, TemplateProblems, meant
from briefer.packs.render import FAULTS, collected, line_of, problem_of

WORDS, ATTRIBUTE, RUNS, PARAGRAPHS = "_words", "_attribute", "_runs", "_paragraphs"
"""The filters through which a value goes that is printed as words, in an attribute, as runs, as paragraphs."""

_SLOTS = {"words": WORDS, "attribute": ATTRIBUTE, "runs": RUNS, "paragraphs": PARAGRAPHS, "content": PARAGRAPHS}
_ENDS = {word: f"end{word}" for word in ("if", "for", "macro", "call", "filter", "with", "set")}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_CLOSED = ("include", "import", "from", "extends", "block", "raw", "autoescape")
_PLACES = ("cellbg", "colspan", "vm", "hm")
_STATEMENTS = (*_ENDS, *_ENDS.values(), *_MIDDLES, *_PLACES)


def check(part: Part, environment: jinja2.Environment) -> list[Problem]:
    """Return all that can be told of a part without printing it."""
    found, blocks = [*part.problems, *_apart(part)], list(_blocks(part))
    if not found and not blocks:
        try:
            part.tree = tree(part, environment)
        except jinja2.TemplateSyntaxError:
            pass  # it is told of the tag where it is
        else:
            return sorted(_unknown(part.tree, part, environment), key=lambda problem: problem.order)
    found += _alone(part, environment)
    # A tag that is open may be the beginning that an end lacks: it is told once.
    broken = any(problem.id == "tag-open" for problem in found)
    found += [problem for problem in blocks if not (broken and problem.id == "block-not-opened")]
    return sorted(found, key=lambda problem: problem.order)


def render(part: Part, environment: jinja2.Environment, context: Mapping[str, Any]) -> str:
    """Return what a part prints. It must have been checked.

    Raises:
        TemplateProblems: it fails.
    """
    if not part.tags:
        return "".join(map(str, part.pieces))
    try:
        return collect(part, environment, context)
    except (jinja2.TemplateError, TemplateError, OverflowError, *FAULTS) as error:
        raise TemplateProblems([at_tag(part, problem_of(error, context), line_of(error))]) from error


def not_whole(part: Part, said: str) -> Problem:
    """Return the problem of a part that prints what is no whole part; what is wrong with it is `said`."""
    problem = Problem(
        id="not-whole",
        message=f"What the template prints is not whole: {said}",
        suggestion="A tag probably begins in one cell or list and ends in another.",
    )
    return at_tag(part, problem, 0)


def collect(part: Part, environment: jinja2.Environment, context: Mapping[str, Any]) -> str:
    """Return what a part prints, as text; what the template raises is not caught."""
    return collected(load(part, environment), context)


def load(part: Part, environment: jinja2.Environment) -> jinja2.Template:
    """Return a part as a template, the number of a tag, from 1, being its line.

    Raises:
        jinja2.TemplateSyntaxError: it is not well formed.
    """
    if part.code is None:
        part.code = environment.compile(part.tree or tree(part, environment))
        part.tree = None  # Jinja has changed it
    return jinja2.Template.from_code(environment, part.code, cast("dict[str, Any]", environment.globals))


def tree(part: Part, environment: jinja2.Environment) -> nodes.Template:
    """Return the syntax tree of a part; the line of a node is the number of its tag, from 1.

    Raises:
        jinja2.TemplateSyntaxError: it is not well formed.
    """
    parser = Parser(environment, "")
    parser.stream = TokenStream(_tokens(part, environment), None, None)
    return restrict(parser.parse())


def at_tag(part: Part, problem: Problem, number: int) -> Problem:
    """Return a problem with the place of the tag that has that number, from 1; that of the part where none has."""
    if 0 < number <= len(part.tags):
        placed = part.tags[number - 1]
        return replace(problem, part=part.name, place=placed.place, excerpt=placed.excerpt, order=placed.order)
    return replace(problem, part=part.name, place=part_said(part.name))


def _tokens(part: Part, environment: jinja2.Environment) -> Iterator[Token]:
    line = 1
    for piece in part.pieces:
        if isinstance(piece, str):
            yield Token(line, TOKEN_DATA, piece)
            continue
        line = piece + 1
        yield from _tag_tokens(part.tags[piece], environment, line)


def _tag_tokens(placed: Placed, environment: jinja2.Environment, line: int) -> Iterator[Token]:
    for kind, value in _lexed(placed, environment):
        if kind == "variable_end":
            for more, word in (("rparen", ")"), ("pipe", "|"), ("name", _SLOTS[placed.slot])):
                yield Token(line, more, word)
        yield Token(line, kind, value)
        if kind == "variable_begin":
            yield Token(line, "lparen", "(")


def _lexed(placed: Placed, environment: jinja2.Environment) -> list[tuple[str, str]]:
    source = placed.tag.source
    written = f"{{{{ {source} }}}}" if placed.tag.kind == "value" else f"{{% {source} %}}"
    return [(token.type, token.value) for token in environment.lexer.tokenize(written)]


def _apart(part: Part) -> Iterator[Problem]:
    """Yield what can be told of each tag by its first word."""
    for placed in part.tags:
        tag = placed.tag
        if tag.kind == "remark" or tag.word in _PLACES:
            continue
        if not tag.source:
            yield placed.problem("syntax", f"{tag.typed} is empty", "Say what it prints or does.")
        elif tag.kind == "statement" and tag.word in _CLOSED:
            yield placed.problem("not-available", f"“{tag.word}” is not available: a template stands alone")
        elif tag.kind == "statement" and tag.word not in _STATEMENTS:
            likely = _likely(tag.word)
            suggestion = f"Did you mean “{likely}”?" if likely else ""
            yield placed.problem("unknown-tag", f"“{tag.word}” is no tag", suggestion)


def alone(part: Part, environment: jinja2.Environment) -> list[tuple[Placed, nodes.Template]]:
    """Return each tag that can be read by itself, as a template of its own, whatever is wrong with the others."""
    read: list[tuple[Placed, nodes.Template]] = []
    for placed in part.tags:
        if placed.tag.kind != "remark" and placed.tag.word not in (*_ENDS.values(), *_PLACES):
            try:
                read.append((placed, environment.parse(_whole(placed))))
            except jinja2.TemplateSyntaxError:
                continue  # what is wrong with it is told
    return read


def _alone(part: Part, environment: jinja2.Environment) -> Iterator[Problem]:
    """Yield what Jinja finds wrong with each tag that is made a whole template of its own."""
    for placed in part.tags:
        tag = placed.tag
        begins = tag.word in (*_ENDS, *_MIDDLES)
        if tag.kind == "remark" or not tag.source or (tag.kind == "statement" and not begins):
            continue  # nothing is wrong with it, or it is told
        try:
            found = environment.parse(_whole(placed))
        except jinja2.TemplateSyntaxError as error:
            yield placed.problem("syntax", f"{tag.typed} is not well formed: {error.message or error}")
        else:
            yield from _unknown(found, part, environment, placed)


def _unknown(
    found: nodes.Template, part: Part, environment: jinja2.Environment, placed: Placed | None = None
) -> Iterator[Problem]:
    """Yield the filters and tests that there are not: at `placed`, else at the tag that a node's line names."""
    for node in found.find_all((nodes.Filter, nodes.Test)):
        kind = "filter" if isinstance(node, nodes.Filter) else "test"
        known = cast("dict[str, Any]", environment.filters if kind == "filter" else environment.tests)
        if node.name not in known:
            public = [name for name in known if not name.startswith("_")]
            at = placed or part.tags[node.lineno - 1]
            yield at.problem(f"unknown-{kind}", f"There is no {kind} “{node.name}”", meant(node.name, public))


def _whole(placed: Placed) -> str:
    """Return a template in which a tag stands alone, with the end that it needs."""
    tag, source = placed.tag, placed.tag.source
    if tag.kind == "value":
        return f"{{{{ {source} }}}}"
    if tag.word in _MIDDLES:
        return f"{{% if 1 %}}{{% {source} %}}{{% endif %}}"
    end = f"{{% {_ENDS[tag.word]} %}}" if tag.word in _ENDS and not _is_line(tag.word, source) else ""
    return f"{{% {source} %}}{end}"


def _likely(word: str) -> str:
    """Return the statement that a misspelt one stands for; empty where none is like it."""
    known = sorted(_STATEMENTS)
    for tried in (word, *(word.removeprefix(scope) for scope in ("p", "tr", "tc", "r"))):
        found = [tried] if tried in known else difflib.get_close_matches(tried, known, n=1, cutoff=0.6)
        if found:
            return found[0]
    return ""


def _is_line(word: str, source: str) -> bool:
    """Return whether a ``set`` is whole in itself: one with a value, not one that ends with ``endset``."""
    return word == "set" and "=" in source


def _blocks(part: Part) -> Iterator[Problem]:
    """Yield blocks that are not closed, not opened, or whose ends do not stand where one thing could lie between."""
    open_: list[tuple[str, Placed]] = []
    last: set[tuple[int, int]] = set()  # of those whose else has come
    for piece in part.pieces:
        if isinstance(piece, str):
            continue
        placed = part.tags[piece]
        word, source = placed.tag.word, placed.tag.source
        if word and word not in _STATEMENTS:
            word = _likely(word)  # told already; its end is not to be told as well
        if word in _ENDS and not _is_line(word, source):
            open_.append((word, placed))
        elif word in _MIDDLES:
            if not open_ or open_[-1][0] not in _MIDDLES[word]:
                yield placed.problem(
                    "block-not-opened", f"{placed.tag.typed} stands in no {' or '.join(_MIDDLES[word])}"
                )
                continue
            opening = open_[-1][1]
            if opening.order in last:
                yield placed.problem(
                    "else-not-last", f"{placed.tag.typed} stands behind the else of {opening.tag.typed}"
                )
            if word == "else":
                last.add(opening.order)
            yield from _crossed(opening, placed)
        elif word in _ENDS.values():
            opening = next((each for each in reversed(open_) if _ENDS[each[0]] == word), None)
            if opening is None:
                yield placed.problem("block-not-opened", f"{placed.tag.typed} closes what was never opened")
                continue
            while open_[-1] is not opening:
                yield _left_open(*open_.pop())
            open_.pop()
            if opening[1].tag.word == opening[0]:
                yield from _crossed(opening[1], placed)
    for each in open_:
        yield _left_open(*each)


def _left_open(word: str, placed: Placed) -> Problem:
    wanted = _ENDS[word]
    scope = placed.tag.scope
    return placed.problem("block-not-closed", f"{placed.tag.typed} is never closed", f"Write {{%{scope} {wanted} %}}.")


def _crossed(opening: Placed, closing: Placed) -> Iterator[Problem]:
    if opening.holder is closing.holder and opening.path == closing.path:
        return
    kind = "in another place of the table or text" if opening.path == closing.path else "as another kind of tag"
    yield closing.problem(
        "block-crosses",
        f"{closing.tag.typed} ends {kind} than {opening.tag.typed} begins ({opening.place})",
        "Let both stand in the same cell or text, and be of the same kind: {%p … %} and {%p … %}.",
    )
