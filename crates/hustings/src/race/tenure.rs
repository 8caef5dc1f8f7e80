//! Tenures: who holds or held which post, from when until when, and how it was prolonged.
//!
//! Titles and appositions name the holders; predicates give dates; "succeed X" says who holds the contested post.
//!
//! `Jens Stoltenberg, who has led NATO since 2014, will step down in October 2024`

use super::clause::{self, clause};
use super::contest::Contests;
use super::extension::{self, Extension};
use super::holder;
use super::pattern::{Match, Table};
use super::phrase::{self, Phrase};
use super::post::Form;
use super::scene::Scene;
use super::scope::{Scope, scope};
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use std::ops::Range;
use std::sync::LazyLock;

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
    fn add_evidence(&mut self, span: Span) {
        let evidence = &mut self.basis.evidence;
        if evidence.iter().all(|old| !old.overlaps(span)) {
            evidence.push(span);
            evidence.sort_unstable_by_key(|span| span.start);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Starts,
    Ends,
    Holds,
    Succeeds,
    Extends,
}

static PREDICATES: LazyLock<Table<(Turn, bool)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/tenure_predicates.tsv"), |columns| {
        let turn = match *columns.first()? {
            "starts" => Turn::Starts,
            "ends" => Turn::Ends,
            "holds" => Turn::Holds,
            "succeeds" => Turn::Succeeds,
            "extends" => Turn::Extends,
            _ => return None,
        };
        Some((turn, *columns.get(1)? == "object"))
    })
});

/// Returns the tenures that the article tells of, in the order of their words.
pub(super) fn find(scene: &Scene<'_>, contests: &Contests) -> Vec<Tenure> {
    let mut ledger = Ledger {
        scene,
        contests,
        rows: Vec::new(),
        by_person: vec![Vec::new(); scene.findings.entities.len()],
    };
    for holder in holder::find(scene, contests) {
        if !scene.findings.entities[holder.person].is_named {
            continue;
        }
        let row = ledger.row(holder.person, &holder.name, holder.tokens.clone(), holder.at);
        ledger.date_role(row, holder.tokens.end, holder.at);
    }
    for predicate in PREDICATES.find(scene, &contests.posts) {
        ledger.read(&predicate);
    }
    // "President Vega" alone names no post: of which country, it does not say.
    ledger.rows.retain(|row| !is_bare(&row.post) || row.from.is_some() || row.until.is_some());
    ledger.rows
}

/// Whether a title says of no body, place or state what it is the title of.
fn is_bare(post: &str) -> bool {
    const TITLES: &[&str] = &[
        "president",
        "senator",
        "senators",
        "sen",
        "sens",
        "rep",
        "reps",
        "gov",
        "govs",
        "representative",
        "congressman",
        "congresswoman",
        "former",
        "republican",
        "democratic",
        "gop",
        "u",
        "s",
        "us",
        "d",
        "r",
    ];
    significant(post).iter().all(|word| TITLES.contains(&word.as_str()))
}

struct Ledger<'s, 'a> {
    scene: &'s Scene<'a>,
    contests: &'s Contests,
    rows: Vec<Tenure>,
    /// The rows of each entity.
    by_person: Vec<Vec<usize>>,
}

