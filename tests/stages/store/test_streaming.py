from __future__ import annotations

import random
import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.model import Graph, Resolution
from kgbuild.projection import Whole, rows
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_claim, make_extraction

TYPES = ("PART_OF", "ALLIED_WITH", "ATTACKED", "ALLIED_WITH")


def fill(workspace: Workspace, *, documents: int, entities: int = 9) -> list[str]:
    """Put in documents that join entities by claims; returns the ids of the claims."""
    choose = random.Random(1)
    entity_of = {}
    for number in range(documents):
        names = {f"e{local}": [f"Corps {choose.randrange(entities)}"] for local in range(6)}
        claims = []
        for _ in range(8):
            subject, object = choose.sample(list(names), 2)
            claim = make_claim(choose.choice(TYPES), subject, object, start=choose.randrange(90), role="head")
            claims.append(replace(claim, by=choose.choice([None, "e0"]), evidence=claim.evidence * 2))
        day = choose.choice([None, f"2021-03-{number % 28 + 1:02}"])
        workspace.put(make_extraction(names, claims, id=f"d{number:04}", published=day), fingerprint="f")
        entity_of |= {(f"d{number:04}", local): f"x{name[6:]}" for local, (name,) in names.items()}
    named = {id: ("Unit", f"Corps {id[1:]}", (f"C{id[1:]}",)) for id in entity_of.values()}
    attributes = {"x1": {"number": "1", "branch": "army"}}
    workspace.assign(Resolution(entity_of, dict(sorted(named.items())), attributes, redirects={"y1": "x1"}))
    workspace.compare_texts()
    return [one.id for one in workspace.claims()]


def without_texts(graph: Graph) -> Graph:
    return replace(graph, documents=tuple(replace(one, text="", reading="") for one in graph.documents))


@pytest.mark.parametrize("judged", [False, True])
def test_stream_gives_the_graph_that_is_read_whole(judged: bool, tmp_path: Path):
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        claims = fill(workspace, documents=20)
        choose = random.Random(2)
        statuses = {id: choose.choice(["rejected", "accepted"]) for id in claims[::2]} if judged else {}
        whole = workspace.graph(statuses)

        with workspace.streamed(statuses) as stream:
            streamed = Graph(tuple(stream.documents), tuple(stream.entities), tuple(stream.edges))
            redirects = tuple(stream.redirects)
            assert list(rows(stream)) == list(rows(Whole(whole, redirects)))
            assert stream.words == ({"Unit"}, set(TYPES))
            assert stream.size >= Whole(whole).size

    assert len(whole.edges) > 50
    assert streamed.edges == whole.edges
    assert streamed.entities == whole.entities
    assert [one.id for one in streamed.documents] == [one.id for one in whole.documents]
    assert redirects == (("x1", "y1"),)


def test_stream_is_of_one_moment(tmp_path: Path):
    with Workspace.open(tmp_path / "kgbuild.db") as workspace, Workspace.open(tmp_path / "kgbuild.db") as other:
        fill(workspace, documents=3)
        with workspace.streamed() as stream:
            before = list(stream.documents)
            assert other.remove("d0001")
            assert list(stream.documents) == before
        with workspace.streamed() as stream:
            assert len(list(stream.documents)) == 2


def test_stream_holds_a_small_part_of_the_graph(tmp_path: Path):
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        fill(workspace, documents=300, entities=900)
        tracemalloc.start()
        with workspace.streamed() as stream:
            count = sum(1 for _ in rows(stream))
        streamed = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        graph = workspace.graph()
        whole = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == sum(1 for _ in rows(Whole(graph, (("x1", "y1"),))))
    assert streamed < whole / 10


def test_identity_is_kept_and_is_nobody_elses(tmp_path: Path):
    with Workspace.open(tmp_path / "a.db") as one, Workspace.open(tmp_path / "b.db") as other:
        identity = one.identity()
        assert identity == one.identity() != other.identity()
    shutil.copy(tmp_path / "a.db", tmp_path / "copy.db")
    with Workspace.open(tmp_path / "copy.db") as copy:
        assert copy.identity() == identity
