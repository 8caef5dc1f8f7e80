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
    /// Told of the past: "did not", "has never".
    pub is_past: bool,
    /// Settled though still to come: "is expected to", "is set to".
    pub is_expected: bool,
    /// The condition is to be asked, called or chosen: "if the party wants her".
    pub is_upon_request: bool,
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
        | "failed" | "fail" | "fails" | "failing" | "without" | "instead" | "nobody" | "neither" | "nor"
        | "avoid" | "avoided" | "avoiding" | "forgo" | "against" | "short" | "reluctant" | "unwilling"
        | "unlikely" | "unable" | "barred" | "banned" | "bars" | "ineligible" | "withheld" | "withhold"
        | "refusal" => Governor::Negates,
        "consider" | "considers" | "considered" | "considering" | "weigh" | "weighs" | "weighed"
        | "weighing" | "mull" | "mulls" | "mulled" | "mulling" | "explore" | "exploring" | "explores"
        | "explored" | "contemplate" | "contemplating" | "contemplates" | "pondering" | "ponder"
        | "undecided" | "debating" | "eyeing" | "toying" | "flirting" | "thinking" | "tempted" => {
            Governor::Considers
        }
        "expected" | "expect" | "expects" | "rumored" | "rumoured" | "likely" | "tipped" | "said"
        | "believed" | "thought" | "reported" | "reportedly" | "supposedly" | "speculation"
        | "speculated" | "possible" | "potential" | "potentially" | "maybe" | "perhaps" | "possibly"
        | "may" | "might" | "could" | "poised" | "able" | "chance" | "favored" | "favoured" | "seems"
        | "appears" | "seen" | "predicted" | "eligible" | "presumably" | "free" => Governor::MakesPossible,
        "urged" | "urge" | "urges" | "urging" | "asked" | "ask" | "asking" | "asks" | "pressed"
        | "pressure" | "pressured" | "pressing" | "encouraged" | "encourage" | "encouraging" | "pushed"
        | "push" | "begged" | "persuade" | "persuaded" | "convince" | "invited" | "demanded" | "demand"
        | "demanding" | "calls" | "called" | "call" | "calling" | "wanted" | "should" | "must" | "ought"
        | "advised" | "recruit" | "draft" | "pleaded" | "appealed" | "told" | "lobbied" => Governor::Requests,
        "plans" | "plan" | "planned" | "planning" | "intends" | "intend" | "intended" | "decided"
        | "decides" | "going" | "vowed" | "promised" | "pledged" | "set" | "slated" | "due" | "opted"
        | "opts" | "chose" | "chosen" | "preparing" | "prepares" | "prepared" | "agreed" | "hopes"
        | "hoping" | "hoped" | "will" | "intention" | "intentions" | "decision" | "ready" | "aims"
        | "'ll" | "wants" | "want" | "agrees" => Governor::Intends,
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
                "may" | "might" | "could" | "can" | "ca" | "probably" | "possibly" | "reportedly"
                | "likely" => self.is_possible = true,
                "would" | "'d" => self.is_would = true,
                "should" | "must" => self.is_requested = true,
                "has" | "have" | "had" | "did" | "was" | "were" | "been" | "'ve" => self.is_past = true,
                "will" | "'ll" | "shall" | "wo" => self.is_intended = true,
                _ => {}
            }
        }
        let before = scene.word(group.start.wrapping_sub(1));
        if self.is_would && is_reported(scene, group.start) {
            self.is_would = false;
            self.is_intended = true;
        }
        let is_not_to = before == "to" && scene.word(group.start.wrapping_sub(2)) == "not";
        if is_not_to && group.start >= 2 {
            self.is_negated = !self.is_negated;
        }
        self.is_denied |= matches!(before, "nobody" | "neither" | "none")
            || before == "one" && scene.word(group.start.wrapping_sub(2)) == "no";
    }

    fn take_governor(&mut self, scene: &Scene<'_>, at: usize, start: usize) {
        self.is_expected |= matches!(scene.word(at), "expected" | "set" | "poised" | "slated" | "due");
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
                word if is_auxiliary(word) && word != "not" => break,
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
        if scene.word(clause.start) == "whether" {
            let is_weighed =
                (clause.start.saturating_sub(5)..clause.start).any(|i| is_weighing(scene.word(i)));
            self.is_considered |= is_weighed;
            self.is_question |= !is_weighed;
        }
        if scene.word(clause.start) == "if" && is_asking(scene.word(clause.start.wrapping_sub(1))) {
            self.is_question = true;
        }
        self.take_subject(scene, at);
        self.take_matrix(scene, clause.start);
        self.take_sentence(scene, at);
    }

    /// "Neither Kenya nor Ghana has endorsed", "Few would support", "No minister backs".
    fn take_subject(&mut self, scene: &Scene<'_>, at: usize) {
        let start = group_start(scene, at);
        let floor = scene.sentence(at).start.max(start.saturating_sub(7));
        for i in (floor..start).rev() {
            match scene.word(i) {
                "," | ";" | "“" | "”" | "\"" | "that" | "who" | "which" | "but" => return,
                "neither" | "few" | "none" | "no" | "nothing" | "nobody" | "hardly" => {
                    let is_counted = scene.word(i) == "few" && scene.word(i.wrapping_sub(1)) == "a"
                        || scene.word(i) == "no" && matches!(scene.word(i + 1), "." | "longer" | "one's");
                    self.is_denied |= !is_counted;
                    return;
                }
                "not" if scene.word(i + 1) == "one" => {
                    self.is_denied = true;
                    return;
                }
                _ => {}
            }
        }
    }

    /// What the words right before the clause make of it: "denied reports that", "it is not true that", "predict that".
    fn take_matrix(&mut self, scene: &Scene<'_>, clause_start: usize) {
        let floor = scene.sentence(clause_start).start.max(clause_start.saturating_sub(8));
        let before = floor..clause_start;
        let has = |words: &[&str]| before.clone().any(|i| words.contains(&scene.word(i)));
        if has(&[
            "denied",
            "denies",
            "deny",
            "denying",
            "disputed",
            "disputes",
            "dismissed",
            "refuted",
            "rejected",
        ]) && (has(&["reports", "claims", "rumors", "suggestions", "talk", "speculation"])
            || scene.word(clause_start) == "that")
        {
            self.is_denied = true;
        }
        let doubts = has(&["true", "evidence", "sign", "signs", "indication", "suggests", "suggested"]);
        self.is_denied |= doubts && has(&["no", "not", "n't", "nothing", "little", "never"]);
        self.is_denied |= has(&["called", "calls"]) && has(&["reports", "claims", "rumors"]);
        if has(&[
            "predict",
            "predicts",
            "predicted",
            "expect",
            "expects",
            "expected",
            "believe",
            "believes",
            "think",
            "thinks",
            "hope",
            "hopes",
        ]) {
            self.is_forecast |= self.is_intended || self.is_would || self.is_possible;
        }
    }

    /// Conditions, questions and jest anywhere in the sentence.
    fn take_sentence(&mut self, scene: &Scene<'_>, at: usize) {
        let sentence = scene.sentence(at);
        let near = sentence.start.max(at.saturating_sub(40))..sentence.end.min(at + 60);
        let condition = near.clone().find(|&i| opens_condition(scene, sentence.start, i));
        // "If confirmed, Barr would succeed Sessions, who was forced out": what is told beside hangs on no if.
        let is_beside = matches!(scene.word(clause(scene, at).start), "who" | "whom" | "which");
        let is_beside = is_beside && !self.is_would && !self.is_possible && !self.is_intended;
        let condition = condition.filter(|&i| !is_beside || clause(scene, at).contains(&i));
        let is_open = self.is_would
            || self.is_possible
            || self.is_intended
            || condition.is_some_and(|i| i == sentence.start);
        self.is_conditional |= condition.is_some() && is_open;
        if let Some(condition) = condition {
            self.is_upon_request = (condition..(condition + 8).min(near.end)).any(|i| {
                matches!(
                    scene.word(i),
                    "asked"
                        | "called"
                        | "calls"
                        | "call"
                        | "drafted"
                        | "wanted"
                        | "want"
                        | "wants"
                        | "needed"
                        | "nominated"
                        | "offered"
                        | "chosen"
                        | "invited"
                        | "approached"
                        | "asks"
                        | "needs"
                )
            });
        }
        let last = sentence.end.saturating_sub(3).max(sentence.start)..sentence.end;
        // "Was there any talk with Biden, who is weighing a run?" asks nothing about the run.
        let is_relative = matches!(scene.word(clause(scene, at).start), "who" | "whom" | "which");
        self.is_question |= !is_relative && last.into_iter().any(|i| scene.word(i) == "?");
        self.take_near(scene, sentence.start.max(at.saturating_sub(8))..at);
        self.is_joke |= near.clone().any(|i| is_jest(scene, i));
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

impl Scope {
    /// Words close before the predicate: "never said I would", "denied having", "has yet to", "far from", "would have".
    fn take_near(&mut self, scene: &Scene<'_>, near: std::ops::Range<usize>) {
        let is_future = self.is_intended || self.is_would;
        let end = near.end;
        for i in near {
            let (before, word, next) = (scene.word(i.wrapping_sub(1)), scene.word(i), scene.word(i + 1));
            match word {
                "said" | "say" | "claimed" => self.is_denied |= matches!(before, "never" | "not" | "n't"),
                "denied" | "denies" | "denying" | "deny" => self.is_denied |= i + 5 > end,
                "yet" => self.is_denied |= next == "to" && i + 2 == end,
                "far" => self.is_denied |= next == "from",
                "theory" => self.is_denied |= before == "in",
                "question" | "questions" => self.is_question |= i + 4 > end,
                "think" | "thinks" | "believe" | "believes" | "bet" | "bets" | "looks" => {
                    self.is_forecast |= is_future
                }
                _ => {}
            }
        }
        self.is_denied |= self.is_would && scene.word(end.wrapping_sub(1)) == "have";
    }
}

/// Whether a group is what its subject said of itself: "she said that she would withdraw".
fn is_reported(scene: &Scene<'_>, group: usize) -> bool {
    let Some(subject) = group.checked_sub(1).filter(|&i| matches!(scene.word(i), "he" | "she" | "they"))
    else {
        return false;
    };
    let link = subject.saturating_sub(1 + usize::from(scene.word(subject.wrapping_sub(1)) == "that"));
    let day = scene.timex(link).map_or(link, |timex| {
        scene.segments().tokens_in(scene.findings.timexes[timex].span).start.saturating_sub(1)
    });
    [link, day].iter().any(|&i| {
        matches!(
            scene.word(i),
            "said"
                | "announced"
                | "announcing"
                | "declared"
                | "revealed"
                | "confirmed"
                | "vowed"
                | "wrote"
                | "tweeted"
                | "announces"
                | "says"
        )
    })
}

fn is_weighing(word: &str) -> bool {
    matches!(governor(word), Some(Governor::Considers))
        || matches!(
            word,
            "decide" | "decides" | "deciding" | "decision" | "undecided" | "discussing" | "about"
        )
}

fn is_asking(word: &str) -> bool {
    matches!(
        word,
        "asked"
            | "asks"
            | "ask"
            | "asking"
            | "know"
            | "wonder"
            | "wondered"
            | "see"
            | "say"
            | "unclear"
            | "him"
            | "her"
            | "them"
    )
}

/// Whether a condition starts at token `i`: by a conjunction, or inverted at the start of the sentence.
fn opens_condition(scene: &Scene<'_>, start: usize, i: usize) -> bool {
    match scene.word(i) {
        "if" => !is_asking(scene.word(i.wrapping_sub(1))),
        "unless" | "provided" | "assuming" | "imagine" | "hypothetical" => true,
        "case" => scene.word(i.wrapping_sub(1)) == "in",
        "long" => scene.word(i.wrapping_sub(1)) == "as" && scene.word(i + 1) == "as",
        "were" if i > start => matches!(scene.word(i + 1), "he" | "she" | "they" | "it"),
        "exchange" => scene.word(i.wrapping_sub(1)) == "in",
        "were" | "had" | "should" => i == start,
        _ => false,
    }
}

fn is_jest(scene: &Scene<'_>, i: usize) -> bool {
    match scene.word(i) {
        "joked" | "jokes" | "joking" | "jokingly" | "quipped" | "quips" | "deadpanned" | "kidding"
        | "kidded" | "jest" => true,
        "cheek" => scene.word(i.wrapping_sub(1)) == "in",
        "laugh" | "grin" | "wink" | "chuckle" => scene.word(i.wrapping_sub(1)) == "a",
        _ => false,
    }
}
