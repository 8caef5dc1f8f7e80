//! Plain text to an article: the body is the text as given, and what is furniture in it is marked.
//!
//! `corpus` opens the text of each line in the same way.

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};

use crate::date;
use crate::error::Error;
use crate::furniture;
use crate::open::Hint;

/// Opens a plain text.
pub(crate) fn open(body: String, hint: &Hint) -> Result<Article, Error> {
    if body.trim().is_empty() {
        return Err(Error::empty("text"));
    }
    Ok(mark(Article { body, url: hint.url.clone(), ..Article::default() }))
}

/// Marks the furniture of an article's body, and fills what is not known yet from what stands there.
pub(crate) fn mark(mut article: Article) -> Article {
    let marks = furniture::mark(&article.body, article.title.as_deref());
    article.furniture = marks.furniture;
    article.title = article.title.or(marks.headline);
    article.byline = article.byline.or(marks.byline);
    article.dateline = article.dateline.or(marks.place);
    if article.document_creation_time.is_none() {
        let from_text = marks.moment.map(|moment| (moment.date, moment.time, FoundIn::Text));
        let from_url = || Some((date::in_url(article.url.as_deref()?)?, None, FoundIn::Url));
        article.document_creation_time =
            from_text.or_else(from_url).map(|(date, time, found_in)| CreationTime { date, time, found_in });
    }
    article
}

/// Returns the first bytes of a text, at most `most` of them and no half character.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
