"""Documents, mentions, claims and resolutions as rows of the workspace's tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from kgbuild.areas import areas_meant, may_be_area
from kgbuild.model import Document, Extraction, LocalEntity, Mention, Resolution
from kgbuild.stages.store.texts import forget_text

# The columns of table `claims` that are fields of a Claim.
CLAIM_COLUMNS = (
    "type",
    "subject",
    "object",
    "modality",
    "confidence",
    "role",
    "rank",
    "count",
    "date",
    "date_from",
    "date_to",
    "by",
)

__all__ = [
    "assign",
    "local_entities",
    "locals_of",
    "remove",
    "replace",
    "write_entities",
    "write_redirects",
]


def replace(connection: sqlite3.Connection, extraction: Extraction, *, fingerprint: str) -> None:
    """Write the rows of a document in place of those it had."""
    document = extraction.document
    known = _entities_by_name(connection, document.id)
    remove(connection, document.id)
    number = _insert_document(connection, document, fingerprint=fingerprint)
    _insert_mentions(connection, extraction.mentions, document=number)
    _insert_claims(connection, extraction, document=number)
    connection.executemany(
        "INSERT INTO identities VALUES (?, ?, ?)",
        [(number, local, entity) for local, entity in _carried_over(extraction.mentions, known=known)],
    )


def remove(connection: sqlite3.Connection, document: str) -> bool:
    """Delete the rows of a document, keep in mind what the last resolution made of it, and say if it was there."""
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        return False
    connection.execute("INSERT INTO gone SELECT document FROM taken_in WHERE document = ?", row)
    connection.execute("INSERT OR IGNORE INTO left_behind SELECT entity FROM identities WHERE document = ?", row)
    forget_text(connection, *row)
    connection.execute("DELETE FROM documents WHERE number = ?", row)
    return True


def local_entities(connection: sqlite3.Connection, document: str | None = None) -> Iterator[LocalEntity]:
    """Yield the entities of each document, or one, sorted by document, in the order of their first mentions."""
    which, arguments = ("", ()) if document is None else ("WHERE documents.id = ?", (document,))
    query = f"""SELECT documents.id, documents.number, start, "end", kind, label, mentions.text, entity, confidence
                FROM documents JOIN mentions ON document = documents.number
                {which} ORDER BY documents.id, mentions.number"""
    for (document, number), rows in groupby(connection.execute(query, arguments), key=itemgetter(0, 1)):
        mentions = [Mention(*row) for _, _, *row in rows]
        text = _text_of(connection, number) if any(map(_may_be_area, mentions)) else ""
        yield from locals_of(document, mentions, claims=_told(connection, number), text=text)


def locals_of(
    document: str, mentions: Sequence[Mention], *, claims: Iterable[tuple[str, str, str, str]], text: str = ""
) -> Iterator[LocalEntity]:
    """Yield the entities that one document's mentions stand for, in the order of their first mentions.

    Args:
        document: its id.
        mentions: in the order of the text.
        claims: the type, subject, object and modality of each of its claims, in the order of the text.
        text: its text, wanted where it names a place that may be a town or an area.
    """
    found = list(_by_entity(mentions))
    parents = _parents(claims, labels={local: label for local, label, _ in found})
    areas = _areas(text, mentions) if text else {}
    for local, label, names in found:
        area = areas.get(local, "") if label == "Place" else ""
        yield LocalEntity(document, local, label, names, parents=parents.get(local, ()), area=area)


def assign(connection: sqlite3.Connection, resolution: Resolution) -> None:
    """Write a resolution, touching only the rows that differ from the last one.

    Raises:
        ValueError: it speaks of a document that is not stored, or of an entity that it does not name.
    """
    # Until it is kept how this one came about, what is kept of the last is not to be built on.
    connection.execute("DELETE FROM meta WHERE key = 'resolved by'")
    _write_entities(connection, resolution)
    _write_identities(connection, resolution)
    write_redirects(connection, resolution.redirects)
    # An id that was merged away can come back, when the merge is undone.
    connection.execute("DELETE FROM redirects WHERE id IN (SELECT entity FROM identities)")
    # Redirects to them go with them.
    connection.execute("DELETE FROM entities WHERE id NOT IN (SELECT entity FROM identities)")


def _insert_document(connection: sqlite3.Connection, document: Document, *, fingerprint: str) -> int:
    ignored = [(one.start, one.end, one.reason) for one in document.ignored]
    row = (
        document.id,
        fingerprint,
        document.text,
        document.title,
        document.source,
        document.published,
        document.path,
        _json(ignored),
        None if document.reading == document.text else document.reading,
    )
    # A number is never given twice, for what is kept of a resolution outlives its documents.
    query = """INSERT INTO documents (number, id, fingerprint, text, title, source, published, path, ignored,
                                      reading)
               SELECT 1 + MAX(COALESCE((SELECT MAX(number) FROM documents), 0),
                              COALESCE((SELECT MAX(document) FROM taken_in), 0)),
                      ?, ?, ?, ?, ?, ?, ?, ?, ?
               RETURNING number"""
    number: int = connection.execute(query, row).fetchone()[0]
    return number


def _insert_mentions(connection: sqlite3.Connection, mentions: Iterable[Mention], *, document: int) -> None:
    connection.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (document, number, one.start, one.end, one.kind, one.label, one.text, one.entity, one.confidence)
            for number, one in enumerate(mentions)
        ],
    )


def _insert_claims(connection: sqlite3.Connection, extraction: Extraction, *, document: int) -> None:
    query = """INSERT INTO claims (document, id, type, subject, object, modality, confidence,
                                   role, rank, count, date, date_from, date_to, "by")
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"""
    for claim, id in zip(extraction.claims, _claim_ids(extraction), strict=True):
        row = (document, id, *(getattr(claim, column) for column in CLAIM_COLUMNS))
        number = connection.execute(query, row).fetchone()[0]
        connection.executemany(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?)",
            [(number, place, one.start, one.end, one.quote) for place, one in enumerate(claim.evidence)],
        )


def _claim_ids(extraction: Extraction) -> Iterator[str]:
    """Name each claim by what it says and where, so that the same claim has the same id in every run."""
    name_of = {local: names[0] for local, _, names in _by_entity(extraction.mentions)}
    seen: Counter[str] = Counter()
    for claim in extraction.claims:
        # Names, not local ids: those shift when an entity is found further up in the document.
        sides = [name_of.get(local, local) for local in (claim.subject, claim.object)]
        spans = [(one.start, one.end) for one in claim.evidence]
        said = json.dumps([extraction.document.id, claim.type, *sides, spans, claim.modality])
        seen[said] += 1
        yield "c" + hashlib.sha256(f"{said}{seen[said]}".encode()).hexdigest()[:16]


# By the label of the subject, the types of claims that say what is above it, those that tell most first.
_ABOVE = {
    "Unit": ("PART_OF", "OPERATES_UNDER"),
    "Organisation": ("PART_OF", "OPERATES_UNDER"),
    "Person": ("COMMANDS", "MEMBER_OF"),
    "Place": ("LOCATED_IN",),
}


def _told(connection: sqlite3.Connection, document: int) -> Iterator[tuple[str, str, str, str]]:
    query = "SELECT type, subject, object, modality FROM claims WHERE document = ? ORDER BY number"
    return connection.execute(query, (document,))


def _text_of(connection: sqlite3.Connection, document: int) -> str:
    text: str = connection.execute("SELECT text FROM documents WHERE number = ?", (document,)).fetchone()[0]
    return text


def _may_be_area(mention: Mention) -> bool:
    return mention.label == "Place" and mention.kind == "name" and may_be_area(mention.text)


def _areas(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """By local id, the kind of area that some list of the text means by a place's name."""
    names = (one for one in mentions if (one.label, one.kind) == ("Place", "name"))
    places = sorted((one.start, one.end, one.entity) for one in names)
    meant = areas_meant(text, [(start, end) for start, end, _ in places])
    return {entity: area for (_, _, entity), area in zip(places, meant, strict=True) if area}


