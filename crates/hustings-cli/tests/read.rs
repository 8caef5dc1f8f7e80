//! `hustings read` from outside: its JSON fits the schema, its errors are sentences, its exit codes are as documented.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the binary in the root of the repository with `input` on standard input.
fn hustings(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The child writes while it reads: both ends must move, or a full pipe stops both.
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

fn readings(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_fits_the_schema() {
    let schema = std::fs::read_to_string(root().join("schema/reading.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let files = ["read", "--format", "jsonl", "examples/nato-race.html", "examples/nato-race.txt"];
    let readings = readings(&hustings(&files, ""));
    assert_eq!(readings.len(), 2);
    for reading in readings {
        assert!(!reading["attributions"].as_array().unwrap().is_empty());
        let errors: Vec<String> =
            validator.iter_errors(&reading).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}

#[test]
fn a_bad_line_does_not_stop_a_corpus() {
    let corpus =
        "{\"id\": \"1\", \"text\": \"She said yes.\"}\nno JSON\n{\"id\": \"3\", \"text\": \"He left.\"}\n";
    let output = hustings(&["read", "--format", "jsonl", "-"], corpus);
    let ids: Vec<Value> = readings(&output).iter().map(|reading| reading["article"]["id"].clone()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("standard input") && said.contains("line 2"), "{said}");
}

#[test]
fn exit_codes_are_as_documented() {
    assert_eq!(hustings(&["read", "examples/nato-race.txt"], "").status.code(), Some(0));
    assert_eq!(hustings(&["read", "no-such-file.txt"], "").status.code(), Some(1));
    assert_eq!(hustings(&["read", "--format", "xml"], "").status.code(), Some(2));
}

#[test]
fn a_page_fits_its_width_and_has_no_escapes_where_they_are_unwanted() {
    for width in ["60", "80", "120"] {
        let output = hustings(&["read", "--color", "never", "--width", width, "examples/nato-race.html"], "");
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(page.contains("Kallas") && !page.contains('\u{1b}'));
        let widest = page.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "a line of {widest} columns in a page of {width}");
    }
}

#[test]
fn text_cannot_steer_the_terminal() {
    let output =
        hustings(&["read", "--color", "always", "-"], "“It is \u{1b}]0;mine\u{7},” Ada Lovelace said.\n");
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(!page.contains("\u{1b}]") && !page.contains('\u{7}'), "{page:?}");
}

#[test]
fn order_does_not_depend_on_threads() {
    let article =
        |i: usize| format!("{{\"id\": \"{i}\", \"text\": \"{}\"}}\n", "He said no. ".repeat(300 - i));
    let corpus: String = (0..200).map(article).collect();
    let one = hustings(&["read", "--format", "jsonl", "--threads", "1"], &corpus);
    let four = hustings(&["read", "--format", "jsonl", "--threads", "4"], &corpus);
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(readings(&one).len(), 200);
}
