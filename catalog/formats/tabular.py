"""A resource as one line of a table: which columns there are and what stands in each; no bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.model.concept import Code, CodeList, Concept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from catalog.model.resource import Link, Resource
    from catalog.model.text import LangString

BETWEEN: Final = " | "
"""Stands between the values of a cell; in a value a bar or a backslash has a backslash before."""
MORE: Final = "…"
"""The last value of a cell that doesn't hold all there is (``Limits.record_relations``)."""
ESCAPES: Final = str.maketrans({"\\": "\\\\", "|": "\\|"})
NOTES: Final = ("scopeNote", "example")
"""The notes that have columns; the others are for those who keep the catalogue."""
LEVEL: Final = "level"
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


def head(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns.

    A property with texts has a column for each of ``languages``, ``prefLabel.nb``, and one with
    its bare name for texts in another language (``Wort@de``) or in none.
    """
    return (*_FIRST, *(name for key in _TEXTS for name in _columns(key, languages)), *_LAST)


def line(resource: Resource, depth: int | None, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of ``resource``, as many as ``head(languages)`` has.

    ``depth`` is its level in a tree from 0, None where it stands in none.
    """
    cells = [get(resource) for get in _FIRST.values()]
    for get_texts in _TEXTS.values():
        cells += _by_language(get_texts(resource), languages)
    level = "" if depth is None else str(depth + 1)
    cells += [level if key == LEVEL else get(resource) for key, get in _LAST.items()]
    return tuple(cells)


def joined(values: Iterable[str]) -> str:
    """Return ``values`` as one cell; an empty one says nothing and is left out."""
    return BETWEEN.join(value.translate(ESCAPES) for value in values if value)


def _columns(key: str, languages: Sequence[str]) -> Iterable[str]:
    return (*(f"{key}.{language}" for language in languages), key)


def _by_language(texts: Iterable[LangString], languages: Sequence[str]) -> list[str]:
    found: dict[str, list[str]] = {language: [] for language in languages}
    rest: list[str] = []
    for text in texts:
        if text.lang in found:
            found[text.lang].append(text.text)
        elif text.text:
            rest.append(f"{text.text}@{text.lang}" if text.lang else text.text)
    return [*map(joined, found.values()), joined(rest)]


def _links(links: Iterable[Link | None]) -> str:
    """Return IRIs; what has none is told by its name."""
    return joined(
        link.iri or next((text.text for text in link.label), "") for link in links if link
    )


def _notes(kind: str) -> Callable[[Resource], Iterable[LangString]]:
    return lambda it: [note.text for note in getattr(it, "notes", ()) if note.kind == kind]


def _texts(field: str) -> Callable[[Resource], Iterable[LangString]]:
    return lambda it: getattr(it, field, ())


def _relations(direction: str) -> Callable[[Resource], str]:
    def cell(it: Resource) -> str:
        if not isinstance(it, Concept):
            return ""
        cut = any(kind.partition("-")[0] == direction for kind, _ in it.relation_counts)
        return joined(
            (
                *(
                    relation.target.iri
                    for relation in it.relations
                    if relation.kind.partition("-")[0] == direction
                ),
                MORE if cut else "",
            )
        )

    return cell


def _matches(kind: str) -> Callable[[Resource], str]:
    return lambda it: (
        _links(match.target for match in it.matches if match.kind == kind)
        if isinstance(it, Concept)
        else ""
    )


def _linked(field: str) -> Callable[[Resource], str]:
    return lambda it: _links(getattr(it, field, ()))


def _status(it: Resource) -> str:
    if it.status is None:
        return ""
    return it.status.code or joined(text.text for text in it.status.text)


_FIRST: Final[dict[str, Callable[[Resource], str]]] = {
    "iri": lambda it: it.iri,
    "type": lambda it: it.kind,
    "notation": lambda it: joined(it.notations) if isinstance(it, Concept) else "",
}
_TEXTS: Final[dict[str, Callable[[Resource], Iterable[LangString]]]] = {
    "prefLabel": lambda it: it.label,
    "definition": lambda it: (
        [definition.text for definition in it.definitions] if isinstance(it, Concept) else ()
    ),
    "description": lambda it: it.description,
    "altLabel": _texts("alt"),
    "hiddenLabel": _texts("hidden"),
    "subject": lambda it: (*_texts("keywords")(it), *_texts("subjects")(it)),
    **{kind: _notes(kind) for kind in NOTES},
}
_LAST: Final[dict[str, Callable[[Resource], str]]] = {
    "status": _status,
    "validFrom": lambda it: it.valid.start,
    "validTo": lambda it: it.valid.end,
    LEVEL: lambda _: "",  # a resource doesn't know its place
    "position": lambda it: str(it.position) if isinstance(it, Code) and it.position else "",
    "heading": lambda it: "true" if isinstance(it, Code) and not it.reportable else "",
    "requiresSpecification": lambda it: (
        "true" if isinstance(it, Code) and it.requires_specification else ""
    ),
    "inScheme": _linked("schemes"),
    "memberOf": _linked("collections"),
    "broader": _relations("broader"),
    "related": _relations("related"),
    "replaces": _linked("replaces"),
    "replacedBy": _linked("replaced_by"),
    **{kind: _matches(kind) for kind in MATCHES},
    "subjectConcept": lambda it: (
        _links((it.subject,)) if isinstance(it, CodeList) else _linked("subject_links")(it)
    ),
    "codeList": _linked("value_ranges"),
    "source": lambda it: _links(it.sources),
    "created": lambda it: it.created,
    "issued": lambda it: it.issued,
    "modified": lambda it: it.modified,
    "version": lambda it: it.version,
    "publisher": lambda it: _links((it.publisher,)),
    "licence": lambda it: _links((it.licence,)),
}
