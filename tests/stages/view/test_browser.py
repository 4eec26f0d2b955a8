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
from tests.browser import OpenedPage
from tests.factories import make_claim, make_document, make_entity, make_graph
from tests.stages.view.worlds import HOSTILE, chain_graph, crowd_graph, hostile_graph, patrol_graph

pytestmark = pytest.mark.browser

SCHEMA = default_schema()
Show = Callable[..., OpenedPage]
BY_VIS, ON_CANVAS = {}, {"whole": 5, "part": 5}  # the same small graph, drawn by either engine
ENGINES = pytest.mark.parametrize("options", [BY_VIS, ON_CANVAS], ids=["vis-network", "canvas"])


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
    return int(page.run(f"kgbuild.view.data.entities.findIndex((one) => one.name === {json.dumps(name)})"))


def edge_number(page: OpenedPage, type: str) -> int:
    return int(page.run(f"kgbuild.view.data.edges.findIndex((one) => one.type === {json.dumps(type)})"))


def spot(page: OpenedPage, name: str) -> tuple[float, float]:
    """Where on the screen an entity stands."""
    place = page.run(f"kgbuild.view.picture.screen({number(page, name)})")
    return place["x"], place["y"]


def pixel(page: OpenedPage, name: str) -> list[int]:
    """The colour in the middle of an entity's dot."""
    script = (
        "([x, y]) => { kgbuild.view.picture.engine.drawNow();"
        " const canvas = document.querySelector('#network canvas');"
        " const box = canvas.getBoundingClientRect(); const ratio = canvas.width / box.width;"
        " return [...canvas.getContext('2d').getImageData((x - box.x) * ratio, (y - box.y) * ratio, 1, 1).data]; }"
    )
    return [int(part) for part in page.page.evaluate(script, list(spot(page, name)))]


def drawn(page: OpenedPage) -> set[str]:
    """The names of the entities that are in the picture."""
    script = (
        "kgbuild.view.data.entities.filter(({ at }) => kgbuild.view.visible().entity[at]).map(({ name }) => name)"
    )
    return set(page.run(script))


def names_found(page: OpenedPage, query: str) -> list[str]:
    page.page.fill("#query", query)
    return [text.strip() for text in page.texts("#results .name")]


def select(page: OpenedPage, name: str) -> None:
    page.run(f"kgbuild.view.state.set({{ selection: {{ entity: {number(page, name)} }} }})")


# ---- quiet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "graph",
    [Graph((), (), ()), patrol_graph(), hostile_graph(), crowd_graph(700, 900)],
    ids=["empty", "patrol", "hostile", "crowd"],
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


def test_hostile_names_and_sentences_are_shown_as_text_and_run_nothing(show: Show) -> None:
    page = show(hostile_graph())
    tags = "document.querySelectorAll('img, script, iframe, b, base, meta, style').length"
    before = page.run(tags)
    wrong = page.run(
        "(() => { const { state, data } = kgbuild.view; const { visible } = kgbuild.dom; const wrong = [];"
        " const shown = () => document.querySelector('#detail').textContent;"
        " for (const { at, name } of data.entities) { state.set({ selection: { entity: at } });"
        " if (!shown().includes(visible(name))) wrong.push(['entity', at]); }"
        " for (const { at, claims } of data.edges) { state.set({ selection: { edge: at } });"
        " const said = data.claim(claims[0]).quotes[0].text;"
        " if (!shown().includes(visible(said))) wrong.push(['edge', at]); }"
        " return wrong; })()"
    )
    assert wrong == []
    assert page.run("kgbuild.view.data.edges.length") == len(HOSTILE) - 1
    assert page.run(tags) == before
    assert page.dialogs == page.errors == []


def test_hostile_name_is_text_in_the_tooltip_and_in_the_search(show: Show) -> None:
    page = show(hostile_graph())
    name = "<img src=x onerror=alert(1)>"
    assert name in names_found(page, "<img src=x")
    page.run(f"kgbuild.view.picture.centre({number(page, name)}, {{ scale: 2 }})")
    page.page.mouse.move(*spot(page, name))
    page.page.wait_for_selector("#tooltip", state="visible")
    assert name in page.text("#tooltip")
    assert page.dialogs == page.errors == []


