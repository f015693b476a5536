-- The book: the only tables that cannot be derived again.

CREATE TABLE entry (
    number   INTEGER PRIMARY KEY,   -- from 1, without a gap
    time     TEXT NOT NULL,         -- UTC, 2024-05-01T12:00:00Z
    kind     TEXT NOT NULL,         -- the act's name
    withheld BLOB NOT NULL,         -- the digests that this entry destroyed, 32 bytes each
    previous BLOB NOT NULL,         -- hash of the entry before; 32 zero bytes for the first
    hash     BLOB NOT NULL          -- SHA-256 of the entry's canonical JSON
) STRICT;

CREATE TABLE payload (
    position INTEGER PRIMARY KEY,   -- entry's number * 2^24 + index within the entry, from 0
    role     TEXT NOT NULL,         -- actor, act, bytes, text, statement
    digest   BLOB NOT NULL,         -- SHA-256 of salt and bytes
    salt     BLOB,                  -- NULL once withheld
    bytes    BLOB                   -- NULL once withheld
) STRICT;

-- A row while the file has still to be rewritten, so that nothing of what was withheld is left.
CREATE TABLE pending (task TEXT PRIMARY KEY) STRICT;
