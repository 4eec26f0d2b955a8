"""acquire: path → Document. Finds files, picks the reader by content, keeps source, publication and date."""

from __future__ import annotations

from kgbuild.stages.acquire.annotated import Annotated, find_annotated, read_annotated
from kgbuild.stages.acquire.files import find
from kgbuild.stages.acquire.readers import read
from kgbuild.stages.acquire.skipping import nothing_to_read, skipped
from kgbuild.stages.acquire.source import Source

__all__ = [
    "Annotated",
    "Source",
    "find",
    "find_annotated",
    "nothing_to_read",
    "read",
    "read_annotated",
    "skipped",
]
