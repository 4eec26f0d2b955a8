"""The view: the graph as one HTML file that opens with the network cable out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kgbuild.files import write_text
from kgbuild.model import Entity, Graph
from kgbuild.schema import Schema

__all__ = ["MOST_ENTITIES", "render", "write_html"]

# More are slow to place and to draw, and too crowded to read.
MOST_ENTITIES = 1000


def render(graph: Graph, *, schema: Schema, limit: int = MOST_ENTITIES) -> str:
    """Return the graph as one HTML page that makes no network request.

    Args:
        graph: what to show; an empty one gives a page that says so.
        schema: colours of the labels, directions of the relation types.
        limit: show so many entities, those with the most mentions; the page says how many are left out.
    """
    # The page's libraries are heavy, and most commands make no page.
    from kgbuild.stages.view.page import page

    return page(graph, shown=_most_mentioned(graph, limit=limit), schema=schema)


def write_html(graph: Graph, path: Path, *, schema: Schema, limit: int = MOST_ENTITIES) -> None:
    """Write the page that `render` returns, whole or not at all.

    Raises:
        OutputError: it cannot be written; a file that was there before is unchanged.
    """
    write_text(render(graph, schema=schema, limit=limit), path, by="--html")


def _most_mentioned(graph: Graph, *, limit: int) -> Graph:
    ranked = sorted(graph.entities, key=_rank)
    kept = {entity.id for entity in ranked[:limit]}
    return replace(
        graph,
        entities=tuple(entity for entity in graph.entities if entity.id in kept),
        edges=tuple(edge for edge in graph.edges if edge.subject in kept and edge.object in kept),
    )


def _rank(entity: Entity) -> tuple[int, int, str]:
    return -entity.mentions, -len(entity.documents), entity.id
