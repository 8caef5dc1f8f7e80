//! Reading a row back from its JSON form, in one pass.
//!
//! The fields of all kinds stand beside each other there, so that they are read into one flat struct and then picked by
//! the kind: three times as quick as holding them until the kind is known, which is how a tagged enum is read.
//!
//! `{"id":"60fb1f676f84/c0",…,"kind":"candidacy","person":{…},"post":"…","status":"interested","scale":"own"}`

use super::rows::{Clocks, Evidence, Fact, Part, Party, PrintedRole, Prolongation, Row, Said, Scale, Toward};
use crate::attribution::AttributionKind;
use crate::entity::speaker::SpeakerKind;
use crate::race::Position;
use crate::span::Span;
use crate::statement::Force;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error as _};

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Flat::deserialize(deserializer)?.row().map_err(D::Error::custom)
    }
}

/// A row with the fields of every kind.
#[derive(serde::Deserialize)]
struct Flat {
    id: String,
    edition: String,
    evidence: Vec<Words>,
    asserted_by: Option<String>,
    clocks: Clocks,
    confidence: f32,
    kind: Kind,
    what: Option<String>,
    name: Option<String>,
    is_named: Option<bool>,
    roles: Option<Vec<PrintedRole>>,
    speaker: Option<Party>,
    speaker_kind: Option<SpeakerKind>,
    count: Option<u32>,
    may_be: Option<Vec<String>>,
    quotation: Option<AttributionKind>,
    force: Option<Force>,
    is_relayed: Option<bool>,
    is_negated: Option<bool>,
    is_hedged: Option<bool>,
    is_conditional: Option<bool>,
    about: Option<Vec<Toward>>,
    parent: Option<String>,
    post: Option<String>,
    incumbent: Option<Party>,
    person: Option<Party>,
    is_until_planned: Option<bool>,
    extensions: Option<Vec<Prolongation>>,
    status: Option<String>,
    scale: Option<Scale>,
    by: Option<Party>,
    candidate: Option<Party>,
    position: Option<Position>,
    text: Option<String>,
    stated_by: Option<Party>,
    relayed_by: Option<Party>,
    round: Option<u32>,
    tallies: Option<Vec<(String, u32)>>,
    location: Option<String>,
    participants: Option<Vec<Party>>,
}

/// An evidence with the bounds of its span beside the other fields.
#[derive(serde::Deserialize)]
struct Words {
    part: Part,
    start: usize,
    end: usize,
    words: String,
}

#[derive(Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Entity,
    Statement,
    Race,
    Tenure,
    Candidacy,
    Endorsement,
    Criterion,
    Ballot,
    Event,
}

/// Returns a field that the kind must have.
fn need<T>(field: Option<T>, name: &'static str) -> Result<T, Error> {
    field.ok_or_else(|| Error::missing_field(name))
}

/// Returns the variant of a name.
fn variant<T: for<'a> Deserialize<'a>>(field: Option<String>, name: &'static str) -> Result<T, Error> {
    T::deserialize(StrDeserializer::new(&need(field, name)?))
}

impl Flat {
    fn row(mut self) -> Result<Row, Error> {
        let evidence = std::mem::take(&mut self.evidence).into_iter();
        let evidence = evidence.map(|Words { part, start, end, words }| {
            // The order of the bounds is a claim of whoever wrote the file.
            if start > end {
                return Err(Error::custom("a span ends before it starts"));
            }
            Ok(Evidence { part, span: Span::new(start, end), words })
        });
        Ok(Row {
            evidence: evidence.collect::<Result<_, _>>()?,
            id: std::mem::take(&mut self.id),
            edition: std::mem::take(&mut self.edition),
            asserted_by: self.asserted_by.take(),
            clocks: self.clocks,
            confidence: self.confidence,
            fact: self.fact()?,
        })
    }

    fn fact(self) -> Result<Fact, Error> {
        Ok(match self.kind {
            Kind::Statement => Fact::Statement(self.said()?),
            Kind::Entity => Fact::Entity {
                what: variant(self.what, "what")?,
                name: need(self.name, "name")?,
                is_named: need(self.is_named, "is_named")?,
                roles: self.roles.unwrap_or_default(),
            },
            Kind::Race => Fact::Race { post: need(self.post, "post")?, incumbent: self.incumbent },
            Kind::Tenure => Fact::Tenure {
                person: need(self.person, "person")?,
                post: need(self.post, "post")?,
                is_until_planned: need(self.is_until_planned, "is_until_planned")?,
                extensions: self.extensions.unwrap_or_default(),
            },
            Kind::Candidacy => Fact::Candidacy {
                person: need(self.person, "person")?,
                post: need(self.post, "post")?,
                status: variant(self.status, "status")?,
                scale: need(self.scale, "scale")?,
            },
            Kind::Endorsement => Fact::Endorsement {
                by: need(self.by, "by")?,
                count: self.count,
                candidate: need(self.candidate, "candidate")?,
                post: need(self.post, "post")?,
                position: need(self.position, "position")?,
                is_conditional: need(self.is_conditional, "is_conditional")?,
            },
            Kind::Criterion => Fact::Criterion {
                text: need(self.text, "text")?,
                stated_by: self.stated_by,
                relayed_by: self.relayed_by,
                post: self.post,
            },
            Kind::Ballot => {
                Fact::Ballot { round: self.round, tallies: need(self.tallies, "tallies")?, post: self.post }
            }
            Kind::Event => Fact::Event {
                what: need(self.what, "what")?,
                location: self.location,
                participants: self.participants.unwrap_or_default(),
                status: variant(self.status, "status")?,
                post: self.post,
            },
        })
    }

    fn said(self) -> Result<Said, Error> {
        Ok(Said {
            speaker: need(self.speaker, "speaker")?,
            speaker_kind: need(self.speaker_kind, "speaker_kind")?,
            count: self.count,
            may_be: self.may_be.unwrap_or_default(),
            quotation: need(self.quotation, "quotation")?,
            force: need(self.force, "force")?,
            is_relayed: need(self.is_relayed, "is_relayed")?,
            is_negated: need(self.is_negated, "is_negated")?,
            is_hedged: need(self.is_hedged, "is_hedged")?,
            is_conditional: need(self.is_conditional, "is_conditional")?,
            about: self.about.unwrap_or_default(),
            parent: self.parent,
        })
    }
}