def test_fragment_of_another_page_is_refused(show: Show) -> None:
    page = show(patrol_graph())
    for fragment in ("#selection=entity:nobody", "#mode=%FF", "#__proto__=1", "#confidence=7", "#moved=n1:a:b"):
        assert page.run(f"kgbuild.view.state.restore({json.dumps(fragment)})") is False
    assert page.run("kgbuild.view.state.get() === kgbuild.view.state.defaults")


def test_state_comes_back_from_its_fragment(show: Show) -> None:
    page = show(hostile_graph())
    page.run(
        "kgbuild.view.state.set({ hidden: [3, 7], hiddenLabels: ['Place'], confidence: 0.25, from: '2014',"
        " selection: { edge: 5 }, focus: { entity: 9, depth: 2 }, opened: [1, 2],"
        " moved: { 4: [12, -7] }, movedInTree: { 3: [9, 8] },"
        " path: { entities: ['subject', 'object'].map((end) => kgbuild.view.data.edges[0][end]), edges: [0] } })"
    )
    before = page.run("JSON.stringify(kgbuild.view.state.get())")
    fragment = page.run("kgbuild.view.state.serialise()")
    page.run("kgbuild.view.state.reset()")
    assert page.run(f"kgbuild.view.state.restore({json.dumps('#' + fragment)})") is True
    assert page.run("JSON.stringify(kgbuild.view.state.get())") == before


# ---- the picture ------------------------------------------------------------------------------------------


