//! The time line of an article: who tells and acts on which day, and what later tellings take over from it.
//!
//! Asked by [`super`] for statements whose own sentence gives no date.
//!
//! `Bush endorsed Cruz on Wednesday. … “Washington is broken,” Bush said.` → said on that Wednesday, too

use super::super::Statement;
use super::super::force::verb_in;
use super::super::scene::Scene;
use super::bound_dates;
use super::occasion::Occasions;
use crate::attribution::cue::CueClass;
use crate::date::{PartialDate, Precision};
use crate::entity::EntityId;
use crate::mention::EntityKind;
use crate::model::PartOfSpeech as Pos;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many paragraphs on a date is still that of the same occasion; farther on it is only near it.
const SAME: usize = 4;

/// How many paragraphs of the report make its lead, whose day may be told a little later.
const LEAD: usize = 4;

/// How many tokens make a paragraph one of the report, and no line of names or times.
const FULL: usize = 8;

/// A telling or an act with its date.
#[derive(Clone, Copy)]
struct Dated {
    token: usize,
    paragraph: usize,
    date: PartialDate,
    is_telling: bool,
}

impl Dated {
    fn is_of_a_day(&self) -> bool {
        matches!(self.date.precision(), Precision::Day | Precision::About)
    }
}

/// Gives the statements that have no date of their own the date of the occasion that they belong to.
pub(in super::super) fn inherit(scene: &Scene<'_>, statements: &mut [Statement]) {
    let timeline = Timeline::new(scene, statements);
    let mut run = Run { timeline, by_sentence: BTreeMap::new(), last: None };
    for statement in statements.iter() {
        run.enter(scene, statement);
    }
    run.last = None;
    for statement in statements {
        if statement.said_at.is_none() {
            statement.said_at = run.date(scene, statement);
            run.enter(scene, statement);
            if let Some(date) = statement.said_at {
                run.timeline.occasions.learn(scene, statement.attribution, date);
            }
        }
        let token = scene.cue(statement.attribution).start;
        run.last = Some((scene.paragraph(token), statement.said_at));
    }
}

/// Who tells or acts: an entity, or the noun that an unnamed party goes by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Entity(EntityId),
    Noun(String),
}

impl Party {
    /// Returns what the speaker of a statement goes by; nothing for a pronoun that nobody was found for.
    fn of(statement: &Statement) -> Vec<Self> {
        Self::known(statement.speaker.entity, &statement.speaker.name)
    }

    fn named(scene: &Scene<'_>, entity: EntityId) -> Vec<Self> {
        Self::known(Some(entity), &scene.findings.entities[entity].name)
    }

    fn known(entity: Option<EntityId>, name: &str) -> Vec<Self> {
        const PRONOUNS: &[&str] = &["he", "she", "they", "it", "who", "i", "we", "one"];
        let head = name.split_whitespace().last().map(str::to_lowercase).unwrap_or_default();
        let noun = (!head.is_empty() && !PRONOUNS.contains(&head.as_str())).then_some(Self::Noun(head));
        entity.map(Self::Entity).into_iter().chain(noun).collect()
    }
}

/// What an article dates: the tellings and acts of each party, the occasions, and the time that a paragraph opens with.
struct Timeline {
    by_party: BTreeMap<Party, Vec<Dated>>,
    occasions: Occasions,
    frames: BTreeMap<usize, Dated>,
    /// The last paragraph of the lead, and the last but two.
    lead: (usize, usize),
    /// The first day that the lead tells.
    day: Option<PartialDate>,
}

