"""The questions in queries/: one Cypher query per file, which the Neo4j Browser takes as it is.

A file begins with a comment that says what it answers, then `// :param NAME => EXAMPLE` for each parameter. A
number and an empty text stand for themselves where the parameter is not given; any other text is only an example.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import ConfigError

__all__ = ["CypherQuestion", "cypher_names", "read_cypher"]

_PARAMETER = re.compile(r"^// :param (\w+) => (?:'(.*)'|([\d.]+))$", re.MULTILINE)

Value = str | int | float


@dataclass(frozen=True, slots=True)
class CypherQuestion:
    """A query of queries/: its text, and what each parameter is if it is not given; None where it must be."""

    text: str
    parameters: Mapping[str, Value | None]

    def values(self, given: Mapping[str, str]) -> dict[str, Value]:
        """The values to ask with.

        Raises:
            ConfigError: one is not a number, though it has to be.
        """
        defaults = {name: value for name, value in self.parameters.items() if value is not None}
        return defaults | {name: _as(value, defaults.get(name), name) for name, value in given.items()}


def cypher_names() -> list[str]:
    """The names of the questions in queries/, sorted."""
    return sorted(file.stem for file in _folder().glob("*.cypher"))


def read_cypher(name: str) -> CypherQuestion:
    """The question of this name.

    Raises:
        ConfigError: there is none.
    """
    if name not in cypher_names():
        raise ConfigError(f"there is no question {name!r}", hint=f"known: {', '.join(cypher_names())}")
    text = (_folder() / f"{name}.cypher").read_text(encoding="utf-8")
    return CypherQuestion(
        text, {name: _default(words, number) for name, words, number in _PARAMETER.findall(text)}
    )


def _folder() -> Path:
    """Where the questions are: in the package where it is installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    return next((one for one in (package / "queries", package.parent / "queries") if one.is_dir()), package)


def _default(words: str, number: str) -> Value | None:
    if number:
        return float(number) if "." in number else int(number)
    return None if words else ""


def _as(value: str, default: Value | None, name: str) -> Value:
    if default is None or isinstance(default, str):
        return value
    try:
        return type(default)(value)
    except ValueError as error:
        raise ConfigError(f"{name} is {value!r}, which is not a number", hint=f"for example {default}") from error
