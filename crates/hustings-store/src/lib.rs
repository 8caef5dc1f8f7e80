//! Keeps the record of a race in one SQLite file: every edition with its bytes, and rows that are only ever added.
//!
//! `hustings-cli` adds to it and asks it; the views over the rows it gives are pure functions in [`hustings::record`].
//!
//! Seven things to know:
//!
//! 1. One edition is one transaction: after a crash it is there with all its rows, or not at all. Adding it again
//!    changes nothing.
//! 2. The rows of an edition are kept together as compressed JSON in the schema [`hustings::record::SCHEMA`], packed
//!    against the text that their words come from. A small table says which posts and names they speak of, an index
//!    of words which texts hold what.
//! 3. One process writes, any number read. Who finds the file being written to waits for five seconds.
//! 4. What views answer from ([`Store::coverage`]) is kept beside the file, in a folder `….views`: a copy, which can
//!    be deleted at any time.
//! 5. The pages of the file are sealed when whoever wrote to it ends ([`Store::settle`]); `verify` names what was
//!    changed since.
//! 6. Nothing is updated or deleted; what people decide is added beside it. Only what sites say of their feeds
//!    ([`Store::keep_feed`]) is replaced, which is no part of what the record holds.
//! 7. A second file, the desk, holds what is not to be handed on with the record: accounts, and replies with addresses.

mod audit;
mod coverage;
mod error;
mod ask;
mod feed;
mod desk;
mod incoming;
mod pack;
mod pages;
mod schema;
mod store;

pub use audit::{Audit, Damage};
pub use desk::{Account, Desk, Event, NewReply, Reply, Standing, desk_of};
pub use error::Error;
pub use feed::Feed;
pub use incoming::{Incoming, Prepared, reader};
pub use store::{Added, Counts, Store};
