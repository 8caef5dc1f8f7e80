//! Sources: the words that name who tells something, cut to one paragraph and without the day.
//!
//! [`super::telling`] and [`super::speaker`] look for the party in what is left.
//!
//! `Israel’s prime minister Saturday` → `Israel’s prime minister`

use crate::occasion;
use crate::span::Span;
use crate::text::Text;

/// Nouns for texts and for what polls and laws say.
pub(super) const DOCUMENTS: &[&str] = &[
    "poll",
    "polls",
    "survey",
    "surveys",
    "report",
    "reports",
    "study",
    "statement",
    "statements",
    "letter",
    "memo",
    "document",
    "documents",
    "law",
    "constitution",
    "results",
    "data",
    "analysis",
    "ruling",
    "filing",
    "filings",
    "records",
    "email",
    "emails",
    "e-mail",
    "e-mails",
    "tweet",
    "article",
    "editorial",
    "ad",
    "release",
    "transcript",
    "dossier",
    "indictment",
    "complaint",
    "lawsuit",
    "resolution",
    "figures",
    "estimates",
    "book",
    "rumors",
    "rumours",
    "website",
    "manifesto",
    "bill",
    "rules",
    "story",
    "column",
    "count",
    "census",
    "polling",
    "counting",
    "totals",
    "bio",
    "biography",
    "communiqué",
    "communique",
    "op-ed",
    "motion",
    "treaty",
    "charter",
    "findings",
    "papers",
    "projections",
    "forecasts",
];

/// Returns the source within one paragraph and without the day or the mark of an owner at its end.
///
/// `Israel’s prime minister Saturday said …` → `Israel’s prime minister`; `Weber’s view` → `Weber`
pub(crate) fn clip(text: &Text<'_>, source: Span, cue: Option<Span>) -> Span {
    let segments = text.segments;
    let mut tokens = segments.tokens_in(source);
    if tokens.is_empty() {
        return source.trim(text.body());
    }
    let paragraph = |i: usize| segments.sentences[segments.sentence_of(i)].paragraph;
    let (first, last) = (paragraph(tokens.start), paragraph(tokens.end - 1));
    if first != last && cue.is_some_and(|cue| cue.start >= source.end) {
        tokens.start = tokens.clone().rev().find(|&i| paragraph(i) != last).map_or(tokens.start, |i| i + 1);
        let opens = tokens.len() > 1 && matches!(text.word(tokens.start), "But" | "And" | "Yet" | "While");
        tokens.start += usize::from(opens);
    } else if first != last {
        tokens.end = tokens.clone().find(|&i| paragraph(i) != first).unwrap_or(tokens.end);
    }
    while tokens.len() > 1 {
        let low = text.lower(tokens.end - 1);
        let is_left = occasion::is_day_told(&low)
            || matches!(
                low.as_str(),
                "on" | ","
                    | "late"
                    | "early"
                    | "last"
                    | "has"
                    | "have"
                    | "who"
                    | "that"
                    | "which"
                    | "both"
                    | "'s"
                    | "’s"
            );
        if !is_left {
            break;
        }
        tokens.end -= 1;
    }
    segments.span_of(tokens).unwrap_or(source)
}
