from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from kgbuild.model import Skipped
from kgbuild.stages.acquire import Source, find, read

NEEDS_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")


def write(path: str, text: str = "The 5th Brigade moved to Kolda.") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def ids(*paths: str | Path) -> list[str]:
    sources, _ = find([Path(path) for path in paths])
    return [source.id for source in sources]


def shown(*paths: str | Path) -> list[str]:
    sources, _ = find([Path(path) for path in paths])
    return [source.path.as_posix() for source in sources]


def skipped(*paths: str | Path) -> list[Skipped]:
    return find([Path(path) for path in paths])[1]


def test_a_folder_is_searched_to_its_depth_and_sorted_by_id() -> None:
    for name in ("in/b.txt", "in/a.html", "in/deep/er/c.md", "in/D.HTM"):
        write(name)
    assert find([Path("in")]) == (
        [
            Source("D", Path("in/D.HTM")),
            Source("a", Path("in/a.html")),
            Source("b", Path("in/b.txt")),
            Source("c", Path("in/deep/er/c.md")),
        ],
        [],
    )


def test_hidden_files_and_folders_are_passed_over_in_silence() -> None:
    for name in ("in/a.txt", "in/.b.txt", "in/.git/c.txt", "in/.DS_Store"):
        write(name)
    assert (ids("in"), skipped("in")) == (["a"], [])


def test_a_hidden_file_or_folder_given_by_name_is_taken() -> None:
    write(".in/a.txt")
    write(".b.txt")
    assert ids(".in", ".b.txt") == [".b", "a"]


def test_a_dot_stands_for_the_folder_one_is_in() -> None:
    write("a.txt")
    assert shown(".") == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("in/photo.JPG", "kgbuild does not read .JPG files"),
        (
            "in/map.pdf",
            "kgbuild does not read .pdf files; "
            "take its text out first, for example: pdftotext report.pdf report.txt",
        ),
        (
            "in/letter.DOCX",
            "kgbuild does not read .DOCX files; save it as text first: in a word processor, Save As, Plain text",
        ),
        ("in/mail.eml", "kgbuild does not read .eml files; open it, and save it as text or HTML"),
        ("in/page.mhtml", "kgbuild does not read .mhtml files; open it, and save it as text or HTML"),
        ("in/all.zip", "kgbuild does not read .zip files; unpack it first"),
        ("in/old.jsonl", "kgbuild does not read .jsonl files; annotated documents are read with --annotated"),
        ("in/LICENSE", "kgbuild does not read files without a suffix; give the file itself if it is a report"),
    ],
)
def test_other_files_in_a_folder_are_skipped_as_expected(name: str, reason: str) -> None:
    write("in/a.txt")
    write(name)
    assert skipped("in") == [Skipped(name, reason, expected=True)]


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("in/Brigade.html", "in/Brigade_files"),
        ("in/Brigade.htm", "in/Brigade.files"),
        ("in/Brigade 4.HTML", "in/Brigade 4-Dateien"),
        ("in/بيان.html", "in/بيان_files"),
    ],
)
def test_what_a_browser_saves_with_a_page_is_passed_over(page: str, parts: str) -> None:
    write(page, "<html><body><p>The 5th Brigade moved to Kolda.</p></body></html>")
    write(f"{parts}/advertisement.html", "<html><body><p>Buy now.</p></body></html>")
    write(f"{parts}/deep/tracker.txt", "id=1")
    reason = "parts of a saved web page, which is read itself; give the folder itself if it holds reports"
    assert (shown("in"), skipped("in")) == ([page], [Skipped(parts, reason, expected=True)])
    assert (
        shown(page, parts)
        == shown("in", parts)
        == sorted(
            [page, f"{parts}/advertisement.html", f"{parts}/deep/tracker.txt"], key=lambda name: Path(name).stem
        )
    )
    assert skipped("in", parts) == []


def test_a_folder_called_files_without_its_page_is_searched() -> None:
    for name in ("in/a_files/a.txt", "in/files/b.txt", "in/c_files/c.txt", "in/c.txt"):
        write(name)
    assert len(ids("in")) == 4


