-- The workspace: what documents say, sentence by sentence. Everything else can be rebuilt from it.
-- Offsets are half-open and count Unicode code points of documents.text.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES ('about', 'a kgbuild workspace: documents, their mentions and claims, and which entities they mean');
INSERT INTO meta VALUES ('runs', '0');      -- that made new entities

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,      -- of all that its extraction depends on
    text TEXT NOT NULL,
    title TEXT,
    source TEXT,
    published TEXT,                 -- ISO date
    path TEXT,
    ignored TEXT NOT NULL,          -- JSON: [[start, end, reason], …]
    reading TEXT                    -- NULL: the same as text
) STRICT;

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,        -- place in the document's order of mentions
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    entity TEXT NOT NULL,           -- local id, as in identities.local
    confidence REAL NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,          -- local id
    object TEXT NOT NULL,           -- local id
    modality TEXT NOT NULL,
    confidence REAL NOT NULL,
    role TEXT,
    rank TEXT,
    count TEXT,
    date TEXT,
    date_from TEXT,
    date_to TEXT,
    "by" TEXT                       -- local id
) STRICT;

CREATE INDEX claims_of_document ON claims (document);

CREATE TABLE evidence (
    claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,          -- JSON: [alias, …]
    attributes TEXT NOT NULL DEFAULT '{}',  -- JSON: {name: value, …}
    since INTEGER NOT NULL DEFAULT 0        -- the run that made it; 0: before runs were counted
) STRICT, WITHOUT ROWID;

-- Where ids went that have been merged away.
CREATE TABLE redirects (
    id TEXT PRIMARY KEY,
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX redirects_to_entity ON redirects (entity);

-- Which documents are one publication, printed more than once.
CREATE TABLE publications (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    "group" INTEGER NOT NULL
) STRICT;

CREATE TABLE identities (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    local TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entities (id),
    PRIMARY KEY (document, local)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_of_entity ON identities (entity);
