//! Lists as pages for people: the timeline, what changed, what was found, what was decided.

use super::board::{several, shortened};
use super::sheet::{Sheet, strong};
use super::words;
use hustings::date::PartialDate;
use hustings::record::{Change, Decision, Edition, Entry, Fact, Hit, Part, Reopened, Revision, Row};
use jiff::civil::Date;

/// Returns the page of a timeline, `width` columns wide.
pub fn timeline(post: &str, entries: &[Entry], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title(post);
    sheet.quiet(&several(entries.len(), "line"));
    let mut day = None;
    for entry in entries {
        if day != Some(entry.date) {
            day = Some(entry.date);
            sheet.heading(&entry.date.map_or_else(|| "undated".to_owned(), words::date));
        }
        let origins =
            if entry.origins > 1 { format!(" · {} origins", entry.origins) } else { String::new() };
        let what = words::one_line(&entry.what);
        let who = if entry.kind == "event" { &entry.kind } else { &entry.who };
        sheet.line(2, &format!("{}  {}{origins}", strong(who), shortened(&what, 200)));
        if entry.kind != "event" {
            let outlet = entry.outlet.as_ref().map_or(String::new(), |outlet| format!(" ({outlet})"));
            sheet.quiet_line(4, &format!("{}{outlet}", shortened(&entry.words, 200)));
        }
    }
    sheet.into_page()
}

/// Returns the page of what changed, `width` columns wide.
pub fn diff(post: &str, (from, to): (Date, Date), changes: &[Change], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title(post);
    let day = |day| words::date(PartialDate::day(day));
    sheet.quiet(&format!("from {} to {}", day(from), day(to)));
    if changes.is_empty() {
        sheet.line(0, "nothing changed");
    }
    let mut about = "";
    for change in changes {
        if about != change.about {
            about = change.about;
            sheet.heading(match about {
                "candidate" => "Candidates",
                "holder" => "The post",
                "elector" => "Electors",
                "claim" => "Claims",
                "reversal" => "Turns",
                "contradiction" => "Sources disagree",
                "criterion" => "What the next holder should be",
                _ => "What is next",
            });
        }
        sheet.line(2, &shortened(&change.sentence, 240));
    }
    sheet.into_page()
}

/// Returns the page of what was found, `width` columns wide.
pub fn hits(asked: &str, editions: &[Edition], hits: &[Hit], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title(asked);
    sheet.quiet(&format!("{} in {}", several(hits.len(), "statement"), several(editions.len(), "article")));
    for hit in hits {
        let Fact::Statement(said) = &hit.row.fact else { continue };
        let edition = editions.iter().find(|edition| edition.id == hit.row.edition);
        let place = [
            edition.and_then(|edition| edition.outlet.clone()),
            hit.row.clocks.said.or(hit.row.clocks.published).map(words::date),
            Some(hit.row.id.clone()),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        sheet.heading(&said.speaker.name);
        sheet.line(2, &hit.row.words(Part::Content).unwrap_or_default());
        sheet.quiet_line(2, &place.join(" · "));
    }
    sheet.into_page()
}

/// Returns the page of decisions, `width` columns wide.
pub fn decisions(decisions: &[Decision], reopened: &[Reopened], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title("Decisions");
    if decisions.is_empty() {
        sheet.quiet("nobody has decided anything yet");
    }
    for decision in decisions {
        let what = decision.ruling.sentence();
        let why =
            if decision.why.is_empty() { String::new() } else { format!(", because: {}", decision.why) };
        sheet.line(0, &format!("{}  {what}{why}", strong(&decision.id)));
        sheet.quiet_line(4, &format!("{} · {}", decision.by, decision.at));
    }
    if !reopened.is_empty() {
        sheet.heading("To be looked at again");
        sheet.quiet_line(2, "accept, correct or reject each of them; until then the views mark it");
    }
    for open in reopened {
        sheet.line(2, &format!("{}  because of {}, by {}", strong(&open.row), open.leans_on, open.decision));
    }
    sheet.into_page()
}

/// Returns the page of what an outlet changed in an article, `width` columns wide.
pub fn revisions(revisions: &[(Edition, Edition, Revision)], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    if revisions.is_empty() {
        sheet.line(0, "the record has one edition of this article; nothing changed");
    }
    for (before, after, revision) in revisions {
        sheet.title(after.title.as_deref().or(after.url.as_deref()).unwrap_or(after.short()));
        let seen = |edition: &Edition| format!("{}, seen {}", edition.short(), edition.first_seen);
        sheet.quiet(&format!("from {} to {}", seen(before), seen(after)));
        if before.title != after.title {
            sheet.heading("Headline");
            sheet.line(2, &format!("- {}", before.title.as_deref().unwrap_or("none")));
            sheet.line(2, &format!("+ {}", after.title.as_deref().unwrap_or("none")));
        }
        let line = |row: &Row| {
            let who = row.parties().first().map_or(String::new(), |party| format!("{}: ", party.name));
            let words = row.words(Part::Content).or_else(|| row.words(Part::Whole)).unwrap_or_default();
            format!("{who}{} [{}]", shortened(&words, 240), row.id)
        };
        let mut list = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                sheet.heading(title);
                lines.iter().for_each(|line| sheet.line(2, line));
            }
        };
        let pair = |(was, is): &(Row, Row)| [format!("- {}", line(was)), format!("+ {}", line(is))];
        list("Changed", revision.changed.iter().flat_map(pair).collect());
        list("Came", revision.came.iter().map(line).collect());
        list("Went", revision.went.iter().map(line).collect());
        sheet.quiet(&format!("{} as before", several(revision.same, "row")));
    }
    sheet.into_page()
}
