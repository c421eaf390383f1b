"""The names that a template asks for, wherever it does, even where no trial comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jinja2 import meta, nodes

_ASKING = ("defined", "undefined", "default", "d")


def unknown(tree: nodes.Template, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield each name in a template that neither it nor its context has, with its line; none that it asks about."""
    wanted = meta.find_undeclared_variables(tree) - set(known)
    if wanted:
        yield from _uses(tree, wanted)


def unknown_in_tag(tree: nodes.Template, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield what `unknown` does, of a template that is one tag: it may also ask for filters that there are not."""
    loaded = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    yield from _uses(tree, loaded - assigned(tree) - set(known))


def _uses(node: nodes.Node, wanted: set[str]) -> Iterator[tuple[str, int]]:
    if isinstance(node, nodes.Test | nodes.Filter) and node.name in _ASKING and isinstance(node.node, nodes.Name):
        return
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in wanted:
        yield node.name, node.lineno
    for child in node.iter_child_nodes():
        yield from _uses(child, wanted)


def unknown_of(tree: nodes.Template, context: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, str, int]]:
    """Yield ``(name, part, line)`` for each part that a template asks one of `context` for and that is not in it.

    Names that the template itself gives a meaning to, such as those of a loop, are left out.
    """
    own = assigned(tree)
    for asked in tree.find_all(nodes.Getattr):
        if isinstance(asked.node, nodes.Name) and asked.node.name in context and asked.node.name not in own:
            name = asked.node.name
            if asked.attr not in context[name]:
                yield name, asked.attr, asked.lineno


def assigned(tree: nodes.Template) -> frozenset[str]:
    """Return the names that a template gives a meaning to: of loops, macros and what it sets."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    return frozenset(names | {node.name for node in tree.find_all(nodes.Macro)})
