//! Decisions: what people ruled about rows and names; rows themselves, with who, when and why.
//!
//! Views obey them and keep them apart from what articles say; a decision can be undone by another.
//!
//! `hustings who --split "Michael Martin"` → from now on two people, and the record says who held so

use serde::{Deserialize, Serialize};

/// Something that a person ruled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its name: `d1`, `d2`, … in the order of the record.
    pub id: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who ruled.
    pub by: String,
    /// Why.
    pub why: String,
    /// What.
    #[serde(flatten)]
    pub ruling: Ruling,
}

/// What was ruled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// The row is right.
    Accept {
        /// Which row.
        row: String,
    },
    /// The row is wrong: it leaves the views and stays in the record.
    Reject {
        /// Which row.
        row: String,
    },
    /// The row is wrong, and what it should say is another field value.
    Correct {
        /// Which row.
        row: String,
        /// Which field of its JSON form.
        field: String,
        /// The value as JSON.
        value: String,
    },
    /// Two names are one person's.
    Merge {
        /// One name.
        name: String,
        /// The other.
        into: String,
    },
    /// In these editions the name is another person of that name.
    Split {
        /// The name.
        name: String,
        /// What tells the other one: "the Irish premier".
        apart: String,
        /// The editions that speak of the other one, by id or short name.
        editions: Vec<String>,
    },
    /// An earlier decision no longer counts.
    Undo {
        /// Which one.
        decision: String,
    },
}

/// Returns the decisions that count, in the order of the record.
pub(super) fn standing(decisions: &[Decision]) -> Vec<&Decision> {
    let mut undone: Vec<&str> = Vec::new();
    let mut kept = Vec::new();
    // A decision can only be undone by a later one, so the last word is read first.
    for decision in decisions.iter().rev() {
        if undone.contains(&decision.id.as_str()) {
            continue;
        }
        match &decision.ruling {
            Ruling::Undo { decision } => undone.push(decision),
            _ => kept.push(decision),
        }
    }
    kept.reverse();
    kept
}
