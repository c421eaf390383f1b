"""The Jinja environments that all templates run in. Runs in the worker only: a template may still eat time and memory.

Values are plain (dict, list, str, int, float, bool, None); a template reads keys of them, calls macros and the filters
listed here, and nothing else. `xml` and `html` escape what they print; `typst` and `markdown` make it inert text.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import replace
from functools import partial
from itertools import islice
from types import CodeType
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from briefer.errors import TemplateError
from briefer.packs.budget import CALL, COUNTED, OPERATORS, Budget, allow, restrict
from briefer.packs.problem import Problem, TemplateProblems, excerpt, meant

OUTPUT_LIMIT = 64 << 20
"""How many characters a template may print."""
_SOME = 64  # pieces that are printed until their size is looked at

# Without those that grow a value, call methods, or show how a value is made inside.
_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "round", "select", "selectattr", "slice", "sort", "sum", "title", "trim", "truncate", "unique", "upper",
)  # fmt: skip
_TESTS = (
    "!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "float",
    "ge", "greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none",
    "number", "odd", "sameas", "sequence", "string", "true", "undefined", "upper",
)  # fmt: skip
_LOOP = frozenset({
    "index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "depth0", "previtem", "nextitem",
    "cycle", "changed",
})  # fmt: skip
_LONG_WORD = 40
_UNBROKEN = re.compile(f"[^\\s/\u2010-\u2015\u0e00-\uffff\U00010000-\U0010ffff-]{{{_LONG_WORD},}}")
_PART = re.compile(".{1,5}")
# What CommonMark, its tables, notes and strikethrough, and Pandoc's formulas and citations read, wherever it stands;
# and what they read at the beginning of a line.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$^]|&(?=#|\w+;)|(?<!\w)@")
_MARKDOWN_START = re.compile(r"\A(\s*\d*)([#+=:%.)-])")
_LINE_END = re.compile("[\n\u0085\u2028\u2029]")
FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, AssertionError)
"""What a tag may raise that fails: of wrong types, of a division by nothing, of too many loops in each other."""


class Raw(str):
    """Markup of the output's own language, made by our filters; printed as it is."""

    __slots__ = ()


class MissingError(jinja2.UndefinedError):
    """A template asks for what is not there: ``name``, of ``known`` where it asks a mapping for it."""

    def __init__(self, message: str, name: str, known: Sequence[str] | None) -> None:
        super().__init__(message)
        self.name = name
        self.known = known


class Missing(jinja2.StrictUndefined):
    """What a template gets where there is nothing: any use of it but a test raises `MissingError`."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc)
        keys = list(map(str, cast("Mapping[Any, Any]", obj))) if isinstance(obj, Mapping) else None
        self._undefined_exception = cast("Any", partial(MissingError, name=str(name), known=keys))

    @property
    def _undefined_message(self) -> str:
        name, obj = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if isinstance(name, int):
            return (
                f"There is no element {name}: there are {len(obj)}" if isinstance(obj, Sized) else f"There is no {name}"
            )
        if obj is missing:
            return f"“{name}” is not known"
        if isinstance(obj, Mapping):
            return f"There is no “{name}” in it"
        return f"There is no “{name}” in {'a list' if isinstance(obj, list | tuple) else 'a value that has no parts'}"


class _Environment(ImmutableSandboxedEnvironment):
    """Reads keys of mappings and nothing of anything else; calls macros and what a loop offers, a limited number."""

    intercepted_binops = OPERATORS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.budget = Budget()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return restrict(super()._parse(source, name, filename))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        allow(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        # A key goes before a method of the same name ("items"), and methods are not there at all.
        if type(obj) is dict or isinstance(obj, Mapping):  # to ask a dict's type is quick, an abstract class is not
            try:
                return obj[attribute]  # pyright: ignore[reportUnknownVariableType] - a cast would cost as much again
            except KeyError:
                return self.undefined(obj=cast("object", obj), name=attribute)
        if isinstance(obj, Undefined):
            return super().getattr(obj, attribute)  # tells of the first that is missing
        if (isinstance(obj, LoopContext) and attribute in _LOOP) or (
            isinstance(obj, Namespace) and not attribute.startswith("_")
        ):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, int) and isinstance(obj, (list, tuple, str)):
            try:
                return obj[argument]  # pyright: ignore[reportUnknownVariableType]
            except IndexError:
                return self.undefined(obj=cast("object", obj), name=cast("Any", argument))
        if isinstance(obj, Mapping | Namespace) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        if isinstance(obj, Macro | LoopContext) or obj is Namespace or obj is safe_range:
            return True
        return isinstance(getattr(obj, "__self__", None), LoopContext)

    def call(self, *arguments: Any, **named: Any) -> Any:
        if isinstance(arguments[1], Undefined):
            str(arguments[1])  # tells what is missing, where only “not callable” would be told
        if isinstance(arguments[1], Macro | LoopContext):
            self.budget.spend(CALL)
        # What a macro printed has been made inert already.
        result = super().call(*arguments, **named)
        return Raw(result) if isinstance(arguments[1], Macro) and not isinstance(result, Markup) else result


def xml(filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Return the environment for Word templates: autoescape on, none of a value's controls reach the file."""
    return _with(_Environment(autoescape=True, undefined=Missing), filters)


