//! The board: the state of a race on one page.
//!
//! Prints [`hustings::record::board`] and, for the week, [`hustings::record::diff`] of two boards.

use hustings::record::{
    Appointment, Board, Candidate, Change, Criteria, Grade, LastWords, Moment, Side, Step, board, diff,
};
use jiff::ToSpan;
use maud::{Markup, html};

use super::electors::bodies;
use super::layout::{Place, in_race};
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::site::Loaded;
use crate::words::{
    LADDER, date, day, one_line, quoted, rule, scale, several, shortened, stance, status, steps, tone,
};

/// How many characters of a quotation the board shows.
const SHOWN: usize = 220;

/// Shows the board.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let now = board(&race.view(moment));
    let week = week(&race, moment, &now);
    let place = Place { asked, race: &race, way: "" };
    let content = html! {
        (head(&place, &now))
        (when(&place, moment, ""))
        (candidates(&place, &now))
        div.columns {
            (changed(&place, moment, &week))
            (next(&place, &now.next))
        }
        (bodies(&place, &now.bodies, &now.claims))
        (turns(&place, &now))
        (criteria(&place, &now.criteria))
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
            h1 { (board.post) }
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
                (standing(board))
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
        _ => format!("{inside} are in the race; {} is furthest, {status}.", first.name),
    }
}

fn candidates(place: &Place<'_>, board: &Board) -> Markup {
    html! {
        section.candidates {
            h2 { "Candidates" }
            @if board.candidates.is_empty() { p { "Nobody was named for the post by this day." } }
            ol.cards { @for candidate in &board.candidates { li { (of_candidate(place, candidate)) } } }
        }
    }
}

fn of_candidate(place: &Place<'_>, candidate: &Candidate) -> Markup {
    let standing = &candidate.standing;
    let is_out = steps(standing.status) == 0;
    let moved: Vec<&Step> = candidate.ladder.iter().filter(|step| step.rule.moves()).collect();
    html! {
        article.candidate.out[is_out] {
            h3 { a href=(place.person(&candidate.name)) { (candidate.name) } }
            (ladder(candidate))
            p.standing {
                b { (status(standing.status)) }
                @if let Some(since) = standing.since { " since " (date(since)) }
                span.quiet { ", " (scale(standing.scale)) " · " (several(standing.origins, "origin")) }
            }
            @if moved.len() > 1 {
                ol.steps aria-label="Steps so far" {
                    @for step in &moved {
                        li { a href=(place.row(&step.row)) title=(step.rule.sentence()) {
                            span.mark.(rule(step.rule).replace(' ', "-")) { (rule(step.rule)) } " " (status(step.status))
                            @if let Some(day) = step.date { span.quiet { " " (date(day)) } }
                        } }
                    }
                }
            }
            @if let Some(said) = &candidate.said { (last_words(place, said, "Said last")) }
            @if let Some(heard) = &candidate.heard { (last_words(place, heard, "Said of them last")) }
        }
    }
}

/// Returns the ladder of a standing as steps, with the same in words.
pub fn ladder(candidate: &Candidate) -> Markup {
    ladder_of(candidate.standing.status, &candidate.name)
}

/// Returns the ladder of a status.
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

fn last_words(place: &Place<'_>, last: &LastWords, label: &str) -> Markup {
    let words = shortened(&last.words, SHOWN);
    let words = if last.is_quoted { quoted(&words) } else { words };
    html! {
        figure.quote {
            figcaption.label { (label) }
            blockquote.(tone(last.stance)) { a href=(place.row(&last.row)) { (words) } }
            p.by {
                a href=(place.person(&last.speaker)) { (last.speaker) }
                span.quiet {
                    @if !matches!(last.stance, hustings::statement::Stance::Neutral) && label != "Said last" { " " (stance(last.stance).trim_end_matches(" about")) }
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
                    p { a href={ "/races/" (crate::words::encoded(&place.race.id)) "?as-of=" (last) } {
                        "See " (day(last)) ", the day of the last article" } }
                }
            }
            (change_list(place, week))
        }
    }
}

/// Returns changes as a list.
pub fn change_list(place: &Place<'_>, changes: &[Change]) -> Markup {
    html! {
        ul.changes {
            @for change in changes {
                li {
                    span.label { (change.about) } " "
                    @if let Some(row) = change.rows.first() {
                        a href=(place.row(row)) { (shortened(&one_line(&change.sentence), SHOWN)) }
                    } @else { (shortened(&one_line(&change.sentence), SHOWN)) }
                }
            }
        }
    }
}

fn next(place: &Place<'_>, next: &[Appointment]) -> Markup {
    html! {
        section.next {
            h2 { "What is next" }
            @if next.is_empty() { p { "Nothing is known to be due." } }
            ol.plain {
                @for due in next.iter().take(8) {
                    li {
                        time { (due.date.map_or_else(|| "undated".to_owned(), date)) } " "
                        @if let Some(row) = due.rows.first() {
                            a href=(place.row(row)) { (shortened(&one_line(&due.what), 160)) }
                        } @else { (shortened(&one_line(&due.what), 160)) }
                    }
                }
            }
            p { a href=(place.to("/agenda")) { "The whole agenda" } }
        }
    }
}

fn turns(place: &Place<'_>, board: &Board) -> Markup {
    html! {
        @if !board.contradictions.is_empty() {
            section.sides-list {
                h2 { "Sources disagree" }
                @for quarrel in &board.contradictions {
                    article.sides {
                        h3 { (quarrel.about) }
                        (side(place, &quarrel.one))
                        (side(place, &quarrel.other))
                    }
                }
            }
        }
        @if !board.reversals.is_empty() {
            section.sides-list {
                h2 { "Turned around" }
                @for turn in &board.reversals {
                    article.sides {
                        h3 { a href=(place.person(&turn.who)) { (turn.who) } " on " (turn.on)
                            span.quiet { " · " (grade(turn.grade)) } }
                        (side(place, &turn.before))
                        (side(place, &turn.then))
                    }
                }
            }
        }
    }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Quoted => "in quoted words",
        Grade::Own => "in their own words",
        Grade::Told => "as told",
    }
}

fn side(place: &Place<'_>, side: &Side) -> Markup {
    let link = side.rows.first().map(|row| place.row(row));
    html! {
        figure.quote.side {
            figcaption.label { (side.says.replace('_', " ")) }
            blockquote {
                @if let Some(link) = link { a href=(link) { (shortened(&side.words, SHOWN)) } }
                @else { (shortened(&side.words, SHOWN)) }
            }
            p.by.quiet {
                (side.date.map_or_else(|| "undated".to_owned(), date))
                @if let Some(outlet) = &side.outlet { " · " (outlet) }
                " · " (several(side.origins, "origin"))
            }
        }
    }
}

fn criteria(place: &Place<'_>, criteria: &[Criteria]) -> Markup {
    html! {
        @if !criteria.is_empty() {
            section.criteria {
                h2 { "What the next holder should be" }
                table {
                    thead { tr { th scope="col" { "Demand" } th scope="col" { "Stated by" } th scope="col" { "Origins" } } }
                    tbody {
                        @for one in criteria {
                            tr {
                                td { a href=[one.rows.first().map(|row| place.row(row))] { (one_line(&one.text)) } }
                                td { @if one.stated_by.is_empty() { span.quiet { "nobody in particular" } }
                                    @else { (one.stated_by.join(", ")) } }
                                td.number { (one.origins) }
                            }
                        }
                    }
                }
            }
        }
    }
}
