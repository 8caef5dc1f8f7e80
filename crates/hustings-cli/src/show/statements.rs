//! Statements with speaker, words, day and chain.

use super::sheet::{Sheet, colored, strong};
use super::words;
use anstyle::AnsiColor;
use hustings::attribution::AttributionKind;
use hustings::statement::{Force, Stance, Statement};
use hustings::{Article, Reading};

/// Writes all statements in the order of the text; one that only carries another stands under it.
pub fn statements(article: &Article, reading: &Reading, sheet: &mut Sheet) {
    let shown: Vec<&Statement> =
        reading.statements.iter().filter(|statement| !is_carrier(reading, statement.attribution)).collect();
    if shown.is_empty() {
        return;
    }
    sheet.heading("Who said what");
    for statement in shown {
        sheet.line(2, &speaker_line(article, statement));
        sheet.block(4, &content(article, reading, statement));
        for line in chain(article, reading, statement) {
            sheet.quiet_line(4, &format!("↳ {line}"));
        }
        if let Some(line) = about_line(article, reading, statement) {
            sheet.line(4, &line);
        }
    }
}

/// Whether another attribution is told in this one.
fn is_carrier(reading: &Reading, attribution: usize) -> bool {
    reading.attributions.iter().any(|inner| inner.parent == Some(attribution))
}

fn speaker_line(article: &Article, statement: &Statement) -> String {
    let said = statement.said_at.map(words::date);
    let force = match statement.force {
        Force::Assert => None,
        Force::Deny => Some("denies"),
        Force::Joke => Some("joking"),
        Force::Ask => Some("asks"),
        Force::Predict => Some("predicts"),
        Force::Promise => Some("promises"),
        Force::Threaten => Some("threatens"),
        Force::Decline => Some("declines"),
    };
    let printed = |span: hustings::Span| words::one_line(span.of(&article.body));
    let parts = [
        force.map(|force| colored(force, AnsiColor::Magenta)),
        said,
        statement.venue.map(printed),
        statement.medium.map(printed),
        statement.addressee.map(|span| format!("to {}", printed(span))),
        statement.question.map(|span| format!("asked {}", printed(span))),
    ];
    let mut line = strong(&statement.speaker.name);
    for part in parts.into_iter().flatten() {
        line += &format!(" · {part}");
    }
    line
}

/// Returns the content in quotation marks where it is quoted.
fn content(article: &Article, reading: &Reading, statement: &Statement) -> String {
    let attribution = &reading.attributions[statement.attribution];
    let pieces: Vec<String> =
        attribution.content.iter().map(|span| words::one_line(span.of(&article.body))).collect();
    let words = pieces.join(" … ");
    let has_marks = words.starts_with(['“', '"', '‘', '«', '„']);
    if attribution.kind == AttributionKind::Direct && !has_marks { format!("“{words}”") } else { words }
}

/// Returns the links of the chain from the innermost carrier outward.
fn chain(article: &Article, reading: &Reading, statement: &Statement) -> Vec<String> {
    let mut lines = Vec::new();
    let mut parent = reading.attributions[statement.attribution].parent;
    while let Some(outer) = parent.filter(|_| lines.len() < 4) {
        let cue: Vec<String> = reading.attributions[outer]
            .cue
            .iter()
            .map(|span| words::one_line(span.of(&article.body)))
            .collect();
        let carrier = reading.statements.iter().find(|statement| statement.attribution == outer);
        let name = carrier.map_or("somebody", |statement| &statement.speaker.name);
        let date = carrier.and_then(|statement| statement.said_at).map(words::date);
        let date = date.map_or(String::new(), |date| format!(", {date}"));
        lines.push(format!("{name} {}{date}", cue.join(" … ")));
        parent = reading.attributions[outer].parent;
    }
    lines
}

/// Returns how the speaker stands to whom, with the reason; nothing where there is no stance.
fn about_line(article: &Article, reading: &Reading, statement: &Statement) -> Option<String> {
    let stances = statement.about.iter().filter(|about| about.stance != Stance::Neutral);
    let lines: Vec<String> = stances
        .map(|about| {
            let color = match about.stance {
                Stance::Support | Stance::SelfDeclare => AnsiColor::Green,
                Stance::Oppose | Stance::SelfRuleOut => AnsiColor::Red,
                Stance::Reservation | Stance::Neutral => AnsiColor::Yellow,
            };
            let name = &reading.entities[about.entity].name;
            let mut line = match about.stance {
                Stance::SelfDeclare => colored("for the own candidacy", color),
                Stance::SelfRuleOut => colored("against the own candidacy", color),
                stance => format!("{} {name}", colored(words::stance(stance), color)),
            };
            if let Some(reason) = about.reason {
                line += &format!(", because: {}", words::one_line(reason.of(&article.body)));
            }
            line
        })
        .collect();
    (!lines.is_empty()).then(|| format!("→ {}", lines.join("; ")))
}
