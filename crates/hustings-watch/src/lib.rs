//! Follows feeds politely and fetches the articles they name.
//!
//! The only crate that speaks to the network. `hustings watch` turns what comes in into editions, as `hustings add` does.
//!
//! Three things to know:
//!
//! 1. One request at a time, a pause between two to one host, `robots.txt` obeyed (RFC 9309), nothing fetched twice
//!    that has not changed (RFC 9110, section 13), and longer waits after every failure.
//! 2. Every answer is bounded in bytes, packed and unpacked, and in time. A broken one costs itself and a sentence.
//! 3. Only public addresses are spoken to, whatever names and redirects say; tests may allow this machine's own.

mod address;
mod error;
mod fetch;
mod follow;
mod robots;

pub use error::Error;
pub use fetch::{Answer, Fetched, Fetcher, Limits, Validators};
pub use follow::{Follower, Known, News, take};
