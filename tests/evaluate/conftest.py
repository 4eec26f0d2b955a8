"""The browser, for the tests of the report."""

from __future__ import annotations

from tests.browser import browser

__all__ = ["browser"]
