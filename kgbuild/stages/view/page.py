"""The page: pyvis fills our template with the network, and all that the page needs is written into it."""

from __future__ import annotations

import base64
import hashlib
import math
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.model import Entity, Graph, Mention
from kgbuild.schema import Schema
from kgbuild.stages.view.choice import foremost, importance
from kgbuild.stages.view.data import Drawing, columns, pack
from kgbuild.stages.view.layout import Box, place
from kgbuild.stages.view.looks import DASHES, bends, inks, label_of, label_width, radius
from kgbuild.stages.view.marks import gather
from kgbuild.stages.view.tree import plant

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["SCRIPTS", "STYLES", "page"]

_TEMPLATE = Path(__file__).parent / "template"

# In the order in which they run: what is under core/ makes the view, and each under panels/ adds a panel to it.
SCRIPTS = (
    "core/names.js",
    "core/dom.js",
    "core/dates.js",
    "core/data.js",
    "core/state.js",
    "core/sums.js",
    "core/visible.js",
    "core/search.js",
    "core/theme.js",
    "core/paint.js",
    "core/canvas.js",
    "core/vis.js",
    "core/picture.js",
    "core/grow.js",
    "core/find.js",
    "panels/words.js",
    "panels/parts.js",
    "panels/paths.js",
    "panels/charts.js",
    "panels/chooser.js",
    "panels/detail.js",
    "panels/entity.js",
    "panels/edge.js",
    "panels/legend.js",
    "panels/filters.js",
    "panels/path.js",
    "panels/timeline.js",
    "panels/map.js",
    "panels/export.js",
    "panels/tools.js",
    "panels/keys.js",
    "panels/share.js",
    "core/start.js",
)
STYLES = ("base.css", "panels.css", "views.css", "print.css")

# Without a graphics card vis-network redraws 500 entities more slowly than core/canvas.js does 2,000
# (tests/benchmarks/view.py), so a graph of more than this many is drawn by the latter.
_MOST_FOR_VIS = 300
_MOST_ROOM = 140.0  # px that a name widens the room of its entity to, in a small graph
_ROOMY = 150  # entities, up to which a graph is small: in a larger one names are read by going nearer


def page(
    graph: Graph,
    *,
    mentions: Iterable[tuple[str, str, Mention]],
    schema: Schema,
    whole: int,
    part: int,
    about: str = "",
    focus: str | None = None,
) -> str:
    """Write a graph as one HTML page that needs nothing from outside.

    Args:
        graph: what the page is about.
        mentions: (entity, document, mention), where the entities are named.
        schema: colours of the labels, directions of the relation types.
        whole: up to so many entities are all drawn at first.
        part: of more, so many, the most important.
        about: what the page leaves out of the workspace's graph; empty for nothing.
        focus: the id of the entity that is selected at first; None for none.
    """
    drawing = _drawing(graph, most=len(graph.entities) if len(graph.entities) <= whole else part)
    by_vis = len(drawing.drawn) == len(graph.entities) <= _MOST_FOR_VIS
    data = columns(graph, drawing=drawing, schema=schema, places=gather(graph, mentions))
    data |= {
        "heading": _heading(graph),
        "note": _note(graph, drawing, about),
        "renderer": "vis" if by_vis else "canvas",
    }
    selected = [at for at, entity in enumerate(graph.entities) if entity.id == focus]
    data |= {"selected": selected[0] if selected else None}
    network = _network(graph, drawing, schema=schema, by_vis=by_vis)
    network.heading = _heading(graph)
    scripts = [*([_library()] if by_vis else []), *(_asset(f"script/{name}") for name in SCRIPTS)]
    styles = [_asset(f"style/{name}") for name in STYLES]
    # pyvis's own template links a CDN even when told to write everything into the page; ours links nothing.
    network.set_template_dir(f"{_TEMPLATE}/", "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        policy=_policy(scripts=scripts, styles=styles),
        scripts=scripts,
        styles=styles,
        packed=pack(data),
        world=_world(graph),
        note=data["note"],
        is_empty=not graph.entities,
    )
    html: str = network.generate_html()
    return html


