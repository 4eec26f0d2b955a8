from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.errors import DocumentError, WorkspaceError, WorkspaceTooNew
from kgbuild.model import Anchor, Document, Evidence, Extraction, Ignored, LocalEntity, Mention, Resolution
from kgbuild.stages.store import failures
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_claim, make_document, make_extraction

needs_sqlites_codes = pytest.mark.skipif(
    sys.version_info < (3, 11), reason="Python 3.10 does not pass on why SQLite refused"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kgbuild.db"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path) as opened:
        yield opened


def make_resolution(entities: dict[str, str], identities: dict[tuple[str, str], str]) -> Resolution:
    return Resolution(identities, {id: ("Unit", name, ()) for id, name in entities.items()})


def put_two_reports(workspace: Workspace) -> None:
    """Two reports by which the 9th Brigade, once shortened, is part of the Northern Command."""
    command, brigade = "Northern Command", "9th Brigade"
    part = make_claim("PART_OF", "e1", "e2")
    monday = make_extraction({"e1": [brigade], "e2": [command]}, [part], id="monday", published="2021-03-01")
    tuesday = make_extraction(
        {"e1": [command], "e2": [brigade, "9 Bde"]},
        [make_claim("PART_OF", "e2", "e1", modality="possible", by="e1")],
        id="tuesday",
        published="2021-03-02",
    )
    workspace.put(tuesday, fingerprint="f2")
    workspace.put(monday, fingerprint="f1")
    workspace.assign(
        make_resolution(
            {"b": brigade, "c": command},
            {("monday", "e1"): "b", ("monday", "e2"): "c", ("tuesday", "e1"): "c", ("tuesday", "e2"): "b"},
        )
    )


# What goes in comes out


def test_graph_gives_back_the_document_it_was_given(workspace: Workspace):
    document = Document(
        "north/monday",
        "By A Bc. “Ünits” left.",
        title="Units leave",
        source="Herald",
        published="2021-03-01",
        path="in/monday.txt",
        ignored=(Ignored(0, 9, "byline"),),
        reading='         "Ünits" left.',
    )
    workspace.put(Extraction(document), fingerprint="f")
    assert workspace.graph().documents == (document,)


def test_graph_gives_back_every_field_of_a_claim(workspace: Workspace):
    claim = replace(
        make_claim("COMMANDS", "e1", "e2", modality="past", confidence=0.25, role="commander", rank="Col."),
        count="two",
        date="last May",
        date_from="2020-05-01",
        date_to="2020-05-31",
        by="e2",
        evidence=(Evidence(4, 9, "first"), Evidence(20, 26, "second")),
    )
    workspace.put(make_extraction({"e1": ["Ana Ruiz"], "e2": ["9th Brigade"]}, [claim]), fingerprint="f")
    workspace.assign(make_resolution({"a": "A", "b": "B"}, {("report", "e1"): "a", ("report", "e2"): "b"}))
    (stored,) = workspace.graph().edges[0].claims
    assert stored.claim == claim
    assert (stored.document, stored.subject, stored.object, stored.by) == ("report", "a", "b", "b")


def test_graph_sums_mentions_to_entities_and_claims_to_edges(workspace: Workspace):
    put_two_reports(workspace)
    graph = workspace.graph()
    assert [document.id for document in graph.documents] == ["monday", "tuesday"]
    assert [(one.id, one.documents) for one in graph.entities] == [
        ("b", {"monday": 1, "tuesday": 2}),
        ("c", {"monday": 1, "tuesday": 1}),
    ]
    (edge,) = graph.edges
    assert (edge.type, edge.subject, edge.object) == ("PART_OF", "b", "c")
    assert (edge.first_cited, edge.last_cited) == ("2021-03-01", "2021-03-02")
    assert [claim.document for claim in edge.claims] == ["monday", "tuesday"]


def test_an_edge_of_undated_documents_has_no_dates(workspace: Workspace):
    claim = make_claim("PART_OF", "e1", "e2")
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["B Corps"]}, [claim]), fingerprint="f")
    workspace.assign(make_resolution({"a": "A", "b": "B"}, {("report", "e1"): "a", ("report", "e2"): "b"}))
    (edge,) = workspace.graph().edges
    assert (edge.first_cited, edge.last_cited) == (None, None)


