"""What a few changed documents change is what resolving everything anew changes: member for member, id for id."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kgbuild.model import Document, Extraction, LocalEntity, Mention, Skipped
from kgbuild.stages.acquire import read_annotated
from kgbuild.stages.resolve import resolve
from kgbuild.stages.resolve.candidates import equal_sounds
from kgbuild.stages.resolve.clusters import Clusters
from kgbuild.stages.resolve.profiles import make_profiles
from kgbuild.stages.resolve.update import TooFar, update
from kgbuild.stages.resolve.whole import resolve_whole
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_claim

SHARED = Path(__file__).parents[4] / "shared"

Named = tuple[str, str]  # a label and names divided by "|"

PEOPLE = (
    "Ana Ruiz", "A. Ruiz", "Ruiz", "Luis Ruiz", "Ana María Ruiz", "Ruis", "Luis M. Ruiz", "Ana",
    "Luis|Ruiz", "Ana Ruiz|Ruiz", "Ana Ruiz|Condor", "Condor", "Mohammed Ibrahim",
    "Mohammed Ibrahim|Ibrahim", "Ibrahim", "Ibrahim Vane", "John Smith", "Smith", "Mohammed Sani",
    "Yahya Vane", "Yehia Vane", "Yahya", "Yehia", "Vane", "Peter Vane Jr", "Peter Vane Sr", "Peter Vane",
    "P. Vane", "Gen Peter Vane|Vane", "Saddam", "Saddam Hussein", "Saddam Vane", "Martin Bloch",
    "Martina Bloch", "Zubairu Ali", "Ali Zubairu", "Ali", "Zubairu",
)  # fmt: skip
BODIES = (
    "7 Division", "7th Division", "7 Infantry Division|7 Division", "8 Division", "Tiger Brigade",
    "Tiger Brigade|TB", "TB", "the Army", "Kenyan Army", "Kenya Army|KA", "Iraqi Army", "Army", "Coalition",
    "Global Coalition against Zarn", "Coalition against Zarn", "Zarn", "Zarn Patrol Group", "ZPG",
    "Zonal Peace Guard", "Zonal Peace Guard|ZPG", "Police Command", "Reed Police Command",
    "Security Forces", "Nigerian 7 Division|7 Division", "Ministry of Defence", "Marines", "2nd Battalion",
    "2nd Battalion|Black Foxes", "Black Foxes", "Nigerian Army", "Nigeria Police Force|NPF", "NPF",
    "National People's Front", "Condor Group", "Condor Group|Zarn", "Joint Task Force", "U.S. Army",
    "Department of Defense",
)  # fmt: skip
PLACES = (
    "Kenya", "Reed", "Reed State", "Reed State|Reed", "Nigeria", "Borno", "Borno State", "Bama",
    "Bama, Borno State", "Georgia", "Atlanta", "Iraq", "Mosul", "Basra", "Basrah", "San Juan", "Peru",
    "Reid", "Government House", "Tripoli", "Libya", "Lebanon", "Victoria",
)  # fmt: skip
CORPUS = [
    *(("Person", name) for name in PEOPLE),
    *((label, name) for name in BODIES for label in ("Unit", "Organisation")),
    *(("Place", name) for name in PLACES),
]


# What a report tells of an entity and the body that it names next.
_ABOVE = {"Unit": "PART_OF", "Person": "COMMANDS"}


def extraction(id: str, entities: list[Named]) -> Extraction:
    """A document that names each of the entities by all of its names."""
    text, mentions = "", []
    for number, (label, names) in enumerate(entities, 1):
        for name in names.split("|"):
            start = len(text)
            text += f"{name}. "
            mentions.append(Mention(start, start + len(name), "name", label, name, f"e{number}"))
    labels = {mention.entity: mention.label for mention in mentions}
    claims = [
        make_claim(_ABOVE[labels[one]], one, other)
        for one, other in zip(labels, list(labels)[1:], strict=False)
        if labels[one] in _ABOVE and labels[other] in ("Unit", "Organisation")
    ]
    return Extraction(Document(id, text or "Nothing."), tuple(mentions), tuple(claims))


class Desk:
    """A workspace that is brought up to date by itself, each time beside all being resolved anew."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.rulings: dict[str, list[tuple[tuple[str, str], tuple[str, str], int]]] = {"same": [], "different": []}
        self.names: dict[tuple[str, str], str] = {}

    def put(self, id: str, entities: list[Named]) -> None:
        self.workspace.put(extraction(id, entities), fingerprint="f")

    def start(self) -> None:
        whole = resolve_whole(
            self.workspace.local_entities(), known=self.workspace.identities(), names=self.names,
            since=self.workspace.ages(), **self.rulings,
        )  # fmt: skip
        self.workspace.assign(whole.resolution)
        with self.workspace.index() as index:
            index.keep(
                whole.profiles(),
                nations=whole.nations,
                pairs=whole.pairs(),
                standings=whole.standings(),
                rules="r",
            )

    def check(self) -> None:
        """Update, and compare with everything resolved anew."""
        before = self.workspace.redirects()
        whole = resolve(
            self.workspace.local_entities(), known=self.workspace.identities(), names=self.names,
            since=self.workspace.ages(), **self.rulings,
        )  # fmt: skip
        with self.workspace.index() as index:
            update(index, names=self.names)
        assert self.workspace.identities() == whole.entity_of
        assert self.entities() == dict(described(whole))
        after = {one: whole.redirects.get(to, to) for one, to in before.items()} | whole.redirects
        assert self.workspace.redirects() == {
            one: to for one, to in after.items() if to in whole.entities and one not in whole.entities
        }

    def entities(self) -> Mapping[str, object]:
        return {
            one.id: (one.label, one.name, one.aliases, one.attributes) for one in self.workspace.graph().entities
        }


