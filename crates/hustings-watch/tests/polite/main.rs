//! Fetching from a server on loopback that misbehaves in every way.

#![allow(clippy::unwrap_used)]

mod server;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hustings_ingest::Piece;
use hustings_watch::{Answer, Error, Fetched, Fetcher, Follower, Limits, News, Validators};
use server::{Reply, Server, gzip, ok, reply};

fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        time: Duration::from_secs(2),
        redirects: 5,
        pause: Duration::ZERO,
        allows_loopback: true,
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(limits(), Arc::default())
}

fn fresh(answer: Result<Answer, Error>) -> Fetched {
    match answer.unwrap() {
        Answer::Fresh(fetched) => *fetched,
        Answer::Unchanged => panic!("it was asked for the first time"),
    }
}

/// Asks for a path and returns what went wrong, which must not take long.
#[track_caller]
fn fails(answer: impl Fn(&server::Request) -> Reply + Send + Sync + 'static) -> Error {
    let server = Server::start(move |request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", &[], b""),
        _ => answer(request),
    });
    let begin = Instant::now();
    let error = fetcher().get(&server.url("/feed"), &Validators::default()).unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(6), "{:?}: {error}", begin.elapsed());
    error
}

fn feed(base: &str, items: &[(&str, &str)]) -> Vec<u8> {
    let items: String = items
        .iter()
        .map(|(path, text)| {
            format!("<item><title>T {path}</title><link>{base}{path}</link><description>{text}</description></item>")
        })
        .collect();
    format!("<rss><channel><title>Pier</title>{items}</channel></rss>").into_bytes()
}

fn page(words: &str) -> Vec<u8> {
    let text = format!(
        "“Yes,” said Ada Fictional on Tuesday, asked whether she wants to chair the harbor board. {words}"
    );
    format!("<html><body><article><p>{text}</p><p>{text}</p></article></body></html>").into_bytes()
}

#[test]
fn an_endless_body_is_cut_off() {
    let error = fails(|_| Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), b"<item>".repeat(1000)));
    assert!(error.is_out_of_bounds(), "{error}");
    assert!(error.to_string().ends_with("the answer is larger than 1 MiB"), "{error}");
}

