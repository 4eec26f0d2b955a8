"""merge, split, rename, reject, mark and decisions, as a person at the command line gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild import decide
from kgbuild.cli import main
from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from kgbuild.stages.store import decisions
from kgbuild.stages.store.workspace import Workspace
from tests.stages.view.pages import texts_of

pytestmark = pytest.mark.usefixtures("fake_extractor", "reports")
Captured = pytest.CaptureFixture[str]

FILE = Path("kgbuild.decisions.jsonl")
REPORTS = {
    "first": "In spring the Danube Brigade obeys Isar Corps. So they say.",
    "second": "The Donau Brigade obeys Isar Corps. Few knew it.",
    "third": "The Danube Brigade was there, far from the Loire Brigade.",
}


@pytest.fixture
def reports() -> None:
    """Three reports, read: four units, of which two may be one, and two relations."""
    add(REPORTS)


def add(reports: dict[str, str]) -> None:
    for name, text in reports.items():
        path = Path("reports") / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    assert main(["ingest", "reports", "--quiet"]) == 0


def run(*command: str) -> None:
    assert main([*command, "--who", "Ida Brook", "--quiet"]) == 0


def graph() -> Graph:
    with Workspace.open(Path("kgbuild.db")) as workspace:
        return workspace.graph()


def clusters() -> list[tuple[str, ...]]:
    """The names of every entity, and after them its documents."""
    return sorted((entity.name, *entity.aliases, *sorted(entity.documents)) for entity in graph().entities)


def id_of(name: str) -> str:
    (found,) = (entity.id for entity in graph().entities if entity.name == name)
    return found


APART = [
    ("Danube Brigade", "first", "third"),
    ("Donau Brigade", "second"),
    ("Isar Corps", "first", "second"),
    ("Loire Brigade", "third"),
]
MERGED = [("Danube Brigade", "Donau Brigade", "first", "second", "third"), *APART[2:]]


def test_merge_writes_a_decision_and_applies_it(capsys: Captured) -> None:
    assert clusters() == APART
    gone = id_of("Donau Brigade")
    command = ["merge", "Danube Brigade", "Donau Brigade", "--why", "one river", "--who", "Ida Brook"]
    assert main(command) == 0
    assert clusters() == MERGED
    (line,) = FILE.read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert (written["kind"], written["who"], written["why"]) == ("same", "Ida Brook", "one river")
    assert written["left"] == {"document": "first", "start": 14, "end": 28, "name": "Danube Brigade"}
    output = capsys.readouterr().out
    assert f"{gone} Donau Brigade" in output and "into" in output and "graph.html" in output
    (edge,) = graph().edges
    assert edge.documents == ("first", "second")
    assert any("Donau" in text for text in texts_of(Path("graph.html")))


def test_a_merged_entity_is_found_by_its_old_id(capsys: Captured) -> None:
    old = [id_of("Danube Brigade"), id_of("Donau Brigade")]
    run("merge", *old)
    for number, id in enumerate(old):
        run("rename", id, f"River Brigade {number}")
    assert {"River Brigade 0", "River Brigade 1"} & {entity.name for entity in graph().entities} == {
        "River Brigade 1"
    }


def test_a_decision_holds_for_later_runs_and_taking_its_line_out_undoes_it() -> None:
    ids = {entity.name: entity.id for entity in graph().entities}
    run("merge", "Danube Brigade", "Donau Brigade")
    add({"fourth": "The Donau Brigade is back."})
    assert clusters()[0] == ("Danube Brigade", "Donau Brigade", "first", "fourth", "second", "third")
    FILE.write_text("", encoding="utf-8")
    assert main(["view", "--quiet"]) == 0
    assert clusters()[:2] == [APART[0], ("Donau Brigade", "fourth", "second")]
    assert id_of("Danube Brigade") == ids["Danube Brigade"]


def test_undo_takes_decisions_back(capsys: Captured) -> None:
    run("merge", "Danube Brigade", "Donau Brigade")
    run("rename", "Loire Brigade", "1st Loire Brigade")
    assert main(["decisions", "list"]) == 0
    ids = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert main(["decisions", "undo", ids[0], "d0"]) == 2
    assert "no decision 'd0'" in capsys.readouterr().err
    assert main(["decisions", "undo", *ids]) == 0
    assert clusters() == APART and FILE.read_text(encoding="utf-8") == ""
    assert "parted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "complaint", "hint"),
    [
        (["merge", "Danube Brigade", "Danub Brigade"], "no entity is called 'Danub Brigade'", "Danube Brigade (e"),
        (["merge", "Loire Brigade", "Loire  Brigade"], "are one entity already", ""),
        (["split", "Isar Corps"], "say what goes apart", ""),
        (["split", "Isar Corps", "--name", "Isar Corps"], "all of e", "Isar Corps"),
        (["split", "Isar Corps", "--document", "third"], "nothing of e", "first; second"),
        (["rename", "Isar Corps", " "], "the new name is empty", ""),
        (["rename", "Isar Corps", "Isar Corps"], "is called 'Isar Corps' already", ""),
        (["reject", "c0"], "there is no claim 'c0'", "kgbuild"),
    ],
)
def test_what_cannot_be_is_one_clear_line(capsys: Captured, command: list[str], complaint: str, hint: str) -> None:
    assert main([*command, "--quiet"]) == 2
    complaints = capsys.readouterr().err.splitlines()
    assert complaints[0].startswith("error: ") and complaint in complaints[0]
    assert hint in "".join(complaints[1:])
    assert not FILE.exists() and clusters() == APART


def test_a_name_that_two_have_is_refused_with_the_candidates(capsys: Captured) -> None:
    run("rename", "Loire Brigade", "Donau Brigade")
    assert main(["merge", "Donau Brigade", "Isar Corps", "--quiet"]) == 2
    complaint = capsys.readouterr().err.splitlines()[0]
    assert "2 entities are called 'Donau Brigade'" in complaint
    for entity in graph().entities:
        assert (entity.id in complaint) == (entity.name == "Donau Brigade")


def test_split_by_document_holds_against_later_ones() -> None:
    run("split", "Danube Brigade", "--document", "third")
    assert clusters()[:2] == [("Danube Brigade", "first"), ("Danube Brigade", "third")]
    add({"fourth": "The Danube Brigade rests.", "fifth": "A song of the Danube Brigade."})
    assert clusters()[:2] == [("Danube Brigade", "fifth", "first", "fourth"), ("Danube Brigade", "third")]


def test_split_by_name_undoes_a_merge_for_good() -> None:
    run("merge", "Danube Brigade", "Donau Brigade")
    run("split", "Danube Brigade", "--name", "Donau Brigade")
    assert clusters() == APART
    add({"fourth": "The Donau Brigade is back."})
    assert clusters()[:2] == [APART[0], ("Donau Brigade", "fourth", "second")]


def test_the_latest_name_holds() -> None:
    run("rename", "Loire Brigade", "Seine Brigade")
    run("rename", "Seine Brigade", "1st Loire Brigade")
    assert ("1st Loire Brigade", "Loire Brigade", "third") in clusters()
    assert main(["ingest", "reports", "--quiet"]) == 0
    assert ("1st Loire Brigade", "Loire Brigade", "third") in clusters()


def test_a_rejected_claim_makes_no_relation_until_it_is_accepted(capsys: Captured) -> None:
    claim = next(stored.id for edge in graph().edges for stored in edge.claims if stored.document == "second")
    assert main(["reject", claim, "--why", "hearsay"]) == 0
    output = capsys.readouterr().out
    assert "relation gone" in output and "OPERATES_UNDER Isar Corps" in output and "rejected" in output
    told = " ".join(texts_of(Path("graph.html")))
    assert "Few knew it" not in told or "Donau Brigade obeys" not in told
    assert main(["mark", claim, "rejected"]) == 2
    capsys.readouterr()
    assert main(["mark", claim, "accepted"]) == 0
    assert "relation new" in capsys.readouterr().out
    assert main(["mark", claim, "dubious"]) == 2


def test_a_malformed_line_stops_a_run_before_it_begins(capsys: Captured) -> None:
    FILE.write_text('{"kind": "same"}\n', encoding="utf-8")
    Path("reports/fourth.txt").write_text("The Rhine Brigade rests.\n", encoding="utf-8")
    assert main(["ingest", "reports"]) == 2
    complaint, hint = capsys.readouterr().err.splitlines()
    assert complaint == 'error: kgbuild.decisions.jsonl, line 1: "when" must be text' and hint.startswith("hint: ")
    assert clusters() == APART


def test_kinds_of_a_newer_kgbuild_are_kept_and_said(capsys: Captured) -> None:
    line = '{"kind": "banish", "when": "2030-01-01", "who": "Tom", "whom": 1}'
    FILE.write_text(f"{line}\n", encoding="utf-8")
    assert main(["ingest", "reports", "--quiet"]) == 0
    assert "note: " in (said := capsys.readouterr().err) and "'banish'" in said
    run("rename", "Loire Brigade", "Seine Brigade")
    assert line in FILE.read_text(encoding="utf-8").splitlines()


def test_decisions_on_what_is_gone_are_kept_and_ignored(capsys: Captured) -> None:
    run("merge", "Danube Brigade", "Donau Brigade")
    run("rename", "Loire Brigade", "Seine Brigade")
    run("rename", "Seine Brigade", "1st Loire Brigade")
    before = FILE.read_bytes()
    assert main(["remove", "second", "--quiet"]) == 0
    assert APART[0] in clusters() and FILE.read_bytes() == before
    capsys.readouterr()
    assert main(["decisions", "list"]) == 0
    states = [line.split()[1] for line in capsys.readouterr().out.splitlines()]
    assert states == ["idle", "overruled", "applied"]
    add({})
    assert MERGED[0] in clusters()


def test_the_settings_say_where_decisions_are(tmp_path: Path) -> None:
    Path("kgbuild.toml").write_text('decisions = "kept/ours.jsonl"\n', encoding="utf-8")
    Path("kept").mkdir()
    run("merge", "Danube Brigade", "Donau Brigade")
    assert len(decisions.read(Path("kept/ours.jsonl"))) == 1 and not FILE.exists()


def test_who_decides_is_known_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "person", lambda: "Tom Vale")
    assert main(["merge", "Danube Brigade", "Donau Brigade", "--quiet"]) == 0
    assert [one.who for one in decisions.read(FILE)] == ["Tom Vale"]
    monkeypatch.undo()
    assert decide.person()


def test_importing_reports_contradictions_and_the_later_one_holds(capsys: Captured) -> None:
    theirs = Path("theirs.jsonl")
    run("merge", "Danube Brigade", "Donau Brigade")
    FILE.rename(theirs)
    assert main(["view", "--quiet"]) == 0
    run("split", "Isar Corps", "--document", "second")
    with Workspace.open(Path("kgbuild.db")) as workspace:
        left, right = (workspace.anchor_of(id_of(name)) for name in ("Danube Brigade", "Donau Brigade"))
    (made,) = decisions.read(theirs)
    later = decisions.next_time(decisions.read(FILE))
    decisions.append(FILE, type(made)("different", later, "Ida Brook", "", right, left))
    assert main(["decisions", "import", "theirs.jsonl"]) == 0
    output, complaints = capsys.readouterr()
    assert output.startswith("1 new\n")
    overruled, by = (line for line in complaints.splitlines() if "Brook" in line)
    assert overruled.startswith("contradiction: ") and " same " in overruled
    assert " by " in by and " different " in by
    assert ("Donau Brigade", "second") in clusters()


def test_without_a_workspace_there_is_nothing_to_decide() -> None:
    with pytest.raises(Exception, match="no workspace"):
        decide.merge("a", "b", config=Config(db=Path("none.db")), who="Ida")
    with pytest.raises(ConfigError, match="no status"):
        decide.mark("c", "dubious", config=Config(), who="Ida")


def test_a_merge_overrules_all_that_told_the_two_apart_and_says_whose_it_was(capsys: Captured) -> None:
    run("merge", "Danube Brigade", "Donau Brigade")
    run("merge", "Danube Brigade", "Loire Brigade")
    run("split", "Danube Brigade", "--name", "Loire Brigade", "--why", "two rivers")
    assert clusters() == MERGED
    capsys.readouterr()
    assert main(["merge", "Donau Brigade", "Loire Brigade", "--who", "Tom Vale"]) == 0
    assert [one for one in clusters() if "Loire Brigade" in one and "Danube Brigade" in one]
    assert len(clusters()) == 2
    told = [line for line in capsys.readouterr().out.splitlines() if "two rivers" in line]
    assert told
    assert all("Ida Brook" in line for line in told)


def test_what_was_overruled_holds_again_once_the_later_decision_is_taken_back(capsys: Captured) -> None:
    run("rename", "Loire Brigade", "Brigade of the Loire")
    run("rename", "Loire Brigade", "Loire Valley Brigade")
    later = next(
        id for id, decision in decisions.read_by_id(FILE).items() if decision.name == "Loire Valley Brigade"
    )
    capsys.readouterr()
    assert main(["decisions", "undo", later]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "holds again" in line]
    assert "Ida Brook" in line
    assert "Brigade of the Loire" in line
