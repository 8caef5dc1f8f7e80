//! Finds the stretches of a body that are no part of the report: headline, date line, credits, comment forms.
//!
//! Plain texts and corpora are marked with this and kept as they are; a page's text is cut with it. The lines it
//! knows stand in `data/furniture.tsv`.

use std::sync::LazyLock;

use hustings::article::{Furniture, FurnitureKind};
use hustings::span::Span;
use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::date::{self, ENGLISH_DATE, Moment};
use crate::dateline;

/// How many lines with text count as the top of an article, and how many as its end.
const TOP: usize = 5;
const END: usize = 12;

/// The button of a video player, as saved pages have it before its caption: "CLOSE The senator declared …".
const VIDEO_BUTTON: &str = "CLOSE ";

/// What a body says about itself, beside the report.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The stretches, in order and without overlap.
    pub furniture: Vec<Furniture>,
    /// The headline on top, where the body opens with one.
    pub headline: Option<String>,
    /// Who wrote it, where a line says no more than that.
    pub byline: Option<String>,
    /// The place that the report was filed from.
    pub place: Option<String>,
    /// The date that the text itself gives as its own.
    pub moment: Option<Moment>,
}

static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    // "Friday, January 4, 2019", "Published: 15 November 2023, 10:30 GMT", "Updated 10/9/2013 at 8:00 a.m."
    Regex::new(&format!(
        concat!(
            r"(?i)^(?:(?:first |last )?(?:published|updated|posted|modified|created|date)(?: on| at)?:?\s+)?(?-i:{})",
            r"(?:[\s,|•·@–-]*(?:at\s+)?\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{{1,4}})?)?",
            r"(?:[\s,|•·–-]*(?:(?:updated|modified).{{0,60}}|\d+ min read))?\.?$|^(?:updated|published|posted):? \d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d.{{0,30}}$"
        ),
        ENGLISH_DATE
    ))
    .expect("the pattern is valid")
});

/// A comment form that was glued to the end of the last paragraph.
static GLUED_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:(?:leave a (?:reply|comment)|post a comment)\s+(?:cancel reply\s+)?)?your e-?mail address will not be published\b",
    )
    .expect("the pattern is valid")
});

static BYLINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^B[Yy]\s+(?P<names>\p{Lu}.*?),?$").expect("the pattern is valid"));

#[derive(Clone, Copy, PartialEq)]
enum Where {
    Any,
    Top,
    End,
}

struct Table {
    set: RegexSet,
    longest: usize,
    rows: Vec<Row>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<_> = rows().collect();
    let patterns = rows.iter().map(|row| format!("(?i)^(?:{})$", row.pattern));
    Table {
        longest: rows.iter().map(|row| row.longest).max().unwrap_or(0),
        set: RegexSetBuilder::new(patterns)
            .dfa_size_limit(32 << 20)
            .build()
            .expect("the patterns of data/furniture.tsv are valid"),
        rows,
    }
});

struct Row {
    kind: FurnitureKind,
    place: Where,
    /// The most bytes such a line has.
    longest: usize,
    pattern: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are the test cases of the patterns"))]
    example: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    let lines = include_str!("../data/furniture.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().expect("a row of data/furniture.tsv has five columns");
        Row {
            kind: match column() {
                "comments" => FurnitureKind::CommentForm,
                "byline" => FurnitureKind::Byline,
                _ => FurnitureKind::Insert,
            },
            place: match column() {
                "top" => Where::Top,
                "end" => Where::End,
                _ => Where::Any,
            },
            longest: column().parse().expect("the third column is a number of bytes"),
            pattern: column(),
            example: column(),
        }
    })
}

/// One line of the body that has text in it.
struct Line<'a> {
    /// Where its text stands in the body, without the blanks around it.
    start: usize,
    text: &'a str,
    kind: Option<FurnitureKind>,
}

/// Returns what of `body` is no part of the report.
///
/// A body keeps its lines; nothing is furniture that was not recognized as such, so a line in doubt stays.
pub(crate) fn mark(body: &str, title: Option<&str>) -> Marks {
    let mut lines = split(body);
    let mut marks = Marks::default();
    let count = lines.len();
    for (index, line) in lines.iter_mut().enumerate() {
        line.kind = look_up(line.text, index < TOP, index + END >= count);
    }
    close_comment_form(&mut lines);
    close_related_links(&mut lines);
    let mut parts = mark_top(&mut lines, title, &mut marks);
    parts.extend(lines.iter().filter_map(|line| {
        Some(Furniture { span: Span::new(line.start, line.start + line.text.len()), kind: line.kind? })
    }));
    parts.extend(glued_forms(&lines));
    parts.sort_by_key(|part| part.span.start);
    parts.dedup_by(|next, part| next.span.overlaps(part.span));
    marks.furniture = parts;
    marks
}

fn split(body: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in body.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let text = line.trim();
        if !text.is_empty() {
            lines.push(Line { start: start + (line.len() - line.trim_start().len()), text, kind: None });
        }
        start += line.len();
    }
    lines
}

fn look_up(text: &str, is_top: bool, is_end: bool) -> Option<FurnitureKind> {
    if text.len() > TABLE.longest {
        return None;
    }
    let stands = |place: Where| match place {
        Where::Any => true,
        Where::Top => is_top,
        Where::End => is_end,
    };
    let found = TABLE.set.matches(text);
    let rows = found.iter().map(|index| &TABLE.rows[index]);
    rows.filter(|row| text.len() <= row.longest).find(|row| stands(row.place)).map(|row| row.kind)
}

