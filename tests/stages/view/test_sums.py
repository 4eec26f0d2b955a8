"""An edge is the sum of its claims, also when the reader leaves some of them out."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from kgbuild.model import Edge, Graph, StoredClaim
from kgbuild.schema import MODALITIES, default_schema
from kgbuild.stages.view import render
from tests.browser import OpenedPage
from tests.factories import make_claim, make_document, make_entity, make_stored_claim
from tests.stages.view.pages import Page
from tests.stages.view.test_panels import legend, number, select_edge, shown_types, words
from tests.stages.view.test_views import items, saved, table, view

pytestmark = pytest.mark.browser

Show = Callable[..., OpenedPage]

_DAYS = ("2011-02-03", "2014-05-06", "2019-10-11", None)
_REPORTS = tuple(make_document(f"r{at}", published=day) for at, day in enumerate(_DAYS))
_PUBLISHED = {one.id: one.published for one in _REPORTS}
_DATES = (None, None, "2010", "2012", "2012-12", "2014-05-06", "2019-10-11", "2020")
_SAID = (None, "since then", "from then until then", "in the spring")


def summed(claims: Iterable[StoredClaim]) -> Edge:
    """The edge of some claims of one type between two entities."""
    listed = tuple(claims)
    days = sorted(day for one in listed if (day := _PUBLISHED[one.document]))
    first = listed[0]
    edge = Edge(first.claim.type, first.subject, first.object, listed, publications=len({*map(_report, listed)}))
    return replace(edge, first_cited=days[0], last_cited=days[-1]) if days else edge


def _report(stored: StoredClaim) -> str:
    return stored.document


def random_graph(seed: int) -> Graph:
    """Sixty entities in forty edges of up to five claims, of every modality, with dates of every precision."""
    choose = random.Random(seed)
    edges = []
    for at in range(40):
        ends = (f"n{at:02}", f"n{at + 1 + choose.randrange(19):02}")
        stored = []
        for number_ in range(choose.randrange(1, 6)):
            since, until = sorted(choose.choices(_DATES, k=2), key=lambda date: date or "")
            claim = make_claim(
                choose.choice(("COMMANDS", "DEPLOYED_TO")) if not stored else stored[0].claim.type,
                *ends,
                modality=choose.choice(MODALITIES),
                confidence=choose.randrange(30, 100) / 100,
                date=choose.choice(_SAID),
                date_from=since,
                date_to=until if choose.random() < 0.7 else None,
            )
            report = choose.choice(_REPORTS).id
            stored.append(make_stored_claim(claim, id=f"c{at:02}{number_}", document=report))
        edges.append(summed(stored))
    entities = tuple(make_entity(f"n{at:02}", f"{at}th Post", documents={"r0": 1}) for at in range(60))
    return Graph(_REPORTS, entities, tuple(sorted(edges, key=lambda one: (one.type, one.subject, one.object))))


def without(graph: Graph, modalities: set[str]) -> Graph:
    """The same graph without the claims of some modalities."""
    kept = [[one for one in edge.claims if one.claim.modality not in modalities] for edge in graph.edges]
    return replace(graph, edges=tuple(summed(claims) for claims in kept if claims))


_TOLD = (
    "kgbuild.view.data.edges.filter(({ at }) => kgbuild.view.passes(at)).map((edge) => [edge.type, edge.modality,"
    " Math.round(100 * edge.confidence), edge.publications, edge.firstCited ?? '', edge.lastCited ?? '',"
    " edge.from ?? '', edge.to ?? '', edge.fromKnown + 2 * edge.toKnown, edge.told.length])"
)


def told(graph: Graph) -> list[list[object]]:
    """What a page of this graph has of each edge."""
    page = Page(render(graph, schema=default_schema()))
    edges = page.data["edges"]
    texts = {name: page.texts("edges", name) for name in ("type", "modality", "first", "last", "from", "to")}
    names = ("type", "modality", "confidence", "publications", "first", "last", "from", "to", "known", "claims")
    return [list(row) for row in zip(*(texts.get(name) or edges[name] for name in names), strict=True)]


@pytest.mark.parametrize("seed", range(3))
def test_edge_of_which_claims_are_left_out_is_as_if_there_were_none_such(show: Show, seed: int) -> None:
    graph = random_graph(seed)
    page = show(graph)
    whole = page.run(_TOLD)
    assert whole == told(graph)
    for modalities in (
        ["negated"],
        ["past"],
        ["asserted"],
        ["asserted", "past"],
        ["negated", "planned", "possible"],
    ):
        page.run(f"kgbuild.view.state.set({{ hiddenModalities: {json.dumps(modalities)} }})")
        assert page.run(_TOLD) == told(without(graph, {*modalities}))
    page.run("kgbuild.view.state.reset()")
    assert page.run(_TOLD) == whole
    assert page.errors == []


def disputed() -> Graph:
    """A unit that one report says to be part of an army since 2012, and two say not to be."""
    said = [
        ("r0", "The guard has been part of the army since 2012.", {"date": "since 2012", "date_from": "2012"}),
        ("r1", "The guard is no part of the army.", {"modality": "negated"}),
        ("r2", "The army denied that it has a guard.", {"modality": "negated"}),
    ]
    stored = [
        make_stored_claim(
            make_claim("PART_OF", "n1", "n2", quote=quote, **fields), id=f"c-{report}", document=report
        )
        for report, quote, fields in said
    ]
    entities = (make_entity("n1", "River Guard"), make_entity("n2", "Norland Army"))
    return Graph(_REPORTS, entities, (summed(stored),))


@pytest.mark.parametrize("options", [{}, {"whole": 1, "part": 2}], ids=["vis", "canvas"])
def test_what_is_left_out_is_left_out_everywhere(show: Show, options: dict[str, int]) -> None:
    page = show(disputed(), **options)
    select_edge(page, "PART_OF", "River Guard", "Norland Army")
    assert page.text("#detail .words") == "is not part of"
    assert "negated 2" in legend(page, "modalities")
    page.page.click("#legend >> text=negated")
    assert shown_types(page) == ["PART_OF"]  # one claim is left, and it says so
    assert page.text("#detail .words") == "is part of"
    assert page.texts("#detail blockquote") == ["The guard has been part of the army since 2012."]
    assert "1 independent publication" in page.text("#detail")
    assert {"asserted 1", "negated 0 of 2"} <= {*legend(page, "modalities")}
    assert page.run("kgbuild.view.picture.scene().edges.map(({ caption, dash }) => [caption, dash])") == [
        ["part of", []]
    ]
    head, *rows = table(saved(page, "CSV of claims")[1])
    assert [row[head.index("modality")] for row in rows] == ["asserted"]
    view(page, "timeline")
    assert "River Guard is part of Norland Army, from 2012" in items(page, "timeline")


def test_evidence_that_the_filters_leave_out_is_announced_and_can_be_read(show: Show) -> None:
    page = show(disputed())
    select_edge(page, "PART_OF", "River Guard", "Norland Army")
    assert page.page.locator("#detail .left-out").count() == 0
    page.page.click("#legend >> text=negated")
    assert page.text("#detail .left-out summary") == "2 more claims do not pass the filters"
    page.page.click("#detail .left-out summary")
    assert page.page.locator("#detail .left-out .claim").count() == 2
    page.page.click("#legend >> text=asserted")
    assert "The filters leave this relation out." in page.text("#detail")
    assert page.page.locator("#detail .claim").count() == 3


def test_line_is_drawn_as_the_claims_that_are_left(show: Show) -> None:
    page = show(disputed())
    dashes = "kgbuild.view.picture.engine.network.body.edges[0].options.dashes"
    assert page.run(dashes)
    page.page.click("#legend >> text=negated")
    assert page.run(dashes) is False
    page.page.click("#tools [data-key=undo]")
    assert page.run(dashes)


def test_denial_is_not_told_with_the_dates_of_what_it_denies(show: Show) -> None:
    page = show(disputed())
    view(page, "timeline")
    page.page.check("#timeline input")
    assert "River Guard is not part of Norland Army, reported 3 February 2011 – 11 October 2019" in items(
        page, "timeline"
    )
    page.run(f"kgbuild.view.state.set({{ selection: {{ entity: {number(page, 'River Guard')} }} }})")
    assert not any("2012" in one for one in words(page.texts("#detail .relation")))
