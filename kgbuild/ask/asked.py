"""What a question is asked with, checked and looked up in the graph."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.ask.cypher import Value
from kgbuild.ask.entities import find_documents, find_entities
from kgbuild.ask.ledger import Ledger
from kgbuild.ask.periods import Period, to_period

__all__ = ["Asked"]


class Asked:
    """The values of a question's parameters, as the questions want them.

    Args:
        values: one for each parameter.
        ledger: where entities are looked up.
    """

    def __init__(self, values: Mapping[str, Value], ledger: Ledger) -> None:
        self._values = values
        self._ledger = ledger

    def entities(self, name: str) -> frozenset[str]:
        """The ids of the entities that this parameter means.

        Raises:
            ConfigError: the graph has none.
        """
        return frozenset(one.id for one in find_entities(self._ledger, self.text(name)))

    def documents(self, name: str) -> frozenset[str]:
        """The ids of the documents that this parameter means.

        Raises:
            ConfigError: the graph has none.
        """
        return find_documents(self._ledger, self.text(name))

    def concerns(self, name: str, *sides: str) -> bool:
        """Whether the parameter means one of these entities; an empty one means any.

        Raises:
            ConfigError: the graph has none that it means.
        """
        return not self.text(name) or not self.entities(name).isdisjoint(sides)

    def text(self, name: str) -> str:
        """The value of a parameter that is a text."""
        return str(self._values[name])

    def number(self, name: str) -> float:
        """The value of a parameter that is a number."""
        return float(self._values[name])

    def period(self, first: str, last: str | None = None) -> Period:
        """The days that two parameters span, or one.

        Raises:
            ConfigError: one is not a date, or the last comes before the first.
        """
        return to_period(self.text(first), self.text(last) if last else None)
