"""``omgrep schema``: writes what was asked for, or says what there is instead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.conftest import omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODEL = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<m/%(version)s> a modelldcatno:InformationModel ; dct:title "House"@en ;
    omgrep:technicalName "house" ; omgrep:syntax omgrep:%(syntax)s ;
    owl:versionInfo "%(version)s" ; euvoc:startDate "202%(version)s-01-01"^^xsd:date ;
    euvoc:endDate "202%(version)s-12-31"^^xsd:date ;
    modelldcatno:containsModelElement <m/%(version)s/House> .
<m/%(version)s/House> a modelldcatno:RootObjectType ; omgrep:technicalName "HouseType" ;
    omgrep:rootElement "house" ; modelldcatno:hasProperty <m/%(version)s/House/pet> .
<m/%(version)s/House/pet> a modelldcatno:Attribute ; omgrep:technicalName "pet" ;
    omgrep:node omgrep:AttributeNode ; modelldcatno:hasValueFrom <pets> ;
    modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
"""
PETS = """
<pets> a skos:ConceptScheme , modelldcatno:CodeList .
<pets/1> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "cat" .
<pets/2> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "dog" ;
    euvoc:startDate "2026-07-01"^^xsd:date .
"""


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue with two versions of a model."""
    versions = {"version": "5", "syntax": "XML"}, {"version": "6", "syntax": "JSON"}
    old, new = (MODEL % version for version in versions)
    return make_root(old=old, new=new, pets=PETS)


def codes(text: str) -> list[str]:
    """Return the codes of an XML Schema."""
    path = "//*[local-name()='enumeration']/@value"
    return [str(value) for value in etree.fromstring(text.encode()).xpath(path)]


def test_a_schema_is_printed_or_written(root: Path, tmp_path: Path) -> None:
    """The same bytes, which are the schema and nothing else."""
    done = omgrep(root, "schema", "house", "--version", "5", "--format", "xsd")
    assert done.returncode == 0, done.stderr
    assert codes(done.stdout) == ["cat", "dog"]
    file = tmp_path / "house.xsd"
    again = omgrep(root, "schema", "https://id.example.org/m/5", "--output", str(file))
    assert (again.returncode, again.stdout) == (0, "")
    assert file.read_text("utf-8") == done.stdout


def test_the_day_chooses_the_version_and_the_codes(root: Path) -> None:
    """The form is that of the messages where none is named."""
    old = omgrep(root, "schema", "house", "--date", "2025-12-31")
    assert codes(old.stdout) == ["cat"]
    for day, expected in (("2026-06-30", ["cat"]), ("2026-07-01", ["cat", "dog"])):
        new = omgrep(root, "schema", "house", "--date", day)
        schema = json.loads(new.stdout)
        assert schema["x-model"]["codes"] == day
        assert schema["$defs"]["pets"]["enum"] == expected


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "arguments, told",
    [
        (["hus"], "house"),
        (["house", "--version", "7"], "6, 5"),
        (["house", "--date", "2030-01-01"], "6 (2026-01-01/2026-12-31), 5 (2025"),
        (["house", "--date", "2026-31-12"], "2026-31-12"),
        (["house", "--format", "xsd"], "--format json-schema"),
    ],
)
def test_what_there_is_instead_is_told(
    root: Path, lang: str, arguments: list[str], told: str
) -> None:
    """In the reader's language, without a traceback; the command could not be done."""
    done = omgrep(root, "schema", *arguments, "--lang", lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "reason." not in done.stderr
    assert "Traceback" not in done.stderr


def test_no_schema_is_made_of_half_a_catalogue(root: Path) -> None:
    """A code in a file that can't be read would look as if it might not be used."""
    (root / "broken.ttl").write_text("<x> a", encoding="utf-8")
    done = omgrep(root, "schema", "house", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "broken.ttl" in done.stderr
