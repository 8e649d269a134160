"""``search.yml``: synonyms and other words by which papers are found."""

import pytest

from generator.errors import ContentError
from generator.storage.folder import Folder
from generator.storage.loading import load_search_words


def test_search_words_are_read_and_errors_name_the_line(made_up_copy: Folder) -> None:
    path = made_up_copy.file("search.yml")
    path.write_text("synonyms:\n  - [rye, secale]\nfound_by:\n  oven: [hot box]\n", encoding="utf-8")
    assert load_search_words(made_up_copy).synonyms == (("rye", "secale"),)
    path.write_text("synonyms:\n  - [rye]\nfound: {}\n", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_search_words(made_up_copy)
    assert "search.yml:3" in str(raised.value)
