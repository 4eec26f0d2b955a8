"""A real Neo4j server for tests: the jars from Maven Central, on free loopback ports, with a password.

Its settings are those of docker-compose.yml. Starting one needs Java 17 or newer; fetching the jars, once, needs
Maven and the network.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, TransientError

__all__ = ["Missing", "Server", "compose_settings", "fetch_jars", "import_files", "running", "self_signed"]

_POM = Path(__file__).with_name("neo4j") / "pom.xml"
_JARS = _POM.with_name("lib")  # git ignores both
_BUILD = _POM.with_name("build")
_FETCH_WITHIN = 1800  # seconds, for 165 MB
_READY_WITHIN = 600  # seconds; 11 on an idle machine
_COMPOSE = Path(__file__).parents[2] / "docker-compose.yml"
_MAIN = "org.neo4j.server.CommunityEntryPoint"
_OPEN = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]


class Missing(Exception):
    """This machine cannot run the server; the message says what it lacks."""


@dataclass(frozen=True)
class Server:
    """Where a running server is, and who may use it."""

    uri: str
    browser: str
    username: str
    password: str
    pid: int


@contextmanager
def running(
    home: Path, *, password: str = "a-password-for-tests", settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server that keeps its data in the folder `home`, and stop it at the end.

    Args:
        settings: lines of neo4j.conf beside the usual ones.

    Raises:
        Missing: there is no Java, or the jars are neither here nor to be had.
    """
    bolt, http = _free_ports(2)
    java, jars = _tool("java"), fetch_jars()
    _configure(home, bolt=bolt, http=http, settings=settings or {})
    if not (home / "data" / "dbms").exists():
        _set_password(java, jars, home=home, password=password)
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [
                java,
                f"-Xmx{compose_settings()['server.memory.heap.max_size']}",
                "-cp",
                f"{jars}/*",
                *_OPEN,
                _MAIN,
                f"--home-dir={home}",
                f"--config-dir={home}/conf",
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    browser = f"http://127.0.0.1:{http}/browser/"
    server = Server(f"bolt://127.0.0.1:{bolt}", browser, "neo4j", password, process.pid)
    try:
        _wait_for(server, process, log=home / "server.log")
        yield server
    finally:
        _stop(process)


def fetch_jars() -> Path:
    """Return the folder of the server's jars, after asking Maven for them if it is not there yet.

    Raises:
        Missing: Maven is not installed, or fails (for want of a network, mostly).
    """
    if _JARS.is_dir():
        return _JARS
    # Into a folder of its own first, so that an interrupted download is not taken for a whole one.
    _BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_BUILD) as folder:
        whole = Path(folder) / "lib"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={whole}"]
        _run([_tool("mvn"), "-q", "-B", "-Dstyle.color=never", "-f", str(_POM), *goal], within=_FETCH_WITHIN)
        whole.rename(_JARS)
    return _JARS


def compose_settings() -> dict[str, str]:
    """What docker-compose.yml sets in neo4j.conf, by the names that it has there."""
    lines = re.findall(r'^ +NEO4J_([a-z]\w+): "(.*)"$', _COMPOSE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name.replace("__", "\0").replace("_", ".").replace("\0", "_"): value for name, value in lines}


def import_files(home: Path, folder: Path, command: str) -> None:
    """Run the command that `kgbuild write bulk` gives, for the server in `home`, which must be stopped.

    Raises:
        Missing: there is no Java, or the command fails.
    """
    _configure(home, bolt=0, http=0, settings={})
    program, *arguments = shlex.split(command)
    assert program == "neo4j-admin"
    admin = [_tool("java"), "-Xmx256m", "-cp", f"{fetch_jars()}/*", "org.neo4j.cli.AdminTool"]
    where = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    _run([*admin, *arguments], within=_READY_WITHIN, environ=where, folder=folder)


def self_signed(home: Path) -> dict[str, str]:
    """Settings for encrypted connections, with a certificate that nobody but the server has signed.

    Raises:
        Missing: there is no openssl.
    """
    folder = home / "certificates" / "bolt"
    folder.mkdir(parents=True)
    subject = ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
    _run([_tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, *subject], within=60)
    return {
        "server.bolt.tls_level": "OPTIONAL",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": str(folder),
        "dbms.ssl.policy.bolt.client_auth": "NONE",
    }


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{name} is not installed")
    return path


def _run(
    command: list[str], *, within: float, environ: dict[str, str] | None = None, folder: Path | None = None
) -> None:
    try:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            timeout=within,
            env={**os.environ, **(environ or {})},
            cwd=folder,
        )
    except subprocess.CalledProcessError as error:
        said = (error.stdout + error.stderr).decode(errors="replace").strip().splitlines()
        raise Missing(f"{Path(command[0]).name} failed: {said[0] if said else error}") from error
    except subprocess.TimeoutExpired as error:
        raise Missing(f"{Path(command[0]).name} took longer than {within:.0f} s") from error


def _free_ports(count: int) -> list[int]:
    # All are open at once, so that the system does not give one of them twice.
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _configure(home: Path, *, bolt: int, http: int, settings: Mapping[str, str]) -> None:
    (home / "conf").mkdir(parents=True, exist_ok=True)
    settings = {
        **compose_settings(),
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        **settings,
    }
    lines = (f"{name}={value}\n" for name, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")


def _set_password(java: str, jars: Path, *, home: Path, password: str) -> None:
    admin = [java, "-Xmx256m", "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool"]
    where = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    _run([*admin, "dbms", "set-initial-password", password], within=_READY_WITHIN, environ=where)


def _wait_for(server: Server, process: subprocess.Popen[bytes], *, log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(server):
            return
        time.sleep(0.5)
    tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
    raise RuntimeError(f"the Neo4j server did not start (exit status {process.poll()}):\n{tail}")


def _answers(server: Server) -> bool:
    try:
        auth = (server.username, server.password)
        with GraphDatabase.driver(server.uri, auth=auth) as driver, driver.session() as session:
            session.run("RETURN 1").consume()
    except (DriverError, TransientError):
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    # Not asked to end first: that takes ten seconds, and nobody needs what it would write.
    process.kill()
    process.wait()
