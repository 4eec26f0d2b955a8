"""A page taken apart, for the tests of the view."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

__all__ = ["Page", "texts_of"]


@dataclass
class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, its scripts, its styles, its visible text."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    scripts: list[tuple[dict[str, str | None], str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    shown: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.tags[-1] if self.tags else ("", {})
        if tag == "script" and self.cdata_elem:
            self.scripts.append((attributes, data))
        elif tag == "style" and self.cdata_elem:
            self.styles.append(data)
        else:
            self.shown += data

    def script(self, id: str) -> str:
        """The text of the script element with this id."""
        (text,) = [text for attributes, text in self.scripts if attributes.get("id") == id]
        return text

    @property
    def network(self) -> Any:
        """What pyvis wrote for vis-network."""
        return json.loads(self.script("network-data"))

    @property
    def data(self) -> Any:
        """The columns that the page's own script reads."""
        return json.loads(zlib.decompress(base64.b64decode(self.script("data")), -zlib.MAX_WBITS))

    def texts(self, table: str, column: str) -> list[str]:
        """The texts of a column, those that it lacks as empty ones."""
        data = self.data
        return [data["texts"][number] for number in data[table][column]]

    @property
    def policy(self) -> dict[str, str]:
        """The rules of the Content-Security-Policy."""
        (content,) = [
            attributes["content"] or ""
            for tag, attributes in self.tags
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        return dict(rule.split(" ", 1) for rule in content.split("; "))


def texts_of(path: Path) -> list[str]:
    """All texts that a page has in its data: names, labels, types, sentences, ids."""
    return list(Page(path.read_text(encoding="utf-8")).data["texts"])
