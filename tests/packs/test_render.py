from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import TemplateError
from briefer.packs import render

CONTEXT: dict[str, Any] = {"title": "T", "list": [1, 2], "map": {"items": "key", "a": 1}, "number": 3}

Make = Callable[..., jinja2.Environment]


def printed(source: str, make: Make = render.xml, **more: Any) -> str:
    return render.printed(make({}), source, {**CONTEXT, **more})


# What must reach nothing: Python's inside, the disk, other templates, the context itself.
ATTACKS = (
    "{{ title.__class__ }}",
    "{{ title.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ '%s'|format(title) }}",
    "{{ title.format(1) }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ list.append(3) }}",
    "{{ map.update({'a': 2}) }}",
    "{{ map.pop('a') }}",
    "{{ title.ljust(1000000000) }}",
    "{{ title|center(1000000000) }}",
    "{{ lipsum() }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ self._TemplateReference__context }}",
    "{{ namespace.__init__.__globals__ }}",
    "{% set ns = namespace() %}{{ ns.__class__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% include 'other' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'base' %}",
    "{{ dict(a=1) }}",
    "{{ [title]|map('attr', '__class__')|list }}",
    "{{ list|map(attribute='__class__')|list }}",
    "{{ [{}]|map(attribute='x.__class__')|list }}",
    "{{ range(1000000000)|list }}",
    "{% for x in range(1000000000) %}{% endfor %}",
    "{{ list|xmlattr }}",
    "{{ list|pprint }}",
    "{{ cls }}",
    "{% for x in list %}{{ loop._iterable }}{% endfor %}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_reaches_nothing_but_its_context(attack: str) -> None:
    with pytest.raises(TemplateError):
        printed(attack)
    assert CONTEXT == {"title": "T", "list": [1, 2], "map": {"items": "key", "a": 1}, "number": 3}


@pytest.mark.parametrize("filter_name", ["groupby", "sort", "unique", "selectattr", "sum"])
def test_no_filter_reads_an_attribute_of_a_text(filter_name: str) -> None:
    argument = "'__class__'" if filter_name == "selectattr" else "attribute='__class__'"
    with pytest.raises(TemplateError):
        printed(f"{{% for x in ['a', 'b']|{filter_name}({argument}) %}}{{{{ x }}}}{{% endfor %}}")


def test_a_key_goes_before_a_method_of_the_same_name() -> None:
    assert printed("{{ map.items }} {{ map['a'] }} {{ list[1] }}") == "key 1 2"


def test_macros_loops_and_namespaces_work() -> None:
    source = (
        "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}{% set n = namespace(s=0) %}"
        "{% for x in list %}{{ loop.index }}{{ b(x) }}{% set n.s = n.s + x %}{% endfor %}{{ n.s }}"
    )
    assert printed(source) == "1<b>1</b>2<b>2</b>3"


def test_values_are_escaped_in_word_templates() -> None:
    assert printed("{{ x }}", x="<w:p> & {{ 7*7 }}") == "&lt;w:p&gt; &amp; {{ 7*7 }}"


def test_an_error_says_where_and_what() -> None:
    with pytest.raises(TemplateError, match=r"“nosuch” is not known .line 3"):
        printed("a\nb\n{{ nosuch }}")
    with pytest.raises(TemplateError, match="line 2"):
        printed("a\n{% if %}")
    with pytest.raises(TemplateError, match=r"zero.*line 2"):
        printed("a\n{{ 1 / 0 }}")


def test_a_template_that_prints_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "OUTPUT_LIMIT", 1000)
    with pytest.raises(TemplateError, match="more than"):
        printed("{% for x in range(1000) %}{{ title }}{{ title }}{% endfor %}")


def test_values_are_inert_in_typst() -> None:
    assert printed("<<< x >>>", render.typst, x='#read("/etc") \\ *b*') == '#"#read(\\"/etc\\") \\\\ *b*";'
    assert printed("<<< x|quoted >>>", render.typst, x='a"b\\') == '"a\\"b\\\\"'
    assert printed("<<< number >>> <<< x >>>", render.typst, x=None) == "3 "


def test_joining_markup_with_a_text_makes_all_of_it_inert() -> None:
    source = "<% macro m(x) %>*<<< x >>>*<% endmacro %><<< m(title) >>> <<< m(title) ~ title >>>"
    assert printed(source, render.typst) == '*#"T";* #"*#\\"T\\";*T";'


def test_a_list_cannot_be_printed_as_it_is() -> None:
    with pytest.raises(TemplateError, match="list or mapping"):
        printed("<<< list >>>", render.typst)


@given(st.text(max_size=40))
def test_a_string_of_typst_is_closed_by_its_own_last_mark_only(text: str) -> None:
    literal = render.typst_string(text)
    inside = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert literal[0] == literal[-1] == '"'
    assert '"' not in inside
    assert not inside.endswith("\\")
