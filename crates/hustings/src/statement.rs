//! Statements: attributions with their speaker resolved, their date, and whom they are about.
//!
//! Race facts are drawn from these and from the article's own sentences.
//!
//! `“So it’s logical it should be Mark Rutte,” she said with a laugh` → Kallas, joking, about Rutte, neutral

mod about;
mod force;
pub mod gate;
mod hearsay;
mod judge;
mod pattern;
mod question;
mod said_at;
mod scene;
mod setting;
mod signs;
mod stance;
mod target;

use crate::attribution::{Attribution, AttributionKind};
use crate::date::PartialDate;
use crate::entity::index::Index;
use crate::entity::speaker::{self, Speaker, SpeakerKind};
use crate::entity::{Entity, EntityId};
use crate::mention::{Gender, Mention};
use crate::model::{Model, Signs};
use crate::span::Span;
use crate::text::Text;
use crate::timex::Timex;
use hearsay::Teller;
use scene::Scene;
use serde::{Deserialize, Serialize};
use signs::Reader;
use stance::Told;
use target::Standing;

/// An attribution, resolved and dated.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The attribution it rests on, as an index.
    pub attribution: usize,
    /// Who says it.
    pub speaker: Speaker,
    /// What is done by saying it.
    pub force: Force,
    /// Whether the words are negated, hedged or hang on a condition.
    pub polarity: Polarity,
    /// Whether the speaker only passes the words on: a joke or a rumor of nobody in particular.
    pub is_relayed: bool,
    /// When it was said.
    pub said_at: Option<PartialDate>,
    /// Where it was said: an event, an interview, a statement.
    pub venue: Option<Span>,
    /// The outlet or programme that carried it first.
    pub medium: Option<Span>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// The question that it answers.
    pub question: Option<Span>,
    /// Whom it is about.
    pub about: Vec<About>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

impl Statement {
    /// Returns a statement that nobody in particular makes, as training makes one of a bare sentence.
    pub fn of_nobody(attribution: usize) -> Self {
        let speaker = Speaker {
            entity: None,
            name: String::new(),
            kind: SpeakerKind::Unnamed,
            count: None,
            candidates: Vec::new(),
            confidence: 0.0,
        };
        Self {
            attribution,
            speaker,
            force: Force::Assert,
            polarity: Polarity::default(),
            is_relayed: false,
            said_at: None,
            venue: None,
            medium: None,
            addressee: None,
            question: None,
            about: Vec::new(),
            confidence: 1.0,
        }
    }
}

/// What is done by saying something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Force {
    Assert,
    Deny,
    Joke,
    Ask,
    Predict,
    Promise,
    Threaten,
    Decline,
}

impl Force {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assert => "assert",
            Self::Deny => "deny",
            Self::Joke => "joke",
            Self::Ask => "ask",
            Self::Predict => "predict",
            Self::Promise => "promise",
            Self::Threaten => "threaten",
            Self::Decline => "decline",
        }
    }
}

/// How the words stand to what they tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Polarity {
    /// Told not to be so.
    pub is_negated: bool,
    /// "may", "perhaps", "potentially".
    pub is_hedged: bool,
    /// Hangs on an if.
    pub is_conditional: bool,
}

/// Whom a statement is about, and how it stands to them.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The person or post.
    pub entity: EntityId,
    /// How the speaker stands to a person's candidacy.
    pub stance: Stance,
    /// The words that give the reason.
    pub reason: Option<Span>,
}

/// How a speaker stands to a candidacy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Stance {
    Support,
    Oppose,
    Reservation,
    #[default]
    Neutral,
    SelfDeclare,
    SelfRuleOut,
}

impl Stance {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Reservation => "reservation",
            Self::Neutral => "neutral",
            Self::SelfDeclare => "self_declare",
            Self::SelfRuleOut => "self_rule_out",
        }
    }
}

/// What earlier stages found: all that statements and race facts are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The time expressions.
    pub timexes: &'a [Timex],
    /// The mentions.
    pub mentions: &'a [Mention],
    /// The entities.
    pub entities: &'a [Entity],
    /// The attributions.
    pub attributions: &'a [Attribution],
}

