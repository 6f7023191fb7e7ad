"""The forms that a thing of the Release can be had in, and where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import formats, terms
from catalog.formats import BY_PROFILE, FORMATS, HTML, PROFILES
from catalog.web.choosing import Form
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.formats import Profile
    from catalog.release import Found
    from catalog.web.current import Serving

MODEL: Final = "model"
"""What a thing is for the profiles whose type is ModellDCAT's, or that is a catalogue of such."""
KEPT: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    (formats.SKOS_AP_NO, "concept"): (formats.SKOS_AP_NO,),
    (formats.SKOS_AP_NO, "collection"): (formats.SKOS_AP_NO,),
    (formats.SKOS_AP_NO, "code"): (formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO),
    (formats.SKOS_AP_NO, "code-list"): (formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO),
    (formats.SKOS_AP_NO, "dataset"): (formats.DCAT_AP_NO,),
    (formats.SKOS_AP_NO, "catalog"): (formats.DCAT_AP_NO,),
    (formats.SKOS_AP_NO, MODEL): (formats.MODELLDCAT_AP_NO,),
    (formats.SKOS_AP_NO, "type"): (formats.MODELLDCAT_AP_NO,),
    (formats.SKOS_AP_NO, "property"): (formats.MODELLDCAT_AP_NO,),
    (formats.SKOS_AP_NO, "requirement"): (formats.DCAT_AP_NO,),
    (formats.SKOS_AP_NO, "requirement-version"): (formats.DCAT_AP_NO,),
}
"""Which profiles the own form of a kind keeps, by the profile that the sources are checked for."""
SIMPLE: Final = frozenset({"concept", "code", "code-list", "scheme", "collection"})
"""Kinds that SKOS itself knows."""


def forms_of(serving: Serving, found: Found) -> tuple[Form, ...]:
    """Return the forms of a thing, best first where a client has no wish."""
    release, urls = serving.release, Urls("")
    had = release.formats(found.number)
    files = serving.opened.files.get(found.iri, {})
    kind = found.kind
    if kind == "thing" and any(map(_of_models, release.record(found).types)):
        kind = MODEL
    kept = _kept(release.manifest.profile, kind, had)
    pages = tuple((lang, Urls(lang).page(found)) for lang in serving.languages)
    own: list[Form] = [Form(HTML, pages=pages)]
    others: list[Form] = []
    for form in FORMATS:
        url = urls.data(found, form.extension)
        if form.name in had:
            jskos = (BY_PROFILE[form.name],) if form is formats.JSKOS else ()
            own.append(Form(form, url, profiles=kept if form.rdf else jskos, document=form.name))
        elif form.name in files:
            own.append(Form(form, url, file=files[form.name]))
        for profile in PROFILES:
            document = f"{form.name}:{profile.name}"
            if document in had:
                url = urls.data(found, form.extension, profile.name)
                others.append(Form(form, url, profiles=(profile,), document=document))
    return (*own, *others)


def _of_models(kind: str) -> bool:
    return kind == terms.CATALOG or kind.startswith(terms.MODELLDCATNO)


def _kept(profile: str, kind: str, had: Sequence[str]) -> tuple[Profile, ...]:
    names = KEPT.get((profile, kind), ())
    if kind in SIMPLE and f"{formats.TURTLE.name}:{formats.SKOS}" not in had:
        names = (*names, formats.SKOS)
    return tuple(BY_PROFILE[name] for name in names)
