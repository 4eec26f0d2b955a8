"""docker-compose.yml: what a newcomer starts is what the tests run against."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kgbuild.stages.store.neo4j.server import OLDEST
from tests.servers.neo4j_server import compose_settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"


def test_settings_have_the_names_of_neo4j_conf():
    settings = compose_settings()

    assert settings["server.memory.heap.max_size"] == "512m"
    assert settings["dbms.usage_report.enabled"] == "false"
    assert not any("auth" in name.lower() for name in settings)


def test_image_is_the_version_that_the_tests_run_against():
    (image,) = re.findall(r"image: neo4j:([\d.]+)-community", COMPOSE.read_text(encoding="utf-8"))
    pom = (Path(__file__).parent / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    (jars,) = re.findall(r"neo4j-harness</artifactId>\s*<version>([\d.]+)<", pom)

    assert jars.startswith(f"{image}.")
    assert image == ".".join(map(str, OLDEST))


def test_compose_accepts_the_file():
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not installed")
    config = [docker, "compose", "-f", str(COMPOSE), "config", "--quiet"]

    run = subprocess.run(config, capture_output=True, text=True, env={"NEO4J_PASSWORD": "of-eight-characters"})

    assert (run.returncode, run.stderr) == (0, "")
