"""The profiles that the own form of a thing keeps, by what the thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog import formats
from catalog.formats import BY_PROFILE
from catalog.settings import read_settings
from tests.conftest import HEAD, build
from tests.web.conftest import SETTINGS, open_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Site

TURTLE = """\
<models> a dcat:Catalog ; dct:title "Modeller"@nb ; modelldcatno:model <model> .
<model> a modelldcatno:InformationModel ; dct:title "Modell"@nb .
<model/person> a modelldcatno:ObjectType ; dct:title "Person"@nb .
<agent> a <http://xmlns.com/foaf/0.1/Agent> ; dct:title "Etat"@nb .
<untyped> dct:title "Noe"@nb .
"""
MODELS = ("/models", "/model", "/model/person")
IRI = BY_PROFILE[formats.MODELLDCAT_AP_NO].iri


def site_of(root: Path, profile: str) -> Site:
    """Return a site whose sources are checked for ``profile``."""
    told = SETTINGS.replace('profile = "skos"', f'profile = "{profile}"')
    (root / "omgrep.toml").write_text(told, encoding="utf-8")
    (root / "all.ttl").write_text(HEAD + TURTLE, encoding="utf-8")
    build(root)
    return open_site(read_settings(root))


@pytest.fixture(scope="module")
def norwegian(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose sources keep the Norwegian profiles."""
    return site_of(tmp_path_factory.mktemp("norwegian"), "skos-ap-no")


@pytest.mark.parametrize("path", MODELS)
def test_a_model_its_parts_and_its_catalogue_keep_modelldcat(norwegian: Site, path: str) -> None:
    """By the parameter, by the header, and as the document itself says."""
    asked = norwegian.get(f"{path}?_profile=modelldcat-ap-no")
    assert (asked.status_code, asked.headers["Location"]) == (303, f"{path}.ttl")
    wished = norwegian.get(path, Accept="application/ld+json", Accept_Profile=f"<{IRI}>")
    assert wished.headers["Location"] == f"{path}.jsonld"
    link = norwegian.get(f"{path}.ttl").headers["Link"]
    assert f'<{IRI}>; rel="profile"' in link
    assert norwegian.get(f"{path}?_profile=dcat-ap-no").status_code == 406


@pytest.mark.parametrize("path", ["/agent", "/untyped"])
def test_any_other_thing_keeps_none(norwegian: Site, path: str) -> None:
    """It is told of in RDF, but no profile is about it."""
    assert norwegian.get(f"{path}.ttl").status_code == 200
    assert norwegian.get(f"{path}?_profile=modelldcat-ap-no").status_code == 406


def test_nothing_is_promised_that_is_not_checked(tmp_path: Path) -> None:
    """Sources that are held to SKOS alone may say of models what they like."""
    site = site_of(tmp_path, "skos")
    for path in MODELS:
        assert site.get(f"{path}.ttl").status_code == 200
        assert site.get(f"{path}?_profile=modelldcat-ap-no").status_code == 406
