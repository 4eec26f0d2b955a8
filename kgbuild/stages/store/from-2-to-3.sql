-- Version 2 → 3: what is kept of a resolution, so that a change is resolved by itself; signatures of texts.

CREATE INDEX documents_by_path ON documents (path, id);

CREATE TABLE taken_in (
    document INTEGER PRIMARY KEY,
    nation TEXT NOT NULL
) STRICT;

CREATE TABLE gone (
    document INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE left_behind (
    entity TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE forms (
    number INTEGER PRIMARY KEY,
    told TEXT NOT NULL UNIQUE,
    members INTEGER NOT NULL
) STRICT;

CREATE TABLE marks (
    mark TEXT NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (mark, form)
) STRICT, WITHOUT ROWID;

CREATE INDEX marks_of_form ON marks (form);

CREATE TABLE profiles (
    number INTEGER PRIMARY KEY,
    form INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT,
    others TEXT NOT NULL,
    short TEXT NOT NULL,
    document INTEGER NOT NULL,
    local TEXT NOT NULL,
    leaves INTEGER NOT NULL,
    open INTEGER NOT NULL,
    same TEXT NOT NULL,
    members INTEGER NOT NULL,
    entity TEXT NOT NULL,
    UNIQUE (form, key, document, local)
) STRICT;

CREATE INDEX profiles_of_entity ON profiles (entity);

CREATE TABLE profile_keys (
    key TEXT NOT NULL,
    profile INTEGER NOT NULL,
    PRIMARY KEY (key, profile)
) STRICT, WITHOUT ROWID;

CREATE INDEX keys_of_profile ON profile_keys (profile);

CREATE TABLE members (
    document INTEGER NOT NULL,
    local TEXT NOT NULL,
    form INTEGER NOT NULL,
    profile INTEGER NOT NULL,
    PRIMARY KEY (document, local)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_of_profile ON members (profile);
CREATE INDEX members_of_form ON members (form);

CREATE TABLE pairs (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    same INTEGER NOT NULL,
    PRIMARY KEY ("left", "right")
) STRICT, WITHOUT ROWID;

CREATE INDEX pairs_of_right ON pairs ("right");

CREATE TABLE standings (
    entity TEXT PRIMARY KEY REFERENCES entities (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    tally TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signatures (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    digest BLOB NOT NULL,
    bands BLOB NOT NULL
) STRICT;

CREATE INDEX signatures_of_digest ON signatures (digest);

CREATE TABLE bands (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE broken_groups (
    "group" INTEGER PRIMARY KEY
) STRICT;

CREATE INDEX publications_of_group ON publications ("group");

DELETE FROM publications;
DELETE FROM meta WHERE key = 'compared';
