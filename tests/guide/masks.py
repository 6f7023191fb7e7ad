"""What differs from one run to the next, and what the guide shows in its place."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Final

from babel.dates import format_date

PROJECT: Final = Path(__file__).resolve().parents[2]
TODAY: Final = dt.date(2026, 12, 1)
"""What the guide shows for the day that a program writes by itself."""
COMMAND: Final = PROJECT / "site" / "translations" / "command"

LINES: Final = re.MULTILINE
MASKS: Final = (
    # The time at which the preview was built.
    (re.compile(r"^\d\d:\d\d:\d\d(?=  )", LINES), "14:05:07"),
    # The name of a commit, of a file in it, and of a Release with its hash of what it says.
    (re.compile(r"(?<=\()[0-9a-f]{7,40}(?=\))"), "3f2a9c1e"),
    (re.compile(r"^\[([\w/-]+) (?:\(root-commit\) )?[0-9a-f]{7,40}\]", LINES), r"[\1 3f2a9c1]"),
    (re.compile(r"^index [0-9a-f]{7,40}\.\.[0-9a-f]{7,40}", LINES), "index 5fc5716..ae994e3"),
    (re.compile(r"\b(\d{4}-\d\d-\d\d(?:\.\d+)?)-[0-9a-f]{12}\b"), r"\1-c84505df0cd2"),
    # How many files, rows and resources the shipped catalogue has today.
    (re.compile(r"\b(Fil[ea]r): \d+"), r"\1: 205"),
    (re.compile(r"^\d[\d\s]*(?= rader i 5 ark)", LINES), "1 107"),
    (re.compile(r"^\d[\d\s]*(?= rader i 1 ark)", LINES), "167"),
    (
        re.compile(r"\d+ (begreper|omgrep), \d+ kodelister, \d+ (ressurs[ae]r) "),
        r"167 \1, 21 kodelister, 588 \2 ",
    ),
    # In which row of a workbook a concept is.
    (re.compile(r"(!|\): |, )([A-Z]{1,2})\d+\b(?=[: ])"), r"\g<1>\g<2>138"),
    # Which ports were free.
    (re.compile(r"(?<=http://localhost:)\d+"), "8001"),
    (re.compile(r"(?<=http://127\.0\.0\.1:)\d+"), "8000"),
)
"""Each with what it becomes; what else the guide shows is as it was said."""


def settle(text: str, root: Path) -> str:
    """Return what a command said without progress, the folder of the walk and what differs."""
    lines = [line.rstrip() for line in text.replace(f"{root}/", "").split("\n")]
    text = "\n".join(line for line in lines if not PROGRESS.fullmatch(line)).strip("\n")
    for pattern, shown in MASKS:
        text = pattern.sub(shown, text)
    return dated(text, dt.datetime.now().astimezone().date(), TODAY)


def dated(text: str, day: dt.date, other: dt.date) -> str:
    """Return ``text`` with another day wherever a day stands, as in data and as people write it."""
    for write in (dt.date.isoformat, _written):
        text = re.sub(rf"(?<!\d){re.escape(write(day))}(?!\d)", write(other), text)
    return text


def _written(day: dt.date) -> str:
    """Return a day as the program says it; bokmål and nynorsk write it alike."""
    return format_date(day, "long", locale="nb")


def _progress() -> re.Pattern[str]:
    """Return what matches a line that tells how far a command has come."""
    sayings = [
        saying
        for lang in ("nb", "nn")
        for saying in tomllib.loads((COMMAND / f"{lang}.toml").read_text("utf-8"))["stage"].values()
    ]
    number = r"\\d[\\d\\s]*"  # thousands stand apart, as in 1 506
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", number, re.escape(it)) for it in sayings))


PROGRESS: Final = _progress()
