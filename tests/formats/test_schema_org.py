"""schema.org: right in a script element as it stands, and every value the model's."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from catalog.formats import BY_NAME, schema_org
from catalog.model.concept import Concept, Row
from catalog.model.dataset import Download, Offer
from catalog.model.resource import Period
from tests.formats.made import HOSTILE, links, resources, rows
from tests.formats.made import texts as texts_
from tests.formats.telling import by_tag, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.resource import Resource
    from catalog.release import Release

Json = dict[str, Any]
SDO = "https://schema.org/"

# What Google documents of a dataset, and of a file of one (developers.google.com/search/docs/
# appearance/structured-data/dataset): property, what its values are, whether it is required.
# Left out are those that no catalogue of terms has anything for: citation, funder, sameAs,
# measurementTechnique, variableMeasured.
GOOGLE = {
    "Dataset": (
        ("name", "text", True),
        ("description", "text of 50 to 5000", True),
        ("alternateName", "text", False),
        ("creator", "Organization", False),
        ("publisher", "Organization", False),
        ("hasPart", "reference", False),
        ("identifier", "text", False),
        ("includedInDataCatalog", "DataCatalog", False),
        ("inLanguage", "tag", False),
        ("isAccessibleForFree", "true", False),
        ("keywords", "text", False),
        ("license", "url", False),
        ("spatialCoverage", "Place", False),
        ("temporalCoverage", "interval", False),
        ("version", "text", False),
        ("url", "url", False),
        ("distribution", "DataDownload", False),
    ),
    "DataDownload": (
        ("contentUrl", "url", True),
        ("encodingFormat", "media type", False),
        ("contentSize", "size", False),
        ("sha256", "sha256", False),
        ("name", "text", False),
    ),
    "DataCatalog": (("name", "text", False), ("url", "url", False)),
    "Organization": (("name", "text", True),),
    "Place": (("name", "text", True),),
}
SHAPES = {
    "url": r"https?://[^\s]+",
    "tag": r"[a-z]{2,3}",
    "interval": r"(\.\.|\d{4}-\d\d-\d\d)/(\.\.|\d{4}-\d\d-\d\d)",
    "media type": r"[a-z]+/[a-z0-9.+-]+",
    "size": r"[1-9]\d* B",
    "sha256": r"[0-9a-f]{64}",
    "text": r"(?s).+",
    "text of 50 to 5000": r"(?s).{50,5000}",
}
offers = st.builds(
    Offer,
    url=st.sampled_from(["", "https://catalog.example/a?b&c"]),
    files=st.lists(
        st.tuples(
            st.sampled_from(["https://catalog.example/downloads/</script>&.csv"]),
            st.builds(Download, texts_, st.just("f"), st.just(""), st.sampled_from(
                sorted(BY_NAME)), st.integers(1), st.just("0" * 64)),
        ),
        max_size=2,
    ).map(tuple),
    catalogs=st.lists(links, max_size=2).map(tuple),
    temporal=st.one_of(st.none(), st.builds(Period, st.just("2020"), texts_)),
)  # fmt: skip


class Scripts(HTMLParser):
    """What a page's script elements hold, and every other tag that is met."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.held.append(data)


def in_page(body: bytes) -> Json:
    """Return the document as a browser reads it out of a script element."""
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{body.decode()}</script>')
    page.close()
    assert page.tags == ["script"]
    found: Json = json.loads("".join(page.held))
    return found


def texts(told: Any) -> dict[str, list[str]]:
    """Return the values of a property by their language."""
    found: dict[str, list[str]] = {}
    for value in told if isinstance(told, list) else [told] if told else []:
        if isinstance(value, str):
            found.setdefault("", []).append(value)
        else:
            found.setdefault(value["@language"], []).append(value["@value"])
    return found


def compare(told: Json, resource: Resource) -> None:
    """Hold a document against the model."""
    assert told["@id"] == resource.iri
    assert texts(told.get("name")) == by_tag(resource.label)
    if isinstance(resource, Concept):
        assert told["@type"] == "DefinedTerm"
        definition = by_tag(it.text for it in resource.definitions)
        given_ = by_tag(resource.description) if not resource.definitions else definition
        assert texts(told.get("description")) == given_
        assert texts(told.get("alternateName")) == by_tag(resource.alt)
        codes = told.get("termCode", [])
        assert ([codes] if isinstance(codes, str) else codes) == list(resource.notations)
        sets = [it["@id"] for it in told.get("inDefinedTermSet", [])]
        assert sets == names((*resource.schemes, *resource.collections))
        exact = [it.target.iri for it in resource.matches if it.kind == "exactMatch"]
        assert told.get("sameAs", []) == exact
        # A discouraged term is no other name of the thing.
        assert "hiddenLabel" not in told
        return
    assert texts(told.get("description")) == by_tag(resource.description)
    if told["@type"] != "Thing":
        assert told.get("license", "") == (resource.licence.iri if resource.licence else "")
        assert told.get("dateModified", "") == resource.modified
        assert ("publisher" in told) == bool(resource.publisher)


