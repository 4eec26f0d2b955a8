"""One frozen Config: defaults < kgbuild.toml < environment < flags. Only `cli.py` makes one from the world."""

from __future__ import annotations

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

__all__ = ["Config", "Neo4jSettings", "load_config"]

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
    """All settings of a run: `db` is the workspace file, `html` the view, `neo4j` the server to load, if any."""

    db: Path = Path("kgbuild.db")
    html: Path = Path("graph.html")
    neo4j: Neo4jSettings = field(default_factory=Neo4jSettings)


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
        flags: `db`, `html` and `uri` as given on the command line; None means not given.

    Raises:
        ConfigError: the file is not TOML, or holds a setting that does not exist or has the wrong type.
    """
    settings = _read_file(file) if file is not None and file.exists() else {}
    neo4j = dict(settings.pop("neo4j", {}))
    neo4j |= {name: environ[key] for key, name in _ENVIRONMENT.items() if environ and environ.get(key)}
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    if "uri" in given:
        neo4j["uri"] = given.pop("uri")
    settings |= given
    paths = {name: Path(value) for name, value in settings.items() if name in ("db", "html")}
    return replace(Config(), **{**settings, **paths}, neo4j=Neo4jSettings(**neo4j))


def _read_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not TOML: {error}", hint="see the README for an example") from error
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {error.strerror}") from error
    _check(table, Config, where=str(file))
    _check(table.get("neo4j", {}), Neo4jSettings, where=f"{file} [neo4j]")
    return table


def _check(table: object, of: type[Config] | type[Neo4jSettings], *, where: str) -> None:
    known = {one.name for one in fields(of)}
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table")
    for name, value in table.items():
        if name not in known:
            raise ConfigError(f"{where}: no setting is called {name!r}", hint=f"known: {', '.join(sorted(known))}")
        if name != "neo4j" and not isinstance(value, str):
            raise ConfigError(f"{where}: {name} must be text")
