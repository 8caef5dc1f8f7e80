//! `hustings serve` as a process: it says where it listens, answers, and stops when it is told to.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

fn hustings() -> Command {
    Command::new(env!("CARGO_BIN_EXE_hustings"))
}

#[test]
fn it_answers_until_it_is_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.hustings");
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/nato-race.html");
    assert!(
        hustings().arg("add").arg(article).arg("--record").arg(&record).output().unwrap().status.success()
    );

    let editor = |password: &str| {
        let mut command = hustings();
        command.args(["editor", "add", "ana", "--record"]).arg(&record).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(!editor("short\n").status.success());
    assert!(
        String::from_utf8_lossy(&editor("correct horse battery\n").stdout).contains("ana can sign in now")
    );

    let mut command = hustings();
    command.args(["serve", "--port", "0", "--record"]).arg(&record).stdout(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().split_once("http://").unwrap().1.trim_end_matches('/');

    // Somebody who never ends a request must not keep it from stopping.
    let mut slow = TcpStream::connect(address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let mut page = String::new();
    let mut quick = TcpStream::connect(address).unwrap();
    quick.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    quick.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("NATO"), "{page}");

    let told = Command::new("kill").arg("-TERM").arg(server.id().to_string()).status().unwrap();
    assert!(told.success());
    assert!(server.wait().unwrap().success());
}

/// Asks a server and returns the whole answer; a body makes it a form that is sent.
fn ask(address: &str, (path, cookie): (&str, &str), form: Option<&str>) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    let method = if form.is_some() { "POST" } else { "GET" };
    let body = form.unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Returns what stands between two pieces of a text.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).unwrap_or_else(|| panic!("no {before:?}: {text}")).split(after).next().unwrap()
}

/// Returns what every export and every command prints of a record.
fn outputs(record: &std::path::Path) -> Vec<String> {
    let forms = [
        "jsonl",
        "csv",
        "parquet",
        "icalendar",
        "annotations",
        "followthemoney",
        "popolo",
        "schema-org",
        "wiki",
    ];
    let exports = forms.map(|form| vec!["export", "--as", form]);
    let others = ["board", "timeline", "search reader", "verify", "review", "editor list"];
    let others = others.map(|command| command.split(' ').collect());
    let mut printed = Vec::new();
    for command in exports.into_iter().chain(others) {
        let out = hustings().args(&command).arg("--record").arg(record).output().unwrap();
        let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
        assert!(command[0] != "export" || (out.status.success() && !said.is_empty()), "{command:?}: {said}");
        printed.push(said);
    }
    printed
}

/// Writes over the desk of a record.
fn damage(record: &std::path::Path) {
    for end in ["", "-wal"] {
        let file = format!("{}.desk{end}", record.display());
        if std::path::Path::new(&file).exists() {
            std::fs::write(&file, vec![b'x'; 20_000]).unwrap();
        }
    }
}

#[test]
fn an_address_that_was_left_is_in_no_export_and_in_no_log() {
    const MAIL: &str = "reader.of.all@mail.example";
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.hustings");
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/nato-race.html");
    assert!(
        hustings().arg("add").arg(article).arg("--record").arg(&record).output().unwrap().status.success()
    );
    let mut command = hustings();
    command
        .args(["serve", "--port", "0", "--record"])
        .arg(&record)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let mut told = BufReader::new(server.stdout.take().unwrap());
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    let address = line.trim().split_once("http://").unwrap().1.trim_end_matches('/').to_owned();

    let race = ask(&address, ("/api/v1/races", ""), None);
    let race = between(&race, "\"id\":\"", "\"");
    let rows = ask(&address, (&format!("/api/v1/races/{race}/statements?limit=1"), ""), None);
    let form = format!("/races/{race}/rows/{}/reply", between(&rows, "\"id\":\"", "\""));
    let page = ask(&address, (&form, ""), None);
    let cookie = format!("hustings-visit={}", between(&page, "hustings-visit=", ";"));
    let proof = between(&page, "name=\"proof\" value=\"", "\"");
    let left = |mail: &str| {
        let fields = format!("proof={proof}&name=Reader&address={mail}&words=I+was+there.&website=");
        ask(&address, (&form, &cookie), Some(&fields))
    };
    let answer = left(&MAIL.replace('@', "%40"));
    assert!(answer.contains("Thank you") && !answer.contains(MAIL), "{answer}");

    let log = |said: String| assert!(!said.contains(MAIL), "{said}");
    outputs(&record).into_iter().for_each(log);
    // Where the desk is damaged, what goes wrong is told in the log.
    damage(&record);
    let failed = left(&MAIL.replace('@', "%40"));
    assert!(failed.starts_with("HTTP/1.1 500"), "{failed}");
    log(failed);
    assert!(Command::new("kill").arg("-TERM").arg(server.id().to_string()).status().unwrap().success());
    let out = server.wait_with_output().unwrap();
    assert!(out.status.success() && !out.stderr.is_empty());
    log(String::from_utf8_lossy(&out.stderr).into_owned());
    let mut rest = String::new();
    told.read_to_string(&mut rest).unwrap();
    log(rest);
}
