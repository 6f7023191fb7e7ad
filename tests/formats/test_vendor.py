"""The vendors' zip: the shape that their loaders read, value by value, and the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.formats import vendor
from catalog.model.concept import Code, CodeList, Relation
from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.settings import program_folder
from catalog.web.i18n import read_sentences
from tests.conftest import PROJECT
from tests.formats.made import LANGUAGES, code_lists, codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.release import Release

Json = dict[str, Any]
FIELDS = {
    "verdi", "tekst", "beskrivelse", "gyldigFra", "gyldigTil", "alternativVerdi", "variabel",
}  # fmt: skip
MAKE = """
import hashlib, io
from catalog.formats import vendor
from catalog.model.concept import Code, CodeList
file = io.BytesIO()
vendor.write(file, [(CodeList("https://x.example/l", "code-list"),
                     [Code("https://x.example/l/1", "code", notations=("1",))])], ("nb",), "æ")
print(hashlib.sha256(file.getvalue()).hexdigest())
"""


def opened(lists: Sequence[tuple[CodeList, Sequence[Code]]], readme: str = "") -> zipfile.ZipFile:
    """Return the zip of some lists."""
    file = io.BytesIO()
    vendor.write(file, lists, LANGUAGES, readme)
    return zipfile.ZipFile(file)


def shipped_lists(release: Release) -> list[tuple[CodeList, list[Code]]]:
    """Return the code lists of a Release, with their codes in order."""
    found = []
    for row in release.of_kind("code-list").rows:
        at = release.find_iri(row.link.iri)
        assert at
        members = [release.find_iri(it.link.iri) for it in release.members(at.number, "tree").rows]
        record = release.record(at)
        inside = [release.record(it) for it in members if it]
        assert isinstance(record, CodeList)
        found.append((record, [it for it in inside if isinstance(it, Code)]))
    return found


def norwegian(day: str) -> str | None:
    """Return a day as ``dd.MM.yyyy``, by the calendar."""
    return dt.date.fromisoformat(day).strftime("%d.%m.%Y") if day else None


def test_every_code_of_every_shipped_list_is_there_with_its_values(shipped: Release) -> None:
    """Value, text, validity and place of each code, in the order of its list."""
    lists = shipped_lists(shipped)
    assert len(lists) == 21
    archive = opened(lists)
    register = json.loads(archive.read("kodelister.oversikt.json"))["kodelister"]
    assert [it["id"] for it in register] == [code_list.iri for code_list, _ in lists]
    total = 0
    for entry, (code_list, inside) in zip(register, lists, strict=True):
        [told] = json.loads(archive.read(entry["fil"]))["kodelister"]
        assert told["id"] == code_list.iri
        assert told["navn"] == entry["navn"] == code_list.label[0].text
        assert entry["gyldigFra"] == norwegian(code_list.valid.start)
        reported = [code for code in inside if code.reportable]
        assert [it["verdi"] for it in told["kode"]] == [code.notations[0] for code in reported]
        for it, code in zip(told["kode"], reported, strict=True):
            assert set(it) == FIELDS
            assert it["tekst"] == next(t.text for t in code.label if t.lang == "nb")
            assert it["gyldigFra"] == norwegian(code.valid.start)
            assert it["gyldigTil"] == norwegian(code.valid.end)
            flagged = {"navn": "kreverPresisering", "verdi": "true"} in it["variabel"]
            assert flagged == code.requires_specification
        total += len(reported)
    assert total > 300


def test_a_code_below_another_names_it(shipped: Release) -> None:
    """Kunnskapsmodellen's themes are tied to what they stand below."""
    lists = [it for it in shipped_lists(shipped) if it[0].iri.endswith("/kunnskapsmodellen")]
    archive = opened(lists)
    [told] = json.loads(archive.read("kodelister/kunnskapsmodellen.json"))["kodelister"]
    [group] = told["variabel"]
    assert group["navn"] == "gruppe"
    first = told["kode"][0]
    assert first["verdi"] == "1.1.01"
    assert first["variabel"] == [{"navn": "gruppe", "verdi": "Helse"}]


