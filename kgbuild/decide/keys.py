"""What a person answers: single keys of a terminal, or the lines of a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["reading_keys"]

_ESCAPE = "\x1b"
_END = ("", "\x04", "\x1a")  # of what a terminal gives: nothing more, Ctrl-D, Ctrl-Z


@contextmanager
def reading_keys(stream: TextIO) -> Iterator[Iterator[str]]:
    """Read keys one by one, without waiting for Enter where the stream is a terminal, else the first of each line.

    The terminal is as it was before when the block ends, in whatever way. Ctrl-C is a KeyboardInterrupt as always.
    """
    if not stream.isatty():
        yield (line.strip()[:1] for line in stream)
    elif sys.platform == "win32":
        yield _keys_of_console()
    else:
        import termios
        import tty

        terminal = stream.fileno()
        before = termios.tcgetattr(terminal)
        try:
            # Not flushing: what was typed ahead counts.
            tty.setcbreak(terminal, termios.TCSANOW)
            yield _keys_of(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)


def _keys_of(terminal: int) -> Iterator[str]:
    import os

    while True:
        try:
            key = os.read(terminal, 1).decode("latin-1")
        except OSError:  # the terminal is gone
            return
        if key in _END:
            return
        yield key
        if key == _ESCAPE:
            _skip_sequence(terminal)


def _skip_sequence(terminal: int) -> None:
    """Read what an arrow and its like send after Escape, which must not pass for answers."""
    import os
    import select

    begun = ""
    while select.select([terminal], [], [], 0.05)[0] and (key := os.read(terminal, 1).decode("latin-1")):
        # "[", some digits and semicolons, and one more; or "O" and one more; or, with Alt, just one.
        if (begun or key not in ("[", "O")) and not (begun == "[" and not "@" <= key <= "~"):
            return
        begun = begun or key


def _keys_of_console() -> Iterator[str]:
    if sys.platform != "win32":
        return
    import msvcrt

    while (key := msvcrt.getwch()) not in _END:
        if key == "\x03":
            raise KeyboardInterrupt
        if key in ("\0", "\xe0"):  # an arrow and its like: what follows is no answer
            msvcrt.getwch()
        yield key
