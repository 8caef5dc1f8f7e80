//! The board: the state of a race on one page.
//!
//! Prints [`hustings::record::board`] and, for the week, [`hustings::record::diff`] of two boards.

use hustings::record::{Appointment, Board, Candidate, Change, LastWords, Moment, Step, View, board, diff};
use jiff::ToSpan;
use maud::{Markup, html};

use super::agenda::by_end;
use super::climb::climb;
use super::color::Palette;
use super::criteria::criteria;
use super::electors::{bodies, claimed};
use super::layout::{Place, in_race};
use super::sides::turns;
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::site::Loaded;
use crate::words::{
    LADDER, capital, date, day, number, one_line, quoted, rule, scale, several, shortened, spoken, stance,
    status, steps, tone,
};

/// How many characters of a quotation the board shows.
pub const SHOWN: usize = 220;

/// How many disagreements, and how many turns, the board shows.
const SIDES: usize = 6;

/// How many candidates have a card; the others are named.
const CARDS: usize = 12;

/// How many steps a card has; the page of the candidate has all.
const STEPS: usize = 6;

/// Shows the board.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let view = race.view(moment);
    let now = board(&view);
    let week = week(&race, moment, &now);
    let palette = Palette::new(&view);
    let place = Place { asked, race: &race, way: "" };
    let content = html! {
        (head(&place, &now))
        (when(&place, moment, ""))
        div.front {
            (climb(&view, &now, (&race.days(), &palette)))
            div.news {
                (changed(&place, moment, &week))
                (next(&place, &now.next))
            }
        }
        (candidates(&place, &view, (&now, &palette)))
        (bodies(&place, &view, (&now, &palette)))
        (claimed(&place, &now.claims))
        (turns(&place, &view, (&now, &palette), SIDES))
        (criteria(&place, &now))
    };
    Ok(in_race(&place, "Board", content))
}

/// Returns what changed in the seven days before.
fn week(race: &Loaded, moment: Moment, now: &Board) -> Vec<Change> {
    let before = moment.as_of.saturating_sub(7.days());
    let known_on = if moment.known_on == moment.as_of { before } else { moment.known_on };
    diff(&board(&race.view(Moment { as_of: before, known_on })), now)
}

fn head(place: &Place<'_>, board: &Board) -> Markup {
    html! {
        section.head {
            p.kicker { "The race for" }
            h1 { (capital(&board.post)) }
            p.lead {
                @if board.holders.is_empty() { "Who holds the post on this day, no article says. " }
                @for holder in &board.holders {
                    "Held by " a href=(place.person(&holder.name)) { (holder.name) }
                    @if let Some(from) = holder.from { ", since " (date(from)) }
                    @if let Some(until) = holder.until {
                        ", until " (date(until)) @if holder.is_until_planned { " as planned" }
                    }
                    ". "
                }
                b { (standing(board)) }
                @for holder in &board.coming {
                    " " (holder.name) " takes office" @if let Some(from) = holder.from { " " (date(from)) }
                    @if !board.holders.is_empty() { "; until then it is held by " (board.holders[0].name) } "."
                }
                @if let Some(distance) = distance(board) { " " (distance) }
            }
            p.quiet { (several(board.editions, "article")) " from " (several(board.origins, "independent origin")) }
        }
    }
}

/// Returns in a sentence who is ahead.
fn standing(board: &Board) -> String {
    let is_in = |candidate: &&Candidate| steps(candidate.standing.status) > 0;
    let inside = board.candidates.iter().filter(is_in).count();
    let Some(first) = board.candidates.iter().find(is_in) else {
        return "Nobody is in the race.".to_owned();
    };
    let status = status(first.standing.status);
    if steps(first.standing.status) == LADDER.len() {
        return format!("{} is selected.", first.name);
    }
    match inside {
        1 => format!("{} alone is in the race, {status}.", first.name),
        _ => format!("{} are in the race; {} is furthest, {status}.", number(inside), first.name),
    }
}

/// Returns in a sentence who has most electors, while nobody is selected.
fn distance(board: &Board) -> Option<String> {
    let is_over = board.candidates.iter().any(|candidate| steps(candidate.standing.status) == LADDER.len());
    let body = board.bodies.first()?;
    let camp = body.camps.iter().find(|camp| !camp.is_out && camp.votes > 0)?;
    (!is_over)
        .then(|| format!("Most electors who were named stand behind {}: {}.", camp.candidate, camp.distance))
}

type Shown<'a> = (&'a Board, &'a Palette);

fn candidates(place: &Place<'_>, view: &View<'_>, (board, palette): Shown<'_>) -> Markup {
    html! {
        section.candidates {
            h2 { "Candidates" }
            @if board.candidates.is_empty() { p { "Nobody was named for the post by this day." } }
            ol.cards { @for candidate in board.candidates.iter().take(CARDS) {
                li { (of_candidate(place, view, (candidate, palette))) }
            } }
            @if board.candidates.len() > CARDS {
                p.quiet { "Also: " @for (at, candidate) in board.candidates[CARDS..].iter().take(60).enumerate() {
                    @if at > 0 { ", " } a href=(place.person(&candidate.name)) { (candidate.name) }
                    " (" (status(candidate.standing.status)) ")"
                } "." }
            }
        }
    }
}

