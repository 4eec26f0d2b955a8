"""How large a page is, how soon it can be used and how it moves, beside a stock page of pyvis, in Chromium.

    python -m tests.benchmarks.view [--without-stock] [ENTITIES/RELATIONS ...]

Without arguments: 500/1250, 2000/5000 and 20000/50000. Prints for each graph the seconds to build the page and its
size; the seconds from opening it until its final positions are painted, and until a search has answered; the time
of a redraw while the picture is moved; the slowest of ten searches for entities that are not drawn, until
they are; and the requests that the browser made. A stock page is given a minute to load and come to rest. Fails if
a figure is worse than promised.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.view import render
from tests.stages.view.worlds import crowd_graph

_SIZES = ("500/1250", "2000/5000", "20000/50000")
_PATIENCE = 60.0  # seconds for a stock page
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_MEGABYTE = 1e6

# The most that is promised, by number of entities: seconds to use, ms a frame, megabytes.
_PROMISED = {500: (3.0, 100.0, 2.0), 2000: (6.0, 100.0, 12.0), 20000: (15.0, 100.0, 12.0)}
_BUILDING, _FINDING = 10.0, 1.0  # seconds

# Moves the picture a little and draws it, fifteen times; reading a pixel waits until all is drawn.
_REDRAW = """(move, selector) => {
  const canvas = document.querySelector(selector); const times = [];
  for (let step = 0; step < 15; step++) {
    const begun = performance.now();
    move(step % 2 ? 15 : -15);
    canvas.getContext('2d').getImageData(0, 0, 1, 1);
    times.push(performance.now() - begun);
  }
  return times;
}"""
_MOVE_OURS = """(across) => { const { picture } = kgbuild.view;
  picture.pan(across, 0); picture.engine.inMotion(); picture.engine.drawNow(); }"""
_MOVE_STOCK = """(across) => { const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + across, y }, animation: false }); network.redraw(); }"""


def stock_page(graph: Graph) -> str:
    """The page that pyvis makes of a graph when it is told nothing but the graph."""
    from pyvis.network import Network

    # With the library written into the page, since without a network it could not open at all.
    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name, title=entity.label, group=entity.label)
    for edge in graph.edges:
        network.add_edge(edge.subject, edge.object, title=edge.type)
    return str(network.generate_html())


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium that draws on the processor."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


def opened(browser: Any, file: Path) -> tuple[Any, list[str], float]:
    """A page that has begun to open, the requests it makes, and when it began."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    requests: list[str] = []
    page.goto("about:blank")
    page.on("request", lambda request: requests.append(request.url))
    begun = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    return page, requests, begun


def redraw(page: Any, move: str, selector: str) -> float:
    """Milliseconds that a redraw takes while the picture is moved."""
    return float(median(page.evaluate(f"({_REDRAW})({move}, {selector!r})")))


def ours(browser: Any, graph: Graph, folder: Path) -> dict[str, float]:
    """The figures of our page."""
    begun = time.perf_counter()
    html = render(graph, schema=default_schema())
    building = time.perf_counter() - begun
    file = folder / "ours.html"
    file.write_text(html, encoding="utf-8")
    page, requests, begun = opened(browser, file)
    page.wait_for_selector("html[data-painted]", state="attached", timeout=120_000)
    painted = time.perf_counter() - begun
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    page.fill("#query", graph.entities[-1].name)
    page.wait_for_selector("#results li")
    answered = time.perf_counter() - begun
    page.fill("#query", "")
    page.wait_for_timeout(1000)
    frame = redraw(page, _MOVE_OURS, "#network canvas")
    finding = max(_finding(page, name) for name in _undrawn(page))
    page.context.close()
    return {
        "building, s": building,
        "size, MB": len(html.encode()) / _MEGABYTE,
        "painted, s": painted,
        "search answers, s": answered,
        "redraw in motion, ms": frame,
        "finding an entity, s": finding,
        "requests": len(requests) - 1,
    }


