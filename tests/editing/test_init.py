"""``omgrep init``: a new catalogue that is right from the first minute."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from catalog.editing.init import BASE, lay_out
from catalog.errors import DraftRefused
from catalog.settings import program_folder, read_settings
from tests.conftest import PROJECT, omgrep

STARTER = program_folder("starter")
OWN = "https://terms.example.org/x/"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_new_catalogue_has_no_finding(tmp_path: Path, lang: str) -> None:
    """What the program lays out keeps all its own rules, and its layout, whatever the base."""
    root = tmp_path / "new"
    done = omgrep(PROJECT, "init", str(root), "--base-iri", OWN, "--title", 'Ord "og" mål')
    assert done.returncode == 0, done.stderr
    assert read_settings(root).base_iri == OWN
    checked = json.loads(omgrep(root, "check", "--format", "json", "--lang", lang).stdout)
    assert (checked["errors"], checked["warnings"]) == (0, 0)
    assert omgrep(root, "format", "--check").returncode == 0
    assert BASE not in "".join(
        path.read_text("utf-8") for path in root.rglob("*") if path.is_file()
    )


def test_its_readme_is_in_the_users_language(tmp_path: Path) -> None:
    """One README, and its commands are commands of the program."""
    for lang, word in (("nb", "Se og endre"), ("nn", "Sjå og endre"), ("en", "See and change")):
        lay_out(STARTER, tmp_path / lang, OWN, "", lang)
        readme = (tmp_path / lang / "README.md").read_text("utf-8")
        assert word in readme
        assert [path.name for path in (tmp_path / lang).glob("README*")] == ["README.md"]
        commands = set(re.findall(r"(?:    |`)omgrep ([a-z]+)", readme))
        known = set(re.findall(r"\| `omgrep (\w+)", (PROJECT / "docs/operating.md").read_text()))
        known |= {"new"}
        assert commands <= known


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """One file in the way, a broken link even, and not one file is written."""
    (tmp_path / "vocab").mkdir()
    (tmp_path / "vocab" / "catalog.ttl").symlink_to("nowhere")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(DraftRefused):
        lay_out(STARTER, tmp_path, OWN, "", "nb")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "vocab"]


def test_a_folder_with_other_things_is_fine(tmp_path: Path) -> None:
    """An empty repository, or one with a licence, gets its catalogue."""
    (tmp_path / "LICENSE").write_text("mine")
    lay_out(STARTER, tmp_path, OWN, "", "en")
    assert (tmp_path / "LICENSE").read_text() == "mine"
    assert (tmp_path / ".github/workflows/check.yml").is_file()


@pytest.mark.parametrize("base", ["terms", "https://x.example/no-slash", "https://x y.example/"])
def test_a_base_that_cannot_be_one_is_refused(tmp_path: Path, base: str) -> None:
    """The message names the option, and nothing is laid out."""
    done = omgrep(PROJECT, "init", str(tmp_path / "new"), "--base-iri", base, "--lang", "en")
    assert done.returncode == 2
    assert "--base-iri" in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_settings_of_the_starter_are_toml_whatever_the_title(tmp_path: Path) -> None:
    """A title is a text, not a piece of the settings."""
    title = 'a"\\ ]\n[rules]\n'
    lay_out(STARTER, tmp_path, OWN, title, "en")
    settings = tomllib.loads((tmp_path / "omgrep.toml").read_text("utf-8"))
    assert set(settings["catalog"]["title"].values()) == {title}


def test_its_hooks_start_only_our_own_command() -> None:
    """What runs before each commit is the program's own."""
    entries = re.findall(r"entry: (.*)", (STARTER / ".pre-commit-config.yaml").read_text())
    assert len(entries) == 2
    assert all(entry.startswith("omgrep ") for entry in entries)


def test_the_workflows_have_no_hole() -> None:
    """Zizmor finds nothing, in its strictest mode, in what a new catalogue gets and in our own."""
    folders = [str(STARTER), str(PROJECT / ".github")]
    done = subprocess.run(
        ["zizmor", "--offline", "--pedantic", "--no-progress", *folders],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted([*STARTER.glob(".github/**/*.yml"),
                                         *PROJECT.glob(".github/**/*.yml")]), ids=str)  # fmt: skip
def test_a_workflow_gives_nothing_to_a_pull_request(path: Path) -> None:
    """No permission unless a job asks for it, no secret, no trigger that runs a stranger's code."""
    text = path.read_text("utf-8")
    assert "\npermissions: {}\n" in text
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for used in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used)
    if "workflow_run" in text:
        assert "checkout" not in text
    else:
        assert text.count("permissions:") == 1
