"""Edited cells entered in the ledger: texts, parts of their own, and both sides of a relation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog import terms
from catalog.editing.sheets.fault import CellProblem
from catalog.editing.sheets.plan import FIELDS, FORMERS, RELATIONS, Column, Field
from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from catalog.editing.sheets.comparing import Edit
    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.ledger import Ledger
    from catalog.model.rdf import Term

NORWEGIAN = "skos-ap-no"
RELATION_FIELDS = {field.predicate: field for field in FIELDS if field.objects}


class Posting:
    """Enters edits in a ledger, one at a time."""

    def __init__(self, contents: Contents, ledger: Ledger) -> None:
        self.contents = contents
        self.graph = contents.graph
        self.ledger = ledger
        self.norwegian = contents.settings.profile == NORWEGIAN
        self.parts: dict[tuple[Iri, Iri, str], Iri] = {}
        self.stems: dict[tuple[Iri, bool], str] = {}
        self.objects: dict[tuple[object, object, object], list[Iri]] = {}
        """The relation objects by what they say: subject, direct relation, target."""
        for node, relation in contents.relations.items():
            said = (relation.subject, relation.direct, relation.value)
            self.objects.setdefault(said, []).append(node)

    def post(self, edit: Edit) -> None:
        """Enter one edit. Raises CellProblem where it can't be."""
        field = edit.column.field
        gone = tuple(term for term in edit.before if term not in edit.after)
        new = tuple(term for term in edit.after if term not in edit.before)
        if edit.kind == RELATIONS and field.name == "to":
            if edit.after:
                raise CellProblem("relation-moved")
            relation = self.contents.relations[edit.resource]
            self.unrelate(Iri(relation.subject), RELATION_FIELDS[relation.direct], relation.value)
        elif edit.kind == FORMERS:
            self._former(edit, gone, new)
        elif field.part:
            self._part(edit, gone, new)
        elif field.inverse:
            for term in gone:
                self.unrelate(edit.resource, field, Iri(str(term)))
            for term in new:
                self.relate(edit.resource, field, Iri(str(term)))
        else:
            owner = None
            if edit.kind == RELATIONS:
                owner = Iri(self.contents.relations[edit.resource].subject)
            self.ledger.unsay(edit.resource, field.predicate, *gone, of=owner)
            self.ledger.say(edit.resource, field.predicate, *new, of=owner)

    def relate(self, subject: Iri, field: Field, target: Iri, *, back: bool = True) -> Iri | None:
        """Say a relation in every form that is usual here, on both sides; return its object.

        With ``back`` the other side gets a relation object too.
        """
        inverse = field.inverse
        ours = target in self.graph.subjects or target in self.ledger.homes
        direct = field.predicate != terms.MEMBER_OF or self._usual(terms.MEMBER_OF)
        if direct:
            self.ledger.say(subject, field.predicate, target)
        if inverse and ours and (self._usual(inverse) or not direct):
            self.ledger.say(target, inverse, subject)
        if not field.objects or not self._usual(field.objects.link):
            return None
        node = self._object(subject, field, target)
        if back and inverse and ours and inverse in RELATION_FIELDS:
            self._object(target, RELATION_FIELDS[inverse], subject)
        return node

    def unrelate(self, subject: Iri, field: Field, target: Iri) -> None:
        """Remove a relation in every form, on both sides."""
        self.ledger.unsay(subject, field.predicate, target)
        if field.inverse:
            self.ledger.unsay(target, field.inverse, subject)
        for said in ((subject, field.predicate, target), (target, field.inverse, subject)):
            for node in self.objects.get(said, ()):
                relation = self.contents.relations.get(node)
                if relation is not None:
                    owner = Iri(relation.subject)
                    self.ledger.unsay(owner, relation.has, node)
                    self.ledger.unsay_all(node, of=owner)

    def object_of(self, subject: Iri, field: Field, target: Iri) -> Iri | None:
        """Return the relation object that says a relation already."""
        return next(iter(self.objects.get((subject, field.predicate, target), ())), None)

    def former(self, owner: Iri) -> Iri:
        """Make a former text of ``owner``, named as others are here, and return it."""
        stems = (
            re.fullmatch(r"(.*?\D)\d+", node.removeprefix(of))
            for node, of in self.contents.formers.items()
            if node.startswith(f"{of}#")
        )
        found = next((stem[1] for stem in stems if stem), "#former-")
        node = self.ledger.free(owner + found)
        self.ledger.say(owner, terms.FORMER_LABEL, node)
        self.ledger.say(node, terms.TYPE, terms.FORMER_LABEL_CLASS, of=owner)
        return node

    def _former(self, edit: Edit, gone: tuple[Term, ...], new: tuple[Term, ...]) -> None:
        """Enter an edit of a former text; one that has no text left is gone itself."""
        node, predicate = edit.resource, edit.column.field.predicate
        owner = self.contents.formers[node]
        texts = set(self.graph.objects(node, terms.VALUE))
        if predicate == terms.VALUE and not new and texts <= set(gone):
            self.ledger.unsay(owner, terms.FORMER_LABEL, node)
            self.ledger.unsay_all(node, of=owner)
            return
        self.ledger.unsay(node, predicate, *gone, of=owner)
        self.ledger.say(node, predicate, *new, of=owner)

    def _object(self, subject: Iri, field: Field, target: Iri) -> Iri:
        """Return the relation object, made if it isn't there (SKOS-AP-NO-Begrep, 1.1)."""
        objects = field.objects
        known = self.object_of(subject, field, target)
        if known is not None or objects is None:
            return known or subject
        node = self.ledger.free(subject + self._stem(subject, objects.link, objects.stem))
        self.ledger.say(subject, objects.link, node)
        self.ledger.say(node, terms.TYPE, objects.type, of=subject)
        self.ledger.say(node, objects.end, target, of=subject)
        self.objects.setdefault((subject, field.predicate, target), []).append(node)
        return node

    def _stem(self, subject: Iri, link: Iri, otherwise: str) -> str:
        """Return what such parts are called here, without their number."""
        key = (link, "#" in subject)
        if key not in self.stems:
            self.stems[key] = self._usual_stem(link, otherwise, hashed="#" in subject)
        return self.stems[key]

    def _usual_stem(self, link: Iri, otherwise: str, *, hashed: bool) -> str:
        for node, relation in self.contents.relations.items():
            if relation.has == link and node.startswith(relation.subject):
                found = re.fullmatch(r"(.*?\D)\d+", node[len(relation.subject) :])
                if found and hashed == ("#" in relation.subject):
                    return found[1]
        return f"{'-' if hashed else '#'}{otherwise}-"

    def _usual(self, predicate: Iri) -> bool:
        return self.norwegian or self.contents.uses(predicate)

    def _part(self, edit: Edit, gone: tuple[Term, ...], new: tuple[Term, ...]) -> None:
        """Enter an edit of a text that is a thing of its own, or of what is said about it."""
        column, part = edit.column, edit.column.field.part
        if part is None:
            return
        own = column.field.predicate == part.value
        nodes = [
            node for node in self.contents.parts(edit.resource, column) if isinstance(node, Iri)
        ]
        key = (edit.resource, part.link, column.language)
        node = nodes[0] if nodes else self.parts.get(key)
        if node is None and not own:
            raise CellProblem("no-text")
        if node is None:
            node = self.parts[key] = self._new_part(edit.resource, column)
        if own and nodes and not new and len(self.graph.objects(node, part.value)) == len(gone):
            self.ledger.unsay(edit.resource, part.link, node)
            self.ledger.unsay_all(node, of=edit.resource)
            return
        if own and not nodes:
            self.ledger.say(edit.resource, part.link, node)
            self.ledger.say(node, terms.TYPE, part.type, of=edit.resource)
        self.ledger.unsay(node, column.field.predicate, *gone, of=edit.resource)
        self.ledger.say(node, column.field.predicate, *new, of=edit.resource)

    def _new_part(self, resource: Iri, column: Column) -> Iri:
        part = column.field.part
        stem = part.stem if part else ""
        sign = "-" if "#" in resource else "#"
        name = Iri("-".join(filter(None, (f"{resource}{sign}{stem}", column.language))))
        return name if name not in self.graph.subjects else self.ledger.free(f"{name}-")
