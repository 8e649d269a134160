"""Internationalized host names: their ASCII form, and names that imitate others."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

import idna

# the host of https://аррle.com/store, whose first three letters are Cyrillic
HOST_OF = re.compile(r"(?P<scheme>https?://)(?P<host>[^\s/?#\\:]+)", re.I)
# Cyrillic, Greek, Armenian and Latin letters that look like ASCII letters
LOOK_ALIKES = frozenset("асԁеһіјӏорԛѕԝхуьѵԍαγικνορτυχωգզոսցօհıɩɡɑʏᴄᴏᴠᴡᴢ")
EAST_ASIAN = frozenset(
    {"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "LATIN"}
)
"""Scripts used together in East Asian words; each is the first word of its characters' names."""


def spell_host(host: str) -> str:
    """Return the ASCII form of a host: ``xn--le-6kc8da.com`` for ``аррle.com``."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        labels = unicodedata.normalize("NFKC", host).split(".")
        return ".".join(
            label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
        )


def show_address(address: str) -> str:
    """Return a web address for display, with its host in ASCII so that look-alike letters are visible."""
    if address.isascii():
        return address
    return HOST_OF.sub(lambda match: match["scheme"] + spell_host(match["host"]), address, count=1)


def find_disguise(address: str) -> tuple[str, str] | None:
    """Return the host of a web address, as written and in ASCII, if it is deceptive, or None.

    A deceptive host mixes scripts within a label, spells an ASCII name with look-alikes, or has characters
    that are not allowed in hosts. Names in one script are fine: ``müller.example``, ``пример.рф``.
    """
    match = HOST_OF.match(address)
    if not match or match["host"].isascii():
        return None
    host = unicodedata.normalize("NFKC", match["host"])
    try:
        idna.encode(host, uts46=True)
    except idna.IDNAError:
        return match["host"], spell_host(host)
    labels = host.lower().split(".")
    if any(_mixes_scripts(label) or _imitates_ascii(label, labels[-1]) for label in labels):
        return match["host"], spell_host(host)
    return None


def _mixes_scripts(label: str) -> bool:
    # the name of a letter starts with its script: CYRILLIC SMALL LETTER A
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha()}
    return len(scripts) > 1 and not scripts <= EAST_ASIAN


def _imitates_ascii(label: str, top: str) -> bool:
    """Return whether the label and the top-level domain, as far as not in ASCII, look like ASCII letters."""
    foreign = {char for char in label if char.isalpha() and not char.isascii()}
    return bool(foreign) and foreign <= LOOK_ALIKES and (top.isascii() or set(top) <= LOOK_ALIKES)


def is_loopback(host: str) -> bool:
    """Return whether a host, with or without a port, can only be this computer."""
    try:
        if host == "::1":
            return True
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or name.endswith(".localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
