"""The errors kgbuild raises.

KgbuildError              exit code 1: anything kgbuild can explain
├── ConfigError           2: a setting is wrong; nothing was begun
├── DocumentError         one document failed; the run goes on and its report lists it
│   └── NoReport          the file is none, such as a view that kgbuild drew
├── WorkspaceError        3: the workspace cannot be read or written
│   └── WorkspaceTooNew   3: it was written by a newer kgbuild
├── StoreUnavailable      4: Neo4j cannot be reached, refuses us, or broke off; the workspace is intact
├── OutputError           5: an output file cannot be written
├── ModelError            6: the trained model is missing or damaged
└── GoldError             7: annotated documents break the exchange format or do not match
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DocumentError",
    "GoldError",
    "KgbuildError",
    "ModelError",
    "NoReport",
    "OutputError",
    "StoreUnavailable",
    "WorkspaceError",
    "WorkspaceTooNew",
]


class KgbuildError(Exception):
    """Something kgbuild can explain: the message says what happened, `hint` what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(KgbuildError):
    """A setting, flag or argument is wrong; the command stops before any work begins."""

    exit_code = 2


class DocumentError(KgbuildError):
    """One document cannot be used; the run goes on and its report lists the document and the reason."""


class NoReport(DocumentError):
    """A file is no report at all, such as a view that kgbuild drew; it is passed over as one of another suffix."""


class WorkspaceError(KgbuildError):
    """The workspace cannot be opened, read or written; what it already holds is intact."""

    exit_code = 3


class WorkspaceTooNew(WorkspaceError):
    """The workspace was written by a newer kgbuild than this one."""


class StoreUnavailable(KgbuildError):
    """Neo4j cannot be reached, refuses us, or broke off; the workspace is intact, so `sync` can finish it."""

    exit_code = 4


class OutputError(KgbuildError):
    """An output file cannot be written."""

    exit_code = 5


class ModelError(KgbuildError):
    """The trained model is missing or damaged."""

    exit_code = 6


class GoldError(KgbuildError):
    """Annotated documents break the exchange format, or do not belong to the text they are compared with."""

    exit_code = 7
