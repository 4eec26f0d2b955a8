"""The spaCy component `kgbuild_refer`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotations import DocMention, Words, get_mentions, set_mentions
from kgbuild.areas import areas_meant
from kgbuild.assets import MODEL
from kgbuild.pairs import PAIR_LABELS, PairScorer, Span, load_weights
from kgbuild.stages.refer.candidates import antecedent_candidates
from kgbuild.stages.refer.heads import Candidate, fitting
from kgbuild.stages.refer.names import Name, group_names
from kgbuild.tags import decode, softmax

__all__ = ["ANAPHOR_TAGS", "Referrer", "make_referrer"]

ANAPHOR_TAGS = ("O", "B-pronoun", "I-pronoun", "B-nominal", "I-nominal")
_READINESS = 0.8  # raises the odds of an anaphor: the choice of its antecedent throws out those that are none
_MOST_ECHOED = 3
_BEFORE, _AFTER = 140, 60  # characters on each side of a name that tell how it is introduced


class Referrer:
    """Gives each mention its entity: names by their form, pronouns and nominals by the trained scorer.

    Args:
        folder: holds anaphors.npz and antecedents.npz.
        least: how likely an antecedent must be, else the anaphor is left out.
    """

    def __init__(self, folder: Path = MODEL, *, least: float = 0.5) -> None:
        self._anaphors = load_weights(folder / "anaphors.npz")
        self._antecedents = PairScorer(load_weights(folder / "antecedents.npz"))
        self._least = least

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its names' entities, and with pronouns and nominals as further mentions."""
        words = Words(doc)
        names = [mention for mention in get_mentions(words) if mention.span.kind == "name"]
        named = _with_entities(words, names)
        anaphors = self._find_anaphors(words, named)
        # The scorer knows only the labels that it was trained on; nothing stands for a name with another one.
        known = [mention for mention in named if mention.span.label in PAIR_LABELS]
        others = [mention for mention in named if mention.span.label not in PAIR_LABELS]
        set_mentions(words, [*self._resolve(words, known, anaphors), *others])
        return doc

    def _find_anaphors(self, words: Words, names: Sequence[DocMention]) -> list[tuple[Span, float]]:
        logits = words.vectors @ self._anaphors["weight"].T + self._anaphors["bias"]
        logits[:, 1:] += _READINESS
        breaks = [start for start, _ in words.sentence_spans()]
        taken = {i for name in names for i in range(name.span.start, name.span.end)}
        return [
            (Span(s.start, s.end, words.sentences[s.start], "", s.tag), s.confidence)
            for s in decode(softmax(logits), ANAPHOR_TAGS, breaks=breaks)
            if not taken & set(range(s.start, s.end))
        ]

    def _resolve(
        self, words: Words, names: Sequence[DocMention], anaphors: Sequence[tuple[Span, float]]
    ) -> list[DocMention]:
        """All mentions whose entity is known; anaphors are resolved in the order of the text."""
        mentions = sorted(
            [*names, *(DocMention(span, confidence=sure) for span, sure in anaphors)], key=lambda m: m.span
        )
        spans = [mention.span.masked for mention in mentions]
        candidates = {i: antecedent_candidates(spans, i) for i, m in enumerate(mentions) if m.span.kind != "name"}
        for i, of in candidates.items():
            of[:0] = _echoed(words, spans, i, before=min(of, default=i))
        pairs = [(i, j) for i, of in candidates.items() for j in of]
        scores = dict(zip(pairs, self._antecedents(words.vectors, spans, pairs)[:, 0].tolist(), strict=True))
        entities = _describe(words, names)
        for i, of in candidates.items():
            known = [_candidate(words, mentions[j], j, entities) for j in of if mentions[j].entity]
            head = words.texts[mentions[i].span.end - 1]
            mentions[i] = self._choose(mentions, i, [(j, scores[i, j]) for j in fitting(head, known)])
        return [mention for mention in mentions if mention.entity]

    def _choose(self, mentions: Sequence[DocMention], i: int, scored: Sequence[tuple[int, float]]) -> DocMention:
        """Mention `i` with the entity whose mentions are together the likeliest antecedent, if likely enough."""
        if not scored:
            return mentions[i]
        odds = softmax(np.array([score for _, score in scored], dtype=np.float32))
        by_entity: defaultdict[str, float] = defaultdict(float)
        for (j, _), share in zip(scored, odds.tolist(), strict=True):
            by_entity[mentions[j].entity] += share
        entity, share = max(by_entity.items(), key=lambda kv: (kv[1], kv[0]))
        if share < self._least:
            return mentions[i]
        label = next(m.span.label for m in mentions if m.entity == entity and m.span.kind == "name")
        sure = mentions[i].confidence * share
        return DocMention(replace(mentions[i].span, label=label), entity, sure)


def _echoed(words: Words, spans: Sequence[Span], anaphor: int, *, before: int) -> list[int]:
    """Mentions further back that end in the nominal's own last word: "the region" is the region of page one."""
    if spans[anaphor].kind != "nominal":
        return []
    head = words.texts[spans[anaphor].end - 1].lower()
    return [j for j in range(before) if words.texts[spans[j].end - 1].lower() == head][-_MOST_ECHOED:]


def _candidate(
    words: Words, mention: DocMention, number: int, entities: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Candidate:
    label, names = entities[mention.entity]
    own = (words.text(mention.span.start, mention.span.end),) if mention.span.kind == "nominal" else ()
    return Candidate(number, label, (*names, *own))


def _describe(words: Words, names: Sequence[DocMention]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The label and the names of each entity."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        texts[name.entity].append(words.text(name.span.start, name.span.end))
    return {name.entity: (name.span.label, tuple(texts[name.entity])) for name in names}


def _with_entities(words: Words, names: Sequence[DocMention]) -> list[DocMention]:
    """The names with their entities; the names of one entity take the label that most of them have."""
    text = words.whole
    spans = [words.characters(name.span.start, name.span.end) for name in names]
    places = [span for name, span in zip(names, spans, strict=True) if name.span.label == "Place"]
    areas = dict(zip(places, areas_meant(text, places), strict=True))
    forms = [
        Name(
            text[a:b],
            name.span.label,
            _single_spaced(text[max(0, a - _BEFORE) : a]),
            _single_spaced(text[b : b + _AFTER]),
            areas.get((a, b), ""),
        )
        for name, (a, b) in zip(names, spans, strict=True)
    ]
    groups = group_names(forms)
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for name, group in zip(names, groups, strict=True):
        votes[group][name.span.label] += 1
    label = {group: min(count, key=lambda one: (-count[one], one)) for group, count in votes.items()}
    return [
        DocMention(replace(n.span, label=label[group]), f"e{group + 1}", n.confidence)
        for n, group in zip(names, groups, strict=True)
    ]


def _single_spaced(text: str) -> str:
    """Without the runs of spaces that stand where marks of emphasis and addresses of links are blanked out."""
    return re.sub(" +", " ", text)


@Language.factory("kgbuild_refer", default_config={"model": ""})
def make_referrer(nlp: Language, name: str, model: str) -> Referrer:
    """Make the component; `model` is the folder of a trained model, empty for the shipped one."""
    return Referrer(Path(model) if model else MODEL)
