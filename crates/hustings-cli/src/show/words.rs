//! Ladders, stances and numbers in the words that people use, beside those of [`hustings::words`].

use hustings::race::CandidacyStatus;
use hustings::statement::Stance;
use hustings::words::steps;
pub use hustings::words::{date, one_line, status};

/// Returns the steps of the ladder that a status has climbed, or the mark of one who is out.
pub fn ladder(status: CandidacyStatus) -> String {
    let steps = steps(status);
    if steps == 0 { "✕     ".to_owned() } else { "▰".repeat(steps) + &"▱".repeat(6 - steps) }
}

/// Returns the stance in words.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "supports",
        Stance::Oppose => "opposes",
        Stance::Reservation => "has doubts about",
        Stance::Neutral => "speaks of",
        Stance::SelfDeclare => "is in, says of the own candidacy",
        Stance::SelfRuleOut => "is out, says of the own candidacy",
    }
}

/// Returns `first`, `second`, … for small numbers.
pub fn ordinal(number: u32) -> String {
    let names =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let place = number.checked_sub(1).and_then(|place| names.get(place as usize));
    place.map_or_else(|| format!("{number}th"), |name| (*name).to_owned())
}
