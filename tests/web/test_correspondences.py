"""A code list on two days: the page, the API and its table."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from catalog.model.address import LANGUAGES
from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Site

BASE = "https://id.example.org/"
OLD, NEW = "2025-12-31", "2026-01-01"


def code(name: str, text: str, *more: str) -> str:
    """Return a code of the list ``codes`` in Turtle."""
    told = " ; ".join((f'skos:notation "{name}" ; skos:prefLabel "{text}"@nb', *more))
    return (
        f"<codes/{name}> a skos:Concept, modelldcatno:CodeElement ;"
        f" skos:inScheme <codes> ; skos:topConceptOf <codes> ; {told} .\n"
    )


def until(day: str) -> str:
    """Return that a code ends with a day."""
    return f'euvoc:endDate "{day}"^^xsd:date'


def since(day: str) -> str:
    """Return that a code begins on a day."""
    return f'euvoc:startDate "{day}"^^xsd:date'


TURTLE = (
    "@prefix omgrep: <https://omgrep.example/ns#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    '<codes> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Koder"@nb, "Codes"@en .\n'
    '<other> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Andre"@nb .\n'
    '<words> a skos:ConceptScheme ; skos:prefLabel "Ord"@nb .\n'
    "<other/x> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <other> ;\n"
    '    skos:notation "X" ; skos:prefLabel "fremmed"@nb .\n'
    + code("1", "<b>delt</b>", until(OLD), "dct:isReplacedBy <codes/2>, <codes/3>")
    + code("2", "ny to", since(NEW))
    + code("3", "ny tre", since(NEW))
    + code("4", "flyttet ut", until(OLD), "dct:isReplacedBy <other/x>")
    + code("5", "borte", until(OLD))
    + code("6", "ny", since(NEW))
    + code("7", "=1+1", "omgrep:formerLabel <codes/7#text-1>")
    + "<codes/7#text-1> a omgrep:FormerLabel ; rdf:value '<i>før</i>'@nb ;"
    f" {until('2025-06-30')} .\n"
    + code("8", "flettet", until("2024-12-31"), "dct:isReplacedBy <codes/7>")
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A list with changes of every kind but many to many."""
    settings = write_root(tmp_path_factory.mktemp("codes") / "root", TURTLE)
    build(settings.root)
    return open_site(settings)


def ask(site: Site, address: str = "/api/correspondence", **query: str) -> Any:
    """Ask for the list on both sides of its newest change, unless told otherwise."""
    wanted = {"scheme": f"{BASE}codes", "from": OLD, "to": NEW} | query
    return site.get(f"{address}?{urlencode(wanted)}")


def shown(answer: Any) -> list[tuple[str, str, str]]:
    """Return kind, old and new notations of each change."""

    def names(rows: list[dict[str, Any]]) -> str:
        return " ".join(row["notation"] for row in rows)

    return [(it["kind"], names(it["old"]), names(it["new"])) for it in answer.get_json()["items"]]


def page(site: Site, lang: str = "nb", **query: str) -> BeautifulSoup:
    """Return the page of two days."""
    wanted = urlencode({"iri": f"{BASE}codes"} | query)
    answer = site.get(f"/{lang}/-/compare?{wanted}", Accept="text/html")
    assert answer.status_code == 200
    return BeautifulSoup(answer.data, "html.parser")


def test_the_api_tells_what_became_of_each_code(site: Site) -> None:
    """In the order of the list, with how many there are of each kind."""
    answer = ask(site)

    assert shown(answer) == [
        ("split", "1", "2 3"), ("one-to-one", "4", "X"), ("ended", "5", ""), ("new", "", "6"),
    ]  # fmt: skip
    content = answer.get_json()
    assert content["counts"] == {"split": 1, "one-to-one": 1, "ended": 1, "new": 1, "unchanged": 1}
    assert content["items"][0]["pairs"] == [{"old": 0, "new": 0}, {"old": 0, "new": 1}]
    assert [it["schemes"][0]["iri"] for it in content["items"][1]["new"]] == [f"{BASE}other"]


