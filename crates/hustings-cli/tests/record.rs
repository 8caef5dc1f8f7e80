//! The record from outside: adding is resumable and repeatable, views and exports answer, mistakes are sentences.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(arguments).current_dir(self.0.path()).env_remove("HUSTINGS_RECORD");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must go well and returns what it prints.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must fail and returns the sentence on standard error.
    fn complains(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn corpus(&self, count: usize) {
        let mut lines = String::new();
        for n in 0..count {
            let line = json!({
                "id": format!("a{n}"),
                "date": "2024-03-13",
                "outlet": format!("Outlet {}", n % 7),
                "text": format!(
                    "LIMA – Anna Rojas{n} said on Tuesday that she was running for mayor of Lima. “I want this job, and \
                     I have wanted it for {n} years,” she said. The election takes place on April {}.",
                    1 + n % 28
                ),
            });
            writeln!(lines, "{line}").unwrap();
        }
        std::fs::write(self.path("corpus.jsonl"), lines).unwrap();
    }

    fn replay(&self) {
        let coverage = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/replay/nato.txt");
        let coverage = std::fs::read_to_string(coverage).unwrap();
        let mut lines = String::new();
        for part in coverage.split("\n=== ").skip(1) {
            let (head, body) = part.split_once("\n\n").unwrap();
            let mut line = json!({ "id": head.lines().next().unwrap(), "text": body.trim() });
            for pair in head.lines().skip(1) {
                let (key, value) = pair.split_once(": ").unwrap();
                line[key] = Value::from(value);
            }
            writeln!(lines, "{line}").unwrap();
        }
        std::fs::write(self.path("replay.jsonl"), lines).unwrap();
    }

    fn rows(&self) -> BTreeSet<String> {
        self.says(&["export", "--as", "jsonl"]).lines().map(str::to_owned).collect()
    }
}

#[test]
fn killed_at_any_moment_it_goes_on_without_loss_or_double() {
    let desk = Desk::new();
    desk.corpus(400);
    desk.says(&["add", "corpus.jsonl"]);
    let whole = desk.rows();
    std::fs::rename(desk.path("record.hustings"), desk.path("whole")).unwrap();
    for patience in [30, 60, 90, 120, 180, 240] {
        let add = &["add", "--threads", "2", "corpus.jsonl"];
        let mut child = desk.command(add).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(patience));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    desk.says(&["add", "corpus.jsonl"]);
    assert_eq!(desk.rows(), whole);
    desk.says(&["verify"]);
    let again = desk.says(&["add", "corpus.jsonl"]);
    assert!(again.starts_with("0 new, 400 known, 0 edited, 0 unreadable"), "{again}");
}

