"""Ways to break one fact of a catalogue, each with the written rule that it violates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.broken import (
    ENDS,
    MANDATORY,
    OF_CONCEPTS,
    RELATIONS,
    Broken,
    Way,
    World,
    broken_at,
    chosen,
    concepts_of,
    inverse,
    revalued,
    tagged,
)
from benchmarks.document import Document, iri, is_day, is_text
from catalog.model.rdf import Iri, Literal
from catalog.terms import TYPE

if TYPE_CHECKING:
    import random


def mandatory(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A property that the profiles demand is gone."""
    plain = concepts_of(document)
    found = [
        one for kind, names in MANDATORY.items() for one in document.find(*names, of=kind)
    ] + document.find(*OF_CONCEPTS, of="skos:Concept", where=plain)
    one = chosen(found, dice)
    if one is None:
        return None
    gone = [other for other in document.statements
            if (other.subject, other.predicate) == (one.subject, one.predicate)]  # fmt: skip
    return broken_at(document, document.without(gone), document.line_of(one.subject))


def property_misspelt(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A property's name has two letters in the wrong order."""
    found = [
        one
        for one in document.statements
        if one.predicate != TYPE and one.predicate.startswith(
            (iri("skos:"), iri("dct:"), iri("skosno:"), iri("euvoc:"), iri("xkos:")))
    ]  # fmt: skip
    one = chosen(found, dice)
    if one is None:
        return None
    name = document.text[slice(*one.predicate_at)]
    wrong = f"{name[:-2]}{name[-1]}{name[-2]}" if name[-1] != name[-2] else f"{name}x"
    line = document.line(one.predicate_at[0])
    return broken_at(document, document.replaced(one.predicate_at, wrong), line)


def language_wrong(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A text is tagged with a language that doesn't exist (BCP 47)."""
    return revalued(document.find(where=is_text), document, dice, tagged("@nu"))


def language_missing(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A text has no language (SKOS-AP-NO: rdf:langString)."""
    found = document.find(
        "skos:prefLabel", "skos:altLabel", "skos:definition", "rdf:value", "skos:scopeNote",
        "dct:title", "dct:description", "dct:subject", where=is_text,
    )  # fmt: skip
    return revalued(found, document, dice, tagged(""))


def date_impossible(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A day that no calendar has (XSD 1.1)."""
    return revalued(
        document.find(where=is_day), document, dice, lambda token: '"2026-13-45"' + token[12:]
    )


def date_datatype(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A date is a plain text (SKOS-AP-NO: xsd:date)."""
    found = document.find("euvoc:startDate", "euvoc:endDate", "dct:modified", "dct:created",
                          "dct:issued", where=is_day)  # fmt: skip
    return revalued(found, document, dice, lambda token: token[:12])


def end_before_start(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """Something ends before it begins."""
    one = chosen(document.find("euvoc:startDate", where=is_day), dice)
    if one is None:
        return None
    ends = document.values(one.subject, "euvoc:endDate")
    if ends:
        return revalued(ends, document, dice, lambda token: '"1814-05-17"' + token[12:])
    return broken_at(document, *document.told(
        one.subject, "euvoc:endDate", f'"1814-05-17"^^<{iri("xsd:date")}>'))  # fmt: skip


def link_to_nothing(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A link within the catalogue leads nowhere."""
    found = [one for one in document.statements
             if isinstance(one.value, Iri) and one.value.startswith(document.base_iri)
             and one.predicate != iri("foaf:homepage")]  # fmt: skip
    return revalued(found, document, dice, lambda token: token[:-1] + "-borte>")


def wrong_kind(document: Document, world: World, dice: random.Random) -> Broken | None:
    """A relation leads to something that isn't what its range says."""
    contact = next(
        node for node, about in world.graph.subjects.items()
        if iri("vcard:Organization") in about.get(TYPE, ())
    )  # fmt: skip
    found = document.find("skos:inScheme", "skos:member", *ENDS, *RELATIONS)
    return revalued(found, document, dice, lambda _token: document.written(contact))


def second_term(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """Two preferred terms in one language (SKOS S14)."""
    one = chosen(document.find("skos:prefLabel", where=is_text), dice)
    if one is None or not isinstance(one.value, Literal):
        return None
    return broken_at(document, *document.more(one, f'"noe ganske annet"@{one.value.language}'))


def text_empty(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A text with nothing in it."""
    return revalued(
        document.find(where=is_text), document, dice, lambda token: '""@' + token.rpartition("@")[2]
    )


def notation_repeated(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """Two codes of a list report the same value (SKOS 6.5)."""
    one = chosen(document.find("skos:notation"), dice)
    others = [
        other for other in document.find("skos:notation") if one and other.subject != one.subject
    ]
    other = chosen(others, dice)
    if one is None or other is None:
        return None
    text = document.replaced(one.value_at, document.token(other))
    return broken_at(
        document, text, document.line(one.value_at[0]), document.line(other.value_at[0])
    )


def one_way(document: Document, world: World, dice: random.Random) -> Broken | None:
    """One side of a relation is gone; the other side still tells of it."""
    found = [
        one for one in document.find(*RELATIONS)
        if isinstance(one.value, Iri)
        and world.places(one.value, inverse(one.predicate), one.subject)
    ]  # fmt: skip
    one = chosen(found, dice)
    if one is None or not isinstance(one.value, Iri):
        return None
    same = [other for other in document.statements
            if (other.subject, other.predicate) == (one.subject, one.predicate)]  # fmt: skip
    text = document.less(one) if len(same) > 1 else document.without(same)
    anew = Document(document.name, text, document.base_iri)
    world = world._replace(documents={**world.documents, document.name: anew})
    other_side = world.places(one.value, inverse(one.predicate), one.subject)
    return Broken(text, frozenset({(document.name, anew.line_of(one.subject)), *other_side}))


def relation_without_end(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A relation object says nothing of what it leads to (SKOS-AP-NO)."""
    one = chosen(document.find(*ENDS), dice)
    if one is None:
        return None
    text = document.without(document.find(where=lambda other: other[:2] == one[:2]))
    return broken_at(document, text, document.line_of(one.subject))


def status_unknown(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A status that the EU's list doesn't have."""
    found = document.find("euvoc:status", where=lambda one: isinstance(one.value, Iri))
    return revalued(found, document, dice, lambda token: token.rpartition("/")[0] + "/ACTIVE>")


def hidden_character(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A sign that nobody sees stands in a text."""
    return revalued(
        document.find(where=is_text), document, dice, lambda token: token[:2] + "\u200b" + token[2:]
    )


def bidi_character(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A sign turns the direction of the text (Trojan Source)."""
    return revalued(
        document.find(where=is_text), document, dice, lambda token: token[:2] + "\u202e" + token[2:]
    )


def definition_gone(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A concept has no definition any more (SKOS-AP-NO)."""
    one = chosen(document.find("euvoc:xlDefinition", "skos:definition"), dice)
    if one is None:
        return None
    text = document.without(document.values(one.subject, "euvoc:xlDefinition"))
    return broken_at(document, text, document.line_of(one.subject))


def definition_twice(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A definition has two texts (SKOS-AP-NO: exactly one)."""
    one = chosen(document.find("rdf:value", of="euvoc:XlNote"), dice)
    if one is None or not isinstance(one.value, Literal):
        return None
    return broken_at(
        document, *document.more(one, f'"noe ganske annet enn det"@{one.value.language}')
    )


def source_gone(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A definition that is derived from a source doesn't name it (SKOS-AP-NO)."""
    own = {one.subject for one in document.find("skosno:relationshipWithSource")
           if str(one.value).endswith("self-composed")}  # fmt: skip
    one = chosen(
        document.find("dct:source", of="euvoc:XlNote", where=lambda one: one.subject not in own),
        dice,
    )
    if one is None:
        return None
    text = document.without(document.values(one.subject, "dct:source"))
    return broken_at(document, text, document.line_of(one.subject))


def identifier_other(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """An identifier is another one than the address that the thing has."""
    found = [
        *document.find("dct:identifier", of="skos:Concept", where=concepts_of(document)),
        *document.find("dct:identifier", of="skos:Collection"),
    ]
    return revalued(found, document, dice, lambda token: token.replace('"^^', '-2"^^'))


def syntax(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """The quotation mark before a text is gone (Turtle 1.1)."""
    one = chosen(document.find(where=is_text), dice)
    if one is None:
        return None
    start = one.value_at[0]
    return broken_at(document, document.replaced((start, start + 1), ""), document.line(start))


def comma_gone(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """The sign between two properties is gone (Turtle 1.1)."""
    ends = [found.start() for found in re.finditer(r" ;\n(?= )", document.text)]
    if not ends:
        return None
    end = dice.choice(ends)
    line = document.line(end)
    return broken_at(document, document.replaced((end, end + 2), ""), line, line + 1)


def merge_conflict(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """Git's marks of a conflict were left in the file."""
    one = chosen(list(document.statements), dice)
    if one is None:
        return None
    start = document.text.rfind("\n", 0, one.subject_at[0]) + 1
    line = document.line(start)
    text = document.replaced((start, start), "<<<<<<< HEAD\n=======\n>>>>>>> mine\n")
    return broken_at(document, text, line, line + 1, line + 2)


def circle(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A thing stands above what stands above it."""
    found = document.find("xkos:specializes", "xkos:isPartOf", "skos:broader")
    one = chosen(found, dice)
    if one is None or not isinstance(one.value, Iri):
        return None
    text, line = document.told(one.subject, "skos:narrower", document.written(one.value))
    moved = document.line(one.value_at[0]) + 1
    return broken_at(document, text, line, moved)


def to_itself(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A relation leads back to the thing itself."""
    one = chosen(document.find(*RELATIONS), dice)
    if one is None:
        return None
    return revalued([one], document, dice, lambda _token: document.written(one.subject))


def two_statuses(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A concept has two statuses of the EU's list (SKOS-AP-NO: at most one)."""
    found = document.find("euvoc:status", of="skos:Concept", where=concepts_of(document))
    one = chosen(found, dice)
    if one is None:
        return None
    other = "<http://publications.europa.eu/resource/authority/concept-status/DRAFT>"
    return broken_at(document, *document.more(one, other))


def unsafe_link(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A source is a script."""
    found = document.find("dct:source", where=lambda one: isinstance(one.value, Iri))
    return revalued(found, document, dice, lambda _token: "<javascript:alert(1)>")


def namespace_wrong(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A prefix stands for https where the standard has http: there, or wherever it is used."""
    declared = {
        name: document.text.index(f"@prefix {name}: <http:")
        for name in ("skos", "dct", "euvoc", "xkos")
        if f"@prefix {name}: <http:" in document.text
    }
    used = {
        name: [
            document.line(at)
            for one in document.statements
            for at, end in (one.predicate_at, one.value_at)
            if document.text[at:end].startswith(f"{name}:")
        ]
        for name in declared
    }
    able = sorted(name for name in used if used[name])
    if not able:
        return None
    name = dice.choice(able)
    start = declared[name]
    text = document.text[:start] + document.text[start:].replace("<http:", "<https:", 1)
    return broken_at(document, text, document.line(start), *used[name])


def levels_wrong(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A code list has another number of levels than it says (XKOS-AP-NO)."""
    found = document.find("xkos:numberOfLevels")
    return revalued(found, document, dice, lambda token: '"7"' + token[3:])


def encoding(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A letter was saved in another encoding than UTF-8."""
    places = [at for at, letter in enumerate(document.text) if letter in "æøåÆØÅ"]
    if not places:
        return None
    at = dice.choice(places)
    before, after = document.text[:at].encode(), document.text[at + 1 :].encode()
    content = before + document.text[at].encode("latin-1") + after
    return broken_at(document, content, document.line(at))


def type_gone(document: Document, _world: World, dice: random.Random) -> Broken | None:
    """A thing doesn't say what it is any more."""
    one = chosen(document.find("rdf:type"), dice)
    if one is None:
        return None
    gone = [other for other in document.statements if other[:2] == one[:2]]
    if len(gone) == len([other for other in document.statements if other.subject == one.subject]):
        return None
    return broken_at(document, document.without(gone), document.line_of(one.subject))


WAYS: dict[str, tuple[str, Way]] = {
    "mandatory property gone": (
        "SKOS-AP-NO, XKOS-AP-NO, DCAT-AP-NO: mandatory properties",
        mandatory,
    ),
    "property misspelt": ("the vocabularies' own lists of terms", property_misspelt),
    "language wrong": ("BCP 47, 2.2.1", language_wrong),
    "language missing": ("SKOS-AP-NO: rdf:langString", language_missing),
    "date impossible": ("XSD 1.1, part 2, 3.3.9", date_impossible),
    "date of no datatype": ("SKOS-AP-NO: xsd:date", date_datatype),
    "end before start": ("SKOS-AP-NO: gyldig til og med", end_before_start),
    "link to nothing": ("Cool URIs: what is linked is described", link_to_nothing),
    "wrong kind of object": ("SKOS S4, S19, S20; SKOS-AP-NO: ranges", wrong_kind),
    "second term": ("SKOS S14", second_term),
    "empty text": ("qSKOS: empty labels", text_empty),
    "notation repeated": ("SKOS 6.5", notation_repeated),
    "relation one way": ("SKOS S8, S23, S25, written out as SKOS-AP-NO wants", one_way),
    "relation without end": ("SKOS-AP-NO: Generisk relasjon and its kin", relation_without_end),
    "status unknown": ("SKOS-AP-NO: Begrep-status", status_unknown),
    "hidden character": ("Unicode TR 36", hidden_character),
    "bidi character": ("Unicode TR 36", bidi_character),
    "definition gone": ("SKOS-AP-NO: Begrep-definisjon", definition_gone),
    "definition with two texts": ("SKOS-AP-NO: Definisjon-tekst", definition_twice),
    "source gone": ("SKOS-AP-NO: Definisjon-kilde", source_gone),
    "other identifier": ("SKOS-AP-NO: Begrep-identifikator", identifier_other),
    "quotation mark gone": ("Turtle 1.1, grammar", syntax),
    "semicolon gone": ("Turtle 1.1, grammar", comma_gone),
    "merge conflict": ("Turtle 1.1, grammar", merge_conflict),
    "circle": ("qSKOS: cyclic hierarchical relations", circle),
    "relation to itself": ("qSKOS: reflexively related concepts", to_itself),
    "two statuses": ("SKOS-AP-NO: Begrep-status, at most one", two_statuses),
    "unsafe link": ("RFC 3986, 7.6", unsafe_link),
    "namespace wrong": ("the vocabularies' own namespaces", namespace_wrong),
    "levels wrong": ("XKOS-AP-NO: antall nivåer", levels_wrong),
    "wrong encoding": ("Turtle 1.1, section 6: UTF-8", encoding),
    "type gone": ("RDF Schema; SKOS-AP-NO: each class", type_gone),
}
"""Each way by name, with the written rule that it violates."""