impl Ledger<'_, '_> {
    /// Returns the person's row for a post of that name, new where there is none.
    fn row(&mut self, person: EntityId, post: &str, tokens: Range<usize>, at: usize) -> usize {
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

    /// Reads "since 2014", "from 2008 to 2011", "until 2007" right behind a role.
    fn date_role(&mut self, row: usize, end: usize, at: usize) {
        let near = end..self.scene.sentence(at).end.min(end + 6);
        self.take_range(row, near);
    }

    /// Reads the dates behind "since", "from", "until", "to" and "between".
    fn take_range(&mut self, row: usize, tokens: Range<usize>) {
        for i in tokens {
            let date = (i + 1..i + 4).find_map(|k| when::date_at(self.scene, k));
            let Some(date) = date.filter(|_| self.scene.timex(i).is_none()) else { continue };
            let tenure = &mut self.rows[row];
            match self.scene.word(i) {
                "since" | "from" | "beginning" => tenure.from = tenure.from.or(Some(date)),
                "until" | "till" | "to" | "through" => tenure.until = tenure.until.or(Some(date)),
                _ => {}
            }
        }
    }

    fn read(&mut self, predicate: &Match<(Turn, bool)>) {
        let (turn, is_object) = predicate.meaning;
        let at = predicate.tokens.start;
        let scope = scope(self.scene, at);
        if scope.is_void()
            || scope.is_negated
            || scope.is_possible
            || scope.is_conditional
            || scope.is_considered
        {
            return;
        }
        if turn == Turn::Extends {
            return self.extend(predicate);
        }
        let is_named = |person: &EntityId| self.scene.findings.entities[*person].is_named;
        let Some(person) = self.person(predicate, is_object).filter(is_named) else { return };
        if turn == Turn::Succeeds {
            self.predecessor(person, predicate);
        } else {
            self.turn(turn, person, predicate, scope);
        }
    }

    fn person(&self, predicate: &Match<(Turn, bool)>, is_object: bool) -> Option<EntityId> {
        let at = predicate.tokens.start;
        let is_subject = is_object == clause::is_passive(self.scene, at);
        let of = |phrase: &Phrase| phrase.tokens.clone().find_map(|i| self.scene.person(i));
        if is_subject {
            return of(&phrase::subject(self.scene, at)?);
        }
        let end = self.scene.sentence(at).end.min(predicate.tokens.end + 8);
        phrase::persons_from(self.scene, at + 1, end).first().and_then(of)
    }

    /// Who is succeeded holds the post of the race, unless the words name another one: "succeed Mike Pompeo as CIA director".
    fn predecessor(&mut self, person: EntityId, predicate: &Match<(Turn, bool)>) {
        let end = predicate.tokens.end;
        let named = (end..(end + 5).min(self.scene.sentence(end - 1).end))
            .find_map(|i| self.contests.posts.index_at(i));
        let has_as = (end..end + 2).any(|i| self.scene.word(i) == "as");
        let post = self.contests.post_name(self.scene, named.filter(|_| has_as));
        let Some(post) = post else { return };
        self.row(person, &post, clause(self.scene, predicate.tokens.start), predicate.tokens.start);
    }

    fn turn(&mut self, turn: Turn, person: EntityId, predicate: &Match<(Turn, bool)>, scope: Scope) {
        let at = predicate.tokens.start;
        let own = clause(self.scene, at);
        let Some(row) = self.place(turn, person, predicate) else { return };
        self.take_range(row, at..own.end);
        let date = when::nearest(self.scene, own.clone(), at);
        let evidence = self.scene.span(own);
        let dct = self.scene.text.article.dct();
        let is_future = |date: PartialDate| dct.is_some_and(|dct| date.first() > dct.interval().last);
        let tenure = &mut self.rows[row];
        tenure.add_evidence(evidence);
        match turn {
            Turn::Starts if tenure.from.is_none() => tenure.from = date,
            Turn::Ends if tenure.until.is_none() => {
                tenure.until = date;
                tenure.is_until_planned = scope.is_intended || date.is_some_and(is_future);
            }
            _ => {}
        }
    }

    /// Returns the row that a predicate is about.
    fn place(&mut self, turn: Turn, person: EntityId, predicate: &Match<(Turn, bool)>) -> Option<usize> {
        let at = predicate.tokens.start;
        let near = at..self.scene.sentence(at).end.min(predicate.tokens.end + 6);
        let is_named = |post: &usize| self.contests.posts.mentions[*post].form != Form::StandIn;
        let links = near.filter(|&i| matches!(self.scene.word(i), "as" | "from"));
        let linked =
            links.flat_map(|link| link + 1..link + 6).filter_map(|i| self.contests.posts.index_at(i));
        let behind = linked
            .filter(is_named)
            .chain(predicate.post)
            .find(|&post| self.contests.posts.mentions[post].form != Form::Contest);
        let own = clause(self.scene, at);
        if let Some(post) = behind {
            let mention = &self.contests.posts.mentions[post];
            let name = if mention.form == Form::StandIn {
                self.contests.post_name(self.scene, Some(post))?
            } else {
                mention.name(self.scene)
            };
            return Some(self.row(person, &name, own, at));
        }
        if let Some(&first) = self.by_person[person].first() {
            let held =
                self.by_person[person].iter().copied().find(|&row| self.is_contested(&self.rows[row].post));
            return (turn != Turn::Holds || self.leads_race(predicate)).then_some(held.unwrap_or(first));
        }
        let race = self.leads_race(predicate)
            || matches!(turn, Turn::Ends)
                && self.contests.races.first().is_some_and(|race| race.incumbent == Some(person));
        let name = self.contests.races.first().filter(|_| race)?.post.clone();
        Some(self.row(person, &name, own, at))
    }

    fn is_contested(&self, post: &str) -> bool {
        self.contests.races.iter().any(|race| is_same_post(&race.post, post))
    }

    /// Whether the words behind the verb are the body whose head is contested: "has led NATO".
    fn leads_race(&self, predicate: &Match<(Turn, bool)>) -> bool {
        let from = predicate.tokens.end;
        let body = (from..from + 4).take_while(|&i| self.scene.is_capital(i) || self.scene.word(i) == "the");
        let Some(race) = self.contests.races.first() else { return false };
        let race: Vec<String> = significant(&race.post);
        body.into_iter().any(|i| race.contains(&self.scene.word(i).to_owned()))
    }

    /// Hangs an extension on the tenure of the contested post, else on the owner's first one.
    fn extend(&mut self, predicate: &Match<(Turn, bool)>) {
        let scene = self.scene;
        let Some(person) = extension::owner(scene, predicate.tokens.clone()) else { return };
        let held = self.held(person).or_else(|| {
            let race = self.contests.races.first().filter(|race| race.incumbent == Some(person))?;
            let at = predicate.tokens.start;
            Some(self.row(person, &race.post.clone(), clause(scene, at), at))
        });
        let Some(row) = held else { return };
        let sentence = scene.sentence(predicate.tokens.start);
        let behind = predicate.tokens.end..sentence.end.min(predicate.tokens.end + 16);
        let new_end = behind.clone().find(|&i| extension::is_new_end(scene, i));
        let found = extension::read(scene, predicate.tokens.clone());
        let tenure = &mut self.rows[row];
        if let Some(until) = new_end.and_then(|i| when::date_at(scene, i)).filter(|_| tenure.until.is_none())
        {
            tenure.until = Some(until);
            tenure.is_until_planned = true;
        }
        tenure.add_evidence(found.evidence);
        if !tenure.extensions.contains(&found) {
            tenure.extensions.push(found);
        }
    }

    /// Returns the person's row for the contested post, else the first one.
    fn held(&self, person: EntityId) -> Option<usize> {
        let rows = &self.by_person[person];
        rows.iter().copied().find(|&row| self.is_contested(&self.rows[row].post)).or(rows.first().copied())
    }
}

/// Returns the words of a post that tell it from others, in lower case.
fn significant(post: &str) -> Vec<String> {
    let words = post.split(|c: char| !c.is_alphanumeric() && c != '\'').map(str::to_lowercase);
    words
        .filter(|word| {
            !word.is_empty()
                && !matches!(word.as_str(), "of" | "the" | "and" | "for" | "a" | "an" | "'s" | "to" | "at")
        })
        .collect()
}

fn is_same_post(a: &str, b: &str) -> bool {
    let (a, b) = (significant(a), significant(b));
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    within(&a, &b) || within(&b, &a)
}
