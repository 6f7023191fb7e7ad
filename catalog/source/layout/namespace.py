"""A Turtle text moved to another namespace: the names below it, however they are written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from catalog.model.rdf import Iri, Literal
from catalog.source.layout.spelling import IN_IRI, escape, quoted
from catalog.source.layout.tokens import STRINGS, local_of, string_of, tokens
from catalog.source.references import resolve
from catalog.source.walk import unescaped
from catalog.terms import ANY_URI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.rdf import Term
    from catalog.source.layout.sameness import Triple
    from catalog.source.layout.tokens import Token


class Namespace:
    """What lies below ``old``, and is to lie below ``new``."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new

    def iri(self, iri: str) -> str:
        """Return an IRI in the new namespace; one that lies elsewhere as it is."""
        return self.new + iri[len(self.old) :] if iri.startswith(self.old) else iri

    def term(self, term: Term) -> Term:
        """Return a term in the new namespace, also an ``xsd:anyURI`` that holds one."""
        if isinstance(term, Iri):
            return Iri(self.iri(term))
        if isinstance(term, Literal) and term.datatype:
            value = self.iri(term.value) if term.datatype == ANY_URI else term.value
            return Literal(value, "", self.iri(term.datatype))
        return term

    def triple(self, triple: Triple) -> Triple:
        """Return a statement in the new namespace."""
        subject, predicate, value = triple
        if isinstance(subject, Iri):
            subject = Iri(self.iri(subject))
        return subject, Iri(self.iri(predicate)), self.term(value)

    def move(self, text: str, base_iri: str) -> tuple[str, Counter[str]]:
        """Return ``text``, which is Turtle, in the new namespace, and what was rewritten.

        ``base_iri`` is what relative IRIs are seen from where no base is declared; it moves too.
        Counted are ``base``, ``prefix``, ``iri`` and ``literal``. Words, comments and the layout
        stay as they are.
        """
        parts: list[str] = []
        counts: Counter[str] = Counter()
        done = 0
        for token, kind, written in _Walk(self, text, base_iri).rewritten():
            if written != token.text:
                parts += [text[done : token.start], written]
                done = token.end
                counts[kind] += 1
        return "".join([*parts, text[done:]]), counts


class _Walk:
    """One walk over one text, which keeps what names mean before and after."""

    def __init__(self, namespace: Namespace, text: str, base_iri: str) -> None:
        self.namespace = namespace
        self.tokens = [token for token in tokens(text) if token.kind != "comment"]
        self.base = base_iri, namespace.iri(base_iri)
        self.prefixes: dict[str, tuple[str, str]] = {}

    def rewritten(self) -> Iterator[tuple[Token, str, str]]:
        """Yield each token that may change, what it is, and how it is written from now on."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            word = token.text.lower().lstrip("@") if token.kind in {"at", "word"} else ""
            tag = token.kind == "at" and at > 0 and self.tokens[at - 1].kind in STRINGS
            if word in {"prefix", "base"} and not tag:
                at += word == "prefix"
                yield self._directive(word, self.tokens[at].text, self.tokens[at + 1])
                at += 1
            elif token.kind == "iri":
                yield token, "iri", self._iri(token)
            elif token.kind == "name":
                yield token, "iri", self._name(token)
            elif token.kind in STRINGS and self._datatype(at) == ANY_URI:
                yield token, "literal", self._string(token)
            at += 1

    def _directive(self, word: str, name: str, token: Token) -> tuple[Token, str, str]:
        iri = resolve(unescaped(token.text[1:-1]), self.base[0])
        moved = self.namespace.iri(iri)
        written = self._iri(token)
        if word == "base":
            self.base = iri, moved
        else:
            self.prefixes[local_of(name)[0]] = iri, moved
        return token, word, written

    def _iri(self, token: Token) -> str:
        """Return an IRI as it is where it still means the right thing, else with the new base."""
        written = unescaped(token.text[1:-1])
        iri = resolve(written, self.base[0])
        moved = self.namespace.iri(iri)
        if resolve(written, self.base[1]) == moved:
            return token.text
        return self._swapped(token.text, "<") or f"<{IN_IRI.sub(escape, moved)}>"

    def _name(self, token: Token) -> str:
        prefix, local = local_of(token.text)
        iri, moved = self.prefixes[prefix]
        wanted = self.namespace.iri(iri + local)
        return token.text if moved + local == wanted else f"<{IN_IRI.sub(escape, wanted)}>"

    def _string(self, token: Token) -> str:
        value = string_of(token)
        moved = self.namespace.iri(value)
        if moved == value:
            return token.text
        marks = token.text[: 3 if token.kind == "long" else 1]
        return self._swapped(token.text, marks) or quoted(moved)

    def _swapped(self, written: str, opening: str) -> str:
        """Return ``written`` with the namespace alone exchanged; nothing where it isn't plain."""
        if not written.startswith(opening + self.namespace.old):
            return ""
        return opening + self.namespace.new + written[len(opening + self.namespace.old) :]

    def _datatype(self, at: int) -> str:
        """Return the datatype of the string at an index; nothing where it has none."""
        if [token.kind for token in self.tokens[at + 1 : at + 2]] != ["datatype"]:
            return ""
        token = self.tokens[at + 2]
        if token.kind == "iri":
            return resolve(unescaped(token.text[1:-1]), self.base[0])
        prefix, local = local_of(token.text)
        return self.prefixes[prefix][0] + local
