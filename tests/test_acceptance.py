"""What the shipped model reaches on text it was not trained on, and what two real articles become.

Needs the annotated sets beside the repository; the figures are those that the project has promised, not the ones
it reaches (the README has these).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild import evaluate, pipeline
from kgbuild.config import Config
from kgbuild.stages.store.workspace import Workspace

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated sets are not beside the repository"),
]


@pytest.mark.parametrize(
    ("gold", "names", "units", "coreference", "relations", "modality", "role"),
    [("dev", 0.89, 0.86, 0.78, 0.57, 0.88, 0.85), ("seeds", 0.96, 0.93, 0.78, 0.68, 0.85, 0.85)],
)
def test_figures(gold, names, units, coreference, relations, modality, role):
    scores = evaluate.evaluate(SHARED / "data" / f"{gold}.jsonl")
    assert scores.names.exact.f1 >= names
    assert scores.names.labels["Unit"].f1 >= units
    assert scores.b_cubed.f1 >= coreference
    assert scores.relations.exact.f1 >= relations
    assert scores.relations.modality >= modality
    assert scores.relations.attributes["role"].agreement >= role


def test_confidence_means_what_it_says():
    scores = evaluate.evaluate(SHARED / "data" / "dev.jsonl")
    assert scores.names.calibration.error <= 0.05
    assert scores.relations.calibration.error <= 0.05


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    config = Config(db=folder / "kgbuild.db", html=folder / "graph.html")
    report = pipeline.ingest([SHARED / "seeds"], config=config)
    assert report.exit_code == 0
    with Workspace.open(config.db) as workspace:
        return workspace.graph()


def entity(graph, name):
    """The one entity that goes by `name`."""
    found = [one for one in graph.entities if name in (one.name, *one.aliases)]
    assert len(found) == 1, f"{name}: {[(one.id, one.name, one.label) for one in found]}"
    return found[0]


def related(graph, type, subject, object):
    ends = (entity(graph, subject).id, entity(graph, object).id)
    return any((edge.type, edge.subject, edge.object) == (type, *ends) for edge in graph.edges)


def test_both_spellings_are_one_militia_and_not_the_lebanese_one(graph):
    militia = entity(graph, "Kataeb Hezbollah")
    assert militia == entity(graph, "Kataib Hezbollah")
    assert militia.id != entity(graph, "Hezbollah").id


@pytest.mark.parametrize(
    ("type", "subject", "object"),
    [
        ("OPERATES_UNDER", "Kataeb Hezbollah", "Popular Mobilization Forces"),
        ("PART_OF", "504th Parachute Infantry Regiment", "82nd Airborne Division"),
        ("COMMANDS", "Qassem Soleimani", "Quds Force"),
        ("PART_OF", "Quds Force", "Iranian Revolutionary Guard Corps"),
        ("COMMANDS", "Mark Milley", "Joint Chiefs of Staff"),
    ],
)
def test_the_articles_relations(graph, type, subject, object):
    assert related(graph, type, subject, object)


def test_the_regiment_was_deployed(graph):
    regiment = entity(graph, "504th Parachute Infantry Regiment")
    assert any(edge.type == "DEPLOYED_TO" and edge.subject == regiment.id for edge in graph.edges)
