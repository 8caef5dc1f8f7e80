//! What people decided about the rows that a view shows: who, when, why, and what is to be looked at again.
//!
//! Put beside a board, so that nobody takes a corrected line for what an article says.
//!
//! `status is "withdrew", corrected by an editor on 2 March: misread` → and the row that leans on it is open again

use super::review::{Decision, Ruling};
use super::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// What somebody decided about a row, or what that decision opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The row.
    pub row: String,
    /// What became of it.
    pub kind: NoteKind,
    /// The field that was corrected, with its value as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<(String, String)>,
    /// The row that it leans on, where it is open again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leans_on: Option<String>,
    /// The decision.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why.
    pub why: String,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// It says something else now than what was read.
    Corrected,
    /// It is left out.
    Rejected,
    /// It leans on a row that was corrected or rejected, and nobody has looked at it since.
    Reopened,
    /// Somebody found it right.
    Accepted,
}

/// Returns the notes on rows of the editions that a view looks at, those of one row together.
pub fn notes(view: &View<'_>) -> Vec<Note> {
    let coverage = view.coverage;
    let decided: BTreeMap<&str, &Decision> =
        coverage.decisions().iter().map(|decision| (decision.id.as_str(), decision)).collect();
    let mut notes: Vec<Note> = Vec::new();
    for decision in coverage.decisions() {
        let (row, kind, corrected) = match &decision.ruling {
            Ruling::Accept { row } => (row, NoteKind::Accepted, None),
            Ruling::Reject { row } => (row, NoteKind::Rejected, None),
            Ruling::Correct { row, field, value } => {
                (row, NoteKind::Corrected, Some((field.clone(), value.clone())))
            }
            Ruling::Merge { .. } | Ruling::Split { .. } | Ruling::Undo { .. } => continue,
        };
        let before = |note: &Note| note.row == *row && note.corrected.is_none();
        if corrected.is_none() {
            // Of several decisions on the row as a whole the last one counts.
            notes.retain(|note| !before(note));
        }
        notes.push(note(row, kind, decision));
        if let Some(last) = notes.last_mut() {
            last.corrected = corrected;
        }
    }
    for open in coverage.reopened() {
        let Some(decision) = decided.get(open.decision.as_str()) else { continue };
        let leans_on = Some(open.leans_on.clone());
        notes.push(Note { leans_on, ..note(&open.row, NoteKind::Reopened, decision) });
    }
    notes.retain(|note| view.counts_row(&note.row));
    notes.sort_by(|a, b| (&a.row, a.kind).cmp(&(&b.row, b.kind)));
    notes
}

fn note(row: &str, kind: NoteKind, decision: &Decision) -> Note {
    Note {
        row: row.to_owned(),
        kind,
        corrected: None,
        leans_on: None,
        decision: decision.id.clone(),
        by: decision.by.clone(),
        at: decision.at.clone(),
        why: decision.why.clone(),
    }
}
