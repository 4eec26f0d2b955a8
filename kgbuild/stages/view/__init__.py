"""The view: the graph as one HTML file that opens with the network cable out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kgbuild.files import write_text
from kgbuild.model import Graph, Mention
from kgbuild.schema import Schema
from kgbuild.stages.view.choice import Choice, choose, find

__all__ = ["PART", "WHOLE", "Choice", "render", "write_html"]

WHOLE = 2500
"""A graph of up to so many entities is drawn whole; more are too crowded to read."""
PART = 1000
"""Of a larger graph, so many of the most important entities are drawn at first."""


def render(
    graph: Graph,
    *,
    schema: Schema,
    mentions: Iterable[tuple[str, str, Mention]] = (),
    choice: Choice | None = None,
    whole: int = WHOLE,
    part: int = PART,
) -> str:
    """Return the graph as one HTML page that makes no network request.

    Args:
        graph: what to show; an empty one gives a page that says so.
        schema: colours of the labels, directions of the relation types.
        mentions: (entity, document, mention), so that the names can be marked in each sentence; where they are
            not given, the names are looked for in it.
        choice: which part of the graph; none for all.
        whole: a graph of up to so many entities is drawn whole.
        part: of a larger one, so many of the most important are drawn at first; the page says so, and the others
            are found by search and by expanding an entity.

    Raises:
        ConfigError: the choice names an entity, type or label that there is not, or a name that several have.
    """
    # The page's libraries are heavy, and most commands make no page.
    from kgbuild.stages.view.page import page

    chosen = graph if choice is None else choose(graph, choice, schema=schema)
    return page(
        chosen,
        mentions=mentions,
        schema=schema,
        whole=whole,
        part=part,
        about=_about(graph, chosen),
        focus=None if choice is None or choice.focus is None else find(graph, choice.focus).id,
    )


def write_html(
    graph: Graph,
    path: Path,
    *,
    schema: Schema,
    mentions: Iterable[tuple[str, str, Mention]] = (),
    choice: Choice | None = None,
    whole: int = WHOLE,
    part: int = PART,
) -> None:
    """Write the page that `render` returns, whole or not at all.

    Raises:
        ConfigError: the choice names an entity, type or label that there is not, or a name that several have.
        OutputError: it cannot be written; a file that was there before is unchanged.
    """
    html = render(graph, schema=schema, mentions=mentions, choice=choice, whole=whole, part=part)
    write_text(html, path, by="--html")


def _about(graph: Graph, chosen: Graph) -> str:
    """What part of the workspace's graph was chosen; empty if all of it."""
    if (len(chosen.entities), len(chosen.edges)) == (len(graph.entities), len(graph.edges)):
        return ""
    return (
        f"This page was made of {len(chosen.entities):,} of the graph's {len(graph.entities):,} entities "
        f"and {len(chosen.edges):,} of its {len(graph.edges):,} relations."
    )