def _drawing(graph: Graph, *, most: int) -> Drawing:
    weights = importance(graph)
    order = sorted(range(len(weights)), key=lambda at: (-weights[at], graph.entities[at].id))
    ranks = [0] * len(order)
    for rank, at in enumerate(order):
        ranks[at] = rank
    drawn = foremost(graph, weights, most=most)
    inside = {at: number for number, at in enumerate(drawn)}
    index = {entity.id: at for at, entity in enumerate(graph.entities)}
    edges, ends, numbers = [], [], []
    for number, edge in enumerate(graph.edges):
        subject, object = inside.get(index[edge.subject]), inside.get(index[edge.object])
        if subject is not None and object is not None:
            edges.append(edge)
            ends.append((subject, object))
            numbers.append(number)
    most_weight = max(weights, default=1)
    boxes = [_box(graph.entities[at], radius(weights[at], most=most_weight), of=len(drawn)) for at in drawn]
    force = dict(zip(drawn, place(boxes, ends), strict=True))
    tree = plant(edges, ends, [ranks[at] for at in drawn])
    planted = {drawn[number]: spot for number, spot in tree.places.items()}
    return Drawing(weights, ranks, drawn, force, planted, [numbers[at] for at in tree.trunk])


def _box(entity: Entity, size: float, *, of: int) -> Box:
    """The room of an entity in the layout: its dot and, the fewer there are, the more of its name."""
    across = 2 * size + 20
    name = label_width(entity, most=_MOST_ROOM) * min(1.0, math.sqrt(_ROOMY / of))
    return Box(max(across, name) + 10, across + 18)


def _network(graph: Graph, drawing: Drawing, *, schema: Schema, by_vis: bool) -> Network:
    """The pyvis network of what is drawn, nodes and edges named by their place in the graph."""
    with warnings.catch_warnings():
        # pyvis imports IPython for notebooks, whose deprecations are no business of our users.
        warnings.simplefilter("ignore")
        from pyvis.network import Network

    network = Network(directed=True)
    # Not set_options(): it takes the spaces out of font names.
    network.options = _options(graph, schema=schema)
    if not by_vis:
        return network
    index = {entity.id: at for at, entity in enumerate(graph.entities)}
    for at in drawing.drawn:
        x, y = drawing.force[at]
        network.add_node(at, label="", x=x, y=y, group=graph.entities[at].label)
    ink = inks({edge.type for edge in graph.edges})
    for at, (edge, bend) in enumerate(zip(graph.edges, bends(graph.edges), strict=True)):
        options: dict[str, Any] = {"color": ink[edge.type].colour}
        if DASHES[edge.modality]:
            options["dashes"] = list(DASHES[edge.modality])
        directed = edge.type not in schema.relations or schema.relations[edge.type].directed
        # pyvis gives each edge an arrow unless it is told otherwise.
        options["arrows"] = "to" if directed else ""
        if bend:
            options["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": bend}
        network.add_edge(index[edge.subject], index[edge.object], id=at, **options)
    return network


def _options(graph: Graph, *, schema: Schema) -> dict[str, Any]:
    """Options of vis-network: nothing moves by itself, and each label is a group with its colour."""
    labels = sorted({entity.label for entity in graph.entities})
    return {
        "physics": {"enabled": False},
        "autoResize": False,  # core/vis.js looks to it at once; vis-network would once a second
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "tooltipDelay": 1_000_000,  # core/picture.js has its own
            "multiselect": False,
            "keyboard": False,
        },
        "groups": {name: {"color": label_of(name, schema=schema).colour} for name in labels},
        "nodes": {"shape": "custom", "chosen": False},
        "edges": {"arrows": {"to": {"scaleFactor": 0.5}}, "chosen": False, "smooth": False, "width": 1.2},
    }


def _heading(graph: Graph) -> str:
    entities = _counted(len(graph.entities), "entity", "entities")
    relations = _counted(len(graph.edges), "relation", "relations")
    documents = _counted(len(graph.documents), "document", "documents")
    return f"{entities}, {relations} from {documents}"


def _note(graph: Graph, drawing: Drawing, about: str) -> str:
    """What the page does not show, said plainly; empty when it shows everything."""
    missing = len(graph.entities) - len(drawing.drawn)
    if not missing:
        return about
    drawn = _counted(len(drawing.drawn), "entity", "entities")
    begins = f"The picture begins with {drawn}: the most important and those most closely tied to them."
    rest = f"Search or expand an entity to see any of the other {missing:,}."
    return " ".join(filter(None, (about, begins, rest)))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _library() -> str:
    """The vis-network that pyvis carries, its licence note included."""
    import pyvis

    versions = Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js")
    lines = max(versions).read_text(encoding="utf-8").split("\n")
    # Browsers' developer tools would ask for the source map.
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _world(graph: Graph) -> str:
    """The outline of the world, where there is something to put on a map; see template/make_world.py."""
    is_mapped = any({"lat", "lon"} <= entity.attributes.keys() for entity in graph.entities)
    return _asset("world.json") if is_mapped else ""


def _asset(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")


def _policy(*, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """A Content-Security-Policy that forbids every request, and every script but the ones given."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_digest, scripts)),
        "style-src": " ".join(map(_digest, styles)),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
