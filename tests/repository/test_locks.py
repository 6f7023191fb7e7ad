"""Lock files: everything that is installed is named with its hash, and nothing says from where."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUNTIME = [*PROJECT["project"]["dependencies"], *GROUPS["build"]]


def pinned(lock: str) -> dict[str, set[str]]:
    """Read the packages of a lock file with their versions (one for each Python, at times)."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text("utf-8")):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_carries_a_hash(lock: str) -> None:
    """Each entry of a requirements file is one exact version with at least one SHA-256."""
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[^\s#])", re.sub(r"(?m)^\s*#.*\n?", "", text).strip())
    bare = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.-]+==\S+", entry) or not re.search(r"--hash=sha256:\w{64}", entry)
    ]
    assert (bool(entries), bare) == (True, [])


@pytest.mark.parametrize("lock", [*LOCKS, "site/.npmrc"])
def test_no_lock_says_where_to_install_from(lock: str) -> None:
    """A lock file names no host and no index: that is for the machine's own settings."""
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"\S*://\S*|(?m:^-.*)|\S*(?:index-url|find-links|registry=).*", text) == []


@pytest.mark.parametrize(
    "lock, wanted",
    [
        ("requirements.txt", RUNTIME),
        ("requirements-dev.txt", [*RUNTIME, *GROUPS["dev"]]),
        ("requirements-node.txt", GROUPS["node"]),
    ],
)
def test_a_lock_fulfils_what_pyproject_asks_for(lock: str, wanted: list[str]) -> None:
    """What pyproject.toml asks for stands in the lock file, in a version that it allows."""
    versions = pinned(lock)
    stale = [
        line
        for line in wanted
        if not any(
            Requirement(line).specifier.contains(version)
            for version in versions.get(canonicalize_name(Requirement(line).name), ())
        )
    ]
    assert stale == []


def test_tests_run_with_the_versions_that_are_served() -> None:
    """Every runtime package has the same version in both Python lock files."""
    served, tested = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: tested.get(name) for name in served} == served


def test_npm_packages_carry_hashes_and_no_addresses() -> None:
    """Each npm package is locked by its integrity, and none by the address it came from."""
    packages = json.loads((ROOT / "site/package-lock.json").read_text("utf-8"))["packages"]
    packages.pop("")
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_the_npm_lock_is_of_this_package_json() -> None:
    """The npm lock file was made from the package.json beside it."""
    wanted = json.loads((ROOT / "site/package.json").read_text("utf-8"))
    locked = json.loads((ROOT / "site/package-lock.json").read_text("utf-8"))["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert locked[kind] == wanted[kind]
