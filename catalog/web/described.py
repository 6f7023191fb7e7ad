"""The API's way to one resource: the document that its IRI's own address has, named by a query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from catalog.formats import HTML
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.choosing import FORMAT, PROFILE, alternates, wanted_form
from catalog.web.forms import forms_of
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.settings import Settings
    from catalog.web.answer import Ready, Stream
    from catalog.web.asked import Asked
    from catalog.web.things import Things

PARAMETERS: Final = ("iri", FORMAT, PROFILE)
PLAIN_FIRST: Final = "application/json, */*;q=0.5"
"""What a client of the API would say in Accept; its own header chooses nothing here."""


class Described:
    """The view of one resource."""

    def __init__(self, settings: Settings, things: Things) -> None:
        self._limits = settings.limits
        self._things = things

    def resource(self, asked: Asked) -> Answer | Stream | Ready:
        """Answer a document about what an IRI names; of a fragment, that of what it is part of."""
        parameters.strict(asked, PARAMETERS)
        iri = parameters.resource(asked, self._limits)
        serving = asked.open()
        release = serving.release
        found = release.find_iri(iri) or release.find_iri(iri.partition("#")[0])
        if found is None:
            raise parameters.unknown("iri", iri)
        forms = [form for form in forms_of(serving, found) if form.format is not HTML]
        try:
            plain = replace(asked, accept=PLAIN_FIRST, accept_profile="")
            form, _ = wanted_form(plain, forms)
        except Problem as problem:
            # Nothing was negotiated: the URL names a document that there isn't.
            others = alternates(forms)
            raise Problem(404, problems.NOT_FOUND, others=others) from problem
        answer = self._things.document(asked, found, forms, form)
        if not isinstance(answer, Answer):
            return answer
        here = headers.located(form.url)
        return replace(answer, headers=(*answer.headers, *here))
