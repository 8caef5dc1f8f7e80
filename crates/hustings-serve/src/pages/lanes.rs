//! The picture of a timeline: a lane for each person, a dot for each thing that was said, done or decided.
//!
//! [`super::timeline`] tells the same below it in words, which is where keyboards and screen readers go.

use hustings::record::{Entry, Mark, Timeline, View};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::ops::Range;

use super::color::Palette;
use super::layout::Place;
use crate::words::{date, day, month, one_line, shortened, told_stance};

/// How many lanes there are at most; all others share the last one.
const LANES: usize = 9;

/// The measures, in units of the picture.
const WIDE: f64 = 1000.0;
const LEFT: f64 = 130.0;
const LANE: f64 = 38.0;
const FOOT: f64 = 22.0;

/// How wide a column of dots is, and from how many entries on dots lead nowhere, for the page would grow too long.
const COLUMN: f64 = 4.4;
const CROWD: usize = 1500;

/// Which days are drawn.
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The first and the last day of all.
    pub whole: (Date, Date),
    /// Whether all of it is drawn.
    pub is_whole: bool,
}

impl Window {
    /// Returns how many days it has.
    pub fn long(&self) -> i64 {
        self.from.until(self.to).map_or(1, |span| i64::from(span.get_days())).max(1)
    }

    fn x(&self, day: Date) -> f64 {
        let at = self.from.until(day).map_or(0, |span| span.get_days());
        let part = (f64::from(at) / self.long() as f64).clamp(0.0, 1.0);
        ((LEFT + 14.0 + part * (WIDE - LEFT - 30.0)) * 10.0).round() / 10.0
    }
}

/// Who or what has a lane: a person by the number in the timeline, or all that is left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lane {
    Person(u32),
    Others,
    Events,
}

/// Entries by their numbers, without words.
type Marks = Vec<(usize, Mark)>;

/// Returns the picture of entries, given by their numbers.
pub fn lanes(
    (view, timeline): (&View<'_>, &Timeline<'_, '_>),
    place: &Place<'_>,
    (inside, window): (Range<usize>, &Window),
    palette: &Palette,
) -> Markup {
    let marks = inside.clone().rev().filter_map(|number| Some((number, timeline.mark(number)?)));
    let marks: Marks = marks.filter(|(_, mark)| mark.day >= window.from).collect();
    let rows = in_lanes(timeline, &marks);
    let high = rows.len() as f64 * LANE + FOOT;
    let words = if marks.len() > CROWD { Vec::new() } else { timeline.entries(inside.clone()) };
    let told = |number: usize| words.get(number - inside.start);
    let name = |lane: Lane| match lane {
        Lane::Person(who) => timeline.name(who),
        Lane::Others => "others",
        Lane::Events => "events",
    };
    html! {
        figure.chart {
            div.wide {
                svg.lanes viewBox={ "0 0 " (WIDE) " " (high) } aria-hidden="true" {
                    (ticks(window, high))
                    @for (at, (lane, marks)) in rows.iter().enumerate() {
                        @let y = LANE * (at as f64 + 0.5);
                        @let who = name(*lane);
                        g.(palette.of_name(view, who)) {
                            path.rail d={ "M" (LEFT) " " (y) "H" (WIDE) } {}
                            text.who x=(LEFT - 10.0) y=(y + 4.0) text-anchor="end" { (shortened(who, 18)) }
                            (dots((place, &told), (marks, window), y))
                        }
                    }
                    @let here = window.x(view.moment.as_of);
                    @if view.moment.as_of >= window.from && view.moment.as_of <= window.to {
                        path.now d={ "M" (here) " 0V" (high - FOOT) } {}
                    }
                }
            }
            figcaption.legend {
                span.key.for { "for" } span.key.against { "against, or out" } span.key.reserved { "with doubts" }
                span.key.step-key { "a step in the race" } span { "The list below tells the same in words." }
            }
        }
    }
}

/// Returns the lanes that have something in them, from top to bottom.
fn in_lanes(timeline: &Timeline<'_, '_>, marks: &[(usize, Mark)]) -> Vec<(Lane, Marks)> {
    let people = people(timeline, marks);
    let lane_of = |mark: &Mark| match mark.who {
        _ if mark.kind == "event" => Lane::Events,
        Some(who) if people.contains(&who) => Lane::Person(who),
        _ => Lane::Others,
    };
    let lanes = people.iter().map(|who| Lane::Person(*who)).chain([Lane::Others, Lane::Events]);
    let rows = lanes.map(|lane| {
        (lane, marks.iter().copied().filter(|(_, mark)| lane_of(mark) == lane).collect::<Marks>())
    });
    rows.filter(|(_, marks)| !marks.is_empty()).collect()
}

/// Returns those who have lanes of their own: the ones of whom most is told.
fn people(timeline: &Timeline<'_, '_>, marks: &[(usize, Mark)]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (mark, who) in marks.iter().filter_map(|(_, mark)| Some((mark, mark.who?))) {
        *counts.entry(who).or_default() += if mark.kind == "candidacy" { 5 } else { 1 };
    }
    let mut people: Vec<(u32, usize)> = counts.into_iter().collect();
    people.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| timeline.name(a.0).cmp(timeline.name(b.0))));
    people.into_iter().filter(|(_, count)| *count > 1).map(|(who, _)| who).take(LANES).collect()
}

