//! Nouns of backing: "endorsement", "support", "opposition", with whose they are and who receives them.
//!
//! [`super::endorsement`] reads the verbs; the nouns are read here into the same book.
//!
//! `Okafor has won Mori’s backing` → Mori for Okafor

use super::backer::{apposed, noun_phrases_from};
use super::endorsement::{Book, Position, Told, is_poll, person_of};
use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::scope::scope;
use crate::entity::EntityId;

impl Book<'_, '_> {
    /// "has won the endorsement of the Greens", "Reid's endorsement of Cortez Masto", "stiff opposition from the left".
    pub(super) fn read_noun(&mut self, at: usize) {
        let scene = self.scene;
        let position = match scene.word(at) {
            "support" | "endorsement" | "endorsements" | "backing" => Position::For,
            "opposition" => Position::Against,
            _ => return,
        };
        let end = scene.sentence(at).end;
        let told = Told { at, position, post: None };
        if let Some(owner) = owner(scene, at) {
            let link = matches!(scene.word(at + 1), "of" | "for");
            let of = phrase::persons_from(scene, at + 2, end.min(at + 10));
            let named = of.first().filter(|_| link).and_then(|phrase| person_of(scene, phrase));
            // "won Mori's backing", "announced his support for Mori"; "needs their support" is nobody's yet.
            let is_pronoun = scene.word(owner + 1) != "'s";
            let of = named.or_else(|| if is_pronoun { None } else { self.receiver(at) });
            if let Some(candidate) = of.filter(|_| !is_pronoun || is_given(scene, at)) {
                self.push(&phrase::phrase_at(scene, owner), candidate, told);
            }
            return;
        }
        if !matches!(scene.word(at + 1), "of" | "from" | "by") || is_poll(scene, at) {
            return;
        }
        let Some(candidate) = self.receiver(at) else { return };
        for by in noun_phrases_from(scene, at + 2, end) {
            self.push(&by, candidate, told);
        }
    }

    /// "Tomás Herrera, a longtime supporter of Okafor", "Herrera has been a vocal backer of hers".
    pub(super) fn read_supporter(&mut self, at: usize) {
        let scene = self.scene;
        let is_noun = matches!(scene.word(at), "supporter" | "backer" | "endorser" | "surrogate");
        if !is_noun || !matches!(scene.word(at + 1), "of" | "for") || !scope(scene, at).is_plain() {
            return;
        }
        let end = scene.sentence(at).end.min(at + 10);
        let name = (at + 2..end).find(|&i| scene.named_person(i).is_some() || scene.word(i) == ",");
        let by = apposed(scene, &Phrase { tokens: at..at + 1, entity: None });
        // "A supporter of Mori's plan" backs the plan.
        let whole =
            name.map(|i| phrase::phrase_at(scene, i)).filter(|whole| scene.word(whole.tokens.end) != "'s");
        let candidate = whole.and_then(|whole| scene.named_person(whole.tokens.start));
        if let Some(candidate) = candidate.filter(|_| by.entity.is_some()) {
            self.push(&by, candidate, Told { at, position: Position::For, post: None });
        }
    }

    /// Returns who receives the support told of at token `at`: "Okafor has won Mori's backing".
    pub(super) fn receiver(&self, at: usize) -> Option<EntityId> {
        let scene = self.scene;
        let floor = scene.sentence(at).start.max(at.saturating_sub(8));
        let verb = (floor..at).rev().find(|&i| is_receiving(scene.word(i)))?;
        // "helped him win the backing", "failed to get the support": an infinitive is no fact.
        let is_fact = scene.pos(verb) != crate::model::PartOfSpeech::VB && scope(scene, verb).is_plain();
        let subject = phrase::subject(scene, verb).filter(|_| is_fact)?;
        person_of(scene, &subject)
    }
}

/// Returns the last token of the words for whose backing it is: "Mori's backing", "her full support".
fn owner(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let floor = scene.sentence(at).start.max(at.saturating_sub(3));
    let near = (floor..at).rev().take(2);
    let mark = near.into_iter().find(|&i| matches!(scene.word(i), "'s" | "his" | "her" | "their" | "its"))?;
    let owner = if scene.word(mark) == "'s" { mark.checked_sub(1)? } else { mark };
    scene.entity(owner).map(|_| owner)
}

/// Whether backing with a pronoun for its owner is told as given: "announced his support for", not "refused to give his support to".
fn is_given(scene: &Scene<'_>, at: usize) -> bool {
    let scope = scope(scene, at);
    scope.is_plain() && !scope.is_possible && !scope.is_considered
}

fn is_receiving(word: &str) -> bool {
    matches!(
        word,
        "won"
            | "wins"
            | "win"
            | "received"
            | "receives"
            | "earned"
            | "picked"
            | "picks"
            | "got"
            | "has"
            | "have"
            | "had"
            | "drew"
            | "drawn"
            | "secured"
            | "gained"
            | "enjoys"
            | "faces"
            | "faced"
            | "landed"
            | "scored"
            | "racked"
            | "collected"
            | "garnered"
            | "enjoyed"
            | "retains"
            | "retained"
            | "keeps"
            | "commands"
            | "counts"
            | "boasts"
            | "attracted"
            | "receive"
            | "touted"
            | "touts"
            | "trumpeted"
            | "celebrated"
            | "welcomed"
            | "accepted"
            | "basked"
            | "nabbed"
            | "snagged"
            | "clinched"
            | "gathered"
            | "amassed"
            | "unveiled"
            | "picking"
            | "winning"
            | "securing"
    )
}
