"""What harvesters fetch: the feeds and the description of the data, each at a URL for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.formats import (
    BY_EXTENSION,
    BY_NAME,
    BY_PROFILE,
    DCAT_AP_NO,
    FORMATS,
    MODELLDCAT_AP_NO,
    SKOS_AP_NO,
    XKOS_AP_NO,
)
from catalog.release.schema import FEEDS as FOLDER
from catalog.web import headers, problems
from catalog.web.answer import Answer, Stream
from catalog.web.choosing import Form, alternates, wanted_form, wanted_variant
from catalog.web.headers import Relation
from catalog.web.problems import Problem
from catalog.web.urls import CONCEPTS, DATASETS, MODELS, VOID, Urls

if TYPE_CHECKING:
    from catalog.release import Manifest
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.downloads import Downloads

RDF: Final = tuple(form for form in FORMATS if form.rdf)
PROFILES: Final = {
    CONCEPTS: (SKOS_AP_NO,), MODELS: (MODELLDCAT_AP_NO, XKOS_AP_NO), DATASETS: (DCAT_AP_NO,),
}  # fmt: skip
"""The profiles that each feed keeps, where the sources are checked for such profiles."""


class Feeds:
    """The views below ``/feed``: always the whole content, and never a page."""

    def __init__(self, settings: Settings, downloads: Downloads) -> None:
        self._origin = settings.public_url.rstrip("/")
        self._downloads = downloads

    def feed(self, asked: Asked, name: str) -> Answer | Stream:
        """Answer a feed by its suffix; without one, 303 to the form that the client prefers."""
        stem, _, extension = name.rpartition(".")
        form = BY_EXTENSION.get(extension)
        release = asked.open().release
        files = {file.name: file for file in release.manifest.feeds}
        if f"{name}.{RDF[0].extension}" in files:
            return self._see(asked, name)
        if form is None or name not in files:
            raise Problem(404, problems.NOT_FOUND)
        forms = _forms(release.manifest, stem)
        here = wanted_variant(asked, forms, form)
        relations = [Relation(self._origin + here.url, "canonical"), *here.kept()]
        relations += [link for link in alternates(forms) if link.url != here.url]
        file = files[name]
        content_type = BY_NAME[file.format].content_type
        about = (headers.RANGES, *headers.data(release.id, content_type, tuple(relations)))
        return self._downloads.send(asked, release.folder / FOLDER, file, about)

    def void(self, asked: Asked) -> Answer:
        """Answer ``/.well-known/void``: 303 to the description, whose URL tells its format."""
        if not asked.open().release.manifest.feeds:
            raise Problem(404, problems.NOT_FOUND)
        return self._see(asked, VOID)

    def _see(self, asked: Asked, name: str) -> Answer:
        release = asked.open().release
        forms = _forms(release.manifest, name)
        form, heard = wanted_form(asked, forms)
        links = (*form.kept(), *alternates(forms))
        return Answer(303, headers.redirect(form.url, release.id, heard, links))


def _forms(manifest: Manifest, name: str) -> tuple[Form, ...]:
    """Return each form of a feed, with the profiles that the sources are checked for."""
    names = PROFILES.get(name, ()) if manifest.profile == SKOS_AP_NO else ()
    kept = tuple(BY_PROFILE[profile] for profile in names)
    return tuple(Form(form, Urls("").feed(name, form.extension), profiles=kept) for form in RDF)
