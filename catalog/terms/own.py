"""Our own terms, for which no standard has a word (docs/vocabulary.md)."""

from __future__ import annotations

from typing import Final

from catalog.model.rdf import Iri
from catalog.terms.standards import OMGREP

PROPOSED_TERM: Final = Iri(OMGREP + "proposedTerm")
REQUIRES_SPECIFICATION: Final = Iri(OMGREP + "requiresSpecification")
FORMER_LABEL: Final = Iri(OMGREP + "formerLabel")
FORMER_LABEL_CLASS: Final = Iri(OMGREP + "FormerLabel")
TECHNICAL_NAME: Final = Iri(OMGREP + "technicalName")
SYNTAX: Final = Iri(OMGREP + "syntax")
SYNTAX_XML: Final = Iri(OMGREP + "XML")
SYNTAX_JSON: Final = Iri(OMGREP + "JSON")
NAMESPACE: Final = Iri(OMGREP + "namespace")
ROOT_ELEMENT: Final = Iri(OMGREP + "rootElement")
NODE: Final = Iri(OMGREP + "node")
ELEMENT_NODE: Final = Iri(OMGREP + "ElementNode")
ATTRIBUTE_NODE: Final = Iri(OMGREP + "AttributeNode")
UNORDERED: Final = Iri(OMGREP + "unordered")
OPEN: Final = Iri(OMGREP + "open")
CODE_FORM: Final = Iri(OMGREP + "codeForm")
ADMITS: Final = Iri(OMGREP + "admits")
UNIQUE_AMONG: Final = Iri(OMGREP + "uniqueAmong")
UNIQUE_BY: Final = Iri(OMGREP + "uniqueBy")
VALID_ON: Final = Iri(OMGREP + "validOn")
PERSONAL: Final = Iri(OMGREP + "personal")

# Reporting requirements, their versions and their business rules.
REQUIREMENT: Final = Iri(OMGREP + "Requirement")
REQUIREMENT_VERSION: Final = Iri(OMGREP + "RequirementVersion")
BUSINESS_RULE: Final = Iri(OMGREP + "BusinessRule")
HAS_BUSINESS_RULE: Final = Iri(OMGREP + "businessRule")
LOOKS_AT: Final = Iri(OMGREP + "looksAt")
CONTEXT: Final = Iri(OMGREP + "context")
TEST: Final = Iri(OMGREP + "test")
MESSAGE: Final = Iri(OMGREP + "message")
NOT_COMPUTED: Final = Iri(OMGREP + "notComputed")
MILDER: Final = Iri(OMGREP + "milder")
MILDER_WHERE: Final = Iri(OMGREP + "milderWhere")
FATAL: Final = Iri(OMGREP + "Fatal")
HAS_EXAMPLE: Final = Iri(OMGREP + "example")
MESSAGE_EXAMPLE: Final = Iri(OMGREP + "Example")
RIGHT: Final = Iri(OMGREP + "right")
