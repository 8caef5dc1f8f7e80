//! The tables, and how files of older versions come up to date.
//!
//! [`super::store`] runs this when it opens a file. Steps are only ever added at the end.

use rusqlite::{Connection, TransactionBehavior};

/// `HUST`, which tells a record from other SQLite files.
pub const APPLICATION_ID: i64 = 0x4855_5354;

/// The version of the tables that this hustings writes: how many steps there are.
pub const VERSION: i64 = STEPS.len() as i64;

/// The steps from an empty file to the newest version; step `n` leads from version `n` to `n + 1`.
const STEPS: &[&str] = &[VERSION_1, VERSION_2];

const VERSION_1: &str = "
-- One fetched copy of an article. `bytes` are as fetched, zstd; `text` only where the text that spans point into is
-- another one than the bytes (a page), packed against them.
CREATE TABLE edition (
  number      INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  locator     TEXT,
  url         TEXT,
  outlet      TEXT,
  title       TEXT,
  byline      TEXT,
  dateline    TEXT,
  published   TEXT,
  precision   TEXT,
  first_seen  TEXT NOT NULL,
  previous    INTEGER REFERENCES edition (number),
  bytes       BLOB NOT NULL,
  text        BLOB,
  length      INTEGER NOT NULL,
  sketch      BLOB NOT NULL
) STRICT;
CREATE INDEX edition_locator ON edition (locator) WHERE locator IS NOT NULL;

-- What a reader found in an edition: the rows as JSON Lines, zstd, packed against the text. `seal` is the BLAKE3 hash of
-- all columns of the edition and of the other ones here.
CREATE TABLE reading (
  edition  INTEGER NOT NULL REFERENCES edition (number),
  reader   INTEGER NOT NULL REFERENCES reader (number),
  rows     BLOB NOT NULL,
  count    INTEGER NOT NULL,
  seal     BLOB NOT NULL CHECK (length(seal) = 32),
  PRIMARY KEY (edition, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE reader (
  number  INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE
) STRICT;

-- Which posts and names the rows of an edition speak of: `p:general nato secretary`, `n:rutte`.
CREATE TABLE subject (
  number  INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE speaks_of (
  subject  INTEGER NOT NULL REFERENCES subject (number),
  edition  INTEGER NOT NULL REFERENCES edition (number),
  rows     INTEGER NOT NULL,
  PRIMARY KEY (subject, edition)
) STRICT, WITHOUT ROWID;

-- What people decided about rows and names, as JSON.
CREATE TABLE decision (
  number    INTEGER PRIMARY KEY,
  decision  TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
";

const VERSION_2: &str = "
-- The last days first, for a search that finds more than anybody reads.
CREATE INDEX edition_published ON edition (published, id);

-- What a site said of a feed, to ask it politely the next time. `next` is the earliest time to ask again, RFC 3339.
CREATE TABLE feed (
  address        TEXT PRIMARY KEY,
  etag           TEXT,
  last_modified  TEXT,
  failures       INTEGER NOT NULL,
  next           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Brings a file of version `from` up to date.
///
/// The version is read again inside of each step's transaction: another process may begin the same record at once.
pub fn migrate(connection: &mut Connection, from: i64) -> rusqlite::Result<()> {
    let first = usize::try_from(from).unwrap_or(usize::MAX);
    for (at, step) in STEPS.iter().enumerate().skip(first) {
        let next = i64::try_from(at + 1).unwrap_or(i64::MAX);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let present: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if present >= next {
            continue;
        }
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", next)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
