//! Deciding candidacies: the marks of each person gathered, weighed, and made into rows.
//!
//! [`super::candidacy`] tells, [`super::cue`] hints, [`super::standing`] weighs; here a row gets its words and date.
//!
//! `Weiner, who had been thinking of a comeback, jumped into the race on Tuesday` → interested, declared

use super::Basis;
use super::ballot;
use super::candidacy::{self, Act, Candidacy, CandidacyStatus as S, Told};
use super::clause::clause;
use super::contest::Contests;
use super::cue::{self, Cue};
use super::endorsement::{Endorsement, Position};
use super::nomination;
use super::scene::Scene;
use super::standing::{self, Standing};
use super::when;
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::statement::Force;

/// All that speaks of persons in races.
struct Marks {
    told: Vec<Told>,
    cues: Vec<Cue>,
    /// The day of the vote that the article reports.
    polling_day: Option<PartialDate>,
}

/// Returns the candidacies in the order of their words, and the standings that they were decided by.
pub(super) fn find(
    scene: &Scene<'_>,
    contests: &Contests,
    endorsements: &[Endorsement],
) -> (Vec<Candidacy>, Vec<Standing>) {
    let mut marks = Marks {
        told: candidacy::told(scene, contests),
        cues: cue::find(scene),
        polling_day: when::polling_day(scene),
    };
    marks.cues.extend(endorsed(scene, endorsements));
    marks.cues.extend(ballot::counted(scene).map(|(person, at)| Cue {
        person,
        name: "counted".to_owned(),
        at,
    }));
    let standings = standings(scene, contests, &marks);
    let mut rows = Vec::new();
    for standing in &standings {
        decide(scene, contests, &marks, standing, &mut rows);
    }
    rows.sort_by_key(|(at, _)| *at);
    (rows.into_iter().map(|(_, row)| row).collect(), standings)
}

/// An endorsement is a cue for whom it is made, and one for who makes it.
fn endorsed(scene: &Scene<'_>, endorsements: &[Endorsement]) -> Vec<Cue> {
    let mut cues = Vec::new();
    for endorsement in endorsements {
        let Some(span) = endorsement.basis.evidence.first() else { continue };
        let at = scene.segments().tokens_in(*span).start;
        let mut add = |person: Option<EntityId>, name: &str| {
            if let Some(person) = person.filter(|&id| cue::is_candidate(scene, id)) {
                cues.push(Cue { person, name: name.to_owned(), at });
            }
        };
        let is_for = endorsement.position == Position::For;
        add(endorsement.candidate.entity, if is_for { "endorsed" } else { "opposed" });
        add(endorsement.by.entity, if is_for { "endorses" } else { "opposes" });
    }
    cues
}

/// Returns the standing of every person that a predicate or a cue speaks of, in the order of the entities.
fn standings(scene: &Scene<'_>, contests: &Contests, marks: &Marks) -> Vec<Standing> {
    let count = scene.findings.entities.len();
    let mut names: Vec<Vec<String>> = vec![Vec::new(); count];
    for told in &marks.told {
        let status = told.status.name();
        let own = &mut names[told.person];
        if told.is_past {
            own.push(format!("past.{status}"));
            continue;
        }
        let noun = if told.is_noun { ".noun" } else { "" };
        own.push(format!("told.{status}"));
        own.push(format!("told.{status}.{}{noun}", told.act.name()));
        if told.post.is_some_and(|post| contests.posts.mentions[post].race != Some(0)) {
            own.push(format!("elsewhere.{status}"));
        }
        own.push(format!("{}.{status}", teller(scene, told)));
        if when::of(scene, told.at).is_some() {
            own.push(format!("dated.{status}"));
        }
    }
    for (own, last) in names.iter_mut().zip(order(marks, count)) {
        let Some((status, is_only)) = last else { continue };
        own.push(format!("last.{}", status.name()));
        if is_only {
            own.push(format!("only.{}", status.name()));
        }
    }
    for cue in &marks.cues {
        names[cue.person].push(cue.name.clone());
    }
    for (person, cue) in beside(scene, marks) {
        names[person].push(format!("beside.{cue}"));
    }
    let article = article_marks(scene, contests, marks);
    let confirmed = if article.is_confirmed { "confirmable" } else { "direct" };
    for own in &mut names {
        let acts: Vec<String> = own
            .iter()
            .filter(|name| name.starts_with("told.nominated.") || name.starts_with("told.selected."))
            .cloned()
            .collect();
        own.extend(acts.iter().map(|act| format!("{act}@{confirmed}")));
    }
    let known = (0..count)
        .filter(|&id| names[id].iter().any(|name| !cue::is_near(name)) && cue::is_candidate(scene, id));
    let people: Vec<EntityId> = known.collect();
    let standing = |&person: &EntityId| {
        let own = std::mem::take(&mut names[person]);
        Standing { person, marks: finish(scene, contests, (person, own), &article) }
    };
    people.iter().map(standing).collect()
}

