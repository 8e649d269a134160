r"""Groups that JabRef and Better BibTeX store in a comment of a BibTeX file.

Each line is a group, nested in the last one above with a smaller number::

    @Comment{jabref-meta: grouping:
    0 AllEntriesGroup:;
    1 StaticGroup:Compression\;0\;1\;0x8a8a8aff\;\;\;;
    2 StaticGroup:Pruning\;0\;1\;\;\;\;;
    }

Entries name their groups in the field ``groups``; in ``groupstree``, an older form, ``ExplicitGroup`` lists
the keys of its entries.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from generator.readers.base import join_levels

# the comment that has the groups
COMMENT = re.compile(r"@comment\s*\{\s*jabref-meta:\s*(?:grouping|groupstree):", re.I)
# 1 StaticGroup:Compression\;0\;1\;0x8a8a8aff\;\;\;
NODE = re.compile(r"\s*(?P<level>\d{1,3}) (?P<kind>\w+):(?P<rest>.*)\Z", re.S)
END_OF_NODE = re.compile(r"(?<!\\);")
LONGEST_COMMENT = 2_000_000
MOST_COMMENTS = 5
"""Most comments with groups that are read; programs write one."""
DEEPEST = 20
"""Most levels of nested groups."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a file; `` / `` joins the levels of nested ones.

    Attributes:
        paths: name of a group -> the group and those that contain it.
        by_key: lowercase key of an entry -> the groups that list it.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    by_key: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_groups(text: str) -> Groups:
    """Return the groups in the comments of a BibTeX file."""
    paths: dict[str, str] = {}
    by_key: dict[str, dict[str, None]] = {}
    for comment in islice(COMMENT.finditer(text), MOST_COMMENTS):
        body = text[comment.end() : comment.end() + LONGEST_COMMENT]
        above: list[tuple[int, str]] = []
        # JabRef used to break lines anywhere
        for node in END_OF_NODE.split(body.partition("\n}")[0].replace("\r", "").replace("\n", "")):
            match = NODE.match(node)
            if not match:
                break
            name, *values = match["rest"].replace("\\\\", "\\").split("\\;")
            level = int(match["level"])
            while above and above[-1][0] >= level:
                above.pop()
            if match["kind"] not in ("StaticGroup", "ExplicitGroup") or len(above) >= DEEPEST:
                continue
            above.append((level, name.strip()))
            path = join_levels(name for _, name in above)
            paths.setdefault(name.strip(), path)
            for key in values[1:] if match["kind"] == "ExplicitGroup" else ():
                if key.strip():
                    by_key.setdefault(key.strip().lower(), {})[path] = None
    return Groups(paths, {key: tuple(found) for key, found in by_key.items()})
