"""Whole-dataset files: whole, in parts, under load."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


def test_every_file_is_what_the_manifest_says(site: Site) -> None:
    """Size, sha256 and type, by the URL that the manifest gives."""
    manifest = site.get("/downloads/manifest.json").get_json()
    assert len(manifest["downloads"]) >= 5
    for file in manifest["downloads"]:
        answer = site.get(file["url"].removeprefix("https://id.example.org"))
        assert hashlib.sha256(answer.data).hexdigest() == file["sha256"]
        assert len(answer.data) == file["size"] == int(answer.headers["Content-Length"])
        assert answer.headers["Content-Type"] == file["type"]
        assert answer.headers["ETag"] == f'"{file["sha256"]}"'


def test_a_part_continues_a_download(site: Site) -> None:
    """206 with the range (RFC 9110 §15.3.7), as curl -C and download managers ask for it."""
    whole = site.get("/downloads/catalog.nt").data
    first = site.get("/downloads/catalog.nt", Range="bytes=0-99")
    rest = site.get("/downloads/catalog.nt", Range="bytes=100-", If_Range=first.headers["ETag"])
    assert first.status_code == rest.status_code == 206
    assert first.data + rest.data == whole
    assert first.headers["Content-Range"] == f"bytes 0-99/{len(whole)}"
    assert first.headers["Content-Length"] == "100"


def test_another_version_is_sent_whole(site: Site) -> None:
    """If-Range with an old tag must not glue two versions together (RFC 9110 §13.1.5)."""
    answer = site.get("/downloads/catalog.nt", Range="bytes=100-", If_Range='"old"')
    assert answer.status_code == 200


def test_a_part_beyond_the_end(site: Site) -> None:
    """416 that says how long the file is."""
    size = len(site.get("/downloads/catalog.nt").data)
    answer = site.get("/downloads/catalog.nt", Range=f"bytes={size}-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "..%2fmanifest.json",
        "%2e%2e/manifest.json",
        "../catalog.sqlite",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "catalog.ttl%00",
        "catalog.ttl/",
        "./catalog.ttl",
        "",
        "nothing.ttl",
    ],
)
def test_only_what_the_manifest_lists(site: Site, name: str) -> None:
    """The request's text is looked up, never joined to a path (threats, path traversal)."""
    assert site.get(f"/downloads/{name}").status_code in {400, 404}


def test_large_files_are_streamed_and_only_some_at_once(make_site: Callable[..., Site]) -> None:
    """A stream holds a thread, so beyond some of them others are asked to come again."""
    site = make_site(cached_answer_bytes=10, open_downloads=1, download_piece_bytes=7)
    whole = site.get("/downloads/catalog.nt").data
    assert len(whole) > 1_000
    held = site.client.open("/downloads/catalog.nt", buffered=False)
    busy = site.get("/downloads/catalog.nt")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert site.get("/downloads/catalog.nt", "HEAD").status_code == 200
    held.close()
    again = site.get("/downloads/catalog.nt", Range="bytes=5-24")
    assert (again.status_code, again.data) == (206, whole[5:25])
    assert site.get("/downloads/catalog.nt").data == whole
