//! What opens, as what, and what is said when it does not.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use hustings::Article;
use hustings::article::{FoundIn, FurnitureKind};
use hustings_ingest::{Hint, LARGEST_ARTICLE, corpus, open, open_article};

fn text(text: &str) -> Article {
    open_article(text.as_bytes(), &Hint::default()).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Checks the furniture of a text, given as the words of each part in order.
#[track_caller]
fn check_furniture(body: &str, expected: &[(FurnitureKind, &str)]) {
    let article = text(body);
    assert_eq!(article.body, body, "the body is the text as given");
    let found: Vec<_> = article.furniture.iter().map(|part| (part.kind, part.span.of(body))).collect();
    assert_eq!(found, expected);
}

use FurnitureKind::{Byline, CommentForm, DateLine, Headline, Insert};

#[test]
fn headline_date_line_and_comment_form_are_furniture() {
    check_furniture(
        concat!(
            "Three want to chair the harbor board\r\n\r\n  November 15, 2023  –BRUSSELS – Three people said on Tuesday that they want the post, and a fourth is thinking about it. \n\n",
            "“Yes,” said Ada Fictional when she was asked.\n\nLeave a Reply\n\n",
            "Your email address will not be published. Required fields are marked *\n\nJo says: I like the third one best of all, and so does my whole street.\n",
        ),
        &[
            (Headline, "Three want to chair the harbor board"),
            (DateLine, "November 15, 2023  –BRUSSELS –"),
            (CommentForm, "Leave a Reply"),
            (CommentForm, "Your email address will not be published. Required fields are marked *"),
            (CommentForm, "Jo says: I like the third one best of all, and so does my whole street."),
        ],
    );
}

#[test]
fn a_comment_form_may_be_glued_to_the_last_paragraph() {
    check_furniture(
        "The board met on Tuesday and chose nobody.\nIt meets again. Leave a Reply Your email address will not be published. Required fields are marked *",
        &[(
            CommentForm,
            "Leave a Reply Your email address will not be published. Required fields are marked *",
        )],
    );
}

#[test]
fn inserts_and_credits_are_furniture() {
    check_furniture(
        concat!(
            "By Ada Fictional\n\nThe board met on Tuesday and chose nobody, its clerk said after the vote.\n\nAdvertisement\n\n",
            "The harbor at dawn. (Photo: Bo Invented, Example Images)\n\nIt meets again in May.\n\n",
            "(Reporting by Ada Fictional; Editing by Cy Madeup)\n\nRelated articles\n\nTen harbors in pictures\nWhat a pier costs\n",
        ),
        &[
            (Byline, "By Ada Fictional"),
            (Insert, "Advertisement"),
            (Insert, "The harbor at dawn. (Photo: Bo Invented, Example Images)"),
            (Byline, "(Reporting by Ada Fictional; Editing by Cy Madeup)"),
            (Insert, "Related articles"),
            (Insert, "Ten harbors in pictures"),
            (Insert, "What a pier costs"),
        ],
    );
}

#[test]
fn lines_of_the_report_are_no_furniture() {
    for line in [
        "He asked readers to leave a reply, and 300 did.",
        "“Sign up for the race or leave it,” she told him.",
        "Follow the money, the mayor said.",
        "Comments by the minister drew laughter.",
        "She will share this with nobody.",
        "Watch what they do, he said, not what they say.",
        "Photos of the two were printed on every front page.",
        "Subscribe to that view, and you lose Ohio, he said.",
        "Source after source told the paper the same.",
        "Copyright was the one thing on which they agreed.",
        "By Tuesday, three had withdrawn.",
        "The vote was reported by Reuters.",
    ] {
        check_furniture(
            &format!("The board met and chose nobody.\n{line}\nIt meets again in May, said its clerk."),
            &[],
        );
    }
}

#[test]
fn a_date_line_of_its_own_dates_the_article() {
    let article = text("Friday, January 4, 2019 \n\n\nA board collapsed on Monday.\n");
    let time = article.document_creation_time.unwrap();
    assert_eq!((time.date.value().as_str(), time.found_in), ("2019-01-04", FoundIn::Text));
    assert_eq!(article.title, None);
}

#[test]
fn a_line_of_a_corpus_is_an_article() {
    let lines = concat!(
        "{\"id\":\"a\",\"text\":\" The board met.\\n\",\"title\":\"Board meets\",\"dct\":\"1999-02-06\",\"publisher\":\"Gazette\",\"more\":[1]}\n",
        "\n",
        "{\"id\":\"b\",\"text\":\n",
        "{\"id\":\"c\"}\r\n",
        "{\"id\":4,\"text\":\"NAIROBI — Yes.\",\"date\":\"2023-11-15T08:05:00Z\",\"outlet\":\"Courier\",\"url\":\"https://courier.example/a\"}",
    );
    for bytes in [
        lines.as_bytes().to_vec(),
        gzip(lines.as_bytes()),
        [gzip(&lines.as_bytes()[..40]), gzip(&lines.as_bytes()[40..])].concat(),
    ] {
        let found: Vec<_> = open(Cursor::new(bytes), &Hint::default()).unwrap().collect();
        assert_eq!(found.len(), 4);
        let first = found[0].as_ref().unwrap();
        assert_eq!(
            (first.id.as_str(), first.body.as_str(), first.outlet.as_deref()),
            ("a", " The board met.\n", Some("Gazette"))
        );
        assert_eq!(first.dct().unwrap().value(), "1999-02-06");
        let errors: Vec<String> =
            found[1..3].iter().map(|line| line.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(errors[0], "line 3 is not a whole JSON object; a corpus has one article a line");
        assert_eq!(errors[1], "line 4 has no string called \"text\", which is where the article belongs");
        let last = found[3].as_ref().unwrap();
        assert_eq!((last.id.as_str(), last.dateline.as_deref()), ("4", Some("NAIROBI")));
        assert_eq!(last.document_creation_time.as_ref().unwrap().time.as_deref(), Some("08:05:00Z"));
    }
}

#[test]
fn a_url_dates_an_article_that_nothing_else_does() {
    let line = "{\"text\":\"The board met.\",\"url\":\"https://courier.example/2023/11/15/board\"}";
    let article = corpus(line.as_bytes()).next().unwrap().unwrap();
    let time = article.document_creation_time.unwrap();
    assert_eq!((time.date.value().as_str(), time.found_in), ("2023-11-15", FoundIn::Url));
}

#[test]
fn what_is_no_article_is_told_in_a_sentence() {
    let message = |bytes: &[u8]| open_article(bytes, &Hint::default()).unwrap_err().to_string();
    assert_eq!(message(b""), "no article text was found in the text");
    assert_eq!(message(b" \n\t"), "no article text was found in the text");
    assert_eq!(message(b"<html><body></body></html>"), "no article text was found in the page");
    assert_eq!(
        message(b"PK\x03\x04 and so on"),
        "the input is a ZIP archive or office document, not text or HTML; convert it to text first"
    );
    let mut cut = gzip("The board met. ".repeat(1000).as_bytes());
    cut.truncate(cut.len() / 2);
    let error = open_article(&cut, &Hint::default()).unwrap_err();
    assert!(error.is_unreadable());
    assert_eq!(error.to_string(), "the gzip data could not be unpacked; the file may be cut short");
}

#[test]
fn too_much_is_an_error_of_its_line_alone() {
    let long = std::io::repeat(b'x').take(LARGEST_ARTICLE as u64 + 10);
    let rest = Cursor::new(b"\n{\"text\":\"The board met.\"}\n".to_vec());
    let found: Vec<_> = corpus(Cursor::new(b"{\"text\":\"".to_vec()).chain(long).chain(rest)).collect();
    assert!(found[0].as_ref().unwrap_err().is_too_large());
    assert_eq!(found[1].as_ref().unwrap().body, "The board met.");
    let error = open(std::io::repeat(b'x'), &Hint::default()).map(|_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the input is larger than 64 MiB, too large for one article; a corpus is JSON Lines, one article a line"
    );
}

#[test]
fn mojibake_in_a_text_is_kept_as_it_is() {
    let body = "â€œYes,â€ she said, and thatâ€™s all.";
    assert_eq!(text(body).body, body);
}

#[test]
fn a_text_with_a_bracket_in_it_is_no_page() {
    for body in ["The board met.\n<P: nobody was chosen.", "<p is less than q, she said", "1 <2> 3"] {
        assert_eq!(text(body).body, body);
    }
}

#[test]
fn a_page_is_one_by_its_first_tag_whatever_its_name() {
    let words = "The board met on Tuesday and chose nobody, its clerk said after the vote.";
    for page in [
        format!("<!DOCTYPE html><p>{words}"),
        format!(
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- saved --><html xmlns=\"x\"><body><p>{words}</p></body></html>"
        ),
        format!("<p>{words}</p>"),
        format!("HTTP/1.1 200 OK\n\n<html><body><p>{words}"),
    ] {
        let hint = Hint { name: Some("page.txt".to_owned()), ..Hint::default() };
        assert_eq!(open_article(page.as_bytes(), &hint).unwrap().body, words, "{page}");
    }
}
