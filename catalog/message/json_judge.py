"""The judge of messages in JSON: the schema, then days of codes; rules in XPath know no JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import jsonschema_rs

from catalog.errors import SchemaRefused
from catalog.formats.schemas import json_schema
from catalog.message.code_days import CodeDays, Step, Written, code_days, day_around
from catalog.message.document import place_of
from catalog.message.json_faults import JsonExplainer
from catalog.message.json_text import Scanner, is_too_large
from catalog.message.masking import excerpt
from catalog.message.nearest import Nearest
from catalog.message.parts import Parts, parts_of
from catalog.message.remarks import Remark, Remarks
from catalog.model.requirement import ERROR, FATAL, WARNING
from catalog.model.verdict import Finding

if TYPE_CHECKING:
    import datetime as dt

    from catalog.limits import Limits
    from catalog.message.json_text import Path
    from catalog.message.parts import TypeParts
    from catalog.message.positions import Place
    from catalog.message.telling import Teller
    from catalog.model.information import Field, InformationModel

MARK: Final = "\ufeff"
"""A byte order mark, which JSON must not begin with but may be read with (RFC 8259 §8.1)."""


class _RefusedError(ValueError):
    """Python reads it, JSON doesn't know it."""


@dataclass(slots=True)
class JsonJudge:
    """All that is made ready once to judge messages by a model."""

    model: InformationModel
    limits: Limits
    teller: Teller
    parts: Parts
    schema: jsonschema_rs.Draft202012Validator
    days: CodeDays

    @classmethod
    def of(cls, model: InformationModel, limits: Limits, teller: Teller) -> JsonJudge:
        """Make all ready. Raises SchemaRefused."""
        made = json.loads(json_schema(model))
        try:
            schema = jsonschema_rs.Draft202012Validator(made, validate_formats=True, offline=True)
        except (ValueError, jsonschema_rs.ValidationError) as problem:
            known = str(problem).partition("\n")[0]
            raise SchemaRefused(model.iri, reason="schema-program", known=known) from None
        parts = parts_of(model)
        return cls(model, limits, teller, parts, schema, code_days(model, parts))

    def judge(self, body: bytes, day: dt.date) -> tuple[list[Finding], dict[str, int], bool]:
        """Return what is wrong with a message, how many findings there are, and False: no rules."""
        try:
            text = body.decode()
        except UnicodeDecodeError as problem:
            place = place_of(body[: problem.start].decode())
            finding = Finding("encoding-wrong", FATAL, *place, values={"encoding": "UTF-8"})
            return [finding], {FATAL: 1}, False
        remarks = Remarks(self.limits.message_findings)
        marked = text.startswith(MARK)
        if marked:
            text = text[1:]
            remarks.add(Remark("json-mark", (), severity=WARNING))
        pairs = _Pairs()
        scanner = Scanner(text, self.limits.message_depth)
        try:
            value = json.loads(
                text,
                object_pairs_hook=pairs,
                parse_constant=_refuse,
                parse_float=_float,
                parse_int=_int,
            )
            if "\\ud" in text.lower():
                # Half a sign beyond the first 65,536 is no text: jsonschema-rs can't read it.
                json.dumps(value, ensure_ascii=False).encode()
            right = not pairs.doubled and self.schema.is_valid(value)
        except (ValueError, RecursionError):
            scanner.scan()
            return self.unreadable(scanner, remarks)
        made = next(iter(self.parts.roots.values()))
        if not right:
            self.explain(value, made, remarks, day)
        if isinstance(value, dict) and len(self.parts.roots) == 1:
            self.judge_days(value, made, remarks)
        return self.told(text, remarks, doubled=pairs.doubled), remarks.counts, False

    def unreadable(
        self, scanner: Scanner, remarks: Remarks
    ) -> tuple[list[Finding], dict[str, int], bool]:
        """Return the finding that tells why a text isn't JSON."""
        slip = next((it for it in scanner.slips if it.fatal), None)
        values = {"limit": str(self.limits.message_depth)} if slip else {}
        remark = Remark(slip.code if slip else "json-value", (), "", values, FATAL)
        remarks.add(remark)
        findings = [self.teller.finding(it, None) for it in remarks.kept]
        if slip:
            findings[-1] = self.teller.finding(remark, scanner.place(slip))
        return findings, remarks.counts, False

    def explain(self, value: object, made: TypeParts, remarks: Remarks, day: dt.date) -> None:
        """Note each thing that the schema refuses."""
        nearest = Nearest(self.limits.message_nearest)
        explainer = JsonExplainer(self.parts, nearest, self.limits, remarks, day)
        for problem in self.schema.iter_errors(value):
            explainer.note(problem, value, made)

    def judge_days(self, value: dict[str, object], made: TypeParts, remarks: Remarks) -> None:
        """Note each code that isn't valid on its day."""
        stack: list[tuple[Step, Path]] = [(Step(value, made, None), ())]
        while stack:
            step, path = stack.pop()
            holder = step.node
            if not isinstance(holder, dict):
                continue
            for dated in self.days.dated.get(step.made.type.iri, ()):
                for at, code in _each(holder.get(dated.tag), (*path, dated.tag)):
                    if isinstance(code, str) and code in dated.codes:
                        found = day_around(dated, step, _member)
                        self.days.hold(dated, Written(code, at), found, remarks)
            for name, further in self.days.ways.get(step.made.type.iri, {}).items():
                for at, inner in _each(holder.get(name), (*path, name)):
                    stack.append((Step(inner, further, step), at))

    def told(self, text: str, remarks: Remarks, *, doubled: bool) -> list[Finding]:
        """Return the remarks as findings, in the order of the message."""
        if not remarks.kept and not doubled:
            return []
        wanted = {remark.at for remark in remarks.kept}
        scanner = Scanner(text, self.limits.message_depth, wanted, whole=doubled)
        scanner.scan()
        found: list[tuple[Remark, Place | None]] = []
        for slip in scanner.slips:
            if remarks.count(ERROR):
                name = excerpt(slip.name, self.limits.message_excerpt)
                remark = Remark(slip.code, slip.path, "", {"name": name})
                remarks.kept.append(remark)
                found.append((remark, scanner.place(slip)))
        places = scanner.places()
        slipped = len(found)
        found += [(it, places.get(it.at)) for it in remarks.kept[: len(remarks.kept) - slipped]]
        findings = [self.teller.finding(*one) for one in found]
        findings.sort(key=lambda it: (it.line, it.column))
        return findings


@dataclass(slots=True)
class _Pairs:
    """Makes objects, and notes whether a name came twice in one."""

    doubled: bool = False

    def __call__(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self.doubled = True
        return made


def _refuse(_text: str) -> object:
    raise _RefusedError


def _float(text: str) -> float:
    if is_too_large(text):
        raise _RefusedError
    return float(text)


def _int(text: str) -> int:
    if is_too_large(text):
        raise _RefusedError
    return int(text)


def _each(value: object, path: Path) -> list[tuple[Path, object]]:
    """Return a value with its path, or those of a list with theirs."""
    if isinstance(value, list):
        return [((*path, number), one) for number, one in enumerate(value)]
    return [] if value is None else [(path, value)]


def _member(node: object, tag: str, _it: Field) -> str | None:
    """Return a text of an object."""
    value = node.get(tag) if isinstance(node, dict) else None
    return value if isinstance(value, str) else None
