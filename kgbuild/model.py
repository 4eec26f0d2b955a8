"""The words of kgbuild: documents, mentions, claims, evidence, entities, edges.

All are frozen. Offsets are half-open, count Unicode code points, and point into `Document.text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from kgbuild.schema import KINDS, MODALITIES

__all__ = [
    "Anchor",
    "Claim",
    "Decision",
    "Document",
    "Edge",
    "Entity",
    "Evidence",
    "Extraction",
    "Graph",
    "Ignored",
    "LocalEntity",
    "Member",
    "Mention",
    "Resolution",
    "Skipped",
    "StoredClaim",
]

Member = tuple[str, str]  # an entity of a document: (document id, local id)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A stretch of a document's text that is not prose of the report (boilerplate, a photo credit)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report, exactly as it was read.

    `text` is never changed. `reading` is what the model reads: as long as `text`, character for character,
    with ignored stretches blanked and characters folded (typographic quotes, non-breaking spaces), so that an
    offset into one is an offset into the other. `published` is an ISO date. `path` tells where the file was.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    path: str | None = None
    ignored: tuple[Ignored, ...] = ()
    reading: str = ""

    def __post_init__(self) -> None:
        if not self.reading:
            object.__setattr__(self, "reading", self.text)
        if len(self.reading) != len(self.text):
            raise ValueError(f"document {self.id}: reading and text differ in length")

    @property
    def digest(self) -> str:
        """SHA-256 of the text and its metadata: equal digests give equal extractions."""
        parts = (self.text, self.title, self.source, self.published)
        return hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Some characters of a document that stand for an entity.

    `entity` is the id of the entity within the document ("e1"); `kind` is name, nominal or pronoun; `text` is
    what stands there; `confidence` is between 0 and 1.
    """

    start: int
    end: int
    kind: str
    label: str
    text: str
    entity: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"mention {self.text!r}: bad offsets {self.start}, {self.end}")
        if self.kind not in KINDS:
            raise ValueError(f"mention {self.text!r}: unknown kind {self.kind!r}")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters of a document that state a claim, usually one sentence; `quote` is their text."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says, in one place, about how two of its entities are related.

    `subject`, `object` and `by` (who says so) are ids of entities within the document. `role`, `rank`, `count`
    and `date` are as the text gives them. `date_from` and `date_to` are ISO dates as long as they are precise
    ("2014", "2014-03", "2014-03-05"). An act falls between them; a state is told to hold from the one to the
    other. None is an open or unknown side. A `past` claim has ended by the document's day at the latest, so that
    day is its `date_to` where no end is told; a `planned` one begins then at the earliest. An asserted state with
    neither holds on the day its document was published: readers take that day from the document.
    """

    type: str
    subject: str
    object: str
    evidence: tuple[Evidence, ...]
    modality: str = "asserted"
    confidence: float = 1.0
    role: str | None = None
    rank: str | None = None
    count: str | None = None
    date: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"claim {self.subject} -{self.type}-> {self.object} has no evidence")
        if self.modality not in MODALITIES:
            raise ValueError(f"claim {self.subject} -{self.type}-> {self.object}: modality {self.modality!r}")


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields: its mentions in the order of the text, its claims, its sentences."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, unit or place: the sum of its mentions in all documents.

    `documents` maps a document's id to the number of mentions there.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    documents: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def mentions(self) -> int:
        """How often the entity is mentioned in all documents."""
        return sum(self.documents.values())


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of the workspace: its own id, the document it stands in, and entities of the whole graph.

    `status` is what a person said of it, one of CLAIM_STATUSES; rejected claims make no edge.
    """

    id: str
    document: str
    subject: str
    object: str
    by: str | None
    claim: Claim
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The sum of the claims of one type between two entities.

    `confidence` is that of the best claim; `modality` is the commonest; `first_cited` and `last_cited` are the
    earliest and latest publication dates of the documents that state it, where known. `publications` counts the
    independent ones: texts that are nearly the same count once.
    """

    type: str
    subject: str
    object: str
    claims: tuple[StoredClaim, ...]
    first_cited: str | None = None
    last_cited: str | None = None
    publications: int = 0

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that state the edge, sorted."""
        return tuple(sorted({claim.document for claim in self.claims}))

    @property
    def confidence(self) -> float:
        """The confidence of the best-supported claim."""
        return max(stored.claim.confidence for stored in self.claims)

    @property
    def modality(self) -> str:
        """The commonest modality of its claims; asserted wins a tie."""
        counts = [sum(stored.claim.modality == one for stored in self.claims) for one in MODALITIES]
        return MODALITIES[counts.index(max(counts))]


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole graph as every projection reads it: documents, entities and edges, each sorted by id."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity as one document has it, before `resolve` knows it in others.

    `names` are its names in that document, the fullest first; `entity` is its id there ("e1"). `parents` are the
    ids, in the same document, of what it asserts to be above: the bodies that a unit or an organisation is a part
    of or operates under, the bodies of a person's posts, past ones too, the places that a place lies in. `area` is
    the kind of area ("state") that a place's name means there, though it is a town's name too.
    """

    document: str
    entity: str
    label: str
    names: tuple[str, ...]
    parents: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity of the graph each document-local entity is.

    `entity_of` maps a member to an entity id; `entities` maps that id to (label, name, aliases),
    `attributes` to what else is known of it (`number`, `echelon`, `branch`, `country` of a unit; `geonames`,
    `country`, `lat`, `lon` of a place). `redirects` maps ids that have been merged away to those that they went
    to.
    `contradicted` lists what people decided and later ones overruled: (same or different, member, member, number).
    """

    entity_of: dict[Member, str]
    entities: dict[str, tuple[str, str, tuple[str, ...]]]
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    contradicted: tuple[tuple[str, Member, Member, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A name's place in a document, which a decision holds on to: ids change with the reading, texts do not.

    `name` is the text that stands there, for people who read the decision.
    """

    document: str
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided, once and for all, until the line is taken out of the file.

    `kind` is `same` or `different` (the entities that stand at `left` and at `right`), `rename` (the one at
    `left`, to `name`), or one of CLAIM_STATUSES (of the claim with the id `claim`). `when` is an ISO time.
    """

    kind: str
    when: str
    who: str
    why: str = ""
    left: Anchor | None = None
    right: Anchor | None = None
    name: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not become a document, and why, with what to do about it.

    `expected` marks files that kgbuild does not claim to read (a picture in a folder): no failure of the run.
    """

    path: str
    reason: str
    expected: bool = False
