from __future__ import annotations

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
    with pytest.raises(ConfigError, match=r"kgbuild\.toml is not TOML"):
        load_config(file=path)


def test_a_settings_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_config(file=tmp_path)