def html(filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Return the environment for HTML templates: as for Word's, and a tag alone on its line leaves no empty line."""
    environment = _Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True, undefined=Missing)
    return _with(environment, filters)


def markdown(filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Return the environment for Markdown templates: Jinja's own tags; values print with every sign escaped."""
    environment = _Environment(
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_inert_as(lambda text: begun_markdown(inert_markdown(text))),
        undefined=Missing,
    )
    return _with(environment, filters)


def typst(filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Return the environment for Typst templates: ``<<< >>>``, ``<% %>``, ``<# #>``; values print as inert text."""
    environment = _Environment(
        variable_start_string="<<<",
        variable_end_string=">>>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_inert_as(_typst_words),
        undefined=Missing,
    )
    return _with(environment, {"quoted": _quoted, **filters})


def breakable(text: str) -> str:
    """Return `text` with a place to break (U+200B) in words longer than a line may be; Typst lets them run off.

    Addresses break at their slashes and hyphens by themselves, and scripts written without spaces anywhere.
    """
    return text if len(text) < _LONG_WORD else _UNBROKEN.sub(lambda match: "\u200b".join(_PART.findall(match[0])), text)


def typst_string(text: str) -> str:
    """Return `text` as a string literal of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def inert_markdown(text: str) -> str:
    """Return `text` as CommonMark that prints its very words inside a line."""
    return _LINE_END.sub("<br>", _MARKDOWN.sub(r"\\\g<0>", text.replace("\t", " ")))


def begun_markdown(line: str) -> str:
    """Return a line of CommonMark whose beginning is no heading, list or rule: “1984. It was” is no item."""
    return _MARKDOWN_START.sub(r"\g<1>\\\g<2>", line)


def text_of(template: bytes) -> str:
    """Return a template that is text.

    Raises:
        TemplateError: it is not UTF-8.
    """
    try:
        return template.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError("The template is not UTF-8 text.", "Save it as UTF-8.") from error


def runs_in(value: Any) -> list[Mapping[str, Any]]:
    """Return the runs of what a template gives to the filter ``runs``: a paragraph of the context, or its runs.

    Raises:
        TemplateError: it is neither.
    """
    if isinstance(value, Mapping) and "runs" in value:
        value = cast("Mapping[str, Any]", value)["runs"]
    if not isinstance(value, list):
        raise TemplateError("The filter runs is given something that has no runs.", "Give it a paragraph.")
    return cast("list[Mapping[str, Any]]", value)


def _quoted(text: object) -> Raw:
    return Raw(typst_string(str(text)))


def _typst_words(text: str) -> str:
    # The semicolon ends the expression: without it a bracket behind the value would be read as a call.
    return f"#{typst_string(breakable(text))};"


def _inert_as(words: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return what Jinja calls on every value that is printed: markup of ours as it is, words by way of `words`."""

    def inert(value: Any) -> Any:
        if isinstance(value, Raw | Undefined):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, str):
            return words(value)
        raise TypeError("a list or mapping cannot be printed as it is")

    return inert


def _with(environment: _Environment, filters: Mapping[str, Callable[..., Any]]) -> _Environment:
    offered = cast("dict[str, Callable[..., Any]]", environment.filters)
    tests = cast("dict[str, Callable[..., Any]]", environment.tests)
    own = {COUNTED: environment.budget.counted}
    environment.filters = {**{name: offered[name] for name in _FILTERS}, **own, **filters}
    environment.tests = {name: tests[name] for name in _TESTS}
    environment.globals = {"namespace": Namespace, "range": safe_range}
    return environment


def printed(environment: jinja2.Environment, source: str, context: Mapping[str, Any]) -> str:
    """Return what the template `source`, a text, prints.

    Raises:
        TemplateError: it is not well formed, names what is not there, tries what it may not, or prints too much.
    """
    try:
        return render(environment, source, context)
    except TemplateProblems as error:
        raise error.told() from error


def render(
    environment: jinja2.Environment,
    source: str,
    context: Mapping[str, Any],
    compiled: Callable[[str], CodeType] | None = None,
) -> str:
    """Return what the template `source`, a text, prints; `compiled` gives its code, of an environment alike.

    Raises:
        TemplateProblems: as `printed` says, with the line where it is.
    """
    try:
        if compiled is None:
            template = environment.from_string(source)
        else:
            template = jinja2.Template.from_code(environment, compiled(source), environment.make_globals(None))
        return collected(template, context)
    except (TemplateError, jinja2.TemplateError, OverflowError, *FAULTS) as error:
        raise TemplateProblems([at_line(problem_of(error, context), line_of(error), source)]) from error


def collected(template: jinja2.Template, context: Mapping[str, Any]) -> str:
    """Return what a template prints.

    Raises:
        TemplateError: it is more than `OUTPUT_LIMIT` characters; else whatever the template raises.
    """
    pieces: list[str] = []
    size = 0
    printing = template.generate(context)
    while some := list(islice(printing, _SOME)):
        pieces += some
        size += sum(map(len, some))
        if size > OUTPUT_LIMIT:
            raise TemplateError("The template prints more than 64 million characters.", "Look for an endless loop.")
    return "".join(pieces)


def problem_of(error: BaseException, known: Iterable[str] = ()) -> Problem:
    """Return the problem behind an error that a template raised, without its place; `known` are the context's names."""
    said = str(getattr(error, "message", None) or error) or type(error).__name__
    match error:
        case TemplateError():
            return Problem(id="wrong-value", message=error.sentence.rstrip("."), suggestion=error.hint)
        case jinja2.TemplateSyntaxError():
            return Problem(id="syntax", message=f"The tag is not well formed: {said.rstrip('.')}")
        case MissingError():
            likely = meant(error.name, error.known or known)
            return Problem(
                id="undefined", message=said, suggestion=likely or "The help page on templates says what there is."
            )
        case jinja2.exceptions.SecurityError():
            return Problem(id="forbidden", message=f"The template tries what it may not: {said}")
        case ZeroDivisionError():
            return Problem(id="fails", message="The tag divides by zero")
        case TypeError() if "not iterable" in said:
            return Problem(id="fails", message="The tag goes through something that is no list")
        case TypeError():
            hint = "Words and numbers do not add: write {{ a }}{{ b }}, or ~ between them."
            return Problem(
                id="fails", message=f"The tag puts values together that do not go together: {said}", suggestion=hint
            )
        case _:
            return Problem(id="fails", message=f"The tag fails: {said}")


def line_of(error: BaseException) -> int:
    """Return the template's line of an error: its own, or that in a traceback which Jinja rewrote; 0 without one."""
    line = getattr(error, "lineno", None)
    if isinstance(line, int):
        return line
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return (lines[-1] or 0) if lines else 0


def at_line(problem: Problem, line: int, source: str) -> Problem:
    """Return a problem with the place of a line, from 1, of a template that is text, and the words there."""
    lines = source.split("\n")
    words = lines[line - 1] if 0 < line <= len(lines) else ""
    return replace(problem, place=f"line {line}" if line else "", excerpt=excerpt(words), order=(line, 0))
