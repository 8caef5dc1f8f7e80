//! The desk: a second file beside the record for what is not to be handed on with it: accounts, sessions, tokens, and
//! what readers reply, with their addresses.
//!
//! `hustings-serve` asks it who somebody is; [`replies`] holds what readers left. Secrets are kept as hashes only, and
//! what is deleted is overwritten in the file.
//!
//! `record.hustings` → `record.hustings.desk`, which only its owner may read

mod replies;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Error;
pub use replies::{NewReply, Reply, Standing};

/// `HDSK`, which tells a desk from other SQLite files.
const APPLICATION_ID: i64 = 0x4844_534b;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

const TABLES: &str = "
CREATE TABLE account (
  number    INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password  TEXT NOT NULL,
  added     TEXT NOT NULL
) STRICT;
CREATE TABLE session (
  hash     BLOB PRIMARY KEY CHECK (length(hash) = 32),
  account  INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  ends     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
  hash     BLOB PRIMARY KEY CHECK (length(hash) = 32),
  account  INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  label    TEXT NOT NULL,
  added    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reply (
  number   INTEGER PRIMARY KEY,
  line     TEXT NOT NULL,
  at       TEXT NOT NULL,
  name     TEXT NOT NULL,
  address  TEXT,
  words    TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('waiting', 'approved', 'declined', 'withdrawn')),
  key      BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
CREATE INDEX reply_line ON reply (line);
CREATE INDEX reply_standing ON reply (standing);
CREATE TABLE event (
  number  INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL,
  what    TEXT NOT NULL
) STRICT;
";

/// A desk that is open.
pub struct Desk {
    connection: Connection,
    path: PathBuf,
}

/// Somebody who may decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name that decisions bear.
    pub name: String,
    /// The password, hashed, as the PHC string format has it.
    pub password: String,
    /// When it was made, RFC 3339.
    pub added: String,
}

/// Something that was done at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// What, in words that name no address.
    pub what: String,
}

/// Returns where the desk of a record lies.
pub fn desk_of(record: &Path) -> PathBuf {
    let mut path = record.to_owned().into_os_string();
    path.push(".desk");
    path.into()
}

impl Desk {
    /// Opens the desk of a record, and begins one where there is none.
    ///
    /// # Errors
    /// When the file is something else, damaged, or cannot be written to.
    pub fn open(record: &Path) -> Result<Self, Error> {
        let path = desk_of(record);
        begin(&path).map_err(|cause| Error::damaged(&path, cause))?;
        let desk = Self::connect(&path)?;
        let failed = |cause| Error::sqlite(&path, cause);
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = desk.connection.query_row(tables, [], |row| row.get(0)).map_err(failed)?;
        let application: i64 =
            desk.connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(failed)?;
        match (tables, application) {
            (0, 0) => {
                let make = format!("BEGIN; {TABLES} PRAGMA application_id = {APPLICATION_ID}; COMMIT;");
                desk.connection.execute_batch(&make).map_err(failed)?;
            }
            (_, APPLICATION_ID) => {}
            _ => return Err(Error::not_a_record(&path)),
        }
        Ok(desk)
    }

