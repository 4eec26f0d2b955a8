"""How long it takes to add one document to a large workspace, as `kgbuild ingest --no-view` adds it.

    python -m tests.benchmarks.add_document [DOCUMENTS] [--folder FOLDER]

Builds a workspace of DOCUMENTS (default 100,000) made-up reports with twelve entities each, resolves it, and adds
documents of several kinds, one at a time. Prints the seconds of each, their median and maximum, and how many of
them made everything be resolved anew. Fails if one takes over 2 seconds. The workspace is kept in FOLDER (by
default one among the temporary files) and is built on from where an earlier run was broken off.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kgbuild import pipeline
from kgbuild.config import Config
from kgbuild.model import Document, Extraction, Mention
from kgbuild.stages.store.workspace import Workspace

_SECONDS = 2.0
_DOCUMENTS = 100_000
_PEOPLE, _BODIES, _PLACES = 80_000, 20_000, 8_000
_EACH = 8  # documents of each kind that are added

_SYLLABLES = "ba da fi go ha ju ka lo mi ne ori pa ra su ta ul vo wen ya zi bel cor dun fen gar".split()
_GIVEN = """
    Ana Peter John Mohammed Ibrahim Musa Fatima Grace Daniel Ali Hassan Omar Yusuf Chinedu Emeka Bola
    Tunde Aisha Maria Luis Carlos Elena Ivan Olga Piotr Marek James Robert David Samuel Joseph Sani
    Abdullahi Kabiru Lamidi Godwin Sunday Victor Amina Zainab Khalid Salim Nabil Rashid Jorge Pedro
    Sergei Anders Nils Tukur
