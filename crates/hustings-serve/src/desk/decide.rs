//! Decisions: what editors rule about rows and names, kept with who, when and why; and the log of it.
//!
//! Nothing is overwritten: a decision is taken back by another.
//!
//! `ruling=reject, why=he was quoting her` → d12, and the row leaves the views

use hustings::record::{Decision, Moment, Ruling};
use maud::{Markup, html};
use serde_json::Value;

use super::{Done, framed, proof};
use crate::asked::Asked;
use crate::reply::Failure;
use crate::words::{encoded, several};

/// How many lines of the log one page has.
const LOG: usize = 500;

/// Keeps a decision about a row.
///
/// # Errors
/// When a reason is missing, the value does not fit the field, there is no such row, or the record cannot be written to.
pub fn row(asked: &Asked) -> Result<Done, Failure> {
    let row = asked.form.field("row").to_owned();
    let ruling = match asked.form.field("ruling") {
        "accept" => Ruling::Accept { row },
        "reject" => Ruling::Reject { row },
        "correct" => correction(asked, row)?,
        _ => return Err(Failure::unclear("a row is accepted, rejected or corrected".to_owned())),
    };
    let id = keep(asked, ruling)?;
    Ok(Done::Go(format!("/review?race={}&decided={id}", encoded(asked.form.field("race")))))
}

/// Returns a correction whose value fits its field.
fn correction(asked: &Asked, row: String) -> Result<Ruling, Failure> {
    let (field, given) = (asked.form.field("field").to_owned(), asked.form.field("value"));
    let known = asked.site.store()?.row(&row)?;
    let is_words = super::queue::fields(&known)
        .into_iter()
        .find(|(name, _)| *name == field)
        .is_some_and(|(_, value)| matches!(value, Value::String(_) | Value::Null));
    let value = if is_words { Value::String(given.to_owned()).to_string() } else { given.to_owned() };
    Ok(Ruling::Correct { row, field, value })
}

/// Keeps a decision of the editor who asks, and returns its name.
fn keep(asked: &Asked, ruling: Ruling) -> Result<String, Failure> {
    let by = asked.visitor.editor.as_deref().unwrap_or_default();
    crate::api::decide::keep(&asked.site, (by, asked.form.field("why")), ruling)
}

/// Takes a decision back.
///
/// # Errors
/// When there is none, a reason is missing, or the record cannot be written to.
pub fn undo(asked: &Asked) -> Result<Done, Failure> {
    keep(asked, Ruling::Undo { decision: asked.form.field("decision").to_owned() })?;
    Ok(Done::Go("/review/log".to_owned()))
}

/// Shows who is who, with forms to merge and to split.
///
/// # Errors
/// When the race is unknown, or the record cannot be read.
pub fn people_page(asked: &Asked) -> Result<Done, Failure> {
    let race = asked.site.race(asked.parameter("race")?)?;
    let view = race.view(Moment::on(asked.site.today()));
    let mut people: Vec<_> = view.people.all().filter(|person| view.people.is_person(&person.key)).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    let content = html! {
        h1 { "Who is who: " (race.post()) }
        datalist #names { @for person in &people { option value=(person.name) {} } }
        div.columns {
            form.stack method="post" action="/review/people" {
                (proof(asked))
                input type="hidden" name="race" value=(race.id);
                h2 { "Merge: two names of one person" }
                (name_field("merge-name", "name", "One name"))
                (name_field("merge-into", "into", "The other, under which both go on"))
                label for="merge-why" { "Why" } input #merge-why name="why" required maxlength="500";
                button { "Merge" }
            }
            form.stack method="post" action="/review/people" {
                (proof(asked))
                input type="hidden" name="race" value=(race.id);
                h2 { "Split: one name of two people" }
                (name_field("split-name", "name", "The name"))
                label for="apart" { "What tells the other one: “the Irish premier”" }
                input #apart name="apart" required maxlength="200";
                label for="editions" { "The articles that speak of the other one, by the beginning of their names" }
                input #editions name="editions" required maxlength="2000";
                label for="split-why" { "Why" } input #split-why name="why" required maxlength="500";
                button { "Split" }
            }
        }
        h2 { (several(people.len(), "person")) }
        ul.plain {
            @for person in people.iter().take(1000) {
                li { a href={ "/races/" (encoded(&race.id)) "/people/" (encoded(&person.name)) } { (person.name) }
                    @if person.names.len() > 1 { span.quiet { ": " (person.names.join(", ")) } }
                    @for id in &person.decisions { " " code { (id) } } }
            }
        }
    };
    Ok(framed(asked, "Who is who", content))
}

