from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.view import write_html
from tests.browser import OpenedPage
from tests.stages.view.worlds import HOSTILE, chain_graph, hostile_graph, patrol_graph

pytestmark = pytest.mark.browser

SCHEMA = default_schema()
Show = Callable[..., OpenedPage]


@pytest.fixture
def show(open_page: Callable[[Path], OpenedPage], tmp_path: Path) -> Show:
    """A function that writes the page of a graph and opens it."""

    def shown(graph: Graph, **options: Any) -> OpenedPage:
        path = tmp_path / "graph.html"
        write_html(graph, path, schema=SCHEMA, **options)
        return open_page(path)

    return shown


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and all that it was asked for."""
    received: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            received.append(self.raw_requestline.decode("latin-1"))
            return super().parse_request()

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", received
        server.shutdown()


def number(page: OpenedPage, name: str) -> int:
    """The place of an entity in the page."""
    return int(page.run(f"kgbuild.entities.findIndex((one) => one.name === {json.dumps(name)})"))


def edge_number(page: OpenedPage, type: str) -> int:
    return int(page.run(f"kgbuild.edges.findIndex((one) => one.type === {json.dumps(type)})"))


def spot(page: OpenedPage, at: str) -> tuple[float, float]:
    """Where on the screen a point of the network is, given as a JavaScript expression for its {x, y}."""
    place = page.run(
        f"(() => {{ const corner = document.querySelector('#network').getBoundingClientRect();"
        f" const {{ x, y }} = kgbuild.network.canvasToDOM({at});"
        f" return [corner.x + x, corner.y + y]; }})()"
    )
    return place[0], place[1]


def node_spot(page: OpenedPage, name: str) -> tuple[float, float]:
    return spot(page, f"kgbuild.network.getPosition({number(page, name)})")


def edge_spot(page: OpenedPage, type: str) -> tuple[float, float]:
    """A point of the edge that is not hidden by its label: a third of the way."""
    return spot(page, f"kgbuild.network.body.edges[{edge_number(page, type)}].edgeType.getPoint(0.3)")


def pixel(page: OpenedPage, name: str) -> list[int]:
    """The colour in the middle of an entity's dot."""
    x, y = node_spot(page, name)
    script = (
        "([x, y]) => { kgbuild.network.redraw(); const canvas = document.querySelector('#network canvas');"
        " const box = canvas.getBoundingClientRect(); const ratio = canvas.width / box.width;"
        " const at = [(x - box.x) * ratio, (y - box.y) * ratio];"
        " return [...canvas.getContext('2d').getImageData(...at, 1, 1).data]; }"
    )
    return [int(part) for part in page.page.evaluate(script, [x, y])]


def names_found(page: OpenedPage, query: str) -> list[str]:
    page.page.fill("#query", query)
    return [text.strip() for text in page.texts("#results button")]


# ---- quiet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "graph", [Graph((), (), ()), patrol_graph(), hostile_graph()], ids=["empty", "patrol", "hostile"]
)
def test_page_requests_nothing_but_itself_and_reports_no_error(show: Show, tmp_path: Path, graph: Graph) -> None:
    page = show(graph)
    page.page.wait_for_timeout(300)
    assert page.requests == [(tmp_path / "graph.html").as_uri()]
    assert page.errors == []


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch(URL)",
        "new Image().src = URL",
        "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: URL }))",
        "navigator.sendBeacon(URL, 'found it')",
    ],
    ids=["fetch", "image", "style", "beacon"],
)
def test_no_request_would_leave_the_page_if_it_tried(
    show: Show, listener: tuple[str, list[str]], attempt: str
) -> None:
    url, received = listener
    page = show(patrol_graph())
    page.run(
        f"(() => {{ const URL = '{url}'; return new Promise((done) => {{"
        f" document.addEventListener('securitypolicyviolation', () => done()); {attempt};"
        f" setTimeout(done, 1500); }}); }})()"
    )
    page.page.wait_for_timeout(200)
    assert received == []


def test_page_runs_no_script_that_is_slipped_into_it(show: Show) -> None:
    page = show(patrol_graph())
    refused = page.run(
        "(() => { try { document.body.innerHTML += '<img src=x onerror=alert(1)>'; return 'done'; }"
        " catch (error) { return error.name; } })()"
    )
    assert refused == "TypeError"
    assert page.dialogs == []


def test_hostile_names_are_shown_as_text_and_run_nothing(show: Show) -> None:
    page = show(hostile_graph())
    tags_before = page.run("document.querySelectorAll('img, svg, script, iframe, b').length")
    for at in range(len(HOSTILE)):
        page.run(f"kgbuild.choose({{ node: {at} }})")
        name = page.run(f"kgbuild.entities[{at}].name")
        assert page.run("document.querySelector('#selection h2').textContent") == name
        assert name in page.run("document.querySelector('#selection').textContent").replace(name, "", 1)
    for at in range(len(HOSTILE) - 1):
        page.run(f"kgbuild.choose({{ edge: {at} }})")
        quote = page.run(f"kgbuild.edges[{at}].claims[0].quotes[0]")
        assert page.run("document.querySelector('blockquote').textContent") == quote
    assert page.run("document.querySelectorAll('img, svg, script, iframe, b').length") == tags_before
    assert page.dialogs == page.errors == []


