//! The example article, in both its forms, gives the record that a careful reader would write: row by row.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// A reading of one form of the example, and ways to ask it.
struct Record {
    form: &'static str,
    reading: Value,
}

/// Checks something in the readings of the page and of the text.
fn in_both(check: impl Fn(&Record)) {
    for form in ["examples/nato-race.html", "examples/nato-race.txt"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let output = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .args(["read", "--format", "json", form])
            .current_dir(root)
            .output()
            .unwrap();
        check(&Record { form, reading: serde_json::from_slice(&output.stdout).unwrap() });
    }
}

impl Record {
    fn text(&self) -> Vec<char> {
        self.reading["article"]["text"].as_str().unwrap().chars().collect()
    }

    fn words(&self, spans: &Value) -> String {
        let text = self.text();
        let piece = |span: &Value| -> String {
            let (start, end) = (span[0].as_u64().unwrap(), span[1].as_u64().unwrap());
            text[start as usize..end as usize].iter().collect()
        };
        spans.as_array().unwrap().iter().map(piece).collect::<Vec<_>>().join(" … ")
    }

    fn rows(&self, kind: &str) -> Vec<&Value> {
        self.reading["facts"][kind].as_array().unwrap().iter().collect()
    }

    /// Returns the one fact of a kind whose fields are as given.
    fn fact(&self, kind: &str, fields: &[(&str, Value)]) -> &Value {
        let is_it = |row: &&Value| fields.iter().all(|(key, value)| &row[*key] == value);
        let found: Vec<&Value> = self.rows(kind).into_iter().filter(is_it).collect();
        assert_eq!(found.len(), 1, "{} {kind} {fields:?}: {:#?}", self.form, self.rows(kind));
        found[0]
    }

    fn attribution(&self, id: &Value) -> &Value {
        self.reading["attributions"].as_array().unwrap().iter().find(|a| &a["id"] == id).unwrap()
    }

    fn content(&self, statement: &Value) -> String {
        self.words(&self.attribution(&statement["attribution"])["content"])
    }

    /// Returns the one statement whose words hold these.
    fn statement(&self, speaker: &str, words: &str) -> &Value {
        let all = self.reading["statements"].as_array().unwrap();
        let of_speaker: Vec<&Value> = all.iter().filter(|s| s["speaker"]["name"] == speaker).collect();
        let found: Vec<&&Value> = of_speaker.iter().filter(|s| self.content(s).contains(words)).collect();
        let told: Vec<String> = of_speaker.iter().map(|s| self.content(s)).collect();
        assert_eq!(found.len(), 1, "{} {speaker}: {words}\n{told:#?}", self.form);
        found[0]
    }

    fn stance(&self, statement: &Value, name: &str) -> Value {
        let about = statement["about"].as_array().unwrap().iter();
        about
            .filter(|about| about["name"] == name)
            .map(|about| about["stance"].clone())
            .next()
            .unwrap_or(json!(null))
    }

    fn reason(&self, statement: &Value, name: &str) -> String {
        let mut about = statement["about"].as_array().unwrap().iter();
        self.words(&about.find(|about| about["name"] == name).unwrap()["reason"])
    }

    /// Returns the values of the time expressions that read so.
    fn timexes(&self, words: &str) -> Vec<&str> {
        let all = self.reading["timexes"].as_array().unwrap().iter();
        let those = all.filter(|timex| self.words(&json!([timex["span"]])).eq_ignore_ascii_case(words));
        those.map(|timex| timex["value"].as_str().unwrap()).collect()
    }
}

fn date(value: &str, precision: &str) -> Value {
    json!({"value": value, "precision": precision})
}

const POST: &str = "NATO Secretary General";

#[test]
fn dates_are_reckoned_from_the_date_line_and_keep_their_precision() {
    in_both(|record| {
        assert_eq!(record.reading["article"]["published"], date("2023-11-15", "day"));
        assert!(record.timexes("Tuesday").iter().all(|&value| value == "2023-11-14"));
        assert!(record.timexes("Wednesday").iter().all(|&value| value == "2023-11-15"));
        assert_eq!(record.timexes("July"), ["2023-07", "2023-07"]);
        assert_eq!(record.timexes("October 2024"), ["2024-10"]);
        let told = record.statement("Mark Rutte", "would be available");
        assert_eq!(told["said_at"], date("2023-11-01", "about"));
    });
}

#[test]
fn one_tenure_has_its_start_its_planned_end_and_its_fourth_extension() {
    in_both(|record| {
        let tenure = record.fact("tenures", &[("person", json!("Jens Stoltenberg")), ("post", json!(POST))]);
        assert_eq!(tenure["from"], date("2014-10", "month"));
        assert_eq!(tenure["until"], date("2024-10", "month"));
        assert_eq!(tenure["until_planned"], true);
        let [extension] = &tenure["extensions"].as_array().unwrap()[..] else { panic!("{tenure:#}") };
        assert_eq!(extension["ordinal"], 4);
        assert_eq!(extension["date"], date("2023-07", "month"));
        assert!(extension["reason"].as_str().unwrap().contains("war against Ukraine"));
    });
}

#[test]
fn one_word_answers_a_question_and_makes_her_interested() {
    in_both(|record| {
        let yes = record.statement("Kaja Kallas", "Yes");
        assert_eq!(yes["kind"], "direct");
        assert_eq!(yes["question"], "whether the job interested her");
        assert_eq!(yes["venue"], "event of Politico magazine");
        assert_eq!(yes["said_at"], date("2023-11-14", "day"));
        let step = record.fact("candidacies", &[("person", json!("Kaja Kallas"))]);
        assert_eq!((&step["status"], &step["post"]), (&json!("interested"), &json!(POST)));
        assert_eq!(step["date"], date("2023-11-14", "day"));
    });
}

