//! The OpenAPI document, written from the table of routes and the schemas beside it.
//!
//! The tests ask every address that it names, and hold the answers against it.

use serde_json::{Map, Value, json};

use super::routes::{ROUTES, Route, Shape};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};

const SCHEMAS: &str = include_str!("schemas.json");

/// Answers with the document.
///
/// # Errors
/// Never, as long as the schemas are JSON, which the tests see to.
pub fn document(_: &Asked) -> Result<Reply, Failure> {
    let mut paths: Map<String, Value> =
        ROUTES.iter().map(|route| (route.address.to_owned(), json!({ "get": operation(route) }))).collect();
    paths.insert(super::decide::ADDRESS.to_owned(), json!({ "post": decide() }));
    paths.insert(super::events::ADDRESS.to_owned(), json!({ "get": events() }));
    let schemas: Value = serde_json::from_str(SCHEMAS).map_err(|cause| Failure::broken(&cause))?;
    Reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "hustings",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The record of a race. Reading needs nothing; deciding needs a token of `hustings editor token`. \
                            Every answer has an ETag."
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } }
        }
    }))
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn refused(why: &str) -> Value {
    json!({ "description": why, "content": { "application/json": { "schema": reference("Failure") } } })
}

/// Returns the parameters that stand in an address itself.
fn parts(address: &str) -> Vec<Value> {
    let known = [
        ("race", "the name of a race, as /api/v1/races gives it"),
        ("edition", "the name of an edition, or its first twelve digits"),
        ("row", "the last part of a row's name"),
    ];
    let named = known.into_iter().filter(|(name, _)| address.contains(&format!("{{{name}}}")));
    let part = |(name, told): (&str, &str)| {
        json!({ "name": name, "in": "path", "required": true, "description": told,
            "schema": { "type": "string", "minLength": 1 } })
    };
    named.map(part).collect()
}

fn operation(route: &Route) -> Value {
    let mut parameters = parts(route.address);
    parameters.extend(route.parameters.iter().map(super::parameter::Parameter::document));
    let mut content = Map::new();
    content.insert("application/json".to_owned(), json!({ "schema": schema(&route.shape) }));
    for kind in route.also {
        let type_of = if kind.ends_with("json") { "object" } else { "string" };
        content.insert((*kind).to_owned(), json!({ "schema": { "type": type_of } }));
    }
    let mut responses = json!({
        "200": { "description": route.summary, "content": content },
        "304": { "description": "nothing has changed since the ETag in If-None-Match" },
        "default": refused("the server has too much to do, or is asked too often")
    });
    if !parameters.is_empty() {
        responses["400"] = refused("a parameter is missing or not understood");
    }
    if route.address.contains('{') {
        responses["404"] = refused("the record has nothing of that name");
    }
    json!({ "summary": route.summary, "parameters": parameters, "responses": responses })
}

fn schema(shape: &Shape) -> Value {
    match shape {
        Shape::One(schema) => reference(schema),
        Shape::List(schema) => json!({
            "type": "object", "required": ["items", "total", "next_offset"], "additionalProperties": false,
            "properties": {
                "items": { "type": "array", "items": reference(schema) },
                "total": { "type": "integer", "minimum": 0 },
                "next_offset": { "type": ["integer", "null"] }
            }
        }),
    }
}

fn decide() -> Value {
    json!({
        "summary": "decides about a row, two names, or an earlier decision; nothing is overwritten",
        "security": [{ "token": [] }],
        "requestBody": { "required": true, "content": { "application/json": { "schema": reference("Ruling") } } },
        "responses": {
            "201": { "description": "the name of the decision", "content": { "application/json": { "schema": reference("Decided") } } },
            "400": refused("the ruling is not understood, or lacks a name or a reason"),
            "401": refused("there is no token, or nobody has it"),
            "404": refused("the record has no such row or decision"),
            "409": refused("the value does not fit its field, or the two names are the same"),
            "413": refused("the ruling is larger than 64 KiB"),
            "default": refused("the server has too much to do, or is asked too often")
        }
    })
}

fn events() -> Value {
    json!({
        "summary": "what changes, as it comes: server-sent events, each a day with its changes, named by the day",
        "parameters": parts(super::events::ADDRESS),
        "responses": {
            "200": { "description": "a stream that goes on", "content": { "text/event-stream": { "schema": { "type": "string" } } } },
            "400": refused("the address is not understood"),
            "404": refused("the record has nothing of that name"),
            "default": refused("too many streams are open")
        }
    })
}
