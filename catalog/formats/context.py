"""The JSON-LD context, version 1: short keys for what people meet; keys are only ever added.

It has no prefixes. So a document means the same with the part of the context that stands in it and
with the whole: what has no key is written with its whole IRI, whatever the sources call its
namespace, and ``<skos:Concept>``, written so by mistake, is not taken for something else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from catalog import terms
from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "1"

TEXT: Final = "text"  # one text a language: {"nb": "…"}
TEXTS: Final = "texts"  # several texts a language: {"nb": ["…", "…"]}
LINK: Final = "link"  # one IRI
LINKS: Final = "links"  # several IRIs, always an array
PLAIN: Final = "plain"  # a bare text, a whole number, true or false
# Any other shape is the IRI of a datatype: a text, or the number of a numeric one.
NUMBERS: Final = frozenset({terms.POSITIVE_INTEGER, terms.NON_NEGATIVE_INTEGER, terms.DECIMAL})
BY_LANGUAGE: Final = frozenset({TEXT, TEXTS})
LINKED: Final = frozenset({LINK, LINKS})


class Key(NamedTuple):
    """What a key stands for, and the shape of its values."""

    predicate: Iri
    shape: str


KEY_LISTS: Final = (
    (TEXT, terms.SKOS, "prefLabel"),
    (TEXT, terms.SKOSXL, "literalForm"),
    (TEXT, terms.RDFS, "label"),
    (TEXT, terms.RDF, "value"),
    (TEXT, terms.DCT, "title description"),
    (TEXT, terms.FOAF, "name"),
    (TEXT, terms.VCARD, "fn"),
    (TEXT, terms.SKOSNO, "relationRole"),
    (TEXT, terms.MODELLDCATNO, "relationPropertyLabel"),
    (TEXT, terms.OMGREP, "message notComputed"),
    (TEXTS, terms.SKOS, "altLabel hiddenLabel definition note scopeNote example changeNote"),
    (TEXTS, terms.SKOS, "editorialNote historyNote"),
    (TEXTS, terms.XKOS, "coreContentNote additionalContentNote inclusionNote exclusionNote"),
    (TEXTS, terms.RDFS, "comment"),
    (TEXTS, terms.DCT, "subject sourceText=source"),
    (TEXTS, terms.DCAT, "keyword"),
    (TEXTS, terms.ADMS, "versionNotes"),
    (TEXTS, terms.SKOSNO, "dataStructureLabel"),
    (TEXTS, terms.MODELLDCATNO, "propertyNote"),
    (TEXTS, terms.OMGREP, "proposedTerm"),
    (LINK, terms.EUVOC, "status"),
    (LINK, terms.ADMS, "admsStatus=status"),
    (LINK, terms.SKOS, "memberList"),
    (LINK, terms.RDF, "first rest"),
    (LINK, terms.SKOSNO, "relationshipWithSource"),
    (LINK, terms.DCT, "audience publisher license accessRights accrualPeriodicity format"),
    (LINK, terms.DCT, "dctType=type"),
    (LINK, terms.DCAT, "downloadURL mediaType compressFormat packageFormat endpointURL"),
    (LINK, terms.DCATAP, "availability"),
    (LINK, terms.FOAF, "homepage primaryTopic"),
    (LINK, terms.VCARD, "hasEmail hasURL"),
    (LINK, terms.SPDX, "checksum algorithm"),
    (LINK, terms.VOID, "class"),
    (LINK, terms.OMGREP, "rule severity syntax node codeForm milder"),
    (LINK, terms.SH, "ruleSeverity=severity"),
    (LINK, terms.DCAT, "previousVersion inSeriesFirst=first inSeriesLast=last"),
    (LINKS, terms.SKOS, "inScheme topConceptOf hasTopConcept member broader narrower related"),
    (LINKS, terms.SKOS, "broaderTransitive narrowerTransitive exactMatch closeMatch broadMatch"),
    (LINKS, terms.SKOS, "narrowMatch relatedMatch"),
    (LINKS, terms.SKOSXL, "xlPrefLabel=prefLabel xlAltLabel=altLabel xlHiddenLabel=hiddenLabel"),
    (LINKS, terms.XKOS, "specializes generalizes isPartOf hasPart levels organizedBy covers"),
    (LINKS, terms.XKOS, "coversExhaustively coversMutuallyExclusively belongsTo variant"),
    (LINKS, terms.XKOS, "supersedes previous next compares madeOf sourceConcept targetConcept"),
    (LINKS, terms.UNESKOS, "contains memberOf"),
    (LINKS, terms.EUVOC, "xlDefinition"),
    (LINKS, terms.SKOSNO, "hasGenericConceptRelation hasPartitiveConceptRelation isFromConceptIn"),
    (LINKS, terms.SKOSNO, "hasGenericConcept hasSpecificConcept hasComprehensiveConcept"),
    (LINKS, terms.SKOSNO, "hasPartitiveConcept hasToConcept valueRange"),
    (LINKS, terms.RDFS, "seeAlso"),
    (LINKS, terms.DCT, "source subjectConcept=subject creator language replaces isReplacedBy"),
    (LINKS, terms.DCT, "parts=hasPart wholes=isPartOf conformsTo rights spatial temporal relation"),
    (LINKS, terms.DCT, "references isReferencedBy requires isRequiredBy hasFormat hasVersion"),
    (LINKS, terms.DCT, "isVersionOf provenance"),
    (LINKS, terms.DCAT, "contactPoint dataset service catalog record distribution accessURL"),
    (LINKS, terms.DCAT, "accessService landingPage theme themeTaxonomy inSeries qualifiedRelation"),
    (LINKS, terms.DCAT, "endpointDescription servesDataset"),
    (LINKS, terms.FOAF, "page"),
    (LINKS, terms.VOID, "feature dataDump subset vocabulary classPartition exampleResource"),
    (LINKS, terms.VOID, "openSearchDescription"),
    (LINKS, terms.MODELLDCATNO, "model containsModelElement hasProperty hasType hasSimpleType"),
    (LINKS, terms.MODELLDCATNO, "hasDataType hasObjectType containsObjectType hasValueFrom"),
    (LINKS, terms.MODELLDCATNO, "hasSome hasMember hasSupplier hasGeneralConcept isAbstractionOf"),
    (LINKS, terms.MODELLDCATNO, "refersTo formsSymmetryWith dependentOn belongsToModule annotates"),
    (LINKS, terms.MODELLDCATNO, "constrains modelContains=contains"),
    (LINKS, terms.OMGREP, "exception formerLabel admits uniqueAmong uniqueBy validOn"),
    (LINKS, terms.OMGREP, "businessRule looksAt messageExample=example"),
    (PLAIN, terms.SKOS, "notation"),
    (PLAIN, terms.SCHEMA, "position"),
    (PLAIN, terms.XKOS, "notationPattern"),
    (PLAIN, terms.DCAT, "version"),
    (PLAIN, terms.OWL, "deprecated versionInfo"),
    (PLAIN, terms.OMGREP, "requiresSpecification technicalName namespace rootElement unordered"),
    (PLAIN, terms.OMGREP, "open personal context test milderWhere right"),
    (PLAIN, terms.XSD, "pattern"),
    (PLAIN, terms.VOID, "uriSpace triples entities"),
    (PLAIN, terms.MODELLDCATNO, "informationModelIdentifier minOccurs maxOccurs navigable"),
    (PLAIN, terms.MODELLDCATNO, "constraintExpression"),
    (terms.POSITIVE_INTEGER, terms.XKOS, "numberOfLevels depth maxLength"),
    (terms.POSITIVE_INTEGER, terms.MODELLDCATNO, "sequenceNumber"),
    (terms.NON_NEGATIVE_INTEGER, terms.XSD, "length minLength maxTextLength=maxLength"),
    (terms.DECIMAL, terms.DCAT, "byteSize"),
    (terms.HEX_BINARY, terms.SPDX, "checksumValue"),
    (terms.ANY_URI, terms.DCT, "identifier"),
    (terms.ANY_URI, terms.MODELLDCATNO, "typeDefinitionReference"),
    (terms.DATE, terms.DCT, "created modified issued"),
    (terms.DATE, terms.EUVOC, "startDate endDate"),
    (terms.DATE, terms.SCHEMA, "validFrom validThrough"),
    (terms.DATE, terms.DCAT, "periodStart=startDate periodEnd=endDate"),
)  # fmt: skip
TYPE_LISTS: Final = (
    (terms.SKOS, "Concept ConceptScheme Collection OrderedCollection"),
    (terms.SKOSXL, "XlLabel=Label"),
    (terms.EUVOC, "XlNote"),
    (terms.SKOSNO, "GenericConceptRelation PartitiveConceptRelation AssociativeConceptRelation"),
    (terms.XKOS, "ClassificationLevel ConceptAssociation Correspondence"),
    (terms.MODELLDCATNO, "InformationModel CodeList CodeElement ObjectType DataType SimpleType"),
    (terms.MODELLDCATNO, "Attribute Association Role Specialization Composition Module"),
    (terms.MODELLDCATNO, "RootObjectType ConstraintRule"),
    (terms.DCAT, "Catalog Dataset DatasetSeries Distribution DataService"),
    (terms.DCT, "RightsStatement Standard"),
    (terms.RDF, "List"),
    (terms.FOAF, "Agent"),
    (terms.ORG, "Organization"),
    (terms.VCARD, "Kind ContactOrganization=Organization"),
    (terms.SPDX, "Checksum"),
    (terms.VOID, "VoidDataset=Dataset DatasetDescription"),
    (terms.OMGREP, "Exception FormerLabel Requirement RequirementVersion BusinessRule Example"),
)  # fmt: skip


def _named(namespace: str, names: str) -> Iterator[tuple[str, Iri]]:
    """Yield each key and the IRI it stands for; ``key=name`` where another has the name."""
    for name in names.split():
        key, _, local = name.partition("=")
        yield key, Iri(namespace + (local or key))


KEYS: Final = {
    key: Key(predicate, shape)
    for shape, namespace, names in KEY_LISTS
    for key, predicate in _named(namespace, names)
}
TYPES: Final = {str(iri): name for space, names in TYPE_LISTS for name, iri in _named(space, names)}
"""Class to key."""
KEYS_OF: Final[dict[Iri, tuple[tuple[str, str], ...]]] = {
    predicate: tuple((key, it.shape) for key, it in KEYS.items() if it.predicate == predicate)
    for predicate, _ in KEYS.values()
}
"""Predicate to its keys and their shapes: two where both texts and IRIs are usual."""

ABOUT: Final[dict[str, object]] = {"id": "@id", "type": "@type", "included": "@included"}


def entry(key: str) -> object:
    """Return the term definition of ``key``, one of KEYS (JSON-LD 1.1 §9.15.1)."""
    predicate, shape = KEYS[key]
    if shape == PLAIN:
        return predicate
    shapes: dict[str, dict[str, object]] = {
        TEXT: {"@container": "@language"},
        TEXTS: {"@container": ["@language", "@set"]},
        LINK: {"@type": "@id"},
        LINKS: {"@type": "@id", "@container": "@set"},
    }
    return {"@id": predicate, **shapes.get(shape, {"@type": shape})}


def document() -> dict[str, object]:
    """Return the whole context, as published: any document may be read with it instead."""
    context = dict(ABOUT)
    context.update({name: iri for iri, name in sorted(TYPES.items(), key=lambda pair: pair[1])})
    context.update({key: entry(key) for key in sorted(KEYS)})
    return {"@context": context}


@lru_cache(maxsize=4_096)
def part(keys: frozenset[str], types: frozenset[str]) -> bytes:
    """Return what a document needs of the context, so that it reads without a second request.

    Documents of the same kind need the same, so it is worked out once.
    """
    context = dict(ABOUT)
    context.update({TYPES[iri]: iri for iri in sorted(types)})
    context.update({key: entry(key) for key in sorted(keys)})
    return msgspec.json.encode(context, enc_hook=str)
