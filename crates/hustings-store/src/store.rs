//! The file: opening it, and adding to it.
//!
//! [`super::ask`] is the other half: what can be asked of it.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hustings::record::{Decision, Edition, Ruling};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::error::Error;
use crate::incoming::Prepared;
use crate::pages;
use crate::schema;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// A record that is open.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// The numbers of subjects that were met since the file was opened.
    subjects: HashMap<String, i64>,
    reader: Option<(String, i64)>,
    pub(crate) is_writer: bool,
    /// The file itself, whose pages SQLite does not seal. It stands behind the connection, and so is closed after it:
    /// closing a file takes the locks away that a process has on it.
    pub(crate) file: Option<File>,
}

/// What adding an edition did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is the first edition of its article.
    New,
    /// The record has it already; nothing changed.
    Known,
    /// The record has an older edition of its article.
    Edited,
}

/// How much a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Editions.
    pub editions: usize,
    /// Rows.
    pub rows: usize,
    /// Bytes of text.
    pub text: usize,
    /// Bytes of the file, without what waits in its log.
    pub file: usize,
}

impl Store {
    /// Opens a record to add to it, and begins one where there is no file.
    ///
    /// # Errors
    /// When the file is something else, damaged, from a newer version, or cannot be written to.
    pub fn open(path: &Path) -> Result<Self, Error> {
        check_kind(path)?;
        // Where that fails SQLite does, too, and says why.
        _ = pages::begin(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut store = Self::connect(path, flags)?;
        let failed = |cause| Error::sqlite(path, cause);
        let version = store.version()?;
        store.connection.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
        // Survives the death of the process at any moment; after a power cut the last editions may have to be added again.
        store.connection.pragma_update(None, "synchronous", "normal").map_err(failed)?;
        store.connection.pragma_update(None, "cache_size", -32_000).map_err(failed)?;
        store.file = File::options().read(true).write(true).open(path).ok();
        store.is_writer = true;
        let mark = pages::mark(path);
        let hook = move || {
            if !mark.exists() {
                _ = File::create(&mark);
            }
            // Goes on with the commit.
            false
        };
        store.connection.commit_hook(Some(hook)).map_err(failed)?;
        schema::migrate(&mut store.connection, version).map_err(failed)?;
        Ok(store)
    }

    /// Opens a record to ask it.
    ///
    /// # Errors
    /// When there is no file, or as [`Store::open`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::missing(path));
        }
        check_kind(path)?;
        let mut store =
            Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        store.file = File::open(path).ok();
        if store.version()? == 0 {
            return Err(Error::not_a_record(path));
        }
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let failed = |cause| Error::sqlite(path, cause);
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        let (subjects, reader) = (HashMap::new(), None);
        Ok(Self { connection, path: path.to_owned(), subjects, reader, is_writer: false, file: None })
    }

    /// Waits so long for another process that writes, instead of five seconds.
    ///
    /// # Errors
    /// When the file cannot be worked with.
    pub fn set_patience(&self, patience: Duration) -> Result<(), Error> {
        self.connection.busy_timeout(patience).map_err(|cause| self.failed(cause))
    }

    /// Returns the version of the tables; zero for an empty file.
    fn version(&self) -> Result<i64, Error> {
        let pragma = |name: &str| {
            self.connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
                .map_err(|cause| self.failed(cause))
        };
        let (application, version) = (pragma("application_id")?, pragma("user_version")?);
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 =
            self.connection.query_row(tables, [], |row| row.get(0)).map_err(|e| self.failed(e))?;
        match (application, version) {
            (0, 0) if tables == 0 => Ok(0),
            (schema::APPLICATION_ID, version) if version > schema::VERSION => {
                Err(Error::newer(&self.path, version, schema::VERSION))
            }
            (schema::APPLICATION_ID, version) => Ok(version),
            _ => Err(Error::not_a_record(&self.path)),
        }
    }

    pub(crate) fn failed(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, cause)
    }

    /// Returns the names of all editions that the record has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known(&self) -> Result<HashSet<String>, Error> {
        let failed = |cause| self.failed(cause);
        let mut statement = self.connection.prepare("SELECT id FROM edition").map_err(failed)?;
        let ids = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).map_err(failed)?;
        ids.map(|id| id.map(|id| hex(&id))).collect::<Result<_, _>>().map_err(failed)
    }

    /// Returns what the editions of each article share: their addresses, or their names in a corpus.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn locators(&self) -> Result<HashSet<String>, Error> {
        let failed = |cause| self.failed(cause);
        let select = "SELECT DISTINCT locator FROM edition WHERE locator IS NOT NULL";
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let found = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        found.collect::<Result<_, _>>().map_err(failed)
    }

    /// Adds an edition with its rows, all of it or nothing. `reader` names what read it.
    ///
    /// # Errors
    /// When the file cannot be written to: another process writes, or there is no room.
    pub fn add(&mut self, prepared: &Prepared, reader: &str) -> Result<Added, Error> {
        let reader = self.reader(reader)?;
        let path = self.path.clone();
        self.write(prepared, reader).map_err(|cause| {
            // Numbers that were given out in a transaction that failed are none.
            self.subjects.clear();
            Error::sqlite(&path, cause)
        })
    }

    fn write(&mut self, prepared: &Prepared, reader: i64) -> rusqlite::Result<Added> {
        let edition = &prepared.edition;
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let id = unhex(&edition.id);
        let known = transaction.prepare_cached("SELECT 1 FROM edition WHERE id = ?")?.exists(params![id])?;
        if known {
            return Ok(Added::Known);
        }
        let previous: Option<i64> = match &edition.locator {
            Some(locator) => transaction
                .prepare_cached("SELECT number FROM edition WHERE locator = ? ORDER BY number DESC LIMIT 1")?
                .query_row(params![locator], |row| row.get(0))
                .optional()?,
            None => None,
        };
        let number = insert_edition(&transaction, prepared, previous)?;
        let count = prepared.count as i64;
        let seal = seal(&transaction, number, &prepared.rows, count)?;
        transaction
            .prepare_cached(
                "INSERT INTO reading (edition, reader, rows, count, seal) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![number, reader, prepared.rows, count, seal])?;
        for (key, count) in &prepared.subjects {
            let subject = subject(&transaction, &mut self.subjects, key)?;
            transaction
                .prepare_cached("INSERT INTO speaks_of (subject, edition, rows) VALUES (?, ?, ?)")?
                .execute(params![subject, number, *count as i64])?;
        }
        transaction
            .prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)")?
            .execute(params![number, edition.title.as_deref().unwrap_or_default(), prepared.body])?;
        transaction.commit()?;
        Ok(if previous.is_some() { Added::Edited } else { Added::New })
    }

    fn reader(&mut self, name: &str) -> Result<i64, Error> {
        if let Some((known, number)) = &self.reader
            && known == name
        {
            return Ok(*number);
        }
        let failed = |cause| self.failed(cause);
        self.connection.execute("INSERT OR IGNORE INTO reader (name) VALUES (?)", [name]).map_err(failed)?;
        let number =
            self.connection.query_row("SELECT number FROM reader WHERE name = ?", [name], |row| row.get(0));
        let number = number.map_err(failed)?;
        self.reader = Some((name.to_owned(), number));
        Ok(number)
    }

    /// Adds what somebody decided and returns its name.
    ///
    /// # Errors
    /// When the row or decision that it speaks of is not in the record, or the file cannot be written to.
    pub fn decide(&mut self, decision: &Decision) -> Result<String, Error> {
        match &decision.ruling {
            Ruling::Accept { row } | Ruling::Reject { row } => _ = self.row(row)?,
            Ruling::Correct { row, field, value } => {
                if hustings::record::corrected(&self.row(row)?, field, value).is_none() {
                    return Err(Error::unfit(&self.path, &format!("{field} of {row}"), value));
                }
            }
            Ruling::Undo { decision } => {
                if !self.decisions()?.iter().any(|known| known.id == *decision) {
                    return Err(Error::unknown(&self.path, "decision", decision));
                }
            }
            Ruling::Merge { .. } | Ruling::Split { .. } => {}
        }
        let written = serde_json::to_string(decision).expect("a decision has a JSON form");
        let insert = "INSERT INTO decision (decision) VALUES (?)";
        self.connection.execute(insert, [written]).map_err(|cause| self.failed(cause))?;
        Ok(format!("d{}", self.connection.last_insert_rowid()))
    }
}

