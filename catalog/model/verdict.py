"""What is said of a message: whether it keeps a requirement, and each thing that it doesn't."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.model.information import AdmittedCode
from catalog.model.requirement import ERROR, FATAL
from catalog.model.resource import Link
from catalog.model.text import LangString


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a message, or worth a look.

    ``code`` is stable and names the sentence (``code-expired``). ``line`` and ``column`` count
    from 1, columns in characters; 0 where nothing is known. ``path`` is the place in the message:
    an XPath with positions (``/Sak[1]/Melding[2]/@Kode``) or a JSON Pointer (RFC 6901).
    ``values`` fill the sentence; what is personal is masked in them already. ``nearest`` are
    codes to use instead, best first, ``part`` is the type or property of the model, ``concept``
    and ``definition`` what it is about, ``rule`` the business rule and ``message`` the rule's own
    sentence, filled in. ``said`` is the description of the rule, where there is none of the part.
    """

    code: str
    severity: str = ERROR
    line: int = 0
    column: int = 0
    path: str = ""
    values: dict[str, str] = field(default_factory=dict)
    part: Link | None = None
    said: tuple[LangString, ...] = ()
    concept: Link | None = None
    definition: tuple[LangString, ...] = ()
    code_list: Link | None = None
    nearest: tuple[AdmittedCode, ...] = ()
    rule: Link | None = None
    message: tuple[LangString, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one message.

    ``findings`` are in the order of the message, at most as many as the limit; ``counts`` are of
    all, by severity. ``told`` is false where it could not be judged to the end: it can't be read,
    or the time or memory allowed did not suffice; a finding says which. ``computed`` and
    ``skipped`` are how many business rules were asked, and how many can't be computed.
    """

    requirement: Link
    version: str
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    told: bool = True
    computed: int = 0
    skipped: int = 0

    @property
    def right(self) -> bool:
        """Tell whether the message keeps the requirement: warnings don't make it wrong."""
        return self.told and not (self.counts.get(FATAL) or self.counts.get(ERROR))
