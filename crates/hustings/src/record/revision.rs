//! What an outlet changed: the rows of two editions of one article side by side.
//!
//! Pages call [`revise`]; [`super::review`] finds with it where a row that somebody decided about is printed again.
//!
//! `“We want the post” … “We do not rule it out”` → one statement changed, of the same speaker

use super::fold::fold;
use super::name::plain;
use super::pack::each_name;
use super::rows::{Fact, Part, Row};
use serde::Serialize;
use std::collections::BTreeSet;

/// What became of the rows of an edition in a later one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Revision {
    /// Rows of the later edition that the earlier one has nothing of.
    pub came: Vec<Row>,
    /// Rows of the earlier edition that the later one has nothing of.
    pub went: Vec<Row>,
    /// Rows that say it in other words or say something else of the same person: as they were, and as they are.
    pub changed: Vec<(Row, Row)>,
    /// How many rows are the same in both.
    pub same: usize,
}

/// Of so large a part of their words two statements are one that was changed.
const ALIKE: f64 = 0.4;

/// Returns what changed from the rows of one edition to those of a later one, in the order of the text; names of people
/// and bodies count only for what is said of them.
pub fn revise(before: &[Row], after: &[Row]) -> Revision {
    let own = |rows: &[Row]| -> Vec<Row> {
        let mut rows: Vec<Row> =
            rows.iter().filter(|row| !matches!(row.fact, Fact::Entity { .. })).cloned().collect();
        rows.sort_by_key(Row::place);
        rows
    };
    let (before, after) = (own(before), own(after));
    let partners = partners(&before.iter().collect::<Vec<_>>(), &after.iter().collect::<Vec<_>>());
    let mut revision = Revision::default();
    let met: BTreeSet<usize> = partners.iter().flatten().map(|(at, _)| *at).collect();
    for (row, partner) in before.into_iter().zip(partners) {
        match partner {
            Some((_, true)) => revision.same += 1,
            Some((at, false)) => revision.changed.push((row, after[at].clone())),
            None => revision.went.push(row),
        }
    }
    let new = after.into_iter().enumerate().filter(|(at, _)| !met.contains(at));
    revision.came = new.map(|(_, row)| row).collect();
    revision
}

/// Returns for each row the one of the other edition that it became, and whether that is the same.
pub(super) fn partners(before: &[&Row], after: &[&Row]) -> Vec<Option<(usize, bool)>> {
    let mut partners: Vec<Option<(usize, bool)>> = vec![None; before.len()];
    let mut is_free = vec![true; after.len()];
    let bare: Vec<Row> = after.iter().map(|row| bare(row)).collect();
    for (row, partner) in before.iter().zip(&mut partners) {
        let own = self::bare(row);
        if let Some(at) = (0..bare.len()).find(|&at| is_free[at] && bare[at] == own) {
            is_free[at] = false;
            *partner = Some((at, true));
        }
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, row) in before.iter().enumerate().filter(|(i, _)| partners[*i].is_none()) {
        for (j, other) in after.iter().enumerate().filter(|(j, _)| is_free[*j]) {
            let likeness = likeness(row, other);
            if likeness >= ALIKE {
                pairs.push((likeness, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, i, j) in pairs {
        if partners[i].is_none() && is_free[j] {
            is_free[j] = false;
            partners[i] = Some((j, false));
        }
    }
    partners
}

/// Returns what a row says without where and when it stands.
fn bare(row: &Row) -> Row {
    let mut bare = row.clone();
    each_name(&mut bare, &mut String::clear);
    bare.edition.clear();
    bare.confidence = 0.0;
    // The clocks of the edition are those of its printing; what the words date stays.
    bare.clocks.published = None;
    bare.clocks.learned = crate::date::PartialDate::day(jiff::civil::Date::MIN);
    for evidence in &mut bare.evidence {
        evidence.span = crate::span::Span::new(0, 0);
        evidence.words = evidence.one_line();
    }
    bare
}

/// Returns how large a part of their words two rows of one kind and one first party share, 0 to 1.
fn likeness(one: &Row, other: &Row) -> f64 {
    let first = |row: &Row| row.parties().first().map(|party| plain(&party.name));
    let is_one_kind = std::mem::discriminant(&one.fact) == std::mem::discriminant(&other.fact);
    if !is_one_kind || first(one) != first(other) || one.post() != other.post() {
        return 0.0;
    }
    let words = |row: &Row| -> BTreeSet<String> {
        let said = row.words(Part::Content).or_else(|| row.words(Part::Whole)).unwrap_or_default();
        let folded = fold(&said);
        folded
            .split(|char: char| !char.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let all = one.union(&other).count();
    // Words are few, so that their counts are exact.
    if all == 0 { 1.0 } else { one.intersection(&other).count() as f64 / all as f64 }
}
