"""Having a message judged: by programs and on the page; nothing of it stays anywhere."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from werkzeug.test import Client

from catalog.judging.service import Service
from catalog.model.address import LANGUAGES
from catalog.web.app import create_app
from tests.conformance.test_openapi import API, closed
from tests.conftest import PROJECT, build
from tests.judging.conftest import with_limits
from tests.judging.house import EXPIRED, RIGHT, SLOW, WRONG, write_house
from tests.sparql.conftest import until
from tests.web.conftest import Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from catalog.settings import Settings

XML = "application/xml"
JSON = "application/json"
HOUSE = "/api/validate/house"
PAGE = "/en/-/validate"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A catalogue with requirements."""
    from catalog.settings import read_settings  # noqa: PLC0415 — the name is taken here

    made = read_settings(write_house(tmp_path_factory.mktemp("validate") / "root"))
    build(made.root)
    return with_limits(made, message_bytes=200_000)


@pytest.fixture(scope="module")
def judged(settings: Settings) -> Iterator[Site]:
    """The site, with somebody who judges."""
    with Service(settings) as service:
        until(lambda: service.process)
        app = create_app(settings, service.address)
        yield Site(Client(app), settings, app)


def post(
    site: Site, body: bytes, url: str = HOUSE, content_type: str = XML, **headers: str
) -> TestResponse:
    """Send a message."""
    return site.client.post(url, data=body, content_type=content_type, headers=headers)


