"""Files for vendors: schemas, source and the zip of a requirement, whole and at names that hold."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from catalog.release import Release
from catalog.release.folder import current_folder
from tests.conftest import MINIMAL, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalog.model.dataset import Download

BASE = "https://id.example.org/"
SETTINGS = MINIMAL.replace('["en"]', '["nb", "en"]') + '[vendors]\nregister = "theirs.json"\n'
PREFIXES = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
PETS = """
<pets> a skos:ConceptScheme , modelldcatno:CodeList ; skos:prefLabel "kjæledyr"@nb .
<pets/1> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "cat" ;
    skos:prefLabel "katt"@nb ; euvoc:endDate "2025-12-31"^^xsd:date ; dct:isReplacedBy <pets/2> .
<pets/2> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "lion" ;
    skos:prefLabel "løve"@nb ; euvoc:startDate "2026-01-01"^^xsd:date .
<pets/3> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ; skos:notation "newt" .
"""
MODEL = """
<m/%(v)s> a modelldcatno:InformationModel ; dct:title "Hus"@nb ; omgrep:technicalName "house" ;
    omgrep:syntax omgrep:XML ; owl:versionInfo "%(v)s" ;
    euvoc:startDate "202%(v)s-01-01"^^xsd:date ; modelldcatno:containsModelElement <m/%(v)s/H> .
<m/%(v)s/H> a modelldcatno:RootObjectType ; omgrep:technicalName "HouseType" ;
    omgrep:rootElement "house" ; modelldcatno:hasProperty <m/%(v)s/H/pet> .
<m/%(v)s/H/pet> a modelldcatno:Attribute ; omgrep:technicalName "pet" ; dct:title "dyr"@nb ;
    omgrep:node omgrep:AttributeNode ; modelldcatno:hasValueFrom <pets> ;
    omgrep:admits <pets/1> , <pets/2> ;
    modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
<r/%(v)s> a omgrep:RequirementVersion , dcat:Dataset ; dcat:inSeries <r> ; dcat:version "%(v)s" ;
    dct:title "Husmelding %(v)s"@nb ; euvoc:startDate "202%(v)s-01-01"^^xsd:date ;
    dct:conformsTo <m/%(v)s> ; omgrep:businessRule <r/rules/1> ; omgrep:example <r/%(v)s#e> .
<r/%(v)s#e> a omgrep:Example ; rdf:value "<house pet='cat'/>" ; omgrep:right true .
"""
SERIES = """
<r> a omgrep:Requirement , dcat:DatasetSeries ; omgrep:technicalName "houses" ;
    dct:title "Husmelding"@nb .
<r/rules/1> a omgrep:BusinessRule ; omgrep:technicalName "house-1" ; dct:title "Dyr"@nb ;
    sh:severity sh:Violation ; omgrep:context "/house" ; omgrep:test "@pet" .
"""
TWO = PREFIXES + PETS + SERIES + MODEL % {"v": "5"} + MODEL % {"v": "6"}


def files(release: Release, path: str) -> dict[str, Download]:
    """Return the files of a thing by name, but for those of its formats."""
    return {it.name: it for it in release.manifest.downloads if it.owner == BASE + path}


def opened(release: Release, name: str) -> zipfile.ZipFile:
    """Return a zip by its name in the URL."""
    [file] = [it for it in release.manifest.downloads if it.name == name]
    archive = zipfile.ZipFile(io.BytesIO(release.download_path(file).read_bytes()))
    assert archive.testzip() is None
    return archive


def codes(schema: bytes) -> list[str]:
    """Return the codes of an XML Schema."""
    path = "//*[local-name()='enumeration']/@value"
    return [str(it) for it in etree.fromstring(schema).xpath(path)]


@pytest.fixture
def release(make_release: Callable[..., Release]) -> Release:
    """A Release with two versions of a requirement."""
    return make_release(SETTINGS, all=TWO)


def test_what_there_is_of_a_model_a_list_and_a_requirement(release: Release) -> None:
    """Schemas with all codes and with those of the first day; documents in each language."""
    assert set(files(release, "m/6")) == {"m/6.xsd", "m/6.first-day.xsd"}
    for path, stem in (("m/6", "m/6"), ("r/6", "houses-6")):
        found = files(release, path)
        both = [release.download_path(found[f"{stem}.{it}xsd"]) for it in ("", "first-day.")]
        assert [codes(it.read_bytes()) for it in both] == [["cat", "lion"], ["lion"]]
    assert set(files(release, "r/6")) == {
        "houses-6.zip", "houses-6.xsd", "houses-6.first-day.xsd", "houses-6.nb.html",
        "houses-6.nb.md", "houses-6.en.html", "houses-6.en.md",
    }  # fmt: skip
    sources = {it.name for it in files(release, "pets").values() if it.profile == "source"}
    assert sources == {"pets/Pets.ts", "pets/Pets.cs", "pets/Pets.java", "pets/pets.py"}


def test_every_file_has_its_size_and_sum(release: Release) -> None:
    """As the manifest tells them, and none is on disk that it doesn't tell of."""
    told = release.manifest.downloads
    for file in told:
        body = release.download_path(file).read_bytes()
        assert (len(body), hashlib.sha256(body).hexdigest()) == (file.size, file.sha256)
    assert len({it.name for it in told}) == len({it.file.lower() for it in told}) == len(told)


