"""The preview of a thing is a page for a frame on another site, where nothing runs."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.web.conftest import serving
from tests.web.reconcile.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from catalog.settings import Settings
    from tests.web.reconcile.conftest import Service


def shown(service: Service, path: str, lang: str = "nb") -> str:
    """Return the text of a preview."""
    answer = service.get(f"/{lang}/preview", id=BASE + path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.text
    return " ".join(
        BeautifulSoup(answer.text, "html.parser").select("main")[0].get_text(" ").split()
    )


@pytest.mark.parametrize(
    "path, lang, held",
    [
        ("c/fosterhjem", "nb", ["Begrep fosterhjem", "Et privat hjem som", "fosterfamilie",
                                "Overbegrep: hjem", "1. januar 2023", "Hele oppføringen"]),
        ("c/fosterhjem", "nn", ["Omgrep fosterheim", "Ein privat heim som", "Overomgrep: heim"]),
        ("c/fosterhjem", "en", ["Concept foster home", "A private home", "foster family"]),
        ("svar/1", "nb", ["Kode i Svar 1 Ja"]),
        ("svar", "nb", ["Kodeliste Svar Hva som ble svart."]),
        ("hjem", "nb", ["Begrepssamling Hjem"]),
        ("c/gammel", "nb", ["Utgått", "Erstattet av barneverns- og helsenemnd",
                            "31. desember 2022"]),
        ("c/blåbær", "nb", ["blåbær <b>&"]),
    ],
)  # fmt: skip
def test_a_preview_says_what_a_thing_is(
    service: Service, path: str, lang: str, held: list[str]
) -> None:
    """Kind, name, meaning, and whether it should still be used."""
    text = shown(service, path, lang)
    assert [part for part in held if part not in text] == [], text


def test_a_preview_may_be_framed_and_runs_nothing(service: Service) -> None:
    """§5: it is shown in a frame of the client's; everything else on the site may not be."""
    answer = service.get("/nb/preview", id=f"{BASE}c/fosterhjem")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    page = BeautifulSoup(answer.text, "html.parser")
    assert not page.select("script, iframe, form, [style], [onclick]")
    feature = service.get("/nb/features/name_score")
    assert "frame-ancestors 'none'" in feature.headers["Content-Security-Policy"]


def test_a_foreign_language_is_told_to_screen_readers(service: Service) -> None:
    """What is not in the language of the page says so."""
    page = BeautifulSoup(service.get("/en/preview", id=f"{BASE}c/bank").text, "html.parser")
    [whole], [name] = page.select("html"), page.select("h1 span[lang]")
    assert (whole["lang"], name["lang"]) == ("en", "nb")
    assert [each["lang"] for each in page.select("p[lang]")] == ["nb"]


@pytest.mark.parametrize("path", ["c/nobody", "alt"])
def test_what_is_no_thing_of_the_service_has_no_preview(service: Service, path: str) -> None:
    """Also a dataset, which no cell means."""
    service.refused(service.get("/nb/preview", id=BASE + path), 404)


def test_a_preview_needs_an_id(service: Service) -> None:
    """400 where there is none, or one that nothing could have."""
    service.refused(service.get("/nb/preview"))
    service.refused(service.get("/nb/preview", id="x" * 2_001))
    service.refused(service.get("/nb/preview", id=f"{BASE}svar", callback="run"))
    service.refused(service.site.client.get(f"/api/reconcile/nb/preview?id={BASE}svar&id=x"))


@pytest.mark.browser
def test_a_preview_shows_in_a_sandboxed_frame(reconciled: Settings, browser: Browser) -> None:
    """OpenRefine's frame has an empty ``sandbox``: the style applies, and nothing complains."""
    with serving(reconciled.root) as server, client(server.port) as where:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(where, wait_until="networkidle")
        inside = page.frame_locator("iframe")
        assert inside.locator("h1").inner_text() == "fosterhjem"
        assert inside.locator("h1").evaluate("it => getComputedStyle(it).fontSize") == "20px"
        body = inside.locator("body")
        assert body.evaluate("it => it.scrollWidth <= it.ownerDocument.documentElement.clientWidth")
        assert said == []
        page.close()


@contextmanager
def client(port: int) -> Iterator[str]:
    """Serve a page with a frame as OpenRefine makes it, from an origin of its own."""
    where = f"http://127.0.0.1:{port}/api/reconcile/nb/preview?id={BASE}c/fosterhjem"
    frame = f'<iframe sandbox="" width="430" height="300" src="{where}"></iframe>'.encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frame if self.path == "/" else b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — its name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
