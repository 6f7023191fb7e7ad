"""A small catalogue with requirements to judge by: of XML, of JSON, and one that is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.conftest import HEAD, MINIMAL

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Final = MINIMAL.replace('["en"]', '["nb", "nn", "en"]')
RIGHT: Final = b'<house built="2026-02-01"><pet kind="cat" number="01017000027"/></house>'
EXPIRED: Final = b'<house built="2026-02-01">\n  <pet kind="dog"/>\n</house>'
WRONG: Final = b'<house built="2026-02-01">\n  <pet kind="cow" number="01017000027x"/>\n</house>'
SLOW: Final = b"<house>" + b'<pet kind="cat"/>' * 20_000 + b"</house>"
"""By the requirement ``slow`` it would take for hours."""

PREFIXES: Final = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
MODEL: Final = """
<m/%(name)s> a modelldcatno:InformationModel ; dct:title "House"@en ;
    omgrep:technicalName "%(name)s" ; omgrep:syntax omgrep:%(syntax)s ;
    modelldcatno:containsModelElement <m/%(name)s/House> , <m/%(name)s/Pet> .
<m/%(name)s/House> a modelldcatno:RootObjectType ; omgrep:technicalName "HouseType" ;
    omgrep:rootElement "house" ; dct:description "Where people live."@en ;
    modelldcatno:hasProperty <m/%(name)s/House/built> , <m/%(name)s/House/pet> .
<m/%(name)s/House/built> a modelldcatno:Attribute ; omgrep:technicalName "built" ;
    omgrep:node omgrep:%(attribute)s ; modelldcatno:hasSimpleType <m/%(name)s/Day> ;
    modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
<m/%(name)s/Day> a modelldcatno:SimpleType ; omgrep:technicalName "Day" ;
    modelldcatno:typeDefinitionReference "http://www.w3.org/2001/XMLSchema#date"^^xsd:anyURI .
<m/%(name)s/House/pet> a modelldcatno:Role ; omgrep:technicalName "pet" ;
    omgrep:node omgrep:%(element)s ; modelldcatno:hasObjectType <m/%(name)s/Pet> .
<m/%(name)s/Pet> a modelldcatno:ObjectType ; omgrep:technicalName "PetType" ;
    modelldcatno:hasProperty <m/%(name)s/Pet/kind> , <m/%(name)s/Pet/number> .
<m/%(name)s/Pet/kind> a modelldcatno:Attribute ; omgrep:technicalName "kind" ;
    omgrep:node omgrep:%(attribute)s ; modelldcatno:hasValueFrom <pets> ; dct:subject <c/pet> ;
    dct:title "kind of pet"@en ; dct:description "Which animal it is."@en ;
    omgrep:validOn <m/%(name)s/House/built> ;
    modelldcatno:minOccurs "1"^^xsd:nonNegativeInteger ;
    modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
<m/%(name)s/Pet/number> a modelldcatno:Attribute ; omgrep:technicalName "number" ;
    omgrep:node omgrep:%(attribute)s ; modelldcatno:hasSimpleType <m/%(name)s/Number> ;
    omgrep:personal true ; modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
<m/%(name)s/Number> a modelldcatno:SimpleType ; omgrep:technicalName "Number" ;
    modelldcatno:typeDefinitionReference "http://www.w3.org/2001/XMLSchema#string"^^xsd:anyURI ;
    xsd:pattern "[0-9]{11}" .
"""
REQUIREMENT: Final = """
<r/%(name)s> a omgrep:Requirement , dcat:DatasetSeries ; omgrep:technicalName "%(name)s" ;
    dct:title "Melding om hus"@nb , "Report on houses"@en .
<r/%(name)s/%(version)s> a omgrep:RequirementVersion , dcat:Dataset ; dcat:inSeries <r/%(name)s> ;
    dct:title "Melding om hus %(version)s"@nb , "Report on houses %(version)s"@en ;
    dcat:version "%(version)s" ; dct:conformsTo <m/%(model)s> ; %(days)s
    omgrep:businessRule <rules/%(rule)s> %(more)s .
"""
REST: Final = """
<pets> a skos:ConceptScheme , modelldcatno:CodeList ; dct:title "pets"@en .
<pets/1> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "cat" ;
    skos:prefLabel "cat"@en .
<pets/2> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "dog" ;
    skos:prefLabel "dog"@en ; euvoc:endDate "2025-12-31"^^xsd:date .
<c/pet> a skos:Concept ; skos:prefLabel "kjæledyr"@nb , "pet"@en ;
    skos:definition "Et dyr som bor hos mennesker."@nb , "An animal that lives with people."@en .
<rules/crowd> a omgrep:BusinessRule ; omgrep:technicalName "crowd" ; skos:notation "House 1" ;
    dct:description "Few pets live well together."@en ;
    dct:title "A house has few pets"@en ; sh:severity sh:Warning ;
    omgrep:context "house" ; omgrep:test "count(pet) < 3" ;
    omgrep:message "Huset har {count(pet)} kjæledyr."@nb , "The house has {count(pet)} pets."@en .
<rules/slow> a omgrep:BusinessRule ; omgrep:technicalName "slow" ; skos:notation "House 2" ;
    dct:title "A house has no end"@en ; sh:severity sh:Violation ; omgrep:context "pet" ;
    omgrep:test "not(//pet[not(//pet[@kind != 'cat']) and @kind = 'cow'])" ;
    omgrep:message "Never."@en .
"""
EXAMPLE: Final = """
<r/house/6#right> a omgrep:Example ; omgrep:right true ; dct:title "En katt"@nb , "A cat"@en ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> \"\"\"%s\"\"\" .
<r/house/6#wrong> a omgrep:Example ; omgrep:right false ; dct:title "En hund"@nb , "A dog"@en ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> \"\"\"%s\"\"\" .
"""
XML: Final = {"syntax": "XML", "attribute": "AttributeNode", "element": "ElementNode"}
JSON: Final = {"syntax": "JSON", "attribute": "MemberNode", "element": "MemberNode"}


def turtle() -> str:
    """Return all of it."""
    parts = [PREFIXES, MODEL % {"name": "house", **XML}, MODEL % {"name": "letter", **JSON}, REST]
    for name, version, model, rule, days, more in (
        ("house", "5", "house", "crowd", 'euvoc:endDate "2025-12-31"^^xsd:date ;', ""),
        (
            "house", "6", "house", "crowd", 'euvoc:startDate "2026-01-01"^^xsd:date ;',
            "; omgrep:example <r/house/6#right> , <r/house/6#wrong>",
        ),
        ("letter", "1", "letter", "crowd", "", ""),
        ("slow", "1", "house", "slow", "", ""),
    ):  # fmt: skip
        told = {"name": name, "version": version, "model": model, "rule": rule}
        parts.append(REQUIREMENT % {**told, "days": days, "more": more})
    parts.append(EXAMPLE % (RIGHT.decode(), EXPIRED.decode()))
    return "".join(parts)


def write_house(root: Path) -> Path:
    """Write a catalogue root of it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "omgrep.toml").write_text(LANGUAGES, encoding="utf-8")
    (root / "all.ttl").write_text(HEAD + turtle(), encoding="utf-8")
    return root
