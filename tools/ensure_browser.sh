#!/usr/bin/env bash
# Makes sure the tests have a Chromium: an installed one, or else Debian's, or else Playwright's. The headless shell
# is preferred: it takes a third less time.
# The first argument is the virtual environment's Python. READING_LIST_CHROMIUM=/path selects a browser.
set -euo pipefail

python=${1:?usage: ensure_browser.sh PYTHON}
here=$(dirname "${BASH_SOURCE[0]}")
find_browser() { "$python" "$here/../tests/browser.py"; }

# If a browser was selected, it must work; do not look for another.
if [ -n "${READING_LIST_CHROMIUM:-}" ]; then
    find_browser >/dev/null
    exit
fi
find_browser >/dev/null 2>&1 && exit

. "$here/apt.sh"
# Ubuntu's chromium package only installs a snap, which cannot run in a container.
if can_apt && grep -q '^ID=debian' "${OS_RELEASE:-/etc/os-release}" 2>/dev/null; then
    { apt_install chromium-headless-shell fonts-liberation || apt_install chromium fonts-liberation; } && find_browser >/dev/null 2>&1 && exit
fi

echo "Installing Chromium with Playwright"
install=("$python" -m playwright install --only-shell chromium)
# Playwright can also install the libraries the browser needs, if that works without a password.
if ! can_apt || ! "${install[@]}" --with-deps </dev/null; then
    "${install[@]}" </dev/null || true
fi
if ! find_browser >/dev/null; then
    echo "error: no Chromium found for the browser tests; install one and set READING_LIST_CHROMIUM to its path" >&2
    exit 1
fi
