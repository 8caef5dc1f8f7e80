//! From the reading of one edition to its rows.
//!
//! The one place where indices into a reading become names of rows; every row slices its words from the body.
//!
//! `statement 3 of edition 5f0c…` → `5f0c…/s3`

use super::edition::Edition;
use super::rows::{Clocks, Evidence, Fact, Part, Party, PrintedRole, Prolongation, Row, Said, Scale, Toward};
use crate::article::Article;
use crate::date::PartialDate;
use crate::entity::Entity;
use crate::race::{self, Basis, CandidacyStatus};
use crate::reading::Reading;
use crate::span::Span;
use crate::statement::Statement;

/// Returns the rows of a reading, in the order: entities, statements, races and facts.
///
/// # Panics
/// When the reading is not one of this article: a span that lies outside of its body.
pub fn rows(article: &Article, reading: &Reading, edition: &Edition) -> Vec<Row> {
    let maker = Maker { article, reading, edition };
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(reading.entities.iter().enumerate().filter_map(|(n, entity)| maker.entity(n, entity)));
    rows.extend(reading.statements.iter().enumerate().map(|(n, said)| maker.statement(n, said)));
    maker.facts(&mut rows);
    rows
}

struct Maker<'a> {
    article: &'a Article,
    reading: &'a Reading,
    edition: &'a Edition,
}

