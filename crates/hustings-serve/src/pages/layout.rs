//! The frame of every page: head, ways through a race, foot.
//!
//! All pages hand their content over here.

use maud::{DOCTYPE, Markup, html};

use crate::asked::Asked;
use crate::reply::Reply;
use crate::site::Loaded;
use crate::words::{capital, encoded};

/// The ways through a race: the end of the address, and what it is called.
const WAYS: &[(&str, &str)] = &[
    ("", "Board"),
    ("/timeline", "Timeline"),
    ("/people", "People"),
    ("/electors", "Electors"),
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

    /// Returns the address of something in the race without its days.
    pub fn bare(&self, end: &str) -> String {
        format!("/races/{}{end}", encoded(&self.race.id))
    }

    /// Returns the address of a row.
    pub fn row(&self, row: &str) -> String {
        self.to(&format!("/rows/{row}"))
    }

    /// Returns the address of a person, by name.
    pub fn person(&self, name: &str) -> String {
        self.to(&format!("/people/{}", encoded(name)))
    }

    /// Returns the address of an elector, by name.
    pub fn elector(&self, name: &str) -> String {
        self.to(&format!("/electors/{}", encoded(name)))
    }
}

/// Returns a page of a race.
#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
pub fn in_race(place: &Place<'_>, title: &str, content: Markup) -> Reply {
    let post = &capital(place.race.post());
    let has_electors = place.race.file().is_some_and(|file| !file.assemblies.is_empty());
    let ways = html! {
        nav.ways aria-label="This race" {
            a.post href=(place.to("")) { (post) }
            ul {
                @for (end, name) in WAYS.iter().filter(|(end, _)| has_electors || *end != "/electors") {
                    li { a href=(place.to(end)) aria-current=[(*end == place.way).then_some("page")] { (name) } }
                }
            }
        }
    };
    let feed = place.to("/changes.atom");
    let find = html! { input type="hidden" name="race" value=(place.race.id); };
    let content = html! { (ways) main #content tabindex="-1" { (content) } };
    Reply::page(frame((&format!("{title} · {post}"), Some(&feed)), find, content))
}

/// Returns a page of no race.
#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
pub fn alone(title: &str, content: Markup) -> Reply {
    Reply::page(frame((title, None), html! {}, html! { main #content tabindex="-1" { (content) } }))
}

#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
fn frame((title, feed): (&str, Option<&str>), find: Markup, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · hustings" }
                link rel="preload" href="/fonts/newsreader.woff2" as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                script src="/page.js" defer {}
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
                        (find)
                    }
                }
                (content)
                footer.foot {
                    p { "Every line stands on words of an article, read by a program that errs: look at the words. "
                        a href="/about" { "How to read this" } " · " a href="/api/v1/openapi.json" { "API" } " · "
                        a href="/read" rel="nofollow" { "Read this" } " · " a href="/review" rel="nofollow" { "Review" } }
                }
            }
        }
    }
}
