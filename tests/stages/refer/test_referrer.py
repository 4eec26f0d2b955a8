"""The component that gives names their entities, on names found by rule."""

from __future__ import annotations

import spacy

from kgbuild.model import Document
from kgbuild.stages.clean import clean


def test_marks_of_emphasis_do_not_part_two_names_of_one_body():
    nlp = spacy.blank("en")
    nlp.add_pipe("kgbuild_parse")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "Unit", "pattern": x} for x in ("Red Spear", "Rumh Ahmar")]
    )
    nlp.add_pipe("kgbuild_refer")
    document = clean(Document("d", "The **Red Spear** (also written *Rumh Ahmar*) left.", path="d.md"))
    assert document.reading is not None
    one, other = nlp(document.reading).ents
    assert one.kb_id_ == other.kb_id_ != ""
