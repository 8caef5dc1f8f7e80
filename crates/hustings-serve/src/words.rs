//! Stances, rules and links in the words that people use, beside those of [`hustings::words`].
//!
//! The pages print everything through these; the API never does.
//!
//! `Rule::Return` → back in

use hustings::race::Position;
use hustings::record::{Fact, Part, Row, Rule, Scale};
use hustings::statement::{Force, Stance};
pub use hustings::words::{LADDER, date, day, month, one_line, status, steps};

/// Returns on whose word a candidacy stands.
pub fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Own => "in their own words",
        Scale::Official => "by a formal act",
        Scale::Others => "say others",
        Scale::Reported => "as reported",
    }
}

/// Returns a rule in a word.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::First => "first",
        Rule::Rise => "up",
        Rule::Out => "out",
        Rule::Return => "back in",
        Rule::Chosen => "chosen",
        Rule::Same => "again",
        Rule::Lower => "no change",
        Rule::Disputed => "disputed",
    }
}

/// Returns a stance with whom it is toward: nobody's name where that is the speaker.
pub fn toward(held: Stance, whom: &str) -> String {
    match held {
        Stance::SelfDeclare | Stance::SelfRuleOut => stance(held).to_owned(),
        Stance::Support => format!("in support of {whom}"),
        Stance::Oppose => format!("against {whom}"),
        Stance::Reservation => format!("with doubts about {whom}"),
        Stance::Neutral => format!("about {whom}"),
    }
}

/// Returns the stance in words that follow one speaker as well as several.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "in support",
        Stance::Oppose => "against",
        Stance::Reservation => "with doubts",
        Stance::Neutral => "no side taken",
        Stance::SelfDeclare => "comes forward",
        Stance::SelfRuleOut => "rules it out",
    }
}

/// Returns the class that colors a stance.
pub fn tone(stance: Stance) -> &'static str {
    match stance {
        Stance::Support | Stance::SelfDeclare => "for",
        Stance::Oppose | Stance::SelfRuleOut => "against",
        Stance::Reservation => "reserved",
        Stance::Neutral => "neutral",
    }
}

/// Returns the position in words.
pub fn position(position: Position) -> &'static str {
    match position {
        Position::For => "for",
        Position::Against => "against",
        Position::Reservation => "reserved about",
    }
}

/// Returns the force as a verb, nothing for plain saying.
pub fn force(force: Force) -> Option<&'static str> {
    Some(match force {
        Force::Assert => return None,
        Force::Deny => "denies",
        Force::Joke => "jokes",
        Force::Ask => "asks",
        Force::Predict => "predicts",
        Force::Promise => "promises",
        Force::Threaten => "threatens",
        Force::Decline => "declines",
    })
}

/// Returns words with a capital at their beginning.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", chars.as_str())
}

/// Returns a stance as views write it in the words that people use.
///
/// `self rule out Mark Rutte` → rules it out
pub fn told_stance(stance: &str) -> String {
    let verbs =
        [("support ", "in support of "), ("oppose ", "against "), ("reservation ", "with doubts about ")];
    let one = |part: &str| {
        let whole = format!("{part} ");
        if whole.starts_with("self declare ") {
            return "comes forward".to_owned();
        }
        if whole.starts_with("self rule out ") {
            return "rules it out".to_owned();
        }
        let found = verbs.iter().find(|(name, _)| whole.starts_with(name));
        found.map_or_else(
            || part.to_owned(),
            |(name, verb)| {
                let told = format!("{verb}{}", &whole[name.len()..]);
                told.trim().trim_end_matches(" about").trim_end_matches(" of").to_owned()
            },
        )
    };
    stance.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// Returns `1 article`, `2 articles`.
pub fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Returns a number as it stands at the beginning of a sentence.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 12] =
        ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    let word = count.checked_sub(1).and_then(|at| WORDS.get(at));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// Returns the first words, up to so many characters; without the dash that stands between a dateline and them.
pub fn shortened(words: &str, most: usize) -> String {
    let words = ["– ", "— ", "-- "].iter().find_map(|dash| words.strip_prefix(dash)).unwrap_or(words);
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

/// Returns what a statement says with the words that make it a saying, where what is said is no sentence by itself.
///
/// *Hungary opposes Mark Rutte for NATO Secretary General* → opposes Mark Rutte for NATO Secretary General
pub fn spoken(row: &Row) -> String {
    let content = row.words(Part::Content).or_else(|| row.words(Part::Whole)).unwrap_or_default();
    let first = content.split(' ').next().unwrap_or_default();
    let stands_alone = ["that", "whether", "if", "to", "he", "she", "it", "they", "i", "we"]
        .contains(&first.to_lowercase().as_str());
    let is_negated = matches!(&row.fact, Fact::Statement(said) if said.is_negated);
    // Words between the source and the cue may turn it around: *Hungary will not support*.
    let source = row.part(Part::Source).map(|piece| piece.span.end).max();
    let cue = row.part(Part::Cue).map(|piece| piece.span.start).min();
    let may_turn = source.zip(cue).is_some_and(|(source, cue)| cue > source + 2);
    let is_negated = is_negated || may_turn && !is_kind(row);
    if stands_alone || is_negated || content.contains(['“', '"']) || content.split(' ').count() > 9 {
        return content;
    }
    let mut pieces: Vec<_> =
        row.evidence.iter().filter(|piece| matches!(piece.part, Part::Content | Part::Cue)).collect();
    pieces.sort_by_key(|piece| piece.span.start);
    let mut told = String::new();
    let mut end = None;
    for piece in pieces {
        if let Some(end) = end {
            told.push_str(if piece.span.start <= end + 2 { " " } else { " … " });
        }
        told.push_str(&piece.one_line());
        end = Some(piece.span.end);
    }
    if told.is_empty() { content } else { told }
}

/// Whether a statement supports somebody or takes no side.
fn is_kind(row: &Row) -> bool {
    let Fact::Statement(said) = &row.fact else { return true };
    said.about
        .iter()
        .all(|about| matches!(about.stance, Stance::Support | Stance::Neutral | Stance::SelfDeclare))
}

/// Returns words in quotation marks, unless they bring their own.
pub fn quoted(words: &str) -> String {
    if words.contains(['“', '"', '„', '«']) { words.to_owned() } else { format!("“{words}”") }
}

/// Returns a part of an address, percent-encoded.
pub fn encoded(part: &str) -> String {
    let mut written = String::new();
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                written.push(char::from(byte))
            }
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}