def test_hostile_name_is_text_in_the_tooltip_and_in_the_search(show: Show) -> None:
    page = show(hostile_graph())
    name = HOSTILE[1]
    page.page.mouse.move(*node_spot(page, name))
    page.page.wait_for_selector(".vis-tooltip", state="visible")
    assert name in page.text(".vis-tooltip")
    assert names_found(page, "onerror") == [name]
    assert page.dialogs == page.errors == []


# ---- the picture ------------------------------------------------------------------------------------------


def test_picture_is_at_rest_from_the_start(show: Show) -> None:
    page = show(patrol_graph())
    planned = json.loads(page.run("document.querySelector('#network-data').textContent"))["nodes"]
    page.page.wait_for_timeout(500)
    for one in planned:
        place = page.run(f"kgbuild.network.getPosition({one['id']})")
        assert (place["x"], place["y"]) == pytest.approx((one["x"], one["y"]), abs=1)


def test_whole_picture_is_in_sight(show: Show) -> None:
    page = show(chain_graph(150))
    frame = page.page.locator("#network").bounding_box()
    for name in ("0th Company", "75th Company", "149th Company"):
        x, y = node_spot(page, name)
        assert frame["x"] < x < frame["x"] + frame["width"]
        assert frame["y"] < y < frame["y"] + frame["height"]


def test_entities_are_drawn_in_the_colours_of_their_labels(show: Show) -> None:
    page = show(patrol_graph())
    for name in ("9th Lake Brigade", "Ada Nwosu", "Port Sable", "Ministry of Tides", "湖警備隊"):
        label = page.run(f"kgbuild.entities[{number(page, name)}].label")
        colour = SCHEMA.labels[label].colour
        assert pixel(page, name) == [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 255]


