"""Files: the newest and those for ever, whole and in parts, in each coding, under load."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import brotli
import jsonschema
import pytest
import zstandard

from catalog.build import build_release
from catalog.formats.coding import CODINGS
from catalog.release.archive import ARCHIVE
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from catalog.web.headers import FOREVER
from tests.conftest import HEAD, build
from tests.web.conftest import TURTLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Live, Site

BASE = "https://id.example.org"
UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
}


def publish(site: Site, version: str, more: str = "") -> str:
    """Publish another Release of the site's catalogue and return its id."""
    root = site.settings.root
    named = TURTLE.replace("a dcat:Catalog ;", f'a dcat:Catalog ; dcat:version "{version}" ;')
    (root / "all.ttl").write_text(HEAD + named + more, encoding="utf-8")
    name = build(root).name
    site.current.look()
    return name


def keeps_its_schema(site: Site, found: Any) -> None:
    """Hold an answer against the schema that it names, as this server answers it."""
    url: str = found["$schema"]
    assert url.startswith(f"{BASE}/")
    answer = site.get(url.removeprefix(BASE))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/schema+json")
    schema = answer.get_json(force=True)
    assert urljoin(url, schema["$id"]) == url
    jsonschema.validate(found, schema)


def manifest_of(site: Site, url: str = "/downloads/manifest.json") -> dict[str, object]:
    """Return a list of files that keeps its JSON Schema."""
    found = site.get(url).get_json()
    keeps_its_schema(site, found)
    assert isinstance(found, dict)
    return found


def test_every_file_is_what_the_manifest_says(site: Site) -> None:
    """Size, sha256 and type, by both URLs that the manifest gives."""
    manifest = manifest_of(site)
    files = manifest["downloads"]
    assert isinstance(files, list)
    assert len(files) >= 20
    for file in files:
        for url in (file["url"], file["datedUrl"]):
            answer = site.get(url.removeprefix(BASE))
            assert hashlib.sha256(answer.data).hexdigest() == file["sha256"]
            assert len(answer.data) == file["size"] == int(answer.headers["Content-Length"])
            assert answer.headers["Content-Type"] == file["type"]
            assert answer.headers["ETag"] == f'"{file["sha256"]}"'
            assert answer.headers["Accept-Ranges"] == "bytes"


def test_the_newest_file_tells_where_it_stays(site: Site) -> None:
    """Content-Location is the URL for ever (RFC 9110 §8.7): kept for ever there, briefly here."""
    newest = site.get("/downloads/animals.csv")
    dated = newest.headers["Content-Location"]
    assert dated == f"/downloads/{newest.headers['Catalog-Release']}/animals.csv"
    kept = site.get(dated)
    assert kept.data == newest.data
    assert kept.headers["Cache-Control"] == FOREVER
    assert "Content-Location" not in kept.headers
    assert "max-age=300" in newest.headers["Cache-Control"]
    listed = site.get("/downloads/manifest.json")
    assert site.get(listed.headers["Content-Location"]).data == listed.data
    assert site.get(listed.headers["Content-Location"]).headers["Cache-Control"] == FOREVER


def test_a_file_of_a_former_release_is_what_it_was(make_site: Callable[..., Site]) -> None:
    """Though the catalogue has changed, and the Release itself is gone from the disk."""
    site = make_site()
    first = publish(site, "2026-01-01")
    before = site.get(f"/downloads/{first}/animals.nt")
    listed = site.get(f"/downloads/{first}/manifest.json")
    second = publish(site, "2026-02-01", "<c/cow> a skos:Concept ; skos:inScheme <animals> .")
    shutil.rmtree(site.settings.release_folder / first)
    after = site.get(f"/downloads/{first}/animals.nt")
    assert (after.status_code, after.data) == (200, before.data)
    assert after.headers["ETag"] == before.headers["ETag"]
    assert after.headers["Catalog-Release"] == first
    assert site.get(f"/downloads/{first}/manifest.json").data == listed.data
    assert site.get(f"/downloads/{second}/animals.nt").data != before.data
    assert site.get("/downloads/animals.nt").data != before.data


def test_a_version_leads_to_its_newest_release(make_site: Callable[..., Site]) -> None:
    """302, since another Release of the version may come; the target never changes."""
    site = make_site()
    publish(site, "2026-01-01")
    newest = publish(site, "2026-01-01", "<c/cow> a skos:Concept .")
    publish(site, "2026-02-01")
    answer = site.get("/downloads/2026-01-01/animals.csv")
    assert (answer.status_code, answer.headers["Location"]) == (
        302, f"/downloads/{newest}/animals.csv",
    )  # fmt: skip
    assert "immutable" not in answer.headers["Cache-Control"]
    assert site.get(answer.headers["Location"]).status_code == 200
    assert site.get("/downloads/2025-01-01/animals.csv").status_code == 404
    assert site.get("/downloads/2026-01-01").status_code == 404


