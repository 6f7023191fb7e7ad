"""The levels of a code list: read from the sources, told in its JSON, on its page and in sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from catalog.editing.sheets.contents import Contents
from catalog.model.concept import Code, CodeList
from catalog.release import Release, current_folder
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from tests.web.conftest import Site

TURTLE = """\
@prefix xkos: <http://rdf-vocabulary.ddialliance.org/xkos#> .
<l> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Liste"@nb ;
    xkos:numberOfLevels "2"^^xsd:positiveInteger ; xkos:levels ( <l#one> <l#two> "none" ) .
<l#one> a xkos:ClassificationLevel ; xkos:depth 1 ; skos:member <l/g> ;
    dct:title "<b>Gruppe</b>"@nb, "Group"@en .
<l#two> a xkos:ClassificationLevel ; xkos:depth 2 ; skos:member <l/1> ; dct:title "Kode"@nb .
<l/g> a skos:Concept ; skos:inScheme <l> ; skos:prefLabel "Frukt"@nb .
<l/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <l> ; skos:broader <l/g> ;
    skos:notation "1" ; skos:prefLabel "Eple"@nb ; skos:altLabel "eple"@nb .
<k> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Lite"@nb ; xkos:levels <k#x> .
<k/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <k> ; skos:notation "1" ;
    skos:prefLabel "Én"@nb .
<c> a skos:Collection ; dct:title "Samling"@nb ; skos:member <l/1> .
"""
BASE = "https://id.example.org/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A list with levels, and one whose levels nobody describes."""
    settings = write_root(tmp_path_factory.mktemp("levels") / "root", TURTLE)
    build(settings.root)
    return open_site(settings)


@pytest.fixture(scope="module")
def release(site: Site) -> Release:
    """The Release that is served."""
    return Release.open(current_folder(site.settings.release_folder))


def test_a_list_knows_what_its_levels_are_called(release: Release) -> None:
    """From the top, by depth; beyond them, and where nobody says, there is no name."""
    one, other = (release.record(release.find(name)) for name in ("l", "k"))  # type: ignore[arg-type]
    assert isinstance(one, CodeList)
    assert isinstance(other, CodeList)
    assert [[it.text for it in name] for name in one.level_names] == [
        ["<b>Gruppe</b>", "Group"], ["Kode"],
    ]  # fmt: skip
    assert one.level(1) == one.level_names[1]
    assert one.level(2) == one.level(-1) == other.level(0) == ()


def test_a_level_is_no_collection(release: Release) -> None:
    """It has no page, no code tells that it stands in it, and it is in no count."""
    code = release.record(release.find("l/1"))  # type: ignore[arg-type]
    assert isinstance(code, Code)
    assert [it.iri for it in code.collections] == [f"{BASE}c"]
    assert release.manifest.counts["collection"] == 1
    assert release.find_iri(f"{BASE}l#one") is None


def test_the_levels_are_told_in_json_and_in_turtle(site: Site) -> None:
    """In the order of the list, in each language; whoever has RDF gets the levels whole."""
    told = site.get("/l.json").get_json()
    assert told["levelNames"] == [{"nb": "<b>Gruppe</b>", "en": "Group"}, {"nb": "Kode"}]
    assert "levelNames" not in site.get("/k.json").get_json()
    assert b"ClassificationLevel" in site.get("/l.ttl").data


def test_the_page_names_the_levels(site: Site) -> None:
    """Among the facts and above each heading, with nothing taken for markup."""
    page = BeautifulSoup(site.get("/nb/l", Accept="text/html").data, "html.parser")
    assert [it.get_text(strip=True) for it in page.select("ol.levels li")] == [
        "<b>Gruppe</b>", "Kode",
    ]  # fmt: skip
    [heading] = page.select(".heading-row")
    assert " ".join(heading.get_text(" ").split()) == "<b>Gruppe</b> Frukt"
    other = BeautifulSoup(site.get("/nb/k", Accept="text/html").data, "html.parser")
    assert other.select("ol.levels, .level-name") == []


def test_a_sheet_does_not_take_a_level_for_a_collection(site: Site) -> None:
    """A code's cell of collections has the collection alone."""
    settings = site.settings
    graph = read_sources(find_sources(settings), settings).graph
    contents = Contents(graph, settings, "nb")
    [column] = (it for it in contents.columns("codes") if it.key == "memberOf")
    cells = [
        contents.cell(iri, column).text for iri in contents.rows["codes"] if iri.endswith("l/1")
    ]
    assert cells == ["Samling (c)"]
