#!/usr/bin/env bash
# Builds a reproducible wheel of the last commit: the same lock file gives the same bytes.
# Arguments: the virtual environment's Python, and the folder to write to.
set -euo pipefail

usage="usage: build_wheel.sh PYTHON FOLDER"
python=${1:?$usage}
folder=${2:?$usage}
source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT

# The wheel stores file times and permissions: use the commit's, whatever the umask.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022
git archive HEAD | tar -x -C "$source"
"$python" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$folder" "$source"
ls "$folder"
