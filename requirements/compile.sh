#!/bin/sh
# Renews the locks: universal (every platform and Python 3.11+), with hashes, without index or path lines.
# Needs uv (pip install uv). Add --upgrade to take newer versions.
set -eu
cd "$(dirname "$0")/.."
lock="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build"
$lock pyproject.toml -o requirements/run.txt "$@"
$lock --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt "$@"
$lock --extra bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt "$@"
