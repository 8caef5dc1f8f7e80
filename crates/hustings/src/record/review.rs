//! Decisions: what people ruled about rows and names; rows themselves, with who, when and why.
//!
//! Views obey them and keep them apart from what articles say; a decision can be undone by another.
//!
//! `hustings who --split "Michael Martin"` → from now on two people, and the record says who held so

use super::edition::Edition;
use super::pack::{Pack, fields};
use super::revision::partners;
use super::rows::{Fact, Row};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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

impl Decision {
    /// Returns the short name of the edition whose row it is about; nothing where it is about names.
    pub fn edition(&self) -> Option<&str> {
        match &self.ruling {
            Ruling::Accept { row } | Ruling::Reject { row } | Ruling::Correct { row, .. } => {
                row.split_once('/').map(|(edition, _)| edition)
            }
            Ruling::Merge { .. } | Ruling::Split { .. } | Ruling::Undo { .. } => None,
        }
    }
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

impl Ruling {
    /// Returns the row that is ruled about, where it is one row.
    pub fn row(&self) -> Option<&str> {
        match self {
            Self::Accept { row } | Self::Reject { row } | Self::Correct { row, .. } => Some(row),
            Self::Merge { .. } | Self::Split { .. } | Self::Undo { .. } => None,
        }
    }

    /// Returns what is ruled in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Accept { row } => format!("{row} is right"),
            Self::Reject { row } => format!("{row} is wrong"),
            Self::Correct { row, field, value } => format!("{row}: {field} is {value}"),
            Self::Merge { name, into } => format!("{name} and {into} are one"),
            Self::Split { name, apart, editions } => {
                format!("{name} is another one, {apart}, in {}", editions.join(", "))
            }
            Self::Undo { decision } => format!("{decision} no longer counts"),
        }
    }
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

/// A row to be looked at again: it leans on one that a person rejected or corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// The row.
    pub row: String,
    /// The row that it leans on, by however many links.
    pub leans_on: String,
    /// The decision about that one.
    pub decision: String,
}

fields! { Reopened { row leans_on decision } }

/// Returns the rows of some editions that are to be looked at again: they lean on one that a person rejected or
/// corrected, or print again, in a later edition, what a person decided about.
pub fn reopened(editions: &[Edition], rows: &[Row], decisions: &[Decision]) -> Vec<Reopened> {
    let verdicts = Verdicts::new(decisions);
    let mut reopened = verdicts.reopened(rows.iter());
    reopened.extend(verdicts.reprinted(editions, rows));
    reopened
}

/// Fields of a row that nobody can correct: they say where its words stand.
const FIXED: &[&str] = &["id", "edition", "evidence", "kind"];

/// What people decided about rows.
#[derive(Debug, Default)]
pub(super) struct Verdicts<'a> {
    standing: Vec<&'a Decision>,
    /// By row: the number of the last decision that rejects or corrects it.
    changed: BTreeMap<&'a str, usize>,
    /// By row: the number of the last decision about it.
    seen: BTreeMap<&'a str, usize>,
    rejected: BTreeSet<&'a str>,
}

impl<'a> Verdicts<'a> {
    pub fn new(decisions: &'a [Decision]) -> Self {
        let mut verdicts = Self { standing: standing(decisions), ..Self::default() };
        for (at, decision) in verdicts.standing.iter().enumerate() {
            match &decision.ruling {
                Ruling::Reject { row } => {
                    verdicts.rejected.insert(row);
                    verdicts.changed.insert(row, at);
                    verdicts.seen.insert(row, at);
                }
                Ruling::Correct { row, .. } => {
                    verdicts.changed.insert(row, at);
                    verdicts.seen.insert(row, at);
                }
                Ruling::Accept { row } => {
                    if verdicts.rejected.remove(row.as_str()) {
                        verdicts.changed.remove(row.as_str());
                    }
                    verdicts.seen.insert(row, at);
                }
                _ => {}
            }
        }
        verdicts
    }

    /// Returns the decisions that count, in the order of the record.
    pub fn standing(&self) -> Vec<Decision> {
        self.standing.iter().map(|decision| (*decision).clone()).collect()
    }

    pub fn is_rejected(&self, row: &str) -> bool {
        self.rejected.contains(row)
    }

    /// Applies the corrections of a row, in their order, and returns the row as it was where there are any.
    pub fn correct(&self, row: &mut Row) -> Option<Row> {
        self.changed.get(row.id.as_str())?;
        let mut was = None;
        for decision in &self.standing {
            if let Ruling::Correct { row: id, field, value } = &decision.ruling
                && *id == row.id
                && let Some(corrected) = corrected(row, field, value)
            {
                was.get_or_insert_with(|| row.clone());
                *row = corrected;
            }
        }
        was
    }

