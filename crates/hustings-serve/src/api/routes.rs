//! The addresses of the API, and what each one answers.
//!
//! Every answer is a view of [`hustings::record`] as serde writes it; lists come in pages.
//!
//! `/api/v1/races/nato-secretary-general/board?as-of=2024-03-07&known-on=as-of` → the board of that day

use hustings::record::{Fact, Moment, Row, agenda, board, diff, fold, search, timeline, who};
use serde::Serialize;
use serde_json::json;

use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::router::Answer;

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
    /// The fields that its answer has.
    pub fields: &'static [&'static str],
    /// Makes the answer.
    pub answer: Answer,
}

/// A parameter: its name, whether it must be given, and what it means.
pub struct Parameter(pub &'static str, pub bool, pub &'static str);

const AS_OF: Parameter =
    Parameter("as-of", false, "the day in the world, 2024-03-07; today where none is given");
const KNOWN_ON: Parameter = Parameter(
    "known-on",
    false,
    "the last day whose articles count, or `as-of` for no hindsight; today where none is given",
);
const LIMIT: Parameter =
    Parameter("limit", false, "how many items, 100 where nothing is given, at most 1000");
const OFFSET: Parameter = Parameter("offset", false, "how many items to pass over");
const LIST: &[&str] = &["items", "total", "next_offset"];

/// All addresses.
pub const ROUTES: &[Route] = &[
    Route {
        address: "/api/v1/races",
        summary: "the races of the record, those that most articles are about first",
        parameters: &[LIMIT, OFFSET],
        fields: LIST,
        answer: races,
    },
    Route {
        address: "/api/v1/races/{race}/board",
        summary: "the state of a race on a day",
        parameters: &[AS_OF, KNOWN_ON],
        fields: &["post", "moment", "holders", "candidates", "bodies", "claims", "next", "contradictions"],
        answer: state,
    },
    Route {
        address: "/api/v1/races/{race}/statements",
        summary: "the statements of a race's articles, with their words",
        parameters: &[
            AS_OF,
            KNOWN_ON,
            Parameter("speaker", false, "a name, or part of one"),
            Parameter("about", false, "a name, or part of one"),
            Parameter(
                "stance",
                false,
                "support, oppose, reservation, neutral, self_declare or self_rule_out",
            ),
            LIMIT,
            OFFSET,
        ],
        fields: LIST,
        answer: statements,
    },
    Route {
        address: "/api/v1/races/{race}/who",
        summary: "somebody in a race: standing, ladder, what they said and what was said of them",
        parameters: &[Parameter("name", true, "a name, or part of one"), AS_OF, KNOWN_ON],
        fields: LIST,
        answer: person,
    },
    Route {
        address: "/api/v1/races/{race}/timeline",
        summary: "what was said, done and decided, in the order of days",
        parameters: &[AS_OF, KNOWN_ON, LIMIT, OFFSET],
        fields: LIST,
        answer: days,
    },
    Route {
        address: "/api/v1/races/{race}/agenda",
        summary: "what is due, and what became of what was due",
        parameters: &[AS_OF, KNOWN_ON, LIMIT, OFFSET],
        fields: LIST,
        answer: due,
    },
    Route {
        address: "/api/v1/races/{race}/diff",
        summary: "what changed between two days, each as it was known on that day",
        parameters: &[Parameter("from", true, "the earlier day"), Parameter("to", true, "the later day")],
        fields: &["from", "to", "changes"],
        answer: changed,
    },
    Route {
        address: "/api/v1/search",
        summary: "statements that hold all the words, said by or about anybody",
        parameters: &[Parameter("q", true, "the words"), LIMIT, OFFSET],
        fields: LIST,
        answer: found,
    },
    Route {
        address: "/api/v1/openapi.json",
        summary: "this document",
        parameters: &[],
        fields: &["openapi", "info", "paths"],
        answer: super::openapi::document,
    },
];

/// Returns a page of a list.
fn page<T: Serialize>(asked: &Asked, items: &[T]) -> Result<Reply, Failure> {
    let limit = asked.number("limit", PAGE)?;
    let offset = asked.number("offset", (0, FARTHEST))?;
    let shown: Vec<&T> = items.iter().skip(offset).take(limit).collect();
    let next = Some(offset + limit).filter(|next| limit > 0 && *next < items.len());
    Reply::json(&json!({ "items": shown, "total": items.len(), "next_offset": next }))
}

fn races(asked: &Asked) -> Result<Reply, Failure> {
    let races = asked.site.races()?;
    let written = races.iter().map(
        |race| json!({ "id": race.id, "post": race.post, "about": race.about, "articles": race.articles }),
    );
    page(asked, &written.collect::<Vec<_>>())
}

fn state(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    Reply::json(&board(&asked.race()?.view(moment)))
}

fn statements(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let (speaker, about) = (fold(asked.parameter("speaker")?), fold(asked.parameter("about")?));
    let stance = asked.parameter("stance")?;
    let race = asked.race()?;
    let view = race.view(moment);
    let is_asked = |row: &&Row| {
        let Fact::Statement(said) = &row.fact else { return false };
        let name = |party: &hustings::record::Party| {
            let person = view.people.of(party, &row.edition);
            fold(person.map_or(&party.name, |person| &person.name))
        };
        let toward = |about_one: &hustings::record::Toward| {
            name(&about_one.whom).contains(&about) && (stance.is_empty() || about_one.stance.name() == stance)
        };
        let is_about = (about.is_empty() && stance.is_empty()) || said.about.iter().any(toward);
        view.has_come(row) && is_about && name(&said.speaker).contains(&speaker)
    };
    let rows: Vec<&Row> = view.statements().filter(is_asked).collect();
    page(asked, &rows)
}

fn person(asked: &Asked) -> Result<Reply, Failure> {
    let name = given(asked, "name")?;
    let moment = asked.moment()?;
    page(asked, &who(&asked.race()?.view(moment), name))
}

fn days(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    page(asked, &timeline(&asked.race()?.view(moment)))
}

fn due(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    page(asked, &agenda(&asked.race()?.view(moment)))
}

fn changed(asked: &Asked) -> Result<Reply, Failure> {
    let missing = |name: &str| Failure::unclear(format!("{name} is missing; write it as 2024-03-07"));
    let from = asked.day("from")?.ok_or_else(|| missing("from"))?;
    let to = asked.day("to")?.ok_or_else(|| missing("to"))?;
    let race = asked.race()?;
    let changes = diff(&board(&race.view(Moment::on(from))), &board(&race.view(Moment::on(to))));
    Reply::json(&json!({ "from": from.to_string(), "to": to.to_string(), "changes": changes }))
}

fn found(asked: &Asked) -> Result<Reply, Failure> {
    let words = given(asked, "q")?;
    let (_, rows) = asked.site.store()?.search(words, crate::pages::search::ARTICLES)?;
    page(asked, &search(&rows, words))
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
