from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kgbuild.config import Config, Neo4jSettings, load_config
from kgbuild.errors import ConfigError

FILE = """
db = "file.db"
html = "file.html"
[neo4j]
uri = "bolt://file:7687"
username = "file"
password = "from the file"
database = "filed"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kgbuild.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_nothing_given_means_the_defaults() -> None:
    assert load_config() == Config(Path("kgbuild.db"), Path("graph.html"), Neo4jSettings())
    assert Config().neo4j == Neo4jSettings(uri=None, username="neo4j", password=None, database=None)


def test_a_file_that_does_not_exist_counts_as_empty(tmp_path: Path) -> None:
    assert load_config(file=tmp_path / "none.toml") == Config()


def test_the_file_is_above_the_defaults(file: Path) -> None:
    config = load_config(file=file)
    assert (config.db, config.html) == (Path("file.db"), Path("file.html"))
    assert config.neo4j == Neo4jSettings("bolt://file:7687", "file", "from the file", "filed")


def test_the_environment_is_above_the_file(file: Path) -> None:
    environ = {"NEO4J_URI": "bolt://env:7687", "NEO4J_PASSWORD": "from outside", "NEO4J_USERNAME": ""}
    neo4j = load_config(file=file, environ=environ).neo4j
    assert (neo4j.uri, neo4j.password) == ("bolt://env:7687", "from outside")
    assert (neo4j.username, neo4j.database) == ("file", "filed")


def test_flags_are_above_all(file: Path) -> None:
    flags = {"uri": "bolt://flag:7687", "db": Path("flag.db"), "html": None}
    config = load_config(file=file, environ={"NEO4J_URI": "bolt://env:7687"}, flags=flags)
    assert config.neo4j.uri == "bolt://flag:7687"
    assert (config.db, config.html) == (Path("flag.db"), Path("file.html"))


def test_decisions_are_beside_the_workspace_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    beside = load_config(flags={"db": Path("there/graph.db")})
    assert (beside.decisions, beside.decisions_file) == (None, Path("there/kgbuild.decisions.jsonl"))
    file = tmp_path / "kgbuild.toml"
    file.write_text('decisions = "ours.jsonl"\n', encoding="utf-8")
    assert load_config(file=file, flags={"db": Path("there/graph.db")}).decisions_file == Path("ours.jsonl")


def test_the_environment_is_read_only_when_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://env:7687")
    assert load_config().neo4j.uri is None


def test_the_password_never_shows(file: Path) -> None:
    assert "from the file" not in repr(load_config(file=file))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("db = ", "is not TOML"),
        ('bd = "x.db"', "no setting is called 'bd'"),
        ("db = 3", "db must be text"),
        ('db = ""', "db is empty"),
        ("neo4j = 3", "must be a table"),
        ("[neo4j]\nport = 7687", "no setting is called 'port'"),
        ("[neo4j]\nuri = 7687", "uri must be text"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"kgbuild\.toml.*{complaint}"):
        load_config(file=path)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"kgbuild\.toml is not UTF-8 text"):
        load_config(file=path)


def test_a_file_that_notepad_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_bytes('db = "gulf.db"\r\n'.encode("utf-8-sig"))
    assert load_config(file=path).db == Path("gulf.db")


def test_a_path_as_windows_writes_it_is_told_how_to_write(tmp_path: Path) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_text('db = "C:\\Users\\ida\\gulf.db"', encoding="utf-8")
    with pytest.raises(ConfigError, match="is not TOML") as raised:
        load_config(file=path)
    assert raised.value.hint == "in a path write / for \\, also on Windows"


@pytest.mark.parametrize("db", [".", "", "/"])
def test_a_workspace_without_a_name_has_a_file_of_decisions(db: str) -> None:
    assert Config(db=Path(db)).decisions_file.name == "kgbuild.decisions.jsonl"


def test_a_settings_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_config(file=tmp_path)


OWN = """
recogniser = "spacy:en_core_web_sm"
[gazetteers]
Unit = ["units.txt"]
Operation = ["lists/operations.txt"]
[labels.Operation]
colour = "#b07aa1"
description = "a campaign"
[relations.TAKES_PART_IN]
subject = ["Unit"]
object = ["Operation"]
description = "takes part in"
[recogniser_labels]
EVENT = "Operation"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "kgbuild.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "units.txt").write_text(
        "#1 ours\nGrey  Herons | GH-7 # of old\n\n | \nBlue Otters #x\nTask Force #3 | TF-3\n",
        encoding="utf-8-sig",
    )
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "operations.txt").write_text("Silent Dune", encoding="utf-8")
    return tmp_path / "kgbuild.toml"


def test_own_labels_types_and_lists_are_in_the_schema(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own.parent / "lists")  # lists are looked for beside the settings
    config = load_config(file=own)
    assert config.recogniser == "spacy:en_core_web_sm"
    assert config.schema.labels["Unit"].names == (
        ("Grey Herons", "GH-7"),
        ("Blue Otters",),
        ("Task Force #3", "TF-3"),
    )
    assert config.schema.labels["Operation"].names == (("Silent Dune",),)
    assert config.schema.allows("TAKES_PART_IN", "Unit", "Operation")
    assert config.schema.recogniser_labels["EVENT"] == "Operation"


def test_the_flag_is_above_the_files_recogniser(own: Path) -> None:
    assert load_config(file=own, flags={"recogniser": "spacy:other"}).recogniser == "spacy:other"
    assert load_config(file=own, flags={"recogniser": None}).recogniser == "spacy:en_core_web_sm"


def test_settings_reach_other_processes(own: Path) -> None:
    config = load_config(file=own)
    again = pickle.loads(pickle.dumps(config))
    assert again == config and again.schema.digest == config.schema.digest


@pytest.mark.parametrize("name", ["en_core_web_sm", "spacy:", "stanza:en"])
def test_a_recogniser_that_kgbuild_does_not_know(name: str) -> None:
    with pytest.raises(ConfigError, match=f"there is no recogniser '{name}'"):
        load_config(flags={"recogniser": name})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("gazetteers = 3", r"\[gazetteers\] must be a table"),
        ("[gazetteers]\nUnit = 3", "Unit must be a list of files"),
        ('[gazetteers]\nUnit = ["none.txt"]', "cannot read none.txt: No such file"),
        ('[gazetteers]\nUnit = ["latin.txt"]', "cannot read latin.txt: it is not UTF-8"),
        ('[gazetteers]\nShip = ["empty.txt"]', "no label is called 'Ship'"),
        ("[labels.Operation]\ncolour = 3", "lacks 'colour', a text"),
    ],
)
def test_a_wrong_table_is_named_with_its_file(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    path = tmp_path / "kgbuild.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"kgbuild\.toml.*{complaint}"):
        load_config(file=path)
