//! Tokens: words, numbers and marks with their exact byte spans.
//!
//! The first cut of the body; sentences, quotations, timexes and the tagger all count in tokens.
//!
//! `Stoltenberg’s re-election, he didn’t say` → `Stoltenberg` `’s` `re-election` `,` `he` `did` `n’t` `say`

use crate::span::Span;

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits, inner hyphens, apostrophes and periods.
    Word,
    /// Digits, perhaps with inner commas, periods and colons: `1,000`, `3.5`, `9:30`.
    Number,
    /// One mark.
    Mark,
}

/// Abbreviations whose period belongs to them, in lower case and without it.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "assn", "assoc", "atty", "aug", "bros", "brig", "capt", "cmdr", "co", "col", "corp", "cpl",
    "dec", "dept", "dr", "esq", "etc", "feb", "fla", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun",
    "lt", "ltd", "maj", "mar", "mass", "messrs", "mr", "mrs", "ms", "mt", "nov", "oct", "prof", "rep",
    "reps", "rev", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "supt", "vs", "calif", "colo", "conn",
    "ga", "ill", "mich", "minn", "okla", "pa", "tenn", "va", "wash", "wis", "ariz", "ark", "ala", "del",
    "kan", "ky", "md", "mo", "mont", "neb", "nev", "ore", "tex", "vt", "wyo", "no",
];

/// Endings that are tokens of their own behind an apostrophe.
const CLITICS: &[&str] = &["s", "ll", "re", "ve", "m", "d"];

/// Returns the tokens of the body, in order and without overlap; white space belongs to none.
pub fn tokenize(body: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(body.len() / 5);
    let mut at = 0;
    while let Some(first) = body[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
        } else if first.is_alphanumeric() && mojibake_mark(&body[at..]).is_none() {
            at = push_word(body, at, &mut tokens);
        } else {
            let end = at + mark_length(&body[at..]);
            tokens.push(Token { span: Span::new(at, end), kind: TokenKind::Mark });
            at = end;
        }
    }
    tokens
}

/// Whether the apostrophe at the end of a word may be part of it.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{02BC}')
}

fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// Returns the length of the mark at the start of `rest`: doubled quotes, dashes and dots are one mark.
fn mark_length(rest: &str) -> usize {
    if let Some((length, _)) = mojibake_mark(rest) {
        return length;
    }
    for pair in ["``", "''", "--", "...", "‘‘", "’’"] {
        if let Some(tail) = rest.strip_prefix(pair) {
            let more = tail.chars().take_while(|&c| matches!(c, '-' | '.') && pair.contains(c)).count();
            return pair.len() + more;
        }
    }
    rest.chars().next().map_or(0, char::len_utf8)
}

/// Pushes the word or number that starts at `start` (and its clitic) and returns where it ends.
fn push_word(body: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let end = word_end(body, start);
    let word = &body[start..end];
    let kind = if word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':')) {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    match clitic_start(word) {
        Some(cut) if cut > 0 => {
            tokens.push(Token { span: Span::new(start, start + cut), kind });
            tokens.push(Token { span: Span::new(start + cut, end), kind: TokenKind::Word });
        }
        _ => tokens.push(Token { span: Span::new(start, end), kind }),
    }
    end
}

