"""Writing a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.errors import OutputError
from kgbuild.files import write_lines, write_text


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    write_text("ä\r\nb\n", file)
    assert file.read_bytes() == "ä\r\nb\n".encode()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("letter", ["x", "ф", "ก", "😀"])
def test_a_name_may_be_as_long_as_the_file_system_allows(letter: str, tmp_path: Path) -> None:
    file = tmp_path / f"{letter * (250 // len(letter.encode()))}.html"
    write_text("a", file)
    assert file.read_bytes() == b"a"


def test_lines_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "graph.jsonl"
    write_lines(["ä", "b"], file)
    assert file.read_bytes() == "ä\nb\n".encode()

    def breaking() -> Iterator[str]:
        yield "c"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match=r"cannot write .*graph.jsonl: No space left"):
        write_lines(breaking(), file)
    assert file.read_bytes() == "ä\nb\n".encode()
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_can_be_read_by_whoever_the_umask_lets_and_an_old_one_stays_as_open(tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    before = os.umask(0o022)
    try:
        write_text("", file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o644
        file.chmod(0o600)
        write_text("", file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "shared.html", tmp_path / "graph.html"
    target.write_text("old")
    link.symlink_to(target)
    write_text("new", link)
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "graph.html"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="not a regular file"):
        write_text("new", pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("place", "advice"),
    [
        ("no/folder/graph.html", "make the folder no/folder first, or choose another place with --html"),
        (".", ". is a folder: give the name of a file in it with --html"),
        ("file/graph.html", "file is not a folder: choose another place with --html"),
    ],
)
def test_where_no_file_can_be_is_explained(place: str, advice: str) -> None:
    Path("file").touch()
    with pytest.raises(OutputError, match="cannot write") as caught:
        write_text("", Path(place), by="--html")
    assert caught.value.hint == advice
    assert list(Path().iterdir()) == [Path("file")]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space on the disk of reports, or choose another place"),
        (errno.EACCES, "you may not write in reports: choose another place"),
        (errno.EROFS, "reports cannot be written to: choose another place"),
        (errno.EIO, "choose another place"),
    ],
)
def test_a_failure_of_the_disk_is_explained(number: int, advice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    Path("reports").mkdir()
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_lines(["a"], Path("reports/graph.jsonl"))
    assert caught.value.hint == advice
    assert isinstance(caught.value.__cause__, OSError)
    assert list(Path("reports").iterdir()) == []
