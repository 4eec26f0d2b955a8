"""The report as HTML and Markdown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import ConfigError, OutputError
from kgbuild.evaluate import Examination, examine, write_report
from kgbuild.evaluate.calibration import Calibration, calibrate
from kgbuild.evaluate.drawing import draw_confusion, draw_reliability
from kgbuild.evaluate.page import to_html, to_markdown
from tests.factories import make_record

EVIL = "<b>Ann|*Roe*</b>"
TEXT = f"{EVIL} leads the Tarn Brigade near Lund."
WHOLE = [[0, len(TEXT)]]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def examination(tmp_path: Path) -> Examination:
    entities = {"e1": ("Person", [EVIL]), "e2": ("Unit", ["Tarn Brigade"]), "e3": ("Place", ["Lund"])}
    gold = [make_record(TEXT, entities, [claim("COMMANDS")], id=id) for id in ("<i>wire</i>-1", "bio-1")]
    predicted = make_record(TEXT, entities, [claim("MEMBER_OF", confidence=0.7)], id="<i>wire</i>-1")
    for entity, confidence in zip(predicted["entities"], (0.31, 0.99, 0.98), strict=True):
        entity["confidence"] = confidence
    return examine(write(tmp_path / "gold.jsonl", gold), predicted=write(tmp_path / "found.jsonl", [predicted]))


def claim(type: str, **fields: Any) -> dict[str, Any]:
    return {"type": type, "head": "e1", "tail": "e2", "evidence": WHOLE, **fields}


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def page(examination: Examination) -> str:
    return to_html(examination, gold="gold.jsonl", errors=True)


def test_the_page_has_every_part(examination: Examination) -> None:
    html = page(examination)
    titles = re.findall("<h2>(.*?)</h2>", html)
    assert titles == ["Figures", "By kind of document", "What was taken for what", "Calibration", "Mistakes"]
    assert html.count("<svg") == html.count("</svg>") == 5
    assert "Not predicted: bio-1" in html
    assert "<summary>wrong type <span>(1)</span></summary>" in html


def test_labels_that_the_schema_lacks_are_told_at_the_top(tmp_path: Path) -> None:
    record = make_record(TEXT, {"e1": ("Vess<el", [EVIL])})
    gold = write(tmp_path / "gold.jsonl", [record])
    odd = examine(gold, predicted=gold)
    assert '<p class="warn">Not in the schema: Vess&lt;el</p>' in page(odd)
    assert "\nNot in the schema: Vess\\<el\n" in to_markdown(odd, gold="gold.jsonl", stem="report")


def test_mistakes_are_listed_only_on_demand(examination: Examination) -> None:
    assert "<h2>Mistakes" not in to_html(examination, gold="gold.jsonl")
    assert "## Mistakes" not in to_markdown(examination, gold="gold.jsonl", stem="report")


def test_what_documents_say_is_escaped(examination: Examination) -> None:
    html = to_html(examination, gold="<script>.jsonl", errors=True)
    assert not re.findall("<b>|<i>|<script", html)
    assert "&lt;b&gt;Ann|*Roe*&lt;/b&gt;" in html
    markdown = to_markdown(examination, gold="a_b.jsonl", stem="report", errors=True)
    assert "# Evaluation on a\\_b.jsonl" in markdown
    assert r"\<b\>Ann\|\*Roe\*\</b\>" in markdown
    assert not re.findall(r"(?<!\\)<", markdown)


def test_the_page_loads_nothing_and_runs_nothing(examination: Examination) -> None:
    html = page(examination)
    assert not re.findall(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|\bon\w+=", html)
    assert "default-src 'none'" in html


def test_every_line_of_a_table_has_a_cell_for_every_column(examination: Examination) -> None:
    for table in re.findall("<table>.*?</table>", page(examination), flags=re.DOTALL):
        cells = {len(re.findall("<t[hd][ >]", row)) for row in re.findall("<tr.*?</tr>", table)}
        assert len(cells) == 1
    for table in re.findall(r"(?:^\|.*\n)+", to_markdown(examination, gold="g", stem="r"), flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_markdown_has_its_pictures_beside_it(examination: Examination, tmp_path: Path) -> None:
    path = tmp_path / "my report.md"
    files = write_report(examination, path, gold="gold.jsonl")
    links = re.findall(r"\]\((.+?)\)", path.read_text(encoding="utf-8"))
    assert links == [file.name.replace(" ", "%20") for file in files[1:]]
    assert [file.name for file in files[1:]] == [
        "my report-types.svg",
        "my report-labels.svg",
        "my report-modalities.svg",
        "my report-reliability-names.svg",
        "my report-reliability-relations.svg",
    ]
    for file in files[1:]:
        assert ElementTree.parse(file).getroot().find(f"{SVG}style") is not None


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_report_is_the_same_in_every_process(tmp_path: Path, examination: Examination, name: str) -> None:
    code = (
        "import sys; from pathlib import Path; from kgbuild.evaluate import examine, write_report\n"
        "e = examine(Path('gold.jsonl'), predicted=Path('found.jsonl'))\n"
        "write_report(e, Path(sys.argv[1]), gold='gold.jsonl', errors=True)"
    )
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", code, str(folder / name)],
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=True,
        )
    first, second = (sorted((tmp_path / seed).iterdir()) for seed in ("1", "2"))
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_another_suffix_is_refused(examination: Examination, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be a \.txt file"):
        write_report(examination, tmp_path / "report.txt", gold="gold.jsonl")


def test_a_file_that_cannot_be_written_is_named(examination: Examination, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*report\.html"):
        write_report(examination, tmp_path / "nowhere" / "report.html", gold="gold.jsonl")


def test_without_confidences_there_is_no_reliability(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [make_record(TEXT, {"e1": ("Person", [EVIL])})])
    html = page(examine(gold, predicted=gold))
    assert "No prediction has a confidence." in html
    assert html.count("<svg") == 3


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_confusion_shows_rows_columns_and_counts() -> None:
    svg = draw_confusion(
        {("A", "A"): 4, ("A", "<B>"): 1}, rows=["A", "none"], columns=["A", "<B>"], title="Letters & signs"
    )
    assert texts(svg)[1:] == ["A", "<B>", "A", "4", "1", "none"]
    cells = [element.get("fill-opacity") for element in ElementTree.fromstring(svg).iter(f"{SVG}rect")]
    assert [strength for strength in cells if strength] == ["0.50", "0.20"]
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == "Letters & signs"


def test_an_empty_confusion_is_still_a_picture() -> None:
    ElementTree.fromstring(draw_confusion({}, rows=[], columns=[], title="nothing"))
    ElementTree.fromstring(draw_reliability(Calibration(), title="nothing"))


def test_a_bar_is_as_high_as_its_bin_is_accurate() -> None:
    svg = ElementTree.fromstring(
        draw_reliability(calibrate([(0.75, True), (0.75, False), (1.0, True)]), title="it")
    )
    bars = [element for element in svg.iter(f"{SVG}rect") if element.get("class") == "bar"]
    assert [float(bar.get("height", "")) for bar in bars] == [125.0, 250.0]
    dots = [float(dot.get("cx", "")) for dot in svg.iter(f"{SVG}circle")]
    assert dots == [44 + 0.75 * 250, 44 + 250]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_readable_in_light_and_dark_on_wide_and_narrow_screens(
    browser: Any, examination: Examination, tmp_path: Path, scheme: str, width: int
) -> None:
    path = tmp_path / "report.html"
    write_report(examination, path, gold="gold.jsonl", errors=True)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened, told = context.new_page(), []
    opened.on("console", lambda message: told.append(message.text))
    opened.goto(path.as_uri())
    assert told == []
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    for selector, kind in (
        ("h1", "color"),
        (".note", "color"),
        (".picture text", "fill"),
        (".picture .small", "fill"),
    ):
        assert contrast(opened, selector, kind) >= 4.5
    # No letter of a picture lies outside it.
    assert (
        opened.evaluate(
            """[...document.querySelectorAll('.picture text')].filter(text => {
            const inner = text.getBoundingClientRect(), outer = text.closest('svg').getBoundingClientRect();
            return inner.left < outer.left - 1 || inner.right > outer.right + 1
                || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
        }).map(text => text.textContent)"""
        )
        == []
    )
    context.close()


def contrast(opened: Any, selector: str, kind: str) -> float:
    """The contrast of an element's ink with the page's paper, as WCAG 2 defines it."""
    ink = opened.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{kind}")
    paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