""".split()
_SURNAMES = "Musa Ibrahim Ali Mohammed Abubakar Bello Smith Khan Garcia Ivanov Sani Okafor Adamu Usman Lee".split()
_NATIONS = "Nigerian Kenyan Iraqi Chadian Malian Peruvian Indian Polish".split()
_CITIES = """Abuja Lagos Kano Maiduguri Nairobi Mombasa Baghdad Mosul Basra Bamako Lima Warsaw Delhi Mumbai London
    Tripoli Cairo Georgia Victoria Santiago Bama Reading Alexandria Nigeria Kenya Iraq Mali Peru""".split()
_ECHELONS = "Division Brigade Battalion Regiment".split()
_COMMON = ["{} Army|Army", "Army", "Police", "Security Forces", "{} Police", "Ministry of Defence", "{} Navy",
           "Joint Task Force", "Police Command", "{} Air Force|NAF", "7 Division", "{} Government"]  # fmt: skip


def report(number: int) -> Extraction:
    """A report with four people, four bodies and four places, of which few are in very many reports."""
    choose = random.Random(number)
    nation = choose.choice(_NATIONS)
    entities = [
        *(("Person", _person(rank, choose)) for rank in _ranks(_PEOPLE, 4, choose)),
        *(
            (choose.choice(["Unit", "Organisation"]), _body(rank, nation, choose))
            for rank in _ranks(_BODIES, 4, choose)
        ),
        *(("Place", _place(rank, choose)) for rank in _ranks(_PLACES, 4, choose)),
    ]
    return extraction(f"r{number:07}", entities, choose)


def extraction(id: str, entities: list[tuple[str, str]], choose: random.Random) -> Extraction:
    """A report that names entities, each by all of its names, divided by "|"."""
    text, mentions = "", []
    for number, (label, names) in enumerate(entities, 1):
        for name in names.split("|"):
            text += " ".join(f"{_word(choose).lower()}" for _ in range(8)) + " "
            mentions.append(Mention(len(text), len(text) + len(name), "name", label, name, f"e{number}"))
            text += f"{name}. "
    return Extraction(Document(id, text), tuple(mentions))


def _ranks(of: int, count: int, choose: random.Random) -> set[int]:
    # Zipf's law: the thing of rank r is named as often as 1/r tells.
    return {int(of ** choose.random()) for _ in range(count)}


def _person(rank: int, choose: random.Random) -> str:
    own = random.Random(rank)
    surname = own.choice(_SURNAMES) if own.random() < 0.15 else _word(own)
    full = f"{own.choice(_GIVEN)} {surname}"
    if own.random() < 0.3:
        full = f"{own.choice(_GIVEN)} {full}"
    forms = [
        full,
        full,
        f"{full}|{surname}",
        f"{full}|{surname}",
        f"Gen. {full}",
        f"{full[0]}. {surname}",
        surname,
    ]
    return choose.choice(forms)


def _body(rank: int, nation: str, choose: random.Random) -> str:
    if choose.random() < 0.4:
        return choose.choice(_COMMON).format(nation)
    own = random.Random(-rank)
    if own.random() < 0.4:
        return f"{own.randrange(1, 400)} {own.choice([_word(own), nation, ''])} {own.choice(_ECHELONS)}".replace(
            "  ", " "
        )
    word, other = _word(own), _word(own)
    full, short = f"{word} Patrol Group of {other}", f"{word[0]}PG{other[0]}"
    return choose.choice([full, full, f"{full}|{short}", short])


def _place(rank: int, choose: random.Random) -> str:
    if rank < 4 * len(_CITIES):
        return _CITIES[rank // 4]
    word = _word(random.Random(f"place {rank}"))
    return choose.choice([word, word, f"{word} State", f"{word} State|{word}"])


def _word(choose: random.Random) -> str:
    return "".join(choose.choices(_SYLLABLES, k=choose.choice([2, 3, 3]))).title()


def added(number: int) -> Iterator[tuple[str, Extraction]]:
    """New reports, each with what kind it is."""
    for one in range(_EACH):
        choose = random.Random(f"added {one}")
        id = f"new{number + one}"
        known = report(choose.randrange(number))
        yield "like the others", _called(report(10_000_000 + one), f"{id} a")
        yield "a near copy", _called(known, f"{id} b", more=" Edited.")
        yield "new names", extraction(
            f"{id} c", [("Person", f"{_word(choose)}{one} {_word(choose)}q"), ("Unit", f"{_word(choose)} Guard"),
                        ("Place", f"{_word(choose)}ville")], choose)  # fmt: skip
        yield (
            "a common surname",
            extraction(
                f"{id} d", [("Person", f"{_word(choose)} {choose.choice(_SURNAMES)}"), ("Unit", "Army")], choose
            ),
        )
        yield (
            "a lone name",
            extraction(f"{id} e", [("Person", choose.choice(_SURNAMES)), ("Place", "Kano")], choose),
        )
        yield (
            "an acronym",
            extraction(
                f"{id} f",
                [("Organisation", f"{choose.choice('BDFGHJKLMNP')}PG{choose.choice('BDFGHJK')}")],
                choose,
            ),
        )
        yield (
            "a very common name",
            extraction(
                f"{id} g",
                [
                    ("Person", "Mohammed Ibrahim"),
                    ("Unit", f"{choose.randrange(1, 400)} Brigade"),
                    ("Place", "Lagos"),
                ],
                choose,
            ),
        )


def _called(one: Extraction, id: str, *, more: str = "") -> Extraction:
    return Extraction(Document(id, one.document.text + more), one.mentions)


def build(config: Config, documents: int) -> None:
    """Make the workspace, or what an earlier run has left to make of it."""
    with Workspace.open(config.db) as workspace:
        stored = len([id for id in workspace.paths() if id.startswith("r")])
        for number in range(stored, documents):
            workspace.put(report(number), fingerprint="f")
            if number % 10_000 == 0:
                print(f"{number:,} documents stored", flush=True)
        started = time.process_time()
        pipeline.bring_up_to_date(workspace, config=config)
        print(f"resolved in {time.process_time() - started:.1f} s", flush=True)


def measure(config: Config, documents: int) -> int:
    """Add the documents; print the figures, and return how many took too long."""
    whole = 0
    times: dict[str, list[tuple[float, float]]] = {}
    with Workspace.open(config.db) as workspace:
        updated = pipeline._updated

        def counted(*arguments):  # type: ignore[no-untyped-def]
            nonlocal whole
            done = updated(*arguments)
            whole += not done
            return done

        pipeline._updated = counted
        for kind, one in added(documents):
            workspace.remove(one.document.id)
            pipeline.bring_up_to_date(workspace, config=config)
            wall, processor = time.perf_counter(), time.process_time()
            workspace.put(one, fingerprint="f")
            pipeline.bring_up_to_date(workspace, config=config)
            workspace.labels()
            spent = time.perf_counter() - wall, time.process_time() - processor
            times.setdefault(kind, []).append(spent)
    for kind, of in times.items():
        print(f"{kind:>20}: " + " ".join(f"{processor:.2f}" for _, processor in of), flush=True)
    walls, processors = zip(*(one for of in times.values() for one in of), strict=True)
    print(f"median {statistics.median(processors):.2f} s, at most {max(processors):.2f} s of the processor")
    print(f"median {statistics.median(walls):.2f} s, at most {max(walls):.2f} s by the clock")
    print(f"{whole} times everything was resolved anew")
    return sum(wall > _SECONDS for wall in walls)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=_DOCUMENTS)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "kgbuild-benchmark")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    config = Config(db=options.folder / f"{options.documents}.db")
    build(config, options.documents)
    if late := measure(config, options.documents):
        sys.exit(f"too slow: {late} documents took over {_SECONDS} s")


if __name__ == "__main__":
    main()
