"""The questions of queries/ as pure functions of the graph, for the workspace: one module for each kind.

Each function is called as its file in queries/, gives the same columns and rows in the same order, and takes the
ledger of the graph and what is asked.
"""

from __future__ import annotations

from collections.abc import Callable

from kgbuild.ask.answers import evidence, network, places, posts, structure, ties
from kgbuild.ask.answers.rows import Row
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger

__all__ = ["ANSWERS", "Row"]

_MODULES = (evidence, network, places, posts, structure, ties)

ANSWERS: dict[str, Callable[[Ledger, Asked], list[Row]]] = {
    name.replace("_", "-"): getattr(module, name) for module in _MODULES for name in module.__all__
}
