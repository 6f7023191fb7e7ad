"""A vendor's year, as a script: 3.0.5 in use, 4.0.1 comes, what it says is done, and it passes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest

from tests.conftest import PROJECT, omgrep

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Live

pytestmark = pytest.mark.conformance

NAME: Final = "barnevernsregister"
LISTS: Final = "https://data.bufdir.example/kodelister/"
IN_USE: Final = "2025-12-30"
AFTER: Final = "2026-01-15"
MESSAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<Barnevern Id="5e1fc041-a0b1-4c2d-9e3f-0a1b2c3d4e29" DatoUttrekk="{sent}T06:00:00+01:00">
  <Fagsystem Leverandor="Eksempel AS" Navn="Eksempelfag" Versjon="1.0"/>
  <Avgiver Organisasjonsnummer="999999999" Kommunenummer="9999" Kommunenavn="Eksempelkommune"/>
  <Sak Id="5e1fc042-a0b1-4c2d-9e3f-0a1b2c3d4e2a" StartDato="2025-12-20" Journalnummer="2025-0001">
    <Personalia Id="5e1fc043-a0b1-4c2d-9e3f-0a1b2c3d4e2b" StartDato="2025-12-20"
        Fodselsnummer="12051400100" Fodseldato="2014-05-12" Kjonn="1"/>
    <Melding Id="5e1fc044-a0b1-4c2d-9e3f-0a1b2c3d4e2c" StartDato="{received}">
      <Melder Kode="{melder}"/>
      <Saksinnhold Kode="{saksinnhold}"/>
      <Konklusjon SluttDato="{concluded}" Kode="{konklusjon}"/>
    </Melding>
  </Sak>
</Barnevern>
"""
OLD: Final = {"melder": "24", "saksinnhold": "7", "konklusjon": "1"}
"""Of a notification that came on the last days of the year and was dropped."""
TABLES: Final = {"saksinnhold": "saksinnhold", "konklusjon": "melding-konklusjon"}
CHOSEN: Final = {"konklusjon": "10", "saksinnhold": "2.4.02"}
"""What a case worker chooses where one code has become several, or none leads to another list."""


def message(folder: Path, name: str, day: str, codes: dict[str, str]) -> str:
    """Write a message in which everything happened on one day."""
    file = folder / f"{name}.xml"
    text = MESSAGE.format(sent=day, received=day, concluded=day, **codes)
    file.write_text(text, encoding="utf-8")
    return str(file)


def validate(day: str, file: str) -> tuple[int, str, list[dict[str, Any]]]:
    """Return the exit status of ``omgrep validate`` on ``day``, the version, and what is wrong.

    That the child's number is a synthetic one is told too, as information, and left out here.
    """
    asked = ("--requirement", NAME, "--date", day, "--format", "json")
    done = omgrep(PROJECT, "validate", *asked, file)
    [told] = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [it for it in told["findings"] if it["severity"] != "information"]
    return done.returncode, told["version"], wrong


def correspondences(served: Live, code_list: str) -> dict[str, list[str]]:
    """Return the table of old code in, new codes out, as the service gives it."""
    asked = urlencode({"scheme": LISTS + code_list, "from": "2025-12-31", "to": "2026-01-01"})
    status, _, body = served.get(f"/api/correspondence.csv?{asked}")
    assert status == 200
    table: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig"))):
        if row["oldNotation"]:
            table.setdefault(row["oldNotation"], []).extend(
                [row["newNotation"]] if row["newNotation"] else []
            )
    return table


def test_a_vendors_year(served: Live, tmp_path: Path) -> None:
    """The diff says what to do, old messages fail with that advice, migrated ones pass."""
    # 2025: 3.0.5 is in use, and its messages are right.
    right = message(tmp_path, "2025", IN_USE, OLD)
    assert validate(IN_USE, right) == (0, "3.0.5", [])

    # 4.0.1 is announced: what must be done is told, code by code.
    done = omgrep(PROJECT, "diff", "--requirement", NAME, "3.0.5", "4.0.1", "--lang", "en")
    told_by_diff = done.stdout
    assert re.search(r"1: Henlagt\. Use instead: 5, 6, 7, 8, 9, 10", told_by_diff)
    assert re.search(r"^! saksinnhold .* must be acted on", told_by_diff, re.MULTILINE)

    # 2026: nothing was done. The old codes are refused, each with what there is instead.
    wrong = message(tmp_path, "2026", AFTER, OLD)
    status, version, findings = validate(AFTER, wrong)
    assert (status, version) == (1, "4.0.1")
    found = {it["path"].rpartition("Melding[1]/")[2]: it for it in findings}
    assert set(found) == {"Konklusjon[1]/@Kode", "Saksinnhold[1]/@Kode"}
    assert {it["code"] for it in found.values()} == {"code-expired"}
    nearest = [code["notation"] for code in found["Konklusjon[1]/@Kode"]["nearest"]]
    assert nearest == ["5", "6", "7", "8", "9", "10"]

    # Migrated by the table: one successor is taken, of several one is chosen.
    new = dict(OLD)
    for field, code_list in TABLES.items():
        table = correspondences(served, code_list)
        successors = table.get(OLD[field], [OLD[field]])
        assert successors == [] or CHOSEN[field] in successors
        new[field] = CHOSEN[field]
    assert validate(AFTER, message(tmp_path, "new", AFTER, new)) == (0, "4.0.1", [])


def test_a_case_over_new_year_keeps_the_codes_of_its_days(tmp_path: Path) -> None:
    """What was received in December has December's codes; what was concluded after, the new."""
    codes = OLD | {"konklusjon": "10"}
    file = tmp_path / "over.xml"
    text = MESSAGE.format(sent=AFTER, received=IN_USE, concluded="2026-01-05", **codes)
    file.write_text(text, encoding="utf-8")
    assert validate(AFTER, str(file)) == (0, "4.0.1", [])
