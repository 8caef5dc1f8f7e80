//! Quotations told without a verb of saying: by whose words they are.
//!
//! Asked by [`super::quoted`] when neither side of a quotation has a cue verb.
//!
//! `a safe pair of hands, in the words of one ambassador`; `“A disgrace,” was how Boyd put it`

use super::words::Words;
use std::ops::Range;

/// Returns the source and the cue around the quotation at `quotation`, both outside of it.
pub(super) fn phrasing(
    words: &Words<'_>,
    quotation: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    in_the_words_of(words, quotation, sentence).or_else(|| was_how(words, quotation.end, sentence.end))
}

/// Reads `in the words of one ambassador, “…”` and `“…,” in the words of one ambassador`.
fn in_the_words_of(
    words: &Words<'_>,
    quotation: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let low = sentence.start.max(quotation.start.saturating_sub(14));
    let high = sentence.end.min(quotation.end + 4);
    let is_phrase = |&i: &usize| {
        words.lower(i) == "in"
            && words.lower(i + 1) == "the"
            && words.lower(i + 2) == "words"
            && words.lower(i + 3) == "of"
    };
    let before = (low..quotation.start).rev().find(is_phrase);
    let at = before.or_else(|| (quotation.end..high).find(is_phrase))?;
    let end = if before.is_some() { quotation.start } else { sentence.end };
    Some((words.phrase_after(at + 4, end)?, at..at + 4))
}

/// Reads `“A disgrace,” was how Carla Boyd put it`.
fn was_how(words: &Words<'_>, from: usize, high: usize) -> Option<(Range<usize>, Range<usize>)> {
    let is_start = matches!(words.lower(from), "is" | "was") && words.lower(from + 1) == "how";
    let source = is_start.then(|| words.phrase_after(from + 2, high)).flatten()?;
    let verb = source.end;
    let is_telling =
        matches!(words.lower(verb), "put" | "described" | "characterized" | "summed" | "explained");
    is_telling.then(|| (source, verb..verb + 1))
}
