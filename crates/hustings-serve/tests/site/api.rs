//! The API: each answer is as the document says, filters filter, forms differ, programs with a token decide.

use std::pin::Pin;

use futures_core::Stream;
use serde_json::{Value, json};

use super::house::House;

const RACE: &str = "/api/v1/races/nato-secretary-general";

/// Returns the problems that a value has with a schema of the document.
fn problems(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&whole).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_answer_is_as_the_document_says() {
    let house = House::new();
    let document = house.json("/api/v1/openapi.json");
    let row =
        house.json(&format!("{RACE}/statements?limit=1"))["items"][0]["id"].as_str().unwrap().to_owned();
    let (edition, own) = row.split_once('/').unwrap();
    let values = [("name", "Rutte"), ("from", "2024-02-01"), ("to", "2024-03-07"), ("q", "available")];
    let mut asked = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let (Some(operation), false) = (operations.get("get"), path.ends_with("/events")) else { continue };
        let address = path
            .replace("{race}", "nato-secretary-general")
            .replace("{edition}", edition)
            .replace("{row}", own);
        let parameters = operation["parameters"].as_array().unwrap();
        let needed: Vec<String> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap();
                format!("{name}={}", values.iter().find(|(known, _)| *known == name).unwrap().1)
            })
            .collect();
        let address = format!("{address}?{}", needed.join("&"));
        let answer = house.json(&address);
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let found = problems(&document, schema, &answer);
        assert!(found.is_empty(), "{address}: {found:?}");
        assert!(
            answer.get("items").is_none_or(|items| !items.as_array().unwrap().is_empty()),
            "{address} shows nothing"
        );
        asked += 1;
        if !needed.is_empty() {
            let missing = house.ask(address.split('?').next().unwrap());
            assert_eq!(missing.status, 400, "{address}");
            let told = serde_json::from_str(&missing.body).unwrap();
            assert!(
                problems(
                    &document,
                    &operation["responses"]["400"]["content"]["application/json"]["schema"],
                    &told
                )
                .is_empty()
            );
        }
        if path.contains("{race}") {
            assert_eq!(
                house.ask(&address.replace("nato-secretary-general", "king-of-nowhere")).status,
                404,
                "{address}"
            );
        }
    }
    assert!(asked >= 12);
}

#[test]
fn the_document_refers_to_nothing_that_it_lacks() {
    let house = House::new();
    let document = house.json("/api/v1/openapi.json");
    let written = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for name in written.split("#/components/schemas/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(schemas.contains_key(name), "{name}");
    }
    for name in schemas.keys() {
        assert!(written.contains(&format!("#/components/schemas/{name}\"")), "nothing refers to {name}");
    }
}

#[test]
fn lists_come_in_pages() {
    let house = House::new();
    let first = house.json(&format!("{RACE}/statements?limit=2"));
    assert_eq!((first["items"].as_array().unwrap().len(), &first["next_offset"]), (2, &2.into()));
    let far = house.json(&format!("{RACE}/statements?offset=1000000"));
    assert_eq!((far["items"].as_array().unwrap().len(), &far["next_offset"]), (0, &Value::Null));
    for bad in ["limit=5000", "limit=-1", "limit=", "offset=x", "limit=1.5", "offset=99999999999999999999999"]
    {
        assert_eq!(house.ask(&format!("{RACE}/statements?{bad}")).status, 400, "{bad}");
    }
}

#[test]
fn filters_leave_what_was_asked_for() {
    let house = House::new();
    let of = |query: &str| house.json(&format!("{RACE}/statements?limit=1000&{query}"));
    let all = of("")["items"].as_array().unwrap().clone();
    let leaves = |query: &str, keeps: &dyn Fn(&Value) -> bool| {
        let wanted: Vec<&Value> = all.iter().filter(|row| keeps(row)).collect();
        let found = of(query);
        let found: Vec<&Value> = found["items"].as_array().unwrap().iter().collect();
        assert!(
            !wanted.is_empty() && found == wanted,
            "{query}: {} found, {} wanted",
            found.len(),
            wanted.len()
        );
    };
    for force in ["assert", "deny", "ask", "predict"] {
        if all.iter().any(|row| row["force"] == force) {
            leaves(&format!("force={force}"), &|row| row["force"] == force);
        }
    }
    let takes = |row: &Value, stance: &str| {
        row["about"].as_array().is_some_and(|about| about.iter().any(|one| one["stance"] == stance))
    };
    leaves("stance=self_declare", &|row| takes(row, "self_declare"));
    let by = of("speaker=kallas");
    let by = by["items"].as_array().unwrap();
    assert!(!by.is_empty() && by.len() < all.len());
    assert!(by.iter().all(|row| row["speaker"]["name"].as_str().unwrap().contains("Kallas")));
    let count = |query: &str| of(query)["total"].as_u64().unwrap();
    let (before, behind) = (count("to=2024-02-29"), count("from=2024-03-01"));
    assert!(
        before > 0 && behind > 0 && before + behind == all.len() as u64,
        "{before} and {behind} of {}",
        all.len()
    );
    for bad in ["stance=warm", "force=", "from=yesterday"] {
        assert_eq!(house.ask(&format!("{RACE}/statements?{bad}")).status, 400, "{bad}");
    }
}

