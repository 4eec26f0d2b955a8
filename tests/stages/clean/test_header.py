from __future__ import annotations

import time
from pathlib import Path

import pytest

from kgbuild.stages.acquire import Source, read
from kgbuild.stages.clean import clean
from kgbuild.stages.clean.header import header

BODY = "Soldiers of the 4th Brigade reached Tumbes on Monday, the governor said.\n"


def cleaned(text: str) -> tuple[str, str | None]:
    """What of `text` is ignored, and the source that the reader found in it."""
    Path("r.txt").write_bytes(text.encode())
    document = clean(read(Source("r", Path("r.txt"))))
    return "".join(text[span.start : span.end] for span in document.ignored), document.source


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "block",
    [
        "Title: Brigade in Tumbes\nDate: 2020-01-03\nSource: Tumbes Post\n",
        "\nsource : Tumbes Post\n",
        "---\ntitle: Brigade in Tumbes\nsource: Tumbes Post\ntags:\n  - peru\n---",
    ],
)
def test_what_the_reader_took_as_metadata_is_ignored_and_nothing_else(block: str, end: str) -> None:
    block, body = block.replace("\n", end), f"\n\n{BODY}".replace("\n", end)
    ignored, source = cleaned(block + body)
    assert source == "Tumbes Post"
    assert ignored.strip() == block.strip()


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Source: Tumbes Post\n{BODY}",
        f"{BODY}\nSource: Tumbes Post\n\n",
        f"---\n{BODY}---\n",
        f"---\n\n{BODY}\n---\n",
        f"---\nsource: Tumbes Post\n{BODY}",
        f"Commander: Ana Ruiz\nSource: Tumbes Post\n\n{BODY}",
    ],
)
def test_what_the_reader_did_not_take_is_not_ignored(text: str) -> None:
    assert cleaned(text) == ("", None)


def test_a_block_that_never_ends_does_not_take_long() -> None:
    text = "---\n" + "-q: quiet\n" * 24 + BODY
    started = time.process_time()
    assert not list(header(text))
    assert time.process_time() - started < 1.5  # tried in all ways it takes many times that