def described(whole) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    for id, (label, name, aliases) in whole.entities.items():
        yield id, (label, name, aliases, whole.attributes.get(id, {}))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        yield Desk(workspace)


@pytest.mark.parametrize("seed", range(6))
def test_any_documents_that_come_change_and_go_leave_what_a_run_over_all_gives(desk: Desk, seed: int) -> None:
    choose = random.Random(seed)
    # Few names at a time, so that they meet.
    names = choose.sample(CORPUS, 40)
    ids = [f"d{number:02}" for number in range(25)]
    for id in choose.sample(ids, 12):
        desk.put(id, choose.choices(names, k=choose.randrange(6)))
    desk.start()
    for _ in range(60):
        for _ in range(choose.choice([1, 1, 1, 2, 3])):
            id = choose.choice(ids)
            if choose.random() < 0.3:
                desk.workspace.remove(id)
            else:
                desk.put(id, choose.choices(names, k=choose.randrange(6)))
        desk.check()


@pytest.mark.parametrize("seed", range(6))
def test_so_do_documents_under_decisions(desk: Desk, seed: int) -> None:
    choose = random.Random(100 + seed)
    names = choose.sample(CORPUS, 30)
    kept = [f"k{number:02}" for number in range(8)]
    for id in kept:
        desk.put(id, choose.choices(names, k=1 + choose.randrange(5)))
    others = [f"d{number:02}" for number in range(40)]
    for _ in range(6):
        # Decisions on documents that stay; where they change, all is resolved anew.
        members = [(one.document, one.entity) for one in desk.workspace.local_entities() if one.document in kept]
        for kind in ("same", "different"):
            pairs = [choose.sample(members, 2) for _ in range(choose.randrange(5))]
            desk.rulings[kind] = [(left, right, choose.randrange(9)) for left, right in pairs]
        desk.names = {member: "The Renamed" for member in choose.sample(members, 2)}
        desk.start()
        for _ in range(10):
            id = choose.choice(others)
            if choose.random() < 0.3:
                desk.workspace.remove(id)
            else:
                desk.put(id, choose.choices(names, k=choose.randrange(6)))
            desk.check()


