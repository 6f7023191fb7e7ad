"""Candidates are scored as a person would who knows the terms; only what is certain is a match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.web.reconcile.conftest import BASE

if TYPE_CHECKING:
    from tests.web.reconcile.conftest import Service

SHIPPED: Final = "https://data.bufdir.example/"

# How likely each way of being alike is; the ways don't overlap, so the table is also an order.
BANDS: Final = {
    "term": (96, 100),  # the exact preferred term, in any language
    "nearly": (89, 95.9),  # the exact synonym; the term as another keyboard writes it
    "code": (84, 88.9),  # the exact notation
    "inflected": (72, 80),
    "discouraged": (59, 70),
    "typo": (45, 58.9),
    "part": (10, 40),
}

Judged = tuple[str, str, dict[str, Any], str, str, bool]
"""Text, language, what else the query says, the best candidate, its band, and if it is a match."""

JUDGED: Final[list[Judged]] = [
    ("fosterhjem", "nb", {}, "c/fosterhjem", "term", True),
    ("FOSTERHJEM", "nb", {}, "c/fosterhjem", "term", True),
    (" fosterhjem\t", "nb", {}, "c/fosterhjem", "term", True),
    ("fosterheim", "nn", {}, "c/fosterhjem", "term", True),
    ("fosterheim", "nb", {}, "c/fosterhjem", "term", True),
    ("foster home", "nb", {}, "c/fosterhjem", "term", True),
    ("fosterhjem", "en", {}, "c/fosterhjem", "term", True),
    ("fosterfamilie", "nb", {}, "c/fosterhjem", "nearly", True),
    ("foster family", "en", {}, "c/fosterhjem", "nearly", True),
    ("foster hjem", "nb", {}, "c/fosterhjem", "nearly", False),
    ("«fosterhjem»", "nb", {}, "c/fosterhjem", "nearly", False),
    ("soesken", "nb", {}, "c/sosken", "nearly", False),
    ("sosken", "nb", {}, "c/sosken", "nearly", False),
    ("aarsak", "nb", {}, "arsak", "nearly", False),
    ("barneverns og helsenemnd", "nb", {}, "c/ny", "nearly", False),
    ("2.10", "nb", {}, "svar/2.10", "code", True),
    ("2,10", "nb", {}, "svar/2.10", "code", False),
    ("1", "nb", {"type": f"{BASE}svar"}, "svar/1", "code", True),
    ("1", "nb", {}, "arsak/1", "code", False),  # as likely as svar/1
    ("fosterhjemmet", "nb", {}, "c/fosterhjem", "inflected", False),
    ("Fosterheimen", "nn", {}, "c/fosterhjem", "inflected", False),
    ("foster homes", "en", {}, "c/fosterhjem", "inflected", False),
    ("fosterfamilier", "nb", {}, "c/fosterhjem", "inflected", False),
    ("Annet", "nb", {}, "svar/9", "inflected", False),
    ("pleiehjem", "nb", {}, "c/fosterhjem", "discouraged", False),
    ("pleiehjemmet", "nb", {}, "c/fosterhjem", "discouraged", False),
    ("fosterhjm", "nb", {}, "c/fosterhjem", "typo", False),
    ("fosterhejm", "nb", {}, "c/fosterhjem", "typo", False),
    ("søskn", "nb", {}, "c/sosken", "typo", False),
    ("foster", "nb", {}, "c/fosterhjem", "part", False),
    ("bankhjem", "nb", {}, "c/hjem", "part", False),
    ("Fosterhjem i tall", "nb", {}, "c/fosterhjem", "part", False),  # a dataset is no candidate
    ("bank", "nb", {}, "c/bank", "term", False),  # two things with one name
    ("nemnd", "nb", {}, "c/ny", "nearly", False),  # what is in use before what was
    ("fylkesnemnd", "nb", {}, "c/gammel", "term", True),  # old data may mean what was
    ("hjem", "nb", {}, "c/hjem", "term", False),  # a concept and a collection
    ("hjem", "nb", {"type": "concept"}, "c/hjem", "term", True),
    ("hjem", "nb", {"type": "collection"}, "hjem", "term", True),
    ("Ja", "nb", {}, "arsak/2", "term", False),  # in both lists
    ("Ja", "nb", {"type": f"{BASE}svar"}, "svar/1", "term", True),
    ("Svar", "nb", {"type": "code-list"}, "svar", "term", True),
    ("Alle begreper", "nb", {"type": ["scheme", "collection"]}, "ordning", "term", True),
    ("beredskapshjem", "nb", {"type": f"{BASE}hjem"}, "c/beredskapshjem", "term", True),
    (f"{BASE}c/fosterhjem", "nb", {}, "c/fosterhjem", "term", True),
    (f"{BASE}c/blåbær", "nb", {}, "c/blåbær", "term", True),
    ("blåbær <b>&", "nb", {}, "c/blåbær", "term", True),
]  # fmt: skip

SHIPPED_JUDGED: Final[list[Judged]] = [
    ("bekymringsmelding", "nb", {}, "begrep/bekymringsmelding", "term", True),
    ("uromelding", "nn", {}, "begrep/bekymringsmelding", "nearly", True),
    ("notice of concern", "en", {}, "begrep/bekymringsmelding", "term", True),
    ("Bekymringsmeldinger", "nb", {}, "begrep/bekymringsmelding", "inflected", False),
    ("bekymringsmeldng", "nb", {}, "begrep/bekymringsmelding", "typo", False),
    ("omsorgsovertakelsen", "nb", {}, "begrep/omsorgsovertakelse", "inflected", False),
    ("omsorgsovertagelse", "nb", {}, "begrep/omsorgsovertakelse", "discouraged", False),
    ("Fylkesnemnda", "nb", {}, "begrep/barneverns-og-helsenemnda", "discouraged", False),
    ("barneverns tjeneste", "nb", {}, "begrep/barnevernstjeneste", "nearly", False),
    ("melder", "nb", {"type": "concept"}, "begrep/melder", "term", True),
    ("Melder", "nb", {"type": "code-list"}, "kodelister/melder", "term", True),
    ("Politi", "nb", {"type": f"{SHIPPED}kodelister/melder"}, "kodelister/melder/8", "term", True),
    ("8", "nb", {"type": f"{SHIPPED}kodelister/melder"}, "kodelister/melder/8", "code", True),
    ("fosterhjem", "nb", {"type": "concept"}, "begrep/fosterhjem", "term", True),
    ("Fosterhjemmene", "nb", {"type": "concept"}, "begrep/fosterhjem", "inflected", False),
    ("vedtak", "nb", {}, "begrep/vedtak", "term", False),  # a concept, a code and a collection
]  # fmt: skip


@pytest.mark.parametrize("judged", JUDGED, ids=str)
def test_judgements(service: Service, judged: Judged) -> None:
    """What comes first, how likely it is, and whether it is certain."""
    judge(service, BASE, judged)


@pytest.mark.parametrize("judged", SHIPPED_JUDGED, ids=str)
def test_judgements_on_the_shipped_catalogue(shipped_service: Service, judged: Judged) -> None:
    """The same on the terms of child welfare."""
    judge(shipped_service, SHIPPED, judged)


def judge(service: Service, base: str, judged: Judged) -> None:
    """Hold candidates against a judgement; only the first one may be a match."""
    text, lang, more, best, band, match = judged
    found = service.ask(text, lang, **more)
    low, high = BANDS[band]
    assert found[0]["id"] == base + best
    assert low <= found[0]["score"] <= high, found[0]
    assert [each["match"] for each in found] == [match] + [False] * (len(found) - 1)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "zzzz", "4-13", "fosterhjem " * 100, "\x00"])
def test_what_is_like_nothing_has_no_candidates(service: Service, text: str) -> None:
    """An empty cell or a pasted page doesn't spoil the batch that it came with."""
    assert service.ask(text) == []


