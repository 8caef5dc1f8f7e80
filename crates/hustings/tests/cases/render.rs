//! What each stage's findings look like in a case.

use crate::format::Finding;
use hustings::attribution::Attribution;
use hustings::date::PartialDate;
use hustings::race::Facts;
use hustings::statement::Statement;
use hustings::timex::Timex;
use hustings::{Article, Reading, Span};

/// Returns the findings of one stage.
///
/// # Panics
/// When there is no stage of that name.
pub fn render(stage: &str, article: &Article, reading: &Reading) -> Vec<Finding> {
    match stage {
        "token" => tokens(article, reading),
        "segment" => segments(reading),
        "timex" => reading.timexes.iter().map(timex).collect(),
        "people" => people(article, reading),
        "attribution" => attributions(reading),
        "speakers" => reading.statements.iter().map(|s| speaker(article, reading, s)).collect(),
        "statement" => reading.statements.iter().map(|s| statement(article, reading, s)).collect(),
        "race" => facts(article, &reading.facts),
        other => panic!("no stage is called {other}"),
    }
}

fn mark(spans: &[Span], label: impl Into<String>) -> Finding {
    Finding::Mark { spans: spans.iter().map(|span| span.start..span.end).collect(), label: label.into() }
}

fn tokens(article: &Article, reading: &Reading) -> Vec<Finding> {
    let words: Vec<&str> = reading.segments.tokens.iter().map(|token| token.span.of(&article.body)).collect();
    vec![Finding::Line(words.join(" "))]
}

fn segments(reading: &Reading) -> Vec<Finding> {
    let sentences = reading.segments.sentences.iter().map(|sentence| mark(&[sentence.span], "sentence"));
    let quotations = reading.segments.quotations.iter().map(|quotation| {
        let mut label = "quotation".to_owned();
        if quotation.depth > 0 {
            label += &format!(" in {}", quotation.depth);
        }
        if !quotation.is_closed {
            label += " open";
        }
        if quotation.continues.is_some() {
            label += " continued";
        }
        mark(&[quotation.inner], label)
    });
    sentences.chain(quotations).collect()
}

fn timex(timex: &Timex) -> Finding {
    let mut label = format!("{} {}", timex.kind.name(), timex.value);
    if let Some(modifier) = timex.modifier {
        label += &format!(" {}", modifier.name());
    }
    if let Some(days) = timex.interval.filter(|days| days.first != days.last) {
        label += &format!(" {}..{}", days.first, days.last);
    }
    mark(&[timex.span], label)
}

fn people(article: &Article, reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, entity) in reading.entities.iter().enumerate() {
        for &mention in &entity.mentions {
            findings.push(mark(&[reading.mentions[mention].span], format!("e{}", i + 1)));
        }
    }
    findings.sort_by_key(|finding| match finding {
        Finding::Mark { spans, .. } => spans[0].start,
        Finding::Line(_) => usize::MAX,
    });
    for (i, entity) in reading.entities.iter().enumerate() {
        let roles: Vec<String> = entity
            .roles
            .iter()
            .map(|role| format!("{} ({})", role.span.of(&article.body), role.holding.name()))
            .collect();
        let roles = if roles.is_empty() { String::new() } else { format!(": {}", roles.join(", ")) };
        findings.push(Finding::Line(format!("e{} {} {}{roles}", i + 1, entity.kind.name(), entity.name)));
    }
    findings
}

fn attributions(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, attribution) in reading.attributions.iter().enumerate() {
        let Attribution { source, cue, content, .. } = attribution;
        for (part, spans) in [("source", source), ("cue", cue), ("content", content)] {
            if !spans.is_empty() {
                findings.push(mark(spans, format!("a{} {part}", i + 1)));
            }
        }
    }
    for (i, attribution) in reading.attributions.iter().enumerate() {
        let parent = attribution.parent.map_or(String::new(), |parent| format!(" in a{}", parent + 1));
        findings.push(Finding::Line(format!("a{} {}{parent}", i + 1, attribution.kind.name())));
    }
    findings
}

fn speaker(article: &Article, reading: &Reading, statement: &Statement) -> Finding {
    let content = reading.attributions[statement.attribution].content.iter();
    let content: Vec<String> = content.map(|span| span.of(&article.body).replace('\n', " ")).collect();
    let speaker = &statement.speaker;
    let mut line = format!("{} ({})", speaker.name, speaker.kind.name());
    if let Some(count) = speaker.count {
        line += &format!(" {count}");
    }
    if !speaker.candidates.is_empty() {
        let others: Vec<&str> =
            speaker.candidates.iter().map(|&id| reading.entities[id].name.as_str()).collect();
        line += &format!(", or {}", others.join(", "));
    }
    Finding::Line(format!("{line} | {}", content.join(" … ")))
}

