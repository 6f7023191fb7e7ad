"""The check as a whole: each rule asked once; what they find sorted, counted, put into words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.addresses import addresses
from catalog.check.case import Case
from catalog.check.codes import codes
from catalog.check.concepts import concepts
from catalog.check.dates import dates
from catalog.check.files import files as judge_files
from catalog.check.finding import Finding, Report
from catalog.check.hierarchy import hierarchy
from catalog.check.judge import judge
from catalog.check.kinds import kinds, spelling
from catalog.check.links import links
from catalog.check.locate import Locator
from catalog.check.relations import relations
from catalog.check.rule import severities
from catalog.check.shapes import read_shapes
from catalog.check.speech import Speech, shortened
from catalog.check.texts import texts
from catalog.check.things import find_things
from catalog.model.rdf import BlankNode, Literal
from catalog.settings import program_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog.check.finding import Fault
    from catalog.model.rdf import Graph
    from catalog.settings import Settings
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Sources

QUESTIONS: Final[tuple[Callable[[Case], Iterator[Fault]], ...]] = (
    judge_files,
    judge,
    texts,
    addresses,
    spelling,
    kinds,
    links,
    dates,
    hierarchy,
    relations,
    codes,
    concepts,
)


def check(
    sources: Sources,
    files: tuple[SourceFile, ...],
    settings: Settings,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    before: Graph | None = None,
) -> Report:
    """Judge ``sources``, which were read from ``files``, by the rules that ``settings`` ask.

    A broken file is one finding among the others. ``progress`` is told how many of the parts are
    done, and of how many. ``before`` is what the last Release said: rules about what may not
    change are asked only where it is given. Raises ShapesBroken and SettingsBroken where no check
    can be made.
    """
    shapes = read_shapes(program_folder("shapes"), settings)
    case = Case(
        graph=sources.graph,
        things=find_things(sources.graph, settings.base_iri),
        shapes=shapes,
        severities=severities(shapes.rules, settings),
        settings=settings,
        files=files,
        broken=sources.broken,
        before=before,
    )
    found: dict[tuple[object, ...], Fault] = {}
    for done, question in enumerate(QUESTIONS):
        progress(done, len(QUESTIONS))
        for fault in question(case):
            if case.asks(fault.rule):
                key = (fault.rule, fault.subject, fault.predicate, fault.value, fault.file,
                       fault.line, str(fault.facts.get("other", "")))  # fmt: skip
                found.setdefault(key, fault)
    progress(len(QUESTIONS), len(QUESTIONS))
    return _report(case, list(found.values()))


def _report(case: Case, faults: list[Fault]) -> Report:
    counts = Counter(fault.rule for fault in faults)
    kept, suppressed = _limited(case, faults, counts)
    locator = Locator(case, kept)
    speech = Speech(case)
    by_severity = Counter[str]()
    for rule, count in counts.items():
        by_severity[case.severities[rule]] += count
    return Report(
        findings=tuple(
            sorted((_finding(case, fault, locator, speech) for fault in kept), key=_order)
        ),
        counts=dict(sorted(counts.items())),
        suppressed=suppressed,
        errors=by_severity["error"],
        warnings=by_severity["warning"],
        files=len(case.files),
        words=case.shapes.words,
    )


def _limited(
    case: Case, faults: list[Fault], counts: Counter[str]
) -> tuple[list[Fault], dict[str, int]]:
    """Return the first findings of each rule, in source order, and how many more there are."""
    most = case.settings.limits.findings_per_rule
    if max(counts.values(), default=0) <= most:
        return faults, {}
    order = {subject: index for index, subject in enumerate(case.graph.subjects)}
    faults.sort(
        key=lambda fault: (
            fault.file,
            -1 if fault.subject is None else order.get(fault.subject, -1),
            str(fault.predicate),
            str(fault.value),
        )
    )
    left = dict.fromkeys(counts, most)
    kept = []
    for fault in faults:
        left[fault.rule] -= 1
        if left[fault.rule] >= 0:
            kept.append(fault)
    return kept, {rule: -rest for rule, rest in sorted(left.items()) if rest < 0}


def _finding(case: Case, fault: Fault, locator: Locator, speech: Speech) -> Finding:
    file, place = locator.locate(fault)
    value = fault.value
    return Finding(
        file=file,
        line=place.line,
        column=place.column,
        rule=fault.rule,
        severity=case.severities[fault.rule],
        resource=""
        if fault.subject is None or isinstance(fault.subject, BlankNode)
        else fault.subject,
        label=""
        if fault.subject is None
        else speech.label(fault.subject, case.settings.languages[0]),
        value=shortened(value.value if isinstance(value, Literal) else value or ""),
        messages=speech.sentences(fault),
        why=speech.why(fault),
        mend=speech.mend(fault),
        source=case.shapes.rules[fault.rule].source,
        fault=fault,
    )


def _order(finding: Finding) -> tuple[str, int, str, int, str, str]:
    return (
        finding.file,
        finding.line,
        finding.rule,
        finding.column,
        finding.value,
        finding.message("nb"),
    )
