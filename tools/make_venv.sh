#!/usr/bin/env bash
# Creates a virtual environment in the folder given as the first argument, with the first Python found that is 3.11
# or newer (or the one set as PYTHON=...). If there is none, explains what to do.
set -euo pipefail

venv=${1:?usage: make_venv.sh FOLDER}

# recent CANDIDATE: succeeds if the command is Python 3.11 or newer (a pyenv shim may exist but not run).
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
# complete CANDIDATE: succeeds if it can create environments with pip (a separate package on Debian).
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

fail() {
    printf 'error: %s\n' "$@" >&2
    exit 1
}

if [ -n "${PYTHON:-}" ]; then
    candidates=("$PYTHON")
else
    candidates=(python3 python3.14 python3.13 python3.12 python3.11 python)
fi

chosen=""
bare=""
for candidate in "${candidates[@]}"; do
    recent "$candidate" || continue
    if complete "$candidate"; then
        chosen=$candidate
        break
    fi
    bare=${bare:-$candidate}
done

if [ -z "$chosen" ] && [ -n "$bare" ]; then
    package=$("$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    . "$(dirname "${BASH_SOURCE[0]}")/apt.sh"
    if can_apt && apt_install "$package" && complete "$bare"; then
        chosen=$bare
    else
        fail "$bare lacks the 'venv' or 'ensurepip' module, so it cannot create a virtual environment." \
            "On Debian and Ubuntu, run: apt-get install $package. Or use another Python: make PYTHON=/path/to/python3"
    fi
fi
if [ -z "$chosen" ]; then
    fail "no Python 3.11 or newer found (tried: ${candidates[*]})." \
        "Install one, or set its path: make PYTHON=/path/to/python3"
fi

echo "Creating $venv with $("$chosen" --version 2>&1)"
rm -rf "$venv"
"$chosen" -m venv "$venv"
