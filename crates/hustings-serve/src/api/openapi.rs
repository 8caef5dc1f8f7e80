//! The OpenAPI document, written from the table of routes.
//!
//! The tests ask every address it names, and hold the answers against it.

use serde_json::{Map, Value, json};

use super::routes::{Parameter, ROUTES, Route};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};

/// Answers with the document.
pub fn document(_: &Asked) -> Result<Reply, Failure> {
    let paths: Map<String, Value> =
        ROUTES.iter().map(|route| (route.address.to_owned(), json!({ "get": operation(route) }))).collect();
    Reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "hustings",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The record of a race, read-only. Every answer has an ETag."
        },
        "paths": paths
    }))
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = route.parameters.iter().map(parameter).collect();
    if route.address.contains("{race}") {
        parameters.insert(
            0,
            json!({ "name": "race", "in": "path", "required": true, "schema": { "type": "string" },
                "description": "the name of a race, as /api/v1/races gives it" }),
        );
    }
    let failure = json!({
        "type": "object", "required": ["status", "error"],
        "properties": { "status": { "type": "integer" }, "error": { "type": "string" } }
    });
    let refused =
        |why: &str| json!({ "description": why, "content": { "application/json": { "schema": failure } } });
    json!({
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": route.summary, "content": { "application/json": { "schema": schema(route) } } },
            "304": { "description": "nothing has changed since the ETag in If-None-Match" },
            "400": refused("a parameter is missing or not understood"),
            "404": refused("the record has nothing of that name")
        }
    })
}

fn parameter(&Parameter(name, is_required, description): &Parameter) -> Value {
    json!({ "name": name, "in": "query", "required": is_required, "description": description,
        "schema": { "type": "string" } })
}

fn schema(route: &Route) -> Value {
    let mut properties = Map::new();
    for field in route.fields {
        let kind = match *field {
            "items" | "changes" | "holders" | "candidates" | "bodies" | "claims" | "next"
            | "contradictions" => {
                json!("array")
            }
            "total" => json!("integer"),
            "next_offset" => json!(["integer", "null"]),
            "moment" | "info" | "paths" => json!("object"),
            _ => json!("string"),
        };
        properties.insert((*field).to_owned(), json!({ "type": kind }));
    }
    json!({ "type": "object", "required": route.fields, "properties": properties })
}
