"""One frozen Config: defaults < kgbuild.toml < environment < flags. Only `cli` makes one from the world."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from kgbuild.errors import ConfigError
from kgbuild.schema import Schema, default_schema, extend_schema

__all__ = ["Config", "Neo4jSettings", "load_config"]

# Tables of kgbuild.toml that change what is recognised; `extend_schema` checks what stands in them.
_SCHEMA = ("labels", "relations", "recogniser_labels")
_GAZETTEERS = "gazetteers"
_COMMENT = re.compile(r"^\s*#.*|#(?!\d).*")  # but not "Task Force #3"
_ENVIRONMENT = {
    "NEO4J_URI": "uri",
    "NEO4J_USERNAME": "username",
    "NEO4J_PASSWORD": "password",
    "NEO4J_DATABASE": "database",
}


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Where Neo4j is and who we are there; the password never shows in `repr`."""

    uri: str | None = None
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run.

    `db` is the workspace file, `html` the view, `neo4j` the server to load, if any. `decisions` is the file of
    what people have decided; None for the usual one beside the workspace. `recogniser` gives the names in place of
    ours: "spacy:NAME", an installed spaCy pipeline or the folder of one; empty for ours. `model` is
    the folder of a trained model to use in place of the shipped one. `schema` has the labels and types, with the
    user's own and the user's lists of names.
    """

    db: Path = Path("kgbuild.db")
    html: Path = Path("graph.html")
    neo4j: Neo4jSettings = field(default_factory=Neo4jSettings)
    recogniser: str = ""
    model: Path | None = None
    schema: Schema = field(default_factory=default_schema, repr=False)
    decisions: Path | None = None

    @property
    def decisions_file(self) -> Path:
        """Where people's decisions are kept."""
        return self.decisions or self.db.parent / "kgbuild.decisions.jsonl"

    def __post_init__(self) -> None:
        if self.recogniser and not re.fullmatch(r"spacy:.+", self.recogniser):
            raise ConfigError(
                f"there is no recogniser {self.recogniser!r}",
                hint="give spacy:NAME, with the name of an installed spaCy pipeline, or leave it out for ours",
            )


def load_config(
    *,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Config:
    """Make the Config of a run.

    Args:
        file: a kgbuild.toml; one that does not exist counts as empty.
        environ: the environment; only NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE are read.
        flags: `db`, `html`, `uri`, `recogniser` and `model` as given on the command line; None means not given.

    Raises:
        ConfigError: the file is not TOML, or holds a setting that does not exist or has the wrong type, or a list
            of names that it names cannot be read.
    """
    settings = _read_file(file) if file is not None and file.exists() else {}
    schema = _make_schema(settings, file) if file is not None and settings else default_schema()
    neo4j = dict(settings.pop("neo4j", {}))
    neo4j |= {name: environ[key] for key, name in _ENVIRONMENT.items() if environ and environ.get(key)}
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    if "uri" in given:
        neo4j["uri"] = given.pop("uri")
    settings |= given
    paths = {name: Path(value) for name, value in settings.items() if name in ("db", "html", "model", "decisions")}
    return replace(Config(), **{**settings, **paths}, neo4j=Neo4jSettings(**neo4j), schema=schema)


def _make_schema(settings: dict[str, Any], file: Path) -> Schema:
    """The schema that the tables of the file ask for; takes those tables out of `settings`."""
    tables = {name: settings.pop(name) for name in _SCHEMA if name in settings}
    lists = settings.pop(_GAZETTEERS, {})
    if not tables and not lists:
        return default_schema()
    names = {label: _read_lists(paths, label, file) for label, paths in lists.items()}
    return extend_schema(tables, names=names, where=str(file))


def _read_lists(paths: object, label: str, file: Path) -> tuple[tuple[str, ...], ...]:
    """The names in lists of one entity a line, its names divided by "|", up to a comment."""
    listed = [paths] if isinstance(paths, str) else paths
    if not isinstance(listed, list) or not all(isinstance(path, str) for path in listed):
        raise ConfigError(f"{file} [gazetteers]: {label} must be a list of files")
    found: list[tuple[str, ...]] = []
    for path in listed:
        try:
            lines = (file.parent / path).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise ConfigError(
                f"{file} [gazetteers]: cannot read {path}: {reason}", hint=f"it is looked for beside {file.name}"
            ) from error
        for line in lines:
            names = [" ".join(name.split()) for name in _COMMENT.sub("", line).split("|")]
            if any(names):
                found.append(tuple(name for name in names if name))
    return tuple(found)


def _read_file(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8 text", hint="save it again as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not TOML: {error}", hint=_advice(text)) from error
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {error.strerror}") from error
    _check({name: value for name, value in table.items() if name not in (*_SCHEMA, _GAZETTEERS)}, where=str(file))
    if not isinstance(table.get(_GAZETTEERS, {}), dict):
        raise ConfigError(f"{file} [{_GAZETTEERS}] must be a table")
    _check(table.get("neo4j", {}), where=f"{file} [neo4j]", known={one.name for one in fields(Neo4jSettings)})
    return table


def _advice(text: str) -> str:
    return "in a path write / for \\, also on Windows" if "\\" in text else "see the README for an example"


_FILES = ("db", "html", "decisions")
_KNOWN = {one.name for one in fields(Config)} - {"schema"} | {*_SCHEMA, _GAZETTEERS}


def _check(table: object, *, where: str, known: set[str] = _KNOWN) -> None:
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table")
    for name, value in table.items():
        if name not in known:
            raise ConfigError(f"{where}: no setting is called {name!r}", hint=f"known: {', '.join(sorted(known))}")
        if name != "neo4j" and not isinstance(value, str):
            raise ConfigError(f"{where}: {name} must be text")
        if name in _FILES and not str(value).strip("\0 "):
            raise ConfigError(f"{where}: {name} is empty", hint="name a file, or leave the setting out")
