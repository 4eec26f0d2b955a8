"""The questions in queries/: one Cypher query per file, which the Neo4j Browser takes as it is.

A file begins with comments: what it answers; then a line `// NAME: TYPE` for each parameter that must be given, or
`// NAME: TYPE = DEFAULT`; then an example of them all, `// :params {…}`, to be pasted into the Browser without its
slashes. The types are those of `TYPES`.

Each also takes `workspace`, the id of the workspace whose graph is asked, since Neo4j may have several; '' means
all. `kgbuild query` sets it by itself, so it is none of a question's `parameters`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import ConfigError

__all__ = ["TYPES", "CypherQuestion", "Parameter", "Value", "cypher_names", "read_cypher", "style_sheet"]

# entity: an id, a name or an alias. document: an id or a title. date: a day, a month or a year, as ISO text.
# country: an ISO code of two letters. label, relation: a word of the schema. status: what a person said of a
# claim. text: any other word. share: from 0 to 1. Of those that have '' as their default, '' means any.
TYPES = ("entity", "document", "date", "country", "label", "relation", "status", "text", "integer", "share")

_WORKSPACE = "workspace"

_PARAMETER = re.compile(r"^// (\w+): (\w+)(?: (=) (?:'(.*)'|([\d.]+)))?$", re.MULTILINE)

_INTEGER = re.compile(r"[0-9]{1,18}")  # Neo4j has integers of 64 bits
_NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18})?|\.[0-9]{1,18}")
_COUNTRY = re.compile(r"[A-Za-z]{2}|")

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question is asked with: its name, one of TYPES, and its default; None where it must be given."""

    name: str
    type: str
    default: Value | None

    def read(self, text: str | None) -> Value:
        """The value that a person means by a text; the default if none is given.

        Raises:
            ConfigError: it has to be a number, or the code of a country, and is not.
            KeyError: none is given, and there is no default.
        """
        if text is None:
            if self.default is None:
                raise KeyError(self.name)
            return self.default
        if self.type == "integer":
            if not _INTEGER.fullmatch(text):
                raise ConfigError(f"{self.name} is {text!r}, which is not a whole number", hint=self._example)
            return int(text)
        if self.type == "share":
            if not _NUMBER.fullmatch(text) or float(text) > 1:
                raise ConfigError(
                    f"{self.name} is {text!r}, which is not a number from 0 to 1", hint=self._example
                )
            return float(text)
        if self.type == "country" and not _COUNTRY.fullmatch(text):
            raise ConfigError(
                f"{self.name} is {text!r}, which is not the ISO code of a country", hint="for example ng"
            )
        return " ".join(text.split()) if self.type == "entity" else text

    @property
    def _example(self) -> str:
        return f"for example {self.default}"


@dataclass(frozen=True, slots=True)
class CypherQuestion:
    """A query of queries/: its name, what it answers, its parameters in their order, and its text."""

    name: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str


def cypher_names() -> list[str]:
    """The names of the questions in queries/, sorted."""
    return sorted(file.stem for file in _folder().glob("*.cypher"))


def read_cypher(name: str) -> CypherQuestion:
    """The question of this name.

    Raises:
        ConfigError: there is none.
    """
    if name not in cypher_names():
        raise ConfigError(f"there is no question {name!r}", hint="`kgbuild query` lists them")
    text = (_folder() / f"{name}.cypher").read_text(encoding="utf-8")
    answers = text.partition("\n")[0].removeprefix("// ")
    declared = (_parameter(*found) for found in _PARAMETER.findall(text.partition("// :params")[0]))
    parameters = (one for one in declared if one.name != _WORKSPACE)
    return CypherQuestion(name, answers, tuple(parameters), text)


def style_sheet() -> str:
    """The style sheet for the Neo4j Browser that is shipped with the questions."""
    return (_folder() / "kgbuild.grass").read_text(encoding="utf-8")


def _folder() -> Path:
    """Where the questions are: in the package where it is installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    return next((one for one in (package / "queries", package.parent / "queries") if one.is_dir()), package)


def _parameter(name: str, type: str, default: str, words: str, number: str) -> Parameter:
    if not default:
        return Parameter(name, type, None)
    return Parameter(name, type, words if not number else int(number) if type == "integer" else float(number))