@given(resources, st.lists(rows, max_size=4), offers)
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_it_stands_in_a_script_element_as_it_is(
    resource: Resource, members: list[Row], offer: Offer
) -> None:
    """No text ends the element, opens another or ends a line of script; all come back."""
    body = schema_org.write(resource, members, offer)
    assert not any(letter in body.decode() for letter in "<>&\u2028\u2029")
    compare(in_page(body), resource)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_survives_encoding(text: str) -> None:
    """What is written so means the same to a JSON parser."""
    assert json.loads(schema_org.encode({"name": text})) == {"name": text}


def test_every_value_of_the_shipped_catalogue_is_the_models(shipped: Release) -> None:
    """Each stored document says what the model says, and is read without fetching anything."""

    def refuse(url: str, _options: object) -> None:
        pytest.fail(f"a context is fetched: {url}")

    for number in range(1, sum(shipped.manifest.counts.values()) + 1):
        [row] = shipped.summaries([number])
        found = shipped.find_iri(row.link.iri)
        document = shipped.document(number, "json-ld:schema.org")
        assert found
        assert document
        told = in_page(document.body)
        compare(told, shipped.record(found))
        if found.path is not None:
            assert told["url"] == found.iri
        if number % 20 == 0:
            [node] = pyld.expand(told, {"documentLoader": refuse})
            assert node["@id"] == found.iri
            assert all(key.startswith(("@", SDO)) for key in node)
            assert node[f"{SDO}url"] == [{"@id": found.iri}]


def test_a_code_list_has_its_codes(shipped: Release) -> None:
    """A set of terms names its terms with their codes, in order."""
    found = shipped.find("kodelister/kjonn")
    assert found
    document = shipped.document(found.number, "json-ld:schema.org")
    assert document
    told = json.loads(document.body)
    assert told["@type"] == "DefinedTermSet"
    assert [it["termCode"] for it in told["hasDefinedTerm"]] == ["1", "2", "0"]
    assert {it["@type"] for it in told["hasDefinedTerm"]} == {"DefinedTerm"}


def test_the_url_is_where_the_public_finds_it(make_release: Any) -> None:
    """It begins with the server's address, the identifier with the data's; both are kept apart."""
    release: Release = make_release(
        '[catalog]\nbase_iri = "https://id.example.org/"\ntitle = { en = "T" }\n'
        '[server]\npublic_url = "https://terms.example/"\n',
        a='<a/æ> a skos:Concept ; skos:prefLabel "a"@en .\n'
        '<https://else.example/b> a skos:Concept ; skos:prefLabel "b"@en .',
    )
    for iri, url in (("https://id.example.org/a/æ", "https://terms.example/a/æ"),
                     ("https://else.example/b", None)):  # fmt: skip
        found = release.find_iri(iri)
        assert found
        document = release.document(found.number, "json-ld:schema.org")
        assert document
        told = json.loads(document.body)
        assert told["@id"] == iri
        assert told.get("url") == url


def keeps(value: Any, shape: str) -> bool:
    """Tell whether a value of a property is what it should be."""
    if isinstance(value, list):
        return bool(value) and all(keeps(one, shape) for one in value)
    if shape == "true":
        return value is True
    if shape == "reference":
        return isinstance(value, dict) and bool(value.get("@id"))
    if shape not in SHAPES:
        return isinstance(value, dict) and value["@type"] == shape and fits(value)
    text = value["@value"] if isinstance(value, dict) else value
    return isinstance(text, str) and bool(re.fullmatch(SHAPES[shape], text))


def fits(node: Json) -> bool:
    """Tell whether a node has all that its type needs, and nothing that the table doesn't allow."""
    return all(
        keeps(node[name], shape) if name in node else not required
        for name, shape, required in GOOGLE[node["@type"]]
    )


def typed(value: Any) -> Iterator[Json]:
    """Yield every node of a type that the table is about, wherever it stands."""
    if isinstance(value, list):
        for one in value:
            yield from typed(one)
    elif isinstance(value, dict):
        if value.get("@type") in GOOGLE:
            yield value
        for one in value.values():
            yield from typed(one)


