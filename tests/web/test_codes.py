"""A code list on a day, as JSON and CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from tests.web.conftest import Site

BASE = "https://id.example.org/"
CODE = "a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <l> ; skos:notation"
TURTLE = f"""\
<l> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Liste"@nb ;
    skos:hasTopConcept <l/A>, <l/B>, <l/9> .
<words> a skos:ConceptScheme ; skos:prefLabel "Ord"@nb .
<l/A> a skos:Concept ; skos:inScheme <l> ; skos:notation "A" ; skos:narrower <l/AA>, <l/2> .
<l/AA> a skos:Concept ; skos:inScheme <l> ; skos:notation "AA" ; skos:narrower <l/1> .
<l/B> a skos:Concept ; skos:inScheme <l> ; skos:notation "B" ; skos:narrower <l/3>, <l/4> .
<l/1> {CODE} "AA1" ; euvoc:endDate "2025-12-31"^^xsd:date .
<l/2> {CODE} "A2" ; euvoc:startDate "2020-01-01"^^xsd:date .
<l/3> {CODE} "B3" ; euvoc:startDate "2026-01-01"^^xsd:date .
<l/4> {CODE} "B4" ; euvoc:startDate "2027-01-01"^^xsd:date .
<l/9> {CODE} "C9" .
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A list in three levels, of which codes come and go."""
    settings = write_root(tmp_path_factory.mktemp("codes") / "root", TURTLE)
    build(settings.root)
    return open_site(settings)


def ask(site: Site, address: str = "/api/codes", **query: str) -> Any:
    """Ask for the list."""
    return site.get(f"{address}?{urlencode({'scheme': BASE + 'l'} | query)}")


@pytest.mark.parametrize(
    "day, expected",
    [
        ("2019-12-31", "A AA AA1 C9"),
        ("2025-12-31", "A A2 AA AA1 C9"),
        ("2026-01-01", "A A2 B B3 C9"),
        ("2027-01-01", "A A2 B B3 B4 C9"),
    ],
)
def test_a_day_has_its_codes_and_their_headings(site: Site, day: str, expected: str) -> None:
    """In the order of the list; a heading with nothing under it is left out. CSV says the same."""
    content = ask(site, on=day).get_json()
    table = ask(site, "/api/codes.csv", on=day)

    assert " ".join(row["notation"] for row in content["items"]) == expected
    assert (content["on"], content["total"]) == (day, len(expected.split()))
    assert table.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert " ".join(row["notation"] for row in rows) == expected
    assert [row["iri"] for row in rows] == [row["iri"] for row in content["items"]]
    assert [row["level"] for row in rows] == [str(row.get("level", 1)) for row in content["items"]]


def test_without_a_day_it_is_today(site: Site) -> None:
    """Which the answer names."""
    content = ask(site).get_json()

    assert content == ask(site, on=content["on"]).get_json()


def test_the_list_comes_in_pages(site: Site) -> None:
    """All of it, each row once."""
    url = f"/api/codes?{urlencode({'scheme': BASE + 'l', 'on': '2026-01-01', '_size': '2'})}"
    found = []
    while url:
        content = site.get(url).get_json()
        found += content["items"]
        url = content.get("next", "").removeprefix(BASE.rstrip("/"))
    assert found == ask(site, on="2026-01-01").get_json()["items"]


@pytest.mark.parametrize("address", ["/api/codes", "/api/codes.csv"])
@pytest.mark.parametrize(
    "query, status, named",
    [
        ({"scheme": f"{BASE}nothing"}, 404, ""),
        ({"scheme": f"{BASE}words"}, 400, "scheme"),
        ({"scheme": ""}, 400, "scheme"),
        ({"on": "2026-02-30"}, 400, "on"),
        ({"validOn": "2026-02-01"}, 400, "validOn"),
    ],
)
def test_a_slip_is_told(
    site: Site, address: str, query: dict[str, str], status: int, named: str
) -> None:
    """What can't be used is named."""
    answer = ask(site, address, **query)

    assert answer.status_code == status
    assert answer.get_json(force=True).get("parameter", "") == named


def test_a_list_beyond_the_limit_is_refused(site: Site) -> None:
    """Time and memory are bounded, and the limit is named."""
    limits = dataclasses.replace(site.settings.limits, compared_codes=3)
    answer = ask(open_site(dataclasses.replace(site.settings, limits=limits)))

    assert (answer.status_code, answer.get_json(force=True)["most"]) == (422, 3)


def test_the_page_of_the_list_leads_to_the_data_of_its_day(site: Site) -> None:
    """Whichever day is shown."""
    page = BeautifulSoup(site.get("/nb/l?on=2026-01-01", Accept="text/html").data, "html.parser")
    links = [str(link["href"]) for link in page.select('main a[href^="/api/codes"]')]

    assert len(links) == 2
    for link in links:
        assert "on=2026-01-01" in link
        assert site.get(link).status_code == 200


def test_the_table_has_the_lines_of_the_list_s_own_file(site: Site) -> None:
    """The same columns and cells; only codes of other days are missing."""
    whole = site.get("/downloads/l.csv").data.decode("utf-8-sig").splitlines()
    told = ask(site, "/api/codes.csv", on="2026-01-01").text.splitlines()

    assert told[0] == whole[0]
    assert [line for line in whole if line in told] == told
