//! Turns: what predicates tell of a tenure: that it begins, holds, ends or is prolonged, of whom, and when.
//!
//! Read into the ledger of [`super::tenure`], whose rows titles opened.
//!
//! `Barr was attorney general between 1991 and 1993` → from 1991, until 1993

use super::clause::{self, clause};
use super::contest::Contests;
use super::extension;
use super::pattern::{Match, Table};
use super::phrase::{self, Phrase};
use super::post::Form;
use super::scene::Scene;
use super::scope::{Scope, scope};
use super::tenure::Ledger;
use super::term;
use super::title::{is_same_post, significant};
use super::when;
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::mention::EntityKind;
use crate::model::PartOfSpeech as P;
use std::sync::LazyLock;

/// What a predicate tells of a tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Starts,
    Ends,
    /// Ends by death: an earlier end stands.
    Dies,
    /// Announces its end, on a day that an end told of elsewhere replaces.
    Announces,
    /// Tells the last day of it, whatever was announced before: "his last day will be Friday".
    Closes,
    Holds,
    Succeeds,
    Extends,
}

/// Of whom a predicate tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Subject,
    Object,
    /// Who owns the noun: "Kitzhaber’s resignation".
    Owner,
}

type Told = Match<(Turn, Of)>;

static PREDICATES: LazyLock<Table<(Turn, Of)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/tenure_predicates.tsv"), |columns| {
        let turn = match *columns.first()? {
            "starts" => Turn::Starts,
            "ends" => Turn::Ends,
            "dies" => Turn::Dies,
            "closes" => Turn::Closes,
            "announces" => Turn::Announces,
            "holds" => Turn::Holds,
            "succeeds" => Turn::Succeeds,
            "extends" => Turn::Extends,
            _ => return None,
        };
        let of = match *columns.get(1)? {
            "object" => Of::Object,
            "owner" => Of::Owner,
            _ => Of::Subject,
        };
        Some((turn, of))
    })
});

/// Returns the predicates of the article, deaths last.
pub(super) fn predicates(scene: &Scene<'_>, contests: &Contests) -> Vec<Told> {
    let mut found = PREDICATES.find(scene, &contests.posts);
    found.sort_by_key(|predicate| predicate.meaning.0 == Turn::Dies);
    found
}

impl Turn {
    fn is_end(self) -> bool {
        matches!(self, Self::Ends | Self::Dies | Self::Closes | Self::Announces)
    }
}

impl Ledger<'_, '_> {
    /// Reads one predicate.
    pub fn read(&mut self, predicate: &Told) {
        let (turn, of) = predicate.meaning;
        let at = predicate.tokens.start;
        let scope = scope(self.scene, at);
        let is_end = turn.is_end();
        if scope.is_void()
            || scope.is_negated
            || scope.is_possible && !(is_end && scope.is_expected)
            || scope.is_conditional
            || scope.is_considered
            || matches!(turn, Turn::Starts | Turn::Holds) && is_aim(self.scene, at)
        {
            return;
        }
        if turn == Turn::Extends {
            return self.extend(predicate);
        }
        let is_named = |person: &EntityId| self.scene.findings.entities[*person].is_named;
        let Some(person) = self.person(predicate, of).filter(is_named) else { return };
        if turn == Turn::Succeeds {
            self.predecessor(person, predicate);
        } else {
            self.turn(turn, person, predicate, scope);
        }
    }

    fn person(&self, predicate: &Told, of: Of) -> Option<EntityId> {
        let at = predicate.tokens.start;
        let person = |phrase: &Phrase| phrase.tokens.clone().find_map(|i| self.scene.person(i));
        if of == Of::Owner {
            return term::owner(self.scene, at);
        }
        let is_subject = (of == Of::Object) == clause::is_passive(self.scene, at);
        if is_subject {
            return person(&phrase::subject(self.scene, at)?);
        }
        // "The resignation of Ana Vega", "the ouster of then-chairman Svein Aaser".
        if !clause::is_verb(self.scene, at) {
            return predicate.tokens.clone().rev().find_map(|i| self.scene.person(i));
        }
        let end = self.scene.sentence(at).end.min(predicate.tokens.end + 8);
        let persons = phrase::persons_from(self.scene, at + 1, end);
        // "Appointed Vega's chief of staff, Omar Lind": the owner is not the one.
        let is_owner = |phrase: &&Phrase| self.scene.word(phrase.tokens.end) == "'s";
        persons.iter().find(|phrase| !is_owner(phrase)).or(persons.first()).and_then(person)
    }

