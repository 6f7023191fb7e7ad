"""Plain JSON: every value that the model has is in it, under the key that the guide tells."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.formats import plain
from catalog.model.concept import Concept, Definition, Match, Relation
from catalog.model.resource import Link, Property, Resource, Value
from catalog.model.text import LangString
from tests.formats.made import resources
from tests.formats.telling import links_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.release import Release

Json = dict[str, Any]
NOT_TOLD = frozenset({
    "path", "types", "file", "kind", "retired", "top_count", "slug", "datatype", "reportable",
})  # fmt: skip
"""Fields of the model that plain JSON leaves to others, or tells in another way."""
LISTS = {"altLabel", "hiddenLabel"}


def values(part: object) -> Iterator[str]:
    """Yield every text, IRI, date and number in a value of the model."""
    if isinstance(part, Property):  # its name is made of its predicate
        yield from values((part.predicate, part.values))
    elif isinstance(part, Value) and part.link:  # told by its IRI alone, as a licence is
        yield part.link.iri
    elif isinstance(part, Resource):
        named = [f.name for f in dataclasses.fields(part) if f.name not in NOT_TOLD | {"licence"}]
        yield from values(tuple(getattr(part, name) for name in named))
        yield from values(part.licence.iri if part.licence else "")
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            if field.name not in NOT_TOLD:
                yield from values(getattr(part, field.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from values(one)
    elif isinstance(part, str | int) and part and part is not True:
        yield str(part)


def leaves(told: object) -> Iterator[str]:
    """Yield every key and value of a JSON document."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from leaves(value)
    elif isinstance(told, list):
        for one in told:
            yield from leaves(one)
    else:
        yield str(told)


def compare(told: Json, resource: Resource) -> None:
    """Hold the main fields against the model, key by key."""
    assert told["iri"] == resource.iri
    assert told["type"] == resource.kind
    texts = texts_of(resource)
    first = {tag or "und": several[0] for tag, several in texts.get("prefLabel", {}).items()}
    assert {tag: text for tag, text in told.get("prefLabel", {}).items() if text} == first
    for key in LISTS:
        listed = {tag: [text for text in several if text]
                  for tag, several in told.get(key, {}).items()}  # fmt: skip
        expected = {tag or "und": several for tag, several in texts.get(key, {}).items()}
        assert {tag: several for tag, several in listed.items() if several} == expected
    if not isinstance(resource, Concept):
        return
    assert [it["text"] for it in told.get("definitions", []) if "text" in it] == [
        it.text.text for it in resource.definitions if it.text.text
    ]
    links = links_of(resource)
    for key, mine in (("schemes", "inScheme"), ("collections", "memberOf"),
                      ("replaces", "replaces"), ("replacedBy", "replacedBy")):  # fmt: skip
        assert [it["iri"] for it in told.get(key, [])] == links.get(mine, [])
    assert [(it["kind"], it["iri"]) for it in told.get("relations", [])] == [
        (it.kind, it.target.iri) for it in resource.relations
    ]
    assert [(it["kind"], it["iri"]) for it in told.get("mappings", [])] == [
        (it.kind, it.target.iri) for it in resource.matches
    ]


@given(resources)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_main_fields_are_the_models(resource: Resource) -> None:
    """Whatever stands in them."""
    compare(json.loads(plain.write(resource)), resource)


def test_every_value_of_the_shipped_catalogue_is_there(shipped: Release) -> None:
    """Each text, IRI, date and number of each record is in its stored document."""
    for number in range(1, sum(shipped.manifest.counts.values()) + 1):
        [row] = shipped.summaries([number])
        found = shipped.find_iri(row.link.iri)
        document = shipped.document(number, "json")
        assert found
        assert document
        record, told = shipped.record(found), json.loads(document.body)
        compare(told, record)
        missing = set(values(record)) - set(leaves(told))
        assert not missing, record.iri


@given(st.lists(resources, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_whole_set_has_full_descriptions(made: list[Resource], dice: random.Random) -> None:
    """Each item of a set says what the thing's own document says, however the set is cut."""
    cut = dice.randrange(len(made) + 1)
    pieces = [plain.piece(made[:cut]), plain.piece(made[cut:])]
    told = json.loads(b"".join(plain.join(pieces, len(made))))
    assert told == {
        "total": len(made),
        "items": [json.loads(plain.write(resource)) for resource in made],
    }


def test_all_kinds_of_values_are_walked() -> None:
    """The walk through the model meets the parts of every class."""
    concept = Concept(
        "iri:a", "concept",
        definitions=(Definition(LangString("text", "nb"), sources=(Link("iri:law"),)),),
        relations=(Relation("related", Link("iri:b"), (LangString("role", "nb"),)),),
        matches=(Match("exactMatch", Link("iri:c")),),
        others=(Property("iri:p", "p", (Value("value"),)),),
    )  # fmt: skip
    assert {"iri:a", "text", "nb", "iri:law", "iri:b", "role", "iri:c", "iri:p", "value"} <= set(
        values(concept)
    )
    assert set(values(concept)) <= set(leaves(plain.describe(concept)))
