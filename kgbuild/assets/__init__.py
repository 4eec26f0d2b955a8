"""Files that kgbuild ships: the trained model, gazetteers, parts of the HTML view."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ASSETS", "MODEL", "how_to_mend"]

ASSETS = Path(__file__).parent
MODEL = ASSETS / "model"


def how_to_mend(folder: Path) -> str:
    """What a person can do where the model in a folder is missing or damaged."""
    return "reinstall kgbuild" if folder == MODEL else "give the folder that kgbuild train wrote"