    /// Who is succeeded holds the post of the race, unless the words name another one: "succeed Mike Pompeo as CIA director".
    fn predecessor(&mut self, person: EntityId, predicate: &Told) {
        let end = predicate.tokens.end;
        let as_at = (end..end + 2).find(|&i| self.scene.word(i) == "as");
        let near = as_at.map_or(end..end, |i| i + 1..(i + 6).min(self.scene.sentence(end - 1).end));
        let named = near.into_iter().find_map(|i| self.contests.posts.index_at(i));
        if as_at.is_some() && named.is_none() {
            return;
        }
        let post = match named {
            Some(post) => self.contests.held(self.scene, post),
            None => self.contests.post_name(self.scene, None),
        };
        let Some(post) = post else { return };
        self.row(person, &post, clause(self.scene, predicate.tokens.start), predicate.tokens.start);
    }

    fn turn(&mut self, turn: Turn, person: EntityId, predicate: &Told, scope: Scope) {
        let at = predicate.tokens.start;
        let own = clause(self.scene, at);
        let Some(row) = self.place(turn, person, predicate) else { return };
        if !turn.is_end() {
            // "Until" opens a clause; before a date it belongs to this one.
            let is_until = matches!(self.scene.word(own.end), "until" | "since");
            let end = self.scene.sentence(at).end.min(own.end + if is_until { 6 } else { 0 });
            self.take_range(row, at..end);
        }
        let date = term::date(self.scene, predicate.tokens.clone(), turn);
        let evidence = self.scene.span(own);
        let dct = self.scene.text.article.dct();
        let is_future = |date: PartialDate| dct.is_some_and(|dct| date.first() > dct.interval().last);
        let is_replaced = date.is_some() && self.announced.contains(&row);
        let tenure = &mut self.rows[row];
        tenure.add_evidence(evidence);
        match turn {
            // "They appointed her on Monday. She will take office on June 1": the first day is the one ahead.
            Turn::Starts if tenure.from.is_none() || date.is_some_and(is_future) => tenure.from = date,
            Turn::Dies if date.is_some() && tenure.is_until_planned => {
                tenure.until = date;
                tenure.is_until_planned = false;
            }
            Turn::Closes if date.is_some() => {
                tenure.until = date;
                tenure.is_until_planned = date.is_some_and(is_future);
            }
            Turn::Announces if tenure.until.is_none() && date.is_some() => {
                tenure.until = date;
                self.announced.push(row);
            }
            Turn::Ends | Turn::Dies if tenure.until.is_none() || is_replaced => {
                tenure.until = date;
                self.announced.retain(|&old| old != row);
                tenure.is_until_planned = scope.is_intended || date.is_some_and(is_future);
            }
            _ => {}
        }
    }

    /// Returns the row that a predicate is about.
    fn place(&mut self, turn: Turn, person: EntityId, predicate: &Told) -> Option<usize> {
        let at = predicate.tokens.start;
        let near = at..self.scene.sentence(at).end.min(predicate.tokens.end + 6);
        let is_named = |post: &usize| self.contests.posts.mentions[*post].form != Form::StandIn;
        let link = if turn.is_end() { "from" } else { "as" };
        let links = near.filter(|&i| self.scene.word(i) == link || self.scene.word(i) == "as");
        let linked =
            links.flat_map(|link| link + 1..link + 6).filter_map(|i| self.contests.posts.index_at(i));
        let behind = linked
            .filter(is_named)
            .chain(predicate.post)
            .find(|&post| self.contests.posts.mentions[post].form != Form::Contest);
        let own = clause(self.scene, at);
        if let Some(post) = behind {
            let name = self.contests.held(self.scene, post)?;
            let name = term::of_place(self.scene, predicate.tokens.clone(), name);
            return Some(self.row(person, &name, own, at));
        }
        if let Some(name) = self.led(turn, predicate) {
            return Some(self.row(person, &name, own, at));
        }
        if let Some(row) = self.held(person, at) {
            let is_about = turn != Turn::Holds
                || self.leads_race(predicate)
                || !takes_body(self.scene, at)
                || term::is_known_body(self.scene, predicate.tokens.end);
            return is_about.then_some(row);
        }
        let is_filled =
            turn == Turn::Starts && term::fills(self.scene.word(at)) && self.contests.is_contested;
        let race = self.leads_race(predicate)
            || is_filled
            || turn.is_end()
                && self.contests.races.first().is_some_and(|race| race.incumbent == Some(person));
        let name = self.contests.races.first().filter(|_| race)?.post.clone();
        Some(self.row(person, &name, own, at))
    }