/// Refuses what is no SQLite file, or one that is cut short, before SQLite says so in its own words.
fn check_kind(path: &Path) -> Result<(), Error> {
    use std::io::Read;
    let Ok(mut file) = File::open(path) else { return Ok(()) };
    let mut head = [0; 100];
    let mut read = 0;
    while read < head.len() {
        match file.read(&mut head[read..]) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(cause) => return Err(Error::damaged(path, cause)),
        }
    }
    if read == 0 {
        return Ok(());
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(Error::not_a_record(path));
    }
    if read < head.len() {
        return Err(Error::damaged(path, "the head of the file is cut short"));
    }
    // The head tells how many pages there are; a log beside the file may hold more.
    let big = |at: usize| u64::from(u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]));
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65536,
        size => size,
    };
    let length = file.metadata().map(|found| found.len()).unwrap_or(u64::MAX);
    // A writer that was killed while it moved its log into the file leaves the head ahead of the pages; the log has
    // them, and SQLite puts them back.
    let log = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy()));
    let has_log = log.metadata().is_ok_and(|found| found.len() > 0);
    if !has_log && big(24) == big(92) && length < big(28) * page {
        return Err(Error::damaged(path, "the file is shorter than its head says"));
    }
    Ok(())
}

fn insert_edition(
    transaction: &rusqlite::Transaction<'_>,
    prepared: &Prepared,
    previous: Option<i64>,
) -> rusqlite::Result<i64> {
    let edition: &Edition = &prepared.edition;
    let sketch: Vec<u8> = edition.sketch.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    let precision = edition.published.map(|date| format!("{:?}", date.precision()).to_lowercase());
    let insert = "INSERT INTO edition (id, hash, locator, url, outlet, title, byline, dateline, published, precision, \
                  first_seen, previous, bytes, text, length, sketch) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    transaction.prepare_cached(insert)?.execute(params![
        unhex(&edition.id),
        unhex(&edition.hash),
        edition.locator,
        edition.url,
        edition.outlet,
        edition.title,
        edition.byline,
        edition.dateline,
        edition.published.map(hustings::date::PartialDate::value),
        precision,
        edition.first_seen,
        previous,
        prepared.bytes,
        prepared.text,
        edition.length as i64,
        sketch,
    ])?;
    Ok(transaction.last_insert_rowid())
}

