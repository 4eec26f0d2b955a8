"""The examples of queries/ and of the README ask about what the reports in seeds/ tell of."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kgbuild.ask.cypher import cypher_names, read_cypher
from kgbuild.stages.acquire import find, read
from kgbuild.stages.clean import clean

ROOT = Path(__file__).parents[2]


@cache
def told() -> str:
    """The ids and texts of the reports, in small letters."""
    documents = [clean(read(source)) for source in find([ROOT / "seeds"])[0]]
    return " ".join(" ".join(f"{one.id} {one.reading}".split()).lower() for one in documents)


@pytest.mark.parametrize("name", cypher_names())
def test_the_example_of_a_question_is_in_the_seeds(name: str) -> None:
    question = read_cypher(name)
    (example,) = re.findall(r"^// :params \{(.*)\}$", question.text, re.MULTILINE)
    values = dict(re.findall(r"(\w+): '(.*?)'", example))
    named = [values[one.name] for one in question.parameters if one.type in ("entity", "document")]
    assert [one for one in named if one.lower() not in told()] == []


def test_the_questions_of_the_readme_are_about_the_seeds() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^kgbuild (?:query|show|view) .*$", readme, re.MULTILINE)
    named = [one for command in commands for one in re.findall(r'"(.+?)"', command)]
    assert len(named) >= 5
    assert [one for one in named if one.lower() not in told()] == []