#[test]
fn an_endless_head_is_cut_off() {
    let error = fails(|_| Reply::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-Y: zzzzzzzz\r\n".repeat(100)));
    assert!(error.to_string().starts_with("could not fetch http://127.0.0.1:"), "{error}");
}

#[test]
fn a_slow_drip_is_given_up() {
    let (slow, silent) = (Duration::from_millis(100), Duration::from_secs(60));
    for (head, pause) in [("HTTP/1.1 200 OK\r\n\r\n", slow), ("HTTP/1.1 200 OK\r\nX-", slow), ("", silent)] {
        let error = fails(move |_| Reply::Drip(head.into(), b'x', pause));
        assert!(error.is_out_of_bounds(), "{head:?}: {error}");
        assert!(error.to_string().ends_with("the answer took too long"), "{error}");
    }
}

#[test]
fn a_redirect_loop_ends() {
    let error = fails(|_| reply("302 Found", &["Location: /feed"], b""));
    assert!(error.to_string().ends_with("it was redirected more than 5 times"), "{error}");
}

#[test]
fn a_redirect_to_a_private_address_is_not_followed() {
    for target in [
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://0x0a000001/",
        "http://167772161/",
        "http://0.0.0.0/",
        "http://[::ffff:10.0.0.1]/",
    ] {
        let error = fails(move |_| reply("301 Moved", &[&format!("Location: {target}")], b""));
        assert!(error.is_private(), "{target}: {error}");
        assert!(error.to_string().ends_with("the name leads to a private address"), "{error}");
    }
    for target in ["file:///etc/passwd", "gopher://a.example/", "http://user:word@a.example/"] {
        let error = fails(move |_| reply("301 Moved", &[&format!("Location: {target}")], b""));
        assert!(error.to_string().contains("no address that begins with http"), "{target}: {error}");
    }
}

#[test]
fn this_machine_is_private_unless_a_test_says_otherwise() {
    let server = Server::start(|_| ok("text/plain", b"secret"));
    for url in [server.url("/"), server.url("/").replace("127.0.0.1", "localhost")] {
        let mut fetcher = Fetcher::new(Limits { allows_loopback: false, ..limits() }, Arc::default());
        let error = fetcher.get(&url, &Validators::default()).unwrap_err();
        assert!(error.is_private(), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_bomb_is_bounded() {
    let bomb = gzip(&vec![b'x'; 50 << 20]);
    let error = fails(move |_| reply("200 OK", &["Content-Encoding: gzip"], &bomb));
    assert!(error.is_out_of_bounds(), "{error}");
    let error = fails(|_| reply("200 OK", &["Content-Encoding: gzip"], &[0x1f, 0x8b, 8, 0, 1, 2, 3]));
    assert!(error.to_string().ends_with("the answer could not be unpacked"), "{error}");
}

#[test]
fn half_an_answer_is_none() {
    let error =
        fails(|_| Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss><channel>".to_vec()));
    assert!(error.to_string().ends_with("the answer was cut short"), "{error}");
    for nonsense in ["", "HTTP/1.1", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 999999 No\r\n\r\n", "\0\0\0\0"] {
        let error = fails(move |_| Reply::Bytes(nonsense.into()));
        assert!(error.to_string().starts_with("could not fetch"), "{nonsense:?}: {error}");
    }
}

#[test]
fn failures_say_what_the_site_answered() {
    for (status, wait) in [("429 Too Many Requests", 120), ("503 Unavailable", 7)] {
        let error = fails(move |_| reply(status, &[&format!("Retry-After: {wait}")], b""));
        assert_eq!(error.wait(), Some(Duration::from_secs(wait)));
        assert!(error.to_string().contains(&status[..3]), "{error}");
    }
    let error = fails(|_| reply("500 Internal Server Error", &[], b""));
    assert!(error.to_string().ends_with("the site answered 500, which may pass"), "{error}");
    assert!(fails(|_| reply("404 Not Found", &[], b"")).to_string().ends_with("the site answered 404"));
}

#[test]
fn robots_are_obeyed_also_behind_redirects() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => ok("text/plain", b"User-agent: hustings\nDisallow: /closed\n"),
        "/open" => reply("302 Found", &["Location: /closed"], b""),
        _ => ok("text/plain", b"words"),
    });
    let mut fetcher = fetcher();
    for path in ["/closed", "/open"] {
        let error = fetcher.get(&server.url(path), &Validators::default()).unwrap_err();
        assert!(error.is_disallowed(), "{path}: {error}");
    }
    assert_eq!(fresh(fetcher.get(&server.url("/else"), &Validators::default())).bytes, b"words");
    let paths: Vec<String> = server.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(paths, ["/robots.txt", "/open", "/else"], "asked for once, and nothing that is closed");
}

#[test]
fn a_site_whose_robots_fail_is_left_alone() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("500 Internal Server Error", &[], b""),
        _ => ok("text/plain", b"words"),
    });
    let error = fetcher().get(&server.url("/x"), &Validators::default()).unwrap_err();
    assert!(error.is_disallowed(), "{error}");
    let endless = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => {
            Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), b"User-agent: *\nDisallow: /no\n".repeat(50))
        }
        _ => ok("text/plain", b"words"),
    });
    assert_eq!(fresh(fetcher().get(&endless.url("/x"), &Validators::default())).bytes, b"words");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|request| {
        let is_known = request.header("if-none-match") == Some("\"7\"")
            && request.header("if-modified-since") == Some("Wed, 15 Nov 2023 08:00:00 GMT");
        match request.path.as_str() {
            "/robots.txt" => reply("404 Not Found", &[], b""),
            _ if is_known => reply("304 Not Modified", &[], b""),
            _ => reply("200 OK", &["ETag: \"7\"", "Last-Modified: Wed, 15 Nov 2023 08:00:00 GMT"], b"words"),
        }
    });
    let mut fetcher = fetcher();
    let first = fresh(fetcher.get(&server.url("/feed"), &Validators::default()));
    let again = fetcher.get(&server.url("/feed"), &first.validators).unwrap();
    assert!(matches!(again, Answer::Unchanged));
}

