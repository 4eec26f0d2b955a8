"""Whether the settings can be those of a Neo4j server, as far as that can be told without asking it."""

from __future__ import annotations

from urllib.parse import urlsplit

from kgbuild.config import Neo4jSettings
from kgbuild.errors import ConfigError

__all__ = ["bad_address", "check_settings"]

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_EXAMPLE = "for example bolt://localhost:7687"


def check_settings(settings: Neo4jSettings) -> None:
    """Make sure that there is a well-formed address and a password.

    Raises:
        ConfigError: there is not; the message never holds a password that was put into the address.
    """
    if not settings.uri:
        raise ConfigError("no Neo4j address is given", hint="set NEO4J_URI, or use --neo4j; " + _EXAMPLE)
    try:
        parts = urlsplit(settings.uri)
        port_is_good = parts.port != 0
    except ValueError as error:
        raise bad_address(settings, "host or port is malformed") from error
    if parts.username is not None or parts.password is not None:
        # Not shown: it may hold the password.
        raise ConfigError("the Neo4j address holds a user name", hint="use NEO4J_USERNAME and NEO4J_PASSWORD")
    if parts.scheme not in _SCHEMES:
        raise bad_address(settings, f"it must begin with one of {', '.join(_SCHEMES)}, then ://")
    if not parts.hostname or not port_is_good:
        raise bad_address(settings, "host or port is missing")
    if parts.query and parts.scheme.startswith("bolt"):
        raise bad_address(settings, "only a neo4j:// address can have parameters")
    if not settings.password:
        raise ConfigError("no password for Neo4j is given", hint="set NEO4J_PASSWORD in the environment")


def bad_address(settings: Neo4jSettings, reason: str) -> ConfigError:
    """The error that says why the address in the settings cannot be used."""
    shown = (settings.uri or "").rpartition("@")[2]
    return ConfigError(f"{shown!r} is not the address of a Neo4j server: {reason}", hint="use " + _EXAMPLE)
