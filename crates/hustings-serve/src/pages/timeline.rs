//! The timeline: what was said, done and decided, as a picture that can be drawn nearer and day by day in words.
//!
//! Prints [`hustings::record::Timeline`], a page of it at a time; `since` and `until` in the address say which days are drawn.

use hustings::record::{Entry, Timeline};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::color::Palette;
use super::lanes::{Window, lanes};
use super::layout::{Place, in_race};
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{capital, date, day, one_line, several, shortened, told_stance};

/// How many entries one page has.
const PAGE: usize = 100;

/// Shows the timeline.
///
/// # Errors
/// When the race is unknown, a parameter is not understood, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let from = asked.number("from", (0, 1_000_000))?;
    let window = (asked.day("since")?, asked.day("until")?);
    let race = asked.race()?;
    let view = race.view(moment);
    let timeline = Timeline::new(&view);
    let place = Place { asked, race: &race, way: "/timeline" };
    let window = window_of(&timeline, &race.days(), window);
    let palette = Palette::new(&view);
    let inside = match window.as_ref().filter(|window| !window.is_whole) {
        Some(window) => timeline.between(Some(window.from), Some(window.to)),
        None => 0..timeline.len(),
    };
    // The latest stand first.
    let last = inside.end.saturating_sub(from).max(inside.start);
    let mut shown = timeline.entries(last.saturating_sub(PAGE).max(inside.start)..last);
    shown.reverse();
    let content = html! {
        h1 { "Timeline" }
        (when(&place, moment, "/timeline"))
        @if timeline.is_empty() { p { "Nothing had happened by this day, as far as the articles tell." } }
        @if let Some(window) = &window {
            (zoom(&place, window))
            (lanes((&view, &timeline), &place, (inside.clone(), window), &palette))
        }
        ol.timeline { @for (at, entry) in shown.iter().enumerate() {
            (of_entry(&place, entry, at == 0 || shown[at - 1].date != entry.date))
        } }
        @if inside.start + PAGE < last {
            p { a.button href=(address(&place, window.as_ref(), Some(from + PAGE))) { "Earlier" } }
        }
    };
    Ok(in_race(&place, "Timeline", content))
}

/// Returns the days that are drawn: those that were asked for, else those of the coverage.
fn window_of(
    timeline: &Timeline<'_, '_>,
    days: &[Date],
    asked: (Option<Date>, Option<Date>),
) -> Option<Window> {
    let (first, last) = (*days.first()?, *days.last()?);
    // What an article tells of long ago stands in the list; the picture begins where the race does.
    let early = timeline.mark(0).map(|mark| mark.day);
    let whole = (early.unwrap_or(first).max(first.saturating_sub(120.days())).min(first), last);
    let from = asked.0.unwrap_or(whole.0);
    let to = asked.1.unwrap_or(whole.1).max(from.saturating_add(1.days()));
    Some(Window { from, to, whole, is_whole: asked.0.is_none() && asked.1.is_none() })
}

fn address(place: &Place<'_>, window: Option<&Window>, from: Option<usize>) -> String {
    let mut address = place.to("/timeline");
    let mut add = |name: &str, value: String| {
        address.push_str(&format!("{}{name}={value}", if address.contains('?') { '&' } else { '?' }));
    };
    if let Some(window) = window.filter(|window| !window.is_whole) {
        add("since", window.from.to_string());
        add("until", window.to.to_string());
    }
    if let Some(from) = from {
        add("from", from.to_string());
    }
    address
}

/// Returns links that draw the picture nearer, farther, earlier and later.
fn zoom(place: &Place<'_>, window: &Window) -> Markup {
    let long = window.long();
    let all = between(window.whole);
    let at = |from: Date, long: i64| {
        let from = from.max(window.whole.0);
        let to = from.saturating_add(long.days()).min(window.whole.1);
        let is_whole = long >= all;
        address(place, Some(&Window { from, to, whole: window.whole, is_whole }), None)
    };
    let middle = |new: i64| window.from.saturating_add(((long - new) / 2).days());
    let is_first = window.from <= window.whole.0;
    let is_last = window.to >= window.whole.1;
    html! {
        nav.zoom aria-label="Which days are drawn" {
            a.button href=[(!is_first).then(|| at(window.from.saturating_sub((long / 2).days()), long))] { "‹ Earlier" }
            a.button href=[(long > 7).then(|| at(middle(long / 2), (long / 2).max(7)))] { "Nearer" }
            a.button href=[(!window.is_whole).then(|| at(middle(long * 2), long * 2))] { "Farther" }
            a.button href=[(!is_last).then(|| at(window.from.saturating_add((long / 2).days()), long))] { "Later ›" }
            a.button href=(place.to("/timeline")) aria-current=[window.is_whole.then_some("true")] { "All of it" }
            span.quiet { (day(window.from)) " to " (day(window.to)) }
        }
    }
}

fn between((from, to): (Date, Date)) -> i64 {
    from.until(to).map_or(1, |span| i64::from(span.get_days()))
}

fn of_entry(place: &Place<'_>, entry: &Entry, is_new_day: bool) -> Markup {
    html! {
        li.(entry.kind).day[is_new_day] {
            @if is_new_day { time { (entry.date.map_or_else(|| "undated".to_owned(), date)) } }
            p {
                span.label { (kind(&entry.kind)) } " "
                a href=[entry.rows.first().map(|row| place.row(row))] {
                    @if entry.kind == "event" {
                        b { (capital(&one_line(&entry.who))) } ": " (shortened(&one_line(&entry.what), 160))
                    } @else {
                        b { (entry.who) } " " (shortened(&told_stance(&one_line(&entry.what)), 160))
                    }
                }
                span.quiet { @if let Some(outlet) = &entry.outlet { " · " (outlet) }
                    @if entry.origins > 1 { " · " (several(entry.origins, "origin")) } }
            }
            @if entry.words != entry.what && entry.kind != "event" { p.words { (shortened(&entry.words, 240)) } }
        }
    }
}

/// Returns the kind of an entry in the words that people use.
fn kind(kind: &str) -> &str {
    if kind == "endorsement" { "position" } else { kind }
}