@pytest.mark.parametrize(
    "notation, first, expected",
    [
        ("1", OLD, [("split", "1", "2 3")]),
        ("7", OLD, [("unchanged", "7", "7")]),
        ("8", "2024-01-01", [("one-to-one", "8", "7")]),
        ("8", OLD, []),
        ("6", OLD, []),
    ],
)
def test_one_code_can_be_asked_for(
    site: Site, notation: str, first: str, expected: list[tuple[str, str, str]]
) -> None:
    """Old code in, new codes out; a code that wasn't valid leads nowhere."""
    assert shown(ask(site, notation=notation, **{"from": first})) == expected


def test_a_text_that_changed_is_told_with_both(site: Site) -> None:
    """On the page in a table, in the table for programs as each day called it, and counted."""
    table = page(site, **{"from": "2025-06-30", "to": NEW}).select_one(
        "section[aria-labelledby=s-renamed]"
    )
    assert table is not None
    assert [cell.get_text(strip=True) for cell in table.select("tbody tr > *")] == [
        "7", "<i>før</i>", "=1+1",
    ]  # fmt: skip
    assert page(site, **{"from": OLD, "to": NEW}).select("#s-renamed") == []
    assert ask(site, **{"from": "2025-06-30"}).get_json()["renamed"] == 1
    rows = list(
        csv.reader(
            io.StringIO(
                ask(site, "/api/correspondence.csv", **{"from": "2025-06-30"}).data.decode(
                    "utf-8-sig"
                )
            )
        )
    )
    [seven] = (row for row in rows if row[1] == "7")
    assert [seven[2], seven[4].lstrip("'")] == ["<i>før</i>", "=1+1"]


def test_the_way_back_can_be_asked_for(site: Site) -> None:
    """New codes in, old codes out: to compare with what was reported before."""
    assert shown(ask(site, **{"from": NEW, "to": OLD})) == [
        ("merge", "2 3", "1"), ("one-to-one", "X", "4"), ("new", "", "5"), ("ended", "6", ""),
    ]  # fmt: skip


def test_the_changes_come_in_pages(site: Site) -> None:
    """All of them, each once."""
    wanted = {"scheme": f"{BASE}codes", "from": OLD, "to": NEW, "_size": "1"}
    url = f"/api/correspondence?{urlencode(wanted)}"
    found: list[tuple[str, str, str]] = []
    while url:
        answer = site.get(url)
        found += shown(answer)
        url = answer.get_json().get("next", "").removeprefix(BASE.rstrip("/"))
    assert found == shown(ask(site))


def test_the_table_has_every_code_of_the_first_day(site: Site) -> None:
    """A line for each pair, half a line where there is no other, the unchanged ones last."""
    answer = ask(site, "/api/correspondence.csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(it["change"], it["oldNotation"], it["newNotation"]) for it in rows] == [
        ("split", "1", "2"), ("split", "1", "3"), ("one-to-one", "4", "X"), ("ended", "5", ""),
        ("new", "", "6"), ("unchanged", "7", "7"),
    ]  # fmt: skip
    assert rows[0]["oldLabel"] == "<b>delt</b>"
    assert rows[-1]["newLabel"] == "'=1+1"  # no formula
    assert rows[0]["new"] == f"{BASE}codes/2"


@pytest.mark.parametrize("address", ["/api/correspondence", "/api/correspondence.csv"])
@pytest.mark.parametrize(
    "query, status, named",
    [
        ({"scheme": f"{BASE}nothing"}, 404, ""),
        ({"scheme": f"{BASE}words"}, 400, "scheme"),
        ({"scheme": "codes"}, 400, "scheme"),
        ({"from": "2026-02-30"}, 400, "from"),
        ({"to": ""}, 400, "to"),
        ({"date": NEW}, 400, "date"),
        ({"notation": "x" * 1_001}, 400, "notation"),
    ],
)
def test_a_slip_is_told(
    site: Site, address: str, query: dict[str, str], status: int, named: str
) -> None:
    """What can't be used is named."""
    answer = ask(site, address, **query)

    assert answer.status_code == status
    assert answer.get_json(force=True).get("parameter", "") == named


@pytest.mark.parametrize("missing", ["scheme", "from", "to"])
def test_what_is_needed_is_asked_for(site: Site, missing: str) -> None:
    """There is no day that a program could mean by saying nothing."""
    wanted = {"scheme": f"{BASE}codes", "from": OLD, "to": NEW}
    del wanted[missing]
    answer = site.get(f"/api/correspondence?{urlencode(wanted)}")

    assert (answer.status_code, answer.get_json(force=True)["parameter"]) == (400, missing)


