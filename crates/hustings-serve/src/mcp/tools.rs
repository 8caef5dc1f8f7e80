//! The tools: what they are called, what they take, and what they answer.
//!
//! Each is an answer of [`crate::api`] with the words on which it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use hustings::reading::wire::Wire;
use hustings::record::{Fact, Part, Row};
use serde_json::{Map, Value, json};

use crate::api;
use crate::asked::Asked;
use crate::reader::{Given, read};
use crate::reply::Failure;
use crate::router::Answer;
use crate::site::{Loaded, Site};

/// How many words one answer brings along at most.
const EVIDENCE: usize = 60;

/// A tool that asks the API.
struct Tool {
    name: &'static str,
    told: &'static str,
    /// Its arguments: name, whether it is needed, and what it means.
    arguments: &'static [(&'static str, bool, &'static str)],
    answer: Answer,
}

const RACE: (&str, bool, &str) =
    ("race", false, "the name of a race; the one that most articles are about where none is given");
const AS_OF: (&str, bool, &str) =
    ("as_of", false, "the day in the world, 2024-03-07; today where none is given");
const KNOWN_ON: (&str, bool, &str) = (
    "known_on",
    false,
    "the last day whose articles count, or `as-of` for no hindsight; today where none is given",
);

const TOOLS: &[Tool] = &[
    Tool {
        name: "board",
        told: "The state of a race on a day: who holds the post, where each candidate stands, who backs whom, what is next.",
        arguments: &[RACE, AS_OF, KNOWN_ON],
        answer: api::routes::state,
    },
    Tool {
        name: "statements",
        told: "Who said what about whom in a race, with the quoted words; filters narrow it.",
        arguments: &[
            RACE,
            ("speaker", false, "who says it: a name, or part of one"),
            ("about", false, "whom it is about: a name, or part of one"),
            ("stance", false, "support, oppose, reservation, neutral, self_declare or self_rule_out"),
            ("force", false, "assert, deny, joke, ask, predict, promise, threaten or decline"),
            ("from", false, "the first day on which it was said"),
            ("to", false, "the last day on which it was said"),
            ("limit", false, "how many, 20 where nothing is given"),
            ("offset", false, "how many to pass over"),
            AS_OF,
            KNOWN_ON,
        ],
        answer: api::routes::statements,
    },
    Tool {
        name: "who",
        told: "Somebody in a race: roles, where they stand and how they got there, what they said and what was said of them.",
        arguments: &[("name", true, "a name, or part of one"), RACE, AS_OF, KNOWN_ON],
        answer: api::routes::person,
    },
    Tool {
        name: "diff",
        told: "What changed in a race between two days, each as it was known on that day.",
        arguments: &[("from", true, "the earlier day, 2024-03-01"), ("to", true, "the later day"), RACE],
        answer: api::routes::changed,
    },
];

const READ: &str = "Reads an article that you give as text or HTML: statements with their speakers, and what it says about a race. \
                    Nothing is kept or fetched.";

/// Returns all tools, as `tools/list` shows them.
pub fn list() -> Value {
    let mut tools: Vec<Value> =
        TOOLS.iter().map(|tool| described(tool.name, tool.told, tool.arguments)).collect();
    let arguments = [
        ("text", true, "the article, up to a megabyte"),
        ("day", false, "when it was published, 2024-03-07"),
        ("outlet", false, "who published it"),
    ];
    tools.push(described("read", READ, &arguments));
    Value::Array(tools)
}

fn described(name: &str, told: &str, arguments: &[(&str, bool, &str)]) -> Value {
    let kind = |name: &str| if matches!(name, "limit" | "offset") { "integer" } else { "string" };
    let properties: Map<String, Value> = arguments
        .iter()
        .map(|(name, _, told)| ((*name).to_owned(), json!({ "type": kind(name), "description": told })))
        .collect();
    let needed: Vec<&str> =
        arguments.iter().filter(|(_, needed, _)| *needed).map(|(name, ..)| *name).collect();
    json!({
        "name": name,
        "description": told,
        "inputSchema": { "type": "object", "properties": properties, "required": needed, "additionalProperties": false },
        "annotations": { "readOnlyHint": true, "openWorldHint": false }
    })
}