fn name_field(id: &str, name: &str, told: &str) -> Markup {
    html! { label for=(id) { (told) } input #(id) name=(name) list="names" required maxlength="200"; }
}

/// Keeps a merge or a split.
///
/// # Errors
/// When a name, an article or the reason is missing, or the record cannot be written to.
pub fn people(asked: &Asked) -> Result<Done, Failure> {
    let form = &asked.form;
    let (name, into, apart) = (form.field("name"), form.field("into"), form.field("apart"));
    let race = asked.site.race(form.field("race"))?;
    let missing = |what: &str| Failure::unclear(format!("{what} is missing"));
    if name.is_empty() {
        return Err(missing("the name"));
    }
    let ruling = if !into.is_empty() {
        Ruling::Merge { name: name.to_owned(), into: into.to_owned() }
    } else if !apart.is_empty() {
        let given = form.field("editions").split([',', ' ']).filter(|id| !id.is_empty());
        let editions: Vec<String> = given
            .map(|id| race.edition(id).map(|edition| edition.short().to_owned()))
            .collect::<Result<_, _>>()?;
        if editions.is_empty() {
            return Err(missing("the article"));
        }
        Ruling::Split { name: name.to_owned(), apart: apart.to_owned(), editions }
    } else {
        return Err(missing("the other name, or what tells the other person"));
    };
    keep(asked, ruling)?;
    Ok(Done::Go(format!("/review/people?race={}", encoded(&race.id))))
}

/// Shows what was decided and done, the latest first.
///
/// # Errors
/// When the record or the desk cannot be read.
pub fn log(asked: &Asked) -> Result<Done, Failure> {
    let decisions = asked.site.store()?.decisions()?;
    let events = match asked.site.desk()? {
        Some(desk) => desk.events(LOG)?,
        None => Vec::new(),
    };
    let content = html! {
        h1 { "Log" }
        p.lead { "Nothing is overwritten: every decision stays, and is taken back by another." }
        h2 { (several(decisions.len(), "decision")) }
        div.wide role="region" aria-label="Decisions" tabindex="0" { table {
            thead { tr { th scope="col" { "Decision" } th scope="col" { "What" } th scope="col" { "Why" } th scope="col" { "Who and when" }
                th scope="col" { span.away { "Take it back" } } } }
            tbody { @for decision in decisions.iter().rev().take(LOG) { (line(asked, decision)) } }
        } }
        h2 { "At the desk" }
        div.wide role="region" aria-label="At the desk" tabindex="0" { table {
            thead { tr { th scope="col" { "What" } th scope="col" { "Who and when" } } }
            tbody { @for event in &events { tr { td { (event.what) } td.quiet { (event.by) ", " (event.at) } } } }
        } }
    };
    Ok(framed(asked, "Log", content))
}

fn line(asked: &Asked, decision: &Decision) -> Markup {
    let is_undo = matches!(decision.ruling, Ruling::Undo { .. });
    html! {
        tr {
            th scope="row" { (decision.id) }
            td { (decision.ruling.sentence()) }
            td { (decision.why) }
            td.quiet { (decision.by) ", " (decision.at) }
            td { @if !is_undo {
                form.inline method="post" action="/review/undo" {
                    (proof(asked))
                    input type="hidden" name="decision" value=(decision.id);
                    input name="why" required maxlength="500" aria-label={ "Why " (decision.id) " is taken back" } placeholder="Why";
                    button { "Take back" }
                }
            } }
        }
    }
}
