from __future__ import annotations

import base64
import errno
import hashlib
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import OutputError
from kgbuild.model import Graph
from kgbuild.schema import Label, Schema, default_schema
from kgbuild.stages.view import Choice, render, write_html
from kgbuild.stages.view.page import SCRIPTS, STYLES
from tests.factories import make_claim, make_entity, make_graph
from tests.stages.view.pages import Page
from tests.stages.view.worlds import HOSTILE, chain_graph, crowd_graph, hostile_graph, patrol_graph

SCHEMA = default_schema()
EMPTY = Graph((), (), ())


def page_of(graph: Graph, **options: Any) -> Page:
    return Page(render(graph, schema=SCHEMA, **options))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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


@pytest.mark.parametrize("graph", [patrol_graph(), crowd_graph(600, 900)], ids=["by vis-network", "on our canvas"])
def test_policy_allows_no_request_and_no_script_but_the_page_s_own(graph: Graph) -> None:
    page = page_of(graph)
    code = [text for attributes, text in page.scripts if "type" not in attributes]
    assert page.policy == {
        "default-src": "'none'",
        "script-src": " ".join(map(digest, code)),
        "style-src": " ".join(map(digest, page.styles)),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    assert len(page.styles) == len(STYLES)
    assert len(code) == len(SCRIPTS) + (len(graph.entities) <= 300)


def test_policy_and_charset_come_before_all_they_govern() -> None:
    tags = page_of(patrol_graph()).tags
    assert [tag for tag, _ in tags[:4]] == ["html", "head", "meta", "meta"]
    assert "charset" in tags[2][1]
    assert "http-equiv" in tags[3][1]


def test_vis_network_keeps_its_licence_note() -> None:
    assert "@license" in render(patrol_graph(), schema=SCHEMA)


def test_large_page_leaves_vis_network_out() -> None:
    page = page_of(crowd_graph(600, 900))
    assert page.data["renderer"] == "canvas"
    assert page.network["nodes"] == []
    assert "@license" not in page.html


def test_hostile_texts_stay_in_the_packed_data() -> None:
    page = page_of(hostile_graph())
    assert [tag for tag, _ in page.tags].count("img") == 0
    assert "alert(1)" not in page.shown
    markup = [text for text in HOSTILE if "<" in text]
    assert len(HOSTILE) >= 200
    assert not [text for text in markup if text in page.html]
    assert set(page.data["texts"]) >= {text for text in HOSTILE if text}


# ---- what the page holds ----------------------------------------------------------------------------------


def test_every_entity_and_edge_of_the_graph_is_in_the_data() -> None:
    graph = patrol_graph()
    page = page_of(graph)
    assert page.texts("entities", "name") == [one.name for one in graph.entities]
    assert page.texts("edges", "type") == [one.type for one in graph.edges]
    assert page.texts("documents", "title") == ["Column on the river", "Harbour watch"]
    assert page.data["edges"]["claims"] == [len(one.claims) for one in graph.edges]


def test_claim_keeps_all_that_is_told_of_it() -> None:
    page = page_of(patrol_graph())
    at = page.texts("claims", "id").index("c1")
    told = {name: page.texts("claims", name)[at] for name in ("modality", "role", "rank")}
    assert told == {"modality": "asserted", "role": "leader", "rank": "Col"}
    assert page.texts("entities", "name")[page.data["claims"]["by"][at]] == "Ministry of Tides"
    (quote,) = page.data["claims"]["quotes"][at]
    assert page.data["texts"][quote] == "Col Ada Nwosu leads the brigade."


def test_legend_counts_labels_in_the_order_of_the_schema() -> None:
    labels = page_of(patrol_graph()).data["labels"]
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
    data = page_of(graph).data
    assert [one["name"] for one in data["labels"]] == ["Unit", "Vessel"]
    assert [(one["name"], one["directed"], one["family"]) for one in data["types"]] == [("TOWS", True, "other")]


def test_users_label_has_its_colour() -> None:
    schema = Schema({**SCHEMA.labels, "Vessel": Label("Vessel", "#123456", "a ship")}, SCHEMA.relations)
    page = Page(render(make_graph([make_entity("n1", "Moss", label="Vessel")]), schema=schema))
    assert page.data["labels"][0]["colour"] == "#123456"


# ---- what vis-network draws -------------------------------------------------------------------------------


def edge(page: Page, type: str) -> dict[str, Any]:
    return dict(page.network["edges"][page.texts("edges", "type").index(type)])


def test_arrow_tells_which_edges_have_a_direction() -> None:
    page = page_of(patrol_graph())
    assert (edge(page, "COMMANDS")["arrows"], edge(page, "ALLIED_WITH")["arrows"]) == ("to", "")


@pytest.mark.parametrize("type", ["DEPLOYED_TO", "ATTACKED", "PART_OF"])
def test_edge_that_is_not_asserted_is_dashed(type: str) -> None:
    page = page_of(patrol_graph())
    assert edge(page, type)["dashes"]
    assert "dashes" not in edge(page, "COMMANDS")


def test_dash_of_every_modality_is_its_own() -> None:
    dashes = [tuple(one["dash"]) for one in page_of(patrol_graph()).data["modalities"]]
    assert len(set(dashes)) == len(dashes) == 5


def test_edges_between_the_same_two_entities_bend_to_different_sides() -> None:
    page = page_of(patrol_graph())
    there, back = (
        bend
        for bend, type in zip(page.data["edges"]["bend"], page.texts("edges", "type"), strict=True)
        if type == "ATTACKED"
    )
    # Drawn from opposite ends, equal bends lie on opposite sides of the straight line.
    assert there == back != 0
    assert "smooth" not in edge(page, "COMMANDS")


def test_more_important_entity_is_drawn_larger() -> None:
    page = page_of(patrol_graph())
    size = dict(zip(page.texts("entities", "name"), page.data["entities"]["radius"], strict=True))
    assert size["9th Lake Brigade"] > size["Ada Nwosu"] > size["Port Sable"]


def test_nothing_moves_by_itself() -> None:
    assert '"physics": {"enabled": false}' in page_of(patrol_graph()).network["options"]


# ---- large graphs -----------------------------------------------------------------------------------------


def test_large_graph_draws_its_most_important_part_and_says_so() -> None:
    page = page_of(chain_graph(30), whole=20, part=10)
    names = page.texts("entities", "name")
    assert len(names) == 30
    assert [names[at] for at in page.data["entities"]["drawn"]][-5:] == [f"{at}th Company" for at in range(25, 30)]
    assert len(page.data["entities"]["drawn"]) == 10
    assert "30 entities, 29 relations from 1 document" in page.shown
    assert "begins with 10 entities" in page.shown
    assert "the other 20" in page.shown


def test_graph_that_fits_says_nothing_of_being_left_out() -> None:
    page = page_of(chain_graph(20), whole=20)
    assert len(page.data["entities"]["drawn"]) == 20
    assert "begins with" not in page.shown


def test_page_of_a_part_says_of_how_much_it_was_made() -> None:
    page = page_of(patrol_graph(), choice=Choice(focus="Ada Nwosu", depth=1))
    assert page.texts("entities", "name") == ["9th Lake Brigade", "Ada Nwosu"]
    assert "made of 2 of the graph's 8 entities" in page.shown


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
