"""The preview as a process: what it builds, whom it answers, what it says and what it leaves."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from typing import TYPE_CHECKING

import pytest

from tests.conftest import HEAD, omgrep
from tests.preview.conftest import CAT, FILES, SETTINGS, WAIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.preview.conftest import Preview

    OpenPreview = Callable[..., Preview]

HOSTILE = "<script>alert(1)</script></head><main \\u202Eevil\\u202C \\u001B[31m"


def names(folder: Path) -> set[str]:
    """Return every file below a folder that isn't git's own."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_a_save_is_told_and_shown(preview: Preview) -> None:
    """A save leads to other pages, told to whoever listens, and to a line on the terminal."""
    with preview.events() as following:
        before = following()
        preview.write("cat", CAT.replace("et lite", "et mykt lite"))

        told = following()
        while told["pages"] == before["pages"]:
            told = following()

        assert "et mykt lite rovdyr" in preview.get("/nb/c/cat")[2]
    preview.wait_for_line(r"^\d\d:\d\d:\d\d  0 feil, .*\. 1 endring siden utgaven 2026-01-31\.$")


def test_saves_while_it_builds_lead_to_the_last_text(preview: Preview) -> None:
    """However fast one saves, the last save is what is shown in the end."""
    for number in range(30):
        preview.write("cat", CAT.replace("et lite", f"nummer {number}:"))

    preview.wait_for_text("/nb/c/cat", "nummer 29: rovdyr")


def test_space_alone_loads_no_page_again(preview: Preview) -> None:
    """A save that changes nothing in the pages leaves the reader alone."""
    with preview.events() as following:
        before = following()
        preview.write("cat", "\n\n" + CAT)

        while True:
            told = following()
            assert told["pages"] == before["pages"]
            if "0 feil" in preview.get("/nb/")[2] and told["state"] != before["state"]:
                break


def test_files_that_come_and_go_are_followed(preview: Preview) -> None:
    """A new file in a new folder is read, and what a removed file said is gone."""
    folder = preview.root / "vocab" / "more"
    folder.mkdir()
    (folder / "fox.ttl").write_text(HEAD + '<c/fox> a skos:Concept ; skos:prefLabel "rev"@nb .')
    preview.wait_for_text("/nb/c/fox", "rev")

    shutil.rmtree(folder)

    preview.wait_for_text("/nb/c/fox", "404")


def test_the_root_is_left_as_it_was(root: Path, start: OpenPreview) -> None:
    """Nothing is built, switched or written where the catalogue lies, and its Releases are none."""
    assert omgrep(root, "build").returncode == 0
    current = (root / "release" / "current").readlink()
    before = names(root)

    preview = start(root)
    preview.write("fox", '<c/fox> a skos:Concept ; skos:prefLabel "rev"@nb .')
    preview.wait_for_text("/nb/c/fox", "rev")

    assert names(root) == before | {"vocab/fox.ttl"}
    assert (root / "release" / "current").readlink() == current


def test_releases_below_the_sources_are_no_sources(root: Path, start: OpenPreview) -> None:
    """Where the root itself is the source, what was built from it is not read again."""
    path = root / "omgrep.toml"
    path.write_text(SETTINGS.replace('["vocab"]', '["."]'))
    assert omgrep(root, "build").returncode == 0
    (root / "vocab" / "dog.ttl").unlink()

    preview = start(root)

    assert preview.get("/nb/c/dog")[0] == 404


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_and_leaves_nothing(
    preview: Preview, tmp_path: Path, stop: signal.Signals
) -> None:
    """Ctrl-C, a signal to end or a closed terminal: clean, also while a browser listens."""
    with preview.events() as following:
        following()
        if stop is signal.SIGINT:
            os.killpg(preview.process.pid, stop)  # as a terminal does: to every process
        else:
            preview.process.send_signal(stop)

        assert preview.process.wait(WAIT) == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not any("Traceback" in line for line in preview.lines)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", preview.port), 1).close()


def test_it_ends_while_it_builds(root: Path, start: OpenPreview, tmp_path: Path) -> None:
    """Ctrl-C in the midst of the first build leaves nothing behind either."""
    preview = start(root, until="http://")

    os.killpg(preview.process.pid, signal.SIGINT)

    assert preview.process.wait(WAIT) == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not any("Traceback" in line for line in preview.lines), preview.lines


def test_a_taken_port_is_told(root: Path) -> None:
    """Who has two previews hears what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = omgrep(root, "preview", "--port", port, "--lang", "nb")

    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


def test_only_this_machine_s_own_names_are_answered(preview: Preview) -> None:
    """A name that somebody made to lead here gets nothing, not even the base IRI's own host."""
    for host in ("id.example.org", "evil.example", "127.0.0.1.evil.example", ""):
        for path in ("/nb/c/cat", "/-/preview/events", "/nb/-/preview"):
            status, _, page = preview.get(path, Host=host)
            assert status == 400, (host, path)
            assert "rovdyr" not in page
    assert preview.get("/nb/c/cat", Host="localhost:1")[0] == 200


@pytest.mark.parametrize(
    "path", ["/nb/c/cat", "/nb/-/preview", "/c/cat.ttl", "/c/cat", "/api/search?q=katt", "/nb/none"]
)
def test_no_other_site_may_read_or_embed_it(preview: Preview, path: str) -> None:
    """What is being written is open to no other origin, and no browser keeps it."""
    _, headers, _ = preview.get(path, Origin="https://evil.example")

    assert not [name for name in headers if name.startswith("access-control-")]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-cache"


