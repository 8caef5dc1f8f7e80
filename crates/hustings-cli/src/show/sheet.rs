//! The sheet that a page is written on: titles, sections and wrapped lines of one width.

use anstyle::{AnsiColor, Style};

const TITLE: Style = Style::new().bold();
const SECTION: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// A page in the making.
pub struct Sheet {
    page: String,
    width: usize,
}

impl Sheet {
    /// Returns an empty sheet, `width` columns wide.
    pub fn new(width: usize) -> Self {
        Self { page: String::new(), width }
    }

    /// Returns what was written.
    pub fn into_page(self) -> String {
        self.page
    }

    /// Writes a headline.
    pub fn title(&mut self, words: &str) {
        self.wrapped(words, "", "", TITLE);
    }

    /// Writes a line of lesser weight.
    pub fn quiet(&mut self, words: &str) {
        self.wrapped(words, "", "", QUIET);
    }

    /// Writes the name of a section behind an empty line.
    pub fn heading(&mut self, words: &str) {
        self.page.push('\n');
        self.wrapped(words, "", "", SECTION);
    }

    /// Writes a section of one line an item; nothing when there is none.
    pub fn section(&mut self, heading: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for line in lines {
            self.line(2, line);
        }
    }

    /// Writes a line, `indent` columns in, that goes on two columns further in.
    pub fn line(&mut self, indent: usize, words: &str) {
        let first = " ".repeat(indent);
        self.wrapped(words, &first, &format!("{first}  "), Style::new());
    }

    /// Writes a line of lesser weight, `indent` columns in.
    pub fn quiet_line(&mut self, indent: usize, words: &str) {
        let first = " ".repeat(indent);
        self.wrapped(words, &first, &format!("{first}  "), QUIET);
    }

    /// Writes a block, `indent` columns in, all lines of it alike.
    pub fn block(&mut self, indent: usize, words: &str) {
        let first = " ".repeat(indent);
        self.wrapped(words, &first, &first, Style::new());
    }

    fn wrapped(&mut self, words: &str, first: &str, further: &str, style: Style) {
        let options = textwrap::Options::new(self.width).initial_indent(first).subsequent_indent(further);
        for line in textwrap::wrap(&harmless(words), options) {
            self.page += &format!("{style}{line}{style:#}\n");
        }
    }
}

/// Returns the words without anything that would steer the terminal; colors stay.
///
/// An article can hold escape sequences that rename the window, and marks that turn the direction of a line.
fn harmless(words: &str) -> String {
    let mut kept = String::with_capacity(words.len());
    for (at, char) in words.char_indices() {
        let is_steering = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if char == '\u{1b}' && is_color(&words[at + 1..]) || !(char.is_control() || is_steering) {
            kept.push(char);
        }
    }
    kept
}

/// Whether the text behind an escape goes on as a sequence that only sets colors: `[1;36m`.
fn is_color(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('[') else { return false };
    rest.trim_start_matches(|char: char| char.is_ascii_digit() || char == ';').starts_with('m')
}

/// Returns the words in bold.
pub fn strong(words: &str) -> String {
    format!("{STRONG}{words}{STRONG:#}")
}

/// Returns the words in a color.
pub fn colored(words: &str, color: AnsiColor) -> String {
    let style = color.on_default();
    format!("{style}{words}{style:#}")
}

/// Returns the words padded on the right to `columns`, wider ones as they are.
pub fn padded(words: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(textwrap::core::display_width(words));
    format!("{words}{}", " ".repeat(gap))
}