/// Calls a tool; nothing where there is none of that name. What goes wrong inside is told as the tool's answer, so that
/// whoever asked can mend it.
pub fn call(site: &Arc<Site>, origin: &str, parameters: &Value) -> Option<Value> {
    let name = parameters.get("name")?.as_str()?;
    let none = Map::new();
    let arguments = match parameters.get("arguments") {
        None | Some(Value::Null) => &none,
        Some(given) => given.as_object()?,
    };
    let made = match TOOLS.iter().find(|tool| tool.name == name) {
        Some(tool) => asked(site, origin, (tool, arguments)),
        None if name == "read" => article(site, arguments),
        None => return None,
    };
    Some(match made {
        Ok(value) => {
            json!({ "content": [{ "type": "text", "text": value.to_string() }], "structuredContent": value, "isError": false })
        }
        Err(failure) => json!({ "content": [{ "type": "text", "text": failure.sentence }], "isError": true }),
    })
}

/// Asks the API, and adds the words on which the answer stands.
fn asked(
    site: &Arc<Site>,
    origin: &str,
    (tool, arguments): (&Tool, &Map<String, Value>),
) -> Result<Value, Failure> {
    let mut parameters = BTreeMap::new();
    for (name, value) in arguments {
        if !tool.arguments.iter().any(|(known, ..)| known == name) {
            return Err(Failure::unclear(format!("{} takes no {name:?}", tool.name)));
        }
        // The API writes names with a hyphen.
        parameters.insert(name.replace('_', "-"), text(value)?);
    }
    if tool.name == "statements" {
        parameters.entry("limit".to_owned()).or_insert_with(|| "20".to_owned());
    }
    let race = match parameters.remove("race").filter(|race| !race.is_empty()) {
        Some(race) => race,
        None => {
            let races = site.races()?;
            let first = races.into_iter().next();
            first.ok_or_else(|| Failure::unknown("the record holds no race yet".to_owned()))?.id
        }
    };
    let parts = BTreeMap::from([("race".to_owned(), race.clone())]);
    let asked = Asked::of(Arc::clone(site), origin, (parts, parameters));
    let reply = (tool.answer)(&asked)?;
    let answer: Value = serde_json::from_str(&reply.body).map_err(|cause| Failure::broken(&cause))?;
    let loaded = site.race(&race)?;
    Ok(
        json!({ "race": race, "post": loaded.post(), "answer": answer, "evidence": evidence(&loaded, origin, &answer) }),
    )
}

/// Returns an argument as the API takes it.
fn text(value: &Value) -> Result<String, Failure> {
    match value {
        Value::String(words) => Ok(words.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        _ => Err(Failure::unclear("arguments are words, days and numbers".to_owned())),
    }
}

/// Returns the words behind the rows that an answer names: quote, source, date and link, in their order.
fn evidence(race: &Loaded, origin: &str, answer: &Value) -> Vec<Value> {
    let mut names = Vec::new();
    named(answer, &mut names);
    let mut met = std::collections::BTreeSet::new();
    names.retain(|name| met.insert(*name));
    let rows = names.into_iter().take(EVIDENCE).filter_map(|name| race.row(name));
    rows.map(|row| quoted(race, origin, row)).collect()
}

/// Collects the names of rows, in the order in which they stand.
fn named<'a>(value: &'a Value, names: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("row" | "id", Value::String(name)) if name.contains('/') => names.push(name),
                    ("rows", Value::Array(rows)) => names.extend(rows.iter().filter_map(Value::as_str)),
                    _ => named(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, names)),
        _ => {}
    }
}

fn quoted(race: &Loaded, origin: &str, row: &Row) -> Value {
    let edition = race.editions.iter().find(|edition| edition.id == row.edition);
    let by = match &row.fact {
        Fact::Statement(said) => Some(&said.speaker.name),
        _ => None,
    };
    json!({
        "row": row.id,
        "quote": row.words(Part::Content).or_else(|| row.words(Part::Whole)).unwrap_or_default(),
        "said_by": by,
        "source": edition.and_then(|edition| edition.outlet.as_ref()),
        "title": edition.and_then(|edition| edition.title.as_ref()),
        "date": row.clocks.said.or(row.clocks.published).map(|date| date.value()),
        "published": row.clocks.published.map(|date| date.value()),
        "url": edition.and_then(|edition| edition.url.as_ref()),
        "link": format!("{origin}/races/{}/rows/{}", crate::words::encoded(&race.id), row.id),
    })
}

/// Reads an article.
fn article(site: &Site, arguments: &Map<String, Value>) -> Result<Value, Failure> {
    let word = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    let given = Given {
        bytes: word("text").as_bytes(),
        day: word("day"),
        outlet: word("outlet"),
        ..Given::default()
    };
    let (article, reading) = read(site, &given)?;
    serde_json::to_value(Wire::new(&article, &reading)).map_err(|cause| Failure::broken(&cause))
}
