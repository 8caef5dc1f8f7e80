//! Holders: who bears which words for a post as a title, in apposition, or behind a copula.
//!
//! Tenures start from these; predicates then give them their dates.
//!
//! `Richard Burr, the committee’s Republican chairman` → Burr holds `the committee’s Republican chairman`

use super::clause::{self, is_auxiliary, is_finite};
use super::contest::Contests;
use super::home;
use super::phrase;
use super::post::{Form, PostMention};
use super::scene::Scene;
use crate::entity::EntityId;
use crate::mention::lexicon::LEXICON;
use std::ops::Range;

/// Somebody with words for a post.
pub(super) struct Holder {
    pub person: EntityId,
    /// From the post to the name, or from the name to the post.
    pub tokens: Range<usize>,
    /// The token that a date must be near to.
    pub at: usize,
    /// The post as printed, with party and state where they stand behind the name.
    pub name: String,
}

/// Returns the holders in the order of their words.
pub(super) fn find(scene: &Scene<'_>, contests: &Contests) -> Vec<Holder> {
    let mut found = Vec::new();
    for (k, post) in contests.posts.mentions.iter().enumerate() {
        if post.form != Form::Holder
            || is_void(scene, contests, post)
            || scene.segments().sentences[scene.sentence_index(post.head.start)].furniture
        {
            continue;
        }
        for (person, tokens, name_at) in bearers(scene, contests, post) {
            let printed = contests.held(scene, k).unwrap_or_default();
            let name = with_suffix(scene, (post, printed), name_at);
            found.push(Holder { person, tokens, at: post.head.start, name });
        }
    }
    found
}

/// Whether the words speak of nobody who holds the post: "the next mayor", "a candidate for mayor".
fn is_void(scene: &Scene<'_>, contests: &Contests, post: &PostMention) -> bool {
    let own =
        post.tokens.clone().any(|i| matches!(scene.word(i), "next" | "potential" | "future" | "would-be"));
    let before = scene.word(post.tokens.start.wrapping_sub(1));
    // "Voted for former Secretary of State Colin Powell" names one who held it.
    let is_title = scene.person(behind_titles(scene, contests, post)).is_some();
    let is_sought =
        matches!(before, "for" | "against") && !is_title || matches!(before, "become" | "becoming");
    own || post.tokens.start > 0 && is_sought
}

type Found = (EntityId, Range<usize>, Option<usize>);

fn bearers(scene: &Scene<'_>, contests: &Contests, post: &PostMention) -> Vec<Found> {
    let sentence = scene.sentence(post.head.start);
    let end = behind_titles(scene, contests, post);
    if end < sentence.end && scene.person(end).is_some() && is_named(scene, end) {
        let plural = post.is_plural(scene);
        // "House Speaker Paul Ryan's hometown": whatever he owns, he is the speaker.
        let mut persons = vec![phrase::phrase_at(scene, end)];
        if plural {
            let next = persons[0].tokens.end;
            let joins = matches!(scene.word(next), "," | "and");
            let until = if joins { (end + 24).min(sentence.end) } else { next };
            persons.extend(phrase::persons_from(scene, next + 1, until));
        }
        let found = persons.into_iter().filter_map(|phrase| {
            Some((phrase.entity?, post.tokens.start..phrase.tokens.end, Some(phrase.tokens.end)))
        });
        return found.collect();
    }
    if let Some(person) = described(scene, post) {
        return vec![(person, post.tokens.clone(), None)];
    }
    let comma = scene.word(end) == "," && end + 1 < sentence.end;
    if comma
        && scene.person(end + 1).is_some()
        && is_named(scene, end + 1)
        && matches!(scene.word(post.tokens.start), "the" | "its" | "his" | "her" | "their" | "a")
    {
        let phrase = phrase::phrase_at(scene, end + 1);
        let closes = matches!(scene.word(phrase.tokens.end), "," | "." | "”" | ")" | "—" | ";" | "");
        if let Some(person) = phrase.entity.filter(|_| closes) {
            return vec![(person, post.tokens.start..phrase.tokens.end, None)];
        }
    }
    apposed(scene, post).or_else(|| copula(scene, post)).into_iter().collect()
}

/// Returns where the name starts behind the post, further titles between them: `Minority Leader Sen. Harry Reid`.
fn behind_titles(scene: &Scene<'_>, contests: &Contests, post: &PostMention) -> usize {
    let end = post.tokens.end;
    let next = contests.posts.at(end).filter(|next| next.tokens.start == end && next.form == Form::Holder);
    next.filter(|next| scene.person(next.tokens.end).is_some()).map_or(end, |next| next.tokens.end)
}

/// `The former Florida governor called him a friend`: a description of somebody named elsewhere.
fn described(scene: &Scene<'_>, post: &PostMention) -> Option<EntityId> {
    use crate::mention::MentionForm;
    let mention = scene.mention(post.head.start)?;
    let is_description = scene.findings.mentions[mention].form == MentionForm::Description;
    let id = scene.person(post.head.start).filter(|_| is_description)?;
    (scene.findings.entities[id].is_named && scene.word(post.tokens.start) == "the").then_some(id)
}

fn is_named(scene: &Scene<'_>, i: usize) -> bool {
    use crate::mention::MentionForm;
    scene.mention(i).is_some_and(|mention| scene.findings.mentions[mention].form == MentionForm::Name)
}

