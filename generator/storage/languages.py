"""The catalogs of the interface's languages, and a list's own wording."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from generator.errors import ContentError, Place, Problem, show, suggest
from generator.storage.documents import Document, parse_document
from generator.storage.folder import TEMPLATES
from generator.text.translation import ENGLISH, BrowserMessages, Translator, find_locale

LANGUAGES = TEMPLATES / "languages"
"""The folder of the catalogs: ``de.po``, and ``messages.pot`` with all messages."""
SCRIPTS = "assets/js/"
"""Part of the path of files whose messages the browser needs."""

Wording = tuple[tuple[str, tuple[str, ...]], ...]
"""A list's own wording of messages: English text (the singular, if it has a number) -> its forms."""

# %(count)s
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# a percent sign that is neither part of a placeholder nor doubled
PERCENT = re.compile(r"(?<!%)(?:%%)*%(?![%(])")


def read_catalog(name: str) -> Catalog:
    """Return a catalog as it is on disk, such as ``de.po``."""
    with (LANGUAGES / name).open("rb") as file:
        return read_po(file)


@cache
def list_messages() -> Mapping[str, Message]:
    """Return every message of the interface by its English text, in the singular if it has a number."""
    return {_singular(message): message for message in read_catalog("messages.pot") if message.id}


def list_languages() -> list[str]:
    """Return the languages of the interface."""
    return sorted(["en", *(path.stem for path in LANGUAGES.glob("*.po"))])


def parse_wording(text: str, *, label: str) -> Wording:
    """Return a list's own wording of the interface from YAML: English text -> own text, or its plural forms.

    Raises:
        ContentError: with the line of each problem.
    """
    document = parse_document(text, label)
    if document.data is None:
        return ()
    if not isinstance(document.data, dict):
        raise ContentError(
            Problem(Place(label, 1), "expected texts of the interface, each with its replacement")
        )
    problems = [problem for item in document.data.items() for problem in _check_wording(*item, document)]
    if problems:
        raise ContentError(problems)
    return tuple(
        (key, tuple(value) if isinstance(value, list) else (value,)) for key, value in document.data.items()
    )


def _check_wording(key: str, value: Any, document: Document) -> Iterator[Problem]:
    place = document.place((key,))
    message = list_messages().get(key)
    if message is None:
        hint = suggest(key, list_messages(), "templates/languages/messages.pot lists all texts.")
        yield Problem(place, f"expected a text of the interface (got {show(key)}).", hint)
        return
    forms = value if isinstance(value, list) and message.pluralizable else [value]
    if not forms or not all(isinstance(form, str) for form in forms):
        expected = "text, or a list of texts for different numbers" if message.pluralizable else "text"
        yield Problem(place, f"{show(key)}: expected {expected} (got {show(value)})")
        return
    known = {name for id_ in _ids(message) for name in PLACEHOLDER.findall(id_)}
    for form in forms:
        for name in sorted(set(PLACEHOLDER.findall(form)) - known):
            expected = ", ".join(f"%({one})s" for one in sorted(known)) or "no placeholder"
            yield Problem(place, f"{show(key)}: expected {expected} (got %({name})s)")
        if PERCENT.search(PLACEHOLDER.sub("", form)):
            yield Problem(place, f"{show(key)}: expected a percent sign as %% (got {show(form)})")


@cache
def open_translator(language: str, wording: Wording = ()) -> Translator:
    """Return a language of the interface, with a list's own wording; in English if there is none."""
    if language == "en" and not wording:
        return ENGLISH
    if language != "en" and language in list_languages():
        catalog = read_catalog(f"{language}.po")
    else:
        catalog = Catalog(find_locale(language))
    for key, forms in wording:
        message = list_messages()[key]
        filled = (*forms, *[forms[-1]] * catalog.num_plurals)[: catalog.num_plurals]
        catalog.delete(message.id)
        catalog.add(message.id, filled if message.pluralizable else forms[0])
    data = BytesIO()
    write_mo(data, catalog)
    data.seek(0)
    texts = GNUTranslations(data)
    return Translator(language, texts, _list_browser_messages(catalog, texts))


def _list_browser_messages(catalog: Catalog, texts: GNUTranslations) -> BrowserMessages:
    found: dict[str, str | dict[str, str]] = {}
    plural_form = find_locale(str(catalog.locale or "en").replace("_", "-")).plural_form
    for key, message in list_messages().items():
        ours = catalog.get(message.id)
        if not ours or not ours.string or not any(SCRIPTS in path for path, _ in message.locations):
            continue
        if isinstance(message.id, str):
            found[key] = texts.gettext(message.id)
        else:
            # the category of the browser -> the form of a number that has it
            found[key] = {
                plural_form(n): texts.ngettext(message.id[0], message.id[1], n) for n in reversed(range(200))
            }
    return found


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _singular(message: Message) -> str:
    return _ids(message)[0]