fn of_candidate(place: &Place<'_>, view: &View<'_>, (candidate, palette): (&Candidate, &Palette)) -> Markup {
    let standing = &candidate.standing;
    let is_out = steps(standing.status) == 0;
    let moved: Vec<&Step> = candidate.ladder.iter().filter(|step| step.rule.moves()).collect();
    html! {
        article.{ "candidate " (palette.class(&candidate.key)) }.out[is_out] {
            h3 { a href=(place.person(&candidate.name)) { (candidate.name) } }
            (ladder_of(standing.status, &candidate.name))
            p.standing {
                b { (capital(status(standing.status))) }
                @if let Some(since) = standing.since { " since " (date(since)) }
                span.quiet { ", " (scale(standing.scale)) " · " (several(standing.origins, "origin")) }
            }
            @if moved.len() > 1 {
                ol.steps aria-label="Steps so far" {
                    @if moved.len() > STEPS {
                        li { a.quiet href=(place.person(&candidate.name)) { (several(moved.len() - STEPS, "earlier step")) } }
                    }
                    @for step in moved.iter().skip(moved.len().saturating_sub(STEPS)) {
                        li { a href=(place.row(&step.row)) title=(step.rule.sentence()) {
                            span.mark.(rule(step.rule).replace(' ', "-")) { (rule(step.rule)) } " " (status(step.status))
                            @if let Some(day) = step.date { span.quiet { " " (date(day)) } }
                        } }
                    }
                }
            }
            @if let Some(said) = &candidate.said { (last_words(place, view, (said, "Said last"))) }
            @if let Some(heard) = &candidate.heard { (last_words(place, view, (heard, "Said of them last"))) }
        }
    }
}

/// Returns the ladder of a status as steps, with the same in words.
pub fn ladder_of(now: hustings::race::CandidacyStatus, name: &str) -> Markup {
    let climbed = steps(now);
    let told = match climbed {
        0 => format!("{name} is out: {}", status(now)),
        steps => format!("{name} stands on step {steps} of {}: {}", LADDER.len(), status(now)),
    };
    html! {
        svg.ladder viewBox="0 0 186 22" role="img" aria-label=(told) {
            title { (told) }
            @for at in 0..LADDER.len() {
                rect.step.on[at < climbed] x=(31 * at) y=(14 - 2 * at) width="28" height=(8 + 2 * at) rx="1.5" {
                    title { (status(LADDER[at])) }
                }
            }
            @if climbed == 0 { path.cross d="M2 4 L184 20" {} }
        }
    }
}

fn last_words(place: &Place<'_>, view: &View<'_>, (last, label): (&LastWords, &str)) -> Markup {
    let words = match view.row(&last.row) {
        Some(row) if !last.is_quoted => shortened(&spoken(row), SHOWN),
        _ => quoted(&shortened(&last.words, SHOWN)),
    };
    html! {
        figure.quote {
            figcaption.label { (label) }
            blockquote.(tone(last.stance)) { a href=(place.row(&last.row)) { (words) } }
            p.by {
                a href=(place.person(&last.speaker)) { (last.speaker) }
                span.quiet {
                    @if !matches!(last.stance, hustings::statement::Stance::Neutral) && label != "Said last" {
                        " · " (stance(last.stance))
                    }
                    @if let Some(outlet) = &last.outlet { " · " (outlet) }
                    @if let Some(day) = last.date { " · " (date(day)) }
                }
            }
        }
    }
}

fn changed(place: &Place<'_>, moment: Moment, week: &[Change]) -> Markup {
    let from = moment.as_of.saturating_sub(7.days());
    let days = place.race.days();
    let last = days.iter().rev().find(|day| **day <= moment.as_of.min(moment.known_on)).copied();
    html! {
        section.changed {
            h2 { "What changed this week" }
            @if week.is_empty() {
                p { "Nothing since " (day(from)) "." }
                @if let Some(last) = last.filter(|last| *last < from) {
                    p { a href={ (place.bare("")) "?as-of=" (last) } {
                        "See " (day(last)) ", the day of the last article" } }
                }
            }
            (change_list(place, week))
            p.more { a href=(place.to("/changes")) { "All changes" } }
        }
    }
}

/// Returns changes as a list.
pub fn change_list(place: &Place<'_>, changes: &[Change]) -> Markup {
    html! {
        ul.changes {
            @for (at, change) in changes.iter().enumerate() {
                li {
                    @if at == 0 || changes[at - 1].about != change.about { span.label { (matter(change.about)) } }
                    @if let Some(row) = change.rows.first() {
                        a href=(place.row(row)) { (shortened(&one_line(&change.sentence), SHOWN)) }
                    } @else { (shortened(&one_line(&change.sentence), SHOWN)) }
                }
            }
        }
    }
}

/// Returns what changes are about, as a heading.
fn matter(about: &str) -> &str {
    match about {
        "candidate" => "Candidates",
        "holder" => "The post",
        "elector" => "Electors",
        "claim" => "Claims, naming nobody",
        "reversal" => "Turned around",
        "contradiction" => "Sources disagree",
        "criterion" => "Demands",
        _ => "What is next",
    }
}

fn next(place: &Place<'_>, next: &[Appointment]) -> Markup {
    let mut next: Vec<&Appointment> = next.iter().collect();
    next.sort_by_key(|due| by_end(due));
    html! {
        section.next {
            h2 { "What is next" }
            @if next.is_empty() { p { "Nothing is known to be due." } }
            ol.plain {
                @for due in next.iter().take(3) {
                    li {
                        time { (due.date.map_or_else(|| "undated".to_owned(), date)) } " "
                        @if let Some(row) = due.rows.first() {
                            a href=(place.row(row)) { (shortened(&one_line(&due.what), 160)) }
                        } @else { (shortened(&one_line(&due.what), 160)) }
                    }
                }
            }
            p.more { a href=(place.to("/agenda")) { "The whole agenda" } }
        }
    }
}
