"""Writing a file, whole or not at all, with advice where that cannot be done."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import uuid4

from kgbuild.errors import OutputError

__all__ = ["cannot_write", "put", "spare", "write_lines", "write_text"]

_ADVICE = {
    errno.ENOENT: "make the folder {folder} first, or choose another place{by}",
    errno.ENOTDIR: "{folder} is not a folder: choose another place{by}",
    errno.EACCES: "you may not write in {folder}: choose another place{by}",
    errno.EPERM: "you may not write in {folder}: choose another place{by}",
    errno.EROFS: "{folder} cannot be written to: choose another place{by}",
    errno.ENOSPC: "free some space on the disk of {folder}, or choose another place{by}",
    errno.EDQUOT: "your quota in {folder} is used up: free some space, or choose another place{by}",
    errno.EISDIR: "{path} is a folder: give the name of a file in it{by}",
}


def write_text(text: str, path: Path, *, by: str = "") -> None:
    """Write a text as UTF-8; a link stays a link, and the file that it leads to is replaced.

    Args:
        by: the option that names the path ("--html"), for the advice.

    Raises:
        OutputError: the file cannot be written; one that was there before is unchanged.
    """
    _write((text,), path, by)


def write_lines(lines: Iterable[str], path: Path, *, by: str = "") -> None:
    """Write each line, and a line feed after it, in the same way.

    Raises:
        OutputError: the file cannot be written; one that was there before is unchanged.
    """
    _write((f"{line}\n" for line in lines), path, by)


def spare(path: Path, kept: Mapping[str, Path], *, reports: Mapping[str, str | None], by: str = "") -> None:
    """Refuse to write over what no run could make again.

    Args:
        kept: files by what they are ("it is the workspace").
        reports: the paths of the documents that were read, by their ids.
        by: the option that names the path ("--html"), for the advice.

    Raises:
        OutputError: one of these lies at the path.
    """
    if not path.exists():
        return
    reasons = [reason for reason, file in kept.items() if file.exists() and path.samefile(file)]
    places = {os.path.abspath(path), os.path.realpath(path)}
    names = tuple(map(os.path.basename, places))
    for id, source in reports.items():
        if source and source.endswith(names) and os.path.abspath(source) in places:
            reasons.append(f"it is the report {id!r}")
    if reasons:
        hint = f"choose another place{f' with {by}' if by else ''}"
        raise OutputError(f"cannot write {path}: {reasons[0]}", hint=hint)


def put(pieces: Iterable[str], temporary: Path, target: Path) -> None:
    """Write text as UTF-8 to a temporary file, and put that in the place of another, whose mode it gets.

    Raises:
        OSError: that cannot be done; the other file is unchanged.
    """
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, temporary)
    os.replace(temporary, target)


def cannot_write(path: Path, error: OSError, *, by: str = "") -> OutputError:
    """The error to raise where a file cannot be written, with advice.

    Args:
        by: the option that names the path ("--html").
    """
    advice = _ADVICE.get(error.errno or 0, "choose another place{by}")
    hint = advice.format(path=path, folder=path.parent, by=f" with {by}" if by else "")
    return OutputError(f"cannot write {path}: {error.strerror}", hint=hint)


def _write(pieces: Iterable[str], path: Path, by: str) -> None:
    target = Path(os.path.realpath(path))
    # Names end after 255 bytes, of which a letter takes up to four.
    temporary = target.with_name(f".{target.name[:50]}.{uuid4().hex}.tmp")
    try:
        _refuse_what_is_no_file(target)
        try:
            put(pieces, temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(path, error, by=by) from error


def _refuse_what_is_no_file(target: Path) -> None:
    # Replacing a folder fails in many ways; replacing a device, such as /dev/null, must not succeed.
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise OSError(errno.EISDIR if target.is_dir() else errno.EINVAL, "not a regular file")
