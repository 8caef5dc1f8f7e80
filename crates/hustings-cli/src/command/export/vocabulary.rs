//! The things of a race in the words of `FollowTheMoney`, Popolo and schema.org: a table of names each.
//!
//! A kind or field that a vocabulary has no word for is left out of it.

use super::graph::Field::{
    Alias, Body, From, Guest, Name, Outlet, Place, Post, Role, Source, Status, Toward, Until, Url, Who,
};
use super::graph::{Field, Kind, Node, Value as Said};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a kind is called, and its fields.
type Words = (Kind, &'static str, &'static [(Field, &'static str)]);

/// Schemata of `FollowTheMoney` 4 (followthemoney.tech/explorer/schemata).
const FOLLOWTHEMONEY: [Words; 10] = [
    (Kind::Person, "Person", &[(Name, "name"), (Alias, "alias")]),
    (Kind::Body, "Organization", &[(Name, "name"), (Alias, "alias")]),
    (Kind::Post, "Position", &[(Name, "name"), (Body, "organization")]),
    (
        Kind::Tenure,
        "Occupancy",
        &[(Who, "holder"), (Post, "post"), (From, "startDate"), (Until, "endDate"), (Source, "sourceUrl")],
    ),
    (
        Kind::Candidacy,
        "UnknownLink",
        &[
            (Who, "subject"),
            (Post, "object"),
            (Role, "role"),
            (Status, "status"),
            (From, "startDate"),
            (Source, "sourceUrl"),
        ],
    ),
    (Kind::Backing, "UnknownLink", LINK),
    (Kind::Opposition, "UnknownLink", LINK),
    (Kind::Reservation, "UnknownLink", LINK),
    (
        Kind::Event,
        "Event",
        &[(Name, "name"), (From, "date"), (Place, "location"), (Guest, "involved"), (Source, "proof")],
    ),
    (
        Kind::Article,
        "Article",
        &[(Name, "title"), (From, "publishedAt"), (Outlet, "publisher"), (Url, "sourceUrl")],
    ),
];

const LINK: &[(Field, &str)] =
    &[(Who, "subject"), (Toward, "object"), (Role, "role"), (From, "startDate"), (Source, "sourceUrl")];

/// Classes of Popolo (popoloproject.com/specs), each with the list that it stands in.
const POPOLO: [Words; 6] = [
    (Kind::Person, "persons", &[(Name, "name"), (Alias, "other_names")]),
    (Kind::Body, "organizations", &[(Name, "name"), (Alias, "other_names")]),
    (Kind::Post, "posts", &[(Name, "label"), (Body, "organization_id")]),
    (
        Kind::Tenure,
        "memberships",
        &[
            (Who, "person_id"),
            (Post, "post_id"),
            (Role, "role"),
            (From, "start_date"),
            (Until, "end_date"),
            (Source, "sources"),
        ],
    ),
    (
        Kind::Candidacy,
        "memberships",
        &[
            (Who, "person_id"),
            (Post, "post_id"),
            (Role, "role"),
            (Status, "label"),
            (From, "start_date"),
            (Source, "sources"),
        ],
    ),
    (
        Kind::Event,
        "events",
        &[
            (Name, "name"),
            (Status, "status"),
            (From, "start_date"),
            (Place, "location"),
            (Guest, "attendees"),
            (Source, "sources"),
        ],
    ),
];

/// Types of schema.org; `^` before a property turns it around.
const SCHEMA_ORG: [Words; 10] = [
    (Kind::Person, "Person", &[(Name, "name"), (Alias, "alternateName")]),
    (Kind::Body, "Organization", &[(Name, "name"), (Alias, "alternateName")]),
    (Kind::Post, "Occupation", &[(Name, "name")]),
    (
        Kind::Tenure,
        "Role",
        &[
            (Who, "^hasOccupation"),
            (Post, "hasOccupation"),
            (Role, "roleName"),
            (From, "startDate"),
            (Until, "endDate"),
            (Source, "subjectOf"),
        ],
    ),
    (
        Kind::Candidacy,
        "Action",
        &[
            (Name, "name"),
            (Who, "agent"),
            (Post, "object"),
            (Status, "description"),
            (From, "startTime"),
            (Source, "subjectOf"),
        ],
    ),
    (
        Kind::Backing,
        "EndorseAction",
        &[(Name, "name"), (Who, "agent"), (Toward, "endorsee"), (From, "startTime"), (Source, "subjectOf")],
    ),
    (Kind::Opposition, "DisagreeAction", ACTION),
    (Kind::Reservation, "ReactAction", ACTION),
    (
        Kind::Event,
        "Event",
        &[
            (Name, "name"),
            (Status, "eventStatus"),
            (From, "startDate"),
            (Place, "location"),
            (Guest, "attendee"),
            (Source, "subjectOf"),
        ],
    ),
    (
        Kind::Article,
        "NewsArticle",
        &[(Name, "headline"), (From, "datePublished"), (Outlet, "publisher"), (Url, "url")],
    ),
];

const ACTION: &[(Field, &str)] =
    &[(Name, "name"), (Who, "agent"), (Toward, "object"), (From, "startTime"), (Source, "subjectOf")];

fn named(
    vocabulary: &'static [Words],
    kind: Kind,
) -> Option<(&'static str, &'static [(Field, &'static str)])> {
    vocabulary.iter().find(|(other, ..)| *other == kind).map(|(_, name, fields)| (*name, *fields))
}

/// Returns the entities, one a line.
pub fn followthemoney(nodes: &[Node]) -> Vec<Value> {
    let by_id = by_id(nodes);
    let entity = |node: &Node| {
        let (schema, fields) = named(&FOLLOWTHEMONEY, node.kind)?;
        let mut properties: Map<String, Value> = Map::new();
        for (field, name) in fields {
            let values = node.all(*field).map(said);
            let values: Vec<&str> = match *name {
                // What holds for a time has no documents there, but their addresses.
                "sourceUrl" if *field == Source => {
                    values.filter_map(|id| by_id.get(id)?.words(Url)).collect()
                }
                _ => values.collect(),
            };
            if !values.is_empty() {
                properties.insert((*name).to_owned(), json!(values));
            }
        }
        Some(json!({ "id": node.id, "schema": schema, "properties": properties }))
    };
    nodes.iter().filter_map(entity).collect()
}

fn by_id(nodes: &[Node]) -> BTreeMap<&str, &Node> {
    nodes.iter().map(|node| (node.id.as_str(), node)).collect()
}

fn said(value: &Said) -> &str {
    match value {
        Said::Words(words) => words,
        Said::Thing(id) => id,
    }
}

/// Returns the lists of Popolo in one object.
pub fn popolo(nodes: &[Node]) -> Value {
    let by_id = by_id(nodes);
    let mut lists: Map<String, Value> =
        POPOLO.iter().map(|(_, list, _)| ((*list).to_owned(), json!([]))).collect();
    for node in nodes {
        let Some((list, fields)) = named(&POPOLO, node.kind) else { continue };
        let mut thing = json!({ "id": node.id });
        for (field, name) in fields {
            let other = |value: &Said| by_id.get(said(value)).copied();
            let mut several: Vec<Value> = Vec::new();
            match field {
                Alias => several.extend(node.all(Alias).map(|name| json!({ "name": said(name) }))),
                Guest => several.extend(
                    node.all(Guest)
                        .filter_map(other)
                        .map(|guest| json!({ "id": guest.id, "name": guest.words(Name) })),
                ),
                Source => several.extend(node.all(Source).filter_map(other).filter_map(|article| {
                    Some(json!({ "url": article.words(Url)?, "note": article.words(Name) }))
                })),
                _ => {
                    if let Some(value) = node.all(*field).next() {
                        thing[*name] = json!(said(value));
                    }
                }
            }
            if !several.is_empty() {
                thing[*name] = Value::Array(several);
            }
        }
        if let Some(list) = lists.get_mut(list).and_then(Value::as_array_mut) {
            list.push(thing);
        }
    }
    Value::Object(lists)
}

/// Returns the graph as JSON-LD.
pub fn schema_org(nodes: &[Node]) -> Value {
    let id = |id: &str| format!("urn:hustings:{id}");
    let mut graph = Vec::new();
    for node in nodes {
        let Some((class, fields)) = named(&SCHEMA_ORG, node.kind) else { continue };
        let mut thing = json!({ "@id": id(&node.id), "@type": class });
        for (field, name) in fields {
            let value = |value: &Said| match (field, value) {
                (_, Said::Thing(other)) => json!({ "@id": id(other) }),
                (Outlet, Said::Words(name)) => json!({ "@type": "Organization", "name": name }),
                (Status, Said::Words(status)) if node.kind == Kind::Event => json!(event_status(status)),
                (_, Said::Words(words)) => json!(words),
            };
            let mut values: Vec<Value> = node.all(*field).map(value).collect();
            let values = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
            if values.as_array().is_some_and(Vec::is_empty) {
                continue;
            }
            match name.strip_prefix('^') {
                Some(name) => thing["@reverse"] = json!({ name: values }),
                None => thing[*name] = values,
            }
        }
        graph.push(thing);
    }
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn event_status(status: &str) -> &'static str {
    match status {
        "moved" => "https://schema.org/EventRescheduled",
        "dropped" => "https://schema.org/EventCancelled",
        _ => "https://schema.org/EventScheduled",
    }
}
