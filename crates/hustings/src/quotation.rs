//! Quotations: text between quotation marks, nested and running over paragraphs.
//!
//! Found in the tokens; attributions start from them, and nothing is lost by length.
//!
//! `responding “yes” when asked` → one quotation, `yes`

use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::{Token, TokenKind, mojibake_mark};

/// A stretch of text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Whether its closing mark was found; else it ends with its paragraph.
    pub is_closed: bool,
    /// The quotation of an earlier paragraph that this one goes on from.
    pub continues: Option<usize>,
}

/// Whether a token lies outside of quotations, inside of one, or is a quotation mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteState {
    /// Outside.
    #[default]
    Outside,
    /// Between two marks.
    Inside,
    /// An opening or closing mark.
    Mark,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
    Guillemet,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Open,
    Close,
    Either,
}

/// An opening mark that has not been closed.
struct Open {
    mark: Span,
    family: Family,
    quotation: usize,
}

/// Quotations nested deeper than this are noise, and their marks are passed over.
const DEEPEST: usize = 6;

/// How many tokens behind an opening single mark its closing one is looked for.
const SINGLE_REACH: usize = 300;

/// Elisions that begin with an apostrophe: `’em`, `’90s`.
const ELISIONS: &[&str] = &["em", "til", "tis", "twas", "cause", "bout", "n", "round", "cuz", "nother"];

/// Returns the quotations in the order of their opening marks.
pub fn find(body: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut pending: Option<(Family, usize)> = None;
    for range in paragraphs(sentences) {
        pending = scan_paragraph(body, &tokens[range], pending, &mut found);
    }
    found
}

/// Returns for every token whether it is quoted.
pub fn states(tokens: &[Token], quotations: &[Quotation]) -> Vec<QuoteState> {
    let mut states = vec![QuoteState::Outside; tokens.len()];
    for quotation in quotations {
        let from = tokens.partition_point(|token| token.span.end <= quotation.span.start);
        for (token, state) in tokens[from..].iter().zip(&mut states[from..]) {
            if token.span.start >= quotation.span.end {
                break;
            }
            if *state != QuoteState::Mark {
                let inside = quotation.inner.contains(token.span);
                *state = if inside { QuoteState::Inside } else { QuoteState::Mark };
            }
        }
    }
    states
}

/// Returns the token ranges of the paragraphs.
fn paragraphs(sentences: &[Sentence]) -> impl Iterator<Item = std::ops::Range<usize>> {
    sentences
        .chunk_by(|a, b| a.paragraph == b.paragraph)
        .map(|run| run[0].tokens.start..run[run.len() - 1].tokens.end)
}

/// Finds the quotations of one paragraph and returns the outermost one left open at its end.
fn scan_paragraph(
    body: &str,
    tokens: &[Token],
    pending: Option<(Family, usize)>,
    found: &mut Vec<Quotation>,
) -> Option<(Family, usize)> {
    let mut open: Vec<Open> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some((family, side)) = mark_of(body, tokens, i) else { continue };
        let innermost = open.last().map(|last| last.family);
        let is_closer = match side {
            Side::Close => true,
            // „So“: the mark that opens elsewhere closes what a low one opened.
            Side::Open => token.span.of(body) == "“" && open.last().is_some_and(|o| o.mark.of(body) == "„"),
            Side::Either => {
                open.iter().any(|o| o.family == family)
                    && !(opens_here(body, tokens, i) && innermost != Some(family))
            }
        };
        if is_closer {
            close(&mut open, family, token.span, found);
            continue;
        }
        if side == Side::Either && is_unit(body, token.span)
            || open.len() == DEEPEST
            || family == Family::Single && !has_closer(body, &tokens[i + 1..])
        {
            continue;
        }
        if innermost == Some(family) && side == Side::Open {
            close_unbalanced(&mut open, token.span.start, body, found);
        }
        let continues = pending.filter(|&(kind, _)| i == 0 && kind == family).map(|(_, earlier)| earlier);
        let end = tokens[tokens.len() - 1].span.end;
        open.push(Open { mark: token.span, family, quotation: found.len() });
        found.push(Quotation {
            span: token.span.cover(Span::new(token.span.start, end)),
            inner: Span::new(token.span.end, end),
            depth: open.len() - 1,
            is_closed: false,
            continues,
        });
    }
    open.first().map(|first| (first.family, first.quotation))
}

