//! The one error of this crate: what was being done, with which file, and what would help.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What kept a record from being opened, read or added to.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    path: PathBuf,
}

#[derive(Debug)]
enum Kind {
    Missing,
    NotARecord,
    Newer { version: i64, known: i64 },
    Damaged(Box<dyn StdError + Send + Sync>),
    Locked(rusqlite::Error),
    Full(rusqlite::Error),
    ReadOnly(rusqlite::Error),
    Sqlite(rusqlite::Error),
    Unknown(&'static str, String),
    Unfit(String, String),
}

impl Error {
    pub(crate) fn missing(path: &Path) -> Self {
        Self { kind: Kind::Missing, path: path.to_owned() }
    }

    pub(crate) fn not_a_record(path: &Path) -> Self {
        Self { kind: Kind::NotARecord, path: path.to_owned() }
    }

    pub(crate) fn newer(path: &Path, version: i64, known: i64) -> Self {
        Self { kind: Kind::Newer { version, known }, path: path.to_owned() }
    }

    pub(crate) fn damaged(path: &Path, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Damaged(cause.into()), path: path.to_owned() }
    }

    pub(crate) fn unknown(path: &Path, what: &'static str, asked: &str) -> Self {
        Self { kind: Kind::Unknown(what, asked.to_owned()), path: path.to_owned() }
    }

    pub(crate) fn unfit(path: &Path, field: &str, value: &str) -> Self {
        Self { kind: Kind::Unfit(field.to_owned(), value.to_owned()), path: path.to_owned() }
    }

    pub(crate) fn sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        let kind = match cause.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Kind::NotARecord,
            Some(ErrorCode::DatabaseCorrupt) => Kind::Damaged(cause.into()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Locked(cause),
            Some(ErrorCode::DiskFull) => Kind::Full(cause),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Kind::ReadOnly(cause)
            }
            _ => Kind::Sqlite(cause),
        };
        Self { kind, path: path.to_owned() }
    }

    /// Whether there is no file.
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing)
    }

    /// Whether the file is something else than a record.
    pub fn is_not_a_record(&self) -> bool {
        matches!(self.kind, Kind::NotARecord)
    }

    /// Whether a newer hustings wrote the file.
    pub fn is_newer(&self) -> bool {
        matches!(self.kind, Kind::Newer { .. })
    }

    /// Whether the file is cut short or changed.
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Damaged(_))
    }

    /// Whether another process writes to the file.
    pub fn is_locked(&self) -> bool {
        matches!(self.kind, Kind::Locked(_))
    }

    /// Whether there is no room left for it.
    pub fn is_full(&self) -> bool {
        matches!(self.kind, Kind::Full(_))
    }

    /// Whether a field was to be corrected that cannot have this value.
    pub fn is_unfit(&self) -> bool {
        matches!(self.kind, Kind::Unfit(..))
    }

    /// Whether something was asked for that the record does not hold.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(..))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            Kind::Missing => {
                write!(f, "there is no record at {path}; `hustings add --record {path} FILE…` begins one")
            }
            Kind::NotARecord => {
                write!(f, "{path} is not a record of hustings; give another file with --record")
            }
            Kind::Newer { version, known } => write!(
                f,
                "{path} was written by a newer hustings (format {version}, this one knows {known}); update hustings to open it"
            ),
            Kind::Damaged(_) => write!(
                f,
                "{path} is damaged or cut short; take it from a backup, or add its articles to a new record"
            ),
            Kind::Locked(_) => write!(f, "another process is writing to {path}; try again when it is done"),
            Kind::Full(_) => {
                write!(f, "there is no room left on the disk of {path}; all that was added before is kept")
            }
            Kind::ReadOnly(_) => {
                write!(f, "{path} cannot be written to; look at its permissions and its folder's")
            }
            Kind::Sqlite(_) => write!(f, "could not work with {path}"),
            Kind::Unfit(field, value) => write!(
                f,
                "{field} cannot be corrected to {value}; `hustings export --as jsonl` shows the fields of a row and what they hold"
            ),
            Kind::Unknown(what, asked) => write!(f, "{path} has no {what} {asked:?}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.kind {
            Kind::Damaged(cause) => Some(cause.as_ref()),
            Kind::Locked(cause) | Kind::Full(cause) | Kind::ReadOnly(cause) | Kind::Sqlite(cause) => {
                Some(cause)
            }
            _ => None,
        }
    }
}
