"""Numbers of those sent, struck and killed."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.counts import count_of
from tests.stages.relate.reading import read


@pytest.mark.parametrize(
    ("text", "type", "count"),
    [
        ("[U The Army] will deploy 700 soldiers to [L Mali].", "DEPLOYED_TO", "700"),
        ("[U The Army] sent 1,200 men to [L Mali].", "DEPLOYED_TO", "1,200"),
        ("[U The Army] conducted eight strikes on [U Red Front].", "ATTACKED", "eight"),
        ("[U Red Front] killed 70 members of [U 5 Brigade].", "ATTACKED", "70"),
        ("[U 5 Brigade] left for [L Mali] on 12 May.", "DEPLOYED_TO", None),
        ("[U The Army] has 700 soldiers and shelled [L Gao].", "ATTACKED", None),
        ("[U The Army] sent 700 soldiers to [L Mali].", "OPERATES_IN", None),
        ("[U The Army] sent three hundred men to [L Mali].", "DEPLOYED_TO", "three hundred"),
        ("[U The Army] rushed two companies to [L Mali].", "DEPLOYED_TO", "two companies"),
        ("[U The Army] moved a battalion to [L Mali].", "DEPLOYED_TO", "a battalion"),
        ("Some 120 soldiers of the [U Red Guard] landed in [L Mali].", "DEPLOYED_TO", "120"),
        ("[U The Army] sent men to [L Mali] and 90 soldiers home.", "DEPLOYED_TO", None),
        ("40 men of the [U Red Guard] and 20 agents of the Blue Guard left for [L Mali].", "DEPLOYED_TO", "40"),
        ("[P Ada Obi] flew with 20 officers to [L Mali].", "DEPLOYED_TO", None),
        ("[U Red Front] killed five soldiers before it attacked [L Gao].", "ATTACKED", None),
        ("[U 5 Brigade] killed nine [U Red Front] fighters.", "ATTACKED", "nine"),
    ],
)
def test_count(text, type, count):
    words, mentions = read(text)
    assert count_of(words, type, mentions[0].span, mentions[1].span) == count
