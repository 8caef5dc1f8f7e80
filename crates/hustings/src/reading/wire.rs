//! The JSON form of a reading, schema `hustings.reading/1`.
//!
//! The one place where byte spans become code points of the body.

use super::Reading;
use crate::article::Article;
use crate::date::{PartialDate, Precision};
use crate::entity::EntityId;
use crate::race::{Basis, Party};
use crate::span::Span;
use serde::Serialize;

/// The schema that this module writes.
pub const SCHEMA: &str = "hustings.reading/1";

type Points = [usize; 2];

/// Turns byte offsets into code points, in constant time for ASCII and by binary search otherwise.
struct Ruler {
    /// The byte offset of every 64th code point.
    marks: Vec<usize>,
    is_ascii: bool,
}

impl Ruler {
    fn new(body: &str) -> Self {
        let marks = body.char_indices().step_by(64).map(|(at, _)| at).collect();
        Self { marks, is_ascii: body.is_ascii() }
    }

    fn point(&self, body: &str, byte: usize) -> usize {
        if self.is_ascii {
            return byte;
        }
        let block = self.marks.partition_point(|&mark| mark <= byte).saturating_sub(1);
        let from = self.marks.get(block).copied().unwrap_or(0);
        block * 64 + body[from..byte].chars().count()
    }
}

/// A reading in its JSON form.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Wire {
    pub schema: &'static str,
    pub article: WireArticle,
    pub attributions: Vec<WireAttribution>,
    pub timexes: Vec<WireTimex>,
    pub entities: Vec<WireEntity>,
    pub statements: Vec<WireStatement>,
    pub facts: WireFacts,
    pub notes: Vec<String>,
}

/// The article that was read.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireArticle {
    pub id: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub url: Option<String>,
    pub published: Option<WireDate>,
    pub text: String,
}

/// A date and how much of it the words give.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireDate {
    pub value: String,
    pub precision: Precision,
}

/// Who says what, in code points.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireAttribution {
    pub id: String,
    pub kind: &'static str,
    pub source: Vec<Points>,
    pub cue: Vec<Points>,
    pub content: Vec<Points>,
    pub parent: Option<String>,
    pub confidence: f32,
}

/// A time expression.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireTimex {
    pub span: Points,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: String,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<[String; 2]>,
}

/// Who or what the article speaks of.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireEntity {
    pub id: String,
    pub kind: &'static str,
    pub name: String,
    pub mentions: Vec<Points>,
    pub roles: Vec<WireRole>,
}

/// A role as printed.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireRole {
    pub text: String,
    pub span: Points,
    pub holding: &'static str,
}

/// A statement.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireStatement {
    pub id: String,
    pub attribution: String,
    pub kind: &'static str,
    pub speaker: WireSpeaker,
    pub force: &'static str,
    pub negated: bool,
    pub hedged: bool,
    pub conditional: bool,
    pub said_at: Option<WireDate>,
    pub venue: Option<String>,
    pub medium: Option<String>,
    pub addressee: Option<String>,
    pub question: Option<String>,
    pub about: Vec<WireAbout>,
    pub confidence: f32,
}

/// Who says it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireSpeaker {
    pub entity: Option<String>,
    pub name: String,
    pub kind: &'static str,
    pub count: Option<u32>,
    pub confidence: f32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
}

/// Whom a statement is about.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireAbout {
    pub entity: String,
    pub name: String,
    pub stance: &'static str,
    pub reason: Option<Vec<Points>>,
}

/// The race facts.
#[derive(Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct WireFacts {
    pub races: Vec<WireRace>,
    pub tenures: Vec<WireTenure>,
    pub candidacies: Vec<WireCandidacy>,
    pub endorsements: Vec<WireEndorsement>,
    pub criteria: Vec<WireCriterion>,
    pub ballots: Vec<WireBallot>,
    pub events: Vec<WireEvent>,
}

/// Where a fact comes from.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireBasis {
    pub evidence: Vec<Points>,
    pub asserted_by: Option<String>,
    pub confidence: f32,
}

/// The contest for a post.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireRace {
    pub post: String,
    pub incumbent: Option<String>,
    pub evidence: Vec<Points>,
}

/// A holding of a post.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireTenure {
    pub person: String,
    pub post: String,
    pub from: Option<WireDate>,
    pub until: Option<WireDate>,
    pub until_planned: bool,
    pub extensions: Vec<WireExtension>,
    #[serde(flatten)]
    pub basis: WireBasis,
}

/// A prolongation.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireExtension {
    pub date: Option<WireDate>,
    pub ordinal: Option<u32>,
    pub reason: Option<String>,
    pub evidence: Vec<Points>,
}

