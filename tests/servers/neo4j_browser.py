"""The real Neo4j Browser, driven as a person drives it: log in, load the style sheet, run a question, look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.servers.neo4j_server import Server

__all__ = ["Drawing", "Neo4jBrowser"]

_WITHIN = 240_000  # milliseconds; the app is large, and test machines are slow
_EDITOR = "[data-testid=activeEditor]"
_FRAME = "[data-testid=frame]"

# What is drawn: of each node its colour and caption, of each relationship its caption.
_LOOK = """frame => ({
  nodes: [...frame.querySelectorAll('g.node')].map(node => ({
    colour: node.querySelector('circle.b-outline').getAttribute('fill'),
    caption: [...node.querySelectorAll('text.caption')].map(text => text.textContent.trim()).join(' ').trim(),
  })),
  relationships: [...frame.querySelectorAll('g.relationship text')].map(text => text.textContent.trim()),
})"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a frame of the Browser has drawn: (colour, caption) of each node, and the captions of relationships."""

    nodes: list[tuple[str, str]]
    relationships: list[str]


class Neo4jBrowser:
    """A page of Chromium with the Neo4j Browser in it.

    Args:
        page: playwright's page; nothing but the server can be reached from it.
        server: whose Browser it is.
    """

    def __init__(self, page: Any, server: Server) -> None:
        self._page = page
        page.set_default_timeout(_WITHIN)
        page.route("**/*", lambda route: route.continue_() if _is_local(route.request.url) else route.abort())
        page.goto(server.browser, wait_until="domcontentloaded")
        page.fill("[data-testid=boltaddress]", server.uri.removeprefix("bolt://"))
        page.fill("[data-testid=username]", server.username)
        page.fill("[data-testid=password]", server.password)

    def log_in(self) -> str:
        """Connect with what is filled in, and return what the Browser says of it."""
        self._page.click("[data-testid=connect]")
        self._page.wait_for_selector("text=You are connected as user")
        return str(self._page.inner_text(f"{_FRAME} >> nth=0"))

    def run(self, text: str) -> Any:
        """Paste a text into the editor, run it, and return the frame of its answer once it has one."""
        frames = self._page.locator(_FRAME)
        before = frames.count()
        self._type(text)
        self._page.keyboard.press("Control+Enter")
        self._page.wait_for_function(
            "([frame, count]) => document.querySelectorAll(frame).length > count", arg=[_FRAME, before]
        )
        return frames.nth(0)

    def look(self, frame: Any) -> Drawing:
        """Wait until the graph of a frame is drawn and has come to rest, and tell what it shows."""
        drawn = frame.locator("g.node").first
        drawn.or_(frame.get_by_text("Neo.ClientError")).first.wait_for()
        assert drawn.count(), frame.inner_text()
        frame.evaluate(
            """async frame => {
                const nodes = () => [...frame.querySelectorAll('g.node')];
                const place = () => nodes().map(node => node.getAttribute('transform')).join();
                for (let still = 0, last = ''; still < 3; ) {
                    await new Promise(done => setTimeout(done, 500));
                    still = place() === last ? still + 1 : 0;
                    last = place();
                }
            }"""
        )
        seen = frame.evaluate(_LOOK)
        nodes = [(node["colour"], node["caption"]) for node in seen["nodes"]]
        return Drawing(nodes, seen["relationships"])

    def screenshot(self, frame: Any, file: Path) -> None:
        """Save a picture of a frame."""
        frame.scroll_into_view_if_needed()
        frame.screenshot(path=file)

    def screenshot_of_window(self, file: Path, *, typed: str) -> None:
        """Save a picture of the whole window, with a text in the editor that is about to be run."""
        self._type(typed)
        self._page.screenshot(path=file)

    def _type(self, text: str) -> None:
        self._page.click(f"{_EDITOR} .monaco-editor")
        self._page.keyboard.press("Control+a")
        self._page.keyboard.insert_text(text)


def _is_local(url: str) -> bool:
    # Styles and pictures that the app has in itself are data: and blob: addresses.
    return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"
