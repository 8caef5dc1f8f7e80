//! Pieces: tokens cut further where a number, a hyphen or a point joins two words of time.
//!
//! The grammar reads pieces; each knows its token, so that what is found goes back to the text.
//!
//! `mid-1990s` → `mid` `-` `1990` `s`; `9:30pm` → `9` `:` `30` `pm`

use super::lexicon::{Lexicon, UNKNOWN, Word};
use crate::span::Span;
use crate::text::Text;

/// A word, a run of digits or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// The token that it is, or is cut from.
    pub(super) token: usize,
    /// Its name in the lexicon.
    pub(super) word: Word,
    /// How many digits it is made of; zero for words and marks.
    pub(super) digits: u8,
    /// The number that its digits spell.
    pub(super) number: i32,
    /// Whether it begins with a capital letter.
    pub(super) is_capital: bool,
    /// Whether it stands right behind the piece before.
    pub(super) is_glued: bool,
}

/// Returns the pieces of the text, in order.
pub(super) fn cut(text: &Text<'_>, lexicon: &Lexicon) -> Vec<Piece> {
    let body = text.body();
    let mut pieces = Vec::with_capacity(text.segments.tokens.len() + 16);
    for (token, at) in text.segments.tokens.iter().enumerate() {
        let printed = at.span.of(body);
        let word = lexicon.word(printed);
        if word != UNKNOWN || !is_cut(printed) {
            push(&mut pieces, piece(body, at.span, token, word));
            continue;
        }
        let mut start = at.span.start;
        while start < at.span.end {
            let span = Span::new(start, start + run_length(&body[start..at.span.end]));
            push(&mut pieces, piece(body, span, token, lexicon.word(span.of(body))));
            start = span.end;
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    let is_glued = pieces.last().is_some_and(|last| last.span.end == piece.span.start);
    pieces.push(Piece { is_glued, ..piece });
}

/// Whether the token has a digit or a dash in it.
fn is_cut(printed: &str) -> bool {
    printed.len() > 1
        && (printed.bytes().any(|b| b.is_ascii_digit() || b == b'-')
            || printed.contains(['–', '‐', '‑', '—', '_']))
}

fn piece(body: &str, span: Span, token: usize, word: Word) -> Piece {
    let printed = span.of(body);
    let is_number = printed.starts_with(|c: char| c.is_ascii_digit());
    let digits = printed.bytes().filter(u8::is_ascii_digit);
    let (count, number) = if is_number {
        digits.fold((0u8, 0i32), |(count, number), digit| {
            (count.saturating_add(1), number.saturating_mul(10).saturating_add(i32::from(digit - b'0')))
        })
    } else {
        (0, 0)
    };
    let is_capital = printed.starts_with(char::is_uppercase);
    // A number with a thousands comma is no year, so its digits count for more than four.
    let count = if is_number && printed.contains(',') { count.max(5) } else { count };
    Piece { span, token, word, digits: count, number, is_capital, is_glued: false }
}

/// Returns the length of the run of digits or letters, or of the mark, at the start of `rest`.
fn run_length(rest: &str) -> usize {
    let is_letter = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    let Some(first) = rest.chars().next() else { return 0 };
    if first.is_ascii_digit() {
        let bytes = rest.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut length = digits(0);
        while bytes.get(length) == Some(&b',') && digits(length + 1) == 3 {
            length += 4;
        }
        length
    } else if is_letter(first) {
        let mut length = 0;
        for c in rest.chars() {
            if !(is_letter(c) || c == '.' && length > 0) {
                break;
            }
            length += c.len_utf8();
        }
        length
    } else {
        first.len_utf8()
    }
}
