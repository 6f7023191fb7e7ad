"""Is it right: the rules of ``shapes/`` asked of the sources, and what they find told to people."""

from catalog.check.checking import check
from catalog.check.finding import Finding, Report
from catalog.check.report import as_json, as_text

__all__ = ["Finding", "Report", "as_json", "as_text", "check"]
