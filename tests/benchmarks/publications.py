"""How long it takes to group publications: python -m tests.benchmarks.publications [documents]"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from kgbuild.stages.store.publications import groups


def reports(count: int, *, words: int = 300) -> Iterator[tuple[str, str]]:
    """Yield made-up reports, every fifth of them a copy of an earlier one with ten words changed."""
    choose = random.Random(7)
    vocabulary = [f"word{number}" for number in range(20_000)]
    written: list[list[str]] = []
    for number in range(count):
        text = choose.choices(vocabulary, k=words)
        if written and number % 5 == 0:
            text = choose.choice(written).copy()
            at = choose.randrange(words - 10)
            text[at : at + 10] = choose.choices(vocabulary, k=10)
        written.append(text)
        yield f"r{number}", " ".join(text)


def main() -> None:
    """Print the processor time, and the time for a tenth."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for size in (count // 10, count):
        documents = list(reports(size))
        started = time.process_time()
        found = groups(documents)
        seconds = time.process_time() - started
        print(f"{size:,} documents: {len(set(found.values())):,} publications in {seconds:.1f} s")


if __name__ == "__main__":
    main()
