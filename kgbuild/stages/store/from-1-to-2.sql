-- Version 1 → 2: attributes and age of entities, redirects, publications.

ALTER TABLE entities ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE entities ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

CREATE TABLE redirects (
    id TEXT PRIMARY KEY,
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX redirects_to_entity ON redirects (entity);

CREATE TABLE publications (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    "group" INTEGER NOT NULL
) STRICT;

INSERT INTO meta VALUES ('runs', '0');
