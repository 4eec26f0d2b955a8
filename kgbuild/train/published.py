"""The published encoder that training starts from, in the forms in which it can be had."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from kgbuild.errors import ConfigError

__all__ = ["unpack"]


def unpack(jar: Path, folder: Path) -> None:
    """Write the encoder that a jar of langchain4j holds as model.safetensors and vocab.txt.

    Args:
        jar: holds one *.onnx, exported from a BertModel, and its *tokenizer.json.
        folder: is there, and gets the two files, named and shaped as Hugging Face's.

    Raises:
        ConfigError: the file is no such jar.
    """
    try:
        with zipfile.ZipFile(jar) as archive:
            graph = onnx.load_from_string(archive.read(_only(archive, ".onnx"))).graph
            vocabulary = json.loads(archive.read(_only(archive, "tokenizer.json")))["model"]["vocab"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{jar} holds no encoder", hint="give a folder, or a jar of langchain4j") from error
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weights = {
        name: array
        for name, array in arrays.items()
        if name.startswith(("embeddings.", "encoder.")) and array.dtype == np.float32
    }
    # The export renames what is multiplied, and turns it round; the node still tells whose it is.
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.removesuffix("/MatMul").strip("/").replace("/", ".")
            weights[f"{name}.weight"] = arrays[node.input[1]].T
    save_file({name: np.ascontiguousarray(array) for name, array in weights.items()}, folder / "model.safetensors")
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")


def _only(archive: zipfile.ZipFile, ending: str) -> str:
    """The one file in the archive whose name has the ending."""
    (name,) = (name for name in archive.namelist() if name.endswith(ending))
    return name
