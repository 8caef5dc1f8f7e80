//! Cue verbs: which words tell of saying and thinking, in all their forms, and what they take.
//!
//! Read once from `data/cue_verbs.tsv`; the rules of [`super`] and the force of a statement look words up here.
//!
//! `vowed` → `vow`, a promise, past, with a clause, an infinitive or a quotation

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is done by saying or thinking so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum CueClass {
    Say,
    Deny,
    Joke,
    Ask,
    Predict,
    Promise,
    Threaten,
    Decline,
    Think,
    Hope,
    Want,
    Fear,
    Plan,
}

impl CueClass {
    /// All of them, with their words in `data/cue_verbs.tsv`.
    const NAMES: [(&str, Self); 13] = [
        ("say", Self::Say),
        ("deny", Self::Deny),
        ("joke", Self::Joke),
        ("ask", Self::Ask),
        ("predict", Self::Predict),
        ("promise", Self::Promise),
        ("threaten", Self::Threaten),
        ("decline", Self::Decline),
        ("think", Self::Think),
        ("hope", Self::Hope),
        ("want", Self::Want),
        ("fear", Self::Fear),
        ("plan", Self::Plan),
    ];

    fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(word, _)| *word == name).map(|&(_, class)| class)
    }

    /// Returns the word of `data/cue_verbs.tsv`.
    pub(crate) fn name(self) -> &'static str {
        // The table has every class, in the order of the variants.
        Self::NAMES[self as usize].0
    }
}

/// The form that a verb stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said", also as participle
    Past,
    /// "saying"
    Gerund,
}

/// A verb and what it takes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) lemma: &'static str,
    pub(crate) class: CueClass,
    /// "said (that) he would run"
    pub(crate) takes_clause: bool,
    /// "criticized the plan"
    pub(crate) takes_noun: bool,
    /// "vowed to run"
    pub(crate) takes_infinitive: bool,
    /// "said: “…”"
    pub(crate) takes_quotation: bool,
    /// The particles that go on its cue: "pointed to".
    pub(crate) particles: Vec<&'static str>,
}

/// Returns the verb and the form that a lower-case word may be.
pub(crate) fn verb(lower: &str) -> Option<(&'static Verb, Form)> {
    static TABLE: LazyLock<Table> = LazyLock::new(Table::new);
    TABLE.forms.get(lower).map(|&(verb, form)| (&TABLE.verbs[verb], form))
}

struct Table {
    verbs: Vec<Verb>,
    forms: HashMap<String, (usize, Form)>,
}

impl Table {
    fn new() -> Self {
        let rows = include_str!("../../data/cue_verbs.tsv").lines().filter(|row| !row.starts_with('#'));
        let mut table = Self { verbs: Vec::new(), forms: HashMap::new() };
        for row in rows {
            table.add(row);
        }
        table
    }

    fn add(&mut self, row: &'static str) {
        let mut cells = row.split('\t');
        let (Some(lemma), Some(class), Some(frames)) = (cells.next(), cells.next(), cells.next()) else {
            return;
        };
        let Some(class) = CueClass::parse(class) else { return };
        let irregular = cells.next().unwrap_or("");
        let letters = frames.split('+').next().unwrap_or("");
        let particles = frames.split('+').skip(1).map(|word| word.trim_end_matches(',')).collect();
        let at = self.verbs.len();
        for (form, word) in forms(lemma, irregular) {
            self.forms.entry(word).or_insert((at, form));
        }
        self.verbs.push(Verb {
            lemma,
            class,
            takes_clause: letters.contains('c'),
            takes_noun: letters.contains('n'),
            takes_infinitive: letters.contains('i'),
            takes_quotation: letters.contains('q'),
            particles,
        });
    }
}

/// Returns the forms of an English verb; `irregular` holds past and participle.
pub(crate) fn forms(lemma: &str, irregular: &str) -> Vec<(Form, String)> {
    let mut all = vec![(Form::Base, lemma.to_owned()), (Form::Third, third(lemma))];
    if irregular.is_empty() {
        all.push((Form::Past, past(lemma)));
    } else {
        all.extend(irregular.split_whitespace().map(|word| (Form::Past, word.to_owned())));
    }
    all.push((Form::Gerund, gerund(lemma)));
    all
}

fn ends_in_consonant_y(lemma: &str) -> bool {
    lemma.ends_with('y') && !lemma.ends_with(['a', 'e', 'o', 'u']) && {
        let before = lemma.chars().rev().nth(1);
        before.is_some_and(|c| !"aeou".contains(c))
    }
}

fn third(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        return format!("{}ies", &lemma[..lemma.len() - 1]);
    }
    let hisses = ["s", "x", "sh", "ch", "z"].iter().any(|end| lemma.ends_with(end));
    format!("{lemma}{}", if hisses { "es" } else { "s" })
}

/// Verbs of one stressed syllable at their end double the last letter.
const DOUBLING: &[&str] =
    &["admit", "quip", "commit", "dub", "refer", "snap", "rebut", "plan", "brag", "opt", "bar"];

fn past(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        return format!("{}ied", &lemma[..lemma.len() - 1]);
    }
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    if lemma != "opt" && DOUBLING.contains(&lemma) {
        let last = lemma.chars().next_back().unwrap_or('t');
        return format!("{lemma}{last}ed");
    }
    format!("{lemma}ed")
}

fn gerund(lemma: &str) -> String {
    if lemma.ends_with('e') && !lemma.ends_with("ee") {
        return format!("{}ing", &lemma[..lemma.len() - 1]);
    }
    if lemma != "opt" && DOUBLING.contains(&lemma) {
        let last = lemma.chars().next_back().unwrap_or('t');
        return format!("{lemma}{last}ing");
    }
    format!("{lemma}ing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_found_in_all_their_forms() {
        for (word, lemma, form) in [
            ("denies", "deny", Form::Third),
            ("denied", "deny", Form::Past),
            ("quipped", "quip", Form::Past),
            ("admitting", "admit", Form::Gerund),
            ("thought", "think", Form::Past),
            ("says", "say", Form::Third),
            ("declaring", "declare", Form::Gerund),
            ("plans", "plan", Form::Third),
        ] {
            assert_eq!(verb(word).map(|(verb, form)| (verb.lemma, form)), Some((lemma, form)), "{word}");
        }
        assert_eq!(verb("table"), None);
    }

    #[test]
    fn particles_are_read() {
        let (point, _) = verb("pointed").expect("a cue verb");
        assert_eq!(point.particles, ["to", "out"]);
    }
}
