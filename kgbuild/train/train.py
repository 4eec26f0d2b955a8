"""Train the shipped model, from data to checkpoint: read from top to bottom.

    python -m kgbuild.train.train ../shared/data build/model --minilm MODEL_FOLDER

Stage one teaches names on large sets where only names are annotated; stage two teaches everything together on
fully annotated documents. `kgbuild.train.export` turns the result into what kgbuild ships.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kgbuild.pairs import N_FEATURES
from kgbuild.schema import MODALITIES
from kgbuild.stages.parse.pieces import CLS, SEP
from kgbuild.train.data import ANAPHOR_TAGS, NAME_TAGS, RELATIONS, Example, read_examples
from kgbuild.train.network import Network


@dataclass(frozen=True)
class Settings:
    """Everything that decides the result, but for the data."""

    seed: int = 7
    names_sets: tuple[str, ...] = (
        "redocred_dev",
        "crossner_politics_train",
        "crossner_politics_dev",
        "wikigold",
    )
    full_sets: tuple[str, ...] = ("train", "written")
    names_passes: int = 6
    full_passes: int = 10
    names_batch: int = 2200  # pieces a step
    full_batch: int = 1300
    names_encoder_rate: float = 1.5e-4
    full_encoder_rate: float = 1e-4
    heads_rate: float = 1e-3
    warm_up: float = 0.1  # share of the steps in which the rates rise
    weight_decay: float = 0.01
    relation_weight: float = 1.0
    modality_weight: float = 0.3
    antecedent_weight: float = 0.3
    anaphor_weight: float = 0.5


@dataclass
class Batch:
    """Some documents, flattened: the arguments of `Network.words`, and the examples they came from."""

    pieces: Tensor  # (windows, longest)
    shapes: Tensor  # (windows, longest)
    first: Tensor  # (words,)
    count: Tensor  # (words,)
    examples: list[Example]
    offsets: list[int]  # the first word of each example


def make_batch(examples: list[Example]) -> Batch:
    """Lay the windows of the examples in rows, each between a CLS and a SEP piece."""
    rows = [(e, a, b) for e in examples for a, b in e.windows]
    longest = 2 + max(sum(len(e.pieces[i]) for i in range(a, b)) for e, a, b in rows)
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    shapes = torch.zeros(len(rows), longest, dtype=torch.long)
    first, count = [], []
    for r, (e, a, b) in enumerate(rows):
        pieces[r, 0], at = CLS, 1
        for i in range(a, b):
            n = len(e.pieces[i])
            pieces[r, at : at + n] = torch.tensor(e.pieces[i])
            shapes[r, at : at + n] = e.shapes[i]
            first.append(r * longest + at)
            count.append(n)
            at += n
        pieces[r, at] = SEP
    offsets = np.cumsum([0, *(len(e.pieces) for e in examples)])[:-1].tolist()
    return Batch(pieces, shapes, torch.tensor(first), torch.tensor(count), examples, offsets)


def make_batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Shuffle the examples into batches of about `size` pieces, documents of like length together."""
    order = sorted(examples, key=lambda e: max(b - a for a, b in e.windows) + rng.uniform(0, 30))
    batches: list[list[Example]] = [[]]
    for example in order:
        if batches[-1] and sum(e.size for e in batches[-1]) + example.size > size:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    yield from (make_batch(batch) for batch in batches)


def tag_loss(logits: Tensor, tags: list[int]) -> Tensor:
    """Cross-entropy of the tags of all words."""
    return functional.cross_entropy(logits, torch.tensor(tags))


def relation_losses(network: Network, words: Tensor, example: Example) -> tuple[Tensor, Tensor]:
    """Binary cross-entropy of each relation type over the known pairs, and cross-entropy of the modalities."""
    known = torch.tensor(example.relation_known)
    pairs = torch.tensor(example.relation_pairs)[known]
    spans = torch.tensor([(s.start, s.end) for s in example.spans])
    features = torch.tensor(example.relation_features)[known]
    targets = torch.tensor(example.relation_targets)[known]
    logits = network.relations(words, spans, pairs, features)
    relations = functional.binary_cross_entropy_with_logits(logits[:, : len(RELATIONS)], targets, reduction="sum")
    row, column = torch.nonzero(targets, as_tuple=True)
    gold = torch.tensor(example.relation_modality)[known][row, column]
    modality = functional.cross_entropy(logits[row, len(RELATIONS) :], gold, reduction="sum")
    return relations, modality


