//! Shows the record of a race: web pages, feeds and a JSON API, read-only, with nothing loaded from elsewhere.
//!
//! ```text
//! address ─ asked ─ site (record, race files) ─ hustings::record views ─┬─ pages (HTML, Atom, iCalendar)
//!                                                                       └─ api   (JSON, OpenAPI)
//! ```
//!
//! Three things to know:
//!
//! 1. A page is a function from an address to a reply. It computes nothing of its own: it prints the views of
//!    [`hustings::record`] as of a day and as known on a day, both in the address, so that a link shows the same to everybody.
//! 2. Every line leads to the words that say it: a row, and the article with these words underlined.
//! 3. All text is escaped by the templates; the policy in the headers allows what the binary itself sends and nothing
//!    inline. No page needs its script.

mod access;
mod api;
mod asked;
mod desk;
mod example;
mod form;
mod guard;
mod kept;
mod listen;
mod mcp;
mod pages;
mod reader;
mod reply;
mod router;
mod site;
mod words;

use std::net::TcpListener;

pub use access::{hashed as hashed_password, secret as new_secret};
pub use guard::Door;
pub use listen::listen;
pub use mcp::answer as mcp_answer;
pub use router::{addresses, router};
pub use site::Site;

/// Reads the example race into a record, as if it were seen at a time, RFC 3339.
///
/// # Errors
/// When the record cannot be written to; a sentence says so.
pub fn add_example(record: &std::path::Path, seen: &str) -> Result<(), String> {
    example::add(record, seen).map_err(|failure| failure.sentence)
}

/// Serves a site at an address until the process is told to stop; answers that were begun are sent first.
///
/// # Errors
/// When the threads of the server cannot be started, or its listening fails.
pub fn serve(site: Site, listener: TcpListener) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(listen::answer(router(site), listener, listen::told_to_stop()));
    // Answers that nobody waits for any longer hold up nobody.
    runtime.shutdown_background();
    served
}
