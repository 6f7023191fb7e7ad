"""``omgrep.toml``: a minimal one is enough, and a broken one is told of with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.errors import SettingsBroken, SettingsMissing
from catalog.settings import interface_language, read_settings
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str | bytes) -> Path:
    """Write settings into ``folder`` and return it."""
    content = text.encode() if isinstance(text, str) else text
    (folder / "omgrep.toml").write_bytes(content)
    return folder


def test_four_lines_are_enough(tmp_path: Path) -> None:
    """The smallest settings say where the IRIs begin and what the catalogue is called."""
    settings = read_settings(written(tmp_path, MINIMAL))
    assert settings.title == {"en": "My terms"}
    assert settings.sources == (".",)
    assert settings.public_url == settings.base_iri == "https://id.example.org/"


def test_a_plain_title_is_in_the_first_language(tmp_path: Path) -> None:
    """A title without a language table belongs to the catalogue's first language."""
    text = '[catalog]\nbase_iri = "https://x.example/"\ntitle = "Ord"\nlanguages = ["nn"]\n'
    assert read_settings(written(tmp_path, text)).title == {"nn": "Ord"}


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    assert read_settings(written(tmp_path, b"\xef\xbb\xbf" + MINIMAL.encode())).languages == ("en",)


def test_no_settings_at_all(tmp_path: Path) -> None:
    """A folder that is no catalogue is named."""
    with pytest.raises(SettingsMissing, match=tmp_path.name):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    "text, place",
    [
        (b"[catalog\n", "omgrep.toml"),
        (b"\xff\xfe", "omgrep.toml"),
        ("[catalog]\n", "catalog.base_iri"),
        ('[catalog]\nbase_iri = "javascript:alert(1)"\n', "catalog.base_iri"),
        ('[catalog]\nbase_iri = "https://x.example/ y"\n', "catalog.base_iri"),
        ('[catalog]\nbase_iri = "https://[x"\n', "catalog.base_iri"),
        ("[catalog]\nbase_iri = 7\n", "catalog.base_iri"),
        (MINIMAL + 'profil = "skos"\n', "catalog.profil"),
        (MINIMAL.replace('"skos"', '"dcat"'), "catalog.profile"),
        (MINIMAL.replace('["en"]', "[]"), "catalog.languages"),
        (MINIMAL.replace('["en"]', "[1]"), "catalog.languages"),
        (MINIMAL.replace("{ en = ", "{ en = 1, nb = "), "catalog.title"),
        (MINIMAL + '[rules]\nskos-s14 = "fatal"\n', "rules.skos-s14"),
        (MINIMAL + "[server]\npublic_url = 'ftp://x'\n", "server.public_url"),
        (MINIMAL + "[server]\nreleases = 3\n", "server.releases"),
        (MINIMAL + "[forge]\nedit_url = 'https://forge.example/x'\n", "forge.edit_url"),
        (MINIMAL + "[forge]\nedit_url = 'javascript:{file}'\n", "forge.edit_url"),
        (MINIMAL + "[forge]\nedit = 'https://forge.example/{file}'\n", "forge.edit"),
        ("catalog = 1\n", "catalog"),
    ],
)
def test_what_can_not_be_used_is_named(tmp_path: Path, text: str | bytes, place: str) -> None:
    """Each fault is told with the setting it is in."""
    with pytest.raises(SettingsBroken) as caught:
        read_settings(written(tmp_path, text))
    assert caught.value.place.endswith(place)


def test_the_environment_wins_where_servers_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Public URL, hosts and the folder of Releases may differ from one server to the next."""
    monkeypatch.setenv("OMGREP_PUBLIC_URL", "https://test.example/")
    monkeypatch.setenv("OMGREP_HOSTS", "a.example, b.example")
    monkeypatch.setenv("OMGREP_RELEASES", "/srv/releases")
    settings = read_settings(written(tmp_path, MINIMAL))
    assert settings.public_url == "https://test.example/"
    assert settings.hosts == ("a.example", "b.example")
    assert settings.release_folder.as_posix() == "/srv/releases"


@pytest.mark.parametrize(
    "wanted, locale, spoken",
    [
        ("nn", "en_GB.UTF-8", "nn"),
        ("", "nb_NO.UTF-8", "nb"),
        ("", "no_NO", "nb"),
        ("", "C", "en"),
        ("fr", "nb_NO", "en"),
    ],
)
def test_the_terminal_speaks_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, wanted: str, locale: str, spoken: str
) -> None:
    """What is asked for wins over the locale; what we don't speak is answered in English."""
    monkeypatch.setenv("LC_ALL", locale)
    assert interface_language(wanted) == spoken


@pytest.mark.parametrize("name", ["../x.json", "x", "a/b.json", "", ".json", "x.JSON ", 1])
def test_the_register_s_name_is_one_file(tmp_path: Path, name: str | int) -> None:
    """It is a file in a zip that others unpack."""
    root = written(tmp_path, MINIMAL + f"[vendors]\nregister = {name!r}\n")
    with pytest.raises(SettingsBroken, match=r"vendors\.register"):
        read_settings(root)
    root = written(tmp_path, MINIMAL + "[vendors]\nregister = 'their.xsd.list.json'\n")
    assert read_settings(root).schema_register == "their.xsd.list.json"
