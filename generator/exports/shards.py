"""What the browser makes exports from: all papers in all formats, in small compressed files.

The browser only joins what is written here; scripts know no formats. ``assets/data/cite/`` contains

- ``formats.js``: what each format is called and how its entries are joined;
- ``index.json``: the first slug of each shard;
- ``<n>/<i>.bin``: shard ``i`` of ``n``, slug -> format -> entry, the slugs in order; entries to copy that
  differ from those in files have keys such as ``bib-copy``;
- ``groups.bin``: ``topics/<id>``, ``years/<year>`` or ``authors/<slug>`` -> slugs.

A ``.bin`` file is JSON compressed by zlib, which any browser can decompress. The entries of a paper repeat
most of its texts; compressed, they take a sixth of the space.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.exports.formats import FORMATS
from generator.text.translation import _

SHARD_SIZE: Final = 25
"""Papers in a shard: a selection of ten papers needs at most ten shards."""
COMPRESSION: Final = 3
"""Level of zlib. The best takes four times as long and saves another tenth."""


def split_into_shards(slugs: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Return the slugs of each shard, given all of them in order."""
    return tuple(slugs[start : start + SHARD_SIZE] for start in range(0, len(slugs), SHARD_SIZE))


def write_index(shards: Sequence[Sequence[str]]) -> bytes:
    """Write the index, given the slugs of each shard."""
    return _dump({"shards": [slugs[0] for slugs in shards]})


def write_formats() -> bytes:
    """Write the JavaScript module that describes the formats."""
    formats = {
        id_: {
            "name": _(format_.name),
            "one": _(format_.one),
            "extension": format_.extension,
            "mediaType": format_.media_type,
            "head": format_.head,
            "separator": format_.separator,
            "tail": format_.tail,
            "copy": f"{id_}-copy" if format_.write_copy else id_,
        }
        for id_, format_ in FORMATS.items()
    }
    comment = b"/** The export formats; written by generator/exports/shards.py. */\n"
    return comment + b"export const FORMATS = " + _dump(formats)[:-1] + b";\n"


def compress(value: Mapping[str, Any]) -> bytes:
    """Return a value as compressed JSON."""
    return zlib.compress(_dump(value), COMPRESSION)


def _dump(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode()