impl Maker<'_> {
    fn name(&self, letter: char, number: usize) -> String {
        format!("{}/{letter}{number}", self.edition.short())
    }

    fn row(&self, id: String, evidence: Vec<Evidence>, confidence: f32, fact: Fact) -> Row {
        let learned = self.edition.learned().or(self.edition.published);
        let clocks = Clocks {
            said: None,
            holds_from: None,
            holds_until: None,
            published: self.edition.published,
            learned: learned.unwrap_or(PartialDate::day(jiff::civil::Date::MIN)),
        };
        let edition = self.edition.id.clone();
        Row { id, edition, evidence, asserted_by: None, clocks, confidence: rounded(confidence), fact }
    }

    fn evidence(&self, part: Part, span: Span) -> Evidence {
        Evidence { part, span, words: span.of(&self.article.body).to_owned() }
    }

    fn words(&self, span: Span) -> String {
        span.of(&self.article.body).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the row of an entity: of all that have a name, and of none that only pronouns speak of.
    fn entity(&self, number: usize, entity: &Entity) -> Option<Row> {
        let first = entity.mentions.first().filter(|_| entity.is_named || !entity.roles.is_empty())?;
        let mut roles: Vec<PrintedRole> = Vec::new();
        for role in &entity.roles {
            let role = PrintedRole { text: self.words(role.span), holding: role.holding };
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        let evidence = vec![self.evidence(Part::Whole, self.reading.mentions[*first].span)];
        let fact =
            Fact::Entity { what: entity.kind, name: entity.name.clone(), is_named: entity.is_named, roles };
        Some(self.row(self.name('e', number), evidence, 1.0, fact))
    }

    fn party(&self, entity: Option<usize>, name: &str) -> Party {
        let entity = entity.filter(|&entity| {
            let found = &self.reading.entities[entity];
            found.is_named || !found.roles.is_empty()
        });
        Party { name: name.to_owned(), entity: entity.map(|entity| self.name('e', entity)) }
    }

    fn fact_party(&self, party: &race::Party) -> Party {
        self.party(party.entity, &party.name)
    }

    fn statement(&self, number: usize, statement: &Statement) -> Row {
        let attribution = &self.reading.attributions[statement.attribution];
        let of = |part: Part, spans: &[Span]| -> Vec<Evidence> {
            spans.iter().map(|&span| self.evidence(part, span)).collect()
        };
        let mut evidence = of(Part::Source, &attribution.source);
        evidence.extend(of(Part::Cue, &attribution.cue));
        evidence.extend(of(Part::Content, &attribution.content));
        let setting = [
            (Part::Venue, statement.venue),
            (Part::Medium, statement.medium),
            (Part::Addressee, statement.addressee),
            (Part::Question, statement.question),
        ];
        evidence.extend(
            setting.into_iter().filter_map(|(part, span)| span.map(|span| self.evidence(part, span))),
        );
        let name = |entity: &usize| self.reading.entities[*entity].name.clone();
        let about = statement.about.iter().map(|about| Toward {
            whom: self.party(Some(about.entity), &self.reading.entities[about.entity].name),
            stance: about.stance,
            reason: about.reason.map(|span| self.words(span)),
        });
        let parent = attribution.parent.and_then(|outer| self.statement_of(outer));
        let said = Said {
            speaker: self.party(statement.speaker.entity, &statement.speaker.name),
            speaker_kind: statement.speaker.kind,
            count: statement.speaker.count,
            may_be: statement.speaker.candidates.iter().map(name).collect(),
            quotation: attribution.kind,
            force: statement.force,
            is_relayed: statement.is_relayed,
            is_negated: statement.polarity.is_negated,
            is_hedged: statement.polarity.is_hedged,
            is_conditional: statement.polarity.is_conditional,
            about: about.collect(),
            parent: parent.map(|parent| self.name('s', parent)),
        };
        let mut row = self.row(self.name('s', number), evidence, statement.confidence, Fact::Statement(said));
        row.clocks.said = statement.said_at;
        row
    }

    /// Returns the statement that rests on an attribution.
    fn statement_of(&self, attribution: usize) -> Option<usize> {
        self.reading.statements.iter().position(|statement| statement.attribution == attribution)
    }

    fn facts(&self, rows: &mut Vec<Row>) {
        let facts = &self.reading.facts;
        let main = facts.races.first().map(|race| race.post.clone());
        for (n, race) in facts.races.iter().enumerate() {
            let evidence = race.evidence.iter().map(|&span| self.evidence(Part::Whole, span)).collect();
            let incumbent =
                race.incumbent.map(|person| self.party(Some(person), &self.reading.entities[person].name));
            let fact = Fact::Race { post: race.post.clone(), incumbent };
            rows.push(self.row(self.name('r', n), evidence, 1.0, fact));
        }
        rows.extend(facts.tenures.iter().enumerate().map(|(n, tenure)| self.tenure(n, tenure)));
        rows.extend(facts.candidacies.iter().enumerate().map(|(n, candidacy)| self.candidacy(n, candidacy)));
        rows.extend(facts.endorsements.iter().enumerate().map(|(n, found)| self.endorsement(n, found)));
        for (n, criterion) in facts.criteria.iter().enumerate() {
            let fact = Fact::Criterion {
                text: criterion.text.clone(),
                stated_by: criterion.stated_by.as_ref().map(|party| self.fact_party(party)),
                relayed_by: criterion.relayed_by.as_ref().map(|party| self.fact_party(party)),
                post: main.clone(),
            };
            rows.push(self.based(self.name('q', n), &criterion.basis, fact));
        }
        for (n, ballot) in facts.ballots.iter().enumerate() {
            let fact =
                Fact::Ballot { round: ballot.round, tallies: ballot.tallies.clone(), post: main.clone() };
            let mut row = self.based(self.name('b', n), &ballot.basis, fact);
            row.clocks.holds_from = ballot.date;
            rows.push(row);
        }
        for (n, event) in facts.events.iter().enumerate() {
            let fact = Fact::Event {
                what: event.what.split_whitespace().collect::<Vec<_>>().join(" "),
                location: event.place.clone(),
                participants: event.participants.iter().map(|party| self.fact_party(party)).collect(),
                status: event.status,
                post: main.clone(),
            };
            let mut row = self.based(self.name('v', n), &event.basis, fact);
            row.clocks.holds_from = event.date;
            rows.push(row);
        }
    }

    /// Returns a row for a fact, with the words and the statement that it rests on.
    fn based(&self, id: String, basis: &Basis, fact: Fact) -> Row {
        let evidence = basis.evidence.iter().map(|&span| self.evidence(Part::Whole, span)).collect();
        let mut row = self.row(id, evidence, basis.confidence, fact);
        row.asserted_by = basis.asserted_by.map(|statement| self.name('s', statement));
        row.clocks.said = self.asserting(basis).and_then(|statement| statement.said_at);
        row
    }

    fn asserting(&self, basis: &Basis) -> Option<&Statement> {
        basis.asserted_by.and_then(|statement| self.reading.statements.get(statement))
    }

    fn tenure(&self, number: usize, tenure: &race::Tenure) -> Row {
        let extensions = tenure.extensions.iter().map(|extension| Prolongation {
            date: extension.date,
            ordinal: extension.ordinal,
            reason: extension.reason.map(|span| self.words(span)),
        });
        let fact = Fact::Tenure {
            person: self.fact_party(&tenure.person),
            post: tenure.post.clone(),
            is_until_planned: tenure.is_until_planned,
            extensions: extensions.collect(),
        };
        let mut row = self.based(self.name('t', number), &tenure.basis, fact);
        (row.clocks.holds_from, row.clocks.holds_until) = (tenure.from, tenure.until);
        row
    }

    fn candidacy(&self, number: usize, candidacy: &race::Candidacy) -> Row {
        let own = self.asserting(&candidacy.basis).map(|statement| {
            let same_entity =
                candidacy.person.entity.is_some() && statement.speaker.entity == candidacy.person.entity;
            same_entity || statement.speaker.name == candidacy.person.name
        });
        let scale = match (candidacy.status, own) {
            (CandidacyStatus::Nominated | CandidacyStatus::Eliminated | CandidacyStatus::Selected, _) => {
                Scale::Official
            }
            (_, Some(true)) => Scale::Own,
            (_, Some(false)) => Scale::Others,
            (_, None) => Scale::Reported,
        };
        let fact = Fact::Candidacy {
            person: self.fact_party(&candidacy.person),
            post: candidacy.post.clone(),
            status: candidacy.status,
            scale,
        };
        let mut row = self.based(self.name('c', number), &candidacy.basis, fact);
        row.clocks.holds_from = candidacy.date;
        row
    }

    fn endorsement(&self, number: usize, endorsement: &race::Endorsement) -> Row {
        let fact = Fact::Endorsement {
            by: self.fact_party(&endorsement.by),
            count: counted(&endorsement.by.name),
            candidate: self.fact_party(&endorsement.candidate),
            post: endorsement.post.clone(),
            position: endorsement.position,
            is_conditional: endorsement.is_conditional,
        };
        let mut row = self.based(self.name('n', number), &endorsement.basis, fact);
        row.evidence.extend(endorsement.reason.map(|span| self.evidence(Part::Reason, span)));
        row.clocks.holds_from = endorsement.date;
        row
    }
}

fn rounded(confidence: f32) -> f32 {
    (confidence * 1000.0).round() / 1000.0
}

/// Returns how many a party is that is told by number: `28 of 32 allies`, `About twenty member states`.
fn counted(name: &str) -> Option<u32> {
    const NAMES: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let folded = super::fold::fold(name);
    let mut words = folded
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| {
            matches!(
                *word,
                "about"
                    | "around"
                    | "some"
                    | "nearly"
                    | "almost"
                    | "more"
                    | "than"
                    | "at"
                    | "least"
                    | "over"
                    | "the"
            )
        });
    let (first, second) = (words.next()?, words.next()?);
    let number = match first.parse::<u32>() {
        Ok(number) => number,
        Err(_) => u32::try_from(NAMES.iter().position(|name| *name == first)?).ok()?,
    };
    // "One of them" is somebody, and "Seven Network" a name.
    let is_several = second == "of" || folded.ends_with('s');
    (number > 1 && is_several).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn counts_are_told_from_names() {
        assert_eq!(counted("28 of 32 allies"), Some(28));
        assert_eq!(counted("About twenty member states"), Some(20));
        assert_eq!(counted("more than 15 countries"), Some(15));
        assert_eq!(counted("Seven Network"), None);
        assert_eq!(counted("Germany"), None);
    }
}