def test_pointing_at_an_entity_tells_its_name_and_mentions(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.move(*node_spot(page, "9th Lake Brigade"))
    page.page.wait_for_selector(".vis-tooltip", state="visible")
    assert "9th Lake Brigade" in page.text(".vis-tooltip")
    assert "Unit, 7 mentions" in page.text(".vis-tooltip")


def test_pointing_at_an_edge_tells_its_type(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.move(*edge_spot(page, "COMMANDS"))
    page.page.wait_for_selector(".vis-tooltip", state="visible")
    assert "COMMANDS, stated in 2 documents" in page.text(".vis-tooltip")


# ---- the panel --------------------------------------------------------------------------------------------


def test_clicking_an_entity_tells_all_about_it(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*node_spot(page, "9th Lake Brigade"))
    assert page.text("#selection h2") == "9th Lake Brigade"
    told = page.text("#selection")
    for expected in ("Unit", "7 mentions in 1 document", "9 Bde", "Brigade of the Lake", "Harbour watch", "n1"):
        assert expected in told
    assert page.texts("#selection li") == [
        "↔ ALLIED_WITH لواء الصقر",
        "← COMMANDS Ada Nwosu",
        "→ DEPLOYED_TO (planned) Port Sable",
    ]


def test_clicking_an_edge_shows_every_quote_with_its_document(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*edge_spot(page, "COMMANDS"))
    page.page.wait_for_selector("#selection blockquote")
    assert page.texts("#selection blockquote") == ["Col Ada Nwosu leads the brigade.", "Nwosu was named to it."]
    first, second = page.texts("#selection .claim")
    for expected in ("Harbour watch", "2021-03-04", "The Kestrel", "report", "1.00", "Col", "Ministry of Tides"):
        assert expected in first
    for expected in ("Column on the river", "2021-05-06", "column", "0.50"):
        assert expected in second
    assert page.texts("#selection .ends > *") == ["Ada Nwosu", "COMMANDS →", "9th Lake Brigade"]
    assert "heads" in page.text("#selection")


def test_edge_without_direction_is_told_without_one(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*edge_spot(page, "ALLIED_WITH"))
    assert "ALLIED_WITH ↔" in page.text("#selection .ends")


def test_panel_leads_from_entity_to_edge_and_on_to_the_other_entity(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*node_spot(page, "9th Lake Brigade"))
    page.page.click("#selection li >> text=COMMANDS")
    assert page.run("kgbuild.network.getSelectedEdges()") == [edge_number(page, "COMMANDS")]
    page.page.click("#selection .ends >> text=Ada Nwosu")
    assert page.text("#selection h2") == "Ada Nwosu"
    assert page.run("kgbuild.network.getSelectedNodes()") == [number(page, "Ada Nwosu")]


def test_panel_stays_when_the_background_is_clicked_and_closes_when_told(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*node_spot(page, "Ada Nwosu"))
    page.page.mouse.click(15, 880)
    assert page.text("#selection h2") == "Ada Nwosu"
    page.page.click("#selection .close")
    assert page.page.locator("#selection h2").count() == 0


def test_quote_can_be_selected_to_be_copied(show: Show) -> None:
    page = show(patrol_graph())
    page.page.mouse.click(*edge_spot(page, "COMMANDS"))
    page.page.click("#selection blockquote >> nth=0", click_count=3)
    assert page.run("getSelection().toString().trim()") == "Col Ada Nwosu leads the brigade."


def test_right_to_left_name_is_shown_from_right_to_left(show: Show) -> None:
    page = show(patrol_graph())
    page.run(f"kgbuild.choose({{ node: {number(page, 'لواء الصقر')} }})")
    assert page.run("getComputedStyle(document.querySelector('#selection h2')).direction") == "rtl"
    page.run(f"kgbuild.choose({{ node: {number(page, 'Ada Nwosu')} }})")
    assert page.run("getComputedStyle(document.querySelector('#selection h2')).direction") == "ltr"


def test_entity_says_how_many_of_its_edges_are_left_out(show: Show) -> None:
    page = show(chain_graph(30), limit=10)
    page.run(f"kgbuild.choose({{ node: {number(page, '20th Company')} }})")
    assert "1 more, to entities left out of this page" in page.text("#selection")
    assert "Left out: 20 entities and 20 relations." in page.text("#left-out")


# ---- legend and search ------------------------------------------------------------------------------------


def test_legend_names_labels_with_counts_and_lines_with_modalities(show: Show) -> None:
    page = show(patrol_graph())
    words = [" ".join(text.split()) for text in page.texts("#labels li")]
    assert words == ["Person 2", "Organisation 1", "Unit 4", "Place 1"]
    lines = [" ".join(text.split()) for text in page.texts("#lines li")]
    assert lines == ["asserted 3", "planned 1", "possible 1", "negated 1", "past 1"]


def test_legend_hides_and_shows_a_label_with_its_edges(show: Show) -> None:
    page = show(patrol_graph())
    drawn = pixel(page, "Ada Nwosu")
    page.page.click("#labels >> text=Person")
    assert pixel(page, "Ada Nwosu") == [0, 0, 0, 0]  # nothing is drawn there
    hidden = "kgbuild.network.body.data.edges.get().filter((one) => one.hidden).map((one) => one.id)"
    assert page.run(hidden) == sorted([edge_number(page, "COMMANDS"), edge_number(page, "MEMBER_OF")])
    page.page.click("#labels >> text=Person")
    assert pixel(page, "Ada Nwosu") == drawn
    assert page.run(hidden) == []


def test_search_finds_names_and_aliases_in_any_script(show: Show) -> None:
    page = show(patrol_graph())
    expected = {
        "nwosu": ["Ada Nwosu"],
        "9 bde": ["9th Lake Brigade"],
        "falcon": ["لواء الصقر"],
        "الصقر": ["لواء الصقر"],
        "РЕЧНАЯ": ["Речная стража"],
        "警備": ["湖警備隊"],
        "zoe muller": ["Zoë Müller 🛶"],
        "brigade": ["9th Lake Brigade", "لواء الصقر"],
        "nobody": [],
        "  ": [],
    }
    assert {query: names_found(page, query) for query in expected} == expected


def test_search_says_when_nothing_is_found_and_when_there_is_more(show: Show) -> None:
    page = show(chain_graph(40))
    names_found(page, "battalion")
    assert page.text("#results") == "No entity shown here has this name."
    assert len(names_found(page, "company")) == 12
    assert "28 more" in page.text("#results")


def test_found_entity_is_selected_told_and_brought_to_the_middle(show: Show) -> None:
    page = show(chain_graph(150))
    names_found(page, "7th company")
    page.page.press("#query", "Enter")
    chosen = page.run("kgbuild.network.getSelectedNodes()")
    assert page.text("#selection h2") == page.run(f"kgbuild.entities[{chosen[0]}].name")
    frame = page.page.locator("#network").bounding_box()
    x, y = node_spot(page, page.text("#selection h2"))
    assert abs(x - frame["x"] - frame["width"] / 2) < 5
    assert abs(y - frame["y"] - frame["height"] / 2) < 5


def test_found_entity_of_a_hidden_label_is_shown_again(show: Show) -> None:
    page = show(patrol_graph())
    page.page.click("#labels >> text=Person")
    names_found(page, "nwosu")
    page.page.press("#query", "ArrowDown")
    page.page.keyboard.press("Enter")
    assert page.page.is_checked("#labels input[name=Person]")
    assert page.text("#selection h2") == "Ada Nwosu"
