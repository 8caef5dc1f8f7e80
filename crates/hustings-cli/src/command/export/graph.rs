//! A race as things with fields: who, which post, since when, by which articles. [`super::vocabulary`] gives them the
//! names that other programs know.

use hustings::date::PartialDate;
use hustings::race::Position;
use hustings::record::{Board, Edition, Fact, Row, View, agenda, board};
use std::collections::{BTreeMap, BTreeSet};

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody.
    Person,
    /// An organization, or an elector that is no person.
    Body,
    /// The post.
    Post,
    /// Somebody holds the post.
    Tenure,
    /// Somebody is in the race, or out of it.
    Candidacy,
    /// Somebody stands behind a candidate.
    Backing,
    /// Somebody stands against a candidate.
    Opposition,
    /// Somebody has doubts about a candidate.
    Reservation,
    /// Something on the agenda.
    Event,
    /// An edition of an article.
    Article,
}

/// What a field says of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its name, or a headline.
    Name,
    /// Another name.
    Alias,
    /// The organization of a post.
    Body,
    /// Whose tenure, candidacy or position it is.
    Who,
    /// The post of a tenure or candidacy.
    Post,
    /// The candidate that a position is about.
    Toward,
    /// What it is called in a word or two: `declared`, `holder`.
    Role,
    /// From when, or when.
    From,
    /// Until when.
    Until,
    /// Where.
    Place,
    /// Who takes part.
    Guest,
    /// Whether it is to come, or how a candidacy stands.
    Status,
    /// The outlet.
    Outlet,
    /// The address.
    Url,
    /// The article that says so.
    Source,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, a date or an address.
    Words(String),
    /// Another thing, by its name.
    Thing(String),
}

/// A thing.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its name in the graph.
    pub id: String,
    /// What is said of it.
    pub fields: Vec<(Field, Value)>,
}

impl Node {
    /// Returns the values of a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.fields.iter().filter(move |(other, _)| *other == field).map(|(_, value)| value)
    }

    /// Returns the words of a field.
    pub fn words(&self, field: Field) -> Option<&str> {
        self.all(field).find_map(|value| match value {
            Value::Words(words) => Some(words.as_str()),
            Value::Thing(_) => None,
        })
    }
}

/// Returns the things of a race, those that others point to first.
pub fn nodes(view: &View<'_>) -> Vec<Node> {
    let mut graph = Graph { view, nodes: BTreeMap::new(), post: String::new() };
    let board = board(view);
    graph.post(&board);
    graph.standings(&board);
    graph.positions(&board);
    graph.events();
    graph.nodes.into_values().collect()
}

struct Graph<'a, 'b> {
    view: &'b View<'a>,
    nodes: BTreeMap<(Kind, String), Node>,
    post: String,
}

impl Graph<'_, '_> {
    /// Adds a thing, or nothing where it is there already, and returns its name.
    fn add(&mut self, kind: Kind, key: &str, fields: Vec<(Field, Value)>) -> String {
        let id = format!("{}-{}", format!("{kind:?}").to_lowercase(), slug(key));
        let node = Node { kind, id: id.clone(), fields };
        self.nodes.entry((kind, id.clone())).or_insert(node);
        id
    }

    fn post(&mut self, board: &Board) {
        let bodies = self.view.scope.file().map(|file| file.bodies.clone()).unwrap_or_default();
        let mut fields = vec![words(Field::Name, &board.post)];
        if let Some((first, others)) = bodies.split_first() {
            let names = others.iter().map(|other| words(Field::Alias, other));
            let body =
                self.add(Kind::Body, first, [words(Field::Name, first)].into_iter().chain(names).collect());
            fields.push((Field::Body, Value::Thing(body)));
        }
        self.post = self.add(Kind::Post, &board.post, fields);
    }

    fn standings(&mut self, board: &Board) {
        for holder in &board.holders {
            let key = self.view.people.find(&holder.name).first().map(|person| person.key.clone());
            let who = self.party(&key.unwrap_or_else(|| holder.name.clone()), &holder.name);
            let mut fields = vec![
                (Field::Who, Value::Thing(who)),
                (Field::Post, Value::Thing(self.post.clone())),
                words(Field::Role, "holder"),
            ];
            fields.extend(dated(Field::From, holder.from));
            fields.extend(dated(Field::Until, holder.until));
            fields.extend(self.sources(&holder.rows));
            self.add(Kind::Tenure, &holder.name, fields);
        }
        for candidate in &board.candidates {
            let who = self.party(&candidate.key, &candidate.name);
            let standing = &candidate.standing;
            let mut fields = vec![
                words(Field::Name, &format!("{} for {}", candidate.name, board.post)),
                (Field::Who, Value::Thing(who)),
                (Field::Post, Value::Thing(self.post.clone())),
                words(Field::Role, "candidate"),
                words(Field::Status, &standing.status.name().replace('_', " ")),
            ];
            fields.extend(dated(Field::From, standing.since));
            fields.extend(self.sources(&standing.rows));
            self.add(Kind::Candidacy, &candidate.key, fields);
        }
    }

