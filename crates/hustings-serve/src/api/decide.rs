//! Decisions of programs, with a token: the same that editors take at [`crate::desk`].
//!
//! `POST /api/v1/decisions {"ruling": "reject", "row": "60fb1f676f84/c0", "why": "…"}` → 201 `{"id": "d12"}`

use axum::http::{HeaderMap, StatusCode};
use hustings::record::{Decision, Ruling, corrected};
use serde::Deserialize;
use serde_json::json;

use crate::access;
use crate::reply::{Failure, Reply};
use crate::site::Site;

/// The address.
pub const ADDRESS: &str = "/api/v1/decisions";

/// How many characters a name may have.
const NAME: usize = 200;

/// How many articles one decision may name.
const EDITIONS: usize = 200;

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    why: String,
    #[serde(flatten)]
    ruling: Ruling,
}

/// Keeps a decision.
///
/// # Errors
/// When there is no token, the ruling is none or speaks of nothing, or the record cannot be written to.
pub fn decide(site: &Site, headers: &HeaderMap, body: &[u8]) -> Result<Reply, Failure> {
    let unknown = || Failure {
        status: StatusCode::UNAUTHORIZED,
        sentence: "deciding needs a token: `hustings editor token NAME` makes one".to_owned(),
    };
    let token = access::bearer(headers).ok_or_else(unknown)?;
    let by = match site.desk()? {
        Some(desk) => desk.token(token)?.ok_or_else(unknown)?,
        None => return Err(unknown()),
    };
    let given: Given = serde_json::from_slice(body)
        .map_err(|cause| Failure::unclear(format!("the ruling is not understood: {cause}")))?;
    let id = keep(site, (&by, given.why.trim()), given.ruling)?;
    Reply::json(&json!({ "id": id }))
}

/// Keeps a decision of somebody with a reason, and returns its name.
///
/// # Errors
/// When a reason is missing, a value does not fit its field, the ruling speaks of nothing, or the record cannot be
/// written to.
pub fn keep(site: &Site, (by, why): (&str, &str), ruling: Ruling) -> Result<String, Failure> {
    if why.is_empty() && !matches!(ruling, Ruling::Accept { .. }) {
        return Err(Failure::unclear("say why; the next reader of the record will want to know".to_owned()));
    }
    if why.chars().count() > 500 {
        return Err(Failure::unclear("the reason is longer than 500 letters; say it in fewer".to_owned()));
    }
    let ruling = fitting(site, ruling)?;
    let (by, why) = (by.to_owned(), why.to_owned());
    let decision = Decision { id: String::new(), at: site.now(), by, why, ruling };
    Ok(site.open_store()?.decide(&decision)?)
}

/// Returns a ruling that can be kept: with names where it needs some, and a value that fits its field; a day is written
/// with its precision, as rows write it.
fn fitting(site: &Site, ruling: Ruling) -> Result<Ruling, Failure> {
    match ruling {
        Ruling::Correct { row, field, value } => correction(site, (row, field, value)),
        Ruling::Merge { name, into } => {
            let (name, into) = (named(&name)?, named(&into)?);
            if name == into {
                return Err(Failure::unfit("the two names are the same".to_owned()));
            }
            Ok(Ruling::Merge { name, into })
        }
        Ruling::Split { name, apart, editions } => {
            let is_name = |id: &String| {
                (8..=64).contains(&id.len()) && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            };
            if editions.is_empty() || editions.len() > EDITIONS || !editions.iter().all(is_name) {
                return Err(Failure::unclear(format!(
                    "name the articles, at most {EDITIONS}, by at least eight digits of their names"
                )));
            }
            Ok(Ruling::Split { name: named(&name)?, apart: named(&apart)?, editions })
        }
        other => Ok(other),
    }
}

/// Returns a name that can be one.
fn named(given: &str) -> Result<String, Failure> {
    let name = given.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(Failure::unclear(format!("a name has from 1 to {NAME} letters")));
    }
    Ok(name.to_owned())
}

fn correction(site: &Site, (row, field, value): (String, String, String)) -> Result<Ruling, Failure> {
    let known = site.store()?.row(&row)?;
    let unfit = || {
        let shown = crate::words::shortened(&value, 80);
        Failure::unfit(format!("{shown} is no other value that {field} can have"))
    };
    let day = serde_json::from_str::<String>(&value).ok().filter(|_| field.starts_with("clocks."));
    let written = match &day {
        Some(day) => {
            let date = hustings::date::PartialDate::parse(day).ok_or_else(unfit)?;
            serde_json::to_string(&date).map_err(|cause| Failure::broken(&cause))?
        }
        None => value.clone(),
    };
    // How sure the reader was, and who asserts a row, is nothing that it says.
    let is_fixed = matches!(field.split('.').next(), Some("confidence" | "asserted_by"));
    if is_fixed || corrected(&known, &field, &written).is_none() {
        return Err(unfit());
    }
    Ok(Ruling::Correct { row, field, value: written })
}