    /// Returns the rows that lean on one that was rejected or corrected, and that nobody looked at since.
    pub fn reopened<'b>(&self, rows: impl Iterator<Item = &'b Row>) -> Vec<Reopened> {
        let editions: BTreeSet<&str> =
            self.changed.keys().filter_map(|id| Some(id.split_once('/')?.0)).collect();
        let is_touched =
            |row: &&Row| row.id.split_once('/').is_some_and(|(edition, _)| editions.contains(edition));
        let rows: Vec<&Row> = rows.filter(is_touched).collect();
        let by_id: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), *row)).collect();
        let mut reopened = Vec::new();
        for row in rows.into_iter().filter(|row| !self.is_rejected(&row.id)) {
            let seen = self.seen.get(row.id.as_str());
            let ground = self.ground(row, &by_id, 0).filter(|(_, at)| seen.is_none_or(|seen| seen < at));
            reopened.extend(ground.map(|(leans_on, at)| Reopened {
                row: row.id.clone(),
                leans_on: leans_on.to_owned(),
                decision: self.standing[at].id.clone(),
            }));
        }
        reopened
    }

    /// Returns the rows of later editions that print again, alike or changed, what somebody rejected or corrected in an
    /// earlier one, and that nobody looked at since: a decision is about the words of one edition.
    fn reprinted(&self, editions: &[Edition], rows: &[Row]) -> Vec<Reopened> {
        let mut reopened = Vec::new();
        for edition in editions {
            let Some(before) = edition.previous.as_deref() else { continue };
            let was = rows.iter().filter(|row| row.edition == before);
            if !was.clone().any(|row| self.changed.contains_key(row.id.as_str())) {
                continue;
            }
            let was: Vec<&Row> = was.collect();
            let now: Vec<&Row> = rows.iter().filter(|row| row.edition == edition.id).collect();
            for (row, partner) in was.iter().zip(partners(&was, &now)) {
                let changed = self.changed.get(row.id.as_str());
                let (Some(&at), Some((partner, _))) = (changed, partner) else { continue };
                let seen = self.seen.get(now[partner].id.as_str());
                if seen.is_none_or(|seen| *seen < at) {
                    let (row, leans_on) = (now[partner].id.clone(), row.id.clone());
                    reopened.push(Reopened { row, leans_on, decision: self.standing[at].id.clone() });
                }
            }
        }
        reopened
    }

    /// Returns the row that this one leans on about which a person decided last, with the decision's number.
    fn ground<'b>(
        &self,
        row: &'b Row,
        rows: &BTreeMap<&str, &'b Row>,
        depth: usize,
    ) -> Option<(&'b str, usize)> {
        // Eight links are more than any chain has; the bound guards against a circle.
        let grounds = leans_on(row).into_iter().filter(|_| depth < 8).filter_map(|id| {
            let own = self.changed.get(id).map(|at| (id, *at));
            let further = rows.get(id).and_then(|ground| self.ground(ground, rows, depth + 1));
            own.into_iter().chain(further).max_by_key(|(_, at)| *at)
        });
        grounds.max_by_key(|(_, at)| *at)
    }
}

/// Returns the rows that a row leans on: what asserts it, what it is told in, and whom it names.
fn leans_on(row: &Row) -> Vec<&str> {
    let mut grounds: Vec<&str> = row.asserted_by.iter().map(String::as_str).collect();
    if let Fact::Statement(said) = &row.fact {
        grounds.extend(said.parent.as_deref());
    }
    grounds.extend(row.parties().into_iter().filter_map(|party| party.entity.as_deref()));
    grounds
}

/// Returns the row with another value of a field: `status`, `person.name`, `clocks.said`; nothing where the field is
/// one that says where the words stand, or the value is none that it can have.
pub fn corrected(row: &Row, field: &str, value: &str) -> Option<Row> {
    let mut path = field.split('.');
    if FIXED.contains(&path.next()?) {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(value).ok()?;
    let mut written = serde_json::to_value(row).ok()?;
    let mut at = &mut written;
    for part in field.split('.') {
        at = match at {
            serde_json::Value::Array(list) => list.get_mut(part.parse::<usize>().ok()?)?,
            // A field that is not there is one that has no value yet.
            serde_json::Value::Object(fields) => fields.entry(part).or_insert(serde_json::Value::Null),
            _ => return None,
        };
    }
    *at = value;
    let corrected: Row = serde_json::from_value(written).ok()?;
    // A field that no row has would be passed over in silence.
    (corrected != *row).then_some(corrected)
}
