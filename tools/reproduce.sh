#!/usr/bin/env bash
# Builds the site and the wheel of the last commit twice and fails if a byte differs. The second build is in another
# folder, with another umask, locale, time zone, hash seed and file order.
# Argument: the virtual environment's Python.
set -euo pipefail

python=$(cd "$(dirname "${1:?usage: reproduce.sh PYTHON}")" && pwd)/$(basename "$1")
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build FOLDER: builds the site and the wheel from a copy of the last commit.
build() {
    mkdir -p "$1"
    git archive HEAD | tar -x -C "$1"
    (
        cd "$1"
        PYTHONPATH="$PWD${ORDER:+:$ORDER}" "$python" -m mkdocs build --strict --quiet --site-dir site
    )
    tools/build_wheel.sh "$python" "$1/wheel" >/dev/null
}

mkdir "$work/order"
cat >"$work/order/sitecustomize.py" <<'PYTHON'
import os

class Reversed:
    def __init__(self, path="."):
        self.scan = scandir(path)
        self.entries = iter(sorted(self.scan, key=lambda entry: entry.name, reverse=True))
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.scan.close()
    close = __exit__

scandir, listdir = os.scandir, os.listdir
os.scandir = Reversed
os.listdir = lambda path=".": sorted(listdir(path), reverse=True)
PYTHON

export TZ=UTC LC_ALL=C.UTF-8 PYTHONHASHSEED=0
build "$work/one"
umask 077
export TZ=Asia/Kathmandu LC_ALL=C PYTHONHASHSEED=7 ORDER="$work/order"
build "$work/another folder/zwei"

diff -r "$work/one/site" "$work/another folder/zwei/site"
diff -r "$work/one/wheel" "$work/another folder/zwei/wheel"
echo "The site and the wheel are reproducible, byte for byte."
