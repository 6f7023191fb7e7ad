"""The IRIs that catalogues are written in: SKOS, DCAT, ModellDCAT, XKOS and what they build on."""

from __future__ import annotations

from typing import Final

from catalog.model.rdf import Iri

ADMS: Final = "http://www.w3.org/ns/adms#"
CONCEPT_STATUS: Final = "http://publications.europa.eu/resource/authority/concept-status/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCATAP: Final = "http://data.europa.eu/r5r/"
DCT: Final = "http://purl.org/dc/terms/"
EUVOC: Final = "http://publications.europa.eu/ontology/euvoc#"
FILE_FORMATS: Final = "http://www.w3.org/ns/formats/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
MODELLDCATNO: Final = "https://data.norge.no/vocabulary/modelldcatno#"
OMGREP: Final = "https://omgrep.example/ns#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "http://schema.org/"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SKOSNO: Final = "https://data.norge.no/vocabulary/skosno#"
SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
SPDX: Final = "http://spdx.org/rdf/terms#"
PROFILE_CLASS: Final = "http://www.w3.org/ns/dx/prof/Profile"
SPECIFICATION: Final = "https://data.norge.no/specification/"
UNESKOS: Final = "http://purl.org/umu/uneskos#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
VOID: Final = "http://rdfs.org/ns/void#"
XKOS: Final = "http://rdf-vocabulary.ddialliance.org/xkos#"
XKOSNO: Final = "https://data.norge.no/vocabulary/xkosno#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

PREFIXES: Final = {
    "adms": ADMS,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dct": DCT,
    "euvoc": EUVOC,
    "foaf": FOAF,
    "modelldcatno": MODELLDCATNO,
    "omgrep": OMGREP,
    "org": ORG,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "skosno": SKOSNO,
    "spdx": SPDX,
    "uneskos": UNESKOS,
    "vcard": VCARD,
    "void": VOID,
    "xkos": XKOS,
    "xsd": XSD,
}
"""The prefixes that every document may use, before those that the sources declare."""

TYPE: Final = Iri(RDF + "type")
FIRST: Final = Iri(RDF + "first")
REST: Final = Iri(RDF + "rest")
NIL: Final = Iri(RDF + "nil")
LIST: Final = Iri(RDF + "List")
VALUE: Final = Iri(RDF + "value")
LABEL: Final = Iri(RDFS + "label")
COMMENT: Final = Iri(RDFS + "comment")
SEE_ALSO: Final = Iri(RDFS + "seeAlso")
STRING: Final = XSD + "string"
LANG_STRING: Final = RDF + "langString"
BOOLEAN: Final = XSD + "boolean"
INTEGER: Final = XSD + "integer"
DATE: Final = XSD + "date"
DATE_TIME: Final = XSD + "dateTime"
ANY_URI: Final = XSD + "anyURI"

CONCEPT: Final = Iri(SKOS + "Concept")
CONCEPT_SCHEME: Final = Iri(SKOS + "ConceptScheme")
COLLECTION: Final = Iri(SKOS + "Collection")
ORDERED_COLLECTION: Final = Iri(SKOS + "OrderedCollection")
PREF_LABEL: Final = Iri(SKOS + "prefLabel")
ALT_LABEL: Final = Iri(SKOS + "altLabel")
HIDDEN_LABEL: Final = Iri(SKOS + "hiddenLabel")
NOTATION: Final = Iri(SKOS + "notation")
DEFINITION: Final = Iri(SKOS + "definition")
NOTE: Final = Iri(SKOS + "note")
SCOPE_NOTE: Final = Iri(SKOS + "scopeNote")
EXAMPLE: Final = Iri(SKOS + "example")
CHANGE_NOTE: Final = Iri(SKOS + "changeNote")
EDITORIAL_NOTE: Final = Iri(SKOS + "editorialNote")
HISTORY_NOTE: Final = Iri(SKOS + "historyNote")
IN_SCHEME: Final = Iri(SKOS + "inScheme")
TOP_CONCEPT_OF: Final = Iri(SKOS + "topConceptOf")
HAS_TOP_CONCEPT: Final = Iri(SKOS + "hasTopConcept")
MEMBER: Final = Iri(SKOS + "member")
MEMBER_LIST: Final = Iri(SKOS + "memberList")
BROADER: Final = Iri(SKOS + "broader")
NARROWER: Final = Iri(SKOS + "narrower")
BROADER_TRANSITIVE: Final = Iri(SKOS + "broaderTransitive")
NARROWER_TRANSITIVE: Final = Iri(SKOS + "narrowerTransitive")
RELATED: Final = Iri(SKOS + "related")
EXACT_MATCH: Final = Iri(SKOS + "exactMatch")
CLOSE_MATCH: Final = Iri(SKOS + "closeMatch")
BROAD_MATCH: Final = Iri(SKOS + "broadMatch")
NARROW_MATCH: Final = Iri(SKOS + "narrowMatch")
RELATED_MATCH: Final = Iri(SKOS + "relatedMatch")