/// Takes everything behind the head of a comment form for comments, once the form is beyond doubt.
///
/// A form is beyond doubt when a second line of it follows within three lines and the report stands before it.
fn close_comment_form(lines: &mut [Line<'_>]) {
    let is_form = |line: &Line<'_>| line.kind == Some(FurnitureKind::CommentForm);
    let heads = |line: &Line<'_>| {
        let text = line.text.to_ascii_lowercase();
        is_form(line)
            && ["leave ", "post a ", "your e", "write a ", "add a "].iter().any(|head| text.starts_with(head))
    };
    let report_before = |at: usize| lines[..at].iter().filter(|line| line.kind.is_none()).count() >= 2;
    let head = (0..lines.len()).find(|&at| {
        let next = lines[at + 1..].iter().take(3).any(is_form);
        heads(&lines[at]) && report_before(at) && (next || lines[at].text.contains("published"))
    });
    if let Some(head) = head {
        for line in &mut lines[head..] {
            line.kind = Some(FurnitureKind::CommentForm);
        }
    }
}

/// Takes the short lines behind the last "Related articles" for links, when nothing else follows them.
fn close_related_links(lines: &mut [Line<'_>]) {
    let is_heading = |line: &Line<'_>| {
        let text = line.text.to_ascii_lowercase();
        line.kind == Some(FurnitureKind::Insert)
            && [
                "related",
                "see also",
                "also see",
                "more from",
                "you may",
                "recommended",
                "most ",
                "read more:",
                "more on",
                "further reading",
            ]
            .iter()
            .any(|head| text.starts_with(head))
    };
    let is_link = |line: &Line<'_>| {
        line.kind.is_some()
            || (line.text.len() <= 140 && !line.text.ends_with(['.', '!', '”', '"', ':', ';', ',']))
    };
    let Some(heading) = lines.iter().position(is_heading).filter(|at| *at >= 2) else { return };
    if lines[heading..].iter().all(is_link) {
        for line in lines[heading..].iter_mut().filter(|line| line.kind.is_none()) {
            line.kind = Some(FurnitureKind::Insert);
        }
    }
}

/// Marks the headline, the date line and the dateline at the top, which stand on only a part of their lines.
fn mark_top(lines: &mut [Line<'_>], title: Option<&str>, marks: &mut Marks) -> Vec<Furniture> {
    let mut parts = Vec::new();
    let mut is_first = true;
    let bylines = stacked_byline(lines);
    for at in 0..lines.len().min(TOP + 3) {
        let text = lines[at].text;
        if lines[at].kind == Some(FurnitureKind::Byline) && marks.byline.is_none() {
            marks.byline = BYLINE.captures(text).map(|found| found["names"].to_owned());
        }
        // A headline that is known may read like furniture: "Poll: Three in the race".
        let is_title = title.is_some() && headline(lines, at, title) == Some(text.len());
        if lines[at].kind.is_some() && !is_title {
            continue;
        }
        if at == 0 && text.starts_with(VIDEO_BUTTON) {
            // What is behind the button may be a caption or the report, so it stays.
            parts.push(part(lines[at].start, VIDEO_BUTTON.len() - 1, FurnitureKind::Insert));
            is_first = false;
        } else if bylines.contains(&at) {
            lines[at].kind = Some(FurnitureKind::Byline);
        } else if let Some(len) =
            headline(lines, at, title).filter(|_| (is_first || is_title) && marks.headline.is_none())
        {
            marks.headline = Some(text[..len].trim_end_matches('.').to_owned());
            parts.push(part(lines[at].start, len, FurnitureKind::Headline));
            lines[at].kind = None;
            if len == text.len() {
                continue;
            }
            is_first = false;
        } else if DATE_LINE.is_match(text) {
            lines[at].kind = Some(FurnitureKind::DateLine);
            marks.moment = marks.moment.take().or_else(|| date::printed(text));
        } else if let Some(opening) = dateline::find(text, is_first) {
            parts.push(part(lines[at].start, text[..opening.len].trim_end().len(), FurnitureKind::DateLine));
            marks.place = opening.place;
            marks.moment = opening.moment.or(marks.moment.take());
            break;
        } else {
            is_first = false;
        }
    }
    parts
}

fn part(start: usize, len: usize, kind: FurnitureKind) -> Furniture {
    Furniture { span: Span::new(start, start + len), kind }
}

/// Returns how many bytes of line `at` are the headline.
///
/// A known title is one where the line opens with its words; without one, a short line without a full stop is,
/// when a longer line or a date line follows it.
fn headline(lines: &[Line<'_>], at: usize, title: Option<&str>) -> Option<usize> {
    let text = lines[at].text;
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return opens_with(text, title);
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
        Regex::new(r"^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}(?:(?:, | and )\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}){0,3}$")
            .expect("the pattern is valid")
    });
    static OUTLET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:USA TODAY|(?:The )?Associated Press|Reuters|[\p{L} ]{2,30} (?:Times|Post|Republic|Tribune|Journal|Star|Sun|News|Herald|Courier|Chronicle|Press)|(?:Opinion )?[Cc]ontributor|Staff [Ww]riter)$")
            .expect("the pattern is valid")
    });
    (0..lines.len().min(3).saturating_sub(1))
        .find(|&at| NAME.is_match(lines[at].text) && OUTLET.is_match(lines[at + 1].text))
        .map_or(Vec::new(), |at| vec![at, at + 1])
}

/// Returns the comment forms that stand at the end of a line of the report.
fn glued_forms(lines: &[Line<'_>]) -> Vec<Furniture> {
    let open = lines.iter().filter(|line| line.kind.is_none());
    open.filter_map(|line| {
        let at = GLUED_FORM.find(line.text)?.start();
        Some(part(line.start + at, line.text.len() - at, FurnitureKind::CommentForm))
    })
    .collect()
}

#[cfg(test)]
#[path = "furniture_tests.rs"]
mod tests;
