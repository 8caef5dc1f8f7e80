//! Rows as W3C Web Annotations of their articles (Web Annotation Data Model, 2017).
//!
//! Each stretch of evidence is a target: by its words with those around them, and by its place in code points of the
//! edition's text.

use super::table;
use anyhow::Result;
use hustings::record::{Edition, Fact, Row};
use hustings_store::Store;
use serde_json::{Value, json};
use std::io::Write;

/// How many code points before and behind the words are given, to find them again.
const AROUND: usize = 32;

/// Writes a page of annotations, one for each row.
///
/// # Errors
/// When the record cannot be read, or the output not be written.
pub fn write(store: &Store, out: &mut impl Write) -> Result<()> {
    let head = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:hustings:annotations:1",
        "type": "AnnotationPage",
        "partOf": { "id": "urn:hustings:annotations", "type": "AnnotationCollection" },
        "startIndex": 0,
    });
    let head = head.to_string();
    write!(out, "{},\"items\":[", head.strip_suffix('}').unwrap_or(&head))?;
    let mut comma = "\n";
    store.each(|edition, rows| {
        let (_, text) = store.text(&edition.id)?;
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for row in rows.iter().filter(|row| !row.evidence.is_empty()) {
            write!(out, "{comma}{}", annotation(&edition, row, (&text, &starts)))?;
            comma = ",\n";
        }
        anyhow::Ok(())
    })?;
    writeln!(out, "\n]}}")?;
    Ok(())
}

fn annotation(edition: &Edition, row: &Row, (text, starts): (&str, &[usize])) -> Value {
    let (kind, who, what, toward) = table::told(row);
    let parts = [who, what, toward, row.post().unwrap_or_default().to_owned()];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let source = edition.url.clone().unwrap_or_else(|| format!("urn:hustings:edition:{}", edition.id));
    let targets: Vec<Value> = row
        .evidence
        .iter()
        .map(|evidence| {
            let (start, end) = (point(starts, evidence.span.start), point(starts, evidence.span.end));
            let (before, behind) = (start.saturating_sub(AROUND), (end + AROUND).min(starts.len() - 1));
            json!({
                "type": "SpecificResource",
                "source": source,
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": evidence.words,
                        "prefix": text[starts[before]..evidence.span.start],
                        "suffix": text[evidence.span.end..starts[behind]],
                    },
                    { "type": "TextPositionSelector", "start": start, "end": end },
                ],
            })
        })
        .collect();
    let motivation = if matches!(row.fact, Fact::Entity { .. }) { "identifying" } else { "describing" };
    json!({
        "id": format!("urn:hustings:row:{}", row.id),
        "type": "Annotation",
        "motivation": motivation,
        "created": edition.first_seen,
        "body": [
            { "type": "TextualBody", "value": kind, "format": "text/plain", "purpose": "tagging" },
            { "type": "TextualBody", "value": said.join(" · "), "format": "text/plain", "purpose": motivation },
        ],
        "target": targets,
    })
}

/// Returns how many code points stand before a byte.
fn point(starts: &[usize], byte: usize) -> usize {
    starts.partition_point(|start| *start < byte)
}
