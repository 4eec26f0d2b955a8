"""Files that kgbuild ships: the trained model, gazetteers, parts of the HTML view."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ASSETS", "MODEL"]

ASSETS = Path(__file__).parent
MODEL = ASSETS / "model"