def send(site: Site, url: str = PAGE, **fields: Any) -> BeautifulSoup:
    """Send the form of the page as a browser without script does."""
    answer = site.client.post(url, data=fields, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.data
    assert answer.headers["Cache-Control"] == "no-store"
    return BeautifulSoup(answer.data, "html.parser")


def test_a_right_message_is_right(judged: Site) -> None:
    """The answer tells what it was judged by, and is kept nowhere."""
    answer = post(judged, RIGHT, HOUSE + "?on=2026-02-01")
    told = answer.get_json()
    assert (answer.status_code, told["right"], told["judged"], told["findings"]) == (
        200, True, True, [],
    )  # fmt: skip
    assert told["version"] == "6"
    assert told["requirement"]["url"].endswith("/r/house/6")
    assert told["rules"] == {"computed": 1, "skipped": 0}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Catalog-Release"] == judged.current.serving.release.id  # type: ignore[union-attr]


def test_a_finding_tells_where_and_what_and_what_to_do(judged: Site) -> None:
    """With the model's words, the concept, the codes to use and links to all of them."""
    told = post(judged, WRONG, HOUSE + "?lang=en").get_json()
    assert told["right"] is False
    assert told["counts"] == {"fatal": 0, "error": 2, "warning": 0, "information": 0}
    first = told["findings"][0]
    assert (first["code"], first["line"], first["column"]) == ("code-unknown", 2, 8)
    assert first["path"] == "/house/pet[1]/@kind"
    assert first["part"]["prefLabel"]["en"] == "kind of pet"
    assert first["part"]["description"]["en"] == "Which animal it is."
    assert first["concept"]["definition"]["en"] == "An animal that lives with people."
    assert [it["notation"] for it in first["nearest"]] == ["cat", "dog"]
    for about in ("part", "concept", "codeList"):
        url = first[about]["url"].removeprefix("https://id.example.org")
        assert url.startswith("/en/")
        assert judged.get(url).status_code == 200
    assert "cow" in first["title"] + first["message"]
    assert first["advice"]


def test_a_rule_tells_why_and_not_the_part_that_it_looks_at(judged: Site) -> None:
    """What the rule says of itself stands by the rule, for programs and on the page."""
    crowd = RIGHT.replace(b"/></house>", b"/>" + b'<pet kind="cat"/>' * 3 + b"</house>")
    [finding] = post(judged, crowd, HOUSE + "?lang=en").get_json()["findings"]
    assert finding["rule"]["description"] == {"en": "Few pets live well together."}
    assert "description" not in finding.get("part", {})
    page = send(judged, "/en/-/validate", requirement="house", text=crowd.decode())
    told = [it for it in page.select(".finding dd") if "Few pets live well" in it.get_text()]
    assert [it.a["href"] for it in told if it.a] == [finding["rule"]["url"].partition(".org")[2]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_are_in_the_language_asked_for(judged: Site, lang: str) -> None:
    """On the page too; and a rule's own where it has one."""
    crowd = RIGHT.replace(b"/></house>", b"/>" + b'<pet kind="cat"/>' * 3 + b"</house>")
    told = post(judged, crowd, f"{HOUSE}?lang={lang}").get_json()
    assert told["right"] is True
    [finding] = told["findings"]
    assert (finding["code"], finding["severity"]) == ("rule", "warning")
    assert finding["message"] == (
        "The house has 4 pets." if lang == "en" else "Huset har 4 kjæledyr."
    )
    region = post(judged, crowd, f"{HOUSE}?lang={'no' if lang == 'nb' else lang}-NO").get_json()
    assert region["findings"] == told["findings"]
    page = send(judged, f"/{lang}/-/validate", requirement="house", text=crowd.decode())
    assert finding["title"] in page.get_text()
    assert finding["message"] in page.get_text()


def test_json_is_judged_too(judged: Site) -> None:
    """With the place as a pointer; the type of the body may be left out."""
    body = b'{"built": "2026-02-01", "pet": [{"kind": "cow"}]}'
    for content_type in (JSON, "", "application/octet-stream"):
        told = post(judged, body, "/api/validate/letter", content_type).get_json()
        assert [it["path"] for it in told["findings"]] == ["/pet/0/kind"]


def test_the_day_chooses_the_version(judged: Site) -> None:
    """One that is named wins."""
    for query, version in (
        ("?on=2025-06-01", "5"), ("?on=2026-06-01", "6"), ("", "6"), ("?version=5", "5"),
        ("?version=5&on=2026-06-01", "5"),
    ):  # fmt: skip
        assert post(judged, RIGHT, HOUSE + query).get_json()["version"] == version


@pytest.mark.parametrize(
    "url, status, parameter",
    [
        ("/api/validate/horse", 404, "requirement"),
        (f"/api/validate/{'x' * 500}", 404, "requirement"),
        ("/api/validate/..%2f..%2fetc", 405, None),
        (HOUSE + "?version=7", 404, "version"),
        (HOUSE + "?version=../6", 404, "version"),
        ("/api/validate/house?version=" + "6" * 300, 400, "version"),
        (HOUSE + "?on=2026-31-12", 400, "on"),
        (HOUSE + "?on=today", 400, "on"),
        (HOUSE + "?day=2026-01-01", 400, "day"),
        (HOUSE + "?on=", 400, "on"),
        (HOUSE + "?version=5&version=6", 400, "version"),
        (HOUSE + "?lang=!!", 400, "lang"),
        (HOUSE + "?lang=xx", 400, "lang"),
        (HOUSE + "?lang=sma-NO", 400, "lang"),
        (HOUSE + "?lang=", 400, "lang"),
    ],
)
def test_what_there_is_not_is_told(
    judged: Site, url: str, status: int, parameter: str | None
) -> None:
    """As a problem, with what there is."""
    answer = post(judged, RIGHT, url)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    if parameter:
        assert answer.get_json()["parameter"] == parameter
    if parameter == "version" and status == 404:
        assert answer.get_json()["known"] == ["6", "5"]


@pytest.mark.parametrize(
    "body, content_type, status",
    [
        (b"", XML, 400),
        (b" \n", XML, 400),
        (b"", "", 400),
        (RIGHT, "text/plain", 415),
        (RIGHT, "application/x-www-form-urlencoded", 415),
        (b"hello", "", 415),
        (RIGHT, "text/xml; charset=utf-8", 200),
        (b"\xef\xbb\xbf" + RIGHT, "", 200),
        (RIGHT.decode().encode("utf-16"), "", 200),
        (b"<house>" + b" " * 400_000, XML, 413),
    ],
)
def test_a_body_that_is_no_message_is_refused(
    judged: Site, body: bytes, content_type: str, status: int
) -> None:
    """Before anybody judges it."""
    answer = post(judged, body, content_type=content_type)
    assert answer.status_code == status
    if status != 200:
        assert answer.mimetype == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_packed_body_is_refused(judged: Site) -> None:
    """It could unpack to anything."""
    assert post(judged, RIGHT, Content_Encoding="gzip").status_code == 415


def test_only_post_is_taken(judged: Site) -> None:
    """A message doesn't stand in an address, where logs would have it."""
    answer = judged.get(HOUSE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    assert judged.get(PAGE, "OPTIONS").headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_another_origin_may_ask(judged: Site) -> None:
    """A vendor's own page, say: nothing here depends on who asks."""
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    answer = judged.client.options(HOUSE, headers=asked)
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert post(judged, RIGHT).headers["Access-Control-Allow-Origin"] == "*"


def test_a_message_without_an_end_is_told_in_its_time(judged: Site) -> None:
    """As one that could not be judged, which is an answer."""
    start = time.monotonic()
    answer = post(judged, SLOW[:150_000] + b"</house>", "/api/validate/slow")
    told = answer.get_json()
    assert time.monotonic() - start < 4
    assert (answer.status_code, told["right"]) == (200, False)
    assert told["judged"] is (told["findings"][0]["code"] != "out-of-time")


def test_without_a_judge_the_site_says_so(settings: Settings) -> None:
    """The rest of it is as it was, the form too."""
    site = Site(Client(create_app(settings)), settings, create_app(settings))
    answer = post(site, RIGHT)
    assert (answer.status_code, answer.get_json()["type"].rpartition("/")[2]) == (
        503, "nobody-judges",
    )  # fmt: skip
    assert site.get(PAGE).status_code == 200


def test_a_site_without_requirements_has_no_such_page(site: Site) -> None:
    """There is nothing to judge by."""
    assert site.get(PAGE).status_code == 404
    assert post(site, RIGHT).status_code == 404


def test_the_form_offers_every_version(judged: Site) -> None:
    """The one that was asked for is chosen, and its examples can be tried."""
    page = BeautifulSoup(judged.get(PAGE + "?requirement=house&version=5").data, "html.parser")
    options = {it["value"]: it.has_attr("selected") for it in page.select("select option")}
    assert options == {
        "house": False, "house/6": False, "house/5": True, "letter": False, "letter/1": False,
        "slow": False, "slow/1": False,
    }  # fmt: skip
    assert page.select("button[name=example]") == []
    page = BeautifulSoup(judged.get(PAGE + "?requirement=house").data, "html.parser")
    assert [it["value"] for it in page.select("option[selected]")] == ["house"]
    assert len(page.select("button[name=example]")) == 2
    assert page.select_one("form.validate")["enctype"] == "multipart/form-data"  # type: ignore[index]


@pytest.mark.parametrize("query", ["requirement=horse", "requirement=house&version=7", "on=x"])
def test_a_page_about_nothing_is_refused(judged: Site, query: str) -> None:
    """As every page with parameters that lead nowhere."""
    assert judged.get(f"{PAGE}?{query}").status_code in {400, 404}


def test_a_file_and_a_text_are_judged_alike(judged: Site) -> None:
    """Without any script; the message itself doesn't come back."""
    file = (io.BytesIO(EXPIRED), "æ.xml", XML)
    pages = [
        send(judged, requirement="house", on="2026-02-01", file=file),
        send(judged, requirement="house/6", text=EXPIRED.decode()),
    ]
    for page in pages:
        [finding] = page.select(".finding")
        assert finding["data-at"] == "2:8"
        assert "Line 2, character 8" in finding.get_text()
        assert "/house/pet[1]/@kind" in finding.get_text()
        assert page.select_one("#text").get_text() == ""  # type: ignore[union-attr]
        assert "built=" not in page.get_text()


def test_an_example_is_tried_by_a_button(judged: Site) -> None:
    """It is what the catalogue has, so it may be shown."""
    page = BeautifulSoup(judged.get(PAGE).data, "html.parser")
    for button, right in zip(page.select("button[name=example]"), (True, False), strict=True):
        answer = send(judged, requirement="house", example=str(button["value"]))
        alert = answer.select_one("#verdict .ds-alert")
        assert alert is not None
        assert (alert["data-color"] == "success") == right
        expected = RIGHT if right else EXPIRED
        assert answer.select_one("#text").get_text().strip() == expected.decode()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "fields, status",
    [
        ({"requirement": "house"}, 400),
        ({"requirement": "house", "text": "  "}, 400),
        ({"requirement": "horse", "text": "<a/>"}, 404),
        ({"requirement": "house/7", "text": "<a/>"}, 404),
        ({"requirement": "house", "on": "2026-31-12", "text": "<a/>"}, 400),
        ({"requirement": "house", "example": "https://id.example.org/r/house/6#gone"}, 404),
        ({"requirement": "house", "text": "x" * 400_000}, 413),
    ],
)
def test_a_form_that_can_not_be_used_is_told_so(
    judged: Site, fields: dict[str, str], status: int
) -> None:
    """As a page, for people."""
    answer = judged.client.post(
        PAGE, data=fields, content_type="multipart/form-data", headers={"Accept": "text/html"}
    )
    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_what_a_hostile_message_says_is_only_text(judged: Site) -> None:
    """Names and values from it stand escaped in the page."""
    evil = '<house built="2026-02-01"><pet kind="&lt;script&gt;alert(1)&lt;/script&gt;"/></house>'
    page = send(judged, requirement="house", text=evil)
    assert not [it for it in page.find_all("script") if "alert" in it.get_text()]
    assert "<script>alert" in page.get_text()


def test_the_answer_is_as_its_schema_says(judged: Site) -> None:
    """And as the description of the API does."""
    schema = json.loads((PROJECT / "site/schemas/verdict-1.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    described = jsonschema.Draft202012Validator(closed(API["components"]["schemas"]["Verdict"]))
    for message in (RIGHT, EXPIRED, WRONG, b"<x", b"<!DOCTYPE x><x/>"):
        judge.validate(post(judged, message).get_json())
        described.validate(post(judged, message).get_json())


MARK = "Kjennemerke4711"


def test_nothing_of_a_message_is_written_anywhere(settings: Settings, tmp_path: Path) -> None:
    """Not to a log, not to a file: whatever is sent, and whatever becomes of it."""
    log = tmp_path / "log"
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    messages = [
        f'<house built="2026-02-01"><pet kind="{MARK}"/></house>',
        f"<house><{MARK}></house>",
        f"<!DOCTYPE {MARK}><house/>",
        f"<house>{MARK * 20_000}</house>",
        MARK,
        f'{{"{MARK}": "{MARK}"',
        "<house>" + f'<pet kind="cat" number="{MARK}"/>' * 2_000 + "</house>",
    ]
    saved = os.dup(2)
    with log.open("wb") as stream:
        os.dup2(stream.fileno(), 2)
        try:
            with serving(settings.root, TMPDIR=str(temporary)) as live:
                for name in ("house", "letter", "slow", "horse"):
                    for text in messages:
                        for content_type in (XML, JSON, "text/plain"):
                            live.send(f"/api/validate/{name}", text.encode(), content_type)
                        form = (
                            f'--X\r\nContent-Disposition: form-data; name="requirement"\r\n\r\n'
                            f'{name}\r\n--X\r\nContent-Disposition: form-data; name="file"; '
                            f'filename="{MARK}.xml"\r\n\r\n{text}\r\n--X--\r\n'
                        )
                        kind = "multipart/form-data; boundary=X"
                        live.send(PAGE, form.encode(), kind)
                        live.send(PAGE, form.encode()[:-9], kind)
        finally:
            os.dup2(saved, 2)
            os.close(saved)
    assert MARK.encode() not in log.read_bytes()
    for folder in (settings.root, temporary):
        for path in folder.rglob("*"):
            assert MARK not in path.name
            if path.is_file():
                assert MARK.encode() not in path.read_bytes(), path
