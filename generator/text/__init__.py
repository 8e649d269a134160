"""Text to text: white space, what is left of LaTeX, links, identifiers, slugs.

Listings print abstracts from which a converter took only some of the LaTeX: dollar signs and
backslashes may be gone while macro names, braces, carets and quotes stay (``100times Faster``,
``10^{19}``, ```` ``seed graph'' ````). Every rule here names the remains it mends by a pattern, with a
real example in the comment above it; whatever no rule matches stays as it is.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text
from slugify import slugify as _slugify

__all__ = [
    "FoundLinks",
    "arxiv_id",
    "clean",
    "clean_paragraphs",
    "doi",
    "find_links",
    "from_latex",
    "mend_addresses",
    "printable",
    "readable",
    "readable_title",
    "slugify",
    "title_key",
    "word_stem",
    "words",
]

# Characters that no text of a record may hold: C0 and C1 controls but for the white space among them,
# bidirectional overrides and isolates, zero-width characters, noncharacters, lone surrogates
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# white space that ends a line for some programs and not for others
ODD_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# every run of white space, line and paragraph separators and no-break spaces among it
SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """Return ``text`` without the characters that no text of a record may hold; lines stay as they are.

    What is gone can break XML, YAML and Markdown, or show a text other than it is.
    """
    return UNWANTED.sub("", ODD_SPACES.sub(" ", text))


def clean(text: str) -> str:
    """Return ``text`` in NFC on one line: control characters gone, white space as single spaces."""
    return SPACES.sub(" ", UNWANTED.sub("", unicodedata.normalize("NFC", text))).strip()


# an empty line between two paragraphs
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")


def clean_paragraphs(text: str) -> str:
    """Return ``text`` with each paragraph as by :func:`clean`, an empty line between paragraphs."""
    if "\n" not in text:
        return clean(text)
    return "\n\n".join(filter(None, map(clean, PARAGRAPH_BREAK.split(text))))


# ---------------------------------------------------------------------------------------------- LaTeX

SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzTN", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺ"
)
SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

# Macro names that lost their backslash, and the sign each stood for
SIGNS = {
    "times": "×",
    "cdot": "·",
    "cdots": "⋯",
    "ldots": "…",
    "dots": "…",
    "uparrow": "↑",
    "downarrow": "↓",
    "rightarrow": "→",
    "leftarrow": "←",
    "sim": "~",
    "approx": "≈",
    "geq": "≥",
    "leq": "≤",
    "neq": "≠",
    "gg": "≫",
    "ll": "≪",
    "infty": "∞",
    "pm": "±",
    "ell": "ℓ",
}
_SIGN_NAMES = "|".join(sorted(SIGNS, key=len, reverse=True))
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

# 2\%uparrow  ·  e.g., 96\%  ·  R\&D  ·  block\_out
ESCAPED_CHARACTER = re.compile(r"\\([%&#_{}$~^ ])")
# HyperZ$\cdot$Z$\cdot$W  ·  $O(n^d)$   (never "$5 and $6": a closing dollar stands right behind text)
INLINE_MATH = re.compile(r"(?<!\\)\$\$?(?=\S)([^$]{1,400}?)(?<=\S)(?<!\\)\$\$?")
# what only mathematics has, so that a digit may follow: $\sim$5   (never "$5-$10")
SURELY_MATH = re.compile(r"[\\^_{}]")
# na\"ive  ·  Erd\H{o}s  ·  \'{e}  ·  Bj{\"o}rn
ACCENT = re.compile(
    r"\\(?:[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[cHkruvdb](?:\{\\?[A-Za-z]\}|\s[A-Za-z]))"
)
# \emph{effect}  ·  \textbf{bold}  ·  \text{depth}  ·  \mathcal{O}  ·  1/text{depth}
STYLED = re.compile(
    r"\\?(?:emph|text(?:bf|it|rm|sf|sc|tt|sl|up|md|normal)?|math(?:bb|bf|cal|frak|it|rm|sf|tt|scr)|operatorname|mbox)"
    r"\s*\{([^{}]*)\}"
)
# sqrt{T}  ·  \sqrt{n}
ROOT = re.compile(r"\\?(?<![A-Za-z])sqrt\s?\{([^{}]{1,60})\}")
# \url{https://github.com/a/b}  ·  \href{https://github.com/a/b}{code}
URL_MACRO = re.compile(r"\\url\s?\{\s*([^{}\s]{1,400})\s*\}")
HREF_MACRO = re.compile(r"\\href\s?\{\s*([^{}\s]{1,400})\s*\}\s?\{([^{}]{0,400})\}")
# \cite{foo2019}  ·  \citep[see][]{foo}
CITATION = re.compile(r"\s?~?\\cite[a-z]{0,6}\*?(?:\[[^\]]{0,80}\]){0,2}\s?\{[^{}]{0,400}\}")
# frac{1}{n}  ·  \frac{1}{n}
FRACTION = re.compile(r"\\?(?<![A-Za-z])[dt]?frac\s?\{([^{}]{1,60})\}\s?\{([^{}]{1,60})\}")
# {\em linear speedup effect}  ·  {\bf bold}
STYLE_SWITCH = re.compile(r"\{\s*\\(?:em|bf|it|sc|rm|sf|sl|tt|bfseries|itshape)\b\s*")
# {\Psi}  ·  \cdot  ·  \leq
MACRO = re.compile(r"\\([A-Za-z]+)\*?(?![A-Za-z])")
# HyperZ{cdotZ{cdot}W}
BRACED_SIGN = re.compile(r"\{(" + _SIGN_NAMES + r")(?=[}A-Z])\}?")
# 100times Faster  ·  1.37times/1.24times  ·  16times3.8B  ·  256times256   (never "4,000 times faster")
DIGIT_TIMES = re.compile(r"(?<=[\d)])times(?![a-z])")
# 256 times 256   (never "2 times faster", "12 times less")
DIGITS_TIMES_DIGITS = re.compile(r"(?<=\d) times (?=\d)")
# 2.36sim 8.02times  ·  1.2xsim3.3x  ·  4sim 8 GPUs
DIGIT_SIM = re.compile(r"(?<=\d)(x?)sim ?(?=\d)")
# 2\%uparrow
PERCENT_ARROW = re.compile(r"(?<=%)(uparrow|downarrow)(?![a-z])")
# {g(1),g(2),ldots,g(J)}
COMMA_DOTS = re.compile(r"(?<=,)( ?)([lc]?dots)(?=,)")
# T geq 0, printed as "Tgeq 0"
GLUED_RELATION = re.compile(r"(?<![A-Za-z])([A-Za-z]|\d+)(geq|leq|neq|approx) ?(?=-?[\dA-Za-z]\b|\d)")
# (neq split learning)
OPENING_RELATION = re.compile(r"(?<=\()(neq|geq|leq|approx)(?= [A-Za-z\d])")
# l ll n, printed as "(lll n)"
MUCH_LESS = re.compile(r"(?<=\()([A-Za-z])(ll|gg) (?=[A-Za-z]\))")
# the ell_0 ball
ELL = re.compile(r"(?<![A-Za-z\\])ell(?=_)")
# Fid_Delta
SUBSCRIPT_GREEK = re.compile(r"(?<=[A-Za-z]_)(" + "|".join(sorted(_GREEK, key=len, reverse=True)) + r")\b")
# 10^{19}  ·  10^4  ·  O(n^d)  ·  MoE^2  ·  LightHGNN^+
SUPERSCRIPT = re.compile(r"\^(?:\{([^{}]{1,12})\}|(-\d+)|([A-Za-z0-9+*-]))(?![A-Za-z])")
# x_{ij}  ·  W_{-1}
BRACED_SUBSCRIPT = re.compile(r"_\{([^{}]{1,12})\}")
# CO_2 emission  ·  ell_0, now ℓ_0   (never Q4_0, UCF_CC_50, block_out)
SUBSCRIPT_DIGIT = re.compile(r"(?<![A-Za-z0-9_])([A-Z]{1,2}|[a-z]|[ℓα-ωΑ-Ω])_(\d)(?![A-Za-z0-9_])")
# Fid_+, Fid_-
SUBSCRIPT_SIGN = re.compile(r"(?<=[A-Za-z])_([+-])(?![A-Za-z0-9])")
# ``seed graph''
DOUBLE_QUOTES = re.compile(r"``\s?((?:(?!``|'').){0,1000}?)\s?''", re.DOTALL)
# what is left of a pair whose other half is missing   (never the primes of f''(x))
CLOSING_QUOTES = re.compile(r"''(?!\()")
# `sufficient statistic'  ·  `SpikeGPT'   (never the apostrophe of "models'")
SINGLE_QUOTES = re.compile(r"(?<![\w`])`([^`']{1,80}(?:'[a-z][^`']{0,60})?)'(?![\w'])")
# a~failure  ·  Quantization~(MQ)   (never 15~30% or ~50%)
TIE = re.compile(r"(?<=[A-Za-z.,])~(?=[A-Za-z(\[])")
# " -- " between words  ·  accuracy--complexity  ·  FedAvg---improving   (never a flag such as --dry-run)
EM_DASH = re.compile(r"(?<=\w)---(?=[\w(])|(?<=\S) --- (?=\S)")
EN_DASH = re.compile(r"(?<=[\w.,)\]%])--(?=[\w(\[])|(?<=\S) -- (?=\S)")
# Spatial and Temporal Analytics*
FOOTNOTE_MARK = re.compile(r"(?<=\w)\s?[*†‡]+$")
# what braces are left, once every rule above has run
BRACES = re.compile(r"[{}]")
# a web address, which no rule may touch: https://github.com/YuWVandy/Topo_LP_GNN
ADDRESS = re.compile(r"(?:https?|ftp)://[^\s{}<>\"]+")

# what a second pass could find work in
REMAINS = re.compile(r"[\\$^_{}`~]|''|--|(?:times|sim|geq|leq|neq|approx|dots|arrow|text|math|ell)")
MOST_PASSES = 12

# the converter need not tell of macros that lack their arguments: most remains of LaTeX do
logging.getLogger("pylatexenc").setLevel(logging.ERROR)
_converter = LatexNodes2Text(math_mode="text", keep_comments=True)


@lru_cache(maxsize=4096)
def from_latex(snippet: str) -> str:
    """Return one LaTeX macro or accent as Unicode (``\\"i`` -> ``ï``, ``\\Psi`` -> ``Ψ``).

    A macro that LaTeX does not know keeps its name without the backslash, so that no word is lost.
    """
    try:
        result = str(_converter.latex_to_text(snippet)).strip()
    except (LookupError, AttributeError, ValueError, TypeError):
        # the converter gives up on macros without the arguments they need
        result = ""
    # so does a macro of which only the pattern of its arguments is left: %s/%s
    return snippet.lstrip("\\") if not result or "%" in result else result


def _script(table: dict[int, int], mark: str) -> Callable[[re.Match[str]], str]:
    def convert(match: re.Match[str]) -> str:
        inner = next(part for part in match.groups() if part is not None)
        if inner == "*":
            return "*"
        moved = inner.translate(table)
        # a script that Unicode lacks is kept as plain text behind its mark: x^Q, x^(Q+1)
        if any(old == new and not old.isspace() for old, new in zip(inner, moved, strict=True)):
            return mark + (inner if len(inner) == 1 else f"({inner})")
        return moved

    return convert


_superscript = _script(SUPERSCRIPTS, "^")
_subscript = _script(SUBSCRIPTS, "_")


def _macro(match: re.Match[str]) -> str:
    name = match[1]
    if name in ("left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "limits", "em", "bf", "it"):
        return ""
    return SIGNS.get(name) or _GREEK.get(name) or from_latex("\\" + name)


def _unstyled(text: str) -> str:
    # from the inside out: \textbf{Bold \emph{x}}
    for _ in range(MOST_PASSES):
        if (inner := STYLED.sub(r"\1", text)) == text:
            break
        text = inner
    return text


def _root(match: re.Match[str]) -> str:
    return f"√{match[1]}" if re.fullmatch(r"\w+", match[1]) else f"√({match[1]})"


def _math(match: re.Match[str]) -> str:
    # inside dollar signs everything is mathematics: subscripts need no guard, minus signs are signs
    if match.string[match.end() : match.end() + 1].isdigit() and not SURELY_MATH.search(match[1]):
        return match[0]
    inner = ACCENT.sub(lambda m: from_latex(m[0]), match[1])
    inner = ROOT.sub(_root, _unstyled(inner))
    inner = FRACTION.sub(r"\1/\2", inner)
    inner = MACRO.sub(_macro, inner)
    inner = SUPERSCRIPT.sub(_superscript, inner)
    inner = BRACED_SUBSCRIPT.sub(_subscript, inner)
    return re.sub(r"_([A-Za-z0-9+-])", _subscript, inner)


def _mend_latex(text: str) -> str:
    if "$" in text:
        text = INLINE_MATH.sub(_math, text)
    if "\\" in text:
        text = ESCAPED_CHARACTER.sub(lambda m: m[1] if m[1] not in "{}" else "", text)
        text = ACCENT.sub(lambda m: from_latex(m[0]), text)
    text = FRACTION.sub(r"\1/\2", ROOT.sub(_root, _unstyled(text)))
    if "\\" in text:
        text = STYLE_SWITCH.sub("", text)
        text = MACRO.sub(_macro, text)
        text = text.replace("\\\\", " ").replace("\\", "")
    text = BRACED_SIGN.sub(lambda m: SIGNS[m[1]], text)
    text = DIGIT_TIMES.sub("×", text)
    text = DIGITS_TIMES_DIGITS.sub(" × ", text)
    text = DIGIT_SIM.sub(r"\1~", text)
    text = PERCENT_ARROW.sub(lambda m: SIGNS[m[1]], text)
    text = COMMA_DOTS.sub(r"\1…", text)
    text = GLUED_RELATION.sub(lambda m: f"{m[1]} {SIGNS[m[2]]} ", text)
    text = OPENING_RELATION.sub(lambda m: SIGNS[m[1]], text)
    text = MUCH_LESS.sub(lambda m: f"{m[1]} {SIGNS[m[2]]} ", text)
    if "_" in text:
        text = ELL.sub("ℓ", text)
        text = SUBSCRIPT_GREEK.sub(lambda m: _GREEK[m[1]], text)
        text = BRACED_SUBSCRIPT.sub(_subscript, text)
        text = SUBSCRIPT_DIGIT.sub(lambda m: m[1] + m[2].translate(SUBSCRIPTS), text)
        text = SUBSCRIPT_SIGN.sub(_subscript, text)
    if "^" in text:
        text = SUPERSCRIPT.sub(_superscript, text)
    if "`" in text:
        text = DOUBLE_QUOTES.sub(r"“\1”", text)
        text = SINGLE_QUOTES.sub(r"‘\1’", text)
        text = text.replace("``", "“")
    text = CLOSING_QUOTES.sub("”", text)
    text = TIE.sub(" ", text)
    text = EM_DASH.sub(lambda m: " — " if m[0].startswith(" ") else "—", text)
    text = EN_DASH.sub(lambda m: " – " if m[0].startswith(" ") else "–", text)
    return BRACES.sub("", text)


def readable(text: str) -> str:
    """Return ``text`` as it should read: one line of Unicode without remains of LaTeX.

    Web addresses are joined where a space broke them and are otherwise left alone. Applying it twice
    changes nothing more.
    """
    text = _readable_once(text)
    for _ in range(MOST_PASSES):
        # what one rule leaves can be what another mends
        if not REMAINS.search(text) or (again := _readable_once(text)) == text:
            break
        text = again
    return text


def _readable_once(text: str) -> str:
    text = mend_addresses(clean(text))
    if "\\" in text:
        text = HREF_MACRO.sub(r"\2 (\1)", URL_MACRO.sub(r"\1", CITATION.sub("", text)))
    parts: list[str] = []
    end = 0
    for match in ADDRESS.finditer(text):
        parts += [_mend_latex(text[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_mend_latex(text[end:]))
    return SPACES.sub(" ", "".join(parts)).strip()


def readable_title(text: str) -> str:
    """Return a title as it should read: as :func:`readable`, without a trailing footnote mark."""
    return FOOTNOTE_MARK.sub("", readable(text)) or readable(text)


# ---------------------------------------------------------------------------------------------- links

# https: //github.com/Graph-COM/Neighborhood-Aware-Temporal-Network
BROKEN_SCHEME = re.compile(r"\b(https?) ?: ?//\s?(?=[\w-]+\.)")
# https://github.com/ altair199797/LowFormer.
BROKEN_PATH = re.compile(r"(\bhttps?://[\w.-]+\.[a-z]{2,}/) (?=[\w.-]+/[\w.-])")
# what may stand behind an address and is not part of it
TRAILING = ".,;:!?'\"’”*"
CODE_HOSTS = ("github.com", "gitlab.com", "gitee.com")
# www.github.com/owner/name/tree/main
CODE_ADDRESS = re.compile(
    r"https?://(?:www\.)?(github\.com|gitlab\.com|gitee\.com)/([\w.-]+)/([\w.-]+)(/[^\s#?]*)?", re.I
)


def mend_addresses(text: str) -> str:
    """Return ``text`` with web addresses joined where one space broke them."""
    text = BROKEN_SCHEME.sub(r"\1://", text)
    return BROKEN_PATH.sub(r"\1", text)


def _trim(address: str) -> str:
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
    """Return the repositories and project pages that ``text`` names.

    A repository is an address at GitHub, GitLab or Gitee with owner and name, deeper paths included;
    any other web address is taken for a project page. Spaces inside, and punctuation or braces behind
    an address are not part of it.
    """
    code: list[str] = []
    project: list[str] = []
    for match in ADDRESS.finditer(mend_addresses(clean(text))):
        address = _trim(match[0])
        host_and_path = address.partition("://")[2]
        host = host_and_path.partition("/")[0].lower()
        if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?", host) or not address.startswith(
            "http"
        ):
            continue
        repository = CODE_ADDRESS.fullmatch(address.partition("#")[0].partition("?")[0].rstrip("/"))
        target = code if repository else project
        address = address.rstrip("/") if repository else address
        if address not in target:
            target.append(address)
    return FoundLinks(code=tuple(code), project=tuple(project))


# --------------------------------------------------------------------------------- identifiers, slugs

# arXiv:2410.05434v2, https://arxiv.org/abs/2410.05434, huggingface.co/papers/2410.05434, hep-th/9901001
ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html|format)/|huggingface\.co/papers/|alphaxiv\.org/abs/)"
    r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.|arxiv:\s*)?"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?\Z",
    re.I,
)
# https://doi.org/10.1145/3357384.3357879, doi:10.1145/…
DOI_TEXT = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)\Z", re.I)


def arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier without version that ``text`` is, or None.

    Takes identifiers, ``arXiv:`` names, arXiv, Hugging Face and alphaXiv addresses, and arXiv DOIs
    (form: https://info.arxiv.org/help/arxiv_identifier.html).
    """
    match = ARXIV.match(text.strip())
    if not match:
        return None
    id_ = match["id"]
    if id_[0].isdigit() and not 1 <= int(id_[2:4]) <= 12:
        return None
    return id_ if id_[0].isdigit() else id_[0].lower() + id_[1:]


def doi(text: str) -> str | None:
    """Return the DOI that ``text`` is, in lower case and without resolver, or None."""
    match = DOI_TEXT.match(text.strip())
    return _trim(match["doi"]).lower() if match else None


# everything that is not a letter or a digit, once accents are gone
NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """Return what two prints of one title have in common: case, accents, LaTeX and punctuation gone.

    Two titles with one key differ in nothing a reader would call another title.
    """
    text = unicodedata.normalize("NFKD", readable_title(title)).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return NOT_WORD.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, punctuation at their ends removed."""
    return [word for word in (raw.strip(".,;:!?()[]“”‘’'\"–—") for raw in text.lower().split()) if word]


LONGEST_WORD = 60
"""Characters beyond which a run of letters is no word; stemming takes time with the square of its length."""


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=2**17)
def word_stem(word: str) -> str:
    """Return what the forms of an English word in lower case have in common (the Snowball algorithm)."""
    return word if len(word) > LONGEST_WORD else str(_stemmer().stemWord(word))


GREEK_NAMES = {sign: name for name, sign in reversed(_GREEK.items())}
# γ-MoD, ε-Shrinking   (never the ε of DεpS)
LONE_GREEK = re.compile(r"(?<![^\W\d_])[" + "".join(GREEK_NAMES) + r"](?![^\W\d_])")


def slugify(title: str, *, length: int = 72) -> str:
    """Return a title as a file name and address: ASCII, lower case, at most ``length`` characters.

    The cut falls between words. A title without any letter or digit gives ``paper``.
    """
    spelled = LONE_GREEK.sub(lambda match: GREEK_NAMES[match[0]], unicodedata.normalize("NFKC", title))
    return _slugify(spelled, max_length=length, word_boundary=True, save_order=True) or "paper"
