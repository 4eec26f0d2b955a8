"""Writing a file of lines, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from kgbuild.errors import OutputError

__all__ = ["write_lines"]


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write each line, and a line feed after it, as UTF-8.

    Raises:
        OutputError: the file cannot be written; one that was there before is unchanged.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    temporary = target.with_name(f".{target.name[:100]}.{uuid4().hex}.tmp")
    try:
        _refuse_what_is_no_file(target)
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}", hint="choose another place") from error


def _refuse_what_is_no_file(target: Path) -> None:
    # Replacing a device, such as /dev/null, must not succeed.
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise OSError(errno.EISDIR if target.is_dir() else errno.EINVAL, "not a regular file")