/// Returns a statement for each attribution that is one, in the same order.
pub fn resolve(text: &Text<'_>, findings: Findings<'_>, model: &Model) -> Vec<Statement> {
    let index = Index::new(findings.mentions, findings.entities);
    let scene = Scene::new(text, findings, &index);
    let dates = said_at::own_dates(&scene);
    let inner = inner_tellings(&scene);
    let mut told = Run { statements: Vec::new() };
    for (at, attribution) in findings.attributions.iter().enumerate() {
        if is_told(text, attribution) {
            told.add(&scene, at, dates[at], &inner[at]);
        }
    }
    said_at::inherit(&scene, &mut told.statements);
    judge::judge(&scene, model, &mut told.statements);
    told.statements
}

/// A statement and a person that it may take a stance toward, as training and the classifier see them.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The statement, as an index.
    pub statement: usize,
    /// The person.
    pub entity: EntityId,
    /// Where the statement has the person from: its content, a pronoun there, its sentence, the speaker, before, afar.
    pub group: usize,
    /// What is seen.
    pub signs: Signs,
}

/// Returns every statement with each person that it may take a stance toward.
pub fn pairs(text: &Text<'_>, findings: Findings<'_>, statements: &[Statement]) -> Vec<Pair> {
    let index = Index::new(findings.mentions, findings.entities);
    let scene = Scene::new(text, findings, &index);
    let standing = Standing::new(&scene);
    let mut pairs = Vec::new();
    for (statement, told) in statements.iter().enumerate() {
        let reader = Reader::new(&scene, &standing, told);
        for target in target::targets(&scene, told.attribution, told.speaker.entity, &standing) {
            let (signs, group) = (reader.signs(&target), target.origin.group());
            pairs.push(Pair { statement, entity: target.entity, group, signs });
        }
    }
    pairs
}

/// Whether an attribution has a source and words, and is part of the report.
fn is_told(text: &Text<'_>, attribution: &Attribution) -> bool {
    let is_report = attribution.content.iter().all(|&span| !text.article.is_furniture(span));
    !attribution.source.is_empty() && !attribution.content.is_empty() && is_report
}

/// Returns for each attribution the extents of those told inside of it.
fn inner_tellings(scene: &Scene<'_>) -> Vec<Vec<Span>> {
    let all = scene.findings.attributions;
    let mut inner = vec![Vec::new(); all.len()];
    for child in all {
        // "He announced that he would …": a pronoun inside means the one who tells, and the stance is one.
        let is_other = child.source.first().is_some_and(|&source| scene.tokens(source).len() > 1);
        if let Some(parent) = child.parent.filter(|&parent| parent < all.len() && is_other) {
            inner[parent].push(child.extent());
        }
    }
    inner
}

/// Returns a person as a speaker.
fn person(scene: &Scene<'_>, entity: EntityId) -> Speaker {
    Speaker {
        entity: Some(entity),
        name: scene.findings.entities[entity].name.clone(),
        kind: SpeakerKind::Person,
        count: None,
        candidates: Vec::new(),
        confidence: 0.7,
    }
}

/// The statements so far, and what later ones take over from them.
struct Run {
    statements: Vec<Statement>,
}

impl Run {
    fn add(&mut self, scene: &Scene<'_>, at: usize, said_at: Option<PartialDate>, inner: &[Span]) {
        let attribution = scene.attribution(at);
        let mut found = speaker::speaker(
            scene.text,
            scene.people(),
            attribution.source[0],
            attribution.cue.first().copied(),
        );
        if let Some(same) = self.same_speaker(scene, at).or_else(|| self.author(scene, at)) {
            found = same;
        }
        if !gate::is_statement(scene, at, found.kind) {
            return;
        }
        let passed_on = hearsay::hearsay(scene, at, &self.statements);
        if let Some(told) = passed_on {
            found = match told.teller {
                Teller::OfStatement(teller) => self.speaker_of(teller),
                Teller::Person(entity) => person(scene, entity),
                Teller::Own => found,
            };
        }
        let setting = setting::setting(scene, at);
        let is_joke = passed_on.is_some_and(|told| told.is_joke);
        let force = if is_joke { Force::Joke } else { force::force(scene, at) };
        let polarity = force::polarity(scene, at);
        let answered = about::answered(scene, at);
        let persons = about::about(scene, at, found.entity, &answered);
        let told = Told {
            speaker: found.entity,
            is_person: found.kind == SpeakerKind::Person,
            force,
            polarity,
            about: &persons,
            inner,
        };
        let question = question::question(
            scene,
            at,
            self.statements.last().filter(|last| last.speaker.entity != found.entity),
        );
        let about = self.with_stances(scene, at, &persons, told);
        self.statements.push(Statement {
            attribution: at,
            speaker: found,
            force,
            polarity,
            is_relayed: passed_on.is_some(),
            said_at,
            venue: setting.venue,
            medium: setting.medium,
            addressee: setting.addressee,
            question,
            about,
            confidence: attribution.confidence,
        });
    }

