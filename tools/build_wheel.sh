#!/usr/bin/env bash
# Builds the wheel of the last commit into a folder: the same bytes for everyone who has the same lock file.
# The first argument is the virtual environment's Python, the second the folder.
set -euo pipefail

usage="usage: build_wheel.sh PYTHON FOLDER"
python=${1:?$usage}
folder=${2:?$usage}
source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT

# The wheel stores times and permissions of files: those of the commit, whatever the umask of the checkout.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022
git archive HEAD | tar -x -C "$source"
"$python" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$folder" "$source"
ls "$folder"
