//! Keeps markup within what a parser can bear: no scripts, no styles, bounded depth and size.
//!
//! `page` parses what this returns. One pass over the bytes; everything that it does not drop stays as it is.

use crate::text;

/// How deep elements may be nested. Real pages stay under 100; parsers take quadratic time or worse in the depth.
const DEEPEST: usize = 150;

/// How much markup is parsed, in bytes, after scripts and styles are gone. What follows is not read.
const LONGEST: usize = 8 << 20;

/// How many tags are parsed; a page of 2 MB has some 30,000, and each costs a parser and an extractor about 20 µs.
const MOST_TAGS: usize = 100_000;

/// Elements that end by themselves or that the parser closes, so that their depth cannot be counted.
const UNCOUNTED: [&str; 32] = [
    "p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "html", "head", "body", "frame", "rp",
];

/// Returns the markup without scripts and styles, without start tags beyond the deepest level, and cut to size.
///
/// JSON-LD scripts stay: they say when the page was published.
pub(crate) fn bound(html: &str) -> String {
    let mut out = String::with_capacity(html.len().min(LONGEST + 1024));
    let mut rest = html;
    let mut depth = 0usize;
    let mut tags = 0usize;
    while let Some(at) = rest.find('<') {
        if out.len() + at > LONGEST || tags == MOST_TAGS {
            break;
        }
        tags += 1;
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = match Markup::of(rest) {
            Markup::Raw { len, keep } => {
                if keep {
                    out.push_str(&rest[..len]);
                }
                len
            }
            Markup::Start { name, len } => {
                let counts = !UNCOUNTED.iter().any(|other| other.eq_ignore_ascii_case(name));
                if depth < DEEPEST || (!counts && !is_part(name)) {
                    out.push_str(&rest[..len]);
                }
                depth += usize::from(counts);
                len
            }
            Markup::End { name, len } => {
                let counts = !UNCOUNTED.iter().any(|other| other.eq_ignore_ascii_case(name));
                if !counts || depth <= DEEPEST {
                    out.push_str(&rest[..len]);
                }
                depth = depth.saturating_sub(usize::from(counts));
                len
            }
            Markup::Other => {
                out.push('<');
                1
            }
        };
        rest = &rest[len..];
    }
    if tags < MOST_TAGS {
        out.push_str(text::head(rest, LONGEST.saturating_sub(out.len())));
    }
    out
}

/// Parts of a table or list are worth nothing without the one that was dropped around them.
fn is_part(name: &str) -> bool {
    ["tr", "td", "th", "thead", "tbody", "tfoot", "li", "dd", "dt"]
        .iter()
        .any(|part| part.eq_ignore_ascii_case(name))
}

/// What stands at a `<`.
enum Markup<'a> {
    /// A comment, or an element whose inside is no markup; its whole length.
    Raw {
        len: usize,
        keep: bool,
    },
    Start {
        name: &'a str,
        len: usize,
    },
    End {
        name: &'a str,
        len: usize,
    },
    Other,
}

impl<'a> Markup<'a> {
    fn of(text: &'a str) -> Self {
        if text.starts_with("<!--") {
            return Self::Raw { len: text.find("-->").map_or(text.len(), |end| end + 3), keep: false };
        }
        let is_end = text.starts_with("</");
        let from = if is_end { 2 } else { 1 };
        let name_len =
            text[from..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let name = &text[from..from + name_len];
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Self::Other;
        }
        let len = tag_len(text);
        if is_end {
            return Self::End { name, len };
        }
        let is_raw = ["script", "style", "template", "svg"].iter().any(|raw| raw.eq_ignore_ascii_case(name));
        if !is_raw || text[..len].ends_with("/>") {
            return Self::Start { name, len };
        }
        let keep = text[..len].to_ascii_lowercase().contains("ld+json");
        Self::Raw { len: len + raw_len(&text[len..], name), keep }
    }
}

/// Returns the length of the tag at the start of `text`, quoted attributes included.
fn tag_len(text: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at + 1,
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // A quote that is never closed swallows the page; the first `>` is the better guess then.
    text.find('>').map_or(text.len(), |end| end + 1)
}

/// Returns the length up to and with the end tag of `name`.
fn raw_len(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let end = from + at + 2;
        let is_name = text.as_bytes()[end..]
            .get(..name.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()));
        if is_name {
            return end + text[end..].find('>').map_or(text.len() - end, |close| close + 1);
        }
        from = end;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_markup_stays_as_it_is() {
        let html = "<!doctype html><html><body><p title=\"a > b\">1 < 2 &amp; 3<br/>x</p><ul><li>one<li>two</ul></body>";
        assert_eq!(bound(html), html);
    }

    #[test]
    fn scripts_go_and_json_ld_stays() {
        let html = "<script>if (a</b/.exec(x)) '</div>'</script><SCRIPT type='application/ld+json'>{}</SCRIPT>x<style>p{}</style >y";
        assert_eq!(bound(html), "<SCRIPT type='application/ld+json'>{}</SCRIPT>xy");
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let deep = format!("{}end{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let bounded = bound(&deep);
        assert_eq!(bounded.matches("<div>").count(), DEEPEST);
        assert_eq!(bounded.matches("</div>").count(), DEEPEST);
        assert!(bound(&"é<b>".repeat(LONGEST)).len() <= LONGEST + 8);
    }

    #[test]
    fn what_never_ends_is_taken_to_the_end() {
        assert_eq!(bound("<p>a</p><script>b"), "<p>a</p>");
        assert_eq!(bound("a <a href=\"x>b"), "a <a href=\"x>b");
        assert_eq!(bound("<"), "<");
    }
}