    /// Opens the desk of a record where there is one.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn find(record: &Path) -> Result<Option<Self>, Error> {
        if desk_of(record).exists() { Self::open(record).map(Some) } else { Ok(None) }
    }

    fn connect(path: &Path) -> Result<Self, Error> {
        let failed = |cause| Error::sqlite(path, cause);
        let connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        // What is deleted must not stay in free pages of the file.
        connection.pragma_update(None, "secure_delete", true).map_err(failed)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    fn failed(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, cause)
    }

    fn run(&self, sql: &str, values: impl rusqlite::Params) -> Result<usize, Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|cause| self.failed(cause))?;
        statement.execute(values).map_err(|cause| self.failed(cause))
    }

    fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Option<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|cause| self.failed(cause))?;
        statement.query_row(values, |row| row.get(0)).optional().map_err(|cause| self.failed(cause))
    }

    fn all<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        made: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|cause| self.failed(cause))?;
        let found = statement.query_map(values, made).map_err(|cause| self.failed(cause))?;
        found.collect::<Result<_, _>>().map_err(|cause| self.failed(cause))
    }

    /// Adds an account, or gives a known one another password and ends its sessions.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn set_account(&self, account: &Account) -> Result<(), Error> {
        let sql = "INSERT INTO account (name, password, added) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (name) DO UPDATE SET password = excluded.password";
        self.run(sql, params![account.name, account.password, account.added])?;
        let sql = "DELETE FROM session WHERE account = (SELECT number FROM account WHERE name = ?)";
        self.run(sql, [&account.name]).map(drop)
    }

    /// Removes an account with its sessions and tokens; what it decided stays.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written to.
    pub fn remove_account(&self, name: &str) -> Result<(), Error> {
        match self.run("DELETE FROM account WHERE name = ?", [name])? {
            0 => Err(Error::unknown(&self.path, "account", name)),
            _ => Ok(()),
        }
    }

    /// Returns all accounts, in the order of their names.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>, Error> {
        self.all("SELECT name, password, added FROM account ORDER BY name", [], |row| {
            Ok(Account { name: row.get(0)?, password: row.get(1)?, added: row.get(2)? })
        })
    }

    /// Begins a session that a secret opens until it ends, and forgets those that have ended.
    ///
    /// # Errors
    /// When there is no such account, or the file cannot be written to.
    pub fn begin_session(&self, secret: &str, name: &str, (now, ends): (&str, &str)) -> Result<(), Error> {
        self.run("DELETE FROM session WHERE ends <= ?", [now])?;
        let sql =
            "INSERT INTO session (hash, account, ends) SELECT ?1, number, ?3 FROM account WHERE name = ?2";
        match self.run(sql, params![hash(secret), name, ends])? {
            0 => Err(Error::unknown(&self.path, "account", name)),
            _ => Ok(()),
        }
    }

    /// Returns whose session a secret opens.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn session(&self, secret: &str, now: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT name FROM session JOIN account ON number = account WHERE hash = ? AND ends > ?";
        self.one(sql, params![hash(secret), now])
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn end_session(&self, secret: &str) -> Result<(), Error> {
        self.run("DELETE FROM session WHERE hash = ?", params![hash(secret)]).map(drop)
    }

    /// Adds a token for a program of somebody's; one of the same label is replaced.
    ///
    /// # Errors
    /// When there is no such account, or the file cannot be written to.
    pub fn set_token(&self, secret: &str, name: &str, (label, at): (&str, &str)) -> Result<(), Error> {
        let sql =
            "DELETE FROM token WHERE label = ?2 AND account = (SELECT number FROM account WHERE name = ?1)";
        self.run(sql, params![name, label])?;
        let sql = "INSERT INTO token (hash, account, label, added) SELECT ?1, number, ?3, ?4 FROM account WHERE name = ?2";
        match self.run(sql, params![hash(secret), name, label, at])? {
            0 => Err(Error::unknown(&self.path, "account", name)),
            _ => Ok(()),
        }
    }

    /// Returns whose token a secret is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn token(&self, secret: &str) -> Result<Option<String>, Error> {
        self.one(
            "SELECT name FROM token JOIN account ON number = account WHERE hash = ?",
            params![hash(secret)],
        )
    }

    /// Notes what was done; never an address.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn note(&self, event: &Event) -> Result<(), Error> {
        let sql = "INSERT INTO event (at, by, what) VALUES (?, ?, ?)";
        self.run(sql, params![event.at, event.by, event.what]).map(drop)
    }

    /// Returns what was done, the latest first, `most` of it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events(&self, most: usize) -> Result<Vec<Event>, Error> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all("SELECT at, by, what FROM event ORDER BY number DESC LIMIT ?", [most], |row| {
            Ok(Event { at: row.get(0)?, by: row.get(1)?, what: row.get(2)? })
        })
    }
}

/// Begins the file so that only its owner may read it.
fn begin(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Returns the hash that stands for a secret: secrets are long and random, so a fast hash tells nothing of them.
fn hash(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests;
