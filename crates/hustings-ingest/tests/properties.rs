//! What holds for any bytes: nothing panics, spans lie in the body, and time grows with length.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use hustings_ingest::{Hint, open, open_article};
use proptest::prelude::*;

const PAGE: &str = include_str!("pages/blog.html");
const BROKEN: &str = include_str!("pages/broken.html");

/// Opens bytes in every way there is, and checks what must hold of an article.
fn check(bytes: &[u8]) {
    for name in ["a.html", "a.txt", "a.jsonl.gz"] {
        let hint = Hint { name: Some(name.to_owned()), ..Hint::default() };
        for article in open(bytes, &hint).into_iter().flatten().flatten() {
            let mut end = 0;
            for part in &article.furniture {
                assert!(part.span.start >= end && !part.span.is_empty(), "{:?}", article.furniture);
                end = part.span.end;
                let words = part.span.of(&article.body);
                assert_eq!(words.trim(), words);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_open_or_say_why_not(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&bytes);
    }

    #[test]
    fn any_text_is_kept(text in "\\PC{0,200}(\n{1,3}\\PC{0,200}){0,5}") {
        let whole = format!("The board met.\n{text}");
        if let Ok(article) = open_article(whole.as_bytes(), &Hint::default()) {
            prop_assert_eq!(&article.body, &whole);
        }
        check(text.as_bytes());
    }

    #[test]
    fn mangled_pages_open_or_say_why_not(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..200usize, prop::collection::vec(any::<u8>(), 0..4)), 1..12),
        is_broken in any::<bool>(),
    ) {
        let mut bytes = if is_broken { BROKEN } else { PAGE }.as_bytes().to_vec();
        for (at, len, put) in cuts {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + len).min(bytes.len());
            bytes.splice(at..end, put);
        }
        check(&bytes);
    }

    #[test]
    fn mangled_feeds_and_archives_open_or_say_why_not(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..60usize, prop::collection::vec(any::<u8>(), 0..4)), 1..12),
        which in 0..FEEDS.len(),
    ) {
        let mut bytes = FEEDS[which].repeat(3).into_bytes();
        for (at, len, put) in cuts {
            // What they are stands in the first bytes, and is left alone.
            let at = (8 + at.index(bytes.len())).min(bytes.len());
            let end = (at + len).min(bytes.len());
            bytes.splice(at..end, put);
        }
        check(&bytes);
    }

    #[test]
    fn tags_in_any_order_open(tags in prop::collection::vec(0..TAGS.len(), 0..300)) {
        let html: String = tags.into_iter().map(|tag| TAGS[tag]).collect();
        check(format!("<html>{html}").as_bytes());
    }
}

const FEEDS: [&str; 4] = [
    "<rss version=\"2.0\"><channel><title>Pier</title><item><title>A &amp; B</title><link>https://pier.example/1</link>\
     <pubDate>Tue, 14 Nov 2023 23:30:00 -0500</pubDate><description><![CDATA[<p>“Yes,” she said.</p>]]></description>\
     </item></channel></rss>",
    "<feed><entry><link href='https://pier.example/2'/><content type='xhtml'><div><p>“Yes,” <b>she</b> said.</p></div>\
     </content><source><title>x</title></source></entry></feed>",
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pier.example/3\r\nContent-Type: application/http\r\n\
     Content-Length: 103\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
     18\r\n<html><p>Yes, she said.\r\n0\r\n\r\n\r\n\r\n",
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": 1, \"content_html\": \"<p>“Yes,” she said.\"}]}",
];

const TAGS: [&str; 24] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<b>",
    "</i>",
    "<blockquote class=embed>",
    "<article>",
    "</article>",
    "<ul><li>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<form>",
    "<h1>The board</h1>",
    "The board met on Tuesday and chose nobody. ",
    "“Yes,” she said. ",
    "&nbsp;&#x1F;\u{0}",
];

/// Pages that are made to be slow: deep, wide, never closed.
#[test]
fn hostile_pages_open_in_time() {
    let words = "The board met on Tuesday, it is said, and chose nobody at all. ";
    let pages = [
        format!("<html><body>{}{words}", "<div>".repeat(100_000)),
        format!("<html><body>{}{words}", "<table><tr><td>x".repeat(10_000)),
        format!("<html><body>{}{words}", "<ul><li>x<p>".repeat(10_000)),
        format!("<html><body><p>{}{words}", "<b><i><a href=x>".repeat(30_000)),
        format!("<html><body>{}", "<p><font color=1>x".repeat(5_000)),
        format!("<html><body>{}", "<".repeat(1_000_000)),
        format!("<html><body>{}", "<!--".repeat(300_000)),
        format!("<html><body>{}", "<a href=\"".repeat(100_000)),
        format!("<html><body>{}", "<script>".repeat(100_000)),
        format!("<html><body><div class=cookie-x>{}", format!("<div class=cookie-x>{words}").repeat(5_000)),
        format!("<html><body><article>{}</article>", format!("<p>{}</p>", words.repeat(10)).repeat(1_000)),
        "x".repeat(2_000_000),
        "\u{0}<p>".repeat(50_000),
    ];
    // Optimized, each takes a second or two; what would be slow by design takes minutes or the stack.
    let limit = Duration::from_secs(40);
    for page in pages {
        let begin = Instant::now();
        let _ = open_article(page.as_bytes(), &Hint::default());
        assert!(begin.elapsed() < limit, "{:?} for {:.60}", begin.elapsed(), page);
    }
}
