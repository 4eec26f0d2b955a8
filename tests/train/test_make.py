"""From annotated documents to a model folder that kgbuild can use."""

from __future__ import annotations

import ast
import errno
import json
import re
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")

from kgbuild.assets import MODEL  # noqa: E402  # after the skip
from kgbuild.config import Config  # noqa: E402
from kgbuild.model import Document  # noqa: E402
from kgbuild.pipeline import annotate  # noqa: E402
from kgbuild.train import make, make_model  # noqa: E402
from kgbuild.train.examples import read_examples  # noqa: E402
from kgbuild.train.sets import WRITTEN, Sets, check_own  # noqa: E402
from kgbuild.train.train import Settings, full_pass, keep, make_network, run_stage  # noqa: E402

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


def test_a_broken_off_run_goes_on_from_its_checkpoint_unless_it_began_elsewhere(
    few, minilm, tmp_path, monkeypatch
):
    from safetensors.torch import load_file, save_file

    from kgbuild.train.network import Encoder
    from kgbuild.train.train import train

    begun = []
    load = Encoder.load_minilm
    monkeypatch.setattr(Encoder, "load_minilm", lambda self, file: (begun.append(file), load(self, file)))
    settings = replace(Settings(), names_passes=1, full_passes=1)
    whole = train(Sets((), (few,), (), ()), tmp_path, minilm=minilm, settings=settings).state_dict()
    again = train(Sets((), (few,), (), ()), tmp_path, minilm=minilm, settings=settings).state_dict()
    assert all(torch.equal(whole[name], again[name]) for name in whole)
    assert len(begun) == 1
    other = {name: -weights for name, weights in load_file(minilm / "model.safetensors").items()}
    save_file(other, minilm / "model.safetensors")
    train(Sets((), (few,), (), ()), tmp_path, minilm=minilm, settings=settings)
    assert len(begun) == 2


def test_without_minilm_one_line_says_what_to_do(monkeypatch, tmp_path):
    from kgbuild.errors import ConfigError

    monkeypatch.setattr(make, "_MINILM", "no_such_package_here")
    with pytest.raises(ConfigError, match="MiniLM") as caught:
        make_model(Path(tmp_path / "model"))
    assert "pip install" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"label": "Ship"}, "has 'Ship', which is no shipped label or type"),
        ({"type": "DETAINED"}, "has 'DETAINED', which is no shipped label or type"),
        ({"relations": None}, "the relations of 'one' are not annotated"),
        ({"end": 900}, "line 1: a mention of 'e1' lies outside the text"),
    ],
)
def test_what_a_model_cannot_learn_is_said_before_the_work(tmp_path, change, complaint):
    from kgbuild.errors import GoldError

    mention = {"start": 0, "end": change.get("end", 3), "kind": "name"}
    entity = {"id": "e1", "label": change.get("label", "Person"), "name": "Ada", "mentions": [mention]}
    relations = [{"type": change.get("type", "KILLED"), "head": "e1", "tail": "e1"}]
    record = {
        "id": "one",
        "text": "Ada left.",
        "entities": [entity],
        "relations": change.get("relations", relations),
    }
    own = tmp_path / "own.jsonl"
    own.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(GoldError, match=complaint):
        make_model(tmp_path / "model", own=[own], minilm=tmp_path)
    assert not (tmp_path / "model").exists()


def test_own_documents_need_no_more_than_the_format_asks_for(tmp_path):
    entities = [
        {"id": "e1", "label": "Person", "name": "Ada", "mentions": [{"start": 0, "end": 3}]},
        {"id": "e2", "label": "Unit", "name": "5 Brigade", "mentions": [{"start": 10, "end": 19}]},
    ]
    relations = [{"type": "COMMANDS", "head": "e1", "tail": "e2"}]
    record = {"id": "one", "text": "Ada leads 5 Brigade.", "entities": entities, "relations": relations}
    own = tmp_path / "own.jsonl"
    own.write_text(f"\ufeff\n{json.dumps(record)}\r\n", encoding="utf-8")
    check_own(own)
    (example,) = read_examples(own, MODEL / "vocab.txt", fully_annotated=True)
    assert [span.label for span in example.spans] == ["Person", "Unit"]


def test_a_folder_that_holds_a_model_is_left_alone(tmp_path):
    from kgbuild.errors import ConfigError

    (tmp_path / "CARD.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="already holds a model"):
        make_model(tmp_path, minilm=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["CARD.md"]


def test_weights_that_are_not_there_are_said_before_the_work(tmp_path):
    from kgbuild.errors import ConfigError

    with pytest.raises(ConfigError, match=r"does not hold model\.safetensors and vocab\.txt"):
        make_model(tmp_path / "model", minilm=tmp_path)
    assert not (tmp_path / "model").exists()


def test_a_folder_that_cannot_be_made_is_said(minilm, tmp_path):
    from kgbuild.errors import OutputError

    (tmp_path / "model").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*model"):
        make_model(tmp_path / "model", minilm=minilm)


def test_a_checkpoint_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    from kgbuild.errors import OutputError

    file = tmp_path / "names.pt"
    keep({"passes": 1}, file)

    def write_half(path, content):
        with path.open("wb") as new:
            new.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OutputError, match="No space left on device") as caught:
        keep({"passes": 2}, file)
    assert "free some space" in caught.value.hint
    assert torch.load(file, weights_only=True) == {"passes": 1}
    assert [one.name for one in tmp_path.iterdir()] == ["names.pt"]


def test_the_extra_brings_all_that_training_imports():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["train"]]
    brought = {re.split(r"[^\w-]", one)[0].replace("-", "_") for one in listed}
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(make.__file__).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    needed = {name.split(".")[0] for name in imported} - {"kgbuild"} - sys.stdlib_module_names
    assert "onnxscript" in needed and needed <= brought  # which torch's exporter needs without asking for it


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
