#!/usr/bin/env bash
# Installs what the tests need and runs them all: lint, types, and pytest on the installed package, with a real
# Neo4j server and a real browser. What cannot be installed here (no root, no Debian) is skipped with a reason,
# unless KGBUILD_TEST_REQUIRE=1.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
  missing+=(chromium)
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || missing+=(maven)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q "${missing[@]}" >/dev/null
fi

python3 -m venv build/test-venv
build/test-venv/bin/pip install -q --disable-pip-version-check '.[test]'
export PATH="$PWD/build/test-venv/bin:$PATH"
# It finds what is in the way of people with a screen reader or weak eyes; without it, that test is skipped.
npm install --silent --no-audit --no-fund --no-save --prefix build/npm axe-core@4.14 || echo "no axe-core" >&2

ruff check .
ruff format --check .
mypy
exec pytest "$@"
