r"""LaTeX in the fields of bibliographies as Unicode, by pylatexenc.

Mathematics stays as printed, and so do ``~``, ``--`` and ``''``, which :mod:`generator.text.latex` reads.
A macro of unknown meaning keeps its arguments.
"""

import re
from functools import cache, lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as default_text_context
from pylatexenc.latexwalker import LatexMacroNode, LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as default_walker_context
from pylatexenc.macrospec import MacroSpec

LONGEST_FIELD = 60_000
"""Characters beyond which a field is not decoded."""
MOST_NESTED = 3
# \& \% \_ \# \$
ESCAPE = re.compile(r"\\([&%_#$ ])")
# {GPU}, {Graph Neural} networks
PLAIN_BRACES = re.compile(r"(?<![\\^_A-Za-z}\]])\{([^{}\\$]*)\}")
# e{BERT}, D{εpS}
WORD_BRACES = re.compile(r"(?<=[A-Za-z])(?<!\\)\{([^\W\d_]*[A-Z][^\W\d_]*)\}")
# D\\'ecoret  ·  Swe{\\i}g   (escaped twice)
DOUBLED = re.compile(r"\\\\(?=[\"'`^~=.]\{?\\{0,2}[A-Za-z])|(?<=\{)\\\\(?=[A-Za-z]{1,2}\})")
# 50% more   (a comment cannot occur in a field)
BARE_PERCENT = re.compile(r"(?<!\\)%")
# $<$   (in text, LaTeX prints a different character)
SIGN_IN_MATHEMATICS = re.compile(r"(?<!\\)\$([<>|])\$")
# the specials of LaTeX that stay as printed: ~ -- `` ''
LITERAL = ["nonascii-specials"]
SIGNS = {
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/", "textgreater": ">",
    "textless": "<", "textunderscore": "_", "S": "§", "P": "¶", "pounds": "£", "textbar": "|", "euro": "€",
    "copyright": "©", "textasciitilde": "~", "textasciicircum": "^", "textasteriskcentered": "*", "-": "",
    "cprime": "ʹ", "newline": " ", "\\": " ", "par": " ", "langle": "⟨", "rangle": "⟩", "textlangle": "⟨",
    "textrangle": "⟩", "textperiodcentered": "·", "hyphen": "-", "ddag": "‡", "checkmark": "✓", "glqq": "„",
    "not": "\u0338", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›",
}  # fmt: skip
"""Macros that pylatexenc does not know, or prints otherwise."""
TEMPLATES = {
    "url": ("{", "%s"), "href": ("{{", "%(2)s"), "textsuperscript": ("{", "^{%s}"),
    "textsubscript": ("{", "_{%s}"), "enquote": ("*{", "“%(2)s”"), "mkbibquote": ("{", "“%s”"),
    "noopsort": ("{", ""), "footnote": ("{", " (%s)"), "hspace": ("*{", " "), "vphantom": ("{", ""),
    "textcolor": ("{{", "%(2)s"), "bibinfo": ("{{", "%(2)s"),
    "cite": ("*[[{", ""), "raisebox": ("{{", "%(2)s"), "ocirc": ("{", "%s\u030a"), "polhk": ("{", "%s\u0328"),
    "cftil": ("{", "%s\u0303"),
}  # fmt: skip
"""Macros with arguments: which they take, and what is printed."""
HARMLESS = frozenset((
    "texttt", "textsf", "mbox", "textup", "textmd", "textrm", "textbf", "textit", "textsl", "textsc",
    "textnormal", "emph", "hbox", "text", "protect", "relax", "xspace", "uppercase", "lowercase",
    "MakeUppercase", "MakeLowercase", "em", "bf", "it", "rm", "sf", "sl", "tt", "sc", "bfseries", "itshape",
    "scshape", "slshape", "sffamily", "ttfamily", "rmfamily", "mdseries", "upshape", "normalfont", "small",
    "tiny", "large", "mkbibemph", "mkbibbold", "mkbibitalic", "mkbibparens", "newblock", "natexlab",
    "BibTitle", "nobreak", "allowbreak", "linebreak", "ignorespaces", "underline", "cal", "break", "hfill",
    "noindent", "oldstylenums", "t",
))  # fmt: skip
"""Macros that change how their argument looks, not what it says."""


@cache
def _make_contexts() -> tuple[object, object]:
    text = default_text_context().filter_context(exclude_categories=LITERAL)
    walker = default_walker_context().filter_context(exclude_categories=LITERAL)
    specs = [MacroTextSpec(name, sign) for name, sign in SIGNS.items()]
    specs += [MacroTextSpec(name, template) for name, (_, template) in TEMPLATES.items()]
    text.add_context_category("bibliographies", specs, prepend=True)
    taken = [MacroSpec(name, arguments) for name, (arguments, _) in TEMPLATES.items()]
    walker.add_context_category(
        "bibliographies", [*taken, *(MacroSpec(name, "") for name in SIGNS if name != "\\")], prepend=True
    )
    return walker, text


class _Decoder(LatexNodes2Text):  # type: ignore[misc]  # pylatexenc has no types
    """Prints the arguments of macros it does not know, and keeps their names in ``unknown``."""

    def __init__(self, context: object) -> None:
        super().__init__(latex_context=context, math_mode="verbatim", keep_comments=True)
        self.unknown: dict[str, None] = {}

    def macro_node_to_text(self, node: LatexMacroNode) -> str:
        name = node.macroname
        if self.latex_context.get_macro_spec(name) is not None:
            return str(super().macro_node_to_text(node))
        if name not in HARMLESS:
            self.unknown[name] = None
        arguments = node.nodeargd.argnlist if node.nodeargd and node.nodeargd.argnlist else ()
        return "".join(self._groupnodecontents_to_text(argument) for argument in arguments if argument)


@lru_cache(maxsize=256)
def decode_latex(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return a field as Unicode, and the names of macros of unknown meaning in it.

    ``{\"O}zg{\"u}r`` is ``Özgür``, ``{GPU}`` is ``GPU``. What cannot be parsed stays as printed.
    """
    if "$" in text:
        text = SIGN_IN_MATHEMATICS.sub(r"\1", text)
    if len(text) > LONGEST_FIELD or not ("\\" in text or "{" in text):
        return text, ()
    text = DOUBLED.sub(r"\\", text)
    plain = text if "$" in text else ESCAPE.sub(r"\1", text)
    if "\\" not in plain.replace("\\$", ""):  # parsing is a hundred times slower
        for _ in range(MOST_NESTED):
            plain = WORD_BRACES.sub(r"\1", PLAIN_BRACES.sub(r"\1", plain))
        return plain.replace("\\$", "$"), ()
    walker_context, text_context = _make_contexts()
    decoder = _Decoder(text_context)
    try:
        walker = LatexWalker(
            BARE_PERCENT.sub(r"\\%", text), latex_context=walker_context, tolerant_parsing=True
        )
        decoded = str(decoder.nodelist_to_text(walker.get_latex_nodes()[0]))
    except (LatexWalkerError, RecursionError, LookupError, ValueError, AttributeError, TypeError):
        return plain, ()
    return decoded, tuple(decoder.unknown)
