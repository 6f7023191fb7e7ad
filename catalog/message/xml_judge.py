"""The judge of messages in XML: the schema, then days of codes, then business rules.

A right message takes the short way: libxml2 reads and validates it, one walk looks at its codes,
one question asks all rules. Where libxml2 refuses, our own walk tells why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message.code_days import CodeDays, code_days
from catalog.message.document import read_document
from catalog.message.elements import INSTANCE, Explainer, local, space
from catalog.message.masking import NOTHING, excerpt, quoted
from catalog.message.nearest import Nearest
from catalog.message.parts import Parts, parts_of
from catalog.message.positions import places
from catalog.message.remarks import Remark, Remarks
from catalog.message.rules import Broken, Rules, compile_rules
from catalog.message.values import Values, compiled_schema, values_of
from catalog.model.requirement import FATAL, WARNING
from catalog.model.verdict import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from catalog.limits import Limits
    from catalog.message.document import Document
    from catalog.message.parts import TypeParts
    from catalog.message.telling import Teller
    from catalog.model.information import InformationModel
    from catalog.model.requirement import BusinessRule

LARGE: Final = 100_000
"""Bytes from which our own walk comes first: libxml2 tells each fault with its path, which takes
the longer the more neighbours there are; 100,000 faults took a minute, our walk three seconds.
Rules are asked one by one."""
XSI: Final = {f"{INSTANCE}nil": "xsi-nil", f"{INSTANCE}type": "xsi-type"}
"""Attributes that XML Schema takes only where a schema says so: only libxml2 judges them."""


@dataclass(slots=True)
class XmlJudge:
    """All that is made ready once to judge messages by a model and its rules."""

    model: InformationModel
    limits: Limits
    teller: Teller
    parts: Parts
    schema: etree.XMLSchema
    days: CodeDays
    rules: Rules
    nearest: Nearest
    values: Values | None = None
    """Made when the first message is wrong."""

    @classmethod
    def of(
        cls, model: InformationModel, rules: Sequence[BusinessRule], limits: Limits, teller: Teller
    ) -> XmlJudge:
        """Make all ready. Raises SchemaRefused and ExpressionRefused."""
        schema = compiled_schema(model, model.iri)
        parts = parts_of(model)
        hidden = {it.name for it in parts.fields.values() if it.personal}
        return cls(
            model, limits, teller, parts, schema, code_days(model, parts),
            compile_rules(rules, model.namespace, hidden), Nearest(limits.message_nearest),
        )  # fmt: skip

    def judge(self, body: bytes, day: dt.date) -> tuple[list[Finding], dict[str, int], bool]:
        """Return the findings, how many of each severity there are, and if rules were asked."""
        document = read_document(body, self.limits)
        if isinstance(document, Finding):
            return [document], {document.severity: 1}, False
        remarks = Remarks(self.limits.message_findings)
        root = document.root
        made = self.parts.roots.get(root.tag)
        if made is None:
            remarks.add(self.other_root(root))
            return self.told(document, remarks), remarks.counts, False
        faulty = _Faulty()
        large = len(document.text) > LARGE
        if large:
            self.walk(root, made, remarks, day)
        if not remarks.counts and not self.schema.validate(root):
            self.explain(root, made, remarks, day)
        if remarks.counts:
            faulty.note(remarks)
        self.days.judge(root, made, remarks)
        for broken in self.rules.broken(root, day, sieved=not large):
            if not faulty.misleads(broken):
                self.note(broken, remarks)
        return self.told(document, remarks), remarks.counts, True

    def other_root(self, root: etree._Element) -> Remark:
        """Return the remark on a document that isn't one of the model's."""
        name, namespace = local(root.tag), space(root.tag)
        expected = ", ".join(sorted(local(tag) for tag in self.parts.roots))
        values = {
            "name": self.shown(name),
            "namespace": self.shown(namespace) or NOTHING,
            "expected": expected,
            "expected_namespace": self.parts.namespace or NOTHING,
        }
        code = "root-unknown"
        if self.parts.tag(name) in self.parts.roots:
            code = "root-namespace" if namespace else "root-namespace-missing"
            if not self.parts.namespace:
                code = "root-namespace-none"
        return Remark(code, root, "", values, FATAL)

    def walk(self, root: etree._Element, made: TypeParts, remarks: Remarks, day: dt.date) -> None:
        """Note all that our own walk finds."""
        if self.values is None:
            self.values = values_of(self.model)
        walk = Explainer(self.parts, self.values, self.nearest, self.limits, remarks, day)
        walk.explain(root, made)
        # What a message holds is kept no longer than it is judged.
        self.values.seen.clear()
        self.nearest.found.clear()

    def explain(
        self, root: etree._Element, made: TypeParts, remarks: Remarks, day: dt.date
    ) -> None:
        """Note why the schema refuses a document; at the least that it does."""
        log = self.schema.error_log
        self.walk(root, made, remarks, day)
        if not remarks.counts:
            entry = log[0] if len(log) else None
            at, kind = root, NOTHING
            if entry is not None:
                kind = entry.type_name
                found = root.getroottree().xpath(entry.path) if entry.path else []
                at = found[0] if found and etree.iselement(found[0]) else root
            values = {"kind": kind, "name": self.shown(local(at.tag))}
            code, name = "schema-other", next((it for it in XSI if it in at.attrib), "")
            if name:
                code, values["type"] = XSI[name], quoted(at.get(name), self.limits.message_excerpt)
            remarks.add(Remark(code, at, name, values))

    def note(self, broken: Broken, remarks: Remarks) -> None:
        """Note a business rule that isn't kept, or that can't be asked."""
        rule = broken.rule
        values = {"name": rule.notation or rule.name}
        if broken.node is None:
            remarks.add(Remark("rule-failed", None, "", values, WARNING, rule=rule))
            return
        severity = broken.severity
        if not remarks.count(severity):
            return
        characters = self.limits.message_excerpt
        message = tuple(it.filled(broken.node, characters) for it in broken.compiled.sentences)
        remarks.kept.append(
            Remark("rule", broken.node, broken.name, values, severity, rule=rule, message=message)
        )

    def told(self, document: Document, remarks: Remarks) -> list[Finding]:
        """Return the remarks as findings, in the order of the message."""
        if not remarks.kept:
            return []
        wanted: dict[etree._Element, set[str]] = {}
        for remark in remarks.kept:
            if remark.at is not None:
                wanted.setdefault(remark.at, set()).update({"", remark.name})
        numbers = {
            element: number
            for number, element in enumerate(document.root.iter("*"))
            if element in wanted
        }
        text = document.text.decode()
        found = places(text, {number: wanted[element] for element, number in numbers.items()})
        findings = []
        for remark in remarks.kept:
            number = numbers.get(remark.at, -1)
            place = found.get((number, remark.name)) or found.get((number, ""))
            findings.append(self.teller.finding(remark, place))
        findings.sort(key=lambda it: (it.line, it.column))
        return findings

    def shown(self, text: str) -> str:
        """Return a text of the message as it may be repeated."""
        return excerpt(text, self.limits.message_excerpt)


@dataclass(slots=True)
class _Faulty:
    """Where the schema was not kept: a rule about the same things would mislead there.

    A day that is none is neither before nor after another.
    """

    at: dict[etree._Element, set[str]] = field(default_factory=dict)
    inside: dict[etree._Element, set[str]] = field(default_factory=dict)

    def note(self, remarks: Remarks) -> None:
        """Note the names of what the schema's remarks are about."""
        for remark in remarks.kept:
            names = {local(remark.name), local(remark.at.tag), remark.values.get("name", "")}
            self.at.setdefault(remark.at, set()).update(names)
            for around in remark.at.iterancestors():
                self.inside.setdefault(around, set()).update(names)

    def misleads(self, broken: Broken) -> bool:
        """Tell whether a rule looks at what is faulty at its element, in it or around it."""
        node = broken.node
        if not self.at or node is None:
            return False
        names = broken.compiled.names
        if not names.isdisjoint(self.inside.get(node, ())):
            return True
        return any(
            not names.isdisjoint(self.at.get(each, ())) for each in (node, *node.iterancestors())
        )
