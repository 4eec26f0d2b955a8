"""From annotated documents to a model folder that kgbuild can use."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")

from kgbuild.assets import MODEL  # noqa: E402  # after the skip
from kgbuild.config import Config  # noqa: E402
from kgbuild.model import Document  # noqa: E402
from kgbuild.pipeline import annotate  # noqa: E402
from kgbuild.train import make, make_model  # noqa: E402
from kgbuild.train.examples import read_examples  # noqa: E402
from kgbuild.train.sets import WRITTEN, Sets  # noqa: E402
from kgbuild.train.train import Settings, full_pass, make_network, run_stage  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's exporter warns of its own internals


@pytest.fixture
def few(tmp_path):
    """A file with three annotated documents."""
    file = tmp_path / "few.jsonl"
    with WRITTEN.open(encoding="utf-8") as lines:
        file.write_text("".join(line for line, _ in zip(lines, range(3), strict=False)), encoding="utf-8")
    return file


@pytest.fixture
def minilm(tmp_path):
    """Weights by chance under MiniLM's names, and the vocabulary that kgbuild ships."""
    from safetensors.torch import save_file

    torch.manual_seed(1)
    folder = tmp_path / "minilm"
    folder.mkdir()
    sizes = {
        "embeddings.word_embeddings.weight": (30522, 384),
        "embeddings.position_embeddings.weight": (512, 384),
    }
    sizes |= {"embeddings.token_type_embeddings.weight": (2, 384)}
    sizes |= {"embeddings.LayerNorm.weight": (384,), "embeddings.LayerNorm.bias": (384,)}
    for i in range(2):
        for part, (rows, columns) in {
            "attention.self.query": (384, 384),
            "attention.self.key": (384, 384),
            "attention.self.value": (384, 384),
            "attention.output.dense": (384, 384),
            "intermediate.dense": (1536, 384),
            "output.dense": (384, 1536),
        }.items():
            sizes |= {
                f"encoder.layer.{i}.{part}.weight": (rows, columns),
                f"encoder.layer.{i}.{part}.bias": (rows,),
            }
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            sizes |= {f"encoder.layer.{i}.{part}.weight": (384,), f"encoder.layer.{i}.{part}.bias": (384,)}
    save_file({name: torch.randn(size) * 0.02 for name, size in sizes.items()}, folder / "model.safetensors")
    (folder / "vocab.txt").write_bytes((MODEL / "vocab.txt").read_bytes())
    return folder


def test_a_model_is_made_and_used(few, minilm, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "find_sets", lambda data, own: Sets((), (few,), (), (few,)))
    monkeypatch.setattr("kgbuild.train.export._LEAST_AGREEMENT", 0)
    settings = replace(Settings(), names_passes=1, full_passes=2)
    out = tmp_path / "model"
    make_model(out, minilm=minilm, settings=settings)

    card = (out / "CARD.md").read_text(encoding="utf-8")
    size = sum(file.stat().st_size for file in (*out.glob("*.onnx"), *out.glob("*.npz"), out / "vocab.txt"))
    assert "| few | 3 |" in card and f" {size / 1e6:.1f} MB" in card
    for head in ("names", "relations"):
        with np.load(out / f"{head}.npz") as arrays:
            assert (np.diff(arrays["confidence"]) >= 0).all()
    (record,) = annotate([Document("one", "Col. Ada Obi commands 5 Brigade.")], config=Config(model=out))
    assert json.dumps(record)


def test_a_broken_off_run_goes_on_from_its_checkpoint(few, minilm, tmp_path):
    from safetensors.torch import load_file, save_file

    from kgbuild.train.train import train

    settings = replace(Settings(), names_passes=1, full_passes=1)
    whole = train(Sets((), (few,), (), ()), tmp_path, minilm=minilm, settings=settings).state_dict()
    other = {name: -weights for name, weights in load_file(minilm / "model.safetensors").items()}
    save_file(other, minilm / "model.safetensors")  # not read again
    again = train(Sets((), (few,), (), ()), tmp_path, minilm=minilm, settings=settings).state_dict()
    assert all(torch.equal(whole[name], again[name]) for name in whole)


def test_without_minilm_one_line_says_what_to_do(monkeypatch, tmp_path):
    from kgbuild.errors import ConfigError

    monkeypatch.setattr(make, "_MINILM", "no_such_package_here")
    with pytest.raises(ConfigError, match="MiniLM") as caught:
        make_model(Path(tmp_path / "model"))
    assert "pip install" in str(caught.value.hint)


def test_a_run_that_broke_off_goes_on_as_if_it_had_not(few, tmp_path):
    class Enough(Exception):
        pass

    settings = replace(Settings(), full_batch=400)
    examples = [one for one in read_examples(few, MODEL / "vocab.txt", fully_annotated=True) if one.windows]

    def run(unfinished, *, passes_before_it_breaks=9):
        network = make_network(1, settings)
        asked = count()

        def one_pass(rng):
            # Asked once more before the first pass, to count the steps.
            if next(asked) > passes_before_it_breaks:
                raise Enough
            return full_pass(examples, [], settings)(rng)

        run_stage(network, one_pass, passes=3, encoder_rate=1e-3, settings=settings, unfinished=unfinished)
        return network.state_dict()

    whole = run(tmp_path / "whole.pt")
    with pytest.raises(Enough):
        run(tmp_path / "broken.pt", passes_before_it_breaks=2)
    resumed = run(tmp_path / "broken.pt")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    assert not list(tmp_path.glob("*.pt"))