/// Returns where the word that starts at `start` ends, inner joiners and an own period included.
fn word_end(body: &str, start: usize) -> usize {
    let mut end = start;
    let mut part = start;
    while let Some(c) = body[end..].chars().next() {
        if (c.is_alphanumeric() && mojibake_mark(&body[end..]).is_none()) || is_combining(c) {
            end += c.len_utf8();
            continue;
        }
        let joint = joiner_length(&body[part..end], &body[end..]);
        if joint == 0 {
            let own = c == '.' && owns_period(&body[start..end]);
            return end + usize::from(own);
        }
        end += joint;
        part = end;
    }
    end
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Returns the length of the mark at the start of `rest` if it joins `part` to what follows, else zero.
fn joiner_length(part: &str, rest: &str) -> usize {
    let length = match mojibake_mark(rest) {
        Some((length, '’')) => length,
        Some(_) => return 0,
        None => rest.chars().next().map_or(0, char::len_utf8),
    };
    let (Some(before), Some(after)) = (part.chars().next_back(), rest[length..].chars().next()) else {
        return 0;
    };
    if !after.is_alphanumeric() || !(before.is_alphanumeric() || is_combining(before)) {
        return 0;
    }
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    let joined = match rest.chars().next() {
        Some('-' | '\u{2010}' | '\u{2011}' | '_' | '&') => true,
        Some('.') => digits || before.is_alphabetic() && (after.is_lowercase() || part.chars().count() == 1),
        Some(',' | ':') => digits,
        Some(c) => is_apostrophe(c) || length > c.len_utf8(),
        None => false,
    };
    if joined { length } else { 0 }
}

/// Marks of UTF-8 text that was once decoded as Windows-1252, and what they were.
const MOJIBAKE: &[(&str, char)] = &[
    ("â€œ", '“'),
    ("â€\u{9d}", '”'),
    ("â€™", '’'),
    ("â€˜", '‘'),
    ("â€“", '–'),
    ("â€”", '—'),
    ("â€¦", '…'),
    ("Â«", '«'),
    ("Â»", '»'),
    ("â€", '”'),
];

/// Returns the length and the meaning of the mis-decoded mark at the start of `rest`.
pub(crate) fn mojibake_mark(rest: &str) -> Option<(usize, char)> {
    if !rest.starts_with(['â', 'Â']) {
        return None;
    }
    MOJIBAKE.iter().find(|(form, _)| rest.starts_with(form)).map(|&(form, mark)| (form.len(), mark))
}

/// Whether a period right behind `word` belongs to it: `U.S.`, `a.m.`, `J.`, `Sen.`
fn owns_period(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 && word.chars().count() == 1 {
        return word.chars().all(char::is_uppercase) && word != "I";
    }
    if word.contains('.') {
        return word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    }
    word.chars().next().is_some_and(char::is_uppercase)
        && ABBREVIATIONS.contains(&word.to_lowercase().as_str())
        || matches!(word, "vs" | "etc")
}

/// Returns where the clitic of the word starts: `’s`, `n’t`, `’ll`.
fn clitic_start(word: &str) -> Option<usize> {
    let (at, mark) = last_apostrophe(word)?;
    let tail = word[at + mark..].to_lowercase();
    if CLITICS.contains(&tail.as_str()) {
        return Some(at);
    }
    let head = &word[..at];
    (tail == "t" && head.ends_with(['n', 'N'])).then(|| at - 1)
}

/// Returns the place and the length of the last apostrophe in the word.
fn last_apostrophe(word: &str) -> Option<(usize, usize)> {
    let plain = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)).map(|(at, c)| (at, c.len_utf8()));
    plain.or_else(|| word.rfind("â€™").map(|at| (at, "â€™".len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let found: Vec<&str> = tokenize(body).iter().map(|token| token.span.of(body)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_keep_their_joiners_and_lose_their_clitics() {
        check("Stoltenberg’s re-election, he didn't say.", "Stoltenberg ’s re-election , he did n't say .");
        check("O’Brien and d'Estaing won't; they'll", "O’Brien and d'Estaing wo n't ; they 'll");
        check("GroenLinks-PvdA’s AT&T", "GroenLinks-PvdA ’s AT&T");
        check("the members' vote", "the members ' vote");
        check("He didnâ€™t say â€œyesâ€\u{9d}", "He did nâ€™t say â€œ yes â€\u{9d}");
    }

    #[test]
    fn periods_belong_to_abbreviations() {
        check("Sen. John F. Kennedy of the U.S. won.", "Sen. John F. Kennedy of the U.S. won .");
        check("at 9:30 a.m. on Jan. 5, 1,000.5 votes.", "at 9:30 a.m. on Jan. 5 , 1,000.5 votes .");
        check("So did I. Then he left", "So did I . Then he left");
    }

    #[test]
    fn marks_stand_alone_but_for_doubled_ones() {
        check("``Yes,'' he said -- and left...", "`` Yes , '' he said -- and left ...");
        check("(“no”)", "( “ no ” )");
    }
}
