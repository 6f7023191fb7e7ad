"""The catalogue that site/openapi.yaml takes its examples from: one of everything, odd ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Site

BASE = "https://id.example.org/"
STATUS = "http://publications.europa.eu/resource/authority/concept-status/"
OMGREP = "https://omgrep.example/ns#"
CHAIN = 300
"""Concepts below each other, deeper than any recursion should go."""

TURTLE = f"""\
<catalog> a dcat:Catalog ; dct:title "Katalog"@nb ; dcat:version "2026-11-21" ;
    dcat:dataset <datasets/all> ; dct:license <https://licence.example/by> .
<datasets/all> a dcat:Dataset ; dct:title "Alt"@nb ; dct:hasPart <sizes> .

<animals> a skos:ConceptScheme ; skos:hasTopConcept <c/animal> ;
    skos:prefLabel "dyr"@nb, "animals"@en .
<c/animal> a skos:Concept ; skos:inScheme <animals> ; skos:prefLabel "dyr"@nb, "animal"@en .
<c/mammal> a skos:Concept ; skos:inScheme <animals> ; skos:broader <c/animal> ;
    skos:prefLabel "pattedyr"@nb, "mammal"@en .
<c/pet> a skos:Concept ; skos:inScheme <animals> ; skos:broader <c/animal> ;
    skos:prefLabel "kjæledyr"@nb, "pet"@en .
<c/cat> a skos:Concept ; skos:notation "K1" ; skos:broader <c/mammal> ;
    skos:prefLabel "katt"@nb, "katt"@nn, "cat"@en ; skos:altLabel "pus"@nb ;
    skos:hiddenLabel "mjaukatt"@nb ; euvoc:status <{STATUS}CURRENT> ;
    dct:subject "Kjæledyr"@nb, "Pets"@en ;
    skos:definition "Et lite rovdyr."@nb, "A small carnivore."@en .
<c/dog> a skos:Concept ; skos:inScheme <animals> ; xkos:specializes <c/mammal> ;
    skos:broader <c/pet> ; skos:prefLabel "hund"@nb, "dog"@en ; skos:related <c/cat> ;
    skos:altLabel "bikkje"@nb ; dct:subject <c/pet> .
<c/puppy> a skos:Concept ; skos:broader <c/dog> ; skos:prefLabel "valp"@nb, "puppy"@en .
<c/horse> a skos:Concept ; skos:prefLabel "øyk"@nb ; euvoc:status <{STATUS}RETIRED> ;
    dct:isReplacedBy <c/pony> .
<c/pony> a skos:Concept ; skos:prefLabel "ponni"@nb ; dct:isReplacedBy <c/equine> .
<c/equine> a skos:Concept ; skos:prefLabel "hest"@nb .
<c/odd> a skos:Concept ; skos:prefLabel "rart"@nb ; dct:isReplacedBy <c/even> .
<c/even> a skos:Concept ; skos:prefLabel "likt"@nb ; dct:isReplacedBy <c/odd> .
<c/blue> a skos:Concept ; skos:prefLabel "blå"@nb .
<c/plus> a skos:Concept ; skos:notation "+" ; skos:prefLabel "pluss"@nb .
<c/head> a skos:Concept ; skos:prefLabel "hode"@nb ; skos:broader <c/tail> .
<c/tail> a skos:Concept ; skos:prefLabel "hale"@nb ; skos:broader <c/head> .
<https://elsewhere.example/x#thing> a skos:Concept ; skos:prefLabel "fremmed"@nb .
<pets> a skos:OrderedCollection ; skos:prefLabel "selskapsdyr"@nb ;
    skos:memberList ( <c/dog> <c/cat> ) .

<sizes> a modelldcatno:CodeList, skos:ConceptScheme ; dct:title "størrelser"@nb .
<sizes/s> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <sizes> ;
    skos:topConceptOf <sizes> ; skos:notation "S" ; skos:prefLabel "liten"@nb ;
    euvoc:startDate "2020-01-01"^^xsd:date .
<sizes/l> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <sizes> ;
    skos:topConceptOf <sizes> ; skos:notation "L" ; skos:prefLabel "stor"@nb ;
    euvoc:status <{STATUS}RETIRED> ; dct:isReplacedBy <sizes/xl> ;
    euvoc:startDate "2020-01-01"^^xsd:date ; euvoc:endDate "2025-12-31"^^xsd:date .
<sizes/xl> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <sizes> ;
    skos:topConceptOf <sizes> ; skos:notation "XL" ; skos:prefLabel "svær"@nb ;
    euvoc:startDate "2026-01-01"^^xsd:date .
<empty> a skos:ConceptScheme ; skos:prefLabel "tomt"@nb .
<marks> a modelldcatno:CodeList, skos:ConceptScheme ; dct:title "karakterer"@nb .
<marks/l> a modelldcatno:CodeElement, skos:Concept ; skos:inScheme <marks> ;
    skos:topConceptOf <marks> ; skos:notation "L" ; skos:prefLabel "lav"@nb .
<deep/0> a skos:Concept ; skos:prefLabel "trinn 0"@nb .

<models/message> a modelldcatno:InformationModel ; dct:title "Melding"@nb ;
    <{OMGREP}technicalName> "message" ; <{OMGREP}syntax> <{OMGREP}XML> ;
    modelldcatno:containsModelElement <models/message/Message> .
<models/message/Message> a modelldcatno:RootObjectType ; dct:title "Melding"@nb ;
    <{OMGREP}technicalName> "Message" ; <{OMGREP}rootElement> "Message" .
<reports> a <{OMGREP}Requirement>, dcat:DatasetSeries ; dct:title "Melding"@nb ;
    <{OMGREP}technicalName> "message" .
<reports/1> a <{OMGREP}RequirementVersion>, dcat:Dataset ; dct:title "Melding 1"@nb ;
    dcat:inSeries <reports> ; dcat:version "1" ; dct:conformsTo <models/message> ;
    euvoc:endDate "2025-12-31"^^xsd:date .
<reports/2> a <{OMGREP}RequirementVersion>, dcat:Dataset ; dct:title "Melding 2"@nb ;
    dcat:inSeries <reports> ; dcat:version "2" ; dct:conformsTo <models/message> ;
    euvoc:startDate "2026-01-01"^^xsd:date ; <{OMGREP}businessRule> <reports/rules/1> .
<reports/rules/1> a <{OMGREP}BusinessRule> ; dct:title "Meldingen er tom"@nb ;
    <{OMGREP}technicalName> "empty" ; <{OMGREP}looksAt> <models/message/Message> ;
    <{OMGREP}context> "Message" ; <{OMGREP}test> "not(*)" .
""" + "".join(
    f"<deep/{step}> a skos:Concept ; skos:broader <deep/{step - 1}> ;"
    f' skos:prefLabel "trinn {step}"@nb .\n'
    for step in range(1, CHAIN)
)


def api_site(folder: Path) -> Site:
    """Build the catalogue and open it as a site."""
    settings = write_root(folder / "root", TURTLE)
    build(settings.root)
    return open_site(settings)