def told_of(release: Release, iri: str) -> Json:
    """Return the stored document about ``iri``."""
    found = release.find_iri(iri)
    assert found
    document = release.document(found.number, "json-ld:schema.org")
    assert document
    return in_page(document.body)


def test_every_node_is_as_google_documents_it(shipped: Release) -> None:
    """Required properties are there, and each value is of the documented kind."""
    seen = set()
    for number in range(1, sum(shipped.manifest.counts.values()) + 1):
        [row] = shipped.summaries([number])
        for node in typed(told_of(shipped, row.link.iri)):
            assert fits(node), node
            seen.add(node["@type"])
    assert seen == {"Dataset", "DataDownload", "DataCatalog", "Organization"}


def test_a_dataset_has_what_is_recommended(shipped: Release) -> None:
    """All that the sources and the build know of it, for each of the four."""
    unknown = {"alternateName", "creator", "spatialCoverage", "temporalCoverage", "version"}
    for row in shipped.of_kind("dataset").rows:
        told = told_of(shipped, row.link.iri)
        wanted = {name for name, _, _ in GOOGLE["Dataset"]} - unknown
        assert not wanted - told.keys()
        assert told["inLanguage"] == ["nb", "nn", "en"]
        assert [it["@id"] for it in told["includedInDataCatalog"]] == [
            "https://data.bufdir.example/katalog"
        ]


def test_its_files_are_those_of_the_release(shipped: Release) -> None:
    """Address, type, size and sha256 of every file, and of no other."""
    origin = shipped.manifest.public_url.rstrip("/")
    for row in shipped.of_kind("dataset").rows:
        told = told_of(shipped, row.link.iri)["distribution"]
        files = [it for it in shipped.manifest.downloads if it.owner == row.link.iri]
        assert len(files) >= 8
        assert [
            (it["contentUrl"], it["encodingFormat"], it["contentSize"], it["sha256"]) for it in told
        ] == [
            (f"{origin}/downloads/{it.name}", BY_NAME[it.format].media_type, f"{it.size} B",
             it.sha256)
            for it in files
        ]  # fmt: skip


def test_a_model_is_a_dataset_and_its_catalogue_a_catalogue(shipped: Release) -> None:
    """Each names the other, though schema.org has no word for models."""
    base = "https://data.bufdir.example/"
    model = told_of(shipped, f"{base}modeller/kodelister")
    assert model["@type"] == "Dataset"
    assert [it["@id"] for it in model["includedInDataCatalog"]] == [f"{base}katalog/modeller"]
    assert "isAccessibleForFree" not in model
    catalog = told_of(shipped, f"{base}katalog/modeller")
    assert catalog["@type"] == "DataCatalog"
    assert model["@id"] in [it["@id"] for it in catalog["dataset"]]
    assert catalog["license"]


def test_what_the_sources_tell_more_of_a_dataset_is_there(make_release: Any) -> None:
    """Who made it, the time and place that it is about, and languages by any register's code."""
    release: Release = make_release(
        a="""<d> a dcat:Dataset ; dct:title "d"@en ; dct:creator <a> , <https://no.name.example/> ;
  dct:language <http://publications.europa.eu/resource/authority/language/SME> ,
    <http://lexvo.org/id/iso639-3/fkv> , <https://else.example/language/norwegian> ;
  dct:spatial <p> , <https://geo.example/1> ;
  euvoc:startDate "2026-01-01"^^xsd:date ;
  dct:temporal "odd" , [ dct:title "empty" ] ,
    [ dcat:startDate "1992-07-17T00:00:00Z"^^xsd:dateTime ] .
<a> rdfs:label "Anna" . <p> rdfs:label "Norge"@nb .
<c> a dcat:Catalog ; dcat:dataset <d> , "odd" . <e> a dcat:Catalog ; dcat:dataset <d> ."""
    )
    told = told_of(release, "https://id.example.org/d")
    assert told["creator"] == [
        {"@type": "Organization", "@id": "https://id.example.org/a", "name": "Anna"},
        {"@type": "Organization", "@id": "https://no.name.example/"},
    ]
    assert sorted(told["inLanguage"]) == ["fkv", "se"]
    assert told["temporalCoverage"] == "1992-07-17/.."
    [place] = told["spatialCoverage"]
    assert place["name"] == {"@language": "nb", "@value": "Norge"}
    assert [it["@id"][-1] for it in told["includedInDataCatalog"]] == ["c", "e"]
