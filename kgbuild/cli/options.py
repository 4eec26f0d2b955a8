"""The options that several commands have, and the settings that they make."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from kgbuild.config import Config, load_config
from kgbuild.errors import ConfigError

__all__ = [
    "Db",
    "Debug",
    "Html",
    "Model",
    "Neo4j",
    "Paths",
    "Quiet",
    "Recogniser",
    "Settings",
    "Who",
    "Why",
    "read_settings",
]


Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, and folders of files.")]
Db = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="The workspace.  [default: kgbuild.db]")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="The view.  [default: graph.html]")]
Neo4j = Annotated[
    str | None,
    typer.Option(
        "--neo4j",
        metavar="URI",
        help="The Neo4j to load, or NEO4J_URI; who we are there is told by NEO4J_USERNAME, NEO4J_PASSWORD "
        "and NEO4J_DATABASE, or by the [neo4j] table of kgbuild.toml.",
    ),
]
Settings = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings.  [default: ./kgbuild.toml]")
]
Recogniser = Annotated[
    str | None,
    typer.Option(
        "--recogniser",
        metavar="spacy:NAME",
        help="An installed spaCy pipeline, or the folder of one, that finds the names in place of ours.",
    ),
]
Model = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FOLDER", help="A model made by `kgbuild train`, in place of the shipped one."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but what went wrong.")]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who decides.  [default: git's user.name, or your login]"),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for those who read the decision.")]
# Read by `main`, which turns errors into messages; here for the help and the parser.
Debug = Annotated[bool, typer.Option("--debug", help="On an error, show the traceback.")]


def read_settings(file: Path | None, **flags: Any) -> Config:
    """The settings of a command.

    Args:
        file: that `--config` names; None for kgbuild.toml, which need not be there.
        flags: the other options, by the names of the settings; None for what was not given.

    Raises:
        ConfigError: the file is not there, or a setting is malformed.
    """
    if file is not None and not file.exists():
        raise ConfigError(f"there is no file {file}", hint="name a settings file that exists, or none")
    return load_config(file=file or Path("kgbuild.toml"), environ=os.environ, flags=flags)
