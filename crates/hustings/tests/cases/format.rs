//! The text format of the cases: headers, text, marks under the words, and `> ` lines.
//!
//! ```text
//! stage: timex
//!
//! === a weekday of the past
//! dct: 2023-11-15
//! She announced her interest on Tuesday.
//!                               ^^^^^^^ DATE 2023-11-14
//! ```

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use std::fmt;

/// Something found in a text: a place with a label, or a sentence of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Words with a label; byte ranges of the text.
    Mark { spans: Vec<std::ops::Range<usize>>, label: String },
    /// A line without a place.
    Line(String),
}

/// One text and what is found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub name: String,
    pub headers: Vec<(String, String)>,
    pub text: String,
    pub findings: Vec<Finding>,
    written: String,
}

/// All cases of one file.
#[derive(Debug)]
pub struct CaseFile {
    pub stage: String,
    preamble: String,
    pub cases: Vec<Case>,
}

impl CaseFile {
    pub fn parse(written: &str) -> Result<Self, String> {
        let start =
            written.find("\n=== ").map(|at| at + 1).ok_or("no case: a case starts with `=== name`")?;
        let preamble = &written[..start];
        let stage =
            preamble.lines().find_map(|line| line.strip_prefix("stage: ")).ok_or("no line `stage: …`")?;
        let cases = written[start..].split("\n=== ").map(|case| Case::parse(case.trim_start_matches("=== ")));
        Ok(Self { stage: stage.trim().to_owned(), preamble: preamble.to_owned(), cases: cases.collect() })
    }

    /// Returns the file with every case replaced by what `change` makes of it.
    pub fn with_cases(&self, change: impl Fn(&Case) -> Case) -> Self {
        let cases = self.cases.iter().map(|case| Case { written: String::new(), ..change(case) }).collect();
        Self { stage: self.stage.clone(), preamble: self.preamble.clone(), cases }
    }
}

impl Case {
    fn parse(written: &str) -> Self {
        let mut lines = written.lines().peekable();
        let name = lines.next().unwrap_or_default().trim().to_owned();
        let mut headers = Vec::new();
        while let Some((key, value)) = lines.peek().and_then(|line| header(line)) {
            headers.push((key.to_owned(), value.to_owned()));
            lines.next();
        }
        let text: Vec<&str> = lines.filter(|line| !is_expectation(line)).collect();
        let text = text.join("\n").trim_matches('\n').to_owned();
        let written = format!("=== {}\n\n", written.trim_end());
        Self { name, headers, text, findings: Vec::new(), written }
    }

    /// Returns the article to read.
    pub fn article(&self) -> Article {
        let get = |key: &str| self.headers.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
        let date = get("dct").and_then(|value| PartialDate::parse(&value));
        Article {
            body: self.text.clone(),
            title: get("title"),
            outlet: get("outlet"),
            document_creation_time: date.map(|date| CreationTime {
                date,
                time: None,
                found_in: FoundIn::Given,
            }),
            ..Article::default()
        }
    }
}

fn header(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(": ")?;
    matches!(key, "dct" | "title" | "outlet").then_some((key, value.trim()))
}

/// Whether a line is marks with a label, or a `> ` line.
fn is_expectation(line: &str) -> bool {
    let marks = line.trim_start();
    line.starts_with("> ") || marks.starts_with('^') && marks.contains(|c: char| !matches!(c, '^' | ' '))
}

impl fmt::Display for CaseFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cases: String = self.cases.iter().map(Case::to_string).collect();
        writeln!(out, "{}{}", self.preamble, cases.trim_end())
    }
}

impl fmt::Display for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.written.is_empty() {
            return out.write_str(&self.written);
        }
        writeln!(out, "=== {}", self.name)?;
        for (key, value) in &self.headers {
            writeln!(out, "{key}: {value}")?;
        }
        let mut start = 0;
        for line in self.text.split('\n') {
            writeln!(out, "{line}")?;
            for finding in &self.findings {
                write_marks(out, line, start, finding)?;
            }
            start += line.len() + 1;
        }
        for finding in &self.findings {
            if let Finding::Line(line) = finding {
                writeln!(out, "> {line}")?;
            }
        }
        writeln!(out)
    }
}

/// Writes the marks of a finding under one line of the text that starts at byte `start`.
fn write_marks(out: &mut fmt::Formatter<'_>, line: &str, start: usize, finding: &Finding) -> fmt::Result {
    let Finding::Mark { spans, label } = finding else { return Ok(()) };
    let is_marked = |at: usize| spans.iter().any(|span| span.contains(&(start + at)));
    let marks: String = line.char_indices().map(|(at, _)| if is_marked(at) { '^' } else { ' ' }).collect();
    if marks.contains('^') { writeln!(out, "{} {label}", marks.trim_end()) } else { Ok(()) }
}
