"""Documents that come and go are put into publications as if all were compared anew."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from kgbuild.model import Extraction
from kgbuild.stages.store import texts
from kgbuild.stages.store.publications import groups
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_document


def report(choose: random.Random, *, words: int = 70) -> str:
    return " ".join(f"w{choose.randrange(4000)}" for _ in range(words))


def altered(text: str, choose: random.Random) -> str:
    """The text with a run of words changed, so that it is like it, nearly like it or no more like it."""
    words = text.split()
    start, length = choose.randrange(len(words)), choose.choice([0, 1, 3, 6, 12])
    words[start : start + length] = [f"x{choose.randrange(4000)}" for _ in range(length)]
    return " ".join(words)


def parts(group_of: dict[str, int]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for document, group in group_of.items():
        found[group].add(document)
    return set(map(frozenset, found.values()))


def stored(workspace: Workspace) -> set[frozenset[str]]:
    query = 'SELECT id, "group" FROM publications JOIN documents ON number = document'
    with workspace.index() as index:
        return parts(dict(index._connection.execute(query)))


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_come_change_and_go(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    held: dict[str, str] = {}
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        for number in range(150):
            id = f"d{choose.randrange(25)}"
            if id in held and choose.random() < 0.4:
                workspace.remove(id)
                del held[id]
            else:
                near = choose.choice([*held.values(), ""])
                held[id] = altered(near, choose) if near and choose.random() < 0.8 else report(choose)
                workspace.put(Extraction(make_document(id, held[id])), fingerprint=str(number))
            if choose.random() < 0.7:
                workspace.compare_texts()
                assert stored(workspace) == parts(groups(held.items()))


def test_a_text_is_read_again_only_if_it_may_be_like_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = random.Random(1)
    read: list[str] = []
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        first, second = report(choose), report(choose)
        for id, text in (("a", first), ("b", second)):
            workspace.put(Extraction(make_document(id, text)), fingerprint="f")
        workspace.compare_texts()
        print_of = texts.print_of
        monkeypatch.setattr(texts, "print_of", lambda text: read.append(text) or print_of(text))
        workspace.compare_texts()
        assert read == []
        near = f"{first} {report(choose, words=3)}"
        workspace.put(Extraction(make_document("c", near)), fingerprint="f")
        workspace.compare_texts()
        assert read == [near, first]