def test_all_releases_are_listed(make_site: Callable[..., Site]) -> None:
    """The newest first, each with the list of its files; what was taken away is gone at once."""
    site = make_site()
    names = [publish(site, version) for version in ("2026-01-01", "2026-02-01")]
    found = site.get("/downloads/releases.json").get_json()
    keeps_its_schema(site, found)
    listed = [it["release"] for it in found["releases"]]
    assert listed[:2] == names[::-1]
    for it in found["releases"]:
        assert manifest_of(site, it["url"].removeprefix(BASE))["release"] == it["release"]
    shutil.rmtree(site.settings.release_folder / ARCHIVE / names[0])
    again = site.get("/downloads/releases.json").get_json()["releases"]
    assert names[0] not in {it["release"] for it in again}
    assert site.get(f"/downloads/{names[0]}/catalog.ttl").status_code == 404


def test_a_broken_archive_harms_nothing_else(make_site: Callable[..., Site]) -> None:
    """An unreadable manifest takes its own Release out of the lists, and no other."""
    site = make_site()
    first, second = publish(site, "2026-01-01"), publish(site, "2026-02-01")
    shelf = site.settings.release_folder / ARCHIVE
    (shelf / first / "manifest.json").write_bytes(b"{")
    (shelf / "stray").write_text("x", encoding="utf-8")
    listed = site.get("/downloads/releases.json").get_json()["releases"]
    assert second in {it["release"] for it in listed}
    assert first not in {it["release"] for it in listed}
    assert site.get(f"/downloads/{first}/catalog.ttl").status_code == 404
    assert site.get(f"/downloads/{second}/catalog.ttl").status_code == 200


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


def test_a_part_of_what_is_kept_ready(site: Site) -> None:
    """The kept whole never answers for a part, nor a part for the whole, whoever came first."""
    whole = site.get("/downloads/catalog.nt").data
    for _ in range(2):
        assert site.get("/downloads/catalog.nt", Range="bytes=5-9").data == whole[5:10]
        assert site.get("/downloads/catalog.nt").data == whole


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("limit", [1_000_000, 1_001], ids=["on demand", "by the build"])
def test_every_coding_unpacks_to_the_file(
    make_site: Callable[..., Site], coding: str, limit: int
) -> None:
    """Its own strong tag, Vary, a right length, HEAD and 304 (RFC 9110 §8.8.3.3, §12.5.5)."""
    site = small_files(make_site, limit)
    plain = site.get("/downloads/catalog.nt")
    # Once as it is made for the first who wants it, once as it is kept.
    first, packed = (site.get("/downloads/catalog.nt", Accept_Encoding=coding) for _ in range(2))
    assert first.data == packed.data
    assert packed.headers["Content-Encoding"] == coding
    assert UNPACK[coding](packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert not packed.headers["ETag"].startswith("W/")
    head = site.get("/downloads/catalog.nt", "HEAD", Accept_Encoding=coding)
    assert (head.data, head.headers["ETag"]) == (b"", packed.headers["ETag"])
    assert head.headers["Content-Length"] == packed.headers["Content-Length"]
    tag = packed.headers["ETag"]
    known = site.get("/downloads/catalog.nt", Accept_Encoding=coding, If_None_Match=tag)
    assert (known.status_code, known.headers["Vary"]) == (304, "Accept-Encoding")
    other = site.get("/downloads/catalog.nt", If_None_Match=tag)
    assert (other.status_code, other.data) == (200, plain.data)


@pytest.mark.parametrize("limit", [1_000_000, 1_001], ids=["on demand", "by the build"])
def test_a_part_is_one_of_the_file_itself(make_site: Callable[..., Site], limit: int) -> None:
    """RFC 9110 §14.2: a range is of the bytes that are sent, so those are then in no coding."""
    site = small_files(make_site, limit)
    whole = site.get("/downloads/catalog.nt")
    part = site.get("/downloads/catalog.nt", Range="bytes=9-19", Accept_Encoding="gzip, br, zstd")
    assert (part.status_code, part.data) == (206, whole.data[9:20])
    assert "Content-Encoding" not in part.headers
    assert part.headers["ETag"] == whole.headers["ETag"]
    assert part.headers["Vary"] == "Accept-Encoding"
    refused = "br, identity;q=0"
    other = site.get("/downloads/catalog.nt", Range="bytes=9-19", Accept_Encoding=refused)
    assert (other.status_code, other.headers["Content-Encoding"]) == (200, "br")
    assert brotli.decompress(other.data) == whole.data


@pytest.mark.parametrize("coding", CODINGS)
def test_a_compressed_download_is_continued(make_site: Callable[..., Site], coding: str) -> None:
    """If-Range tells which form somebody has the beginning of: the rest is of the same form."""
    site = small_files(make_site, 1_001)
    begun = site.get("/downloads/catalog.nt", Accept_Encoding=coding)
    rest = site.get(
        "/downloads/catalog.nt",
        Accept_Encoding=coding, Range="bytes=50-", If_Range=begun.headers["ETag"],
    )  # fmt: skip
    assert (rest.status_code, rest.headers["Content-Encoding"]) == (206, coding)
    assert begun.data[:50] + rest.data == begun.data
    assert rest.headers["Content-Range"] == f"bytes 50-{len(begun.data) - 1}/{len(begun.data)}"
    # Who no longer takes that coding gets no bytes of it.
    plain = site.get("/downloads/catalog.nt", Range="bytes=50-", If_Range=begun.headers["ETag"])
    assert (plain.status_code, "Content-Encoding" in plain.headers) == (200, False)


def test_what_was_compressed_on_demand_is_not_continued(site: Site) -> None:
    """Another version of a library may make other bytes of the same file: it is sent anew."""
    begun = site.get("/downloads/catalog.nt", Accept_Encoding="br")
    again = site.get(
        "/downloads/catalog.nt",
        Accept_Encoding="br", Range="bytes=50-", If_Range=begun.headers["ETag"],
    )  # fmt: skip
    assert again.status_code == 200


def test_what_is_compressed_already_has_one_form(site: Site) -> None:
    """A workbook is a zip: no coding, and no Vary that would split a cache for nothing."""
    answer = site.get("/downloads/catalog.xlsx", Accept_Encoding="gzip, br, zstd")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
    part = site.get("/downloads/catalog.xlsx", Range="bytes=0-9")
    assert "Vary" not in part.headers


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "..%2fmanifest.json",
        "%2e%2e/manifest.json",
        "../catalog.sqlite",
        "../archive/",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "catalog.ttl%00",
        "catalog.ttl/",
        "./catalog.ttl",
        "nothing.ttl",
        "catalog.nt.br",
        "../current/catalog.ttl",
        "%2e/catalog.ttl",
        "{id}",
        "{id}/",
        "{id}/../{id}/catalog.ttl",
        "{id}/%2e%2e/{id}/catalog.ttl",
        "{id}%2f..%2f{id}%2fcatalog.ttl",
        "{id}/nothing.ttl",
        "{id}/releases.json",
        "{id}/catalog.nt.gz",
    ],
)
def test_only_what_a_manifest_lists(site: Site, name: str) -> None:
    """The request's text is looked up, never joined to a path (threats, path traversal)."""
    serving = site.current.serving
    assert serving
    url = f"/downloads/{name.replace('{id}', serving.release.id)}"
    assert site.get(url).status_code in {400, 404}


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


