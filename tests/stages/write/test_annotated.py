from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kgbuild.evaluate import Counts, read_annotated, score
from kgbuild.model import Claim, Document, Evidence, Extraction, Ignored, Mention
from kgbuild.stages.write import to_line, to_record
from tests.factories import make_extraction

TEXT = "PHOTO ONE\nGen. Ann Roe led the 9th Tarn Brigade. Roe, its commander, left the brigade in May."


def mention(
    text: str, entity: str, *, at: str = "", kind: str = "name", label: str = "Unit", **fields: float
) -> Mention:
    start = TEXT.index(at or text)
    return Mention(start, start + len(text), kind, label, text, entity, **fields)


def evidence(quote: str) -> Evidence:
    return Evidence(TEXT.index(quote), TEXT.index(quote) + len(quote), quote)


MENTIONS = (
    mention("Roe", "e7", at="Roe, its", label="Person", confidence=0.71),
    mention("Ann Roe", "e7", label="Person", confidence=0.98765),
    mention("9th Tarn Brigade", "e2", confidence=0.5),
    mention("its", "e2", kind="pronoun", confidence=0.99),
    mention("the brigade", "e2", kind="nominal", confidence=0.6),
)
COMMANDS = Claim(
    "COMMANDS",
    "e7",
    "e2",
    (
        evidence("Roe, its commander, left the brigade in May."),
        evidence("Gen. Ann Roe led the 9th Tarn Brigade."),
    ),
    modality="past",
    confidence=0.123456,
    role="commander",
    rank="Gen.",
    count="one",
    date="in May",
    date_from="2019-05-01",
    date_to="2019-05-31",
    by="e7",
)
DOCUMENT = Document(
    "report",
    TEXT,
    title="A change",
    source="a paper",
    published="2019-06-01",
    path="/somewhere/report.txt",
    ignored=(Ignored(0, 9, "photo credit"),),
)
EXTRACTION = Extraction(DOCUMENT, MENTIONS, (COMMANDS,), ((49, len(TEXT)), (10, 48)))


def test_the_record_has_the_document_as_it_was_read() -> None:
    record = to_record(EXTRACTION)
    assert record["id"] == "report"
    assert record["text"] == TEXT
    assert (record["title"], record["date"], record["source"]) == ("A change", "2019-06-01", "a paper")
    assert record["sentences"] == [[10, 48], [49, len(TEXT)]]
    assert record["ignored"] == [[0, 9, "photo credit"]]
    assert "/somewhere" not in to_line(EXTRACTION)


def test_entities_stand_in_reading_order_with_their_fullest_name() -> None:
    ann, brigade = to_record(EXTRACTION)["entities"]
    assert (ann["id"], ann["label"], ann["name"]) == ("e7", "Person", "Ann Roe")
    assert (brigade["id"], brigade["label"], brigade["name"]) == ("e2", "Unit", "9th Tarn Brigade")


def test_a_longer_nominal_is_no_fuller_name() -> None:
    name, nominal = mention("Ann Roe", "e1", label="Person"), mention("its commander", "e1", kind="nominal")
    (entity,) = to_record(Extraction(DOCUMENT, (name, nominal)))["entities"]
    assert (entity["name"], entity["label"]) == ("Ann Roe", "Person")


def test_mentions_stand_in_reading_order_with_their_kinds() -> None:
    brigade = to_record(EXTRACTION)["entities"][1]
    assert [TEXT[one["start"] : one["end"]] for one in brigade["mentions"]] == [
        "9th Tarn Brigade",
        "its",
        "the brigade",
    ]
    assert [one["kind"] for one in brigade["mentions"]] == ["name", "pronoun", "nominal"]


def test_a_mention_has_its_own_confidence() -> None:
    ann, brigade = to_record(EXTRACTION)["entities"]
    assert [one["confidence"] for one in ann["mentions"]] == [0.9877, 0.71]
    assert [one["confidence"] for one in brigade["mentions"]] == [0.5, 0.99, 0.6]


def test_an_entity_is_as_sure_as_its_best_name() -> None:
    ann, brigade = to_record(EXTRACTION)["entities"]
    assert ann["confidence"] == 0.9877
    assert brigade["confidence"] == 0.5


def test_a_claim_becomes_a_relation_with_head_and_tail() -> None:
    assert to_record(EXTRACTION)["relations"] == [
        {
            "type": "COMMANDS",
            "head": "e7",
            "tail": "e2",
            "evidence": [[10, 48], [49, len(TEXT)]],
            "role": "commander",
            "rank": "Gen.",
            "modality": "past",
            "date": "in May",
            "date_from": "2019-05-01",
            "date_to": "2019-05-31",
            "count": "one",
            "by": "e7",
            "confidence": 0.1235,
        }
    ]


def test_what_is_not_known_is_null() -> None:
    bare = Claim("PART_OF", "e1", "e2", (Evidence(0, 4, "Tarn"),))
    record = to_record(make_extraction({"e1": ["Tarn"], "e2": ["Isar"]}, [bare]))
    unknown = ("role", "rank", "date", "date_from", "date_to", "count", "by")
    assert [record["relations"][0][name] for name in unknown] == [None] * 7
    assert [record[name] for name in ("title", "date", "source")] == [None] * 3
    assert record["relations"][0]["modality"] == "asserted"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_what_was_extracted_does_not_matter(seed: int) -> None:
    claims = [
        Claim("PART_OF", "e1", "e2", (Evidence(0, 4, "Tarn"),)),
        Claim("PART_OF", "e1", "e2", (Evidence(0, 4, "Tarn"),), modality="past"),
        Claim("ATTACKED", "e2", "e1", (Evidence(0, 4, "Tarn"),), role="guard"),
        Claim("PART_OF", "e1", "e2", (Evidence(6, 10, "Isar"),)),
    ]
    plain = make_extraction({"e1": ["Tarn"], "e2": ["Isar"]}, claims)
    chance = random.Random(seed)
    shuffled = Extraction(
        plain.document,
        tuple(chance.sample(plain.mentions, len(plain.mentions))),
        tuple(chance.sample(claims, len(claims))),
    )
    assert to_line(shuffled) == to_line(plain)


def test_a_line_is_one_line_of_text_in_any_script() -> None:
    extraction = make_extraction({"e1": ["Сирійські\nсили"], "e2": ["قوات سوريا"]})
    line = to_line(extraction)
    assert "\n" not in line
    assert "قوات سوريا" in line
    assert json.loads(line) == to_record(extraction)


def test_what_is_written_can_be_read_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "extracted.jsonl"
    path.write_text(f"{to_line(EXTRACTION)}\n", encoding="utf-8")
    records = read_annotated(path)
    scores = score(records, records)
    assert scores.names.exact == Counts(3, 0, 0)
    assert scores.relations.exact == Counts(1, 0, 0)
