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
)
from catalog.release.schema import FEEDS as FOLDER
from catalog.web import headers, problems
from catalog.web.answer import Answer, Stream
from catalog.web.forms import FORMAT, MEDIA_TYPE, NAMES
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format
from catalog.web.problems import Problem
from catalog.web.urls import CONCEPTS, DATASETS, MODELS, VOID, Urls

if TYPE_CHECKING:
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.downloads import Downloads

RDF: Final = tuple(form for form in FORMATS if form.rdf)
PROFILES: Final = {CONCEPTS: SKOS_AP_NO, MODELS: MODELLDCAT_AP_NO, DATASETS: DCAT_AP_NO}
"""The profile that each feed keeps, where the sources are checked for such profiles."""


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
        relations = [Relation(self._origin + Urls("").feed(stem, extension), "canonical")]
        if stem in PROFILES and release.manifest.profile == SKOS_AP_NO:
            relations.append(Relation(BY_PROFILE[PROFILES[stem]].iri, "profile"))
        relations += [link for link in _alternates(stem) if link.media_type != form.media_type]
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
        wanted = asked.parameters.get(FORMAT, "").strip().lower()
        media_type = asked.parameters.get(MEDIA_TYPE, "").strip().replace(" ", "+")
        offers = [form for form in RDF if not wanted or form is NAMES.get(wanted)]
        said = bool(wanted or media_type)
        chosen = best_format(media_type or ("*/*" if wanted else asked.accept), offers)
        links = _alternates(name)
        if chosen is None:
            known = ", ".join(form.media_type for form in RDF)
            raise Problem(406, problems.NOT_ACCEPTABLE, {"known": known}, links)
        target = Urls("").feed(name, chosen.extension)
        release = asked.open().release.id
        return Answer(303, headers.redirect(target, release, () if said else ("Accept",), links))


def _alternates(name: str) -> tuple[Relation, ...]:
    """Return a link to each form of a feed (RFC 8288)."""
    return tuple(
        Relation(Urls("").feed(name, form.extension), "alternate", form.media_type) for form in RDF
    )
