"""The MDN HTTP Observatory scans the server on loopback: all passes but what needs HTTPS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from tests.web.conftest import Live

pytestmark = pytest.mark.conformance

SCRIPT: Final = PROJECT / "tests" / "conformance" / "observatory.mjs"
SCANNER: Final = PROJECT / "site" / "node_modules" / "@mdn" / "mdn-http-observatory"
STYLES: Final = "the style sheet"
ADDRESSES: Final = (
    "/", "/nb/", "/nb/begrep/adopsjon", "/begrep/adopsjon", "/begrep/adopsjon.ttl",
    "/begrep/adopsjon.rdf", "/begrep/adopsjon.json", "/api/search?q=barn",
    "/downloads/manifest.json", "/robots.txt", STYLES,
)  # fmt: skip
NEED_HTTPS: Final = {"redirection", "strict-transport-security"}
"""The proxy in front redirects to HTTPS and says so; this server speaks HTTP to it alone."""
PASSED: Final = {
    "content-security-policy": {"csp-implemented-with-no-unsafe-default-src-none"},
    "cookies": {"cookies-not-found"},
    # Anybody may read everything, and nobody is known: no answer depends on who asks.
    "cross-origin-resource-sharing": {
        "cross-origin-resource-sharing-implemented-with-public-access"
    },
    "cross-origin-resource-policy": {"corp-not-implemented"},
    # What isn't a page has no links that a browser could follow.
    "referrer-policy": {"referrer-policy-private", "referrer-policy-not-implemented"},
    # Scripts come from our own origin alone.
    "subresource-integrity": {
        "sri-not-implemented-but-all-scripts-loaded-from-secure-origin",
        "sri-not-implemented-response-not-html",
    },
    "x-content-type-options": {"x-content-type-options-nosniff"},
    "x-frame-options": {"x-frame-options-implemented-via-csp"},
}


@pytest.fixture(scope="module")
def scanned(served: Live) -> dict[str, dict[str, Any]]:
    """What the Observatory says of each address."""
    if not SCANNER.is_dir():
        pytest.fail("the Observatory is missing: run `make test`, or `npm ci` in site/")
    page = served.get("/nb/")[2].decode()
    styles = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    urls = {name: styles if name == STYLES else name for name in ADDRESSES}
    host = f"127.0.0.1:{served.port}"
    path = f"{os.environ['PATH']}:{Path(sys.executable).parent}"
    done = subprocess.run(
        ["node", SCRIPT, *(host + url for url in urls.values())],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {name: told[host + url] for name, url in urls.items()}


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_what_needs_https_fails(scanned: dict[str, dict[str, Any]], name: str) -> None:
    """Each test that can pass without HTTPS passes, for the reason that is expected."""
    results = scanned[name]

    assert {test for test, (passed, _) in results.items() if not passed} == NEED_HTTPS
    reasons = {test: why for test, (passed, why) in results.items() if passed}
    assert reasons.keys() == PASSED.keys()
    assert [why for test, why in reasons.items() if why not in PASSED[test]] == []


def test_a_page_protects_where_it_can(scanned: dict[str, dict[str, Any]]) -> None:
    """A page tells others nothing of what is read, where a document has nothing to tell."""
    for name in ("/", "/nb/", "/nb/begrep/adopsjon"):
        assert scanned[name]["referrer-policy"][1] == "referrer-policy-private"
        assert "not-html" not in scanned[name]["subresource-integrity"][1]