/// A person in a race.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireCandidacy {
    pub person: String,
    pub post: String,
    pub status: &'static str,
    pub date: Option<WireDate>,
    #[serde(flatten)]
    pub basis: WireBasis,
}

/// A public position.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireEndorsement {
    pub by: String,
    pub candidate: String,
    pub post: String,
    pub position: &'static str,
    pub date: Option<WireDate>,
    pub conditional: bool,
    pub reason: Option<Vec<Points>>,
    #[serde(flatten)]
    pub basis: WireBasis,
}

/// A demand.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireCriterion {
    pub text: String,
    pub stated_by: Option<String>,
    pub relayed_by: Option<String>,
    #[serde(flatten)]
    pub basis: WireBasis,
}

/// A round of voting.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireBallot {
    pub round: Option<u32>,
    pub date: Option<WireDate>,
    pub tallies: Vec<(String, u32)>,
    #[serde(flatten)]
    pub basis: WireBasis,
}

/// Something scheduled or held.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct WireEvent {
    pub what: String,
    pub date: Option<WireDate>,
    pub place: Option<String>,
    pub participants: Vec<String>,
    pub status: &'static str,
    #[serde(flatten)]
    pub basis: WireBasis,
}

impl Wire {
    /// Returns the JSON form of a reading of `article`.
    pub fn new(article: &Article, reading: &Reading) -> Self {
        let writer = Writer { body: &article.body, ruler: Ruler::new(&article.body), reading };
        Self {
            schema: SCHEMA,
            article: writer.article(article),
            attributions: writer.attributions(),
            timexes: writer.timexes(),
            entities: writer.entities(),
            statements: writer.statements(),
            facts: writer.facts(),
            notes: reading.notes.clone(),
        }
    }
}

struct Writer<'a> {
    body: &'a str,
    ruler: Ruler,
    reading: &'a Reading,
}

