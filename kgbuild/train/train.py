"""Train the network, from annotated documents to its parameters: read from top to bottom.

Stage one teaches names on large sets where only names are annotated; stage two teaches everything together on
fully annotated documents, with a share of stage one's among them. What was tried, and what it gave, is in
TRIALS.md.
"""

from __future__ import annotations

import hashlib
import io
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from kgbuild.files import cannot_write
from kgbuild.pairs import N_FEATURES
from kgbuild.schema import MODALITIES
from kgbuild.stages.parse.pieces import CLS, SEP, SHAPES
from kgbuild.train.examples import ANAPHOR_TAGS, NAME_TAGS, RELATIONS, Example, read_examples
from kgbuild.train.network import Network, count_layers
from kgbuild.train.sets import Sets


@dataclass(frozen=True)
class Settings:
    """Everything that decides the result, but for the data."""

    seed: int = 7
    names_passes: int = 6
    full_passes: int = 8
    reports_repeated: int = 2  # in each pass of stage two: texts from life are few beside those written for it
    names_share: float = 0.33  # of the documents of stage one, in each pass of stage two, lest they be forgotten
    capitals: float = 0.04  # share of the windows that are shown in capitals, as headlines are
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


UPPER = SHAPES.index("upper")
CASED = {SHAPES.index(shape) for shape in ("lower", "title", "mixed")}


@dataclass
class Batch:
    """Some documents, flattened: the arguments of `Network.words`, and the examples they came from."""

    pieces: Tensor  # (windows, longest)
    shapes: Tensor  # (windows, longest)
    first: Tensor  # (words,)
    count: Tensor  # (words,)
    examples: list[Example]
    offsets: list[int]  # the first word of each example


def make_batch(examples: list[Example], *, in_capitals: Callable[[], bool] = lambda: False) -> Batch:
    """Lay the windows of the examples in rows, each between a CLS and a SEP piece.

    Args:
        examples: whole documents.
        in_capitals: asked for each window, whether to give its words the shape of words in capitals; their pieces
            do not tell case.
    """
    rows = [(e, a, b) for e in examples for a, b in e.windows]
    longest = 2 + max(sum(len(e.pieces[i]) for i in range(a, b)) for e, a, b in rows)
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    shapes = torch.zeros(len(rows), longest, dtype=torch.long)
    first, count = [], []
    for r, (e, a, b) in enumerate(rows):
        pieces[r, 0], at = CLS, 1
        capitals = in_capitals()
        for i in range(a, b):
            n = len(e.pieces[i])
            pieces[r, at : at + n] = torch.tensor(e.pieces[i])
            shapes[r, at : at + n] = UPPER if capitals and e.shapes[i] in CASED else e.shapes[i]
            first.append(r * longest + at)
            count.append(n)
            at += n
        pieces[r, at] = SEP
    offsets = np.cumsum([0, *(len(e.pieces) for e in examples)])[:-1].tolist()
    return Batch(pieces, shapes, torch.tensor(first), torch.tensor(count), examples, offsets)


def make_batches(
    examples: Sequence[Example], size: int, rng: random.Random, *, capitals: float = 0
) -> Iterator[Batch]:
    """Shuffle the examples into batches of about `size` pieces, documents of like length together."""
    order = sorted(examples, key=lambda e: max(b - a for a, b in e.windows) + rng.uniform(0, 30))
    batches: list[list[Example]] = []
    for example in order:
        if not batches or sum(e.size for e in batches[-1]) + example.size > size:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    yield from (make_batch(batch, in_capitals=lambda: rng.random() < capitals) for batch in batches)


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


def make_network(layers: int, settings: Settings) -> Network:
    """A network with all heads, its random parts drawn from the seed."""
    torch.manual_seed(settings.seed)
    return Network(
        layers=layers,
        n_names=len(NAME_TAGS),
        n_anaphors=len(ANAPHOR_TAGS),
        n_features=N_FEATURES,
        n_relations=len(RELATIONS),
        n_modalities=len(MODALITIES),
    )


