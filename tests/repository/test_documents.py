"""README and decisions: short, and true of what stands in the repository."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DECISIONS = (ROOT / "docs/decisions.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NODE = json.loads((ROOT / "site/package.json").read_text("utf-8"))


def test_readme_is_a_map() -> None:
    """The README stays under 60 lines."""
    assert len(README.splitlines()) < 60


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_readme_names_the_two_commands(command: str) -> None:
    """The README shows each of the two commands, and the Makefile has it as a target."""
    assert re.search(rf"(?m)^    {command}\b", README)
    target = command.removeprefix("make ")
    assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text("utf-8"))


def test_every_make_target_named_in_the_documents_exists() -> None:
    """No document tells a reader to run a target that the Makefile does not have."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", makefile))
    documents = [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "docs").glob("**/*.md")),
    ]
    named = {
        (path.name, target)
        for path in documents
        for target in re.findall(r"(?:`|    )make ([a-z]+)", path.read_text("utf-8"))
    }
    assert named
    assert {(name, target) for name, target in named if target not in targets} == set()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^):]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(target: str) -> None:
    """A relative link in the README names something that is there."""
    assert (ROOT / target).exists()


@pytest.mark.parametrize(
    "library",
    [
        *(Requirement(line).name for line in PROJECT["project"]["dependencies"]),
        *NODE["dependencies"],
        *NODE["devDependencies"],
    ],
)
def test_every_library_has_its_reason(library: str) -> None:
    """Each library that the program or the site needs has a line that says why."""
    assert re.search(rf"(?m)^\| {re.escape(library)} .*\| .{{20}}", DECISIONS)


def test_ci_runs_what_the_readme_says() -> None:
    """The reviewer's script runs the README's test command."""
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text("utf-8").splitlines()[-1]
