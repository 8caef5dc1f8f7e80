//! Finds the stretches of a body that are no part of the report: headline, date line, credits, comment forms.
//!
//! Plain texts and corpora are marked with this and kept as they are; a page's text is cut with it. `table` knows
//! whole lines by their words, `top` what opens an article.

mod dateline;
mod pattern;
mod table;
mod top;

use std::sync::LazyLock;

use hustings::article::{Furniture, FurnitureKind};
use hustings::span::Span;
use regex::Regex;

use crate::date::Moment;

/// How many lines with text count as the top of an article, and how many as its end.
const TOP: usize = 5;
const END: usize = 12;

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

/// A comment form that was glued to the end of the last paragraph.
static GLUED_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:(?:leave a (?:reply|comment)|post a comment)\s+(?:cancel reply\s+)?)?your e-?mail address will not be published(?-u:\b)",
    )
    .expect("the pattern is valid")
});

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
        line.kind = table::look_up(line.text, index < TOP, index + END >= count);
    }
    close_comment_form(&mut lines);
    close_related_links(&mut lines);
    let mut parts = top::mark_top(&mut lines, title, &mut marks);
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

fn part(start: usize, len: usize, kind: FurnitureKind) -> Furniture {
    Furniture { span: Span::new(start, start + len), kind }
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
