"""The words of a site's interface in the language of the site.

``_("Save")`` and ``ngettext("%(count)s paper", "%(count)s papers", count)`` return a text in the language
that :func:`speak` has set, which is English otherwise. In messages, a value is written ``%(name)s`` and a
percent sign ``%%``. Babel finds the messages in the code, so they must be literals (``make messages``).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from gettext import NullTranslations

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

BrowserMessages = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class Translator:
    """A language and its texts.

    Attributes:
        language: as Material names it, such as ``de`` or ``pt-BR``.
        texts: the translated messages.
        for_browser: the messages that scripts show: English text -> translation, or plural category -> form.
    """

    language: str = "en"
    texts: NullTranslations = field(default_factory=NullTranslations)
    for_browser: BrowserMessages = field(default_factory=dict)

    @cached_property
    def locale(self) -> Locale:
        """How the language writes dates, numbers and plurals; English if Unicode's data lack it."""
        return find_locale(self.language)

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the translation of a message, filled with values; any other text as it is."""
        # the translation of an empty text is the head of the catalog
        text = self.texts.gettext(message) if message else ""
        return text % values if values else text.replace("%%", "%")

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return the form for a number; ``%(count)s`` is the number unless given."""
        values.setdefault("count", self.format_number(number))
        return self.texts.ngettext(singular, plural, number) % values

    def format_number(self, number: float) -> str:
        """Return a number as the language writes it: ``1,204`` or ``1.204``."""
        return format_decimal(number, locale=self.locale)

    def format_percent(self, share: float) -> str:
        """Return a share as the language writes it, rounded: ``12%`` or ``12 %``."""
        return format_percent(round(share, 2), locale=self.locale)


def find_locale(language: str) -> Locale:
    """Return how a language writes dates, numbers and plurals; English if Unicode's data lack it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def translatable(message: str) -> str:
    """Return a message as it is, to be translated later; for constants."""
    return message


ENGLISH = Translator()
_current: ContextVar[Translator] = ContextVar("translator", default=ENGLISH)


@contextmanager
def speak(translator: Translator) -> Iterator[None]:
    """Make the functions of this module use a language, in this thread and until the end of the block."""
    token = _current.set(translator)
    try:
        yield
    finally:
        _current.reset(token)


def get_translator() -> Translator:
    """Return the language in use."""
    return _current.get()


def _(message: str, /, **values: object) -> str:
    """Return a message in the language in use, filled with values."""
    return _current.get().gettext(message, **values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return the form for a number, in the language in use; ``%(count)s`` is the number unless given."""
    return _current.get().ngettext(singular, plural, number, **values)


def format_list(words: Sequence[str]) -> str:
    """Return words as the language in use lists them: ``Ann, Bo and Cy``."""
    *others, last = words
    return _("%(words)s and %(last)s", words=", ".join(others), last=last) if others else last


def format_number(number: float) -> str:
    """Return a number as the language in use writes it."""
    return _current.get().format_number(number)


def count_papers(number: int) -> str:
    """Return a number of papers in the language in use: ``1 paper``, ``1,204 papers``."""
    return ngettext("%(count)s paper", "%(count)s papers", number)
