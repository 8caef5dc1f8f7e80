//! Race files as pages for people.

use super::sheet::{Sheet, strong};
use super::words;
use hustings::date::PartialDate;
use hustings::record::{Needs, RaceFile};
use jiff::civil::Date;

/// Returns the page of a race file on a day, `width` columns wide.
pub fn page(file: &RaceFile, day: Date, width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title(&file.post);
    sheet.quiet(&file.id);
    if !file.about.is_empty() {
        sheet.line(0, &file.about);
    }
    if !file.aliases.is_empty() {
        sheet.quiet(&format!("also: {}", file.aliases.join(", ")));
    }
    for assembly in &file.assemblies {
        let needed = assembly.needed(day);
        let rule = match assembly.needs {
            Needs::Consensus => "consensus".to_owned(),
            Needs::Majority => format!("a majority, {needed}"),
            Needs::TwoThirds => format!("two thirds, {needed}"),
            Needs::Votes(_) => format!("{needed} votes"),
            Needs::Double { weight, .. } => {
                format!("{needed} members with {:.0} % of the weight", weight * 100.0)
            }
        };
        sheet.heading(&format!("{} · {rule} of {}", assembly.name, assembly.votes(day)));
        let names: Vec<String> = assembly
            .sitting(day)
            .iter()
            .map(|elector| {
                if assembly.veto.contains(&elector.name) {
                    strong(&elector.name)
                } else {
                    elector.name.clone()
                }
            })
            .collect();
        if names.is_empty() {
            sheet.quiet_line(2, "the electors are not listed");
        } else {
            sheet.line(2, &names.join(", "));
        }
        if !assembly.veto.is_empty() {
            sheet.quiet_line(2, &format!("veto: {}", assembly.veto.join(", ")));
        }
    }
    let dates: Vec<String> = file
        .dates
        .iter()
        .filter_map(|date| Some(format!("{}: {}", words::date(PartialDate::day(date.on?)), date.what)))
        .collect();
    sheet.section("Days", &dates);
    sheet.section("Sources", &file.sources);
    sheet.into_page()
}

/// Returns the list of races that come with hustings, and of those that articles are about.
pub fn list(packs: &[RaceFile], posts: &[(String, usize)]) -> String {
    let mut sheet = Sheet::new(100);
    sheet.title("Races that come with hustings");
    let column = packs.iter().map(|pack| pack.id.len()).max().unwrap_or(0);
    for pack in packs {
        sheet.line(2, &format!("{}  {}", super::sheet::padded(&pack.id, column), pack.post));
    }
    let lines: Vec<String> = posts
        .iter()
        .map(|(post, count)| format!("{post} · {}", super::board::several(*count, "article")))
        .collect();
    sheet.section("Races that the articles are about", &lines);
    sheet.into_page()
}
