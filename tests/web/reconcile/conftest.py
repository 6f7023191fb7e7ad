"""A small catalogue with namesakes, lists and two of everything, asked as a client would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.conftest import build
from tests.web.conftest import Site, open_site, write_root
from tests.web.reconcile.schemas import RESULTS, hold

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from catalog.settings import Settings

BASE = "https://id.example.org/"
TURTLE = """\
<hjem> a skos:Collection ; skos:prefLabel "Hjem"@nb, "Heim"@nn, "Homes"@en ;
    skos:member <c/fosterhjem>, <c/beredskapshjem> .
<ordning> a skos:ConceptScheme ; skos:prefLabel "Alle begreper"@nb .
<c/fosterhjem> a skos:Concept ; skos:inScheme <ordning> ; dct:identifier "F-1" ;
    skos:prefLabel "fosterhjem"@nb, "fosterheim"@nn, "foster home"@en ;
    skos:altLabel "fosterfamilie"@nb, "foster family"@en ; skos:hiddenLabel "pleiehjem"@nb ;
    skos:definition "Et privat hjem som tar imot et barn."@nb,
        "Ein privat heim som tek imot eit barn."@nn, "A private home that receives a child."@en ;
    skos:scopeNote "Brukes om private hjem."@nb ; skos:example "Et hjem i slekten."@nb ;
    dct:subject "Plassering"@nb ; dct:modified "2026-11-21T10:00:00+01:00"^^xsd:dateTime ;
    euvoc:startDate "2023-01-01"^^xsd:date ;
    skos:broader <c/hjem> ; skos:related <c/beredskapshjem> ;
    skos:exactMatch <https://elsewhere.example/foster> ; skosno:valueRange <svar> .
<c/beredskapshjem> a skos:Concept ; skos:prefLabel "beredskapshjem"@nb ; skos:broader <c/hjem> .
<c/hjem> a skos:Concept ; skos:prefLabel "hjem"@nb, "heim"@nn, "home"@en .
<c/bank> a skos:Concept ; skos:prefLabel "bank"@nb ; skos:definition "Foretak med penger."@nb .
<c/banke> a skos:Concept ; skos:prefLabel "bank"@nb ; skos:definition "Grunne i havet."@nb .
<c/sosken> a skos:Concept ; skos:prefLabel "søsken"@nb, "siblings"@en .
<c/gammel> a skos:Concept ; skos:prefLabel "fylkesnemnd"@nb ; skos:altLabel "nemnd"@nb ;
    euvoc:status <http://publications.europa.eu/resource/authority/concept-status/RETIRED> ;
    euvoc:endDate "2022-12-31"^^xsd:date ; dct:isReplacedBy <c/ny> .
<c/ny> a skos:Concept ; skos:prefLabel "barneverns- og helsenemnd"@nb ; skos:altLabel "nemnd"@nb ;
    euvoc:startDate "2023-01-01"^^xsd:date .
<c/blåbær> a skos:Concept ; skos:prefLabel "blåbær <b>&"@nb .
<https://elsewhere.example/x#thing> a skos:Concept ; skos:prefLabel "fremmed"@nb .
<svar> a modelldcatno:CodeList, skos:ConceptScheme ; skos:prefLabel "Svar"@nb, "Answers"@en ;
    dct:description "Hva som ble svart."@nb .
<svar/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <svar> ; skos:notation "1" ;
    skos:prefLabel "Ja"@nb, "Yes"@en .
<svar/9> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <svar> ; skos:notation "9" ;
    skos:prefLabel "Annet (krever presisering)"@nb, "Other (specify)"@en .
<svar/2.10> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <svar> ;
    skos:notation "2.10" ; skos:prefLabel "Vet ikke"@nb .
<arsak> a modelldcatno:CodeList, skos:ConceptScheme ; skos:prefLabel "Årsak"@nb .
<arsak/1> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <arsak> ; skos:notation "1" ;
    skos:prefLabel "Flytting"@nb .
<arsak/2> a skos:Concept, modelldcatno:CodeElement ; skos:inScheme <arsak> ; skos:notation "2" ;
    skos:prefLabel "Ja"@nb .
<alt> a dcat:Dataset ; dct:title "Fosterhjem i tall"@nb .
"""


@dataclass(frozen=True, slots=True)
class Service:
    """A client of the Reconciliation Service API."""

    site: Site

    def post(self, lang: str = "nb", **fields: str) -> TestResponse:
        """Send a form to the endpoint of a language."""
        return self.site.client.post(f"/api/reconcile/{lang}", data=fields)

    def get(self, path: str, **parameters: str) -> TestResponse:
        """Ask for a URL below the service's own."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.site.client.get(f"/api/reconcile{path}{query}")

    def json(self, path: str, **parameters: str) -> Any:
        """Ask for a URL and read the JSON that it answers."""
        answer = self.get(path, **parameters)
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return json.loads(answer.data)

    def batch(self, batch: dict[str, Any], lang: str = "nb") -> Any:
        """Send a batch; its answer is held against the specification."""
        answer = self.post(lang, queries=json.dumps(batch))
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
        content = json.loads(answer.data)
        hold(content, RESULTS)
        assert content.keys() == batch.keys()
        return content

    def ask(self, text: str, lang: str = "nb", **query: Any) -> list[dict[str, Any]]:
        """Return the candidates for one text."""
        found: list[dict[str, Any]] = self.batch({"q": {"query": text, **query}}, lang)["q"][
            "result"
        ]
        return found

    def refused(self, answer: TestResponse, status: int = 400) -> Any:
        """Return the problem that a request was refused with; any origin may read it."""
        assert answer.status_code == status, answer.text
        assert answer.mimetype == "application/problem+json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return json.loads(answer.data)


@pytest.fixture(scope="session")
def reconciled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the small catalogue, which is built."""
    settings = write_root(tmp_path_factory.mktemp("reconcile") / "root", TURTLE)
    build(settings.root)
    return settings


@pytest.fixture(scope="session")
def service(reconciled: Settings) -> Service:
    """The service over the small catalogue."""
    return Service(open_site(reconciled))


@pytest.fixture(scope="session")
def shipped_service(shipped_settings: Settings, shipped: object) -> Service:
    """The service over the shipped catalogue."""
    assert shipped
    return Service(open_site(shipped_settings))
