"""Definitions: what is found, what is let through, and that no text takes long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

HEAD = """\
@base <https://data.example.no/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def found(report: Report) -> set[str]:
    """Return the rules about definitions that were broken, but for those that all others imply."""
    told = {rule for rule in report.counts if rule.startswith("definition-")}
    return told - {"definition-nynorsk", "definition-source", "definition-language"}


@pytest.mark.parametrize(
    "term, text, lang, rules",
    [
        ("melding", "henvendelse fra noen som er bekymret", "nb", set()),
        ("melder", "den som melder", "nb", {"definition-own-term"}),
        ("melder", "det å si fra", "nb", set()),
        ("plan", "en oversikt", "nb", {"definition-article"}),
        ("plan", "Ei liste over tiltak", "nb", {"definition-article", "definition-capital"}),
        ("plan", "eit oversyn", "nn", {"definition-article"}),
        ("plan", "ein som er god", "nb", set()),
        ("plan", "the list", "en", {"definition-article"}),
        ("NAV", "NAV er en etat", "nb", {"definition-begins"}),
        ("plan", "EU-krav til tiltak", "nb", set()),
        ("plan", "Bufdirs liste, som Bufdirs rådgivere bruker", "nb", set()),
        ("plan", "liste over tiltak. Den endres", "nb", {"definition-sentences"}),
        ("plan", "liste over tiltak (se kap. 2)", "nb", set()),
        ("plan", "liste etter lov nr. 100 jf. Barnevernsloven", "nb", set()),
        ("plan", "liste over tiltak m.m.", "nb", set()),
        ("plan", "liste over tiltak.", "nb", {"definition-full-stop"}),
        ("plan", "?", "nb", set()),
        ("", "liste", "nb", set()),
    ],
)
def test_a_definition_is_judged_by_its_form(
    term: str, text: str, lang: str, rules: set[str], check_files: Callable[..., Report]
) -> None:
    """Each form that Termlosen advises against is found, and nothing that it allows."""
    turtle = (
        f'{HEAD}<a> a skos:Concept ; skos:prefLabel "{term}"@{lang} ; '
        f'skos:definition "{text}"@{lang} .'
    )
    assert found(check_files({"a.ttl": turtle})) == rules


def test_definitions_as_things_are_judged_too(check_files: Callable[..., Report]) -> None:
    """The text of an euvoc:XlNote is a definition, and the concept's own terms are its terms."""
    turtle = (
        f'{HEAD}<a> a skos:Concept ; skos:prefLabel "vern"@nb ; skos:altLabel "omsorg"@nb ; '
        'euvoc:xlDefinition <a#d> . <a#d> a euvoc:XlNote ; rdf:value "hjelp eller omsorgen"@nb .'
    )
    assert "definition-own-term" in check_files({"a.ttl": turtle}).counts


def test_a_circle_is_told_once(check_files: Callable[..., Report]) -> None:
    """Two concepts that are defined by each other are one finding, not two; in one language."""
    turtle = (
        f'{HEAD}<a> a skos:Concept ; skos:prefLabel "melder"@nb ; skos:definition "en av dem som '
        'sender meldinger"@nb . <b> a skos:Concept ; skos:prefLabel "melding"@nb , "case"@en ; '
        'skos:definition "brev fra melderen"@nb , "letter from a melder"@en .'
    )
    assert check_files({"a.ttl": turtle}).counts["definition-circle"] == 1


def test_copies_differ_in_more_than_signs(check_files: Callable[..., Report]) -> None:
    """Capitals and commas make no other definition; another language does."""
    turtle = (
        f'{HEAD}<a> a skos:Concept ; skos:prefLabel "a1"@nb ; '
        'skos:definition "Hjelp, til barn"@nb .'
        '<b> a skos:Concept ; skos:prefLabel "b1"@nb ; skos:definition "hjelp til barn"@nb .'
        '<c> a skos:Concept ; skos:prefLabel "c1"@nn ; skos:definition "hjelp til barn"@nn .'
    )
    assert check_files({"a.ttl": turtle}).counts["definition-copied"] == 1


@pytest.mark.parametrize("piece", ["a. ", "(", "TODO ", "«", "A.", "ab,", "x-", "et "])
def test_no_text_takes_long(piece: str, check_files: Callable[..., Report]) -> None:
    """A definition as long as one may be is judged in a moment, whatever it holds."""
    text = (piece * 60_000)[:60_000]
    turtle = f'{HEAD}<a> a skos:Concept ; skos:prefLabel "a"@nb ; skos:definition "{text}"@nb .'
    start = time.perf_counter()
    check_files({"a.ttl": turtle})
    assert time.perf_counter() - start < 10