SPECIALIZES: Final = Iri(XKOS + "specializes")
GENERALIZES: Final = Iri(XKOS + "generalizes")
IS_PART_OF: Final = Iri(XKOS + "isPartOf")
HAS_PART: Final = Iri(XKOS + "hasPart")
NUMBER_OF_LEVELS: Final = Iri(XKOS + "numberOfLevels")
LEVELS: Final = Iri(XKOS + "levels")
DEPTH: Final = Iri(XKOS + "depth")
SUPERSEDES: Final = Iri(XKOS + "supersedes")
CORRESPONDENCE: Final = Iri(XKOS + "Correspondence")
COMPARES: Final = Iri(XKOS + "compares")
MADE_OF: Final = Iri(XKOS + "madeOf")
CONCEPT_ASSOCIATION: Final = Iri(XKOS + "ConceptAssociation")
SOURCE_CONCEPT: Final = Iri(XKOS + "sourceConcept")
TARGET_CONCEPT: Final = Iri(XKOS + "targetConcept")
ITEM_BREAKDOWN: Final = Iri(XKOSNO + "ItemBreakdown")
ITEM_CREATION: Final = Iri(XKOSNO + "ItemCreation")
ITEM_DELETION: Final = Iri(XKOSNO + "ItemDeletion")
ITEM_MERGING: Final = Iri(XKOSNO + "ItemMerging")
ITEM_TAKE_OVER: Final = Iri(XKOSNO + "ItemTakeOver")

XL_DEFINITION: Final = Iri(EUVOC + "xlDefinition")
XL_NOTE: Final = Iri(EUVOC + "XlNote")
STATUS: Final = Iri(EUVOC + "status")
START_DATE: Final = Iri(EUVOC + "startDate")
END_DATE: Final = Iri(EUVOC + "endDate")

RELATIONSHIP: Final = Iri(SKOSNO + "relationshipWithSource")
RELATIONSHIP_TYPE: Final = "https://data.norge.no/vocabulary/relationship-with-source-type#"
VALUE_RANGE: Final = Iri(SKOSNO + "valueRange")
GENERIC_RELATION: Final = Iri(SKOSNO + "hasGenericConceptRelation")
PARTITIVE_RELATION: Final = Iri(SKOSNO + "hasPartitiveConceptRelation")
ASSOCIATIVE_RELATION: Final = Iri(SKOSNO + "isFromConceptIn")
HAS_GENERIC: Final = Iri(SKOSNO + "hasGenericConcept")
HAS_SPECIFIC: Final = Iri(SKOSNO + "hasSpecificConcept")
HAS_COMPREHENSIVE: Final = Iri(SKOSNO + "hasComprehensiveConcept")
HAS_PARTITIVE: Final = Iri(SKOSNO + "hasPartitiveConcept")
HAS_TO_CONCEPT: Final = Iri(SKOSNO + "hasToConcept")
RELATION_ROLE: Final = Iri(SKOSNO + "relationRole")
GENERIC_CONCEPT_RELATION: Final = Iri(SKOSNO + "GenericConceptRelation")
PARTITIVE_CONCEPT_RELATION: Final = Iri(SKOSNO + "PartitiveConceptRelation")
ASSOCIATIVE_CONCEPT_RELATION: Final = Iri(SKOSNO + "AssociativeConceptRelation")

