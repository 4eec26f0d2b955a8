"""Make the README's pictures of the Neo4j Browser: `python -m tests.servers.neo4j_pictures FOLDER`.

They show the graph of an invented army, whose reports are known to be read aright, in the real Browser.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from kgbuild.ask import style_sheet
from kgbuild.ask.cypher import read_cypher
from kgbuild.config import Neo4jSettings
from kgbuild.model import Claim, Graph
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import sync
from tests.ask.worlds import make_world
from tests.factories import make_claim
from tests.servers.neo4j_browser import Neo4jBrowser
from tests.servers.neo4j_server import running

_ARMY = "Unit Marland Coast Army"
# Each unit with what it is part of, who commands it, and where it is.
_UNITS = (
    ("1st Coast Division", _ARMY, "Ida Brook", ""),
    ("2nd Hill Division", _ARMY, "Tom Vale", ""),
    ("3rd Rifle Brigade", "Unit 1st Coast Division", "Ada Stone", "Port Ember"),
    ("9th Lake Brigade", "Unit 1st Coast Division", "Jon Reed", "Dune Pass"),
    ("12th Mountain Brigade", "Unit 2nd Hill Division", "Eva Marsh", "Hollow Hill"),
    ("14th Guard Brigade", "Unit 2nd Hill Division", "", "Orsia"),
    ("31st Rifle Battalion", "Unit 3rd Rifle Brigade", "Sam Holt", ""),
    ("91st Ferry Company", "Unit 9th Lake Brigade", "Lena Ford", ""),
    ("141st Guard Battalion", "Unit 14th Guard Brigade", "Max Thorn", "Orsia"),
)
_TIES = (
    ("BACKED_BY", "Unit Red Lanterns", "Organisation Council of Orsia"),
    ("BACKED_BY", "Unit Hill Wardens", "Unit Red Lanterns"),
    ("ATTACKED", "Unit Red Lanterns", "Unit 9th Lake Brigade"),
    ("ATTACKED", "Unit Hill Wardens", "Unit 12th Mountain Brigade"),
    ("OPERATES_IN", "Unit Red Lanterns", "Place Dune Pass"),
    ("ALLIED_WITH", "Unit Hill Wardens", "Unit Red Lanterns"),
    ("MEMBER_OF", "Person Nils Ash", "Organisation Council of Orsia"),
    ("COMMANDS", "Person Nils Ash", "Unit Red Lanterns"),
    ("KILLED", "Unit Red Lanterns", "Person Lena Ford"),
    ("LOCATED_IN", "Organisation Council of Orsia", "Place Orsia"),
)

_ASKED = (
    ("timeline", "name: '9th Lake Brigade'"),
    ("order-of-battle", "body: 'Marland Coast Army', date: '2021'"),
)


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as server, sync_playwright() as playwright:
        settings = Neo4jSettings(server.uri, server.username, server.password)
        sync(_graph(), settings=settings, schema=default_schema())
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = chromium.new_page(viewport={"width": 1280, "height": 690})
        app = Neo4jBrowser(window, server)
        app.log_in()
        app.run(f":style {style_sheet().strip()}")
        for name, parameters in _ASKED:
            params = f":params {{{parameters}, workspace: '', limit: 100}}"
            app.run(params)
            frame = app.run(read_cypher(name).text)
            app.look(frame)
            file = folder / f"neo4j-{name}.png"
            if name == "order-of-battle":
                app.screenshot_of_window(file, typed=params)
            else:
                app.screenshot(frame, file)
        chromium.close()


def _claims() -> Iterator[Claim]:
    for unit, parent, head, place in _UNITS:
        yield make_claim("PART_OF", f"Unit {unit}", parent)
        if head:
            yield make_claim("COMMANDS", f"Person {head}", f"Unit {unit}")
        if place:
            yield make_claim("DEPLOYED_TO", f"Unit {unit}", f"Place {place}")
    for type, subject, object in _TIES:
        yield make_claim(type, subject, object)


def _graph() -> Graph:
    claims = list(_claims())
    names = {side for claim in claims for side in (claim.subject, claim.object)}
    return make_world({name: name for name in names}, *(("2021-03-01", claim) for claim in claims))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
