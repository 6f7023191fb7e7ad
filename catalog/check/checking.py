"""The check as a whole: each rule asked once; what they find sorted, counted, put into words."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.addresses import addresses
from catalog.check.alike import defined_alike
from catalog.check.case import Case
from catalog.check.changed import Neighbourhood
from catalog.check.codes import codes
from catalog.check.concepts import alike, concepts
from catalog.check.coverage import coverage
from catalog.check.datasets import datasets, recommendations
from catalog.check.dates import dates
from catalog.check.definitions import definitions
from catalog.check.exceptions import Exceptions, exceptions
from catalog.check.excerpt import excerpt
from catalog.check.files import files as judge_files
from catalog.check.finding import Finding, Report
from catalog.check.hierarchy import hierarchy
from catalog.check.judge import judge
from catalog.check.kinds import kinds, spelling
from catalog.check.levels import levels
from catalog.check.links import links
from catalog.check.locate import Locator
from catalog.check.messages import messages
from catalog.check.models import models
from catalog.check.outdated import outdated
from catalog.check.relations import lonely, relations
from catalog.check.requirements import requirements
from catalog.check.retirement import retirement
from catalog.check.rule import severities
from catalog.check.shapes import read_shapes
from catalog.check.speech import Speech, shortened
from catalog.check.stability import stability
from catalog.check.succession import succession
from catalog.check.suggestion import suggestion
from catalog.check.texts import texts
from catalog.check.things import find_things
from catalog.check.vanished import vanished
from catalog.check.wording import wording
from catalog.model.rdf import BlankNode, Literal
from catalog.processes.parallel import no_collecting
from catalog.settings import program_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from catalog.check.changed import Change
    from catalog.check.finding import Fault
    from catalog.model.rdf import Graph
    from catalog.settings import Settings
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Sources

    Question = Callable[[Case], Iterator[Fault]]

QUESTIONS: Final[tuple[Question, ...]] = (
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
    lonely,
    codes,
    concepts,
    alike,
    definitions,
    defined_alike,
    wording,
    retirement,
    succession,
    levels,
    models,
    messages,
    requirements,
    datasets,
    recommendations,
    outdated,
    coverage,
    stability,
    vanished,
    exceptions,
)

OF_ITSELF: Final = frozenset(
    {
        judge,
        texts,
        addresses,
        spelling,
        kinds,
        dates,
        relations,
        concepts,
        definitions,
        defined_alike,
        wording,
    }
)
"""Questions that can be asked of a few subjects: what else they need is in ``case.everything``."""


def check(  # noqa: PLR0913 — the sources, and all that they may be compared with
    sources: Sources,
    files: tuple[SourceFile, ...],
    settings: Settings,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    before: Graph | None = None,
    change: Change | None = None,
) -> Report:
    """Judge ``sources``, which were read from ``files``, by the rules that ``settings`` ask.

    A broken file is one finding among the others. ``progress`` is told how many of the parts are
    done, and of how many. ``before`` is what the last Release said: rules about what may not
    change are asked only where it is given. With ``change`` only what changed and its neighbours
    are judged; of these the findings are the same. Raises ShapesBroken and SettingsBroken where no
    check can be made.
    """
    with no_collecting():
        return _checked(sources, files, settings, progress, before, change)


def _checked(  # noqa: PLR0913, PLR0917 — what check() was asked
    sources: Sources,
    files: tuple[SourceFile, ...],
    settings: Settings,
    progress: Callable[[int, int], None],
    before: Graph | None,
    change: Change | None,
) -> Report:
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
        altered=change.files if change else None,
    )
    excused = Exceptions(case)
    case = excused.asked
    near = Neighbourhood(case, change, excused) if change else None
    found: dict[tuple[object, ...], Fault] = {}
    far = [question for question in QUESTIONS if not (near and question in OF_ITSELF)]
    own = [question for question in QUESTIONS if near and question in OF_ITSELF]
    progress(0, len(QUESTIONS))
    for done, fault in _asked(case, far):
        if fault is None:
            progress(done, len(QUESTIONS))
        else:
            found.setdefault(_key(fault), fault)
    if near is None:
        return report_of(case, excused.applied(found.values()))
    judged = 0
    while near.widened(found.values()) > judged:
        judged = len(near.near)
        for done, fault in _asked(near.narrowed(), own):
            if fault is None:
                progress(len(far) + done, len(QUESTIONS))
            else:
                found.setdefault(_key(fault), fault)
    progress(len(QUESTIONS), len(QUESTIONS))
    faults = excused.applied(found.values())
    near.settle()
    report = report_of(case, [fault for fault in faults if near.concerns(fault)])
    return dataclasses.replace(report, judged=near.judged())


def _asked(case: Case, questions: Sequence[Question]) -> Iterator[tuple[int, Fault | None]]:
    """Yield each fault that ``questions`` find, and after each question how many are done."""
    for done, question in enumerate(questions):
        for fault in question(case):
            if case.asks(fault.rule):
                yield done, fault
        yield done + 1, None


def _key(fault: Fault) -> tuple[object, ...]:
    """Return what makes two faults one."""
    other = str(fault.facts.get("other", ""))
    return (
        fault.rule, fault.subject, fault.predicate, fault.value, fault.file, fault.line, other,
    )  # fmt: skip


def report_of(case: Case, faults: list[Fault]) -> Report:
    """Return ``faults`` sorted, counted, and put into words."""
    counts = Counter(fault.rule for fault in faults)
    kept, suppressed = _limited(case, faults, counts)
    locator = Locator(case, kept)
    speech = Speech(case)
    by_severity = Counter[str]()
    for fault in faults:
        by_severity[fault.severity or case.severities[fault.rule]] += 1
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
        rules={name: rule for name, rule in case.shapes.rules.items() if case.asks(name)},
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
    located = locator.locate(fault)
    places, ends, value = located.places, located.ends, fault.value
    span = places.span(places.tag(ends) if fault.tag and located.exact else ends)
    most = case.settings.limits.excerpt_characters
    return Finding(
        file=located.file,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        excerpt=excerpt(places, span, located.before, most),
        suggestion=suggestion(fault, located, locator.implied),
        rule=fault.rule,
        severity=fault.severity or case.severities[fault.rule],
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


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    return (
        finding.file,
        finding.line,
        finding.column,
        finding.rule,
        finding.value,
        finding.message("nb"),
    )
