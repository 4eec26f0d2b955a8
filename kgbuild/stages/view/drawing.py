"""How things look: what an entity and an edge are drawn like, as options of vis-network."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from kgbuild.model import Edge, Entity
from kgbuild.schema import Label, RelationType, Schema
from kgbuild.stages.view import lettering
from kgbuild.stages.view.layout import Box

__all__ = [
    "LINES",
    "Figure",
    "Line",
    "bends",
    "dots",
    "edge_options",
    "figures",
    "label_of",
    "network_options",
    "node_options",
    "type_of",
]

_INK = "#1c2530"
_PAPER = "#ffffff"
_UNKNOWN_COLOUR = "#6b7280"
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_FONT_SIZE = 13
_CELL = 0.58  # width of a cell of a label, in font sizes
_LEADING = 1.25  # height of its line, in font sizes
_BEND = 0.28  # how much more each next edge between the same two entities is bent
_MANY_EDGES = 400  # from here on, edges are not drawn while the picture is being moved


@dataclass(frozen=True, slots=True)
class Line:
    """The line an edge is drawn with; an empty `dashes` is a solid line."""

    colour: str
    dashes: tuple[int, ...] = ()


LINES: Mapping[str, Line] = {
    "asserted": Line("#4b5866"),
    "planned": Line("#7d8894", (12, 5)),
    "possible": Line("#7d8894", (3, 5)),
    "negated": Line("#b3424f", (6, 5)),
    "past": Line("#9aa4af"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """How an entity is drawn: a dot with the name below it. All lengths are pixels."""

    lines: tuple[str, ...]
    font: int
    radius: int

    @property
    def box(self) -> Box:
        """The room it needs, with some air around it."""
        width = max(lettering.cells(line) for line in self.lines) * self.font * _CELL
        height = 2 * self.radius + 6 + len(self.lines) * self.font * _LEADING
        return Box(max(width, 2 * self.radius) + 16, height + 14)


def figures(entities: Sequence[Entity]) -> list[Figure]:
    """How each entity is drawn: the more mentions it has, and the fewer entities have as many, the larger."""
    mentions = sorted(entity.mentions for entity in entities)
    most = len(mentions)
    return [_figure(one, rank=most - bisect_left(mentions, one.mentions), of=most) for one in entities]


def _figure(entity: Entity, *, rank: int, of: int) -> Figure:
    # As on a map: the more entities the page has, the larger the names of the most important ones, so that
    # a few dozen can be read at first sight, and more at every zoom.
    emphasis = max(1.0, min(math.sqrt(of / (4 * rank)), math.sqrt(of / 40), 6.0))
    weight = min(math.log2(max(entity.mentions, 1)), 6)
    return Figure(
        lines=tuple(lettering.lines(entity.name)),
        font=round(_FONT_SIZE * emphasis),
        radius=round((8 + 2.2 * weight) * emphasis**0.8),
    )


def label_of(entity: Entity, *, schema: Schema) -> Label:
    """The label of an entity, even one that the schema no longer knows."""
    return schema.labels.get(entity.label) or Label(entity.label, _UNKNOWN_COLOUR, "not in the schema")


def type_of(edge: Edge, *, schema: Schema) -> RelationType:
    """The type of an edge, even one that the schema no longer knows."""
    unknown = RelationType(edge.type, frozenset(), frozenset(), True, "not in the schema")
    return schema.relations.get(edge.type) or unknown


def network_options(labels: Sequence[Label], *, edges: int) -> dict[str, Any]:
    """Options of the whole network: nothing moves by itself, and each label is a group with its colour."""
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "tooltipDelay": 120,
            "hideEdgesOnDrag": edges > _MANY_EDGES,
            "hideEdgesOnZoom": edges > _MANY_EDGES,
        },
        "groups": {label.name: {"color": _shades(label.colour)} for label in labels},
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 4,
            "font": {"face": _FONT, "color": _INK, "strokeWidth": 4, "strokeColor": _PAPER},
            "scaling": {"label": {"drawThreshold": 6, "maxVisible": 40}},
        },
        "edges": {
            "arrows": {"to": {"scaleFactor": 0.55}},
            "color": {"color": LINES["asserted"].colour, "highlight": _INK, "hover": _INK},
            "font": {
                "face": _FONT,
                "size": 10,
                "color": LINES["asserted"].colour,
                "strokeWidth": 3,
                "align": "middle",
            },
            "scaling": {"label": {"drawThreshold": 7}},
            "selectionWidth": 1,
            "hoverWidth": 1,
            "smooth": False,
        },
    }


def _shades(colour: str) -> dict[str, Any]:
    chosen = {"background": colour, "border": _INK}
    return {"background": colour, "border": _PAPER, "highlight": chosen, "hover": chosen}


def dots(
    figures: Sequence[Figure], centres: Sequence[tuple[int, int]], *, links: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the dot of each entity is, above its name in the box around `centres`."""
    neighbours = defaultdict(list)
    for one, other in links:
        neighbours[max(one, other)].append(min(one, other))
    places: list[tuple[int, int]] = []
    for at, (figure, (x, y)) in enumerate(zip(figures, centres, strict=True)):
        y = round(y - figure.box.height / 2 + figure.radius + 7)
        # vis-network draws the label of an exactly level edge at the origin, so there is none.
        taken = {places[one][1] for one in neighbours[at] if one != at}
        places.append((x, next(free for free in count(y) if free not in taken)))
    return places