fn statement(article: &Article, reading: &Reading, statement: &Statement) -> Finding {
    let words = |span: Span| span.of(&article.body).replace('\n', " ");
    let content = &reading.attributions[statement.attribution].content;
    let content: Vec<String> = content.iter().map(|&span| words(span)).collect();
    let mut line = format!("{} ({})", statement.speaker.name, statement.speaker.kind.name());
    line += &format!(" | {}", statement.force.name());
    for (flag, name) in [
        (statement.polarity.is_negated, "negated"),
        (statement.polarity.is_hedged, "hedged"),
        (statement.polarity.is_conditional, "conditional"),
    ] {
        if flag {
            line += &format!(" {name}");
        }
    }
    line += &format!(" | {} | {}", date(statement.said_at), content.join(" … "));
    for (key, span) in [
        ("venue", statement.venue),
        ("medium", statement.medium),
        ("to", statement.addressee),
        ("answers", statement.question),
    ] {
        if let Some(span) = span {
            line += &format!(" | {key}: {}", words(span));
        }
    }
    for about in &statement.about {
        line += &format!(" | {} {}", reading.entities[about.entity].name, about.stance.name());
        if let Some(reason) = about.reason {
            line += &format!(" because: {}", words(reason));
        }
    }
    Finding::Line(line)
}

fn date(date: Option<PartialDate>) -> String {
    match date {
        Some(date) if date.loosened() == date && date.value().len() == 10 => {
            format!("about {}", date.value())
        }
        Some(date) => date.value(),
        None => "undated".to_owned(),
    }
}

fn facts(article: &Article, facts: &Facts) -> Vec<Finding> {
    let mut lines = Vec::new();
    lines.extend(facts.races.iter().map(|race| format!("race | {}", race.post)));
    for tenure in &facts.tenures {
        let (from, until) = (date(tenure.from), date(tenure.until));
        let planned = if tenure.is_until_planned { " planned" } else { "" };
        lines.push(format!("tenure | {} | {} | {from} | {until}{planned}", tenure.person.name, tenure.post));
        for extension in &tenure.extensions {
            let reason = extension.reason.map_or("", |span| span.of(&article.body));
            let ordinal = extension.ordinal.map_or(String::new(), |n| format!(" {n}"));
            lines.push(format!("extension{ordinal} | {} | {reason}", date(extension.date)));
        }
    }
    for candidacy in &facts.candidacies {
        let (person, post) = (&candidacy.person.name, &candidacy.post);
        lines.push(format!(
            "candidacy | {person} | {post} | {} | {}",
            candidacy.status.name(),
            date(candidacy.date)
        ));
    }
    for endorsement in &facts.endorsements {
        let conditional = if endorsement.is_conditional { " conditional" } else { "" };
        let reason = endorsement.reason.map_or("", |span| span.of(&article.body));
        lines.push(format!(
            "endorsement | {} | {}{conditional} | {} | {} | {} | {reason}",
            endorsement.by.name,
            endorsement.position.name(),
            endorsement.candidate.name,
            endorsement.post,
            date(endorsement.date),
        ));
    }
    for criterion in &facts.criteria {
        let relayed = criterion.relayed_by.as_ref().map(|party| format!("nobody, by {}", party.name));
        let by = criterion.stated_by.as_ref().map(|party| party.name.clone()).or(relayed);
        let by = by.unwrap_or_else(|| "nobody".to_owned());
        lines.push(format!("criterion | {by} | {}", criterion.text));
    }
    for ballot in &facts.ballots {
        let tallies: Vec<String> =
            ballot.tallies.iter().map(|(what, votes)| format!("{what} {votes}")).collect();
        let round = ballot.round.map_or(String::new(), |n| format!(" {n}"));
        lines.push(format!("ballot{round} | {} | {}", date(ballot.date), tallies.join(", ")));
    }
    for event in &facts.events {
        let who: Vec<&str> = event.participants.iter().map(|party| party.name.as_str()).collect();
        let place = event.place.as_deref().unwrap_or("no place");
        let (status, date) = (event.status.name(), date(event.date));
        lines.push(format!("event | {status} | {date} | {place} | {} | {}", who.join(", "), event.what));
    }
    lines.into_iter().map(|line| Finding::Line(line.trim_end().to_owned())).collect()
}
