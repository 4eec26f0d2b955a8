"""The file of decisions: what git, people and other kgbuilds may do to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest

from kgbuild.errors import ConfigError, OutputError
from kgbuild.model import Anchor, Decision
from kgbuild.stages.store.decisions import append, id_of, merge, next_time, read, read_by_id, remove, time_of

WHEN = "2026-03-01T12:00:00.000000Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kgbuild.decisions.jsonl"


def make_same(number: int, *, kind: str = "same", when: str = WHEN) -> Decision:
    left, right = Anchor("monday", number, number + 9, f"{number} Corps"), Anchor("tuesday", 4, 9, "Corps")
    return Decision(kind, when, "Ida Brook", "they say so", left, right)


ALL_KINDS = (
    make_same(1),
    make_same(2, kind="different"),
    Decision("rename", WHEN, "Ida", left=Anchor("monday", 1, 9, "Korps Ün"), name="Corps “Ün”\u2028"),
    Decision("rejected", WHEN, "Ida", claim="c1"),
    Decision("work_needed", WHEN, "Ida", "by whom?", claim="c2"),
)


def test_what_is_written_is_read(path: Path) -> None:
    append(path, *ALL_KINDS)
    assert sorted(read(path), key=id_of) == sorted(ALL_KINDS, key=id_of)


def test_no_file_is_no_decisions(path: Path) -> None:
    assert read(path) == []
    assert remove(path, ALL_KINDS[0]) is False
    assert not path.exists()


def test_a_line_is_an_object_that_begins_with_its_id_and_lines_are_sorted(path: Path) -> None:
    for number in range(20):
        append(path, make_same(number))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == 20
    fields = json.loads(lines[0])
    assert list(fields) == ["id", "kind", "when", "who", "why", "left", "right"]
    assert list(read_by_id(path)) == sorted(json.loads(line)["id"] for line in lines)
    assert path.read_bytes().endswith(b"\n")


def test_decisions_apply_in_the_order_of_their_times(path: Path) -> None:
    times = ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00.500+00:00", "2026-03-01T13:30:00+01:00", "2026-03-02"]
    made = [make_same(number, when=when) for number, when in enumerate(times)]
    append(path, *reversed(made))
    assert read(path) == made


def test_taking_a_line_out_is_undoing(path: Path) -> None:
    append(path, make_same(1), make_same(2))
    assert remove(path, make_same(1)) is True
    assert read(path) == [make_same(2)]
    assert remove(path, make_same(1)) is False


def test_a_decision_that_is_made_twice_is_one_line(path: Path) -> None:
    append(path, make_same(1))
    append(path, make_same(1))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1


def test_lines_of_others_stay_as_they_are(path: Path) -> None:
    odd = '{"id":"d0", "kind" : "banish", "when": "2027-01-01", "who": "Tom", "whither": {"far": 1}}'
    byhand = '{"kind": "rejected", "when": "2026-01-01", "who": "Tom", "claim": "c9", "note": "kept"}'
    path.write_text(f"\ufeff{odd}\r\n\n{byhand}", encoding="utf-8")
    assert [one.kind for one in read(path)] == ["rejected", "banish"]
    append(path, make_same(1))
    remove(path, make_same(1))
    assert sorted(path.read_text(encoding="utf-8").splitlines()) == sorted([odd, byhand])


GOOD = {"kind": "same", "when": WHEN, "who": "Ida"}
PLACE = {"document": "monday", "start": 0, "end": 4, "name": "Corps"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it is not a JSON object"),
        (json.dumps({"when": WHEN, "who": "Ida"}), '"kind" must be text'),
        (json.dumps({**GOOD, "who": 7}), '"who" must be text'),
        (json.dumps({**GOOD, "left": PLACE}), '"right" must be a place in a document'),
        (json.dumps({**GOOD, "left": PLACE, "right": {**PLACE, "end": 0}}), '"right" must have whole numbers'),
        (json.dumps({**GOOD, "left": {**PLACE, "start": True}, "right": PLACE}), '"left" must have whole numbers'),
        (json.dumps({**GOOD, "kind": "rename", "left": PLACE}), '"name" must be text'),
        (json.dumps({**GOOD, "kind": "accepted"}), '"claim" must be text'),
        (json.dumps({**GOOD, "kind": "accepted", "claim": "c1", "when": "Tuesday"}), "no ISO time"),
        ("<<<<<<< HEAD", "git left a conflict"),
    ],
)
def test_a_malformed_line_is_one_error_with_its_number(path: Path, line: str, reason: str) -> None:
    append(path, make_same(1))
    path.write_text(path.read_text(encoding="utf-8") + "\n" + line + "\n", encoding="utf-8")
    before = path.read_bytes()
    for use in (lambda: read(path), lambda: append(path, make_same(2)), lambda: remove(path, make_same(1))):
        with pytest.raises(ConfigError, match="line 3: ") as caught:
            use()
        assert reason in str(caught.value) and caught.value.hint
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_not_text_is_an_error(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read(path)


def test_a_write_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(path, make_same(1))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        append(path, make_same(2))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        append(tmp_path / "nowhere" / "decisions.jsonl", make_same(1))


def test_two_who_write_at_once_lose_nothing(path: Path) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 60):
            append(path, make_same(number))

    threads = [Thread(target=write, args=(first,)) for first in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read(path)) == 120


def test_a_write_that_broke_off_long_ago_is_in_nobodys_way(path: Path) -> None:
    left_over = path.with_name(path.name + ".new")
    left_over.write_text("half a line", encoding="utf-8")
    os.utime(left_over, (0, 0))
    append(path, make_same(1))
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.jsonl"
    append(target, make_same(1))
    path.symlink_to(target)
    append(path, make_same(2))
    assert path.is_symlink() and len(read(target)) == 2


def test_a_new_decision_is_later_than_all_others() -> None:
    ahead = datetime.now(timezone.utc) + timedelta(days=1)
    made = [make_same(1), make_same(2, when=ahead.isoformat())]
    assert datetime.fromisoformat(next_time(made).replace("Z", "+00:00")) > ahead
    now = make_same(3, when=next_time(made[:1]))
    assert abs(time_of(now) - datetime.now(timezone.utc)) < timedelta(minutes=5)


# Two analysts


def test_merging_adds_what_is_new(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "theirs.jsonl"
    append(path, make_same(1), make_same(2))
    append(other, make_same(2), make_same(3))
    assert merge(path, other) == [make_same(3)]
    assert len(read(path)) == 3
    assert merge(path, other) == []


def test_merging_a_file_that_is_not_there_or_is_malformed(path: Path, tmp_path: Path) -> None:
    append(path, make_same(1))
    with pytest.raises(ConfigError, match="there is no file"):
        merge(path, tmp_path / "theirs.jsonl")
    (tmp_path / "theirs.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 1"):
        merge(path, tmp_path / "theirs.jsonl")
    assert read(path) == [make_same(1)]


def merged_by_git(tmp_path: Path, base: Path, ours: Path, theirs: Path, *flags: str) -> int:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    command = ["git", "merge-file", *flags, str(ours), str(base), str(theirs)]
    return subprocess.run(command, cwd=tmp_path, check=False).returncode


def three_files(
    tmp_path: Path, common: int, ours: Sequence[int], theirs: Sequence[int]
) -> tuple[Path, Path, Path]:
    files = tuple(tmp_path / name for name in ("base", "ours", "theirs"))
    files[0].touch()
    if common:
        append(files[0], *(make_same(number) for number in range(common)))
    for file, numbers in zip(files[1:], (ours, theirs), strict=True):
        shutil.copy(files[0], file)
        append(file, *(make_same(number) for number in numbers))
    return files[0], files[1], files[2]


def test_git_merges_two_peoples_lines_of_a_grown_file(tmp_path: Path) -> None:
    base, ours, theirs = three_files(tmp_path, 300, range(1000, 1006), range(2000, 2006))
    assert merged_by_git(tmp_path, base, ours, theirs) == 0
    assert len(read(ours)) == 312


def test_git_merges_two_peoples_first_lines_by_union(tmp_path: Path) -> None:
    base, ours, theirs = three_files(tmp_path, 0, range(5), range(10, 15))
    assert merged_by_git(tmp_path, base, ours, theirs, "--union") == 0
    assert len(read(ours)) == 10


def test_the_id_is_a_hash_of_all_that_the_line_says() -> None:
    one = make_same(1)
    others = [replace(one, who="Tom"), replace(one, why=""), replace(one, kind="different")]
    assert len({id_of(decision) for decision in (one, *others)}) == 4
    assert id_of(one) == id_of(make_same(1))
