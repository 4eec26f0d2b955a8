"""Annotated documents as training examples: words, tags, pairs of mentions, in the model's own units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kgbuild.annotations import Words
from kgbuild.evaluate import read_annotated
from kgbuild.model import Document
from kgbuild.pairs import Span, pair_features
from kgbuild.schema import MODALITIES, default_schema
from kgbuild.stages.clean import clean
from kgbuild.stages.parse.pieces import Pieces, shape_of
from kgbuild.stages.parse.windows import make_windows
from kgbuild.stages.parse.words import make_language, split_sentences
from kgbuild.stages.recognise.recogniser import NAME_TAGS
from kgbuild.stages.refer.candidates import antecedent_candidates
from kgbuild.stages.refer.referrer import ANAPHOR_TAGS
from kgbuild.stages.relate.candidates import relation_candidates

__all__ = ["ANAPHOR_TAGS", "NAME_TAGS", "RELATIONS", "Example", "read_examples"]

RELATIONS = tuple(default_schema().relations)


@dataclass
class Example:
    """One document: its words as pieces and shapes, its windows, its tags, and its pairs with their answers.

    `relation_targets` is (pairs, relations), 1 where it holds; `relation_known` says which pairs count.
    `antecedent_group` numbers the anaphor of each antecedent pair; `antecedent_right` says which are right.
    """

    id: str
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    windows: list[tuple[int, int]]
    name_tags: list[int]
    anaphor_tags: list[int]
    fully_annotated: bool
    spans: list[Span] = field(default_factory=list)
    relation_pairs: list[tuple[int, int]] = field(default_factory=list)
    relation_features: Any = None
    relation_targets: Any = None
    relation_known: Any = None
    relation_modality: Any = None
    antecedent_pairs: list[tuple[int, int]] = field(default_factory=list)
    antecedent_features: Any = None
    antecedent_group: list[int] = field(default_factory=list)
    antecedent_right: list[bool] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of pieces."""
        return sum(map(len, self.pieces))


def read_examples(file: Path, vocabulary: Path, *, fully_annotated: bool) -> Iterator[Example]:
    """Read annotated documents (annotation/FORMAT.md).

    Args:
        file: JSON Lines.
        vocabulary: the encoder's word pieces.
        fully_annotated: whether nominals, pronouns and relations are annotated, not only names.

    Raises:
        GoldError: the file breaks the exchange format.
    """
    nlp, pieces = make_language(), Pieces(vocabulary)
    for record in read_annotated(file):
        yield _make_example(nlp, pieces, record, fully_annotated=fully_annotated)


def _make_example(nlp: Any, pieces: Pieces, record: dict[str, Any], *, fully_annotated: bool) -> Example:
    reading = clean(Document(record["id"], record["text"])).reading
    doc = nlp.make_doc(reading)
    split_sentences(doc)
    words = Words(doc)
    of_words = pieces.of_words(words.texts)
    windows = make_windows(words.sentence_spans(), [len(ids) for ids in of_words])
    example = Example(
        id=record["id"],
        pieces=of_words,
        shapes=[shape_of(text) for text in words.texts],
        windows=windows,
        name_tags=[0] * len(words),
        anaphor_tags=[0] * len(words),
        fully_annotated=fully_annotated,
    )
    mentions = list(_find_mentions(record, words))
    for span, _ in mentions:
        tags, names = (
            (example.name_tags, NAME_TAGS) if span.kind == "name" else (example.anaphor_tags, ANAPHOR_TAGS)
        )
        word = span.label if span.kind == "name" else span.kind
        tags[span.start : span.end] = [names.index(f"I-{word}")] * (span.end - span.start)
        tags[span.start] = names.index(f"B-{word}")
    if fully_annotated:
        example.spans = [span for span, _ in mentions]
        _add_relations(example, record, [entity for _, entity in mentions], words)
        _add_antecedents(example, [entity for _, entity in mentions])
    return example


def _find_mentions(record: dict[str, Any], words: Words) -> Iterator[tuple[Span, str]]:
    """Mentions in words with the id of their entity, in order; one that overlaps an earlier one is left out."""
    taken: set[int] = set()
    begins = {i: n for n in range(len(words)) for i in range(*words.characters(n, n + 1))}
    found = sorted(
        (m["start"], -m["end"], m.get("kind", "name"), e["label"], e["id"])
        for e in record["entities"]
        for m in e["mentions"]
    )
    for start, minus_end, kind, label, entity in found:
        inside = sorted({begins[i] for i in range(start, -minus_end) if i in begins})
        if inside and not taken & set(inside):
            taken |= set(inside)
            yield Span(inside[0], inside[-1] + 1, words.sentences[inside[0]], label, kind), entity


def _add_relations(example: Example, record: dict[str, Any], entities: list[str], words: Words) -> None:
    """All candidate pairs; a gold relation is taught on the closest pair of its two entities in its evidence."""
    spans = example.spans
    pairs = [(a, b) for a, b in relation_candidates(spans) if entities[a] != entities[b]]
    index = {pair: i for i, pair in enumerate(pairs)}
    targets = np.zeros((len(pairs), len(RELATIONS)), dtype=np.float32)
    modality = np.full((len(pairs), len(RELATIONS)), -1)
    related = {frozenset((r["head"], r["tail"])) for r in record["relations"] or []}
    known = np.array([frozenset((entities[a], entities[b])) not in related for a, b in pairs], dtype=bool)
    within = [words.characters(span.start, span.end)[0] for span in spans]
    for relation in record["relations"] or []:
        stated = [any(x <= at < y for x, y in relation.get("evidence") or ()) for at in within]
        ends = [
            (a, b)
            for a, b in pairs
            if entities[a] == relation["head"] and entities[b] == relation["tail"] and stated[a] and stated[b]
        ]
        if not ends:
            continue
        best = min(ends, key=lambda pair: (abs(spans[pair[0]].start - spans[pair[1]].start), pair))
        both = [best] if default_schema().relations[relation["type"]].directed else [best, best[::-1]]
        for pair in both:
            if pair in index:
                column = RELATIONS.index(relation["type"])
                targets[index[pair], column] = 1
                modality[index[pair], column] = MODALITIES.index(relation.get("modality") or "asserted")
                known[index[pair]] = known[index.get(pair[::-1], index[pair])] = True
    example.relation_pairs = pairs
    example.relation_features = pair_features(spans, pairs)
    example.relation_targets, example.relation_known, example.relation_modality = targets, known, modality


def _add_antecedents(example: Example, entities: list[str]) -> None:
    """For each anaphor its candidates; those of the same entity are right. Anaphors without any are left out."""
    masked = [span.masked for span in example.spans]
    for i, span in enumerate(example.spans):
        if span.kind == "name":
            continue
        candidates = antecedent_candidates(masked, i)
        right = [entities[j] == entities[i] for j in candidates]
        if any(right) and not all(right):
            example.antecedent_pairs += [(i, j) for j in candidates]
            example.antecedent_group += [i] * len(candidates)
            example.antecedent_right += right
    example.antecedent_features = pair_features(masked, example.antecedent_pairs)
