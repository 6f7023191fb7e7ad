"""Business rules as data: JSON and a table say the same."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest

from catalog.formats.rules import rules_csv, rules_json
from catalog.message.functions import FUNCTIONS
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from tests.formats.made import LANGUAGES
from tests.formats.requirements import RULES


def test_json_has_all_that_a_program_judges_by() -> None:
    """What is told of a rule, and of one that can't be computed the reason."""
    one, other = json.loads(rules_json(RULES))["rules"]
    assert (one["name"], one["severity"], one["validFrom"]) == ("dyr-1", "error", "2022-01-01")
    assert (one["context"], one["test"], one["computed"]) == ("/hus/dyr", "født", True)
    assert one["message"] == {"nb": "{navn} er ikke født."}
    assert (one["milder"], one["milderWhere"]) == ("warning", "@nr")
    assert (other["computed"], other["notComputed"]) == (False, {"nb": "Ingen vet det."})


def test_the_table_says_the_same() -> None:
    """A line a rule, a column a language; lists of IRIs are one cell."""
    told = json.loads(rules_json(RULES))["rules"]
    lines = list(csv.DictReader(io.StringIO(rules_csv(RULES, LANGUAGES).decode())))
    assert len(lines) == len(told)
    for line, rule in zip(lines, told, strict=True):
        for key in (
            "iri",
            "name",
            "notation",
            "severity",
            "validFrom",
            "validTo",
            "test",
            "milder",
        ):
            assert line[key] == rule[key]
        assert line["computed"] == str(rule["computed"]).lower()
        assert line["subjects"] == " | ".join(rule["subjects"])
        for lang in LANGUAGES:
            assert line[f"title.{lang}"] == rule["title"].get(lang, "")
            assert line[f"notComputed.{lang}"] == rule["notComputed"].get(lang, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_function_of_the_rules_is_explained(lang: str) -> None:
    """To who has a zip and no documentation: XPath 1.0 has none of them."""
    text = Translator(program_folder("site"), lang, part="vendor")("readme", register="r.json")
    assert [name for _, name in FUNCTIONS if f"\n  {name}(" not in text] == []


def test_no_cell_is_a_formula() -> None:
    """A test that begins like one is guarded, since people open tables in spreadsheets."""
    rule = dataclasses.replace(RULES[0], test="=1+1", message=())
    [line] = csv.DictReader(io.StringIO(rules_csv([rule], LANGUAGES).decode()))
    assert line["test"] == "'=1+1"
