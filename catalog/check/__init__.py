"""Is it right: the rules of ``shapes/`` asked of the sources, and what they find told to people."""

from catalog.check.checking import check
from catalog.check.finding import Finding, Report

__all__ = ["Finding", "Report", "check"]