@pytest.mark.skipif(not (SHARED / "data" / "dev.jsonl").exists(), reason="no ../shared with annotated documents")
def test_so_do_documents_as_people_annotated_them(desk: Desk) -> None:
    choose = random.Random(5)
    documents = [
        one.extraction for one in read_annotated(SHARED / "data" / "dev.jsonl") if not isinstance(one, Skipped)
    ]
    choose.shuffle(documents)
    half = len(documents) // 2
    for one in documents[:half]:
        desk.workspace.put(one, fingerprint="f")
    desk.start()
    for one in documents[half:]:
        desk.workspace.put(one, fingerprint="f")
        desk.check()
    for one in documents[: half // 2]:
        desk.workspace.remove(one.document.id)
        desk.check()
    anew = resolve(desk.workspace.local_entities(), known={})
    assert clusters(desk.workspace.identities()) == clusters(anew.entity_of)


def test_only_what_the_change_can_reach_is_looked_at(desk: Desk) -> None:
    for number in range(60):
        surname = "".join("bdfgklmnprst"[int(digit)] + "ao"[number % 2] for digit in f"{number:02}")
        extracted: list[Named] = [("Person", f"Ana {surname.title()}"), ("Unit", "the Army"), ("Place", "Nigeria")]
        desk.put(f"d{number}", extracted)
    desk.start()
    desk.put("new", [("Person", "Ana Bada"), ("Unit", "the Army"), ("Place", "Nigeria"), ("Person", "Ana Zwex")])
    with desk.workspace.index() as index:
        assert update(index, names={}) < 10


def test_a_first_document_gives_the_company_of_a_very_common_name_another_name(desk: Desk) -> None:
    def people() -> int:
        return desk.workspace.labels()["Person"]

    for number in range(4):
        desk.put(f"m{number}", [("Unit", "Tiger Brigade"), ("Place", "Tripoli"), ("Person", "Mohammed Ibrahim")])
    desk.put("n", [("Unit", "Black Foxes"), ("Person", "Mohammed Ibrahim")])
    desk.start()
    desk.put("a", [("Unit", "Tiger Brigade"), ("Place", "Lebanon"), ("Person", "Mohammed Ibrahim")])
    desk.check()
    assert people() == 2
    # It brings two companies together, and then there are two again.
    desk.put("a", [("Unit", "Tiger Brigade"), ("Unit", "Black Foxes"), ("Person", "Mohammed Ibrahim")])
    desk.check()
    assert people() == 1
    desk.workspace.remove("a")
    desk.check()
    assert people() == 2


def test_of_a_person_who_is_one_with_a_body_the_country_is_told_to_those_who_move_to_it(desk: Desk) -> None:
    bearer = ("Person", "Mohammed Ibrahim")
    desk.put(
        "m0", [("Unit", "Tiger Brigade"), ("Place", "Reed"), bearer, ("Place", "Reid"), ("Unit", "Kenyan Army")]
    )
    desk.put("m1", [("Unit", "Tiger Brigade"), ("Place", "Victoria"), bearer])
    desk.put("n0", [("Unit", "Black Foxes"), ("Place", "Victoria"), bearer])
    desk.rulings["same"] = [(("m0", "e3"), ("m0", "e5"), 1)]
    desk.start()
    desk.put("a", [("Unit", "Tiger Brigade"), ("Unit", "Black Foxes"), ("Place", "Tripoli"), bearer])
    desk.check()
    desk.workspace.remove("a")
    desk.check()


def test_companies_of_a_very_common_name_are_not_compared_with_each_other() -> None:
    members = [("Person", f"Mohammed Ibrahim ({name} Brigade)") for name in ("Tiger", "Lion", "Eagle", "Bear")]
    locals_ = [LocalEntity(f"d{number}", "e1", label, (name,)) for number, (label, name) in enumerate(members)]
    profiles, decided = make_profiles(locals_)
    assert len({profile.name.company for profile in profiles}) == 4
    assert list(equal_sounds(Clusters(profiles, decided))) == []


def test_a_change_that_reaches_far_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        desk.put(f"d{number}", [("Person", f"{'ABCDEFGHI'[number]}na Ruiz")])
    desk.start()
    before = desk.workspace.identities()
    desk.put("new", [("Person", "Zora Ruiz")])
    monkeypatch.setattr("kgbuild.stages.resolve.update._FAR", 5)
    with pytest.raises(TooFar), desk.workspace.index() as index:
        update(index, names={})
    assert desk.workspace.identities() == before


def clusters(entity_of: Mapping[tuple[str, str], str]) -> set[frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for member, entity in entity_of.items():
        found.setdefault(entity, set()).add(member)
    return set(map(frozenset, found.values()))