def node_options(entity: Entity, *, figure: Figure, dot: tuple[int, int]) -> dict[str, Any]:
    """The options of one node: its name and look, and where it stands."""
    name = lettering.isolated(lettering.shortened(entity.name))
    return {
        "label": "\n".join(figure.lines),
        "title": f"{name}\n{entity.label}, {_counted(entity.mentions, 'mention')}",
        "group": entity.label,
        "size": figure.radius,
        "font": {"size": figure.font},
        "x": dot[0],
        "y": dot[1],
    }


def edge_options(edge: Edge, *, bend: float, names: Mapping[str, str], schema: Schema) -> dict[str, Any]:
    """The options of one edge: name and arrow of its type, the line of its modality.

    Args:
        edge: the edge.
        bend: how far it leaves the straight line, so as not to hide another between the same entities.
        names: the name of each entity, by id.
        schema: tells which types have a direction.
    """
    directed = type_of(edge, schema=schema).directed
    line = LINES[edge.modality]
    options: dict[str, Any] = {
        "label": _caption(edge),
        "title": _summary(edge, directed=directed, names=names),
        "width": round(1 + 0.5 * math.log2(len(edge.documents)), 1),
        # pyvis gives each edge an arrow unless it is told otherwise.
        "arrows": "to" if directed else "",
    }
    if line != LINES["asserted"]:
        options |= {"color": {"color": line.colour}, "font": {"color": line.colour}}
    if line.dashes:
        options["dashes"] = list(line.dashes)
    if bend:
        options["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": round(bend, 2)}
    return options


def bends(edges: Sequence[Edge]) -> list[float]:
    """How far each edge leaves the straight line: not at all, unless several join the same two entities."""
    between: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, edge in enumerate(edges):
        between[tuple(sorted((edge.subject, edge.object)))].append(at)
    result = [0.0] * len(edges)
    for ends, together in between.items():
        for rank, at in enumerate(together):
            bend = (rank - (len(together) - 1) / 2) * _BEND
            # Seen from the other end, the same bend goes to the other side.
            result[at] = bend if edges[at].subject == ends[0] else -bend
    return result


def _caption(edge: Edge) -> str:
    return edge.type if edge.modality == "asserted" else f"{edge.type} ({edge.modality})"


def _summary(edge: Edge, *, directed: bool, names: Mapping[str, str]) -> str:
    ends = [lettering.isolated(lettering.shortened(names[end])) for end in (edge.subject, edge.object)]
    stated = f"stated in {_counted(len(edge.documents), 'document')}"
    return f"{ends[0]} {'→' if directed else '↔'} {ends[1]}\n{_caption(edge)}, {stated}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
