"""What every script and style of the page keeps to; a linter's rules are in biome.json."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kgbuild.stages.view import page

TEMPLATE = Path(page.__file__).parent / "template"
SCRIPTS = sorted((TEMPLATE / "script").rglob("*.js"))
STYLES = sorted((TEMPLATE / "style").glob("*.css"))

# Ways by which a text could become markup, a script or a request.
FORBIDDEN = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|DOMParser"
    r"|eval|Function|XMLHttpRequest|WebSocket|sendBeacon|EventSource|importScripts|localStorage|sessionStorage)\b"
    r"|\bfetch\(|\bimport\("
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_is_sound_javascript(script: Path) -> None:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("KGBUILD_TEST_REQUIRE") == "1":
            pytest.fail("no node is installed, and KGBUILD_TEST_REQUIRE=1 demands it")
        pytest.skip("no node is installed")
    checked = subprocess.run([node, "--check", script], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_has_no_way_to_make_markup_of_a_text_or_to_ask_for_anything(script: Path) -> None:
    text = re.sub(r"//.*", "", script.read_text(encoding="utf-8"))
    assert not FORBIDDEN.findall(text)
    assert script.read_text(encoding="utf-8").startswith('"use strict";\n')


def test_page_lists_every_script_and_style() -> None:
    assert sorted(page.SCRIPTS) == sorted(path.relative_to(TEMPLATE / "script").as_posix() for path in SCRIPTS)
    assert sorted(page.STYLES) == sorted(path.name for path in STYLES)


def test_view_is_started_after_all_that_it_needs() -> None:
    assert page.SCRIPTS[0] == "core/names.js"
    assert page.SCRIPTS[-1] == "core/start.js"


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_style_asks_for_nothing(style: Path) -> None:
    assert not re.search(r"url\(|@import", style.read_text(encoding="utf-8"))