#[test]
fn a_joke_passes_on_three_criteria_and_endorses_nobody() {
    in_both(|record| {
        let passed_on: Vec<String> = record
            .rows("criteria")
            .into_iter()
            .filter(|row| row["relayed_by"] == "Kaja Kallas" && row["stated_by"].is_null())
            .map(|row| record.words(&row["evidence"]))
            .collect();
        assert_eq!(passed_on.len(), 3, "{passed_on:#?}");
        for (criterion, words) in passed_on.iter().zip(["newer member states", "two percent", "woman"]) {
            assert!(criterion.contains(words), "{criterion}");
        }
        let joke = record.statement("Kaja Kallas", "it has to be Mark Rutte");
        assert_eq!(joke["force"], "joke");
        assert_eq!(record.stance(joke, "Mark Rutte"), "neutral");
        let endorsements = record.rows("endorsements");
        assert!(endorsements.iter().all(|row| row["candidate"] != "Mark Rutte"), "{endorsements:#?}");
    });
}

#[test]
fn diplomats_speak_through_reuters_and_only_the_report_is_dated() {
    in_both(|record| {
        let view = record.statement("Several NATO diplomats", "too hawkish");
        let report = record.statement("Reuters", "too hawkish");
        assert_eq!(record.attribution(&view["attribution"])["parent"], report["attribution"]);
        assert_eq!(view["said_at"], json!(null));
        assert_eq!(report["said_at"], date("2023-11-15", "day"));
        assert_eq!(record.stance(view, "Kaja Kallas"), "reservation");
        assert!(record.reason(view, "Kaja Kallas").contains("too hawkish"));
    });
}

#[test]
fn another_contest_does_not_touch_this_one_and_a_reversal_shows_both_sides() {
    in_both(|record| {
        let of_rutte = |post: &str| -> Vec<(&Value, &Value)> {
            let rows = record.rows("candidacies").into_iter();
            let mine = rows.filter(|row| row["person"] == "Mark Rutte" && row["post"] == post);
            mine.map(|row| (&row["status"], &row["date"])).collect()
        };
        let july = date("2023-07", "month");
        assert_eq!(of_rutte("Prime Minister of the Netherlands"), [(&json!("ruled_out"), &july)]);
        let available = date("2023-11-01", "about");
        let steps = of_rutte(POST);
        assert_eq!(
            steps,
            [(&json!("ruled_out"), &json!(null)), (&json!("available"), &available)],
            "{steps:#?}"
        );
        let out = record.fact("candidacies", &[("status", json!("ruled_out")), ("post", json!(POST))]);
        assert!(record.words(&out["evidence"]).contains("would not run"));
        let small_chance = record.statement("Mark Rutte", "would be available");
        assert!(record.content(small_chance).contains("small chance"));
    });
}

#[test]
fn the_meeting_is_on_the_agenda() {
    in_both(|record| {
        let meeting = record.fact("events", &[("status", json!("scheduled")), ("place", json!("Brussels"))]);
        assert_eq!(meeting["date"], date("2023-11-15", "day"));
        assert_eq!(meeting["participants"], json!(["Mark Rutte", "Jens Stoltenberg"]));
        assert!(meeting["what"].as_str().unwrap().contains("the war in Ukraine"));
    });
}

#[test]
fn nothing_comes_from_the_comment_form() {
    in_both(|record| {
        let text: String = record.text().into_iter().collect();
        let form = text.find("Leave a Reply").map_or(usize::MAX, |at| text[..at].chars().count());
        let mut spans = Vec::new();
        collect_spans(&record.reading, &mut spans);
        assert!(spans.len() > 100);
        assert!(spans.iter().all(|&(_, end)| end as usize <= form), "{}", record.form);
    });
}

/// Collects every pair of numbers in a reading: all of them are spans.
fn collect_spans(value: &Value, spans: &mut Vec<(u64, u64)>) {
    match value {
        Value::Array(items) => match &items[..] {
            [Value::Number(start), Value::Number(end)] => {
                spans.push((start.as_u64().unwrap(), end.as_u64().unwrap()));
            }
            _ => items.iter().for_each(|item| collect_spans(item, spans)),
        },
        Value::Object(fields) => fields.values().for_each(|field| collect_spans(field, spans)),
        _ => {}
    }
}
#[test]
fn a_reservation_has_its_reason_its_concession_and_its_programme() {
    in_both(|record| {
        let border = record.statement("Frans Timmermans", "border");
        let medium = border["medium"].as_str().unwrap();
        assert!(medium.contains("Goedemorgen Nederland on NPO 1"), "{medium}");
        assert_eq!(record.stance(border, "Kaja Kallas"), "reservation");
        assert!(record.reason(border, "Kaja Kallas").contains("border"));
        let concession = record.statement("Frans Timmermans", "inspiring");
        assert_ne!(record.stance(concession, "Kaja Kallas"), "reservation");
        let forecast = record.statement("Frans Timmermans", "sooner have Rutte");
        assert_ne!(record.stance(forecast, "Mark Rutte"), "support");
        let entities = record.reading["entities"].as_array().unwrap();
        let is_person =
            |e: &Value| e["kind"] == "person" && e["name"].as_str().unwrap().contains("Goedemorgen");
        assert!(!entities.iter().any(is_person));
    });
}
