//! What sites said of the feeds that are followed, kept from one run of `hustings watch` to the next.
//!
//! No part of the record of the race: nothing leans on it, and a feed of which nothing is kept is asked as if for the
//! first time.

use rusqlite::{OptionalExtension, params};

use crate::error::Error;
use crate::store::Store;

/// What is kept of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its address.
    pub address: String,
    /// The `ETag` that it came with the last time.
    pub etag: Option<String>,
    /// The `Last-Modified` that it came with the last time.
    pub last_modified: Option<String>,
    /// How often in a row it failed.
    pub failures: u32,
    /// The earliest time to ask it again, RFC 3339.
    pub next: String,
}

impl Store {
    /// Returns what is kept of a feed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feed(&self, address: &str) -> Result<Option<Feed>, Error> {
        let select = "SELECT address, etag, last_modified, failures, next FROM feed WHERE address = ?";
        let feed = self.connection.query_row(select, [address], |row| {
            Ok(Feed {
                address: row.get(0)?,
                etag: row.get(1)?,
                last_modified: row.get(2)?,
                failures: row.get(3)?,
                next: row.get(4)?,
            })
        });
        feed.optional().map_err(|cause| self.failed(cause))
    }

    /// Keeps what is known of a feed, in place of what was known before.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn keep_feed(&self, feed: &Feed) -> Result<(), Error> {
        let insert = "INSERT OR REPLACE INTO feed (address, etag, last_modified, failures, next) VALUES (?, ?, ?, ?, ?)";
        let Feed { address, etag, last_modified, failures, next } = feed;
        let kept = self.connection.execute(insert, params![address, etag, last_modified, failures, next]);
        kept.map(|_| ()).map_err(|cause| self.failed(cause))
    }
}
