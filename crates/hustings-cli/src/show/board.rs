//! A board as a page for people: who is where on the ladder, who stands behind whom, what is next.

use super::sheet::{Sheet, colored, padded, strong};
use super::words;
use anstyle::AnsiColor;
use hustings::date::PartialDate;
use hustings::race::Position;
use hustings::record::{
    Board, Body, Candidate, Claim, Criteria, Grade, LastWords, Note, NoteKind, Scale, Seat, Side, Step,
};
use hustings::statement::Stance;

/// Returns the page of a board, `width` columns wide; with `why` each line names its rule and rows.
pub fn page(board: &Board, width: usize, why: bool) -> String {
    let mut sheet = Sheet::new(width);
    head(board, &mut sheet);
    candidates(board, &mut sheet, why);
    for body in &board.bodies {
        electors(body, &mut sheet, why);
    }
    claims(board, &mut sheet, why);
    sheet.section("What the next holder should be", &criteria(board, |one| !one.is_objection()));
    sheet.section("What is held against candidates", &criteria(board, Criteria::is_objection));
    turns(board, &mut sheet, why);
    sheet.section("What is next", &next(board));
    sheet.section("Decided by people", &notes(board));
    sheet.into_page()
}

fn notes(board: &Board) -> Vec<String> {
    let line = |note: &Note| {
        let what = match (note.kind, &note.corrected, &note.leans_on) {
            (_, Some((field, value)), _) => format!("{field} is {value}"),
            (NoteKind::Reopened, _, Some(leans_on)) => {
                format!("to be looked at again: it leans on {leans_on}")
            }
            (NoteKind::Rejected, ..) => "left out".to_owned(),
            _ => "found right".to_owned(),
        };
        let by = if note.by.is_empty() { "somebody" } else { &note.by };
        let why = if note.why.is_empty() { String::new() } else { format!(": {}", note.why) };
        let at = note.at.get(..10).unwrap_or(&note.at);
        format!("{}  {what} (by {by} on {at}, {}{why})", note.row, note.decision)
    };
    board.notes.iter().map(line).collect()
}

fn day(day: jiff::civil::Date) -> String {
    words::date(PartialDate::day(day))
}

fn head(board: &Board, sheet: &mut Sheet) {
    sheet.title(&board.post);
    let moment = board.moment;
    let known = if moment.known_on == moment.as_of {
        "without hindsight".to_owned()
    } else {
        format!("known on {}", day(moment.known_on))
    };
    let counted = format!("{}, {}", several(board.editions, "article"), several(board.origins, "origin"));
    sheet.quiet(&format!("as of {} · {known} · {counted}", day(moment.as_of)));
    let period = &board.period;
    let ends = [("from", period.from), ("until", period.until)];
    let ends: Vec<String> =
        ends.iter().filter_map(|(word, end)| Some(format!("{word} {}", day((*end)?)))).collect();
    if !ends.is_empty() {
        let why = period.rule.map_or(String::new(), |rule| format!(": {}", rule.sentence()));
        sheet.quiet(&format!("the race {}{why}", ends.join(" ")));
    }
    for holder in board.holders.iter().take(3) {
        let from = holder.from.map_or(String::new(), |date| format!(", since {}", words::date(date)));
        let planned = if holder.is_until_planned { " (planned)" } else { "" };
        let until =
            holder.until.map_or(String::new(), |date| format!(", until {}{planned}", words::date(date)));
        sheet.line(0, &format!("held by {}{from}{until}", strong(&holder.name)));
    }
    for holder in &board.coming {
        let from = holder.from.map_or(String::new(), |date| format!(", takes office {}", words::date(date)));
        sheet.line(0, &format!("selected: {}{from}", strong(&holder.name)));
    }
}

