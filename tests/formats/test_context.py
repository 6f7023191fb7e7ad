"""The published context: any document may be read with it in place of the part inside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld

from catalog import terms
from catalog.formats import context, jsonld, order
from catalog.model.rdf import Iri, Literal
from tests.formats.test_round_trip import BASE, Statements, as_graph, graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog.release import Release

Json = dict[str, Any]
URL = "https://server.example/-/context/1.jsonld"
PUBLISHED = json.loads(json.dumps(context.document()))
DELIMITERS = (":", "/", "?", "#", "[", "]", "@")
"""What the IRI of a prefix ends in (JSON-LD 1.1 §4.1.5, gen-delims)."""
HOSTILE = """\
@prefix broader: <https://own.example/broader#> .
@prefix dcat: <https://own.example/not-dcat/> .
@prefix own: <https://own.example/words#> .
<catalog> a dcat:Catalog , <http://www.w3.org/ns/dcat#Catalog> ; dct:title "no language" ;
    <http://www.w3.org/ns/dcat#dataset> <set> ; dcat:dataset "not DCAT's" .
<set> a <http://www.w3.org/ns/dcat#Dataset> ; dct:title "sett"@nb , "no language" ;
    dct:hasPart <c/1> , <list> ; dct:subject "emne"@nb , "text" , <c/1> , 7 ;
    dct:created "2026"^^xsd:gYear , "2026-01-01"^^xsd:date , "a day"@en ;
    dct:identifier "plain" , "https://id.example.org/set"^^xsd:anyURI ;
    dct:source "a text" , "eine Quelle"@de , <https://else.example/> , [ dct:title "blank" ] .
<c/1> a skos:Concept , <skos:Concept> , <Concept:x> ; skos:prefLabel "en"@nb , "one" , 1 ;
    skos:altLabel <c/2> , [ rdf:value "inside"@en ] ; skos:broader <c/2> , "a text" , <broader:x> ;
    skos:notation "1" , 1 , 01 , true , "x"@nb , <c/2> ; schema:position 1.0 , 7 ;
    <dct:title> "written by mistake"@nb ; own:broader "own"@en , <skos:Concept> ;
    <https://own.example/ends/in/> <urn:isbn:1> , <doi:10.1/x> ; rdf:type "text" .
<c/2> a skos:Concept ; skos:prefLabel "to"@nb .
<list> a skos:ConceptScheme , modelldcatno:CodeList ; dct:title "liste"@nb ;
    xkos:numberOfLevels 1 , "1"^^xsd:positiveInteger , "01"^^xsd:positiveInteger .
