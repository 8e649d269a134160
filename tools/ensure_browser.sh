#!/usr/bin/env bash
# Makes sure that the tests find a Chromium: one that is there, else Debian's, else Playwright's own.
# The first argument is the Python of the virtual environment. READING_LIST_CHROMIUM=/path names one by hand.
set -euo pipefail

python=${1:?usage: ensure_browser.sh PYTHON}
here=$(dirname "${BASH_SOURCE[0]}")
find_browser() { "$python" "$here/../tests/browser.py"; }

# A browser named by hand must be right: no other is looked for.
if [ -n "${READING_LIST_CHROMIUM:-}" ]; then
    find_browser >/dev/null
    exit
fi
find_browser >/dev/null 2>&1 && exit

. "$here/apt.sh"
# Ubuntu's package of that name is only a door to a snap, which cannot run in a container.
if can_apt && grep -q '^ID=debian' "${OS_RELEASE:-/etc/os-release}" 2>/dev/null; then
    apt_install chromium fonts-liberation && find_browser >/dev/null 2>&1 && exit
fi

echo "Installing Chromium with Playwright"
install=("$python" -m playwright install --only-shell chromium)
# Playwright can also fetch the libraries the browser needs, where that asks no password.
if ! can_apt || ! "${install[@]}" --with-deps </dev/null; then
    "${install[@]}" </dev/null || true
fi
if ! find_browser >/dev/null; then
    echo "error: no Chromium for the browser tests; install one and set READING_LIST_CHROMIUM to its path" >&2
    exit 1
fi