@ENGINES
def test_picture_is_at_rest_from_the_start(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    planned = page.run(
        "kgbuild.view.data.entities.filter(({ core }) => core).map(({ at, places }) => [at, places.force])"
    )
    page.page.wait_for_timeout(500)
    for at, place in planned:
        now = page.run(f"kgbuild.view.picture.position({at})")
        assert [now["x"], now["y"]] == place


@pytest.mark.parametrize("graph", [chain_graph(150), crowd_graph(800, 1200)], ids=["vis-network", "canvas"])
def test_whole_picture_is_in_sight(show: Show, graph: Graph) -> None:
    page = show(graph)
    frame = page.page.locator("#network").bounding_box()
    for entity in graph.entities[:: len(graph.entities) // 20]:
        x, y = spot(page, entity.name)
        assert frame["x"] < x < frame["x"] + frame["width"]
        assert frame["y"] < y < frame["y"] + frame["height"]


@ENGINES
def test_entities_are_drawn_in_the_colours_of_their_labels(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    for name in drawn(page):
        label = page.run(f"kgbuild.view.data.entities[{number(page, name)}].label")
        colour = SCHEMA.labels[label].colour
        assert pixel(page, name) == [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 255]


def test_names_do_not_cover_each_other_at_first_sight(show: Show) -> None:
    page = show(crowd_graph(300, 500))
    boxes = page.run(
        "(() => { const { picture, data } = kgbuild.view; const taken = [];"
        " const own = CanvasRenderingContext2D.prototype; const write = own.fillText;"
        " own.fillText = function (text, x, y) { const wide = this.measureText(text).width;"
        " const high = parseFloat(this.font.match(/([\\d.]+)px/)[1]);"
        " if (!this.font.startsWith('italic')) taken.push([x - wide / 2, y, x + wide / 2, y + high]);"
        " return write.call(this, text, x, y); };"
        " picture.engine.drawNow(); own.fillText = write; return taken; })()"
    )
    assert len(boxes) > 50
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] - 1 or other[1] >= one[3] - 1


@ENGINES
def test_pointing_at_an_entity_tells_its_name(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    page.page.mouse.move(*spot(page, "9th Lake Brigade"))
    page.page.wait_for_selector("#tooltip", state="visible")
    assert "9th Lake Brigade" in page.text("#tooltip")
    assert "Unit · 1 document · 3 relations" in page.text("#tooltip")


@ENGINES
def test_clicking_selects_an_entity_or_an_edge(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    page.page.mouse.click(*spot(page, "Ada Nwosu"))
    assert page.run("kgbuild.view.state.get().selection") == {"entity": number(page, "Ada Nwosu")}
    page.page.wait_for_timeout(200)  # the panel has opened, and the picture has moved
    commands = edge_number(page, "COMMANDS")
    middle = page.run(f"kgbuild.view.picture.middle({commands})")
    page.page.mouse.click(middle["x"], middle["y"])
    assert page.run("kgbuild.view.state.get().selection") == {"edge": commands}


@ENGINES
def test_dragging_an_entity_moves_it_and_can_be_undone(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    x, y = spot(page, "Ada Nwosu")
    before = page.run(f"kgbuild.view.picture.position({number(page, 'Ada Nwosu')})")
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 40, y + 30, steps=5)
    page.page.mouse.move(x + 90, y + 60, steps=5)
    page.page.mouse.up()
    now = spot(page, "Ada Nwosu")
    assert (now[0] - x, now[1] - y) == pytest.approx((90, 60), abs=4)
    assert page.run("kgbuild.view.state.undo()") == "Move Ada Nwosu"
    assert page.run(f"kgbuild.view.picture.position({number(page, 'Ada Nwosu')})") == before


@ENGINES
def test_dot_that_was_moved_in_the_network_keeps_its_place_in_the_tree(
    show: Show, options: dict[str, int]
) -> None:
    page = show(patrol_graph(), **options)
    brigade = 'kgbuild.view.data.entities.find(({ name }) => name === "9th Lake Brigade")'
    place = f"(() => {{ const {{ x, y }} = kgbuild.view.picture.position({brigade}.at); return [x, y]; }})()"
    page.run(f"kgbuild.view.state.set({{ moved: {{ [{brigade}.at]: [900, -900] }} }})")
    assert page.run(place) == [900, -900]
    page.page.click("text=Command tree")
    planted = page.run(f"{brigade}.places.tree")
    assert page.run(place) == planted
    box = page.run(f"kgbuild.view.picture.screen({brigade}.at)")
    page.page.mouse.move(box["x"], box["y"])
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 60, box["y"] + 30, steps=5)
    page.page.mouse.up()
    assert page.run(place) != planted
    page.page.click("text=Network")
    assert page.run(place) == [900, -900]


@ENGINES
def test_hidden_entity_is_not_drawn(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    at = page.run(f"kgbuild.view.picture.screen({number(page, 'Ada Nwosu')})")
    page.run("kgbuild.view.state.set({ hiddenLabels: ['Person'] })")
    assert "Ada Nwosu" not in drawn(page)
    page.page.mouse.click(at["x"], at["y"])
    assert page.run("kgbuild.view.state.get().selection") is None
    page.run("kgbuild.view.state.set({ hiddenLabels: [] })")
    assert "Ada Nwosu" in drawn(page)


@ENGINES
@pytest.mark.parametrize("selection", ["entity", "edge"])
def test_nothing_is_drawn_of_a_selection_that_is_left_out(
    show: Show, options: dict[str, int], selection: str
) -> None:
    page = show(patrol_graph(), **options)
    page.run("kgbuild.view.state.set({ hiddenLabels: ['Unit'] })")
    page.run("document.querySelector('#detail').style.position = 'absolute'")  # it takes no room from the picture
    picture = "document.querySelector('#network canvas').toDataURL()"
    page.page.wait_for_timeout(300)
    drawn = page.run(picture)
    chosen = "kgbuild.view.data.entities.find(({ label, edges }) => label === 'Unit' && edges.length)"
    number = f"{chosen}.at" if selection == "entity" else f"{chosen}.edges[0]"
    page.run(f"kgbuild.view.state.set({{ selection: {{ {selection}: {number} }} }})")
    page.page.wait_for_timeout(300)
    assert page.page.is_visible("#detail h2")
    assert page.run(picture) == drawn


@ENGINES
def test_wheel_and_dragging_move_the_picture(show: Show, options: dict[str, int]) -> None:
    page = show(patrol_graph(), **options)
    scale, (x, y) = page.run("kgbuild.view.picture.scale()"), spot(page, "Ada Nwosu")
    page.page.mouse.move(x + 120, y + 120)
    page.page.mouse.wheel(0, -200)
    page.page.wait_for_timeout(200)
    assert page.run("kgbuild.view.picture.scale()") > scale
    page.page.click("#fit")
    assert page.run("kgbuild.view.picture.scale()") == pytest.approx(scale)
    page.page.mouse.move(x + 120, y + 120)
    page.page.mouse.down()
    page.page.mouse.move(x + 150, y + 180, steps=5)
    page.page.mouse.up()
    page.page.wait_for_timeout(200)
    now = spot(page, "Ada Nwosu")
    assert (now[0] - x, now[1] - y) == pytest.approx((30, 60), abs=6)


def test_command_tree_puts_superiors_above(show: Show) -> None:
    page = show(chain_graph(6))
    page.page.click("text=Command tree")
    heights = [spot(page, f"{at}th Company")[1] for at in range(6)]
    assert heights == sorted(heights, reverse=True)
    assert "without a relation of command" in page.text("#status")


def test_command_tree_leaves_out_what_has_no_place_in_it(show: Show) -> None:
    page = show(patrol_graph())
    page.page.click("text=Command tree")
    assert drawn(page) == {"9th Lake Brigade", "Ada Nwosu"}
    page.page.click("text=Network")
    assert len(drawn(page)) == 8


def test_dark_paper_makes_dots_lighter(show: Show) -> None:
    page = show(patrol_graph())
    light = pixel(page, "9th Lake Brigade")
    page.run("kgbuild.view.theme.choose('dark')")
    dark = pixel(page, "9th Lake Brigade")
    assert sum(dark) > sum(light)
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 31)"


# ---- filters ----------------------------------------------------------------------------------------------


def ranged_graph() -> Graph:
    entities = [make_entity(f"n{at}", name) for at, name in enumerate(("Moss", "Fern", "Reed", "Lone"))]
    claims = [
        make_claim("ATTACKED", "n0", "n1", date_from="2014", date_to="2014", confidence=0.9),
        make_claim("ATTACKED", "n0", "n1", date_from="2018", date_to="2018", confidence=0.4, modality="possible"),
        make_claim("ALLIED_WITH", "n1", "n2", confidence=0.6),
    ]
    return make_graph(entities, claims, documents=[make_document(published="2016-07-01")])


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({}, {"Moss", "Fern", "Reed", "Lone"}),
        ({"confidence": 0.7}, {"Moss", "Fern"}),
        ({"confidence": 0.95}, set()),
        ({"from": "2015", "to": "2017"}, {"Fern", "Reed"}),
        ({"from": "2018-03"}, {"Moss", "Fern"}),
        ({"to": "2013"}, set()),
        ({"hiddenTypes": ["ALLIED_WITH"]}, {"Moss", "Fern"}),
        ({"hiddenModalities": ["asserted"]}, {"Moss", "Fern"}),
        ({"hiddenModalities": ["asserted"], "confidence": 0.5}, set()),
        ({"publications": 2}, set()),
        ({"documents": ["other"]}, set()),
        ({"documents": ["report"]}, {"Moss", "Fern", "Reed"}),
        ({"focus": {"entity": 0, "depth": 1}}, {"Moss", "Fern"}),
        ({"focus": {"entity": 0, "depth": 2}}, {"Moss", "Fern", "Reed"}),
        ({"hidden": [1]}, {"Moss", "Reed", "Lone"}),
    ],
)
def test_filters_leave_what_one_claim_bears_out(show: Show, patch: dict[str, Any], expected: set[str]) -> None:
    page = show(ranged_graph())
    page.run(f"kgbuild.view.state.set({json.dumps(patch)})")
    assert drawn(page) == expected


# ---- search -----------------------------------------------------------------------------------------------


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
        "muller zoe": ["Zoë Müller 🛶"],
        "brigade": ["9th Lake Brigade", "لواء الصقر"],
        "nobody": [],
        "  ": [],
    }
    assert {query: names_found(page, query) for query in expected} == expected