CODE_LIST: Final = Iri(MODELLDCATNO + "CodeList")
CODE_ELEMENT: Final = Iri(MODELLDCATNO + "CodeElement")
INFORMATION_MODEL: Final = Iri(MODELLDCATNO + "InformationModel")
MODEL: Final = Iri(MODELLDCATNO + "model")
CONTAINS_ELEMENT: Final = Iri(MODELLDCATNO + "containsModelElement")
ATTRIBUTE: Final = Iri(MODELLDCATNO + "Attribute")
ROLE: Final = Iri(MODELLDCATNO + "Role")
OBJECT_TYPE: Final = Iri(MODELLDCATNO + "ObjectType")
ROOT_OBJECT_TYPE: Final = Iri(MODELLDCATNO + "RootObjectType")
SIMPLE_TYPE: Final = Iri(MODELLDCATNO + "SimpleType")
CONSTRAINT_RULE: Final = Iri(MODELLDCATNO + "ConstraintRule")
CONSTRAINS: Final = Iri(MODELLDCATNO + "constrains")
HAS_PROPERTY: Final = Iri(MODELLDCATNO + "hasProperty")
HAS_OBJECT_TYPE: Final = Iri(MODELLDCATNO + "hasObjectType")
HAS_SIMPLE_TYPE: Final = Iri(MODELLDCATNO + "hasSimpleType")
HAS_VALUE_FROM: Final = Iri(MODELLDCATNO + "hasValueFrom")
SEQUENCE_NUMBER: Final = Iri(MODELLDCATNO + "sequenceNumber")
TYPE_DEFINITION: Final = Iri(MODELLDCATNO + "typeDefinitionReference")
MODEL_IDENTIFIER: Final = Iri(MODELLDCATNO + "informationModelIdentifier")
MIN_OCCURS: Final = Iri(MODELLDCATNO + "minOccurs")
MAX_OCCURS: Final = Iri(MODELLDCATNO + "maxOccurs")
XSD_MIN_OCCURS: Final = Iri(XSD + "minOccurs")
XSD_MAX_OCCURS: Final = Iri(XSD + "maxOccurs")

TITLE: Final = Iri(DCT + "title")
DESCRIPTION: Final = Iri(DCT + "description")
IDENTIFIER: Final = Iri(DCT + "identifier")
PUBLISHER: Final = Iri(DCT + "publisher")
CREATOR: Final = Iri(DCT + "creator")
SUBJECT: Final = Iri(DCT + "subject")
SOURCE: Final = Iri(DCT + "source")
AUDIENCE: Final = Iri(DCT + "audience")
CREATED: Final = Iri(DCT + "created")
MODIFIED: Final = Iri(DCT + "modified")
ISSUED: Final = Iri(DCT + "issued")
LICENSE: Final = Iri(DCT + "license")
RIGHTS: Final = Iri(DCT + "rights")
SPATIAL: Final = Iri(DCT + "spatial")
TEMPORAL: Final = Iri(DCT + "temporal")
PERIOD_START: Final = Iri(DCAT + "startDate")
PERIOD_END: Final = Iri(DCAT + "endDate")
LANGUAGE: Final = Iri(DCT + "language")
REPLACES: Final = Iri(DCT + "replaces")
IS_REPLACED_BY: Final = Iri(DCT + "isReplacedBy")
IS_VERSION_OF: Final = Iri(DCT + "isVersionOf")
DCT_TYPE: Final = Iri(DCT + "type")
DCT_HAS_PART: Final = Iri(DCT + "hasPart")
VERSION: Final = Iri(DCAT + "version")
CATALOG: Final = Iri(DCAT + "Catalog")
DATASET: Final = Iri(DCAT + "Dataset")
KEYWORD: Final = Iri(DCAT + "keyword")
CONTACT_POINT: Final = Iri(DCAT + "contactPoint")
FN: Final = Iri(VCARD + "fn")
HAS_EMAIL: Final = Iri(VCARD + "hasEmail")
HAS_URL: Final = Iri(VCARD + "hasURL")
NAME: Final = Iri(FOAF + "name")
SCHEMA_NAME: Final = Iri(SCHEMA + "name")
DC_TITLE: Final = Iri("http://purl.org/dc/elements/1.1/title")
HAS_DATASET: Final = Iri(DCAT + "dataset")
HAS_SERVICE: Final = Iri(DCAT + "service")
DISTRIBUTION: Final = Iri(DCAT + "Distribution")
DATA_SERVICE: Final = Iri(DCAT + "DataService")
DATASET_SERIES: Final = Iri(DCAT + "DatasetSeries")
IN_SERIES: Final = Iri(DCAT + "inSeries")
PREVIOUS_VERSION: Final = Iri(DCAT + "previousVersion")
SERIES_FIRST: Final = Iri(DCAT + "first")
SERIES_LAST: Final = Iri(DCAT + "last")
THEME: Final = Iri(DCAT + "theme")
ADMS_STATUS: Final = Iri(ADMS + "status")
VERSION_NOTES: Final = Iri(ADMS + "versionNotes")
XL_PREF_LABEL: Final = Iri(SKOSXL + "prefLabel")
XL_LITERAL_FORM: Final = Iri(SKOSXL + "literalForm")
VALID_FROM: Final = Iri(SCHEMA + "validFrom")
VALID_THROUGH: Final = Iri(SCHEMA + "validThrough")
POSITION: Final = Iri(SCHEMA + "position")
MEMBER_OF: Final = Iri(UNESKOS + "memberOf")
CONTAINS: Final = Iri(UNESKOS + "contains")
DEPRECATED: Final = Iri(OWL + "deprecated")
VERSION_INFO: Final = Iri(OWL + "versionInfo")

