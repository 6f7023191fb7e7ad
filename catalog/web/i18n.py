"""The interface's sentences, numbers and dates in one language; only here is Babel asked."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

FOLDER: Final = "translations"
LOCALES: Final = {"nb": "nb", "nn": "nn", "en": "en_GB"}
"""The conventions of each interface language; English readers here are Europeans."""
UNITS: Final = ("B", "kB", "MB", "GB")
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

Fact = str | int | dt.date
Sentence = str | dict[str, str]


def read_sentences(path: Path) -> dict[str, Sentence]:
    """Read a translation file: tables make dotted keys; ``one`` and ``other`` make a plural."""
    return _flat(tomllib.loads(path.read_text(encoding="utf-8")), "")


class Translator:
    """Speaks one language."""

    def __init__(self, site: Path, lang: str, part: str = "") -> None:
        """Read the sentences of ``lang`` below ``site``; ``part`` is another speaker's folder."""
        self.lang = lang
        self.sentences = read_sentences(site / FOLDER / part / f"{lang}.toml")
        self._locale = Locale.parse(LOCALES.get(lang, lang))

    def __call__(self, key: str, **facts: Fact) -> str:
        """Return the sentence ``key`` with its facts; the fact ``n`` chooses between plurals.

        With a fact that is markup the answer is markup, and everything else in it is escaped.
        """
        sentence = self.sentences[key]
        if not isinstance(sentence, str):
            number = facts.get("n", 0)
            form = self._locale.plural_form(number if isinstance(number, int) else 0)
            sentence = sentence.get(form, sentence["other"])
        if not facts:
            return sentence
        shown = {name: self._shown(fact) for name, fact in facts.items()}
        if any(isinstance(fact, Markup) for fact in facts.values()):
            return Markup(escape(sentence)).format(**shown)  # noqa: S704 — escaped here
        return sentence.format(**shown)

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a sentence of that name."""
        return key in self.sentences

    def number(self, value: int) -> str:
        """Return a number as it is written: 12 345."""
        return format_decimal(value, locale=self._locale)

    def decimal(self, value: str) -> str:
        """Return a number told by a program as it is written here: 2.5 becomes 2,5."""
        return format_decimal(Decimal(value), locale=self._locale)

    def date(self, value: str | dt.date) -> str:
        """Return a day in words; what isn't a day of the calendar is returned as it is."""
        if isinstance(value, dt.date):
            return format_date(value, "long", locale=self._locale)
        try:
            day = dt.date.fromisoformat(value[:10]) if DATE.match(value) else None
        except ValueError:
            day = None
        return format_date(day, "long", locale=self._locale) if day else value

    def size(self, count: int) -> str:
        """Return a number of bytes for people: 1,4 MB."""
        value, unit = float(count), 0
        while value >= 1000 and unit < len(UNITS) - 1:  # noqa: PLR2004 — SI
            value, unit = value / 1000, unit + 1
        digits = "#,##0.#" if unit and value < 10 else "#,##0"  # noqa: PLR2004 — 1,4 but 14
        return f"{format_decimal(value, digits, locale=self._locale)} {UNITS[unit]}"

    def language(self, tag: str) -> str:
        """Return the name of a language, or the tag itself where it has no name here."""
        short = tag.partition("-")[0].lower()
        own = self.sentences.get(f"language.{short}")
        if isinstance(own, str):
            return own
        try:
            name = Locale.parse(short).get_language_name(self._locale.language)
        except (UnknownLocaleError, ValueError):
            name = None
        return name or tag

    def _shown(self, fact: Fact) -> str:
        if isinstance(fact, int):
            return self.number(fact)
        if isinstance(fact, dt.date):
            return self.date(fact)
        return fact


def _flat(table: dict[str, object], prefix: str) -> dict[str, Sentence]:
    flat: dict[str, Sentence] = {}
    for name, value in table.items():
        if isinstance(value, str):
            flat[prefix + name] = value
        elif isinstance(value, dict) and isinstance(value.get("other"), str):
            flat[prefix + name] = {form: str(text) for form, text in value.items()}
        elif isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
    return flat
