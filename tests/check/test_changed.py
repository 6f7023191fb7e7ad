"""A check of what changed finds there what a full check finds, and all that the change brought."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.check import Finding, Report, check
from catalog.check.changed import Change, change_since, difference
from catalog.errors import HistoryMissing
from catalog.model.rdf import Iri
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.check.mutated import (
    EDITS,
    GOOD,
    GOOD_BUT_EXCUSED,
    HERE,
    SETTINGS,
    Edit,
    Subjects,
    edited,
    files_of,
    sources_of,
)
from tests.conftest import MINIMAL, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.model.rdf import Graph

DATA = sorted(path.name for path in (HERE / "data").iterdir())
MARK = "# HERE"
OF_THE_WHOLE = {"separate-cluster", "exception-unused"}
"""Rules whose findings rest on many things alike, wherever the change was."""
COMPLETE = (HERE / "complete.ttl").read_bytes()


def change(before: dict[str, bytes], after: dict[str, bytes]) -> Change:
    """What differs between two states of some files."""
    names = frozenset(name for name in before | after if before.get(name) != after.get(name))

    def said(files: dict[str, bytes]) -> Graph:
        return sources_of({name: files[name] for name in names & files.keys()})[0].graph

    return difference(said(before), said(after), names)


def both(before: dict[str, bytes], after: dict[str, bytes]) -> tuple[Report, Report]:
    """A full check of ``after``, and one of what changed."""
    sources, files = sources_of(after)
    return (
        check(sources, files, SETTINGS),
        check(sources, files, SETTINGS, change=change(before, after)),
    )


def among(full: Report, changed: Report) -> list[Finding]:
    """Those findings of ``full`` that are about what ``changed`` judged."""
    judged = changed.judged
    assert judged
    return [
        finding
        for finding in full.findings
        if finding.fault
        and (
            finding.file in judged.files
            if finding.fault.subject is None
            else finding.fault.subject in judged.subjects
        )
    ]


def brought(before: dict[str, bytes], full: Report) -> set[tuple[object, ...]]:
    """Which findings of ``full`` weren't there before, wherever in its file each stood."""

    def known(report: Report) -> set[tuple[object, ...]]:
        return {
            (one.rule, fault.subject, fault.predicate, fault.value, not fault.subject and one.file)
            for one in report.findings
            if (fault := one.fault) and one.rule not in OF_THE_WHOLE
        }

    sources, files = sources_of(before)
    return known(full) - known(check(sources, files, SETTINGS))


@given(st.sampled_from([GOOD, GOOD_BUT_EXCUSED]), EDITS, EDITS)
@settings(max_examples=30, deadline=None)
def test_the_findings_are_those_of_a_full_check(
    good: Subjects, first: list[Edit], second: list[Edit]
) -> None:
    """Of what is judged nothing is told otherwise, and whatever a change brought is judged."""
    old = edited(good, first)
    before, after = files_of(old), files_of(edited(old, second))
    full, changed = both(before, after)
    assert list(changed.findings) == among(full, changed)
    assert brought(before, full) <= brought(before, changed)


def test_much_is_left_unjudged_and_much_is_found() -> None:
    """The property above is none of an empty set: changes are smaller than the catalogue."""
    unjudged = found = left = 0
    for number in range(40):
        edits = [Edit("drop all", number, number, 0), Edit("swap", number * 7, 3, number)]
        before, after = files_of(GOOD), files_of(edited(GOOD, edits))
        full, changed = both(before, after)
        assert changed.judged
        assert list(changed.findings) == among(full, changed)
        unjudged += changed.judged.all - changed.judged.changed - changed.judged.neighbours
        found += len(changed.findings)
        left += len(full.findings) - len(changed.findings)
    assert unjudged > 60
    assert found > 40
    assert left >= 0


