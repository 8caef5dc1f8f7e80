//! Somebody as a page for people: roles, ladder, words by and about them.

use super::board::shortened;
use super::sheet::Sheet;
use super::words;
use hustings::record::Profile;

/// How many lines of each kind stand on the page.
const MOST: usize = 12;

/// Returns the page of those who were found, `width` columns wide.
pub fn page(profiles: &[Profile], width: usize) -> String {
    let mut sheet = Sheet::new(width);
    for (at, profile) in profiles.iter().enumerate() {
        if at > 0 {
            sheet.heading(&"─".repeat(width.min(60)));
        }
        one(profile, &mut sheet);
    }
    sheet.into_page()
}

fn one(profile: &Profile, sheet: &mut Sheet) {
    sheet.title(&profile.person.name);
    let others: Vec<&str> = profile
        .person
        .names
        .iter()
        .filter(|name| **name != profile.person.name)
        .map(String::as_str)
        .collect();
    if !others.is_empty() {
        sheet.quiet(&format!("also: {}", others.join(", ")));
    }
    let roles: Vec<String> =
        profile.roles.iter().take(6).map(|(role, count)| format!("{role} ({count})")).collect();
    if !roles.is_empty() {
        sheet.quiet(&format!("called: {}", roles.join(", ")));
    }
    if !profile.person.decisions.is_empty() {
        sheet.quiet(&format!("decided in: {}", profile.person.decisions.join(", ")));
    }
    let steps: Vec<String> = profile
        .ladder
        .iter()
        .map(|step| {
            let date = step.date.map_or_else(|| "undated".to_owned(), words::date);
            format!(
                "{}  {date}: {} — {}",
                words::ladder(step.status),
                words::status(step.status),
                step.rule.sentence()
            )
        })
        .collect();
    sheet.section("On the ladder", &steps);
    for (heading, lines) in
        [("Said", &profile.said), ("Said of them", &profile.heard), ("Positions", &profile.positions)]
    {
        let shown: Vec<String> = lines
            .iter()
            .take(MOST)
            .map(|line| {
                let date = line.date.map_or_else(|| "undated".to_owned(), words::date);
                let stance =
                    if line.stance.is_empty() { String::new() } else { format!(" [{}]", line.stance) };
                let who = if heading == "Said" { String::new() } else { format!(" {}:", line.who) };
                let outlet = line.outlet.as_ref().map_or(String::new(), |outlet| format!(" ({outlet})"));
                format!("{date}{stance}{who} {}{outlet}", shortened(&line.words, 200))
            })
            .collect();
        sheet.section(heading, &shown);
        if lines.len() > MOST {
            sheet.quiet_line(2, &format!("and {} more", lines.len() - MOST));
        }
    }
}