# What reports say they are written by.
DIFF_SCHEMA: Final = "https://omgrep.example/schemas/diff-1.schema.json"
MODEL_DIFF_SCHEMA: Final = "https://omgrep.example/schemas/model-diff-1.schema.json"
FINDINGS_SCHEMA: Final = "https://omgrep.example/schemas/findings-1.schema.json"
JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"
SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

# What a Release tells of itself: its files and its API (DCAT-AP-NO), and what is in it (VoID).
HAS_DISTRIBUTION: Final = Iri(DCAT + "distribution")
ACCESS_URL: Final = Iri(DCAT + "accessURL")
DOWNLOAD_URL: Final = Iri(DCAT + "downloadURL")
MEDIA_TYPE: Final = Iri(DCAT + "mediaType")
BYTE_SIZE: Final = Iri(DCAT + "byteSize")
LANDING_PAGE: Final = Iri(DCAT + "landingPage")
ENDPOINT_URL: Final = Iri(DCAT + "endpointURL")
ENDPOINT_DESCRIPTION: Final = Iri(DCAT + "endpointDescription")
SERVES_DATASET: Final = Iri(DCAT + "servesDataset")
AVAILABILITY: Final = Iri(DCATAP + "availability")
FORMAT: Final = Iri(DCT + "format")
CONFORMS_TO: Final = Iri(DCT + "conformsTo")
STANDARD: Final = Iri(DCT + "Standard")
HOMEPAGE: Final = Iri(FOAF + "homepage")
PRIMARY_TOPIC: Final = Iri(FOAF + "primaryTopic")
HAS_CHECKSUM: Final = Iri(SPDX + "checksum")
CHECKSUM: Final = Iri(SPDX + "Checksum")
ALGORITHM: Final = Iri(SPDX + "algorithm")
SHA256: Final = Iri(SPDX + "checksumAlgorithm_sha256")
CHECKSUM_VALUE: Final = Iri(SPDX + "checksumValue")
DECIMAL: Final = XSD + "decimal"
HEX_BINARY: Final = XSD + "hexBinary"
FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/"
IANA_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
COMPLETED: Final = Iri(
    "http://publications.europa.eu/resource/authority/distribution-status/COMPLETED"
)
AVAILABLE: Final = Iri(
    "http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE"
)
OPENAPI: Final = Iri("https://spec.openapis.org/oas/v3.1.0")
W3C_FORMAT: Final = "http://www.w3.org/ns/formats/"
VOID_DATASET: Final = Iri(VOID + "Dataset")
VOID_DESCRIPTION: Final = Iri(VOID + "DatasetDescription")
VOID_DUMP: Final = Iri(VOID + "dataDump")
VOID_FEATURE: Final = Iri(VOID + "feature")
VOID_SPACE: Final = Iri(VOID + "uriSpace")
VOID_SUBSET: Final = Iri(VOID + "subset")
VOID_TRIPLES: Final = Iri(VOID + "triples")
VOID_VOCABULARY: Final = Iri(VOID + "vocabulary")
VOID_CLASS: Final = Iri(VOID + "class")
VOID_PARTITION: Final = Iri(VOID + "classPartition")
VOID_ENTITIES: Final = Iri(VOID + "entities")
VOID_EXAMPLE: Final = Iri(VOID + "exampleResource")
VOID_SEARCH: Final = Iri(VOID + "openSearchDescription")
AGENTS: Final = frozenset(
    Iri(name)
    for name in (
        FOAF + "Agent", FOAF + "Organization", FOAF + "Group", ORG + "Organization",
        ORG + "FormalOrganization", ORG + "OrganizationalUnit", VCARD + "Kind",
        VCARD + "Organization", VCARD + "Group",
        "http://www.w3.org/ns/regorg#RegisteredOrganization",
    )
)  # fmt: skip
"""What publishers and contact points are; no portal takes these for something of its own."""

# What relative addresses of a feed become: the harvester's base, and one of ours to know them by.
HARVEST_BASE: Final = "http://example.com/"
RELATIVE_BASE: Final = "http://relative.omgrep.invalid/"
