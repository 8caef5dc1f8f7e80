//! Who is who in an article: each name with its roles as printed, from its first words in the text.
//!
//! [`super::article`] marks the names that no statement marks already, and lists all under the text.

use std::collections::BTreeSet;

use hustings::record::{Edition, Fact, Part, PrintedRole, Row, Said, View};
use hustings::role::Holding;
use maud::{Markup, html};

use super::layout::Place;
use super::marks::Mark;
use crate::site::Loaded;

/// How many names one article explains.
const MOST: usize = 60;

/// The named entities of an edition.
pub struct Names<'a> {
    rows: Vec<(&'a Row, &'a str, &'a [PrintedRole])>,
    taken: Vec<(usize, usize)>,
}

impl<'a> Names<'a> {
    /// Returns the names of an edition, in the order of the text.
    pub fn new(race: &'a Loaded, edition: &'a Edition, statements: &[(&Row, &Said)]) -> Self {
        let mut rows: Vec<_> = race
            .rows_of(edition)
            .filter_map(|row| match &row.fact {
                Fact::Entity { name, roles, is_named: true, .. } => {
                    Some((row, name.as_str(), roles.as_slice()))
                }
                _ => None,
            })
            .collect();
        rows.sort_by_key(|(row, ..)| (row.place(), row.id.clone()));
        rows.truncate(MOST);
        let sources = statements.iter().flat_map(|(row, _)| row.evidence.iter());
        let taken = sources
            .filter(|evidence| evidence.part == Part::Source)
            .map(|evidence| (evidence.span.start, evidence.span.end))
            .collect();
        Self { rows, taken }
    }

    /// Returns marks for names with a role that stand in nobody's source, since those lead to cards.
    pub fn marks(&self) -> Vec<Mark> {
        let is_free =
            |start: usize, end: usize| self.taken.iter().all(|(from, to)| end <= *from || start >= *to);
        let rows = self.rows.iter().filter(|(_, _, roles)| !roles.is_empty());
        rows.filter_map(|(row, name, roles)| {
            let first = row.evidence.first()?;
            is_free(first.span.start, first.span.end).then(|| Mark {
                start: first.span.start,
                end: first.span.end,
                class: "known".to_owned(),
                link: format!("#{}", anchor(row)),
                told: format!("{name}: {}", printed(roles)),
            })
        })
        .collect()
    }

    /// Returns the names as a list.
    pub fn list(&self, place: &Place<'_>, view: &View<'_>) -> Markup {
        let mut seen = BTreeSet::new();
        html! {
            @if !self.rows.is_empty() {
                details.who open[self.rows.len() <= 12] {
                    summary { "Who is who in this article" }
                    dl {
                        @for (row, name, roles) in &self.rows {
                            @let party = hustings::record::Party { name: (*name).to_owned(), entity: None };
                            @let known = view.people.of(&party, &row.edition).map(|person| person.name.clone());
                            @if seen.insert(name.to_lowercase()) {
                                dt #(anchor(row)) {
                                    @match &known { Some(known) => a href=(place.person(known)) { (name) }, None => (name) }
                                }
                                dd { @if roles.is_empty() { span.quiet { (what(row)) } } @else { (printed(roles)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn anchor(row: &Row) -> &str {
    row.id.rsplit_once('/').map_or(row.id.as_str(), |(_, own)| own)
}

/// Returns roles as printed, each with whether it holds.
fn printed(roles: &[PrintedRole]) -> String {
    let one = |role: &PrintedRole| match role.holding {
        Holding::Current => role.text.clone(),
        other if role.text.to_lowercase().contains(other.name()) => role.text.clone(),
        other => format!("{} ({})", role.text, other.name()),
    };
    roles.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn what(row: &Row) -> &'static str {
    match &row.fact {
        Fact::Entity { what, .. } => what.name(),
        _ => "",
    }
}
