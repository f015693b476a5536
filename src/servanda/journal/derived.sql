-- Projections of the book: dropped and derived again whenever somebody asks for it.

CREATE TABLE agreement (
    place INTEGER PRIMARY KEY,      -- order: the entry that first brought it
    key   TEXT NOT NULL UNIQUE,
    entry INTEGER NOT NULL REFERENCES entry (number)        -- of the latest version
) STRICT;

CREATE TABLE source (
    entry     INTEGER PRIMARY KEY REFERENCES entry (number),
    id        TEXT NOT NULL UNIQUE,
    described INTEGER REFERENCES entry (number),            -- of the latest description, if any
    sensitive INTEGER NOT NULL,
    corrected TEXT                                          -- id of the version in its place
) STRICT;

CREATE TABLE reading (
    entry       INTEGER PRIMARY KEY REFERENCES entry (number),
    source      INTEGER NOT NULL REFERENCES source (entry),
    name        TEXT NOT NULL,
    version     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    UNIQUE (source, name)           -- the latest by the reader of this name
) STRICT;

CREATE TABLE statement (
    position INTEGER PRIMARY KEY,   -- of the payload that first brought it: the order of all
    id       TEXT NOT NULL UNIQUE,
    source   INTEGER NOT NULL REFERENCES source (entry),
    reading  INTEGER,               -- entry that proposed it; NULL if a person wrote it
    state    TEXT NOT NULL,
    ruled    INTEGER REFERENCES entry (number),             -- of the last ruling
    payload  INTEGER NOT NULL REFERENCES payload (position),-- that holds it as it stands
    words    TEXT NOT NULL          -- what it is found by
) STRICT;
CREATE INDEX statement_by_source ON statement (source);

CREATE TABLE superseded (
    id     TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (entry)       -- that it was quoted from
) STRICT, WITHOUT ROWID;

-- What statements are counted under: rows of agreements ("(whole)" and "(unmapped)" among them),
-- places, parties, sides, and who ruled; a place with what its first mention said of it.
CREATE TABLE name (
    number      INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    agreement   TEXT NOT NULL,
    key         TEXT NOT NULL,
    label       TEXT NOT NULL,
    lat         REAL,
    lon         REAL,
    granularity TEXT NOT NULL,
    UNIQUE (kind, agreement, key)
) STRICT;

CREATE TABLE link (
    provision INTEGER NOT NULL REFERENCES name (number),
    position  INTEGER NOT NULL REFERENCES statement (position),
    PRIMARY KEY (provision, position)
) STRICT, WITHOUT ROWID;

-- What statements are counted by, as `facts.py` packs it: those at positions number * 256 and on.
CREATE TABLE fact (
    number  INTEGER PRIMARY KEY,
    entry   INTEGER NOT NULL REFERENCES entry (number),     -- that changed the block last
    records BLOB NOT NULL,
    tags    BLOB NOT NULL,
    ids     TEXT NOT NULL           -- JSON: the ids that are no numbers
) STRICT;
CREATE INDEX fact_by_entry ON fact (entry);

CREATE TABLE mark (
    subject TEXT NOT NULL,
    name    TEXT NOT NULL,
    entry   INTEGER NOT NULL REFERENCES entry (number),
    PRIMARY KEY (subject, name)
) STRICT, WITHOUT ROWID;

-- The judgement that stands on each subject; of one on a cell, the row that it is in.
CREATE TABLE judgement (
    entry     INTEGER PRIMARY KEY REFERENCES entry (number),
    kind      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    agreement TEXT,
    provision TEXT,
    UNIQUE (kind, subject)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    words, content = 'statement', content_rowid = 'position',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIEW source_text AS
    SELECT source.entry AS entry, spaced(CAST(payload.bytes AS TEXT)) AS text
    FROM source JOIN payload ON payload.position = source.entry * 16777216 + 3;

CREATE VIRTUAL TABLE text_search USING fts5 (
    text, content = 'source_text', content_rowid = 'entry',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Every act writes a small piece of each index. They are merged by the dozen rather than all the
-- time, which makes writing a quarter cheaper; a search looks through a few pieces more.
INSERT INTO search (search, rank) VALUES ('automerge', 0);
INSERT INTO search (search, rank) VALUES ('crisismerge', 32);
INSERT INTO text_search (text_search, rank) VALUES ('automerge', 0);
INSERT INTO text_search (text_search, rank) VALUES ('crisismerge', 32);