impl Timeline {
    fn new(scene: &Scene<'_>, statements: &[Statement]) -> Self {
        let (by_party, frames) = (BTreeMap::new(), BTreeMap::new());
        let occasions = Occasions::new(scene);
        let mut timeline = Self { by_party, occasions, frames, lead: lead(scene), day: None };
        let mut sentence = usize::MAX;
        for (token, date) in bound_dates(scene) {
            let dated = Dated { token, paragraph: scene.paragraph(token), date, is_telling: false };
            let start = scene.sentence(token).start;
            if token < start + 3 {
                timeline.frames.entry(dated.paragraph).or_insert(dated);
            } else if !dated.is_of_a_day() {
                continue;
            }
            if timeline.day.is_none() && dated.is_of_a_day() && dated.paragraph <= timeline.lead.0 {
                timeline.day = Some(date);
            }
            // Of two dates the first is that of the act: "broke his silence Monday, his first words since May 4".
            if let Some(actor) = actor(scene, token).filter(|_| start != sentence) {
                timeline.add(Party::named(scene, actor), dated);
            }
            sentence = start;
        }
        for statement in statements {
            if let Some(date) = statement.said_at {
                let token = scene.cue(statement.attribution).start;
                let dated = Dated { token, paragraph: scene.paragraph(token), date, is_telling: true };
                timeline.add(Party::of(statement), dated);
            }
        }
        for dates in timeline.by_party.values_mut() {
            dates.sort_by_key(|dated| dated.token);
        }
        timeline
    }

    fn add(&mut self, parties: Vec<Party>, dated: Dated) {
        for party in parties {
            self.by_party.entry(party).or_default().push(dated);
        }
    }
}

/// Returns the last paragraph of the lead and its second one.
fn lead(scene: &Scene<'_>) -> (usize, usize) {
    let mut paragraphs: Vec<usize> = Vec::new();
    let report = scene.text.segments.sentences.iter().filter(|sentence| !sentence.furniture);
    for sentence in report.filter(|sentence| sentence.tokens.len() >= FULL) {
        if paragraphs.last() != Some(&sentence.paragraph) {
            paragraphs.push(sentence.paragraph);
        }
        if paragraphs.len() == LEAD {
            break;
        }
    }
    let at = |i: usize| paragraphs.get(i).or(paragraphs.last()).copied().unwrap_or(0);
    (at(LEAD - 1), at(1))
}

/// Returns who acts in the sentence around token `i`: the first person or body that it names.
fn actor(scene: &Scene<'_>, i: usize) -> Option<EntityId> {
    let span = scene.span(scene.near(i))?;
    let is_party = |entity| matches!(scene.kind(entity), EntityKind::Person | EntityKind::Organization);
    scene.index.places_in(span).map(|place| place.entity).find(|&entity| is_party(entity))
}

/// Walks through the statements with what is dated so far.
struct Run {
    timeline: Timeline,
    /// For the start of each sentence the parties and dates of its statements.
    by_sentence: BTreeMap<usize, Vec<(Vec<Party>, PartialDate)>>,
    /// The paragraph and the date of the statement before.
    last: Option<(usize, Option<PartialDate>)>,
}

impl Run {
    fn enter(&mut self, scene: &Scene<'_>, statement: &Statement) {
        let Some(date) = statement.said_at else { return };
        let start = scene.sentence(scene.cue(statement.attribution).start).start;
        self.by_sentence.entry(start).or_default().push((Party::of(statement), date));
    }

    /// Returns the date of a statement that has none of its own.
    fn date(&self, scene: &Scene<'_>, statement: &Statement) -> Option<PartialDate> {
        let at = statement.attribution;
        let cue = scene.cue(at);
        if !is_speech(scene, &cue) || is_detached(scene, cue.start) {
            return None;
        }
        let parties = Party::of(statement);
        let is_gerund = scene.text.part_of_speech(cue.start) == Pos::VBG;
        let mut siblings = self.by_sentence.get(&scene.sentence(cue.start).start).into_iter().flatten();
        let sibling = siblings.find(|(other, _)| is_gerund || other.iter().any(|one| parties.contains(one)));
        if let Some(&(_, date)) = sibling {
            return Some(date);
        }
        let dates = parties.iter().find_map(|party| self.timeline.by_party.get(party));
        let timeline = &self.timeline;
        let found = timeline.occasions.date(scene, at);
        let found = found.or_else(|| timeline.date(scene, cue.start, dates.map_or(&[], Vec::as_slice)));
        let found = found.or_else(|| self.goes_on(scene, statement));
        found.or_else(|| timeline.day_of_report(scene, cue))
    }

