"""Which of several forms a client would rather have: by the URL, by headers, and what mattered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.formats import BY_EXTENSION, BY_NAME, HTML
from catalog.web import problems
from catalog.web.asked import unknown_parameter
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format, best_profiles
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.formats import Format, Profile
    from catalog.web.asked import Asked

FORMAT: Final = "_format"
MEDIA_TYPE: Final = "_mediatype"
PROFILE: Final = "_profile"
KNOWN: Final = (FORMAT, MEDIA_TYPE, PROFILE)
"""How a URL says what headers would (Content Negotiation by Profile §8)."""
NAMES: Final = {HTML.name: HTML} | BY_NAME | BY_EXTENSION


@dataclass(frozen=True, slots=True)
class Form:
    """A document, and where it stands; ``pages`` are those of each language instead.

    ``profiles`` are those that it keeps, its own first. ``document`` is its name in the Release;
    a table of members is a ``file`` among the downloads.
    """

    format: Format
    url: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    profiles: tuple[Profile, ...] = ()
    document: str = ""
    file: str = ""

    def at(self, lang: str) -> str:
        """Return where it stands, for a reader of ``lang``."""
        return dict(self.pages).get(lang, self.url)

    def alternates(self) -> tuple[Relation, ...]:
        """Return a link to it, or to each of its pages."""
        kept = tuple(profile.iri for profile in self.profiles)
        kind = self.format.media_type
        places = self.pages or (("", self.url),)
        return tuple(Relation(url, "alternate", kind, lang, kept) for lang, url in places)

    def kept(self) -> tuple[Relation, ...]:
        """Return a link to each profile that it keeps (RFC 6906)."""
        return tuple(Relation(profile.iri, "profile") for profile in self.profiles)

    def told(self, origin: str) -> Iterator[dict[str, object]]:
        """Yield what a list of forms says of it, or of each of its pages."""
        for link in self.alternates():
            yield {
                "url": origin + link.url,
                "type": link.media_type,
                "language": link.lang,
                "profiles": [{"token": it.name, "iri": it.iri} for it in self.profiles],
            }


def wanted_form(asked: Asked, forms: Sequence[Form]) -> tuple[Form, tuple[str, ...]]:
    """Return the form that a request wants, and which headers mattered.

    What the URL says wins over headers. A profile that only a header asks for is a wish: where
    there is none of it, the rest of the request decides (Content Negotiation by Profile §6).
    Raises Problem: 400 for a parameter of ours that doesn't exist or stands twice, 406 with what
    there is.
    """
    read_parameters(asked)
    name, media_type, profile = (asked.parameters.get(key, "").strip() for key in KNOWN)
    left = [form for form in forms if not name or form.format is NAMES.get(name.lower())]
    if profile:
        left = in_profile(left, profile)
    wished = in_profile(left, asked.accept_profile) if not profile else []
    # "+" in a query is a space, and people paste application/ld+json as it is.
    media_type = media_type.replace(" ", "+") or ("*/*" if name else asked.accept)
    for some in (wished, left):
        chosen = best_format(media_type, [form.format for form in some])
        if chosen is not None:
            break
    else:
        raise refused(forms, profile)
    by_accept = not name and not asked.parameters.get(MEDIA_TYPE)
    pages = any(form.pages for form in left)
    heard = {
        "Accept": by_accept,
        "Accept-Profile": not profile and len({form.profiles for form in left}) > 1,
        "Accept-Language": chosen is HTML or (by_accept and pages),
    }
    form = next(form for form in some if form.format is chosen)
    return form, tuple(header for header, mattered in heard.items() if mattered)


def wanted_variant(asked: Asked, forms: Sequence[Form], form: Format) -> Form:
    """Return which document a URL with a suffix names: the own form, or that of ``_profile``.

    Raises Problem: 404 without that format, 406 for a profile that it isn't offered in.
    """
    read_parameters(asked)
    left = [it for it in forms if it.format is form]
    if not left:
        raise Problem(404, problems.NOT_FOUND, others=alternates(forms))
    profile = asked.parameters.get(PROFILE, "").strip()
    if profile:
        left = in_profile(left, profile)
        if not left:
            raise refused(forms, profile)
    return left[0]


def read_parameters(asked: Asked) -> None:
    """Raise Problem for a parameter of ours that doesn't exist, and for one that stands twice."""
    for name in asked.parameters:
        if name.startswith("_") and name not in KNOWN:
            raise unknown_parameter(name, KNOWN)
    if asked.repeated in KNOWN:
        raise Problem(400, problems.REPEATED, {"parameter": asked.repeated})


def alternates(forms: Sequence[Form]) -> tuple[Relation, ...]:
    """Return a link to each form (RFC 8288)."""
    return tuple(link for form in forms for link in form.alternates())


def profiles_of(forms: Sequence[Form]) -> tuple[Profile, ...]:
    """Return the profiles that there is a form in, each once."""
    return tuple(dict.fromkeys(profile for form in forms for profile in form.profiles))


def tokens(forms: Sequence[Form]) -> tuple[Relation, ...]:
    """Return what maps names of profiles to IRIs (Content Negotiation by Profile §7.3)."""
    return tuple(
        Relation(terms.PROFILE_CLASS, "type", token=profile.name, anchor=profile.iri)
        for profile in profiles_of(forms)
    )


def refused(forms: Sequence[Form], profile: str = "") -> Problem:
    """Return the answer to who wants none of what there is (RFC 9110 §15.5.7)."""
    data = alternates([form for form in forms if not form.pages])
    if profile and not in_profile(forms, profile):
        known = tuple(it.name for it in profiles_of(forms))
        return Problem(406, problems.NO_PROFILE, {"known": known}, data)
    known = tuple(dict.fromkeys(form.format.media_type for form in forms))
    return Problem(406, problems.NOT_ACCEPTABLE, {"known": known}, data)


def in_profile(forms: Sequence[Form], wish: str) -> list[Form]:
    """Return the forms that keep the most wanted profile of ``wish`` that any of them keeps."""
    for name in best_profiles(wish):
        kept = [form for form in forms if any(name in {it.name, it.iri} for it in form.profiles)]
        if kept:
            return kept
    return []
