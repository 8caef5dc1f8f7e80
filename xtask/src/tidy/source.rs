//! What has to hold of each source file: a header, bounded lengths, no leftovers, and a pure `hustings`.
//!
//! Part of [`super`]; it reads lines as rustfmt leaves them and parses nothing.

use std::path::Path;

/// The most lines of a function.
const LONGEST_FUNCTION: usize = 70;

/// The most lines of a file.
const LONGEST_FILE: usize = 800;

/// What `hustings` must not name: files, the environment, clocks, threads, the network, processes.
const IMPURE: [&str; 7] =
    ["std::fs", "std::env", "std::time", "std::thread", "std::net", "std::process", "std::io::std"];

/// Words that say that something was left for later.
const LEFTOVERS: [&str; 3] = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("X", "XX")];

/// Checks a text for words that say that something was left for later.
pub fn check_markers(name: &Path, text: &str, problems: &mut Vec<String>) {
    let is_word = |line: &str, marker: &str| {
        line.split(|char: char| !char.is_alphanumeric()).any(|word| word == marker)
    };
    for (i, line) in text.lines().enumerate() {
        if let Some(marker) = LEFTOVERS.iter().find(|marker| is_word(line, marker)) {
            problems.push(format!("{}:{}: a leftover {marker}", name.display(), i + 1));
        }
    }
}

/// Checks one source file.
pub fn check(name: &Path, text: &str, problems: &mut Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    if !lines.first().is_some_and(|line| line.starts_with("//!")) {
        problems.push(format!("{}: does not open with a `//!` that says what it holds", name.display()));
    }
    if lines.len() > LONGEST_FILE {
        problems.push(format!("{}: {} lines; split it", name.display(), lines.len()));
    }
    for (at, length) in functions(&lines) {
        if length > LONGEST_FUNCTION {
            problems.push(format!("{}:{}: a function of {length} lines", name.display(), at + 1));
        }
    }
    if name.starts_with("crates/hustings/src") {
        check_pure(name, &lines, problems);
    }
}

fn check_pure(name: &Path, lines: &[&str], problems: &mut Vec<String>) {
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        if let Some(path) = IMPURE.iter().find(|path| line.contains(*path)) {
            problems.push(format!("{}:{}: hustings is pure and must not use {path}", name.display(), i + 1));
        }
    }
}

/// Returns the first line and the length of every function with a body.
fn functions(lines: &[&str]) -> Vec<(usize, usize)> {
    let starts = lines.iter().enumerate().filter(|(_, line)| is_function(line));
    starts
        .filter_map(|(start, line)| {
            let indent = &line[..line.len() - line.trim_start().len()];
            let ends = |line: &&&str| line.strip_prefix(indent) == Some("}");
            let is_one_line = line.ends_with('}') || line.ends_with(';');
            let length = if is_one_line { 0 } else { lines[start..].iter().position(|line| ends(&line))? };
            Some((start, length + 1))
        })
        .collect()
}

fn is_function(line: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| {
        word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe" | "extern" | "\"C\"")
    });
    words.next() == Some("fn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured_from_their_name_to_their_brace() {
        let text = "impl A {\n    pub fn short() { 1 }\n\n    fn long(\n        a: u8,\n    ) {\n        a;\n    }\n}\n";
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(functions(&lines), [(1, 1), (3, 5)]);
    }

    #[test]
    fn only_whole_words_are_leftovers() {
        let mut problems = Vec::new();
        check_markers(Path::new("a.rs"), "// TODOS are people from Todo\n", &mut problems);
        assert!(problems.is_empty());
        check_markers(Path::new("a.rs"), concat!("// TO", "DO: later\n"), &mut problems);
        assert_eq!(problems.len(), 1);
    }
}
