"""How fast `kgbuild ingest` is, how much memory it takes, and where its time goes.

    python -m tests.benchmarks.ingest PATH

Prints words a second over the whole run, the peak memory of the process, and the share of time in the encoder and
in each other stage.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kgbuild import pipeline
from kgbuild.config import Config


def timed(spent: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, whose time is added to `spent[name]`."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - began

    return wrapper


def watch(spent: Counter[str]) -> None:
    """Time the encoder, the components, `resolve`, and the two ends of the pipeline."""
    from kgbuild.stages import acquire, clean, resolve, view
    from kgbuild.stages.parse.encoder import Encoder
    from kgbuild.stages.recognise.recogniser import Recogniser
    from kgbuild.stages.refer.referrer import Referrer
    from kgbuild.stages.relate.relater import Relater
    from kgbuild.stages.store.workspace import Workspace

    for owner, method, name in (
        (Encoder, "__call__", "encoder"),
        (Recogniser, "__call__", "recognise"),
        (Referrer, "__call__", "refer"),
        (Relater, "__call__", "relate"),
        (Workspace, "put", "store"),
        (acquire, "read", "acquire"),
        (clean, "clean", "clean"),
        (resolve, "resolve", "resolve"),
        (view, "write_html", "view"),
    ):
        setattr(owner, method, timed(spent, name, getattr(owner, method)))


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:]]
    spent: Counter[str] = Counter()
    watch(spent)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(db=Path(folder) / "kgbuild.db", html=Path(folder) / "graph.html")
        began = time.perf_counter()
        report = pipeline.ingest(paths, config=config)
        total = time.perf_counter() - began
        words = count_words(config)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(report.read)} documents, {words} words, {len(report.skipped)} skipped, in {total:.1f} s")
    print(f"{words / total:.0f} words a second; peak memory {peak:.0f} MB")
    for name, seconds in spent.most_common():
        print(f"{name:<10} {seconds:7.1f} s  {seconds / total:6.1%}")
    print(f"{'other':<10} {total - spent.total():7.1f} s  {1 - spent.total() / total:6.1%}")


def count_words(config: Config) -> int:
    """White-space words of all documents of the workspace."""
    from kgbuild.stages.store.workspace import Workspace

    with Workspace.open(config.db) as workspace:
        return sum(len(document.text.split()) for document in workspace.graph().documents)


if __name__ == "__main__":
    main()
