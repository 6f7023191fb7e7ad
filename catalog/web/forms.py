"""The forms that a thing can be had in: which there are, where each stands, which one is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog import formats
from catalog.formats import BY_EXTENSION, BY_NAME, BY_PROFILE, FORMATS, HTML, PROFILES
from catalog.web import problems
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format, best_profiles
from catalog.web.problems import Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.formats import Format, Profile
    from catalog.release import Found
    from catalog.web.asked import Asked
    from catalog.web.current import Serving

FORMAT: Final = "_format"
MEDIA_TYPE: Final = "_mediatype"
PROFILE: Final = "_profile"
KNOWN: Final = (FORMAT, MEDIA_TYPE, PROFILE)
"""How a URL says what headers would (Content Negotiation by Profile §8)."""
NAMES: Final = {HTML.name: HTML} | BY_NAME | BY_EXTENSION
KEPT: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    (formats.SKOS_AP_NO, "concept"): (formats.SKOS_AP_NO,),
    (formats.SKOS_AP_NO, "collection"): (formats.SKOS_AP_NO,),
    (formats.SKOS_AP_NO, "code"): (formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO),
    (formats.SKOS_AP_NO, "code-list"): (formats.XKOS_AP_NO, formats.MODELLDCAT_AP_NO),
    (formats.SKOS_AP_NO, "dataset"): (formats.DCAT_AP_NO,),
    (formats.SKOS_AP_NO, "catalog"): (formats.DCAT_AP_NO,),
}
"""Which profiles the own form of a kind keeps, by the profile that the sources are checked for."""
SIMPLE: Final = frozenset({"concept", "code", "code-list", "scheme", "collection"})
"""Kinds that SKOS itself knows."""


@dataclass(frozen=True, slots=True)
class Form:
    """A document about a thing; ``document`` is its name in the Release.

    ``profiles`` are those that it keeps, ``asked`` the one that its URL must name. A table of its
    members is a ``file`` among the downloads instead; a page is neither.
    """

    format: Format
    document: str = ""
    profiles: tuple[Profile, ...] = ()
    asked: str = ""
    file: str = ""

    def url(self, found: Found, lang: str) -> str:
        """Return where it stands; ``lang`` is the language of a page."""
        if self.format is HTML:
            return Urls(lang).page(found)
        return Urls("").data(found, self.format.extension, self.asked)


def forms_of(serving: Serving, found: Found) -> tuple[Form, ...]:
    """Return the forms of a thing, best first where a client has no wish."""
    release = serving.release
    had = release.formats(found.number)
    files = serving.opened.files.get(found.iri, {})
    kept = _kept(release.manifest.profile, found.kind, had)
    own: list[Form] = [Form(HTML)]
    others: list[Form] = []
    for form in FORMATS:
        if form is formats.JSKOS and form.name in had:
            own.append(Form(form, form.name, (BY_PROFILE[formats.JSKOS.name],)))
        elif form.name in had:
            own.append(Form(form, form.name, kept if form.rdf else ()))
        elif form.name in files:
            own.append(Form(form, file=files[form.name]))
        for profile in PROFILES:
            document = f"{form.name}:{profile.name}"
            if document in had:
                others.append(Form(form, document, (profile,), profile.name))
    return (*own, *others)


def wanted_form(asked: Asked, forms: Sequence[Form], found: Found) -> tuple[Form, tuple[str, ...]]:
    """Return the form that a request for the thing itself wants, and which headers mattered.

    What the URL says wins over headers. A profile that only a header asks for is a wish: where
    there is none of it, the rest of the request decides (Content Negotiation by Profile §6).
    Raises Problem: 400 for a parameter of ours that doesn't exist, 406 with what there is.
    """
    for name in asked.parameters:
        if name.startswith("_") and name not in KNOWN:
            facts = {"parameter": name[:100], "known": ", ".join(KNOWN)}
            raise Problem(400, problems.UNKNOWN_PARAMETER, facts)
    name, media_type, profile = (asked.parameters.get(key, "").strip() for key in KNOWN)
    left = [form for form in forms if not name or form.format is NAMES.get(name.lower())]
    if profile:
        left = _in_profile(left, profile)
    wished = _in_profile(left, asked.accept_profile) if not profile else []
    # "+" in a query is a space, and people paste application/ld+json as it is.
    media_type = media_type.replace(" ", "+") or ("*/*" if name else asked.accept)
    for some in (wished, left):
        chosen = best_format(media_type, [form.format for form in some])
        if chosen is not None:
            break
    else:
        raise refused(forms, found)
    by_accept = not name and not asked.parameters.get(MEDIA_TYPE)
    heard = {
        "Accept": by_accept,
        "Accept-Profile": not profile and len(left) > 1,
        "Accept-Language": chosen is HTML or (by_accept and not profile),
    }
    form = next(form for form in some if form.format is chosen)
    return form, tuple(header for header, mattered in heard.items() if mattered)


def wanted_variant(asked: Asked, forms: Sequence[Form], form: Format, found: Found) -> Form:
    """Return which document a URL with a suffix names: the own form, or that of ``_profile``.

    Raises Problem: 404 without that format, 406 for a profile that it isn't offered in.
    """
    left = [it for it in forms if it.format is form]
    if not left:
        raise Problem(404, problems.NOT_FOUND, others=alternates(forms, found))
    profile = asked.parameters.get(PROFILE, "").strip()
    if profile:
        left = _in_profile(left, profile)
        if not left:
            raise refused(forms, found)
    return left[0]


def alternates(
    forms: Sequence[Form], found: Found, languages: Sequence[str] = ()
) -> tuple[Relation, ...]:
    """Return a link to each form (RFC 8288); a page for each of ``languages``, if any are told."""
    return tuple(
        Relation(
            form.url(found, lang),
            "alternate",
            form.format.media_type,
            lang,
            tuple(profile.iri for profile in form.profiles),
        )
        for form in forms
        for lang in (languages if form.format is HTML else ("",))
    )


def refused(forms: Sequence[Form], found: Found) -> Problem:
    """Return the answer to who wants none of what there is (RFC 9110 §15.5.7)."""
    data = [form for form in forms if form.format is not HTML]
    known = ", ".join(dict.fromkeys(form.format.media_type for form in forms))
    return Problem(406, problems.NOT_ACCEPTABLE, {"known": known}, alternates(data, found))


def _kept(profile: str, kind: str, had: Sequence[str]) -> tuple[Profile, ...]:
    names = KEPT.get((profile, kind), ())
    if kind in SIMPLE and f"{formats.TURTLE.name}:{formats.SKOS}" not in had:
        names = (*names, formats.SKOS)
    return tuple(BY_PROFILE[name] for name in names)


def _in_profile(forms: Sequence[Form], wish: str) -> list[Form]:
    """Return the forms that keep the most wanted profile of ``wish`` that any of them keeps."""
    for name in best_profiles(wish):
        kept = [form for form in forms if any(name in {it.name, it.iri} for it in form.profiles)]
        if kept:
            return kept
    return []
