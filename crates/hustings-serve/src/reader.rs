//! Reading something that was pasted, uploaded or sent by a program: within limits, kept nowhere, nothing fetched.
//!
//! [`crate::desk`] shows it in the browser, [`crate::mcp`] hands it to programs.
//!
//! `Kallas said on Tuesday that she was interested` → a statement and a candidacy, with their words

use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::{Article, Model, Reading};
use hustings_ingest::{Hint, open_article};

use crate::reply::Failure;
use crate::site::Site;

/// The most bytes that are read.
pub const MOST: usize = 1 << 20;

/// What is to be read, and what is known of it.
#[derive(Default)]
pub struct Given<'a> {
    /// The bytes: text, or a page.
    pub bytes: &'a [u8],
    /// What the file is called.
    pub file: &'a str,
    /// When it was published, as a day; empty where nobody knows.
    pub day: &'a str,
    /// Who published it; empty where nobody knows.
    pub outlet: &'a str,
}

/// Reads an article.
///
/// # Errors
/// When it is too large or packed, holds no text, the day is none, or this server does not read.
pub fn read(site: &Site, given: &Given<'_>) -> Result<(Article, Reading), Failure> {
    let model: &Model = site.model.as_ref().ok_or_else(|| {
        Failure::unknown("this server shows a record and reads nothing; use `hustings read`".to_owned())
    })?;
    if given.bytes.len() > MOST {
        return Err(Failure::too_large(MOST));
    }
    // What is packed may be any size once it is unpacked.
    if given.bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(Failure::unclear("the file is packed; unpack it first".to_owned()));
    }
    let hint = Hint { name: Some(given.file.to_owned()).filter(|name| !name.is_empty()), ..Hint::default() };
    let mut article = open_article(given.bytes, &hint)
        .map_err(|cause| Failure::unclear(format!("there is nothing to read: {cause}")))?;
    if article.body.len() > MOST {
        return Err(Failure::too_large(MOST));
    }
    if !given.day.is_empty() {
        let day = PartialDate::parse(given.day);
        let date = day.ok_or_else(|| {
            Failure::unclear(format!(
                "“{}” is not a day; write it as 2024-03-07",
                crate::words::shortened(given.day, 40)
            ))
        })?;
        article.document_creation_time = Some(CreationTime { date, time: None, found_in: FoundIn::Given });
    }
    if !given.outlet.is_empty() {
        article.outlet = Some(crate::words::shortened(given.outlet, 200));
    }
    let reading = hustings::read(&article, model);
    Ok((article, reading))
}
