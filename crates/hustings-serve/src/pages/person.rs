//! A person of a race: where they stand, what they said, what was said of them; and all of them as a list.
//!
//! Prints [`hustings::record::who`].

use hustings::record::{Board, Fact, Line, Moment, Profile, View, board, who};
use maud::{Markup, html};

use super::board::ladder_of;
use super::climb::climb;
use super::color::Palette;
use super::layout::{Place, in_race};
use super::sides::turns;
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{
    capital, date, encoded, one_line, rule, scale, several, shortened, spoken, status, told_stance,
};

/// How many lines of one kind a page has.
const LINES: usize = 60;

/// Shows the people that the race's articles name.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn list(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let view = race.view(moment);
    let palette = Palette::new(&view);
    let place = Place { asked, race: &race, way: "/people" };
    let running = board(&view).candidates;
    let mut others = speakers(&view);
    others.retain(|(name, _)| running.iter().all(|candidate| candidate.name != *name));
    let content = html! {
        h1 { "People" }
        (when(&place, moment, "/people"))
        h2 { "In the race, or out of it" }
        @if running.is_empty() { p { "Nobody was named for the post by this day." } }
        ul.cards.people {
            @for candidate in &running { li.{ "mini " (palette.class(&candidate.key)) } {
                h3 { a href=(place.person(&candidate.name)) { (candidate.name) } }
                (ladder_of(candidate.standing.status, &candidate.name))
                p.quiet { (capital(status(candidate.standing.status)))
                    @if let Some(since) = candidate.standing.since { " since " (date(since)) } }
            } }
        }
        h2 { "Who else speaks" }
        ul.names {
            @for (name, count) in others.iter().take(400) {
                li { a href=(place.person(name)) { (name) } " " span.quiet { (count) } }
            }
        }
    };
    Ok(in_race(&place, "People", content))
}

/// Returns the people who say something, with how many statements they make, the most talkative first.
fn speakers(view: &View<'_>) -> Vec<(String, usize)> {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for row in view.statements().filter(|row| view.has_come(row)) {
        let Fact::Statement(said) = &row.fact else { continue };
        if let Some(person) = view.people.of(&said.speaker, &row.edition) {
            *counts.entry(person.name.clone()).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// Shows a person, or several whom the name may mean.
///
/// # Errors
/// When nobody is called so, the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let name = asked.part("name");
    let view = race.view(moment);
    let mut profiles = who(&view, name);
    // Of several whom a name may mean, the one whose name it is to the letter.
    if let Some(at) = profiles.iter().position(|profile| profile.person.name == name) {
        profiles = vec![profiles.swap_remove(at)];
    }
    let Some(first) = profiles.first() else { return not_yet(asked, name) };
    let place = Place { asked, race: &race, way: "/people" };
    let title = first.person.name.clone();
    let end = format!("/people/{}", encoded(name));
    let palette = Palette::new(&view);
    let now = board(&view);
    let content = html! {
        (head(first))
        (when(&place, moment, &end))
        @for (at, profile) in profiles.iter().take(5).enumerate() {
            @if at > 0 { (head(profile)) }
            div.{ (palette.class(&profile.person.key)) } {
                (standing(&place, &view, (profile, &now), &palette))
                div.profile {
                    (lines(&place, &view, ("Said", &profile.said)))
                    (lines(&place, &view, ("Said of them, with a stance", &profile.heard)))
                }
                (lines(&place, &view, ("Positions", &profile.positions)))
            }
        }
    };
    Ok(in_race(&place, &title, content))
}

/// Shows that somebody was not named yet on a day, with the way to other days.
fn not_yet(asked: &Asked, name: &str) -> Result<Reply, Failure> {
    let (race, today) = (asked.race()?, asked.site.today());
    let later = who(&race.view(Moment::on(today)), name);
    let Some(person) = later.first().map(|profile| &profile.person) else {
        let post = race.post();
        return Err(Failure::unknown(format!(
            "nobody in the coverage of {post} is called “{name}” by this day"
        )));
    };
    let place = Place { asked, race: &race, way: "/people" };
    let content = html! {
        h1 { (person.name) }
        (when(&place, asked.moment()?, &format!("/people/{}", encoded(name))))
        p { "No article names " (person.name) " by this day; later ones do." }
    };
    Ok(in_race(&place, &person.name, content))
}

fn head(profile: &Profile) -> Markup {
    let person = &profile.person;
    let roles: Vec<&str> = profile.roles.iter().take(4).map(|(role, _)| role.as_str()).collect();
    let others: Vec<&String> = person.names.iter().filter(|name| **name != person.name).collect();
    html! {
        section.head {
            h1 { (person.name) }
            @if !roles.is_empty() { p.lead { (roles.join(" · ")) } }
            @if !others.is_empty() { p.quiet { "also printed as "
                @for (at, name) in others.iter().take(8).enumerate() { @if at > 0 { ", " } (name) } } }
        }
    }
}

/// Returns where somebody stands in the race: the picture of the climb, each step with its rule, and the turns.
fn standing(
    place: &Place<'_>,
    view: &View<'_>,
    (profile, now): (&Profile, &Board),
    palette: &Palette,
) -> Markup {
    let Some(standing) = &profile.standing else { return html! {} };
    let mut own = now.clone();
    own.candidates.retain(|candidate| candidate.key == profile.person.key);
    own.reversals.retain(|turn| turn.who == profile.person.name);
    own.contradictions.retain(|quarrel| quarrel.about.contains(&profile.person.name));
    html! {
        div.front {
            (climb(view, &own, (&place.race.days(), palette)))
            section.candidate {
                (ladder_of(standing.status, &profile.person.name))
                p.standing { b { (capital(status(standing.status))) }
                    @if let Some(since) = standing.since { " since " (date(since)) }
                    span.quiet { ", " (scale(standing.scale)) " · " (several(standing.origins, "origin")) } }
                p.quiet { "By rule: " (standing.rule.sentence()) "." }
                ol.steps.all {
                    @for step in profile.ladder.iter().rev().take(LINES).rev() {
                        li { a href=(place.row(&step.row)) title=(step.rule.sentence()) {
                            span.mark.(rule(step.rule).replace(' ', "-")) { (rule(step.rule)) } " " (status(step.status))
                            span.quiet { ", " (scale(step.scale))
                                @if let Some(day) = step.date { ", " (date(day)) }
                                @if step.is_dated_by_article { " (day of the article)" } }
                        } }
                    }
                }
            }
        }
        (turns(place, view, (&own, palette), LINES))
    }
}

/// Returns lines with who, when and where.
pub fn lines(place: &Place<'_>, view: &View<'_>, (title, lines): (&str, &[Line])) -> Markup {
    let groups = alike(view, lines);
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (title) " " span.quiet { (lines.len()) } }
                ol.lines { @for group in &groups { (of_group(place, view, group)) } }
                @if lines.len() > LINES { p.quiet { "and " (lines.len() - LINES) " more; the search finds them" } }
            }
        }
    }
}