#[test]
fn hosts_get_their_pause() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => ok("text/plain", b"User-agent: *\nCrawl-delay: 0.4\n"),
        _ => ok("text/plain", b"words"),
    });
    let mut fetcher = fetcher();
    for path in ["/1", "/2", "/3"] {
        fresh(fetcher.get(&server.url(path), &Validators::default()));
    }
    let times: Vec<Instant> = server.requests().iter().map(|request| request.at).collect();
    // The first answer tells of the pause, so it holds from the second request on.
    for pair in times[1..].windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(390), "{:?}", pair[1] - pair[0]);
    }
}

#[test]
fn a_sleeper_wakes_when_asked_to_stop() {
    let server = Server::start(|_| ok("text/plain", b"words"));
    let stop = Arc::new(AtomicBool::new(false));
    let mut fetcher = Fetcher::new(Limits { pause: Duration::from_secs(60), ..limits() }, Arc::clone(&stop));
    let begin = Instant::now();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        stop.store(true, Ordering::Relaxed);
    });
    let error = fetcher.get(&server.url("/x"), &Validators::default()).unwrap_err();
    assert!(error.is_stopped() && begin.elapsed() < Duration::from_secs(5), "{error}");
    stopper.join().unwrap();
}

/// Follows one feed for so many rounds and returns the addresses that came in, and the complaints.
fn follow(server: &Server, rounds: usize) -> (Vec<String>, Vec<String>) {
    let mut follower = Follower::new(&[server.url("/feed")], Duration::ZERO, limits(), Arc::default());
    let (mut known, mut found, mut complaints) = (HashSet::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut came = Vec::new();
        follower.round(
            |url| known.contains(url),
            |news| match news {
                News::Piece(piece, _) => match Piece::open(*piece) {
                    Ok(opened) => came.push(opened.article),
                    Err(why) => complaints.push(why.to_string()),
                },
                News::Complaint(why) => complaints.push(why),
            },
        );
        for article in came {
            let url = article.url.unwrap();
            known.insert(url.clone());
            found.push(url.rsplit('/').next().unwrap().to_owned());
        }
    }
    (found, complaints)
}

#[test]
fn articles_of_a_feed_are_fetched_once() {
    let server = Server::start(|request| {
        let base = format!("http://{}", request.header("host").unwrap());
        let whole = "The board met on Tuesday and chose nobody, said Ada Fictional. ".repeat(30);
        match request.path.as_str() {
            "/robots.txt" => ok("text/plain", b"User-agent: *\nDisallow: /secret\n"),
            "/feed" => ok(
                "application/rss+xml",
                &feed(
                    &base,
                    &[("/a", "Short."), ("/whole", &whole), ("/secret", "x"), ("/gone", "x"), ("/pic", "x")],
                ),
            ),
            "/a" => ok("text/html", &page("A.")),
            "/pic" => ok("image/png", b"\x89PNG\r\n\x1a\n............"),
            _ => reply("410 Gone", &[], b""),
        }
    });
    let (found, complaints) = follow(&server, 2);
    assert_eq!(found, ["a", "whole", "whole"]);
    let asked = server.requests().iter().filter(|request| request.path == "/a").count();
    assert_eq!(asked, 1);
    assert!(
        complaints.iter().any(|why| why.contains("/secret") && why.contains("robots.txt")),
        "{complaints:?}"
    );
    assert!(complaints.iter().any(|why| why.contains("/gone") && why.contains("410")), "{complaints:?}");
    assert!(complaints.iter().any(|why| why.contains("a PNG picture")), "{complaints:?}");
}

