//! The Model Context Protocol: a handshake, each tool with the words behind its answer, and odd messages.

use serde_json::{Value, json};

use super::house::House;

/// Sends a message and returns status and answer.
fn send(house: &House, message: &Value) -> (u16, Value) {
    let headers = [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
    let answer = house.send_all("POST", "/mcp", &headers, message.to_string().into_bytes());
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

fn asked(house: &House, method: &str, parameters: Value) -> Value {
    let message = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": parameters });
    let (status, answer) = send(house, &message);
    assert_eq!((status, &answer["jsonrpc"], &answer["id"]), (200, &json!("2.0"), &json!(7)), "{answer}");
    answer
}

fn call(house: &House, name: &str, arguments: Value) -> Value {
    asked(house, "tools/call", json!({ "name": name, "arguments": arguments }))["result"].clone()
}

#[test]
fn a_program_shakes_hands_and_learns_the_tools() {
    let house = House::new();
    let client = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "tests", "version": "1" } });
    let begun = asked(&house, "initialize", client)["result"].clone();
    assert_eq!(
        (&begun["protocolVersion"], &begun["serverInfo"]["name"]),
        (&json!("2025-06-18"), &json!("hustings"))
    );
    assert!(begun["capabilities"]["tools"].is_object());
    let unknown = asked(&house, "initialize", json!({ "protocolVersion": "1999-01-01" }));
    assert_eq!(unknown["result"]["protocolVersion"], "2025-11-25");
    let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(send(&house, &initialized), (202, Value::Null));
    assert_eq!(asked(&house, "ping", json!({}))["result"], json!({}));
    let tools = asked(&house, "tools/list", json!({}))["result"]["tools"].as_array().unwrap().clone();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["board", "statements", "who", "diff", "read"]);
    assert!(tools.iter().all(|tool| jsonschema::validator_for(&tool["inputSchema"]).is_ok()));
}

#[test]
fn each_tool_answers_with_the_words_behind_it() {
    let house = House::new();
    for (name, arguments, words) in [
        ("board", json!({ "as_of": "2024-03-07", "known_on": "as-of" }), "Mark Rutte"),
        ("statements", json!({ "speaker": "Kallas", "limit": 3 }), "Kallas"),
        ("who", json!({ "name": "Rutte", "race": "nato-secretary-general" }), "Mark Rutte"),
        ("diff", json!({ "from": "2024-02-01", "to": "2024-03-07" }), "Hungary"),
    ] {
        let result = call(&house, name, arguments);
        assert_eq!(result["isError"], false, "{name}: {result}");
        let told = &result["structuredContent"];
        assert_eq!(result["content"][0]["text"].as_str().unwrap(), told.to_string());
        assert!(told["answer"].to_string().contains(words), "{name}");
        let evidence = told["evidence"].as_array().unwrap();
        assert!(!evidence.is_empty(), "{name}");
        for one in evidence {
            let has_quote = !one["quote"].as_str().unwrap().is_empty();
            assert!(has_quote && one["source"].is_string() && one["date"].is_string(), "{one}");
        }
        let link = evidence[0]["link"].as_str().unwrap().strip_prefix("http://localhost").unwrap();
        house.page(link, &["Its words"]);
    }
    let text = "TALLINN – Kaja Kallas said on Tuesday that she would like to become NATO Secretary General.";
    let read = call(&house, "read", json!({ "text": text, "day": "2023-11-15" }));
    let words = "that she would like to become NATO Secretary General";
    assert!(read["structuredContent"].to_string().contains(words), "{read}");
}

#[test]
fn what_goes_wrong_is_told() {
    let house = House::new();
    for (name, arguments, told) in [
        ("who", json!({}), "name is missing"),
        ("who", json!({ "name": "Rutte", "race": "king-of-nowhere" }), "king-of-nowhere"),
        ("board", json!({ "as_of": "yesterday" }), "is not a day"),
        ("board", json!({ "drop": "table" }), "board takes no"),
        ("board", json!({ "as_of": {} }), "words, days and numbers"),
        ("read", json!({ "text": "" }), "nothing to read"),
        ("read", json!({ "text": "x", "day": "soon" }), "is not a day"),
    ] {
        let result = call(&house, name, arguments);
        assert_eq!(result["isError"], true, "{name}");
        assert!(result["content"][0]["text"].as_str().unwrap().contains(told), "{told}: {result}");
    }
    let tool = |name: &str, arguments: Value| json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": name, "arguments": arguments } });
    for (message, code) in [
        (json!({ "jsonrpc": "2.0", "id": 1, "method": "resources/list" }), -32601),
        (tool("burn", json!({})), -32602),
        (tool("board", json!([])), -32602),
        (json!({ "id": 1, "method": "ping" }), -32600),
        (json!([]), -32600),
        (json!({ "jsonrpc": "2.0", "id": [], "method": "ping" }), -32600),
    ] {
        assert_eq!(send(&house, &message).1["error"]["code"], code, "{message}");
    }
    let odd = house.send_all("POST", "/mcp", &[], b"{\xff".to_vec());
    assert!(odd.body.contains("-32700"), "{}", odd.body);
    assert_eq!(house.send("GET", "/mcp", None).status, 405);
    for (name, value, status) in
        [("origin", "http://evil.example", 403), ("mcp-protocol-version", "1999-01-01", 400)]
    {
        assert_eq!(house.send_all("POST", "/mcp", &[(name, value)], b"{}".to_vec()).status, status);
    }
}