/// Returns who tells a status: the person, somebody else, or the article.
fn teller(scene: &Scene<'_>, told: &Told) -> &'static str {
    match scene.statement(told.at).map(|k| scene.statements[k].speaker.entity) {
        Some(speaker) if speaker == Some(told.person) => "self",
        Some(_) => "said",
        None => "plain",
    }
}

/// Returns for every person which status is told last, and whether no other one is.
fn order(marks: &Marks, count: usize) -> Vec<Option<(S, bool)>> {
    let mut last: Vec<Option<(S, bool)>> = vec![None; count];
    for told in marks.told.iter().filter(|told| !told.is_past) {
        let is_only = last[told.person].is_none_or(|(status, is_only)| is_only && status == told.status);
        last[told.person] = Some((told.status, is_only));
    }
    last
}

/// Returns who stands in a sentence about a contest beside somebody whose status is told, with that status.
fn beside(scene: &Scene<'_>, marks: &Marks) -> Vec<(EntityId, &'static str)> {
    let sentences = scene.segments().sentences.len();
    let mut told: Vec<Vec<(EntityId, &'static str)>> = vec![Vec::new(); sentences];
    for one in marks.told.iter().filter(|told| !told.is_past) {
        told[scene.sentence_index(one.at)].push((one.person, one.status.name()));
    }
    for cue in marks
        .cues
        .iter()
        .filter(|cue| matches!(cue.name.as_str(), "endorsed" | "title.rival" | "pre.votefor"))
    {
        told[scene.sentence_index(cue.at)].push((cue.person, "endorsed"));
    }
    let about = marks.cues.iter().filter(|cue| {
        matches!(
            cue.name.as_str(),
            "s.primary"
                | "s.candidate"
                | "s.poll"
                | "s.election"
                | "s.campaign"
                | "s.endorse"
                | "s.win"
                | "s.loss"
                | "s.votes"
                | "s.list"
                | "s.nomination"
        )
    });
    let mut found = Vec::new();
    for cue in about {
        let others = told[scene.sentence_index(cue.at)].iter().filter(|(person, _)| *person != cue.person);
        found.extend(others.take(8).map(|(_, status)| (cue.person, *status)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What is true of the article as a whole.
struct ArticleMarks {
    /// `E` where voters decide, `A` where somebody appoints.
    kind: &'static str,
    names: Vec<String>,
    /// Whether the article speaks of confirming.
    is_confirmed: bool,
    /// Who is told to have won.
    winners: Vec<EntityId>,
}

fn article_marks(scene: &Scene<'_>, contests: &Contests, marks: &Marks) -> ArticleMarks {
    let count = |names: &[&str]| marks.cues.iter().filter(|cue| names.contains(&cue.name.as_str())).count();
    let elected = count(&["s.primary", "s.election", "s.poll", "s.candidate", "s.campaign"]);
    let appointed = count(&["s.nomination", "s.confirmation", "s.appoint", "s.follow"]);
    let kind = if elected >= appointed { "E" } else { "A" };
    let mut names = vec![format!("a.{kind}")];
    names.push(format!("a.{}", if contests.is_elected(None) { "elected" } else { "appointed" }));
    if contests.is_contested {
        names.push("a.contested".to_owned());
    }
    let is_win = |told: &&Told| told.status == S::Selected && !told.is_past;
    let winners = marks.told.iter().filter(is_win).map(|told| told.person).collect();
    let is_confirmed = (0..scene.len()).any(|i| scene.word(i).starts_with("confirm"));
    ArticleMarks { kind, names, is_confirmed, winners }
}

/// Adds what else is known of a person, and drops doublets.
fn finish(
    scene: &Scene<'_>,
    contests: &Contests,
    (person, own): (EntityId, Vec<String>),
    article: &ArticleMarks,
) -> Vec<String> {
    let entity = &scene.findings.entities[person];
    let mut own = own;
    own.sort_unstable();
    let twice = own.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).map(|run| format!("{}+", run[0]));
    let mut marks: Vec<String> = twice.collect();
    own.dedup();
    let strong = own.iter().filter(|name| !cue::is_near(name));
    marks.extend(strong.map(|name| format!("{name}@{}", article.kind)));
    marks.extend(own);
    marks.extend(article.names.iter().cloned());
    for (least, name) in [(2, "n2"), (4, "n4"), (8, "n8")] {
        if entity.mentions.len() >= least {
            marks.push(name.to_owned());
        }
    }
    if article.winners.iter().any(|&winner| winner != person) {
        marks.push("decided".to_owned());
    }
    if contests.races.first().is_some_and(|race| race.incumbent == Some(person)) {
        marks.push("incumbent".to_owned());
    }
    let title = scene.text.article.title.as_deref().unwrap_or("");
    if entity.name.split_whitespace().next_back().is_some_and(|last| last.len() > 2 && title.contains(last)) {
        marks.push("in-title".to_owned());
    }
    let first = entity.mentions.first().map(|&mention| scene.tokens_of(mention).start);
    if first.is_some_and(|at| scene.sentence_index(at) < 3) {
        marks.push("in-lead".to_owned());
    }
    for role in &entity.roles {
        let words = scene.text.words(role.span).to_lowercase();
        let noun = words.split_whitespace().next_back().unwrap_or("");
        marks.push(format!("role.{noun}"));
    }
    if scene.statements.iter().any(|statement| statement.speaker.entity == Some(person)) {
        marks.push("speaks".to_owned());
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The statuses that a row may have, one of each class the last.
const STATUSES: [S; 7] =
    [S::Speculated, S::Interested, S::Declared, S::Nominated, S::Withdrew, S::Eliminated, S::Selected];

/// Makes the rows of a person whose likelihood is at least one half, or who says so of the contested post.
fn decide(
    scene: &Scene<'_>,
    contests: &Contests,
    marks: &Marks,
    standing: &Standing,
    rows: &mut Vec<(usize, Candidacy)>,
) {
    let person = standing.person;
    for status in STATUSES {
        let is_same = |other: S| {
            other == status
                || matches!((status, other), (S::Interested, S::Available) | (S::Withdrew, S::RuledOut))
        };
        let told: Vec<&Told> =
            marks.told.iter().filter(|told| told.person == person && is_same(told.status)).collect();
        let is_own = told.iter().any(|told| is_own_word(scene, contests, told));
        let likelihood = standing.likelihood(status).max(if is_own { 0.5 } else { 0.0 });
        if likelihood < 0.5 {
            continue;
        }
        let best = best_of(scene, &told);
        if status == S::Withdrew {
            other_races(scene, contests, &told, likelihood, rows);
        }
        let (at, post, status, date) = match best {
            Some(told) => (
                told.at,
                told.post,
                told.status,
                dated(scene, told)
                    .or_else(|| listed(scene, marks, told))
                    .or_else(|| voted(scene, marks, told)),
            ),
            None => {
                // That somebody won, left, or wants a post is told or not so.
                // Nor does backing declare anybody for a post that nobody stands for at an election.
                let is_own_word = status == S::Declared && !contests.is_elected(None);
                if is_own_word || matches!(status, S::Selected | S::Withdrew | S::Interested) {
                    continue;
                }
                let own = marks.cues.iter().filter(|cue| cue.person == person);
                let rank = |cue: &&Cue| (standing::weight(&cue.name, status), std::cmp::Reverse(cue.at));
                let Some(cue) = own.max_by_key(rank) else { continue };
                let is_act = !matches!(status, S::Declared | S::Speculated | S::Interested);
                (cue.at, None, status, is_act.then(|| when::of(scene, cue.at)).flatten())
            }
        };
        let Some(post) = contests.post_name(scene, post.or_else(|| post_behind(scene, contests, at))) else {
            continue;
        };
        let basis: Basis = scene.basis(clause(scene, at), at, likelihood);
        rows.push((at, Candidacy { person: scene.party(person), post, status, date, basis }));
    }
}

/// Whether the person says of themselves that they run or do not, for the post that the article is about.
///
/// `Okafor announced that she was running for mayor`
fn is_own_word(scene: &Scene<'_>, contests: &Contests, told: &Told) -> bool {
    let is_contested = told.post.is_some_and(|post| contests.posts.mentions[post].race == Some(0))
        && !told.is_past
        && !told.is_noun;
    let is_step = matches!(told.status, S::Declared | S::Withdrew | S::RuledOut);
    let asserts =
        |k: usize| scene.statements[k].force == Force::Assert && !scene.statements[k].polarity.is_conditional;
    is_contested && is_step && teller(scene, told) == "self" && scene.statement(told.at).is_some_and(asserts)
}

/// Returns when it happened; "the nominee" was nominated before whatever is told of them.
fn dated(scene: &Scene<'_>, told: &Told) -> Option<PartialDate> {
    let is_nominee = told.is_noun && nomination::is_nominee(scene, told.at);
    if is_nominee { None } else { when::of(scene, told.at) }
}

/// Returns the day of the vote for who won or lost it: `Herrera, 59, won the Democratic primary for attorney general`.
fn voted(scene: &Scene<'_>, marks: &Marks, told: &Told) -> Option<PartialDate> {
    let is_won = matches!(
        scene.word(told.at),
        "won" | "wins" | "winning" | "beat" | "beats" | "captured" | "clinched"
    );
    let is_outcome = matches!(told.act, Act::Win | Act::Lose) || told.status == S::Nominated && is_won;
    marks.polling_day.filter(|_| is_outcome && !told.is_past)
}

/// Returns the day that a list was made public, for those whom it names further on without a date: `released a list of
/// potential justices on Friday … Newly named are: Judge Ryan`.
fn listed(scene: &Scene<'_>, marks: &Marks, told: &Told) -> Option<PartialDate> {
    let is_list = |other: &&Told| other.is_noun && other.status == told.status && other.act == told.act;
    let earlier = marks.told.iter().filter(|other| other.at < told.at).filter(is_list);
    if !told.is_noun || told.status != S::Speculated {
        return None;
    }
    earlier.filter_map(|other| when::of(scene, other.at)).next()
}

/// Returns the post behind "as" in what follows a predicate: `voted to elect Petrenko as prime minister`.
fn post_behind(scene: &Scene<'_>, contests: &Contests, at: usize) -> Option<usize> {
    let end = scene.sentence(at).end.min(at + 14);
    let link = (at..end).find(|&i| scene.word(i) == "as")?;
    (link + 1..(link + 5).min(end)).find_map(|i| contests.posts.index_at(i))
}

/// Returns the words that tell a status best: dated ones first, those of an earlier contest last.
fn best_of<'t>(scene: &Scene<'_>, told: &[&'t Told]) -> Option<&'t Told> {
    let current = || told.iter().filter(|told| !told.is_past).copied();
    let first = current().find(|told| dated(scene, told).is_some());
    first.or_else(|| current().next()).or(told.first().copied())
}

/// Makes rows for further races that a person is out of: one can be out of one race and in another.
fn other_races(
    scene: &Scene<'_>,
    contests: &Contests,
    told: &[&Told],
    likelihood: f32,
    rows: &mut Vec<(usize, Candidacy)>,
) {
    let race = |told: &Told| told.post.and_then(|post| contests.posts.mentions[post].race);
    let Some(first) = best_of(scene, told) else { return };
    let others =
        told.iter().filter(|told| !told.is_past && race(told).unwrap_or(0) != race(first).unwrap_or(0));
    let Some(other) = others.copied().next() else { return };
    let Some(post) = contests.post_name(scene, other.post) else { return };
    let (at, date) = (other.at, when::of(scene, other.at));
    let basis = scene.basis(clause(scene, at), at, likelihood);
    rows.push((at, Candidacy { person: scene.party(other.person), post, status: other.status, date, basis }));
}
