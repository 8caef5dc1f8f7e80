//! The forms of English verbs: what stands in a table as one word, found as any of its forms.
//!
//! Used by the tables of predicates; regular spelling is a rule, the rest a list.
//!
//! `drop` → `drop`, `drops`, `dropped`, `dropping`

/// Verbs whose past forms do not end in -ed: base, past, participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("be", "was", "been"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bow", "bowed", "bowed"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("fall", "fell", "fallen"),
    ("get", "got", "gotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("have", "had", "had"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("leave", "left", "left"),
    ("lead", "led", "led"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("meet", "met", "met"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("rule", "ruled", "ruled"),
    ("run", "ran", "run"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("serve", "served", "served"),
    ("speak", "spoke", "spoken"),
    ("stand", "stood", "stood"),
    ("swear", "swore", "sworn"),
    ("take", "took", "taken"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("win", "won", "won"),
    ("withdraw", "withdrew", "withdrawn"),
];

/// Verbs that double their last letter.
const DOUBLING: &[&str] =
    &["drop", "tap", "tip", "step", "plan", "rap", "run", "quit", "put", "get", "begin", "win", "bar"];

/// Returns all forms of a verb, its base first.
pub(super) fn forms(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned(), third_person(base), gerund(base)];
    match IRREGULAR.iter().find(|(verb, ..)| *verb == base) {
        Some(("be", ..)) => {
            return ["be", "is", "are", "am", "was", "were", "been", "being", "'s"].map(str::to_owned).into();
        }
        Some((_, past, participle)) => forms.extend([(*past).to_owned(), (*participle).to_owned()]),
        None => forms.push(past(base)),
    }
    forms
}

/// Whether the word can be the past participle of some verb.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") || IRREGULAR.iter().any(|(.., participle)| *participle == word)
}

/// Whether the word can only be a base form or a present: it neither is past nor a participle.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed")
        || IRREGULAR.iter().any(|(base, past, _)| *past == word && past != base)
}

fn third_person(base: &str) -> String {
    match base {
        "have" => "has".to_owned(),
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "x", "ch", "sh", "o"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn gerund(base: &str) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && base != "be" => format!("{stem}ing"),
        _ => format!("{}ing", doubled(base)),
    }
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_in_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{}ed", doubled(base))
    }
}

fn doubled(base: &str) -> String {
    let last = base.chars().next_back().filter(|_| DOUBLING.contains(&base));
    last.map_or_else(|| base.to_owned(), |last| format!("{base}{last}"))
}

fn ends_in_consonant_y(base: &str) -> bool {
    let mut letters = base.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|c| !"aeiou".contains(c))
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_and_irregular_verbs_have_their_forms() {
        assert_eq!(forms("drop"), ["drop", "drops", "dropping", "dropped"]);
        assert_eq!(forms("withdraw"), ["withdraw", "withdraws", "withdrawing", "withdrew", "withdrawn"]);
        assert_eq!(forms("endorse"), ["endorse", "endorses", "endorsing", "endorsed"]);
        assert_eq!(forms("launch"), ["launch", "launches", "launching", "launched"]);
    }
}
