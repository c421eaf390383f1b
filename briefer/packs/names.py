"""The names that a template asks for, wherever it does, even where no trial comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import meta, nodes

_ASKING = ("defined", "undefined", "default", "d")


def unknown(tree: nodes.Template, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield each name in a template that neither it nor its context has, with its line; none that it asks about."""
    wanted = meta.find_undeclared_variables(tree) - set(known)
    if wanted:
        yield from _uses(tree, wanted)


def _uses(node: nodes.Node, wanted: set[str]) -> Iterator[tuple[str, int]]:
    if isinstance(node, nodes.Test | nodes.Filter) and node.name in _ASKING and isinstance(node.node, nodes.Name):
        return
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in wanted:
        yield node.name, node.lineno
    for child in node.iter_child_nodes():
        yield from _uses(child, wanted)