@pytest.mark.parametrize("rule", DATA)
def test_a_planted_fault_is_found_as_a_change(rule: str) -> None:
    """Each rule's bad example, put into the good catalogue, is told at its line."""
    bad = {path.name: path.read_bytes() for path in (HERE / "data" / rule).glob("invalid*.ttl")}
    before = {"complete.ttl": COMPLETE}
    full, changed = both(before, {**before, **bad})
    marked = {
        (name, number)
        for name, content in bad.items()
        for number, line in enumerate(content.decode().splitlines(), 1)
        if MARK in line
    }
    told = {(one.file, one.line) for one in full.findings if one.rule == rule and one.file in bad}
    found = {
        (one.file, one.line) for one in changed.findings if one.rule == rule and one.file in bad
    }
    assert found == told
    if told & marked:  # what is wrong alone may be right beside the rest
        assert found & marked


def git(root: Path, *arguments: str) -> None:
    """Run git in ``root`` as somebody."""
    somebody = ["-c", "user.name=N", "-c", "user.email=n@example.org"]
    subprocess.run(["git", "-C", str(root), *somebody, *arguments], check=True, capture_output=True)


SCHEME = '<s> a skos:ConceptScheme ; skos:prefLabel "All"@en .\n'
ONE = '<one> a skos:Concept ; skos:prefLabel "one"@en ; skos:inScheme <s> .\n'
TWO = '<two> a skos:Concept ; skos:prefLabel "two"@en ; skos:related <one> .\n'
THREE = '<three> a skos:Concept ; skos:prefLabel "three"@en .\n'


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue of four files in a repository, one file with a fault that nobody touches."""
    root = make_root(scheme=SCHEME, one=ONE, two=TWO, three=THREE.replace('"@en', '"@nu'))
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    return root


def changed_in(root: Path) -> tuple[set[str], list[str]]:
    """The last part of what is judged in ``root``, and the rules that it breaks."""
    settings = read_settings(root)
    files = find_sources(settings)
    found = change_since(settings, files, "HEAD")
    assert found
    report = check(read_sources(files, settings), files, settings, change=found)
    assert report.judged
    return (
        {node.rpartition("/")[2] for node in report.judged.subjects if isinstance(node, Iri)},
        [finding.rule for finding in report.findings],
    )


def replace(path: Path, old: str, new: str) -> None:
    """Write ``new`` for ``old`` in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_nothing_judged(root: Path) -> None:
    """White space, comments and the order of statements are no change."""
    text = (root / "one.ttl").read_text(encoding="utf-8")
    (root / "one.ttl").write_text(f"# mine\n{text.replace(' ; ', ' ;  ')}", encoding="utf-8")
    assert changed_in(root) == (set(), [])


def test_a_change_is_judged_with_whom_it_points_to_and_who_points_to_it(root: Path) -> None:
    """The neighbours of a concept lie on both sides of it."""
    replace(root / "one.ttl", '"one"@en', '"one"@nu')
    assert changed_in(root) == ({"one", "two", "s"}, ["language-invalid"])


def test_what_vanished_makes_those_neighbours_who_pointed_to_it(root: Path) -> None:
    """A removed file leaves broken links in files that nobody touched."""
    (root / "one.ttl").unlink()
    judged, rules = changed_in(root)
    assert judged == {"two", "s"}
    assert rules == ["broken-link"]


def test_a_file_with_another_name_is_no_change_and_a_copy_is_one(root: Path) -> None:
    """What is described twice is wrong; what has moved is as right as before."""
    git(root, "mv", "one.ttl", "einn.ttl")
    assert changed_in(root) == (set(), [])
    (root / "one.ttl").write_bytes((root / "einn.ttl").read_bytes())
    judged, rules = changed_in(root)
    assert judged == {"one", "two", "s"}
    assert rules == ["resource-repeated"]


def test_a_new_file_and_a_broken_one_are_changes(root: Path) -> None:
    """What git doesn't know yet is judged; what can't be read is told."""
    (root / "four.ttl").write_text(
        "<https://id.example.org/four> a <http://www.w3.org/2004/02/skos/core#Concept> .",
        encoding="utf-8",
    )
    replace(root / "one.ttl", "skos:inScheme <s> .", "skos:inScheme <s>")
    judged, rules = changed_in(root)
    assert judged >= {"four", "two", "s"}
    assert sorted(rules) == ["label-missing", "syntax"]


