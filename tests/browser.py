"""A real headless Chromium for tests, and a page in it that keeps account of all it did."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest

__all__ = ["OpenedPage", "browser", "open_page"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

# Events such as `toggle`, and what the page does in its next frame, come after the act that caused them.
_AT_REST = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page with every request it made, error it reported and dialog it opened."""

    opened: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def page(self) -> Any:
        """Playwright's page, once the last act has had its effect, also on a busy machine."""
        self.opened.evaluate(_AT_REST)
        return self.opened

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.page.evaluate(script)

    def text(self, selector: str) -> str:
        """The text that the first element shows which fits the selector."""
        return str(self.page.inner_text(selector))

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that fit the selector."""
        return list(self.page.locator(selector).all_inner_texts())


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; without one the test is skipped, or fails where KGBUILD_TEST_REQUIRE is 1."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        _missing(f"no Chromium: none of {', '.join(_NAMES)} is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[[Path], OpenedPage]]:
    """A function that opens a file as a person would who double-clicks it, and watches what it does."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})

    def opened(file: Path) -> OpenedPage:
        watched = OpenedPage(context.new_page())
        _watch(watched)
        watched.opened.goto(file.as_uri())
        return watched

    yield opened
    context.close()


def _watch(watched: OpenedPage) -> None:
    def dismiss(dialog: Any) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    page = watched.opened
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("console", lambda message: watched.errors.append(message.text))
    page.on("dialog", dismiss)


def _missing(reason: str) -> NoReturn:
    if os.environ.get("KGBUILD_TEST_REQUIRE") == "1":
        pytest.fail(f"{reason}, and KGBUILD_TEST_REQUIRE=1 demands it")
    pytest.skip(reason)
