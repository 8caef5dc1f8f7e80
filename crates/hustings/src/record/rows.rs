//! The rows: one flat, serializable struct for every kind of thing that the record holds.
//!
//! [`super::make`] builds them from a reading; stores, exports, pages and views all use these.
//!
//! `{"id":"5f0c…/c2","kind":"candidacy","person":{"name":"Kaja Kallas"},"status":"interested",…}`

use crate::attribution::AttributionKind;
use crate::date::PartialDate;
use crate::entity::speaker::SpeakerKind;
use crate::mention::EntityKind;
use crate::race::{CandidacyStatus, EventStatus, Position};
use crate::role::Holding;
use crate::span::Span;
use crate::statement::{Force, Stance};
use serde::{Deserialize, Serialize};

/// One thing that one edition says; [`super::flat`] reads it back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its name, the same on every machine: the edition's short name, a letter for the kind, a number.
    pub id: String,
    /// The edition that says so.
    pub edition: String,
    /// The words that say so, at least one stretch of them.
    pub evidence: Vec<Evidence>,
    /// The row of the statement that asserts it; nothing where the article says it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asserted_by: Option<String>,
    /// When, by each of the four clocks.
    pub clocks: Clocks,
    /// How likely it was read rightly, 0 to 1.
    pub confidence: f32,
    /// What it says.
    #[serde(flatten)]
    pub fact: Fact,
}

impl Row {
    /// Returns the evidence of a part, in the order of the text.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(move |evidence| evidence.part == part)
    }

    /// Returns the words of a part on one line, gaps as `…`; nothing where it has none.
    pub fn words(&self, part: Part) -> Option<String> {
        let pieces: Vec<String> = self.part(part).map(Evidence::one_line).collect();
        (!pieces.is_empty()).then(|| pieces.join(" … "))
    }

    /// Returns the first byte of its evidence.
    pub fn place(&self) -> usize {
        self.evidence.iter().map(|evidence| evidence.span.start).min().unwrap_or(0)
    }

    /// Returns the post that the fact belongs to, where it belongs to one.
    pub fn post(&self) -> Option<&str> {
        match &self.fact {
            Fact::Race { post, .. } | Fact::Tenure { post, .. } | Fact::Candidacy { post, .. } => Some(post),
            Fact::Endorsement { post, .. } => Some(post),
            Fact::Criterion { post, .. } | Fact::Ballot { post, .. } | Fact::Event { post, .. } => {
                post.as_deref()
            }
            Fact::Entity { .. } | Fact::Statement(_) => None,
        }
    }

    /// Returns whom the row names, in the order of its fields.
    pub fn parties(&self) -> Vec<&Party> {
        match &self.fact {
            Fact::Statement(said) => {
                let about = said.about.iter().map(|about| &about.whom);
                std::iter::once(&said.speaker).chain(about).collect()
            }
            Fact::Race { incumbent, .. } => incumbent.iter().collect(),
            Fact::Tenure { person, .. } | Fact::Candidacy { person, .. } => vec![person],
            Fact::Endorsement { by, candidate, .. } => vec![by, candidate],
            Fact::Criterion { stated_by, relayed_by, .. } => stated_by.iter().chain(relayed_by).collect(),
            Fact::Event { participants, .. } => participants.iter().collect(),
            Fact::Entity { .. } | Fact::Ballot { .. } => Vec::new(),
        }
    }
}

/// Words of an edition's text, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What the words do for the row.
    pub part: Part,
    /// The bytes of the edition's text.
    #[serde(flatten)]
    pub span: Span,
    /// The words at these bytes, to the letter.
    pub words: String,
}

impl Evidence {
    /// Returns the words without line breaks and runs of white space.
    pub fn one_line(&self) -> String {
        let mut line = String::with_capacity(self.words.len());
        for word in self.words.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }
}