def test_blank_nodes_of_a_changed_file_are_judged(root: Path) -> None:
    """A blank node has no name to tell that it is the same as before."""
    path = root / "one.ttl"
    path.write_text(
        path.read_text(encoding="utf-8") + '<five> <x:p> [ skos:altLabel "five"@nu ] .\n',
        encoding="utf-8",
    )
    assert changed_in(root)[1].count("language-invalid") == 1
    git(root, "commit", "-qam", "second")
    replace(path, '"five"@nu', '"five"@nu , "six"@nu')
    assert changed_in(root)[1].count("language-invalid") == 2


def test_a_place_in_a_hierarchy_is_judged_all_the_way(make_root: Callable[..., Path]) -> None:
    """A new broader concept can contradict a relation far below it."""
    chain = "".join(
        f'<c{n}> a skos:Concept ; skos:prefLabel "c{n}"@en ; skos:broader <c{n + 1}> .\n'
        for n in range(6)
    )
    last = '<c6> a skos:Concept ; skos:prefLabel "c6"@en .\n'
    root = make_root(chain=chain + "<c0> skos:related <top> .\n", last=last,
                     top='<top> a skos:Concept ; skos:prefLabel "top"@en .\n')  # fmt: skip
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    replace(root / "last.ttl", '"c6"@en', '"c6"@en ; skos:broader <top>')
    judged, rules = changed_in(root)
    assert {f"c{n}" for n in range(7)} <= judged
    assert "skos-s27" in rules


def test_the_command_says_what_it_judged(root: Path) -> None:
    """Three of four things; the fault that nobody touched isn't told."""
    replace(root / "one.ttl", '"one"@en', '"one"@nu')
    done = omgrep(root, "check", "--changed", "--lang", "en")
    assert done.returncode == 1
    assert "1 changed and 2 neighbours, of 4 things" in done.stderr
    assert "one.ttl:" in done.stdout
    assert "three.ttl:" not in done.stdout
    assert "three.ttl:" in omgrep(root, "check", "--lang", "en").stdout


def test_other_settings_ask_for_a_full_check(root: Path) -> None:
    """With another profile anything may be wrong, and the command says that all was judged."""
    (root / "omgrep.toml").write_text(MINIMAL.replace('"My', '"Our'), encoding="utf-8")
    done = omgrep(root, "check", "--changed", "--lang", "en")
    assert "three.ttl:" in done.stdout
    assert "omgrep.toml has changed" in done.stderr


def test_a_pull_request_is_compared_with_where_it_began(root: Path) -> None:
    """What the other branch has done since is no change of this one."""
    git(root, "branch", "main")
    git(root, "checkout", "-q", "main")
    replace(root / "two.ttl", '"two"@en', '"deux"@fr')
    git(root, "commit", "-qam", "theirs")
    git(root, "checkout", "-q", "-")
    replace(root / "one.ttl", '"one"@en', '"one"@nu')
    settings = read_settings(root)
    files = find_sources(settings)
    apart, together = (change_since(settings, files, ref) for ref in ("main...", "main"))
    assert apart
    assert apart.files == {"one.ttl"}
    assert together
    assert together.files == {"one.ttl", "two.ttl"}


@pytest.mark.parametrize("ref, reason", [("nowhere", "unknown"), ("--help", "unknown")])
def test_a_commit_that_is_not_there_is_told(ref: str, reason: str, root: Path) -> None:
    """Also one whose name looks like an option."""
    settings = read_settings(root)
    with pytest.raises(HistoryMissing) as caught:
        change_since(settings, find_sources(settings), ref)
    assert caught.value.facts["reason"] == reason


def test_without_a_repository_the_command_says_what_to_do(make_root: Callable[..., Path]) -> None:
    """Nothing to compare with is not the same as nothing changed."""
    done = omgrep(make_root(one=ONE), "check", "--changed", "--lang", "en")
    assert done.returncode == 2
    assert "git" in done.stderr
