"""The order of the stages, with a stand-in for the trained model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild import pipeline
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError, ModelError, OutputError, StoreUnavailable, WorkspaceError
from kgbuild.model import Document, Extraction, Graph, Skipped
from kgbuild.projection import Source
from kgbuild.stages import relate
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import Changes, SyncReport
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_document
from tests.fakes import fake_extract
from tests.stages.view.pages import texts_of

REPORTS = {
    "first.txt": "In spring the Tarn Brigade obeys Isar Corps. It said so.",
    "second.txt": "For a year Tarn Brigade obeys Isar Corps. So they say.",
    "third.md": "The Loire Brigade was in the hills, far from Isar Corps.",
}
SYNCED = SyncReport(Changes(3, 0, 0, 0), Changes(1, 0, 0, 0))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(db=tmp_path / "graph.db", html=tmp_path / "graph.html")


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that were extracted, in order, by the stand-in."""
    ids: list[str] = []

    def extract(documents: Sequence[Document], **_: object) -> Iterator[Extraction]:
        for document in documents:
            ids.append(document.id)
            yield from fake_extract([document])

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(pipeline, "_extractor", lambda _: "fake 1")
    return ids


def graph_of(config: Config) -> Graph:
    with Workspace.open(config.db) as workspace:
        return workspace.graph()


def names_of(config: Config) -> list[str]:
    return sorted(entity.name for entity in graph_of(config).entities)


def edges_of(config: Config) -> list[tuple[str, str, str, tuple[str, ...]]]:
    graph = graph_of(config)
    names = {entity.id: entity.name for entity in graph.entities}
    return sorted((names[edge.subject], edge.type, names[edge.object], edge.documents) for edge in graph.edges)


@pytest.mark.usefixtures("extracted")
def test_three_documents_become_one_graph(reports: Path, config: Config) -> None:
    report = pipeline.ingest([reports], config=config)
    assert report.read == ("first", "second", "third")
    assert (report.unchanged, report.skipped, report.exit_code) == ((), (), 0)
    assert report.graph.entities == {"Unit": 3}
    assert report.graph.edges == {"OPERATES_UNDER": 1}
    assert report.graph.outputs == {"workspace": str(config.db), "view": str(config.html)}
    assert edges_of(config) == [("Tarn Brigade", "OPERATES_UNDER", "Isar Corps", ("first", "second"))]
    assert "Loire Brigade" in texts_of(config.html)


def test_a_second_run_extracts_nothing_and_changes_nothing(
    reports: Path, config: Config, extracted: list[str]
) -> None:
    pipeline.ingest([reports], config=config)
    before, html = graph_of(config), config.html.read_bytes()
    extracted.clear()
    report = pipeline.ingest([reports], config=config)
    assert extracted == []
    assert (report.read, report.unchanged) == ((), ("first", "second", "third"))
    assert graph_of(config) == before
    assert config.html.read_bytes() == html


def test_a_changed_document_replaces_its_claims(reports: Path, config: Config, extracted: list[str]) -> None:
    pipeline.ingest([reports], config=config)
    (reports / "first.txt").write_text("Now Loire Brigade obeys Isar Corps. It is new.\n", encoding="utf-8")
    extracted.clear()
    report = pipeline.ingest([reports], config=config)
    assert extracted == ["first"]
    assert (report.read, report.unchanged) == (("first",), ("second", "third"))
    assert edges_of(config) == [
        ("Loire Brigade", "OPERATES_UNDER", "Isar Corps", ("first",)),
        ("Tarn Brigade", "OPERATES_UNDER", "Isar Corps", ("second",)),
    ]


