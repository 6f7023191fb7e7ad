"""Masking: no number that tells who somebody is leaves a message, whatever is wrong with it."""

from __future__ import annotations

import datetime as dt

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st

from catalog.message.masking import HIDDEN, excerpt, mask
from catalog.model.text import LangString
from tests.message.made import json_zoo, judge_of, rule

DAY = dt.date(2026, 2, 1)
NUMBERS = st.one_of(
    st.from_regex(r"[0-9]{11}", fullmatch=True), st.from_regex(r"[0-9]{12}", fullmatch=True)
)
SIGNS = ["", "", " ", "-", ".", "/", "_", "\u00a0", "\u200b", "\u2013", " - ", "\u2060"]
PARTED = st.builds(
    lambda number, sign, at: number[:at] + sign + number[at:],
    NUMBERS, st.sampled_from(["", " ", "-", "_", "."]), st.integers(1, 10),
)  # fmt: skip
APART = st.builds(
    lambda number, signs: "".join(map("".join, zip(number, [*signs, "", ""], strict=False))),
    NUMBERS, st.lists(st.sampled_from(SIGNS), min_size=10, max_size=10),
)  # fmt: skip
PLACES = (
    '<hus><dyr art="{0}"><navn>A</navn></dyr></hus>',
    '<hus><dyr art="k" nr="x{0}y"><navn>A</navn></dyr></hus>',
    '<hus><dyr art="k" eier="{0}"><navn/></dyr></hus>',
    '<hus><dyr art="k" n{0}="1"><navn>A</navn></dyr></hus>',
    "<hus><n{0}/></hus>",
    "<hus>{0}</hus>",
    "<n{0}/>",
    '<hus xmlns="urn:{0}"/>',
    '<hus><dyr art="k"><navn>{0}</navn><født>{0}</født></dyr></hus>',
    '<hus><dyr art="k" nr="{0}"><navn/></dyr><dyr art="k" nr="{0}"><navn/></dyr></hus>',
    "<hus><n{0}></hus>",
    '<?xml version="1.0" encoding="u{0}"?><hus/>',
    "<hus><!-- {0} -->&n{0};</hus>",
)
JSON = (
    '{{"dyr": [{{"art": "{0}", "navn": ["A"]}}]}}',
    '{{"dyr": [{{"art": "k", "nr": {1}, "navn": ["A"]}}]}}',
    '{{"n{0}": 1, "n{0}": 2}}',
    '{{"dyr": [{{"art": "k", "eier": [], "navn": "{0}"}}]}}',
    '{{"n{0}": ',
    '["{0}"]',
)
TELLING = (
    rule(
        "//dyr",
        "false()",
        message=(
            LangString(
                "{@nr} {@eier} {string(@eier)} {.} {*} {concat('', navn)} {number(@eier)}", "nb"
            ),
        ),
    ),
    rule(
        "//dyr", "false()", "r2", message=(LangString("{name(*)} {translate(@art, '-', '')}", ""),)
    ),
)


@hypothesis.given(PARTED, st.sampled_from(PLACES))
@hypothesis.settings(database=None, deadline=None, max_examples=300)
def test_no_number_of_a_message_in_xml_is_told(number: str, place: str) -> None:
    """As a value, a name, a namespace, a text; alone and within other signs; in rules too."""
    verdict = XML_JUDGE.judge(place.format(number.replace(" ", "-")).encode(), DAY)
    told = msgspec.json.encode(verdict).decode()
    digits = "".join(it for it in number if it.isdigit())
    assert number.replace(" ", "-") not in told
    assert digits not in told
    assert verdict.findings


@hypothesis.given(PARTED, st.sampled_from(JSON))
@hypothesis.settings(database=None, deadline=None, max_examples=200)
def test_no_number_of_a_message_in_json_is_told(number: str, place: str) -> None:
    """Likewise, and where it is written as a number."""
    digits = "".join(it for it in number if it.isdigit())
    verdict = JSON_JUDGE.judge(place.format(number, "1" + digits).encode(), DAY)
    told = msgspec.json.encode(verdict).decode()
    assert number not in told
    assert digits not in told
    assert verdict.findings


