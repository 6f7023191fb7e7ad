"""Codes over time: one day after the other, without a gap and without an overlap."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.check import check
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources

HEAD = """\
@base <https://data.example.no/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix modelldcatno: <https://data.norge.no/vocabulary/modelldcatno#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<l> a skos:ConceptScheme , modelldcatno:CodeList .
"""
SETTINGS = Settings(
    root=Path(), base_iri="https://data.example.no/", title={}, profile="skos", languages=("nb",)
)
FEW = settings(max_examples=40, deadline=None)
"""Each example is a whole check."""
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2000, 1, 20))


def counts(text: str) -> dict[str, int]:
    """Return how often each rule is broken."""
    files = (SourceFile("a.ttl", Path("a.ttl"), (HEAD + text).encode()),)
    return dict(check(read_sources(files, SETTINGS), files, SETTINGS).counts)


def code(name: str, notation: str, rest: str = "") -> str:
    """Return one code as Turtle."""
    return (
        f"<l/{name}> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ; "
        f'skos:prefLabel "{name}"@nb ; skos:notation "{notation}" {rest} .\n'
    )


@FEW
@given(end=DAYS, start=DAYS)
def test_the_day_after_is_the_only_right_day(end: dt.date, start: dt.date) -> None:
    """A replacement begins too early, too late, or on the day after: exactly one of the three."""
    found = counts(
        code("a", "1", f'; dct:isReplacedBy <l/b> ; euvoc:endDate "{end}"^^xsd:date')
        + code("b", "2", f'; dct:replaces <l/a> ; euvoc:startDate "{start}"^^xsd:date')
    )
    days = (start - end).days
    assert ("succession-overlap" in found) is (days < 1)
    assert ("succession-gap" in found) is (days > 1)


@FEW
@given(first=st.tuples(DAYS, DAYS).map(sorted), second=st.tuples(DAYS, DAYS).map(sorted))
def test_a_shared_value_is_an_error_on_days_that_are_shared(
    first: list[dt.date], second: list[dt.date]
) -> None:
    """Two codes with one value break one rule or the other, by whether they meet."""
    found = counts(
        "".join(
            code(
                name,
                "1",
                f'; euvoc:startDate "{start}"^^xsd:date ; euvoc:endDate "{end}"^^xsd:date',
            )
            for name, (start, end) in (("a", first), ("b", second))
        )
    )
    meet = first[0] <= second[1] and second[0] <= first[1]
    assert ("notation-repeated" in found) is meet
    assert ("notation-used-again" in found) is not meet


def test_dates_that_are_none_break_nothing() -> None:
    """An impossible or missing date is another rule's matter."""
    found = counts(
        code("a", "1", '; dct:isReplacedBy <l/b> , <l/a> , "tekst" ; euvoc:endDate "2025-31-12"')
        + code("b", "1", '; dct:replaces <l/a> ; euvoc:startDate "i går"@nb')
    )
    assert not {"succession-gap", "succession-overlap", "successor-ended"} & found.keys()
