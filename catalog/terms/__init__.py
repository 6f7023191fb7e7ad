"""The IRIs of the standards, and our own, as constants; no other module writes one."""

from catalog.terms.checks import *  # noqa: F403 — constants, each named once
from catalog.terms.own import *  # noqa: F403
from catalog.terms.standards import *  # noqa: F403
