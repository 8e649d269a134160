# Sourced by other scripts: installs Debian packages if that is possible without a prompt.

# as_root COMMAND...: runs a command as root. Call can_apt first.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# can_apt: succeeds if packages can be installed without a password.
can_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; }
}

# apt_install PACKAGE...: updates the package lists (a fresh machine has none) and installs.
apt_install() {
    local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    echo "Installing $* with apt-get"
    as_root "${quiet[@]}" update >/dev/null 2>&1 || true
    as_root "${quiet[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null
}
