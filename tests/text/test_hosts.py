"""Hosts that pass for others are found, and shown as browsers ask for them."""

from __future__ import annotations

import pytest

from generator.text.hosts import find_disguise, show_address


@pytest.mark.parametrize(
    ("address", "host", "ascii"),
    [
        ("https://аррle.com/store", "аррle.com", "xn--le-6kc8da.com"),
        ("https://аррӏе.com/", "аррӏе.com", "xn--80ak6aa92e.com"),
        ("https://www.gіthub.com:8080/x", "www.gіthub.com", "www.xn--gthub-n2e.com"),
        ("https://gıthub.com", "gıthub.com", "xn--gthub-n4a.com"),
        ("https://ɡithub.com", "ɡithub.com", "xn--ithub-qmc.com"),
        ("https://οpenreview.net/forum", "οpenreview.net", "xn--penreview-p1g.net"),
        ("https://openжreview.net/", "openжreview.net", "xn--openreview-ysi.net"),
        ("https://github.com∕evil.example/", "github.com∕evil.example", "github.xn--comevil-ef0d.example"),
        ("https://ar\u200dxiv.org/", "ar\u200dxiv.org", "xn--arxiv-yt3b.org"),
    ],
)
def test_a_host_that_passes_for_another_is_found(address: str, host: str, ascii: str) -> None:
    assert find_disguise(address) == (host, ascii)
    assert show_address(address) == address.replace(host, ascii)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://a.example.org/файл?q=ü#ж", "https://a.example.org/файл?q=ü#ж"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("https://пример.рф/код", "https://xn--e1afmkfd.xn--p1ai/код"),
        ("https://xn--e1afmkfd.xn--p1ai/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://日本語ブログ.jp/", "https://xn--qckyd1c576zzlbtz6h.jp/"),
        ("https://GITHUB.com/ü", "https://GITHUB.com/ü"),
        ("https://ｇithub.com/", "https://github.com/"),
        ("http://[2001:db8::7]:8080/ü", "http://[2001:db8::7]:8080/ü"),
    ],
)
def test_an_honest_host_is_shown_in_ascii(address: str, shown: str) -> None:
    assert find_disguise(address) is None
    assert show_address(address) == shown
