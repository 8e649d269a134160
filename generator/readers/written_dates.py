"""Dates as people type them into programs such as Zotero."""

import re

from generator.readers.bibliography import make_date, parse_date

# 2012.09.27  ·  2008-03-00, as Zotero pads dates
PADDED = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?(?!\d)")
# 11/2010  ·  08 1995
MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[-./ ](?P<year>\d{4})\Z")
# 23/12/2010  ·  12/21/2011  ·  22.08.2000
THREE_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<sign>[-./ ])(?P<second>\d{1,2})[-./ ](?P<year>\d{4})\Z")
# July 7, 2008  ·  2-7 December 2007  ·  Oct. 19 1966  ·  September 2008  ·  9 March 2020
NAMED_MONTH = re.compile(
    r"(?:\b(?P<before>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?[ .-]{0,3})?"
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
    r"[ .,/-]{0,3}(?:\b(?P<after>\d{1,2})(?:st|nd|rd|th)?\b[ ,.-]{0,3})?",
    re.I,
)
YEAR = re.compile(r"(?<![\d.])(?:1[6-9]|20)\d\d(?!\d)")
# [1990]2002: the year of the original, and that of the edition
ORIGINAL = re.compile(r"\[[^\[\]]*\](?=\s?\d)")
LONGEST = 100


def parse_written_date(text: str) -> str | None:
    """Return a date in ISO form, as precise as the text is unambiguous; None without a year.

    ``05/10/2014`` gives only the year, since it is in May or in October. A range gives its beginning.
    """
    text = ORIGINAL.sub("", text[:LONGEST]).strip().strip("[]()")
    found = parse_date(text)
    if found and (len(found) > 4 or len(text) == 4):
        return found
    if match := PADDED.match(text):
        return make_date(match["year"], match["month"], match["day"])
    if match := MONTH_YEAR.match(text):
        return make_date(match["year"], match["month"])
    if match := THREE_NUMBERS.match(text):
        first, second = int(match["first"]), int(match["second"])
        if first == second or second > 12:
            return make_date(match["year"], first, second)
        return make_date(match["year"], *((second, first) if first > 12 or match["sign"] == "." else ()))
    years = YEAR.findall(text)
    match = NAMED_MONTH.search(text)
    if not years or not match:
        return make_date(years[0]) if years else None
    return make_date(years[0], match["month"], match["before"] or match["after"])