    fn positions(&mut self, board: &Board) {
        let keys: BTreeMap<&str, &str> = board
            .candidates
            .iter()
            .map(|candidate| (candidate.name.as_str(), candidate.key.as_str()))
            .collect();
        for seat in board.bodies.iter().flat_map(|body| &body.seats) {
            for held in &seat.positions {
                let (kind, role) = match held.position {
                    Position::For if !held.is_conditional => (Kind::Backing, "for"),
                    Position::Against => (Kind::Opposition, "against"),
                    Position::For | Position::Reservation => (Kind::Reservation, "reserved about"),
                };
                let who = self.party(&seat.elector, &seat.elector);
                let key = keys.get(held.candidate.as_str()).copied().unwrap_or(&held.candidate);
                let candidate = self.party(key, &held.candidate);
                let mut fields = vec![
                    words(Field::Name, &format!("{} {role} {}", seat.elector, held.candidate)),
                    (Field::Who, Value::Thing(who)),
                    (Field::Toward, Value::Thing(candidate)),
                    words(Field::Role, role),
                ];
                fields.extend(dated(Field::From, held.since));
                fields.extend(self.sources(std::slice::from_ref(&held.row)));
                self.add(kind, &format!("{} {}", seat.elector, held.candidate), fields);
            }
        }
    }

    fn events(&mut self) {
        let view = self.view;
        for appointment in agenda(view) {
            let rows: Vec<&Row> = appointment.rows.iter().filter_map(|id| view.row(id)).collect();
            let mut fields =
                vec![words(Field::Name, &appointment.what), words(Field::Status, appointment.status.name())];
            fields.extend(dated(Field::From, appointment.date));
            fields.extend(appointment.location.iter().map(|place| words(Field::Place, place)));
            let mut guests = BTreeSet::new();
            for row in &rows {
                let Fact::Event { participants, .. } = &row.fact else { continue };
                let known = participants.iter().filter_map(|party| view.people.of(party, &row.edition));
                guests.extend(
                    known.filter(|one| view.people.is_person(&one.key)).map(|one| (&one.key, &one.name)),
                );
            }
            for (key, name) in guests {
                fields.push((Field::Guest, Value::Thing(self.party(key, name))));
            }
            fields.extend(self.sources(&appointment.rows));
            let first = appointment.rows.first().unwrap_or(&appointment.what);
            self.add(Kind::Event, first, fields);
        }
    }

    /// Adds somebody and returns the name.
    fn party(&mut self, key: &str, name: &str) -> String {
        let found = self.view.people.all().find(|person| person.key == key);
        let is_person = found.is_some_and(|person| self.view.people.is_person(&person.key));
        // Who is in a race or holds a post is a person, whether or not an article says so.
        let is_elector = found.is_none()
            || self.view.scope.file().is_some_and(|file| {
                file.assemblies
                    .iter()
                    .flat_map(|assembly| &assembly.electors)
                    .any(|elector| elector.name == name)
            });
        let kind = if is_person || !is_elector { Kind::Person } else { Kind::Body };
        let mut fields = vec![words(Field::Name, name)];
        let others = found.into_iter().flat_map(|person| &person.names).filter(|other| *other != name);
        fields.extend(others.map(|other| words(Field::Alias, other)));
        self.add(kind, key, fields)
    }

    /// Returns the articles of rows, each once, and adds them.
    fn sources(&mut self, rows: &[String]) -> Vec<(Field, Value)> {
        let view = self.view;
        let found: BTreeSet<&str> =
            rows.iter().filter_map(|id| Some(view.edition(view.row(id)?)?.id.as_str())).collect();
        let editions: Vec<&Edition> =
            view.editions().filter(|edition| found.contains(edition.id.as_str())).collect();
        editions.into_iter().map(|edition| (Field::Source, Value::Thing(self.article(edition)))).collect()
    }

    fn article(&mut self, edition: &Edition) -> String {
        let title = edition.title.as_deref().or(edition.url.as_deref()).unwrap_or("Untitled article");
        let mut fields = vec![words(Field::Name, title)];
        fields.extend(dated(Field::From, edition.published));
        fields.extend(edition.outlet.iter().map(|outlet| words(Field::Outlet, outlet)));
        fields.extend(edition.url.iter().map(|url| words(Field::Url, url)));
        self.add(Kind::Article, edition.short(), fields)
    }
}

fn words(field: Field, words: &str) -> (Field, Value) {
    (field, Value::Words(words.to_owned()))
}

fn dated(field: Field, date: Option<PartialDate>) -> Option<(Field, Value)> {
    date.map(|date| (field, Value::Words(date.value())))
}

/// Returns words as part of a name: lower case, hyphens.
fn slug(key: &str) -> String {
    let parts: Vec<String> = key
        .split(|char: char| !char.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.join("-")
}
