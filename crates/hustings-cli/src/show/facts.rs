//! The facts of a race: post and holder, candidates, endorsements, terms, criteria, ballots, agenda.

use super::sheet::{Sheet, colored, padded, strong};
use super::words;
use anstyle::AnsiColor;
use hustings::entity::EntityId;
use hustings::race::{Candidacy, Event, EventStatus, Position, Race, Tenure};
use hustings::statement::Stance;
use hustings::{Article, Reading, Span};

/// Writes the race in a line: the post, who holds it and until when.
pub fn races(article: &Article, reading: &Reading, sheet: &mut Sheet) {
    for (i, race) in reading.facts.races.iter().take(3).enumerate() {
        let holder = holder(reading, race);
        if i == 0 || holder.is_some() {
            sheet.heading(&race.post);
        }
        let Some(holder) = holder else { continue };
        let name = &reading.entities[holder].name;
        let tenure =
            reading.facts.tenures.iter().filter(|tenure| tenure.person.entity == Some(holder)).max_by_key(
                |tenure| usize::from(tenure.from.is_some()) + usize::from(tenure.until.is_some()),
            );
        sheet.line(2, &format!("held by {}{}", strong(name), tenure.map_or(String::new(), term)));
        for line in tenure.iter().flat_map(|tenure| extensions(article, tenure)) {
            sheet.quiet_line(4, &line);
        }
    }
}

/// Returns who holds the post of the race: its incumbent, or the person of a tenure of that very post.
fn holder(reading: &Reading, race: &Race) -> Option<EntityId> {
    let tenures = reading.facts.tenures.iter();
    race.incumbent
        .or_else(|| tenures.filter(|tenure| tenure.post == race.post).find_map(|tenure| tenure.person.entity))
}

/// Returns `, since …, until … (planned)`, as far as it is known.
fn term(tenure: &Tenure) -> String {
    let mut line = String::new();
    if let Some(from) = tenure.from {
        line += &format!(", since {}", words::date(from));
    }
    if let Some(until) = tenure.until {
        let planned = if tenure.is_until_planned { " (planned)" } else { "" };
        line += &format!(", until {}{planned}", words::date(until));
    }
    line
}

fn extensions(article: &Article, tenure: &Tenure) -> Vec<String> {
    let line = |extension: &hustings::race::Extension| {
        let ordinal =
            extension.ordinal.map_or(String::new(), |n| format!(" for the {} time", words::ordinal(n)));
        let date = extension.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
        let reason = extension.reason.map_or(String::new(), |reason| {
            format!(", because: {}", words::one_line(reason.of(&article.body)))
        });
        format!("extended{ordinal}{date}{reason}")
    };
    tenure.extensions.iter().map(line).collect()
}

/// Writes the candidates for each post, each with the latest status first and the earlier ones behind it.
pub fn candidates(reading: &Reading, sheet: &mut Sheet) {
    let candidacies = &reading.facts.candidacies;
    let mut posts: Vec<&str> = reading.facts.races.iter().map(|race| race.post.as_str()).collect();
    posts.extend(candidacies.iter().map(|step| step.post.as_str()));
    let mut shown: Vec<&str> = Vec::new();
    for post in posts {
        let steps: Vec<&Candidacy> = candidacies.iter().filter(|step| step.post == post).collect();
        if steps.is_empty() || shown.contains(&post) {
            continue;
        }
        shown.push(post);
        let is_only = steps.len() == candidacies.len();
        let heading = if is_only { "Candidates".to_owned() } else { format!("Candidates for {post}") };
        sheet.heading(&words::one_line(&heading));
        candidates_for(&steps, sheet);
    }
}

fn candidates_for(candidacies: &[&Candidacy], sheet: &mut Sheet) {
    let names: Vec<&str> = candidacies.iter().map(|candidacy| candidacy.person.name.as_str()).collect();
    let column = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(28);
    for (i, &name) in names.iter().enumerate() {
        if names[..i].contains(&name) {
            continue;
        }
        let mut steps: Vec<&Candidacy> =
            candidacies.iter().copied().filter(|step| step.person.name == name).collect();
        // Undated steps come first: the article narrates them as earlier ones.
        steps.sort_by_key(|step| step.date.map(|date| date.interval()));
        let Some((last, earlier)) = steps.split_last() else { continue };
        let date = last.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
        let name = strong(&padded(name, column));
        sheet.line(
            2,
            &format!("{}  {name}  {}{date}", words::ladder(last.status), words::status(last.status)),
        );
        for step in earlier {
            let date = step.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
            sheet.quiet_line(column + 12, &format!("before: {}{date}", words::status(step.status)));
        }
    }
}

