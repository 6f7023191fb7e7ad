"""A new catalogue: its own README, read from the top, leads to a catalogue that is served."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.guide.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCALES: Final = {"nb": "nb_NO.UTF-8", "nn": "nn_NO.UTF-8", "en": "en_GB.UTF-8"}
COMMAND: Final = re.compile(r"^    ((?:omgrep|git) .+)$|`((?:omgrep|git) [^`]+)`", re.MULTILINE)
SERVED: Final = {"omgrep preview": "8001", "omgrep serve": "8000"}
"""The commands that go on, with the port that the README says."""


@pytest.fixture
def newcomer(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Somebody in an empty folder, with nothing but the program and git."""
    root = tmp_path / "min-katalog"
    root.mkdir()
    reader = Reader(root, LOCALES[request.param])
    yield reader
    reader.close()


@pytest.mark.parametrize("newcomer", LOCALES, indirect=True)
def test_the_readme_leads_to_a_served_catalogue(newcomer: Reader) -> None:
    """Each command of the README, as it stands there and in its order, does what it is said to."""
    newcomer.run("omgrep init .")
    assert newcomer.status == 0
    readme = newcomer.text("README.md")
    commands = [indented or inline for indented, inline in COMMAND.findall(readme)]
    said: dict[str, str] = {}

    for command in commands:
        if command in SERVED:
            assert f"http://localhost:{SERVED[command]}/" in readme
            running = newcomer.start(command)
            said[command] = running.page()
            assert running.stop() == 0, command
        else:
            said[command] = newcomer.run(command)
            assert newcomer.status == 0, f"{command}\n{said[command]}"

    assert set(said) >= {"omgrep check", "omgrep diff", "omgrep format", "omgrep build", *SERVED}
    assert all("<h1" in said[command] for command in SERVED)
    # What the README made is in the Release, and nothing that it led to is wrong.
    assert "gebyr" in said["omgrep serve"] or (newcomer.root / "vocab/concepts/gebyr.ttl").is_file()
    newcomer.run("omgrep check")
    assert newcomer.status == 0


@pytest.mark.parametrize("newcomer", ["nb"], indirect=True)
def test_a_new_catalogue_is_first_released_and_then_changed(newcomer: Reader) -> None:
    """After the first commit, a change is told as a change since the first Release."""
    newcomer.run("omgrep init . --title Lånekatalogen --base-iri https://terms.example.org/")
    for command in ("init --quiet", "add .", "commit --quiet --message Start"):
        newcomer.run(f"git {command}")
        assert newcomer.status == 0
    assert "Ingenting er endret." in newcomer.run("omgrep diff")

    newcomer.run(
        "omgrep new concept --term nb=gebyr --term nn=gebyr "
        '--definition nb="beløp som noen må betale" --definition nn="beløp som nokon må betale"'
    )

    said = newcomer.run("omgrep diff")
    assert "+ gebyr · nytt" in said
    assert "https://terms.example.org/concepts/gebyr" in said
    newcomer.run("omgrep format --check")
    assert newcomer.status == 0
    assert newcomer.run("omgrep check").endswith("feil: 0, advarsler: 0.\n")