def test_whole_name_comes_before_a_part_of_one(show: Show) -> None:
    page = show(chain_graph(40))
    assert names_found(page, "7th company")[0] == "7th Company"


def test_search_says_when_nothing_is_found_and_when_there_is_more(show: Show) -> None:
    page = show(chain_graph(40))
    names_found(page, "battalion")
    assert page.text("#search-note") == "No entity has this name."
    assert len(names_found(page, "company")) == 12
    assert "28 more" in page.text("#search-note")


def test_found_entity_is_selected_and_brought_to_the_middle(show: Show) -> None:
    page = show(chain_graph(150))
    names_found(page, "77th company")
    page.page.press("#query", "ArrowDown")
    assert page.run("document.querySelector('#query').getAttribute('aria-activedescendant')") == "result-0"
    page.page.press("#query", "Enter")
    assert page.run("kgbuild.view.state.get().selection") == {"entity": number(page, "77th Company")}
    page.page.wait_for_timeout(300)
    frame = page.page.locator("#network").bounding_box()
    x, y = spot(page, "77th Company")
    assert abs(x - frame["x"] - frame["width"] / 2) < 5
    assert abs(y - frame["y"] - frame["height"] / 2) < 5


def test_found_entity_that_was_hidden_is_shown_again(show: Show) -> None:
    page = show(patrol_graph())
    page.run("kgbuild.view.state.set({ hiddenLabels: ['Person'] })")
    names_found(page, "nwosu")
    page.page.press("#query", "Enter")
    assert "Ada Nwosu" in drawn(page)


