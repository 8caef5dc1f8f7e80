//! The scope of a predicate: what negation, doubt, condition, question and joke make of it.
//!
//! Read once for each predicate; every kind of fact decides what survives its scope.
//!
//! `has not ruled out running` → ruled out, negated; `would run if asked` → conditional

use super::clause::{clause, group_start, is_auxiliary, is_finite};
use super::scene::Scene;
use crate::statement::Force;

/// What stands over a predicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Told not to be so, an odd number of times.
    pub is_negated: bool,
    /// "may", "could", "is expected to", "rumored to".
    pub is_possible: bool,
    /// Only weighed: "is considering", "thinks about".
    pub is_considered: bool,
    /// Wanted from somebody by another: "urged her to".
    pub is_requested: bool,
    /// Meant to be done: "plans to", "will", "vowed to".
    pub is_intended: bool,
    /// Hangs on an if.
    pub is_conditional: bool,
    /// Under "would".
    pub is_would: bool,
    /// Asked.
    pub is_question: bool,
    /// Said in jest.
    pub is_joke: bool,
    /// Told of the future by somebody else than the one who decides.
    pub is_forecast: bool,
    /// Said not to be true.
    pub is_denied: bool,
}

impl Scope {
    /// Whether nothing under this scope may count as having happened.
    pub fn is_void(self) -> bool {
        self.is_question || self.is_joke || self.is_denied || self.is_requested
    }

    /// Whether it is told as a plain fact or a firm intention.
    pub fn is_plain(self) -> bool {
        !self.is_void()
            && !self.is_negated
            && !self.is_possible
            && !self.is_considered
            && !self.is_conditional
            && !self.is_would
            && !self.is_forecast
    }
}

/// What a word does to an infinitive, a gerund or a noun that it governs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Governor {
    Negates,
    Considers,
    MakesPossible,
    Requests,
    Intends,
}

fn governor(word: &str) -> Option<Governor> {
    Some(match word {
        "refused" | "refuse" | "refuses" | "refusing" | "declined" | "decline" | "declines" | "declining"
        | "failed" | "fail" | "fails" | "failing" | "stopped" | "stop" | "stops" | "without" | "instead"
        | "nobody" | "neither" | "nor" | "avoid" | "avoided" | "avoiding" | "forgo" | "against" | "short"
        | "reluctant" | "unwilling" | "unlikely" | "unable" | "barred" | "banned" | "bars" | "ineligible"
        | "withheld" | "withhold" | "refusal" => Governor::Negates,
        "consider" | "considers" | "considered" | "considering" | "weigh" | "weighs" | "weighed"
        | "weighing" | "mull" | "mulls" | "mulled" | "mulling" | "explore" | "exploring" | "explores"
        | "explored" | "contemplate" | "contemplating" | "contemplates" | "pondering" | "ponder"
        | "whether" | "undecided" | "debating" | "eyeing" | "toying" | "flirting" | "thinking"
        | "tempted" => Governor::Considers,
        "expected" | "rumored" | "rumoured" | "likely" | "tipped" | "said" | "believed" | "thought"
        | "reported" | "reportedly" | "supposedly" | "speculation" | "speculated" | "possible"
        | "potential" | "potentially" | "maybe" | "perhaps" | "possibly" | "may" | "might" | "could"
        | "poised" | "able" | "chance" | "favored" | "favoured" | "seems" | "appears" | "seen"
        | "predicted" | "eligible" | "presumably" | "free" => Governor::MakesPossible,
        "urged" | "urge" | "urges" | "urging" | "asked" | "ask" | "asking" | "asks" | "pressed"
        | "pressure" | "pressured" | "pressing" | "encouraged" | "encourage" | "encouraging" | "pushed"
        | "push" | "begged" | "persuade" | "persuaded" | "convince" | "invited" | "demanded" | "demand"
        | "demanding" | "calls" | "called" | "call" | "calling" | "wanted" | "should" | "must" | "ought"
        | "advised" | "recruit" | "draft" | "pleaded" | "appealed" | "told" | "lobbied" => Governor::Requests,
        "plans" | "plan" | "planned" | "planning" | "intends" | "intend" | "intended" | "decided"
        | "decides" | "going" | "vowed" | "promised" | "pledged" | "set" | "preparing" | "prepares"
        | "prepared" | "agreed" | "hopes" | "hoping" | "hoped" | "will" | "intention" | "intentions"
        | "decision" | "ready" | "aims" | "'ll" | "wants" | "want" | "agrees" => Governor::Intends,
        _ => return None,
    })
}

/// Whether the word governs infinitives in a way that matters.
pub(super) fn is_governor(word: &str) -> bool {
    governor(word).is_some()
}

/// Returns what stands over the predicate whose first token is `at`.
pub(super) fn scope(scene: &Scene<'_>, at: usize) -> Scope {
    let mut scope = Scope::default();
    let mut start = group_start(scene, at);
    scope.take_group(scene, start..at);
    for _ in 0..3 {
        let Some(governor_at) = governor_before(scene, start) else { break };
        scope.take_governor(scene, governor_at, start);
        start = group_start(scene, governor_at);
        scope.take_group(scene, start..governor_at);
    }
    scope.take_determiners(scene, at);
    scope.take_clause(scene, at);
    scope.take_statement(scene, at);
    scope
}

