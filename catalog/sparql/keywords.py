"""Whether a query uses a keyword: the parser itself is asked, since only it knows what is one."""

from __future__ import annotations

import re
import secrets
import string
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICE: Final = "SERVICE"
FROM: Final = "FROM"
WORD_LENGTH: Final = 8
"""Letters of a word that stands in for a keyword: as many as one part of a language tag has."""


def uses(query: str, keyword: str, parses: Callable[[str], bool]) -> bool:
    """Tell whether ``query``, which ``parses``, has ``keyword`` as a keyword.

    In a text, a comment, an IRI or a name any other word parses as well; where the grammar wants
    the keyword, none does. So each spelling of it is replaced by a word that nobody can foresee,
    which therefore can't be declared as a prefix either. No lexer of ours could be sure: whether
    ``<`` begins an IRI or compares depends on the grammar around it.
    """
    words: dict[str, str] = {}
    # A letter behind a backslash belongs to an escape ("\\f"), and no keyword stands there.
    spelling = re.compile(rf"(?<!\\){keyword}", re.IGNORECASE)
    other = spelling.sub(lambda found: words.setdefault(found[0], _word()), query)
    return bool(words) and not parses(other)


def without_graph(query: str, graph: str) -> str:
    """Return ``query`` without the clauses ``FROM`` and ``FROM NAMED`` of ``graph`` (§13.2)."""
    gap = r"(?:\s|#[^\n\r]*[\n\r])*"
    clause = rf"\bFROM{gap}(?:NAMED{gap})?<{re.escape(graph)}>"
    return re.sub(clause, " ", query, flags=re.IGNORECASE)


def _word() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(WORD_LENGTH))