def keep(state: dict[str, Any], path: Path) -> None:
    """Write a checkpoint, whole or not at all.

    Raises:
        OutputError: it cannot be written; the one before is unchanged.
    """
    content, new = io.BytesIO(), path.with_suffix(".new")
    torch.save(state, content)  # not to the file, since torch does not tell why a file cannot be written
    try:
        new.write_bytes(content.getbuffer())
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def fingerprint(files: Sequence[Path]) -> str:
    """A short text that names the content of all files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


@dataclass
class Run:
    """A stage under way: all that changes from step to step."""

    network: Network
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    order: random.Random  # of the documents

    def save(self, path: Path, *, stage: str, done: int) -> None:
        """Keep the state after `done` passes; a run that breaks off here leaves the one before."""
        state = {
            "stage": stage,
            "done": done,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "order": self.order.getstate(),
            "chances": torch.get_rng_state(),
        }
        keep(state, path)

    def load(self, path: Path, *, stage: str) -> int:
        """Take up the state that was kept of this stage; the number of passes that it had done, else 0."""
        state: dict[str, Any] = torch.load(path, weights_only=True) if path.exists() else {}
        if state.get("stage") != stage:
            if state:
                print(f"{path} is of other data or settings: beginning anew", flush=True)
            return 0
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.order.setstate(state["order"])
        torch.set_rng_state(state["chances"])
        print(f"going on after pass {state['done']}", flush=True)
        return int(state["done"])


def run_stage(
    network: Network,
    one_pass: Callable[[random.Random], Iterator[Batch]],
    *,
    passes: int,
    encoder_rate: float,
    settings: Settings,
    unfinished: Path,
    made_of: str = "",
) -> None:
    """Train all parameters for some passes, the rates rising and then falling in a line.

    Args:
        network: is changed in place.
        one_pass: makes the batches of a pass.
        passes, encoder_rate: how often, and how fast at most, in AdamW's units.
        settings: all else.
        unfinished: keeps the state after each pass until the stage ends. A run that finds there the state of the
            same stage goes on from it, and gives what it would have given in one go.
        made_of: names the data and the weights of the start; a state of others is not gone on from.
    """
    rng = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)  # else threads add up in the order in which they come
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "lr": encoder_rate},
            {"params": heads, "lr": settings.heads_rate},
        ],
        weight_decay=settings.weight_decay,
        fused=True,
    )
    n_steps = passes * sum(1 for _ in one_pass(random.Random(0)))
    rise = max(1, int(settings.warm_up * n_steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rise, max(0.0, (n_steps - step) / max(1, n_steps - rise)))
    )
    stage = f"{passes} passes of {n_steps // max(1, passes)} steps at {encoder_rate}, {settings} {made_of}"

    run = Run(network, optimiser, schedule, rng)
    network.train()
    for done in range(run.load(unfinished, stage=stage), passes):
        began, sums = time.monotonic(), []
        for one in one_pass(rng):
            with sdpa_kernel(SDPBackend.MATH):  # backwards, "flash" attention is slower on a processor
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
        run.save(unfinished, stage=stage, done=done + 1)
    unfinished.unlink(missing_ok=True)


def names_pass(names: list[Example], settings: Settings) -> Callable[[random.Random], Iterator[Batch]]:
    """The batches of a pass of stage one."""
    return lambda rng: make_batches(names, settings.names_batch, rng, capitals=settings.capitals)


def full_pass(
    full: list[Example], names: list[Example], settings: Settings
) -> Callable[[random.Random], Iterator[Batch]]:
    """The batches of a pass of stage two: all fully annotated documents, and a share of stage one's, mixed."""

    def batches(rng: random.Random) -> Iterator[Batch]:
        some = rng.sample(names, round(settings.names_share * len(names)))
        mixed = [
            *make_batches(full, settings.full_batch, rng, capitals=settings.capitals),
            *make_batches(some, settings.names_batch, rng, capitals=settings.capitals),
        ]
        rng.shuffle(mixed)
        yield from mixed

    return batches


def train(sets: Sets, out: Path, *, minilm: Path, settings: Settings) -> Network:
    """Train on all of `sets`; the network, ready for use.

    The network after stage one is kept in `out` as names.pt, and the state after each pass as unfinished.pt; a run
    that finds them there, of the same data and settings, goes on from them.

    Args:
        sets: files of annotated documents.
        out: an existing folder for the checkpoints.
        minilm: a folder with model.safetensors and vocab.txt.
        settings: decide the result, together with the data and the versions of torch and its libraries.

    Raises:
        GoldError: a file breaks the exchange format.
        OutputError: a checkpoint cannot be written.
    """

    def read(files: Sequence[Path], *, full: bool) -> list[Example]:
        vocabulary = minilm / "vocab.txt"
        found = [e for file in files for e in read_examples(file, vocabulary, fully_annotated=full) if e.windows]
        print(f"{len(found)} documents, {sum(e.size for e in found)} pieces", flush=True)
        return found

    network = make_network(count_layers(minilm / "model.safetensors"), settings)
    unfinished = out / "unfinished.pt"
    names = read(sets.names, full=False)

    # 1) names, on many documents
    checkpoint, beginnings = out / "names.pt", [minilm / "model.safetensors", *sets.names]
    made_of = fingerprint(beginnings)
    kept: dict[str, Any] = torch.load(checkpoint, weights_only=True) if checkpoint.exists() else {}
    if kept.get("made_of") == f"{settings} {made_of}":
        network.load_state_dict(kept["network"])
    else:
        network.encoder.load_minilm(minilm / "model.safetensors")
        run_stage(
            network,
            names_pass(names, settings),
            passes=settings.names_passes if names else 0,
            encoder_rate=settings.names_encoder_rate,
            settings=settings,
            unfinished=unfinished,
            made_of=made_of,
        )
        keep({"made_of": f"{settings} {made_of}", "network": network.state_dict()}, checkpoint)

    # 2) everything, on fully annotated documents
    run_stage(
        network,
        full_pass(
            settings.reports_repeated * read(sets.reports, full=True) + read(sets.written, full=True),
            names,
            settings,
        ),
        passes=settings.full_passes,
        encoder_rate=settings.full_encoder_rate,
        settings=settings,
        unfinished=unfinished,
        made_of=fingerprint([*beginnings, *sets.reports, *sets.written]),
    )
    return network.eval()
