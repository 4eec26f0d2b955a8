"""Finding the files to read: given files and folders become sources, each file once."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.model import Skipped
from kgbuild.stages.acquire.identity import document_ids, printable
from kgbuild.stages.acquire.skipping import of_another_kind
from kgbuild.stages.acquire.source import SUFFIXES, Source

__all__ = ["find"]

_PAGES = (".html", ".htm", ".xhtml")
# The folder in which a browser or word processor saves what a page is made of: pictures, scripts, advertisements.
_SAVED_WITH = re.compile(r"(?P<page>.+)(?:_files|\.files|-Dateien|_fichiers|_archivos)")
_PARTS_OF_A_PAGE = "parts of a saved web page, which is read itself; give the folder itself if it holds reports"


def find(paths: Sequence[Path]) -> tuple[list[Source], list[Skipped]]:
    """Find the files that `paths` name, and those in the folders that they name.

    Hidden files and folders inside a folder are passed over, and so is the folder of parts that a browser saves
    with a web page. A file that is reached in several ways counts once. A file given by name is a source whatever
    its suffix; its content decides when it is read.

    Args:
        paths: files and folders, in any order.

    Returns:
        The sources sorted by id, and what was skipped sorted by path. Nothing is raised: a path that does not
        exist is among the skipped.
    """
    search = _Search()
    for path in sorted(paths, key=_preference):
        search.take(path)
    search.follow_links()
    search.blame_empty_folders()
    files = sorted(search.files.values(), key=lambda path: path.as_posix())
    sources = [Source(id, path) for id, path in zip(document_ids(files), files, strict=True)]
    skipped = [one for real, one in search.skipped.items() if real not in search.files]
    return sorted(sources, key=lambda source: source.id), sorted(skipped, key=lambda one: one.path)


@dataclass(slots=True)
class _Search:
    """What has been found so far; files, folders and what was skipped are known by their real path."""

    files: dict[str, Path] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    given: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Take a path that the user gave."""
        kind = self._kind(path)
        if kind is None:
            return
        if stat.S_ISDIR(kind):
            self.given.append(path)
            self._enter(path)
        elif stat.S_ISREG(kind):
            self._add(path)
        else:
            self._skip(path, "neither a file nor a folder")

    def follow_links(self) -> None:
        """Search the folders that links lead to, last, so that what they hold keeps its real path."""
        while self.links:
            self._walk(self.links.pop(0))

    def blame_empty_folders(self) -> None:
        """Skip, with a reason, each given folder that led to no source."""
        for folder in self.given:
            real = _real(folder)
            inside = (os.path.join(real, ""), os.path.join(os.path.abspath(folder), ""))
            if real not in self.skipped and not any(
                file.startswith(inside) or os.path.abspath(path).startswith(inside)
                for file, path in self.files.items()
            ):
                self._skip(folder, f"no report in this folder; kgbuild reads {', '.join(SUFFIXES)}")

    def _enter(self, folder: Path) -> None:
        if _is_linked(folder):
            self.links.append(folder)
        else:
            self._walk(folder)

    def _walk(self, folder: Path) -> None:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            real = _real(here)
            if real in self.folders:
                continue  # a link that leads back, or a folder given twice
            self.folders.add(real)
            self.skipped.pop(real, None)
            entries = list(self._entries(here))
            pages = {os.path.splitext(entry.name)[0] for entry in entries if entry.name.lower().endswith(_PAGES)}
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    saved = _SAVED_WITH.fullmatch(entry.name)
                    if saved and saved["page"] in pages:
                        self._skip(here / entry.name, _PARTS_OF_A_PAGE, expected=True)
                    else:
                        waiting.append(here / entry.name)
                else:
                    self._take_entry(here / entry.name)

    def _entries(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._skip(folder, _reason(error))
            return
        yield from (entry for entry in listed if not entry.name.startswith("."))

    def _take_entry(self, path: Path) -> None:
        kind = self._kind(path)
        if kind is None:
            return
        if stat.S_ISDIR(kind):
            self.links.append(path)
        elif not stat.S_ISREG(kind):
            self._skip(path, "neither a file nor a folder", expected=True)
        elif path.suffix.lower() in SUFFIXES:
            self._add(path)
        else:
            self._skip(path, of_another_kind(path.suffix), expected=True)

    def _kind(self, path: Path) -> int | None:
        """The file mode that `path` leads to, or None with a reason among the skipped."""
        try:
            return path.stat().st_mode
        except (OSError, ValueError) as error:
            self._skip(path, _reason(error, link=os.path.islink(path)))
            return None

    def _add(self, path: Path) -> None:
        real = _real(path)
        self.files[real] = min(path, self.files.get(real, path), key=_preference)

    def _skip(self, path: Path, reason: str, *, expected: bool = False) -> None:
        shown = printable(path.as_posix())
        self.skipped.setdefault(_real(path), Skipped(shown, reason, expected=expected))


def _preference(path: Path) -> tuple[bool, bool, int, str]:
    """Sort key of paths to one file, the one to show first: its own, relative, short."""
    return _is_linked(path), path.is_absolute(), len(path.parts), path.as_posix()


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # no file system has such a path
        return str(path)


def _is_linked(path: Path) -> bool:
    return _real(path) != os.path.abspath(path)


def _reason(error: OSError | ValueError, *, link: bool = False) -> str:
    match error:
        case OSError(errno=errno.ENOENT | errno.ELOOP) if link:
            return "a link that leads nowhere; remove it or give the file itself"
        case FileNotFoundError() | NotADirectoryError():
            return "no such file or folder; check the spelling"
        case PermissionError():
            return "permission denied; ask for the right to read it"
        case OSError():
            return f"cannot be opened: {error.strerror}"
    return "not a possible path"
