"""A walk in Turtle: change a definition wrongly, read, mend, look, compare, format, commit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.walk.conftest import FILE

if TYPE_CHECKING:
    from tests.guide.reader import Reader
    from tests.walk.conftest import Look

pytestmark = pytest.mark.browser

WAS: Final = '"person som barneverns- og helsenemnda oppnevner for å få fram hva barnet mener"@nb ;'
WRONG: Final = '"En person som barneverns- og helsenemnda oppnevner for å få fram barnets syn" ;'
RIGHT: Final = '"person som barneverns- og helsenemnda oppnevner for å få fram barnets syn"@nb ;'


def finding(said: str, rule: str) -> str:
    """Return all that the terminal says of the finding of one rule."""
    found = [part for part in said.split("\n\n") if f"[{rule}]" in part]
    assert len(found) == 1, said
    return found[0].strip()


def test_a_definition_is_changed_from_first_try_to_commit(expert: Reader, look: Look) -> None:
    """A domain expert is led from a mistake to a commit by what the program says."""
    expert.run("git switch --create talsperson")
    assert "0 feil, 0 advarsler." in expert.run("omgrep preview")
    page = look("/nb/begrep/talsperson")

    # The language is gone, and the definition begins with an article.
    line = expert.text(FILE)[: expert.text(FILE).index(WAS)].count("\n") + 1
    expert.replace(FILE, WAS, WRONG)
    said = expert.run("omgrep check")

    assert expert.status == 1
    told = finding(said, "language-missing").split("\n")
    assert told[0].startswith(f"{FILE}:{line}:15: feil [language-missing] «talsperson»: ")
    assert told[0].endswith("mangler språkkode.")
    assert told[1] == f"{line} |     rdf:value {WRONG}"
    # The caret stands under the very value: not under the property, not under the semicolon.
    assert told[2] == f"   |               {'^' * len(WRONG.removesuffix(' ;'))}"
    assert told[3].startswith("   = Hvorfor: Uten språkkode vet ingen om teksten er bokmål")
    assert "   = Slik retter du det: Skriv @nb, @nn eller @en rett etter" in "\n".join(told)
    assert re.search(r"Filer: \d+, feil: 1, advarsler: \d+\.\s*$", said)

    # The page that stood open shows it too, without being asked.
    expect(page.get_by_text("mangler språkkode").first).to_be_visible()
    expect(page.locator(".preview__notice mark").first).to_have_text(WRONG.removesuffix(" ;"))
    expect(page.locator(".preview__place").first).to_have_text(f"{FILE}:{line}:15")
    expert.next_round()

    # As the finding says: a language after the last quotation mark. Then the next finding.
    expert.replace(FILE, WRONG, WRONG.replace('" ;', '"@nb ;'))
    said = expert.run("omgrep check")
    assert expert.status == 0, "only warnings are left"
    assert "«talsperson» begynner med artikkelen «En»" in finding(said, "definition-article")
    assert "Sett dct:modified til dagen" in finding(said, "modified-unchanged")
    expert.next_round()
    expert.replace(FILE, WRONG.replace('" ;', '"@nb ;'), RIGHT)
    expert.next_round()
    expert.replace(FILE, 'dct:modified "2026-11-21"', 'dct:modified "2026-12-01"')
    assert expert.run("omgrep check").endswith("feil: 0, advarsler: 0.\n")

    # The page is as it will be, and marks the words that are new.
    assert "0 feil, 0 advarsler. 1 endring siden utgaven 2026-11-21." in expert.next_round()
    expect(page.locator(".preview__notice")).to_have_count(0)
    expect(page.locator("del", has_text="hva barnet mener").first).to_be_visible()
    expect(page.locator("ins", has_text="barnets syn").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("å få fram barnets syn")

    # What it means: word by word, with what uses the concept.
    said = expert.run("omgrep diff")
    assert "~ talsperson · endret" in said
    assert "[-hva barnet mener-]{+barnets syn+}" in said.replace("-] {+", "-]{+")
    assert "Begreper som viser til det: barnets medvirkning;" in said

    # Written carelessly, the file is put in order, and only what was changed is changed.
    expert.replace(FILE, '    skos:altLabel "barnets talsperson"@nb ;\n', "")
    expert.replace(
        FILE,
        'skos:prefLabel "talsperson"@nb ;',
        'skos:prefLabel   "talsperson"@nb; skos:altLabel "barnets talsperson"@nb;',
    )
    assert FILE in expert.run("omgrep format --check")
    assert expert.status == 1
    assert FILE in expert.run("omgrep format")
    assert expert.run("git diff --numstat") == f"2\t2\t{FILE}\n"

    expert.run("git add vocab")
    expert.run('git commit --message "Si tydeligere hva talspersonen skal få fram"')
    assert expert.status == 0
    assert expert.run("git status --porcelain") == ""
    assert "1 endret definisjon" in expert.run("omgrep diff main talsperson")