def _undrawn(page: Any) -> list[str]:
    script = "kgbuild.view.data.entities.filter(({ core }) => !core).map(({ name }) => name)"
    names = page.evaluate(script) or page.evaluate("kgbuild.view.data.entities.map(({ name }) => name)")
    return random.Random(1).sample(sorted(set(names)), 10)


def _finding(page: Any, name: str) -> float:
    """Seconds from typing a name until its entity is selected and drawn."""
    begun = time.perf_counter()
    page.fill("#query", name)
    page.wait_for_selector("#results li")
    page.press("#query", "Enter")
    page.wait_for_function(
        "(name) => { const { state, data, visible } = kgbuild.view; const { selection } = state.get();"
        " const at = selection?.entity; return data.entities[at]?.name === name && visible().entity[at]; }",
        arg=name,
    )
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return time.perf_counter() - begun


def stock(browser: Any, graph: Graph, folder: Path) -> dict[str, float]:
    """The figures of a stock page; infinity for what did not come about within a minute."""
    begun = time.perf_counter()
    html = stock_page(graph)
    building = time.perf_counter() - begun
    file = folder / "stock.html"
    file.write_text(html, encoding="utf-8")
    page, requests, begun = opened(browser, file)
    figures = {"building, s": building, "size, MB": len(html.encode()) / _MEGABYTE}
    rest = frame = float("inf")
    try:
        page.wait_for_function("globalThis.network?.body?.nodeIndices?.length > 0", timeout=_PATIENCE * 1000)
        page.evaluate("() => { network.on('stabilizationIterationsDone', () => { globalThis.rested = true; }); }")
        left = _PATIENCE - (time.perf_counter() - begun)
        page.wait_for_function("globalThis.rested === true", timeout=max(left, 0.1) * 1000)
        rest = time.perf_counter() - begun
    except Exception as error:
        if "Timeout" not in type(error).__name__:
            raise
    if page.evaluate("globalThis.network !== undefined"):
        # vis-network draws nothing until it is at rest.
        page.evaluate("() => { network.stopSimulation(); network.body.emitter.emit('_allowRedraw'); }")
        frame = redraw(page, _MOVE_STOCK, "#mynetwork canvas")
    figures |= {"painted, s": rest, "redraw in motion, ms": frame, "requests": len(requests) - 1}
    page.context.close()
    return figures


def failures(entities: int, figures: dict[str, float]) -> list[str]:
    """What a page of so many entities fell short of."""
    most_seconds, most_frame, most_size = _PROMISED.get(entities, (float("inf"),) * 3)
    promised = {
        "building, s": _BUILDING,
        "size, MB": most_size,
        "search answers, s": most_seconds,
        "redraw in motion, ms": most_frame,
        "finding an entity, s": _FINDING,
        "requests": 0,
    }
    return [
        f"{name} {figures[name]:.2f}, promised {most:g}" for name, most in promised.items() if figures[name] > most
    ]


def show(title: str, figures: dict[str, float]) -> None:
    """Print the figures of one page."""
    told = "   ".join(f"{name} {_written(value)}" for name, value in figures.items())
    print(f"{title:24}{told}", flush=True)


def _written(value: float) -> str:
    return "never within a minute" if value == float("inf") else f"{value:.2f}".rstrip("0").rstrip(".")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 if a figure is worse than promised."""
    parser = argparse.ArgumentParser(description="How soon a page can be used.")
    parser.add_argument("sizes", nargs="*", metavar="ENTITIES/RELATIONS", default=_SIZES)
    parser.add_argument("--without-stock", action="store_true", help="measure our page only")
    options = parser.parse_args(arguments)
    missed = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for size in options.sizes:
            entities, relations = map(int, size.split("/"))
            graph = crowd_graph(entities, relations)
            figures = ours(browser, graph, Path(folder))
            show(f"{size} kgbuild", figures)
            missed += [f"{size}: {one}" for one in failures(entities, figures)]
            if not options.without_stock:
                show(f"{size} stock pyvis", stock(browser, graph, Path(folder)))
    for one in missed:
        print(one, file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
