//! The candidates of a race as a `MediaWiki` table, each cell with the articles it rests on.
//!
//! An article is defined once and then named, as `<ref name="…"/>` has it.

use hustings::date::PartialDate;
use hustings::record::{Candidate, Edition, View, board};
use std::collections::BTreeSet;

/// How many articles are named for one cell.
const MOST: usize = 3;

/// Returns the table and the list of its references.
pub fn table(view: &View<'_>) -> String {
    let board = board(view);
    let mut cited = BTreeSet::new();
    let mut out = format!(
        "{{| class=\"wikitable sortable\"\n|+ Candidates for {}, as of {}\n! scope=\"col\" | Candidate\n! scope=\"col\" | \
         Standing\n! scope=\"col\" | Since\n! scope=\"col\" | Last statement\n",
        escaped(&board.post),
        view.moment.as_of
    );
    for candidate in &board.candidates {
        let standing = &candidate.standing;
        let date = standing.since.map(PartialDate::value).unwrap_or_default();
        let rows: Vec<&str> = standing.rows.iter().map(String::as_str).collect();
        out += &format!(
            "|-\n! scope=\"row\" | {}\n| {}{}\n| {date}\n| {}\n",
            escaped(&candidate.name),
            escaped(&standing.status.name().replace('_', " ")),
            references(view, &rows, &mut cited),
            last_words(view, candidate, &mut cited),
        );
    }
    out + "|}\n<references />\n"
}

fn last_words(view: &View<'_>, candidate: &Candidate, cited: &mut BTreeSet<String>) -> String {
    let Some(said) = &candidate.said else { return String::new() };
    // A quotation is cut where its cue begins: “I am a candidate,” she said.
    let words = said.words.trim_end_matches(',').replace(",”", "”");
    format!("{}{}", escaped(&words), references(view, &[said.row.as_str()], cited))
}

/// Returns the references to the articles of rows, each article once.
fn references(view: &View<'_>, rows: &[&str], cited: &mut BTreeSet<String>) -> String {
    let mut found: Vec<&Edition> = rows.iter().filter_map(|row| view.edition(view.row(row)?)).collect();
    found.sort_by_key(|edition| (edition.published, edition.id.as_str()));
    found.dedup_by_key(|edition| edition.id.as_str());
    let reference = |edition: &&Edition| {
        if cited.insert(edition.id.clone()) {
            whole(edition)
        } else {
            format!("<ref name=\"{}\" />", edition.short())
        }
    };
    found.iter().take(MOST).map(reference).collect()
}

fn whole(edition: &Edition) -> String {
    let fields = [
        ("title", edition.title.clone().unwrap_or_else(|| "Untitled".to_owned())),
        ("url", edition.url.clone().unwrap_or_default()),
        ("work", edition.outlet.clone().unwrap_or_default()),
        ("author", edition.byline.clone().unwrap_or_default()),
        ("date", edition.published.map(PartialDate::value).unwrap_or_default()),
    ];
    let fields: String = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            let value = if *name == "url" { address(value) } else { escaped(value) };
            format!(" |{name}={value}")
        })
        .collect();
    format!("<ref name=\"{}\">{{{{cite news{fields}}}}}</ref>", edition.short())
}

/// Returns words that wiki text takes for nothing but words.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '&' | '<' | '>' | '{' | '}' | '[' | ']' | '|' | '\'' | '=' | '~' | '#' | '*' | ':' | ';'
            | '!' | '_' => {
                out += &format!("&#{};", u32::from(char));
            }
            char if char.is_control() => out.push(' '),
            char => out.push(char),
        }
    }
    out
}

/// Returns an address without what would end it in wiki text.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'|' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'"' | b'\'' | b' ' | 0..=31 | 127.. => {
                out += &format!("%{byte:02X}");
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            escaped("a|b {{c}} [[d]]\n''e''"),
            "a&#124;b &#123;&#123;c&#125;&#125; &#91;&#91;d&#93;&#93; &#39;&#39;e&#39;&#39;"
        );
        assert_eq!(address("https://a.example/ä?b=|c"), "https://a.example/%C3%A4?b=%7Cc");
    }
}
