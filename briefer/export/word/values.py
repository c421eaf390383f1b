"""How a value is printed in each place of a Word file; what does not fit there is told, never written as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup

from briefer.core.text import LINE_BREAK, clean
from briefer.errors import TemplateError
from briefer.export.word.marks import SIGN
from briefer.export.word.names import escaped

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_ELEMENTS = ("<w:r>", "<w:r ", "<w:p>", "<w:p ", "<w:tbl>", "<w:hyperlink", SIGN)


def is_formatted(markup: Markup) -> bool:
    """Return whether markup has elements of its own; what a macro printed may be words alone."""
    return any(element in markup for element in _ELEMENTS)


def words(value: Any) -> str:
    """Return a value as words between the tags of a text element: its lines with breaks, its tabs as Word's.

    Raises:
        TemplateError: it is a list, a mapping, or runs.
    """
    if isinstance(value, Markup):
        if is_formatted(value):
            raise TemplateError("What the tag prints is formatted text.", "Write {{r … }} instead of {{ … }}.")
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises what is missing, but where only a list of problems is made
    return escaped(_plain(value)).replace("\n", _BREAK).replace(LINE_BREAK, _BREAK).replace("\t", _TAB)


def attribute(value: Any) -> str:
    """Return a value as that of an attribute, such as the words for a picture, on one line.

    Raises:
        TemplateError: it is a list, a mapping, or runs.
    """
    if isinstance(value, Undefined):
        return str(value)
    return escaped(" ".join(_plain(value).split())).replace('"', "&quot;")


def paragraphs(value: Any) -> str:
    """Return a value as paragraphs: those that a filter made, or one for each line of words.

    Raises:
        TemplateError: it is a list or a mapping.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        return str(value)
    lines = _plain(value).replace(LINE_BREAK, "\n").split("\n")
    return "".join(f"<w:p><w:r><w:t>{words(line)}</w:t></w:r></w:p>" for line in lines)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping) and "runs" in value:
        raise TemplateError("The tag prints a paragraph.", "Write {{r … }} instead of {{ … }}.")
    kind = "a list" if isinstance(value, list | tuple) else "a group of values"
    raise TemplateError(f"The tag prints {kind}.", "Go through it with {%p for … %}, or name one of its fields.")