    /// Returns the date of the statement before, where a pronoun goes on with it.
    fn goes_on(&self, scene: &Scene<'_>, statement: &Statement) -> Option<PartialDate> {
        let (paragraph, date) = self.last?;
        let cue = scene.cue(statement.attribution).start;
        let source = scene.tokens(*scene.attribution(statement.attribution).source.first()?);
        let is_pronoun = source.len() == 1
            && matches!(scene.lower(source.start), "he" | "she" | "they" | "it" | "who" | "i" | "we");
        let is_near = paragraph + 1 >= scene.paragraph(cue);
        date.filter(|_| is_pronoun && is_near).map(PartialDate::loosened)
    }
}

impl Timeline {
    /// Returns the date for a telling at token `cue` of a party that tells and does things at `dates`.
    fn date(&self, scene: &Scene<'_>, cue: usize, dates: &[Dated]) -> Option<PartialDate> {
        let paragraph = scene.paragraph(cue);
        let behind = dates.partition_point(|dated| dated.token < cue);
        let frame = self.frames.get(&paragraph).filter(|frame| frame.token < cue);
        let fits = |dated: &&Dated| dated.is_of_a_day() || dated.paragraph + 1 >= paragraph;
        let told = dates[..behind].iter().rev().filter(fits).find(|dated| dated.is_telling);
        let earlier = told.or_else(|| dates[..behind].iter().rev().find(fits));
        match (earlier, frame) {
            (Some(earlier), Some(frame)) if frame.token > earlier.token => return Some(frame.date),
            (None, Some(frame)) => return Some(frame.date),
            (Some(earlier), _) if earlier.paragraph + SAME >= paragraph => return Some(earlier.date),
            (Some(earlier), _) => return Some(earlier.date.loosened()),
            (None, None) => {}
        }
        let is_lead = paragraph <= self.lead.0;
        let mut later = dates[behind..].iter().take_while(|dated| dated.paragraph <= paragraph + SAME);
        later.find(|dated| is_lead && dated.is_of_a_day()).map(|dated| dated.date)
    }

    /// Returns the day of the report, give or take a few, for a telling of the news.
    fn day_of_report(&self, scene: &Scene<'_>, cue: Range<usize>) -> Option<PartialDate> {
        let is_lead = scene.paragraph(cue.start) <= self.lead.1;
        let is_simple = cue.clone().any(|i| matches!(scene.text.part_of_speech(i), Pos::VBD | Pos::VBG));
        let day = self.day.or(scene.text.article.dct());
        day.filter(|_| is_lead || is_simple).map(PartialDate::loosened)
    }
}

/// Whether the cue tells, and not thinks, hopes or plans.
fn is_speech(scene: &Scene<'_>, cue: &Range<usize>) -> bool {
    let is_acting = cue.clone().any(|i| matches!(scene.text.part_of_speech(i), Pos::VBD | Pos::VBG));
    verb_in(scene, cue.clone()).map_or(cue.is_empty() || is_acting, |(_, verb)| {
        !matches!(
            verb.class,
            CueClass::Think | CueClass::Want | CueClass::Hope | CueClass::Fear | CueClass::Plan
        )
    })
}

/// Whether the cue is set apart in time: "first declared", "has said", "once told", "will announce".
fn is_detached(scene: &Scene<'_>, cue: usize) -> bool {
    let apart = |i: usize| {
        matches!(
            scene.lower(i),
            "first"
                | "once"
                | "previously"
                | "earlier"
                | "has"
                | "have"
                | "had"
                | "repeatedly"
                | "often"
                | "always"
                | "initially"
                | "long"
                | "is"
                | "are"
                | "will"
                | "would"
                | "may"
                | "might"
                | "could"
                | "to"
        )
    };
    let opens = |i: &usize| matches!(scene.lower(*i), "after" | "when" | "before" | "since" | "until");
    let low = scene.sentence(cue).start.max(cue.saturating_sub(7));
    let clause = (low..cue).rev().take_while(|&i| scene.lower(i) != ",").find(opens);
    clause.is_some() || apart(cue) || (cue.saturating_sub(3)..cue).any(apart)
}
