//! Marks over a text: lines under words that lead to their cards, one under another where tellings are nested.
//!
//! [`super::article`] marks a whole text with them, [`super::row`] the passage of one row.
//!
//! `Kallas said that Biden had called her “ready”` → two lines under “ready”, Kallas's and Biden's

use maud::{Markup, html};

/// How many statements may lie over each other before the others go without a line.
const DEEPEST: usize = 4;

/// Words to mark: where, with what class, and where they lead.
pub struct Mark {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// The class of the line.
    pub class: String,
    /// The address of the card; empty where there is none.
    pub link: String,
    /// What somebody reads who hovers over it.
    pub told: String,
}

/// Returns a text in paragraphs with its marks; where several lie over each other, the longest one is outermost.
pub fn marked(text: &str, marks: &[Mark]) -> Markup {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        if !paragraph.trim().is_empty() {
            paragraphs.push((start, start + paragraph.len()));
        }
        start += paragraph.len() + 2;
    }
    html! {
        @for (start, end) in paragraphs {
            @let inside: Vec<&Mark> = marks.iter().filter(|mark| mark.start < end && mark.end > start).collect();
            p { @for (from, to) in pieces(text, &inside, (start, end)) {
                (piece(text.get(from..to).unwrap_or_default(), &over(&inside, from, to)))
            } }
        }
    }
}

/// Returns a paragraph cut wherever a mark begins or ends; never through a character.
fn pieces(text: &str, marks: &[&Mark], (start, end): (usize, usize)) -> Vec<(usize, usize)> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.retain(|cut| *cut > start && *cut < end && text.is_char_boundary(*cut));
    cuts.extend([start, end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Returns the marks that lie over a piece, the longest first.
fn over<'a>(marks: &[&'a Mark], from: usize, to: usize) -> Vec<&'a Mark> {
    let mut over: Vec<&Mark> =
        marks.iter().copied().filter(|mark| mark.start <= from && mark.end >= to).collect();
    over.sort_by_key(|mark| (std::cmp::Reverse(mark.end - mark.start), mark.start));
    over
}

fn piece(words: &str, over: &[&Mark]) -> Markup {
    let Some((inner, outer)) = over.split_last() else { return html! { (words) } };
    let depth = outer.len().min(DEEPEST - 1);
    let link = html! {
        @if inner.class == "known" && inner.link.is_empty() {
            span.known.tip tabindex="0" data-told=(inner.told) { (words) span.away { " (" (inner.told) ")" } }
        } @else if inner.class == "known" {
            a.known.tip href=(inner.link) data-told=(inner.told) { (words) }
        } @else {
            a.{ (inner.class) " d" (depth) } href=(inner.link) title=(inner.told) { (words) }
        }
    };
    outer.iter().take(DEEPEST - 1).enumerate().rev().fold(link, |inside, (depth, mark)| {
        html! { span.{ (mark.class) " d" (depth) } { (inside) } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { start, end, class: "content c0".to_owned(), link: "#s0".to_owned(), told: String::new() }
    }

    #[test]
    fn no_text_is_lost_and_none_is_markup() {
        let text = "She said <b>that</b> “é” was so.\n\nAnd & more.";
        let marks = [mark(9, 27), mark(19, 29), mark(2, 5), mark(25, 44)];
        let page = marked(text, &marks).into_string();
        let bare: String =
            page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        assert_eq!(bare, "She said &lt;b&gt;that&lt;/b&gt; “é” was so.And &amp; more.");
    }
}
