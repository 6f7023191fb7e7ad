"""Is a message right? Asked by programs and on a page; the message is judged and then forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.judging.asking import Absent, Busy, Order
from catalog.model.address import LANGUAGES
from catalog.release.requirements import applying, read_stored
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.asked import day_of
from catalog.web.front import methods, not_allowed
from catalog.web.headers import Relation
from catalog.web.i18n import Translator
from catalog.web.negotiate import NORWEGIAN
from catalog.web.problems import Problem
from catalog.web.uploads import as_declared, read_upload
from catalog.web.urls import POSTED
from catalog.web.verdicts import PART, Teller
from catalog.web.view import look

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from catalog.formats.plain import Json
    from catalog.judging.asking import Desk, Judged
    from catalog.model.requirement import Example
    from catalog.model.verdict import Finding
    from catalog.release.requirements import StoredRequirement
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.body import Bodies
    from catalog.web.pages import Pages

TAKEN: Final = (formats.XML_TYPE, formats.TEXT_XML_TYPE, formats.JSON_TYPE)
UNTOLD: Final = ("", formats.BYTES_TYPE)
"""What programs send that don't know, or don't tell, the type of a file."""
BEGINNING: Final = re.compile(rb"[\s\x00\xef\xbb\xbf\xfe\xff]*[<{\[]")
"""How XML and JSON begin, in UTF-8 and UTF-16, with and without a byte order mark."""
SNIFFED: Final = 1_000
"""Bytes of a message that are looked at for how it begins."""
NAME_CHARACTERS: Final = 200
"""The longest name of a requirement or version that is asked for."""
FILE: Final = "file"
FORM_BYTES: Final = 100_000
"""What the other fields of the form may have, beside a message."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a message is judged by: a version, and the day that it is sent on."""

    version: StoredRequirement
    day: dt.date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page shows: the choice, and what was told of a message where one was judged.

    ``fault`` names what was wrong with the form, ``named`` tells whether the version was chosen by
    its name, and ``on`` is the day as it was written.
    """

    choice: Choice
    told: Json | None = None
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    example: Example | None = None
    named: bool = False
    on: str = ""


class Validate:
    """The views of judging."""

    def __init__(
        self, settings: Settings, site: Path, pages: Pages, bodies: Bodies, desk: Desk
    ) -> None:
        self._limits = settings.limits
        self._origin = settings.public_url.rstrip("/")
        self._pages = pages
        self._bodies = bodies
        self._desk = desk
        self._site = site

    def data(self, asked: Asked, requirement: str) -> Answer:
        """Answer what is wrong with a message, to programs."""
        if asked.method not in POSTED["api_validate"]:
            raise not_allowed(methods(POSTED["api_validate"]))
        parameters.strict(asked, ("version", "on", "lang"))
        wanted = parameters.tag(asked).partition("-")[0].lower()
        wanted = NORWEGIAN.get(wanted, wanted)
        if wanted and wanted not in LANGUAGES:
            raise parameters.wrong("lang", *LANGUAGES)
        serving = asked.open()
        lang = wanted or serving.first_language
        version = asked.text("version", NAME_CHARACTERS)
        choice = _choose(asked, requirement, version, asked.day("on"))
        if not _is_message(asked):
            raise Problem(415, problems.MEDIA_TYPE, {"known": TAKEN})
        if not asked.body.strip():
            raise Problem(400, problems.BODY, {"known": ("XML", "JSON")})
        judged = self._judge(choice, asked.body)
        content = self._teller.tell(judged.verdict, lang)
        release = judged.release or serving.release.id
        about = headers.data(release, formats.JSON_TYPE, lasting=headers.NEVER)
        return Answer(200, about, msgspec.json.encode(content))

    def page(self, asked: Asked, lang: str) -> Answer:
        """Answer the page: with a form, and after it was sent with what is wrong."""
        view = look(asked, lang, self._limits)
        if asked.method != "POST":
            requirement = asked.text("requirement", NAME_CHARACTERS)
            version = asked.text("version", NAME_CHARACTERS)
            choice = _chosen(asked, _joined(requirement, version), asked.day("on"))
            on = asked.parameters.get("on", "")
            return self._page(asked, lang, Outcome(choice, named=bool(version), on=on), 200)
        upload = read_upload(asked, FILE)
        joined, on = upload.fields.get("requirement", ""), upload.fields.get("on", "")
        choice = _chosen(asked, joined, day_of("on", on))
        outcome = Outcome(choice, named="/" in joined, on=on)
        message = upload.file or as_declared(upload.fields.get("text", ""))
        if upload.fields.get("example"):
            choice, example = self._example(asked, upload.fields["example"], choice.day)
            outcome = replace(outcome, choice=choice, example=example)
            message = example.text.encode()
        if not message.strip():
            return self._page(asked, lang, replace(outcome, fault="empty"), 400)
        verdict = self._judge(choice, message).verdict
        told = self._teller.tell(verdict, view.lang)
        outcome = replace(outcome, told=told, findings=verdict.findings)
        return self._page(asked, lang, outcome, 200)

    def room(self) -> int:
        """Return the bytes that may be posted here."""
        return self._limits.message_bytes + FORM_BYTES

    def _judge(self, choice: Choice, message: bytes) -> Judged:
        """Return the verdict. Raises Problem: 503 where nobody judges, or has time."""
        it = choice.version
        order = Order(it.name, it.version, choice.day.isoformat())
        with self._bodies.turn():
            try:
                return self._desk.ask(it.link, order, message)
            except Absent:
                raise Problem(503, problems.NOT_JUDGED) from None
            except Busy:
                raise Problem(503, problems.BUSY, wait=5) from None

    @cached_property
    def _teller(self) -> Teller:
        """Read the sentences when the first message has been judged: most workers need none."""
        say = {lang: Translator(self._site, lang, part=PART) for lang in LANGUAGES}
        return Teller(say, self._origin)

    def _page(self, asked: Asked, lang: str, outcome: Outcome, status: int) -> Answer:
        view = look(asked, lang, self._limits)
        version = outcome.choice.version
        page = self._pages.render(
            view, "validate.html", lambda urls: urls.validate_page(version.name, version.version),
            title=None, section="requirement", outcome=outcome,
            requirements=_grouped(view.release.requirements),
            examples=read_stored(view.release.folder, version).examples,
            most=self._limits.message_bytes, shown=self._limits.page_size,
        )  # fmt: skip
        posted = asked.method == "POST"
        canonical = self._origin + view.urls.validate_page(version.name, version.version)
        about = headers.page(
            view.release.id, lang, formats.HTML_TYPE, (Relation(canonical, "canonical"),),
            headers.NEVER if posted else headers.SHORT,
        )  # fmt: skip
        known = ("requirement", "version", "on")
        return Answer(status, about, page.encode(), keep=not posted and asked.has_only(known))

    def _example(self, asked: Asked, named: str, day: dt.date) -> tuple[Choice, Example]:
        """Return the example of that IRI, and what it is judged by. Raises Problem: 404."""
        release = asked.open().release
        for it in release.requirements:
            if named.startswith(it.iri):
                for example in read_stored(release.folder, it).examples:
                    if example.iri == named:
                        return Choice(it, day), example
        raise parameters.unknown("example", named[:NAME_CHARACTERS])


def _is_message(asked: Asked) -> bool:
    """Tell whether what was posted is said to be a message, or begins as one."""
    if asked.content_type in UNTOLD:
        return not asked.body or bool(BEGINNING.match(asked.body[:SNIFFED]))
    return asked.content_type in TAKEN


def _choose(asked: Asked, name: str, version: str, day: dt.date | None) -> Choice:
    """Return what is asked for: a version by name, else the one that applies on the day.

    Raises Problem: 404 with what there is.
    """
    serving = asked.open()
    versions = [it for it in serving.release.requirements if it.name == name]
    if not versions:
        names = dict.fromkeys(it.name for it in serving.release.requirements)
        raise parameters.unknown("requirement", name[:NAME_CHARACTERS], tuple(names))
    on = day or serving.today
    if version:
        for it in versions:
            if it.version == version:
                return Choice(it, on)
        raise parameters.unknown("version", version, [it.version for it in versions])
    found = applying(versions, name, on)
    if found is None:
        raise parameters.unknown("on", on.isoformat(), [_told(it) for it in versions])
    return Choice(found, on)


def _chosen(asked: Asked, joined: str, day: dt.date | None) -> Choice:
    """Return what a page is about: ``name`` or ``name/version``; without one, what is first."""
    serving = asked.open()
    if joined:
        name, _, version = joined.partition("/")
        return _choose(asked, name, version, day)
    if not serving.release.requirements:
        raise Problem(404, problems.NOT_FOUND)
    on = day or serving.today
    first = serving.release.requirements[0]
    return Choice(applying(serving.release.requirements, first.name, on) or first, on)


def _grouped(versions: Sequence[StoredRequirement]) -> dict[str, list[StoredRequirement]]:
    groups: dict[str, list[StoredRequirement]] = {}
    for it in versions:
        groups.setdefault(it.name, []).append(it)
    return groups


def _joined(name: str, version: str) -> str:
    return f"{name}/{version}" if version else name


def _told(it: StoredRequirement) -> str:
    return f"{it.version}: {it.valid.start or '..'}/{it.valid.end or '..'}"
