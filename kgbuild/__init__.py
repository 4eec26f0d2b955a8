"""kgbuild builds a knowledge graph from reports about armed and security forces.

    from pathlib import Path
    import kgbuild

    report = kgbuild.ingest([Path("reports")], config=kgbuild.load_config())

The names below are loaded when they are first used, so that `import kgbuild` is light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgbuild.config import Config, Neo4jSettings, load_config
    from kgbuild.errors import (
        ConfigError,
        DocumentError,
        GoldError,
        KgbuildError,
        ModelError,
        NoReport,
        OutputError,
        StoreUnavailable,
        WorkspaceError,
        WorkspaceTooNew,
    )
    from kgbuild.model import Claim, Document, Edge, Entity, Evidence, Extraction, Graph, Mention, Skipped
    from kgbuild.pipeline import annotate, extract, ingest, remove, sync, view
    from kgbuild.reports import GraphReport, IngestReport
    from kgbuild.schema import Schema, default_schema, read_schema

    __version__: str

__all__ = [
    "Claim",
    "Config",
    "ConfigError",
    "Document",
    "DocumentError",
    "Edge",
    "Entity",
    "Evidence",
    "Extraction",
    "GoldError",
    "Graph",
    "GraphReport",
    "IngestReport",
    "KgbuildError",
    "Mention",
    "ModelError",
    "Neo4jSettings",
    "NoReport",
    "OutputError",
    "Schema",
    "Skipped",
    "StoreUnavailable",
    "WorkspaceError",
    "WorkspaceTooNew",
    "__version__",
    "annotate",
    "default_schema",
    "extract",
    "ingest",
    "load_config",
    "read_schema",
    "remove",
    "sync",
    "view",
]

_HOMES = {
    "kgbuild.config": ("Config", "Neo4jSettings", "load_config"),
    "kgbuild.model": (
        "Claim",
        "Document",
        "Edge",
        "Entity",
        "Evidence",
        "Extraction",
        "Graph",
        "Mention",
        "Skipped",
    ),
    "kgbuild.pipeline": ("annotate", "extract", "ingest", "remove", "sync", "view"),
    "kgbuild.reports": ("GraphReport", "IngestReport"),
    "kgbuild.schema": ("Schema", "default_schema", "read_schema"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF.get(name, "kgbuild.errors")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kgbuild")
    except PackageNotFoundError:
        return "0+unknown"  # a checkout that was not installed
