"""A user's labels, types, lists and recogniser, from kgbuild.toml to the graph, with the shipped model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from kgbuild import pipeline
from kgbuild.cli import main
from kgbuild.config import load_config
from kgbuild.projection import Whole, check
from kgbuild.schema import default_schema, use_schema
from kgbuild.stages.store.workspace import Workspace
from tests.stages.view.pages import Page

SETTINGS = """
[labels.Operation]
colour = "#b07aa1"
description = "a named campaign"
patterns = [[{LOWER = "operation"}, {IS_TITLE = true, OP = "+"}]]

[relations.TAKES_PART_IN]
subject = ["Unit", "Person"]
object = ["Operation"]
description = "takes part in"
patterns = ["{subject} joined {object}"]

[relations.ALLIED_WITH]
patterns = ["{subject} shares its bread with {object}"]

[gazetteers]
Unit = ["units.txt"]
"""
REPORTS = {
    "first": "The Grey Herons joined Operation Silent Dune near Lusaka. They shared what they had.",
    "second": "In spring men of GH-7 left. Chipo Banda praised Operation Silent Dune, and he knew why.",
    "third": "Grey Herons shares its bread with Blue Otters.",
}


@pytest.fixture(autouse=True)
def _shipped_schema():
    yield
    use_schema(default_schema())


@pytest.fixture
def reports() -> Path:
    Path("kgbuild.toml").write_text(SETTINGS, encoding="utf-8")
    Path("units.txt").write_text("Grey Herons | GH-7\nBlue Otters\n", encoding="utf-8")
    Path("reports").mkdir()
    for name, text in REPORTS.items():
        Path("reports", f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    return Path("reports")


def extracted(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict]:
    capsys.readouterr()
    assert main(["extract", "reports", "--quiet", *arguments]) == 0
    records = map(json.loads, capsys.readouterr().out.splitlines())
    return {record["id"]: record for record in records}


def names_in(record: dict, label: str) -> set[str]:
    return {entity["name"] for entity in record["entities"] if entity["label"] == label}


def relations_in(record: dict) -> set[tuple[str, str, str]]:
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    return {(names[one["head"]], one["type"], names[one["tail"]]) for one in record["relations"]}


def test_own_labels_lists_and_types_are_extracted(reports, capsys):
    found = extracted(capsys)
    assert names_in(found["first"], "Operation") == {"Operation Silent Dune"}
    assert names_in(found["second"], "Operation") == {"Operation Silent Dune"}
    assert "GH-7" in names_in(found["second"], "Unit")
    assert ("Grey Herons", "TAKES_PART_IN", "Operation Silent Dune") in relations_in(found["first"])
    assert ("Grey Herons", "ALLIED_WITH", "Blue Otters") in relations_in(found["third"])


def test_a_list_alone_is_found_without_a_warning(reports, capsys):
    Path("kgbuild.toml").write_text('[gazetteers]\nUnit = ["units.txt"]\n', encoding="utf-8")
    assert "GH-7" in names_in(extracted(capsys)["second"], "Unit")


def test_they_reach_the_workspace_the_view_and_neo4j(reports):
    assert main(["ingest", "reports", "--quiet"]) == 0
    config = load_config(file=Path("kgbuild.toml"))
    with Workspace.open(config.db) as workspace:
        graph = workspace.graph()
    names = {entity.id: (entity.label, entity.name) for entity in graph.entities}
    assert ("Operation", "Operation Silent Dune") in names.values()
    joined = [edge for edge in graph.edges if edge.type == "TAKES_PART_IN"]
    assert [names[edge.object] for edge in joined] == [("Operation", "Operation Silent Dune")]
    # Its two names, each in a document of its own, are one entity: a list says so.
    assert [name for label, name in names.values() if name in ("Grey Herons", "GH-7")] == ["Grey Herons"]
    labels = Page(config.html.read_text(encoding="utf-8")).data["labels"]
    assert "#b07aa1" in [label["colour"] for label in labels]
    check(Whole(graph), schema=config.schema)


def read_and_unchanged() -> tuple[int, int]:
    report = pipeline.ingest([Path("reports")], config=load_config(file=Path("kgbuild.toml")))
    return len(report.read), len(report.unchanged)


def test_other_settings_read_the_documents_again(reports):
    assert read_and_unchanged() == (3, 0)
    assert read_and_unchanged() == (0, 3)
    with Path("units.txt").open("a", encoding="utf-8") as file:
        file.write("Red Larks\n")
    assert read_and_unchanged() == (3, 0)
    Path("kgbuild.toml").write_text(SETTINGS.replace("joined", "entered"), encoding="utf-8")
    assert read_and_unchanged() == (3, 0)
    Path("kgbuild.toml").unlink()
    assert read_and_unchanged() == (3, 0)


def make_recogniser(folder: str, *, persons: list[str]) -> str:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": one} for one in persons])
    nlp.to_disk(folder)
    return f"spacy:{folder}"


def test_another_recogniser_gives_the_names_and_ours_goes_on_from_them(reports, capsys):
    Path("kgbuild.toml").unlink()
    ours = extracted(capsys)["second"]
    name = make_recogniser("small", persons=["Banda", "Grey Herons"])
    theirs = extracted(capsys, "--recogniser", name)["second"]
    assert names_in(ours, "Person") == {"Chipo Banda"} and names_in(theirs, "Person") == {"Banda"}
    (banda,) = [entity for entity in theirs["entities"] if entity["name"] == "Banda"]
    assert "pronoun" in {mention["kind"] for mention in banda["mentions"]}


def test_a_recogniser_none_of_whose_labels_is_known_stops_before_work(reports, capsys):
    Path("kgbuild.toml").unlink()
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "Organization", "pattern": "Grey Herons"}])
    nlp.to_disk("odd")
    assert main(["extract", "reports", "--recogniser", "spacy:odd"]) == 2
    assert "has no label that is known: Organization" in capsys.readouterr().err
    Path("kgbuild.toml").write_text('[recogniser_labels]\nOrganization = "Unit"\n', encoding="utf-8")
    assert "Grey Herons" in names_in(extracted(capsys, "--recogniser", "spacy:odd")["first"], "Unit")


def test_another_recogniser_reads_the_documents_again(reports):
    Path("kgbuild.toml").unlink()
    assert main(["ingest", "reports", "--quiet"]) == 0
    for persons, read in (["Banda"], 3), (["Banda"], 0), (["Chipo"], 3):
        name = make_recogniser("small", persons=persons)
        report = pipeline.ingest([Path("reports")], config=load_config(flags={"recogniser": name}))
        assert len(report.read) == read


@pytest.mark.parametrize("command", ["ingest", "extract"])
@pytest.mark.parametrize(
    ("arguments", "settings", "complaint"),
    [
        (["--recogniser", "spacy:en_nowhere_sm"], "", "error: there is no spaCy pipeline 'en_nowhere_sm'"),
        (["--recogniser", "nowhere"], "", "error: there is no recogniser 'nowhere'"),
        ([], 'recogniser = "spacy:en_nowhere_sm"', "error: there is no spaCy pipeline 'en_nowhere_sm'"),
        ([], "[labels.Unit]\npatterns = [[{LOWR = 'x'}]]", "error: [labels.Unit]: a pattern is none"),
        ([], "[labels.Unit]\npatterns = [[{TEXT = {REGEX = '(('}}]]", "error: [labels.Unit]: a pattern is none"),
        ([], "[labels.Unit]\npatterns = [[{POS = 'NOUN'}]]", "error: [labels.Unit]: a pattern is none"),
        ([], "[labels.Unit]\npatterns = [[{LEMMA = 'lark'}]]", "error: [labels.Unit]: a pattern is none"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_before_work(command, arguments, settings, complaint, reports, capsys):
    Path("kgbuild.toml").write_text(settings, encoding="utf-8")
    assert main([command, "reports", "--quiet", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    error, hint = output.err.splitlines()
    assert error.startswith(complaint) and hint.startswith("hint: ")
    assert not Path("kgbuild.db").exists()
