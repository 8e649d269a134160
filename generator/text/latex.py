"""Readable Unicode from text with leftover LaTeX.

Listings print abstracts that were only partly converted from LaTeX: dollar signs and backslashes may be
missing while macro names, braces, carets and quotes remain (``100times Faster``, ``10^{19}``,
```` ``seed graph'' ````). Each rule is a named pattern with a real example in the comment above it;
text that no rule matches is left alone.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

from generator.text.cleaning import SPACES, clean
from generator.text.links import ADDRESS, repair_addresses

SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzTN", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺ"
)
SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

# macro names, often without their backslash, and the sign of each
SIGNS = {
    "times": "×", "cdot": "·", "cdots": "⋯", "ldots": "…", "dots": "…", "uparrow": "↑", "downarrow": "↓",
    "rightarrow": "→", "leftarrow": "←", "sim": "~", "approx": "≈", "geq": "≥", "leq": "≤", "neq": "≠",
    "gg": "≫", "ll": "≪", "infty": "∞", "pm": "±", "ell": "ℓ",
}  # fmt: skip
# an alternation for regular expressions, longest name first
SIGN_NAMES = "|".join(sorted(SIGNS, key=len, reverse=True))
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
# math accents, and the characters that put them on the preceding letter
COMBINING = {
    "widehat": "\u0302", "hat": "\u0302", "overline": "\u0305", "bar": "\u0304", "widetilde": "\u0303",
    "tilde": "\u0303", "vec": "\u20d7", "ddot": "\u0308", "dot": "\u0307", "mathring": "\u030a",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
}  # fmt: skip
LONGEST_ACCENTED = 3
"""Most letters under one accent; a longer text loses the accent."""
# macros that print nothing
INVISIBLE = frozenset(
    ["left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "limits", "em", "bf", "it", "rm"]
)
SPACINGS = {"slash": "/", "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " "}

# 2\%uparrow  ·  e.g., 96\%  ·  R\&D  ·  block\_out
ESCAPED_CHARACTER = re.compile(r"\\([%&#_{}$~^ ])")
# HyperZ$\cdot$Z$\cdot$W  ·  $O(n^d)$  ·  $\Sigma$$\Delta$   (never "$5 and $6")
INLINE_MATH = re.compile(r"(?<!\\)(\$\$?)(?=\S)(?P<inner>[^$]{1,400}?)(?<=\S)(?<!\\)\1")
# only formulas have these, so a digit may follow the closing dollar: $\sim$5  ·  $>$5   (never "$5-$10")
SURELY_MATH = re.compile(r"[\\^_{}]|\A[<>=]\Z")
# na\"ive  ·  Erd\H{o}s  ·  \'{e}  ·  Bj{\"o}rn
ACCENT = re.compile(
    r"\\(?:[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[cHkruvdb](?:\{\\?[A-Za-z]\}|\s[A-Za-z]))"
)
# \emph{effect}  ·  \textbf{bold}  ·  \text{depth}  ·  \mathcal{O}  ·  1/text{depth}
STYLED = re.compile(
    r"\\?(?:emph|text(?:bf|it|rm|sf|sc|tt|sl|up|md|normal)?|math(?:bb|bf|cal|frak|it|rm|sf|sfx|tt|scr)|boldsymbol|operatorname|mbox|underline)"
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
# \hat{x}  ·  \bar 1  ·  \overline{AB}  ·  \dot{\alpha}   (never the "s" of \dots)
MATH_ACCENT = re.compile(
    r"\\(?P<name>"
    + "|".join(COMBINING)
    + r")\s*(?:\{\s*(?:\\(?P<macro>[A-Za-z]{1,20})|(?P<text>[^{}\\]{0,60}?))\s*\}"
    r"|\\(?P<greek>" + "|".join(GREEK) + r")(?![A-Za-z])|(?P<digit>\d)|(?<=\s)(?P<letter>\w))"
)
# {\em linear speedup effect}  ·  {\bf bold}
STYLE_SWITCH = re.compile(r"\{\s*\\(?:em|bf|it|sc|rm|sf|sl|tt|bfseries|itshape)\b\s*")
# {\Psi}  ·  \cdot  ·  \leq
MACRO = re.compile(r"\\([A-Za-z]+)\*?(?![A-Za-z])")
# 350$^\circ$C  ·  $25^{\circ}$
DEGREE = re.compile(r"\^ ?(?:\{\\circ\}|\\circ(?![A-Za-z]))")
# 350$\,^\circ$C
THIN_SPACE = re.compile(r"\\[,;:](?![A-Za-z]{2})")
# HyperZ{cdotZ{cdot}W}
BRACED_SIGN = re.compile(r"\{(" + SIGN_NAMES + r")(?=[}A-Z])\}?")
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
GLUED_RELATION = re.compile(r"(?<![A-Za-z])([A-Za-z]|\d)(geq|leq|neq|approx) ?(?=-?[\dA-Za-z]\b|\d)")
# (neq split learning)
OPENING_RELATION = re.compile(r"(?<=\()(neq|geq|leq|approx)(?= [A-Za-z\d])")
# l ll n, printed as "(lll n)"
MUCH_LESS = re.compile(r"(?<=\()([A-Za-z])(ll|gg) (?=[A-Za-z]\))")
# the ell_0 ball
ELL = re.compile(r"(?<![A-Za-z\\])ell(?=_)")
# Fid_Delta
SUBSCRIPTGREEK = re.compile(r"(?<=[A-Za-z]_)(" + "|".join(sorted(GREEK, key=len, reverse=True)) + r")\b")
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
# closing quotes without opening ones   (never the primes of f''(x))
CLOSING_QUOTES = re.compile(r"''(?!\()")
# `sufficient statistic'  ·  `SpikeGPT'   (never the apostrophe of "models'")
SINGLE_QUOTES = re.compile(r"(?<![\w`])`([^`']{1,80}(?:'[a-z][^`']{0,60})?)'(?![\w'])")
# a~failure  ·  Quantization~(MQ)  ·  5~nm   (never 15~30%, 1.2x~3.3x or ~50%)
TIE = re.compile(r"(?<=[\w.,:;)])~(?=[^\W\d_]|[(\[])|(?<=[A-Za-z.])(?<!\d[xX])~(?=\d)")
# " -- " between words  ·  x--y  ·  FedAvg---improving  ·  “a”---b   (never a flag such as --dry-run)
EM_DASH = re.compile(r"(?<=[^\s-])---(?=[^\s-])|(?<=\S) --- (?=\S)|(?<=[^\s-])--- (?=\S)")
EN_DASH = re.compile(r"(?<=[\w.,)\]%])--(?=[\w(\[])|(?<=\S) -- (?=\S)")
# braces left after every other rule, as one group when they match: the set {1, 2}  ·  {Deep} Learning
BRACES = re.compile(r"(?<![\w\\^_}])\{([^{}]{1,200})\}|[{}]")
# items of a set: 1  ·  x  ·  g(J)  ·  …   (never words, as in the protected title {Attend, Infer, Repeat})
SET_ITEM = re.compile(r"(?=\S*[\d…])\S+|[^\W\d_](?:\([^\W\d_]\))?")
# text that a second pass might still change
LEFTOVERS = re.compile(r"[\\$^_{}`~]|''|--|(?:times|sim|geq|leq|neq|approx|dots|arrow|text|math|ell)")
MAX_PASSES = 12

# silence warnings about macros without arguments, which are common in leftover LaTeX
logging.getLogger("pylatexenc").setLevel(logging.ERROR)
_converter = LatexNodes2Text(math_mode="text", keep_comments=True)


@lru_cache(maxsize=4096)
def decode_macro(snippet: str) -> str:
    """Return one LaTeX macro or accent as Unicode (``\\"i`` -> ``ï``, ``\\Psi`` -> ``Ψ``).

    A macro unknown to LaTeX keeps its name without the backslash, so that no word is lost.
    """
    try:
        result = str(_converter.latex_to_text(snippet)).strip()
    except (LookupError, AttributeError, ValueError, TypeError):
        # the converter fails on macros without their required arguments
        result = ""
    # some macros without arguments decode to a format string: %s/%s
    return snippet.lstrip("\\") if not result or "%" in result else result


def _script(table: dict[int, int], mark: str) -> Callable[[re.Match[str]], str]:
    def convert(match: re.Match[str]) -> str:
        inner = next(part for part in match.groups() if part is not None)
        if inner == "*":
            return "*"
        moved = inner.translate(table)
        # characters without a Unicode script stay as plain text after the mark: x^Q, x^(Q+1)
        if any(old == new and not old.isspace() for old, new in zip(inner, moved, strict=True)):
            return mark + (inner if len(inner) == 1 else f"({inner})")
        return moved

    return convert


_superscript = _script(SUPERSCRIPTS, "^")
_subscript = _script(SUBSCRIPTS, "_")


def _macro(match: re.Match[str]) -> str:
    name = match[1]
    if name in INVISIBLE:
        return ""
    return SPACINGS.get(name) or _name_sign(name)


def _name_sign(name: str) -> str:
    return SIGNS.get(name) or GREEK.get(name) or decode_macro("\\" + name)


def _unstyled(text: str) -> str:
    # innermost first: \textbf{Bold \emph{x}}
    for _ in range(MAX_PASSES):
        if (inner := STYLED.sub(r"\1", text)) == text:
            break
        text = inner
    return text


def _root(match: re.Match[str]) -> str:
    return f"√{match[1]}" if re.fullmatch(r"\w+", match[1]) else f"√({match[1]})"


def _accented(match: re.Match[str]) -> str:
    macro = match["macro"] or match["greek"]
    letters = _name_sign(macro) if macro else match["text"] or match["digit"] or match["letter"]
    if letters and len(letters) > LONGEST_ACCENTED:
        return letters
    accent = COMBINING[match["name"]]
    return unicodedata.normalize("NFC", "".join(letter + accent for letter in letters)) if letters else accent


def _math(match: re.Match[str]) -> str:
    # everything between dollar signs is mathematics, so every subscript can be converted
    if match.string[match.end() : match.end() + 1].isdigit() and not SURELY_MATH.search(match["inner"]):
        return match[0]
    inner = THIN_SPACE.sub(" ", DEGREE.sub("°", match["inner"]))
    inner = ACCENT.sub(lambda m: decode_macro(m[0]), inner)
    inner = ROOT.sub(_root, _unstyled(inner))
    inner = MATH_ACCENT.sub(_accented, FRACTION.sub(r"\1/\2", inner))
    inner = MACRO.sub(_macro, inner)
    inner = SUPERSCRIPT.sub(_superscript, inner)
    inner = BRACED_SUBSCRIPT.sub(_subscript, inner)
    return re.sub(r"_([A-Za-z0-9+-])", _subscript, inner)


def _unbraced(match: re.Match[str]) -> str:
    inner = match[1] or ""
    items = inner.split(",")
    is_set = len(items) > 1 and all(SET_ITEM.fullmatch(item.strip()) for item in items)
    return match[0] if is_set else inner


def _repair(text: str) -> str:
    if "$" in text:
        text = INLINE_MATH.sub(_math, text)
    if "\\" in text:
        text = ESCAPED_CHARACTER.sub(lambda m: m[1], text)
        text = ACCENT.sub(lambda m: decode_macro(m[0]), text)
    text = FRACTION.sub(r"\1/\2", ROOT.sub(_root, _unstyled(text)))
    if "\\" in text:
        text = MATH_ACCENT.sub(_accented, STYLE_SWITCH.sub("", text))
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
        text = SUBSCRIPTGREEK.sub(lambda m: GREEK[m[1]], text)
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
    return BRACES.sub(_unbraced, text)


def make_readable(text: str) -> str:
    """Return ``text`` as one line of readable Unicode, without leftover LaTeX.

    Web addresses broken by a space are joined and otherwise left alone. The function is idempotent.
    """
    text = _repair_once(text)
    for _ in range(MAX_PASSES):
        # one rule may produce text that another rule applies to
        if not LEFTOVERS.search(text) or (again := _repair_once(text)) == text:
            break
        text = again
    return text


def _repair_once(text: str) -> str:
    text = repair_addresses(clean(text))
    if "\\" in text:
        text = HREF_MACRO.sub(r"\2 (\1)", URL_MACRO.sub(r"\1", CITATION.sub("", text)))
    parts: list[str] = []
    end = 0
    for match in ADDRESS.finditer(text):
        parts += [_repair(text[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_repair(text[end:]))
    return SPACES.sub(" ", "".join(parts)).strip()
