//! `hustings watch`: feeds of a race file into a record, and a graceful end.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const TEXT: &str = "LIMA – Anna Rojas said on Tuesday that she was running for mayor of Lima. “I want this job,” she said. \
                    The election takes place on April 7.";

/// A site with a feed of one whole article and one teaser; counts what it is asked.
fn site() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (own, asked) = (base.clone(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut bytes = [0; 4096];
            let length = stream.read(&mut bytes).unwrap_or(0);
            let request = String::from_utf8_lossy(&bytes[..length]).into_owned();
            let number = count.fetch_add(1, Ordering::Relaxed);
            let body = match request.split(' ').nth(1).unwrap_or_default() {
                "/feed" => format!(
                    "<rss><channel><title>Lima Ledger</title><item><title>One</title><link>{own}/one</link><description>{}\
                     </description></item><item><title>Two</title><link>{own}/two#top</link></item></channel></rss>",
                    // A picture that counts its readers is another at each asking.
                    (format!("<p>{TEXT}</p>").repeat(8) + &format!("<img src=\"/{number}\">"))
                        .replace('<', "&lt;")
                ),
                "/two" => format!("<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"),
                _ => String::new(),
            };
            let status = if body.is_empty() { "404 Not Found" } else { "200 OK" };
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            _ = stream.write_all((head + &body).as_bytes());
        }
    });
    (base, asked)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).current_dir(folder).env_remove("HUSTINGS_RECORD");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn desk(feeds: &str) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    let race = format!("id = \"lima\"\npost = \"mayor of Lima\"\nfeeds = [{feeds}]\n");
    std::fs::write(desk.path().join("lima.toml"), race).unwrap();
    desk
}

#[test]
fn articles_of_a_feed_come_into_the_record_once() {
    let (base, asked) = site();
    let desk = desk(&format!("\"{base}/feed\""));
    let watched = run(desk.path(), &["watch", "lima.toml", "--once", "--allow-loopback"]);
    let (out, err) = (String::from_utf8(watched.stdout).unwrap(), String::from_utf8(watched.stderr).unwrap());
    assert!(watched.status.success(), "{out}{err}");
    assert_eq!(out.lines().filter(|line| line.starts_with("new")).count(), 2, "{out}{err}");
    // robots.txt, the feed, and the article that it only teases.
    assert_eq!(asked.load(Ordering::Relaxed), 3);
    let again = run(desk.path(), &["watch", "lima.toml", "--once", "--allow-loopback"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), "");
    assert_eq!(asked.load(Ordering::Relaxed), 5, "the article is not asked for again");
    assert!(run(desk.path(), &["verify"]).status.success());
    let board = String::from_utf8(run(desk.path(), &["board", "--race", "lima.toml"]).stdout).unwrap();
    assert!(board.contains("Anna Rojas"), "{board}");
}

/// A site whose feed has not changed where it is asked with its tag, and whose other feed asks to be left alone.
fn tagged() -> (String, Arc<std::sync::Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    let text = format!("<p>{TEXT}</p>").repeat(8).replace('<', "&lt;");
    let feed = format!(
        "<rss><channel><title>Lima Ledger</title><item><title>One</title><link>{base}/one</link>\
         <description>{text}</description></item></channel></rss>"
    );
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut bytes = [0; 4096];
            let length = stream.read(&mut bytes).unwrap_or(0);
            let request = String::from_utf8_lossy(&bytes[..length]).to_lowercase();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            let is_known = request.contains("if-none-match: \"seven\"")
                && request.contains("if-modified-since: tue, 05 mar 2024");
            let (status, body) = match path.as_str() {
                "/feed" if is_known => ("304 Not Modified", String::new()),
                "/feed" => ("200 OK", feed.clone()),
                "/busy" => ("429 Too Many Requests\r\nRetry-After: 3600", String::new()),
                _ => ("404 Not Found", String::new()),
            };
            heard.lock().unwrap().push(format!("{path} {}", &status[..3]));
            let head = format!(
                "HTTP/1.1 {status}\r\nETag: \"seven\"\r\nLast-Modified: Tue, 05 Mar 2024 10:00:00 GMT\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            _ = stream.write_all((head + &body).as_bytes());
        }
    });
    (base, asked)
}

#[test]
fn a_later_run_asks_only_for_what_changed_and_keeps_the_waits() {
    let (base, asked) = tagged();
    let desk = desk(&format!("\"{base}/feed\", \"{base}/busy\""));
    let watch = || run(desk.path(), &["watch", "lima.toml", "--once", "--allow-loopback"]);
    let heard = || std::mem::take(&mut *asked.lock().unwrap());
    assert_eq!(watch().status.code(), Some(1));
    assert_eq!(heard(), ["/robots.txt 404", "/feed 200", "/busy 429"]);
    let again = watch();
    assert_eq!(heard(), ["/robots.txt 404", "/feed 304"]);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(again.status.success(), "{said}");
    assert!(
        said.contains("/busy is left alone until 2") && said.contains("since it failed 1 times in a row"),
        "{said}"
    );
}

#[test]
fn addresses_are_added_like_files() {
    let (base, asked) = site();
    let desk = desk("");
    let (page, feed) = (format!("{base}/two"), format!("{base}/feed"));
    let added = run(desk.path(), &["add", &page, &feed, "lima.toml", "--allow-loopback"]);
    let said = String::from_utf8(added.stdout).unwrap();
    assert!(said.starts_with("3 new, 1 known, 0 edited, 0 unreadable"), "{said}");
    assert_eq!(asked.load(Ordering::Relaxed), 4, "robots.txt is asked for once");
    let private = run(desk.path(), &["add", &page]);
    assert!(String::from_utf8(private.stderr).unwrap().contains("the name leads to a private address"));
    assert_eq!((private.status.code(), asked.load(Ordering::Relaxed)), (Some(1), 4));
}

#[test]
fn private_addresses_and_missing_feeds_are_sentences() {
    let (base, asked) = site();
    let private = desk(&format!("\"{base}/feed\""));
    let watched = run(private.path(), &["watch", "lima.toml", "--once"]);
    assert_eq!(watched.status.code(), Some(1));
    assert!(String::from_utf8(watched.stderr).unwrap().contains("the name leads to a private address"));
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    let none = run(desk("").path(), &["watch", "lima.toml", "--once"]);
    assert!(String::from_utf8(none.stderr).unwrap().contains("names no feeds to follow"));
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_gracefully() {
    let (base, asked) = site();
    let desk = desk(&format!("\"{base}/feed\""));
    let mut watching = command(desk.path(), &["watch", "lima.toml", "--allow-loopback"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while asked.load(Ordering::Relaxed) < 3 && begin.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let kill = Command::new("kill").args(["-TERM", &watching.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let asked_to_stop = Instant::now();
    assert!(watching.wait().unwrap().success());
    assert!(asked_to_stop.elapsed() < Duration::from_secs(20));
    assert!(run(desk.path(), &["verify"]).status.success());
}
