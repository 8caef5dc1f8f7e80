//! The lines that stand in articles and are no part of the report, as `data/furniture.tsv` has them.
//!
//! `furniture` looks every line of a body up here.

use std::sync::LazyLock;

use hustings::article::FurnitureKind;
use regex::RegexSet;

use super::pattern::compile_all;

/// Returns what a line is, when it is one of the table; it stands among the first or last lines of its body, or not.
pub(super) fn look_up(text: &str, is_top: bool, is_end: bool) -> Option<FurnitureKind> {
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
    Table { longest: rows.iter().map(|row| row.longest).max().unwrap_or(0), set: compile_all(patterns), rows }
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
    let lines = include_str!("../../data/furniture.tsv").lines().filter(|line| !line.starts_with('#'));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_finds_its_example() {
        for (index, row) in rows().enumerate() {
            let found = TABLE.set.matches(row.example);
            assert!(row.example.len() <= row.longest, "{:?} is longer than its row allows", row.example);
            assert!(found.matched(index), "{:?} does not match its example {:?}", row.pattern, row.example);
        }
    }
}