#[test]
fn two_that_add_at_once_lose_and_double_nothing() {
    let desk = Desk::new();
    desk.corpus(300);
    desk.says(&["add", "corpus.jsonl"]);
    let whole = desk.rows();
    std::fs::rename(desk.path("record.hustings"), desk.path("whole")).unwrap();
    let add = || {
        desk.command(&["add", "corpus.jsonl"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [add(), add()] {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || said.contains("another process is writing to"), "{said}");
    }
    desk.says(&["add", "corpus.jsonl"]);
    assert_eq!(desk.rows(), whole);
    desk.says(&["verify"]);
}

#[test]
fn a_bad_article_stops_nothing() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    std::fs::write(desk.path("folder/a.txt"), "Anna Rojas said yes.").unwrap();
    std::fs::write(desk.path("folder/b.pdf"), "%PDF-1.7").unwrap();
    std::fs::write(desk.path("folder/c.jsonl"), "{\"id\":\"1\",\"text\":\"Bo Li left.\"}\nno JSON\n")
        .unwrap();
    std::fs::write(desk.path("folder/.hidden"), "not to be read").unwrap();
    let output = desk.run(&["add", "folder"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("2 new, 0 known, 0 edited, 2 unreadable"));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("b.pdf: the input is a PDF file") && said.contains("line 2"), "{said}");
    std::fs::write(desk.path("folder/a.txt"), "Anna Rojas said no.").unwrap();
    let output = desk.run(&["add", "folder/a.txt"]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("0 new, 0 known, 1 edited, 0 unreadable"));
}

#[test]
fn the_views_answer() {
    let desk = Desk::new();
    desk.replay();
    desk.says(&["add", "replay.jsonl"]);
    let board = desk.says(&["board", "--as-of", "2024-03-08", "--known-on", "2024-03-08", "--why"]);
    for words in [
        "NATO Secretary General",
        "without hindsight",
        "consensus of 32",
        "5 of 32 needed; stopped as long as Hungary is against",
        "About 20 allies for Mark Rutte, by two diplomats",
        "by rule: ",
    ] {
        assert!(board.contains(words), "{words} is missing in\n{board}");
    }
    let json: Value =
        serde_json::from_str(&desk.says(&["board", "--format", "json", "--as-of", "2024-06-27"])).unwrap();
    assert_eq!(json["candidates"][0]["name"], "Mark Rutte");
    assert_eq!(json["candidates"][0]["standing"]["status"], "selected");
    assert!(
        desk.says(&["diff", "2024-06-18", "2024-06-20"])
            .contains("Klaus Iohannis: withdrew now; before, declared")
    );
    assert!(desk.says(&["timeline"]).contains("12 March 2024"));
    assert!(desk.says(&["who", "Rutte"]).contains("On the ladder"));
    assert!(desk.says(&["search", "Russia", "Romania"]).contains("Iohannis"));
    assert!(desk.says(&["race", "list"]).contains("NATO Secretary General · "));
}

#[test]
fn a_rejected_row_leaves_the_board_and_comes_back() {
    let desk = Desk::new();
    desk.replay();
    desk.says(&["add", "replay.jsonl"]);
    let stoltenberg = || {
        let board: Value = serde_json::from_str(&desk.says(&["board", "--format", "json"])).unwrap();
        let candidates = board["candidates"].as_array().unwrap().clone();
        candidates.into_iter().find(|candidate| candidate["name"] == "Jens Stoltenberg")
    };
    let row = stoltenberg().unwrap()["standing"]["rows"][0].as_str().unwrap().to_owned();
    assert!(desk.complains(&["review", "--reject", &row]).contains("--why"));
    desk.says(&["review", "--reject", &row, "--why", "a slip", "--by", "an editor"]);
    assert!(stoltenberg().is_none());
    assert!(desk.says(&["review"]).contains("a slip"));
    desk.says(&["review", "--undo", "d1", "--why", "no slip"]);
    assert!(stoltenberg().is_some());
}

#[test]
fn exports_are_what_their_readers_expect() {
    let desk = Desk::new();
    desk.replay();
    desk.says(&["add", "replay.jsonl"]);
    for line in desk.rows() {
        let row: Value = serde_json::from_str(&line).unwrap();
        assert!(row["id"].as_str().unwrap().starts_with(&row["edition"].as_str().unwrap()[..12]));
        assert!(row["kind"].is_string() && !row["evidence"].as_array().unwrap().is_empty(), "{line}");
    }
    let table = desk.says(&["export", "--as", "csv"]);
    assert!(table.starts_with("id,kind,edition,"));
    let calendar = desk.says(&["export", "--as", "icalendar"]);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.contains("DTSTART;VALUE=DATE:20240709"));
}

#[test]
fn mistakes_are_told_in_a_sentence() {
    let desk = Desk::new();
    assert!(desk.complains(&["board"]).contains("there is no record at record.hustings"));
    assert!(desk.complains(&["add", "nothing-here"]).contains("could not find nothing-here"));
    std::fs::write(desk.path("notes"), "these are notes").unwrap();
    assert!(desk.complains(&["verify", "--record", "notes"]).contains("notes is not a record of hustings"));
    std::fs::write(desk.path("race.toml"), "id = \"a\"\npost = \"Chair\"\nelectoors = 3\n").unwrap();
    let said = desk.complains(&["race", "show", "race.toml"]);
    assert!(said.contains("race.toml is not a race file") && said.contains("electoors"), "{said}");
    desk.says(&["race", "new", "mine.toml", "--post", "Mayor of Lima"]);
    assert!(desk.says(&["race", "show", "mine.toml"]).starts_with("Mayor of Lima"));
    assert!(desk.complains(&["race", "new", "mine.toml"]).contains("there already"));
}