/// Returns `1 article`, `2 articles`.
pub fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn candidates(board: &Board, sheet: &mut Sheet, why: bool) {
    if board.candidates.is_empty() {
        return;
    }
    sheet.heading("Candidates");
    let column =
        board.candidates.iter().map(|candidate| candidate.name.chars().count()).max().unwrap_or(0).min(28);
    for candidate in &board.candidates {
        let standing = &candidate.standing;
        let since = standing.since.map_or(String::new(), |date| format!(" since {}", words::date(date)));
        let status = format!("{}{since}", words::status(standing.status));
        let origins = several(standing.origins, "origin");
        let name = strong(&padded(&candidate.name, column));
        sheet.line(
            2,
            &format!(
                "{}  {name}  {status}{} · {origins}",
                words::ladder(standing.status),
                scale(standing.scale)
            ),
        );
        let inner = column + 12;
        if why {
            sheet.quiet_line(
                inner,
                &format!("by rule: {} [{}]", standing.rule.sentence(), standing.rows.join(" ")),
            );
        }
        for step in before(candidate) {
            let date = step.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
            let row = if why { format!(" [{}]", step.row) } else { String::new() };
            sheet.quiet_line(inner, &format!("before: {}{date}{row}", words::status(step.status)));
        }
        for words in candidate.said.iter().chain(&candidate.heard) {
            sheet.line(inner, &last_words(words, &candidate.name));
        }
    }
}

fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Own => ", in their own words",
        Scale::Official => "",
        Scale::Others => ", say others",
        Scale::Reported => ", as reported",
    }
}

/// Returns the steps that moved the standing before the last one did, the latest first.
fn before(candidate: &Candidate) -> Vec<&Step> {
    let mut moved: Vec<&Step> = candidate.ladder.iter().filter(|step| step.rule.moves()).collect();
    moved.pop();
    moved.reverse();
    moved.truncate(3);
    moved
}

fn last_words(last: &LastWords, name: &str) -> String {
    let has_marks = last.words.starts_with(['“', '"', '‘', '«', '„']);
    let quoted =
        if last.is_quoted && !has_marks { format!("“{}”", last.words) } else { last.words.clone() };
    let stance = match last.stance {
        Stance::Support => colored("supports: ", AnsiColor::Green),
        Stance::Oppose => colored("opposes: ", AnsiColor::Red),
        Stance::Reservation => colored("has doubts: ", AnsiColor::Yellow),
        Stance::Neutral | Stance::SelfDeclare | Stance::SelfRuleOut => String::new(),
    };
    let speaker = if last.speaker == name { String::new() } else { format!("{} ", last.speaker) };
    let when = [last.outlet.clone(), last.date.map(words::date)];
    let when: Vec<String> = when.into_iter().flatten().collect();
    format!("{speaker}{stance}{} ({})", shortened(&quoted, 160), when.join(", "))
}

/// Returns the first words, up to so many characters.
pub fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

fn electors(body: &Body, sheet: &mut Sheet, why: bool) {
    sheet.heading(&format!("{} · {}", body.name, body.needs));
    if body.camps.is_empty() {
        sheet.quiet_line(2, "no elector has taken a position in public");
    }
    for camp in body.camps.iter().filter(|camp| !camp.is_out) {
        sheet.line(2, &format!("{}  {}", strong(&camp.candidate), camp.distance));
        if !body.seats.is_empty() {
            let seats: Vec<String> = body.seats.iter().map(|seat| mark(seat, &camp.candidate)).collect();
            sheet.line(4, &in_rows(&seats).join(" "));
        }
        let sides = [("for", &camp.backers), ("against", &camp.opponents), ("reserved", &camp.reserved)];
        for (side, names) in sides.into_iter().filter(|(_, names)| !names.is_empty()) {
            sheet.line(4, &format!("{side}: {}", names.join(", ")));
        }
        let held = body.seats.iter().flat_map(|seat| seat.positions.iter().map(move |held| (seat, held)));
        for (seat, held) in held.filter(|(_, held)| why && held.candidate == camp.candidate) {
            let rows = std::iter::once(&held.row).chain(&held.others).map(String::as_str);
            let rows: Vec<&str> = rows.collect();
            let rule = held.rule.sentence();
            sheet.quiet_line(6, &format!("{}, by rule: {rule} [{}]", seat.elector, rows.join(" ")));
        }
        if camp.unknown > 0 {
            sheet.quiet_line(4, &format!("unknown: {}", camp.unknown));
        }
    }
    let out: Vec<String> = body
        .camps
        .iter()
        .filter(|camp| camp.is_out && !camp.backers.is_empty())
        .map(|camp| format!("{} ({})", camp.candidate, camp.backers.join(", ")))
        .collect();
    if !out.is_empty() {
        sheet.quiet_line(2, &format!("out, once backed: {}", out.join("; ")));
    }
}