def test_another_extractor_extracts_all_anew(
    reports: Path, config: Config, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ingest([reports], config=config)
    extracted.clear()
    monkeypatch.setattr(pipeline, "_extractor", lambda _: "fake 2")
    assert pipeline.ingest([reports], config=config).read == ("first", "second", "third")
    assert extracted == ["first", "second", "third"]


def test_a_bad_document_is_skipped_and_the_others_are_kept(
    reports: Path, config: Config, extracted: list[str]
) -> None:
    (reports / "broken.txt").write_text("This is unreadable for the extractor.\n", encoding="utf-8")
    (reports / "empty.txt").write_text("", encoding="utf-8")
    report = pipeline.ingest([reports], config=config)
    assert report.read == ("first", "second", "third")
    assert [Path(one.path).name for one in report.skipped] == ["broken.txt", "empty.txt"]
    assert report.skipped[0].reason == "nobody can read this; write it again"
    assert report.exit_code == 1


@pytest.mark.usefixtures("extracted")
def test_a_changed_document_that_turned_bad_keeps_what_is_stored(reports: Path, config: Config) -> None:
    pipeline.ingest([reports], config=config)
    before = edges_of(config)
    (reports / "first.txt").write_text("It has become unreadable.\n", encoding="utf-8")
    report = pipeline.ingest([reports], config=config)
    assert [Path(one.path).name for one in report.skipped] == ["first.txt"]
    assert edges_of(config) == before


def test_a_few_documents_beside_many_are_resolved_without_the_others(
    reports: Path, config: Config, extracted: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipeline.ingest([reports], config=config, draw=False)
    assert not config.html.exists()
    resolved: list[int] = []
    monkeypatch.setattr("kgbuild.stages.resolve.whole.resolve_whole", lambda *_arguments, **_: resolved.append(1))
    monkeypatch.setattr("kgbuild.stages.store.workspace.read_graph", lambda *_arguments, **_: resolved.append(2))
    new = tmp_path / "new"
    new.mkdir()
    (new / "thursday.txt").write_text("The 9th Brigade left.", encoding="utf-8")
    report = pipeline.ingest([new], config=config, draw=False)
    assert report.read == ("thursday",)
    assert report.graph.entities and set(report.graph.outputs) == {"workspace"}
    assert resolved == []
    monkeypatch.undo()
    anew = Config(db=tmp_path / "anew.db", html=tmp_path / "anew.html")
    monkeypatch.setattr(pipeline, "extract", lambda documents, **_: fake_extract(documents))
    monkeypatch.setattr(pipeline, "_extractor", lambda _: "fake 1")
    pipeline.ingest([reports, new], config=anew)
    assert edges_of(config) == edges_of(anew)
    assert names_of(config) == names_of(anew)


@pytest.mark.usefixtures("extracted")
def test_a_file_that_kgbuild_does_not_claim_to_read_is_no_failure(reports: Path, config: Config) -> None:
    (reports / "map.png").write_bytes(b"\x89PNG")
    report = pipeline.ingest([reports], config=config)
    assert [(Path(one.path).name, one.expected) for one in report.skipped] == [("map.png", True)]
    assert report.exit_code == 0


@pytest.mark.usefixtures("extracted")
def test_a_file_does_not_take_the_place_of_another(reports: Path, config: Config, tmp_path: Path) -> None:
    pipeline.ingest([reports], config=config)
    namesake = tmp_path / "elsewhere" / "first.txt"
    namesake.parent.mkdir()
    namesake.write_text("Here Loire Brigade obeys Tarn Brigade. So it is.\n", encoding="utf-8")
    report = pipeline.ingest([namesake], config=config)
    (skipped,) = report.skipped
    assert "is already stored as first" in skipped.reason
    assert "`kgbuild remove first`" in skipped.reason
    assert report.exit_code == 1
    assert len(edges_of(config)) == 1


@pytest.mark.usefixtures("extracted")
def test_a_copy_of_a_stored_file_is_unchanged(reports: Path, config: Config, tmp_path: Path) -> None:
    pipeline.ingest([reports], config=config)
    copy = tmp_path / "copy" / "first.txt"
    copy.parent.mkdir()
    copy.write_bytes((reports / "first.txt").read_bytes())
    report = pipeline.ingest([copy], config=config)
    assert (report.read, report.unchanged, report.skipped) == ((), ("first",), ())


def test_a_stored_file_keeps_its_id_when_a_namesake_joins_it(
    reports: Path, config: Config, tmp_path: Path, extracted: list[str]
) -> None:
    pipeline.ingest([reports], config=config)
    more = tmp_path / "more"
    more.mkdir()
    (more / "first.txt").write_text("Here Loire Brigade obeys Tarn Brigade. So it is.\n", encoding="utf-8")
    extracted.clear()
    report = pipeline.ingest([reports, more], config=config)
    assert report.unchanged == ("first", "second", "third")
    assert report.read == ("more/first",)
    assert extracted == ["more/first"]
    assert pipeline.ingest([more], config=config).unchanged == ("more/first",)


@pytest.mark.usefixtures("extracted")
def test_a_file_is_known_again_by_another_way_to_it(
    reports: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ingest([reports], config=config)
    (reports / "first.txt").write_text("Now Loire Brigade obeys Isar Corps. It is new.\n", encoding="utf-8")
    monkeypatch.chdir(reports.parent)
    assert pipeline.ingest([Path("reports/first.txt")], config=config).read == ("first",)


@pytest.mark.parametrize("given", ["nowhere", "empty"])
def test_nothing_to_read_is_an_error_and_leaves_nothing_behind(given: str, config: Config, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match=f"nothing to read.*{given}|{given}.*") as caught:
        pipeline.ingest([tmp_path / given], config=config)
    assert "nothing to read" in str(caught.value)
    assert not config.db.exists()
    assert not config.html.exists()


def test_an_interrupted_run_keeps_what_it_had_and_goes_on(
    reports: Path, config: Config, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = pipeline.extract

    def interrupted(documents: Sequence[Document], **_: object) -> Iterator[Extraction]:
        if documents[0].id == "second":
            raise KeyboardInterrupt
        yield from patient(documents)

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "extract", interrupted)
        with pytest.raises(KeyboardInterrupt):
            pipeline.ingest([reports], config=config)
    extracted.clear()
    report = pipeline.ingest([reports], config=config)
    assert report.unchanged == ("first",)
    assert extracted == ["second", "third"]
    assert report.graph.entities == {"Unit": 3}


@pytest.mark.usefixtures("extracted")
def test_what_an_interrupted_run_kept_can_be_viewed(
    reports: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted, pytest.raises(KeyboardInterrupt):
        interrupted.setattr(pipeline, "_publish", broken)
        pipeline.ingest([reports], config=config)
    assert pipeline.view(config=config) == config.html
    assert "Tarn Brigade" in texts_of(config.html)


@pytest.mark.usefixtures("extracted")
def test_progress_is_told_document_by_document(reports: Path, config: Config) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.ingest([reports], config=config, progress=lambda *step: told.append(step))
    assert told == [*(("read", done, 3) for done in range(4)), ("resolve", 0, 1), ("view", 0, 1)]


@pytest.mark.usefixtures("extracted")
def test_a_view_that_cannot_be_written_is_reported_and_the_workspace_is_kept(
    reports: Path, config: Config, tmp_path: Path
) -> None:
    config = replace(config, html=tmp_path / "no such folder" / "graph.html")
    report = pipeline.ingest([reports], config=config)
    assert [type(failure) for failure in report.graph.failures] == [OutputError]
    assert report.exit_code == OutputError.exit_code
    assert report.graph.outputs == {"workspace": str(config.db)}
    assert len(edges_of(config)) == 1


@pytest.fixture
def neo4j_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> SyncReport:
        raise StoreUnavailable("nobody answers")

    monkeypatch.setattr(neo4j, "sync", refuse)


@pytest.mark.usefixtures("extracted", "neo4j_down")
def test_a_neo4j_that_fails_is_reported_after_all_else_is_written(reports: Path, config: Config) -> None:
    config = replace(config, neo4j=Neo4jSettings("bolt://localhost:1", password="x"))
    (reports / "empty.txt").write_text("", encoding="utf-8")
    report = pipeline.ingest([reports], config=config)
    assert [str(failure) for failure in report.graph.failures] == ["nobody answers"]
    assert report.exit_code == StoreUnavailable.exit_code
    assert report.graph.outputs == {"workspace": str(config.db), "view": str(config.html)}
    assert config.html.exists()


def without_texts(graph: Graph) -> Graph:
    bare = (Document(one.id, "", one.title, one.source, one.published) for one in graph.documents)
    return replace(graph, documents=tuple(bare))


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Graph]:
    """The graphs that were loaded into a stand-in for Neo4j."""
    graphs: list[Graph] = []

    def sync(graph: Source, **_: object) -> SyncReport:
        graphs.append(Graph(tuple(graph.documents), tuple(graph.entities), tuple(graph.edges)))
        return SYNCED

    monkeypatch.setattr(neo4j, "sync", sync)
    return graphs


@pytest.mark.usefixtures("extracted")
def test_neo4j_is_loaded_when_it_is_named(reports: Path, config: Config, loaded: list[Graph]) -> None:
    pipeline.ingest([reports], config=config)
    assert loaded == []
    named = replace(config, neo4j=Neo4jSettings("bolt://localhost:1", password="x"))
    report = pipeline.ingest([reports], config=named)
    assert loaded == [without_texts(graph_of(config))]
    assert report.graph.sync == SYNCED
    assert report.graph.outputs["Neo4j"] == "bolt://localhost:1"


@pytest.mark.usefixtures("extracted")
def test_sync_loads_what_is_stored(reports: Path, config: Config, loaded: list[Graph]) -> None:
    pipeline.ingest([reports], config=config)
    named = replace(config, neo4j=Neo4jSettings("bolt://localhost:1", password="x"))
    assert pipeline.sync(config=named) == SYNCED
    assert loaded == [without_texts(graph_of(config))]


def test_sync_needs_to_know_where(config: Config) -> None:
    with pytest.raises(ConfigError, match="no Neo4j is named"):
        pipeline.sync(config=config)


@pytest.mark.usefixtures("extracted")
def test_a_removed_document_takes_its_claims_with_it(reports: Path, config: Config) -> None:
    pipeline.ingest([reports], config=config)
    report = pipeline.remove("third", config=config)
    assert report.entities == {"Unit": 2}
    assert "Loire Brigade" not in texts_of(config.html)
    pipeline.remove("first", config=config)
    assert edges_of(config) == [("Tarn Brigade", "OPERATES_UNDER", "Isar Corps", ("second",))]


@pytest.mark.usefixtures("extracted")
def test_a_document_that_is_not_stored_cannot_be_removed(reports: Path, config: Config) -> None:
    pipeline.ingest([reports], config=config)
    with pytest.raises(ConfigError, match="holds no document called 'fourth'"):
        pipeline.remove("fourth", config=config)


@pytest.mark.usefixtures("extracted")
def test_the_view_is_written_again_from_the_workspace(reports: Path, config: Config) -> None:
    pipeline.ingest([reports], config=config)
    html = config.html.read_bytes()
    config.html.unlink()
    assert pipeline.view(config=config) == config.html
    assert config.html.read_bytes() == html


@pytest.mark.parametrize("command", ["view", "sync", "remove"])
def test_a_workspace_that_does_not_exist_is_not_made(command: str, config: Config) -> None:
    config = replace(config, neo4j=Neo4jSettings("bolt://localhost:1", password="x"))
    with pytest.raises(WorkspaceError, match="there is no workspace"):
        if command == "remove":
            pipeline.remove("first", config=config)
        else:
            getattr(pipeline, command)(config=config)
    assert not config.db.exists()


def test_extract_hands_each_document_from_stage_to_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    seen: list[tuple[str, str]] = []

    def to_extraction(doc: object, document: Document) -> Extraction:
        seen.append((document.id, str(doc)))
        return Extraction(document)

    monkeypatch.setattr(pipeline, "load_pipeline", lambda _: nlp)
    monkeypatch.setattr(relate, "to_extraction", to_extraction)
    documents = [make_document("a", "Ann\u00a0left."), make_document("b", "Bob stayed.")]
    assert [one.document.id for one in pipeline.extract(documents)] == ["a", "b"]
    # The model reads what `clean` made of the text.
    assert seen == [("a", "Ann left."), ("b", "Bob stayed.")]


def test_components_that_spacy_does_not_know_are_a_model_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "COMPONENTS", ("kgbuild_guess",))
    with pytest.raises(ModelError, match="kgbuild_guess"):
        pipeline._load_pipeline.__wrapped__("", "", "")


@pytest.mark.usefixtures("extracted")
def test_files_become_lines_and_reasons(reports: Path) -> None:
    (reports / "empty.txt").write_text("", encoding="utf-8")
    lines = list(pipeline.annotate_files([reports]))
    assert [json.loads(line)["id"] for line in lines if isinstance(line, str)] == ["first", "second", "third"]
    assert [Path(one.path).name for one in lines if isinstance(one, Skipped)] == ["empty.txt"]


def test_no_files_to_annotate_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nothing to read"):
        list(pipeline.annotate_files([tmp_path]))
