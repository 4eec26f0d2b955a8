"""How long it takes to find publications in a workspace: python -m tests.benchmarks.publications [documents]"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kgbuild.model import Document, Extraction
from kgbuild.stages.store.workspace import Workspace

_SECONDS = 20.0


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
    """Print the processor time, and the time for a tenth; fail if it is too long."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for size in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "kgbuild.db") as workspace:
            for id, text in reports(size):
                workspace.put(Extraction(Document(id, text)), fingerprint="f")
            started = time.process_time()
            workspace.compare_texts()
            seconds = time.process_time() - started
            found = workspace.publications()
        print(f"{size:,} documents: {found:,} publications in {seconds:.1f} s", flush=True)
    if seconds > _SECONDS * count / 10_000:
        sys.exit(f"too slow: {_SECONDS} s are allowed for 10,000 documents")


if __name__ == "__main__":
    main()