def test_a_file_given_by_name_is_a_source_whatever_its_suffix() -> None:
    write("in/notes.log")
    assert (shown("in", "in/notes.log"), skipped("in", "in/notes.log")) == (["in/notes.log"], [])


def test_a_missing_path_is_skipped_and_the_others_are_found() -> None:
    write("a.txt")
    sources, missing = find([Path("nowhere/b.txt"), Path("a.txt"), Path("a.txt/c.txt")])
    assert [source.id for source in sources] == ["a"]
    assert missing == [
        Skipped("a.txt/c.txt", "no such file or folder; check the spelling"),
        Skipped("nowhere/b.txt", "no such file or folder; check the spelling"),
    ]


def test_a_path_that_no_file_system_has_is_skipped() -> None:
    assert [one.reason for one in skipped("a\0b.txt", "x" * 5000)] == [
        "not a possible path",
        "cannot be opened: File name too long",
    ]


def test_a_folder_without_reports_is_named() -> None:
    write("in/map.pdf")
    Path("empty").mkdir()
    reasons = {one.path: (one.reason, one.expected) for one in skipped("in", "empty")}
    assert reasons["empty"] == ("no report in this folder; kgbuild reads .txt, .md, .html, .htm", False)
    assert reasons["in"] == reasons["empty"]


def test_nothing_given_is_nothing_found() -> None:
    assert find([]) == ([], [])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_listed_is_skipped() -> None:
    write("in/closed/a.txt")
    write("in/b.txt")
    Path("in/closed").chmod(0)
    try:
        assert skipped("in") == [Skipped("in/closed", "permission denied; ask for the right to read it")]
        assert ids("in") == ["b"]
    finally:
        Path("in/closed").chmod(0o700)


def test_a_folder_that_the_system_will_not_list_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/a.txt")
    write("closed/b.txt")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert skipped("in", "closed") == [Skipped("closed", "permission denied; ask for the right to read it")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_socket_is_not_waited_for() -> None:
    write("in/a.txt")
    os.mkfifo("in/pipe.txt")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door")
        assert skipped("in", "door") == [
            Skipped("door", "neither a file nor a folder"),
            Skipped("in/pipe.txt", "neither a file nor a folder", expected=True),
        ]


@pytest.mark.parametrize(
    "given",
    [
        ("in/a.txt", "in/a.txt"),
        ("in", "in/a.txt"),
        ("in/a.txt", "in"),
        ("in", "in"),
        ("in", "./in"),
        ("in/../in", "in"),
        (".", "in", "in/a.txt"),
    ],
)
def test_a_file_reached_in_several_ways_counts_once(given: tuple[str, ...]) -> None:
    write("in/a.txt")
    assert shown(*given) == ["in/a.txt"]


def test_of_an_absolute_and_a_relative_path_the_relative_is_kept() -> None:
    absolute = write("in/a.txt").resolve()
    assert shown(absolute, "in") == shown("in", absolute) == ["in/a.txt"]


@NEEDS_LINKS
def test_a_link_and_its_file_count_once_under_the_name_of_the_file() -> None:
    write("in/b.txt")
    Path("in/a.txt").symlink_to("b.txt")
    Path("c.txt").symlink_to("in/b.txt")
    assert shown("in", "c.txt") == shown("c.txt", "in") == ["in/b.txt"]


@NEEDS_LINKS
def test_a_linked_folder_and_the_folder_count_once_under_the_name_of_the_folder() -> None:
    write("in/zone/a.txt")
    Path("in/latest").symlink_to("zone")
    assert shown("in") == ["in/zone/a.txt"]


@NEEDS_LINKS
def test_what_only_a_link_leads_to_is_found() -> None:
    write("elsewhere/a.txt")
    write("in/b.txt")
    Path("in/link").symlink_to("../elsewhere")
    assert shown("in") == ["in/link/a.txt", "in/b.txt"]


@NEEDS_LINKS
def test_links_in_a_circle_end() -> None:
    write("in/a.txt")
    Path("in/up").symlink_to("..")
    Path("in/here").symlink_to(".")
    Path("in/self.txt").symlink_to("self.txt")
    Path("in/one").symlink_to("two")
    Path("in/two").symlink_to("one")
    assert ids("in") == ["a"]
    reason = "a link that leads nowhere; remove it or give the file itself"
    assert skipped("in") == [Skipped(f"in/{name}", reason) for name in ("one", "self.txt", "two")]


@NEEDS_LINKS
def test_a_broken_link_is_skipped() -> None:
    Path("a.txt").symlink_to("gone.txt")
    reason = "a link that leads nowhere; remove it or give the file itself"
    assert skipped("a.txt") == [Skipped("a.txt", reason)]


def test_a_very_deep_folder_is_searched() -> None:
    deep = Path("in", *["d"] * 300)
    write(str(deep / "a.txt"))
    assert ids("in") == ["a"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("in/report.txt",), ["report"]),
        (("in/report.v2.txt",), ["report.v2"]),
        (("in/2020/report.txt", "in/2021/report.txt"), ["2020/report", "2021/report"]),
        (("in/report.txt", "in/2021/report.txt"), ["2021/report", "in/report"]),
        (
            ("in/a/2020/r.txt", "in/b/2020/r.txt", "in/2021/r.txt"),
            ["2021/r", "a/2020/r", "b/2020/r"],
        ),
        (("in/report.txt", "in/report.html"), ["report.html", "report.txt"]),
        (("in/x/r.txt", "in/x/r.html", "in/y/r.txt"), ["r.html", "x/r.txt", "y/r"]),
    ],
)
def test_ids_are_the_shortest_names_that_differ(files: tuple[str, ...], expected: list[str]) -> None:
    for name in files:
        write(name)
    assert ids("in") == expected


