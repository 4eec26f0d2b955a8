"""Whatever people decided, in whatever order, and took back: the file alone tells what the graph is."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from random import Random

from kgbuild.config import Config
from kgbuild.decide.desk import Desk, at_desk
from kgbuild.model import Extraction, Member
from kgbuild.stages.store import decisions
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_extraction

OPERATIONS = 1000
APPLIED_EVERY = 20

NAMES = (
    {"e1": ["Tarn Brigade"], "e2": ["Isar Corps"], "e3": ["7 Division"]},
    {"e1": ["Tarn Brigade", "the Tarn"], "e2": ["8 Division"], "e3": ["Red Lanterns"]},
    {"e1": ["Coast Army of Marland"], "e2": ["Isar Corps"], "e3": ["Tarne Brigade"]},
    {"e1": ["Marland Coast Army", "MCA"], "e2": ["7th Division"], "e3": ["Lantern Movement"]},
)


def reports() -> list[Extraction]:
    return [make_extraction(NAMES[number % 4], id=f"d{number}") for number in range(8)]


def make_workspace(folder: Path) -> Config:
    folder.mkdir()
    config = Config(db=folder / "graph.db", html=folder / "graph.html")
    with Workspace.open(config.db) as workspace:
        for report in reports():
            workspace.put(report, fingerprint="f")
    return config


def clusters(desk: Desk) -> set[frozenset[Member]]:
    members = defaultdict(set)
    for member, entity in desk.workspace.identities().items():
        members[entity].add(member)
    return {frozenset(one) for one in members.values()}


def test_a_thousand_decisions_and_undos_leave_what_a_fresh_run_over_the_file_gives(tmp_path: Path) -> None:
    random = Random(5)
    config = make_workspace(tmp_path / "lived")
    seen = set()
    with at_desk(config=config, who="Ida") as desk:
        anchors = [desk.workspace.anchor_at(*member) for member in desk.resolved.resolution.entity_of]
        standing = []
        for number in range(OPERATIONS):
            if standing and random.random() < 0.48:
                desk.take_back([standing.pop(random.randrange(len(standing)))])
            else:
                left, right = random.sample(anchors, 2)
                kind = random.choice(("same", "different"))
                standing.append(desk.sign(kind, when=desk.time(), left=left, right=right))
                desk.write(standing[-1:])
            if number % APPLIED_EVERY == 0:
                desk.apply()
                seen.add(frozenset(clusters(desk)))
        desk.apply()
        lived = clusters(desk)
    assert len(seen) > OPERATIONS / APPLIED_EVERY / 2, "the decisions do change something"
    fresh = make_workspace(tmp_path / "fresh")
    decisions.append(fresh.decisions_file, *random.sample(standing, len(standing)))
    assert fresh.decisions_file.read_bytes() == config.decisions_file.read_bytes()
    with at_desk(config=fresh, who="Ida") as desk:
        assert clusters(desk) == lived