@pytest.mark.parametrize(("relation", "edges"), [("ALLIED_WITH", 1), ("ATTACKED", 2)])
def test_only_relations_without_direction_ignore_it(workspace: Workspace, relation: str, edges: int):
    claims = [make_claim(relation, "e1", "e2"), make_claim(relation, "e2", "e1", start=40)]
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["B Corps"]}, claims), fingerprint="f")
    workspace.assign(make_resolution({"a": "A", "b": "B"}, {("report", "e1"): "b", ("report", "e2"): "a"}))
    found = workspace.graph().edges
    assert len(found) == edges
    assert (found[0].subject, found[0].object) == ("a", "b")
    assert sum(len(edge.claims) for edge in found) == 2


def test_an_entity_has_no_edge_to_itself_and_its_claim_waits_in_the_ledger(workspace: Workspace):
    claim = make_claim("PART_OF", "e1", "e2")
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["Corps A"]}, [claim]), fingerprint="f")
    workspace.assign(make_resolution({"a": "A"}, {("report", "e1"): "a", ("report", "e2"): "a"}))
    assert workspace.graph().edges == ()
    workspace.assign(make_resolution({"a": "A", "b": "B"}, {("report", "e1"): "a", ("report", "e2"): "b"}))
    assert len(workspace.graph().edges) == 1


def test_a_denied_relation_does_not_look_asserted(workspace: Workspace):
    claim = make_claim("ATTACKED", "e1", "e2", modality="negated")
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["B Corps"]}, [claim]), fingerprint="f")
    workspace.assign(make_resolution({"a": "A", "b": "B"}, {("report", "e1"): "a", ("report", "e2"): "b"}))
    assert workspace.graph().edges[0].modality == "negated"


def test_local_entities_have_their_names_the_fullest_first(workspace: Workspace):
    extraction = make_extraction({"e2": ["Ruiz", "Ana\n  Ruiz", "Ruiz"], "e1": ["Quito"]}, labels={"e1": "Place"})
    pronoun = Mention(0, 3, "pronoun", "Unit", "She", "e2")
    workspace.put(replace(extraction, mentions=(pronoun, *extraction.mentions)), fingerprint="f")
    assert list(workspace.local_entities()) == [
        LocalEntity("report", "e2", "Unit", ("Ana Ruiz", "Ruiz")),
        LocalEntity("report", "e1", "Place", ("Quito",)),
    ]


def test_an_entity_without_a_name_goes_by_its_description(workspace: Workspace):
    mention = Mention(4, 11, "nominal", "Unit", "brigade", "e1")
    workspace.put(Extraction(make_document(), (mention,)), fingerprint="f")
    assert [one.names for one in workspace.local_entities()] == [("brigade",)]


def test_it_knows_what_it_stored_and_from_where(workspace: Workspace):
    workspace.put(make_extraction({}, id="monday", path="in/monday.txt"), fingerprint="f1")
    assert (workspace.fingerprint("monday"), workspace.path_of("monday")) == ("f1", "in/monday.txt")
    assert workspace.paths() == {"monday": "in/monday.txt"}
    assert (workspace.fingerprint("friday"), workspace.path_of("friday")) == (None, None)


def test_it_is_all_there_after_reopening(path: Path):
    with Workspace.open(path) as workspace:
        put_two_reports(workspace)
        graph, identities = workspace.graph(), workspace.identities()
    with Workspace.open(path) as workspace:
        assert (workspace.graph(), workspace.identities()) == (graph, identities)


def test_the_order_of_putting_does_not_show_in_the_graph(tmp_path: Path):
    reports = [make_extraction({"e1": [f"{n} Corps"]}, id=f"d{n}") for n in (1, 2, 3)]
    graphs = []
    for order in (reports, reports[::-1]):
        with Workspace.open(tmp_path / f"{order[0].document.id}.db") as workspace:
            for report in order:
                workspace.put(report, fingerprint="f")
            workspace.assign(make_resolution({"a": "A"}, {(f"d{n}", "e1"): "a" for n in (1, 2, 3)}))
            graphs.append(workspace.graph())
    assert graphs[0] == graphs[1]


