"""The language of the interface in templates and in the browser."""

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from generator.pages.escaping import join_lines
from generator.text.translation import Translator, get_translator

MESSAGES = "assets/messages.json"
"""Path of the file with the messages that scripts show, for lists that are not in plain English."""
HAS_MESSAGES = "messages"
"""Key below ``extra`` that tells the theme whether there is that file."""

# _("Search papers"), as the theme's templates have it
CALL = re.compile(r"""(?<![\w.])_\((?P<quoted>"(?:[^"\\]|\\.)*")\)""")


def translate(environment: Any, translator: Translator | None = None) -> None:
    """Give templates the functions ``_`` and ``ngettext``, and ``{% trans %}``.

    Messages are plain text and escaped; values are put on one line and escaped unless they are Markup.

    Args:
        environment: of Jinja.
        translator: the language; None for the one in use when a template is filled.
    """

    def gettext(message: str, /, **values: object) -> Markup:
        chosen = translator or get_translator()
        if not values:
            return escape(chosen.gettext(message))
        return escape(chosen.texts.gettext(message)) % _join_lines(values)

    def ngettext(singular: str, plural: str, number: int, /, **values: object) -> Markup:
        chosen = translator or get_translator()
        if not isinstance(values.get("count"), str):
            values["count"] = chosen.format_number(number)
        return escape(chosen.texts.ngettext(singular, plural, number)) % _join_lines(values)

    environment.add_extension("jinja2.ext.i18n")
    environment.newstyle_gettext = True
    environment.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext}
    environment.filters["number"] = lambda number: (translator or get_translator()).format_number(number)


def _join_lines(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with each text on one line, so that none can end an element of the page."""
    return {name: join_lines(value) for name, value in values.items()}


def make_messages(translator: Translator) -> dict[str, bytes]:
    """Return the file with the messages that scripts show, by its path; none if they are plain English."""
    if not translator.for_browser:
        return {}
    text = json.dumps(translator.for_browser, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {MESSAGES: text.encode()}


def fill_in_messages(template: str, translator: Translator) -> str:
    """Return a template of the theme with its messages in a language, for engines that cannot translate."""

    def replace(match: re.Match[str]) -> str:
        return json.dumps(str(escape(translator.gettext(json.loads(match["quoted"])))), ensure_ascii=False)

    return CALL.sub(replace, template)
