"""The command, as a person or a pipeline meets it: what it prints and how it ends."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from catalog.cli.terminal import printable
from catalog.errors import CatalogError
from catalog.release import current_folder
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from tests.conftest import MINIMAL, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TERM = '<a> a skos:Concept ; skos:prefLabel "cat"@en .'


def test_a_clean_catalogue_is_checked_built_and_verified(make_root: Callable[..., Path]) -> None:
    """Check ends with 0, build makes a Release, and verify finds it whole."""
    root = make_root(a=TERM)
    assert omgrep(root, "check").returncode == 0
    done = omgrep(root, "build", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Concepts: 1," in done.stdout
    stages = done.stderr.splitlines()
    assert "Reading 1 files" in stages
    assert len(stages) == len(set(stages))
    assert omgrep(root, "verify").returncode == 0


def test_errors_in_the_data_end_with_1_and_touch_nothing(make_root: Callable[..., Path]) -> None:
    """A build of wrong data tells every finding, says that nothing changed, and ends with 1."""
    root = make_root(a=TERM)
    assert omgrep(root, "build").returncode == 0
    before = current_folder(root / "release")
    make_root(a=TERM + ' <a> skos:prefLabel "dog"@en .', b="<b> <p> .")
    checked = omgrep(root, "check", "--lang", "nn")
    assert checked.returncode == 1
    assert "b.ttl:13:" in checked.stdout
    assert "skos-s14" in checked.stdout
    done = omgrep(root, "build", "--lang", "en")
    assert done.returncode == 1
    assert "untouched" in done.stderr
    assert "Traceback" not in done.stderr
    assert current_folder(root / "release") == before


def test_the_report_is_json_where_a_program_asks(make_root: Callable[..., Path]) -> None:
    """Each finding has rule, severity, place, resource and a sentence in three languages."""
    root = make_root(a=TERM + ' <a> skos:prefLabel "dog"@en .')
    report = json.loads(omgrep(root, "check", "--format", "json").stdout)
    [finding] = [it for it in report["findings"] if it["rule"] == "skos-s14"]
    assert finding["severity"] == "error"
    assert (finding["file"], finding["line"] >= 13) == ("a.ttl", True)
    assert finding["resource"] == "https://id.example.org/a"
    assert set(finding["messages"]) == {"nb", "nn", "en"}
    assert all(finding["messages"].values())


def test_a_rule_can_be_a_warning_or_off(make_root: Callable[..., Path]) -> None:
    """What is an error elsewhere can be a warning here, or not asked at all."""
    text = TERM + ' <a> skos:prefLabel "dog"@en .'
    for severity, status in (("warning", 0), ("off", 0), ("error", 1)):
        root = make_root(MINIMAL + f'[rules]\nskos-s14 = "{severity}"\n', a=text)
        checked = omgrep(root, "check")
        assert checked.returncode == status
        assert ("skos-s14" in checked.stdout) == (severity != "off")


@pytest.mark.parametrize("language, words", [("nb", "Gå til"), ("nn", "Gå til"), ("en", "Go to")])
def test_a_folder_without_settings_ends_with_2(tmp_path: Path, language: str, words: str) -> None:
    """What could not run says why and what to do next, in the reader's language."""
    done = omgrep(tmp_path, "check", "--lang", language)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_broken_settings_end_with_2_and_the_place(tmp_path: Path) -> None:
    """One sentence, the setting, and no traceback."""
    (tmp_path / "omgrep.toml").write_text("[catalog]\nbase_iri = 1\n", encoding="utf-8")
    done = omgrep(tmp_path, "build", "--lang", "en")
    assert done.returncode == 2
    assert "catalog.base_iri" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_rule_nobody_knows_ends_with_2(make_root: Callable[..., Path]) -> None:
    """A misspelt rule in the settings is told of, not ignored."""
    root = make_root(MINIMAL + '[rules]\nskos-s15 = "off"\n', a=TERM)
    done = omgrep(root, "check", "--lang", "en")
    assert done.returncode == 2
    assert "skos-s15" in done.stderr


def test_serving_before_building_ends_with_2(make_root: Callable[..., Path]) -> None:
    """Without a Release the command says how to make one."""
    done = omgrep(make_root(a=TERM), "serve", "--lang", "en")
    assert done.returncode == 2
    assert "omgrep build" in done.stderr


def test_a_release_folder_that_is_a_file_ends_with_2(make_root: Callable[..., Path]) -> None:
    """What stands in the way of writing is named."""
    root = make_root(a=TERM)
    (root / "release").write_text("in the way")
    done = omgrep(root, "build", "--lang", "en")
    assert done.returncode == 2
    assert "release" in done.stderr
    assert (root / "release").read_text() == "in the way"


def test_hostile_text_never_reaches_the_terminal_as_it_is(make_root: Callable[..., Path]) -> None:
    """Escape sequences and direction marks in data are shown, not obeyed."""
    root = make_root(a='<a> a skos:Concept ; skos:prefLabel "\\u001b[2Jx\\u202e"@en .')
    done = omgrep(root, "check")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert printable("a\x1b[2J\u202eb\n") == "a\\u001b[2J\\u202eb\n"


def test_rolling_back_and_forth(make_root: Callable[..., Path]) -> None:
    """The command makes the Release before current again, and says which."""
    root = make_root(a=TERM)
    omgrep(root, "build")
    first = current_folder(root / "release")
    make_root(a=TERM.replace("cat", "dog"))
    omgrep(root, "build")
    done = omgrep(root, "rollback")
    assert done.returncode == 0
    assert first.name in done.stdout
    assert current_folder(root / "release") == first


def test_a_port_that_is_taken_ends_with_2(make_root: Callable[..., Path]) -> None:
    """A second server on a port says so, instead of sharing the first one's requests."""
    root = make_root(a=TERM)
    omgrep(root, "build")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = str(taken.getsockname()[1])
        done = omgrep(root, "serve", "--lang", "en", "--port", port)
    assert done.returncode == 2
    assert port in done.stderr
    assert omgrep(root, "serve", "--port", "80000").returncode == 2


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_error_has_a_sentence_in_every_language(lang: str) -> None:
    """What the program raises on purpose is never told by its code alone."""
    say = Translator(program_folder("site"), lang, part="command")
    raised: list[type[CatalogError]] = [CatalogError, *CatalogError.__subclasses__()]
    assert len(raised) > 10
    for error in raised:
        assert say(f"error.{error.code}", place="there", reason="why", known="this")
