//! The two days of a page: a form, and a slider of weeks in which articles came.
//!
//! Without a script the slider is a row of links, each month to its last day, beside links to the article days around;
//! with it, the same strip has a handle that moves the whole page.

use std::collections::BTreeMap;

use hustings::record::{Edition, Moment};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::Place;
use crate::words::{day, month, several};

/// How many months the strip has at most; of longer coverage the last ones.
const MONTHS: usize = 30;

/// How high the strip is, in its own units.
const HEIGHT: usize = 30;

/// Returns the form and the strip for a page at the end of a race's address.
pub fn when(place: &Place<'_>, moment: Moment, end: &str) -> Markup {
    let address = place.bare(end);
    let is_then = is_then(place, moment);
    let days = place.race.days();
    let with = |day: Date| format!("{address}?as-of={day}{}", if is_then { "&known-on=as-of" } else { "" });
    let before = days.iter().rev().find(|day| **day < moment.as_of);
    let after = days.iter().find(|day| **day > moment.as_of);
    html! {
        section.when aria-label="The day that is shown" {
            form action=(address) {
                span.step-days {
                    a.button.prev href=[before.map(|day| with(*day))] aria-label="One day of articles back" { "‹" }
                    label.away for="as-of" { "As of" }
                    input #as-of type="date" name="as-of" value=(moment.as_of);
                    a.button.next href=[after.map(|day| with(*day))] aria-label="One day of articles on" { "›" }
                }
                label.check {
                    input type="checkbox" name="known-on" value="as-of" checked[is_then];
                    " as it was known then"
                }
                button { "Show" }
                p.says role="status" { (sentence((moment, is_then), &days)) }
            }
            (strip(place, moment, &with))
        }
    }
}

/// Whether the page is asked for without hindsight.
fn is_then(place: &Place<'_>, moment: Moment) -> bool {
    place.asked.parameter("known-on").is_ok_and(|known| known == "as-of")
        || moment.known_on == moment.as_of && !place.asked.days().is_empty()
}

/// Returns in a sentence what is looked at, and where the coverage ends.
fn sentence((moment, is_then): (Moment, bool), days: &[Date]) -> Markup {
    let known = if is_then {
        "from the articles that were out by then, without hindsight".to_owned()
    } else if moment.known_on == moment.as_of {
        "from all articles".to_owned()
    } else {
        format!("from all articles up to {}", day(moment.known_on))
    };
    let past = days.last().filter(|last| **last < moment.as_of);
    html! {
        b { (day(moment.as_of)) } ", " (known) "."
        @if let Some(last) = past { " The last article is of " (day(*last)) "." }
    }
}

/// Returns the strip: bars for the weeks, under them the months as links.
fn strip(place: &Place<'_>, moment: Moment, with: &dyn Fn(Date) -> String) -> Markup {
    let days: Vec<Date> = place.race.editions.iter().filter_map(Edition::known_from).collect();
    let (Some(&first), Some(&last)) = (days.iter().min(), days.iter().max()) else { return html! {} };
    let mut months = vec![last.first_of_month()];
    while months[months.len() - 1] > first && months.len() < MONTHS {
        months.push(months[months.len() - 1].saturating_sub(1.months()));
    }
    months.reverse();
    let (from, to) = (months[0], last.last_of_month());
    let long = between(from, to) + 1;
    let at = between(from, moment.as_of).clamp(0, long - 1);
    html! {
        div.strip {
            (bars(&days, (from, long), moment))
            input.slide type="range" min="0" max=(long - 1) value=(at) data-first=(from) hidden
                aria-label="Day that is shown" aria-valuetext=(day(moment.as_of));
            ol {
                @for (at, first) in months.iter().enumerate() {
                    @let count = days.iter().filter(|day| day.first_of_month() == *first).count();
                    @let is_here = *first == moment.as_of.first_of_month();
                    li {
                        a href=(with(first.last_of_month())) aria-current=[is_here.then_some("date")]
                            title={ "End of " (month(*first)) " " (first.year()) ", " (several(count, "article")) } {
                            (month(*first).chars().take(3).collect::<String>())
                            @if at == 0 || first.month() == 1 { " " span.year { (first.year()) } }
                        }
                    }
                }
            }
        }
    }
}

fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Returns a bar for each week, its height the number of articles, and a line at the day that is shown.
fn bars(days: &[Date], (from, long): (Date, i64), moment: Moment) -> Markup {
    let mut weeks: BTreeMap<i64, usize> = BTreeMap::new();
    for day in days.iter().filter(|day| **day >= from) {
        *weeks.entry(between(from, *day) / 7).or_default() += 1;
    }
    let most = weeks.values().copied().max().unwrap_or(1);
    let at = between(from, moment.as_of).clamp(0, long);
    html! {
        svg viewBox={ "0 0 " (long) " " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" {
            @for (week, count) in &weeks {
                @let high = 3 + (HEIGHT - 5) * count / most;
                rect.past[week * 7 <= at] x=(week * 7) width="6" y=(HEIGHT - high) height=(high) {}
            }
            path.cursor d={ "M" (at) " 0V" (HEIGHT) } {}
        }
    }
}
