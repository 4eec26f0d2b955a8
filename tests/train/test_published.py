"""Weights of a published encoder, out of the jar that holds them."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
onnx = pytest.importorskip("onnx")

from safetensors.numpy import load_file  # noqa: E402  # after the skip

from kgbuild.errors import ConfigError  # noqa: E402
from kgbuild.train.published import unpack  # noqa: E402


def test_weights_and_vocabulary_are_found_under_their_names(tmp_path):
    query = np.arange(6, dtype=np.float32).reshape(2, 3)
    tensors = {"embeddings.LayerNorm.bias": np.ones(2, np.float32), "onnx::MatMul_7": query}
    node = onnx.helper.make_node(
        "MatMul", ["x", "onnx::MatMul_7"], ["y"], name="/encoder/layer.0/attention/self/query/MatMul"
    )
    graph = onnx.helper.make_graph(
        [node], "bert", [], [], [onnx.numpy_helper.from_array(a, name) for name, a in tensors.items()]
    )
    jar = tmp_path / "some.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("small.onnx", onnx.helper.make_model(graph).SerializeToString())
        archive.writestr("small-tokenizer.json", json.dumps({"model": {"vocab": {"second": 1, "first": 0}}}))

    unpack(jar, tmp_path)

    weights = load_file(tmp_path / "model.safetensors")
    assert set(weights) == {"embeddings.LayerNorm.bias", "encoder.layer.0.attention.self.query.weight"}
    assert np.array_equal(weights["encoder.layer.0.attention.self.query.weight"], query.T)
    assert (tmp_path / "vocab.txt").read_text() == "first\nsecond\n"


@pytest.mark.parametrize("content", [b"not a jar", None])
def test_what_is_no_such_jar_is_said(tmp_path, content):
    jar = tmp_path / "wrong.jar"
    if content is None:
        with zipfile.ZipFile(jar, "w") as archive:
            archive.writestr("readme.txt", "nothing")
    else:
        jar.write_bytes(content)
    with pytest.raises(ConfigError, match=r"wrong\.jar"):
        unpack(jar, tmp_path)
