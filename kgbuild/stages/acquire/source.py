"""A file to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["SUFFIXES", "Source"]

SUFFIXES = (".txt", ".md", ".html", ".htm")  # what a search through a folder takes up


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the id of the document that it becomes."""

    id: str
    path: Path