def test_pages_keep_their_security_policy(preview: Preview) -> None:
    """The bar needs no right that a page of the site hasn't: no script or style within the page."""
    _, headers, page = preview.get("/nb/c/cat")

    assert "script-src 'self'; style-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    # JSON-LD for search engines is data: no browser runs it, and no policy is asked (HTML §4.12.1).
    run = page.replace('<script type="application/ld+json">', "")
    assert run.count("<script") == run.count("<script src=")
    assert "style=" not in page


def test_nothing_can_be_sent_to_it(preview: Preview) -> None:
    """Nothing is there to be driven: whatever isn't reading is refused."""
    for path in ("/-/preview/events", "/nb/-/preview", "/nb/"):
        assert preview.get(path, "POST")[0] == 405


def test_hostile_content_does_nothing(preview: Preview) -> None:
    """Markup, escape sequences and turning signs in labels are shown as what they are."""
    preview.write("cat", CAT.replace('"katt"@nb', f'"{HOSTILE}"@nb, "to{HOSTILE}"@nb'))
    preview.wait_for_line("[1-9] feil")

    for path in ("/nb/c/cat", "/nb/-/preview", "/nb/"):
        page = preview.get(path)[2]
        assert "<script>alert" not in page
        assert page.count('id="preview"') == 1
        assert page.index("</head>") < page.index('id="preview"') < page.index("<main ")
    panel = preview.get("/nb/c/cat")[2].split('id="preview"')[1].split("<main ")[0]
    assert "\u202e" not in panel.replace("<bdi>", "").split("preview__source")[1]
    preview.write("cat", CAT.replace("skos:prefLabel", "skos:\x1b[31m\u202eLabel"))
    preview.wait_for_line(r"cat\.ttl:\d+")
    assert "\x1b" not in "".join(preview.lines)
    assert "\u202e" not in "".join(preview.lines)


def test_a_broken_file_at_the_start_hides_only_itself(root: Path, start: OpenPreview) -> None:
    """The first time, the pages of all other files are better than none."""
    (root / "vocab" / "cat.ttl").write_text(HEAD + "<c/cat> a skos:Concept")

    preview = start(root, lang="en", until="mended")

    assert any(line.startswith("vocab/cat.ttl:") for line in preview.lines)
    page = preview.wait_for_text("/en/c/dog", "vocab/cat.ttl")
    assert "<h1" in page
    assert preview.get("/en/c/cat")[0] == 404
    preview.write("cat", CAT)
    preview.wait_for_text("/en/c/cat", "a small carnivore")


def test_settings_are_followed(preview: Preview) -> None:
    """What is wrong in omgrep.toml is told on every page; what is mended there is seen."""
    path = preview.root / "omgrep.toml"
    path.write_text(SETTINGS.replace('"skos"', '"skosmos"'))
    page = preview.wait_for_text("/nb/c/cat", "skosmos")
    assert "et lite rovdyr" in page

    path.write_text(SETTINGS.replace("Mine begreper", "Våre begreper"))

    page = preview.wait_for_text("/nb/c/cat", "Våre begreper")
    assert "skosmos" not in page


def test_a_folder_of_sources_may_go_and_come(preview: Preview) -> None:
    """Switching branches takes folders away for a moment: the pages stay and follow again."""
    away = preview.root / "away"
    (preview.root / "vocab").rename(away)
    preview.wait_for_text("/nb/c/cat", f"{preview.root}/vocab")

    away.rename(preview.root / "vocab")
    preview.wait_for_line(r"^\d\d:.*0 feil", start=len(preview.lines))
    preview.write("cat", CAT.replace("et lite", "et mykt lite"))

    preview.wait_for_text("/nb/c/cat", "et mykt lite rovdyr")


def test_it_needs_no_history(tmp_path: Path, start: OpenPreview) -> None:
    """Without git nothing is marked, and the overview says why."""
    root = tmp_path / "plain"
    (root / "vocab").mkdir(parents=True)
    (root / "omgrep.toml").write_text(SETTINGS)
    (root / "vocab" / "all.ttl").write_text(HEAD + "".join(FILES.values()))

    preview = start(root)

    preview.wait_for_line(r"  0 feil, \d+ advars(el|ler)\.$")
    preview.wait_for_text("/nb/-/preview", "ligger ikke i et git-depot")


def test_any_skos_will_do(tmp_path: Path, start: OpenPreview) -> None:
    """IRIs with a hash and a language that isn't Norwegian: findings and the bar in English."""
    root = tmp_path / "other"
    root.mkdir()
    (root / "omgrep.toml").write_text(
        '[catalog]\nbase_iri = "https://voc.example/terms#"\nlanguages = ["fr"]\n'
    )
    (root / "voc.ttl").write_text(
        "@prefix : <https://voc.example/terms#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ':scheme a skos:ConceptScheme ; skos:prefLabel "animaux"@fr ; skos:hasTopConcept :cat .\n'
        ":cat a skos:Concept ; skos:inScheme :scheme ; skos:topConceptOf :scheme ;\n"
        '    skos:prefLabel "chat"@fr, "minou"@fr .\n'
    )

    preview = start(root, lang="en")

    iri = "https%3A%2F%2Fvoc.example%2Fterms%23cat"
    page = preview.wait_for_text(f"/en/-/iri?iri={iri}", ":5:31")
    assert "Preview" in page
    assert preview.get("/en/")[2].count("preview__notice") == 0
