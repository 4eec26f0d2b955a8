"""How the time and memory of `resolve` grow with the number of mentions, over a generated corpus.

    python -m tests.benchmarks.resolve [MENTIONS]

Resolves a tenth of MENTIONS (default 1,000,000) then all, each in a process of its own; prints the processor
time, the peak memory and the growth. Fails if ten times the mentions take more than 13 times as long, or more than
2 GB.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator

from kgbuild.model import LocalEntity
from kgbuild.stages.resolve import resolve

_GROWTH, _GIGABYTES = 13, 2
_MENTIONS = 1_000_000
_PER_ENTITY, _PER_DOCUMENT = 4, 12  # mentions of an entity in a document, entities of a document
_SYLLABLES = "ba da fi go ha ju ka lo mi ne ori pa ra su ta ul vo wen ya zi".split()
_ECHELONS = "Division Brigade Battalion Regiment".split()
_NATIONS = "Nigerian Kenyan Iraqi Chadian Malian Peruvian Indian Polish".split()


def corpus(mentions: int) -> Iterator[LocalEntity]:
    """Documents about people, units, organisations and places, of which new ones turn up ever more rarely."""
    choose = random.Random(mentions)
    for document in range(mentions // (_PER_ENTITY * _PER_DOCUMENT)):
        nation = choose.choice(_NATIONS)
        for number in range(_PER_DOCUMENT):
            # Zipf's law: the thing of rank r is named as often as 1/r tells.
            rank = int((mentions / 20) ** choose.random())
            label, names = _thing(rank, nation, choose)
            yield LocalEntity(f"d{document:07}", f"e{number}", label, names)


def _thing(rank: int, nation: str, choose: random.Random) -> tuple[str, tuple[str, ...]]:
    own = random.Random(rank)
    word, other = ("".join(own.choices(_SYLLABLES, k=3)).title() for _ in range(2))
    kind = rank % 10
    if kind < 5:
        return "Person", choose.choice([(f"{word} {other}", other), (f"{word[0]}. {other}",), (other,)])
    if kind < 7:
        unit = f"{rank % 400} {word} {own.choice(_ECHELONS)}"
        return "Unit", choose.choice([(unit,), (f"{nation} Army", "Army"), ("Army",), (unit.upper(),)])
    if kind < 8:
        body = f"{word} Patrol Group of {other}"
        return "Organisation", choose.choice([(body, f"{word[0]}PG{other[0]}"), (f"{word[0]}PG{other[0]}",)])
    return "Place", choose.choice([(word,), (f"{word} State", word)])


def measure(mentions: int) -> tuple[float, float, int]:
    """Processor seconds and gigabytes that resolving takes, and the number of entities, in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (mentions,))


def _measured(mentions: int) -> tuple[float, float, int]:
    resolve(corpus(1000), known={})  # so that the word lists are read
    began = time.process_time()
    entities = len(resolve(corpus(mentions), known={}).entities)
    spent = time.process_time() - began
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, entities


def main() -> None:
    mentions = int(sys.argv[1]) if len(sys.argv) > 1 else _MENTIONS
    times = []
    for count in (mentions // 10, mentions):
        spent, memory, entities = measure(count)
        times.append(spent)
        print(f"{count:>9,} mentions: {entities:>8,} entities in {spent:7.1f} s, peak memory {memory:.2f} GB")
    growth = times[1] / times[0]
    print(f"ten times the mentions take {growth:.1f} times as long")
    if growth > _GROWTH or memory > _GIGABYTES:
        sys.exit(f"too much: at most {_GROWTH} times and {_GIGABYTES} GB are allowed")


if __name__ == "__main__":
    main()
