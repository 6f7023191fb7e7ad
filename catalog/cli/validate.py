"""``omgrep validate``: tells what is wrong in messages, one or ten thousand."""

from __future__ import annotations

import datetime as dt
import gc
import os
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.cli.sources import read_whole, settings_of
from catalog.cli.terminal import CLEAN, FAILED, WRONG, printable
from catalog.errors import MessagesMissing, SchemaRefused

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from catalog.cli.arguments import Commands
    from catalog.cli.terminal import Terminal
    from catalog.formats.plain import Json
    from catalog.message import Judge
    from catalog.model.verdict import Verdict
    from catalog.settings import Settings

FORMATS: Final = ("text", "json")
STDIN: Final = "-"
SUFFIXES: Final = frozenset({".xml", ".json"})
ABOUT: Final = (
    ("codeList", ""), ("rule", "description"), ("part", "description"), ("concept", "definition"),
)  # fmt: skip
"""What a finding may be about, and what says more of it."""
EACH: Final = 0.1
"""Seconds between words of how far it has come."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a file: the exit status that it alone would give, and the words."""

    status: int
    text: str


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "validate", parents=[shared], help="tell what is wrong in messages"
    )
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a message, a folder with messages (*.xml, *.json), or - for standard input",
    )
    command.add_argument(
        "--requirement",
        required=True,
        metavar="R",
        help="the requirement's technical name, or the IRI of a version of it",
    )
    command.add_argument(
        "--version",
        default="",
        metavar="V",
        help="this version (default: the one that applies on the date)",
    )
    command.add_argument(
        "--date",
        default="",
        metavar="YYYY-MM-DD",
        help="the day on which the messages are sent (default: today)",
    )
    command.add_argument("--format", choices=FORMATS, default="text")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    settings = settings_of(options)
    from catalog.reading.chosen import day_of

    day = day_of(options.date) or dt.datetime.now(tz=dt.UTC).astimezone().date()
    files = list(_files(options.files))
    judge = _judge(settings, options, day, terminal)
    from catalog.judging.crew import judge_all
    from catalog.judging.keeper import bounds_of

    as_json = options.format == "json"
    telling = Telling(settings, judge, terminal, day, as_json=as_json)
    if STDIN in files:
        # Those that judge have no standard input of their own.
        telling.standard = sys.stdin.buffer.read(settings.limits.message_bytes + 1)
    # What is read by now is shared with the processes that judge, as long as nobody touches it.
    gc.collect()
    gc.freeze()
    counts = {CLEAN: 0, WRONG: 0, FAILED: 0}
    told = 0.0
    for done, said in enumerate(
        judge_all(telling.of, files, telling.lost, bounds_of(settings.limits)), start=1
    ):
        counts[said.status] += 1
        if said.text:
            terminal.close_line()
            print(said.text, flush=terminal.live)
        if (
            terminal.live
            and len(files) > 1
            and (done == len(files) or time.monotonic() - told > EACH)
        ):
            told = time.monotonic()
            terminal.progress("validate", done, len(files))
    if options.format == "text":
        sys.stdout.flush()
        print(_summary(judge, counts, terminal), file=sys.stderr)
    return max((status for status, count in counts.items() if count), default=CLEAN)


def _judge(
    settings: Settings, options: argparse.Namespace, day: dt.date, terminal: Terminal
) -> Judge:
    """Return the judge for the version that is asked for."""
    from catalog.message import Judge
    from catalog.reading.chosen import choose_requirement
    from catalog.reading.outline import Outline
    from catalog.reading.requirements import read_requirement

    sources = read_whole(settings, terminal, SchemaRefused)
    outline = Outline(sources.graph, settings.base_iri, settings.languages[0])
    chosen = choose_requirement(outline, options.requirement, options.version, day)
    return Judge(read_requirement(outline, chosen), settings.limits)


def _files(names: Sequence[str]) -> Iterator[str]:
    """Yield the files that are named, and those in folders in the order of their names.

    Raises MessagesMissing for a folder without any.
    """
    for name in names:
        if name == STDIN or not Path(name).is_dir():
            yield name
            continue
        found = 0
        # Links to folders aren't followed: one may lead back here.
        for folder, inner, files in os.walk(name):
            inner.sort()
            for file in sorted(files):
                if Path(file).suffix.lower() in SUFFIXES:
                    found += 1
                    yield str(Path(folder) / file)
        if not found:
            raise MessagesMissing(name)


