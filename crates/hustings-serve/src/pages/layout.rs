//! The frame of every page: head, ways through a race, foot; and the stylesheet.
//!
//! All pages hand their content over here.

use maud::{DOCTYPE, Markup, html};

use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::site::Loaded;
use crate::words::encoded;

const STYLE: &str = include_str!("../style.css");

/// The ways through a race: the end of the address, and what it is called.
const WAYS: &[(&str, &str)] = &[
    ("", "Board"),
    ("/timeline", "Timeline"),
    ("/people", "People"),
    ("/agenda", "Agenda"),
    ("/changes", "Changes"),
    ("/articles", "Articles"),
];

/// Where a page of a race stands.
pub struct Place<'a> {
    /// The address.
    pub asked: &'a Asked,
    /// The race.
    pub race: &'a Loaded,
    /// Which of the ways it is on, by the end of its address.
    pub way: &'a str,
}

impl Place<'_> {
    /// Returns the address of something in the race on the same two days: `/people/mark%20rutte`.
    pub fn to(&self, end: &str) -> String {
        format!("/races/{}{end}{}", encoded(&self.race.id), self.asked.days())
    }

    /// Returns the address of a row.
    pub fn row(&self, row: &str) -> String {
        self.to(&format!("/rows/{row}"))
    }

    /// Returns the address of a person, by name.
    pub fn person(&self, name: &str) -> String {
        self.to(&format!("/people/{}", encoded(name)))
    }
}

/// Sends the stylesheet.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn style(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "text/css; charset=utf-8", body: STYLE.to_owned() })
}

/// Returns a page of a race.
#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
pub fn in_race(place: &Place<'_>, title: &str, content: Markup) -> Reply {
    let post = place.race.post();
    let ways = html! {
        nav.ways aria-label="This race" {
            a.post href=(place.to("")) { (post) }
            ul {
                @for (end, name) in WAYS {
                    li { a href=(place.to(end)) aria-current=[(*end == place.way).then_some("page")] { (name) } }
                }
            }
        }
    };
    let feed = place.to("/changes.atom");
    Reply::page(frame(
        &format!("{title} · {post}"),
        Some(&feed),
        html! { (ways) main #content { (content) } },
    ))
}

/// Returns a page of no race.
#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
pub fn alone(title: &str, content: Markup) -> Reply {
    Reply::page(frame(title, None, html! { main #content { (content) } }))
}

#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
fn frame(title: &str, feed: Option<&str>, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · hustings" }
                link rel="stylesheet" href="/style.css";
                @if let Some(feed) = feed {
                    link rel="alternate" type="application/atom+xml" title="Changes" href=(feed);
                }
            }
            body {
                a.skip href="#content" { "To the content" }
                header.mast {
                    a.brand href="/" { "hustings" }
                    form.find action="/search" role="search" {
                        label.away for="q" { "Search what was said" }
                        input #q type="search" name="q" placeholder="Search what was said" maxlength="200";
                    }
                }
                (content)
                footer.foot {
                    p { "Every line stands on words of an article. " a href="/about" { "How to read this" } " · "
                        a href="/api/v1/openapi.json" { "API" } }
                }
            }
        }
    }
}
