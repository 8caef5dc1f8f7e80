//! What every pronoun might have meant: the material that the weights of the antecedents are fitted on.
//!
//! Printed by `cargo xtask antecedents` for `training/antecedents.py`; reading does not use it.
//!
//! `Kallas told Rutte that she …` → of `she`: Kallas with her features; Rutte is no candidate

use super::features::FEATURES;
use super::settle;
use crate::attribution::Attribution;
use crate::mention::Mention;
use crate::text::Text;

/// A pronoun and what speaks for each mention that it may mean: the entities with their features.
pub type Candidates = (usize, Vec<(usize, [f32; FEATURES])>);

/// The pronouns of an article with their candidates, and the entities in the making.
#[derive(Clone, Debug)]
pub struct Trace {
    /// For each pronoun its mention, and the candidates: entities as indices into `entities`, with features.
    pub pronouns: Vec<Candidates>,
    /// The names of the entities and their mentions.
    pub entities: Vec<(String, Vec<usize>)>,
}

/// Returns what each pronoun of the article might have meant.
pub fn trace(text: &Text<'_>, mentions: &[Mention], attributions: &[Attribution]) -> Trace {
    let settled = settle(text, mentions, attributions, Some(Vec::new()));
    let entities = settled.drafts.into_iter().map(|draft| (draft.name, draft.mentions)).collect();
    Trace { pronouns: settled.trace, entities }
}
