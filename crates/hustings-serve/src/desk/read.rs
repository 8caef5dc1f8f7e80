//! “Read this”: an article that somebody pastes or uploads, with every statement underlined; nothing of it is kept.
//!
//! [`crate::reader`] reads it; the page is built as that of an article of the record.

use hustings::record::{Coverage, Edition, Fact, Moment, Part, Row, Scope, View, rows};
use hustings_store::Incoming;
use maud::{Markup, html};

use super::{Done, framed, proof};
use crate::asked::Asked;
use crate::pages::article::{Told, anchor, stands, underlined};
use crate::pages::marks::marked;
use crate::pages::row::{headline, kind};
use crate::reader::{Given, read};
use crate::reply::Failure;
use crate::words::{several, shortened, spoken};

/// The most bytes of the form: an article, and the fields around it.
pub const FORM: usize = crate::reader::MOST + (64 << 10);

/// How many colors there are for speakers.
const COLORS: usize = 8;

/// Shows the form.
///
/// # Errors
/// When this server does not read.
pub fn page(asked: &Asked) -> Result<Done, Failure> {
    let content = html! {
        div.narrow {
            h1 { "Read this" }
            p.lead { "Paste an article, or choose a file: hustings finds who says what, and what it says about the race." }
            p { "It is read on this machine and kept nowhere; nothing is fetched." }
            form.stack method="post" action="/read" enctype="multipart/form-data" {
                (proof(asked))
                label for="words" { "The article" }
                textarea #words name="words" rows="12" {}
                label for="file" { "or a file: text or HTML, up to a megabyte" }
                input #file type="file" name="file" accept=".txt,.html,.htm,text/plain,text/html";
                label for="day" { "When it was published, for “yesterday” and “in July”" }
                input #day type="date" name="day";
                label for="outlet" { "Who published it" }
                input #outlet name="outlet" maxlength="200";
                button { "Read" }
            }
        }
    };
    Ok(framed(asked, "Read this", content))
}

/// Reads what was given.
///
/// # Errors
/// When it is too large, holds no text, or is sent too often.
pub fn shown(asked: &Asked) -> Result<Done, Failure> {
    asked.site.limits.read.take(&asked.visitor.address)?;
    let form = &asked.form;
    let given = match &form.file {
        Some(file) => Given { bytes: &file.bytes, file: &file.name, ..Given::default() },
        None => Given { bytes: form.field("words").as_bytes(), ..Given::default() },
    };
    let given = Given { day: form.field("day"), outlet: form.field("outlet"), ..given };
    let (article, reading) = read(&asked.site, &given)?;
    let now = asked.site.now();
    let edition = Incoming { bytes: given.bytes, article: &article, seen: &now }.edition();
    let found = rows(&article, &reading, &edition);
    Ok(framed(asked, "Read", result(asked, &edition, (&article.body, &found))))
}

fn result(asked: &Asked, edition: &Edition, (text, found): (&str, &[Row])) -> Markup {
    let post = found.iter().find_map(Row::post).unwrap_or_default();
    let coverage = Coverage::new(vec![edition.clone()], found.to_vec(), &[]);
    let moment = Moment { as_of: asked.site.today(), known_on: jiff::civil::date(8999, 12, 31) };
    let view = View::new(&coverage, (Scope::Post(post), moment));
    let is_fact =
        |row: &&Row| !matches!(row.fact, Fact::Entity { .. } | Fact::Statement(_) | Fact::Race { .. });
    let facts: Vec<&Row> = found.iter().filter(is_fact).collect();
    let said: Vec<Told<'_>> = found
        .iter()
        .filter_map(|row| match &row.fact {
            Fact::Statement(said) => Some((row, said)),
            _ => None,
        })
        .collect();
    let mut speakers: Vec<&str> = Vec::new();
    for (_, said) in &said {
        if !speakers.contains(&said.speaker.name.as_str()) {
            speakers.push(&said.speaker.name);
        }
    }
    let color = |(_, said): Told<'_>| {
        let at = speakers.iter().position(|known| *known == said.speaker.name);
        at.map_or_else(|| "cx".to_owned(), |at| format!("c{}", at % COLORS))
    };
    let marks = underlined(&said, color);
    html! {
        p.kicker { "Read, and kept nowhere" }
        h1 { (edition.title.as_deref().unwrap_or("Untitled")) }
        p.quiet { (several(said.len(), "statement")) " · " (several(facts.len(), "fact")) " of a race"
            @if !post.is_empty() { ": " (post) } " · " a href="/read" { "read another" } }
        @if !facts.is_empty() {
            ul.plain { @for row in &facts {
                li { span.label { (kind(&row.fact)) } " " (headline(&view, row)) " "
                    span.words { (shortened(&row.words(Part::Whole).unwrap_or_default(), 160)) } }
            } }
        }
        div.reader {
            article.text { (marked(text, &marks)) }
            aside.cards aria-labelledby="statements" tabindex="0" {
                h2.away #statements { "Statements" }
                @for told in &said {
                    article.{ "card " (color(*told)) } #(anchor(&told.0.id)) {
                        h3 { (told.1.speaker.name) }
                        blockquote { (shortened(&spoken(told.0), 180)) }
                        (stands(told.1, &|party| party.name.clone()))
                    }
                }
            }
        }
    }
}
