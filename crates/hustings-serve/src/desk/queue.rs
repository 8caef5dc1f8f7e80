//! The review queue, and a row with all that can be decided about it.
//!
//! Prints [`hustings::record::queue`]; [`super::decide`] takes the forms. Keys work where the script runs; all of it
//! works without.
//!
//! `a` → accepted, `r` and a reason → rejected, and the next row comes up

use hustings::record::{Moment, Row, View, Waiting, queue};
use maud::{Markup, html};
use serde_json::Value;

use super::{Done, framed, proof};
use crate::asked::Asked;
use crate::pages::row::{headline, kind, passage};
use crate::reply::Failure;
use crate::site::Loaded;
use crate::words::{encoded, several};

/// How many rows one page has.
const PAGE: usize = 20;

/// Shows the rows of a race that wait.
///
/// # Errors
/// When the race is unknown, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Done, Failure> {
    let races = asked.site.races()?;
    let given = asked.parameter("race")?;
    let id = if given.is_empty() { races.first().map_or("", |race| race.id.as_str()) } else { given };
    if id.is_empty() {
        return Ok(framed(asked, "Review", html! { h1 { "Review" } p { "The record holds no race yet." } }));
    }
    let race = asked.site.race(id)?;
    let view = race.view(Moment::on(asked.site.today()));
    let waiting = queue(&view, race.decisions());
    let store = asked.site.store()?;
    let mut shown = Vec::new();
    for one in waiting.iter().take(PAGE) {
        shown.push((one, store.text(&one.row.edition)?.1));
    }
    let content = html! {
        h1 { "Review: " (race.post()) }
        (decided(asked)?)
        form.inline action="/review" {
            label for="race" { "Race" }
            select #race name="race" {
                @for listed in &races { option value=(listed.id) selected[listed.id == id] { (listed.post) } }
            }
            button { "Show" }
            a.button href={ "/review/people?race=" (encoded(id)) } { "Who is who" }
        }
        p.lead { (several(waiting.len(), "row")) " wait: those first on which most hangs and that were read with least confidence." }
        p.quiet.keys hidden { "Keys: " kbd { "j" } " next, " kbd { "k" } " before, " kbd { "a" } " accept, " kbd { "r" }
            " reject, " kbd { "c" } " correct, " kbd { "o" } " open." }
        ol.queue { @for (one, text) in &shown { li { (due(asked, (&race, &view), (one, text))) } } }
    };
    Ok(framed(asked, "Review", content))
}

/// Returns what was decided just before, with the way back.
fn decided(asked: &Asked) -> Result<Markup, Failure> {
    let id = asked.parameter("decided")?;
    Ok(html! {
        @if !id.is_empty() && id.len() < 20 {
            form.told method="post" action="/review/undo" role="status" {
                (proof(asked))
                input type="hidden" name="decision" value=(id);
                input type="hidden" name="why" value="decided by mistake";
                "Decided as " (id) ". " button { "Take it back" }
            }
        }
    })
}

fn due(asked: &Asked, (race, view): (&Loaded, &View<'_>), (one, text): (&Waiting, &str)) -> Markup {
    let row = &one.row;
    html! {
        article.due tabindex="-1" {
            p.kicker { (kind(&row.fact)) " · " (one.why) " · read with " (format!("{:.0} %", row.confidence * 100.0)) }
            h2 { (headline(view, row)) }
            (passage(text, row))
            (ruling(asked, race, row))
        }
    }
}

fn ruling(asked: &Asked, race: &Loaded, row: &Row) -> Markup {
    let label = format!("why-{}", row.id.replace('/', "-"));
    html! {
        form.ruling method="post" action="/review/decide" {
            (proof(asked))
            input type="hidden" name="row" value=(row.id);
            input type="hidden" name="race" value=(race.id);
            label for=(label) { "Why (needed to reject)" }
            input #(label) name="why" maxlength="500";
            // Enter in the reason presses the first button: whoever gives a reason rejects.
            button name="ruling" value="reject" data-key="r" { "Reject" }
            button name="ruling" value="accept" data-key="a" { "Accept" }
            a.button href=(address(race, row)) data-key="c" { "Correct" }
            a href={ "/races/" (encoded(&race.id)) "/rows/" (row.id) } data-key="o" { "All about it" }
        }
    }
}

/// Returns where one row is reviewed.
fn address(race: &Loaded, row: &Row) -> String {
    format!("/review/rows/{}?race={}", row.id, encoded(&race.id))
}

/// Shows one row: what it says, what was decided about it, and a form for each kind of decision.
///
/// # Errors
/// When there is no such row, or the record cannot be read.
pub fn one(asked: &Asked) -> Result<Done, Failure> {
    let race = asked.site.race(asked.parameter("race")?)?;
    let edition = race.edition(asked.part("edition"))?;
    let id = format!("{}/{}", edition.short(), asked.part("row"));
    let unknown = || Failure::unknown(format!("the race has no row {id:?}"));
    let row = race.rows_of(edition).find(|row| row.id == id).ok_or_else(unknown)?;
    let view = race.view(Moment::on(asked.site.today()));
    let (_, text) = asked.site.store()?.text(&edition.id)?;
    let fields = fields(row);
    let content = html! {
        p.kicker { (kind(&row.fact)) " · read with " (format!("{:.0} %", row.confidence * 100.0)) }
        h1 { (headline(&view, row)) }
        (passage(&text, row))
        (super::under::decisions(race.decisions(), &row.id))
        h2 { "Accept or reject" }
        (ruling(asked, &race, row))
        h2 { "Correct" }
        p { "What the article says stays in the record; views show the corrected value." }
        form.stack method="post" action="/review/decide" {
            (proof(asked))
            input type="hidden" name="row" value=(row.id);
            input type="hidden" name="race" value=(race.id);
            input type="hidden" name="ruling" value="correct";
            label for="field" { "Field" }
            select #field name="field" {
                @for (field, value) in &fields { option value=(field) { (field) ": " (shown(value)) } }
            }
            label for="value" { "The right value" }
            input #value name="value" required maxlength="500";
            label for="why" { "Why" }
            input #why name="why" required maxlength="500";
            button { "Correct" }
        }
    };
    Ok(framed(asked, "Review a row", content))
}

/// Returns the fields of a row's JSON form that may be corrected, with their values.
pub fn fields(row: &Row) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    if let Ok(Value::Object(written)) = serde_json::to_value(row) {
        for (name, value) in &written {
            if !matches!(
                name.as_str(),
                "id" | "edition" | "evidence" | "confidence" | "kind" | "asserted_by" | "clocks"
            ) {
                leaves(name.clone(), value, &mut fields);
            }
        }
        for clock in ["said", "holds_from", "holds_until"] {
            let value =
                written["clocks"].get(clock).and_then(|day| day.get("value")).cloned().unwrap_or(Value::Null);
            fields.push((format!("clocks.{clock}"), value));
        }
    }
    fields
}

fn leaves(path: String, value: &Value, fields: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(inner) => {
            for (name, value) in inner.iter().filter(|(name, _)| *name != "entity") {
                leaves(format!("{path}.{name}"), value, fields);
            }
        }
        Value::Array(inner) => {
            for (at, value) in inner.iter().enumerate() {
                leaves(format!("{path}.{at}"), value, fields);
            }
        }
        leaf => fields.push((path, leaf.clone())),
    }
}

/// Returns a value as people write it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(words) => crate::words::shortened(words, 60),
        Value::Null => "not given".to_owned(),
        other => other.to_string(),
    }
}
