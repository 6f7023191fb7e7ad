"""The former texts of a code: read from the sources, told in its JSON and on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from catalog.model.concept import Code, FormerLabel
from catalog.model.text import LangString
from catalog.release import Release, current_folder
from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from tests.web.conftest import Site

TURTLE = """\
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<l> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "Liste"@nb .
<l/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <l> ; skos:notation "1" ;
    skos:prefLabel "nå"@nb ;
    omgrep:formerLabel <l/1#a>, <l/1#b>, <l/1#c>, <l/1#nothing>, "no node" .
<l/1#a> a omgrep:FormerLabel ; rdf:value "<i>først</i>"@nb ; owl:versionInfo "XSD 1" ;
    euvoc:endDate "2020-12-31"^^xsd:date .
<l/1#b> a omgrep:FormerLabel ; rdf:value "så"@nb ; owl:versionInfo "XSD 2" ;
    euvoc:startDate "2021-01-01"^^xsd:date ; euvoc:endDate "2021-12-31"^^xsd:date .
<l/1#c> a omgrep:FormerLabel ; rdf:value "et sted"@nb ; owl:versionInfo "15F" .
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A list with a code of many names."""
    settings = write_root(tmp_path_factory.mktemp("former") / "root", TURTLE)
    build(settings.root)
    return open_site(settings)


def test_former_texts_are_read_with_where_and_when_they_stood(site: Site) -> None:
    """The latest first, those of unknown date last; what is no text is left out."""
    release = Release.open(current_folder(site.settings.release_folder))
    found = release.find("l/1")
    assert found
    record = release.record(found)
    assert isinstance(record, Code)
    assert record.former == (
        FormerLabel(LangString("så", "nb"), "XSD 2", ("2021-01-01", "2021-12-31")),
        FormerLabel(LangString("<i>først</i>", "nb"), "XSD 1", ("", "2020-12-31")),
        FormerLabel(LangString("et sted", "nb"), "15F"),
    )


def test_former_texts_stand_in_the_json(site: Site) -> None:
    """With the keys of other texts and days; a key without a value is left out."""
    assert site.get("/l/1.json").get_json()["formerLabels"] == [
        {
            "text": "så", "language": "nb", "version": "XSD 2",
            "validFrom": "2021-01-01", "validTo": "2021-12-31",
        },
        {"text": "<i>først</i>", "language": "nb", "version": "XSD 1", "validTo": "2020-12-31"},
        {"text": "et sted", "language": "nb", "version": "15F"},
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_former_texts_stand_on_the_page(site: Site, lang: str) -> None:
    """As a table; markup in a text stays text."""
    page = BeautifulSoup(site.get(f"/{lang}/l/1", Accept="text/html").data, "html.parser")
    rows = page.select("[aria-labelledby=s-former] tbody tr")

    assert [row.select("td")[0].get_text() for row in rows] == ["XSD 2", "XSD 1", "15F"]
    assert [time["datetime"] for time in rows[0].select("time")] == ["2021-01-01", "2021-12-31"]
    assert page.find("i") is None


def test_the_shipped_lists_tell_what_their_codes_were_called(shipped: Release) -> None:
    """As data, no longer as sentences; the texts differ from those of today."""
    seen = 0
    for listed in shipped.of_kind("code-list").rows:
        number = shipped.numbers([listed.link.iri])[listed.link.iri]
        codes = [row.link.iri for row in shipped.members(number, "tree", 0, 2_000).rows]
        for record in shipped.records(list(shipped.numbers(codes).values())):
            assert isinstance(record, Code)
            seen += len(record.former)
            assert not {it.text for it in record.former} & set(record.label), record.iri
            notes = [note.text.text for note in record.notes if note.kind == "historyNote"]
            assert not [note for note in notes if note.startswith("Tekst i XSD")]
    assert seen > 30
