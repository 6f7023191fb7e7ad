"""``omgrep check --harvest``: a feed from a server or a file, its report, and what comes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.check.test_harvest import SOUND
from tests.conftest import omgrep
from tests.test_fetching import send, serving

if TYPE_CHECKING:
    import http.server
    from pathlib import Path


def write(folder: Path, name: str = "feed.ttl", content: bytes = SOUND) -> str:
    """A feed in a file."""
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_a_feed_is_fetched_judged_and_told_in_words(tmp_path: Path) -> None:
    """With the Accept of the registration, and no catalogue anywhere near."""
    asked: list[str | None] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.headers["Accept"])
        send(handler, body=SOUND)

    with serving(answer) as url:
        done = omgrep(tmp_path, "check", "--harvest", f"{url}/feed.ttl", "--lang", "en")
        omgrep(tmp_path, "check", "--harvest", url, "--accept", "text/turtle;q=1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 concepts in 1 collection." in done.stdout
    assert asked == ["text/turtle", "text/turtle;q=1"]


def test_what_ends_a_harvest_ends_with_1_and_the_address(tmp_path: Path) -> None:
    """The finding names the address, and the last line says that nothing is changed."""
    with serving(lambda handler: send(handler, 503)) as url:
        done = omgrep(tmp_path, "check", "--harvest", url, "--lang", "nb")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{url}:1:1: feil [harvest-status] Tjeneren svarer 503")
    assert "ville blitt avbrutt" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", ["concepts", "models", "datasets"])
def test_every_kind_is_told_in_every_language(kind: str, lang: str, tmp_path: Path) -> None:
    """Also where there is nothing of it, and something is gone."""
    done = omgrep(
        tmp_path, "check", "--harvest", write(tmp_path), "--kind", kind, "--lang", lang,
        "--against", write(tmp_path, "past.ttl", SOUND.replace(b"<melder>", b"<meldar>")),
    )  # fmt: skip
    assert done.stderr == ""
    number = "2 " if kind == "concepts" else "0 "
    assert number in done.stdout.splitlines()[-1]


def test_a_former_feed_tells_what_would_be_removed(tmp_path: Path) -> None:
    """One concept was there last time."""
    now = write(tmp_path, "now.ttl", SOUND.replace(b"<melder>", b"<meldar>"))
    done = omgrep(tmp_path, "check", "--harvest", now, "--against", write(tmp_path), "--lang", "en")
    assert done.returncode == 1
    assert "[harvest-removed]" in done.stdout
    assert "1 from last time would be marked as removed." in done.stdout


def test_programs_get_the_words_beside_the_report(tmp_path: Path) -> None:
    """JSON stays JSON, and has the outcome as figures; a file gets the same."""
    arguments = ("check", "--harvest", write(tmp_path), "--format", "json")
    done = omgrep(tmp_path, *arguments, "--output", str(tmp_path / "report.json"), "--lang", "nb")
    assert "2 begreper i 1 samling" in done.stderr
    content = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert content["harvest"]["resources"] == {"concepts": 2}
    assert omgrep(tmp_path, *arguments).stdout == (tmp_path / "report.json").read_text("utf-8")


def test_severities_of_the_catalogue_hold(tmp_path: Path) -> None:
    """Where there is an omgrep.toml; a broken one is told, not passed over."""
    content = SOUND.replace(b"skos:Concept ;", b'skos:Concept ; skos:prefLabel "x"@se ;')
    feed = write(tmp_path, content=content)
    assert "[harvest-language]" in omgrep(tmp_path, "check", "--harvest", feed).stdout
    settings = tmp_path / "omgrep.toml"
    settings.write_text(
        '[catalog]\nbase_iri = "https://elsewhere.example/"\n[rules]\nharvest-language = "error"\n'
    )
    assert omgrep(tmp_path, "check", "--harvest", feed).returncode == 1
    settings.write_text("[catalog")
    assert omgrep(tmp_path, "check", "--harvest", feed).returncode == 2


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("--harvest", "."), "folder"),
        (("--harvest", "none.ttl"), "no such file"),
        (("--harvest", "ftp://a.example/"), "http"),
        (("--harvest", "x", "--accept", "application/trix"), "TriX"),
        (("--harvest", "x", "--changed"), "--changed"),
        (("--accept", "text/turtle"), "--harvest"),
        (("--kind", "models"), "--harvest"),
        (("--base", "https://a.example/"), "--harvest"),
    ],
)
def test_what_can_not_be_judged_ends_with_2(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    """One sentence that says why, and no report."""
    done = omgrep(tmp_path, "check", *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_accept_without_a_format_asks_nobody(tmp_path: Path) -> None:
    """The harvester refuses it before it asks, and so does the check."""
    asked: list[str] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        send(handler)

    with serving(answer) as url:
        done = omgrep(tmp_path, "check", "--harvest", url, "--accept", "*/*")
    assert (done.returncode, asked) == (1, [])
    assert "[harvest-accept]" in done.stdout