#[test]
fn a_correction_is_shown_with_who_and_why_and_opens_what_leans_on_it() {
    let desk = Desk::new();
    desk.replay();
    desk.says(&["add", "replay.jsonl"]);
    let board = || -> Value { serde_json::from_str(&desk.says(&["board", "--format", "json"])).unwrap() };
    let before = board();
    assert!(before.get("notes").is_none());
    let candidates = before["candidates"].as_array().unwrap();
    let stoltenberg = candidates.iter().find(|candidate| candidate["name"] == "Jens Stoltenberg").unwrap();
    let row = stoltenberg["standing"]["rows"][0].as_str().unwrap();
    let said =
        desk.complains(&["review", "--correct", row, "--field", "status=president", "--why", "a slip"]);
    assert!(said.contains("cannot be corrected to \"president\""), "{said}");
    assert!(
        desk.complains(&["review", "--correct", row, "--field", "id=x", "--why", "a slip"]).contains("id of")
    );
    let correct =
        &["review", "--correct", row, "--field", "status=eliminated", "--why", "a slip", "--by", "Ada"];
    desk.says(correct);
    let after = board();
    let candidates = after["candidates"].as_array().unwrap();
    let stoltenberg = candidates.iter().find(|candidate| candidate["name"] == "Jens Stoltenberg").unwrap();
    assert_eq!(stoltenberg["standing"]["status"], "eliminated");
    assert_eq!((&after["notes"][0]["kind"], &after["notes"][0]["by"]), (&json!("corrected"), &json!("Ada")));
    assert!(desk.says(&["board"]).contains("status is \"eliminated\" (by Ada on "));
    desk.says(&["verify"]);

    // A statement that is rejected takes nothing with it, but opens what it asserts.
    let rows: Vec<Value> = desk.rows().iter().map(|row| serde_json::from_str(row).unwrap()).collect();
    let leaning =
        rows.iter().find(|row| row["kind"] == "candidacy" && row["asserted_by"].is_string()).unwrap();
    let (leaning, ground) = (leaning["id"].as_str().unwrap(), leaning["asserted_by"].as_str().unwrap());
    desk.says(&["review", "--reject", ground, "--why", "said by another"]);
    let queue = desk.says(&["review"]);
    assert!(queue.contains("To be looked at again") && queue.contains(leaning), "{queue}");
    let notes = board()["notes"].as_array().unwrap().clone();
    assert!(notes.iter().any(|note| note["row"] == leaning && note["kind"] == "reopened"), "{notes:?}");
    desk.says(&["review", "--accept", leaning]);
    assert!(!desk.says(&["review"]).contains("To be looked at again"));
}

#[test]
fn what_an_outlet_changes_is_shown_statement_by_statement() {
    let desk = Desk::new();
    let add = |text: &str| {
        let line = json!({ "id": "a", "url": "https://example.org/a", "date": "2024-03-13", "text": text });
        std::fs::write(desk.path("a.jsonl"), line.to_string()).unwrap();
        desk.says(&["add", "a.jsonl"]);
    };
    let kept = "Anna Rojas said on Tuesday that she was running for mayor of Lima.";
    add(&format!(
        "{kept} “I want this job and I have wanted it for ten years,” she said. Bo Li said that he was tired."
    ));
    add(&format!(
        "{kept} “I want this job and I have wanted it for two years,” she said. Carla Diaz said that it rained."
    ));
    let rows: Vec<Value> = desk.rows().iter().map(|row| serde_json::from_str(row).unwrap()).collect();
    let edition = rows[0]["edition"].as_str().unwrap();
    let said = desk.says(&["diff", "--edition", &edition[..12]]);
    for words in ["for ten years", "for two years", "Bo Li: ", "Carla Diaz: ", "Changed", "Came", "Went"] {
        assert!(said.contains(words), "{words} is missing in\n{said}");
    }
    assert!(desk.complains(&["diff", "--edition", "ffffffff"]).contains("has no edition"));
}
