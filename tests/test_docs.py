"""What the help and the README promise."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from kgbuild.cli import app, main

README = Path(__file__).parents[1] / "README.md"
COMMANDS = typer.main.get_group(app).commands


def test_the_commands_are_these() -> None:
    commands = (
        "check decisions evaluate extract ingest mark merge query reject remove rename review show split sync"
    )
    assert sorted(COMMANDS) == [*commands.split(), "train", "view", "write"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    example = shown.partition("Example:\n")[2].splitlines()[0]
    assert f"kgbuild {name} " in example
    known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    used = {word for word in shlex.split(example) if word.startswith("--")}
    assert used <= known


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"kgbuild {name}" in README.read_text(encoding="utf-8")


def test_the_readme_sets_up_in_two_commands() -> None:
    section = README.read_text(encoding="utf-8").split("## Two commands")[1].split("\n## ")[0]
    commands = re.findall(r"```sh\n(.+?)\n```", section, flags=re.DOTALL)
    assert len(commands) == 2
    assert commands[0].endswith("kgbuild ingest seeds/")
    assert commands[1] in (README.parent / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_gives_the_reason_of_every_dependency() -> None:
    pyproject = (README.parent / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = pyproject.split("dependencies = [")[1].split("\n]")[0]
    names = re.findall(r'^    "([\w-]+)', dependencies, flags=re.MULTILINE)
    table = README.read_text(encoding="utf-8").split("| library |")[1].lower()
    assert len(names) > 10
    assert [name for name in names if name not in table] == []


def test_the_readme_lists_every_question() -> None:
    questions = sorted(file.name for file in (README.parent / "queries").glob("*.cypher"))
    assert len(questions) >= 8
    assert [name for name in questions if f"`{name}`" not in README.read_text(encoding="utf-8")] == []
