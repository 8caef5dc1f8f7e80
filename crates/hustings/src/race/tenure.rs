//! Tenures: who holds or held which post, from when until when, and how it was prolonged.
//!
//! Titles and appositions name the holders; predicates give dates; "succeed X" says who holds the contested post.
//!
//! `Jens Stoltenberg, who has led NATO since 2014, will step down in October 2024`

use super::clause;
use super::contest::Contests;
use super::extension::Extension;
use super::holder;
use super::home;
use super::scene::Scene;
use super::title::{self, is_bare, is_general, is_same_post, significant};
use super::turn;
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use std::cell::LazyCell;
use std::ops::Range;

/// A holding of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Who holds it.
    pub person: Party,
    /// What is held.
    pub post: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// Whether the end is planned rather than past.
    pub is_until_planned: bool,
    /// Prolongations, with their reasons.
    pub extensions: Vec<Extension>,
    /// Where it comes from.
    pub basis: Basis,
}

impl Tenure {
    /// Adds words that say so, where they do not stand there yet.
    pub(super) fn add_evidence(&mut self, span: Span) {
        let evidence = &mut self.basis.evidence;
        if evidence.iter().all(|old| !old.overlaps(span)) {
            evidence.push(span);
            evidence.sort_unstable_by_key(|span| span.start);
        }
    }
}

/// Returns the tenures that the article tells of, in the order of their words.
pub(super) fn find(scene: &Scene<'_>, contests: &Contests) -> Vec<Tenure> {
    let mut ledger = Ledger {
        scene,
        contests,
        rows: Vec::new(),
        titled: 0,
        announced: Vec::new(),
        by_person: vec![Vec::new(); scene.findings.entities.len()],
    };
    for holder in holder::find(scene, contests) {
        if !scene.findings.entities[holder.person].is_named {
            continue;
        }
        let row = ledger.row(holder.person, &holder.name, holder.tokens.clone(), holder.at);
        ledger.date_role(row, holder.tokens.end, holder.at);
    }
    ledger.titled = ledger.rows.len();
    for predicate in turn::predicates(scene, contests) {
        ledger.read(&predicate);
    }
    ledger.complete();
    // "President Vega" alone names no post: of which country, it does not say.
    let is_dated = |row: &Tenure| row.from.is_some() || row.until.is_some();
    ledger.rows.retain(|row| !is_bare(&row.post) && (is_dated(row) || !is_general(&row.post)));
    ledger.rows
}

fn is_president_word(word: &str) -> bool {
    matches!(word, "president" | "vice" | "former" | "then" | "late" | "outgoing" | "incumbent")
}

pub(super) struct Ledger<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub contests: &'s Contests,
    pub rows: Vec<Tenure>,
    /// How many of them titles gave.
    titled: usize,
    /// The rows whose end is only the day on which it was announced.
    pub announced: Vec<usize>,
    /// The rows of each entity.
    pub by_person: Vec<Vec<usize>>,
}

impl Ledger<'_, '_> {
    /// Returns the person's row for a post of that name, new where there is none.
    pub fn row(&mut self, person: EntityId, post: &str, tokens: Range<usize>, at: usize) -> usize {
        let post = &title::written(post);
        let same = |row: &&usize| is_same_post(&self.rows[**row].post, post);
        if let Some(&row) = self.by_person[person].iter().find(same) {
            if significant(post).len() > significant(&self.rows[row].post).len() {
                self.rows[row].post = post.to_owned();
            }
            return row;
        }
        self.rows.push(Tenure {
            person: self.scene.party(person),
            post: post.to_owned(),
            from: None,
            until: None,
            is_until_planned: false,
            extensions: Vec::new(),
            basis: self.scene.basis(tokens, at, 0.7),
        });
        self.by_person[person].push(self.rows.len() - 1);
        self.rows.len() - 1
    }

    /// Gives bare titles their body: that of the article's other words for such a post, or the country or state that it
    /// is at home in.
    fn complete(&mut self) {
        // Few articles need it, and it takes a look at every name.
        let state = LazyCell::new(|| home::state(self.scene, self.contests));
        let known = title::Known::new(self.scene, self.contests);
        let race = self.contests.races.first().map(|race| race.post.as_str());
        for row in &mut self.rows {
            let is_dated = row.from.is_some() || row.until.is_some();
            let full = known
                .full(&row.post, race)
                .or_else(|| title::of_state(&row.post, || *state, race.filter(|_| is_dated)));
            row.post = full.unwrap_or_else(|| std::mem::take(&mut row.post));
        }
        let home = home::find(self.scene);
        for k in 0..self.titled {
            let words = significant(&self.rows[k].post);
            let title = match words.last().map(String::as_str) {
                Some("president") if words.iter().all(|word| is_president_word(word)) => {
                    if words.iter().any(|word| word == "vice") { "Vice President" } else { "President" }
                }
                _ => continue,
            };
            let Some(country) = home else { continue };
            let full = home::president_of(title, country);
            let is_taken = (0..self.rows.len()).any(|other| {
                other != k
                    && self.rows[other].person != self.rows[k].person
                    && self.rows[other].post == full
                    && self.rows[other].basis.confidence >= 0.7
            });
            if !is_taken {
                self.rows[k].post = full;
                self.rows[k].basis.confidence = 0.6;
            }
        }
    }

    /// Reads "since 2014", "from 2008 to 2011", "until 2007" right behind a role.
    fn date_role(&mut self, row: usize, end: usize, at: usize) {
        let near = end..self.scene.sentence(at).end.min(end + 6);
        self.take_range(row, near);
    }

    /// Reads the dates behind "since", "from", "until", "from … to" and "between … and".
    pub fn take_range(&mut self, row: usize, tokens: Range<usize>) {
        let scene = self.scene;
        let mut is_open = false;
        for i in tokens.clone() {
            let word = scene.word(i);
            // "Elected to the Senate in 2010": only a range that was opened closes with "to".
            let reach = if matches!(word, "to" | "and" | "from" | "between") { 3 } else { 6 };
            let from = match word {
                "since" | "from" | "beginning" | "between" => true,
                "until" | "till" | "through" => false,
                "to" | "and" if is_open => false,
                _ => continue,
            };
            // "Prime minister since his election in 2014".
            let plain =
                (i + 1..i + reach).take_while(|&k| !clause::is_verb(scene, k) && scene.word(k) != ",");
            let date = plain.into_iter().find_map(|k| when::date_at(scene, k));
            let Some(date) = date.filter(|_| scene.timex(i).is_none()) else { continue };
            is_open = matches!(word, "from" | "between");
            let tenure = &mut self.rows[row];
            if from {
                tenure.from = tenure.from.or(Some(date));
            } else {
                tenure.until = tenure.until.or(Some(date));
            }
        }
    }
}
