"""How fast `kgbuild extract` is, beside its own encoder alone, and how much memory it takes.

    python -m tests.benchmarks.extract PATH

Prints words a second of the whole command, of the encoder's passes over the same windows, the ratio of the two,
and the command's peak memory; then seconds for the same text as one document of growing length.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kgbuild import pipeline
from kgbuild.annotations import Words
from kgbuild.errors import DocumentError
from kgbuild.model import Document
from kgbuild.stages.acquire import find, read
from kgbuild.stages.clean import clean
from kgbuild.stages.parse import make_doc, make_language
from kgbuild.stages.parse.pieces import shape_of
from kgbuild.stages.parse.windows import make_windows
from kgbuild.stages.parse.words import split_sentences

_LENGTHS = (12_500, 25_000, 50_000, 100_000)  # words of one document


def whole_command(path: Path) -> float:
    """Seconds that `kgbuild extract PATH` takes, start and loading included."""
    began = time.perf_counter()
    command = [Path(sys.executable).with_name("kgbuild"), "extract", str(path), "--quiet"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def encoder_alone(documents: list[Document]) -> float:
    """Seconds of the encoder's passes over all windows, everything else done before."""
    nlp = make_language()
    encoder = pipeline.load_pipeline().get_pipe("kgbuild_parse")._encoder  # type: ignore[attr-defined]
    ready = []
    for document in documents:
        doc = make_doc(nlp, document)
        split_sentences(doc)
        words = Words(doc)
        pieces = encoder._pieces.of_words(words.texts)
        windows = make_windows(words.sentence_spans(), [len(ids) for ids in pieces])
        ready.append((pieces, [shape_of(text) for text in words.texts], windows))
    began = time.perf_counter()
    for one in ready:
        encoder.encode(*one)
    return time.perf_counter() - began


def main() -> None:
    path = Path(sys.argv[1])
    documents = []
    for source in find([path])[0]:
        try:
            documents.append(clean(read(source)))
        except DocumentError:
            continue
    n_words = sum(len(document.text.split()) for document in documents)
    whole = whole_command(path)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    alone = encoder_alone(documents)
    print(f"{len(documents)} documents, {n_words} words")
    print(f"whole command: {n_words / whole:.0f} words a second, peak {peak:.0f} MiB")
    print(f"encoder alone: {n_words / alone:.0f} words a second; ratio {alone / whole:.1%}")
    text = "\n\n".join(document.text for document in documents)
    with tempfile.TemporaryDirectory() as folder:
        for length in _LENGTHS:
            words = text.split(" ")[:length]
            file = Path(folder) / f"{length}.txt"
            file.write_text(" ".join(words), encoding="utf-8")
            print(f"one document of {length} words: {whole_command(file):.1f} s", flush=True)


if __name__ == "__main__":
    main()
