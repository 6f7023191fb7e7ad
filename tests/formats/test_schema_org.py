"""schema.org: right in a script element as it stands, and every value the model's."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from catalog.formats import schema_org
from catalog.model.concept import Concept, Row
from tests.formats.made import HOSTILE, resources, rows
from tests.formats.telling import by_tag, names

if TYPE_CHECKING:
    from catalog.model.resource import Resource
    from catalog.release import Release

Json = dict[str, Any]
SDO = "https://schema.org/"


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
    if resource.kind in schema_org.TYPES:
        assert told.get("license", "") == (resource.licence.iri if resource.licence else "")
        assert told.get("dateModified", "") == resource.modified
        assert ("publisher" in told) == bool(resource.publisher)


@given(resources, st.lists(rows, max_size=4))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_it_stands_in_a_script_element_as_it_is(resource: Resource, members: list[Row]) -> None:
    """No text ends the element, opens another or ends a line of script; all come back."""
    body = schema_org.write(resource, members, "https://catalog.example/a?b&c")
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
