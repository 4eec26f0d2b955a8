"""Working ahead, in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kgbuild.ahead import work_ahead


def test_results_come_in_the_order_of_the_things() -> None:
    assert [(thing, result()) for thing, result in work_ahead(str, range(5))] == [(n, str(n)) for n in range(5)]
    assert list(work_ahead(str, [])) == []


def test_work_is_done_in_another_thread_and_only_a_little_ahead() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = work_ahead(lambda _: threading.get_ident(), things())
    _, first = next(results)
    assert first() != threading.get_ident()
    assert len(taken) <= 3


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    results = [result for _, result in work_ahead(lambda number: 6 // number, [3, 0, 2])]
    assert (results[0](), results[2]()) == (2, 3)
    with pytest.raises(ZeroDivisionError):
        results[1]()
