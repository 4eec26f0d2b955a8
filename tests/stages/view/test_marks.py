from __future__ import annotations

from kgbuild.model import Entity, Evidence, Mention
from kgbuild.stages.view.marks import Mark, Places, find_marks, gather
from tests.factories import make_claim, make_entity, make_graph, make_stored_claim

MOSS, FERN = make_entity("n1", "Moss Brigade", aliases=("Moss",)), make_entity("n2", "Fern")


def marks(quote: str, *, places: Places | None = None, start: int = 0, by: Entity | None = None) -> list[Mark]:
    claim = make_claim("ATTACKED", "n1", "n2", quote=quote, start=start, by=by.id if by else None)
    entities = {one.id: one for one in (MOSS, FERN, *([by] if by else []))}
    (evidence,) = claim.evidence
    return find_marks(make_stored_claim(claim), evidence, places=places or {}, entities=entities)


def cut(quote: str, found: list[Mark]) -> list[tuple[str, int]]:
    units = quote.encode("utf-16-le")
    return [(units[2 * one.start : 2 * one.end].decode("utf-16-le"), one.side) for one in found]


def test_names_are_found_where_mentions_are_not_known() -> None:
    quote = "Fern fired; Moss Brigade shelled Fern."
    assert cut(quote, marks(quote)) == [("Fern", 1), ("Moss Brigade", 0), ("Fern", 1)]


def test_alias_is_found_where_the_name_is_not() -> None:
    quote = "Moss shelled Fern."
    assert cut(quote, marks(quote)) == [("Moss", 0), ("Fern", 1)]


def test_part_of_a_longer_word_is_no_name() -> None:
    assert marks("The Mossy Ferns wait.") == []


def test_mentions_are_marked_where_they_stand_also_pronouns() -> None:
    quote = "It shelled them near Fern."
    places = {("report", "n1"): [(100, 102), (5, 9)], ("report", "n2"): [(111, 115)]}
    assert cut(quote, marks(quote, places=places, start=100)) == [("It", 0), ("them", 1)]


def test_who_says_so_is_marked_too() -> None:
    quote = "Moss shelled Fern, the Ministry said."
    by = make_entity("n3", "Ministry", label="Organisation")
    assert cut(quote, marks(quote, by=by)) == [("Moss", 0), ("Fern", 1), ("Ministry", 2)]


def test_marks_count_as_browsers_do() -> None:
    quote = "🛶🛶 Moss shelled 🛶 Fern."
    assert cut(quote, marks(quote)) == [("Moss", 0), ("Fern", 1)]


def test_of_marks_that_overlap_the_longest_stays() -> None:
    quote = "the Moss Brigade of Fern"
    places = {("report", "n1"): [(4, 24)], ("report", "n2"): [(20, 24)]}
    assert cut(quote, marks(quote, places=places)) == [("Moss Brigade of Fern", 0)]


def test_only_mentions_in_the_documents_of_claims_are_gathered() -> None:
    graph = make_graph([MOSS, FERN], [make_claim("ATTACKED", "n1", "n2")])
    mention = Mention(3, 7, "name", "Unit", "Moss", "e1")
    assert gather(graph, [("n1", "report", mention), ("n1", "other", mention), ("n9", "report", mention)]) == {
        ("report", "n1"): [(3, 7)]
    }


def test_entity_that_the_graph_lacks_has_no_mark() -> None:
    claim = make_claim("ATTACKED", "gone", "n2", quote="Fern burnt.")
    evidence = Evidence(0, 11, "Fern burnt.")
    assert find_marks(make_stored_claim(claim), evidence, places={}, entities={"n2": FERN}) == [Mark(0, 4, 1)]
