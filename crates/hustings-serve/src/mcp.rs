//! The Model Context Protocol: five tools for programs that talk, over HTTP at `/mcp` and over standard input.
//!
//! A message is a line of JSON-RPC 2.0, and so is its answer. The tools ask [`crate::api`], and add the words on which
//! each answer stands. Nothing here writes.
//!
//! `tools/call board {"race": "nato-secretary-general"}` → the board, and under `evidence` quote, source, date and link

mod tools;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::site::Site;

/// The versions of the protocol that are spoken, the newest first.
pub const VERSIONS: &[&str] = &["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// What programs are told when they begin.
const TOLD: &str = "hustings keeps the record of a race for a post as the press tells it. Every line stands on words of an \
                    article: quote them from `evidence`, with source, date and link. `as_of` is the day in the world, \
                    `known_on` the last day whose articles count; `known_on` = `as-of` leaves out hindsight.";

/// Answers a message; nothing where it asks nothing. `origin` is where links lead, `http://127.0.0.1:8420`.
pub fn answer(site: &Arc<Site>, origin: &str, message: &str) -> Option<String> {
    let asked: Value = match serde_json::from_str(message) {
        Ok(asked) => asked,
        Err(_) => return Some(failed(&Value::Null, -32700, "this is not JSON").to_string()),
    };
    let (method, id) = (asked.get("method").and_then(Value::as_str), asked.get("id"));
    let is_whole = asked.get("jsonrpc").is_some_and(|version| version == "2.0");
    let id_is_one = id.is_none_or(|id| id.is_string() || id.is_i64() || id.is_u64());
    let (Some(method), true, true) = (method, is_whole, id_is_one) else {
        // An answer to a question of ours, of which there are none, asks nothing either.
        let is_answer = is_whole && (asked.get("result").is_some() || asked.get("error").is_some());
        return (!is_answer)
            .then(|| failed(&Value::Null, -32600, "this is no request of JSON-RPC 2.0").to_string());
    };
    let id = id?;
    let none = json!({});
    let parameters = asked.get("params").unwrap_or(&none);
    let answered = match method {
        "initialize" => json!({ "result": begun(parameters) }),
        "ping" => json!({ "result": {} }),
        "tools/list" => json!({ "result": { "tools": tools::list() } }),
        "tools/call" => match tools::call(site, origin, parameters) {
            Some(result) => json!({ "result": result }),
            None => {
                return Some(
                    failed(id, -32602, "there is no such tool, or its arguments are no object").to_string(),
                );
            }
        },
        _ => return Some(failed(id, -32601, "this server has no such method").to_string()),
    };
    let mut answer = json!({ "jsonrpc": "2.0", "id": id });
    answer["result"] = answered["result"].clone();
    Some(answer.to_string())
}

fn failed(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

fn begun(parameters: &Value) -> Value {
    let wanted = parameters.get("protocolVersion").and_then(Value::as_str);
    let version = VERSIONS.iter().find(|known| Some(**known) == wanted).unwrap_or(&VERSIONS[0]);
    json!({
        "protocolVersion": version,
        "capabilities": { "tools": {} },
        "serverInfo": { "name": "hustings", "title": "hustings: the record of a race", "version": env!("CARGO_PKG_VERSION") },
        "instructions": TOLD
    })
}
