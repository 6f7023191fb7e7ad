"""What is wrong with a request is told in the client's form and language, and nothing more."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

import pytest

from catalog.release import Release
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from catalog.web.problems import CODES, OTHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_problem_has_its_sentences(lang: str) -> None:
    """In every language, with no fact that we don't give."""
    translator = Translator(program_folder("site"), lang)
    for code in (*CODES, OTHER):
        assert translator(f"problem.{code}.title")
        assert translator(f"problem.{code}.detail", parameter="p", value="v", known="k", most=9)


@pytest.mark.parametrize("code", CODES)
def test_every_problem_type_leads_to_a_page(site: Site, code: str) -> None:
    """RFC 9457 §3.1.1: the type's URL tells people what it means."""
    answer = site.get(f"/-/problems/{code}", Accept_Language="en")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    "accept, media_type",
    [
        ("", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("text/turtle", "application/problem+json"),
        ("image/png", "application/problem+json"),
        ("nonsense", "application/problem+json"),
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.1, application/json", "application/problem+json"),
    ],
)
def test_the_client_chooses_the_form(site: Site, accept: str, media_type: str) -> None:
    """Programs get data, browsers a page, both the same status."""
    answer = site.get("/c/nobody", Accept=accept)
    assert (answer.status_code, answer.mimetype) == (404, media_type)
    assert answer.headers["Vary"] == "Accept, Accept-Language"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path, language, expected",
    [
        ("/nn/c/nobody", "en", "nn"),
        ("/c/nobody", "en", "en"),
        ("/c/nobody", "no", "nb"),
        ("/c/nobody", "", "nb"),
    ],
)
def test_the_path_or_the_browser_says_the_language(
    site: Site, path: str, language: str, expected: str
) -> None:
    """Who reads nynorsk pages is told about a problem in nynorsk."""
    answer = site.get(path, Accept_Language=language)
    assert answer.headers["Content-Language"] == expected


def test_the_document_is_as_the_standard_says(site: Site) -> None:
    """RFC 9457 §3.1: type, title, status and detail."""
    problem = site.get("/api/search?_size=0", Accept_Language="en").get_json(force=True)
    assert problem["type"] == "https://id.example.org/-/problems/bad-parameter"
    assert problem["status"] == 400
    assert problem["title"]
    assert "_size" in problem["detail"]


@pytest.mark.parametrize("accept", ["", "text/html"])
def test_a_mistake_of_ours_tells_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, accept: str
) -> None:
    """500 without path, text or trace of the exception; the log has them."""

    def broken(_release: Release, _path: str) -> None:
        raise RuntimeError("secret /root/password")

    monkeypatch.setattr(Release, "find", broken)
    with caplog.at_level(logging.ERROR):
        answer = site.get("/c/cat", Accept=accept)
    assert answer.status_code == 500
    for word in ("secret", "RuntimeError", "Traceback", "/root", ".py"):
        assert word not in answer.text
    assert "secret" in caplog.text


@pytest.mark.parametrize("accept", ["", "text/html"])
def test_without_a_release_the_service_says_so(make_site: Callable[..., Site], accept: str) -> None:
    """503 with Retry-After in both forms, health too; what needs no Release is there."""
    site = make_site(built=False)
    for path in ("/", "/nb/", "/c/cat", "/c/cat.ttl", "/api/search?q=x", "/-/health"):
        answer = site.get(path, Accept=accept)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert answer.mimetype == (accept or "application/problem+json")
    assert site.get("/-/context/1.jsonld").status_code == 200
    assert site.get("/robots.txt").status_code == 200


def test_a_broken_release_still_gets_a_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even the page of a problem can't be made, a bare one is."""

    def broken(_release: Release, *_asked: str) -> None:
        raise sqlite3.DatabaseError("malformed")

    for name in ("find", "letters", "topics"):
        monkeypatch.setattr(Release, name, broken)
    assert site.get("/c/cat", Accept="text/html").status_code == 500
    answer = site.get("/c//\\", Accept="text/html")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