/// Returns the governor of what starts at token `start`: right before it, or behind "to", "on", "about", "out", "a".
fn governor_before(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let sentence = scene.sentence(start);
    let floor = start.saturating_sub(9).max(sentence.start);
    let mut crossed = 0;
    for i in (floor..start).rev() {
        let word = scene.word(i);
        if governor(word).is_some() && word != "said" && word != "told" {
            return Some(i);
        }
        if matches!(word, "said" | "told") && scene.word(start - 1) == "to" {
            return Some(i);
        }
        let is_link = matches!(
            word,
            "to" | "on"
                | "about"
                | "out"
                | "of"
                | "a"
                | "an"
                | "the"
                | "his"
                | "her"
                | "their"
                | "for"
                | "with"
                | "idea"
                | "possibility"
                | "not"
                | "him"
                | "her."
                | "them"
                | "in"
                | "as"
                | "another"
                | "possible"
                | "himself"
                | "herself"
        ) || scene.entity(i).is_some()
            || scene.timex(i).is_some();
        let after_to = scene.word(start - 1) == "to";
        let is_plain_word =
            !is_finite(scene, i) && !is_auxiliary(word) && word.starts_with(char::is_alphabetic);
        let may_cross = after_to && is_plain_word && crossed < 4;
        if !is_link && !may_cross {
            return None;
        }
        crossed += usize::from(!is_link);
    }
    None
}

impl Scope {
    fn take_group(&mut self, scene: &Scene<'_>, group: std::ops::Range<usize>) {
        for i in group.clone() {
            match scene.word(i) {
                "not" | "n't" | "never" | "no" | "cannot" if scene.word(i + 1) != "only" => {
                    self.is_negated = !self.is_negated
                }
                "may" | "might" | "could" | "probably" | "possibly" | "reportedly" | "likely" => {
                    self.is_possible = true
                }
                "would" | "'d" => self.is_would = true,
                "should" | "must" => self.is_requested = true,
                "will" | "'ll" | "shall" | "wo" => self.is_intended = true,
                _ => {}
            }
        }
        let before = scene.word(group.start.wrapping_sub(1));
        if matches!(before, "nobody" | "neither" | "none")
            || before == "one" && scene.word(group.start.wrapping_sub(2)) == "no"
        {
            self.is_negated = !self.is_negated;
        }
    }

    fn take_governor(&mut self, scene: &Scene<'_>, at: usize, start: usize) {
        match governor(scene.word(at)) {
            Some(Governor::Negates) => self.is_negated = !self.is_negated,
            Some(Governor::Considers) => self.is_considered = true,
            Some(Governor::MakesPossible) => self.is_possible = true,
            Some(Governor::Requests) => self.is_requested = true,
            Some(Governor::Intends)
                if matches!(scene.word(at), "want" | "wants")
                    && (at + 1..start).any(|i| scene.entity(i).is_some()) =>
            {
                self.is_requested = true;
            }
            Some(Governor::Intends) => self.is_intended = true,
            None => {}
        }
    }

    /// Words right before a noun or a gerund: "no plans to run", "ruled out a bid", "a possible candidacy".
    fn take_determiners(&mut self, scene: &Scene<'_>, at: usize) {
        let floor = at.saturating_sub(6).max(scene.sentence(at).start);
        for i in (floor..at).rev() {
            match scene.word(i) {
                "," | ";" | "and" | "but" => break,
                "no" if scene.word(i + 1) != "longer" && !(group_start(scene, at)..at).contains(&i) => {
                    self.is_negated = !self.is_negated;
                    break;
                }
                "possible" | "potential" | "prospective" | "rumored" | "hypothetical" | "speculation"
                | "rumors" => {
                    self.is_possible = true;
                }
                "ruled" | "ruling" | "rule" | "rules" if scene.word(i + 1) == "out" => {
                    let before = group_start(scene, i);
                    let is_negated = (before..i).any(|k| matches!(scene.word(k), "not" | "n't" | "never"));
                    if is_negated {
                        self.is_possible = true;
                    } else {
                        self.is_negated = !self.is_negated;
                    }
                }
                _ => {}
            }
        }
    }

    fn take_clause(&mut self, scene: &Scene<'_>, at: usize) {
        let clause = clause(scene, at);
        self.is_conditional |= matches!(scene.word(clause.start), "if" | "unless")
            || scene.word(clause.start) == "should" && clause.start == scene.sentence(at).start;
        self.is_considered |= scene.word(clause.start) == "whether";
        let sentence = scene.sentence(at);
        let last = sentence.end.min(at + 80);
        let has_condition = (at..last).any(|i| matches!(scene.word(i), "if" | "unless" | "provided"));
        let has_before =
            (sentence.start.max(at.saturating_sub(40))..at).any(|i| matches!(scene.word(i), "if" | "unless"));
        self.is_conditional |=
            (has_condition || has_before) && (self.is_would || self.is_possible || self.is_intended);
        let ends =
            (sentence.end.saturating_sub(3).max(sentence.start)..sentence.end).any(|i| scene.word(i) == "?");
        self.is_question |= ends;
    }

    fn take_statement(&mut self, scene: &Scene<'_>, at: usize) {
        let Some(statement) = scene.statement(at).map(|k| &scene.statements[k]) else { return };
        match statement.force {
            Force::Joke => self.is_joke = true,
            Force::Ask => self.is_question = true,
            Force::Deny => self.is_denied = true,
            Force::Predict => self.is_forecast = true,
            _ => {}
        }
    }
}
