"""Files that the plugin adds to the site."""

from __future__ import annotations

import gzip

from generator.mkdocs_plugin.files import compress


def test_compressed_files_name_neither_time_nor_platform() -> None:
    compressed = compress(b"<urlset>")
    assert compressed[:10] == b"\x1f\x8b\x08\x00" + b"\x00" * 4 + b"\x02\xff"
    assert gzip.decompress(compressed) == b"<urlset>"
