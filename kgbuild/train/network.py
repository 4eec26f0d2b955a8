"""The network: MiniLM with word shapes, and heads for names, anaphors, antecedents and relations."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kgbuild.stages.parse.encoder import WIDTH
from kgbuild.stages.parse.pieces import N_PIECES, SHAPES

__all__ = ["Dropout", "Encoder", "Network", "PairScorer", "count_layers", "range_max", "word_vectors"]

MOST_POSITIONS = 512


def count_layers(file: Path) -> int:
    """How many layers published weights have, in safetensors form."""
    with safe_open(file, framework="pt") as weights:
        names = [name for name in weights.keys() if name.startswith("encoder.layer.")]  # noqa: SIM118  # no dict
        return 1 + max(int(name.split(".")[2]) for name in names)


class Dropout(nn.Module):
    """Dropout whose chances are one byte each, so p is a multiple of 1/256.

    torch draws each chance of `nn.Dropout` alone on a processor, which took a third of the time of training.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.dropped = round(256 * p)

    def forward(self, vectors: Tensor) -> Tensor:
        """The vectors with some coordinates set to zero and the others raised, in training."""
        if not self.training:
            return vectors
        n = vectors.numel()
        chances = torch.empty((n + 7) // 8, dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)[:n]
        kept = (chances.view(vectors.shape) >= self.dropped).to(vectors.dtype)
        return vectors * (kept * (256 / (256 - self.dropped)))


class Encoder(nn.Module):
    """MiniLM (Wang et al. 2020), whose input is word piece + position + word shape.

    The vocabulary is uncased; the shape embedding, zero at first, gives it the case of each word.
    """

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(N_PIECES, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(MOST_POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(0.1)
        layer = nn.TransformerEncoderLayer(
            WIDTH, 12, 4 * WIDTH, dropout=0, activation="gelu", layer_norm_eps=1e-12, batch_first=True
        )
        layer.dropout, layer.dropout1, layer.dropout2 = Dropout(0.1), Dropout(0.1), Dropout(0.1)  # type: ignore[assignment]
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Vectors of all pieces: (windows, longest, WIDTH), from ids of pieces and shapes (windows, longest)."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        total = self.pieces(pieces) + self.positions(place) + self.shapes(shapes)
        return self.layers(self.dropout(self.norm(total)), src_key_padding_mask=pieces == 0)

    def load_minilm(self, file: Path) -> None:
        """Start from published MiniLM weights in safetensors form (names as in Hugging Face's BertModel)."""
        from_bert = load_file(file)
        own: dict[str, Tensor] = {
            "pieces.weight": from_bert["embeddings.word_embeddings.weight"],
            "positions.weight": from_bert["embeddings.position_embeddings.weight"]
            + from_bert["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": from_bert["embeddings.LayerNorm.weight"],
            "norm.bias": from_bert["embeddings.LayerNorm.bias"],
            "shapes.weight": torch.zeros(len(SHAPES), WIDTH),
        }
        for i in range(len(self.layers.layers)):
            theirs, ours = f"encoder.layer.{i}.", f"layers.layers.{i}."
            for kind in ("weight", "bias"):
                attention = [from_bert[f"{theirs}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                own[f"{ours}self_attn.in_proj_{kind}"] = torch.cat(attention)
                for there, here in (
                    ("attention.output.dense", "self_attn.out_proj"),
                    ("attention.output.LayerNorm", "norm1"),
                    ("intermediate.dense", "linear1"),
                    ("output.dense", "linear2"),
                    ("output.LayerNorm", "norm2"),
                ):
                    own[f"{ours}{here}.{kind}"] = from_bert[f"{theirs}{there}.{kind}"]
        self.load_state_dict(own)


def word_vectors(vectors: Tensor, first: Tensor, count: Tensor) -> Tensor:
    """Mean of the vectors of each word's pieces.

    Args:
        vectors: (pieces, WIDTH), of all windows one after the other.
        first, count: (words,), where each word's pieces begin in `vectors` and how many they are.
    """
    word = torch.repeat_interleave(torch.arange(len(count)), count)
    offset = torch.arange(len(word)) - torch.repeat_interleave(count.cumsum(0) - count, count)
    summed = torch.zeros(len(count), vectors.shape[1]).index_add(0, word, vectors[first[word] + offset])
    return summed / count.unsqueeze(1)


def range_max(vectors: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """Element-wise maximum of rows start to end - 1 for each pair; zeros where the range is empty.

    A sparse table (Bender and Farach-Colton 2000) makes each range the maximum of two precomputed rows.
    """
    length = (end - start).clamp(min=0)
    level = torch.log2(length.clamp(min=1).float()).floor().long()
    result = torch.zeros(len(start), vectors.shape[1], dtype=vectors.dtype)
    table = vectors
    for k in range(int(level.max()) + 1 if len(level) else 0):
        if k:
            half = 2 ** (k - 1)
            table = torch.maximum(table[:-half], table[half:])
        here = torch.nonzero((level == k) & (length > 0)).squeeze(1)
        if len(here):
            rows = torch.maximum(table[start[here]], table[end[here] - 2**k])
            result = result.index_copy(0, here, rows)
    return result


class PairScorer(nn.Module):
    """Scores ordered pairs of mentions from the two spans, the words between them, and small features.

    Span-based as SpERT (Eberts and Ulges 2020), with the words just before and after each span added. The
    first layer is applied to spans before they are paired, so that its cost grows with mentions, not pairs.
    """

    def __init__(self, n_features: int, n_outputs: int) -> None:
        super().__init__()
        self.left = nn.Linear(3 * WIDTH, WIDTH)
        self.right = nn.Linear(3 * WIDTH, WIDTH, bias=False)
        self.between = nn.Linear(WIDTH, WIDTH, bias=False)
        self.features = nn.EmbeddingBag(n_features, WIDTH, mode="sum")
        nn.init.normal_(self.features.weight, std=0.02)  # twelve are summed
        self.dropout = Dropout(0.2)
        self.output = nn.Linear(WIDTH, n_outputs)

    def forward(self, words: Tensor, spans: Tensor, pairs: Tensor, features: Tensor) -> Tensor:
        """Logits (pairs, n_outputs).

        Args:
            words: (words, WIDTH).
            spans: (mentions, 2), first word and word after the last of each mention.
            pairs: (pairs, 2), indices into `spans`.
            features: (pairs, features of a pair), indices of the features that hold.
        """
        start, end = spans[:, 0], spans[:, 1]
        inside = range_max(words, start, end)
        before = range_max(words, (start - 3).clamp(min=0), start)
        after = range_max(words, end, (end + 3).clamp(max=len(words)))
        span = self.dropout(torch.cat([inside, before, after], dim=1))
        a, b = pairs[:, 0], pairs[:, 1]
        gap = range_max(words, torch.minimum(end[a], end[b]), torch.maximum(start[a], start[b]))
        hidden = (
            self.left(span)[a] + self.right(span)[b] + self.between(self.dropout(gap)) + self.features(features)
        )
        return self.output(self.dropout(functional.gelu(hidden, approximate="tanh")))


class Network(nn.Module):
    """The encoder with all its heads."""

    def __init__(
        self, *, layers: int, n_names: int, n_anaphors: int, n_features: int, n_relations: int, n_modalities: int
    ) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.names = nn.Linear(WIDTH, n_names)
        self.anaphors = nn.Linear(WIDTH, n_anaphors)
        self.antecedents = PairScorer(n_features, 1)
        self.relations = PairScorer(n_features, n_relations + n_modalities)
        self.dropout = Dropout(0.1)

    def words(self, pieces: Tensor, shapes: Tensor, first: Tensor, count: Tensor) -> Tensor:
        """Vectors of the words of one batch of windows; `first` counts in the flattened (windows, longest)."""
        return word_vectors(self.encoder(pieces, shapes).flatten(0, 1), first, count)
