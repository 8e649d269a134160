r"""LaTeX in the fields of a bibliography: accents, symbols, escapes and protecting braces as Unicode.

Mathematics stays as printed, and so do ``~``, ``--`` and ``''``, which :mod:`generator.text.latex` reads.
"""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as default_text_context
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as default_walker_context

__all__ = ["decode_latex"]

LONGEST_FIELD = 60_000
"""Characters beyond which a field is not decoded."""
MOST_NESTED = 3
# \& \% \_ \# \$
ESCAPE = re.compile(r"\\([&%_#$ ])")
# {GPU}, {Graph Neural} networks
PLAIN_BRACES = re.compile(r"(?<![\\^_A-Za-z}\]])\{([^{}\\$]*)\}")
# e{BERT}
WORD_BRACES = re.compile(r"(?<=[A-Za-z])(?<!\\)\{([A-Z]+)\}")
# 50% more   (a comment cannot occur in a field)
BARE_PERCENT = re.compile(r"(?<!\\)%")
# the specials of LaTeX that stay as printed: ~ -- `` ''
LITERAL = ["nonascii-specials"]


@cache
def _make_decoder() -> tuple[object, LatexNodes2Text]:
    text_context = default_text_context().filter_context(exclude_categories=LITERAL)
    # without this, addresses get angle brackets
    text_context.add_context_category("addresses", [MacroTextSpec("url", "%s")], prepend=True)
    decoder = LatexNodes2Text(latex_context=text_context, math_mode="verbatim", keep_comments=True)
    return default_walker_context().filter_context(exclude_categories=LITERAL), decoder


def decode_latex(text: str) -> str:
    r"""Return a field as Unicode: ``{\"O}zg{\"u}r`` is ``Özgür``, ``{GPU}`` is ``GPU``.

    What cannot be parsed stays as printed.
    """
    if len(text) > LONGEST_FIELD or not ("\\" in text or "{" in text):
        return text
    plain = text if "$" in text else ESCAPE.sub(r"\1", text)
    if "\\" not in plain.replace("\\$", ""):  # parsing is a hundred times slower
        for _ in range(MOST_NESTED):
            plain = WORD_BRACES.sub(r"\1", PLAIN_BRACES.sub(r"\1", plain))
        return plain.replace("\\$", "$")
    walker_context, decoder = _make_decoder()
    try:
        walker = LatexWalker(
            BARE_PERCENT.sub(r"\\%", text), latex_context=walker_context, tolerant_parsing=True
        )
        return str(decoder.nodelist_to_text(walker.get_latex_nodes()[0]))
    except (LatexWalkerError, RecursionError, LookupError, ValueError, AttributeError, TypeError):
        return plain
