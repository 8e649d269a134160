"""Dates as people write them."""

from __future__ import annotations

import pytest

from generator.readers.written_dates import parse_written_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-07-04", "2024-07-04"),
        ("2024-07-00 July 2024", "2024-07"),
        ("2024-05-01T10:00:00Z", "2024-05-01"),
        ("2012.09.27", "2012-09-27"),
        ("23/12/2010", "2010-12-23"),
        ("12/21/2011", "2011-12-21"),
        ("05/10/2014", "2014"),
        ("05/05/2014", "2014-05-05"),
        ("11/2010", "2010-11"),
        ("July 7, 2008", "2008-07-07"),
        ("9 March 2020", "2020-03-09"),
        ("30-Mar-2020", "2020-03-30"),
        ("August 19th, 2013", "2013-08-19"),
        ("Sept. 2008", "2008-09"),
        ("2018 Jun 18", "2018-06-18"),
        ("2017 May", "2017-05"),
        ("Summer 1993", "1993"),
        ("July-October 1985", "1985-07"),
        ("December 3-5, 1986", "1986-12-03"),
        ("2-7 December 2007", "2007-12-02"),
        ("29 June-1 July 2011", "2011-06-29"),
        ("04.07.2014", "2014-07-04"),
        ("1829–1830", "1829"),
        ("[1990]2002", "2002"),
        ("[2007]", "2007"),
        ("Maybe 2019", "2019"),
        ("February 30, 2019", "2019-02"),
        ("n.d.", None),
        ("9265", None),
        ("03/04", None),
        ("", None),
    ],
)
def test_dates_are_only_as_precise_as_they_are_unambiguous(text: str, date: str | None) -> None:
    assert parse_written_date(text) == date


def test_long_texts_are_not_dates() -> None:
    assert parse_written_date("[" * 100_000 + "2024") is None