class Telling:
    """Judges files and puts what is found into words, in whatever process it is asked."""

    def __init__(
        self, settings: Settings, judge: Judge, terminal: Terminal, day: dt.date, *, as_json: bool
    ) -> None:
        import msgspec

        from catalog.settings import program_folder
        from catalog.web.i18n import Translator
        from catalog.web.verdicts import PART, Teller

        self.standard = b""
        self._judge = judge
        self._day = day
        self._limits = settings.limits
        self._lang = terminal.lang
        self._say: Callable[..., str] = terminal.say
        sentences = Translator(program_folder("site"), terminal.lang, part=PART)
        self._teller = Teller({terminal.lang: sentences}, settings.public_url.rstrip("/"))
        self._encode = msgspec.json.encode if as_json else None

    def of(self, name: str) -> Said:
        """Judge a file."""
        return self._said(name, self._verdict(name))

    def lost(self, name: str, status: int) -> Said:
        """Tell of a file whose process has ended over it."""
        from catalog.judging.endings import stopped
        from catalog.model.resource import Link

        requirement = self._judge.requirement
        link = Link(requirement.iri, requirement.label, "requirement-version", requirement.path)
        return self._said(name, stopped(link, requirement.version, status, self._limits))

    def _verdict(self, name: str) -> Verdict:
        from catalog.message import could_not_tell, sizes

        most = self._limits.message_bytes
        try:
            if name == STDIN:
                return self._judge.judge(self.standard, self._day)
            about = Path(name).stat()
            if not stat.S_ISREG(about.st_mode):
                reason = self._say("validate.no-file")
                return could_not_tell(self._judge.requirement, "unreadable", reason=reason)
            if about.st_size > most:
                told = sizes(about.st_size, most)
                return could_not_tell(self._judge.requirement, "too-large", **told)
            return self._judge.judge(Path(name).read_bytes(), self._day)
        except (OSError, ValueError) as problem:  # a name may have a zero byte in it
            reason = getattr(problem, "strerror", None) or str(problem)
            return could_not_tell(self._judge.requirement, "unreadable", reason=reason)

    def _said(self, name: str, verdict: Verdict) -> Said:
        status = CLEAN if verdict.right else WRONG if verdict.told else FAILED
        if self._encode is not None:
            told = self._teller.tell(verdict, self._lang)
            return Said(status, self._encode({"file": name, **told}).decode())
        if not verdict.findings:
            return Said(status, "")
        told = self._teller.tell(verdict, self._lang)
        findings: list[Json] = told["findings"]  # type: ignore[assignment]
        blocks = [printable("\n".join(self._lines(name, it))) for it in findings]
        left = sum(verdict.counts.values()) - len(findings)
        if left > 0:
            blocks.append(self._say("validate.left", n=left, file=printable(name)))
        return Said(status, "\n".join(blocks))

    def _lines(self, name: str, finding: Json) -> Iterator[str]:
        """Yield what is said of one finding: where, what, what to do, and what it is about."""
        from catalog.model.text import says

        place = ":".join(str(it) for it in (name, finding.get("line"), finding.get("column")) if it)
        severity = self._say(f"validate.severity.{finding['severity']}")
        yield f"{place}: {severity}: {finding['title']}"
        for key in ("message", "advice"):
            if finding.get(key):
                yield f"    {finding[key]}"
        if finding.get("path"):
            yield f"    {self._say('validate.path')} {finding['path']}"
        nearest: list[Json] = finding.get("nearest", [])  # type: ignore[assignment]
        if nearest:
            codes = "; ".join(
                f"{code.get('notation', '')} {self._text(code.get('prefLabel'))}".strip()
                for code in nearest
            )
            yield f"    {self._say('validate.nearest')} {codes}"
        for key, text in ABOUT:
            about: Json = finding.get(key, {})  # type: ignore[assignment]
            if about:
                called = self._text(about.get("prefLabel")) or str(about.get("iri"))
                notation = str(about.get("notation", ""))
                if notation and not says(called, notation):
                    called = f"{notation} {called}"
                said = self._text(about.get(text))
                told = f"{called}: {said}" if said else called
                yield f"    {self._say(f'validate.{key}')} {told}"
                if about.get("url"):
                    yield f"      {about['url']}"

    def _text(self, texts: object) -> str:
        from catalog.model.text import LangString, best

        known = texts if isinstance(texts, dict) else {}
        found = best([LangString(text, lang) for lang, text in known.items()], self._lang)
        return " ".join(found.text.split()) if found else ""


def _summary(judge: Judge, counts: dict[int, int], terminal: Terminal) -> str:
    """Return how many messages of each kind there were, and what they were judged by."""
    name, version = judge.requirement.name, judge.requirement.version
    lines = [
        terminal.say("validate.by", requirement=printable(name), version=printable(version)),
        *(
            terminal.say(f"validate.{kind}", n=counts[status])
            for kind, status in (("right", CLEAN), ("wrong", WRONG), ("untold", FAILED))
            if counts[status] or status == CLEAN
        ),
    ]
    return " ".join(lines)
