"""The questions and the style sheet in the real Neo4j Browser, in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver

from kgbuild.ask import style_sheet
from kgbuild.ask.cypher import read_cypher
from kgbuild.config import Neo4jSettings
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import sync
from tests.servers.neo4j_browser import Neo4jBrowser
from tests.servers.neo4j_server import Server
from tests.stages.store.worlds import small_graph

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]

COLOURS = {label.name: label.colour for label in default_schema().labels.values()}


@pytest.fixture(scope="module")
def app(neo4j_server: Server, neo4j_driver: Driver, browser: Any) -> Iterator[Neo4jBrowser]:
    """The Browser, logged in to a server with a small graph, with our style sheet loaded."""
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    settings = Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    sync(small_graph(), settings=settings, schema=default_schema())
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = Neo4jBrowser(context.new_page(), neo4j_server)
    opened.log_in()
    opened.run(f":style {style_sheet().strip()}")
    yield opened
    context.close()


def test_a_question_draws_nodes_in_our_colours_with_names(app: Neo4jBrowser, tmp_path: Path) -> None:
    app.run(":params {name: 'mca', workspace: '', limit: 100}")
    frame = app.run(read_cypher("everything-about").text)

    drawing = app.look(frame)

    # A circle has place for the beginning of a name.
    captions = {caption.split()[0]: colour for colour, caption in drawing.nodes}
    assert captions == {
        "Marland": COLOURS["Unit"],
        "9th": COLOURS["Unit"],
        "Red": COLOURS["Unit"],
        "Tom": COLOURS["Person"],
        "Council": COLOURS["Organisation"],
    }
    assert {"ALLIED_WITH", "COMMANDS", "PART_OF"} <= set(drawing.relationships)
    app.screenshot(frame, tmp_path / "frame.png")
    assert (tmp_path / "frame.png").stat().st_size > 10_000


def test_parameters_of_a_file_can_be_pasted(app: Neo4jBrowser) -> None:
    text = read_cypher("order-of-battle").text
    pasted = next(line for line in text.splitlines() if line.startswith("// :params"))

    app.run(pasted.removeprefix("// ").replace("82nd Airborne Division", "Marland Coast Army"))
    drawing = app.look(app.run(text))

    assert sorted(caption.split()[0] for _, caption in drawing.nodes) == ["2nd", "9th", "Ida", "Marland"]
