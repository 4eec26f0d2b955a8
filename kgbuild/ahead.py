"""Working ahead in threads, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["work_ahead"]

_THREADS = 1  # more measured slower, and hold more documents in memory

T = TypeVar("T")
R = TypeVar("R")


def work_ahead(work: Callable[[T], R], things: Iterable[T]) -> Iterator[tuple[T, Callable[[], R]]]:
    """Do the work on some things ahead, in threads; yield each thing, in order, with a way to get its result.

    The encoder does not hold Python's lock, so one document is encoded while another is read from its vectors.
    """
    waiting: deque[tuple[T, Future[R]]] = deque()
    with ThreadPoolExecutor(_THREADS) as threads:
        for thing in things:
            waiting.append((thing, threads.submit(work, thing)))
            if len(waiting) > _THREADS:
                done, future = waiting.popleft()
                yield done, future.result
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result