/// Returns the marks in groups of five, so that they can be counted.
fn in_rows(marks: &[String]) -> Vec<String> {
    marks.chunks(5).map(<[String]>::concat).collect()
}

fn mark(seat: &Seat, candidate: &str) -> String {
    let held = seat.positions.iter().find(|held| held.candidate == candidate);
    match held.map(|held| (held.position, held.is_conditional)) {
        Some((Position::For, false)) => colored("●", AnsiColor::Green),
        Some((Position::Against, _)) => colored("✕", AnsiColor::Red),
        Some(_) => colored("◐", AnsiColor::Yellow),
        None => "○".to_owned(),
    }
}

fn claims(board: &Board, sheet: &mut Sheet, why: bool) {
    let line = |claim: &Claim| {
        let by = if claim.claimed_by.is_empty() {
            "the article itself".to_owned()
        } else {
            claim.claimed_by.join(" → ")
        };
        let date = claim.date.map_or(String::new(), |date| format!(", {}", words::date(date)));
        let row = if why { format!(" [{}]", claim.row) } else { String::new() };
        format!("{} {} {}, by {by}{date}{row}", claim.words, claim.position.name(), claim.candidate)
    };
    let mut lines: Vec<String> = board.claims.iter().map(line).collect();
    if why && !lines.is_empty() {
        lines.push(format!("by rule: {}", Claim::RULE));
    }
    sheet.section("Claimed, naming nobody", &lines);
}

fn criteria(board: &Board, is_wanted: fn(&Criteria) -> bool) -> Vec<String> {
    let line = |criteria: &Criteria| {
        let by = if criteria.stated_by.is_empty() {
            String::new()
        } else {
            format!(" ({})", criteria.stated_by.join(", "))
        };
        let origins =
            if criteria.origins > 1 { format!(" · {} origins", criteria.origins) } else { String::new() };
        format!("{}{by}{origins}", words::one_line(&criteria.text))
    };
    board.criteria.iter().filter(|one| is_wanted(one)).map(line).collect()
}

fn turns(board: &Board, sheet: &mut Sheet, why: bool) {
    if !board.reversals.is_empty() {
        sheet.heading("Turns");
    }
    for turn in &board.reversals {
        let grade = match turn.grade {
            Grade::Quoted => "in quoted words",
            Grade::Own => "in their own words",
            Grade::Told => "as told",
        };
        sheet.line(2, &format!("{} on {}, {grade}", strong(&turn.who), turn.on));
        sheet.line(4, &side(&turn.before, why));
        sheet.line(4, &side(&turn.then, why));
        if why {
            sheet.quiet_line(4, &format!("by rule: {}", turn.grade.sentence()));
        }
    }
    if !board.contradictions.is_empty() {
        sheet.heading("Sources disagree");
    }
    for quarrel in &board.contradictions {
        sheet.line(2, &strong(&quarrel.about));
        sheet.line(4, &side(&quarrel.one, why));
        sheet.line(4, &side(&quarrel.other, why));
        if why {
            sheet.quiet_line(4, &format!("by rule: {}", quarrel.rule.sentence()));
        }
    }
}

fn side(side: &Side, why: bool) -> String {
    let date = side.date.map_or_else(|| "undated".to_owned(), words::date);
    let outlet = side.outlet.as_ref().map_or(String::new(), |outlet| format!(" ({outlet})"));
    let rows = if why { format!(" [{}]", side.rows.join(" ")) } else { String::new() };
    format!("{date}: {} — {}{outlet}{rows}", side.says.replace('_', " "), shortened(&side.words, 160))
}

fn next(board: &Board) -> Vec<String> {
    let line = |appointment: &hustings::record::Appointment| {
        let date = appointment.date.map_or_else(|| "undated".to_owned(), words::date);
        format!("{date}: {}", shortened(&words::one_line(&appointment.what), 160))
    };
    board.next.iter().map(line).collect()
}