def test_the_zip_has_all_that_a_vendor_builds_from(release: Release) -> None:
    """The folders that loaders read, and beside them what people and other programs do."""
    archive = opened(release, "houses-6.zip")
    names = archive.namelist()
    assert names == [
        "LESMEG.txt", "LISENS.txt", "kodelister/pets.json", "kodelister.oversikt.json",
        "kodelister.csv", "xsd/house-6.xsd", "xsd/house-6.first-day.xsd", "tekster/house-6.json",
        "theirs.json", "regler/regler.json", "regler/regler.csv",
        "dokument/houses-6.nb.md", "dokument/houses-6.nb.html",
        "dokument/houses-6.en.md", "dokument/houses-6.en.html",
        "eksempler/eksempel-1-riktig.xml",
        "eksempler/skjema-alt.xml", "eksempler/skjema-minst.xml",
        "endringer/endringer.nb.md", "endringer/endringer.en.md",
        "enum/typescript/Pets.ts", "enum/csharp/Pets.cs", "enum/java/kodelister/Pets.java",
        "enum/python/kodelister/pets.py", "innhold.json",
    ]  # fmt: skip
    contents = json.loads(archive.read("innhold.json"))
    assert (contents["requirement"], contents["name"]) == (f"{BASE}r/6", "houses")
    assert (contents["version"], contents["validFrom"]) == ("6", "2026-01-01")
    sums = {it["file"]: it["sha256"] for it in contents["files"]}
    assert list(sums) == names[:-1]
    assert all(hashlib.sha256(archive.read(it)).hexdigest() == sum_ for it, sum_ in sums.items())
    downloads = files(release, "r/6")
    for inside, beside in (("xsd/house-6", "houses-6"), ("dokument/houses-6", "houses-6")):
        for ending in ("xsd", "first-day.xsd", "nb.md", "en.html"):
            if f"{inside}.{ending}" in names:
                stored = release.download_path(downloads[f"{beside}.{ending}"]).read_bytes()
                assert archive.read(f"{inside}.{ending}") == stored
    readme = archive.read("LESMEG.txt").decode()
    for name in names[1:]:
        assert name.partition("/")[0] in readme, name


def test_code_lists_are_those_of_the_version(release: Release) -> None:
    """What the model doesn't admit is left out; each code has its days, and what replaced it."""
    archive = opened(release, "houses-6.zip")
    [told] = json.loads(archive.read("kodelister/pets.json"))["kodelister"]
    assert [(it["verdi"], it["gyldigTil"]) for it in told["kode"]] == [
        ("cat", "31.12.2025"), ("lion", None),
    ]  # fmt: skip
    lines = list(csv.DictReader(io.StringIO(archive.read("kodelister.csv").decode())))
    assert [(it["notation"], it["validTo"], it["validOnFirstDay"]) for it in lines] == [
        ("cat", "2025-12-31", "false"), ("lion", "", "true"),
    ]  # fmt: skip
    assert lines[0]["replacedBy"] == "lion"
    [registered] = json.loads(archive.read("theirs.json"))["xsds"]
    assert registered["kodelister"] == "kodelister/pets.json"
    assert registered["tekster"] == "tekster/house-6.json"


