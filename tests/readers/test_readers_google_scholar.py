"""The four export formats of Google Scholar give the same facts."""

from __future__ import annotations

import pytest

from generator.readers import decode, read

EXPORTS = {
    "BibTeX": """\
@inproceedings{lee2024rye,
  title={Rye is all you need},
  author={Lee, Ann and van der Brood, Jan},
  booktitle={Advances in baking},
  volume={30},
  pages={5998--6008},
  year={2024}
}
""",
    "EndNote": """\
%0 Conference Proceedings
%T Rye is all you need
%A Lee, Ann
%A van der Brood, Jan
%B Advances in baking
%V 30
%P 5998-6008
%D 2024

""",
    "RefMan": """\
TY  - CONF
T1  - Rye is all you need
A1  - Lee, Ann
A1  - van der Brood, Jan
JO  - Advances in baking
VL  - 30
SP  - 5998
EP  - 6008
Y1  - 2024
ER  -

""",
    "CSV": """\
Authors,Title,Publication,Volume,Number,Pages,Year,Publisher
"Lee, Ann; van der Brood, Jan; ",Rye is all you need,Advances in baking,30,,5998-6008,2024,
""",
}


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_exports_of_google_scholar(text: str) -> None:
    result = read(decode(text.encode(), name="citations"))
    (entry,) = result.entries
    assert not result.problems
    assert (entry.title, entry.authors) == ("Rye is all you need", ("Ann Lee", "Jan van der Brood"))
    assert (entry.venue, entry.venue_year, entry.published) == ("Advances in baking", 2024, None)
    assert (entry.publication.volume, entry.publication.pages) == ("30", "5998–6008")
