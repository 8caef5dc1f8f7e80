//! What opens an article: labels, headline, byline, date line and dateline.
//!
//! `furniture` marks the first lines of a body with this; it may take only a part of a line.

use std::sync::LazyLock;

use hustings::article::{Furniture, FurnitureKind};
use regex::Regex;

use super::dateline::{self, Opening};
use super::pattern::compile;
use super::{Line, Marks, TOP, part};
use crate::date::{self, ENGLISH_DATE};

/// Labels and buttons that saved texts have glued to their first words: "CLOSE The senator declared …".
const LABELS: [&str; 9] = [
    "CLOSE ",
    "Story highlights ",
    "Story Highlights ",
    "STORY HIGHLIGHTS ",
    "UPDATE: ",
    "EXCLUSIVE: ",
    "BREAKING: ",
    "DEVELOPING: ",
    "ANALYSIS: ",
];

static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    // "Friday, January 4, 2019", "Published: 15 November 2023, 10:30 GMT", "Updated 10/9/2013 at 8:00 a.m."
    compile(&format!(
        concat!(
            r"(?i)^(?:(?:first |last )?(?:published|updated|posted|modified|created|date)(?: on| at)?:?\s+)?(?-i:{})",
            r"(?:[\s,|•·@–-]*(?:at\s+)?\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{{1,4}})?)?",
            r"(?:[\s,|•·–-]*(?:(?:updated|modified).{{0,60}}|\d+ min read))?\.?$|^(?:updated|published|posted):? \d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d.{{0,30}}$"
        ),
        ENGLISH_DATE
    ))
});

static BYLINE: LazyLock<Regex> = LazyLock::new(|| compile(r"^B[Yy]\s+(?P<names>\p{Lu}.*?),?$"));

/// What a line at the top is.
enum Found {
    /// The report, with a label of so many bytes before it.
    Label(usize),
    Byline,
    /// A headline of so many bytes.
    Headline(usize),
    DateLine,
    Dateline(Opening),
    Report,
}

/// Marks what opens an article, notes it in `marks`, and returns what stands on only a part of its line.
pub(super) fn mark_top(lines: &mut [Line<'_>], title: Option<&str>, marks: &mut Marks) -> Vec<Furniture> {
    let mut parts = Vec::new();
    let mut is_first = true;
    let stacked = stacked_byline(lines);
    for at in 0..lines.len().min(TOP + 3) {
        let (start, text) = (lines[at].start, lines[at].text);
        if lines[at].kind == Some(FurnitureKind::Byline) && marks.byline.is_none() {
            marks.byline = BYLINE.captures(text).map(|found| found["names"].to_owned());
        }
        // A headline that is known may read like furniture: "Poll: Three in the race".
        let is_title = title.is_some() && headline(lines, at, title) == Some(text.len());
        if lines[at].kind.is_some() && !is_title {
            continue;
        }
        let len = headline(lines, at, title).filter(|_| marks.headline.is_none() && (is_first || is_title));
        let found = match len {
            _ if stacked.contains(&at) => Found::Byline,
            Some(len) => Found::Headline(len),
            None => find(text, is_first),
        };
        match found {
            Found::Byline => lines[at].kind = Some(FurnitureKind::Byline),
            Found::Headline(len) => {
                marks.headline = Some(text[..len].trim_end_matches('.').to_owned());
                parts.push(part(start, len, FurnitureKind::Headline));
                lines[at].kind = None;
                is_first = len == text.len();
            }
            Found::DateLine => {
                lines[at].kind = Some(FurnitureKind::DateLine);
                marks.moment = marks.moment.take().or_else(|| date::printed(text));
            }
            Found::Dateline(opening) => {
                parts.push(part(start, text[..opening.len].trim_end().len(), FurnitureKind::DateLine));
                marks.place = opening.place;
                marks.moment = opening.moment.or(marks.moment.take());
                break;
            }
            Found::Label(len) => {
                parts.push(part(start, len, FurnitureKind::Insert));
                is_first = false;
            }
            Found::Report => is_first = false,
        }
    }
    parts
}

fn find(text: &str, is_first: bool) -> Found {
    if DATE_LINE.is_match(text) {
        return Found::DateLine;
    }
    if let Some(opening) = dateline::find(text, is_first) {
        return Found::Dateline(opening);
    }
    // What stands behind a label may be a caption or the report, so it stays.
    let label = LABELS.iter().find(|label| is_first && text.starts_with(*label));
    label.map_or(Found::Report, |label| Found::Label(label.trim_end().len()))
}

/// Returns how many bytes of line `at` are the headline.
///
/// A known title is one where the line opens with its words; without one, a short line without a full stop is,
/// when a longer line or a date line follows it.
fn headline(lines: &[Line<'_>], at: usize, title: Option<&str>) -> Option<usize> {
    let text = lines[at].text;
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return opens_with(text, title).filter(|len| stands_alone(text, *len));
    }
    let next = lines.get(at + 1)?;
    let is_opening = DATE_LINE.is_match(next.text) || dateline::find(next.text, true).is_some();
    let follows = next.text.len() > text.len().max(80) || next.kind.is_some() || is_opening;
    let is_title = (12..=160).contains(&text.len())
        && text.split_whitespace().count() >= 3
        && text.starts_with(|first: char| !first.is_lowercase())
        && !text.ends_with(['.', '!', ':', ';', ',', '-', '–', '—', '_'])
        && !DATE_LINE.is_match(text)
        && dateline::find(text, true).is_none();
    (is_title && follows).then_some(text.len())
}

/// Whether the report does not go on from the headline, as in "Allies choose Rutte to lead NATO" under "Allies choose
/// Rutte".
fn stands_alone(text: &str, len: usize) -> bool {
    let rest = text[len..].trim_start();
    rest.is_empty()
        || (text[..len].split_whitespace().count() >= 3
            && rest.starts_with(|first: char| {
                !first.is_lowercase() && !matches!(first, ',' | ':' | ';' | '-' | '–' | '—')
            }))
}

/// Returns the length of the part of `text` that says the same as `title`, whatever marks stand between the words.
fn opens_with(text: &str, title: &str) -> Option<usize> {
    let mut wanted =
        title.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).peekable();
    let mut len = 0;
    wanted.peek()?;
    for (at, char) in text.char_indices() {
        if !char.is_alphanumeric() {
            // Closing marks that belong to the headline.
            if wanted.peek().is_none()
                && !matches!(char, '.' | '?' | '!' | '"' | '”' | '’' | '\'' | ')' | '…' | ';')
            {
                break;
            }
        } else {
            if wanted.peek().is_none() {
                // "Sourcesays" must not lose its first half to the headline "Source".
                return (at > len || text[..at].ends_with(|c: char| !c.is_alphanumeric())).then_some(len);
            }
            for lower in char.to_lowercase() {
                if wanted.next() != Some(lower) {
                    return None;
                }
            }
        }
        len = at + char.len_utf8();
    }
    wanted.peek().is_none().then_some(len)
}

