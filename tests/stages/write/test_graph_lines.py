from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

from kgbuild.model import Edge, Entity, Graph, Mention, StoredClaim
from kgbuild.stages.write import graph_lines
from tests.factories import make_claim, make_document, make_entity

CLAIM = make_claim("COMMANDS", "e1", "e2", quote="Roe leads it.", role="chief", date_from="2019-05", by="e1")
GRAPH = Graph(
    (make_document("b", title="B", published="2020-01-02"), make_document("a", source="a paper")),
    (
        make_entity("e2", "9th Brigade", aliases=("9 Bde",), attributes={"number": "9", "echelon": "brigade"}),
        make_entity("e1", "Ann Roe", label="Person"),
    ),
    (
        Edge(
            "COMMANDS",
            "e1",
            "e2",
            (
                StoredClaim("c2", "b", "e1", "e2", "e1", CLAIM, "accepted"),
                StoredClaim("c1", "a", "e1", "e2", None, CLAIM),
            ),
            "2020-01-02",
            "2020-01-02",
            publications=1,
        ),
    ),
)  # fmt: skip
MENTIONS = [
    ("e1", "a", Mention(4, 11, "name", "Person", "Ann Roe", "e3")),
    ("e1", "a", Mention(20, 22, "pronoun", "Person", "he", "e3")),
    ("e1", "b", Mention(0, 3, "name", "Person", "Roe", "e1")),
    ("e15", "b", Mention(5, 8, "name", "Unit", "Old", "e9")),
    ("e2", "b", Mention(30, 41, "name", "Unit", "9th Brigade", "e2")),
]


def records(graph: Graph = GRAPH) -> list[dict[str, Any]]:
    return [json.loads(line) for line in graph_lines(graph, MENTIONS)]


def test_each_line_tells_what_it_is_and_all_are_sorted() -> None:
    assert [(one["record"], one.get("id")) for one in records()] == [
        ("document", "a"),
        ("document", "b"),
        ("entity", "e1"),
        ("entity", "e2"),
        ("edge", None),
        ("claim", "c1"),
        ("claim", "c2"),
    ]


def test_an_entity_has_all_its_mentions() -> None:
    first, second = records()[2:4]
    assert first == {
        "record": "entity",
        "id": "e1",
        "label": "Person",
        "name": "Ann Roe",
        "aliases": [],
        "attributes": {},
        "mentions": [
            {"doc": "a", "start": 4, "end": 11, "kind": "name"},
            {"doc": "a", "start": 20, "end": 22, "kind": "pronoun"},
            {"doc": "b", "start": 0, "end": 3, "kind": "name"},
        ],
    }
    assert second["aliases"] == ["9 Bde"]
    assert list(second["attributes"].items()) == [("echelon", "brigade"), ("number", "9")]
    assert second["mentions"] == [{"doc": "b", "start": 30, "end": 41, "kind": "name"}]


def test_documents_edges_and_claims() -> None:
    listed = records()
    assert listed[1] == {"record": "document", "id": "b", "title": "B", "date": "2020-01-02", "source": None}
    assert listed[4] == {
        "record": "edge",
        "type": "COMMANDS",
        "subject": "e1",
        "object": "e2",
        "modality": "asserted",
        "confidence": 1.0,
        "first_cited": "2020-01-02",
        "last_cited": "2020-01-02",
        "start_known": True,
        "end_known": False,
        "claims": ["c1", "c2"],
        "documents": ["a", "b"],
        "publications": 1,
    }
    assert listed[6] == {
        "record": "claim",
        "id": "c2",
        "type": "COMMANDS",
        "subject": "e1",
        "object": "e2",
        "by": "e1",
        "doc": "b",
        "modality": "asserted",
        "confidence": 1.0,
        "role": "chief",
        "rank": None,
        "count": None,
        "date": None,
        "date_from": "2019-05",
        "date_to": None,
        "status": "accepted",
        "evidence": [{"start": 0, "end": 13, "quote": "Roe leads it."}],
    }


def test_the_same_graph_in_any_order_gives_the_same_lines() -> None:
    lines = list(graph_lines(GRAPH, MENTIONS))
    draw = random.Random(1)
    for _ in range(20):
        documents, entities = list(GRAPH.documents), list(GRAPH.entities)
        draw.shuffle(documents)
        draw.shuffle(entities)
        (edge,) = GRAPH.edges
        claims = tuple(draw.sample(edge.claims, len(edge.claims)))
        shuffled = replace(edge, claims=claims)
        assert list(graph_lines(Graph(tuple(documents), tuple(entities), (shuffled,)), MENTIONS)) == lines


def test_mentions_are_joined_to_their_entities_whichever_lack_any() -> None:
    draw = random.Random(2)
    for _ in range(200):
        ids = sorted(draw.sample([f"e{number}" for number in range(30)], 12))
        entities = tuple(Entity(id, "Unit", id) for id in ids if draw.random() < 0.7)
        mentions = [
            (id, "a", Mention(start, start + 1, "name", "Unit", "x", "e1"))
            for id in ids
            for start in range(draw.randrange(3))
        ]
        listed = [json.loads(line) for line in graph_lines(Graph((), entities, ()), mentions)]
        for one in listed:
            assert [place["start"] for place in one["mentions"]] == [
                mention.start for id, _, mention in mentions if id == one["id"]
            ]
