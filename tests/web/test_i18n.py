"""The translations: complete, used, and spoken as the language is written."""

from __future__ import annotations

import datetime as dt
import re
import string
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from catalog.model.address import LANGUAGES
from catalog.web.i18n import Translator, read_sentences
from catalog.web.problems import CODES
from tests.browser.sample_catalogue import SITE

if TYPE_CHECKING:
    from catalog.web.i18n import Sentence

ASKED = re.compile(r"\bt\('([^']+)'(?: ~ )?")
DYNAMIC = (
    "own_name.", "language.", "problem.", "menu.", "reconcile.property", "reconcile.setting.",
    "changes.",
)  # fmt: skip
"""Sentences that Python or the data chooses, not a template's literal text."""


@pytest.fixture(scope="module")
def spoken() -> dict[str, dict[str, Sentence]]:
    """The sentences of every language."""
    return {lang: read_sentences(SITE / "translations" / f"{lang}.toml") for lang in LANGUAGES}


def fields(sentence: Sentence) -> set[str]:
    """Return the facts that a sentence names, in any of its forms."""
    forms = [sentence] if isinstance(sentence, str) else sentence.values()
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_sentence(
    spoken: dict[str, dict[str, Sentence]], lang: str
) -> None:
    """No sentence is missing in any language, and none is left over."""
    assert set(spoken[lang]) == set(spoken["en"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_name_the_same_facts(spoken: dict[str, dict[str, Sentence]], lang: str) -> None:
    """A fact that one language tells is told in all of them."""
    different = {
        key for key, text in spoken[lang].items() if fields(text) != fields(spoken["en"][key])
    }

    assert different == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_and_plurals_have_two_forms(
    spoken: dict[str, dict[str, Sentence]], lang: str
) -> None:
    """Every sentence says something, and a plural says it of one and of many."""
    for key, sentence in spoken[lang].items():
        if isinstance(sentence, str):
            assert sentence.strip(), key
        else:
            assert set(sentence) == {"one", "other"}, key


def test_every_sentence_is_used(spoken: dict[str, dict[str, Sentence]]) -> None:
    """What no template asks for is not translated three times for nothing."""
    templates = "".join(path.read_text() for path in sorted((SITE / "templates").rglob("*.*ml")))
    asked = set(ASKED.findall(templates))
    unused = {
        key
        for key in spoken["en"]
        if key not in asked
        and not key.startswith(DYNAMIC)
        and not any(key.startswith(prefix) for prefix in asked if prefix.endswith("."))
    }

    assert unused == set()


def test_every_sentence_asked_for_exists(spoken: dict[str, dict[str, Sentence]]) -> None:
    """A template can't ask for a sentence that isn't there."""
    templates = "".join(path.read_text() for path in sorted((SITE / "templates").rglob("*.*ml")))
    missing = {
        key for key in ASKED.findall(templates) if not key.endswith(".") and key not in spoken["en"]
    }

    assert missing == set()


@pytest.mark.parametrize("code", [*CODES, "other"])
def test_every_problem_can_be_told(spoken: dict[str, dict[str, Sentence]], code: str) -> None:
    """Each kind of problem has a title, a sentence for its case and one for its page."""
    for part in ("title", "detail", "about"):
        assert f"problem.{code}.{part}" in spoken["en"]


@pytest.mark.parametrize(
    "lang, one, many",
    [
        ("nb", "1 kodeliste", "1\xa0234 kodelister"),
        ("nn", "1 kodeliste", "1\xa0234 kodelister"),
        ("en", "1 code list", "1,234 code lists"),
    ],
)
def test_a_number_chooses_the_plural_and_is_written_as_usual(
    lang: str, one: str, many: str
) -> None:
    """The fact n picks the form and is grouped by the language's own sign."""
    t = Translator(SITE, lang)

    assert t("count.code-list", n=1) == one
    assert t("count.code-list", n=1234) == many


@pytest.mark.parametrize(
    "lang, expected",
    [("nb", "1. mai 2026"), ("nn", "1. mai 2026"), ("en", "1 May 2026")],
)
def test_dates_are_in_words(lang: str, expected: str) -> None:
    """A day is written out, from a date or from the text of one."""
    t = Translator(SITE, lang)

    assert t.date(dt.date(2026, 5, 1)) == expected
    assert t.date("2026-05-01") == expected
    assert t.date("2026-05-01T12:00:00Z") == expected


@pytest.mark.parametrize("text", ["", "2026", "2026-13-01", "soon", "0000-01-01"])
def test_what_is_no_day_is_shown_as_it_is(text: str) -> None:
    """A text that names no day of the calendar is not guessed at."""
    assert Translator(SITE, "nb").date(text) == text


@pytest.mark.parametrize(
    "tag, expected",
    [("nn", "nynorsk"), ("en-GB", "engelsk"), ("ja", "japansk"), ("se", "nordsamisk"),
     ("x-y", "x-y"), ("zzz", "zzz"), ("", "")],
)  # fmt: skip
def test_languages_have_names(tag: str, expected: str) -> None:
    """A language is called by its name, and by its tag where it has none."""
    assert Translator(SITE, "nb").language(tag) == expected


@pytest.mark.parametrize(
    "count, expected", [(999, "999 B"), (1_400, "1,4 kB"), (14_000, "14 kB"), (5_000_000, "5 MB")]
)
def test_sizes_are_for_people(count: int, expected: str) -> None:
    """A number of bytes is rounded to what can be read."""
    assert Translator(SITE, "nb").size(count) == expected


def test_a_sentence_with_markup_escapes_everything_else() -> None:
    """Only what is markup already stays so."""
    t = Translator(SITE, "en")

    told = t("search.discouraged", term="<b>", name=Markup("<q>x</q>"))

    assert told == "&lt;b&gt; is discouraged – use <q>x</q>"
