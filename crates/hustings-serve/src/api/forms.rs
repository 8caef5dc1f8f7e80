//! Other forms of a list of statements: a table (RFC 4180) and linked data (schema.org Quotation), by `Accept`.
//!
//! [`super::routes`] asks which form somebody wants.
//!
//! `Accept: text/csv` → `id,said,published,speaker,…`

use hustings::record::{Edition, Fact, Part, Row, View};
use serde_json::{Value, json};

use crate::reply::{Failure, Reply};

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON.
    Json,
    /// A table.
    Csv,
    /// Linked data.
    JsonLd,
}

/// The media types beside JSON that a list of statements comes in.
pub const KINDS: &[&str] = &["text/csv", "application/ld+json"];

/// Returns the form that an `Accept` header prefers; JSON where it says nothing that is known.
pub fn form(accept: &str) -> Form {
    let weight = |entry: &str| {
        let quality = entry.split(';').skip(1).find_map(|part| part.trim().strip_prefix("q="));
        quality.map_or(1.0, |quality| quality.parse::<f32>().unwrap_or(0.0))
    };
    let known = |entry: &str| match entry.split(';').next().unwrap_or_default().trim() {
        "text/csv" => Some(Form::Csv),
        "application/ld+json" => Some(Form::JsonLd),
        "application/json" | "*/*" | "application/*" => Some(Form::Json),
        _ => None,
    };
    let mut best = (0.0, Form::Json);
    for entry in accept.split(',') {
        if let Some(form) = known(entry).filter(|_| weight(entry) > best.0) {
            best = (weight(entry), form);
        }
    }
    best.1
}

const COLUMNS: &str =
    "id,said,precision,published,speaker,force,about,words,outlet,title,url,edition,confidence";

/// Returns statements as a table.
pub fn csv(view: &View<'_>, rows: &[&Row]) -> Reply {
    let mut body = format!("{COLUMNS}\r\n");
    for row in rows {
        let Fact::Statement(said) = &row.fact else { continue };
        let edition = view.edition(row);
        let of = |field: fn(&Edition) -> &Option<String>| {
            edition.and_then(|edition| field(edition).clone()).unwrap_or_default()
        };
        let about: Vec<String> =
            said.about.iter().map(|about| format!("{} {}", about.stance.name(), about.whom.name)).collect();
        let date =
            |date: Option<hustings::date::PartialDate>| date.map(|date| date.value()).unwrap_or_default();
        let cells = [
            row.id.clone(),
            date(row.clocks.said),
            row.clocks.said.map(|date| format!("{:?}", date.precision()).to_lowercase()).unwrap_or_default(),
            date(row.clocks.published),
            said.speaker.name.clone(),
            said.force.name().to_owned(),
            about.join("; "),
            row.words(Part::Content).unwrap_or_default(),
            of(|edition| &edition.outlet),
            of(|edition| &edition.title),
            of(|edition| &edition.url),
            row.edition.clone(),
            format!("{:.3}", row.confidence),
        ];
        body += &cells.map(|cell| quoted(&cell)).join(",");
        body += "\r\n";
    }
    Reply { kind: "text/csv; charset=utf-8; header=present", body }
}

/// Returns a cell as RFC 4180 has it; a spreadsheet must not take it for a formula.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Returns statements as linked data.
///
/// # Errors
/// When they have no JSON form.
pub fn json_ld(view: &View<'_>, rows: &[&Row], (origin, race): (&str, &str)) -> Result<Reply, Failure> {
    let graph: Vec<Value> = rows.iter().filter_map(|row| quotation(view, row, (origin, race))).collect();
    let mut reply = Reply::json(&json!({ "@context": "https://schema.org", "@graph": graph }))?;
    reply.kind = "application/ld+json";
    Ok(reply)
}

fn quotation(view: &View<'_>, row: &Row, (origin, race): (&str, &str)) -> Option<Value> {
    let Fact::Statement(said) = &row.fact else { return None };
    let edition = view.edition(row);
    let about: Vec<Value> =
        said.about.iter().map(|about| json!({ "@type": "Thing", "name": about.whom.name })).collect();
    let mut written = json!({
        "@type": "Quotation",
        "@id": format!("{origin}/races/{}/rows/{}", crate::words::encoded(race), row.id),
        "text": row.words(Part::Content).unwrap_or_default(),
        "spokenByCharacter": { "@type": "Thing", "name": said.speaker.name },
        "about": about,
    });
    if let Some(day) = row.clocks.said {
        written["dateCreated"] = json!(day.value());
    }
    if let Some(edition) = edition {
        written["isPartOf"] = json!({
            "@type": "NewsArticle",
            "headline": edition.title,
            "url": edition.url,
            "datePublished": edition.published.map(|date| date.value()),
            "publisher": { "@type": "Organization", "name": edition.outlet },
        });
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_liked_best_is_sent() {
        for (accept, wanted) in [
            ("", Form::Json),
            ("*/*", Form::Json),
            ("text/csv", Form::Csv),
            ("text/html, application/ld+json;q=0.9, */*;q=0.1", Form::JsonLd),
            ("application/json, text/csv;q=0.5", Form::Json),
            ("text/csv;q=0, application/json", Form::Json),
            ("text/csv;q=nonsense", Form::Json),
        ] {
            assert_eq!(form(accept), wanted, "{accept}");
        }
        assert_eq!(quoted("-1+1"), "'-1+1");
    }
}