# Changing


def test_a_changed_document_replaces_its_claims(workspace: Workspace):
    put_two_reports(workspace)
    workspace.put(make_extraction({"e1": ["9th Brigade"]}, id="tuesday"), fingerprint="f3")
    (edge,) = workspace.graph().edges
    assert edge.documents == ("monday",)
    assert workspace.fingerprint("tuesday") == "f3"


def test_a_changed_document_keeps_its_identities_by_name_not_by_local_id(workspace: Workspace):
    put_two_reports(workspace)
    workspace.put(make_extraction({"e1": ["9th Brigade"], "e2": ["Port Reed"]}, id="tuesday"), fingerprint="f3")
    of_tuesday = {key: entity for key, entity in workspace.identities().items() if key[0] == "tuesday"}
    assert of_tuesday == {("tuesday", "e1"): "b"}


def test_a_removed_document_takes_its_mentions_and_claims_along(workspace: Workspace):
    put_two_reports(workspace)
    workspace.put(make_extraction({"e1": ["Port Reed"]}, id="friday"), fingerprint="f")
    before = workspace.identities()
    workspace.assign(make_resolution({"b": "B", "c": "C", "p": "P"}, {**before, ("friday", "e1"): "p"}))
    assert workspace.remove("friday") is True
    assert [entity.id for entity in workspace.graph().entities] == ["b", "c"]
    assert workspace.identities() == before
    assert workspace.remove("friday") is False


def test_a_new_resolution_replaces_the_last(workspace: Workspace):
    put_two_reports(workspace)
    new = make_resolution({"x": "Brigade"}, {("monday", "e1"): "x", ("tuesday", "e2"): "x"})
    workspace.assign(new)
    assert workspace.identities() == new.entity_of
    assert [(one.id, one.name) for one in workspace.graph().entities] == [("x", "Brigade")]


@pytest.mark.parametrize("identity", [("friday", "e1"), ("monday", "e1")], ids=["document", "entity"])
def test_a_resolution_of_unknown_things_is_refused_whole(workspace: Workspace, identity: tuple[str, str]):
    put_two_reports(workspace)
    before = workspace.identities()
    with pytest.raises(ValueError, match=r"friday|nobody"):
        workspace.assign(Resolution({identity: "nobody"}, {}))
    assert workspace.identities() == before


# What is known of entities, and where ids went


def test_attributes_come_back_and_change(workspace: Workspace):
    put_two_reports(workspace)
    known = make_resolution({"b": "9th Brigade", "c": "Command"}, workspace.identities())
    for attributes in ({"number": "9", "echelon": "brigade"}, {"number": "9"}, {}):
        workspace.assign(replace(known, attributes={"b": attributes}))
        assert [entity.attributes for entity in workspace.graph().entities] == [attributes, {}]


def test_a_redirect_leads_straight_to_an_entity_that_there_is(workspace: Workspace):
    put_two_reports(workspace)
    keys = list(workspace.identities())
    workspace.assign(
        replace(make_resolution({"x": "X"}, dict.fromkeys(keys, "x")), redirects={"b": "x", "c": "x"})
    )
    assert workspace.redirects() == {"b": "x", "c": "x"}
    workspace.assign(replace(make_resolution({"y": "Y"}, dict.fromkeys(keys, "y")), redirects={"x": "y"}))
    assert workspace.redirects() == {"b": "y", "c": "y", "x": "y"}
    both = make_resolution({"y": "Y", "b": "B"}, {**dict.fromkeys(keys, "y"), keys[0]: "b"})
    workspace.assign(both)
    assert workspace.redirects() == {"c": "y", "x": "y"}, "an id that is back leads nowhere else"
    workspace.assign(make_resolution({"z": "Z"}, dict.fromkeys(keys, "z")))
    assert workspace.redirects() == {}, "nor does any lead to what is gone"