impl Writer<'_> {
    fn points(&self, span: Span) -> Points {
        [self.ruler.point(self.body, span.start), self.ruler.point(self.body, span.end)]
    }

    fn all_points(&self, spans: &[Span]) -> Vec<Points> {
        spans.iter().map(|&span| self.points(span)).collect()
    }

    fn words(&self, span: Option<Span>) -> Option<String> {
        span.map(|span| span.of(self.body).to_owned())
    }

    fn article(&self, article: &Article) -> WireArticle {
        WireArticle {
            id: article.id.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            byline: article.byline.clone(),
            dateline: article.dateline.clone(),
            url: article.url.clone(),
            published: article.dct().map(date),
            text: article.body.clone(),
        }
    }

    fn attributions(&self) -> Vec<WireAttribution> {
        let found = self.reading.attributions.iter().enumerate();
        found
            .map(|(i, attribution)| WireAttribution {
                id: id('a', i),
                kind: attribution.kind.name(),
                source: self.all_points(&attribution.source),
                cue: self.all_points(&attribution.cue),
                content: self.all_points(&attribution.content),
                parent: attribution.parent.map(|parent| id('a', parent)),
                confidence: rounded(attribution.confidence),
            })
            .collect()
    }

    fn timexes(&self) -> Vec<WireTimex> {
        let found = self.reading.timexes.iter();
        found
            .map(|timex| WireTimex {
                span: self.points(timex.span),
                kind: timex.kind.name(),
                value: timex.value.clone(),
                modifier: timex.modifier.map(|modifier| modifier.name()),
                interval: timex.interval.map(|days| [days.first.to_string(), days.last.to_string()]),
            })
            .collect()
    }

    fn entities(&self) -> Vec<WireEntity> {
        let found = self.reading.entities.iter().enumerate();
        found
            .map(|(i, entity)| WireEntity {
                id: id('e', i),
                kind: entity.kind.name(),
                name: entity.name.clone(),
                mentions: entity
                    .mentions
                    .iter()
                    .map(|&m| self.points(self.reading.mentions[m].span))
                    .collect(),
                roles: entity
                    .roles
                    .iter()
                    .map(|role| WireRole {
                        text: role.span.of(self.body).to_owned(),
                        span: self.points(role.span),
                        holding: role.holding.name(),
                    })
                    .collect(),
            })
            .collect()
    }

    fn entity_name(&self, entity: EntityId) -> String {
        self.reading.entities[entity].name.clone()
    }

    fn statements(&self) -> Vec<WireStatement> {
        let found = self.reading.statements.iter().enumerate();
        found
            .map(|(i, statement)| WireStatement {
                id: id('s', i),
                attribution: id('a', statement.attribution),
                kind: self.reading.attributions[statement.attribution].kind.name(),
                speaker: WireSpeaker {
                    entity: statement.speaker.entity.map(|e| id('e', e)),
                    name: statement.speaker.name.clone(),
                    kind: statement.speaker.kind.name(),
                    count: statement.speaker.count,
                    confidence: rounded(statement.speaker.confidence),
                    candidates: statement.speaker.candidates.iter().map(|&e| self.entity_name(e)).collect(),
                },
                force: statement.force.name(),
                negated: statement.polarity.is_negated,
                hedged: statement.polarity.is_hedged,
                conditional: statement.polarity.is_conditional,
                said_at: statement.said_at.map(date),
                venue: self.words(statement.venue),
                medium: self.words(statement.medium),
                addressee: self.words(statement.addressee),
                question: self.words(statement.question),
                about: statement
                    .about
                    .iter()
                    .map(|about| WireAbout {
                        entity: id('e', about.entity),
                        name: self.entity_name(about.entity),
                        stance: about.stance.name(),
                        reason: about.reason.map(|reason| vec![self.points(reason)]),
                    })
                    .collect(),
                confidence: rounded(statement.confidence),
            })
            .collect()
    }

    fn basis(&self, basis: &Basis) -> WireBasis {
        WireBasis {
            evidence: self.all_points(&basis.evidence),
            asserted_by: basis.asserted_by.map(|statement| id('s', statement)),
            confidence: rounded(basis.confidence),
        }
    }

    fn facts(&self) -> WireFacts {
        let facts = &self.reading.facts;
        WireFacts {
            races: facts
                .races
                .iter()
                .map(|race| WireRace {
                    post: race.post.clone(),
                    incumbent: race.incumbent.map(|entity| self.entity_name(entity)),
                    evidence: self.all_points(&race.evidence),
                })
                .collect(),
            tenures: self.tenures(),
            candidacies: facts
                .candidacies
                .iter()
                .map(|candidacy| WireCandidacy {
                    person: candidacy.person.name.clone(),
                    post: candidacy.post.clone(),
                    status: candidacy.status.name(),
                    date: candidacy.date.map(date),
                    basis: self.basis(&candidacy.basis),
                })
                .collect(),
            endorsements: self.endorsements(),
            criteria: facts
                .criteria
                .iter()
                .map(|criterion| WireCriterion {
                    text: criterion.text.clone(),
                    stated_by: criterion.stated_by.as_ref().map(party),
                    relayed_by: criterion.relayed_by.as_ref().map(party),
                    basis: self.basis(&criterion.basis),
                })
                .collect(),
            ballots: facts
                .ballots
                .iter()
                .map(|ballot| WireBallot {
                    round: ballot.round,
                    date: ballot.date.map(date),
                    tallies: ballot.tallies.clone(),
                    basis: self.basis(&ballot.basis),
                })
                .collect(),
            events: self.events(),
        }
    }

    fn tenures(&self) -> Vec<WireTenure> {
        let found = self.reading.facts.tenures.iter();
        found
            .map(|tenure| WireTenure {
                person: tenure.person.name.clone(),
                post: tenure.post.clone(),
                from: tenure.from.map(date),
                until: tenure.until.map(date),
                until_planned: tenure.is_until_planned,
                extensions: tenure
                    .extensions
                    .iter()
                    .map(|extension| WireExtension {
                        date: extension.date.map(date),
                        ordinal: extension.ordinal,
                        reason: self.words(extension.reason),
                        evidence: vec![self.points(extension.evidence)],
                    })
                    .collect(),
                basis: self.basis(&tenure.basis),
            })
            .collect()
    }

    fn endorsements(&self) -> Vec<WireEndorsement> {
        let found = self.reading.facts.endorsements.iter();
        found
            .map(|endorsement| WireEndorsement {
                by: endorsement.by.name.clone(),
                candidate: endorsement.candidate.name.clone(),
                post: endorsement.post.clone(),
                position: endorsement.position.name(),
                date: endorsement.date.map(date),
                conditional: endorsement.is_conditional,
                reason: endorsement.reason.map(|reason| vec![self.points(reason)]),
                basis: self.basis(&endorsement.basis),
            })
            .collect()
    }

    fn events(&self) -> Vec<WireEvent> {
        let found = self.reading.facts.events.iter();
        found
            .map(|event| WireEvent {
                what: event.what.clone(),
                date: event.date.map(date),
                place: event.place.clone(),
                participants: event.participants.iter().map(party).collect(),
                status: event.status.name(),
                basis: self.basis(&event.basis),
            })
            .collect()
    }
}

fn id(prefix: char, index: usize) -> String {
    format!("{prefix}{}", index + 1)
}

fn date(date: PartialDate) -> WireDate {
    WireDate { value: date.value(), precision: date.precision() }
}

fn party(party: &Party) -> String {
    party.name.clone()
}

fn rounded(probability: f32) -> f32 {
    (probability * 1000.0).round() / 1000.0
}
