"""Who says what."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.sources import Sources
from tests.stages.relate.reading import read


@pytest.mark.parametrize(
    ("text", "sides", "speaker"),
    [
        ("[P Ada Obi] said that [U Red Front] shelled [L Gao].", (1, 2), "Ada Obi"),
        ("[U Red Front] shelled [L Gao], [P Ada Obi] said.", (0, 1), "Ada Obi"),
        ("“[U Red Front] shelled [L Gao],” said Col. [P Ada Obi].", (0, 1), "Ada Obi"),
        ("According to [P Ada Obi], [U Red Front] shelled [L Gao].", (1, 2), "Ada Obi"),
        (
            "According to the chief of [U 5 Brigade], [P Ada Obi], [U Red Front] shelled [L Gao].",
            (2, 3),
            "Ada Obi",
        ),
        ("[P Ada Obi], spokesman of the [U Navy], said [U Red Front] shelled [L Gao].", (2, 3), "Ada Obi"),
        ("[P Ada Obi] of the [U Navy] said [U Red Front] shelled [L Gao].", (2, 3), "Ada Obi"),
        ("[P Ada Obi] spoke. [p She=Ada Obi] added that [U Red Front] shelled [L Gao].", (2, 3), "Ada Obi"),
        ("“We fight,” [P Ada Obi] said. “[U Red Front] shelled [L Gao].”", (1, 2), "Ada Obi"),
        ("[P Ada Obi] said:\n\n[U Red Front] shelled [L Gao].", (1, 2), "Ada Obi"),
        ("[P Ada Obi]: We came.\n\n[P Eze Ude]: [U Red Front] shelled [L Gao].\n", (2, 3), "Eze Ude"),
        ("[U Red Front] shelled [L Gao].", (0, 1), None),
        ("[U Red Front] shelled [L Gao], and [P Ada Obi] said nothing.", (0, 1), None),
        ("[U Red Front], which [L Lome] says is weak, shelled [L Gao].", (0, 2), None),
        ("“We fight,” [P Ada Obi] said. [U Red Front] shelled [L Gao].", (1, 2), None),
        ("Sources in [L Lome] said [U Red Front] shelled [L Gao].", (1, 2), None),
    ],
)
def test_speaker(text, sides, speaker):
    words, mentions = read(text)
    assert Sources(words, mentions).by(*sides) == speaker
