//! Criteria: what the next holder of a post should be, needs or must not be.
//!
//! Demands on the post or its next holder, thresholds of votes, and qualities named as reasons.
//!
//! `the new NATO leader should come from a relatively new member state` → one criterion

use super::clause::is_auxiliary;
use super::contest::Contests;
use super::scene::Scene;
use super::{Basis, Party};
use crate::attribution::AttributionKind;
use crate::mention::MentionForm;
use crate::model::PartOfSpeech as P;
use crate::span::Span;
use crate::statement::{Force, Stance};
use std::collections::BTreeSet;
use std::ops::Range;

/// What the next holder should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The demand, as printed.
    pub text: String,
    /// Who states it.
    pub stated_by: Option<Party>,
    /// Who passes it on, where nobody in particular states it: a joke, a rumor.
    pub relayed_by: Option<Party>,
    /// Where it comes from.
    pub basis: Basis,
}

/// Returns the criteria that the article tells of, in the order of their words.
pub(super) fn find(scene: &Scene<'_>, contests: &Contests) -> Vec<Criterion> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    // Where nobody is to get a post, votes that are needed and praise are about something else.
    let is_race = !contests.races.is_empty();
    for at in 0..scene.len() {
        let tokens = demand(scene, contests, at).or_else(|| {
            let found =
                threshold(scene, at).or_else(|| flaw(scene, contests, at)).or_else(|| wish(scene, at));
            found.filter(|_| is_race)
        });
        let is_new = |tokens: &Range<usize>| found.last().is_none_or(|(last, _)| last.end <= tokens.start);
        if let Some(tokens) = tokens.filter(is_new) {
            let parts = parts(scene, tokens);
            found.extend(parts.into_iter().map(|part| (part, at)));
        }
    }
    let mut criteria: Vec<Criterion> =
        found.into_iter().map(|(tokens, at)| criterion(scene, tokens, at)).collect();
    if !is_race {
        return criteria;
    }
    criteria.extend(reasons(scene));
    let told: BTreeSet<usize> = criteria.iter().filter_map(|criterion| criterion.basis.asserted_by).collect();
    criteria.extend(qualities(scene).filter(|(k, _)| !told.contains(k)).map(|(_, quality)| quality));
    criteria
}

fn criterion(scene: &Scene<'_>, tokens: Range<usize>, at: usize) -> Criterion {
    let told = scene.statement(at).map(|k| {
        let speaker = &scene.statements[k].speaker;
        Party { entity: speaker.entity, name: speaker.name.clone() }
    });
    let told = told.filter(|party| !party.name.is_empty());
    let is_relayed = scene.statement(at).is_some_and(|k| scene.statements[k].is_relayed);
    let (stated_by, relayed_by) = if is_relayed { (None, told) } else { (told, None) };
    Criterion {
        text: scene.words(tokens.clone()).replace('\n', " "),
        stated_by,
        relayed_by,
        basis: scene.basis(tokens, at, 0.5),
    }
}

/// Words that demand.
fn demands(scene: &Scene<'_>, at: usize) -> bool {
    match scene.word(at) {
        "should" | "must" | "needs" | "need" | "ought" => true,
        "has" | "have" | "required" | "requires" => scene.word(at + 1) == "to",
        _ => false,
    }
}

/// `the next director must be above politics`: a demand on whoever gets the post.
fn demand(scene: &Scene<'_>, contests: &Contests, at: usize) -> Option<Range<usize>> {
    if !demands(scene, at) {
        return None;
    }
    let sentence = scene.sentence(at);
    let floor = sentence.start.max(at.saturating_sub(30));
    let subject = (floor..at).rev().find(|&i| is_next_holder(scene, contests, i))?;
    let is_same = |i: usize| scene.mention(i).is_some() && scene.mention(i) == scene.mention(subject);
    let is_other = |i: usize| scene.person(i).is_some() && !is_same(i);
    let is_direct = !(subject + 1..at).any(|i| is_other(i) || matches!(scene.word(i), "who" | "because"));
    is_direct.then(|| at..list_end(scene, at))
}

/// How far a list of demands reaches.
const LONGEST_LIST: usize = 60;

/// Returns the end of what one modal demands, all parts of it.
fn list_end(scene: &Scene<'_>, at: usize) -> usize {
    let sentence = scene.sentence(at).end.min(at + LONGEST_LIST);
    let mut end = phrase_end(scene, at);
    while end < sentence && scene.word(end) == "," && opens_part(scene, at, end + 1) {
        end = phrase_end(scene, end + 1).min(sentence);
    }
    end
}

