"""What the rules of the check (`shapes/`) are written in."""

from __future__ import annotations

from typing import Final

from catalog.model.rdf import Iri
from catalog.terms.standards import (
    CONCEPT_STATUS,
    OMGREP,
    RDFS,
    SH,
    XKOS,
    XSD,
)

RULES: Final = "https://omgrep.example/rules#"
WORDS: Final = "https://omgrep.example/words#"
SH_SEVERITY: Final = Iri(SH + "severity")
SH_MESSAGE: Final = Iri(SH + "message")
SH_VIOLATION: Final = Iri(SH + "Violation")
SH_WARNING: Final = Iri(SH + "Warning")
SH_INFO: Final = Iri(SH + "Info")
SH_NODE_SHAPE: Final = Iri(SH + "NodeShape")
SH_PROPERTY_SHAPE: Final = Iri(SH + "PropertyShape")
SH_DEACTIVATED: Final = Iri(SH + "deactivated")
SH_SHAPES_GRAPH: Final = Iri(SH + "ShapesGraph")
SH_PATH: Final = Iri(SH + "path")
SH_DISJOINT: Final = Iri(SH + "disjoint")
SH_RESULT: Final = Iri(SH + "result")
SH_FOCUS_NODE: Final = Iri(SH + "focusNode")
SH_SOURCE_SHAPE: Final = Iri(SH + "sourceShape")
SH_CONSTRAINT: Final = Iri(SH + "sourceConstraintComponent")
SH_CLASS: Final = Iri(SH + "class")
SH_DATATYPE: Final = Iri(SH + "datatype")
SH_IN: Final = Iri(SH + "in")
SH_NOT: Final = Iri(SH + "not")
SH_PATTERN: Final = Iri(SH + "pattern")
SH_TARGET_CLASS: Final = Iri(SH + "targetClass")
SH_UNIQUE_LANG: Final = Iri(SH + "UniqueLangConstraintComponent")
SH_VALUE: Final = Iri(SH + "value")
OFF: Final = Iri(OMGREP + "Off")
RULE: Final = Iri(OMGREP + "Rule")
RULE_OF_SHAPE: Final = Iri(OMGREP + "rule")
RULE_ABOUT: Final = Iri(OMGREP + "about")
RULE_NEEDS: Final = Iri(OMGREP + "needs")
EXCEPTION: Final = Iri(OMGREP + "Exception")
HAS_EXCEPTION: Final = Iri(OMGREP + "exception")
EXCEPTION_SEVERITY: Final = Iri(OMGREP + "severity")
RULE_WHY: Final = Iri(OMGREP + "why")
RULE_MEND: Final = Iri(OMGREP + "mend")
RULE_LIMIT: Final = Iri(OMGREP + "limit")
RULE_ALLOWED: Final = Iri(OMGREP + "allowed")
RULE_OTHER: Final = Iri(OMGREP + "other")
RULE_PROFILE: Final = Iri(OMGREP + "profile")
RULE_ERROR_IN: Final = Iri(OMGREP + "errorIn")
VOCABULARY: Final = Iri(OMGREP + "Vocabulary")
VOCABULARY_TERM: Final = Iri(OMGREP + "term")
VOCABULARY_CLOSED: Final = Iri(OMGREP + "closed")
VOCABULARY_MISSPELT: Final = Iri(OMGREP + "misspelt")
EXPECTS: Final = Iri(OMGREP + "expects")
RECOMMENDS: Final = Iri(OMGREP + "recommends")
LISTED: Final = Iri(OMGREP + "listed")
INSTEAD: Final = Iri(OMGREP + "instead")
PROFILE_CONCEPT: Final = Iri(OMGREP + "ProfileConcept")
PROFILE_COLLECTION: Final = Iri(OMGREP + "ProfileCollection")
CODE: Final = Iri(OMGREP + "Code")
HEADING: Final = Iri(OMGREP + "Heading")
CLASSIFICATION_LEVEL: Final = Iri(XKOS + "ClassificationLevel")
CURRENT: Final = Iri(CONCEPT_STATUS + "CURRENT")
NYNORSK: Final = Iri("http://publications.europa.eu/resource/authority/language/NNO")
NGETE: Final = Iri("http://publications.europa.eu/resource/authority/language/NNN")
DRAFT: Final = Iri(CONCEPT_STATUS + "DRAFT")
SOURCE_TYPE: Final = "https://data.norge.no/vocabulary/relationship-with-source-type#"
SELF_COMPOSED: Final = Iri(SOURCE_TYPE + "self-composed")
DERIVED: Final = Iri(SOURCE_TYPE + "derived-from-source")
POSITIVE_INTEGER: Final = XSD + "positiveInteger"
NON_NEGATIVE_INTEGER: Final = XSD + "nonNegativeInteger"
SUB_CLASS_OF: Final = Iri(RDFS + "subClassOf")
OPAQUE: Final = Iri(OMGREP + "Opaque")
STAND_IN: Final = "https://omgrep.example/blank/"
JSKOS: Final = "https://gbv.github.io/jskos/"
JSKOS_CONTEXT: Final = JSKOS + "context.json"
NON_INDEXING: Final = Iri("http://schema.vocnet.org/NonIndexingConcept")
SCHEMA_ORG: Final = "https://schema.org/"
