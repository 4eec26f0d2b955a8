"""Encrypted connections, and a database that may only be read: both need a server of their own settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kgbuild.config import Neo4jSettings
from kgbuild.errors import StoreUnavailable
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import SyncReport
from kgbuild.stages.store.neo4j import sync as load
from tests.servers.neo4j_server import Missing, Server, import_files, running, self_signed
from tests.stages.store.worlds import small_graph

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Server) -> Iterator[Server]:
    """A server that encrypts where it is asked to, and whose database is read-only."""
    home = tmp_path_factory.mktemp("guarded")
    try:
        settings = self_signed(home)
    except Missing as error:
        pytest.skip(f"no certificate: {error}")
    # A database that may not be written to cannot be made either: the server would wait for it for ever.
    (home / "nodes.csv").write_text("id:ID\n1\n", encoding="utf-8")
    import_files(home, home, "neo4j-admin database import full neo4j --nodes=nodes.csv")
    with running(home, settings={**settings, "server.databases.read_only": "neo4j"}) as server:
        yield server


def sync(server: Server, scheme: str, **options: bool) -> SyncReport:
    uri = f"{scheme}://{server.uri.partition('://')[2]}"
    settings = Neo4jSettings(uri, server.username, server.password)
    return load(small_graph(), settings=settings, schema=default_schema(), **options)


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_encrypted_connection(scheme: str, guarded: Server):
    assert sync(guarded, scheme, dry_run=True).nodes.created == 22


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_certificate_that_nobody_has_signed_is_one_clear_line(scheme: str, guarded: Server):
    with pytest.raises(StoreUnavailable, match=r"certificate is not trusted|no Neo4j server answers") as caught:
        sync(guarded, scheme)

    assert scheme in str(caught.value)
    assert "+ssc" in caught.value.hint or scheme == "neo4j+s"


def test_database_that_is_read_only_is_one_clear_line(guarded: Server):
    with pytest.raises(StoreUnavailable, match="is read-only for us") as caught:
        sync(guarded, "bolt")

    assert "a user who may write" in caught.value.hint