XML_JUDGE = judge_of(*TELLING)
JSON_JUDGE = judge_of(model=json_zoo())


@pytest.mark.parametrize("owner", ["Kari Nordmann", "K", "åtte & ni"])
def test_what_is_personal_is_never_told_whatever_it_is(owner: str) -> None:
    """Not as a wrong value and not in the sentence of a rule."""
    written = owner.replace("&", "&amp;")
    for text in (
        f'<hus><dyr art="k" eier="{written}"><navn>B</navn></dyr></hus>',
        f'<hus><dyr art="x" eier="{written}"><navn/></dyr></hus>',
    ):
        told = msgspec.json.encode(XML_JUDGE.judge(text.encode(), DAY).findings).decode()
        assert f'"{owner}' not in told
        assert f" {owner} " not in told


def test_ids_are_left_alone() -> None:
    """A UUID may end in twelve digits, and names nobody."""
    uuid = "01234567-89ab-1cde-8fab-012345678901"
    assert mask(f"Id {uuid} 01010100100") == f"Id {uuid} {HIDDEN}"
    assert mask("1234567890") == "1234567890"


@hypothesis.given(APART, st.sampled_from(["", "a", "Nr. ", "2026-01-05T06:00:00Z, "]))
@hypothesis.settings(database=None, deadline=None, max_examples=500)
def test_signs_between_digits_hide_no_number(written: str, before: str) -> None:
    """Whatever somebody puts between them, also what can't be seen."""
    assert mask(f"{before}{written}b") == f"{before}{HIDDEN}b"


@pytest.mark.parametrize(
    "written",
    [
        "120514 123 45", "12.05.14 12345", "1205 14 12345", "120514/12345", "120514_12345",
        "120514\u200b12345", "120514 - 12345", "120514:12345", "120514+12345",
        "2014-05-12 12345", "2014-05-12-12345", "12.05.2014 12345", "2026-01-05 12051412345",
    ],
)  # fmt: skip
def test_nothing_is_left_of_a_number(written: str) -> None:
    """As people write them; the date of birth before the last five tells it too."""
    assert mask(f"a {written}, b") == f"a {HIDDEN}, b"


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05T06:00:00+01:00", "2026-01-05", "2026-01-05 2026-02-01", "2.4.05 2.4.06",
        "12.05.2026 - 13.05.2026", "2026-01-05T06:00:00+01:00/2026-01-06T06:00:00Z",
        "2026-01-05 06:00:00", "/Barnevern/Sak[12]/Melding[345]/@Kode", "2026-01-05 2 barn",
    ],
)  # fmt: skip
def test_days_and_codes_stay_readable(text: str) -> None:
    """They have many digits, too, and name nobody."""
    assert mask(text) == text


def test_moments_stay_readable() -> None:
    """With parts of seconds as many as anyone measures, but no more."""
    assert mask("2026-02-01T08:00:00.123456789+01:00") == "2026-02-01T08:00:00.123456789+01:00"


@hypothesis.given(st.integers(0, 200), st.integers(2, 80), NUMBERS)
@hypothesis.settings(database=None, deadline=None)
def test_a_number_across_the_cut_is_hidden(before: int, characters: int, number: str) -> None:
    """It is hidden before a text is cut, so nothing of it is left."""
    short = excerpt("x" * before + number, characters)
    assert len(short) <= characters
    assert not any(it.isdigit() for it in short)


@hypothesis.given(NUMBERS, st.integers(1, 40), st.sampled_from([", ", "   ", " \u200b "]))
@hypothesis.settings(database=None, deadline=None)
def test_nothing_is_left_of_the_last_of_many(number: str, count: int, between: str) -> None:
    """Hiding those before makes the text shorter, so that the cut comes into sight."""
    text = between.join([number] * count) + "x"
    for characters in (10, 40, 80):
        assert not any(it.isdigit() for it in excerpt(text, characters))
