"""The interface's languages, and a list's own wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lists import make_list

from generator.errors import ContentError
from generator.pages.languages import fill_in_messages
from generator.storage import languages
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.dates import format_date
from generator.text.translation import Translator, _, ngettext, speak

TEMPLATE = """
#: templates/home.md.jinja
msgid "Search papers"
msgstr ""

#: templates/assets/js/browse.js
msgid "%(count)s paper"
msgid_plural "%(count)s papers"
msgstr[0] ""
msgstr[1] ""
"""
GERMAN = """
msgid ""
msgstr ""
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Search papers"
msgstr "Texte suchen"

msgid "%(count)s paper"
msgid_plural "%(count)s papers"
msgstr[0] "%(count)s Text"
msgstr[1] "%(count)s Texte"
"""


@pytest.fixture
def small_catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogs of two messages instead of the interface's."""
    (tmp_path / "messages.pot").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    for function in (languages.list_messages, languages.open_translator):
        monkeypatch.setattr(languages, function.__name__, function.__wrapped__)
    return tmp_path


def test_texts_numbers_and_dates_are_in_the_language_of_the_block(small_catalogs: Path) -> None:
    with speak(languages.open_translator("de")):
        assert _("Search papers") == "Texte suchen"
        assert ngettext("%(count)s paper", "%(count)s papers", 1) == "1 Text"
        assert ngettext("%(count)s paper", "%(count)s papers", 1204) == "1.204 Texte"
        assert format_date("2024-07-04") == "4. Juli 2024"
        assert format_date("2024-07") == "Juli 2024"
    assert _("Search papers") == "Search papers"
    assert ngettext("%(count)s paper", "%(count)s papers", 1204) == "1,204 papers"


def test_browsers_get_only_what_scripts_show(small_catalogs: Path) -> None:
    assert languages.open_translator("de").for_browser == {
        "%(count)s paper": {"one": "%(count)s Text", "other": "%(count)s Texte"}
    }
    assert languages.open_translator("en").for_browser == {}


def test_a_list_has_its_own_words(small_catalogs: Path) -> None:
    text = '"Search papers": Find a loaf\n"%(count)s paper": ["%(count)s loaf", "%(count)s loaves"]\n'
    wording = languages.parse_wording(text, label="content/wording.yml")
    for language in ("en", "de", "fr"):
        with speak(languages.open_translator(language, wording)):
            assert _("Search papers") == "Find a loaf"
            assert ngettext("%(count)s paper", "%(count)s papers", 2) == "2 loaves"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Seach papers: x", "Did you mean 'Search papers'?"),
        ("a: x\nSearch papers: '%(count)s loaves'", "expected no placeholder (got %(count)s)"),
        ("a: x\nSearch papers: 100% rye", "expected a percent sign as %%"),
        ("a: x\nSearch papers: [x, y]", "expected text (got"),
        ("a: x\n'%(count)s paper': [1, {}]", "expected text, or a list of texts"),
        ("- a", "expected texts of the interface"),
    ],
)
def test_wrong_wording_is_reported(small_catalogs: Path, text: str, problem: str) -> None:
    with pytest.raises(ContentError) as error:
        languages.parse_wording(text, label="content/wording.yml")
    assert problem in str(error.value)
    assert f"content/wording.yml:{len(text.splitlines())}" in str(error.value)


def test_the_language_of_a_list_is_that_of_its_theme(tmp_path: Path) -> None:
    config = make_list(tmp_path / "list")
    text = config.read_text(encoding="utf-8").replace("theme:\n", "theme:\n  language: de\n")
    config.write_text(text, encoding="utf-8")
    assert load_catalog(Folder(config.parent)).translator.language == "de"


def test_engines_that_cannot_translate_get_translated_templates(small_catalogs: Path) -> None:
    german = languages.open_translator("de")
    template = '<a title="{{ _("Search papers") }}">{{ lang._("x") }}'
    assert fill_in_messages(template, german) == '<a title="{{ "Texte suchen" }}">{{ lang._("x") }}'
    assert fill_in_messages(template, Translator()) == template.replace(
        '_("Search papers")', '"Search papers"'
    )


def test_catalogs_are_complete_and_fit_the_code(repository: Path) -> None:
    import messages

    template = messages.collect_messages()
    saved = (messages.LANGUAGES / "messages.pot").read_bytes()
    assert saved == messages.write_catalog(template, header=False), "run `make messages`"
    for path in messages.LANGUAGES.glob("*.po"):
        with path.open("rb") as file:
            catalog = read_po(file)
        assert path.read_bytes() == messages.write_catalog(catalog), f"{path.name}: run `make messages`"
        assert not (left := messages.list_untranslated(catalog)), f"{path.name}: {left}"
        for message in catalog:
            assert not list(message.check(catalog)), message.id
