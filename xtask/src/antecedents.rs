//! Prints what every pronoun of a corpus might mean, with the features, for `training/antecedents.py`.
//!
//! One JSON line an article, with the places in code points of the text.

use crate::seen;
use anyhow::Result;
use hustings::text::Text;
use hustings::{Article, Model, attribution, entity, mention, segment};
use serde_json::{Value, json};
use std::path::Path;

use crate::attributions::code_points;

/// Prints the pronouns of every article of a corpus with their candidates, and the entities with their mentions.
///
/// # Errors
/// When the corpus cannot be read.
pub fn print(corpus: &Path) -> Result<()> {
    seen::print(corpus, line)
}

fn line(article: &Article, model: &Model) -> Value {
    let segments = segment::segment(article);
    let tags = model.tag(&article.body, &segments);
    let text = Text { article, segments: &segments, tags: &tags };
    let mentions = mention::find(&text);
    let attributions = attribution::tag(&text, model);
    let traced = entity::trace::trace(&text, &mentions, &attributions);
    let points: Vec<[usize; 2]> =
        mentions.iter().map(|mention| code_points(&article.body, mention.span)).collect();
    let pronouns: Vec<Value> = traced
        .pronouns
        .iter()
        .map(|(i, found)| {
            let found: Vec<Value> = found.iter().map(|(id, f)| json!([id, f.to_vec()])).collect();
            json!([points[*i], found])
        })
        .collect();
    let is_name = |i: usize| mentions[i].form == mention::MentionForm::Name;
    let entities: Vec<Value> = traced
        .entities
        .iter()
        .map(|(name, all)| {
            let places: Vec<Value> = all.iter().map(|&i| json!([points[i], is_name(i)])).collect();
            json!([name, places])
        })
        .collect();
    json!({"id": article.id, "pronouns": pronouns, "entities": entities})
}