/// Returns the dots of a lane; those of one day stand over each other, and where there is no place they lead nowhere.
fn dots<'a>(
    (place, told): (&Place<'_>, &dyn Fn(usize) -> Option<&'a Entry>),
    (marks, window): (&[(usize, Mark)], &Window),
    y: f64,
) -> Markup {
    let mut columns: BTreeMap<i64, (f64, Marks)> = BTreeMap::new();
    for (number, mark) in marks {
        let x = window.x(mark.day);
        columns.entry((x / COLUMN) as i64).or_insert((x, Vec::new())).1.push((*number, *mark));
    }
    html! {
        @for (x, marks) in columns.values() {
            @let count = marks.len().min(5);
            @for (at, (number, mark)) in marks.iter().take(5).enumerate() {
                @let up = (at as f64 - (count - 1) as f64 / 2.0) * 6.5;
                @if let Some(entry) = told(*number) {
                    a href=[entry.rows.first().map(|row| place.row(row))] tabindex="-1" {
                        circle.{ "dot " (tone(mark)) } cx=(x) cy=(y + up) r="4.4" {
                            title { (entry.date.map_or_else(|| "undated".to_owned(), date)) ": " (entry.who) " "
                                (shortened(&told_stance(&one_line(&entry.what)), 120)) }
                        }
                    }
                } @else { circle.{ "dot " (tone(mark)) } cx=(x) cy=(y + up) r="4.4" {} }
            }
        }
    }
}

/// Returns the class of a dot.
fn tone(mark: &Mark) -> &'static str {
    match (mark.kind, mark.says) {
        ("endorsement" | "statement", "for" | "support") => "pro",
        ("endorsement" | "statement", "against" | "oppose" | "self_rule_out") => "con",
        ("endorsement" | "statement", "reservation") => "doubt",
        ("candidacy", "ruled_out" | "withdrew" | "eliminated") => "con",
        ("statement", _) => "talk",
        _ => "step-dot",
    }
}

/// Returns the days under the picture: months, or days where few are drawn.
fn ticks(window: &Window, high: f64) -> Markup {
    let long = window.long();
    let mut marks: Vec<(Date, String)> = Vec::new();
    let mut at = if long > 75 { window.from.first_of_month() } else { window.from };
    while at <= window.to && marks.len() < 400 {
        if long > 75 {
            let year =
                if at.month() == 1 || marks.is_empty() { format!(" {}", at.year()) } else { String::new() };
            marks.push((at, format!("{}{year}", month(at).chars().take(3).collect::<String>())));
            at = at.saturating_add(1.months());
        } else {
            let words = day(at);
            marks.push((at, words.rsplit_once(' ').map_or(words.clone(), |(kept, _)| kept.to_owned())));
            at = at.saturating_add((long / 9).max(1).days());
        }
    }
    let every = marks.len().div_ceil(14).max(1);
    html! {
        @for (day, words) in marks.iter().step_by(every).filter(|(day, _)| *day >= window.from) {
            @let x = window.x(*day);
            path.tick d={ "M" (x) " 0V" (high - FOOT) } {}
            text x=(x) y=(high - 5.0) text-anchor="middle" { (words) }
        }
    }
}
