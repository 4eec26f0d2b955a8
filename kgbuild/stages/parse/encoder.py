"""The encoder: MiniLM with word shapes, run by onnxruntime. The only place that imports onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from kgbuild.assets import how_to_mend
from kgbuild.errors import ModelError
from kgbuild.pairs import Floats
from kgbuild.stages.parse.pieces import CLS, SEP, Pieces, shape_of
from kgbuild.stages.parse.windows import make_windows

__all__ = ["WIDTH", "Encoder"]

WIDTH = 384
_BATCH = 8  # windows


class Encoder:
    """Gives each word a vector.

    Args:
        folder: holds encoder.onnx and vocab.txt.
        threads: processor threads; 0 lets onnxruntime choose.

    Raises:
        ModelError: the model is missing or damaged.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # it keeps what the longest windows needed
        # Threads that wait by spinning would take the processor from the stages that run beside the encoder.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._pieces = Pieces(folder / "vocab.txt")
            self._session = onnxruntime.InferenceSession(
                (folder / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own that share no base
            raise ModelError(
                f"cannot load the trained model in {folder.name}", hint=how_to_mend(folder)
            ) from error

    def __call__(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Floats:
        """Vectors (words, WIDTH), each the mean of its pieces' vectors.

        Windows of one document are read together, never with those of another: the int8 arithmetic scales a
        whole batch at once, so that the company a window keeps changes its last digits.
        """
        pieces = self._pieces.of_words(words)
        windows = make_windows(sentences, [len(ids) for ids in pieces])
        return self.encode(pieces, [shape_of(word) for word in words], windows)

    def encode(
        self, pieces: list[tuple[int, ...]], shapes: list[int], windows: Sequence[tuple[int, int]]
    ) -> Floats:
        """The same, from the ids of each word's pieces, its shape, and the windows in words."""
        vectors = np.zeros((len(pieces), WIDTH), dtype=np.float32)
        by_length = sorted(windows, key=lambda w: (sum(map(len, pieces[w[0] : w[1]])), w))
        for i in range(0, len(by_length), _BATCH):
            self._encode(by_length[i : i + _BATCH], pieces, shapes, vectors)
        return vectors

    def _encode(
        self,
        windows: list[tuple[int, int]],
        pieces: list[tuple[int, ...]],
        shapes: list[int],
        vectors: Floats,
    ) -> None:
        """Write the vectors of the words of `windows` into `vectors`."""
        longest = 2 + max(sum(map(len, pieces[start:end])) for start, end in windows)
        ids = np.zeros((len(windows), longest), dtype=np.int64)
        forms = np.zeros((len(windows), longest), dtype=np.int64)
        for row, (start, end) in enumerate(windows):
            counts = [len(word) for word in pieces[start:end]]
            flat = [i for word in pieces[start:end] for i in word]
            ids[row, : len(flat) + 2] = [CLS, *flat, SEP]
            forms[row, 1 : len(flat) + 1] = np.repeat(shapes[start:end], counts)
        (output,) = self._session.run(None, {"pieces": ids, "shapes": forms})
        for row, (start, end) in enumerate(windows):
            widths = np.array([len(word) for word in pieces[start:end]], dtype=np.int64)
            begins = 1 + np.cumsum(widths) - widths
            inside = output[row, : 1 + widths.sum()]
            vectors[start:end] = np.add.reduceat(inside, begins, axis=0) / widths[:, None]
