"""The timeline, the map, what is exported, and what all of the page must never do."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kgbuild.model import Graph
from tests.browser import OpenedPage
from tests.factories import make_claim, make_entity, make_graph
from tests.stages.view.campaigns import campaign_graph
from tests.stages.view.test_panels import find, number, shown, words
from tests.stages.view.worlds import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser

Show = Callable[..., OpenedPage]
AXE = Path(__file__).parents[3] / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
SVG = "{http://www.w3.org/2000/svg}"


def view(page: OpenedPage, mode: str) -> None:
    """Go to the timeline or the map."""
    page.page.click(f"#tools [data-key={mode}]")
    page.page.wait_for_selector(f"#{mode}", state="visible")


def items(page: OpenedPage, mode: str) -> list[str]:
    """What the entries of the timeline, or the points and arcs of the map, are called."""
    return [str(one.get_attribute("aria-label")) for one in page.page.locator(f"#{mode} .item").all()]


def saved(page: OpenedPage, form: str) -> tuple[str, bytes]:
    """Name and content of a file that is saved from the menu."""
    page.page.click("#tools [data-key=export]")
    with page.page.expect_download() as download:
        page.page.click(f'#popup-export [data-key="{form}"]')
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# ---- the timeline -----------------------------------------------------------------------------------------


def test_timeline_tells_what_is_dated_and_on_demand_what_was_reported(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    told = items(page, "timeline")
    for expected in (
        "Ada Nwosu commands 9th Lake Brigade, 2017 – December 2019",
        "9th Lake Brigade was deployed to Dune Pass, March 2018 – November 2018",
        "River Guard may have attacked 9th Lake Brigade, May 2018",
        "9th Lake Brigade, Unit",
    ):
        assert expected in told
    assert not any("Port Sable" in one for one in told)
    page.page.check("#timeline input")
    assert "9th Lake Brigade is located in Port Sable, reported 1 June 2019" in items(page, "timeline")
    page.page.screenshot(path=screenshots / "timeline.png")


def bar(page: OpenedPage, part: str) -> Any:
    """Where the bar of the relation is whose description has this part."""
    bar = page.page.locator(f'#timeline .item[aria-label*="{part}"] rect')
    while (box := bar.bounding_box()) is None:  # it was found, and drawn anew before it was measured
        page.page.wait_for_timeout(20)
    return box


def test_bars_of_the_timeline_are_placed_by_their_dates(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    command, deployment = bar(page, "Ada Nwosu commands"), bar(page, "Dune Pass, March")
    assert command["x"] < deployment["x"]
    end = command["x"] + command["width"]
    assert deployment["x"] + deployment["width"] < end == pytest.approx(bar(page, "January 2020")["x"], abs=2)
    # Three years, and nine months.
    assert command["width"] / deployment["width"] == pytest.approx(36 / 9, rel=0.05)


def test_timeline_is_read_by_the_keyboard_and_leads_to_the_evidence(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    page.page.focus("#timeline .frame")
    focused = "document.activeElement.getAttribute('aria-label')"
    page.page.keyboard.press("End")
    page.page.keyboard.press("ArrowUp")
    assert page.run(focused) == "إدريس منصور, Person"  # a row is read from its name to its bars
    page.page.keyboard.press("ArrowDown")
    label = page.run(focused)
    page.page.keyboard.press("Enter")
    assert page.page.is_visible("#detail blockquote")
    assert words([page.text("#detail h2 .words")])[0] in label
    assert page.run(focused) == label  # the place is not lost


def test_timeline_moves_and_zooms_and_says_what_is_outside(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    width = bar(page, "Dune Pass")["width"]
    page.page.click("#timeline [data-key=closer]")
    assert bar(page, "Dune Pass")["width"] > 1.3 * width
    for _ in range(6):
        page.page.click("#timeline [data-key=later]")
    assert "before or after" in page.text("#timeline .note")
    page.page.click("#timeline [data-key=all]")
    assert bar(page, "Dune Pass")["width"] == pytest.approx(width)


def test_timeline_follows_the_filters(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    page.page.click("#legend >> text=Person")
    assert not any("Ada" in one for one in items(page, "timeline"))
    page.page.click("#legend >> text=Unit")
    assert items(page, "timeline") == []
    assert "Nothing that is shown has a date. Tick the box" in page.text("#timeline .note")
    page.page.check("#timeline input")
    assert page.text("#timeline .note") == "Nothing that is shown has a date. Widen the filters."


# ---- the map ----------------------------------------------------------------------------------------------


def test_map_has_places_as_points_and_deployments_as_arcs(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    view(page, "map")
    told = items(page, "map")
    assert {one for one in told if "relation" in one} == {
        "Dune Pass, 1 relation",
        "Reed Harbour, 2 relations",
        "Port Sable, 1 relation",
    }
    assert {one for one in told if "relation" not in one} == {
        "9th Lake Brigade was deployed to Dune Pass, March 2018 – November 2018",
        "9th Lake Brigade is to be deployed to Reed Harbour",
    }
    assert page.page.locator("#map path[fill-rule=evenodd]").count() == 1  # the land
    page.page.screenshot(path=screenshots / "map.png")


def test_points_of_the_map_stand_where_the_places_are(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    at = {
        name: page.page.locator(f'#map .item[aria-label^="{name}"] circle').bounding_box()
        for name in ("Dune Pass", "Reed Harbour", "Port Sable")
    }
    assert at["Reed Harbour"]["x"] < at["Port Sable"]["x"] < at["Dune Pass"]["x"]  # from west to east
    assert at["Dune Pass"]["y"] < at["Port Sable"]["y"] < at["Reed Harbour"]["y"]  # from north to south


def test_map_names_the_places_that_it_cannot_show(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    page.page.click("#map .missing summary")
    assert words(page.texts("#map .missing li")) == ["Far Shore"]
    page.page.click("#map .missing button")
    assert page.text("#detail h2") == "Far Shore"


def test_every_place_without_coordinates_is_named_when_asked(show: Show) -> None:
    page = show(make_graph([make_entity(f"n{at:03}", f"Post {at}", label="Place") for at in range(210)]))
    view(page, "map")
    page.page.click("#map .missing summary")
    assert page.page.locator("#map .missing li").count() == 200
    page.page.click("#map .missing >> text=Show 10 more")
    assert page.page.locator("#map .missing li").count() == 210
    page.page.click("#map .missing li >> text=Post 209")
    assert page.text("#detail h2") == "Post 209"
    assert page.run("document.activeElement.textContent") == "Post 209"  # the place in the list is not lost


def test_coordinates_that_are_not_on_the_globe_are_none(show: Show) -> None:
    page = show(campaign_graph())
    for lat, lon in (("", ""), ("north", "1"), ("91", "0"), ("0", "-181"), ("NaN", "2"), ("1e999", "2")):
        assert page.run(f"kgbuild.mapping.coordinates({{ attributes: {{ lat: '{lat}', lon: '{lon}' }} }})") is None
    assert page.run("kgbuild.mapping.coordinates({ attributes: { lat: '-4.5', lon: '0' } })") == {
        "lat": -4.5,
        "lon": 0,
    }


def test_map_is_read_by_the_keyboard(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    page.page.focus("#map .frame")
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    assert page.page.is_visible("#detail h2")
    land = page.page.locator("#map g[transform]").first.get_attribute("transform")
    for key in ("+", "Shift+ArrowLeft", "-"):
        page.page.keyboard.press(key)
        moved = page.page.locator("#map g[transform]").first.get_attribute("transform")
        assert moved != land
        land = moved


def test_map_moves_with_the_pointer_and_a_move_selects_nothing(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    point = page.page.locator('#map .item[aria-label^="Port Sable"] circle')
    box = point.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 80, y + 40, steps=4)
    page.page.mouse.up()
    moved = point.bounding_box()
    assert (moved["x"] - box["x"], moved["y"] - box["y"]) == pytest.approx((80, 40), abs=2)
    assert page.page.is_hidden("#detail")
    page.page.mouse.click(moved["x"] + moved["width"] / 2, moved["y"] + moved["height"] / 2)
    assert page.text("#detail h2") == "Port Sable"


def test_map_and_timeline_are_always_the_same(show: Show) -> None:
    pictures = []
    for _ in range(2):
        page = show(campaign_graph())
        for mode in ("timeline", "map"):
            view(page, mode)
            pictures.append(page.run(f"document.querySelector('#{mode} svg').outerHTML"))
    assert pictures[:2] == pictures[2:]


def test_outline_of_the_world_is_only_in_pages_with_a_map(show: Show) -> None:
    assert show(campaign_graph()).page.locator("#world-data").count() == 1
    page = show(make_graph([make_entity("n1", "Lone Post")]))
    assert page.page.locator("#world-data").count() == 0
    view(page, "map")
    assert "No place that is shown has coordinates" in page.text("#map .note")


# ---- export -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["graph", "timeline", "map"])
def test_picture_is_saved_as_svg_and_png(show: Show, mode: str) -> None:
    page = show(campaign_graph())
    if mode != "graph":
        view(page, mode)
    name, content = saved(page, "SVG picture")
    assert name == f"{mode}.svg"
    drawing = ElementTree.fromstring(content)
    assert drawing.tag == f"{SVG}svg"
    texts = "".join(drawing.itertext())
    assert "Reed Harbour" in texts if mode != "timeline" else "Ada Nwosu" in texts
    assert "var(" not in content.decode()  # nothing in it waits for the page's style
    name, content = saved(page, "PNG picture")
    assert name == f"{mode}.png"
    assert content.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(content[16:20], "big") > 1000  # pixels wide


def test_tables_hold_what_is_shown_and_nothing_else(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Person")
    name, content = saved(page, "CSV of entities")
    rows = table(content)
    assert name == "entities.csv"
    assert rows[0][:4] == ["id", "label", "name", "aliases"]
    assert {row[2] for row in rows[1:]} == shown(page)
    name, content = saved(page, "CSV of claims")
    rows = [dict(zip(table(content)[0], row, strict=True)) for row in table(content)[1:]]
    assert name == "claims.csv"
    assert "COMMANDS" not in {row["type"] for row in rows}
    deployed = next(row for row in rows if row["object"] == "Dune Pass")
    assert deployed["quote"] == "The brigade held Dune Pass from March to November 2018."
    assert (deployed["from"], deployed["to"], deployed["title"]) == ("2018-03", "2018-11", "Gazette 7")


def test_table_keeps_every_text_and_runs_none_in_a_spreadsheet(show: Show) -> None:
    names = ['=HYPERLINK("http://x")', "+1", "-1", "@sum", 'He said "no"', "two\nlines", "a,b", "لواء"]
    page = show(make_graph([make_entity(f"n{at}", name) for at, name in enumerate(names)]))
    rows = table(saved(page, "CSV of entities")[1])
    expected = [f"'{name}" if name[0] in "=+-@" else name for name in names]
    assert [row[2] for row in rows[1:]] == expected


# ---- what must never happen -------------------------------------------------------------------------------


def mapped(graph: Graph) -> Graph:
    """The same, with every entity a place somewhere, and dates, so that map and timeline show them all."""
    entities = [
        make_entity(one.id, one.name, label="Place", attributes={**one.attributes, "lat": str(at), "lon": str(at)})
        for at, one in enumerate(graph.entities)
    ]
    claims = [
        make_claim(one.type, one.subject, one.object, quote=one.subject, date_from="2020", date_to="2021")
        for one in graph.edges
    ]
    return make_graph(entities, claims)


@pytest.mark.parametrize("graph", [hostile_graph(), mapped(hostile_graph())], ids=["as it is", "mapped and dated"])
def test_hostile_texts_are_text_in_every_panel(show: Show, tmp_path: Path, graph: Graph) -> None:
    page = show(graph)
    made = "[...document.querySelectorAll('img, iframe, object, embed, b, script, link, style, form')].length"
    before = page.run(made)
    for at in range(len(graph.entities)):
        page.run(f"kgbuild.view.show({at})")
    for at in range(len(graph.edges)):
        page.run(f"kgbuild.view.state.set({{ selection: {{ edge: {at} }} }})")
    page.page.click("#filters summary") if len(graph.documents) > 1 else None
    page.run("kgbuild.pathEnds(0, undefined); kgbuild.pathEnds(undefined, 3)")
    for mode in ("timeline", "map"):
        view(page, mode)
    page.page.wait_for_timeout(300)
    assert page.run(made) == before
    assert page.run("document.querySelectorAll('[onload], [onerror], [onclick]').length") == 0
    assert page.dialogs == page.errors == []
    assert page.requests == [(tmp_path / "graph.html").as_uri()]


def test_hostile_texts_are_text_in_what_is_saved(show: Show) -> None:
    page = show(mapped(hostile_graph()))
    for mode in ("graph", "timeline", "map"):
        page.run(f"kgbuild.view.state.set({{ mode: '{mode}' }})")
        drawing = ElementTree.fromstring(saved(page, "SVG picture")[1])
        tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
        assert tags <= {"svg", "g", "rect", "line", "path", "circle", "text", "tspan", "title", "defs", "clipPath"}
        assert not any(name.startswith("on") for element in drawing.iter() for name in element.attrib)
    rows = table(saved(page, "CSV of claims")[1])
    safe = {f"'{name}" if name[0] in "=+-@\t\r" else name for name in HOSTILE}
    assert {row[1] for row in rows[1:]} <= safe
    assert page.dialogs == page.errors == []


# ---- for everybody ----------------------------------------------------------------------------------------


def violations(page: OpenedPage) -> list[str]:
    """What axe-core finds that is serious or critical."""
    found = page.run(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations"
        ".filter(({ impact }) => impact === 'serious' || impact === 'critical')"
        ".map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`))"
    )
    return list(found)


def walk(page: OpenedPage) -> dict[str, list[str]]:
    """What axe-core finds in the page as it opens, and with each of its panels open."""
    page.run(AXE.read_text(encoding="utf-8"))
    steps: dict[str, Callable[[], Any]] = {
        "start": lambda: None,
        "search": lambda: page.page.fill("#query", "brigade"),
        "entity": lambda: find(page, "9th lake"),
        "edge": lambda: page.page.click("#detail .relation >> text=River Guard"),
        "path": lambda: page.run(f"kgbuild.pathEnds({number(page, 'Dune Pass')}, undefined)"),
        "completion": lambda: page.page.fill("#path-to", "port"),
        "whole path": lambda: page.page.press("#path-to", "Enter"),
        "documents": lambda: page.page.click("#filters summary"),
        "export": lambda: page.page.click("#tools [data-key=export]"),
        "link": lambda: page.page.click("#tools [data-key=share]"),
        "timeline": lambda: view(page, "timeline"),
        "map": lambda: view(page, "map"),
        "missing": lambda: page.page.click("#map .missing summary"),
        "help": lambda: page.page.click("#tools [data-key=help]"),
    }
    found = {}
    for name, step in steps.items():
        step()
        found[name] = violations(page)
    return found


@pytest.fixture
def axe() -> None:
    """axe-core, which tests/run.sh installs."""
    if AXE.exists():
        return
    if os.environ.get("KGBUILD_TEST_REQUIRE") == "1":
        pytest.fail("axe-core is not installed, and KGBUILD_TEST_REQUIRE=1 demands it")
    pytest.skip("axe-core is not installed: tests/run.sh does it")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_is_in_the_way_of_anybody(show: Show, axe: None, theme: str, width: int) -> None:
    page = show(campaign_graph())
    page.page.emulate_media(color_scheme=theme)
    page.page.set_viewport_size({"width": width, "height": 860})
    if width < 900:
        page.run(AXE.read_text(encoding="utf-8"))
        assert violations(page) == []
        page.page.click("#tools [data-key=side]")
        assert violations(page) == []
        find(page, "9th lake")
        assert violations(page) == []
        return
    assert {name: found for name, found in walk(page).items() if found} == {}


def test_every_control_has_a_name(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "9th lake")
    nameless = (
        "[...document.querySelectorAll('button:not([hidden]), input, select, [role=button]')].filter((one) =>"
        " !one.ariaLabel && !one.textContent.trim() && !one.labels?.length).map((one) => one.outerHTML)"
    )
    assert page.run(nameless) == []
