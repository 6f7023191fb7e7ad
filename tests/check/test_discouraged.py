"""Discouraged terms: found in the catalogue's own voice, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

HEAD = """\
@base <https://data.example.no/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status: <http://publications.europa.eu/resource/authority/concept-status/> .
<nemnd> a skos:Concept ; skos:prefLabel "helsenemnd"@nb , "helsenemnd"@nn ;
    skos:hiddenLabel "fylkesnemnd"@nb , "fylkes nemnd"@nb , "tilsyn"@nb ;
    skos:scopeNote "Het fylkesnemnd."@nb .
<tilsyn> a skos:Concept ; skos:prefLabel "tilsyn"@nb .
<bolig> a skos:Concept ; skos:prefLabel "bolig"@nb ; euvoc:status status:DEPRECATED ;
    dct:isReplacedBy <botiltak> ; skos:definition "sted fylkesnemnda brukte"@nb .
<botiltak> a skos:Concept ; skos:prefLabel "botiltak"@nb .
"""


@pytest.mark.parametrize(
    "statement, count",
    [
        ('skos:prefLabel "vedtak i fylkesnemnda"@nb', 1),
        ('skos:definition "sak for fylkes nemnd"@nb', 1),
        ('skos:scopeNote "Fylkesnemnda, og fylkesnemnda."@nb', 1),
        ('skos:definition "vedtak i bolig"@nb', 1),
        # Told of, not used.
        ('skos:scopeNote "Loven sa «fylkesnemnda» før."@nb', 0),
        ('skos:historyNote "Het fylkesnemnd."@nb', 0),
        ('skos:editorialNote "Fylkesnemnd i kilden."@nb', 0),
        ('skos:changeNote "Før: fylkesnemnd."@nb', 0),
        # Another word, another language, or a term in use.
        ('skos:altLabel "Fylkesnemnd"@nb', 0),
        ('skos:definition "fylkesnemndleder"@nb', 0),
        ('skos:definition "sak for fylkesnemnd"@nn', 0),
        ('skos:definition "tilsyn med noe"@nb', 0),
        ('skos:definition "fylkes og nemnd"@nb', 0),
    ],
)
def test_a_discouraged_term_is_found_where_it_is_used(
    statement: str, count: int, check_files: Callable[..., Report]
) -> None:
    """As a whole word with any ending; quotes, history and the concept itself may name it."""
    report = check_files({"a.ttl": f"{HEAD}<a> a skos:Concept ; {statement} ."})
    assert report.counts.get("term-discouraged", 0) == count


def test_the_preferred_term_is_told(check_files: Callable[..., Report]) -> None:
    """The remedy names what to write, that of the successor where the concept is out of use."""
    turtle = f'{HEAD}<a> a skos:Concept ; skos:prefLabel "en bolig"@nb , "x"@nn .'
    (finding,) = [
        one for one in check_files({"a.ttl": turtle}).findings if one.rule == "term-discouraged"
    ]
    assert "«botiltak»" in finding.remedy("nb")
