"""A Turtle text into a Document that keeps comments and offsets (Turtle 1.1, section 6.5).

It reads what the parser has found to be Turtle; where it meets something else it says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.errors import SourceBroken
from catalog.limits import LIMITS
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.source.layout.document import Block, Directive, Document, Fact, Member, Noted, Value
from catalog.source.layout.tokens import STRINGS, Token, local_of, string_of, tokens
from catalog.source.references import SCHEME, resolve
from catalog.source.walk import unescaped
from catalog.terms import BOOLEAN, STRING, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

END: Final = "end"
LINE_END: Final = re.compile(r"[\r\n]")


def read_document(text: str, base_iri: str) -> Document:
    """Return the document that ``text`` is. Raises SourceBroken where it isn't Turtle 1.1."""
    return Reader(text, {}, base_iri).document()


class Reader:
    """One walk over a text."""

    def __init__(self, text: str, prefixes: Mapping[str, str], base: str) -> None:
        self.text = text
        self.prefixes = prefixes
        self.base = base
        self.relative = False
        self.tokens = [*tokens(text), Token(END, "", len(text), len(text))]
        self.at = 0
        self.behind = 0
        self.depth = 0
        self.comments: list[str] = []
        self.anchor: Noted | None = None

    def document(self) -> Document:
        """Read to the end."""
        items: list[Directive | Block] = []
        while self._peek().kind != END:
            items.append(self._directive() if self._is_directive() else self.block())
        self._take()
        while self.comments and not self.comments[-1]:
            self.comments.pop()
        return Document(items, self.comments, self.prefixes, self.base, relative=self.relative)

    def block(self) -> Block:
        """Read a subject and what is said about it."""
        floor = self.behind
        first = self._take()
        before = self._noted()
        subject = self._value(first)
        block = Block(
            before, subject=subject, facts=[], prefixes=self.prefixes, base=self.base, floor=floor
        )
        block.before += self._lines()
        self.anchor = block
        if self._peek().text != "." or subject.facts is None:
            self._facts(block.facts, ".")
        line_end = self.behind
        dot = self._expect(".")
        block.last.before = self._lines()
        if LINE_END.search(self.text, line_end, dot.start) or not block.facts:
            self.anchor = block.last
        block.end = dot.end
        return block

    # What stands in the text ------------------------------------------------------------------

    def _peek(self) -> Token:
        """Return the next token that isn't a comment, and leave it."""
        at = self.at
        while self.tokens[at].kind == "comment":
            at += 1
        return self.tokens[at]

    def _take(self) -> Token:
        """Return the next token, with the comments ahead of it given to where they belong."""
        while (token := self.tokens[self.at]).kind == "comment":
            self.at += 1
            gap = self.text[self.behind : token.start]
            comment = token.text.rstrip()
            if self.behind and not LINE_END.search(gap) and self.anchor is not None:
                self.anchor.after = f"{self.anchor.after} {comment}".lstrip()
            else:
                self._blank_line(gap)
                self.comments.append(comment)
            self.behind = token.end
        if token.kind != END or self.comments:
            self._blank_line(self.text[self.behind : token.start])
        self.at += token.kind != END
        self.behind = token.end
        return token

    def _blank_line(self, gap: str) -> None:
        if gap.count("\n") > 1 and self.comments and self.comments[-1]:
            self.comments.append("")

    def _noted(self) -> list[str]:
        """Return the comments ahead of the token just taken, with the blank lines among them."""
        found, self.comments = self.comments, []
        return found

    def _lines(self) -> list[str]:
        """Return the comments ahead of the token just taken."""
        return [comment for comment in self._noted() if comment]

    def _expect(self, mark: str) -> Token:
        token = self._take()
        if token.text != mark:
            raise self._broken(token)
        return token

    def _broken(self, token: Token) -> SourceBroken:
        line = self.text.count("\n", 0, token.start) + 1
        column = token.start - self.text.rfind("\n", 0, token.start)
        return SourceBroken(f"{line}:{column}", reason="syntax", detail=token.text[:40])

    # Directives -------------------------------------------------------------------------------

    def _is_directive(self) -> bool:
        token = self._peek()
        return token.kind == "at" or (
            token.kind == "word" and token.text.lower() in {"prefix", "base"}
        )

    def _directive(self) -> Directive:
        word = self._take()
        before = self._noted()
        self.anchor = None
        name: str | None = None
        if word.text.lower().endswith("prefix"):
            name = local_of(self._take().text)[0]
        iri = self._take()
        if iri.kind != "iri":
            raise self._broken(iri)
        directive = Directive(
            before,
            name=name,
            iri=resolve(unescaped(iri.text[1:-1]), self.base),
            start=word.start,
            end=iri.end,
        )
        directive.before += self._lines()
        self.anchor = directive
        if word.kind == "at":
            directive.end = self._expect(".").end
            directive.before += self._lines()
        if name is None:
            self.base = directive.iri
        else:
            self.prefixes = {**self.prefixes, name: directive.iri}
        return directive

    # Facts ------------------------------------------------------------------------------------

    def _facts(self, facts: list[Fact], closing: str) -> None:
        """Read facts up to ``closing``, which is left."""
        while True:
            verb = self._take()
            predicate = TYPE if verb.text == "a" else self._term(verb)
            if not isinstance(predicate, Iri):
                raise self._broken(verb)
            self.anchor = None
            while True:
                first = self._take()
                before = self._lines()
                value = self._value(first)
                fact = Fact(before, predicate=predicate, verb=verb, value=value)
                fact.before += self._lines()
                facts.append(fact)
                self.anchor = fact
                fact.mark = self._peek()
                if fact.mark.text != ",":
                    break
                self._take()
            while self._peek().text == ";":
                mark, last = facts[-1].mark, self._take()
                if mark and mark is not last:
                    facts[-1].mark = mark._replace(end=last.end)
            if self._peek().text == closing:
                return
            if facts[-1].mark is None or facts[-1].mark.text != ";":
                raise self._broken(self._peek())

    def _value(self, token: Token) -> Value:
        """Read the value that begins with ``token``."""
        if token.text not in {"[", "("} or token.kind != "mark":
            term = self._literal(token) if token.kind in STRINGS else self._term(token)
            return Value(token.start, self.behind, term)
        self.depth += 1
        if self.depth > LIMITS.brackets:
            raise self._broken(token)
        value = Value(token.start, token.end)
        self.anchor = value.inner
        closing = "]" if token.text == "[" else ")"
        if token.text == "[":
            value.facts = []
            if self._peek().text != closing:
                self._facts(value.facts, closing)
        else:
            value.members = []
            while self._peek().text != closing:
                first = self._take()
                before = self._lines()
                member = Member(before, value=self._value(first))
                member.before += self._lines()
                value.members.append(member)
                self.anchor = member
        value.end = self._expect(closing).end
        value.inner.before = self._lines()
        self.anchor = None
        self.depth -= 1
        return value

    def _literal(self, token: Token) -> Literal:
        """Read a literal that begins with a string."""
        text = string_of(token)
        following = self._peek()
        if following.kind == "at":
            self.anchor = None
            return Literal(text, self._take().text[1:])
        if following.kind != "datatype":
            return Literal(text)
        self.anchor = None
        self._take()
        datatype = self._term(self._take())
        return Literal(text, "", "" if datatype == STRING else str(datatype))

    def _term(self, token: Token) -> Iri | BlankNode | Literal:
        kind, found = token.kind, token.text
        if kind == "iri":
            written = unescaped(found[1:-1])
            self.relative = self.relative or not SCHEME.match(written)
            return Iri(resolve(written, self.base))
        if kind == "name":
            prefix, local = local_of(found)
            if prefix in self.prefixes:
                return Iri(self.prefixes[prefix] + local)
        if kind == "blank":
            return BlankNode(found[2:])
        if kind == "number":
            double = "e" in found.lower()
            name = "double" if double else "decimal" if "." in found else "integer"
            return Literal(found, "", XSD + name)
        if kind == "word" and found in {"true", "false"}:
            return Literal(found, "", BOOLEAN)
        raise self._broken(token)
