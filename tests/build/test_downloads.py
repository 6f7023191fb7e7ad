"""Each file holds all of what it is named after, in every format, however large that is."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import brotli
import openpyxl
import pyoxigraph
import pytest
import zstandard

from catalog.build import build_release
from catalog.limits import Limits
from catalog.model.address import EVERYTHING
from catalog.release import Release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RDF = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
BASE = "https://id.example.org/"
CATALOGUE = """\
<k> a dcat:Catalog ; dct:modified "2026-02-03"^^xsd:date ; dcat:version "2026" .
<d/all> a dcat:Dataset ; dct:title "All"@en ; dct:hasPart <lists/size>, <group> .
<d/some> a dcat:Dataset ; dct:title "Some"@en ; dct:hasPart <group> .
<group> a skos:Collection ; skos:prefLabel "group"@en ; skos:member <a>, <b> .
<a> a skos:Concept ; skos:prefLabel "a"@en ; skos:definition "Small."@en .
<b> a skos:Concept ; skos:prefLabel "b"@en ; dct:source [ rdfs:label "x" ] .
<lists/size> a skos:ConceptScheme, modelldcatno:CodeList ; skos:prefLabel "size"@en .
<other> a skos:ConceptScheme ; skos:prefLabel "other"@en .
<c> a skos:Concept ; skos:prefLabel "c"@en ; skos:topConceptOf <other> .
""" + "".join(
    f"<lists/size/{n}> a skos:Concept, modelldcatno:CodeElement ; skos:notation '{n}' ;"
    f' skos:prefLabel "size {n}"@en ; skos:inScheme <lists/size> .\n'
    for n in range(30)
)
HELD = {
    "catalog": None,
    "d/all": {"d/all", "lists/size", "group", "a", "b", *(f"lists/size/{n}" for n in range(30))},
    "d/some": {"d/some", "group", "a", "b"},
    "group": {"group", "a", "b"},
    "lists/size": {"lists/size", *(f"lists/size/{n}" for n in range(30))},
    "other": {"other", "c"},
}


def body(release: Release, name: str) -> bytes:
    """Return a file by its name in the URL."""
    [file] = [file for file in release.manifest.downloads if file.name == name]
    return release.download_path(file).read_bytes()


def statements(content: bytes, extension: str) -> set[str]:
    """Return what a file says, whatever its blank nodes are called."""
    data = pyoxigraph.Dataset(
        pyoxigraph.Quad(it.subject, it.predicate, it.object)
        for it in pyoxigraph.parse(content, format=RDF[extension])
    )
    data.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in data}


@pytest.fixture(params=[2_000, 7], ids=["whole", "in pieces"])
def release(
    request: pytest.FixtureRequest,
    make_release: Callable[..., Release],
    monkeypatch: pytest.MonkeyPatch,
) -> Release:
    """The catalogue built at once, and in pieces of seven by many processes."""
    if request.param != 2_000:
        monkeypatch.setattr("catalog.build.downloads.SHARED_FROM", 1)
        monkeypatch.setattr("catalog.build.downloads.PIECE", request.param)
        monkeypatch.setattr("catalog.build.holdings.PIECE", request.param)
    return make_release(a=CATALOGUE)


def test_what_there_is_files_of(release: Release) -> None:
    """Everything, datasets, schemes, code lists and collections; a zip where there are lists."""
    found = {file.name for file in release.manifest.downloads}
    extensions = ["ttl", "jsonld", "nt", "rdf", "json", "jskos", "csv", "xlsx"]
    extensions += ["skos.ttl", "skos.rdf"]
    expected = {f"{stem}.{extension}" for stem in HELD for extension in extensions}
    sources = {f"lists/size/{name}" for name in ("Size.ts", "Size.cs", "Size.java", "size.py")}
    assert found == expected | sources | {"catalog.zip", "d/all.zip"}
    assert {file.owner for file in release.manifest.downloads if "/" not in file.name} == {
        "", f"{BASE}group", f"{BASE}other",
    }  # fmt: skip


@pytest.mark.parametrize("stem", HELD)
def test_every_format_says_the_same(release: Release, stem: str) -> None:
    """The same statements in four formats, and the same things in the tables and JSON."""
    read = [statements(body(release, f"{stem}.{extension}"), extension) for extension in RDF]
    assert read[0]
    assert all(one == read[0] for one in read)
    items = json.loads(body(release, f"{stem}.json"))
    jskos = json.loads(body(release, f"{stem}.jskos"))
    lines = list(csv.DictReader(io.StringIO(body(release, f"{stem}.csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(body(release, f"{stem}.xlsx")), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    iris = [item["iri"] for item in items["items"]]
    assert len(iris) == len(set(iris)) == items["total"]
    assert iris == [it["uri"] for it in jskos] == [it["iri"] for it in lines]
    assert iris == [row[list(rows[0]).index("iri")] for row in rows[1:]]
    expected = HELD[stem]
    if expected is None:
        assert len(iris) == sum(release.manifest.counts.values())
        assert len(read[0]) == release.manifest.statements
    else:
        assert iris[0] == f"{BASE}{stem}"
        assert set(iris) == {BASE + path for path in expected}
        subjects = {line.partition(">")[0].removeprefix("<") for line in read[0] if line[0] == "<"}
        assert subjects == set(iris)


def limited(root: Path, **limits: int) -> Release:
    """Build the catalogue in ``root`` within other limits."""
    settings = read_settings(root)
    settings = dataclasses.replace(settings, limits=Limits(**limits))
    sources = read_sources(find_sources(settings), settings)
    return Release.open(build_release(settings, sources).folder)


def test_a_list_is_whole_in_its_file_however_long_it_is(make_root: Callable[..., Path]) -> None:
    """Documents and trees show so many members and no more; a file has all of them."""
    release = limited(make_root(a=CATALOGUE), embedded_members=3, tree_rows=3)
    items = json.loads(body(release, "lists/size.json"))["items"]
    assert [it["notation"] for it in items[1:]] == [str(n) for n in range(30)]
    assert len(statements(body(release, "lists/size.nt"), "nt")) == 2 + 1 + 30 * 5
    assert json.loads(body(release, "other.json"))["total"] == 2


def test_the_zip_holds_every_list(release: Release) -> None:
    """One file a list, with all codes."""
    with zipfile.ZipFile(io.BytesIO(body(release, "catalog.zip"))) as archive:
        lists = [name for name in archive.namelist() if name.startswith("kodelister/")]
        assert len(lists) == 1
        assert "size 29" in archive.read(lists[0]).decode()


def test_large_text_is_compressed_by_the_build(make_root: Callable[..., Path]) -> None:
    """In each coding, the very bytes; workbooks and zips are compressed already."""
    unpack = {
        "br": brotli.decompress,
        "zstd": lambda it: zstandard.ZstdDecompressor().decompressobj().decompress(it),
        "gzip": gzip.decompress,
    }
    release = limited(make_root(a=CATALOGUE), cached_answer_bytes=500)
    seen = set()
    for file in release.manifest.downloads:
        text = not file.name.endswith((".xlsx", ".zip"))
        assert bool(file.encoded) == (text and file.size > 500)
        whole = release.download_path(file).read_bytes()
        for form in file.encoded:
            packed = (release.folder / "downloads" / form.file).read_bytes()
            assert unpack[form.coding](packed) == whole
            seen.add(form.coding)
    assert seen == set(unpack)


def test_hostile_names_stay_in_the_folder(make_release: Callable[..., Release]) -> None:
    """Names of the program's own, foreign ones, and paths with anything in them."""
    release = make_release(
        MINIMAL,
        a="""<catalog> a skos:ConceptScheme . <manifest> a skos:ConceptScheme .
        <x/%2e%2e/%2e%2e/passwd> a skos:ConceptScheme . <x%2Fy> a skos:ConceptScheme .
        <x/y> a skos:ConceptScheme . <X/Y> a skos:ConceptScheme . <-/z> a skos:ConceptScheme .
        <https://elsewhere.example/../../etc/passwd#x> a skos:ConceptScheme .
        <urn:a:..%2F..%2Fb> a skos:ConceptScheme . <c:d> a skos:ConceptScheme .
        <CON> a skos:ConceptScheme . <.hidden> a skos:ConceptScheme .""",
    )
    files = release.manifest.downloads
    assert len({file.owner for file in files}) == 13
    assert len({file.name for file in files}) == len({file.file.lower() for file in files})
    assert len(files) == 13 * 10
    on_disk = {path.name for path in (release.folder / "downloads").iterdir()}
    assert on_disk == {form.file for file in files for form in file.files}
    assert json.loads(body(release, f"{EVERYTHING}.json"))["total"] == 13


def test_the_date_is_the_catalogue_s_own(release: Release) -> None:
    """Never the day of the build."""
    assert release.manifest.date == "2026-02-03"
