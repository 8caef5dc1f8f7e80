//! Dates, states and links in the words that people use.
//!
//! The pages print everything through these; the API never does.
//!
//! `2023-11-14` → 14 November 2023; `ruled_out` → ruled out

use hustings::date::{PartialDate, Precision};
use hustings::race::{CandidacyStatus, Position};
use hustings::record::{Rule, Scale};
use hustings::statement::{Force, Stance};
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the name of a month of the year, one to twelve.
pub fn month(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

/// Returns a day in words.
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// Returns the date as precisely as it is known: `14 November 2023`, `July 2023`, `about 1 November 2023`.
pub fn date(date: PartialDate) -> String {
    let first = date.first();
    match date.precision() {
        Precision::Year => first.year().to_string(),
        Precision::Month => format!("{} {}", month(first), first.year()),
        Precision::Day => day(first),
        Precision::About => format!("about {}", day(first)),
    }
}

/// Returns the status in words.
pub fn status(status: CandidacyStatus) -> &'static str {
    match status {
        CandidacyStatus::Speculated => "named by others",
        CandidacyStatus::Interested => "interested",
        CandidacyStatus::Available => "available",
        CandidacyStatus::Declared => "declared",
        CandidacyStatus::Nominated => "nominated",
        CandidacyStatus::RuledOut => "ruled out",
        CandidacyStatus::Withdrew => "withdrew",
        CandidacyStatus::Eliminated => "eliminated",
        CandidacyStatus::Selected => "selected",
    }
}

/// The steps of the ladder, from below.
pub const LADDER: [CandidacyStatus; 6] = [
    CandidacyStatus::Speculated,
    CandidacyStatus::Interested,
    CandidacyStatus::Available,
    CandidacyStatus::Declared,
    CandidacyStatus::Nominated,
    CandidacyStatus::Selected,
];

/// Returns how many steps of the ladder a status has climbed; none of one who is out.
pub fn steps(status: CandidacyStatus) -> usize {
    LADDER.iter().position(|step| *step == status).map_or(0, |at| at + 1)
}

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

/// Returns the words without line breaks and runs of white space.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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
