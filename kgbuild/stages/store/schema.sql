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

CREATE INDEX documents_by_path ON documents (path, id);

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

-- What follows is kept of the last resolution, so that a change is resolved by itself. It can be made anew at any
-- time, and speaks of documents by their numbers, of which none is given twice.

-- Documents that were resolved; the nation that each is about, if it is clear.
CREATE TABLE taken_in (
    document INTEGER PRIMARY KEY,
    nation TEXT NOT NULL
) STRICT;

-- Of those, the ones that have been removed since.
CREATE TABLE gone (
    document INTEGER PRIMARY KEY
) STRICT;

-- Entities of theirs, which may have no member any more.
CREATE TABLE left_behind (
    entity TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What documents call an entity: its label and names, as JSON; how many local entities are called so.
CREATE TABLE forms (
    number INTEGER PRIMARY KEY,
    told TEXT NOT NULL UNIQUE,
    members INTEGER NOT NULL
) STRICT;

-- What the reading of other documents can depend on.
CREATE TABLE marks (
    mark TEXT NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (mark, form)
) STRICT, WITHOUT ROWID;

CREATE INDEX marks_of_form ON marks (form);

-- Local entities of one form of which no two are different: what clusters are made of.
CREATE TABLE profiles (
    number INTEGER PRIMARY KEY,
    form INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT,                      -- JSON: as the document means it; NULL: as it is read by itself
    others TEXT NOT NULL,
    short TEXT NOT NULL,
    document INTEGER NOT NULL,      -- 0, or the only one that it belongs to
    local TEXT NOT NULL,            -- '', or the only one
    leaves INTEGER NOT NULL,
    open INTEGER NOT NULL,          -- 1: a body may turn up that it is short for
    same TEXT NOT NULL,
    members INTEGER NOT NULL,
    entity TEXT NOT NULL,           -- '': each document's another
    UNIQUE (form, key, document, local)
) STRICT;

CREATE INDEX profiles_of_entity ON profiles (entity);

-- By what profiles are found that may be one entity.
CREATE TABLE profile_keys (
    key TEXT NOT NULL,
    profile INTEGER NOT NULL,
    PRIMARY KEY (key, profile)
) STRICT, WITHOUT ROWID;

CREATE INDEX keys_of_profile ON profile_keys (profile);

-- The form and the profile of each local entity.
CREATE TABLE members (
    document INTEGER NOT NULL,
    local TEXT NOT NULL,
    form INTEGER NOT NULL,
    profile INTEGER NOT NULL,
    PRIMARY KEY (document, local)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_of_profile ON members (profile);
CREATE INDEX members_of_form ON members (form);

-- Profiles that people, or documents, hold for the same or for different ones.
CREATE TABLE pairs (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    same INTEGER NOT NULL,
    PRIMARY KEY ("left", "right")
) STRICT, WITHOUT ROWID;

CREATE INDEX pairs_of_right ON pairs ("right");

-- What entities tell of the documents that name them, and how many documents mean which place.
CREATE TABLE standings (
    entity TEXT PRIMARY KEY REFERENCES entities (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    tally TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What texts are compared by.
CREATE TABLE signatures (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    digest BLOB NOT NULL,      -- a hash of the words
    bands BLOB NOT NULL      -- 64-bit numbers: the text's MinHash bands; empty if it is too short to be like another
) STRICT;

CREATE INDEX signatures_of_digest ON signatures (digest);

-- The texts that share a band, and so may be one publication.
CREATE TABLE bands (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

-- Publications that have lost a text, so that the others may be several.
CREATE TABLE broken_groups (
    "group" INTEGER PRIMARY KEY
) STRICT;

CREATE INDEX publications_of_group ON publications ("group");