def test_ids_do_not_depend_on_the_folder_one_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("in/report.txt", "in/2021/report.txt", "in/2021/report.md"):
        write(name)
    outside = ids("in")
    monkeypatch.chdir("in")
    assert ids(".") == ids("report.txt", "2021") == outside


def test_ids_differ_whatever_the_files_are_called() -> None:
    names = [
        "r.txt",
        "r.html",
        "r.html.txt",
        "r.txt.html",
        "r.md",
        "r.txt.md",
        "r (2).txt",
        "x/r.txt",
        "x/r.html.md",
    ]
    for name in names:
        write(f"in/{name}")
    found = ids("in")
    assert len(set(found)) == len(found) == len(names)


HOSTILE = [
    "two words.txt",
    "line\nbreak.txt",
    "tab\there.txt",
    "-rf.txt",
    "<script>alert(1)<\u2215script>.txt",
    "quote'\"; DROP TABLE.txt",
    "percent%20.txt",
    "كتائب.txt",
    "\u202etxt.exe.txt",
    "emoji 🚁.txt",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids such names")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_become_ids_that_can_be_shown(name: str) -> None:
    write(f"in/{name}")
    sources, none = find([Path("in")])
    document = read(sources[0])
    assert none == []
    for text in (document.id, document.path or ""):
        assert text and text.encode("utf-8") and not set(text) & set("\n\t\r\u202e")


@pytest.mark.skipif(os.name != "posix", reason="names that are not UTF-8 are a matter of POSIX")
def test_names_that_are_not_unicode_differ_and_can_be_stored() -> None:
    write("in/a.txt")
    try:
        for byte in (b"\xe9", b"\xe8"):
            os.rename("in/a.txt", b"in/caf" + byte + b".txt")
            write("in/a.txt")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert ids("in") == ["a", "caf\\xe8", "caf\\xe9"]
    paths = [read(source).path for source in find([Path("in")])[0]]
    assert paths == ["in/a.txt", "in/caf\\xe8.txt", "in/caf\\xe9.txt"]


def test_an_accent_written_in_two_characters_gives_the_same_id() -> None:
    write("one/cafe\u0301.txt")
    write("two/caf\u00e9.txt")
    assert ids("one") == ids("two") == ["caf\u00e9"]


def test_the_order_of_the_paths_does_not_matter() -> None:
    for name in ("in/a.txt", "in/2020/a.txt", "in/b.md", "in/c.pdf"):
        write(name)
    paths = [Path("in/2020"), Path("in"), Path("in/b.md"), Path("gone.txt")]
    assert find(paths) == find(paths[::-1])
