#!/usr/bin/env bash
# Makes the virtual environment in the folder named by the first argument: looks for a Python of version 3.11 or
# newer that can make one (PYTHON=... names another), and says what to do when there is none.
set -euo pipefail

venv=${1:?usage: make_venv.sh FOLDER}

# recent CANDIDATE: true when the command runs and is Python 3.11 or newer (a pyenv shim may exist and not run).
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
# complete CANDIDATE: true when it can make environments with pip in them (Debian packs that part apart).
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
        fail "$bare has no 'venv' and 'ensurepip' modules, so it cannot make a virtual environment." \
            "On Debian and Ubuntu: apt-get install $package; or name another Python: make PYTHON=/path/to/python3"
    fi
fi
if [ -z "$chosen" ]; then
    fail "no Python 3.11 or newer found (tried: ${candidates[*]})." \
        "Install one, or name it: make PYTHON=/path/to/python3"
fi

echo "Making $venv with $("$chosen" --version 2>&1)"
rm -rf "$venv"
"$chosen" -m venv "$venv"
