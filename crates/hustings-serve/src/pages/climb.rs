//! The picture of a race: who climbed the ladder when, one line each, up to the day that is shown.
//!
//! [`super::board`] shows it above the candidates, whose cards say the same in words.

use hustings::record::{Board, Candidate, Step, View};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::color::Palette;
use crate::words::{LADDER, date, month, shortened, status, steps};

/// How many lines the picture has at most.
const LINES: usize = 8;

/// How many of the last steps of a line have a dot, and how many the words for it tell.
const DOTS: usize = 24;
const TOLD: usize = 8;

/// The measures of a picture, in its own units.
struct Frame {
    wide: f64,
    left: f64,
    right: f64,
    lane: f64,
    from: Date,
    long: f64,
}

/// How far up each lane is: out below, then the steps of the ladder.
const LANES: usize = LADDER.len() + 1;

/// Room above the first lane.
const TOP: f64 = 6.0;

/// Returns the picture twice: for a desk and for a phone; nothing where there is nothing to climb.
pub fn climb(view: &View<'_>, board: &Board, (days, palette): (&[Date], &Palette)) -> Markup {
    let lines: Vec<(&Candidate, Vec<(Date, usize)>)> = board
        .candidates
        .iter()
        .map(|candidate| (candidate, path(candidate, view.moment.as_of)))
        .filter(|(_, path)| !path.is_empty())
        .take(LINES)
        .collect();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return html! {} };
    let early = lines.iter().filter_map(|(_, path)| path.first()).map(|(day, _)| *day).min();
    let from = early.map_or(first, |early| early.min(first).max(first.saturating_sub(60.days())));
    let to = last.max(from.saturating_add(14.days()));
    if lines.is_empty() {
        return html! {};
    }
    let long = between(from, to);
    let until = view.moment.as_of.min(to);
    let told = told(&lines);
    let lane = if lines.len() == 1 { 34.0 } else { 72.0 };
    let frames = [
        ("climb desk", Frame { wide: 740.0, left: 104.0, right: 100.0, lane, from, long }),
        ("climb phone", Frame { wide: 360.0, left: 70.0, right: 82.0, lane: 36.0, from, long }),
    ];
    html! {
        figure.chart {
            figcaption.label { "How they climbed" }
            @for (class, frame) in &frames { (picture(view, &lines, ((class, &told), frame, until, palette))) }
        }
    }
}

type Looks<'a> = ((&'a str, &'a str), &'a Frame, Date, &'a Palette);

fn picture(
    view: &View<'_>,
    lines: &[(&Candidate, Vec<(Date, usize)>)],
    ((class, told), frame, until, palette): Looks<'_>,
) -> Markup {
    let high = TOP + frame.lane * LANES as f64 + 22.0;
    let here = frame.x(until);
    html! {
        svg.{ (class) } viewBox={ "0 0 " (frame.wide) " " (high) } role="img" aria-label=(told) {
            @for lane in 0..LANES {
                @let y = frame.y(lane);
                path.rung d={ "M" (frame.left) " " (y) "H" (frame.wide - frame.right) } {}
                text.lane x=(frame.left - 10.0) y=(y + 4.0) text-anchor="end" { (lane_name(lane)) }
            }
            (months(frame, high))
            @if until < view.moment.as_of || until > frame.from {
                path.now d={ "M" (here) " " (TOP) "V" (high - 18.0) } {}
            }
            @for (at, (candidate, path)) in lines.iter().enumerate() {
                @let shift = (at as f64 - (lines.len() - 1) as f64 / 2.0) * 3.0;
                g.line.{ (palette.class(&candidate.key)) } {
                    title { (candidate.name) ", " (status(candidate.standing.status)) }
                    path d=(drawn(frame, path, (until, shift))) {}
                    @for (day, lane) in path.iter().rev().take(DOTS) { circle cx=(frame.x(*day)) cy=(frame.y(*lane) + shift) r="3.6" {} }
                }
            }
            (names(frame, lines, (until, palette)))
        }
    }
}

impl Frame {
    fn x(&self, day: Date) -> f64 {
        let part = (between(self.from, day) / self.long).clamp(0.0, 1.0);
        round(self.left + part * (self.wide - self.left - self.right))
    }

