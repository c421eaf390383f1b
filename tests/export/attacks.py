"""Templates that a stranger may send: fifty for each language; none may read, write, reach or outlast anything.

`HERE` stands for a folder with a file `secret.txt` and `PORT` for a port on this machine that listens.
"""

from __future__ import annotations

# What is tried inside a tag; for Word and HTML as they stand, for Typst with its own braces.
VALUES = (
    "title.__class__",
    "title.__class__.__mro__[1].__subclasses__()",
    "''['__class__']",
    "title|attr('__class__')",
    "'%s'|format(title)",
    "title.format(1)",
    "'{0.__class__}'.format(title)",
    "rows.append(3)",
    "map.update({'a': 2})",
    "map.pop('a')",
    "title.ljust(1000000000)",
    "title|center(1000000000)",
    "lipsum()",
    "cycler('a')",
    "joiner()",
    "self._TemplateReference__context",
    "namespace.__init__.__globals__",
    "dict(a=1)",
    "rows|map('attr', '__class__')|list",
    "range(1000000000)|list",
    "rows|pprint",
    "title|urlize",
    "cls",
    "'a' * 1000000000",
    "9 ** 99999999",
    "1 << 9999999999",
    "'%999999999d' % 1",
    "[0] * 999999999",
    "open('HERE/secret.txt').read()",
    "get_flashed_messages()",
    "request.application.__globals__",
    "config.items()",
    "rows|sort(attribute='__class__')",
    "title|tojson",
    "rows|batch(999999999, 'x')|list",
)
STATEMENTS = (
    "{% include 'HERE/secret.txt' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'HERE/secret.txt' %}",
    (
        "{% for a in range(99999) %}{% for b in range(99999) %}"
        "{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}"
    ),
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    (
        "{% set ns = namespace(s='aaaaaaaaaaaaaaaa') %}"
        "{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}"
    ),
    (
        "{% set ns = namespace(s=[1, 2]) %}"
        "{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s|length }}"
    ),
    (
        "{% set ns = namespace(s='a') %}"
        "{% for i in range(60) %}{% set ns.s = ns.s|replace('a', 'aaaa') %}{% endfor %}{{ ns.s }}"
    ),
    "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
    "{% set ns = namespace() %}{{ ns.__class__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% for x in rows %}{{ loop._iterable }}{% endfor %}",
    "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% block a %}{{ super() }}{% endblock %}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{% set title.x = 1 %}",
    "{% call f() %}{% endcall %}",
    "{% do rows.append(1) %}",
    "{% debug %}",
    "{% trans %}x{% endtrans %}",
)

WORD = (*(f"{{{{ {value} }}}}" for value in VALUES), *STATEMENTS)
HTML = (
    *WORD,
    "<script>fetch('http://127.0.0.1:PORT')</script>",
    "<img src='http://127.0.0.1:PORT/x.png'>",
    "<link rel=stylesheet href='file://HERE/secret.txt'>",
    "<iframe src='file://HERE/secret.txt'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<p onclick='x()'>y</p>",
    "<style>@import url(http://127.0.0.1:PORT)</style>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:PORT'>",
    "<form action='http://127.0.0.1:PORT'><input></form>",
    "<object data='file://HERE/secret.txt'></object>",
)


def _typst(words: str) -> str:
    for own, other in (("{{", "<<<"), ("}}", ">>>"), ("{%", "<%"), ("%}", "%>")):
        words = words.replace(own, other)
    return words


TYPST = (
    *map(_typst, WORD),
    '#read("HERE/secret.txt")',
    '#read("/HERE/secret.txt")',
    '#read("../../../../../../etc/passwd")',
    '#include "HERE/secret.txt"',
    '#image("HERE/secret.txt")',
    '#import "@preview/cetz:0.3.0"',
    '#import "HERE/secret.txt": *',
    '#csv("HERE/secret.txt")',
    '#json("/etc/passwd")',
    '#plugin("HERE/secret.txt")',
    "#while true { }",
    "#let f(n) = f(n + 1)\n#f(1)",
    '#xml("HERE/secret.txt")',
    "#for a in range(1000000) { for b in range(1000000) { [x] } }",
    '#let s = "aaaa"\n#for i in range(60) { s = s + s }',
    '#bibliography("HERE/secret.txt")',
    "#(1,) * 100000000000",
    "#set page(height: 1pt)\n#lorem(10000000)",
    '#link("file://HERE/secret.txt")[x] #foo',
    '#eval("read(\\"HERE/secret.txt\\")")',
)
