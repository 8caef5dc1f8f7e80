//! The setting of a statement: venue, medium and addressee, from the words around its cue.
//!
//! Looked for outside of the content, in the sentence of the cue.
//!
//! `on Goedemorgen Nederland on NPO 1`; `in an interview with radio station X`

use super::scene::Scene;
use crate::mention::lexicon::LEXICON;
use crate::occasion::{self, Kind};
use crate::span::Span;
use std::ops::Range;

/// Where, on what and to whom something was said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    pub(super) venue: Option<Span>,
    pub(super) medium: Option<Span>,
    pub(super) addressee: Option<Span>,
}

/// Returns the setting of the attribution.
pub(super) fn setting(scene: &Scene<'_>, at: usize) -> Setting {
    let cue = scene.cue(at);
    let sentence = scene.sentence(cue.start);
    let low = sentence.start.max(cue.start.saturating_sub(60));
    let high = sentence.end.min(cue.end + 60);
    let mut setting = Setting { addressee: addressee(scene, at, &cue, high), ..Setting::default() };
    setting.medium = setting.addressee.filter(|&to| is_outlet(scene, to));
    for i in low..high {
        // "commented on Johnson": the preposition of the cue leads to no medium.
        if scene.is_content(at, i) || cue.contains(&i) {
            continue;
        }
        if !matches!(scene.lower(i), "in" | "at" | "on" | "during" | "to" | "via") {
            continue;
        }
        let Some(phrase) = phrase(scene, i + 1, high) else { continue };
        if let Some((programme, medium)) = carried(scene, &phrase).filter(|_| scene.lower(i) == "on") {
            setting.venue = setting.venue.or_else(|| scene.span(programme));
            setting.medium = setting.medium.or_else(|| scene.span(medium));
            continue;
        }
        let has = |kind: Kind| phrase.clone().any(|k| occasion::is(scene.lower(k), kind));
        if setting.venue.is_none() && has(Kind::Venue) {
            setting.venue = scene.span(phrase);
        } else if setting.medium.is_none()
            && scene.lower(i) == "on"
            && (has(Kind::Medium) || is_programme(scene, &phrase))
        {
            setting.medium = scene.span(phrase);
        }
    }
    setting
}

/// Whether what was told is an outlet or programme: "told Dagens Nyheter".
fn is_outlet(scene: &Scene<'_>, addressee: Span) -> bool {
    let tokens = scene.tokens(addressee);
    let name = tokens.clone().map(|i| scene.text.word(i)).collect::<Vec<_>>().join(" ");
    LEXICON.carrier(&name).is_some() || tokens.clone().any(|i| LEXICON.is_carrier_word(scene.lower(i)))
}

/// Returns the programme and the channel of "on Goedemorgen Nederland on NPO 1".
fn carried(scene: &Scene<'_>, phrase: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let on = phrase.clone().find(|&k| scene.lower(k) == "on")?;
    let (programme, medium) = (phrase.start..on, on + 1..phrase.end);
    let are_names = is_programme(scene, &programme) && is_programme(scene, &medium);
    (are_names && !programme.is_empty() && !medium.is_empty()).then_some((programme, medium))
}

/// Whether the words are nothing but a name, and no place, day or month: `Goedemorgen Nederland`.
fn is_programme(scene: &Scene<'_>, phrase: &Range<usize>) -> bool {
    let mut named = phrase.clone();
    named.all(|k| scene.text.word(k).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        && !phrase.clone().any(|k| is_time(scene.lower(k)))
}

fn is_time(word: &str) -> bool {
    occasion::is_day(word)
        || occasion::is_month(word)
        || matches!(word, "last" | "late" | "early" | "earlier")
}

/// Returns the noun phrase from `start`, without its article.
fn phrase(scene: &Scene<'_>, start: usize, high: usize) -> Option<Range<usize>> {
    let start =
        start + usize::from(matches!(scene.lower(start), "a" | "an" | "the" | "his" | "her" | "their"));
    let mut end = start;
    while end < high && end < start + 14 {
        let word = scene.lower(end);
        let is_link = matches!(word, "with" | "of" | "for" | "by" | "on" | "in" | "at")
            && end > start
            && !is_time(scene.lower(end + 1))
            && scene.text.word(end + 1).starts_with(|c: char| c.is_alphanumeric());
        let is_word = word.starts_with(char::is_alphanumeric)
            && !matches!(word, "with" | "of" | "for" | "by" | "on" | "in" | "at")
            && !is_time(word)
            && !matches!(
                word,
                "that" | "and" | "but" | "when" | "who" | "after" | "before" | "said" | "to" | "as"
            )
            && crate::attribution::cue::verb(word)
                .is_none_or(|_| occasion::is(word, Kind::Venue) || !word.ends_with("ed"));
        if !(is_link || is_word || matches!(word, "’s" | "'s")) {
            break;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// Returns whom it was told: the words right behind "told" or "to".
fn addressee(scene: &Scene<'_>, at: usize, cue: &Range<usize>, high: usize) -> Option<Span> {
    let verb = scene.lower(cue.end.saturating_sub(1));
    let from = match scene.lower(cue.end) {
        "to" => cue.end + 1,
        _ if matches!(
            verb,
            "told" | "tell" | "tells" | "telling" | "assured" | "warned" | "reminded" | "urged"
        ) =>
        {
            cue.end
        }
        _ => return None,
    };
    let mut end = from;
    while end < high && end < from + 8 && !scene.is_content(at, end) {
        let word = scene.lower(end);
        let stops = !word.starts_with(char::is_alphanumeric)
            || is_time(word)
            || matches!(word, "in" | "on" | "at" | "that" | "during" | "after");
        if stops {
            break;
        }
        end += 1;
    }
    (end > from && !scene.is_content(at, from)).then(|| scene.span(from..end)).flatten()
}