/// What words do for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// They say it.
    Whole,
    /// They name who says it.
    Source,
    /// They make it a saying: "said", "according to".
    Cue,
    /// They are what is said.
    Content,
    /// They give the reason.
    Reason,
    /// They name the event or interview where it was said.
    Venue,
    /// They name the outlet that carried it first.
    Medium,
    /// They name to whom it was said.
    Addressee,
    /// They are the question that it answers.
    Question,
}

/// The four clocks, each no more precise than the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<PartialDate>,
    /// From when it holds, or when it took place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_from: Option<PartialDate>,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<PartialDate>,
    /// When the edition was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// The day on which the record learned it.
    pub learned: PartialDate,
}

/// Somebody named in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name, the fullest that the article has; words as printed where it names nobody.
    pub name: String,
    /// The entity row of the same edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Somebody or something that the edition speaks of.
    Entity {
        /// What it is.
        what: EntityKind,
        /// The fullest name.
        name: String,
        /// Whether it has a name at all.
        is_named: bool,
        /// Its functions and titles as printed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        roles: Vec<PrintedRole>,
    },
    /// Somebody says something.
    Statement(Said),
    /// There is a contest for a post.
    Race {
        /// The post, as named.
        post: String,
        /// Who holds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incumbent: Option<Party>,
    },
    /// Somebody holds or held a post, from and until as the clocks say.
    Tenure {
        /// Who.
        person: Party,
        /// The post.
        post: String,
        /// Whether its end is planned rather than past.
        is_until_planned: bool,
        /// Prolongations.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        extensions: Vec<Prolongation>,
    },
    /// Somebody is, or is not, in a race.
    Candidacy {
        /// Who.
        person: Party,
        /// The post.
        post: String,
        /// How far.
        status: CandidacyStatus,
        /// On whose word.
        scale: Scale,
    },
    /// Somebody stands for or against a candidacy.
    Endorsement {
        /// Whose position.
        by: Party,
        /// How many they are, where no one of them is named: "28 of 32 allies".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<u32>,
        /// Toward whom.
        candidate: Party,
        /// The post.
        post: String,
        /// Which way.
        position: Position,
        /// Whether it hangs on a condition.
        is_conditional: bool,
    },
    /// What the next holder should be.
    Criterion {
        /// The demand, as printed.
        text: String,
        /// Who states it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stated_by: Option<Party>,
        /// Who passes it on, where nobody in particular states it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relayed_by: Option<Party>,
        /// The post, where the article is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<String>,
    },
    /// A round of voting.
    Ballot {
        /// Which round, from one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u32>,
        /// Votes, by what they were cast for.
        tallies: Vec<(String, u32)>,
        /// The post, where the article is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<String>,
    },
    /// Something scheduled or held.
    Event {
        /// What, in the article's words.
        what: String,
        /// Where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
        /// Who.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        participants: Vec<Party>,
        /// Whether it took place.
        status: EventStatus,
        /// The post, where the article is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<String>,
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who says it.
    pub speaker: Party,
    /// What kind of party that is.
    pub speaker_kind: SpeakerKind,
    /// How many they are, where the words give a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Who it may be, where that is not clear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_be: Vec<String>,
    /// Whether the words are quoted.
    pub quotation: AttributionKind,
    /// What is done by saying it.
    pub force: Force,
    /// Whether the speaker only passes on what nobody in particular says.
    pub is_relayed: bool,
    /// Told not to be so.
    pub is_negated: bool,
    /// "may", "perhaps".
    pub is_hedged: bool,
    /// Hangs on an if.
    pub is_conditional: bool,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Toward>,
    /// The statement that this one is told in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// Whom a statement is about, and how its speaker stands to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toward {
    /// Whom.
    pub whom: Party,
    /// How.
    pub stance: Stance,
    /// The words that give the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A function or title as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedRole {
    /// The words.
    pub text: String,
    /// Whether it holds.
    pub holding: Holding,
}

/// A prolongation of a tenure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prolongation {
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Which one, from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The words that give the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// On whose word a candidacy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// The person's own statement.
    Own,
    /// A formal act: nominated, eliminated, selected.
    Official,
    /// Somebody else's statement.
    Others,
    /// The article's own words.
    Reported,
}
