//! Nothing is lost by length: every quotation of one to three words in `testdata/gold/short_quotations.txt`
//! stands in the content of an attribution.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads its sentences from a file")]

use hustings::{Article, Model};
use std::fs;
use std::path::Path;

#[test]
fn every_short_quotation_is_an_attribution() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/gold/short_quotations.txt");
    let written = fs::read_to_string(path).unwrap();
    let model = Model::from_bytes(hustings_model::TAGGER).unwrap();
    let sentences: Vec<&str> = written.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(sentences.len() >= 60);
    let missed: Vec<&&str> = sentences.iter().filter(|sentence| !is_found(sentence, &model)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

fn is_found(sentence: &str, model: &Model) -> bool {
    let reading = hustings::read(&Article { body: sentence.to_owned(), ..Article::default() }, model);
    let quotations = &reading.segments.quotations;
    let is_told =
        |inner| reading.attributions.iter().flat_map(|a| &a.content).any(|content| content.contains(inner));
    !quotations.is_empty() && quotations.iter().all(|quotation| is_told(quotation.inner))
}
