from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import OutputError
from kgbuild.model import Graph
from kgbuild.schema import Label, RelationType, Schema, default_schema
from kgbuild.stages.view import render, write_html
from tests.factories import make_claim, make_document, make_entity, make_graph
from tests.stages.view.worlds import HOSTILE, chain_graph, hostile_graph, patrol_graph

SCHEMA = default_schema()
EMPTY = Graph((), (), ())


@dataclass
class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, its scripts, its styles, its visible text."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    scripts: list[tuple[dict[str, str | None], str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    shown: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.tags[-1] if self.tags else ("", {})
        if tag == "script" and self.cdata_elem:
            self.scripts.append((attributes, data))
        elif tag == "style" and self.cdata_elem:
            self.styles.append(data)
        else:
            self.shown += data

    def json(self, id: str) -> Any:
        (text,) = [text for attributes, text in self.scripts if attributes.get("id") == id]
        return json.loads(text)

    @property
    def policy(self) -> dict[str, str]:
        (content,) = [
            attributes["content"] or ""
            for tag, attributes in self.tags
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        return dict(rule.split(" ", 1) for rule in content.split("; "))


def page_of(graph: Graph, **options: Any) -> Page:
    return Page(render(graph, schema=SCHEMA, **options))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def node(page: Page, name: str) -> dict[str, Any]:
    at = [entity["name"] for entity in page.json("panel-data")["entities"]].index(name)
    return dict(page.json("network-data")["nodes"][at])


def edge(page: Page, type: str, *, subject: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """How the edge is drawn, and what its panel tells."""
    panels = page.json("panel-data")
    names = [entity["name"] for entity in panels["entities"]]
    (at,) = [
        at
        for at, one in enumerate(panels["edges"])
        if one["type"] == type and subject in (None, names[one["subject"]])
    ]
    return page.json("network-data")["edges"][at], panels["edges"][at]


# ---- one file, no request ---------------------------------------------------------------------------------


@pytest.mark.parametrize("graph", [EMPTY, patrol_graph(), hostile_graph()], ids=["empty", "patrol", "hostile"])
def test_page_refers_to_nothing_outside_itself(graph: Graph) -> None:
    page = page_of(graph)
    references = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "data", "action", "poster", "background")
    ]
    assert references == ["data:,"]
    assert not [style for style in page.styles if re.search(r"url\(|@import", style)]


def test_page_has_no_source_map_that_developer_tools_would_ask_for() -> None:
    assert "sourceMappingURL" not in render(patrol_graph(), schema=SCHEMA)