/// Writes who stands for or against whom, with the reason.
pub fn endorsements(article: &Article, reading: &Reading, sheet: &mut Sheet) {
    let lines: Vec<String> = reading
        .facts
        .endorsements
        .iter()
        .map(|endorsement| {
            let (word, color) = match endorsement.position {
                Position::For => ("for", AnsiColor::Green),
                Position::Against => ("against", AnsiColor::Red),
                Position::Reservation => ("has doubts about", AnsiColor::Yellow),
            };
            let mut line = format!(
                "{} {} {}",
                strong(&endorsement.by.name),
                colored(word, color),
                endorsement.candidate.name
            );
            if endorsement.is_conditional {
                line += ", on a condition";
            }
            if let Some(date) = endorsement.date {
                line += &format!(", {}", words::date(date));
            }
            if let Some(reason) = endorsement.reason {
                line += &format!(", because: {}", words::one_line(reason.of(&article.body)));
            }
            line
        })
        .collect();
    sheet.section("Who stands behind whom", &lines);
}

/// Writes what people ask of the next holder.
pub fn criteria(reading: &Reading, sheet: &mut Sheet) {
    let line = |criterion: &hustings::race::Criterion| {
        let stated = criterion.stated_by.as_ref().map(|party| format!(" ({})", party.name));
        let relayed = criterion.relayed_by.as_ref().map(|party| format!(" (passed on by {})", party.name));
        let by = stated.or(relayed).unwrap_or_default();
        format!("{}{by}", words::one_line(&criterion.text))
    };
    // What somebody has doubts for is no demand: *too hawkish*.
    let is_objection = |criterion: &&hustings::race::Criterion| {
        let said = criterion.basis.asserted_by.map(|at| &reading.statements[at]);
        said.is_some_and(|said| {
            said.about.iter().any(|about| matches!(about.stance, Stance::Oppose | Stance::Reservation))
        })
    };
    let (objections, demands): (Vec<_>, Vec<_>) = reading.facts.criteria.iter().partition(is_objection);
    let lines =
        |criteria: Vec<&hustings::race::Criterion>| criteria.into_iter().map(line).collect::<Vec<_>>();
    sheet.section("What the next holder should be", &lines(demands));
    sheet.section("What is held against candidates", &lines(objections));
}

/// Writes the terms that the races above do not show.
pub fn terms(article: &Article, reading: &Reading, sheet: &mut Sheet) {
    let holders: Vec<_> =
        reading.facts.races.iter().take(3).filter_map(|race| holder(reading, race)).collect();
    let mut lines = Vec::new();
    for tenure in &reading.facts.tenures {
        let is_shown = tenure.person.entity.is_some_and(|person| holders.contains(&person))
            && reading.facts.races.iter().any(|race| race.post == tenure.post);
        if is_shown {
            continue;
        }
        lines.push(format!(
            "{}: {}{}",
            strong(&tenure.person.name),
            words::one_line(&tenure.post),
            term(tenure)
        ));
        lines.extend(extensions(article, tenure));
    }
    sheet.section("Who holds what", &lines);
}

/// Writes rounds of voting.
pub fn ballots(reading: &Reading, sheet: &mut Sheet) {
    let line = |ballot: &hustings::race::Ballot| {
        let round =
            ballot.round.map_or_else(|| "a vote".to_owned(), |n| format!("{} round", words::ordinal(n)));
        let date = ballot.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
        let tallies: Vec<String> =
            ballot.tallies.iter().map(|(what, votes)| format!("{what} {votes}")).collect();
        format!("{round}{date}: {}", tallies.join(", "))
    };
    let lines: Vec<String> = reading.facts.ballots.iter().map(line).collect();
    sheet.section("Ballots", &lines);
}

/// Writes what is due, then what took place and is not yet told by the date of a statement or a term.
pub fn agenda(reading: &Reading, sheet: &mut Sheet) {
    for (heading, is_next) in [("What is next", true), ("What took place", false)] {
        let is_here =
            |status: EventStatus| matches!(status, EventStatus::Scheduled | EventStatus::Moved) == is_next;
        let mut events: Vec<_> = reading
            .facts
            .events
            .iter()
            .filter(|event| is_here(event.status) && (is_next || !is_told(reading, event)))
            .collect();
        events.sort_by_key(|event| event.date.map(|date| date.interval()));
        let lines: Vec<String> = events
            .into_iter()
            .map(|event| {
                let date = event.date.map_or_else(|| "undated".to_owned(), words::date);
                let changed = match event.status {
                    EventStatus::Moved => " (moved)",
                    EventStatus::Dropped => " (called off)",
                    EventStatus::Scheduled | EventStatus::Held => "",
                };
                format!("{date}{changed}: {}", words::one_line(&event.what))
            })
            .collect();
        sheet.section(heading, &lines);
    }
}

/// Whether the page already gives the event's date: with who said something then, or with a term.
fn is_told(reading: &Reading, event: &Event) -> bool {
    let overlaps =
        |spans: &[Span]| spans.iter().any(|&span| event.basis.evidence.iter().any(|e| e.overlaps(span)));
    let by_statement = reading.statements.iter().any(|statement| {
        let attribution = &reading.attributions[statement.attribution];
        statement.said_at == event.date && (overlaps(&attribution.cue) || overlaps(&attribution.content))
    });
    by_statement
        || reading.facts.tenures.iter().any(|tenure| {
            let dates =
                [tenure.from, tenure.until].into_iter().chain(tenure.extensions.iter().map(|e| e.date));
            overlaps(&tenure.basis.evidence) && dates.flatten().any(|date| Some(date) == event.date)
        })
}
