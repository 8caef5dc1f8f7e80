//! Replies of readers: each hangs on one row, waits for a moderator, and never changes the record.
//!
//! Nothing returns the address that somebody gave: [`Desk::left_by`] only finds by it, and it goes with the reply.
//!
//! `60fb1f676f84/s0` ← “I never said that.”, waiting

use rusqlite::params;

use super::{Desk, hash};
use crate::error::Error;

/// What somebody left under a row.
pub struct NewReply<'a> {
    /// The row, by its name.
    pub row: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
    /// The name to show.
    pub name: &'a str,
    /// The address, for moderators' letters only.
    pub address: &'a str,
    /// The text.
    pub words: &'a str,
    /// The secret that withdraws it.
    pub key: &'a str,
}

/// A reply as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its number.
    pub number: i64,
    /// The row that it hangs on.
    pub row: String,
    /// When it was left, RFC 3339.
    pub at: String,
    /// The name.
    pub name: String,
    /// The text.
    pub words: String,
    /// How it stands.
    pub standing: Standing,
}

/// How a reply stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No moderator has seen it.
    Waiting,
    /// It stands under its row.
    Approved,
    /// A moderator declined it.
    Declined,
    /// Whoever left it took it back: name, address and text are gone.
    Withdrawn,
}

impl Standing {
    const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Declined, Self::Withdrawn];

    /// Returns the name in the file and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

const REPLY: &str = "SELECT number, line, at, name, words, standing FROM reply";

fn reply(row: &rusqlite::Row<'_>) -> rusqlite::Result<Reply> {
    let standing: String = row.get(5)?;
    Ok(Reply {
        number: row.get(0)?,
        row: row.get(1)?,
        at: row.get(2)?,
        name: row.get(3)?,
        words: row.get(4)?,
        standing: Standing::ALL
            .into_iter()
            .find(|known| known.name() == standing)
            .unwrap_or(Standing::Declined),
    })
}

impl Desk {
    /// Keeps a reply until a moderator sees it.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn leave(&self, new: &NewReply<'_>) -> Result<i64, Error> {
        let sql = "INSERT INTO reply (line, at, name, address, words, standing, key) \
                   VALUES (?, ?, ?, ?, ?, 'waiting', ?)";
        self.run(sql, params![new.row, new.at, new.name, new.address, new.words, hash(new.key)])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Returns the replies that stand under a row, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn replies_to(&self, row: &str) -> Result<Vec<Reply>, Error> {
        let sql = format!("{REPLY} WHERE line = ? AND standing = 'approved' ORDER BY number");
        self.all(&sql, [row], reply)
    }

    /// Returns the replies that stand in one way, the oldest first, `most` of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn replies(&self, standing: Standing, most: usize) -> Result<Vec<Reply>, Error> {
        let sql = format!("{REPLY} WHERE standing = ? ORDER BY number LIMIT ?");
        self.all(&sql, params![standing.name(), i64::try_from(most).unwrap_or(i64::MAX)], reply)
    }

    /// Returns how many replies wait.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn waiting(&self) -> Result<usize, Error> {
        let count: Option<i64> = self.one("SELECT count(*) FROM reply WHERE standing = 'waiting'", [])?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }

    /// Approves or declines a reply that was not withdrawn.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written to.
    pub fn moderate(&self, number: i64, is_approved: bool) -> Result<(), Error> {
        let standing = if is_approved { Standing::Approved } else { Standing::Declined };
        let sql = "UPDATE reply SET standing = ? WHERE number = ? AND standing <> 'withdrawn'";
        match self.run(sql, params![standing.name(), number])? {
            0 => Err(Error::unknown(&self.path, "reply", &number.to_string())),
            _ => Ok(()),
        }
    }

    /// Erases name, address and text of the reply that a secret opens, and returns its number; nothing where it opens
    /// none.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn withdraw(&self, key: &str) -> Result<Option<i64>, Error> {
        let number: Option<i64> = self.one("SELECT number FROM reply WHERE key = ?", params![hash(key)])?;
        if let Some(number) = number {
            self.erase(number)?;
        }
        Ok(number)
    }

    /// Erases name, address and text of a reply, as a moderator does for somebody who asks by letter.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written to.
    pub fn erase(&self, number: i64) -> Result<(), Error> {
        let sql =
            "UPDATE reply SET name = '', address = NULL, words = '', standing = 'withdrawn' WHERE number = ?";
        match self.run(sql, [number])? {
            0 => Err(Error::unknown(&self.path, "reply", &number.to_string())),
            _ => Ok(()),
        }
    }

    /// Returns the numbers of replies that were left with an address: somebody who asks for deletion names it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn left_by(&self, address: &str) -> Result<Vec<i64>, Error> {
        let sql = "SELECT number FROM reply WHERE address = ? COLLATE NOCASE ORDER BY number";
        self.all(sql, [address], |row| row.get(0))
    }
}