def _parents(
    claims: Iterable[tuple[str, str, str, str]], *, labels: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """By local id, the local ids of what the claims put above it; a former post is one all the same."""
    found: dict[str, dict[tuple[int, str], None]] = {}
    for type, subject, object, modality in claims:
        types = _ABOVE.get(labels.get(subject, ""), ())
        holds = modality == "asserted" or (modality == "past" and labels.get(subject) == "Person")
        if holds and type in types and object in labels and object != subject:
            found.setdefault(subject, {})[types.index(type), object] = None
    return {
        local: tuple(dict.fromkeys(object for _, object in sorted(of, key=itemgetter(0))))
        for local, of in found.items()
    }


def _by_entity(mentions: Iterable[Mention]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (local id, label, names) of the entities that `mentions` stand for, in order of first mention."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.entity, []).append(mention)
    for local, group in groups.items():
        yield local, _label(group), _names(group)


def _label(mentions: Sequence[Mention]) -> str:
    counts = Counter(mention.label for mention in mentions)
    return min(counts, key=lambda label: (-counts[label], label))


def _names(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The distinct names, the fullest first; the descriptions of an entity that has no name."""
    named = [mention for mention in mentions if mention.kind == "name"] or mentions
    texts = {" ".join(mention.text.split()) for mention in named}
    return tuple(sorted(texts, key=lambda text: (-len(text.split()), -len(text), text)))


def _entities_by_name(connection: sqlite3.Connection, document: str) -> dict[tuple[str, str], str]:
    query = """SELECT mentions.label, mentions.text, identities.entity
               FROM documents
               JOIN mentions ON mentions.document = documents.number AND kind = 'name'
               JOIN identities ON identities.document = documents.number AND local = mentions.entity
               WHERE documents.id = ? ORDER BY mentions.number"""
    return {(label, text): entity for label, text, entity in connection.execute(query, (document,))}


def _carried_over(
    mentions: Iterable[Mention], *, known: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Yield (local id, entity) where a name stood for that entity before the document changed.

    Local ids mean something else in a changed document, so only the names can tell.
    """
    counts: dict[str, Counter[str]] = {}
    for mention in mentions:
        entity = known.get((mention.label, mention.text))
        if entity is not None and mention.kind == "name":
            counts.setdefault(mention.entity, Counter())[entity] += 1
    for local, entities in counts.items():
        yield local, min(entities, key=lambda entity: (-entities[entity], entity))


def _write_entities(connection: sqlite3.Connection, resolution: Resolution) -> None:
    wanted = {
        id: (label, name, aliases, resolution.attributes.get(id, {}))
        for id, (label, name, aliases) in resolution.entities.items()
    }
    query = "SELECT id, label, name, aliases, attributes FROM entities"
    write_entities(connection, wanted, stored={id: tuple(row) for id, *row in connection.execute(query)})


def write_entities(
    connection: sqlite3.Connection,
    entities: Mapping[str, tuple[str, str, tuple[str, ...], Mapping[str, str]]],
    *,
    stored: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Write entities, as (label, name, aliases, attributes) by their ids, where they differ from what is stored.

    Args:
        stored: the rows that there are, if they have been read.
    """
    wanted = {
        id: (label, name, _json(aliases), _json(dict(sorted(attributes.items()))))
        for id, (label, name, aliases, attributes) in entities.items()
    }
    if stored is None:
        among = "SELECT value FROM json_each(?)"
        query = f"SELECT id, label, name, aliases, attributes FROM entities WHERE id IN ({among})"
        stored = {id: tuple(row) for id, *row in connection.execute(query, (_json(sorted(wanted)),))}
    if wanted.keys() - stored.keys():
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'runs'")
    (run,) = connection.execute("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'runs'").fetchone()
    connection.executemany(
        """INSERT INTO entities (id, label, name, aliases, attributes, since) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET label = excluded.label, name = excluded.name,
                                          aliases = excluded.aliases, attributes = excluded.attributes""",
        [(id, *row, run) for id, row in sorted(wanted.items()) if stored.get(id) != row],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_redirects(connection: sqlite3.Connection, redirects: Mapping[str, str]) -> None:
    """Add redirects to those of earlier runs, so that each leads straight to an entity that there is."""
    by_target = [(entity, id) for id, entity in sorted(redirects.items())]
    connection.executemany("UPDATE redirects SET entity = ? WHERE entity = ?", by_target)
    connection.executemany("INSERT OR REPLACE INTO redirects (entity, id) VALUES (?, ?)", by_target)


def _write_identities(connection: sqlite3.Connection, resolution: Resolution) -> None:
    stored = {(number, local): entity for number, local, entity in connection.execute("SELECT * FROM identities")}
    wanted = _numbered(connection, resolution)
    connection.executemany(
        "DELETE FROM identities WHERE document = ? AND local = ?", sorted(stored.keys() - wanted.keys())
    )
    connection.executemany(
        """INSERT INTO identities VALUES (?, ?, ?)
           ON CONFLICT (document, local) DO UPDATE SET entity = excluded.entity""",
        [(*key, entity) for key, entity in sorted(wanted.items()) if stored.get(key) != entity],
    )


def _numbered(connection: sqlite3.Connection, resolution: Resolution) -> dict[tuple[int, str], str]:
    numbers = dict(connection.execute("SELECT id, number FROM documents"))
    strangers = sorted({document for document, _ in resolution.entity_of} - numbers.keys())
    if strangers:
        raise ValueError(f"not stored: {', '.join(strangers[:3])}")
    nameless = sorted(set(resolution.entity_of.values()) - resolution.entities.keys())
    if nameless:
        raise ValueError(f"without a name: {', '.join(nameless[:3])}")
    return {(numbers[document], local): entity for (document, local), entity in resolution.entity_of.items()}
