"""The same walk by spreadsheet: wrong cells, findings at sheet and cell, and only them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.walk.conftest import FILE

if TYPE_CHECKING:
    from tests.guide.reader import Reader
    from tests.walk.conftest import Look

pytestmark = pytest.mark.browser

BOOK: Final = "katalog.xlsx"
ROW: Final = ("Begreper", "begrep/talsperson")
DEFINITION: Final = "Definisjon (bokmål)"


def cell(expert: Reader, column: str, text: str) -> None:
    """Write in the row of the concept."""
    expert.write_cells(BOOK, [(*ROW, column, text)])


def test_a_definition_is_changed_in_a_workbook(expert: Reader, look: Look) -> None:
    """Somebody who never saw a Turtle file is led from a mistake to a commit."""
    before = expert.text(FILE)
    assert BOOK in expert.run(f"omgrep export --to {BOOK}")
    expert.run("omgrep preview")
    page = look("/nb/begrep/talsperson")

    # A status that there isn't: the workbook itself is wrong, and nothing is written.
    cell(expert, "Status", "Gjelder")
    cell(expert, DEFINITION, "En person som nemnda oppnevner for å få fram barnets syn.")
    said = expert.run(f"omgrep import {BOOK}")
    assert expert.status == 1
    assert said.splitlines()[-2].startswith("Begreper!AF")
    assert "«Gjelder» er ikke i listen. Velg en av disse: Utkast" in said
    assert "Gjeldende" in said
    assert "Ingenting er skrevet." in said
    assert expert.text(FILE) == before

    # The status mended, the catalogue's own rules are asked, and answer at the cell.
    cell(expert, "Status", "Gjeldende")
    said = expert.run(f"omgrep import {BOOK} --dry-run")
    assert expert.status == 0
    for rule in ("definition-article", "definition-capital", "definition-full-stop"):
        (told,) = [line for line in said.splitlines() if f"[{rule}]" in line]
        assert told.startswith("Begreper!N"), told
        assert "«talsperson»" in told
    assert "  | En person som nemnda oppnevner for å få fram barnets syn." in said
    assert "  = Slik retter du det: Stryk punktumet." in said
    assert "  = Hvorfor: " in said
    assert expert.text(FILE) == before

    cell(expert, DEFINITION, "person som nemnda oppnevner for å få fram barnets syn")
    said = expert.run(f"omgrep import {BOOK}")
    assert expert.status == 0
    assert "[" not in said, "no finding is left"
    assert f"Endret {FILE}" in said

    # The preview saw it, and the page says it.
    expect(page.locator("ins", has_text="barnets syn").first).to_be_visible()
    expect(page.locator(".preview__notice")).to_have_count(0)

    # Only the two facts that the cell stands for were touched, and the layout is kept.
    assert expert.run("git diff --numstat") == f"2\t2\t{FILE}\n"
    expert.run("omgrep format --check")
    assert expert.status == 0
    said = expert.run("omgrep diff")
    assert "1 endret, 1 endret definisjon, 0 fjernet." in said
    assert "{+barnets syn+}" in said

    expert.run("git add vocab")
    expert.run('git commit --message "Si tydeligere hva talspersonen skal få fram"')
    assert expert.status == 0

    # The workbook that was sent round is still good, and says nothing new.
    assert "Ingenting er endret" in expert.run(f"omgrep import {BOOK}")
    assert expert.run("omgrep check").endswith("feil: 0, advarsler: 0.\n")


def test_what_somebody_else_changed_meanwhile_is_kept(expert: Reader) -> None:
    """A workbook that is older than the catalogue takes nobody's words away."""
    expert.run(f"omgrep export --to {BOOK}")
    theirs = "person som nemnda oppnevner for å høre barnet"
    old = "person som barneverns- og helsenemnda oppnevner for å få fram hva barnet mener"
    expert.replace(FILE, old, theirs)

    cell(expert, "Tillatt term (bokmål)", "barnets talsperson\nbarnets stemme")
    said = expert.run(f"omgrep import {BOOK}")

    assert theirs in expert.text(FILE)
    assert 'skos:altLabel "barnets stemme"@nb ;' in expert.text(FILE)
    assert "1 celle er endret i katalogen siden regnearket ble laget" in said
