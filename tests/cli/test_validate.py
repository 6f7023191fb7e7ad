"""``omgrep validate``: what is wrong in each of many messages, and an exit status that says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.conftest import PROJECT, omgrep
from tests.judging.house import EXPIRED, RIGHT, SLOW, WRONG, write_house

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = ("validate", "--requirement", "house")
ON = ("--date", "2026-06-01")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with requirements; nothing of it is built."""
    return write_house(tmp_path_factory.mktemp("cli") / "root")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with messages, one below the other."""
    folder = tmp_path_factory.mktemp("messages")
    (folder / "inner").mkdir()
    (folder / "right.xml").write_bytes(RIGHT)
    (folder / "inner" / "expired.XML").write_bytes(EXPIRED)
    (folder / "inner" / "wrong.xml").write_bytes(WRONG)
    (folder / "notes.txt").write_text("no message", encoding="utf-8")
    return folder


def lines(text: str) -> list[dict[str, Any]]:
    """Return the objects of a text that has one a line."""
    return [json.loads(line) for line in text.splitlines()]


def test_a_right_message_needs_no_words(root: Path, messages: Path) -> None:
    """But a summary, which doesn't stand in the way of what is piped on."""
    done = omgrep(root, *HOUSE, *ON, str(messages / "right.xml"), "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == "Checked against house 6. 1 message is right."


@pytest.mark.parametrize(
    "lang, expected",
    [("nb", "Huset"), ("nn", "1 melding har feil"), ("en", "1 message has errors")],
)
def test_a_finding_tells_where_what_and_what_to_do(
    root: Path, messages: Path, lang: str, expected: str
) -> None:
    """As compilers write it, so that editors find the place; in the reader's language."""
    file = messages / "inner" / "wrong.xml"
    done = omgrep(root, *HOUSE, *ON, str(file), "--lang", lang)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{file}:2:8: ")
    assert "/house/pet[1]/@kind" in done.stdout
    assert "01017000027" not in done.stdout
    assert "cat" in done.stdout
    assert {"nb": "dyr", "nn": "dyr", "en": "An animal that lives with people."}[
        lang
    ] in done.stdout
    assert expected in done.stderr or lang == "nb"
    assert f"https://id.example.org/{lang}/pets\n" in done.stdout


def test_a_folder_is_judged_whole(root: Path, messages: Path) -> None:
    """Every message in it and below, in order; what has another name is none."""
    done = omgrep(root, *HOUSE, *ON, str(messages), "--format", "json", "--lang", "en")
    assert done.returncode == 1
    told = lines(done.stdout)
    names = [it["file"].removeprefix(f"{messages}/") for it in told]
    assert names == ["right.xml", "inner/expired.XML", "inner/wrong.xml"]
    assert [it["right"] for it in told] == [True, False, False]


def test_each_line_of_json_is_as_the_schema_says(root: Path, messages: Path) -> None:
    """And the same as the API's answer, but for the file."""
    schema = json.loads((PROJECT / "site/schemas/verdict-1.schema.json").read_bytes())
    judge = jsonschema.Draft202012Validator(schema)
    gone = str(messages / "gone.xml")
    done = omgrep(root, *HOUSE, *ON, str(messages), gone, "--format", "json", "--lang", "nn")
    assert done.returncode == 2
    told = lines(done.stdout)
    assert len(told) == 4
    for it in told:
        judge.validate(it)
    assert (told[-1]["judged"], told[-1]["findings"][0]["code"]) == (False, "unreadable")


def test_standard_input_is_a_message(root: Path) -> None:
    """Named by a hyphen."""
    done = subprocess.run(
        [sys.executable, "-m", "catalog.cli", *HOUSE, *ON, "--root", str(root), "-"],
        input=EXPIRED, env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith(b"-:2:8: ")


def test_the_day_chooses_the_version(root: Path, messages: Path) -> None:
    """And one that is named wins."""
    for arguments, version in (
        (("--date", "2025-06-01"), "5"),
        (("--date", "2026-06-01"), "6"),
        (("--version", "5"), "5"),
    ):
        file = str(messages / "right.xml")
        done = omgrep(root, *HOUSE, *arguments, file, "--format", "json")
        assert lines(done.stdout)[0]["version"] == version


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "arguments, told",
    [
        (("--requirement", "horse"), "house"),
        (("--requirement", "house", "--version", "7"), "6"),
        (("--requirement", "house", "--date", "2026-31-12"), "2026-31-12"),
    ],
)
def test_what_there_is_instead_is_told(
    root: Path, messages: Path, lang: str, arguments: tuple[str, ...], told: str
) -> None:
    """In the reader's language, without a traceback; nothing could be judged."""
    done = omgrep(root, "validate", *arguments, str(messages), "--lang", lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "reason." not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_messages_is_told(root: Path, tmp_path: Path) -> None:
    """Else a slip in its name would pass for a hundred right messages."""
    done = omgrep(root, *HOUSE, str(tmp_path), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no messages" in done.stderr


def test_what_can_not_be_read_does_not_end_the_others(root: Path, tmp_path: Path) -> None:
    """No such file, no file at all, too large a one, a link that leads to itself."""
    (tmp_path / "a.xml").write_bytes(RIGHT)
    os.mkfifo(tmp_path / "b.xml")
    with (tmp_path / "c.xml").open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "d.xml").symlink_to("d.xml")
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "again").symlink_to(tmp_path)
    (tmp_path / "e" / "f.xml").write_bytes(EXPIRED)
    start = time.monotonic()
    done = omgrep(root, *HOUSE, *ON, str(tmp_path), "--format", "json")
    assert time.monotonic() - start < 20
    assert done.returncode == 2
    codes = [[one["code"] for one in it["findings"]] for it in lines(done.stdout)]
    assert codes == [[], ["unreadable"], ["too-large"], ["unreadable"], ["code-expired"]]


@pytest.mark.slow
def test_a_hostile_file_does_not_hold_the_command_up(root: Path, tmp_path: Path) -> None:
    """It is one that can't be told, after its time; all others are judged."""
    for number in range(40):
        (tmp_path / f"{number:02}.xml").write_bytes(SLOW if number == 17 else RIGHT)
    start = time.monotonic()
    done = omgrep(root, "validate", "--requirement", "slow", str(tmp_path), "--format", "json")
    assert time.monotonic() - start < 30
    assert done.returncode == 2
    told = lines(done.stdout)
    assert [it["right"] for it in told] == [number != 17 for number in range(40)]
    assert [it["code"] for it in told[17]["findings"]] == ["out-of-time"]


@pytest.mark.slow
def test_thousands_of_messages_take_seconds(root: Path, tmp_path: Path) -> None:
    """On all cores; only what is wrong is told."""
    for number in range(3_000):
        (tmp_path / f"{number:04}.xml").write_bytes(WRONG if number == 2_000 else RIGHT)
    start = time.monotonic()
    done = omgrep(root, *HOUSE, *ON, str(tmp_path), "--lang", "en")
    assert time.monotonic() - start < 20
    assert done.returncode == 1
    assert "2,999 messages are right. 1 message has errors." in done.stderr
    assert {line.partition(":")[0] for line in done.stdout.splitlines() if line[0] == "/"} == {
        str(tmp_path / "2000.xml")
    }


def test_no_message_is_judged_by_half_a_catalogue(tmp_path: Path) -> None:
    """A code in a file that can't be read would look as if it might not be used."""
    root = write_house(tmp_path / "root")
    (root / "broken.ttl").write_text("<x> a", encoding="utf-8")
    (tmp_path / "a.xml").write_bytes(RIGHT)
    done = omgrep(root, *HOUSE, str(tmp_path / "a.xml"), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "broken.ttl" in done.stderr
