"""Units that are named by number and echelon, whatever the model says: "2nd Battalion", "8th Marines"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kgbuild.annotations import Words
from kgbuild.echelons import designations, is_below
from kgbuild.tags import TaggedSpan

__all__ = ["with_units"]

# Of such names in annotated documents, ninety-nine in a hundred are units with just these edges.
_SURE = 0.95
_ARTICLES = frozenset("the el la los las le les der die das".split())
# What may stand between a unit and the one that it is part of, where a name holds both.
_JOINT = re.compile(r"\.?(?:,? ?(?:of )?(?:the )?| ?/ ?| (?:du|de la|del|der) )", re.IGNORECASE)


def with_units(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """The names, with the units among them whose number and echelon tell their edges.

    A name that holds a unit and the one it is part of ("3rd Battalion 60th Infantry Regiment") is two. A name
    that ends within a unit's is completed, and one that was overlooked is added.
    """
    units = list(_units(words))
    starts, ends = [start for start, _ in units], [end for _, end in units]
    beginnings = set(starts)
    names = [name for name in names if not _is_article_before(name, beginnings, words)]
    kept: list[TaggedSpan] = []
    taken: set[int] = set()
    for name in names:
        over = units[bisect_right(ends, name.start) : bisect_left(starts, name.end)]
        parts = _parts(name, over, words)
        kept += [part for part in parts if not taken & set(range(part.start, part.end))]
        taken |= {i for part in parts for i in range(part.start, part.end)}
    for start, end in units:
        if not taken & set(range(start, end)):
            kept.append(TaggedSpan(start, end, "Unit", _SURE))
    return sorted(kept, key=lambda name: name.start)


def _is_article_before(name: TaggedSpan, starts: set[int], words: Words) -> bool:
    alone = name.end - name.start == 1 and words.texts[name.start].lower() in _ARTICLES
    return alone and name.end in starts


def _units(words: Words) -> Iterator[tuple[int, int]]:
    """Yield (first word, word after the last) of the units that are named by number and echelon."""
    for first, last in words.sentence_spans():
        offset = words.characters(first, last)[0]
        starts = [words.doc[words.tokens[i]].idx - offset for i in range(first, last)]
        for start, end in designations(words.text(first, last)):
            yield first + bisect_right(starts, start) - 1, first + bisect_left(starts, end)


def _parts(name: TaggedSpan, units: Sequence[tuple[int, int]], words: Words) -> list[TaggedSpan]:
    """The name as the units over it ask for: as it is, as the whole of one, or as several."""
    if not units:
        return [name]
    start, end = units[0][0], units[-1][1]
    if len(units) == 1:
        before = {words.texts[i].lower() for i in range(name.start, min(start, name.end))}
        within = before <= _ARTICLES and name.end <= end
        return [replace(name, start=start, end=end, tag="Unit")] if within else [name]
    if name.tag != "Unit" or not all(_is_part(one, other, words) for one, other in pairwise(units)):
        return [name]
    edges = [(min(start, name.start), units[0][1]), *units[1:-1], (units[-1][0], max(end, name.end))]
    return [replace(name, start=a, end=b) for a, b in edges]


def _is_part(part: tuple[int, int], whole: tuple[int, int], words: Words) -> bool:
    """Whether a unit is of the one that follows it."""
    between = words.whole[words.characters(*part)[1] : words.characters(*whole)[0]]
    return _JOINT.fullmatch(between) is not None and is_below(words.text(*part), words.text(*whole)) is True
