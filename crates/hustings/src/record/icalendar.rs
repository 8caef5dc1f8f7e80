//! The words and lines of an iCalendar file, as RFC 5545 has them.
//!
//! Exports and the web pages write their agendas with these.
//!
//! `Brussels; at noon` → `Brussels\; at noon`

/// Returns words as RFC 5545 has them.
pub fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\n', '\r'], " ")
}

/// Returns a line cut into pieces of at most 75 bytes, none of them through a character.
pub fn folded(line: &str) -> String {
    let mut pieces = String::new();
    let mut length = 0;
    for char in line.chars() {
        if length + char.len_utf8() > 74 {
            pieces.push_str("\r\n ");
            length = 1;
        }
        pieces.push(char);
        length += char.len_utf8();
    }
    pieces + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_lines_are_as_the_standard_has_them() {
        assert_eq!(escaped("Brussels; at noon, say some"), "Brussels\\; at noon\\, say some");
        let long = folded(&"é".repeat(60));
        assert!(long.lines().all(|line| line.len() <= 75) && long.contains("\r\n "));
    }
}
