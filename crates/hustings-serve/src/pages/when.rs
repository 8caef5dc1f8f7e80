//! The two days of a page: a form, and a strip of months in which articles came.
//!
//! Plain links and a plain form: the strip is the slider, each month one link to its last day.

use hustings::record::Moment;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::Place;
use crate::words::{day, encoded, month, several};

/// How many months the strip has at most; of longer coverage the last ones.
const MONTHS: usize = 30;

/// How high the strip is, in its own units.
const HEIGHT: usize = 40;

/// Returns the form and the strip for a page at the end of a race's address.
pub fn when(place: &Place<'_>, moment: Moment, end: &str) -> Markup {
    let address = format!("/races/{}{end}", encoded(&place.race.id));
    let is_then = moment.known_on == moment.as_of;
    let days = place.race.days();
    html! {
        section.when aria-label="The day that is shown" {
            form action=(address) {
                label for="as-of" { "As of" }
                input #as-of type="date" name="as-of" value=(moment.as_of);
                label.check {
                    input type="checkbox" name="known-on" value="as-of" checked[is_then];
                    " as it was known then"
                }
                button { "Show" }
            }
            (strip(&address, moment, place.race.editions.iter().filter_map(hustings::record::Edition::known_from)))
            p.quiet { (sentence(moment, &days)) }
        }
    }
}

/// Returns in a sentence what is looked at, and where the coverage ends.
fn sentence(moment: Moment, days: &[Date]) -> String {
    let known = if moment.known_on == moment.as_of {
        "from the articles that were out by then, without hindsight".to_owned()
    } else {
        format!("from all articles up to {}", day(moment.known_on))
    };
    let coverage = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => {
            format!(" The coverage runs from {} to {}.", day(*first), day(*last))
        }
        (Some(only), _) => format!(" The coverage is of {}.", day(*only)),
        _ => String::new(),
    };
    format!("{}, {known}.{coverage}", day(moment.as_of))
}

fn strip(address: &str, moment: Moment, days: impl Iterator<Item = Date>) -> Markup {
    let mut counts: std::collections::BTreeMap<Date, usize> = std::collections::BTreeMap::new();
    for day in days {
        *counts.entry(day.first_of_month()).or_default() += 1;
    }
    let (Some(&first), Some(&last)) = (counts.keys().next(), counts.keys().last()) else {
        return html! {};
    };
    let mut months: Vec<Date> = Vec::new();
    let mut at = last;
    while at >= first && months.len() < MONTHS {
        months.push(at);
        at = at.saturating_sub(1.months());
    }
    months.reverse();
    let most = counts.values().copied().max().unwrap_or(1);
    let then = if moment.known_on == moment.as_of { "&known-on=as-of" } else { "" };
    html! {
        ol.strip {
            @for (at, first) in months.iter().enumerate() {
                @let count = counts.get(first).copied().unwrap_or(0);
                @let is_here = *first == moment.as_of.first_of_month();
                @let high = if count == 0 { 2 } else { 4 + (HEIGHT - 4) * count / most };
                li {
                    a href={ (address) "?as-of=" (first.last_of_month()) (then) }
                        aria-current=[is_here.then_some("date")]
                        title={ (month(*first)) " " (first.year()) ": " (several(count, "article")) } {
                        svg viewBox={ "0 0 10 " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" {
                            rect x="1" width="8" y=(HEIGHT - high) height=(high) {}
                        }
                        span { (month(*first).chars().take(3).collect::<String>()) }
                        @if at == 0 || first.month() == 1 { span.year { (first.year()) } }
                    }
                }
            }
        }
    }
}