    fn y(&self, lane: usize) -> f64 {
        TOP + self.lane * ((LANES - 1 - lane) as f64 + 0.5)
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

fn lane_name(lane: usize) -> &'static str {
    match lane {
        0 => "out",
        1 => "named",
        _ => status(LADDER[lane - 1]),
    }
}

/// Returns when somebody came to which lane, in the order of the ladder.
fn path(candidate: &Candidate, until: Date) -> Vec<(Date, usize)> {
    let moved = candidate.ladder.iter().filter(|step| step.rule.moves());
    let mut path: Vec<(Date, usize)> = moved
        .filter_map(|step: &Step| Some((step.date?.interval().last.min(until), steps(step.status))))
        .collect();
    // A step that has the day of its article took place before the step that follows it.
    for at in (1..path.len()).rev() {
        path[at - 1].0 = path[at - 1].0.min(path[at].0);
    }
    // Of several steps of one day the picture shows where the last one leads.
    let mut days: Vec<(Date, usize)> = Vec::new();
    for step in path {
        match days.last_mut() {
            Some(last) if last.0 == step.0 => last.1 = step.1,
            _ => days.push(step),
        }
    }
    days
}

fn drawn(frame: &Frame, path: &[(Date, usize)], (until, shift): (Date, f64)) -> String {
    let mut drawn = String::new();
    for (at, (day, lane)) in path.iter().enumerate() {
        let (x, y) = (frame.x(*day), frame.y(*lane) + shift);
        drawn.push_str(&if at == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
    }
    // Who is out has no way on.
    if path.last().is_some_and(|(_, lane)| *lane > 0) {
        drawn.push_str(&format!("H{}", frame.x(until)));
    }
    drawn
}

/// Returns the names at the ends of the lines, those of one lane under each other.
fn names(
    frame: &Frame,
    lines: &[(&Candidate, Vec<(Date, usize)>)],
    (until, palette): (Date, &Palette),
) -> Markup {
    let lane_of = |path: &[(Date, usize)]| path.last().map_or(0, |(_, lane)| *lane);
    let mut before = [0_usize; LANES];
    let mut placed = Vec::new();
    for (candidate, path) in lines {
        let lane = lane_of(path);
        let all = lines.iter().filter(|(_, other)| lane_of(other) == lane).count();
        let down = (before[lane] as f64 - (all - 1) as f64 / 2.0) * 13.0;
        before[lane] += 1;
        placed.push((candidate, frame.y(lane) + 4.0 + down));
    }
    // Names of lanes beside each other must not run into each other.
    placed.sort_by(|a, b| a.1.total_cmp(&b.1));
    for at in 1..placed.len() {
        placed[at].1 = placed[at].1.max(placed[at - 1].1 + 12.5);
    }
    let x = frame.x(until) + 8.0;
    html! {
        @for (candidate, y) in placed {
            text.name.{ (palette.class(&candidate.key)) } x=(x) y=(round(y)) { (last_name(&candidate.name, lines)) }
        }
    }
}

/// Returns the last word of a name, unless another one ends on it.
fn last_name(name: &str, lines: &[(&Candidate, Vec<(Date, usize)>)]) -> String {
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
    let own = last(name);
    let alike = lines.iter().filter(|(candidate, _)| last(&candidate.name) == own).count();
    shortened(if alike > 1 { name } else { &own }, 14)
}

/// Returns the months under the picture, as many as have room.
fn months(frame: &Frame, high: f64) -> Markup {
    let mut at = frame.from.first_of_month();
    let to = frame.from.saturating_add((frame.long as i64).days());
    let mut all = Vec::new();
    while at <= to && all.len() < 400 {
        all.push(at);
        at = at.saturating_add(1.months());
    }
    let room = ((frame.wide - frame.left - frame.right) / 34.0) as usize;
    let every = all.len().div_ceil(room.max(1)).max(1);
    html! {
        @for (at, first) in all.iter().enumerate().filter(|(at, first)| at % every == 0 && **first >= frame.from) {
            @let is_year = first.month() == 1 || at < every;
            text.month x=(frame.x(*first)) y=(high - 4.0) text-anchor="middle" {
                (month(*first).chars().take(3).collect::<String>())
                @if is_year { " ’" (first.year() % 100) }
            }
        }
    }
}

/// Returns the picture in words.
fn told(lines: &[(&Candidate, Vec<(Date, usize)>)]) -> String {
    let line = |candidate: &Candidate| {
        let moved: Vec<String> = candidate
            .ladder
            .iter()
            .filter(|step| step.rule.moves())
            .rev()
            .take(TOLD)
            .map(|step| match step.date {
                Some(on) => format!("{} {}", status(step.status), date(on)),
                None => status(step.status).to_owned(),
            })
            .collect();
        let moved: Vec<&str> = moved.iter().rev().map(String::as_str).collect();
        format!("{}: {}", candidate.name, moved.join(", "))
    };
    let lines: Vec<String> = lines.iter().map(|(candidate, _)| line(candidate)).collect();
    format!("How they climbed. {}.", lines.join("; "))
}
