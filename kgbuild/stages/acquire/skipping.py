"""What to say of files that are not read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgbuild.errors import ConfigError, DocumentError, NoReport
from kgbuild.model import Skipped
from kgbuild.stages.acquire.identity import printable

__all__ = ["SAVE_AS_TEXT", "SAVE_MESSAGE", "TAKE_TEXT_OUT", "nothing_to_read", "of_another_kind", "skipped"]

SAVE_AS_TEXT = "save it as text first: in a word processor, Save As, Plain text"
SAVE_MESSAGE = "open it, and save it as text or HTML"
TAKE_TEXT_OUT = "take its text out first, for example: pdftotext report.pdf report.txt"
_INSTEAD = {  # what to do with a file in a folder that may well be a report, by its suffix
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), SAVE_AS_TEXT),
    **dict.fromkeys((".eml", ".msg", ".mht", ".mhtml", ".webarchive"), SAVE_MESSAGE),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".tar", ".7z", ".rar"), "unpack it first"),
    **dict.fromkeys(
        ("", ".text", ".markdown", ".xhtml", ".php", ".aspx"), "give the file itself if it is a report"
    ),
    ".jsonl": "annotated documents are read with --annotated",
    ".pdf": TAKE_TEXT_OUT,
}


def of_another_kind(suffix: str) -> str:
    """Why a file in a folder is not read, with what can be done about it."""
    named = f"{printable(suffix)} files" if suffix else "files without a suffix"
    return "; ".join(filter(None, (f"kgbuild does not read {named}", _INSTEAD.get(suffix.lower(), ""))))


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
