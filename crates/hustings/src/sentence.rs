//! Sentences and paragraphs, counted in tokens.
//!
//! Cut from the tokens; quotations, timexes and attributions are looked for inside them.
//!
//! `“Why?” he asked. Sen. Warren did not answer.` → two sentences

use crate::article::Article;
use crate::span::Span;
use crate::token::{Token, mojibake_mark};
use std::ops::Range;

/// A run of tokens that ends with a full stop, a question or exclamation mark, or its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, from its first token to its last.
    pub span: Span,
    /// Its tokens, as indices.
    pub tokens: Range<usize>,
    /// The paragraph it belongs to, counted from zero.
    pub paragraph: usize,
    /// Whether it is no part of the report: headline, date line, comment form.
    pub furniture: bool,
}

/// Words that open a sentence often enough to end the one before, even behind an abbreviation.
const OPENERS: &[&str] = &[
    "A", "After", "Although", "An", "And", "As", "At", "But", "By", "For", "He", "His", "However", "I", "If",
    "In", "It", "Its", "Many", "Most", "No", "Now", "On", "Our", "She", "Since", "So", "Some", "That", "The",
    "Their", "Then", "There", "These", "They", "This", "Those", "To", "Under", "We", "What", "When", "While",
    "With", "You",
];

/// Returns the sentences of the body in order; every token is in exactly one.
pub fn split(article: &Article, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for i in 0..tokens.len() {
        let gap = tokens.get(i + 1).map(|next| Span::new(tokens[i].span.end, next.span.start));
        let paragraph_ends = gap.is_none_or(|gap| is_paragraph_break(article, gap));
        if !paragraph_ends && !sentence_ends(&article.body, tokens, i) {
            continue;
        }
        let span = tokens[start].span.cover(tokens[i].span);
        let furniture = article.is_furniture(span);
        sentences.push(Sentence { span, tokens: start..i + 1, paragraph, furniture });
        start = i + 1;
        paragraph += usize::from(paragraph_ends);
    }
    sentences
}

/// Whether the white space between two tokens ends a paragraph: a blank line, a line that ends like a
/// sentence, or the border of a piece of furniture.
fn is_paragraph_break(article: &Article, gap: Span) -> bool {
    let white = gap.of(&article.body);
    if article.is_furniture(Span::new(gap.start.saturating_sub(1), gap.start))
        != article.is_furniture(Span::new(gap.end, gap.end + 1))
    {
        return true;
    }
    let mut breaks = white.matches('\n').count();
    breaks += white.matches(['\u{2028}', '\u{2029}', '\r', '\u{0B}', '\u{0C}']).count();
    breaks -= white.matches("\r\n").count();
    breaks >= 2
        || breaks == 1
            && article.body[..gap.start].ends_with(['.', '!', '?', '”', '"', '’', ':', ')', '»', '…'])
}

/// Whether a sentence ends with token `i`, the paragraph going on.
fn sentence_ends(body: &str, tokens: &[Token], i: usize) -> bool {
    let word = tokens[i].span.of(body);
    if is_closing(word) {
        return i > 0 && is_closable(body, tokens, i) && starts_sentence(body, tokens, i + 1, false);
    }
    if matches!(word, "." | "!" | "?" | "..." | "…") {
        let next = tokens[i + 1].span.of(body);
        let glued = tokens[i].span.end == tokens[i + 1].span.start;
        if is_closing(next) && glued || glued && word == "." && next.starts_with(|c: char| c.is_ascii_digit())
        {
            return false;
        }
        return starts_sentence(body, tokens, i + 1, word.starts_with(['…']) || word == "...");
    }
    let next = tokens[i + 1].span.of(body);
    word.len() > 2 && word.ends_with('.') && OPENERS.contains(&next)
}

/// Whether the run of closing marks that ends at token `i` stands right behind a sentence's end.
fn is_closable(body: &str, tokens: &[Token], i: usize) -> bool {
    if tokens.get(i + 1).is_some_and(|t| is_closing(t.span.of(body)) && t.span.start == tokens[i].span.end) {
        return false;
    }
    let mut at = i;
    while at > 0 && is_closing(tokens[at].span.of(body)) && tokens[at - 1].span.end == tokens[at].span.start {
        at -= 1;
    }
    at < i && tokens[at].span.of(body).ends_with(['.', '!', '?', '…'])
}

fn is_closing(word: &str) -> bool {
    matches!(word, "”" | "\"" | "’" | "'" | "''" | "’’" | "»" | ")" | "]" | "›")
        || mojibake_mark(word).is_some_and(|(_, mark)| matches!(mark, '”' | '’'))
}

/// Whether token `i` looks like the first of a sentence.
fn starts_sentence(body: &str, tokens: &[Token], i: usize, after_dots: bool) -> bool {
    let Some(token) = tokens.get(i) else { return true };
    let word = token.span.of(body);
    let first = word.chars().next().unwrap_or(' ');
    if token.span.start == tokens[i - 1].span.end && !first.is_uppercase() && !is_opening(first) {
        return false;
    }
    first.is_uppercase()
        || is_opening(first)
        || (first.is_ascii_digit() && !after_dots)
        || first.is_alphabetic() && !first.is_lowercase()
        || first == 'â'
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '"' | '‘' | '`' | '«' | '(' | '[' | '„' | '\'' | '—' | '–' | '•' | '*')
}
