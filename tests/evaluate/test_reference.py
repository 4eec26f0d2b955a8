"""Our figures against those of the project's reference scorer, on gold that was disturbed at random."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kgbuild.evaluate import Counts, Shares, score

Record = dict[str, Any]

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "tools" / "score.py"
GOLD = [SHARED / "data" / "dev.jsonl", SHARED / "data" / "seeds.jsonl"]

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(
        not all(path.exists() for path in (SCORER, *GOLD)),
        reason="no ../shared with the scorer and gold sets",
    ),
]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> list[Record]:
    return [json.loads(line) for path in GOLD for line in path.read_text(encoding="utf-8").splitlines()]


def drop_mentions(record: Record, chance: random.Random) -> None:
    for entity in record["entities"]:
        kept = [one for one in entity["mentions"] if chance.random() < 0.8]
        entity["mentions"] = kept or entity["mentions"][:1]


def shift_mentions(record: Record, chance: random.Random) -> None:
    for entity in record["entities"]:
        for mention in entity["mentions"]:
            if chance.random() < 0.2:
                mention["start"] = max(0, mention["start"] - chance.randrange(9))
                mention["end"] += chance.randrange(4)


def change_kinds_and_labels(record: Record, chance: random.Random) -> None:
    for entity in record["entities"]:
        if chance.random() < 0.2:
            entity["label"] = chance.choice(["Person", "Unit", "Place", "Organisation"])
        for mention in entity["mentions"]:
            if chance.random() < 0.1:
                mention["kind"] = chance.choice(["name", "nominal", "pronoun"])


def move_mentions_to_other_entities(record: Record, chance: random.Random) -> None:
    for entity in record["entities"]:
        if len(entity["mentions"]) > 1 and chance.random() < 0.3:
            chance.choice(record["entities"])["mentions"].append(entity["mentions"].pop())


def rename_entities(record: Record, chance: random.Random) -> None:
    ids = {entity["id"]: f"x{chance.randrange(10**9)}" for entity in record["entities"]}
    for entity in record["entities"]:
        entity["id"] = ids[entity["id"]]
    for relation in record["relations"] or ():
        relation["head"], relation["tail"] = ids[relation["head"]], ids[relation["tail"]]


def change_relations(record: Record, chance: random.Random) -> None:
    types = ["ALLIED_WITH", "PART_OF", "OPERATES_IN", "OPERATES_UNDER"]
    relations = [one for one in record["relations"] or () if chance.random() < 0.9]
    for relation in relations:
        if chance.random() < 0.3:
            relation["type"] = chance.choice(types)
        if chance.random() < 0.2:
            relation["head"], relation["tail"] = relation["tail"], relation["head"]
        if chance.random() < 0.3:
            relation["modality"] = chance.choice(["asserted", "past", "planned", None])
    record["relations"] = relations


def leave_things_open(record: Record, chance: random.Random) -> None:
    """Make gold lenient in every way that the format knows."""
    length = len(record["text"])
    record.setdefault("ignored", []).append([length // 3, length // 3 + chance.randrange(60), "unclear"])
    for entity in record["entities"]:
        entity.update(chance.choice([{}, {}, {"optional": True}, {"label_alt": ["Unit", "Place"]}]))
        chance.choice(entity["mentions"])["optional"] = chance.random() < 0.3
    for relation in record["relations"] or ():
        relation.update(chance.choice([{}, {}, {"optional": True}, {"type_alt": ["ALLIED_WITH", "PART_OF"]}]))
    if chance.random() < 0.1:
        record["relations"] = None


DISTURBANCES: list[Callable[[Record, random.Random], None]] = [
    drop_mentions,
    shift_mentions,
    change_kinds_and_labels,
    move_mentions_to_other_entities,
    rename_entities,
    change_relations,
]


def figures(ours: Any, theirs: Any) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield every figure of both, side by side."""
    yield "documents", ours.documents, theirs["documents"]
    yield "modality", ours.relations.modality, theirs["modality"]
    names, relations = theirs["ner"], theirs["relations"]
    assert set(ours.names.labels) == set(names["labels"])
    assert set(ours.relations.types) == set(relations["types"])
    pairs: list[tuple[str, Counts | Shares, dict[str, float]]] = [
        ("names", ours.names.exact, names),
        ("overlapping", ours.names.overlapping, names["overlap"]),
        ("b_cubed", ours.b_cubed, theirs["coref"]["b3"]),
        ("lea", ours.lea, theirs["coref"]["lea"]),
        ("relations", ours.relations.exact, relations),
        ("pairs", ours.relations.pairs, relations["pairs"]),
        *((label, counts, names["labels"][label]) for label, counts in ours.names.labels.items()),
        *((type, counts, relations["types"][type]) for type, counts in ours.relations.types.items()),
    ]
    for name, our, their in pairs:
        for field, key in (("precision", "p"), ("recall", "r"), ("f1", "f1")):
            yield f"{name} {field}", getattr(our, field), their[key]
        if isinstance(our, Counts):
            yield (
                f"{name} counts",
                (our.right, our.wrong, our.missed),
                (their["tp"], their["fp"], their["fn"]),
            )


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_equals_the_reference(reference: ModuleType, gold: list[Record], seed: int) -> None:
    chance = random.Random(seed)
    expected, predicted = deepcopy(gold), deepcopy(gold)
    for record in expected:
        if seed % 2:
            leave_things_open(record, chance)
    for record in predicted:
        for disturb in DISTURBANCES:
            if chance.random() < 0.7:
                disturb(record, chance)
    predicted = [record for record in predicted if chance.random() < 0.95]
    theirs, _ = reference.score({one["id"]: one for one in expected}, {one["id"]: one for one in predicted})
    ours = score(expected, predicted)
    assert sorted(ours.missing) == sorted(theirs["missing"])
    for name, our, their in figures(ours, theirs):
        assert our == pytest.approx(their, abs=1e-9), name


def test_gold_against_itself_equals_the_reference(reference: ModuleType, gold: list[Record]) -> None:
    theirs, _ = reference.score({one["id"]: one for one in gold}, {one["id"]: one for one in gold})
    for name, our, their in figures(score(gold, gold), theirs):
        assert our == pytest.approx(their, abs=1e-9), name