/// Returns the demands that are listed under one modal, each with its own words.
///
/// `should come from the north, with a degree in law, and ideally be a woman` → three
fn parts(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), tokens.start);
    for i in tokens.clone() {
        let is_mark = scene.word(i) == ",";
        let is_joined = matches!(scene.word(i), "and" | "or") && is_base(scene, i + 1);
        if (is_mark || is_joined) && i > start && opens_part(scene, tokens.start, i + usize::from(is_mark)) {
            parts.push(start..i);
            let joint = i + usize::from(is_mark);
            start = joint + usize::from(matches!(scene.word(joint), "and" | "or"));
        }
    }
    parts.push(start..tokens.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether token `i` is a verb as it stands under a modal.
fn is_base(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.pos(i), P::VB | P::VBP) || matches!(scene.word(i), "be" | "have")
}

/// Whether another demand of the same modal starts here: "and ideally be", "from a", "with their", "and should".
fn opens_part(scene: &Scene<'_>, modal: usize, from: usize) -> bool {
    let is_joined = matches!(scene.word(from), "and" | "or");
    let mut i = from + usize::from(is_joined);
    while scene.pos(i) == P::RB || matches!(scene.word(i), "ideally" | "preferably" | "not") {
        i += 1;
    }
    let repeats = |word: &str| (modal..from).any(|k| scene.word(k) == word);
    let is_preposition = matches!(scene.word(i), "from" | "with" | "in" | "of" | "for" | "as" | "without");
    is_base(scene, i)
        || is_joined && demands(scene, i)
        || is_preposition && (scene.word(i) == "with" || repeats(scene.word(i)))
}

/// Words for whoever holds an office, where only "next" or "new" tells that it is to be filled.
const HOLDERS: &[&str] = &[
    "leader",
    "chief",
    "chair",
    "chairman",
    "chairwoman",
    "president",
    "mayor",
    "governor",
    "director",
    "premier",
    "minister",
    "speaker",
    "pope",
    "secretary-general",
    "commissioner",
];

/// Whether token `i` is a word for the next holder or for the post itself.
fn is_next_holder(scene: &Scene<'_>, contests: &Contests, i: usize) -> bool {
    if matches!(
        scene.word(i),
        "candidate"
            | "candidates"
            | "nominee"
            | "nominees"
            | "successor"
            | "replacement"
            | "whoever"
            | "appointee"
            | "contender"
    ) {
        return true;
    }
    let says_next = |k: usize| matches!(scene.word(k), "next" | "new" | "future");
    if HOLDERS.contains(&scene.word(i)) && (i.saturating_sub(3)..i).any(says_next) {
        return true;
    }
    if is_described_as_next(scene, i) {
        return true;
    }
    let Some(post) = contests.posts.at(i).filter(|post| post.head.contains(&i)) else { return false };
    let is_next = post.tokens.clone().any(|k| matches!(scene.word(k), "next" | "new" | "any" | "future"));
    let is_contested = post.race == Some(0);
    is_next
        || is_contested
            && matches!(scene.word(post.tokens.start), "the" | "a" | "an" | "our")
            && scene.person(post.tokens.end).is_none()
}

/// Whether the words describe a person to come: "the next bishop", whatever the post.
fn is_described_as_next(scene: &Scene<'_>, i: usize) -> bool {
    let Some(mention) = scene.mention(i).filter(|_| scene.person(i).is_some()) else { return false };
    let is_description = scene.findings.mentions[mention].form == MentionForm::Description;
    let opening = scene.tokens_of(mention).take(2);
    is_description && opening.into_iter().any(|k| matches!(scene.word(k), "next" | "future"))
}

/// Returns the end of what is demanded: the next clause mark.
fn phrase_end(scene: &Scene<'_>, at: usize) -> usize {
    let end = scene.sentence(at).end.min(at + 40);
    let stop = (at + 1..end).find(|&i| {
        matches!(scene.word(i), "," | "." | ";" | "”" | "\"" | "—" | "–" | "but" | "while" | "because")
    });
    stop.unwrap_or(end).max(at + 1)
}

/// `short of the 176 needed for an outright majority`: votes, seats or signatures that it takes.
fn threshold(scene: &Scene<'_>, at: usize) -> Option<Range<usize>> {
    let is_need = matches!(
        scene.word(at),
        "needed" | "required" | "requires" | "needs" | "need" | "requisite" | "necessary" | "threshold"
    );
    if !is_need {
        return None;
    }
    let sentence = scene.sentence(at);
    let near = sentence.start.max(at.saturating_sub(9))..sentence.end.min(at + 12);
    let counts = |i: usize| {
        matches!(
            scene.word(i),
            "votes"
                | "vote"
                | "seats"
                | "majority"
                | "signatures"
                | "delegates"
                | "supermajority"
                | "two-thirds"
                | "consensus"
                | "confirmation"
                | "confirmed"
                | "approval"
                | "approved"
                | "unanimity"
                | "unanimous"
                | "quorum"
        )
    };
    near.clone().any(counts).then(|| near.start.max(at.saturating_sub(5))..phrase_end(scene, at))
}

