from __future__ import annotations

import pytest

from kgbuild.model import Document
from kgbuild.stages.clean import clean


def ignored(text: str) -> list[str]:
    return [text[span.start : span.end] for span in clean(Document("r", text)).ignored]


@pytest.mark.parametrize("agency", ["Reuters", "AFP", "AP", "Getty Images", "Xinhua", "EPA", "AFP/Getty Images"])
def test_an_agency_glued_to_a_name_is_ignored_and_the_name_stays(agency: str) -> None:
    assert ignored(f"Ana Ruiz{agency}") == [agency]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Colonel Ana Ruiz / AFP", " / AFP"),
        ("Ana Ruiz | Reuters", None),
        ("Colonel Ana Ruiz/Reuters", "/Reuters"),
        ("The 4th Brigade in Tumbes © Getty Images", " © Getty Images"),
        ("The 4th Brigade enters Tumbes on Friday.Reuters", "Reuters"),
        ("The 4th Brigade enters Tumbes. Luis Paz/AFP", "Luis Paz/AFP"),
        ("The 4th Brigade enters Tumbes. (Luis Paz/AP)", "(Luis Paz/AP)"),
        ("The 4th Brigade enters Tumbes (Luis Paz via AP).", "(Luis Paz via AP)"),
        ("The 4th Brigade enters Tumbes. (AP Photo/Luis Paz, File)", "(AP Photo/Luis Paz, File)"),
        ("The 4th Brigade enters Tumbes. AFP PHOTO", "AFP PHOTO"),
        ("The 4th Brigade enters Tumbes. (Photo by Luis Paz/Getty Images)", "(Photo by Luis Paz/Getty Images)"),
        ("The 4th Brigade enters Tumbes. (Army photo by Sgt. Luis Paz)", "(Army photo by Sgt. Luis Paz)"),
        ("THE 4TH BRIGADE ENTERS TUMBES,PHOTO BY LUIS PAZ.", "PHOTO BY LUIS PAZ."),
        ("Photo: Luis Paz", "Photo: Luis Paz"),
        ("Picture by Luis Paz", "Picture by Luis Paz"),
        ("Photo credit: Luis Paz / Reuters", "Photo credit: Luis Paz / Reuters"),
        ("Photo: soldiers of the 4th Brigade in Tumbes", "Photo:"),
        ("File photo: soldiers of the 4th Brigade in Tumbes", "File photo:"),
        ("Soldiers of the 4th Brigade. (File photo)", "(File photo)"),
        ("Image source, Getty Images", "Image source, Getty Images"),
        ("Image caption, Soldiers of the 4th Brigade", "Image caption,"),
        ("Reuters", "Reuters"),
        ("AFP/Getty Images", "AFP/Getty Images"),
    ],
)
def test_of_a_caption_only_the_credit_is_ignored(line: str, credit: str | None) -> None:
    assert ignored(line) == [credit or line.removeprefix("Ana Ruiz")]


@pytest.mark.parametrize(
    "line",
    [
        "The colonel spoke to Reuters.",
        "The 4th Brigade has left, Colonel Ruiz told Reuters",
        "The 4th Brigade has left, Colonel Ruiz told AFP/Reuters",
        "The 4th Brigade has left. (Reuters)",
        "TUMBES (AP) - The 4th Brigade has left.",
        "Agence France-Presse (AFP) said that the brigade had left",
        "The Army published a photo by Luis Paz of the camp.",
        "The Army published a photo of the camp by Luis Paz",
        "Major Paz of EPA",
        "4 Brigade/5 Brigade",
        "The Joint Staff photographed the camp; the picture of Tumbes was clear.",
        "Soldiers burned a photograph of Luis Paz.",
        "He heads SANA",
        "Maj Gen",
    ],
)
def test_a_sentence_about_an_agency_or_a_picture_stays(line: str) -> None:
    assert ignored(line) == []


def test_a_name_that_is_said_again_with_a_credit_is_a_caption() -> None:
    assert ignored("Ana Ruiz\nAna RuizReuters\n\nThe 4th Brigade left.") == ["Ana Ruiz", "Ana RuizReuters"]


def test_of_a_caption_with_words_in_it_one_stays() -> None:
    text = "Smoke over the camp\n\nSmoke over the camp / AFP\n\nThe 4th Brigade left."
    assert ignored(text) == ["Smoke over the camp", " / AFP"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz\nLuis PazReuters",
        "Ana Ruiz\nAna Ruiz",
        "GOC\nMaj Gen\nGOC\nMaj Gen",
        "The 4th Brigade left.\n\nThe 4th Brigade left.",
    ],
)
def test_lines_that_only_look_repeated_stay(text: str) -> None:
    assert set(ignored(text)) <= {"Reuters"}
