"""The view: the graph as one HTML file that opens with the network cable out."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from kgbuild.errors import OutputError
from kgbuild.model import Entity, Graph
from kgbuild.schema import Schema

__all__ = ["MOST_ENTITIES", "render", "write_html"]

# More are slow to place and to draw, and too crowded to read.
MOST_ENTITIES = 1000

_HINTS = {
    errno.ENOENT: "make the folder {folder} first, or choose another place with --html",
    errno.ENOTDIR: "{folder} is not a folder: choose another place with --html",
    errno.EACCES: "you may not write in {folder}: choose another place with --html",
    errno.EPERM: "you may not write in {folder}: choose another place with --html",
    errno.EROFS: "{folder} cannot be written to: choose another place with --html",
    errno.ENOSPC: "free some space on the disk of {folder}, or choose another place with --html",
    errno.EDQUOT: "your quota in {folder} is used up: free some space, or choose another place with --html",
    errno.EISDIR: "{path} is a folder: give the name of a file in it with --html",
}


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
    html = render(graph, schema=schema, limit=limit)
    # A link stays a link: its target is replaced.
    target = Path(os.path.realpath(path))
    try:
        _replace(target, html)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "choose another place with --html")
        raise OutputError(
            f"cannot write {path}: {error.strerror}", hint=hint.format(path=path, folder=path.parent)
        ) from error


def _replace(target: Path, html: str) -> None:
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        # Replacing a folder fails in many ways; replacing a device, such as /dev/null, must not succeed.
        raise OSError(errno.EISDIR if target.is_dir() else errno.EINVAL, "not a regular file")
    temporary = target.with_name(f".{target.name[:100]}.{uuid4().hex}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.write(html)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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