def test_the_first_version_has_no_former_one(release: Release) -> None:
    """What is new is told where there is something that it is newer than."""
    assert not [it for it in opened(release, "houses-5.zip").namelist() if "endringer" in it]
    told = opened(release, "houses-6.zip").read("endringer/endringer.en.md").decode()
    assert "houses 5" in told


def test_everything_s_zip_has_every_model(release: Release) -> None:
    """Lists, schemas, texts and the register of both versions; a dataset's has its lists alone."""
    archive = opened(release, "catalog.zip")
    assert [it for it in archive.namelist() if it.startswith("xsd/")] == [
        "xsd/house-5.xsd", "xsd/house-5.first-day.xsd", "xsd/house-6.xsd",
        "xsd/house-6.first-day.xsd",
    ]  # fmt: skip
    registered = json.loads(archive.read("theirs.json"))["xsds"]
    assert [it["versjon"] for it in registered] == ["5", "6"]
    assert all(it["fil"] in archive.namelist() for it in registered)


def test_hostile_names_lead_nowhere(make_release: Callable[..., Release]) -> None:
    """Names and versions with anything in them; things whose paths are those of our files."""
    text = TWO.replace('"houses"', '"../../etc/passwd"').replace('"house"', '"con\\\\nul/.."')
    clash = "<houses-6> a skos:ConceptScheme . <pets/Pets> a skos:ConceptScheme ."
    for turtle in (text + clash, TWO + clash, TWO.replace('dcat:version "6"', 'dcat:version "5"')):
        release = make_release(SETTINGS, all=turtle)
        told = release.manifest.downloads
        assert len({it.name for it in told}) == len({it.file.lower() for it in told}) == len(told)
        bundles = [it for it in told if it.format == "bundle"]
        assert len(bundles) == 2
        for it in told:
            assert ".." not in it.name
            assert "/" not in it.file
            assert "\\" not in it.file
        for bundle in bundles:
            for name in opened(release, bundle.name).namelist():
                assert ".." not in name
                assert not name.startswith("/")
                assert "\\" not in name


def test_a_model_that_no_schema_can_say_is_a_document_all_the_same(
    make_release: Callable[..., Release],
) -> None:
    """A property without a type: no schema and no example, and the build goes on."""
    text = TWO.replace("modelldcatno:hasValueFrom <pets> ;", "")
    release = make_release(SETTINGS, all=text)
    assert not files(release, "m/6")
    names = opened(release, "houses-6.zip").namelist()
    assert "dokument/houses-6.nb.html" in names
    assert not [it for it in names if it.startswith(("xsd", "eksempler/skjema", "theirs"))]


def test_a_list_too_long_for_source_has_none(make_release: Callable[..., Release]) -> None:
    """Its other files are there."""
    many = "".join(
        f"<pets/n{n}> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <pets> ;"
        f' skos:notation "{n}" .\n'
        for n in range(501)
    )
    found = files(make_release(SETTINGS, all=PETS + many), "pets")
    assert "pets.json" in found
    assert not [it for it in found.values() if it.profile == "source"]


def test_the_bytes_are_the_same_whatever_the_process(make_root: Callable[..., Path]) -> None:
    """Two builds with other hash seeds, time zones and umasks make the same files."""
    root = make_root(SETTINGS, all=TWO)
    made: list[dict[str, str]] = []
    for seed, zone, mask in (("1", "UTC", "022"), ("2", "Asia/Tokyo", "077")):
        done = omgrep(root, "build", "--no-check", PYTHONHASHSEED=seed, TZ=zone, TEST_UMASK=mask)
        assert done.returncode == 0, done.stderr
        release = Release.open(current_folder(root / "release"))
        made.append({it.name: it.sha256 for it in release.manifest.downloads})
    assert made[0] == made[1]