/// Returns the lines of a byline that is stacked on its outlet: "Kim Example" over "USA TODAY".
fn stacked_byline(lines: &[Line<'_>]) -> Vec<usize> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        compile(
            r"^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}(?:(?:, | and )\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}){0,3}$",
        )
    });
    static OUTLET: LazyLock<Regex> = LazyLock::new(|| {
        compile(
            r"^(?:USA TODAY|(?:The )?Associated Press|Reuters|[\p{L} ]{2,30} (?:Times|Post|Republic|Tribune|Journal|Star|Sun|News|Herald|Courier|Chronicle|Press)|(?:Opinion )?[Cc]ontributor|Staff [Ww]riter)$",
        )
    });
    (0..lines.len().min(3).saturating_sub(1))
        .find(|&at| NAME.is_match(lines[at].text) && OUTLET.is_match(lines[at + 1].text))
        .map_or(Vec::new(), |at| vec![at, at + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, headline: Option<&str>) {
        let len = opens_with(text, title).filter(|len| stands_alone(text, *len));
        assert_eq!(len.map(|len| &text[..len]), headline, "{text}");
    }

    #[test]
    fn a_headline_is_known_by_its_words() {
        check("Allies choose Rutte.", "Allies choose Rutte", Some("Allies choose Rutte."));
        check(
            "Allies choose ‘Rutte’ The vote was long.",
            "Allies choose 'Rutte'",
            Some("Allies choose ‘Rutte’"),
        );
        check("ALLIES CHOOSE RUTTE", "Allies choose Rutte", Some("ALLIES CHOOSE RUTTE"));
    }

    #[test]
    fn a_sentence_that_opens_like_the_headline_is_the_report() {
        check("Allies choose Rutte to lead NATO.", "Allies choose Rutte", None);
        check("Allies choose Rutter.", "Allies choose Rutte", None);
        check("Rutte Stoltenberg’s heir, allies say.", "Rutte", None);
        check("Allies", "Allies choose Rutte", None);
    }
}
