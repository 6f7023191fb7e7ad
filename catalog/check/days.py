"""Days as the standards write them (``xsd:date``); no time zone is ever guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
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
