"""Turn a trained network into what kgbuild loads, and check that both give the same answers.

A model folder holds encoder.onnx (int8 weights), vocab.txt, one .npz for each head, and CARD.md with what the
model was made of and what it reaches.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import onnxscript  # noqa: F401  # torch's exporter needs it; better missed now than after hours of training
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from kgbuild.config import Config
from kgbuild.evaluate import evaluate
from kgbuild.schema import default_schema
from kgbuild.stages.parse.encoder import Encoder
from kgbuild.train import network as networks
from kgbuild.train.examples import read_examples
from kgbuild.train.network import Network
from kgbuild.train.sets import Sets
from kgbuild.train.train import Settings, make_batch

_OPSET = 18
_OUT_OF_DOMAIN = ("crossner_politics_test", "redocred_test")
_LEAST_AGREEMENT = 0.99  # of the words' name tags, between torch and the int8 encoder
_LARGEST_DIFFERENCE = 1e-3  # between torch and float ONNX, in any coordinate of any vector
_NOT_SHIPPED = {".md", ".pt"}  # the card itself, and the checkpoints of training

CARD = """# A model made by `kgbuild train`

One small encoder and four heads, {size} MB, run on a processor by onnxruntime and numpy.

- **Encoder**: MiniLM (Wang et al. 2020; {layers} layers, 384 wide, uncased), starting from `{start}`, fine-tuned,
  with an embedding of each word's shape added to its input; int8 weights.{agree}
- **Names**: BIO over Person, Organisation, Unit, Place, one linear layer, Viterbi decoding.
- **Anaphors**: BIO over pronouns and nominals that stand for a named entity; and a scorer of pairs (anaphor,
  candidate) that chooses the antecedent.
- **Relations**: a scorer of pairs of mentions (spans, words around and between, labels, distance), as SpERT
  (Eberts and Ulges 2020), one sigmoid for each relation type, and the modality.

## Trained on

{trained}.

Of these, `redocred_dev` is Re-DocRED (MIT; text CC BY-SA 3.0), `crossner_*` CrossNER politics (MIT; text CC BY-SA
3.0), `wikigold` WikiGold (CC BY 4.0), all three for names only; `train` is 148 documents annotated for this
project (US Central Command, US State Department: public domain; UK Government: Open Government Licence 3.0;
Australian DFAT: CC BY 3.0 AU; EU delegation: reuse with acknowledgement; Wikipedia: CC BY-SA 3.0; UD English EWT:
CC BY-SA 4.0; Nigerian news published by Security Force Monitor as a training set); `written` are reports written
for kgbuild, which alone are part of it (CC0). The model itself is under Apache-2.0.

## Settings

{made}

## Figures

F1 on documents that were not trained on: first those to which the threshold of the relations and the confidences
are fitted; `seeds` are two news articles; in `crossner_politics_test` and `redocred_test` only names count.

| set | documents | names, exact | coreference, B-cubed | relations |
|---|---|---|---|---|
{rows}

## Limits