def antecedent_loss(network: Network, words: Tensor, example: Example) -> Tensor:
    """Minus the log-likelihood that some right candidate is chosen, summed over the anaphors (Lee et al. 2017)."""
    spans = torch.tensor([(s.start, s.end) for s in example.spans])
    pairs = torch.tensor(example.antecedent_pairs)
    scores = network.antecedents(words, spans, pairs, torch.tensor(example.antecedent_features)).squeeze(1)
    _, group = torch.unique_consecutive(torch.tensor(example.antecedent_group), return_inverse=True)
    right = torch.tensor(example.antecedent_right)
    odds = torch.exp(scores - scores.max().detach())
    total = torch.zeros(int(group.max()) + 1).index_add(0, group, odds)
    good = torch.zeros(int(group.max()) + 1).index_add(0, group[right], odds[right])
    return -torch.log((good + 1e-12) / (total + 1e-12)).sum()


def losses(network: Network, batch: Batch, settings: Settings) -> Tensor:
    """The sum of all heads' losses on one batch; heads whose answers are not annotated stay out."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = network.words(batch.pieces, batch.shapes, batch.first, batch.count)
    words = network.dropout(vectors.float())
    total = tag_loss(network.names(words), [tag for e in batch.examples for tag in e.name_tags])
    if not batch.examples[0].fully_annotated:
        return total
    anaphors = tag_loss(network.anaphors(words), [tag for e in batch.examples for tag in e.anaphor_tags])
    total = total + settings.anaphor_weight * anaphors
    n_relations = max(1, sum(int(e.relation_targets.sum()) for e in batch.examples))
    n_anaphors = max(1, sum(len(set(e.antecedent_group)) for e in batch.examples))
    for example, offset in zip(batch.examples, batch.offsets, strict=True):
        own = words[offset : offset + len(example.pieces)]
        if example.relation_known is not None and example.relation_known.any():
            relation, modality = relation_losses(network, own, example)
            total = total + settings.relation_weight * relation / n_relations / 4
            total = total + settings.modality_weight * modality / n_relations
        if example.antecedent_group:
            total = total + settings.antecedent_weight * antecedent_loss(network, own, example) / n_anaphors
    return total


def make_network(settings: Settings) -> Network:
    """A network with all heads, its random parts drawn from the seed."""
    torch.manual_seed(settings.seed)
    return Network(
        n_names=len(NAME_TAGS),
        n_anaphors=len(ANAPHOR_TAGS),
        n_features=N_FEATURES,
        n_relations=len(RELATIONS),
        n_modalities=len(MODALITIES),
    )


def run_stage(
    network: Network,
    examples: list[Example],
    *,
    passes: int,
    batch: int,
    encoder_rate: float,
    settings: Settings,
) -> None:
    """Train all parameters for some passes over the examples, the rates rising and then falling in a line."""
    rng = random.Random(settings.seed)
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "lr": encoder_rate},
            {"params": heads, "lr": settings.heads_rate},
        ],
        weight_decay=settings.weight_decay,
        fused=True,
    )
    n_steps = passes * sum(1 for _ in make_batches(examples, batch, random.Random(0)))
    rise = max(1, int(settings.warm_up * n_steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rise, max(0.0, (n_steps - step) / max(1, n_steps - rise)))
    )
    network.train()
    for done in range(passes):
        began, sums = time.monotonic(), []
        for one in make_batches(examples, batch, rng):
            loss = losses(network, one, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            sums.append(loss.item())
        print(
            f"pass {done + 1}/{passes}  loss {np.mean(sums):.4f}  {time.monotonic() - began:.0f} s",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the annotated sets")
    parser.add_argument("out", type=Path, help="folder for checkpoints")
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    arguments = parser.parse_args()
    settings = Settings()
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
    vocabulary = arguments.minilm / "vocab.txt"

    def read(sets: Sequence[str], *, full: bool) -> list[Example]:
        files = [arguments.data / f"{name}.jsonl" for name in sets]
        found = [e for file in files for e in read_examples(file, vocabulary, fully_annotated=full) if e.windows]
        print(f"{', '.join(sets)}: {len(found)} documents, {sum(e.size for e in found)} pieces", flush=True)
        return found

    # 1) names, on many documents
    network = make_network(settings)
    names_file = arguments.out / "names.pt"
    if names_file.exists():
        network.load_state_dict(torch.load(names_file, weights_only=True))
    else:
        network.encoder.load_minilm(arguments.minilm / "model.safetensors")
        run_stage(
            network,
            read(settings.names_sets, full=False),
            passes=settings.names_passes,
            batch=settings.names_batch,
            encoder_rate=settings.names_encoder_rate,
            settings=settings,
        )
        torch.save(network.state_dict(), names_file)

    # 2) everything, on fully annotated documents
    torch.manual_seed(settings.seed)
    run_stage(
        network,
        read(settings.full_sets, full=True),
        passes=settings.full_passes,
        batch=settings.full_batch,
        encoder_rate=settings.full_encoder_rate,
        settings=settings,
    )
    torch.save(network.state_dict(), arguments.out / "network.pt")


if __name__ == "__main__":
    main()
