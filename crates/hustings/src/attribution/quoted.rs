//! Direct quotations: each with the cue and the source before, behind or in the middle of it.
//!
//! Works on the quotations of [`crate::quotation`]; [`super::indirect`] takes what stands outside of them.
//!
//! `“We will go,” she said. “Soon.”` → one attribution, two spans of content

use super::cue::Form;
use super::draft::Draft;
use super::phrasing;
use super::words::{Class, Words};
use crate::quotation::Quotation;
use std::ops::Range;

/// How many tokens away from a quotation its cue is looked for.
const NEAR: usize = 28;

/// A quotation in tokens, with the paragraph it stands in.
struct Piece {
    /// The opening mark.
    open: usize,
    /// One past the closing mark.
    end: usize,
    inner: Range<usize>,
    sentence: Range<usize>,
    paragraph: usize,
    continues: bool,
}

/// Who said a quotation and the words that tell so.
struct Telling {
    source: Option<Range<usize>>,
    cue: Range<usize>,
}

impl Telling {
    fn end(&self) -> usize {
        self.source.as_ref().map_or(self.cue.end, |source| source.end.max(self.cue.end))
    }
}

/// Returns the attributions of the article's quotations, in order.
pub(super) fn find(words: &Words<'_>) -> Vec<Draft> {
    let pieces: Vec<Piece> = words.text.segments.quotations.iter().filter_map(|q| piece(words, q)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    // Where the draft before ends, and in which paragraph: a quotation right behind it goes on with it.
    let mut extent: Option<(usize, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let next_open = pieces.get(at + 1).map_or(words.len(), |next| next.open);
        let before = telling_before(words, piece, extent.map_or(0, |(end, _)| end));
        let after = if before.is_none() { telling_after(words, piece, next_open) } else { None };
        let after = after.or_else(|| if before.is_none() { by_phrasing(words, piece) } else { None });
        let goes_on = before.is_none() && after.is_none();
        if let Some((end, paragraph)) = extent.filter(|_| goes_on)
            && follows(words, piece, end, paragraph)
            && let Some(last) = drafts.last_mut()
        {
            last.content.push(piece.open..piece.end);
            extent = Some((piece.end, piece.paragraph));
            continue;
        }
        let Some(telling) = before.or(after) else {
            if let Some(draft) = untold(words, piece, drafts.last(), extent) {
                drafts.push(draft);
                extent = Some((piece.end, piece.paragraph));
            }
            continue;
        };
        extent = Some((telling.end().max(piece.end), piece.paragraph));
        let start = content_start(words, piece, &telling);
        drafts.push(Draft {
            source: telling.source,
            cue: Some(telling.cue),
            content: one(start..piece.end),
            confidence: 0.9,
        });
    }
    drafts
}

/// Returns the telling of a quotation that is somebody's words without a verb of saying.
fn by_phrasing(words: &Words<'_>, piece: &Piece) -> Option<Telling> {
    let (source, cue) = phrasing::phrasing(words, &(piece.open..piece.end), &piece.sentence)?;
    Some(Telling { source: Some(source), cue })
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    Vec::from([range])
}

fn piece(words: &Words<'_>, quotation: &Quotation) -> Option<Piece> {
    let segments = words.text.segments;
    let inner = segments.tokens_in(quotation.inner);
    let all = segments.tokens_in(quotation.span);
    if quotation.depth > 0 || inner.is_empty() {
        return None;
    }
    let sentence = &segments.sentences[segments.sentence_of(all.start)];
    (!sentence.furniture).then(|| Piece {
        open: all.start,
        end: all.end,
        inner,
        sentence: sentence.tokens.clone(),
        paragraph: sentence.paragraph,
        continues: quotation.continues.is_some(),
    })
}

/// Returns the telling in front of the quotation: `She added: “…”`, `responding “yes”`.
fn telling_before(words: &Words<'_>, piece: &Piece, floor: usize) -> Option<Telling> {
    let mut low = piece.sentence.start;
    let mut end = piece.open;
    if end == low && low > 0 && matches!(words.lower(low - 1), ":" | ",") {
        let segments = words.text.segments;
        low = segments.sentences[segments.sentence_of(low - 1)].tokens.start;
    }
    low = low.max(floor).max(piece.open.saturating_sub(NEAR + 12));
    while end > low && matches!(words.lower(end - 1), "," | ":" | "—" | "–" | "--") {
        end -= 1;
    }
    let has_colon = words.lower(end) == ":";
    let cue = (low.max(end.saturating_sub(NEAR))..end)
        .rev()
        .find(|&i| words.is_outside(i) && words.cue_verb(i).is_some_and(|(verb, _)| verb.takes_quotation));
    let Some(cue) = cue else {
        return (has_colon && end == piece.open - 1).then(|| name_and_colon(words, low, end)).flatten();
    };
    let gap = cue + 1..end;
    let is_open_gap = gap.clone().all(|i| words.is_outside(i) && words.lower(i) != ".");
    let is_short = gap.len() <= 1 || end < piece.open || has_colon;
    let is_addressed = gap.len() <= 8 && is_addressee(words, &gap);
    if !is_open_gap || !(is_short && !gap_has_clause(words, &gap) || is_addressed) {
        return None;
    }
    let source = source_of(words, cue, low);
    Some(Telling { source, cue: words.group_start_said(cue, low)..cue + 1 })
}

/// Whether a new clause begins between cue and quotation, which then is quoted in part only.
fn gap_has_clause(words: &Words<'_>, gap: &Range<usize>) -> bool {
    gap.clone().any(|i| matches!(words.lower(i), "that" | "whether" | "if"))
}

/// Whether the tokens name only whom it was said to and where: "reporters in Oslo on Friday".
fn is_addressee(words: &Words<'_>, gap: &Range<usize>) -> bool {
    gap.clone().all(|i| {
        words.is_nominal(i)
            || words.class(i) == Class::Preposition
            || matches!(words.lower(i), "him" | "them" | "me")
    })
}

/// Returns the telling of a dialogue line: `REPORTER: “…”`.
fn name_and_colon(words: &Words<'_>, low: usize, colon: usize) -> Option<Telling> {
    let source =
        words.subject_before(colon, low).filter(|source| source.start == low && source.len() <= 6)?;
    words.starts_capital(source.start).then_some(Telling { source: Some(source), cue: colon..colon + 1 })
}

/// Returns the source of the cue verb at `cue` to its left; of a participle, the subject of its sentence.
pub(super) fn source_of(words: &Words<'_>, cue: usize, low: usize) -> Option<Range<usize>> {
    let start = words.group_start(cue, low);
    let is_participle = words.cue_verb(cue).is_some_and(|(_, form)| form == Form::Gerund);
    if !is_participle
        && start > low
        && let Some(source) = words.subject_before(start, low)
    {
        return Some(source);
    }
    first_subject(words, low, start)
}

/// How many words of a sentence are searched for its first subject.
const FIRST_WORDS: usize = 60;

/// Returns the subject of the first clause between `low` and `high`.
pub(super) fn first_subject(words: &Words<'_>, low: usize, high: usize) -> Option<Range<usize>> {
    let high = high.min(low + FIRST_WORDS).max(low);
    // "Speaking in Lima, Rojas said": a participle has no subject in front of it.
    let is_verb = |i: &usize| {
        let finite = matches!(words.class(*i), Class::Verb | Class::Auxiliary);
        finite && words.is_outside(*i) && !words.lower(*i).ends_with("ing")
    };
    let verb = (low..high).find(is_verb);
    let subject = verb.and_then(|verb| words.subject_before(words.group_start(verb, low), low));
    subject.or_else(|| (low..high).find_map(|i| subject_at(words, i, high)))
}

fn subject_at(words: &Words<'_>, i: usize, high: usize) -> Option<Range<usize>> {
    match words.class(i) {
        Class::Pronoun => Some(i..i + 1),
        Class::Name => words.phrase_after(i, high),
        _ => None,
    }
}

/// Returns the telling behind the quotation: `,” she said`, `?” asked Smith, the mayor`.
fn telling_after(words: &Words<'_>, piece: &Piece, next_open: usize) -> Option<Telling> {
    let last = words.lower(piece.inner.end - 1);
    let mut low = piece.end;
    let comma_outside = words.lower(low) == ",";
    let segments = words.text.segments;
    if low >= words.len() || segments.sentences[segments.sentence_of(low)].paragraph != piece.paragraph {
        return None;
    }
    let is_quoting = matches!(last, "," | "?" | "!" | "…" | "..." | "—" | "--") || comma_outside;
    low += usize::from(comma_outside);
    let sentence = &segments.sentences[segments.sentence_of(low.min(words.len() - 1))];
    let high = sentence.tokens.end.min(next_open).min(low + NEAR);
    if is_quoting { inverted(words, low, high).or_else(|| plain(words, low, high)) } else { None }
}

/// Reads `said Smith, the mayor of Oslo`.
fn inverted(words: &Words<'_>, low: usize, high: usize) -> Option<Telling> {
    let cue = (low..(low + 2).min(high)).find(|&i| words.class(i) != Class::Adverb)?;
    let (verb, form) = words.cue_verb(cue)?;
    if !verb.takes_quotation && !verb.takes_clause || form == Form::Gerund || cue + 1 >= high {
        return None;
    }
    let mut source = words.phrase_after(cue + 1, high)?;
    if words.lower(source.end) == "," && words.is_nominal(source.end + 1) {
        let close = (source.end + 1..high).find(|&i| matches!(words.lower(i), "," | "." | ";"));
        let close = close.unwrap_or(high);
        if close - source.end <= 16 && (source.end + 1..close).all(|i| words.class(i) != Class::Verb) {
            source.end = close;
        }
    }
    Some(Telling { source: Some(source), cue: cue..cue + 1 })
}

/// Reads `she said`, `Smith, who leads the party, told reporters`.
fn plain(words: &Words<'_>, low: usize, high: usize) -> Option<Telling> {
    let cue = (low + 1..high).find(|&i| {
        words.is_outside(i)
            && words.cue_verb(i).is_some_and(|(verb, form)| {
                (verb.takes_quotation || verb.takes_clause || verb.takes_noun) && form != Form::Gerund
            })
    });
    let cue = cue.or_else(|| (low + 1..(low + 5).min(high)).find(|&i| is_unlisted_verb(words, i, low)))?;
    let start = words.group_start(cue, low);
    let source = words.subject_before(start, low)?;
    (source.start <= low + 1)
        .then(|| Telling { source: Some(source), cue: words.group_start_said(cue, low)..cue + 1 })
}

/// Whether token `i` looks like a verb right behind a name or pronoun at `low`: "she thundered".
fn is_unlisted_verb(words: &Words<'_>, i: usize, low: usize) -> bool {
    let behind_subject = matches!(words.class(i - 1), Class::Pronoun | Class::Name) && i - low <= 4;
    behind_subject && words.lower(i).ends_with("ed") && !words.starts_capital(i)
}

/// Returns where the content starts: in front of the quotation where the clause begins there and the cue follows.
fn content_start(words: &Words<'_>, piece: &Piece, telling: &Telling) -> usize {
    let is_behind = telling.cue.start >= piece.end;
    let clause = piece.sentence.start..piece.open;
    let is_clause = !clause.is_empty()
        && clause.len() <= 60
        && clause.clone().all(|i| words.is_outside(i) && words.lower(i) != ":")
        && clause.clone().all(|i| words.cue_verb(i).is_none());
    if is_behind && is_clause { clause.start } else { piece.open }
}

/// Whether the piece goes on with the attribution that ends at `end`.
fn follows(words: &Words<'_>, piece: &Piece, end: usize, paragraph: usize) -> bool {
    if piece.continues {
        return true;
    }
    if piece.paragraph > paragraph {
        let segments = words.text.segments;
        let starts = piece.open == piece.sentence.start;
        let whole = segments.tokens.get(piece.end).is_none()
            || segments.sentences[segments.sentence_of(piece.end)].paragraph > piece.paragraph;
        return starts && whole && piece.paragraph == paragraph + 1 && rest_is_short(words, end..piece.open);
    }
    let opens = piece.open == piece.sentence.start || words.lower(piece.open - 1) == ",";
    opens && rest_is_short(words, end..piece.open) || rest_is_marks(words, end..piece.open)
}

/// Whether between two quotations stands no more than when and where the first was said.
fn rest_is_short(words: &Words<'_>, gap: Range<usize>) -> bool {
    gap.len() <= 24
        && gap.clone().filter(|&i| matches!(words.lower(i), "." | "?" | "!") && words.is_outside(i)).count()
            <= 1
        && gap.clone().all(|i| !matches!(words.class(i), Class::Auxiliary) || i > gap.start + 2)
}

fn rest_is_marks(words: &Words<'_>, gap: Range<usize>) -> bool {
    gap.clone().all(|i| words.class(i) == Class::Mark)
}

/// Returns the attribution of a quotation without a cue: a whole sentence of its own, or nothing for scare quotes.
fn untold(
    words: &Words<'_>,
    piece: &Piece,
    last: Option<&Draft>,
    extent: Option<(usize, usize)>,
) -> Option<Draft> {
    let opens = piece.open == piece.sentence.start || matches!(words.lower(piece.open - 1), ":" | ",");
    let ends = matches!(words.lower(piece.inner.end - 1), "." | "?" | "!" | "," | "…" | "...");
    if !opens || !ends || piece.inner.len() < 6 || !words.starts_capital(piece.inner.start) {
        return None;
    }
    let near = extent.is_some_and(|(_, paragraph)| piece.paragraph <= paragraph + 1);
    let source = last.filter(|_| near).and_then(|draft| draft.source.clone());
    Some(Draft { source, cue: None, content: one(piece.open..piece.end), confidence: 0.5 })
}
