//! Occasions with a day: rallies, hearings, letters and polls that a later sentence points back to.
//!
//! Asked by [`super::inherit`] for statements made at "the rally" or in "the letter".
//!
//! `He wrote her a letter on Sunday. … “It is unfair,” Haddad said in the letter.` → that Sunday

use super::{Scene, bound_dates};
use crate::date::PartialDate;
use crate::occasion::{self, Kind};
use crate::quotation::QuoteState;
use std::collections::BTreeMap;

/// Words that say that the occasion has been told of before.
const KNOWN: &[&str] = &["the", "that", "this", "same", "his", "her", "its", "their", "'s", "’s"];

/// The occasions of an article that have a date: for each noun the tokens where it is dated, in order.
pub(super) struct Occasions {
    dated: BTreeMap<&'static str, Vec<(usize, PartialDate)>>,
}

impl Occasions {
    /// Returns the occasions that a sentence of the report dates.
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let mut dated: BTreeMap<&'static str, Vec<(usize, PartialDate)>> = BTreeMap::new();
        for (token, date) in bound_dates(scene) {
            for i in scene.near(token) {
                if let Some(noun) = noun(scene, i) {
                    dated.entry(noun).or_default().push((i, date));
                }
            }
        }
        Self { dated }
    }

    /// Notes the occasions around the cue of attribution `at`, which has that date.
    pub(super) fn learn(&mut self, scene: &Scene<'_>, at: usize, date: PartialDate) {
        let around = scene.near(scene.cue(at).start);
        for i in around.filter(|&i| !scene.is_content(at, i)) {
            if let Some(noun) = noun(scene, i) {
                let places = self.dated.entry(noun).or_default();
                let behind = places.partition_point(|&(place, _)| place < i);
                places.insert(behind, (i, date));
            }
        }
    }

    /// Returns the date of the occasion that attribution `at` is said on, where it has been told of before.
    pub(super) fn date(&self, scene: &Scene<'_>, at: usize) -> Option<PartialDate> {
        let around = scene.near(scene.cue(at).start);
        let source = scene.attribution(at).source.first().map(|&source| scene.tokens(source));
        around.clone().filter(|&i| !scene.is_content(at, i)).find_map(|i| {
            let noun = noun(scene, i)?;
            let known = (i.saturating_sub(3).max(around.start)..i).rfind(|&k| is_known(scene, k))?;
            let link = known.checked_sub(1).map_or("", |k| scene.lower(k));
            let is_source = source.as_ref().is_some_and(|source| source.contains(&i));
            let places = self.dated.get(noun)?;
            let before = places.partition_point(|&(place, _)| place < around.start);
            let (_, date) = places[before.checked_sub(1)?];
            match link {
                "in" | "at" | "during" | "on" => Some(date),
                "after" | "following" => Some(date.loosened()),
                _ => is_source.then_some(date),
            }
        })
    }
}

/// Whether token `k` says that the occasion has been told of before.
fn is_known(scene: &Scene<'_>, k: usize) -> bool {
    KNOWN.contains(&scene.lower(k))
}

/// Returns the noun of the table that stands at token `i`, outside of quotations.
pub(super) fn noun(scene: &Scene<'_>, i: usize) -> Option<&'static str> {
    let is_quoted = scene.text.segments.quoted.get(i).is_some_and(|&state| state == QuoteState::Inside);
    occasion::noun(scene.lower(i), Kind::Dated).filter(|_| !is_quoted)
}
