//! What comes in: `read` and `add` open the same files, told by their content, and bad ones cost only themselves.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;
use std::process::{Command, Output};

use hustings_parquet::{Cell, Kind, Table};

const TEXT: &str = "“Yes,” said Ada Fictional on Tuesday when she was asked whether she wants to chair the harbor \
                    board. Bo Invented has ruled himself out, and the council will meet in May to decide.";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).current_dir(folder).env_remove("HUSTINGS_RECORD").output().unwrap()
}

fn feed() -> String {
    let item = |n: u32| {
        format!(
            "<item><title>No. {n}</title><link>https://gazette.example/{n}</link><pubDate>Wed, 15 Nov 2023 \
             08:00:00 GMT</pubDate><description>{TEXT} No. {n}.</description></item>"
        )
    };
    format!(
        "<rss version=\"2.0\"><channel><title>Harbor Gazette</title>{}{}</channel></rss>",
        item(1),
        item(2)
    )
}

fn warc() -> Vec<u8> {
    let page = format!("<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>");
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pier.example/1\r\nWARC-Date: \
         2023-11-15T08:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    format!("{head}{block}\r\n\r\n").into_bytes()
}

fn table() -> Vec<u8> {
    let mut table = Table::new(Vec::new(), &[("url", Kind::Text), ("text", Kind::Text)]).unwrap();
    table.push(vec![Cell::from("https://bay.example/1"), Cell::from(TEXT)]).unwrap();
    table.finish().unwrap()
}

#[test]
fn whatever_opens_is_added_under_any_name() {
    let desk = tempfile::tempdir().unwrap();
    // Names tell nothing here: the bytes do.
    std::fs::write(desk.path().join("a.bin"), feed()).unwrap();
    std::fs::write(desk.path().join("b.txt"), warc()).unwrap();
    std::fs::write(desk.path().join("c"), table()).unwrap();
    let added = run(desk.path(), &["add", "a.bin", "b.txt", "c"]);
    let said = String::from_utf8(added.stdout).unwrap();
    assert!(said.starts_with("4 new, 0 known, 0 edited, 0 unreadable"), "{said}");
    assert!(added.status.success());
    let again = String::from_utf8(run(desk.path(), &["add", "a.bin", "b.txt", "c"]).stdout).unwrap();
    assert!(again.starts_with("0 new, 4 known, 0 edited, 0 unreadable"), "{again}");
    assert!(run(desk.path(), &["verify"]).status.success());
    let rows = String::from_utf8(run(desk.path(), &["export", "--as", "jsonl"]).stdout).unwrap();
    // The archive says when its page was first seen.
    assert!(rows.contains("\"learned\":{\"value\":\"2023-11-15\""), "{rows}");
    let read = run(desk.path(), &["read", "--format", "jsonl", "a.bin", "b.txt", "c"]);
    assert_eq!(String::from_utf8(read.stdout).unwrap().lines().count(), 4);
}

#[test]
fn what_is_cut_short_costs_only_its_end() {
    let desk = tempfile::tempdir().unwrap();
    let (feed, warc, table) = (feed(), warc(), table());
    std::fs::write(desk.path().join("a"), &feed[..feed.len() - 100]).unwrap();
    std::fs::write(desk.path().join("b"), [&warc[..], &warc[..warc.len() - 100]].concat()).unwrap();
    std::fs::write(desk.path().join("c"), &table[..table.len() / 2]).unwrap();
    let added = run(desk.path(), &["add", "a", "b", "c"]);
    assert_eq!(added.status.code(), Some(1));
    let said = String::from_utf8(added.stdout).unwrap();
    assert!(said.starts_with("2 new, 0 known, 0 edited, 3 unreadable"), "{said}");
    let why = String::from_utf8(added.stderr).unwrap();
    assert!(why.contains("could not read a: the feed is broken or cut short after entry 1"), "{why}");
    assert!(why.contains("could not read b: record 2 of the WARC is cut short"), "{why}");
    assert!(why.contains("could not read c: the Parquet file could not be read"), "{why}");
    let read = run(desk.path(), &["read", "--format", "jsonl", "a", "b", "c"]);
    assert_eq!(String::from_utf8(read.stdout).unwrap().lines().count(), 2);
}
