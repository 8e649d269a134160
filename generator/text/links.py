"""Web addresses in running text."""

import re
from dataclasses import dataclass

from generator.text.cleaning import clean

# https://github.com/YuWVandy/Topo_LP_GNN
ADDRESS = re.compile(r"(?:https?|ftp)://[^\s{}<>\"]+")
# https://github.com/GTmac/FastRP as a whole field
WEB_ADDRESS = re.compile(
    r"https?://(?:\[[0-9A-Fa-f:.]+\](?::\d+)?|[^\s/?#@\"'<>\\^`{|}]+\.[^\s/?#@\"'<>\\^`{|}.]+)(?:[/?#][^\s\"'<>\\^`{|}]*)?\Z"
)
# https: //github.com/Graph-COM/Neighborhood-Aware-Temporal-Network
BROKEN_SCHEME = re.compile(r"\b(https?) ?: ?//\s?(?=[\w-]+\.)")
# https://github.com/ altair199797/LowFormer.
BROKEN_PATH = re.compile(r"(\bhttps?://[\w.-]+\.[a-z]{2,}/) (?=[\w.-]+/[\w.-])")
# punctuation that may follow an address
TRAILING = ".,;:!?'\"’”*"
# https://www.github.com/owner/name/tree/main
CODE_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|gitee\.com)/[\w.-]+/[\w.-]+(?:/[^\s#?]*)?", re.I
)
# graph-com.github.io:8080  ·  пример.рф  ·  xn--e1afmkfd.xn--p1ai  ·  203.0.113.7  ·  [2001:db8::7]
HOST = re.compile(
    r"(?:(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d+)?", re.I
)


def repair_addresses(text: str) -> str:
    """Return ``text`` with web addresses joined where a single space broke them."""
    text = BROKEN_SCHEME.sub(r"\1://", text)
    return BROKEN_PATH.sub(r"\1", text)


def trim_address(address: str) -> str:
    """Return ``address`` without trailing punctuation and closing brackets that belong to the sentence."""
    end = len(address)
    unmatched = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ")" and unmatched > 0:
            unmatched -= 1
        elif last not in TRAILING and last not in "]}>":
            break
        end -= 1
    return address[:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLinks:
    """Addresses found in a text, each once, in the order of the text."""

    code: tuple[str, ...] = ()
    project: tuple[str, ...] = ()


def find_links(text: str) -> FoundLinks:
    """Return the addresses of repositories and project pages in ``text``.

    An address at GitHub, GitLab or Gitee with owner and name is a repository; any other is a project page.
    """
    code: dict[str, None] = {}
    project: dict[str, None] = {}
    for match in ADDRESS.finditer(repair_addresses(clean(text))):
        address = trim_address(match[0])
        scheme, _, rest = address.partition("://")
        if not scheme.startswith("http") or not HOST.fullmatch(re.split("[/?#]", rest, maxsplit=1)[0]):
            continue
        is_code = CODE_ADDRESS.fullmatch(address.partition("#")[0].partition("?")[0].rstrip("/"))
        found = code if is_code else project
        address = address.rstrip("/") if is_code else address
        found[address] = None
    return FoundLinks(code=tuple(code), project=tuple(project))


def find_addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses in ``text``, each once; a text that is all one address is returned whole."""
    text = text.strip()
    if WEB_ADDRESS.match(text):
        return (text,)
    found = (trim_address(match[0]) for match in ADDRESS.finditer(text))
    return tuple(dict.fromkeys(address for address in found if WEB_ADDRESS.match(address)))


def find_address_flaw(address: str) -> str:
    """Return what is wrong with a web address as a clause such as "ends in '.'", or "" if it is sound.

    Flaws are remains of the surrounding text (punctuation, a closing bracket), a broken host, and invisible
    characters.
    """
    if address[-1] in ".,;:!?'\"’”&":
        return f"ends in {address[-1]!r}"
    for opening, closing in ("()", "[]", "{}"):
        if address.count(closing) > address.count(opening):
            return f"has an unmatched {closing!r}"
    if not address.isprintable():
        hidden = next(char for char in address if not char.isprintable())
        return f"has an invisible character, U+{ord(hidden):04X}"
    host = re.split("[/?#]", address.partition("://")[2], maxsplit=1)[0]
    return "" if HOST.fullmatch(host) else "has no host such as example.org"
