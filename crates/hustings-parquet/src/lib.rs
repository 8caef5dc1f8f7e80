//! Parquet: tables of articles become pieces that `hustings-ingest` opens, and rows of a record become tables.
//!
//! A crate of its own, so that nobody else builds what Parquet needs. `hustings-cli` reads with [`pieces`] and writes
//! with [`Table`].
//!
//! ```
//! use hustings_parquet::{Cell, Kind, Table, pieces_of};
//!
//! let mut table = Table::new(Vec::new(), &[("id", Kind::Text), ("text", Kind::Text)])?;
//! table.push(vec![Cell::from("7"), Cell::from("Allies want a name by spring.")])?;
//! let file = table.finish()?;
//! let article = pieces_of(file)?.articles().next().expect("there is one row")?;
//! assert_eq!((article.id.as_str(), article.body.as_str()), ("7", "Allies want a name by spring."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod read;
mod write;

pub use read::{MAGIC, pieces, pieces_of};
pub use write::{Cell, Error, Kind, Table};
