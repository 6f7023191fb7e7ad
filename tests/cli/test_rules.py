"""``omgrep rules``: what it prints, what it writes, and what it never touches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conftest import MINIMAL, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = MINIMAL + '[rules]\norphan = "error"\n'


def test_rules_are_listed_with_the_severity_of_this_catalogue(
    make_root: Callable[..., Path],
) -> None:
    """What the settings say of a rule is what the list shows; another profile's rules are off."""
    done = omgrep(make_root(RULES), "rules", "--lang", "en")
    assert done.returncode == 0, done.stderr
    lines = {line.split()[1]: line.split()[0] for line in done.stdout.splitlines() if "  " in line}
    assert lines["orphan"] == "error"
    assert lines["term-language"] == "off"
    assert lines["skos-s14"] == "error"


def test_one_rule_is_explained(make_root: Callable[..., Path]) -> None:
    """In the language asked for."""
    done = omgrep(make_root(RULES), "rules", "orphan", "--lang", "nn")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("orphan: Omgrep utan relasjonar\n")
    assert "Kvifor\n" in done.stdout


def test_unknown_rule_is_told_with_the_nearest(make_root: Callable[..., Path]) -> None:
    """A slip in a name could not be done; what was meant is named, and hostile signs are shown."""
    done = omgrep(make_root(RULES), "rules", "orfan\x1b[31m", "--lang", "nb")
    assert done.returncode == 2
    assert "orphan" in done.stderr
    assert "\x1b" not in done.stderr


def test_rules_are_json_and_markdown_where_asked(make_root: Callable[..., Path]) -> None:
    """A program reads them all or one, a document takes the table or the page."""
    root = make_root(RULES)
    everything = json.loads(omgrep(root, "rules", "--format", "json").stdout)["rules"]
    [one] = json.loads(omgrep(root, "rules", "orphan", "--format", "json").stdout)["rules"]
    assert one in everything
    assert (one["severity"], one["default"]) == ("error", "off")
    table = omgrep(root, "rules", "--format", "markdown", "--lang", "en").stdout
    assert "| error | A concept without relations |" in table
    page = omgrep(root, "rules", "orphan", "--format", "markdown").stdout
    assert page.startswith("# `orphan`\n")


def test_pages_are_written_and_only_pages_of_rules_removed(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """A page whose rule is no more goes; a note that somebody put beside the pages stays."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "gone.md").write_text("# `gone`\n\nA rule that was.\n", "utf-8")
    (folder / "note.md").write_text("# My note\n", "utf-8")
    done = omgrep(make_root(RULES), "rules", "--pages", str(folder))
    assert done.returncode == 0, done.stderr
    assert not (folder / "gone.md").exists()
    assert (folder / "note.md").read_text("utf-8") == "# My note\n"
    page = (folder / "orphan.md").read_text("utf-8")
    assert "**Severity:** off\n" in page  # the pages tell what is by default


def test_a_readme_of_something_else_is_never_overwritten(
    make_root: Callable[..., Path], tmp_path: Path
) -> None:
    """Pointed at the wrong folder, the command refuses before it writes anything."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "README.md").write_text("# My project\n", "utf-8")
    done = omgrep(make_root(RULES), "rules", "--pages", str(folder))
    assert done.returncode == 2
    assert [path.name for path in folder.iterdir()] == ["README.md"]
    assert (folder / "README.md").read_text("utf-8") == "# My project\n"