/// Returns lines in groups, each where its first line stands: prints of one statement, and positions that one sentence
/// tells of several. Two who say the same stay two.
fn alike<'a>(view: &View<'_>, lines: &'a [Line]) -> Vec<Vec<&'a Line>> {
    let is_statement =
        |line: &Line| view.row(&line.row).is_some_and(|row| matches!(row.fact, Fact::Statement(_)));
    let mut groups: Vec<Vec<&Line>> = Vec::new();
    for line in lines.iter().take(LINES) {
        let is_said = is_statement(line);
        let is_alike = |group: &&mut Vec<&Line>| {
            let first = group[0];
            (first.words == line.words && first.stance == line.stance)
                && (!is_said || (first.who == line.who && first.date == line.date))
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups
}

fn of_group(place: &Place<'_>, view: &View<'_>, group: &[&Line]) -> Markup {
    let first = group[0];
    let words = view.row(&first.row).map_or_else(|| first.words.clone(), spoken);
    let mut names: Vec<&str> = group.iter().map(|line| line.who.as_str()).collect();
    let mut prints: Vec<&Line> = group.to_vec();
    names.sort_unstable();
    names.dedup();
    prints.dedup_by_key(|line| (line.outlet.clone(), line.date));
    html! {
        li {
            blockquote { a href=(place.row(&first.row)) { (shortened(&one_line(&words), 320)) } }
            p.by {
                @for (at, name) in names.iter().enumerate() {
                    @if at > 0 { ", " } a href=(place.person(name)) { (name) }
                }
                span.quiet {
                    @if !first.stance.is_empty() { " · " (told_stance(&first.stance)) }
                    @for line in &prints {
                        " · " a href=(place.row(&line.row)) { (line.outlet.as_deref().unwrap_or("outlet unknown")) }
                        @if let Some(day) = line.date { " " (date(day)) }
                    }
                }
            }
        }
    }
}
