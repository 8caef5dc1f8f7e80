//! The addresses of the API, and what each one answers.
//!
//! Every answer is a view of [`hustings::record`] as serde writes it; lists come in pages.
//!
//! `/api/v1/races/nato-secretary-general/board?as-of=2024-03-07&known-on=as-of` → the board of that day

use std::ops::Range;

use hustings::record::{
    Fact, Moment, Party, Row, Timeline, Toward, agenda, board, diff, effective, fold, queue, search, who,
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::forms::{self, Form, KINDS, form};
use super::parameter::{FORCES, Kind, Parameter, STANCES};

use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::router::Answer;
use crate::site::Loaded;

/// How many items a page of a list has where nothing is asked, and at most.
const PAGE: (usize, usize) = (100, 1000);

/// How far a list can be paged through.
const FARTHEST: usize = 10_000_000;

/// An address of the API.
pub struct Route {
    /// The pattern of the address.
    pub address: &'static str,
    /// What it answers, in a sentence.
    pub summary: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// What its answer is.
    pub shape: Shape,
    /// The media types beside JSON that it comes in.
    pub also: &'static [&'static str],
    /// Makes the answer.
    pub answer: Answer,
}

/// What an answer is, by the names of schemas.
pub enum Shape {
    /// A thing.
    One(&'static str),
    /// A page of a list of things.
    List(&'static str),
}

const fn parameter(name: &'static str, kind: Kind, told: &'static str) -> Parameter {
    Parameter { name, is_required: false, told, kind }
}

const fn needed(name: &'static str, kind: Kind, told: &'static str) -> Parameter {
    Parameter { name, is_required: true, told, kind }
}

const AS_OF: Parameter = parameter("as-of", Kind::Day, "the day in the world; today where none is given");
const KNOWN_ON: Parameter = parameter(
    "known-on",
    Kind::DayOrAsOf,
    "the last day whose articles count, or `as-of` for no hindsight; today where none is given",
);
const LIMIT: Parameter =
    parameter("limit", Kind::Number(PAGE.1), "how many items; 100 where nothing is given");
const OFFSET: Parameter = parameter("offset", Kind::Number(FARTHEST), "how many items to pass over");
const SPEAKER: Parameter = parameter("speaker", Kind::Words, "who says it: a name, or part of one");
const ABOUT: Parameter = parameter("about", Kind::Words, "whom it is about: a name, or part of one");
const STANCE: Parameter = parameter("stance", Kind::OneOf(STANCES), "how its speaker stands to them");
const FORCE: Parameter = parameter("force", Kind::OneOf(FORCES), "what is done by saying it");
const FROM: Parameter = parameter("from", Kind::Day, "the first day on which it was said");
const TO: Parameter = parameter("to", Kind::Day, "the last day on which it was said");

/// All addresses.
pub static ROUTES: &[Route] = &[
    Route {
        address: "/api/v1/races",
        summary: "the races of the record, those that most articles are about first",
        parameters: &[LIMIT, OFFSET],
        shape: Shape::List("Race"),
        also: &[],
        answer: races,
    },
    Route {
        address: "/api/v1/races/{race}/board",
        summary: "the state of a race on a day",
        parameters: &[AS_OF, KNOWN_ON],
        shape: Shape::One("Board"),
        also: &[],
        answer: state,
    },
    Route {
        address: "/api/v1/races/{race}/statements",
        summary: "the statements of a race's articles, with their words",
        parameters: &[AS_OF, KNOWN_ON, SPEAKER, ABOUT, STANCE, FORCE, FROM, TO, LIMIT, OFFSET],
        shape: Shape::List("Statement"),
        also: KINDS,
        answer: statements,
    },
    Route {
        address: "/api/v1/races/{race}/who",
        summary: "somebody in a race: standing, ladder, what they said and what was said of them",
        parameters: &[needed("name", Kind::Words, "a name, or part of one"), AS_OF, KNOWN_ON, LIMIT, OFFSET],
        shape: Shape::List("Profile"),
        also: &[],
        answer: person,
    },
    Route {
        address: "/api/v1/races/{race}/timeline",
        summary: "what was said, done and decided, in the order of days",
        parameters: &[AS_OF, KNOWN_ON, LIMIT, OFFSET],
        shape: Shape::List("Entry"),
        also: &[],
        answer: days,
    },
    Route {
        address: "/api/v1/races/{race}/agenda",
        summary: "what is due, and what became of what was due",
        parameters: &[AS_OF, KNOWN_ON, LIMIT, OFFSET],
        shape: Shape::List("Appointment"),
        also: &[],
        answer: due,
    },
    Route {
        address: "/api/v1/races/{race}/diff",
        summary: "what changed between two days, each as it was known on that day",
        parameters: &[needed("from", Kind::Day, "the earlier day"), needed("to", Kind::Day, "the later day")],
        shape: Shape::One("Diff"),
        also: &[],
        answer: changed,
    },
    Route {
        address: "/api/v1/races/{race}/changes",
        summary: "what each of the last days of coverage changed, the latest first; /api/v1/races/{race}/events streams it",
        parameters: &[AS_OF, KNOWN_ON, LIMIT, OFFSET],
        shape: Shape::List("Day"),
        also: &[],
        answer: by_day,
    },
    Route {
        address: "/api/v1/races/{race}/queue",
        summary: "the rows that nobody decided about: those first on which most hangs and that were read with least confidence",
        parameters: &[LIMIT, OFFSET],
        shape: Shape::List("Waiting"),
        also: &[],
        answer: waiting,
    },
    Route {
        address: "/api/v1/races/{race}/rows/{edition}/{row}",
        summary: "a row with its edition, and what editors and readers said of it",
        parameters: &[],
        shape: Shape::One("Whole"),
        also: &[],
        answer: whole,
    },
    Route {
        address: "/api/v1/search",
        summary: "statements that hold all the words, said by or about anybody",
        parameters: &[needed("q", Kind::Words, "the words"), LIMIT, OFFSET],
        shape: Shape::List("Hit"),
        also: &[],
        answer: found,
    },
    Route {
        address: "/api/v1/openapi.json",
        summary: "this document",
        parameters: &[],
        shape: Shape::One("Document"),
        also: &[],
        answer: super::openapi::document,
    },
];

/// Returns a page of a list.
fn page<T: Serialize>(asked: &Asked, items: &[T]) -> Result<Reply, Failure> {
    let (shown, next) = cut(asked, items.len())?;
    Reply::json(&json!({ "items": items[shown], "total": items.len(), "next_offset": next }))
}

/// Returns which part of a list of so many is asked for, and where the next one begins.
fn cut(asked: &Asked, count: usize) -> Result<(Range<usize>, Option<usize>), Failure> {
    let limit = asked.number("limit", PAGE)?;
    let offset = asked.number("offset", (0, FARTHEST))?;
    let next = Some(offset + limit).filter(|next| limit > 0 && *next < count);
    Ok((offset.min(count)..(offset + limit).min(count), next))
}

fn races(asked: &Asked) -> Result<Reply, Failure> {
    let races = asked.site.races()?;
    let written = races.iter().map(
        |race| json!({ "id": race.id, "post": race.post, "about": race.about, "articles": race.articles }),
    );
    page(asked, &written.collect::<Vec<_>>())
}

/// Answers with the board.
///
/// # Errors
/// When a parameter is missing or not understood, or the record has nothing of that name.
pub fn state(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    Reply::json(&board(&asked.race()?.view(moment)))
}

/// Answers with statements.
///
/// # Errors
/// When a parameter is missing or not understood, or the record has nothing of that name.
pub fn statements(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let (speaker, about) = (fold(asked.parameter("speaker")?), fold(asked.parameter("about")?));
    let (stance, force) = (asked.one_of("stance", STANCES)?, asked.one_of("force", FORCES)?);
    let (from, to) = (asked.day("from")?, asked.day("to")?);
    let race = asked.race()?;
    let view = race.view(moment);
    let is_asked = |row: &&Row| {
        let Fact::Statement(said) = &row.fact else { return false };
        let name = |party: &Party| {
            let person = view.people.of(party, &row.edition);
            fold(person.map_or(&party.name, |person| &person.name))
        };
        let toward = |about_one: &Toward| {
            name(&about_one.whom).contains(&about) && (stance.is_empty() || about_one.stance.name() == stance)
        };
        let is_about = (about.is_empty() && stance.is_empty()) || said.about.iter().any(toward);
        let day = effective(row);
        let is_then = from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to);
        let is_so = force.is_empty() || said.force.name() == force;
        view.has_come(row) && is_then && is_so && is_about && name(&said.speaker).contains(&speaker)
    };
    let rows: Vec<&Row> = view.statements().filter(is_asked).collect();
    match form(&asked.accept) {
        Form::Json => page(asked, &rows),
        Form::Csv => Ok(forms::csv(&view, &rows[cut(asked, rows.len())?.0])),
        Form::JsonLd => forms::json_ld(&view, &rows[cut(asked, rows.len())?.0], (&asked.origin, &race.id)),
    }
}

/// Answers with whom a name may mean.
///
/// # Errors
/// When a parameter is missing or not understood, or the record has nothing of that name.
pub fn person(asked: &Asked) -> Result<Reply, Failure> {
    let name = given(asked, "name")?;
    let moment = asked.moment()?;
    page(asked, &who(&asked.race()?.view(moment), name))
}

fn days(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let view = race.view(moment);
    let timeline = Timeline::new(&view);
    let (shown, next) = cut(asked, timeline.len())?;
    Reply::json(&json!({ "items": timeline.entries(shown), "total": timeline.len(), "next_offset": next }))
}

fn due(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    page(asked, &agenda(&asked.race()?.view(moment)))
}

/// Answers with what changed between two days.
///
/// # Errors
/// When a parameter is missing or not understood, or the record has nothing of that name.
pub fn changed(asked: &Asked) -> Result<Reply, Failure> {
    let missing = |name: &str| Failure::unclear(format!("{name} is missing; write it as 2024-03-07"));
    let from = asked.day("from")?.ok_or_else(|| missing("from"))?;
    let to = asked.day("to")?.ok_or_else(|| missing("to"))?;
    let race = asked.race()?;
    let changes = diff(&board(&race.view(Moment::on(from))), &board(&race.view(Moment::on(to))));
    Reply::json(&json!({ "from": from.to_string(), "to": to.to_string(), "changes": changes }))
}

fn by_day(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    page(asked, &changes(&race, moment.as_of))
}

/// Returns what each of the last days of coverage changed, the latest first.
pub fn changes(race: &Loaded, until: Date) -> Vec<Value> {
    let all = crate::pages::changes::changes(race, until);
    all.iter().map(|(day, changes)| json!({ "day": day.to_string(), "changes": &**changes })).collect()
}

fn waiting(asked: &Asked) -> Result<Reply, Failure> {
    let race = asked.race()?;
    page(asked, &queue(&race.view(Moment::on(asked.site.today())), race.decisions()))
}

fn whole(asked: &Asked) -> Result<Reply, Failure> {
    let race = asked.race()?;
    let edition = race.edition(asked.part("edition"))?;
    let id = format!("{}/{}", edition.short(), asked.part("row"));
    let unknown = || Failure::unknown(format!("the race has no row {id:?}"));
    let row = race.rows_of(edition).find(|row| row.id == id).ok_or_else(unknown)?;
    let of_row = |decision: &&hustings::record::Decision| decision.ruling.row() == Some(id.as_str());
    let decisions: Vec<_> = race.decisions().iter().filter(of_row).collect();
    let replies = match asked.site.desk()? {
        Some(desk) => desk.replies_to(&id)?,
        None => Vec::new(),
    };
    let replies: Vec<Value> = replies
        .iter()
        .map(|reply| json!({ "number": reply.number, "at": reply.at, "name": reply.name, "words": reply.words }))
        .collect();
    let prints = race.view(Moment::on(asked.site.today())).origins.prints(&edition.id);
    Reply::json(&json!({
        "row": row, "edition": edition, "decisions": decisions, "replies": replies, "origins": prints
    }))
}

fn found(asked: &Asked) -> Result<Reply, Failure> {
    let words = given(asked, "q")?;
    let (_, rows) = asked.site.store()?.search(words, crate::pages::search::ARTICLES)?;
    let races = asked.site.races_of(&rows);
    let hits: Vec<Value> = search(&rows, words)
        .iter()
        .map(|hit| json!({ "row": hit.row, "words": hit.words, "race": races.get(hit.row.edition.as_str()) }))
        .collect();
    page(asked, &hits)
}

fn given<'a>(asked: &'a Asked, name: &str) -> Result<&'a str, Failure> {
    let value = asked.parameter(name)?;
    if value.is_empty() {
        return Err(Failure::unclear(format!(
            "{name} is missing; the OpenAPI document at /api/v1/openapi.json says what it is"
        )));
    }
    Ok(value)
}