def test_entities_of_a_later_run_are_younger(workspace: Workspace):
    put_two_reports(workspace)
    first = workspace.ages()
    assert first["b"] == first["c"]
    workspace.put(make_extraction({"e1": ["Port Reed"]}, id="friday"), fingerprint="f")
    identities = {**workspace.identities(), ("friday", "e1"): "a"}
    workspace.assign(make_resolution({"a": "Port Reed", "b": "B", "c": "C"}, identities))
    assert workspace.ages() == {**first, "a": first["b"] + 1}


# Claims that people have judged


def test_a_rejected_claim_makes_no_edge_and_is_still_told(workspace: Workspace):
    put_two_reports(workspace)
    (edge,) = workspace.graph().edges
    first, second = (stored.id for stored in edge.claims)
    (edge,) = workspace.graph({first: "rejected", second: "accepted"}).edges
    assert [(stored.id, stored.status) for stored in edge.claims] == [(second, "accepted")]
    assert workspace.graph(dict.fromkeys((first, second), "rejected")).edges == ()
    assert [claim.status for claim in workspace.claims({first: "rejected"})] == ["rejected", None]
    assert workspace.has_claim(first) and not workspace.has_claim("c0")


@pytest.mark.parametrize(("brigade", "publications"), [("8th Brigade", 2), ("9TH BRIGADE", 1)])
def test_an_edge_counts_publications(workspace: Workspace, brigade: str, publications: int):
    claim = make_claim("PART_OF", "e1", "e2")
    for id, name in (("monday", "9th Brigade"), ("tuesday", brigade)):
        extraction = make_extraction({"e1": [name], "e2": ["Northern Command"]}, [claim], id=id)
        workspace.put(extraction, fingerprint="f")
    sides = {(id, local): name for id in ("monday", "tuesday") for local, name in (("e1", "b"), ("e2", "c"))}
    workspace.assign(make_resolution({"b": "9th Brigade", "c": "Northern Command"}, sides))
    assert workspace.graph().edges[0].publications == 2, "before they are compared"
    workspace.compare_texts()
    assert workspace.graph().edges[0].publications == publications


# Anchors


def test_an_anchor_finds_its_entity_again(workspace: Workspace):
    put_two_reports(workspace)
    anchor = workspace.anchor_of("b")
    assert anchor == Anchor("monday", 0, 11, "9th Brigade")
    assert workspace.local_at(anchor) == "e1"
    assert workspace.anchor_at("tuesday", "e2") == Anchor("tuesday", 18, 29, "9th Brigade")
    assert workspace.local_at(replace(anchor, document="friday")) is None


def test_an_anchor_is_at_the_entitys_own_name_where_there_is_one(workspace: Workspace):
    for id, name in (("a", "Brigade of the Far North"), ("b", "Northern Brigade"), ("c", "Northern\n Brigade")):
        workspace.put(make_extraction({"e1": [name]}, id=id), fingerprint="f")
    identities = {(id, "e1"): "n" for id in "abc"}
    workspace.assign(make_resolution({"n": "Northern Brigade"}, identities))
    assert workspace.anchor_of("n") == Anchor("b", 0, 16, "Northern Brigade")
    workspace.assign(make_resolution({"n": "what a person calls it"}, identities))
    assert workspace.anchor_of("n") == Anchor("a", 0, 24, "Brigade of the Far North")
    assert workspace.anchor_at("c", "e1").name == "Northern Brigade"


def test_the_mention_that_overlaps_most_is_meant_and_names_before_others(workspace: Workspace):
    text = "Isar Corps Brigade left."
    mentions = (
        Mention(0, 10, "name", "Unit", "Isar Corps", "e1"),
        Mention(0, 18, "nominal", "Unit", "Isar Corps Brigade", "e3"),
        Mention(5, 18, "name", "Unit", "Corps Brigade", "e2"),
    )
    workspace.put(Extraction(make_document(text=text), mentions), fingerprint="f")
    assert workspace.local_at(Anchor("report", 0, 18, text[:18])) == "e2"
    assert workspace.local_at(Anchor("report", 0, 12, text[:12])) == "e1"
    assert workspace.local_at(Anchor("report", 19, 23, "left")) is None


