//! The text of a page: what `trafilatura` extracts, in paragraphs, less the lines that belong to the site.
//!
//! `page` gets the canonical text from here; evidence points into it.

use hustings::article::{Furniture, FurnitureKind};
use trafilatura::dom::{Document, NodeId};
use trafilatura::{ExtractionFocus, Options, extract_document};

use crate::furniture;

/// What a site puts around its articles, by what it calls it; gone before the text is looked for.
const SITE: &str = concat!(
    "form, dialog, #respond, .comment-respond, #comments, .comments-area, .comment-list, #disqus_thread, ",
    "[id*='cookie' i], [class*='cookie-' i], [class*='consent' i]:not(body):not(html), ",
    "[aria-label*='cookie' i], .wp-block-jetpack-related-posts, .jp-relatedposts, .sharedaddy, ",
    "[class*='newsletter' i]:not(body):not(html):not(article):not(main)"
);

/// The most bytes above a headline that are cut with it.
const LONGEST_LABEL: usize = 200;

/// Elements that stand inside a line; every other one begins a new paragraph.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "hi",
];

/// Returns the text of the article, its paragraphs separated by blank lines, or nothing where there is none.
pub(crate) fn extract(mut document: Document, title: Option<&str>, focus: ExtractionFocus) -> Option<String> {
    keep_quoted_posts(&mut document);
    remove_site(&mut document);
    let options = Options::default().with_exclude_comments(true).with_fallback(true).with_focus(focus);
    let result = extract_document(document, &options).ok()?;
    let paragraphs = paragraphs(&Document::parse(&result.content_html));
    let text = without_site_lines(&paragraphs.join("\n\n"), title);
    (!text.is_empty()).then_some(text)
}

/// Returns the text of an article that stands alone, its paragraphs separated by blank lines.
pub(crate) fn fragment(mut document: Document, title: Option<&str>) -> Option<String> {
    let root = document.root();
    for id in document.query_selector_all(root, "script, style, noscript, iframe, figure, button, svg") {
        if is_attached(&document, id) {
            document.remove(id, false);
        }
    }
    remove_site(&mut document);
    let text = without_site_lines(&paragraphs(&document).join("\n\n"), title);
    (!text.is_empty()).then_some(text)
}

/// Removes what belongs to the site; but some sites put their whole page into one form, and that stays.
fn remove_site(document: &mut Document) {
    let root = document.root();
    let page_len = document.text_content(root).len();
    for id in document.query_selector_all(root, SITE) {
        if is_attached(document, id) && document.text_content(id).len() * 3 < page_len {
            document.remove(id, true);
        }
    }
}

fn is_attached(document: &Document, id: NodeId) -> bool {
    let mut top = id;
    while let Some(parent) = document.parent(top) {
        top = parent;
    }
    top == document.root()
}

/// Takes the names from quoted posts by which the extractor would throw them away: they are what somebody said.
fn keep_quoted_posts(document: &mut Document) {
    for id in document.query_selector_all(document.root(), "blockquote[class]") {
        let mut around = Some(id);
        for _ in 0..3 {
            let Some(id) =
                around.filter(|id| matches!(document.tag_name(*id), "blockquote" | "div" | "figure"))
            else {
                break;
            };
            if document.class_name(id).contains("mbed") || document.class_name(id).contains("weet") {
                document.remove_attribute(id, "class");
                document.remove_attribute(id, "id");
            }
            around = document.parent(id);
        }
    }
}

/// Returns the text of each block, in order.
fn paragraphs(document: &Document) -> Vec<String> {
    enum Step {
        Enter(NodeId),
        Break,
    }
    let mut paragraphs = vec![String::new()];
    let mut steps = vec![Step::Enter(document.body().unwrap_or_else(|| document.root()))];
    while let Some(step) = steps.pop() {
        match step {
            Step::Break => paragraphs.push(String::new()),
            Step::Enter(id) if document.is_text(id) => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push_str(&document.outer_html(id));
                }
            }
            Step::Enter(id) => {
                let is_block = !INLINE.contains(&document.tag_name(id));
                if is_block {
                    paragraphs.push(String::new());
                    steps.push(Step::Break);
                }
                steps.extend(document.child_nodes(id).into_iter().rev().map(Step::Enter));
            }
        }
    }
    paragraphs.iter().filter_map(|paragraph| super::tidy(paragraph)).collect()
}

/// Returns the length of what stands above the headline, date line or byline, where that is a menu or a label: short
/// lines without a full stop.
fn label_len(text: &str, furniture: &[Furniture]) -> usize {
    let opens = |part: &&Furniture| !matches!(part.kind, FurnitureKind::CommentForm | FurnitureKind::Insert);
    let Some(part) = furniture.iter().find(opens) else { return 0 };
    let above = &text[..part.span.start];
    let is_label = |line: &str| !line.trim_end().ends_with(['.', '!', '?', '”', '"']);
    if above.len() <= LONGEST_LABEL && above.lines().all(is_label) { part.span.start } else { 0 }
}

/// Cuts the headline, prompts, forms, captions and links that the extractor took for the article.
fn without_site_lines(text: &str, title: Option<&str>) -> String {
    let marks = furniture::mark(text, title);
    let mut kept = String::with_capacity(text.len());
    let mut from = label_len(text, &marks.furniture);
    for part in &marks.furniture {
        if part.span.start >= from
            && matches!(
                part.kind,
                FurnitureKind::Headline | FurnitureKind::CommentForm | FurnitureKind::Insert
            )
        {
            kept.push_str(&text[from..part.span.start]);
            from = part.span.end;
        }
    }
    kept.push_str(&text[from..]);
    let paragraphs: Vec<&str> =
        kept.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
    paragraphs.join("\n\n")
}
