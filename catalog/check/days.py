"""Days as the standards write them (``xsd:date``); no time zone is ever guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
WRITTEN: Final = re.compile(
    r"(?:(?P<first>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})"
    r"|(?P<start>[0-9]{1,2})[-./] ?(?P<second>[0-9]{1,2})[-./] ?(?P<last>[0-9]{4}))(?![0-9])",
    re.ASCII,
)
"""How people write days in numbers: year first or last."""
LAST_MONTH: Final = 12
LAST_DAY: Final = 31
LAST_HOUR: Final = 24
LAST_MINUTE: Final = 59


def is_day(text: str) -> bool:
    """Tell whether ``text`` is a day of the calendar (XSD 1.1, part 2, section 3.3.9)."""
    found = DAY.fullmatch(text)
    if not found:
        return False
    try:
        dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def nearest_day(text: str) -> str:
    """Return the day that ``text`` was probably meant to be, as ``YYYY-MM-DD``, or nothing.

    A time of day is left out, day and month are put in order, and a day too late in its month
    becomes the last one. A day that is written in numbers only can't be told from its month where
    both are 12 or less: it is read as Norwegians write it, day first.
    """
    found = WRITTEN.match(text.strip())
    if not found:
        return ""
    if found["first"]:
        year, one, other = int(found["first"]), int(found["month"]), int(found["day"])
    else:
        year, one, other = int(found["last"]), int(found["second"]), int(found["start"])
    if one > LAST_MONTH >= other:
        one, other = other, one
    if not 1 <= one <= LAST_MONTH or not 1 <= other <= LAST_DAY or not year:
        return ""
    return f"{year:04}-{one:02}-{min(other, calendar.monthrange(year, one)[1]):02}"


def is_moment(text: str) -> bool:
    """Tell whether ``text`` is a day and a time of day (``xsd:dateTime``)."""
    found = MOMENT.fullmatch(text)
    return (
        found is not None
        and is_day(found[1])
        and int(found[2]) <= LAST_HOUR
        and int(found[3]) <= LAST_MINUTE
        and int(found[4]) <= LAST_MINUTE
    )