/// Returns the hash of all columns of an edition and of the rows that were read in it.
pub(crate) fn seal(
    connection: &Connection,
    edition: i64,
    rows: &[u8],
    count: i64,
) -> rusqlite::Result<Vec<u8>> {
    let mut seal = blake3::Hasher::new();
    let mut statement = connection.prepare_cached("SELECT * FROM edition WHERE number = ?")?;
    let columns = statement.column_count();
    statement.query_row([edition], |row| {
        for column in 0..columns {
            let value = row.get_ref(column)?;
            let number = value.as_i64_or_null().ok().flatten().map(i64::to_le_bytes);
            let bytes = value.as_bytes_or_null().ok().flatten().or(number.as_ref().map(<[u8; 8]>::as_slice));
            seal.update(&[u8::from(bytes.is_some())]);
            let bytes = bytes.unwrap_or_default();
            seal.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        Ok(())
    })?;
    Ok(seal.update(&count.to_le_bytes()).update(rows).finalize().as_bytes().to_vec())
}

/// Returns the number of a subject, new or known.
fn subject(
    transaction: &rusqlite::Transaction<'_>,
    cache: &mut HashMap<String, i64>,
    key: &str,
) -> rusqlite::Result<i64> {
    if let Some(number) = cache.get(key) {
        return Ok(*number);
    }
    let insert = "INSERT INTO subject (key) VALUES (?) ON CONFLICT DO NOTHING RETURNING number";
    let mut statement = transaction.prepare_cached(insert)?;
    let number: Option<i64> = statement.query_row([key], |row| row.get(0)).optional()?;
    let number = match number {
        Some(number) => number,
        None => transaction
            .prepare_cached("SELECT number FROM subject WHERE key = ?")?
            .query_row([key], |row| row.get(0))?,
    };
    cache.insert(key.to_owned(), number);
    Ok(number)
}

#[cfg(test)]
mod tests;

/// Returns bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the bytes of hexadecimal digits; anything else is left out.
pub(crate) fn unhex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
