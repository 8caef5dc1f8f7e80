//! Patterns of lines, compiled quickly.

use regex::{Regex, RegexSet, RegexSetBuilder};

/// Letters of the Latin, Greek and Cyrillic scripts. All letters of Unicode take most of the time that the program
/// needs to start.
const LETTER: &str = r"[A-Za-z\u{AA}\u{BA}\u{C0}-\u{24F}\u{370}-\u{52F}\u{1E00}-\u{1FFF}&&[^×÷]]";
const CAPITAL: &str = r"[[A-Z\u{C0}-\u{24F}\u{370}-\u{42F}\u{460}-\u{52F}\u{1E00}-\u{1EFF}]&&\p{Lu}]";

/// Compiles a pattern in which `\p{L}` and `\p{Lu}` stand for the letters and capitals of three scripts, `\d` for the
/// digits of ASCII, and `\w` for such a letter, such a digit or `_`.
///
/// # Panics
/// When the pattern is no regular expression.
pub(super) fn compile(pattern: &str) -> Regex {
    Regex::new(&narrow(pattern)).expect("the pattern is valid")
}

/// Compiles patterns of that kind that are looked for together.
///
/// # Panics
/// When one of them is no regular expression.
pub(super) fn compile_all(patterns: impl Iterator<Item = String>) -> RegexSet {
    let patterns = patterns.map(|pattern| narrow(&pattern));
    RegexSetBuilder::new(patterns).dfa_size_limit(32 << 20).build().expect("the patterns are valid")
}

fn narrow(pattern: &str) -> String {
    let pattern = pattern.replace(r"\w", r"[\d_\p{L}]");
    pattern.replace(r"\p{L}", LETTER).replace(r"\p{Lu}", CAPITAL).replace(r"\d", "[0-9]")
}
