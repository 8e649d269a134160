"""Limits requests to hosts on the public internet, never this computer or its network."""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.request import getproxies, proxy_bypass

from urllib3.util import Url, parse_url

# 64:ff9b::c000:221 is 192.0.2.33 behind NAT64 (https://www.rfc-editor.org/rfc/rfc6052)
NAT64 = IPv6Network("64:ff9b::/96")
# 2002:c000:221:: is 192.0.2.33 by 6to4, which nobody uses anymore (https://www.rfc-editor.org/rfc/rfc7526)
SIX_TO_FOUR = IPv6Network("2002::/16")


class RefusedError(Exception):
    """A request was not sent, or its answer not read; the message is a sentence that says why."""


def is_public(address: str) -> bool:
    """Return whether an IP address, and any IPv4 address embedded in it, is on the public internet."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip in NAT64:
            return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip in SIX_TO_FOUR or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def resolve(host: str, port: int, *, local: bool = False, flags: int = 0) -> tuple[str, ...]:
    """Return the IP addresses of a host, best first.

    The caller connects to these addresses, so the name cannot resolve differently after the check.

    Args:
        host: a name in ASCII or an IP address, without brackets.
        port: the port to connect to.
        local: whether to allow addresses that are not public.
        flags: flags of ``getaddrinfo``.

    Raises:
        RefusedError: one of the addresses is not public.
        OSError: the name cannot be resolved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    except UnicodeError:
        raise RefusedError(f"{host[:100]!r} is not a valid host name.") from None
    addresses = tuple(dict.fromkeys(str(item[4][0]) for item in found))
    for address in addresses:
        if not local and not is_public(address):
            name = host if host == address else f"{host} ({address})"
            raise RefusedError(f"{name} is not on the public internet.")
    return addresses


def find_proxy(host: str) -> Url | None:
    """Return the proxy set by ``HTTPS_PROXY`` or the system for a host, or None.

    Raises:
        RefusedError: the proxy is not an ``http://`` address, or the host is a private IP address. (The proxy
            resolves names, and decides which are allowed.)
    """
    settings = getproxies()
    setting = settings.get("https") or settings.get("all") or ""
    if not setting or proxy_bypass(host):
        return None
    proxy = parse_url(setting if "://" in setting else f"http://{setting}")
    if proxy.scheme != "http" or not proxy.host:
        raise RefusedError(
            "The proxy in HTTPS_PROXY must be an address such as http://proxy.example.org:3128."
        )
    if host == "localhost" or host.endswith(".localhost"):
        raise RefusedError(f"{host} is not on the public internet.")
    with suppress(socket.gaierror):
        resolve(host, 443, flags=socket.AI_NUMERICHOST)
    return proxy
