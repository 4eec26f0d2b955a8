"""The page: pyvis fills our template with the network, and all that the page needs is written into it."""

from __future__ import annotations

import base64
import hashlib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.model import Graph
from kgbuild.schema import Schema
from kgbuild.stages.view.drawing import bends, dots, edge_options, figures, label_of, network_options, node_options
from kgbuild.stages.view.layout import place
from kgbuild.stages.view.panels import panels

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["page"]

_ASSETS = Path(__file__).parents[2] / "assets" / "view"


def page(graph: Graph, *, shown: Graph, schema: Schema) -> str:
    """Write `shown`, a part of `graph`, as one HTML page that needs nothing from outside."""
    network = _network(shown, schema=schema)
    network.heading = _heading(graph)
    scripts = [_library(), _asset("view.js")]
    style = _asset("view.css")
    # pyvis's own template links a CDN even when told to write everything into the page; ours links nothing.
    network.set_template_dir(f"{_ASSETS}/", "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        policy=_policy(scripts=scripts, style=style),
        scripts=scripts,
        style=style,
        panels=panels(graph, shown=shown, schema=schema),
        left_out=_left_out(graph, shown),
    )
    html: str = network.generate_html()
    return html


def _network(shown: Graph, *, schema: Schema) -> Network:
    """The pyvis network, its nodes and edges named by their place in `shown`."""
    with warnings.catch_warnings():
        # pyvis imports IPython for notebooks, whose deprecations are no business of our users.
        warnings.simplefilter("ignore")
        from pyvis.network import Network

    drawn = figures(shown.entities)
    index = {entity.id: at for at, entity in enumerate(shown.entities)}
    links = [(index[edge.subject], index[edge.object]) for edge in shown.edges]
    centres = place([figure.box for figure in drawn], links)
    places = dots(drawn, centres, links=links)
    network = Network(directed=True)
    for at, (entity, figure, dot) in enumerate(zip(shown.entities, drawn, places, strict=True)):
        network.add_node(at, **node_options(entity, figure=figure, dot=dot))
    names = {entity.id: entity.name for entity in shown.entities}
    for at, (edge, link, bend) in enumerate(zip(shown.edges, links, bends(shown.edges), strict=True)):
        network.add_edge(*link, id=at, **edge_options(edge, bend=bend, names=names, schema=schema))
    labels = {entity.label: label_of(entity, schema=schema) for entity in shown.entities}
    # Not set_options(): it takes the spaces out of font names.
    network.options = network_options([labels[name] for name in sorted(labels)], edges=len(links))
    return network


def _heading(graph: Graph) -> str:
    entities = _counted(len(graph.entities), "entity", "entities")
    relations = _counted(len(graph.edges), "relation", "relations")
    documents = _counted(len(graph.documents), "document", "documents")
    return f"kgbuild: {entities}, {relations} from {documents}"


def _left_out(graph: Graph, shown: Graph) -> str | None:
    """What the page does not show, said plainly; None when it shows everything."""
    missing = len(graph.entities) - len(shown.entities)
    if not missing:
        return None
    drawn = _counted(len(shown.entities), "entity", "entities")
    entities = _counted(missing, "entity", "entities")
    relations = _counted(len(graph.edges) - len(shown.edges), "relation", "relations")
    return (
        f"This page shows the {drawn} with the most mentions and the relations among them. "
        f"Left out: {entities} and {relations}."
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _library() -> str:
    """The vis-network that pyvis carries, its licence note included."""
    import pyvis

    versions = Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js")
    lines = max(versions).read_text(encoding="utf-8").split("\n")
    # Browsers' developer tools would ask for the source map.
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _policy(*, scripts: list[str], style: str) -> str:
    """A Content-Security-Policy that forbids every request, and every script but the ones given."""
    sources = " ".join(_digest(script) for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": sources,
        "style-src": _digest(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