# ---- more than is drawn at first --------------------------------------------------------------------------


def test_large_graph_begins_with_its_most_important_part_and_says_so(show: Show) -> None:
    page = show(chain_graph(60), whole=20, part=10)
    assert drawn(page) == {f"{at}th Company" for at in (*range(54, 60), 53, *range(55, 58))} | drawn(page)
    assert len(drawn(page)) == 10
    assert "begins with 10 entities" in page.text("#note")
    assert "the other 50" in page.text("#note")


def test_search_brings_any_entity_into_the_picture(show: Show) -> None:
    page = show(chain_graph(60), whole=20, part=10)
    names_found(page, "3th company")
    page.page.press("#query", "Enter")
    assert "3th Company" in drawn(page)
    assert page.run("kgbuild.view.state.undo()") == "Show 3th Company"
    assert "3th Company" not in drawn(page)


def test_double_click_draws_the_neighbours_that_were_missing(show: Show) -> None:
    page = show(chain_graph(60), whole=20, part=10)
    page.run(f"kgbuild.view.show({number(page, '3th Company')})")
    assert page.run(f"kgbuild.view.hiddenNeighbours({number(page, '3th Company')})") == 2
    page.page.wait_for_timeout(300)
    page.page.mouse.dblclick(*spot(page, "3th Company"))
    assert {"2th Company", "3th Company", "4th Company"} <= drawn(page)
    places = {tuple(spot(page, name)) for name in drawn(page)}
    assert len(places) == 13


def test_expanding_a_hub_draws_forty_at_a_time(show: Show) -> None:
    leaves = [make_entity(f"n{at:03}", f"Leaf {at}") for at in range(1, 101)]
    hub = make_entity("n000", "Hub", documents={"report": 500})
    graph = make_graph([hub, *leaves], [make_claim("ALLIED_WITH", "n000", one.id) for one in leaves])
    page = show(graph, whole=50, part=2)
    assert page.run("kgbuild.view.expand(0)") == 40
    assert page.run("kgbuild.view.hiddenNeighbours(0)") == 59
    assert len(drawn(page)) == 42


def test_picture_can_be_kept_as_an_image(show: Show) -> None:
    page = show(crowd_graph(600, 900))
    size, type = page.run("kgbuild.view.picture.toImage().then((blob) => [blob.size, blob.type])")
    assert type == "image/png"
    assert size > 20_000


def test_pictures_of_the_page_are_kept(show: Show, screenshots: Path) -> None:
    for name, graph in (("small", patrol_graph()), ("large", crowd_graph(1500, 3000))):
        page = show(graph)
        for theme in ("light", "dark"):
            page.run(f"kgbuild.view.theme.choose('{theme}')")
            page.page.wait_for_timeout(200)
            page.page.screenshot(path=screenshots / f"{name}-{theme}.png")
            assert (screenshots / f"{name}-{theme}.png").stat().st_size > 20_000