<list/1> a modelldcatno:CodeElement ; skos:inScheme <list> ; skos:notation "1" .
<group> a skos:OrderedCollection ; skos:memberList ( <c/1> "odd" <c/2> ) .
<modeller> a <http://www.w3.org/ns/dcat#Catalog> ; modelldcatno:model <modell> .
<modell> a modelldcatno:InformationModel ; modelldcatno:containsModelElement <list> , "odd" .
"""


def published(url: str, _options: object) -> Json:
    """Answer the one address that is asked for, as the server does."""
    assert url == URL
    return {"contextUrl": None, "documentUrl": url, "document": PUBLISHED}


def refuse(url: str, _options: object) -> Json:
    """Fail: a document says what it means by itself."""
    pytest.fail(f"a context is fetched: {url}")


def agree(body: bytes) -> bool:
    """Tell whether a document means the same with the published context."""
    document = json.loads(body)
    own = pyld.expand(document, {"documentLoader": refuse})
    other = pyld.expand({**document, "@context": URL}, {"documentLoader": published})
    assert own
    return bool(own == other)


def every_document(release: Release) -> Iterator[bytes]:
    """Yield each document and each file of a Release that is our own JSON-LD."""
    for number in range(1, sum(release.manifest.counts.values()) + 1):
        for name in release.formats(number):
            if name.startswith("json-ld") and not name.endswith("schema.org"):
                document = release.document(number, name)
                assert document
                yield document.body
    for folder in ("downloads", "feeds"):
        for path in sorted((release.folder / folder).glob("*.jsonld")):
            yield path.read_bytes()


def test_it_fits_every_document_and_feed_of_the_shipped_catalogue(shipped: Release) -> None:
    """Each expands to the same with either context."""
    bodies = list(every_document(shipped))
    assert len(bodies) > 1_000
    assert all(map(agree, bodies))


def test_what_we_publish_has_a_short_key_throughout(shipped: Release) -> None:
    """No key and no type in the shipped catalogue is a whole IRI."""

    def long(value: Any) -> Iterator[str]:
        if isinstance(value, list):
            for one in value:
                yield from long(one)
        elif isinstance(value, dict):
            types = value.get("type", [])
            yield from [types] if isinstance(types, str) else types
            for key, one in value.items():
                if key != "@context":
                    yield key
                    yield from long(one)

    names = {name for body in every_document(shipped) for name in long(json.loads(body))}
    assert not {name for name in names if ":" in name}


def test_it_fits_a_catalogue_with_odd_values_and_prefixes(
    make_release: Callable[..., Release],
) -> None:
    """Own prefixes, ours for something else, IRIs like short names, values of the wrong kind."""
    release = make_release(a=HOSTILE)
    bodies = list(every_document(release))
    assert len(bodies) > 20
    assert all(map(agree, bodies))


@given(graphs, st.booleans())
def test_it_fits_any_statements(graph: Statements, framed: bool) -> None:
    """Whatever is said of whatever."""
    written = order.blocks(graph.items())
    main = next((subject for subject in graph if isinstance(subject, Iri)), None)
    if graph:
        assert agree(jsonld.write(written, main if framed else None))


def told(*values: object) -> Json:
    """Return a document that says ``values`` of one thing with ``dct:subject``."""
    graph = as_graph([(Iri(BASE + "a"), terms.SUBJECT, value) for value in values])  # type: ignore[misc]  # any term
    document: Json = json.loads(jsonld.write(order.blocks(graph.items()), Iri(BASE + "a")))
    return {key: value for key, value in document.items() if key not in {"@context", "id"}}


def test_a_subject_has_a_key_for_texts_and_one_for_concepts() -> None:
    """Each key has one shape, whatever else is said."""
    text, bare = Literal("helse", "nb"), Literal("health")
    concept = Iri(BASE + "health")
    assert told(text, bare) == {"subject": {"nb": ["helse"], "@none": ["health"]}}
    assert told(concept) == {"subjectConcept": [concept]}
    assert told(concept, text) == {"subject": {"nb": ["helse"]}, "subjectConcept": [concept]}


def test_what_does_not_fit_tells_its_own_kind_at_the_same_key() -> None:
    """Only a map by language has no room for it: then the key is the whole IRI."""
    about = [(Iri(BASE + "a"), terms.BROADER, Literal("odd", "nb")),
             (Iri(BASE + "a"), terms.CREATED, Literal("2026", "", "urn:year")),
             (Iri(BASE + "a"), terms.PREF_LABEL, Literal("1", "", terms.INTEGER))]  # fmt: skip
    graph = as_graph(about)  # type: ignore[arg-type]  # a list of one kind of value
    document = json.loads(jsonld.write(order.blocks(graph.items()), Iri(BASE + "a")))
    assert document["broader"] == [{"@language": "nb", "@value": "odd"}]
    assert document["created"] == {"@type": "urn:year", "@value": "2026"}
    assert document[terms.PREF_LABEL] == {"@type": terms.INTEGER, "@value": "1"}


def test_no_key_is_there_twice() -> None:
    """A name stands for one thing, and each of two keys of a predicate for another shape."""
    listed = [name.partition("=")[0] for _, _, names in context.KEY_LISTS for name in names.split()]
    classes = [name.partition("=")[0] for _, names in context.TYPE_LISTS for name in names.split()]
    names = [*listed, *classes, *context.ABOUT]
    assert sorted(names) == sorted(set(names)) == sorted(PUBLISHED["@context"])
    assert len(set(context.KEYS.values())) == len(listed)


def test_no_key_can_be_taken_for_a_prefix() -> None:
    """``<broader:x>`` stays what it is (JSON-LD 1.1 §4.1.5)."""
    for entry in PUBLISHED["@context"].values():
        if isinstance(entry, str):
            assert not entry.endswith(DELIMITERS)
        else:
            assert "@prefix" not in entry