def test_a_heading_is_a_group_and_a_code_a_parent() -> None:
    """Only what may be reported is a code; the two ways to stand below something differ."""
    base = "https://x.example/l/"

    def code(name: str, above: str = "", **more: Any) -> Code:
        relations = (Relation("broader", Link(base + above)),) if above else ()
        return Code(base + name, "code", notations=(name,), relations=relations, **more)

    heading = code("h", reportable=False, label=(LangString("Heading", "nb"),))
    told = vendor.describe(
        CodeList("https://x.example/l", "code-list", label=(LangString("L", "nb"),)),
        [heading, code("1", "h"), code("2", "1"), code("3", "elsewhere")],
        ["nb"],
    )
    kode: Any = told["kode"]
    assert [(it["verdi"], it["variabel"]) for it in kode] == [
        ("1", [{"navn": "gruppe", "verdi": "Heading"}]),
        ("2", [{"navn": "overordnet", "verdi": "1"}]),
        ("3", []),
    ]
    assert told["variabel"] == [
        {"id": "overordnet", "navn": "overordnet", "kodelisteId": "https://x.example/l",
         "kodelisteNavn": "L"},
        {"id": "gruppe", "navn": "gruppe", "kodelisteId": None, "kodelisteNavn": None},
    ]  # fmt: skip


@given(st.lists(st.tuples(code_lists, st.lists(codes, max_size=2)), max_size=3))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_lists_make_a_safe_zip(lists: list[tuple[CodeList, list[Code]]]) -> None:
    """One file a list whatever its identifier; no name leads out of the folder."""
    archive = opened(lists)
    assert archive.testzip() is None
    register = json.loads(archive.read("kodelister.oversikt.json"))["kodelister"]
    names = [it["fil"] for it in register]
    assert archive.namelist() == [*names, "kodelister.oversikt.json"]
    assert len({name.lower() for name in names}) == len(lists)
    for name in names:
        folder, _, file = name.partition("/")
        assert folder == "kodelister"
        assert file.isascii()
        assert "/" not in file
        assert "\\" not in file
        assert not file.startswith(".")
    for name, (_, inside) in zip(names, lists, strict=True):
        [told] = json.loads(archive.read(name))["kodelister"]
        assert len(told["kode"]) == sum(code.reportable for code in inside)


@pytest.mark.parametrize(
    "iri",
    ["https://x.example/../../etc/passwd", "https://x.example/a%2F..%2Fb", "urn:x:..\\y",
     "https://x.example/con", "https://x.example/LPT1", "https://x.example/",
     "https://x.example/æ\u202e", "x:" + "y" * 900],
)  # fmt: skip
def test_a_hostile_identifier_gives_a_plain_name(iri: str) -> None:
    """Letters, digits and a few signs, not too long, and none that Windows keeps for itself."""
    [name, _] = opened([(CodeList(iri, "code-list"), [])]).namelist()
    assert re.fullmatch(r"kodelister/[a-z0-9_-]{1,200}(\.[a-z0-9_-]+)*\.json", name)
    assert name not in {"kodelister/con.json", "kodelister/lpt1.json"}


def test_the_bytes_are_the_same_whatever_the_process() -> None:
    """Time, time zone, umask and hash seed don't show; nothing in it is a link or a program."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed, "TZ": zone},
            check=True, capture_output=True, text=True, umask=mask,
        ).stdout
        for seed, zone, mask in (("1", "UTC", 0o022), ("2", "Asia/Tokyo", 0o077))
    }  # fmt: skip
    lists = [(CodeList("https://x.example/l", "code-list"),
              [Code("https://x.example/l/1", "code", notations=("1",))])]  # fmt: skip
    file = io.BytesIO()
    vendor.write(file, lists, ("nb",), "æ")
    assert digests == {hashlib.sha256(file.getvalue()).hexdigest() + "\n"}
    for info in zipfile.ZipFile(file).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.external_attr >> 16 == 0o100644


def test_it_tells_what_it_is_in_every_language() -> None:
    """The readme speaks of every field and file, in each language of the interface."""
    for language in LANGUAGES:
        folder = program_folder("site") / "translations" / "vendor"
        sentences = read_sentences(folder / f"{language}.toml")
        assert set(sentences) == {"readme", "licence", "no-licence"}
        readme = str(sentences["readme"]).format(register="oversikt.json")
        assert all(field in readme for field in FIELDS)
        names = opened([], readme).namelist()
        assert names == ["LESMEG.txt", "kodelister.oversikt.json"]
        assert all(name in readme for name in names[1:])