    /// Returns the speaker of the statement before, where a pronoun behind a quotation goes on with it.
    ///
    /// `Rojas spoke of doubts. “They would rather have Diaz,” he said.` → Rojas, not Diaz
    fn same_speaker(&self, scene: &Scene<'_>, at: usize) -> Option<Speaker> {
        let attribution = scene.attribution(at);
        let source = scene.tokens(attribution.source[0]);
        let is_pronoun = source.len() == 1 && matches!(scene.lower(source.start), "he" | "she");
        let last =
            self.statements.last().filter(|_| is_pronoun && attribution.kind == AttributionKind::Direct)?;
        let entity = last.speaker.entity.filter(|_| last.speaker.kind == SpeakerKind::Person)?;
        let cue = scene.cue(last.attribution).start;
        let wanted = if scene.lower(source.start) == "he" { Gender::Male } else { Gender::Female };
        let fits = scene.findings.entities[entity].gender.is_none_or(|gender| gender == wanted);
        let goes_on = fits && scene.paragraph(cue) == scene.paragraph(source.start);
        goes_on.then(|| self.speaker_of(self.statements.len() - 1))
    }

    /// Returns the speaker of an earlier statement, as that of one that goes on with it.
    fn speaker_of(&self, statement: usize) -> Speaker {
        Speaker { confidence: 0.8, ..self.statements[statement].speaker.clone() }
    }

    /// Returns whose text speaks: "the statement" goes on with what somebody said in a statement.
    ///
    /// `“Never,” Tamm said in a statement. “Not now,” the statement continued.` → Tamm
    fn author(&self, scene: &Scene<'_>, at: usize) -> Option<Speaker> {
        let source = scene.tokens(scene.attribution(at).source[0]);
        let noun = (source.len() == 2 && scene.lower(source.start) == "the")
            .then(|| scene.lower(source.start + 1))?;
        let last = self.statements.last().filter(|last| last.speaker.kind != SpeakerKind::Document)?;
        let venue = scene.tokens(last.venue?);
        let is_text =
            matches!(noun, "statement" | "letter" | "memo" | "email" | "tweet" | "post" | "message");
        let is_near = scene.paragraph(venue.start) + 2 >= scene.paragraph(source.start);
        let is_same = venue.clone().any(|i| scene.lower(i) == noun);
        let author = Speaker { candidates: Vec::new(), confidence: 0.7, ..last.speaker.clone() };
        (is_text && is_near && is_same).then_some(author)
    }

    /// Returns whom the statement is about; a bare "yes" takes the stance of what it answers.
    fn with_stances(&self, scene: &Scene<'_>, at: usize, persons: &[EntityId], told: Told<'_>) -> Vec<About> {
        // Who declines to say it takes no side: "declined to say whether she would run".
        let toward = if told.force == Force::Decline { Vec::new() } else { stance::stances(scene, at, told) };
        let mut about: Vec<About> = Vec::new();
        for &entity in persons {
            about.push(About { entity, stance: Stance::Neutral, reason: None });
        }
        for found in toward {
            match about.iter_mut().find(|about| about.entity == found.entity) {
                Some(about) => (about.stance, about.reason) = (found.stance, found.reason),
                None => {
                    about.push(About { entity: found.entity, stance: found.stance, reason: found.reason })
                }
            }
        }
        let confirmed = self.statements.last().filter(|last| {
            told.force == Force::Assert
                && about::is_bare_yes(scene, at)
                && last.speaker.entity == told.speaker
                && scene.sentence(scene.cue(last.attribution).start) == scene.sentence(scene.cue(at).start)
        });
        match confirmed {
            Some(last) => last.about.clone(),
            None => about,
        }
    }
}