/// Closes the innermost open quotation of the family; ones opened inside it end there too.
fn close(open: &mut Vec<Open>, family: Family, mark: Span, found: &mut [Quotation]) {
    let Some(at) = open.iter().rposition(|o| o.family == family) else { return };
    for (inside, opened) in open.drain(at..).enumerate() {
        let is_own = inside == 0;
        let quotation = &mut found[opened.quotation];
        quotation.span = Span::new(opened.mark.start, if is_own { mark.end } else { mark.start });
        quotation.inner = Span::new(opened.mark.end, mark.start);
        quotation.is_closed = is_own;
    }
}

/// Ends the innermost quotation where another of its family opens.
fn close_unbalanced(open: &mut Vec<Open>, end: usize, body: &str, found: &mut [Quotation]) {
    if let Some(last) = open.pop() {
        let quotation = &mut found[last.quotation];
        quotation.inner = Span::new(last.mark.end, end.max(last.mark.end)).trim(body);
        quotation.span = Span::new(last.mark.start, quotation.inner.end.max(last.mark.end));
    }
}

/// Returns what kind of quotation mark token `i` is, if it is one.
fn mark_of(body: &str, tokens: &[Token], i: usize) -> Option<(Family, Side)> {
    let token = tokens[i];
    let word = token.span.of(body);
    if token.kind != TokenKind::Mark {
        return None;
    }
    let meant = mojibake_mark(word).map(|(_, mark)| mark);
    let mark = meant.or_else(|| word.chars().next())?;
    match (mark, word) {
        (_, "``" | "‘‘") | ('“' | '„', _) => Some((Family::Double, Side::Open)),
        (_, "’’") | ('”', _) => Some((Family::Double, Side::Close)),
        (_, "''") | ('"' | '＂', _) => Some((Family::Double, Side::Either)),
        ('«', _) => Some((Family::Guillemet, Side::Open)),
        ('»', _) => Some((Family::Guillemet, Side::Close)),
        ('‘' | '‚' | '‹', _) => Some((Family::Single, Side::Open)),
        ('`', _) => Some((Family::Single, Side::Open)),
        ('’' | '›', _) => Some((Family::Single, Side::Close)),
        ('\'', _) => single_straight(body, tokens, i),
        _ => None,
    }
}

/// Tells an opening `'` from a closing one and from an elision or a plural's possessive.
fn single_straight(body: &str, tokens: &[Token], i: usize) -> Option<(Family, Side)> {
    if !opens_here(body, tokens, i) {
        return Some((Family::Single, Side::Close));
    }
    let next = tokens.get(i + 1)?.span.of(body);
    let elided =
        next.starts_with(|c: char| c.is_ascii_digit()) || ELISIONS.contains(&next.to_lowercase().as_str());
    (!elided).then_some((Family::Single, Side::Open))
}

/// Whether a mark that could be either opens here: space or a bracket before it, none behind it.
fn opens_here(body: &str, tokens: &[Token], i: usize) -> bool {
    let span = tokens[i].span;
    let before = body[..span.start].chars().next_back();
    let after = body[span.end..].chars().next();
    let free_before = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '"' | '‘' | '/' | ':')
    });
    free_before && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark stands right behind a digit and before a space: `6' 4" tall`.
fn is_unit(body: &str, mark: Span) -> bool {
    let before = body[..mark.start].chars().next_back();
    let after = body[mark.end..].chars().next();
    before.is_some_and(|c| c.is_ascii_digit()) && after.is_none_or(char::is_whitespace)
}

/// Whether a closing single mark follows in the paragraph, with no other opening one before it.
fn has_closer(body: &str, rest: &[Token]) -> bool {
    for (i, token) in rest.iter().enumerate().take(SINGLE_REACH) {
        let word = token.span.of(body);
        if word == "‘" {
            return false;
        }
        let closes =
            matches!(word, "’" | "'" | "›") || mojibake_mark(word).is_some_and(|(_, mark)| mark == '’');
        if closes && token.kind == TokenKind::Mark && !opens_here(body, rest, i) {
            return true;
        }
    }
    false
}
