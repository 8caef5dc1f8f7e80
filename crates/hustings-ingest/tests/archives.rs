//! WARC files: as crawlers write them, and cut, damaged or lying about their lengths.

#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use hustings_ingest::{Hint, Opened, Piece, pieces};

const TEXT: &str = "“Yes,” said Ada Fictional on Tuesday when she was asked whether she wants to chair the harbor \
                    board. Bo Invented has ruled himself out, and the council will meet in May to decide.";

fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    )
}

fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-11-15T08:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    record("response", url, "application/http; msgtype=response", &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the records of a crawl of two pages, among much else.
fn crawl() -> Vec<Vec<u8>> {
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let body = page("Two");
    let (one, rest) = body.split_at(100);
    let chunked = format!("{:x}\r\n{one}\r\n{:x};x=y\r\n{rest}\r\n0\r\n\r\n", one.len(), rest.len());
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        record("request", "https://pier.example/1", "application/http", b"GET /1 HTTP/1.1\r\n\r\n"),
        response("https://pier.example/1", html, page("One").as_bytes()),
        response("https://pier.example/logo.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG....."),
        response(
            "https://pier.example/gone",
            "404 Not Found\r\nContent-Type: text/html",
            page("Gone").as_bytes(),
        ),
        response(
            "https://pier.example/2",
            &format!("{html}\r\nTransfer-Encoding: chunked"),
            chunked.as_bytes(),
        ),
        response(
            "https://pier.example/3",
            &format!("{html}\r\nContent-Encoding: gzip"),
            &gzip(page("Three").as_bytes()),
        ),
        record("conversion", "https://pier.example/4", "text/plain", TEXT.as_bytes()),
        response("https://pier.example/empty", html, b"<html><body></body></html>"),
    ]
}

fn opened(bytes: &[u8]) -> Vec<Result<Opened, String>> {
    match pieces(bytes, &Hint::default()) {
        Err(why) => vec![Err(why.to_string())],
        Ok(pieces) => {
            pieces.map(|piece| piece.and_then(Piece::open).map_err(|why| why.to_string())).collect()
        }
    }
}

#[track_caller]
fn check_crawl(bytes: &[u8]) {
    let opened = opened(bytes);
    let urls: Vec<_> = opened.iter().flatten().map(|opened| opened.article.url.clone().unwrap()).collect();
    let expected = [1, 2, 3, 4].map(|n| format!("https://pier.example/{n}"));
    assert_eq!(urls, expected);
    let first = opened[0].as_ref().unwrap();
    assert_eq!(first.fetched.as_deref(), Some("2023-11-15T08:00:00Z"));
    assert_eq!(first.bytes.as_deref(), Some(page("One").as_bytes()));
    assert!(opened[..4].iter().flatten().all(|opened| opened.article.body.contains("“Yes,” said Ada")));
    let why = opened[4].as_ref().unwrap_err();
    assert_eq!(why, "record 9 (https://pier.example/empty): no article text was found in the page");
}

#[test]
fn pages_of_a_crawl_are_articles() {
    check_crawl(&crawl().concat());
}

#[test]
fn each_record_may_be_a_member_of_a_gzip() {
    let members: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    check_crawl(&members);
}

#[test]
fn heads_may_end_in_bare_line_feeds() {
    let mut bytes = Vec::new();
    for record in crawl() {
        let text = String::from_utf8_lossy(&record).into_owned();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        bytes.extend_from_slice(head.replace("\r\n", "\n").as_bytes());
        bytes.extend_from_slice(b"\n\n");
        bytes.extend_from_slice(&record[head.len() + 4..]);
    }
    check_crawl(&bytes);
}

#[test]
fn a_warc_cut_anywhere_has_its_whole_records() {
    let whole = crawl().concat();
    for cut in (20..whole.len()).step_by(37) {
        let found = opened(&whole[..cut]);
        assert!(found.len() <= 6, "{cut}");
        for opened in found.iter().flatten() {
            assert!(opened.article.body.contains("decide."), "{cut}");
        }
    }
    let why = opened(&whole[..whole.len() - 10]).pop().unwrap().unwrap_err();
    assert_eq!(why, "record 9 of the WARC is cut short; the file may have been cut while it was written");
    let members: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    let found = opened(&members[..members.len() - 30]);
    assert_eq!(found.iter().flatten().count(), 4);
    let why = found.last().unwrap().as_ref().unwrap_err();
    assert!(why.contains("could not be unpacked; the file may be cut short"), "{why}");
}

#[test]
fn a_broken_record_is_passed_over() {
    let mut records = crawl();
    records[2] = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_vec();
    let found = opened(&records.concat());
    assert_eq!(found.iter().flatten().count(), 3);
    assert_eq!(found[0].as_ref().unwrap_err(), "record 3 of the WARC does not say how long it is");
    let lying = String::from_utf8(record("response", "https://pier.example/1", "text/html", b"x")).unwrap();
    let lying = lying.replace("Content-Length: 1", "Content-Length: 18446744073709551615");
    assert_eq!(opened(lying.as_bytes()).iter().flatten().count(), 0);
}

#[test]
fn a_bomb_in_a_record_is_bounded() {
    let mut bomb = gzip(&vec![b'x'; 100 << 20]);
    bomb = response(
        "https://pier.example/b",
        "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
        &bomb,
    );
    let why = opened(&bomb).remove(0).unwrap_err();
    assert!(why.contains("too large for one article"), "{why}");
}