def test_policy_allows_no_request_and_no_script_but_the_page_s_own() -> None:
    page = page_of(patrol_graph())
    code = [text for attributes, text in page.scripts if "type" not in attributes]
    assert page.policy == {
        "default-src": "'none'",
        "script-src": " ".join(map(digest, code)),
        "style-src": digest(page.styles[0]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    assert len(code) == 2


def test_policy_and_charset_come_before_all_they_govern() -> None:
    names = [tag for tag, _ in page_of(patrol_graph()).tags]
    assert names[:4] == ["html", "head", "meta", "meta"]
    assert "charset" in page_of(patrol_graph()).tags[2][1]
    assert "http-equiv" in page_of(patrol_graph()).tags[3][1]


def test_vis_network_keeps_its_licence_note() -> None:
    assert "@license" in render(patrol_graph(), schema=SCHEMA)


# ---- hostile text -----------------------------------------------------------------------------------------


def test_hostile_text_adds_no_tag_and_no_script() -> None:
    hostile, harmless = page_of(hostile_graph()), page_of(patrol_graph())
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert [len(hostile.scripts), len(hostile.styles)] == [4, 1]


def test_embedded_values_hold_no_character_that_html_or_javascript_could_take_for_an_end() -> None:
    page = page_of(hostile_graph())
    values = [text for attributes, text in page.scripts if attributes.get("type") == "application/json"]
    assert len(values) == 2
    assert not [text for text in values if re.search(r"[<>&'\u2028\u2029\x00-\x08]", text)]


def test_hostile_text_comes_out_as_it_went_in() -> None:
    panels = page_of(hostile_graph()).json("panel-data")
    assert {entity["name"] for entity in panels["entities"]} == set(HOSTILE)
    assert {claim["quotes"][0] for one in panels["edges"] for claim in one["claims"]} == set(HOSTILE[:-1])
    assert set(panels["documents"]) == set(HOSTILE)


def test_hostile_words_of_a_user_s_schema_add_no_tag() -> None:
    text = HOSTILE[0]
    schema = Schema(
        {"Unit": Label("Unit", text, text)},
        {"PART_OF": RelationType("PART_OF", frozenset({"Unit"}), frozenset({"Unit"}), True, text)},
    )
    graph = make_graph([make_entity("n1", "Moss"), make_entity("n2", "Fern")], [make_claim("PART_OF", "n1", "n2")])
    page = Page(render(graph, schema=schema))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in page_of(graph).tags]
    assert page.json("panel-data")["labels"][0]["colour"] == text


# ---- what the page tells ----------------------------------------------------------------------------------


def test_title_counts_entities_relations_and_documents() -> None:
    title = "kgbuild: 8 entities, 7 relations from 2 documents"
    assert page_of(patrol_graph()).shown.count(title) == 2  # the tab's title and the heading


def test_title_of_a_single_thing_is_in_the_singular() -> None:
    graph = make_graph([make_entity("n1", "Moss")], [make_claim("PART_OF", "n1", "n1")])
    assert "kgbuild: 1 entity, 1 relation from 1 document" in page_of(graph).shown


def test_empty_graph_says_so_and_runs_no_script() -> None:
    page = page_of(replace(EMPTY, documents=(make_document(),)))
    assert "This graph is empty" in page.shown
    assert "0 entities, 0 relations from 1 document" in page.shown
    assert not page.scripts


def test_entity_panel_tells_aliases_mentions_documents_and_edges() -> None:
    panels = page_of(patrol_graph()).json("panel-data")
    assert panels["entities"][0] == {
        "id": "n1",
        "label": "Unit",
        "name": "9th Lake Brigade",
        "aliases": ["9 Bde", "Brigade of the Lake"],
        "mentions": 7,
        "documents": [["report", 7]],
        "edges": 3,
    }
    assert panels["entities"][1]["documents"] == [["column", 3], ["report", 2]]
    assert panels["entities"][2]["attributes"] == {"country": "Norland"}
    assert panels["documents"]["report"] == {
        "title": "Harbour watch",
        "published": "2021-03-04",
        "source": "The Kestrel",
    }


def test_edge_panel_tells_every_claim_with_its_quote_and_who_says_so() -> None:
    _, told = edge(page_of(patrol_graph()), "COMMANDS")
    assert (told["confidence"], told["first_cited"], told["last_cited"]) == (1.0, "2021-03-04", "2021-05-06")
    assert [(one["document"], one["quotes"], one["confidence"]) for one in told["claims"]] == [
        ("report", ["Col Ada Nwosu leads the brigade."], 1.0),
        ("column", ["Nwosu was named to it."], 0.5),
    ]
    assert [told["claims"][0][name] for name in ("rank", "role", "by")] == ["Col", "leader", "Ministry of Tides"]


def test_legend_counts_labels_in_the_order_of_the_schema() -> None:
    labels = page_of(patrol_graph()).json("panel-data")["labels"]
    assert [(one["name"], one["count"]) for one in labels] == [
        ("Person", 2),
        ("Organisation", 1),
        ("Unit", 4),
        ("Place", 1),
    ]
    assert [one["colour"] for one in labels] == [SCHEMA.labels[one["name"]].colour for one in labels]


def test_label_and_type_that_the_schema_lost_are_still_shown() -> None:
    graph = make_graph(
        [make_entity("n1", "Moss", label="Vessel"), make_entity("n2", "Fern")], [make_claim("TOWS", "n1", "n2")]
    )
    panels = page_of(graph).json("panel-data")
    assert [one["name"] for one in panels["labels"]] == ["Unit", "Vessel"]
    assert panels["types"]["TOWS"]["directed"] is True


# ---- how it is drawn --------------------------------------------------------------------------------------


def test_edge_has_the_name_of_its_type_and_an_arrow() -> None:
    drawn, _ = edge(page_of(patrol_graph()), "COMMANDS")
    assert (drawn["label"], drawn["arrows"]) == ("COMMANDS", "to")
    assert "dashes" not in drawn


def test_edge_without_direction_has_no_arrow() -> None:
    drawn, _ = edge(page_of(patrol_graph()), "ALLIED_WITH")
    assert (drawn["label"], drawn["arrows"]) == ("ALLIED_WITH", "")


@pytest.mark.parametrize(
    ("type", "modality"),
    [("DEPLOYED_TO", "planned"), ("ATTACKED", "possible"), ("ATTACKED", "past"), ("PART_OF", "negated")],
)
def test_edge_that_is_not_asserted_says_so_and_looks_different(type: str, modality: str) -> None:
    page = page_of(patrol_graph())
    subject = {"possible": "لواء الصقر", "past": "Речная стража"}.get(modality)
    drawn, _ = edge(page, type, subject=subject)
    asserted = json.loads(page.json("network-data")["options"])["edges"]["color"]["color"]
    assert drawn["label"] == f"{type} ({modality})"
    assert drawn["color"]["color"] != asserted
    assert ("dashes" in drawn) == (modality != "past")


def test_edges_between_the_same_two_entities_bend_to_different_sides() -> None:
    page = page_of(patrol_graph())
    there, _ = edge(page, "ATTACKED", subject="لواء الصقر")
    back, _ = edge(page, "ATTACKED", subject="Речная стража")
    # Drawn from opposite ends, equal bends lie on opposite sides of the straight line.
    assert there["smooth"]["roundness"] == back["smooth"]["roundness"] != 0
    assert "smooth" not in edge(page, "COMMANDS")[0]


def test_entity_with_more_mentions_is_drawn_larger() -> None:
    page = page_of(patrol_graph())
    sizes = [node(page, name)["size"] for name in ("9th Lake Brigade", "Ada Nwosu", "Port Sable")]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[2]


def test_every_label_is_a_group_with_the_colour_of_the_schema() -> None:
    page = page_of(patrol_graph())
    groups = json.loads(page.json("network-data")["options"])["groups"]
    assert {name: group["color"]["background"] for name, group in groups.items()} == {
        name: label.colour for name, label in SCHEMA.labels.items()
    }
    assert node(page, "Port Sable")["group"] == "Place"


def test_nothing_moves_by_itself() -> None:
    options = json.loads(page_of(patrol_graph()).json("network-data")["options"])
    assert options["physics"] == {"enabled": False}


def test_no_edge_is_exactly_level() -> None:
    network = page_of(chain_graph(60)).json("network-data")
    heights = {one["id"]: one["y"] for one in network["nodes"]}
    assert all(isinstance(height, int) for height in heights.values())  # vis-network drops fractions
    assert not [one for one in network["edges"] if heights[one["from"]] == heights[one["to"]]]


def test_edge_of_an_entity_to_itself_is_drawn() -> None:
    graph = make_graph([make_entity("n1", "Moss")], [make_claim("ALLIED_WITH", "n1", "n1")])
    drawn, _ = edge(page_of(graph), "ALLIED_WITH")
    assert drawn["from"] == drawn["to"] == 0


# ---- graphs too large to show -----------------------------------------------------------------------------


def test_large_graph_shows_the_most_mentioned_and_says_what_is_left_out() -> None:
    page = page_of(chain_graph(30), limit=10)
    panels = page.json("panel-data")
    assert [one["name"] for one in panels["entities"]] == [f"{at}th Company" for at in range(20, 30)]
    assert len(panels["edges"]) == 9
    assert "kgbuild: 30 entities, 29 relations from 1 document" in page.shown
    assert "shows the 10 entities with the most mentions" in page.shown
    assert "Left out: 20 entities and 20 relations." in page.shown


def test_entity_at_the_rim_of_a_large_graph_still_counts_its_edges_to_what_is_left_out() -> None:
    panels = page_of(chain_graph(30), limit=10).json("panel-data")
    assert panels["entities"][0]["edges"] == 2
    assert [one["subject"] for one in panels["edges"]].count(0) == 1


def test_graph_that_fits_says_nothing_of_being_left_out() -> None:
    assert "Left out" not in page_of(chain_graph(10), limit=10).shown


# ---- same input, same page --------------------------------------------------------------------------------


def test_page_is_the_same_to_the_byte_in_another_process() -> None:
    program = (
        "import hashlib; from kgbuild.schema import default_schema; from kgbuild.stages.view import render;"
        "from tests.stages.view.worlds import patrol_graph;"
        "print(hashlib.sha256(render(patrol_graph(), schema=default_schema()).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    html = render(patrol_graph(), schema=SCHEMA)
    assert other.stdout.strip() == hashlib.sha256(html.encode()).hexdigest()


def test_importing_the_stage_loads_none_of_its_libraries() -> None:
    program = (
        "import sys, kgbuild.stages.view;"
        "print(sorted({'pyvis', 'networkx', 'numpy', 'IPython'} & {name.split('.')[0] for name in sys.modules}))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == "[]"


# ---- writing the file -------------------------------------------------------------------------------------


def test_written_file_is_the_rendered_page_and_the_only_new_one(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    write_html(patrol_graph(), path, schema=SCHEMA)
    assert path.read_text(encoding="utf-8") == render(patrol_graph(), schema=SCHEMA)
    assert list(tmp_path.iterdir()) == [path]


def test_written_file_can_be_read_by_whoever_the_umask_lets(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    before = os.umask(0o022)
    try:
        write_html(EMPTY, path, schema=SCHEMA)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "shared.html", tmp_path / "graph.html"
    target.write_text("old")
    link.symlink_to(target)
    write_html(EMPTY, link, schema=SCHEMA)
    assert link.is_symlink()
    assert "kgbuild" in target.read_text()


def test_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_html(EMPTY, tmp_path / "reports" / "graph.html", schema=SCHEMA)
    assert "cannot write" in str(caught.value)
    assert caught.value.hint.startswith(f"make the folder {tmp_path / 'reports'} first")


def test_folder_in_place_of_the_file_is_explained_and_kept(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_html(EMPTY, tmp_path, schema=SCHEMA)
    assert "is a folder" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "graph.html"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="not a regular file"):
        write_html(EMPTY, pipe, schema=SCHEMA)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_file_that_cannot_be_finished_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system has no limit on file sizes to set")
    path = tmp_path / "graph.html"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError):
            write_html(patrol_graph(), path, schema=SCHEMA)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EACCES, "may not write"),
        (errno.EROFS, "cannot be written to"),
        (errno.EIO, "another place"),
    ],
)
def test_failure_of_the_disk_is_explained(
    number: int, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_html(EMPTY, tmp_path / "graph.html", schema=SCHEMA)
    assert advice in caught.value.hint
    assert isinstance(caught.value.__cause__, OSError)
    assert list(tmp_path.iterdir()) == []
