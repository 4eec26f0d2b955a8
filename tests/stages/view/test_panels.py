"""The panels beside the picture, driven as a reader drives them: by pointer and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.model import Graph
from kgbuild.schema import CLAIM_STATUSES
from tests.browser import OpenedPage
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph
from tests.stages.view.campaigns import campaign_graph
from tests.stages.view.worlds import chain_graph

pytestmark = pytest.mark.browser

Show = Callable[..., OpenedPage]


def number(page: OpenedPage, name: str) -> int:
    """The place of an entity in the page."""
    return int(page.run(f"kgbuild.view.data.entities.findIndex((one) => one.name === {json.dumps(name)})"))


def edge_number(page: OpenedPage, type: str, subject: str, object: str) -> int:
    """The place of an edge in the page."""
    ends = f"{{ type: {json.dumps(type)}, subject: {number(page, subject)}, object: {number(page, object)} }}"
    return int(
        page.run(
            f"(({{ type, subject, object }}) => kgbuild.view.data.edges.findIndex((one) => one.type === type &&"
            f" one.subject === subject && one.object === object))({ends})"
        )
    )


def find(page: OpenedPage, name: str) -> None:
    """Select an entity by the search box."""
    page.page.fill("#query", name)
    page.page.press("#query", "Enter")


def select_edge(page: OpenedPage, *edge: str) -> None:
    page.run(f"kgbuild.view.state.set({{ selection: {{ edge: {edge_number(page, *edge)} }} }})")


def shown(page: OpenedPage) -> set[str]:
    """The names of the entities that are shown."""
    names = (
        "kgbuild.view.data.entities.filter(({ at }) => kgbuild.view.visible().entity[at]).map(({ name }) => name)"
    )
    return set(page.run(names))


def shown_types(page: OpenedPage) -> list[str]:
    """The types of the edges that are shown, sorted."""
    types = "kgbuild.view.data.edges.filter(({ at }) => kgbuild.view.visible().edge[at]).map(({ type }) => type)"
    return sorted(page.run(types))


def words(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def legend(page: OpenedPage, group: str) -> list[str]:
    return words(page.texts(f"#legend [data-group={group}] label"))


def slide(page: OpenedPage, selector: str, key: str, times: int = 1) -> None:
    """Move a slider by the keyboard."""
    page.page.focus(selector)
    for _ in range(times):
        page.page.keyboard.press(key)


# ---- the entity -------------------------------------------------------------------------------------------


def test_entity_panel_tells_its_relations_in_words(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    find(page, "9th lake")
    assert page.text("#detail h2") == "9th Lake Brigade"
    told = words(page.texts("#detail .relation button"))
    assert told == [
        "operates under Norland Army",
        "is commanded by Ada Nwosu",
        "is commanded by إدريس منصور",
        "was deployed to Dune Pass",
        "is to be deployed to Reed Harbour",
        "is located in Port Sable",
        "may have been attacked by River Guard",
    ]
    for expected in (
        "9 Bde",
        "Brigade of the Lake",
        "11 mentions in 3 documents",
        "echelon",
        "Gazette 7",
        "u-lake",
    ):
        assert expected in page.text("#detail")
    page.page.screenshot(path=screenshots / "entity.png")


def test_entity_panel_lists_posts_and_deployments_by_date(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "9th lake")
    rows = words(page.texts("#detail .career li"))
    assert rows[:3] == [
        "2017 – December 2019 is commanded by Ada Nwosu Colonel, commander",
        "March 2018 – November 2018 was deployed to Dune Pass",
        "reported 1 June 2019 is located in Port Sable",
    ]
    assert "from January 2020 is commanded by إدريس منصور" in rows
    assert page.page.locator("#detail .career .track").count() == 3  # only where dates are told


def test_denied_relation_is_told_as_denied(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "river guard")
    assert "is not part of Norland Army" in words(page.texts("#detail .relation button"))
    assert page.text("#detail .words.negated") == "is not part of"


def test_relation_of_a_type_of_ones_own_is_told_by_its_name(show: Show) -> None:
    one = make_entity("n1", "Quarry Works", label="Organisation")
    page = show(make_graph([one, make_entity("n2", "Hill Guard")], [make_claim("SUPPLIES_TO", "n1", "n2")]))
    find(page, "quarry")
    assert words(page.texts("#detail .relation button")) == ["supplies to Hill Guard"]
    page.page.click("#detail .relation button")
    page.page.click("#detail .ends >> text=Hill Guard")
    assert words(page.texts("#detail .relation button")) == ["← supplies to Quarry Works"]


def test_panel_leads_from_entity_to_edge_and_back(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "9th lake")
    page.page.click("#detail .relation >> text=River Guard")
    assert words(page.texts("#detail .ends > *")) == ["River Guard", "may have attacked", "9th Lake Brigade"]
    page.page.click("#detail .ends >> text=River Guard")
    assert page.text("#detail h2") == "River Guard"
    for expected in ("may have attacked", "9th Lake Brigade"):
        page.page.click("#detail [data-key=back]")
        assert expected in page.text("#detail h2")
    assert page.page.is_disabled("#detail [data-key=back]")


def test_long_lists_show_their_beginning_and_the_rest_when_asked(show: Show) -> None:
    entities = [make_entity("hub", "Hub Command"), *(make_entity(f"n{at:02}", f"Post {at}") for at in range(60))]
    page = show(make_graph(entities, [make_claim("OPERATES_UNDER", f"n{at:02}", "hub") for at in range(60)]))
    find(page, "hub command")
    assert page.page.locator("#detail .relation").count() == 40
    page.page.click("#detail >> text=Show 20 more")
    assert page.page.locator("#detail .relation").count() == 60


def test_many_aliases_do_not_push_the_relations_out_of_sight(show: Show) -> None:
    names = tuple(f"{at}th name of the guard" for at in range(60))
    page = show(make_graph([make_entity("n1", "Moss Guard", aliases=names)]))
    find(page, "moss")
    assert page.texts("#detail .aliases li") == list(names[:8])
    page.page.click("#detail >> text=Show 52 more")
    assert page.texts("#detail .aliases li") == list(names)


# ---- the edge ---------------------------------------------------------------------------------------------


def test_edge_panel_shows_every_claim_with_its_sentence_and_names(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    select_edge(page, "COMMANDS", "Ada Nwosu", "9th Lake Brigade")
    first, second = page.texts("#detail .claim")
    for expected in ("Gazette 7", "1 June 2019", "Ministry of Tides", "asserted", "95%", "Colonel", "commander"):
        assert expected in first
    for expected in ("Bulletin of the coast", "past", "90%", "until December 2019"):
        assert expected in second
    marked = "#detail .claim >> nth={} >> mark.{}"
    assert page.texts(marked.format(0, "subject")) == ["Ada Nwosu"]
    assert page.texts(marked.format(0, "object")) == ["9th Lake Brigade"]
    assert page.texts(marked.format(0, "by")) == ["Ministry of Tides"]
    assert page.texts(marked.format(1, "subject")) == ["A. Nwosu"]
    assert "2 independent publications" in page.text("#detail")
    page.page.screenshot(path=screenshots / "evidence.png")


def test_only_web_addresses_become_links(show: Show) -> None:
    page = show(campaign_graph())
    select_edge(page, "COMMANDS", "Ada Nwosu", "9th Lake Brigade")
    links = page.page.locator("#detail a")
    assert [one.get_attribute("href") for one in links.all()] == ["https://example.org/gazette/7"]
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    assert r"C:\reports\bulletin.txt" in page.text("#detail")
    select_edge(page, "ATTACKED", "River Guard", "9th Lake Brigade")
    assert page.page.locator("#detail a").count() == 0
    assert "javascript:alert(1)" in page.text("#detail")


def test_edge_panel_tells_what_a_person_has_checked(show: Show) -> None:
    page = show(campaign_graph())
    select_edge(page, "COMMANDS", "إدريس منصور", "9th Lake Brigade")
    assert page.text("#detail .status") == "accepted by a person"


def test_every_mark_of_a_person_on_a_claim_is_told_in_words(show: Show) -> None:
    statuses = [status for status in CLAIM_STATUSES if status != "rejected"]  # no edge rests on such a claim
    edge = make_edge(*(make_claim("ALLIED_WITH", "n1", "n2") for _ in statuses))
    marked = [replace(one, status=status) for one, status in zip(edge.claims, statuses, strict=True)]
    ends = (make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard"))
    page = show(Graph((make_document(),), ends, (replace(edge, claims=tuple(marked)),)))
    select_edge(page, "ALLIED_WITH", "Moss Guard", "Fern Guard")
    told = page.texts("#detail .status")
    assert len(told) == len(statuses)
    assert all("person" in one for one in told), told


def test_surest_claim_that_says_what_the_line_says_comes_first(show: Show) -> None:
    claims = [
        make_claim("ALLIED_WITH", "n1", "n2", quote="They are allies, it seems.", confidence=0.5),
        make_claim("ALLIED_WITH", "n1", "n2", quote="They are no allies.", modality="negated", confidence=0.9),
        make_claim("ALLIED_WITH", "n1", "n2", quote="They are allies.", confidence=0.8),
    ]
    page = show(make_graph([make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard")], claims))
    select_edge(page, "ALLIED_WITH", "Moss Guard", "Fern Guard")
    told = ["They are allies.", "They are allies, it seems.", "They are no allies."]
    assert page.texts("#detail blockquote") == told


def test_quote_can_be_selected_to_be_copied(show: Show) -> None:
    page = show(campaign_graph())
    select_edge(page, "LOCATED_IN", "9th Lake Brigade", "Port Sable")
    page.page.click("#detail blockquote", click_count=3)
    assert page.run("getSelection().toString().trim()") == "The 9th Lake Brigade is based at Port Sable."


def test_right_to_left_name_keeps_its_direction(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "idris")
    assert page.run("getComputedStyle(document.querySelector('#detail h2')).direction") == "rtl"
    find(page, "ada nwosu")
    assert page.run("getComputedStyle(document.querySelector('#detail h2')).direction") == "ltr"


# ---- legend and filters -----------------------------------------------------------------------------------


def test_legend_counts_what_is_shown_and_filters_it(show: Show) -> None:
    page = show(campaign_graph())
    assert legend(page, "labels") == ["Person 2", "Organisation 1", "Unit 3", "Place 4"]
    assert "commands 2" in legend(page, "types")
    assert legend(page, "modalities") == ["asserted 9", "planned 1", "possible 1", "negated 1", "past 1"]
    page.page.click("#legend >> text=Person")
    assert not {"Ada Nwosu", "إدريس منصور"} & shown(page)
    assert "Person 0 of 2" in legend(page, "labels")
    assert "commands 0 of 2" in legend(page, "types")
    page.page.click("#legend >> text=Person")
    assert "Ada Nwosu" in shown(page)


def test_legend_can_leave_only_one_kind(show: Show) -> None:
    page = show(campaign_graph())
    page.page.focus('#legend [data-key="only COMMANDS"]')
    page.page.keyboard.press("Enter")
    assert shown_types(page) == ["COMMANDS", "COMMANDS"]
    page.page.keyboard.press("Enter")
    assert len(shown_types(page)) == 12


def test_modality_can_be_left_out(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=possible")
    assert "ATTACKED" not in shown_types(page)


def test_picture_of_nothing_says_so(show: Show) -> None:
    page = show(campaign_graph())
    assert page.page.is_hidden("#nothing")
    for label in ("Person", "Organisation", "Unit", "Place"):
        page.page.click(f"#legend [data-group=labels] >> text={label}")
    assert page.text("#nothing") == "Nothing passes the filters."
    page.page.click("#tools [data-key=timeline]")
    assert page.page.is_hidden("#nothing")
    page.page.click("text=Network")
    page.page.click("text=Clear all filters")
    assert page.page.is_hidden("#nothing")


def test_filters_by_confidence_and_sources(show: Show) -> None:
    page = show(campaign_graph())
    slide(page, "#confidence", "End")
    slide(page, "#confidence", "ArrowLeft", times=2)
    assert page.text("#filters output >> nth=0") == "at least 90%"
    assert "PART_OF" not in shown_types(page) and "COMMANDS" in shown_types(page)
    slide(page, "#confidence", "Home")
    slide(page, "#sources", "End")
    assert shown_types(page) == ["COMMANDS"]
    assert shown(page) == {"Ada Nwosu", "9th Lake Brigade"}
    assert "2 of 10 entities, 1 of 12 relations" in page.text("#shown")
    page.page.click("text=Clear all filters")
    assert len(shown_types(page)) == 12


def test_filter_by_dates_follows_its_sliders(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    assert words(page.texts(".dates .row >> nth=1"))[0] == "1 January 2017 15 September 2021"
    slide(page, ".dates input >> nth=1", "PageDown", times=2)
    assert page.text(".dates output") == "1 January 2017 – 16 September 2019"
    assert "OPERATES_IN" not in shown_types(page)  # only known from a document of 2021
    assert {"ATTACKED", "DEPLOYED_TO", "LOCATED_IN"} <= set(shown_types(page))
    assert page.page.locator(".histogram .out").count() > 0
    page.page.screenshot(path=screenshots / "filters.png")


def test_filter_by_document_finds_it_by_title(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#filters summary")
    assert words(page.texts(".boxes li")) == ["Gazette 7 5", "Hearing on the raid 5", "Bulletin of the coast 3"]
    page.page.fill("#filters input[type=search]", "coast")
    assert words(page.texts(".boxes li")) == ["Bulletin of the coast 3"]
    page.page.check(".boxes input")
    assert shown_types(page) == ["COMMANDS", "COMMANDS", "DEPLOYED_TO"]
    assert "1 chosen" in page.text("#filters summary")


def test_histogram_counts_claims_where_they_hold(show: Show) -> None:
    page = show(campaign_graph())
    firsts, lasts = "Int32Array.of(0, 5, 1e9, -1e9)", "Int32Array.of(9, 5, -1e9, 7)"  # the third has no date
    assert page.run(f"kgbuild.charts.histogram({firsts}, {lasts}, {{ from: 0, to: 9 }}, 5)") == [1, 1, 2, 2, 1]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("1990", "2020", ["1990", "1995"]), ("2019-11", "2020-02", ["Nov 2019", "Dec", "2020", "Feb"])],
    ids=["years", "months"],
)
def test_time_axis_has_round_marks(show: Show, first: str, last: str, expected: list[str]) -> None:
    page = show(campaign_graph())
    stretch = f"{{ from: kgbuild.dates.dayOf('{first}'), to: kgbuild.dates.dayOf('{last}', true) }}"
    assert page.run(f"kgbuild.charts.ticks({stretch}, 8).map(({{ text }}) => text)")[: len(expected)] == expected


# ---- path, focus, hide, undo ------------------------------------------------------------------------------


def choose_ends(page: OpenedPage, start: str, end: str) -> None:
    """Choose both ends of a path by the keyboard."""
    if page.run("!document.querySelector('#path details').open"):
        page.page.click("#path summary")
    for box, name in (("#path-from", start), ("#path-to", end)):
        page.page.fill(box, name)
        page.page.keyboard.press("ArrowDown")
        page.page.keyboard.press("Enter")


def test_path_is_told_in_words_and_emphasised(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    choose_ends(page, "idris", "dune")
    assert words(page.texts("#path ol li")) == [
        "إدريس منصور commands 9th Lake Brigade",
        "9th Lake Brigade was deployed to Dune Pass",
    ]
    assert len(page.run("kgbuild.view.state.get().path.edges")) == 2
    page.page.screenshot(path=screenshots / "path.png")
    page.page.click("#path ol button >> nth=1")
    assert "Dune Pass" in page.text("#detail h2")
    page.page.click("text=Leave the path")
    assert page.run("kgbuild.view.state.get().path") is None


def test_path_takes_no_relation_that_is_denied_or_filtered_out(show: Show) -> None:
    page = show(campaign_graph())
    choose_ends(page, "river guard", "norland army")  # they are joined directly only by what is denied
    assert len(page.texts("#path ol li")) == 2
    page.page.click("#legend >> text=deployed to")
    page.page.click("#legend >> text=attacked")
    page.page.fill("#path-to", "norland")
    page.page.press("#path-to", "Enter")
    assert "No path joins" in page.text("#path .result")


def test_path_is_a_shortest_one(show: Show) -> None:
    page = show(chain_graph(30))
    choose_ends(page, "3th company", "9th company")
    assert "6 steps" in page.text("#path .result")


def test_entity_can_be_an_end_of_a_path_from_its_panel(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "ada nwosu")
    page.page.click("text=Path from here")
    assert page.page.input_value("#path-from") == "Ada Nwosu"
    assert page.run("document.activeElement.id") == "path-to"
    page.page.keyboard.type("port sable")
    page.page.keyboard.press("Enter")
    assert len(page.texts("#path ol li")) == 2


def test_focus_shows_the_neighbours_only(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "river guard")
    page.page.click("#detail >> text=Neighbours only")
    assert shown(page) == {"River Guard", "Norland Army", "Reed Harbour", "Far Shore", "9th Lake Brigade"}
    assert page.page.get_attribute("#detail >> text=Neighbours only", "aria-pressed") == "true"
    page.page.click("#detail >> text=Two steps")
    assert len(shown(page)) == 10
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Escape")
    assert page.run("kgbuild.view.state.get().focus") is None


def test_what_was_hidden_by_hand_is_told_and_comes_back(show: Show) -> None:
    page = show(campaign_graph())
    button = "#filters [data-key='show hidden']"
    assert page.page.is_hidden(button)
    for name in ("river guard", "dune"):
        find(page, name)
        page.page.click("#detail >> text=Hide")
    assert page.text(button) == "Show 2 entities hidden by hand"
    page.page.focus(button)
    page.page.keyboard.press("Enter")
    assert {"River Guard", "Dune Pass"} <= shown(page)
    assert page.page.is_hidden(button)
    assert page.run("document.activeElement.id") == "shown"
    page.page.click("#tools [data-key=undo]")
    assert not {"River Guard", "Dune Pass"} & shown(page)


def test_focus_is_told_and_left_without_a_keyboard(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "idris")
    page.page.click("#detail >> text=Neighbours only")
    page.page.click("#detail [data-key=close]")
    assert len(shown(page)) == 2
    assert page.text("#filters [data-key='leave focus']") == "Leave the focus on إدريس منصور"
    page.page.click("#filters [data-key='leave focus']")
    assert len(shown(page)) == 10
    assert page.page.is_hidden("#filters [data-key='leave focus']")


def test_hidden_entity_comes_back_by_undo_and_goes_by_redo(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "river guard")
    page.page.click("#detail >> text=Hide")
    assert "River Guard" not in shown(page)
    assert page.page.is_hidden("#detail")
    assert page.page.get_attribute("#tools [data-key=undo]", "title") == "Undo: Hide River Guard (Control Z)"
    page.page.keyboard.press("Control+z")
    assert "River Guard" in shown(page)
    page.page.click("#tools [data-key=redo]")
    assert "River Guard" not in shown(page)
    find(page, "river guard")
    assert "River Guard" in shown(page)


def test_undo_takes_back_one_filter_after_the_other(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Person")
    slide(page, "#sources", "End")
    page.page.click("#tools [data-key=undo]")
    assert page.page.input_value("#sources") == "1"
    assert "Ada Nwosu" not in shown(page)
    page.page.click("#tools [data-key=undo]")
    assert "Ada Nwosu" in shown(page)
    assert page.page.is_disabled("#tools [data-key=undo]")


def test_presses_of_a_key_in_a_row_are_one_step_of_the_history(show: Show) -> None:
    page = show(campaign_graph())
    undone = "kgbuild.view.state.undo()"
    for selector, key, value in (
        ("#confidence", "ArrowRight", "0"),
        ("#sources", "ArrowRight", "1"),
        (".dates input >> nth=0", "ArrowRight", page.page.input_value(".dates input >> nth=0")),
        (".dates input >> nth=1", "PageDown", page.page.input_value(".dates input >> nth=1")),
    ):
        slide(page, selector, key, times=3)
        assert page.page.input_value(selector) != value
        page.page.click("#tools [data-key=undo]")
        assert page.page.input_value(selector) == value
        assert page.run(undone) is None
        page.page.click("#tools [data-key=redo]")
        assert page.page.input_value(selector) != value
        page.page.click("#tools [data-key=undo]")


def test_slider_that_is_taken_in_hand_anew_begins_a_new_step(show: Show) -> None:
    page = show(campaign_graph())
    slide(page, "#confidence", "ArrowRight", times=2)
    page.page.focus("#query")
    slide(page, "#confidence", "ArrowRight", times=2)
    page.page.click("#tools [data-key=undo]")
    assert page.page.input_value("#confidence") == "10"
    page.page.click("#tools [data-key=undo]")
    assert page.page.input_value("#confidence") == "0"


def test_presses_that_lead_back_to_the_beginning_are_no_step(show: Show) -> None:
    page = show(campaign_graph())
    slide(page, "#confidence", "ArrowRight")
    slide(page, "#confidence", "ArrowLeft")
    assert page.page.is_disabled("#tools [data-key=undo]")


def test_undo_in_a_text_field_is_that_of_the_field(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Person")
    page.page.focus("#query")
    page.page.keyboard.press("Control+z")
    assert "Ada Nwosu" not in shown(page)


# ---- the link ---------------------------------------------------------------------------------------------


def test_link_shows_another_reader_the_same(show: Show, tmp_path: Path) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Place")
    slide(page, "#confidence", "ArrowRight", times=10)
    find(page, "ada nwosu")
    page.page.click("#tools [data-key=share]")
    link = page.page.input_value("#popup-share input")
    state = page.run("kgbuild.view.state.get()")
    assert "#" in link and link == page.page.url
    page.page.goto("about:blank")
    page.page.goto(link)
    page.page.wait_for_selector("html[data-ready]", state="attached")
    assert page.run("kgbuild.view.state.get()") == state
    assert page.text("#detail h2") == "Ada Nwosu"
    assert "Port Sable" not in shown(page)


@pytest.mark.parametrize(
    "fragment",
    ["selection=entity:nobody", "mode=<img src=x onerror=alert(1)>", "%E0%A4%A", "confidence=9", "what"],
)
def test_link_that_does_not_fit_shows_the_page_from_the_beginning(show: Show, fragment: str) -> None:
    page = show(campaign_graph())
    page.run(f"location.hash = {json.dumps(fragment)}")
    page.page.wait_for_timeout(400)
    assert page.run("kgbuild.view.state.get()") == page.run("kgbuild.view.state.defaults")
    assert "does not fit" in page.run("document.querySelector('#status').textContent")
    assert page.dialogs == page.errors == []


def test_address_is_bare_while_nothing_differs(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Place")
    page.page.wait_for_url("**#hiddenLabels=Place")
    page.page.click("#legend >> text=Place")
    page.page.wait_for_url("**/graph.html")


# ---- keys -------------------------------------------------------------------------------------------------


def test_arrow_keys_go_through_the_picture_and_enter_to_the_panel(show: Show) -> None:
    page = show(campaign_graph())
    page.page.focus("#network")
    page.page.keyboard.press("ArrowRight")
    first = page.run("kgbuild.view.state.get().selection.entity")
    place = page.run(f"kgbuild.view.picture.position({first})")
    for key, axis, sign in (
        ("ArrowRight", "x", 1),
        ("ArrowLeft", "x", -1),
        ("ArrowUp", "y", -1),
        ("ArrowDown", "y", 1),
    ):
        page.run(f"kgbuild.view.state.set({{ selection: {{ entity: {first} }} }})")
        page.page.keyboard.press(key)
        reached = page.run("kgbuild.view.state.get().selection.entity")
        moved = (page.run(f"kgbuild.view.picture.position({reached})")[axis] - place[axis]) * sign
        assert moved > 0 or reached == first
    assert page.run("document.querySelector('#status').textContent")
    page.page.keyboard.press("Enter")
    assert page.run("document.activeElement.tagName") == "H2"
    page.page.keyboard.press("Escape")
    assert page.page.is_hidden("#detail")
    assert page.run("document.activeElement.id") == "network"


def test_n_goes_through_the_neighbours_and_says_how_they_are_joined(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "ada nwosu")
    page.page.focus("#network")
    reached = []
    for _ in range(3):
        page.page.keyboard.press("n")
        reached.append(page.text("#detail h2"))
    assert reached[0] == reached[2] != reached[1]
    assert set(reached) == {"9th Lake Brigade", "Ministry of Tides"}
    assert "Ada Nwosu" in page.run("document.querySelector('#status').textContent")


@pytest.mark.parametrize("key", ["h", "e", "f", "+", "-", "0", "Shift+ArrowLeft"])
def test_keys_of_the_picture_do_something_and_report_no_error(show: Show, key: str) -> None:
    page = show(campaign_graph())
    find(page, "river guard")
    page.page.focus("#network")
    look = (
        "JSON.stringify([kgbuild.view.state.get(), kgbuild.view.picture.screen(0), kgbuild.view.picture.scale()])"
    )
    before = page.run(look)
    page.page.keyboard.press(key)
    assert page.errors == []
    assert (page.run(look) != before) == (key != "e")  # all neighbours are shown already


def test_letters_typed_in_a_field_are_no_commands(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "river guard")
    page.page.fill("#query", "")
    page.page.type("#query", "hhh 000")
    assert "River Guard" in shown(page)


def test_control_k_goes_to_the_search_and_f1_to_the_help(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    page.page.keyboard.press("Control+k")
    assert page.run("document.activeElement.id") == "query"
    page.page.keyboard.press("F1")
    assert page.page.is_visible("#help")
    page.page.screenshot(path=screenshots / "help.png")
    page.page.keyboard.press("Escape")
    assert page.page.is_hidden("#help")


def test_menus_open_by_keyboard_and_close_by_escape(show: Show) -> None:
    page = show(campaign_graph())
    for name in ("export", "share"):
        page.page.focus(f"#tools [data-key={name}]")
        page.page.keyboard.press("Enter")
        assert page.page.is_visible(f"#popup-{name}")
        assert page.page.get_attribute(f"#tools [data-key={name}]", "aria-expanded") == "true"
        page.page.keyboard.press("Escape")
        assert page.page.is_hidden(f"#popup-{name}")
        assert page.run("document.activeElement.dataset.key") == name


# ---- looks ------------------------------------------------------------------------------------------------


def test_colours_follow_the_switch(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.run(paper)
    page.page.select_option("#tools select", "dark")
    assert page.run(paper) != light
    find(page, "9th lake")
    page.page.screenshot(path=screenshots / "dark.png")
    page.page.select_option("#tools select", "light")
    assert page.run(paper) == light


def test_small_screen_has_its_panels_behind_a_button(show: Show, screenshots: Path) -> None:
    page = show(campaign_graph())
    page.page.set_viewport_size({"width": 390, "height": 780})
    assert page.page.is_hidden("#side")
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.page.click("#tools [data-key=side]")
    assert page.page.is_visible("#query")
    page.page.screenshot(path=screenshots / "small-side.png")
    find(page, "9th lake")
    assert page.page.is_hidden("#side")
    assert page.page.is_visible("#detail h2")
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.page.wait_for_timeout(200)
    place = page.run(f"kgbuild.view.picture.screen({number(page, '9th Lake Brigade')})")
    assert place["y"] < page.page.locator("#detail").bounding_box()["y"]  # the panel does not hide it
    page.page.screenshot(path=screenshots / "small-entity.png")


def test_paper_has_the_evidence_and_no_tools(show: Show) -> None:
    page = show(campaign_graph())
    page.page.select_option("#tools select", "dark")
    select_edge(page, "COMMANDS", "Ada Nwosu", "9th Lake Brigade")
    page.page.emulate_media(media="print")
    assert page.page.is_visible("#detail blockquote")
    for tool in ("#tools", "#side", "#corner", "#detail .bar"):
        assert page.page.is_hidden(tool)
    assert page.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_paper_tells_how_much_of_a_list_it_does_not_have(show: Show) -> None:
    claims = [make_claim("ALLIED_WITH", "n1", "n2", quote=f"Day {at}: they are allies.") for at in range(50)]
    page = show(make_graph([make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard")], claims))
    select_edge(page, "ALLIED_WITH", "Moss Guard", "Fern Guard")
    page.page.emulate_media(media="print")
    assert page.page.locator("#detail .claim").count() == 20
    assert page.page.is_visible("#detail .more")
    printed = page.run("getComputedStyle(document.querySelector('#detail .more'), '::after').content")
    assert page.page.get_attribute("#detail .more", "data-rest") == "30"
    assert "more, not printed" in printed


def test_graph_without_an_edge_has_panels_that_say_so(show: Show) -> None:
    lone = Graph((make_document(),), (make_entity("n1", "Lone Post"),), ())
    page = show(lone)
    assert page.errors == []
    find(page, "lone")
    assert page.text("#detail h2") == "Lone Post"
    for mode in ("timeline", "map"):
        page.page.click(f"#tools [data-key={mode}]")
        assert page.text(f"#{mode} .note")
    assert page.errors == []
