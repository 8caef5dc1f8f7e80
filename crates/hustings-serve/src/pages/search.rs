//! Search: statements by their words, by whom, about whom, with which stance and force, and when.
//!
//! Prints [`hustings::record::search`]; every filter stands in the address.

use std::collections::HashMap;

use hustings::record::{Edition, Fact, Hit, Part, Row, Said, effective, fold, search};
use hustings::statement::{Force, Stance};
use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::alone;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{capital, date, encoded, force, several, shortened, spoken, stance, tone, toward};

/// How many articles are looked through.
pub const ARTICLES: usize = 100;

/// How many statements one page has.
const PAGE: usize = 50;

/// The stances that can be asked for.
const STANCES: &[Stance] =
    &[Stance::Support, Stance::Oppose, Stance::Reservation, Stance::SelfDeclare, Stance::SelfRuleOut];

/// The forces that can be asked for.
const FORCES: &[Force] = &[
    Force::Assert,
    Force::Deny,
    Force::Joke,
    Force::Ask,
    Force::Predict,
    Force::Promise,
    Force::Threaten,
    Force::Decline,
];

/// What is asked for.
#[derive(Clone, Copy)]
struct Filter<'a> {
    words: &'a str,
    speaker: &'a str,
    about: &'a str,
    stance: Option<Stance>,
    force: Option<Force>,
    since: Option<Date>,
    until: Option<Date>,
    race: &'a str,
}

impl<'a> Filter<'a> {
    fn new(asked: &'a Asked) -> Result<Self, Failure> {
        let (held, done) = (asked.parameter("stance")?, asked.parameter("force")?);
        let stance = STANCES.iter().copied().find(|stance| stance.name() == held);
        let force = FORCES.iter().copied().find(|force| force.name() == done);
        if stance.is_none() && !held.is_empty() {
            return Err(Failure::unclear(format!("“{held}” is no stance; choose one from the list")));
        }
        if force.is_none() && !done.is_empty() {
            return Err(Failure::unclear(format!("“{done}” is no force; choose one from the list")));
        }
        Ok(Self {
            words: asked.parameter("q")?,
            speaker: asked.parameter("speaker")?,
            about: asked.parameter("about")?,
            stance,
            force,
            since: asked.day("since")?,
            until: asked.day("until")?,
            race: asked.parameter("race")?,
        })
    }

    /// Whether anything but the race is asked for.
    fn is_empty(&self) -> bool {
        let names = [self.words, self.speaker, self.about];
        names.iter().all(|name| name.is_empty())
            && self.stance.is_none()
            && self.force.is_none()
            && self.since.is_none()
            && self.until.is_none()
    }

    fn has(&self, row: &Row) -> bool {
        let Fact::Statement(said) = &row.fact else { return false };
        let day = effective(row);
        is_called(&said.speaker.name, self.speaker)
            && self.is_about(said)
            && self.force.is_none_or(|force| said.force == force)
            && self.since.is_none_or(|since| day >= since)
            && self.until.is_none_or(|until| day <= until)
    }

    fn is_about(&self, said: &Said) -> bool {
        let is_asked = self.about.is_empty() && self.stance.is_none();
        is_asked
            || said.about.iter().any(|about| {
                is_called(&about.whom.name, self.about) && self.stance.is_none_or(|own| about.stance == own)
            })
    }
}

/// Whether a name holds all the words.
fn is_called(name: &str, asked: &str) -> bool {
    let name = fold(name);
    let words: Vec<&str> = name.split(|char: char| !char.is_alphanumeric()).collect();
    fold(asked).split_whitespace().all(|asked| words.contains(&asked))
}

/// Shows what was found, or the form alone.
///
/// # Errors
/// When a filter is not understood, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let filter = Filter::new(asked)?;
    let (editions, rows) = looked_through(asked, &filter)?;
    let mut hits: Vec<Hit> = match (filter.is_empty(), filter.words.is_empty()) {
        (true, _) => Vec::new(),
        (_, false) => search(&rows, filter.words),
        _ => rows.iter().map(|row| Hit { row: row.clone(), words: 0 }).collect(),
    };
    hits.retain(|hit| filter.has(&hit.row));
    if filter.words.is_empty() {
        hits.sort_by_key(|hit| (std::cmp::Reverse(effective(&hit.row)), hit.row.id.clone()));
    }
    let races = asked.site.races_of(&rows);
    let by_id: HashMap<&str, &Edition> =
        editions.iter().map(|edition| (edition.id.as_str(), edition)).collect();
    let content = html! {
        h1 { "Search" }
        (form(asked, &filter)?)
        @if !filter.is_empty() && hits.is_empty() {
            p { "No statement is like that. Fewer words and filters find more; names of speakers count as words too." }
        }
        @if !hits.is_empty() { p.quiet role="status" { (several(hits.len(), "statement")) } }
        ol.lines {
            @for hit in hits.iter().take(PAGE) {
                (found(hit, by_id.get(hit.row.edition.as_str()).copied(), races.get(hit.row.edition.as_str())))
            }
        }
        @if hits.len() > PAGE { p.quiet { "The first " (PAGE) " are shown; more words find fewer." } }
    };
    Ok(alone("Search", content))
}

