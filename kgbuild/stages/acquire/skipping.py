"""What to say of files that are not read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgbuild.errors import ConfigError, DocumentError, NoReport
from kgbuild.model import Skipped
from kgbuild.stages.acquire.identity import printable

__all__ = ["nothing_to_read", "skipped"]


def skipped(path: str, error: DocumentError) -> Skipped:
    """A file that is passed over because of an error, with what can be done about it."""
    reason = "; ".join(filter(None, (str(error), error.hint)))
    return Skipped(printable(path), reason, expected=isinstance(error, NoReport))


def nothing_to_read(paths: Sequence[Path], passed_over: Sequence[Skipped]) -> ConfigError:
    """The error to raise where files and folders hold no report, with the reasons."""
    reasons = [f"{one.path}: {one.reason}" for one in passed_over if not one.expected]
    if reasons:
        return ConfigError("\n       ".join(["nothing to read", *reasons]))
    return ConfigError(
        f"nothing to read in {', '.join(map(str, paths))}",
        hint="kgbuild reads .txt, .md and .html files, and folders of them",
    )
