"""The pages, for the tests of the view."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.view import write_html
from tests.browser import OpenedPage, open_page

__all__ = ["open_page"]


@pytest.fixture
def show(open_page: Callable[[Path], OpenedPage], tmp_path: Path) -> Callable[..., OpenedPage]:
    """A function that writes the page of a graph, opens it and waits until it is ready."""

    def shown(graph: Graph, **options: Any) -> OpenedPage:
        path = tmp_path / "graph.html"
        write_html(graph, path, schema=default_schema(), **options)
        page = open_page(path)
        page.page.wait_for_selector("html[data-ready]" if graph.entities else "#empty", state="attached")
        return page

    return shown


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where tests leave pictures of the page: the folder of $KGBUILD_SCREENSHOTS, else a temporary one."""
    folder = Path(os.environ.get("KGBUILD_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