/// Returns the articles that can hold what is asked for.
fn looked_through(asked: &Asked, filter: &Filter<'_>) -> Result<(Vec<Edition>, Vec<Row>), Failure> {
    let store = asked.site.store()?;
    if filter.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let (mut editions, mut rows) = if !filter.words.is_empty() {
        store.search(filter.words, ARTICLES)?
    } else if !filter.race.is_empty() {
        let race = asked.site.race(filter.race)?;
        (race.editions.clone(), race.editions.iter().flat_map(|one| race.rows_of(one)).cloned().collect())
    } else if !filter.speaker.is_empty() || !filter.about.is_empty() {
        let name = if filter.speaker.is_empty() { filter.about } else { filter.speaker };
        store.of_name(name)?
    } else {
        let mut all = (Vec::new(), Vec::new());
        for listed in asked.site.races()?.iter().take(1) {
            let race = asked.site.race(&listed.id)?;
            all.1.extend(race.editions.iter().flat_map(|one| race.rows_of(one)).cloned());
            all.0.extend(race.editions.iter().cloned());
        }
        all
    };
    if !filter.race.is_empty() && !filter.words.is_empty() {
        let race = asked.site.race(filter.race)?;
        editions.retain(|edition| race.editions.iter().any(|own| own.id == edition.id));
        rows.retain(|row| race.editions.iter().any(|own| own.id == row.edition));
    }
    Ok((editions, rows))
}

fn form(asked: &Asked, filter: &Filter<'_>) -> Result<Markup, Failure> {
    let races = asked.site.races()?;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // Who asks for words sees what was found; who asks for nothing yet, or for more, sees what can be asked for.
    let is_open =
        filter.words.is_empty() || !filter.race.is_empty() || !Filter { words: "", ..*filter }.is_empty();
    Ok(html! {
        form.search action="/search" {
            label.wide-field { "Words that were said, by or about anybody"
                input type="search" name="q" value=(filter.words) maxlength="200"; }
            button { "Search" }
            details.wide-field open[is_open] {
                summary { "By whom, about whom, when" }
                div.filters {
            label { "Speaker" input name="speaker" value=(filter.speaker) maxlength="200"; }
            label { "About" input name="about" value=(filter.about) maxlength="200"; }
            label { "Stance" select name="stance" {
                option value="" { "any" }
                @for own in STANCES {
                    option value=(own.name()) selected[filter.stance == Some(*own)] { (capital(stance(*own))) }
                }
            } }
            label { "Force" select name="force" {
                option value="" { "any" }
                @for own in FORCES {
                    option value=(own.name()) selected[filter.force == Some(*own)] { (capital(force(*own).unwrap_or("says"))) }
                }
            } }
            label { "Since" input type="date" name="since" value=(day(filter.since)); }
            label { "Until" input type="date" name="until" value=(day(filter.until)); }
            label { "Race" select name="race" {
                option value="" { "any" }
                @for race in &races {
                    option value=(race.id) selected[race.id == filter.race] { (race.post) }
                }
            } }
                }
            }
        }
    })
}

fn found(hit: &Hit, edition: Option<&Edition>, race: Option<&String>) -> Markup {
    let Fact::Statement(said) = &hit.row.fact else { return html! {} };
    let link = race.map(|race| format!("/races/{}/rows/{}", encoded(race), hit.row.id));
    let day = hit.row.clocks.said.or(hit.row.clocks.published);
    let held = said.about.iter().find(|about| tone(about.stance) != "neutral");
    let class = held.map_or("neutral", |about| tone(about.stance));
    let words =
        if said.is_negated { hit.row.words(Part::Content).unwrap_or_default() } else { spoken(&hit.row) };
    html! {
        li {
            blockquote.(class) { a href=[link] { (shortened(&words, 320)) } }
            p.by { (said.speaker.name) span.quiet {
                @if let Some(about) = held { " · " (toward(about.stance, &about.whom.name)) }
                @if let Some(force) = force(said.force) { " · " (force) }
                @if let Some(outlet) = edition.and_then(|edition| edition.outlet.as_ref()) { " · " (outlet) }
                @if let Some(day) = day { " · " (date(day)) }
            } }
        }
    }
}