    /// Names the post of whoever leads a body: "who leads the National Assembly" → leader of the National Assembly.
    fn led(&self, turn: Turn, predicate: &Told) -> Option<String> {
        let scene = self.scene;
        let noun = match scene.word(predicate.tokens.start) {
            "lead" | "leads" | "led" | "leading" => "leader",
            "head" | "heads" | "headed" | "heading" | "at" | "in" => "head",
            "chair" | "chairs" | "chaired" | "chairing" => "chair",
            _ => return None,
        };
        let end = predicate.tokens.end;
        let near = end..scene.sentence(end - 1).end.min(end + 5);
        let stops = |i: &usize| matches!(scene.word(*i), "," | "." | "and" | "in" | "with" | "for");
        let body = near.take_while(|i| !stops(i)).find_map(|i| {
            let id = scene.entity(i).filter(|_| scene.is_capital(i))?;
            let is_body = scene.findings.entities[id].kind == EntityKind::Organization;
            is_body.then(|| scene.tokens_of(scene.mention(i).unwrap_or_default()))
        })?;
        (turn == Turn::Holds && !self.leads_race(predicate))
            .then(|| format!("{noun} of the {}", scene.words(body)))
    }

    fn is_contested(&self, post: &str) -> bool {
        self.contests.races.iter().any(|race| is_same_post(&race.post, post))
    }

    /// Whether the words behind the verb are the body whose head is contested: "has led NATO".
    fn leads_race(&self, predicate: &Told) -> bool {
        let from = predicate.tokens.end;
        let body = (from..from + 4).take_while(|&i| self.scene.is_capital(i) || self.scene.word(i) == "the");
        let Some(race) = self.contests.races.first() else { return false };
        let race: Vec<String> = significant(&race.post);
        body.into_iter().any(|i| race.contains(&self.scene.word(i).to_owned()))
    }

    /// Hangs an extension on the tenure of the contested post, else on the owner's first one.
    fn extend(&mut self, predicate: &Told) {
        let scene = self.scene;
        let Some(person) = extension::owner(scene, predicate.tokens.clone()) else { return };
        let held = self.held(person, predicate.tokens.start).or_else(|| {
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

    /// Returns the person's row for the contested post, else the one last told of before token `at`, else the first.
    fn held(&self, person: EntityId, at: usize) -> Option<usize> {
        let rows = &self.by_person[person];
        let place = self.scene.span(at..at + 1).start;
        let told = |row: &usize| {
            let spans = self.rows[*row].basis.evidence.iter();
            spans.map(|span| span.start).filter(|&start| start <= place).max()
        };
        rows.iter()
            .copied()
            .find(|&row| self.is_contested(&self.rows[row].post))
            .or_else(|| rows.iter().copied().filter(|row| told(row).is_some()).max_by_key(told))
            .or(rows.first().copied())
    }
}

/// Whether the predicate is only aimed at: "nominated to serve as", "asked that he take over"; who "rose to become" one is one.
fn is_aim(scene: &Scene<'_>, at: usize) -> bool {
    let group = clause::group_start(scene, at);
    let before = scene.word(group.wrapping_sub(1));
    if before != "to" || group < 2 {
        return scene.pos(at) == P::VB && group == at && before != "and";
    }
    let floor = scene.sentence(at).start.max(group.saturating_sub(8));
    let achieved = |i: usize| {
        matches!(
            scene.word(i),
            "rose"
                | "risen"
                | "went"
                | "going"
                | "resigned"
                | "left"
                | "returned"
                | "came"
                | "elected"
                | "voted"
                | "appointed"
                | "promoted"
                | "hired"
                | "chosen"
                | "tapped"
                | "continued"
                | "first"
                | "youngest"
                | "only"
                | "second"
        )
    };
    !(floor..group - 1).any(achieved)
}

/// Whether the verb at token `at` is one of leading some body, so that without the body's name it tells of no post.
fn takes_body(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    ["lead", "led", "head", "chair", "represent", "in", "at"].iter().any(|verb| word.starts_with(verb))
}
