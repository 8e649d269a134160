"""Abstracts: their readable form, with words that a listing glued together apart again."""

import re

from generator.text.latex import make_readable
from generator.text.links import ADDRESS
from generator.text.stop_words import GENERIC_WORDS

# https://github.com/a/2x  ·  `state.The`
LEFT_ALONE = re.compile(f"{ADDRESS.pattern}|`[^`]{{1,200}}`")
# an INT32 output.We propose  ·  in the end.A budget-aware  ·  the hardware.Second, we
GLUED_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}\.)(?P<word>[A-Z][a-z]{0,20})(?=,? [a-z])")
# large language models(LLMs)  ·  state-of-the-art(SOTA)   (never softmax(QK): not the initials)
GLUED_ACRONYM = re.compile(r"(?<=\w{3})\((?P<initials>[A-Z]{2,8})(?=s?\))")
# 512 NVIDIA V100 GPUs(40% of peak)  ·  MPCFORMER(ICLR 2023)
GLUED_BRACKET = re.compile(
    r"(?<=[A-Za-z]{3})(?=\((?:\d{1,3}(?:\.\d+)?% [a-z]{2}|[A-Z]{2,10} (?:19|20)\d\d\)))"
)
# (i.e.parallel learning)
GLUED_ABBREVIATION = re.compile(r"\b(?:i\.e|e\.g)\.(?=[A-Za-z]{2})")
# the proposed networks provide25-33X higher   (never resnet101-2x)
GLUED_RANGE = re.compile(r"(?<![\w.-])(?P<word>[a-z]{2,30})(?=\d+(?:\.\d+)?[-–]\d+(?:\.\d+)?[xX×](?!\w))")
# stateof-the-art  ·  state -of-the-art  ·  State-of-theart  ·  state-of-the art
STATE_OF_THE_ART = re.compile(r"\b(?P<state>[Ss]tate)(?: ?-)?of-the[ -]?art\b")
# complexity O(LlogL)
GLUED_LOGARITHM = re.compile(r"(?<=\bO\()(?P<size>[A-Za-z])log(?=(?P=size)\))")
# available at https://github.com/liuzhuang13/DenseNet .
SPACE_BEFORE_STOP = re.compile(r"(?<=[\w)%]) (?=[.,](?:\s|\Z))")
# 3x3 kernels  ·  256 x 256 pixels   (never 0x1F, ResNeXt-101(64x4d), Imagenet32x32, Mixtral 8x7B)
DIMENSIONS = re.compile(
    r"(?<![\w.])(?<!\D-)(?<![^\W\d_]/)(?!0[xX])\d+(?:\.\d+)?(?:(?:[xX]| [xX] )\d+(?:\.\d+)?)+(?!\w|\.\d)"
)
# 2.5x faster  ·  1.6x - 4.1x  ·  2-10X  ·  1.2x~3.3x   (never MixConv-3x, v2.0.1x, y = 2x + 1, f(2x))
FACTOR = re.compile(
    r"(?<![\w.=+*^])(?<![^\dxX×]-)(?<![^\W\d_]\()(?<![^\W\d_xX]/)(?<![=+*^] )(?<!ersion )"
    r"(?!0[xX])(?P<number>\d+(?:,\d{3}){0,3}(?:\.\d+)?)[xX]"
    r"(?![\w(\[{'’]| ?[+*=^]|-(?:\w\b|[A-Z])| ?[-/] ?\d+(?:\.\d+)?(?![\d.]*[xX×]))"
)
# 10 x faster  ·  10 × speedup   (never the variable of "5 x")
SPACED_FACTOR = re.compile(
    r"(?<![\w.])(?P<number>\d+(?:\.\d+)?) [xX×](?= (?:faster|slower|smaller|larger|higher|lower|fewer|less|"
    r"more|better|cheaper|speed-?ups?|improvements?|reductions?|increases?|acceleration|compression)\b)"
)
# the end of "on a Nexus ", followed by "5X"
NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+ \Z")
LONGEST_NAME = 30
"""Characters before a factor that may be a name."""
LONGEST_SPELLED_OUT = 120
"""Characters of the words that an acronym stands for."""


def make_abstract_readable(text: str) -> str:
    """Return ``text`` as by :func:`make_readable`, with glued words apart and factors as in ``10×``.

    Web addresses and code are left alone. The function is idempotent.
    """
    readable = make_readable(text)
    parts: list[str] = []
    end = 0
    for match in LEFT_ALONE.finditer(readable):
        parts += [_repair(readable[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_repair(readable[end:]))
    return SPACE_BEFORE_STOP.sub("", "".join(parts))


def _repair(text: str) -> str:
    text = GLUED_SENTENCE.sub(_split_sentences, text)
    text = GLUED_ACRONYM.sub(_split_acronym, text)
    text = GLUED_BRACKET.sub(" ", text)
    text = GLUED_ABBREVIATION.sub(r"\g<0> ", text)
    text = GLUED_RANGE.sub(_split_range, text)
    text = STATE_OF_THE_ART.sub(r"\g<state>-of-the-art", text)
    text = GLUED_LOGARITHM.sub(r"\g<size> log ", text)
    text = DIMENSIONS.sub(lambda match: match[0].lower().replace("x", "×"), text)
    text = FACTOR.sub(_write_factor, text)
    return SPACED_FACTOR.sub(r"\g<number>×", text)


def _split_sentences(match: re.Match[str]) -> str:
    return f" {match[0]}" if match["word"].lower() in GENERIC_WORDS else match[0]


def _split_acronym(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - LONGEST_SPELLED_OUT) : match.start()]
    words = re.split("[ -]", before)[-len(match["initials"]) :]
    is_theirs = "".join(word[:1] for word in words).upper() == match["initials"]
    return f" {match[0]}" if is_theirs else match[0]


def _split_range(match: re.Match[str]) -> str:
    return f"{match['word']} " if match["word"] in GENERIC_WORDS else match[0]


def _write_factor(match: re.Match[str]) -> str:
    is_name = match[0].endswith("X") and NAME_BEFORE.search(match.string[: match.start()][-LONGEST_NAME:])
    return match[0] if is_name else f"{match['number']}×"
