"""What a user can set, type or meet is written down, and nothing is written down that isn't."""

from __future__ import annotations

import re
from pathlib import Path

from catalog import cli, settings, terms

ROOT = Path(__file__).parents[2]
OPERATING = (ROOT / "docs/operating.md").read_text("utf-8")
VOCABULARY = (ROOT / "docs/vocabulary.md").read_text("utf-8")
CLI = "".join(path.read_text("utf-8") for path in Path(cli.__file__).parent.glob("*.py"))
SETTINGS = Path(settings.__file__).read_text("utf-8")


def test_every_command_is_documented() -> None:
    """The commands of the program are those of the guide."""
    commands = set(re.findall(r'commands\.add_parser\(\s*"(\w+)"', CLI))
    assert len(commands) >= 5
    assert commands == set(re.findall(r"\| `omgrep (\w+)", OPERATING))


def test_every_option_is_documented() -> None:
    """No option of a command is a secret but the one for debugging."""
    options = set(re.findall(r'"(--[a-z-]+)"', CLI)) - {"--debug", "--version"}
    assert {option for option in options if f"`{option}" not in OPERATING} == set()


def test_every_setting_is_documented() -> None:
    """The settings that are read are those of the table."""
    tables = {
        "catalog": re.findall(r'catalog\.get\("(\w+)"', SETTINGS),
        "server": re.findall(r'server\.get\("(\w+)"', SETTINGS),
        "forge": re.findall(r'forge\.get\("(\w+)"', SETTINGS),
        "vendors": re.findall(r'vendors\.get\("(\w+)"', SETTINGS),
    }
    read = {f"{table}.{name}" for table, names in tables.items() for name in names}
    assert len(read) >= 9
    told = set(re.findall(r"`((?:catalog|server|forge|vendors)\.\w+)`(?=[,| ])", OPERATING))
    assert read == told - {"server.public"}


def test_every_variable_of_the_environment_is_documented() -> None:
    """Two are between a server and its own workers; the others are the operator's."""
    own = {"OMGREP_ROOT", "OMGREP_JUDGES"}
    read = set(re.findall(r'"(OMGREP_\w+)"', SETTINGS)) - own
    assert read == set(re.findall(r"`(OMGREP_\w+)`", OPERATING))


def test_every_term_of_our_own_is_documented_and_used() -> None:
    """Our namespace holds what the guide tells of, and the shipped data uses nothing else."""
    ours = {
        value.removeprefix(terms.OMGREP)
        for name, value in vars(terms).items()
        if isinstance(value, str) and value.startswith(terms.OMGREP) and name != "OMGREP"
    }
    documented = set(re.findall(r"^\| `omgrep:(\w+)`", VOCABULARY, re.MULTILINE))
    shipped, tried = (
        {
            term
            for path in (ROOT / folder).glob("**/*.ttl")
            for term in re.findall(r"omgrep:(\w+)", path.read_text("utf-8"))
        }
        for folder in ("vocab", "tests/check/data")
    )
    assert shipped <= documented
    assert documented <= shipped | tried
    assert documented <= ours
