"""Who decides."""

from __future__ import annotations

import getpass
import subprocess

__all__ = ["person"]


def person() -> str:
    """The name of who sits here: what git calls them, else their login."""
    try:
        found = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)
        name = found.stdout.strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    try:
        return name or getpass.getuser()
    except (OSError, KeyError, ImportError):  # as of Python 3.13 always the first
        return "unknown"
