"""JSKOS: the schema's own validator finds nothing wrong, and every value is the model's."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import terms
from catalog.formats import jskos
from catalog.model.concept import CodeList, Collection, Concept, ConceptScheme, Row
from catalog.model.resource import Link, Resource
from catalog.model.text import LangString
from tests.conftest import PROJECT
from tests.formats.made import resources, rows
from tests.formats.telling import Texts, links_of, names, related, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.release import Release

SITE = PROJECT / "site"
FIELDS = {
    "definition": "definition", "altLabel": "altLabel", "hiddenLabel": "hiddenLabel",
    "scopeNote": "scopeNote", "example": "example", "changeNote": "changeNote",
    "historyNote": "historyNote", "editorialNote": "editorialNote",
}  # fmt: skip
Json = dict[str, Any]


@pytest.fixture(scope="module")
def validator() -> list[str]:
    """The command that judges JSKOS; without it the test is skipped, loudly."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    package = SITE / "node_modules" / "jskos-validate"
    if node is None or not package.is_dir():
        pytest.skip("NOT TESTED: node or site/node_modules/jskos-validate is missing (`make test`)")
    return [node, str(Path(__file__).with_name("jskos.mjs")), str(SITE / "package.json")]


def judged(validator: list[str], bodies: Iterable[bytes]) -> list[str]:
    """Return what is wrong with JSKOS objects."""
    lines = b"\n".join(json.dumps(json.loads(body)).encode() for body in bodies)
    done = subprocess.run(validator, input=lines, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    *wrong, last = done.stdout.decode().splitlines()
    assert last.startswith("judged by")
    return wrong


def whole(release: Release) -> list[tuple[Resource, bytes]]:
    """Return every resource and its stored JSKOS."""
    found = []
    total = sum(release.manifest.counts.values())
    for row in release.summaries(range(1, total + 1)):
        at = release.find_iri(row.link.iri)
        assert at
        document = release.document(at.number, "jskos")
        assert document
        found.append((release.record(at), document.body))
    return found


def test_every_shipped_resource_is_valid(shipped: Release, validator: list[str]) -> None:
    """jskos-validate accepts the stored document of each resource, and the same without members."""
    stored = whole(shipped)
    assert len(stored) > 500
    assert judged(validator, [body for _, body in stored]) == []
    assert judged(validator, [jskos.write(record) for record, _ in stored]) == []


def test_what_hypothesis_makes_is_valid(validator: list[str]) -> None:
    """So it does for resources with every odd value; all are judged at once."""
    bodies: list[bytes] = []

    @given(resources, st.lists(rows, max_size=5))
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def collect(resource: Resource, members: list[Row]) -> None:
        bodies.append(jskos.write(resource, members))

    collect()
    assert len(bodies) >= 150
    assert judged(validator, bodies) == []


def test_the_validator_does_find_faults(validator: list[str]) -> None:
    """A wrong object is told, so that silence means something."""
    wrong = {"uri": "https://id.example.org/a", "type": [terms.CONCEPT], "prefLabel": "text"}
    assert len(judged(validator, [json.dumps(wrong).encode()])) == 1


def lowered(texts: Texts) -> Texts:
    """Return texts as JSKOS has them: small tags, ``und`` for none, Form C."""
    found: Texts = {}
    for tag, several in texts.items():
        key = tag.lower() or "und"
        found.setdefault(key, []).extend(unicodedata.normalize("NFC", it) for it in several)
    return found


def uris(items: list[Json]) -> list[str]:
    """Return what a set points at: an IRI, else the first name; each once."""
    told = (
        it.get("uri") or next(iter(it.get("prefLabel", {"": ""}).values())) for it in items if it
    )
    return list(dict.fromkeys(told))


def once(values: Iterable[str]) -> list[str]:
    """Return values without repetition, those that are no IRI in Form C and last."""
    unique = list(dict.fromkeys(values))
    links = [it for it in unique if ":" in it]
    return links + [unicodedata.normalize("NFC", it) for it in unique if ":" not in it]


def compare(told: Json, resource: Resource) -> None:
    """Hold a JSKOS object against the model."""
    assert told["uri"] == resource.iri
    expected = {key: lowered(texts) for key, texts in texts_of(resource).items()}
    first = {tag: several[0] for tag, several in expected.get("prefLabel", {}).items()}
    assert told.get("prefLabel", {}) == first
    if not isinstance(resource, Concept):
        expected["definition"] = expected.pop("description", {})
    for key, field in FIELDS.items():
        if isinstance(resource, Concept | ConceptScheme | Collection) or key == "definition":
            assert told.get(field, {}) == expected.get(key, {}), key
    assert told.get("publisher", []) == [] or resource.publisher
    for field, day in (("created", resource.created), ("startDate", resource.valid.start)):
        assert told.get(field, "") == (day if _is_date(day) else "")
    if not isinstance(resource, Concept):
        return
    links = links_of(resource)
    assert told.get("notation", []) == list(resource.notations)
    assert uris(told.get("inScheme", [])) == names(resource.schemes)
    assert uris(told.get("partOf", [])) == names(resource.collections)
    assert uris(told.get("replacedBy", [])) == names(resource.replaced_by)
    assert told.get("deprecated", False) == resource.retired
    cut = {kind.partition("-")[0] for kind, _ in resource.relation_counts}
    for direction in ("broader", "narrower", "related"):
        found = told.get(direction, [])
        assert (None in found) == (direction in cut)
        assert [it["uri"] for it in found if it] == related(resource, direction)
    sources = [*resource.sources, *(it for one in resource.definitions for it in one.sources)]
    assert uris(told.get("source", [])) == once(names(sources))
    mappings = [
        (it["type"][0].rpartition("#")[2], it["to"]["memberSet"][0]["uri"])
        for it in told.get("mappings", [])
    ]
    assert mappings == [(it.kind, it.target.iri) for it in resource.matches]
    qualified = told.get("qualifiedRelations", {})
    assert [it["resource"]["uri"] for it in qualified.get(terms.REPLACES, [])] == links.get(
        "replaces", []
    )
    generic = [it.target.iri for it in resource.relations if it.kind == "broader-generic"]
    assert [it["resource"]["uri"] for it in qualified.get(terms.SPECIALIZES, [])] == generic


def _is_date(day: str) -> bool:
    if len(day) != 10:
        return day.isdecimal()
    try:
        return bool(dt.date.fromisoformat(day))
    except ValueError:
        return False


@given(resources)
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_value_is_the_models(resource: Resource) -> None:
    """What JSKOS says of any resource is what the model says, no more and no less."""
    compare(json.loads(jskos.write(resource)), resource)


def test_every_value_of_the_shipped_catalogue_is_the_models(shipped: Release) -> None:
    """Each stored document, value by value; a scheme has all its members, in order."""
    [row] = shipped.of_kind("catalog").rows
    catalogue = row.link.iri
    for record, body in whole(shipped):
        told = json.loads(body)
        placed = record
        if isinstance(record, Concept) and not record.schemes:
            # The sources put it in none, and the build into that of the whole catalogue.
            placed = dataclasses.replace(record, schemes=(Link(f"{catalogue}#concepts"),))
        compare(told, placed)
        if isinstance(record, ConceptScheme | Collection):
            found = shipped.find_iri(record.iri)
            assert found
            role = "members" if isinstance(record, Collection) else "tree"
            page = shipped.members(found.number, role, 0, 2_000)
            members = list(dict.fromkeys(row.link.iri for row in page.rows))
            assert [it["uri"] for it in told.get("concepts", [])] == members
            if isinstance(record, CodeList):
                top = [row.link.iri for row in page.rows if row.depth == 0]
                assert [it["uri"] for it in told["topConcepts"]] == top
                above = {it["uri"]: [up["uri"] for up in it.get("broader", ())]
                         for it in told["concepts"]}  # fmt: skip
                for iri, parents in above.items():
                    at = shipped.find_iri(iri)
                    assert at
                    code = shipped.record(at)
                    inside = [it for it in related(code, "broader") if it in above]
                    assert parents == inside


def test_a_heading_is_not_for_indexing() -> None:
    """What groups codes and is none is marked as JSKOS marks it."""
    heading = Row(Link("https://id.example.org/1", kind="code"), reportable=False)
    told = jskos.describe(ConceptScheme("https://id.example.org/", "scheme"), [heading])
    assert told["concepts"] == [
        {
            "uri": "https://id.example.org/1",
            "type": [terms.CONCEPT, terms.NON_INDEXING],
            "inScheme": [{"uri": "https://id.example.org/"}],
        }
    ]


def test_a_member_below_two_others_stands_once() -> None:
    """A set has each thing once (JSKOS, "Set"), with all that it stands below."""
    base = "https://id.example.org/"
    tree = [("a", 0), ("c", 1), ("b", 0), ("c", 1), ("d", 2)]
    told = jskos.describe(
        ConceptScheme(base, "scheme"), [Row(Link(base + name), depth) for name, depth in tree]
    )
    concepts: Any = told["concepts"]
    assert [it["uri"] for it in concepts] == [base + name for name in "acbd"]
    assert concepts[1]["broader"] == [{"uri": base + "a"}, {"uri": base + "b"}]
    assert concepts[3]["broader"] == [{"uri": base + "c"}]


@given(st.lists(resources, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_pieces_make_one_array(made: list[Resource], dice: random.Random) -> None:
    """However a set is cut, the file is the same array of the same objects."""
    cuts = sorted(dice.randrange(len(made) + 1) for _ in range(2))
    pieces = [made[: cuts[0]], made[cuts[0] : cuts[1]], made[cuts[1] :]]
    body = b"".join(jskos.join(map(jskos.piece, pieces)))
    assert body == b"".join(jskos.join([jskos.piece(made)]))
    assert json.loads(body) == [json.loads(jskos.write(it)) for it in made]


def test_a_language_tag_that_is_none_is_undetermined() -> None:
    """JSKOS has no room for a text without a language (data type "language map")."""
    concept = Concept(
        "https://id.example.org/a",
        "concept",
        label=(LangString("a"), LangString("b", "x" * 20), LangString("c", "de-CH")),
    )
    assert jskos.describe(concept)["prefLabel"] == {"und": "a", "de-ch": "c"}
