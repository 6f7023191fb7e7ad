"""The service manifest (0.2 §3.1): what the service offers, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.web.reconcile import extend, suggest
from catalog.web.reconcile.types import Types

if TYPE_CHECKING:
    from catalog.web.reconcile.desk import Desk

VERSION: Final = "0.2"
ID: Final = "{{id}}"
"""What a client replaces by an id, percent-encoded (§2.1)."""
FLYOUT_ID: Final = "${id}"
"""The same in a flyout's path, for which 0.2 has another spelling (§6.5)."""
WIDTH: Final = 430
HEIGHT: Final = 300
"""Pixels of the frame that a preview is shown in."""
Json = dict[str, object]


def manifest(desk: Desk) -> Json:
    """Return the manifest in the language of the desk; there is no authentication."""
    release, urls = desk.view.release.manifest, desk.view.urls
    types = Types(desk)
    return {
        "versions": [VERSION],
        "name": desk.reader.choose(release.title).text or release.base_iri,
        "identifierSpace": release.base_iri,
        "schemaSpace": str(terms.CONCEPT),
        "documentation": desk.url(urls.api_page()),
        "serviceVersion": release.program,
        "defaultTypes": [types.described(one) for one in types.general()],
        "view": {"url": desk.url(urls.page_of_iri(ID))},
        "feature_view": {"url": desk.url(urls.reconcile_feature(ID))},
        "batchSize": desk.view.limits.reconcile_queries,
        "preview": {
            "url": desk.url(urls.reconcile_preview(ID)),
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {what: _suggest(desk, what) for what in suggest.SUGGESTED},
        "extend": {
            "propose_properties": {
                "service_url": desk.origin,
                "service_path": urls.reconcile_properties(),
            },
            "property_settings": extend.settings(desk),
        },
    }


def _suggest(desk: Desk, what: str) -> Json:
    return {
        "service_url": desk.origin,
        "service_path": desk.view.urls.reconcile_suggest(what),
        "flyout_service_path": desk.view.urls.reconcile_flyout(what, FLYOUT_ID),
    }