def test_in_a_changed_document_the_name_is_looked_for_where_it_stands_now(workspace: Workspace):
    anchor = Anchor("report", 0, 11, "9th Brigade")
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["9th Brigade"]}), fingerprint="f")
    assert workspace.local_at(anchor) == "e2"
    workspace.put(make_extraction({"e1": ["A Corps"], "e2": ["19th Brigade"]}), fingerprint="f")
    assert workspace.local_at(anchor) is None


def test_there_is_no_anchor_of_what_is_not_there(workspace: Workspace):
    with pytest.raises(KeyError):
        workspace.anchor_of("nobody")
    with pytest.raises(KeyError):
        workspace.anchor_at("nowhere", "e1")


# Claim ids


def claim_ids(path: Path, extraction: Extraction) -> list[str]:
    with Workspace.open(path) as workspace:
        workspace.put(extraction, fingerprint="f")
        locals = {mention.entity for mention in extraction.mentions}
        workspace.assign(make_resolution({one: one for one in locals}, {("report", one): one for one in locals}))
        return [stored.id for edge in workspace.graph().edges for stored in edge.claims]


def test_the_same_claims_have_the_same_distinct_ids(tmp_path: Path):
    claims = [
        make_claim("ATTACKED", "e1", "e2"),
        make_claim("ATTACKED", "e1", "e2"),
        make_claim("ATTACKED", "e1", "e2", start=30),
        make_claim("ATTACKED", "e1", "e2", modality="possible"),
    ]
    extraction = make_extraction({"e1": ["A Corps"], "e2": ["B Corps"]}, claims)
    ids = claim_ids(tmp_path / "one.db", extraction)
    assert len(set(ids)) == 4
    assert claim_ids(tmp_path / "two.db", extraction) == ids


def test_a_claim_keeps_its_id_when_local_ids_shift(tmp_path: Path):
    before = make_extraction({"e1": ["A Corps"], "e2": ["B Corps"]}, [make_claim("ATTACKED", "e1", "e2")])
    after = make_extraction(
        {"e1": ["Reed"], "e2": ["A Corps"], "e3": ["B Corps"]}, [make_claim("ATTACKED", "e2", "e3")]
    )
    assert claim_ids(tmp_path / "one.db", before) == claim_ids(tmp_path / "two.db", after)


# Trouble


def make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def test_a_workspace_of_a_newer_version_is_left_alone(path: Path):
    Workspace.open(path).close()
    make_newer(path)
    content = path.read_bytes()
    with pytest.raises(WorkspaceTooNew, match="version 99") as caught:
        Workspace.open(path)
    assert "upgrade" in caught.value.hint
    assert path.read_bytes() == content


def write_other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()


@pytest.mark.parametrize(
    "write",
    [lambda path: path.write_text("Dear diary"), write_other_database],
    ids=["text", "another program's database"],
)
def test_a_file_that_is_not_ours_is_left_alone(path: Path, write):
    write(path)
    content = path.read_bytes()
    with pytest.raises(WorkspaceError, match="not a kgbuild workspace") as caught:
        Workspace.open(path)
    assert "--db" in caught.value.hint
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(WorkspaceError, match="cannot be opened") as caught:
        Workspace.open(tmp_path / "nowhere" / "kgbuild.db")
    assert "folder" in caught.value.hint


def test_a_folder_is_not_a_workspace(tmp_path: Path):
    with pytest.raises(WorkspaceError, match=str(tmp_path)):
        Workspace.open(tmp_path)


def test_a_damaged_workspace_says_so(path: Path):
    with Workspace.open(path) as workspace:
        put_two_reports(workspace)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(WorkspaceError, match="damaged"), Workspace.open(path) as workspace:
        workspace.graph()


