//! Tells from the first bytes and the name what form an input has: plain text, a page, a feed, a WARC or a corpus.
//!
//! `open` asks before it reads on, because a corpus is streamed and an article is not.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::open::Hint;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Page,
    Corpus,
    Feed,
    JsonFeed,
    Warc,
}

/// A page begins with a tag; or words stand before its first tag, and then that must be one that only pages have.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:\xEF\xBB\xBF)?(?:\s|<\?xml[^>]*>|<!--(?s-u:.)*?-->)*",
        r"<(?:html|head|body|meta|title|script|article|main|section|div|p|h1)(?:\s[^<]*)?/?>",
        r"|<!doctype\s+html|<html[\s>]|<body[\s>]",
    ))
    .expect("the pattern is valid")
});

/// A feed is told by its outermost element, whatever is declared before it.
static FEED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:\xEF\xBB\xBF)?(?:\s|<\?[^>]*>|<!--(?s-u:.)*?-->|<!doctype\s+(?:rss|feed|rdf)[^\[>]*>)*",
        r"<(?:!doctype\s+(?:rss|feed|rdf)\b|rss[\s>]|(?:atom:)?feed[\s>]|rdf:rdf[\s>])",
    ))
    .expect("the pattern is valid")
});

/// A JSON feed names its version, nearly always first.
static JSON_FEED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?:\xEF\xBB\xBF)?\s*\{(?s-u:.)*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org"#)
        .expect("the pattern is valid")
});

static CORPUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?:\xEF\xBB\xBF)?\s*\{\s*(?:"(?:[^"\\]|\\.){0,64}"\s*:|\})"#)
        .expect("the pattern is valid")
});

/// Returns the form of an input that begins with `head`, unpacked.
pub(crate) fn sniff(head: &[u8], hint: &Hint) -> Form {
    if head.starts_with(b"WARC/") {
        return Form::Warc;
    }
    if JSON_FEED.is_match(head) {
        return Form::JsonFeed;
    }
    if CORPUS.is_match(head) {
        return Form::Corpus;
    }
    // A few bytes of UTF-16 hide their tags from the pattern.
    let seen: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).take(4096).collect();
    if FEED.is_match(&seen) {
        return Form::Feed;
    }
    if PAGE.is_match(&seen) {
        return Form::Page;
    }
    let says = |types: &[&str], endings: &[&str]| {
        let content_type = hint.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        let name = hint.name.as_deref().unwrap_or_default().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        types.iter().any(|part| content_type.contains(part)) || endings.iter().any(|end| name.ends_with(end))
    };
    if says(&["html"], &[".html", ".htm", ".xhtml"]) && seen.contains(&b'<') {
        return Form::Page;
    }
    if says(&["ndjson", "jsonl", "json-seq"], &[".jsonl", ".ndjson"]) {
        return Form::Corpus;
    }
    Form::Text
}

/// Returns what kind of file the bytes are, when it is one that holds no text.
pub(crate) fn not_text(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet file"),
        (b"\xD0\xCF\x11\xE0", "an office document"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let is_control = |byte: &&u8| matches!(**byte, 1..=8 | 14..=26 | 28..=31 | 127);
    let controls = head.iter().filter(is_control).count();
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    // UTF-16 has up to one zero for each character, and a damaged page a few; a binary file has more of both.
    (controls * 20 > head.len() || zeros * 10 > head.len() * 6).then_some("a binary file")
}
