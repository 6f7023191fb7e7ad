"""The codes of a day, wherever they are asked for, are those that were published for it.

Held against what the reference library took from the published lists, code by code: in the API, in
its table, on the page, in a list's own file and in the schema that the command makes.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from catalog.model.resource import RETIRED
from tests.conformance.published_schema import XS
from tests.conftest import PROJECT, omgrep
from tests.web.conftest import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.release import Release
    from catalog.settings import Settings
    from tests.web.conftest import Site

pytestmark = pytest.mark.conformance

CORRECTED = {
    ("saksinnhold", "33"): "a space before the second slash",
    ("undersokelse-konklusjon", "3"): "barnverntjenestens",
    ("undersokelse-konklusjon", "5"): "a bracket that closes and was never opened",
    ("tiltak-kategori", "3.7"): "gjenomføres",
    ("flytting-arsak-fra", "1.1.4"): "a bracket that is never closed",
    ("flytting-arsak-fra", "2.3"): "a bracket that is never closed",
    ("flytting-arsak-fra", "2.8"): "a comma at the end",
}
"""Codes whose published text has a slip besides those that the reference library corrects.

The published text is a discouraged term of the code, so whoever has it still finds the code.
"""
DAYS = pytest.mark.parametrize("day", ["2024-12-31", "2025-06-30", "2026-01-01"])


@pytest.fixture(scope="module")
def site(shipped: Release, shipped_settings: Settings) -> Site:
    """The shipped catalogue, asked without a network."""
    assert shipped.folder.parent == shipped_settings.release_folder
    return open_site(shipped_settings)


@pytest.fixture(scope="module")
def lists(reference: Path) -> list[Any]:
    """The register's published lists that tell which codes are valid in a year."""
    told = json.loads((reference / "domain" / "codelists.json").read_text("utf-8"))["register"]
    dated = [it for it in told if it.get("codesValidAt31Dec")]
    assert len(dated) >= 17
    return dated


def published(one: Any, day: str) -> dict[str, str]:
    """Return the codes of a list that are valid on ``day``, with their texts, corrected or not.

    Lists change by the year, so the codes of its last day are those of the day.
    """
    texts = {
        it["code"]: (it.get("correctedLabel") or it["label"])["nb"]
        for it in one["items"]
        if "nb" in it["label"]
    }
    codes = [
        code
        for span in one["codesValidAt31Dec"]
        if span["from"] <= int(day[:4]) <= span["to"]
        for code in span["codes"]
    ]
    return {code: texts[code] for code in codes}


def ask(site: Site, base: str, name: str, address: str = "/api/codes", **query: str) -> Any:
    """Ask for a list on a day."""
    wanted = {"scheme": f"{base}kodelister/{name}", **query}
    answer = site.get(f"{address}?{urlencode(wanted)}")
    assert answer.status_code == 200, answer.data
    return answer


def codes_in(text: str) -> list[dict[str, str]]:
    """Return the rows of the codes of a table: neither the list's own nor a heading's."""
    rows = csv.DictReader(io.StringIO(text))
    return [row for row in rows if row["type"] == "code" and row["heading"] != "true"]


@DAYS
def test_the_api_answers_the_published_codes(
    site: Site, lists: list[Any], shipped: Release, day: str
) -> None:
    """Codes and texts, headings left out; known misspellings are corrected."""
    base = shipped.manifest.base_iri
    for one in lists:
        content = ask(site, base, one["id"], on=day, _size="100").get_json()
        items = content["items"]
        while content.get("next"):
            content = site.get(content["next"].removeprefix(base.rstrip("/"))).get_json()
            items += content["items"]
        assert content["total"] == len(items)
        codes = {it["notation"]: it["prefLabel"]["nb"] for it in items if not it.get("heading")}
        wanted = published(one, day)
        assert codes.keys() == wanted.keys(), one["id"]
        apart = {(one["id"], key) for key in codes if codes[key] != wanted[key]}
        assert apart == {it for it in CORRECTED if it[0] == one["id"] and it[1] in codes}
        for name, key in apart:
            code = site.get(f"/kodelister/{name}/{key}.json").get_json()
            assert wanted[key] in code["hiddenLabel"]["nb"]


@DAYS
def test_the_table_and_the_page_have_the_same_codes(
    site: Site, lists: list[Any], shipped: Release, day: str
) -> None:
    """As CSV for a spreadsheet, and as people see them."""
    base = shipped.manifest.base_iri
    for one in lists:
        text = ask(site, base, one["id"], "/api/codes.csv", on=day).data.decode("utf-8-sig")
        rows = codes_in(text)
        wanted = set(published(one, day))
        assert {row["notation"].lstrip("'") for row in rows} == wanted, one["id"]
        answer = site.get(f"/nb/kodelister/{one['id']}?on={day}", Accept="text/html")
        page = BeautifulSoup(answer.data, "html.parser")
        table = page.select_one("section[aria-labelledby=s-valid] table")
        shown = table.select("tr:not(.heading-row) > th[scope=row]") if table else []
        assert {cell.get_text(strip=True) for cell in shown} == wanted, one["id"]


@DAYS
def test_a_download_holds_the_days_of_each_code(
    site: Site, lists: list[Any], shipped: Release, day: str
) -> None:
    """Whoever has the file filters by its dates and gets the same; what was withdrawn has none."""
    del site
    base = shipped.manifest.base_iri
    for one in lists:
        [file] = (
            it for it in shipped.manifest.downloads
            if it.owner == f"{base}kodelister/{one['id']}" and it.format == "csv"
        )  # fmt: skip
        text = (shipped.folder / "downloads" / file.file).read_text("utf-8-sig")
        rows = codes_in(text)
        valid = {
            row["notation"].lstrip("'")
            for row in rows
            if (not row["validFrom"] or row["validFrom"] <= day)
            and (day <= row["validTo"] if row["validTo"] else row["status"] not in RETIRED)
        }
        assert valid == set(published(one, day)), one["id"]


@DAYS
def test_the_command_makes_a_schema_with_the_published_codes(lists: list[Any], day: str) -> None:
    """``omgrep schema --date``: an enumeration for each list, with its codes of the day."""
    done = omgrep(
        PROJECT, "schema", "barnevernsregister", "--version", "4.0.1", "--date", day,
        "--format", "xsd",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tree = etree.fromstring(done.stdout.encode())
    made = {
        one.get("name"): {each.get("value") for each in one.iter(f"{XS}enumeration")}
        for one in tree.findall(f"{XS}simpleType")
    }
    assert {it["id"]: made[it["id"]] for it in lists} == {
        it["id"]: set(published(it, day)) for it in lists
    }