@needs_sqlites_codes
def test_a_full_disk_costs_only_the_document_being_stored(path: Path):
    with Workspace.open(path) as workspace:
        put_two_reports(workspace)
        graph = workspace.graph()
    connection = sqlite3.connect(path, isolation_level=None)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with Workspace(connection, path=path) as workspace:
        with pytest.raises(WorkspaceError, match="full") as caught:
            workspace.put(make_extraction({"e1": ["A Corps"] * 5000}, id="friday"), fingerprint="f")
        assert "free" in caught.value.hint
        assert workspace.graph() == graph
        assert workspace.fingerprint("friday") is None
        workspace.put(make_extraction({"e1": ["A Corps"]}, id="friday"), fingerprint="f")
    with Workspace.open(path) as workspace:
        assert workspace.fingerprint("friday") == "f"


def test_a_full_disk_leaves_a_changed_document_as_it_was(path: Path):
    with Workspace.open(path) as workspace:
        put_two_reports(workspace)
        graph = workspace.graph()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with Workspace(connection, path=path) as workspace:
        with pytest.raises(WorkspaceError, match="full"):
            workspace.put(make_extraction({"e1": ["A Corps"] * 5000}, id="tuesday"), fingerprint="f")
        assert workspace.graph() == graph
        assert workspace.fingerprint("tuesday") == "f2"


@needs_sqlites_codes
def test_a_locked_workspace_says_who_is_in_the_way(path: Path):
    Workspace.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Workspace(sqlite3.connect(path, isolation_level=None, timeout=0), path=path) as workspace:
        with pytest.raises(WorkspaceError, match="another program") as caught:
            workspace.put(make_extraction({}), fingerprint="f")
        assert "wait" in caught.value.hint
        other.execute("ROLLBACK")
        workspace.put(make_extraction({}), fingerprint="f")
    other.close()


@needs_sqlites_codes
def test_a_read_only_workspace_can_be_read_but_not_changed(path: Path):
    with Workspace.open(path) as workspace:
        put_two_reports(workspace)
        graph = workspace.graph()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    with Workspace(connection, path=path) as workspace:
        assert workspace.graph() == graph
        with pytest.raises(WorkspaceError, match="read-only"):
            workspace.remove("monday")


def test_text_that_is_not_unicode_is_the_documents_fault(workspace: Workspace):
    put_two_reports(workspace)
    graph = workspace.graph()
    with pytest.raises(DocumentError, match="not Unicode"):
        workspace.put(make_extraction({}, path="in/\udcff.txt"), fingerprint="f")
    assert workspace.graph() == graph


@pytest.mark.parametrize(
    ("free", "folder", "expected"), [(0, ".", "FULL"), (1 << 40, "nowhere", "CANTOPEN"), (1 << 40, ".", "")]
)
def test_without_sqlites_code_the_file_and_its_disk_tell(tmp_path: Path, monkeypatch, free, folder, expected):
    class Silent(sqlite3.OperationalError):
        sqlite_errorname = None

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(failures.shutil, "disk_usage", lambda _: usage._replace(free=free))
    assert failures._kind(Silent("?"), path=tmp_path / folder / "kgbuild.db") == expected


def test_opening_an_empty_file_makes_it_a_workspace(path: Path):
    path.touch()
    with Workspace.open(path) as workspace:
        assert workspace.graph().documents == ()


def test_closing_twice_does_nothing(path: Path):
    workspace = Workspace.open(path)
    workspace.close()
    workspace.close()


def test_many_documents_sum_up(workspace: Workspace):
    for number in range(50):
        names = {f"e{n}": [f"{n} Brigade"] * 10 for n in range(10)}
        claims = [make_claim("PART_OF", f"e{n}", "e0") for n in range(1, 10)]
        workspace.put(make_extraction(names, claims, id=f"d{number}"), fingerprint="f")
    locals = list(workspace.local_entities())
    entities = {f"x{n}": f"{n} Brigade" for n in range(10)}
    workspace.assign(
        make_resolution(entities, {(one.document, one.entity): f"x{one.entity[1:]}" for one in locals})
    )
    graph = workspace.graph()
    assert [entity.mentions for entity in graph.entities] == [500] * 10
    assert [len(edge.claims) for edge in graph.edges] == [50] * 9
