"""The walk through the guide notices what is wrong: else a guide that is wrong would pass."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.guide.masks import dated, settle
from tests.guide.reader import Reader
from tests.guide.running import Differs
from tests.guide.steps import phrases, steps
from tests.guide.walking import walk

if TYPE_CHECKING:
    from tests.guide.conftest import Sit

ROOT = Path("/katalog")
PAGE = """\
I filen `vocab/begrep/talsperson.ttl`:

```diff
-    skos:altLabel "{label}"@nb ;
+    skos:altLabel "barnets stemme"@nb ;
```

```console
$ {command}
{said}
```
"""


def shown(reader: Reader, **parts: str) -> list[tuple[str, ...]]:
    """Return what the steps of a small page should show."""
    values = {"label": "barnets talsperson", "command": "omgrep check", "said": "Alt er bra."}
    return [lines for _, lines, _ in walk(reader, PAGE.format(**values | parts))]


def test_other_words_are_noticed(sit: Sit) -> None:
    """What is given for a console is what was really said."""
    lines = shown(sit("nb_NO.UTF-8"))[1]

    assert lines == ("$ omgrep check", "Alt er i orden. Filer: 205, feil: 0, advarsler: 0.")


def test_an_edit_that_cannot_be_made_is_noticed(sit: Sit) -> None:
    """A line that the file doesn't have stops the walk."""
    with pytest.raises(Differs, match="0 times"):
        shown(sit("nb_NO.UTF-8"), label="noe annet")


@pytest.mark.parametrize("command", ["omgrep chekc", "omgrep check --nothing", "rm -r vocab"])
def test_a_command_that_does_not_exist_is_noticed(sit: Sit, command: str) -> None:
    """A guide can't tell its readers to run what can't be run."""
    with pytest.raises(Differs):
        shown(sit("nb_NO.UTF-8"), command=command)


def test_an_excerpt_that_is_not_there_is_noticed(sit: Sit) -> None:
    """A file that the guide shows must have the lines that it shows."""
    page = "`vocab/catalog.ttl`\n\n```turtle\n<katalog>\n    a skos:Concept ;\n```\n"
    with pytest.raises(Differs, match="no such lines"):
        list(walk(sit("nb_NO.UTF-8"), page))


def test_cells_that_say_otherwise_are_noticed(sit: Sit) -> None:
    """A part of a workbook that the guide shows is what stands in it."""
    reader = sit("nb_NO.UTF-8")
    reader.run("omgrep export --to k.xlsx")
    page = "`k.xlsx`\n\n| id | … | Status |\n| --- | --- | --- |\n| begrep/talsperson | … | {} |\n"

    ((step, _, _),) = walk(reader, page.format("Gjeldende"))
    assert step.kind == "rows"
    with pytest.raises(Differs, match="other words"):
        list(walk(reader, page.format("Utkast")))


def test_a_picture_must_say_what_it_is_of() -> None:
    """Nobody can renew a picture that came from somewhere else."""
    with pytest.raises(ValueError, match="what the picture is of"):
        list(steps("![En side](bilder/side.png)"))


def test_a_command_may_take_several_lines() -> None:
    """Long commands go on in the next line, as in a shell; what follows is what they say."""
    (step,) = steps("```console\n$ omgrep new \\\n    concept\nsaid\n$ omgrep check\n```")
    assert step.commands == (("$ omgrep new \\", "    concept"), ("$ omgrep check",))


def test_quotes_in_a_description_are_what_the_page_must_show() -> None:
    """A description over two lines is read whole."""
    (step,) = steps(
        "<!-- bilde: side.html -->\n![Her står «en ting»\nog «en til».](bilder/a.png)\n"
    )
    assert phrases(step) == ("en ting", "en til")


@pytest.mark.parametrize(
    "said,expected",
    [
        ("10:11:12  0 feil", "14:05:07  0 feil"),
        ("[talsperson 0a1b2c3] Tekst", "[talsperson 3f2a9c1] Tekst"),
        ("[main (root-commit) 0a1b2c3] Tekst", "[main 3f2a9c1] Tekst"),
        ("fra utgaven 2026-11-21 (0a1b2c3d) til", "fra utgaven 2026-11-21 (3f2a9c1e) til"),
        ("index 0a1b2c3..0a1b2c4 100644", "index 5fc5716..ae994e3 100644"),
        ("på http://localhost:40123/", "på http://localhost:8001/"),
        ("Begreper!N7: feil: x", "Begreper!N138: feil: x"),
        (
            "a (b): N7 Definisjon (bokmål), O7 Status",
            "a (b): N138 Definisjon (bokmål), O138 Status",
        ),
        ("Leser 300 filer\nKontrollerer: 9 av 9 steg\nFerdig", "Ferdig"),
        ("/katalog/vocab/a.ttl:1:1: feil", "vocab/a.ttl:1:1: feil"),
        ("Filer: 300, feil: 2, advarsler: 3.", "Filer: 205, feil: 2, advarsler: 3."),
    ],
)
def test_only_what_differs_between_runs_is_covered(said: str, expected: str) -> None:
    """Times, hashes, ports, rows and counts of files are covered; all else is as it was said."""
    assert settle(said, ROOT) == expected


def test_the_day_is_covered_as_data_and_as_people_write_it() -> None:
    """The day of the run becomes the day of the guide."""
    day, other = dt.date(2027, 3, 2), dt.date(2026, 12, 1)
    text = 'dct:modified "2027-03-02" {+2. mars 2027+}, 12. mars 2027'
    assert (
        dated(text, day, other) == 'dct:modified "2026-12-01" {+1. desember 2026+}, 12. mars 2027'
    )
