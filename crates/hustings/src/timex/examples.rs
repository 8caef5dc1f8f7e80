//! Every rule's example is its test: the bracketed words, and nothing more, with the kind and value beside them.

use super::grammar::GRAMMAR;
use crate::article::{Article, CreationTime, FoundIn};
use crate::date::PartialDate;
use crate::model::Tags;
use crate::text::Text;

/// Returns the expressions of a sentence read on a day, each as `[words] KIND value`.
fn read(sentence: &str, day: &str) -> Vec<String> {
    let date = PartialDate::parse(day).expect("the day is a date");
    let created = CreationTime { date, time: None, found_in: FoundIn::Given };
    let article =
        Article { body: sentence.to_owned(), document_creation_time: Some(created), ..Article::default() };
    let segments = crate::segment::segment(&article);
    let text = Text { article: &article, segments: &segments, tags: &Tags::default() };
    let found = super::find(&text);
    found
        .iter()
        .map(|timex| format!("[{}] {} {}", text.words(timex.span), timex.kind.name(), timex.value))
        .collect()
}

#[test]
fn every_rule_finds_its_example() {
    let mut wrong = Vec::new();
    for rule in &GRAMMAR.rules {
        let (sentence, expected) = &rule.example;
        let bracketed = sentence.split(['[', ']']).nth(1).expect("an example has brackets");
        let plain = sentence.replace(['[', ']'], "");
        let found = read(&plain, "2023-11-15");
        let expected = format!("[{bracketed}] {expected}");
        if !found.contains(&expected) {
            wrong.push(format!("{expected}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} examples\n{}", wrong.len(), wrong.join("\n"));
}