/// `potentially too hawkish`, `a potential issue for her candidacy`: what speaks against somebody.
fn flaw(scene: &Scene<'_>, contests: &Contests, at: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence(at);
    if matches!(scene.word(at), "candidacy" | "bid" | "nomination" | "candidature") {
        let floor = sentence.start.max(at.saturating_sub(7));
        let link = (floor..at).rev().find(|&i| matches!(scene.word(i), "for" | "to" | "in"))?;
        let noun = link.checked_sub(1).filter(|&i| {
            matches!(
                scene.word(i),
                "issue"
                    | "obstacle"
                    | "problem"
                    | "hurdle"
                    | "liability"
                    | "drawback"
                    | "weakness"
                    | "concern"
            )
        })?;
        return Some(noun.saturating_sub(10).max(sentence.start)..at + 1);
    }
    let is_quality = scene.word(at) == "too" && scene.statement(at).is_some() && !contests.races.is_empty();
    let about = (sentence.start.max(at.saturating_sub(10))..at).any(|i| scene.person(i).is_some());
    let links = matches!(
        scene.word(at.wrapping_sub(1)),
        "is" | "was" | "as" | "potentially" | "being" | "perhaps" | "'s" | "considered"
    );
    (is_quality && about && links).then(|| at..phrase_end(scene, at).min(at + 6))
}

/// `someone who can unite the party`, `the country needs a leader who`, `under pressure`.
fn wish(scene: &Scene<'_>, at: usize) -> Option<Range<usize>> {
    let is_someone =
        matches!(scene.word(at), "someone" | "somebody" | "anyone" | "leader" | "leadership" | "person")
            && matches!(scene.word(at + 1), "who" | "with");
    let is_need = scene.statement(at).is_some()
        && matches!(scene.word(at), "need" | "needs" | "want" | "wants" | "deserve" | "deserves")
        && matches!(scene.word(at + 1), "a" | "an" | "someone" | "somebody" | "strong" | "new")
        && (at + 2..at + 9).any(|i| {
            matches!(
                scene.word(i),
                "leader"
                    | "president"
                    | "leadership"
                    | "candidate"
                    | "mayor"
                    | "governor"
                    | "who"
                    | "someone"
                    | "chief"
                    | "director"
            )
        });
    let is_qualified = matches!(scene.word(at), "qualified" | "unqualified" | "experienced")
        && scene.statement(at).is_some()
        && is_auxiliary(scene.word(at.wrapping_sub(1)));
    if is_someone && scene.statement(at).is_some() || is_need || is_qualified {
        return Some(at..phrase_end(scene, at));
    }
    None
}

/// Qualities that speakers give as reasons for or against somebody.
fn reasons<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = Criterion> + 's {
    let told = scene.statements.iter().enumerate().filter(|(_, statement)| statement.force != Force::Joke);
    told.filter_map(|(k, statement)| {
        let counts =
            |stance: Stance| matches!(stance, Stance::Support | Stance::Oppose | Stance::Reservation);
        let cue = scene.findings.attributions.get(statement.attribution).map_or(&[][..], |told| &told.cue);
        let is_reason = |span: &Span| {
            scene.segments().tokens_in(*span).len() > 2 && !cue.iter().any(|cue| cue.overlaps(*span))
        };
        let mut about = statement.about.iter().filter(|about| counts(about.stance));
        let span = about.find_map(|about| about.reason).filter(is_reason)?;
        Some(Criterion {
            text: scene.text.words(span).replace('\n', " "),
            stated_by: Some(Party { entity: statement.speaker.entity, name: statement.speaker.name.clone() }),
            relayed_by: None,
            basis: Basis { evidence: vec![span], asserted_by: Some(k), confidence: 0.4 },
        })
    })
}

/// The fewest words of a quotation that can name a quality.
const SHORTEST: usize = 6;

/// Returns what is quoted in favor of somebody, or in doubt of them, each with its statement: the qualities that count.
///
/// `“She has the patience that this job asks for,” Mori said` → a criterion, where Mori supports her
fn qualities<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = (usize, Criterion)> + 's {
    scene.statements.iter().enumerate().filter_map(|(k, statement)| {
        let attribution = scene.findings.attributions.get(statement.attribution)?;
        let counts = |stance: Stance| matches!(stance, Stance::Support | Stance::Reservation);
        let is_quoted = attribution.kind != AttributionKind::Indirect;
        let is_meant =
            statement.force == Force::Assert && statement.about.iter().any(|about| counts(about.stance));
        let span = *attribution.content.iter().max_by_key(|span| span.len())?;
        let is_long = scene.segments().tokens_in(span).len() >= SHORTEST;
        (is_quoted && is_meant && is_long).then(|| {
            let speaker = &statement.speaker;
            let stated_by = Some(Party { entity: speaker.entity, name: speaker.name.clone() });
            let basis = Basis { evidence: vec![span], asserted_by: Some(k), confidence: 0.35 };
            let text = scene.text.words(span).replace('\n', " ");
            (k, Criterion { text, stated_by, relayed_by: None, basis })
        })
    })
}
