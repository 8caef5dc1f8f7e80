//! Stances, rules and links in the words that people use, beside those of [`hustings::words`].
//!
//! The pages print everything through these; the API never does.
//!
//! `Rule::Return` → back in

use hustings::race::Position;
use hustings::record::{Rule, Scale};
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

/// Returns the stance as a verb with its speaker before it.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "supports",
        Stance::Oppose => "opposes",
        Stance::Reservation => "has doubts about",
        Stance::Neutral => "speaks of",
        Stance::SelfDeclare => "is in, says",
        Stance::SelfRuleOut => "is out, says",
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

/// Returns `1 article`, `2 articles`.
pub fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Returns the first words, up to so many characters.
pub fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
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