#[test]
fn a_feed_in_another_character_set_than_it_says_is_read() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", &[], b""),
        _ => {
            let text = "Ada Fictional a dit « oui » à Orléans. ".repeat(40);
            let latin: Vec<u8> = String::from_utf8(feed("http://a.example", &[("/a", &text)]))
                .unwrap()
                .chars()
                .map(|char| u8::try_from(u32::from(char)).unwrap())
                .collect();
            ok("application/rss+xml; charset=utf-8", &latin)
        }
    });
    let mut follower = Follower::new(&[server.url("/feed")], Duration::ZERO, limits(), Arc::default());
    let mut bodies = Vec::new();
    follower.round(
        |_| false,
        |news| match news {
            News::Piece(piece, _) => bodies.push(piece.open().unwrap().article.body),
            News::Complaint(why) => panic!("{why}"),
        },
    );
    assert!(bodies[0].starts_with("Ada Fictional a dit « oui » à Orléans."), "{bodies:?}");
}

#[test]
fn a_feed_that_never_ends_costs_only_itself() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", &[], b""),
        _ => Reply::Endless(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>".to_vec(),
            b"<item><title>T</title><link>http://127.0.0.1:1/x</link></item>".repeat(100),
        ),
    });
    let (found, complaints) = follow(&server, 1);
    assert!(found.is_empty());
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert!(complaints[0].ends_with("the answer is larger than 1 MiB"), "{complaints:?}");
}

#[test]
fn a_feed_of_many_articles_is_taken_in_rounds() {
    let server = Server::start(|request| {
        let base = format!("http://{}", request.header("host").unwrap());
        let names: Vec<String> = (0..70).map(|n| format!("/{n}")).collect();
        let items: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "Short.")).collect();
        match request.path.as_str() {
            "/robots.txt" => reply("404 Not Found", &[], b""),
            "/feed" => reply("200 OK", &["ETag: \"1\""], &feed(&base, &items)),
            path => ok("text/html", &page(path)),
        }
    });
    assert_eq!(follow(&server, 1).0.len(), 50);
    assert_eq!(follow(&server, 2).0.len(), 70);
}

#[test]
fn what_is_no_feed_and_what_is_no_page_are_not_taken_for_one() {
    let archive = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://other.example/\r\nContent-Type: \
                   text/plain\r\nContent-Length: 12\r\n\r\nFalse words.\r\n\r\n";
    let server = Server::start(move |request| {
        let base = format!("http://{}", request.header("host").unwrap());
        match request.path.as_str() {
            "/robots.txt" => reply("404 Not Found", &[], b""),
            "/feed" => ok("text/xml", &feed(&base, &[("/a", "Short.")])),
            _ => ok("text/html", archive.as_bytes()),
        }
    });
    let (found, complaints) = follow(&server, 1);
    assert!(found.is_empty() && complaints[0].ends_with("it holds no single article"), "{complaints:?}");
    let pages = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", &[], b""),
        _ => ok("text/html", &page("Log in.")),
    });
    let (found, complaints) = follow(&pages, 1);
    assert!(found.is_empty() && complaints[0].ends_with("it is no feed"), "{complaints:?}");
}

#[test]
fn a_feed_that_fails_is_left_alone_for_longer() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => reply("404 Not Found", &[], b""),
        _ => reply("429 Too Many Requests", &["Retry-After: 3600"], b""),
    });
    let mut follower =
        Follower::new(&[server.url("/feed")], Duration::from_secs(60), limits(), Arc::default());
    let mut complaints = Vec::new();
    for _ in 0..3 {
        follower.round(
            |_| false,
            |news| {
                if let News::Complaint(why) = news {
                    complaints.push(why)
                }
            },
        );
    }
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert!(follower.due().unwrap() - Instant::now() > Duration::from_secs(3500));
}