def test_a_list_beyond_the_limit_is_refused(site: Site) -> None:
    """Time and memory are bounded, and the limit is named."""
    limits = dataclasses.replace(site.settings.limits, compared_codes=3)
    small = open_site(dataclasses.replace(site.settings, limits=limits))
    answer = ask(small)

    assert (answer.status_code, answer.get_json(force=True)["most"]) == (422, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_the_newest_change_by_itself(site: Site, lang: str) -> None:
    """Codes of both days, linked; the picture says what the table says."""
    found = page(site, lang)

    [table] = found.find_all("table")
    rows = [[link["href"] for link in row.find_all("a")] for row in table.select("tbody tr")]
    split = [f"/{lang}/codes/{name}" for name in "123"]
    assert rows == [split, [f"/{lang}/codes/4", f"/{lang}/other/x"]]
    figure = found.select_one("figure.flow")
    assert figure is not None
    assert [link["href"] for link in figure.find_all("a")] == split
    assert len(figure.find_all("path")) == 2
    assert "<b>delt</b>" in figure.get_text()
    assert figure.find("b") is None
    links = {key: [a["href"] for a in found.select(f"[aria-labelledby=s-{key}] a")]
             for key in ("ended", "fresh", "unchanged")}  # fmt: skip
    assert links == {
        "ended": [f"/{lang}/codes/5"], "fresh": [f"/{lang}/codes/6"],
        "unchanged": [f"/{lang}/codes/7"],
    }  # fmt: skip


def test_the_days_of_change_can_be_chosen(site: Site) -> None:
    """On the list's own page and on this one, where the chosen one is marked."""
    listed = BeautifulSoup(site.get("/nb/codes", Accept="text/html").data, "html.parser")
    links = [str(link["href"]) for link in listed.select("[aria-labelledby=s-turns] a")]
    here = page(site, **{"from": "2024-12-31", "to": "2025-01-01"})

    assert [link["href"] for link in here.select("[aria-labelledby=s-turns] a")] == links
    assert [
        link["href"] for link in here.select("[aria-labelledby=s-turns] [aria-current=true]")
    ] == [links[1]]
    for link in links:
        assert site.get(link, Accept="text/html").status_code == 200
    assert [it["value"] for it in here.select("input[type=date]")] == ["2024-12-31", "2025-01-01"]


def test_two_days_without_a_difference_say_so(site: Site) -> None:
    """Neither table nor picture; days in the wrong order are put in the right one."""
    found = page(site, **{"from": "2026-03-02", "to": "2026-03-01"})

    assert found.find_all(["table", "figure"]) == []
    assert "De samme kodene" in found.get_text()
    assert [it["value"] for it in found.select("input[type=date]")] == ["2026-03-01", "2026-03-02"]


@pytest.mark.parametrize(
    "query, status",
    [
        ({"iri": f"{BASE}words"}, 404),
        ({"iri": f"{BASE}nothing"}, 404),
        ({}, 404),
        ({"iri": f"{BASE}codes", "from": "yesterday"}, 400),
    ],
)
def test_what_is_no_list_has_no_page(site: Site, query: dict[str, str], status: int) -> None:
    """Nor has what is no day."""
    answer = site.get(f"/nb/-/compare?{urlencode(query)}", Accept="text/html")

    assert answer.status_code == status


def test_the_front_page_tells_of_a_recent_change_only(site: Site, tmp_path: Path) -> None:
    """A change of long ago is no news, and a catalogue without any has no such heading."""
    fresh = BeautifulSoup(site.get("/nb/", Accept="text/html").data, "html.parser")
    assert [a["href"] for a in fresh.select('main a[href*="compare"]')] == [
        f"/nb/-/compare?{urlencode({'iri': BASE + 'codes', 'from': OLD, 'to': NEW})}"
    ]
    settings = write_root(tmp_path / "root", TURTLE.replace("202", "199"))
    build(settings.root)
    old = open_site(settings).get("/nb/", Accept="text/html")
    assert b"compare" not in old.data
