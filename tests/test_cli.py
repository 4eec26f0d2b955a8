"""What a person at the command line sees: exit codes, messages, tables."""

from __future__ import annotations

import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kgbuild
from kgbuild import pipeline
from kgbuild.cli import main
from kgbuild.cli.printing import print_table, write_line
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import Change, Changes, SyncReport
from tests.factories import make_record

ROOT = Path(__file__).parents[1]
TEXT = "In spring the Tarn Brigade obeys Isar Corps. It said so.\n"

pytestmark = pytest.mark.usefixtures("fake_extractor")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "first.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def closed_port() -> str:
    """The address of a Neo4j that is not there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{listener.getsockname()[1]}"


def errors_of(captured: Captured) -> list[str]:
    """What was said on stderr, without progress."""
    return [line for line in captured.readouterr().err.splitlines() if line.split(":")[0] in ("error", "hint")]


def row(output: str, *cells: str) -> bool:
    """Whether a line of a table ends with these cells."""
    return any(line.split()[-len(cells) :] == list(cells) for line in output.splitlines() if line.strip())


def test_the_version_is_that_of_the_package(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kgbuild {kgbuild.__version__}\n"


def test_the_package_can_be_run_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kgbuild", "view", "--db", "none.db"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 3
    assert run.stderr.startswith("error: there is no workspace at none.db\n")


def test_help_is_quick() -> None:
    def seconds() -> float:
        # Of computing, not of waiting for a machine that is busy with other things.
        before = os.times()
        code = "from kgbuild.cli import main; main(['--help'])"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.5


def test_ingest_ends_with_a_table(reports: Path, capsys: Captured) -> None:
    (reports / "[red]empty.txt").write_text("", encoding="utf-8")
    assert main(["ingest", "reports"]) == 1
    output = capsys.readouterr().out
    assert row(output, "documents", "read", "1")
    assert row(output, "unchanged", "0")
    assert row(output, "skipped", "1")
    assert "reports/[red]empty.txt" in output and "an empty file" in output
    assert row(output, "entities", "Unit", "2")
    assert row(output, "relations", "OPERATES_UNDER", "1")
    assert row(output, "outputs", "workspace", "kgbuild.db")
    assert row(output, "view", "graph.html")
    assert Path("kgbuild.db").exists() and Path("graph.html").exists()
    assert not [line for line in output.splitlines() if line.endswith(" ")]


def test_a_second_ingest_finds_all_unchanged(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports"]) == 0
    capsys.readouterr()
    assert main(["ingest", "reports"]) == 0
    output = capsys.readouterr().out
    assert row(output, "documents", "read", "0")
    assert row(output, "unchanged", "1")


def test_flags_say_where_the_outputs_go(reports: Path) -> None:
    assert main(["ingest", "reports", "--db", "other.db", "--html", "other.html"]) == 0
    assert sorted(path.name for path in Path().iterdir()) == ["other.db", "other.html", "reports"]


def test_settings_are_read_from_the_folder_and_from_a_named_file(reports: Path) -> None:
    Path("kgbuild.toml").write_text('db = "usual.db"\n', encoding="utf-8")
    Path("special.toml").write_text('db = "special.db"\n', encoding="utf-8")
    assert main(["ingest", "reports", "--quiet"]) == 0
    assert Path("usual.db").exists()
    assert main(["ingest", "reports", "--quiet", "--config", "special.toml"]) == 0
    assert Path("special.db").exists()


def test_quiet_says_nothing_when_all_is_well(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_still_says_what_was_skipped(reports: Path, capsys: Captured) -> None:
    (reports / "empty.txt").write_text("", encoding="utf-8")
    (reports / "map.png").write_bytes(b"\x89PNG")
    assert main(["ingest", "reports", "--quiet"]) == 1
    output, complaints = capsys.readouterr()
    assert output == ""
    assert len(complaints.splitlines()) == 1
    assert complaints.startswith("skipped reports/empty.txt: an empty file")


def test_progress_is_plain_lines_where_there_is_no_terminal(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports"]) == 0
    assert capsys.readouterr().err.splitlines() == ["read", "read: 1 of 1", "resolve", "view"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "an empty file"),
        ("binary.txt", bytes(range(256)) * 8, ""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture, not text"),
    ],
)
def test_a_bad_file_is_skipped_with_a_reason_and_the_rest_goes_on(
    reports: Path, capsys: Captured, name: str, content: bytes, reason: str
) -> None:
    (reports / name).write_bytes(content)
    assert main(["ingest", "reports"]) == 1
    output = capsys.readouterr().out
    assert row(output, "documents", "read", "1")
    skipped = next(line for line in output.splitlines() if f"reports/{name}" in line)
    assert reason in skipped
    assert len(skipped.split()) > 3


def test_a_file_in_another_encoding_is_read(reports: Path, capsys: Captured) -> None:
    text = "Gestern war die Loire Brigade in der Nähe von Köln, sagte ein Sprecher der Behörde über das Gespräch."
    (reports / "latin.txt").write_bytes(text.encode("cp1252"))
    assert main(["ingest", "reports"]) == 0
    assert row(capsys.readouterr().out, "entities", "Unit", "3")


def test_a_missing_path_is_skipped_and_the_rest_goes_on(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "nowhere.txt", "reports"]) == 1
    output = capsys.readouterr().out
    assert "nowhere.txt" in output and "no such file or folder" in output
    assert row(output, "documents", "read", "1")


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_nothing_to_read_at_all_is_an_error(command: str, capsys: Captured) -> None:
    assert main([command, "nowhere.txt"]) == 2
    output, complaints = capsys.readouterr()
    assert output == ""
    assert complaints.startswith("error: nothing to read")
    assert "nowhere.txt: no such file or folder" in complaints
    assert not Path("kgbuild.db").exists()


def test_a_workspace_of_a_newer_version_is_left_alone(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports", "--quiet"]) == 0
    with sqlite3.connect("kgbuild.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    assert main(["ingest", "reports", "--quiet"]) == 3
    complaint, *hints = errors_of(capsys)
    assert complaint.startswith("error: ") and "kgbuild.db" in complaint
    assert hints and hints[0].startswith("hint: ")


def test_a_file_that_is_no_workspace_is_left_alone(reports: Path, capsys: Captured) -> None:
    Path("kgbuild.db").write_text("my diary, not a database, and it is dear to me\n" * 40, encoding="utf-8")
    assert main(["ingest", "reports", "--quiet"]) == 3
    assert errors_of(capsys)[0].startswith("error: ")
    assert Path("kgbuild.db").read_text(encoding="utf-8").startswith("my diary")


def test_a_view_that_cannot_be_written_leaves_the_workspace(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports", "--html", "no/such/folder/graph.html"]) == 5
    assert errors_of(capsys)[0].startswith("error: cannot write no/such/folder/graph.html")
    assert Path("kgbuild.db").exists()


def test_a_neo4j_that_is_down_leaves_everything_else_written(
    reports: Path, capsys: Captured, closed_port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    assert main(["ingest", "reports", "--neo4j", closed_port]) == 4
    assert Path("kgbuild.db").exists() and Path("graph.html").exists()
    output, complaints = capsys.readouterr()
    assert row(output, "documents", "read", "1")
    assert "error: " in complaints and closed_port in complaints
    assert "not loaded; `kgbuild sync` does that later" in output
    assert "secret-word" not in output + complaints


def test_sync_of_a_neo4j_that_is_down(
    reports: Path, capsys: Captured, closed_port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    main(["ingest", "reports", "--quiet"])
    assert main(["sync", "--neo4j", closed_port]) == 4
    complaint, *hints = errors_of(capsys)
    assert closed_port in complaint
    assert hints


def test_sync_tells_what_changed(reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    report = SyncReport(Changes(3, 1, 0, 7), Changes(0, 0, 2, 0))
    monkeypatch.setattr(neo4j, "sync", lambda *_, **__: report)
    monkeypatch.setenv("NEO4J_URI", "bolt://example.org:7687")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    main(["ingest", "reports", "--quiet"])
    capsys.readouterr()
    assert main(["sync"]) == 0
    output = capsys.readouterr().out
    assert row(output, "outputs", "Neo4j", "bolt://example.org:7687")
    assert "3 created, 1 updated, 7 unchanged" in output
    assert "2 removed" in output


def test_sync_tells_of_other_graphs_and_of_what_it_defined(
    reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Changes(0, 0, 0, 0)
    report = SyncReport(nothing, nothing, schema=("kgbuild_names",), others={"w1": "other.db"})
    monkeypatch.setattr(neo4j, "sync", lambda *_, **__: report)
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    main(["ingest", "reports", "--quiet"])
    capsys.readouterr()
    assert main(["sync", "--neo4j", "bolt://example.org:7687"]) == 0
    output = capsys.readouterr().out
    assert row(output, "defined", "kgbuild_names")
    assert "w1, the graph of another workspace (other.db)" in output


def test_a_dry_run_prints_each_change(reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def pretend(*_: object, dry_run: bool, tell: Callable[[Change], None], **__: object) -> SyncReport:
        assert dry_run
        tell(Change("create", "Unit", ("e1",), 'The "9th"\nBrigade'))
        tell(Change("remove", "MENTIONED_IN", ("e1", "a report")))
        return SyncReport(Changes(1, 0, 0, 0), Changes(0, 0, 1, 0))

    monkeypatch.setattr(neo4j, "sync", pretend)
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    main(["ingest", "reports", "--quiet"])
    capsys.readouterr()
    assert main(["sync", "--neo4j", "bolt://example.org:7687", "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ['create Unit e1 "The \\"9th\\"\\nBrigade"', 'remove MENTIONED_IN e1 "a report"']
    assert "nothing was written" in lines[2]


def test_bulk_files_are_written_with_the_command_that_imports_them(reports: Path, capsys: Captured) -> None:
    main(["ingest", "reports", "--quiet"])
    capsys.readouterr()
    assert main(["write", "bulk", "bulk"]) == 0
    output = capsys.readouterr().out
    command = Path("bulk/import.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert command.startswith("neo4j-admin database import full neo4j --nodes=")
    assert output.splitlines()[-1] == command
    assert Path("bulk/entities.csv").stat().st_size > 100
    assert main(["write", "bulk", "-"]) == 2


@pytest.mark.parametrize("uri", ["bolt://localhost:1", "not an address"])
def test_a_neo4j_that_cannot_be_right_stops_before_any_work(reports: Path, capsys: Captured, uri: str) -> None:
    assert main(["ingest", "reports", "--neo4j", uri]) == 2
    assert errors_of(capsys)[0].startswith("error: ")
    assert not Path("kgbuild.db").exists()


@pytest.mark.parametrize("command", [["sync"], ["view"], ["remove", "first"]], ids=lambda command: command[0])
def test_without_a_workspace_there_is_nothing_to_do(command: list[str], capsys: Captured) -> None:
    Path("kgbuild.toml").write_text('[neo4j]\nuri = "bolt://localhost:1"\n', encoding="utf-8")
    assert main(command) == 3
    assert errors_of(capsys) == [
        "error: there is no workspace at kgbuild.db",
        "hint: make one with: kgbuild ingest PATH",
    ]


def test_remove_takes_a_document_out(reports: Path, capsys: Captured) -> None:
    main(["ingest", "reports", "--quiet"])
    assert main(["remove", "first"]) == 0
    assert row(capsys.readouterr().out, "documents", "removed", "first")
    assert main(["remove", "first"]) == 2
    assert errors_of(capsys)[0] == "error: kgbuild.db holds no document called 'first'"


@pytest.mark.parametrize("wrong", ["reports/first.txt", "first.txt", "frist"])
def test_a_document_that_is_not_called_so_is_suggested(wrong: str, reports: Path, capsys: Captured) -> None:
    main(["ingest", "reports", "--quiet"])
    assert main(["remove", wrong]) == 2
    assert errors_of(capsys)[1] == "hint: did you mean 'first'?"


def test_the_view_in_a_folder_of_reports_is_not_read_as_one(
    reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    assert main(["ingest", "."]) == main(["view", "--html", "other.html"]) == 0
    before = Path("graph.html").read_bytes()
    capsys.readouterr()
    assert main(["ingest", "."]) == 0
    shown = capsys.readouterr()
    assert row(shown.out, "documents", "read", "0")
    assert row(shown.out, *"graph.html a view that kgbuild drew, not a report".split())
    assert "skipped" not in shown.err
    assert Path("graph.html").read_bytes() == before


@pytest.mark.parametrize("command", [["view", "--html"], ["write", "jsonl"]], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("kgbuild.db", "it is the workspace"),
        ("kgbuild.decisions.jsonl", "it holds people's decisions"),
        ("reports/first.txt", "it is the report 'first'"),
    ],
)
def test_no_output_takes_the_place_of_what_cannot_be_made_again(
    command: list[str], place: str, what: str, reports: Path, capsys: Captured
) -> None:
    main(["ingest", "reports", "--quiet"])
    main(["rename", "Tarn Brigade", "Tarn's Brigade", "--quiet"])
    before = Path(place).read_bytes()
    assert main([*command, place]) == 5
    assert errors_of(capsys)[0] == f"error: cannot write {place}: {what}"
    assert Path(place).read_bytes() == before


def test_a_folder_as_workspace_is_refused(reports: Path, capsys: Captured) -> None:
    assert main(["ingest", "reports", "--db", "."]) == 3
    assert errors_of(capsys)[0] == "error: workspace .: Is a directory"


def test_view_writes_the_view_again(reports: Path, capsys: Captured) -> None:
    main(["ingest", "reports", "--quiet"])
    assert main(["view", "--html", "again.html"]) == 0
    assert Path("again.html").read_bytes() == Path("graph.html").read_bytes()
    assert row(capsys.readouterr().out, "outputs", "view", "again.html")


def test_view_of_a_part_is_smaller_and_opens_in_the_browser(
    reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    main(["ingest", "reports", "--quiet"])
    assert main(["view", "--html", "part.html", "--focus", "tarn brigade", "--depth", "1", "--open"]) == 0
    assert opened == [Path("part.html").absolute().as_uri()]
    assert main(["view", "--html", "none.html", "--since", "2050", "--min-confidence", "0.9", "--quiet"]) == 0
    assert "This graph is empty" in Path("none.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--focus", "Nobody"], "error: the graph has no entity called 'Nobody'"),
        (["--type", "COMANDS"], "error: there is no type 'COMANDS'"),
        (["--label", "Ship"], "error: there is no label 'Ship'"),
        (["--since", "spring"], "error: since: 'spring' is no date"),
    ],
)
def test_view_of_what_is_not_there_is_refused(
    reports: Path, capsys: Captured, options: list[str], complaint: str
) -> None:
    main(["ingest", "reports", "--quiet"])
    before = Path("graph.html").read_bytes()
    capsys.readouterr()
    assert main(["view", *options]) == 2
    assert errors_of(capsys)[0] == complaint
    assert Path("graph.html").read_bytes() == before


def test_extract_prints_records_and_nothing_else(reports: Path, capsys: Captured) -> None:
    (reports / "empty.txt").write_text("", encoding="utf-8")
    (reports / "map.png").write_bytes(b"\x89PNG")
    assert main(["extract", "reports", "--format", "jsonl"]) == 1
    output, complaints = capsys.readouterr()
    (line,) = output.splitlines()
    record = json.loads(line)
    assert record["id"] == "first"
    assert [one["type"] for one in record["relations"]] == ["OPERATES_UNDER"]
    assert "skipped reports/empty.txt: an empty file" in complaints
    assert "map.png" not in complaints
    assert not Path("kgbuild.db").exists()


def test_what_extract_prints_evaluate_can_read(reports: Path, capsys: Captured) -> None:
    main(["extract", "reports"])
    Path("extracted.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["evaluate", "extracted.jsonl"]) == 0
    output = capsys.readouterr().out
    assert output.startswith("documents: 1\n")
    assert row(output, "names", "1.000", "1.000", "1.000", "2", "0", "0")
    assert row(output, "OPERATES_UNDER", "1.000", "1.000", "1.000", "1", "0", "0")
    assert row(output, "coreference,", "LEA", "1.000", "1.000", "1.000")
    assert row(output, "modality", "agrees", "1.000")


def test_evaluate_compares_a_predicted_file(capsys: Captured) -> None:
    gold = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade"]), "e2": ("Unit", ["Isar Corps"])})
    half = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade"])})
    Path("gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    Path("half.jsonl").write_text(json.dumps(half), encoding="utf-8")
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["names"]["precision"], figures["names"]["recall"]) == (1.0, 0.5)


def test_evaluate_names_what_was_not_predicted(capsys: Captured) -> None:
    record = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade"])})
    Path("gold.jsonl").write_text(
        f"{json.dumps(record)}\n{json.dumps({**record, 'id': 'second'})}", encoding="utf-8"
    )
    Path("half.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl"]) == 0
    assert capsys.readouterr().out.startswith("documents: 2\nnot predicted: second\n")


def test_evaluate_names_the_labels_that_the_schema_lacks(capsys: Captured) -> None:
    record = make_record(TEXT, {"e1": ("Organization", ["Tarn Brigade"])})
    Path("gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert main(["evaluate", "gold.jsonl", "--predicted", "gold.jsonl"]) == 0
    assert capsys.readouterr().out.startswith("documents: 1\nnot in the schema: Organization\n")


def write_gold_and_half() -> None:
    """Two documents that name two units each, and a prediction that finds one unit of one of them."""
    gold = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade"]), "e2": ("Unit", ["Isar Corps"])}, id="wire-1")
    half = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade"])}, id="wire-1")
    Path("gold.jsonl").write_text(f"{json.dumps(gold)}\n{json.dumps({**gold, 'id': 'bio-1'})}", encoding="utf-8")
    Path("half.jsonl").write_text(json.dumps(half), encoding="utf-8")


def test_evaluate_tells_documents_of_different_kinds_apart(capsys: Captured) -> None:
    write_gold_and_half()
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl"]) == 0
    lines = [line.split()[:3] for line in capsys.readouterr().out.splitlines()]
    assert ["bio", "1", "0.000"] in lines
    assert ["wire", "1", "0.667"] in lines


def test_evaluate_lists_mistakes_with_their_sentences_on_demand(capsys: Captured) -> None:
    write_gold_and_half()
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl", "--errors"]) == 0
    *_, mistakes = capsys.readouterr().out.split("\n\n")
    assert mistakes.splitlines()[:3] == [
        "missed name: 3",
        "  wire-1: Unit “Isar Corps”",
        "    In spring the Tarn Brigade obeys Isar Corps. It said so.",
    ]
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl"]) == 0
    assert "missed name" not in capsys.readouterr().out


def test_evaluate_writes_a_report_that_is_the_same_each_time(capsys: Captured) -> None:
    write_gold_and_half()
    for name in ("first.html", "second.html"):
        assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl", "--errors", "--report", name]) == 0
    assert Path("first.html").read_bytes() == Path("second.html").read_bytes()
    assert "Isar Corps" in Path("first.html").read_text(encoding="utf-8")


def test_a_report_of_an_unknown_kind_stops_before_any_work(capsys: Captured) -> None:
    assert main(["evaluate", "not-there.jsonl", "--report", "report.pdf"]) == 2
    assert errors_of(capsys) == ["error: a report cannot be a .pdf file", "hint: name it .html or .md"]


def test_a_report_in_a_folder_that_is_not_there_stops_before_any_work(capsys: Captured) -> None:
    assert main(["evaluate", "not-there.jsonl", "--report", "no/such/report.md"]) == 5
    assert errors_of(capsys)[1].startswith("hint: make the folder ")


def test_a_report_that_cannot_be_written_is_named(capsys: Captured) -> None:
    write_gold_and_half()
    Path("report.md").mkdir()
    assert main(["evaluate", "gold.jsonl", "--predicted", "half.jsonl", "--report", "report.md"]) == 5
    assert errors_of(capsys)[0].startswith("error: cannot write ")


def test_a_broken_gold_file_is_named_with_its_line(capsys: Captured) -> None:
    Path("gold.jsonl").write_text("{}\n", encoding="utf-8")
    assert main(["evaluate", "gold.jsonl"]) == 7
    assert errors_of(capsys)[0] == "error: gold.jsonl, line 1: a document needs 'id', a text"


def test_a_settings_file_that_is_named_must_exist(capsys: Captured) -> None:
    assert main(["view", "--config", "none.toml"]) == 2
    assert errors_of(capsys)[0] == "error: there is no file none.toml"


def test_a_wrong_setting_stops_before_any_work(reports: Path, capsys: Captured) -> None:
    Path("kgbuild.toml").write_text("bd = 'x.db'\n", encoding="utf-8")
    assert main(["ingest", "reports"]) == 2
    assert "no setting is called 'bd'" in errors_of(capsys)[0]


@pytest.mark.parametrize("option", ["--password", "--neo4j-password"])
def test_no_flag_takes_a_password(option: str, capsys: Captured) -> None:
    assert main(["sync", option, "secret-word"]) == 2
    assert "o such option" in capsys.readouterr().err


@pytest.fixture
def broken_pipeline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("shelf")

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "view", fail)
        yield


@pytest.mark.usefixtures("broken_pipeline")
def test_a_bug_is_one_line(capsys: Captured) -> None:
    assert main(["view"]) == 70
    assert capsys.readouterr().err == (
        "error: unexpected KeyError: 'shelf' (this is a bug); run again with --debug\n"
    )


@pytest.mark.usefixtures("broken_pipeline")
def test_debug_shows_the_traceback_of_a_bug(capsys: Captured) -> None:
    assert main(["view", "--debug"]) == 70
    complaints = capsys.readouterr().err
    assert complaints.startswith("Traceback")
    assert complaints.endswith("error: unexpected KeyError: 'shelf' (this is a bug)\n")


def test_debug_shows_the_traceback_of_an_error(capsys: Captured) -> None:
    assert main(["view", "--debug"]) == 3
    complaints = capsys.readouterr().err
    assert complaints.startswith("Traceback")
    assert complaints.splitlines()[-2:] == [
        "error: there is no workspace at kgbuild.db",
        "hint: make one with: kgbuild ingest PATH",
    ]


def test_an_interruption_is_one_line(reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "ingest", interrupt)
    assert main(["ingest", "reports", "--quiet"]) == 130
    assert capsys.readouterr().err == (
        "interrupted: what was stored is kept; run the same command again to go on\n"
    )


def kgbuild_in_a_shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command in which $KGBUILD is kgbuild with the stand-in for the model."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from kgbuild import cli, pipeline; "
        "from tests.fakes import fake_extract; pipeline.extract = fake_extract; "
        "pipeline._extractor = lambda _: 'fake 1'; sys.exit(cli.main())"
    )
    script = f'kgbuild() {{ \'{sys.executable}\' -c "$CODE" "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        env={"CODE": code, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )


def test_a_reader_that_goes_away_is_no_error(reports: Path) -> None:
    for number in range(300):
        (reports / f"more-{number:03}.txt").write_text(TEXT * 20, encoding="utf-8")
    run = kgbuild_in_a_shell("kgbuild extract reports --quiet | head -n 1")
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 1
    assert run.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["extract reports", "query", "check", "show first", "write jsonl -"])
def test_a_full_disk_under_the_output_is_an_error(command: str, reports: Path) -> None:
    kgbuild_in_a_shell("kgbuild ingest reports --quiet")
    run = kgbuild_in_a_shell(f"kgbuild {command} --quiet > /dev/full")
    assert run.stderr == "error: cannot write to standard output: No space left on device\n"
    assert run.returncode == 5


def test_a_program_without_streams_can_ingest(reports: Path) -> None:
    run = kgbuild_in_a_shell("kgbuild ingest reports >&- 2>&-")
    assert (run.stdout, run.stderr, run.returncode) == ("", "", 0)


class Terminal(io.StringIO):
    """A stream that people read."""

    def isatty(self) -> bool:
        return True


def test_what_a_report_holds_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    quote = "the \x1b[2JTarn\x9b2J Brigade"
    write_line(quote)
    assert capsys.readouterr().out == f"{quote}\n"  # a file or a pipe gets it as it is
    monkeypatch.setattr("sys.stdout", terminal := Terminal())
    write_line(quote)
    print_table([("outputs", "view", quote)])
    assert terminal.getvalue().count("the \ufffd[2JTarn\ufffd2J Brigade") == 2


def test_a_file_name_that_is_not_text_can_be_printed(reports: Path) -> None:
    broken = bytes(reports) + b"/caf\xe9.txt"
    try:
        Path(broken.decode(errors="surrogateescape")).write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    run = kgbuild_in_a_shell("kgbuild ingest reports")
    assert run.returncode == 1
    assert "caf" in run.stdout and "an empty file" in run.stdout
