"""What the help and the README promise."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import typer

import kgbuild
from kgbuild.cli import app, main

README = Path(kgbuild.__file__).parents[1] / "README.md"
COMMANDS = typer.main.get_group(app).commands


def test_the_commands_are_these() -> None:
    assert sorted(COMMANDS) == ["evaluate", "extract", "ingest", "remove", "sync", "view"]


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