English only. Reads best what it was trained on: press releases, government statements, wire reports, Wikipedia.
Relations across more than two sentences are not read.
"""


def export_encoder(encoder: networks.Encoder, file: Path) -> None:
    """Write the encoder as ONNX in floats, and check it against torch on windows of several lengths.

    Raises:
        ValueError: the two differ.
    """
    torch.backends.mha.set_fastpath_enabled(False)
    pieces, shapes = torch.randint(1000, 20000, (3, 40)), torch.randint(0, 8, (3, 40))
    pieces[1, 25:] = 0
    windows, longest = torch.export.Dim("windows", min=1), torch.export.Dim("longest", min=3, max=512)
    torch.onnx.export(
        encoder,
        (pieces, shapes),
        str(file),
        input_names=["pieces", "shapes"],
        output_names=["vectors"],
        dynamic_shapes=({0: windows, 1: longest}, {0: windows, 1: longest}),
        opset_version=_OPSET,
        dynamo=True,
        external_data=False,
    )
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    for rows, columns in ((1, 7), (3, 40), (8, 131)):
        ids, forms = torch.randint(1000, 20000, (rows, columns)), torch.randint(0, 8, (rows, columns))
        ids[-1, columns // 2 :] = 0
        with torch.no_grad():
            expected = encoder(ids, forms)[ids > 0].numpy()
        (got,) = session.run(None, {"pieces": ids.numpy(), "shapes": forms.numpy()})
        difference = float(np.abs(got[ids.numpy() > 0] - expected).max())
        print(f"torch and ONNX differ by at most {difference:.1e} on {rows} x {columns} pieces")
        if difference > _LARGEST_DIFFERENCE:
            raise ValueError(f"the exported encoder differs from torch by {difference}")


def quantise(source: Path, target: Path) -> None:
    """Write the model with int8 weights and dynamically scaled activations."""
    logging.getLogger().setLevel(logging.ERROR)  # its advice to pre-process does not apply
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def agreement(network: Network, folder: Path, gold: Path) -> float:
    """The share of the words of annotated documents that torch and the shipped encoder tag alike.

    Raises:
        ValueError: it is below _LEAST_AGREEMENT.
    """
    shipped = Encoder(folder)
    weight, bias = (p.detach().numpy() for p in network.names.parameters())
    same = total = 0
    for example in read_examples(gold, folder / "vocab.txt", fully_annotated=False):
        batch = make_batch([example])
        with torch.no_grad():
            vectors = network.words(batch.pieces, batch.shapes, batch.first, batch.count)
            expected = network.names(vectors).argmax(dim=1).numpy()
        got = shipped.encode(example.pieces, example.shapes, example.windows) @ weight.T + bias
        same += int((got.argmax(axis=1) == expected).sum())
        total += len(expected)
    if same < _LEAST_AGREEMENT * total:
        raise ValueError(f"the int8 encoder tags only {same / total:.1%} of the words as torch does")
    return same / total


def write_head(module: nn.Module, file: Path, **more: Any) -> None:
    """Write a head's parameters by name, in half precision."""
    arrays: dict[str, Any] = {name: p.detach().numpy().astype(np.float16) for name, p in module.named_parameters()}
    np.savez_compressed(file, **arrays, **more)


def export(network: Network, folder: Path, *, vocabulary: Path) -> None:
    """Write all that the pipeline loads into `folder`; a relation is shown where it is likelier than not."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        export_encoder(network.encoder, Path(scratch) / "encoder.onnx")
        quantise(Path(scratch) / "encoder.onnx", folder / "encoder.onnx")
    shutil.copyfile(vocabulary, folder / "vocab.txt")
    write_head(network.names, folder / "names.npz")
    write_head(network.anaphors, folder / "anaphors.npz")
    write_head(network.antecedents, folder / "antecedents.npz")
    thresholds = np.full(len(default_schema().relations), 0.5, dtype=np.float32)
    write_head(network.relations, folder / "relations.npz", thresholds=thresholds)


def add_arrays(file: Path, **more: Any) -> None:
    """Add arrays to a head's file, or replace those of the same name."""
    with np.load(file, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    np.savez_compressed(file, **{**kept, **more})


def write_card(folder: Path, *, settings: Settings, sets: Sets, start: str, layers: int, agreeing: float) -> None:
    """Write what the model was made of, and its figures on the sets it was not trained on, as CARD.md.

    Args:
        folder: the exported model.
        settings, sets: it was trained with these.
        start: name of the weights that training started from.
        layers: of the encoder.
        agreeing: what `agreement` gave.
    """
    rows = []
    for file in sets.held_out:
        scores = evaluate(file, config=Config(model=folder))
        others = [scores.b_cubed.f1, scores.relations.exact.f1] if file.stem not in _OUT_OF_DOMAIN else []
        shown = [f"{f1:.3f}" for f1 in (scores.names.exact.f1, *others)] + ["–"] * (2 - len(others))
        rows.append(f"| {file.stem} | {scores.documents} | {' | '.join(shown)} |")
    made = "\n".join(f"- `{key}`: {value}" for key, value in asdict(settings).items())
    size = sum(file.stat().st_size for file in folder.iterdir() if file.suffix not in _NOT_SHIPPED) / 1e6
    agree = f" It gives {agreeing:.2%} of the words of `{sets.held_out[0].stem}` the same name tag as torch."
    trained = ", ".join(f"`{file.stem}`" for file in (*sets.names, *sets.reports, *sets.written))
    figures = "\n".join(rows)
    card = CARD.format(
        made=made, rows=figures, size=f"{size:.1f}", agree=agree, trained=trained, start=start, layers=layers
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