#[test]
fn statements_come_as_tables_and_as_linked_data() {
    let house = House::new();
    let address = format!("{RACE}/statements?limit=5");
    let asked = |accept| house.send_with("GET", &address, &[("accept", accept)]);
    let table = asked("text/csv");
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.body.starts_with("id,said,precision,published,speaker,") && table.body.ends_with("\r\n"));
    assert!(table.body.matches("\r\n").count() >= 6);
    let linked = asked("application/ld+json");
    assert_eq!((linked.header("content-type"), linked.header("vary")), ("application/ld+json", "accept"));
    let linked: Value = serde_json::from_str(&linked.body).unwrap();
    let first = &linked["@graph"][0];
    assert_eq!((&linked["@context"], &first["@type"]), (&json!("https://schema.org"), &json!("Quotation")));
    // Its address leads to the row on this site.
    let page = first["@id"].as_str().unwrap().strip_prefix("http://localhost").unwrap();
    house.page(page, &["Its words"]);
    assert_ne!(table.header("etag"), asked("application/json").header("etag"));
}

#[test]
fn programs_with_a_token_decide() {
    let house = House::own();
    _ = super::browser::Browser::editor(&house);
    let desk = hustings_store::Desk::open(&house.record).unwrap();
    desk.set_token("letmein", "ana", ("tests", "2024-07-01T08:00:00Z")).unwrap();
    let row =
        house.json(&format!("{RACE}/queue?limit=1"))["items"][0]["row"]["id"].as_str().unwrap().to_owned();
    let send = |token: &str, body: &Value| {
        let headers = [("authorization", token), ("content-type", "application/json")];
        house.send_all("POST", "/api/v1/decisions", &headers, body.to_string().into_bytes())
    };
    let ruling = json!({ "ruling": "reject", "row": row, "why": "a test" });
    for token in ["", "Bearer", "Bearer x", "Basic letmein"] {
        let answer = send(token, &ruling);
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"), "{token:?}");
    }
    for body in [
        json!({}),
        json!([]),
        json!({ "ruling": "burn" }),
        json!({ "ruling": "reject", "row": row }),
        json!({ "ruling": "merge", "name": " ", "into": "B", "why": "x" }),
        json!({ "ruling": "split", "name": "A", "apart": "the other", "editions": [], "why": "x" }),
        json!({ "ruling": "split", "name": "A", "apart": "the other", "editions": ["../.."], "why": "x" }),
    ] {
        assert_eq!(send("Bearer letmein", &body).status, 400, "{body}");
    }
    for body in [
        json!({ "ruling": "correct", "row": row, "field": "id", "value": "1", "why": "x" }),
        json!({ "ruling": "merge", "name": "A", "into": "A ", "why": "x" }),
    ] {
        assert_eq!(send("Bearer letmein", &body).status, 409, "{body}");
    }
    assert_eq!(send("Bearer letmein", &json!({ "ruling": "accept", "row": "0123456789ab/s0" })).status, 404);
    let done = send("Bearer letmein", &ruling);
    assert_eq!((done.status, done.body.as_str()), (201, "{\"id\":\"d1\"}"));
    let whole = house.json(&format!("{RACE}/rows/{row}"));
    assert_eq!(
        (&whole["decisions"][0]["by"], &whole["decisions"][0]["why"]),
        (&json!("ana"), &json!("a test"))
    );
    // A cookie alone decides nothing here: no page elsewhere can make a browser do it.
    let browser = super::browser::Browser::editor(&house);
    assert_eq!(
        browser.post_as("application/json", "/api/v1/decisions", ruling.to_string().into_bytes()).status,
        401
    );
}

#[test]
fn changes_are_streamed_from_the_last_one_known() {
    let house = House::new();
    let first = |last: Option<&str>| {
        let headers: Vec<(&str, &str)> = last.map(|last| ("last-event-id", last)).into_iter().collect();
        let (kind, body) = house.stream(&format!("{RACE}/events"), &headers);
        assert_eq!(kind, "text/event-stream");
        let mut stream = body.into_data_stream();
        house.block(std::future::poll_fn(move |context| Pin::new(&mut stream).poll_next(context)))
    };
    let text = |chunk: Option<Result<axum::body::Bytes, axum::Error>>| {
        String::from_utf8(chunk.unwrap().unwrap().to_vec()).unwrap()
    };
    assert!(
        text(first(None)).starts_with(": 0 changes follow"),
        "who begins to listen hears what is new only"
    );
    let told = text(first(Some("2024-06-01")));
    assert!(
        told.contains("id: 2024-06-26\nevent: change\ndata: {\"day\":\"2024-06-26\"")
            && !told.contains("id: 2024-05")
    );
    assert_eq!(house.ask("/api/v1/races/king-of-nowhere/events").status, 404);
}
