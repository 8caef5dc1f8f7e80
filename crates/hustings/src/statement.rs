//! Statements: attributions with their speaker resolved, their date, and whom they are about.
//!
//! Race facts are drawn from these and from the article's own sentences.
//!
//! `“So it’s logical it should be Mark Rutte,” she said with a laugh` → Kallas, joking, about Rutte, neutral

use crate::attribution::Attribution;
use crate::date::PartialDate;
use crate::entity::index::Index;
use crate::entity::speaker::{self, People, SpeakerKind};
use crate::entity::{Entity, EntityId};
use crate::mention::Mention;
use crate::span::Span;
use crate::text::Text;
use crate::timex::Timex;

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
    /// When it was said.
    pub said_at: Option<PartialDate>,
    /// Where it was said: an event, an interview, a statement.
    pub venue: Option<Span>,
    /// The outlet or programme that carried it first.
    pub medium: Option<Span>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// Whom it is about.
    pub about: Vec<About>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The entity, where the words could be resolved.
    pub entity: Option<EntityId>,
    /// The entity's name, or the words as printed.
    pub name: String,
    /// What kind of party it is.
    pub kind: SpeakerKind,
    /// How many an unnamed party is, where the words give a number.
    pub count: Option<u32>,
    /// Whom it may be, most likely first, where it is not clear.
    pub candidates: Vec<EntityId>,
}

/// What is done by saying something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
pub fn resolve(text: &Text<'_>, findings: Findings<'_>) -> Vec<Statement> {
    let index = Index::new(findings.mentions, findings.entities);
    let people = People { mentions: findings.mentions, entities: findings.entities, index: &index };
    let told = findings.attributions.iter().enumerate();
    told.filter(|(_, attribution)| !attribution.source.is_empty())
        .map(|(at, attribution)| {
            let found = speaker::speaker(text, people, attribution.source[0]);
            Statement {
                attribution: at,
                speaker: Speaker {
                    entity: found.entity,
                    name: found.name,
                    kind: found.kind,
                    count: found.count,
                    candidates: found.candidates,
                },
                force: Force::Assert,
                polarity: Polarity::default(),
                said_at: None,
                venue: None,
                medium: None,
                addressee: None,
                about: Vec::new(),
                confidence: attribution.confidence,
            }
        })
        .collect()
}
