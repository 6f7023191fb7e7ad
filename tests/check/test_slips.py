"""What the parser says of a slip is told in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.check.slips import SLIPS, said
from tests.check.test_rules import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

GOOD = """\
@base <https://data.example.no/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<begrep/melding>
    a skos:Concept ;
    skos:prefLabel "melding"@nb ;
    skos:altLabel "beskjed"@nb ;
.
"""
BROKEN = {
    "prefix-unknown": ("skos:prefLabel", "sksos:prefLabel"),
    "quote-open": ('"melding"@nb', '"melding@nb'),
    "dot-missing": ("a skos:Concept ;", "a skos:Concept"),
    "iri-character": ("<begrep/melding>", "<begrep/mel ding>"),
    "not-subject": ("<begrep/melding>", "melding"),
    "not-property": ("skos:prefLabel", "prefLabel"),
    "not-value": ('"melding"@nb', "melding"),
    "language-tag": ("@nb ;", "@1 ;"),
    "datatype": ('"melding"@nb', '"melding"^^dato'),
    "prefix-form": ("@prefix skos:", "@prefix skos"),
    "base-form": ("<https://data.example.no/>", "https"),
    "end": ('"beskjed"', '"beskjed'),
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_slip_is_told_without_the_parsers_english(
    slip: str, check_files: Callable[..., Report]
) -> None:
    """One sign wrong, and the finding says in each language what it looks like."""
    old, new = BROKEN[slip]
    assert old in GOOD
    [finding] = check_files({"a.ttl": GOOD.replace(old, new, 1)}).findings
    assert finding.rule == "syntax"
    for lang in ("nb", "nn", "en"):
        word = next(it.text for it in SHAPES.words[f"slip-{slip}"] if it.lang == lang)
        start, _, end = word.partition("{value}")
        assert start in finding.message(lang)
        assert end in finding.message(lang)


def test_every_slip_has_words_and_unknown_ones_are_the_parsers() -> None:
    """No name without a sentence; what nobody has put into words is told as it is."""
    for name, _ in SLIPS:
        assert [text.lang for text in SHAPES.words[f"slip-{name}"]] == ["nb", "nn", "en"]
    assert said("Something new") == "Something new"
