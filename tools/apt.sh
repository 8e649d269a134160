# Sourced by other scripts: installing a Debian package when that needs no question asked.

# as_root COMMAND...: runs the command as root; only after can_apt said yes.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# can_apt: true when packages can be installed here and now without asking anybody.
can_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; }
}

# apt_install PACKAGE...: installs, after fetching the package lists (a fresh machine has none).
apt_install() {
    local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    echo "Installing $* with apt-get"
    as_root "${quiet[@]}" update >/dev/null 2>&1 || true
    as_root "${quiet[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null
}