/// `X, a physician and former congressman from Georgia`: only nouns and conjunctions up to the comma behind the name.
fn apposed(scene: &Scene<'_>, post: &PostMention) -> Option<Found> {
    // "Backing Joe Biden, the Hawaii congresswoman announced": whoever acts is not who stands before the comma.
    let next = post.tokens.end;
    if is_finite(scene, next) || is_auxiliary(scene.word(next)) {
        return None;
    }
    let floor = scene.sentence(post.head.start).start.max(post.tokens.start.saturating_sub(14));
    let mut i = post.tokens.start;
    while i > floor {
        i -= 1;
        let word = scene.word(i);
        if matches!(word, "," | "(" | "—" | "–") {
            let name = phrase::phrase_before(scene, i);
            if let Some(phrase) = name.filter(|phrase| phrase.entity.is_some_and(|id| is_person(scene, id))) {
                return Some((phrase.entity?, phrase.tokens.start..post.tokens.end, None));
            }
            if word != "," {
                return None;
            }
            continue;
        }
        if is_finite(scene, i)
            || is_auxiliary(word)
            || scene.named_person(i).is_some()
            || matches!(
                word,
                "who"
                    | "that"
                    | "which"
                    | "by"
                    | "with"
                    | "against"
                    | "as"
                    | "to"
                    | "for"
                    | ";"
                    | "but"
                    | "“"
                    | "”"
                    | "\""
            )
        {
            return None;
        }
    }
    None
}

fn is_person(scene: &Scene<'_>, id: EntityId) -> bool {
    scene.findings.entities[id].kind == crate::mention::EntityKind::Person
}

/// `McCarthy is currently the top air quality official`, `Dunford has been commandant since last October`.
fn copula(scene: &Scene<'_>, post: &PostMention) -> Option<Found> {
    let floor = scene.sentence(post.head.start).start;
    let mut i = post.tokens.start.checked_sub(1)?;
    let mut steps = 0;
    while i > floor
        && steps < 3
        && !is_auxiliary(scene.word(i))
        && (scene.word(i).ends_with("ly")
            || matches!(scene.word(i), "now" | "once" | "still" | "also" | "then"))
    {
        i -= 1;
        steps += 1;
    }
    let is_be = matches!(scene.word(i), "is" | "was" | "been");
    let group = clause::group_start(scene, i);
    let is_plain = !(group..=i).any(|k| {
        matches!(scene.word(k), "not" | "n't" | "never" | "would" | "could" | "may" | "might" | "should")
    });
    if i <= floor || !is_be || !is_plain {
        return None;
    }
    let subject = phrase::subject(scene, i)?;
    let person = subject.entity.filter(|id| is_person(scene, *id))?;
    Some((person, subject.tokens.start.min(post.tokens.start)..post.tokens.end, None))
}

/// Adds what stands behind the name: `Rep. Tulsi Gabbard (D-Hawaii)`, `Sen. Lindsey Graham, R-S.C.`, `Sen. Rand Paul of Kentucky`.
fn with_suffix(
    scene: &Scene<'_>,
    (post, printed): (&PostMention, String),
    name_end: Option<usize>,
) -> String {
    let name = of_country(printed);
    let Some(at) = name_end else { return name };
    let sentence = scene.sentence(post.head.start);
    let close = |from: usize, marks: &[&str]| {
        (from..(from + 7).min(sentence.end)).find(|&i| marks.contains(&scene.word(i)))
    };
    let suffix = match scene.word(at) {
        "of" | "from" => {
            let last = (at + 1..(at + 14).min(sentence.end))
                .take_while(|&i| {
                    scene.is_capital(i)
                        || scene.word(i).starts_with(|c: char| c.is_ascii_digit())
                        || matches!(scene.word(i), "the" | "of" | "for")
                            && (scene.is_capital(i + 1) || scene.word(i + 1) == "the")
                })
                .filter(|&i| scene.is_capital(i))
                .last();
            last.map(|last| format!(" {}", scene.words(at..last + 1)))
        }
        "(" => close(at + 1, &[")"])
            .filter(|&end| end > at + 1)
            .map(|end| format!(", {}", scene.words(at + 1..end))),
        "," => close(at + 1, &[",", "."])
            .filter(|&end| is_affiliation(scene, at + 1..end))
            .map(|end| format!(", {}", scene.words(at + 1..end))),
        _ => None,
    };
    let state = suffix.as_deref().and_then(state).map_or(String::new(), |state| format!(" from {state}"));
    name + &state + &suffix.unwrap_or_default()
}

/// Returns the state that an affiliation abbreviates: `, D-Mass.` → Massachusetts.
fn state(suffix: &str) -> Option<&'static str> {
    let (_, code) = suffix.rsplit_once('-')?;
    let place = LEXICON.place(code).or_else(|| LEXICON.place(&format!("{code}.")))?;
    (place != code).then_some(place)
}

/// `Israeli President` is the president of Israel.
fn of_country(name: String) -> String {
    let Some((nation, "President" | "president")) = name.rsplit_once(' ') else { return name };
    let nation = nation.trim_end_matches("'s").trim_end_matches("’s");
    home::country_of(nation).map_or_else(|| name.clone(), |country| home::president_of("President", country))
}

/// `R-S.C.`, `Alabama Republican`, `a Florida Republican`.
fn is_affiliation(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let is_party = |i: usize| {
        matches!(scene.word(i), "republican" | "democrat" | "independent" | "conservative" | "labour")
    };
    let is_code = |i: usize| {
        let word = scene.text.word(i);
        word.len() > 2 && word.as_bytes()[1] == b'-' && word.starts_with(['R', 'D', 'I'])
    };
    !tokens.is_empty() && (is_code(tokens.start) || is_party(tokens.end - 1))
}
