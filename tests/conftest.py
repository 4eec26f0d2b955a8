"""What every test gets: a clean environment, and a folder of its own to be in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgbuild import pipeline
from tests.browser import browser
from tests.fakes import fake_extract

__all__ = ["browser"]

_KEPT = ("KGBUILD_TEST_REQUIRE", "KGBUILD_SCREENSHOTS")


@pytest.fixture(autouse=True)
def _clean_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the person who runs the tests reaches them, and none writes into the repository."""
    for name in os.environ:
        if name.startswith(("NEO4J_", "KGBUILD_")) and name not in _KEPT:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def fake_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline without the trained model: see `tests.fakes`."""
    monkeypatch.setattr(pipeline, "extract", fake_extract)
    monkeypatch.setattr(pipeline, "_extractor", lambda _: "fake 1")
