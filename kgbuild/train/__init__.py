"""From annotated documents to a model that kgbuild can use; needs the extra `train`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.train.train import Settings

__all__ = ["make_model"]


def make_model(
    out: Path,
    *,
    data: Path | None = None,
    own: Sequence[Path] = (),
    minilm: Path | None = None,
    settings: Settings | None = None,
) -> None:
    """Train a model and write it to the folder `out`, with its thresholds and confidences fitted and its card.

    Args:
        out: a new folder, or one that a run which broke off left, from which one of the same data goes on.
        data: a folder with the public sets and the project's own; without it the documents shipped with kgbuild.
        own: fully annotated files of the user, in the exchange format, to train on as well.
        minilm: MiniLM's weights: a folder with model.safetensors and vocab.txt, or a jar of langchain4j; without
            it the installed package's. The shipped model starts from e5-small-v2 (12 layers).
        settings: none means those of the shipped model.

    Raises:
        ConfigError: the extra `train` is not installed, an input does not exist, or `out` already holds a model.
        GoldError: an own file breaks the exchange format, or has what a model cannot learn.
        OutputError: `out` cannot be written.
    """
    from kgbuild.train import make

    make.make_model(out, data=data, own=own, minilm=minilm, settings=settings)