def test_a_draft_has_nothing_to_download(make_site: Callable[..., Site]) -> None:
    """An empty list, and a page of datasets that offers no file."""
    site = make_site(built=False)
    publish_within_limits(site, draft=True)
    assert manifest_of(site)["downloads"] == []
    page = site.get("/en/-/datasets")
    assert page.status_code == 200
    assert "/downloads/catalog" not in page.text
    assert "sha256sum" not in page.text
    assert site.get("/downloads/releases.json").get_json()["releases"] == []


def test_over_the_wire(live: Live) -> None:
    """Granian sends the same bytes, parts and codings as the tests above got from Flask."""
    _, about, whole = live.get("/downloads/catalog.nt")
    status, told, packed = live.get("/downloads/catalog.nt", Accept_Encoding="zstd")
    assert (status, told["content-encoding"]) == (200, "zstd")
    assert UNPACK["zstd"](packed) == whole
    status, told, part = live.get("/downloads/catalog.nt", Range="bytes=-10")
    assert (status, part) == (206, whole[-10:])
    status, _, body = live.get("/downloads/catalog.nt", If_None_Match=about["etag"])
    assert (status, body) == (304, b"")


def small_files(make_site: Callable[..., Site], limit: int) -> Site:
    """Make a site whose build and server take files of more than ``limit`` bytes for large."""
    site = make_site(built=False, cached_answer_bytes=limit)
    publish_within_limits(site)
    return site


def publish_within_limits(site: Site, *, draft: bool = False) -> None:
    """Build the site's catalogue with its own limits."""
    sources = read_sources(find_sources(site.settings), site.settings)
    build_release(site.settings, sources, draft=draft)
    site.current.look()


def test_source_and_schemas_are_files_like_others(site: Site) -> None:
    """A list as source is text, with an address for ever; the manifest tells what it is."""
    publish(site, "source", "<lists/size> a skos:ConceptScheme, modelldcatno:CodeList .")
    found = manifest_of(site)["downloads"]
    assert isinstance(found, list)
    [one] = [it for it in found if it["name"].endswith(".java")]
    assert (one["format"], one["profile"]) == ("java", "source")
    assert one["type"] == "text/plain; charset=utf-8"
    answer = site.get(one["datedUrl"].removeprefix(BASE))
    assert answer.headers["Content-Type"] == one["type"]
    assert answer.headers["Cache-Control"] == FOREVER
    assert hashlib.sha256(answer.data).hexdigest() == one["sha256"]
