"""What a reader does one after the other: a link, a search, a filter, a path, the way back, a printed page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kgbuild.model import Graph
from kgbuild.stages.view import Choice
from tests.browser import OpenedPage
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph
from tests.stages.view.campaigns import campaign_graph
from tests.stages.view.test_panels import choose_ends, find, number, select_edge, shown, slide
from tests.stages.view.test_views import items, saved, table, view
from tests.stages.view.worlds import chain_graph

pytestmark = pytest.mark.browser

Show = Callable[..., OpenedPage]
ENGINES = pytest.mark.parametrize("options", [{}, {"whole": 5, "part": 5}], ids=["vis-network", "canvas"])


def state(page: OpenedPage) -> dict[str, Any]:
    return dict(page.run("kgbuild.view.state.get()"))


def said(page: OpenedPage) -> str:
    return str(page.run("document.querySelector('#status').textContent"))


def focused(page: OpenedPage, what: str) -> Any:
    return page.run(f"document.activeElement.{what}")


# ---- links ------------------------------------------------------------------------------------------------


def test_page_with_a_focus_opens_with_its_evidence(show: Show) -> None:
    page = show(campaign_graph(), choice=Choice(focus="River Guard"))
    assert page.text("#detail h2") == "River Guard"
    page.page.keyboard.press("Escape")
    assert page.page.is_hidden("#detail")


@pytest.mark.parametrize(
    "fragment",
    [
        "path=:",
        "path=p-ada,u-lake:",
        "path=p-ada,l-far:COMMANDS%20p-ada%20u-lake",
        "documents=nothing",
        "from=2020-13",
        "to=2020-02-30",
        "from=2021&to=2019",
        "publications=1.5",
        "confidence=",
        "stretch=200:100",
        "stretch=100",
        "undated=perhaps",
    ],
)
def test_link_to_what_cannot_be_is_refused_whole(show: Show, fragment: str) -> None:
    page = show(campaign_graph())
    assert page.run(f"kgbuild.view.state.restore({json.dumps(fragment)})") is False
    assert state(page) == page.run("kgbuild.view.state.defaults")
    assert page.errors == []


@pytest.mark.parametrize("fragment", ["to=1960", "from=1960", "from=2018-03&to=2018-03", "documents=hearing"])
def test_link_to_what_can_be_is_followed(show: Show, fragment: str) -> None:
    page = show(campaign_graph())
    assert page.run(f"kgbuild.view.state.restore({json.dumps(fragment)})") is True
    assert page.run("kgbuild.view.state.serialise()") == fragment


def test_followed_link_can_be_undone(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Place")
    page.run("location.hash = 'hiddenLabels=Person'")
    page.page.wait_for_function("kgbuild.view.state.get().hiddenLabels[0] === 'Person'")
    page.page.click("#tools [data-key=undo]")
    assert state(page)["hiddenLabels"] == ["Place"]


# ---- the way back -----------------------------------------------------------------------------------------


def test_undo_takes_back_the_filter_and_leaves_what_is_looked_at(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#legend >> text=Place")
    view(page, "timeline")
    select_edge(page, "COMMANDS", "Ada Nwosu", "9th Lake Brigade")
    before = state(page)
    page.page.click("#tools [data-key=undo]")
    assert state(page) == {**before, "hiddenLabels": []}
    page.page.click("#tools [data-key=redo]")
    assert state(page) == before


# ---- search -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["timeline", "map"])
def test_search_stays_in_the_view_that_is_looked_at(show: Show, mode: str) -> None:
    page = show(campaign_graph())
    view(page, mode)
    find(page, "ada nwosu" if mode == "timeline" else "dune pass")
    assert state(page)["mode"] == mode
    assert page.page.is_visible("#detail h2")
    assert page.page.is_hidden("#search-note")
    find(page, "far shore")
    assert state(page)["mode"] == mode
    assert "Far Shore has no" in page.text("#search-note")
    assert "Far Shore has no" in said(page)
    page.page.click("text=Network")
    assert page.page.is_hidden("#search-note")


def test_search_tells_that_what_it_found_is_not_in_the_command_tree(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("text=Command tree")
    find(page, "ada nwosu")
    assert page.page.is_hidden("#search-note")
    find(page, "far shore")
    assert page.text("#search-note") == "Far Shore is not in the command tree."


def test_search_scrolls_to_the_row_of_the_timeline(show: Show) -> None:
    entities = [make_entity(f"n{at:03}", f"{at} Post", documents={"report": 100 - at}) for at in range(90)]
    claims = [make_claim("ATTACKED", f"n{at:03}", "n000", date_from="2019", date_to="2020") for at in range(1, 90)]
    page = show(make_graph(entities, claims))
    view(page, "timeline")
    row = page.page.locator(f'#timeline .item[data-entity="{number(page, "89 Post")}"]')
    assert row.count() == 0  # the first rows only
    find(page, "89 post")
    frame, box = page.page.locator("#timeline .frame").bounding_box(), row.bounding_box()
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]


def test_search_moves_the_map_to_a_place_out_of_sight(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    page.page.focus("#map .frame")
    for key in ("Shift+ArrowRight", "+"):
        for _ in range(9):
            page.page.keyboard.press(key)
    assert page.page.locator('#map .item[aria-label^="Reed Harbour"]').count() == 0
    find(page, "reed harbour")
    assert page.page.locator('#map .item[aria-label^="Reed Harbour"]').count() == 1


def test_place_chosen_on_the_map_of_a_small_screen_is_not_under_its_panel(show: Show) -> None:
    page = show(campaign_graph())
    page.page.set_viewport_size({"width": 390, "height": 780})
    view(page, "map")
    for name in ("Reed Harbour", "Dune Pass", "Port Sable"):
        page.page.click(f'#map .item[aria-label^="{name}"] circle')
        point = page.page.locator(f'#map .item[aria-label^="{name}"] circle').bounding_box()
        assert point["y"] + point["height"] < page.page.locator("#detail").bounding_box()["y"]
        page.page.click("#detail [data-key=close]")
        page.page.click("#map [data-key=all]")


def test_centre_leads_from_the_map_into_the_network(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "map")
    find(page, "dune pass")
    page.page.click("#detail [data-key=centre]")
    assert state(page)["mode"] == "graph"
    assert state(page)["selection"] == {"entity": number(page, "Dune Pass")}


def test_search_shows_by_which_alias_it_found(show: Show) -> None:
    page = show(make_graph([make_entity("n1", "Falcon Brigade", aliases=("Liwāʾ al-Ṣaqr",))]))
    page.page.fill("#query", "al-saqr")
    assert page.texts("#results .alias") == ["Liwāʾ al-Ṣaqr"]


def test_click_under_the_open_list_does_not_miss(show: Show) -> None:
    page = show(campaign_graph())
    page.page.fill("#query", "a")
    assert page.page.is_visible("#results")
    summary = page.page.locator("#legend summary").last
    box = summary.bounding_box()
    below = page.page.locator("#results").bounding_box()
    assert box["y"] > below["y"] + below["height"]
    page.page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)
    assert page.page.is_hidden("#results")
    assert page.page.get_attribute("#legend details >> nth=2", "open") is None


def test_two_of_one_name_are_told_apart(show: Show) -> None:
    entities = [
        make_entity("n1", "Ona Pell", label="Person"),
        make_entity("n2", "Ona Pell", label="Person"),
        make_entity("n3", "Ona Pell", label="Person", documents={"report": 1}),
        make_entity("n4", "River Guard"),
    ]
    claims = [make_claim("COMMANDS", "n1", "n4"), make_claim("KILLED", "n4", "n2", modality="possible")]
    page = show(make_graph(entities, claims, documents=[make_document(title="Harbour watch")]))
    expected = {"commands River Guard", "may have been killed by River Guard", "Harbour watch"}
    page.page.fill("#query", "ona")
    assert set(page.texts("#results .alias")) == expected
    page.page.press("#query", "Escape")
    page.page.click("#path summary")
    page.page.fill("#path-from", "ona")
    assert set(page.texts("#path-from-list .alias")) == expected
    page.page.fill("#query", "river")
    assert page.texts("#results .alias") == []


# ---- the pointer ------------------------------------------------------------------------------------------


def far_spoke() -> Graph:
    """A hub in whose picture some stand far to the right."""
    entities = [make_entity(f"n{at:02}", f"{at} Post", documents={"report": 30 - at}) for at in range(24)]
    return make_graph(entities, [make_claim("ATTACKED", "n00", f"n{at:02}") for at in range(1, 24)])


def rightmost(page: OpenedPage) -> int:
    return int(
        page.run(
            "kgbuild.view.data.entities.map(({ at }) => at).filter((at) => kgbuild.view.picture.screen(at))"
            ".sort((one, two) => kgbuild.view.picture.screen(two).x - kgbuild.view.picture.screen(one).x)[0]"
        )
    )


@ENGINES
def test_what_is_clicked_at_the_edge_does_not_go_under_the_panel(show: Show, options: dict[str, int]) -> None:
    page = show(far_spoke(), **options)
    at = rightmost(page)
    page.run(f"kgbuild.view.picture.pan(kgbuild.view.picture.screen({at}).x - innerWidth + 20, 0)")
    page.page.wait_for_timeout(200)
    place = page.run(f"kgbuild.view.picture.screen({at})")
    page.page.mouse.click(place["x"], place["y"])
    page.page.wait_for_selector("#detail h2")
    page.page.wait_for_timeout(300)
    assert state(page)["selection"] == {"entity": at}
    stage = page.page.locator("#network").bounding_box()
    assert page.run(f"kgbuild.view.picture.screen({at}).x") < stage["x"] + stage["width"] - 20


@ENGINES
def test_relation_chosen_in_the_panel_is_in_sight_as_a_whole(show: Show, options: dict[str, int]) -> None:
    page = show(campaign_graph(), **options)
    dune = number(page, "Dune Pass")
    page.run(f"kgbuild.view.show({dune}); kgbuild.view.state.set({{ moved: {{ {dune}: [9000, 0] }} }})")
    find(page, "9th lake")
    page.page.click("#detail .relation >> text=Dune Pass")
    box = page.page.locator("#network").bounding_box()
    for name in ("9th Lake Brigade", "Dune Pass"):
        place = page.run(f"kgbuild.view.picture.screen({number(page, name)})")
        assert box["x"] < place["x"] < box["x"] + box["width"]
    scale = page.run("kgbuild.view.picture.scale()")
    page.page.click("#detail [data-key=back]")
    page.page.click("#detail .relation >> text=Dune Pass")
    assert page.run("kgbuild.view.picture.scale()") == scale  # it was in sight already


@ENGINES
def test_second_click_counts_for_what_the_first_was_on(show: Show, options: dict[str, int]) -> None:
    page = show(chain_graph(8), **options)
    at = number(page, "4th Company")
    page.run(f"kgbuild.view.state.set({{ focus: {{ entity: {at}, depth: 1 }} }})")
    page.page.wait_for_timeout(300)
    end = number(page, "5th Company")
    place = page.run(f"kgbuild.view.picture.screen({end})")
    page.page.mouse.move(place["x"], place["y"])
    for count in (1, 2):  # as slowly as a person does it: the panel opens between the two
        page.page.mouse.down(click_count=count)
        page.page.mouse.up(click_count=count)
        page.page.wait_for_timeout(200)
    assert state(page)["selection"] == {"entity": end}
    assert "6th Company" in shown(page)


# ---- paths ------------------------------------------------------------------------------------------------


def detour() -> Graph:
    """From A to Z by a unit in two steps, or by two people in three."""
    entities = [
        make_entity("a", "Alpha Post", label="Place"),
        make_entity("m", "Middle Guard"),
        make_entity("p", "Ona Pell", label="Person"),
        make_entity("q", "Quil Rask", label="Person"),
        make_entity("z", "Zulu Post", label="Place"),
    ]
    pairs = [("m", "a"), ("m", "z"), ("p", "a"), ("p", "q"), ("q", "z")]
    return make_graph(entities, [make_claim("ALLIED_WITH", *pair) for pair in pairs])


def test_path_leads_through_no_label_that_is_left_out(show: Show) -> None:
    page = show(detour())
    page.page.click("#legend >> text=Unit")
    page.page.click("#path summary")
    choose_ends(page, "Alpha", "Zulu")
    assert len(page.texts("#path ol li")) == 3
    assert shown(page) >= {"Alpha Post", "Ona Pell", "Quil Rask", "Zulu Post"}


def test_path_shows_its_ends_even_of_a_label_that_is_left_out(show: Show) -> None:
    page = show(detour())
    page.page.click("#legend >> text=Place")
    page.page.click("#path summary")
    choose_ends(page, "Alpha", "Zulu")
    assert shown(page) >= {"Alpha Post", "Middle Guard", "Zulu Post"}


def test_path_tells_which_of_its_steps_the_filters_leave_out(show: Show) -> None:
    page = show(detour())
    page.page.click("#path summary")
    choose_ends(page, "Alpha", "Zulu")
    assert not any("left out" in step for step in page.texts("#path ol li"))
    page.page.click("#legend >> text=allied with")
    assert all("left out by the filters" in step for step in page.texts("#path ol li"))
    page.page.click("#tools [data-key=undo]")
    assert not any("left out" in step for step in page.texts("#path ol li"))


# ---- tables -----------------------------------------------------------------------------------------------


def test_table_of_claims_has_only_those_that_pass_the_filters(show: Show) -> None:
    page = show(campaign_graph())
    page.page.click("#filters summary")
    page.page.check('#filters [data-id="bulletin"]')
    head, *rows = table(saved(page, "CSV of claims")[1])
    assert {row[head.index("document")] for row in rows} == {"bulletin"}
    slide(page, "#confidence", "ArrowRight", times=18)
    _, *rows = table(saved(page, "CSV of claims")[1])
    assert [row[head.index("quote")] for row in rows] == ["A. Nwosu led 9 Bde until December 2019."]


def test_coordinates_in_the_table_are_numbers(show: Show) -> None:
    page = show(campaign_graph())
    rows = table(saved(page, "CSV of entities")[1])
    reed = dict(zip(rows[0], next(row for row in rows if row[2] == "Reed Harbour"), strict=True))
    assert (reed["lat"], reed["lon"]) == ("4.9", "-1.8")


# ---- the keyboard -----------------------------------------------------------------------------------------


def test_every_stop_of_the_keyboard_has_a_name_and_a_role(show: Show) -> None:
    page = show(campaign_graph())
    find(page, "9th lake")
    page.run("document.activeElement.blur()")
    stops = (
        "(() => { const one = document.activeElement; return one === document.body ? null : [one.outerHTML,"
        " Boolean(one.ariaLabel || one.labels?.length || one.textContent.trim())]; })()"
    )
    seen = []
    for _ in range(120):
        page.page.keyboard.press("Tab")
        stop = page.run(stops)
        if stop is None:
            break
        seen.append(stop)
    assert len(seen) > 60
    assert [html for html, named in seen if not named] == []


def test_control_enter_goes_from_the_search_to_the_evidence(show: Show) -> None:
    page = show(campaign_graph())
    page.page.focus("#query")
    page.page.keyboard.press("Control+Enter")
    assert "Select" in said(page)
    find(page, "ada nwosu")
    assert "Control Enter" in said(page)
    page.page.keyboard.press("Control+Enter")
    assert (focused(page, "tagName"), focused(page, "textContent")) == ("H2", "Ada Nwosu")


def test_letters_in_the_picture_are_answered_in_words(show: Show) -> None:
    page = show(chain_graph(8))
    find(page, "4th company")
    page.page.focus("#network")
    for key, answer in (
        ("e", "All its neighbours are shown."),
        ("f", "Neighbours only: 3 entities shown"),
        ("f", "The focus is left: 8 entities shown"),
    ):
        page.page.keyboard.press(key)
        assert said(page) == answer
    page.page.keyboard.press("f")
    page.run(f"kgbuild.view.state.set({{ selection: {{ entity: {number(page, '3th Company')} }} }})")
    page.page.keyboard.press("e")
    assert said(page) == "1 neighbour more shown"


def test_help_begins_at_its_beginning_on_a_small_screen(show: Show) -> None:
    page = show(campaign_graph())
    page.page.set_viewport_size({"width": 390, "height": 420})
    page.page.keyboard.press("F1")
    assert page.run("document.querySelector('#help').scrollTop") == 0
    assert focused(page, "tagName") == "H2"


# ---- time and paper ---------------------------------------------------------------------------------------


def test_time_axis_within_one_year_tells_the_year(show: Show) -> None:
    page = show(campaign_graph())
    stretch = "{ from: kgbuild.dates.dayOf('2018-03-10'), to: kgbuild.dates.dayOf('2018-08', true) }"
    marks = page.run(f"kgbuild.charts.ticks({stretch}, 8).map(({{ text }}) => text)")
    assert marks == ["Apr 2018", "May", "Jun", "Jul", "Aug"]


def test_no_year_of_the_time_axis_is_cut_off(show: Show) -> None:
    ends = [make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard")]
    page = show(make_graph(ends, [make_claim("ATTACKED", "n1", "n2", date_from="2001", date_to="2020-01-20")]))
    view(page, "timeline")
    for stretch in range(0, 400, 20):
        page.run(f"kgbuild.view.state.set({{ stretch: {{ from: 11323, to: {18200 + stretch} }} }})")
        cut = (
            "(() => { const { right } = document.querySelector('#timeline svg').getBoundingClientRect();"
            " return [...document.querySelectorAll('#timeline g:not(.item) > text')].filter((one) =>"
            " one.getBoundingClientRect().right > right).map((one) => one.textContent); })()"
        )
        assert page.run(cut) == []


def test_words_in_a_bar_are_not_struck_through_by_its_rim(show: Show) -> None:
    documents = [make_document("early", published="2010-01-01"), make_document("late", published="2020-01-01")]
    claims = (make_claim("PART_OF", "n1", "n2"), make_claim("PART_OF", "n1", "n2"))
    edge = make_edge(*claims, first_cited="2010-01-01", last_cited="2020-01-01")
    stored = tuple(
        replace(one, document=document.id) for one, document in zip(edge.claims, documents, strict=True)
    )
    ends = (make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard"))
    page = show(Graph(tuple(documents), ends, (replace(edge, claims=stored),)))
    view(page, "timeline")
    page.page.check("#timeline input")
    bar = page.page.locator('#timeline .item[aria-label*="reported"]')
    rim, words = (bar.locator(one).bounding_box() for one in ("rect", "text"))
    assert rim["x"] < words["x"] and words["x"] + words["width"] < rim["x"] + rim["width"]  # they are in it
    assert rim["y"] <= words["y"] + 2 and words["y"] + words["height"] <= rim["y"] + rim["height"] + 2


def test_closer_leads_to_where_the_entries_are(show: Show) -> None:
    ends = [make_entity("n1", "Moss Guard"), make_entity("n2", "Fern Guard")]
    types = {
        1784: "ALLIED_WITH",
        2004: "BACKED_BY",
        2008: "COMMANDS",
        2010: "ATTACKED",
        2012: "KILLED",
        2016: "PART_OF",
    }
    claims = [make_claim(type, "n1", "n2", date_from=str(year), date_to=str(year)) for year, type in types.items()]
    page = show(make_graph(ends, claims))
    view(page, "timeline")
    for _ in range(5):
        page.page.click("#timeline [data-key=closer]")
    years = [year for year in types if any(str(year) in one for one in items(page, "timeline"))]
    assert years == [2004, 2008, 2010, 2012, 2016]


def test_link_and_undo_keep_what_is_looked_at_in_the_timeline(show: Show) -> None:
    page = show(campaign_graph())
    view(page, "timeline")
    page.page.check("#timeline input")
    page.page.click("#timeline [data-key=closer]")
    told = items(page, "timeline")
    page.page.click("#tools [data-key=share]")
    link = page.page.input_value("#popup-share input")
    page.page.goto("about:blank")
    page.page.goto(link)
    page.page.wait_for_selector("html[data-ready]", state="attached")
    assert page.page.is_checked("#timeline input")
    assert items(page, "timeline") == told
    stretch = page.run("kgbuild.view.state.get().stretch")
    page.run("kgbuild.view.state.set({ from: '2018' }, { undo: 'Dates' })")
    assert page.run("kgbuild.view.state.get().stretch") is None
    page.run("kgbuild.view.state.undo()")
    assert page.run("kgbuild.view.state.get().stretch") == stretch


def test_timeline_of_nothing_cannot_be_moved(show: Show) -> None:
    page = show(campaign_graph())
    for label in ("Person", "Unit"):
        page.page.click(f"#legend >> text={label}")
    view(page, "timeline")
    assert "Nothing that is shown has a date" in page.text("#timeline .note")
    for key in ("earlier", "closer", "wider", "all"):
        page.page.click(f"#timeline [data-key={key}]")
    page.page.mouse.move(700, 500)
    page.page.keyboard.down("Shift")
    page.page.mouse.wheel(0, 100)
    page.page.keyboard.up("Shift")
    page.page.wait_for_timeout(100)
    assert page.errors == []


def test_names_in_the_timeline_are_cut_between_characters(show: Show) -> None:
    name = "\N{CANOE}" * 50
    page = show(
        make_graph(
            [make_entity("n1", name), make_entity("n2", "x" + name)],
            [
                make_claim("ATTACKED", "n1", "n2", date_from="2019", date_to="2020"),
            ],
        )
    )
    view(page, "timeline")
    assert page.run(
        "[...document.querySelectorAll('#timeline text')].every((one) => one.textContent.isWellFormed())"
    )


@ENGINES
def test_paper_is_light_when_the_screen_is_dark(show: Show, options: dict[str, int]) -> None:
    page = show(campaign_graph(), **options)
    page.page.select_option("#tools select", "dark")
    darkest = (
        "(() => { const canvas = document.querySelector('#network canvas'); let least = 255;"
        " const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        " const halo = []; for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 250)"
        " least = Math.min(least, Math.max(data[at], data[at + 1], data[at + 2])); return least; })()"
    )
    view(page, "timeline")
    ink = "document.querySelector('#timeline .frame text').getAttribute('fill')"
    dark = page.run(ink)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run(ink) == "#52606d" != dark
    assert page.run("kgbuild.view.theme.now") == "light"
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.run(ink) == dark
    assert page.run("document.documentElement.dataset.theme") == "dark"
    page.page.click("text=Network")
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run(darkest) < 100  # dark letters, at once


def dated_chain(count: int) -> Graph:
    """A chain of units, each with a row in the timeline but the last."""
    claims = [
        make_claim("OPERATES_UNDER", f"n{at:04}", f"n{at + 1:04}", date_from="2019") for at in range(count - 1)
    ]
    return Graph((make_document(),), chain_graph(count).entities, make_graph([], claims).edges)


def test_long_timeline_begins_on_the_first_page_and_no_page_cuts_a_row(show: Show) -> None:
    page = show(dated_chain(46))
    view(page, "timeline")
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    rows = page.page.locator("#timeline tbody tr")
    assert rows.count() == 40  # as many as on the screen
    assert page.run("getComputedStyle(document.querySelector('#timeline tr')).breakInside") == "avoid"
    assert all(row.bounding_box()["height"] < 60 for row in rows.all()[:3])
    axis = page.page.locator("#timeline thead")
    assert "2019" in axis.text_content()
    assert page.run("getComputedStyle(document.querySelector('#timeline thead')).display") == "table-header-group"
    assert page.page.is_visible("#timeline > .more")
    bars = "[...document.querySelectorAll('#timeline tbody .item[data-edge]')]"
    assert page.run(f"{bars}.length") == 40
    inside = (
        f"{bars}.every((bar) => {{ const [one, row] = [bar.querySelector('rect'), bar.closest('svg')].map((it) =>"
        " it.getBoundingClientRect()); return one.top >= row.top && one.bottom <= row.bottom && one.height > 3; })"
    )
    assert page.run(inside)
    page.page.emulate_media(media="screen")
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.page.locator("#timeline .frame > svg").count() == 1
    assert page.page.locator("#timeline table").count() == 0


def test_paper_has_the_whole_timeline_and_an_undistorted_picture(show: Show) -> None:
    page = show(dated_chain(36))
    page.page.emulate_media(media="print")
    assert page.run("getComputedStyle(document.querySelector('#network canvas')).objectFit") == "contain"
    page.page.emulate_media(media="screen")
    view(page, "timeline")
    page.page.emulate_media(media="print")
    stage, picture = (page.page.locator(one).bounding_box() for one in ("#stage", "#timeline .frame svg"))
    assert picture["height"] > 1000
    assert stage["height"] >= picture["height"]
