"""Break one statement of a good catalogue, and a rule says so: each check is sharp."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

COMPLETE = (Path(__file__).parent / "complete.ttl").read_text(encoding="utf-8")
CONTACT = 'vcard:fn "Redaksjonen"@nb ;\n    vcard:hasEmail <mailto:redaksjonen@example.no>'
MUTATIONS = [
    # What the official SKOS-AP-NO shapes let through.
    ("scope note without language", 'henvendelsen."@nb', 'henvendelsen."', "language-missing"),
    ("two coded statuses", "status:CURRENT", "status:CURRENT , status:DRAFT", "status-several"),
    (
        "two publishers",
        "uneskos:memberOf <samling> ;",
        "uneskos:memberOf <samling> ; dct:publisher publisher:111222333 ;",
        "publisher-several",
    ),
    (
        "definition only in a language without a term",
        '"den som sender en melding"@nb , "den som sender ei melding"@nn',
        '"one who sends a message"@en',
        "definition-language",
    ),
    ("definition without language", 'en melding"@nb', 'en melding"', "language-missing"),
    ("two definitions alike", 'ha det vondt"@nn', 'ha det vondt"@nb', "definition-repeated"),
    ("nobody to reach", CONTACT, 'vcard:fn "Redaksjonen"@nb', "contact-unreachable"),
    ("end before start", "2030-12-31", "2020-12-31", "date-order"),
    # And one statement of every other kind.
    ("no type", "<begrep/melder>\n    a skos:Concept ;", "<begrep/melder>", "type-missing"),
    ("no identifier", "dct:identifier", "dct:relation", "identifier-missing"),
    ("other identifier", '"https://data.example.no/begrep/uro"', '"https://data.example.no/uro"',
     "identifier-differs"),
    ("plain identifier", 'melder"^^xsd:anyURI', 'melder"', "identifier-form"),
    ("no nynorsk", ' , "meldar"@nn', "", "term-language"),
    ("two terms", '"meldar"@nn', '"meldar"@nn , "melderen"@nn', "skos-s14"),
    ("term twice", '"barnevernsmelding"@nb', '"melding om bekymring"@nb', "skos-s13"),
    ("no language", '"meldar"@nn', '"meldar"', "language-missing"),
    ("unknown language", '"barnevernsmelding"@nb', '"barnevernsmelding"@nu', "language-invalid"),
    ("no publisher", "    dct:publisher publisher:999888777 ;\n    xkos:generalizes",
     "    xkos:generalizes", "publisher-missing"),
    ("no contact", 'send"@nn ;\n    dcat:contactPoint <kontakt> ;', 'send"@nn ;',
     "contact-missing"),
    ("broken link", "skosno:valueRange <liste>", "skosno:valueRange <lista>", "broken-link"),
    ("misspelt property", "skos:scopeNote", "skos:scopeNot", "term-unknown"),
    ("foreign property", "skosno:hasGenericConceptRelation <begrep/uro#rel-1>",
     "skos:hasGenericConceptRelation <begrep/uro#rel-1>", "term-unknown"),
    ("circle", "skosno:valueRange", "xkos:generalizes <begrep/melding> ;\n    skosno:valueRange",
     "hierarchy-cycle"),
    ("related and broader", "skos:related <begrep/melder> ;",
     "skos:related <begrep/melder> , <begrep/melding> ;", "skos-s27"),
    ("concept and scheme", "<begrep/melder>\n    a skos:Concept ;",
     "<begrep/melder>\n    a skos:Concept , skos:ConceptScheme ;", "skos-s9"),
    ("concept and collection", "a skos:Collection", "a skos:Collection , skos:Concept", "skos-s37"),
    ("one way", "xkos:generalizes <begrep/uro>", 'skos:note "x"@nb', "relation-one-way"),
    ("one form", "xkos:specializes <begrep/melding> ;", "", "relation-disagrees"),
    ("no end", "skosno:hasGenericConcept <begrep/melding>", 'dct:description "x"@nb',
     "relation-ends"),
    ("wrong kind", "hasToConcept <begrep/uro>", "hasToConcept <samling>", "wrong-kind"),
    ("two texts", 'kan ha det vondt"@nb', 'kan ha det vondt"@nb , "melding"@nb', "definition-text"),
    ("no source", "    dct:source <https://example.org/lov> .", "    .", "definition-source"),
    ("no definition", 'skos:definition "den', 'skos:note "den', "definition-missing"),
    ("two forms", "skosno:valueRange", 'skos:definition "melding"@nb ;\n    skosno:valueRange',
     "definition-twice"),
    ("unknown status", "status:CURRENT", "status:ACTIVE", "status-unknown"),
    ("impossible date", "2030-12-31", "2030-31-12", "date-impossible"),
    ("time of day", '"2025-03-01"^^xsd:date', '"2025-03-01T10:00:00"^^xsd:dateTime', "date-form"),
    ("proposal that isn't a term", 'proposedTerm "uromelding"', 'proposedTerm "uromeldinga"',
     "proposed-term"),
    ("left out of the collection", " , <begrep/melder> .", " .", "collection-missing"),
    ("empty collection", "skos:member <begrep/melding> , <begrep/uro> , <begrep/melder>",
     'skos:note "tom"@nb', "collection-empty"),
    ("not listed", "skos:member <begrep/melding> , <begrep/uro>", "skos:member <begrep/melding>",
     "relation-one-way"),
    ("same notation", 'skos:notation "2"', 'skos:notation "1"', "notation-repeated"),
    ("no notation", 'skos:notation "2" ;', "", "code-notation"),
    ("no list", "skos:inScheme <liste> ;\n    skos:broader <liste/privat> .\n\n<liste/2>",
     "skos:broader <liste/privat> .\n\n<liste/2>", "code-scheme"),
    ("wrong levels", '"2"^^xsd:positiveInteger', '"1"^^xsd:positiveInteger', "levels-differ"),
    ("levels as text", '"2"^^xsd:positiveInteger', '"to"', "code-list-levels"),
    ("no title", 'dct:title "Melder"@nb ;', "", "code-list-title"),
    ("replaced by nothing", "euvoc:status status:CURRENT", "dct:isReplacedBy <begrep/borte>",
     "replacement-missing"),
    ("script as link", "<https://example.org/lov>", "<javascript:alert(1)>", "iri-scheme"),
    ("hidden character", "den som sender en", "den som\\u202E sender en", "bidi-character"),
]  # fmt: skip


def test_the_good_catalogue_has_no_finding(check_files: Callable[..., Report]) -> None:
    """Not even a warning: so each finding below is the mutation's."""
    report = check_files({"a.ttl": COMPLETE})
    assert [finding.message("en") for finding in report.findings] == []


@pytest.mark.parametrize("name, old, new, rule", MUTATIONS, ids=[one[0] for one in MUTATIONS])
def test_a_mutation_breaks_a_rule(
    name: str, old: str, new: str, rule: str, check_files: Callable[..., Report]
) -> None:
    """One change of one statement is found, by the rule that is meant for it."""
    assert old in COMPLETE, name
    report = check_files({"a.ttl": COMPLETE.replace(old, new, 1)})
    assert rule in report.counts