def test_the_limit_cuts_after_judging(service: Service) -> None:
    """With one candidate wanted, namesakes still mean that none is certain."""
    assert [each["match"] for each in service.ask("bank", limit=1)] == [False]
    assert len(service.ask("hjem")) > len(service.ask("hjem", limit=2)) == 2


def test_a_property_tells_namesakes_apart(service: Service) -> None:
    """What agrees is certain; what doesn't is worth half."""
    wished = [{"pid": "definition", "v": "Grunne i havet."}]
    found = service.ask("bank", properties=wished)
    assert [(each["id"], each["score"], each["match"]) for each in found] == [
        (f"{BASE}c/banke", 100.0, True), (f"{BASE}c/bank", 50.0, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, wished, best, match",
    [
        ("Ja", {"pid": "inScheme", "v": f"{BASE}svar"}, "svar/1", True),
        ("Ja", {"pid": "inScheme", "v": {"id": f"{BASE}svar", "name": "Svar"}}, "svar/1", True),
        ("Ja", {"pid": "inScheme", "v": "svar"}, "svar/1", True),
        ("Ja", {"pid": "inScheme", "v": ["Årsak", "Nei"]}, "arsak/2", True),
        ("Ja", {"pid": "notation", "v": 2}, "arsak/2", True),
        ("Ja", {"pid": "notation", "v": 2.0}, "arsak/2", True),
        ("Ja", {"pid": "notation", "v": True}, "arsak/2", False),
        ("nemnd", {"pid": "validOn", "v": "2022-05-01"}, "c/gammel", True),
        ("nemnd", {"pid": "validOn", "v": "2024-05-01T00:00:00Z"}, "c/ny", True),
        ("nemnd", {"pid": "validOn", "v": "last year"}, "c/ny", False),
        ("nemnd", {"pid": "status", "v": "RETIRED"}, "c/gammel", True),
        ("nemnd", {"pid": "validFrom", "v": "2023-01-01"}, "c/ny", True),
        ("nemnd", {"pid": "isReplacedBy", "v": "barneverns- og helsenemnd"}, "c/gammel", True),
        ("fosterhjem", {"pid": "language", "v": "nb"}, "c/fosterhjem", True),
        ("fosterhjem", {"pid": "language", "v": "en"}, "c/fosterhjem", False),
        ("fosterhjem", {"pid": "exactMatch", "v": "https://elsewhere.example/foster"},
         "c/fosterhjem", True),
        ("fosterhjem", {"pid": "broader", "v": "heim"}, "c/fosterhjem", True),
        ("fosterhjem", {"pid": "identifier", "v": "F-1"}, "c/fosterhjem", True),
        ("fosterhjem", {"pid": "memberOf", "v": f"{BASE}hjem"}, "c/fosterhjem", True),
        ("fosterhjem", {"pid": "broader", "v": "bank"}, "c/fosterhjem", False),
        ("fosterhjem", {"pid": "altLabel", "v": []}, "c/fosterhjem", False),
    ],
)  # fmt: skip
def test_properties_refine(
    service: Service, text: str, wished: dict[str, Any], best: str, match: bool
) -> None:
    """A list, code, day, status, relation or language that agrees, or doesn't."""
    found = service.ask(text, properties=[wished])
    assert (found[0]["id"], found[0]["match"]) == (BASE + best, match)


@pytest.mark.parametrize(
    "wishes, best, match",
    [
        ([("prefLabel", "fosterhjem")], "c/fosterhjem", True),
        ([("altLabel", "fosterfamilie")], "c/fosterhjem", True),
        ([("notation", "1"), ("inScheme", f"{BASE}arsak")], "arsak/1", True),
        ([("notation", "1")], "arsak/1", False),
    ],
)
def test_without_a_text_the_names_among_the_properties_are_looked_for(
    service: Service, wishes: list[tuple[str, str]], best: str, match: bool
) -> None:
    """§4.1: a query may have properties alone."""
    query = {"properties": [{"pid": pid, "v": value} for pid, value in wishes]}
    [first, *_] = service.batch({"q": query})["q"]["result"]
    assert (first["id"], first["match"]) == (BASE + best, match)


def test_properties_that_name_nothing_find_nothing_alone(service: Service) -> None:
    """A status alone is no name."""
    query = {"properties": [{"pid": "status", "v": "RETIRED"}]}
    assert service.batch({"q": query})["q"]["result"] == []


def test_features_tell_what_the_score_was_made_from(service: Service) -> None:
    """§4.2: a client can weigh them anew."""
    [first, *_] = service.ask("nemnd", properties=[{"pid": "validOn", "v": "2022-05-01"}])
    assert {each["id"]: each["value"] for each in first["features"]} == {
        "name_score": 93.0, "exact_name": True, "preferred_name": False, "own_language": True,
        "in_use": False, "properties_agree": 1.0,
    }  # fmt: skip


def test_candidates_tell_their_namesakes_apart(service: Service) -> None:
    """By list and notation, and by what they mean; the types that tell most come first."""
    [first, second, *_] = service.ask("Ja")
    assert {first["description"], second["description"]} == {"Svar · 1", "Årsak · 2"}
    assert first["type"][0]["name"] in {"Svar", "Årsak"}
    assert first["type"][1] == {"id": "code", "name": "Kode"}
    [bank, _] = service.ask("bank")
    assert bank["description"] == "Foretak med penger."


def test_each_query_is_judged_by_itself(service: Service) -> None:
    """§4.4: what else is in the batch doesn't matter."""
    texts = {"a": "bank", "b": "fosterhjem", "": "hjem", "å/§": "Ja"}
    batch = service.batch({key: {"query": text} for key, text in texts.items()})
    assert batch["b"]["result"] == service.ask("fosterhjem")
    assert batch["å/§"]["result"] == service.ask("Ja")
