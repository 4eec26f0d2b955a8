"""`kgbuild review` as it is used: at a terminal with single keys, from a pipe with lines."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.cli import main
from kgbuild.stages.store import decisions
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_extraction

Captured = pytest.CaptureFixture[str]
FILE = Path("kgbuild.decisions.jsonl")
ROOT = Path(__file__).parents[2]
needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")

# Two questions: two armies and two movements, each of which may be one.
NAMES = {
    "a": {"e1": ["Marland Coast Army"], "e2": ["Red Lantern Movement"]},
    "b": {"e1": ["Coast Army of Marland"], "e2": ["Movement of the Red Lantern"]},
}


@pytest.fixture(autouse=True)
def workspace() -> None:
    with Workspace.open(Path("kgbuild.db")) as workspace:
        for id, names in NAMES.items():
            workspace.put(make_extraction(names, id=id), fingerprint="f")


def entities() -> int:
    with Workspace.open(Path("kgbuild.db")) as workspace:
        return len(workspace.graph().entities)


def kinds() -> list[str]:
    return [decision.kind for decision in decisions.read(FILE)]


def review(monkeypatch: pytest.MonkeyPatch, lines: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    return main(["review", "--who", "Ida Brook"])


def test_answers_are_read_from_a_pipe_and_applied(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert review(monkeypatch, "s\nd\n") == 0
    assert kinds() == ["same", "different"]
    assert entities() == 3
    output = capsys.readouterr().out
    assert "2 left: two entities that may be one" in output
    assert "a: “Marland Coast Army.”" in output
    assert "no more questions" in output and "merged" in output
    assert Path("graph.html").exists()


def test_what_is_answered_is_not_asked_again_and_what_is_unsure_is(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert review(monkeypatch, "u\nd\n") == 0
    assert kinds() == ["different"]
    capsys.readouterr()
    assert review(monkeypatch, "") == 0
    output = capsys.readouterr().out
    assert "1 left" in output and "nothing has changed" in output


def test_undo_takes_the_last_answer_back_and_asks_again(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert review(monkeypatch, "z\ns\nz\nx\nd\nq\n") == 0
    assert kinds() == ["different"]
    output = capsys.readouterr().out
    assert "nothing to undo" in output and "s, d, u, z or q?" in output
    assert output.count("2 left") == 2 and output.count("1 left") == 2


def test_undo_after_the_last_question_is_not_possible_and_after_quitting_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert review(monkeypatch, "q\ns\ns\n") == 0
    assert kinds() == [] and entities() == 4


def test_a_pair_whose_answer_follows_is_not_asked(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    names = ("Red Lantern Reed Movement", "Reed Movement of the Red Lantern", "Movement of the Red Reed Lantern")
    with Workspace.open(Path("kgbuild.db")) as workspace:
        for id, name in zip("abc", names, strict=True):
            workspace.put(make_extraction({"e1": [name]}, id=id), fingerprint="f")
    assert review(monkeypatch, "s\n" * 9) == 0
    assert "3 left" in capsys.readouterr().out
    assert kinds() == ["same", "same"], "that the third pair is one follows"
    assert entities() == 1


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: the end that a person types at, and the end that a program reads."""
    import pty

    person, program = pty.openpty()
    yield person, program
    os.close(person)
    os.close(program)


@needs_pty
def test_single_keys_are_read_from_a_terminal(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    import termios

    person, program = terminal
    before = termios.tcgetattr(program)
    with os.fdopen(os.dup(program), encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        # Keys with longer codes, which hold what would be answers, are none.
        os.write(person, b"\x1b[d\x1bOd\x1b[1;2d\x1bdsd")
        assert main(["review", "--who", "Ida Brook"]) == 0
    assert kinds() == ["same", "different"]
    assert termios.tcgetattr(program) == before
    assert "merged" in capsys.readouterr().out


@needs_pty
def test_ctrl_c_loses_nothing(terminal: tuple[int, int]) -> None:
    import fcntl
    import termios

    person, program = terminal

    def take_terminal() -> None:
        fcntl.ioctl(program, termios.TIOCSCTTY, 0)

    code = "import sys; from kgbuild.cli import main; sys.exit(main(['review', '--who', 'Ida', '--quiet']))"
    started = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=program,
        stdout=program,
        stderr=program,
        start_new_session=True,
        preexec_fn=take_terminal,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    before = termios.tcgetattr(program)
    said = read_until(person, b"q quit")
    os.write(person, b"s")
    said += read_until(person, b"1 left")
    os.write(person, b"\x03")
    assert started.wait(timeout=120) == 128 + signal.SIGINT
    assert b"interrupted" in said + read_until(person, b"go on")
    assert kinds() == ["same"]
    assert termios.tcgetattr(program) == before


def read_until(terminal: int, wanted: bytes, *, seconds: float = 240) -> bytes:
    import select

    said, deadline = b"", time.monotonic() + seconds
    while wanted not in said and time.monotonic() < deadline:
        if select.select([terminal], [], [], 1)[0]:
            said += os.read(terminal, 4096)
    assert wanted in said, said
    return said
