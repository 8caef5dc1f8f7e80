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
