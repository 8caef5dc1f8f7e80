//! Rivals: what sets one candidate for an antecedent apart from the others.
//!
//! Made once for a pronoun by [`super::antecedent`]; [`super::features`] asks it about every candidate.
//!
//! `Holm met Vermeer before she …`: Holm was named first, Vermeer last

use super::reference::Stage;
use crate::mention::MentionForm;
use std::collections::HashMap;

/// Who stands out among the candidates for a pronoun.
#[derive(Debug, Default)]
pub(crate) struct Rivals {
    /// The last subject in front of the pronoun, as a mention.
    pub nearest_subject: Option<usize>,
    /// The last mention in front of the pronoun by which somebody is named or described.
    pub nearest: Option<usize>,
    /// Who was spoken of most.
    pub most: Option<usize>,
    /// Who was named first.
    pub earliest: Option<usize>,
    /// For each candidate how many of its mentions stand in the sentence, and as subjects anywhere near.
    counts: HashMap<usize, (u32, u32)>,
    /// How many candidates there are.
    pub size: usize,
}

impl Rivals {
    /// Returns who stands out among the candidates for the pronoun at mention `i`, each an entity with a mention.
    pub(super) fn new(stage: &Stage<'_>, i: usize, fitting: &[(usize, usize)]) -> Self {
        let mut rivals = Self::default();
        let before = |j: usize| j < i;
        let is_pronoun = |j: usize| stage.mentions[j].form == MentionForm::Pronoun;
        for &(id, j) in fitting {
            let (near, subjects) = rivals.counts.entry(id).or_default();
            *near += u32::from(stage.places[j].sentence == stage.places[i].sentence);
            *subjects += u32::from(stage.places[j].is_subject);
        }
        let last = |wanted: &dyn Fn(usize) -> bool| {
            fitting.iter().map(|&(_, j)| j).filter(|&j| before(j) && wanted(j)).max()
        };
        rivals.nearest_subject = last(&|j| stage.places[j].is_subject);
        rivals.nearest = last(&|j| !is_pronoun(j));
        let ids = || fitting.iter().map(|&(id, _)| id);
        rivals.most = ids().max_by_key(|&id| (stage.counts[id], std::cmp::Reverse(id)));
        rivals.earliest = ids().min_by_key(|&id| (stage.drafts[id].first, id));
        rivals.size = rivals.counts.len();
        rivals
    }

    /// Returns how many mentions of the entity stand in the sentence of the pronoun.
    pub(super) fn near(&self, id: usize) -> u32 {
        self.counts.get(&id).map_or(0, |counts| counts.0)
    }

    /// Returns how many of its mentions are subjects.
    pub(super) fn subjects(&self, id: usize) -> u32 {
        self.counts.get(&id).map_or(0, |counts| counts.1)
    }
}
