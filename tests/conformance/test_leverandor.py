"""The vendor's ten minutes: every sample of docs/leverandor.md is run as it stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import openpyxl
import pytest

from tests.conftest import PROJECT, build
from tests.web.conftest import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE: Final = PROJECT / "docs" / "leverandor.md"
PUBLIC: Final = "https://data.bufdir.example"
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVICE: Final = re.compile(r"""(TJENESTE ?= ?["']?)""" + re.escape(PUBLIC))
"""Where a sample says which server it asks; IRIs stay what they are."""


class Sample(NamedTuple):
    """A sample, and what the guide says that it prints; None where it doesn't say."""

    language: str
    code: str
    output: str | None


def samples() -> list[Sample]:
    """Return the samples of the guide in order."""
    found: list[Sample] = []
    for language, content in BLOCK.findall(GUIDE.read_text("utf-8")):
        if language == "text":
            found[-1] = found[-1]._replace(output=content)
        else:
            found.append(Sample(language, content, None))
    return found


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped catalogue, served at an address of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    root = tmp_path_factory.mktemp("vendor") / "root"
    root.mkdir()
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", root)
    text = (root / "omgrep.toml").read_text("utf-8") + f'\n[server]\npublic_url = "{url}/"\n'
    (root / "omgrep.toml").write_text(text, encoding="utf-8")
    build(root)
    with serving(root, port=port):
        yield url


def run(sample: Sample, service: str, folder: Path) -> str:
    """Run a sample against ``service`` in ``folder`` and return what it prints."""
    code = SERVICE.sub(lambda found: found[1] + service, sample.code)
    if sample.language == "sh":
        command = ["sh", "-eu", "-c", f"TJENESTE={service}\nKATALOG={PROJECT}\n{code}"]
    elif sample.language == "python":
        command = [sys.executable, "-I", "-W", "error::SyntaxWarning", "-c", code]
    else:
        command = ["node", "--input-type=module", "--eval", code]
    # The command as it is installed beside the Python that runs this.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "PATH": path}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_the_guide_has_samples_in_each_language() -> None:
    """None has been lost in a change of the text."""
    languages = [sample.language for sample in samples()]
    assert {"sh", "python", "js", "csharp"} <= set(languages)
    assert sum(sample.output is not None for sample in samples()) >= 5


@pytest.mark.parametrize(
    "sample",
    [sample for sample in samples() if sample.language != "csharp"],
    ids=lambda sample: f"{sample.language}: {sample.code.strip().splitlines()[-1][:50]}",
)
def test_a_sample_does_what_the_guide_says(sample: Sample, service: str, tmp_path: Path) -> None:
    """It runs without a fault, and prints what stands below it."""
    told = run(sample, service, tmp_path)
    if sample.output is not None:
        assert told.strip() == sample.output.strip()


def test_what_is_printed_as_json_is_what_was_asked_for(service: str, tmp_path: Path) -> None:
    """The long answers, that the guide doesn't print."""
    asked = {"api/search?q": 0, "api/batch": 0, "api/changes": 0}
    for sample in samples():
        for part in asked:
            if sample.language == "sh" and part in sample.code and sample.output is None:
                answer = json.loads(run(sample, service, tmp_path))
                asked[part] += 1
                if part == "api/search?q":
                    assert answer["items"][0]["prefLabel"]["nb"] == "bekymringsmelding"
                elif part == "api/batch":
                    assert [it["notation"] for it in answer["items"]] == ["24"]
                    assert answer["missing"] == [f"{PUBLIC}/kodelister/melder/999"]
                else:
                    assert {"version", "earliest", "items"} <= set(answer)
    assert all(asked.values())


def test_the_files_that_are_fetched_open(service: str, tmp_path: Path) -> None:
    """As a workbook, a table and an archive with a list in it."""
    [sample] = [sample for sample in samples() if "melder.xlsx" in sample.code]
    run(sample, service, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "melder.xlsx", read_only=True).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "Tannlege" in cells
    assert "Tannlege" in (tmp_path / "melder.csv").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "kodelister.zip") as archive:
        [name] = [name for name in archive.namelist() if name.endswith("melder.json")]
        lists = json.loads(archive.read(name))["kodelister"]
    assert {"24", "25"} <= {code["verdi"] for code in lists[0]["kode"]}


def test_what_the_commands_write_is_there(service: str, tmp_path: Path) -> None:
    """A schema, a package of Java and what is new, from the catalogue itself."""
    [sample] = [sample for sample in samples() if "omgrep validate" in sample.code]
    run(sample, service, tmp_path)
    assert "<xs:schema" in (tmp_path / "register.xsd").read_text("utf-8")
    melder = tmp_path / "src" / "no" / "firma" / "koder" / "Melder.java"
    assert "package no.firma.koder;" in melder.read_text("utf-8")
    assert "4" in (tmp_path / "nytt.md").read_text("utf-8").splitlines()[2]
    names = {path.name for path in (tmp_path / "krav").iterdir()}
    assert {"xsd", "kodelister", "tekster", "bufdir.xsd.oversikt.json", "LESMEG.txt"} <= names
