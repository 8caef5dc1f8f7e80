//! Names that mean the same one: full names, surnames, short forms, acronyms.
//!
//! Longer names are taken first, and shorter ones join them; [`super::reference`] adds what has no name.
//!
//! `Ursula von der Leyen … von der Leyen … Ms. von der Leyen` → one person

use super::Draft;
use crate::mention::lexicon::LEXICON;
use crate::mention::{EntityKind, Gender, Mention, MentionForm};
use crate::text::Text;
use std::collections::HashMap;

/// First names and what they are short for.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("mike", "michael"),
    ("joe", "joseph"),
    ("bill", "william"),
    ("will", "william"),
    ("bob", "robert"),
    ("rob", "robert"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("tom", "thomas"),
    ("tim", "timothy"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("rich", "richard"),
    ("ted", "edward"),
    ("ed", "edward"),
    ("chuck", "charles"),
    ("charlie", "charles"),
    ("dan", "daniel"),
    ("dave", "david"),
    ("don", "donald"),
    ("greg", "gregory"),
    ("jeff", "jeffrey"),
    ("ken", "kenneth"),
    ("larry", "lawrence"),
    ("matt", "matthew"),
    ("mitch", "mitchell"),
    ("nick", "nicholas"),
    ("pat", "patrick"),
    ("pete", "peter"),
    ("ron", "ronald"),
    ("sam", "samuel"),
    ("steve", "stephen"),
    ("steve", "steven"),
    ("tony", "anthony"),
    ("andy", "andrew"),
    ("ben", "benjamin"),
    ("chris", "christopher"),
    ("liz", "elizabeth"),
    ("beth", "elizabeth"),
    ("kate", "katherine"),
    ("kathy", "katherine"),
    ("sue", "susan"),
    ("debbie", "deborah"),
    ("jen", "jennifer"),
    ("bernie", "bernard"),
    ("al", "albert"),
    ("alex", "alexander"),
    ("sasha", "alexander"),
    ("jack", "john"),
    ("jon", "jonathan"),
    ("josh", "joshua"),
    ("nancy", "ann"),
    ("gene", "eugene"),
    ("hank", "henry"),
    ("harry", "harold"),
    ("jerry", "gerald"),
    ("gerry", "gerald"),
    ("ray", "raymond"),
    ("russ", "russell"),
    ("stan", "stanley"),
    ("vince", "vincent"),
    ("walt", "walter"),
    ("zach", "zachary"),
    ("maggie", "margaret"),
    ("peggy", "margaret"),
    ("meg", "margaret"),
    ("becky", "rebecca"),
    ("cathy", "catherine"),
    ("vicky", "victoria"),
    ("cyndi", "cynthia"),
    ("cindy", "cynthia"),
    ("tammy", "tamara"),
    ("mick", "michael"),
    ("bibi", "benjamin"),
    ("jeb", "john"),
    ("beto", "robert"),
    ("lula", "luiz"),
    ("leni", "maria"),
    ("bongbong", "ferdinand"),
];

/// The drafts of all named entities, and how to find them again.
pub(super) struct Names<'a> {
    text: &'a Text<'a>,
    mentions: &'a [Mention],
    /// Drafts by kind and by every word of their names.
    by_word: HashMap<(EntityKind, String), Vec<usize>>,
    acronyms: HashMap<String, usize>,
    /// Persons with several names by the first letters of the last.
    by_stem: HashMap<String, Vec<usize>>,
}

/// Joins the names among `mentions` and returns their entities; `owner` gets the entity of each mention.
pub(super) fn join(text: &Text<'_>, mentions: &[Mention], owner: &mut [Option<usize>]) -> Vec<Draft> {
    let mut names =
        Names { text, mentions, by_word: HashMap::new(), acronyms: HashMap::new(), by_stem: HashMap::new() };
    let mut drafts = Vec::new();
    let mut order: Vec<(usize, Vec<String>)> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.form == MentionForm::Name || mention.kind == Some(EntityKind::Post) {
            order.push((i, parts(text.words(mention.span))));
        }
    }
    order.sort_by_key(|(i, parts)| (std::cmp::Reverse(parts.len()), *i));
    for (i, parts) in order {
        if parts.is_empty() {
            continue;
        }
        let draft = names.draft_for(i, parts, &mut drafts);
        owner[i] = Some(draft);
    }
    drafts
}

/// Returns the words of a name that tell it from others: without initials, "Jr.", and articles.
fn parts(name: &str) -> Vec<String> {
    let words =
        name.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
    let kept: Vec<String> = words
        .filter(|word| {
            !word.is_empty() && !matches!(*word, "Jr." | "Jr" | "Sr." | "II" | "III" | "IV" | "the" | "The")
        })
        .map(str::to_lowercase)
        .collect();
    let is_initial = |part: &String| part.ends_with('.') && part.chars().count() == 2;
    let long: Vec<String> = kept.iter().filter(|part| !is_initial(part)).cloned().collect();
    if long.is_empty() { kept } else { long }
}

impl Names<'_> {
    /// Returns the draft that mention `i` belongs to, a new one where none fits.
    fn draft_for(&mut self, i: usize, parts: Vec<String>, drafts: &mut Vec<Draft>) -> usize {
        let mention = &self.mentions[i];
        let kind = mention.kind.unwrap_or(EntityKind::Person);
        let name = plain_name(self.text.words(mention.span));
        let key = match kind {
            EntityKind::Place => LEXICON.place(&name).map_or(parts, self::parts),
            _ => parts,
        };
        let (found, others) = match kind {
            EntityKind::Person => self.person(mention, &key, drafts),
            _ => (self.thing(kind, &name, &key, drafts), Vec::new()),
        };
        let id = found.unwrap_or_else(|| {
            let full = LEXICON
                .place(&name)
                .filter(|_| kind == EntityKind::Place)
                .map_or(name.clone(), str::to_owned);
            drafts.push(Draft::named(kind, full, key.clone()));
            let id = drafts.len() - 1;
            for word in &key {
                self.by_word.entry((kind, word.clone())).or_default().push(id);
            }
            if let Some(last) = key.last().filter(|_| kind == EntityKind::Person && key.len() > 1) {
                self.by_stem.entry(last.chars().take(4).collect()).or_default().push(id);
            }
            if kind == EntityKind::Organization && key.len() > 1 {
                self.acronyms.entry(acronym(&name)).or_insert(id);
            }
            id
        });
        if !others.is_empty() {
            drafts[id].doubts.push(super::Doubt { mention: i, confidence: 0.7, others });
        }
        let draft = &mut drafts[id];
        draft.gender = stronger(draft.gender, mention);
        if mention.title.is_some() || name.contains(' ') {
            draft.shown = stronger(draft.shown, mention);
        }
        draft.first = draft.first.min(i);
        draft.mentions.push(i);
        draft.named_mentions += 1;
        if kind == EntityKind::Person {
            draft.add_form(name);
        }
        id
    }

    /// Returns the person that a name means, and whom else it may mean.
    fn person(&self, mention: &Mention, key: &[String], drafts: &[Draft]) -> (Option<usize>, Vec<usize>) {
        let mut fits: Vec<(u8, usize)> = Vec::new();
        for word in [key.first(), key.last()].into_iter().flatten() {
            let known = self.by_word.get(&(EntityKind::Person, word.clone()));
            for &id in known.into_iter().flatten() {
                let fit = fit(key, &drafts[id].parts);
                let clash = key.len() == 1
                    && mention.gender.is_some()
                    && mention.title.is_some()
                    && drafts[id].gender.is_some_and(|gender| Some(gender) != mention.gender);
                if fit > 0 && !clash && !fits.contains(&(fit, id)) {
                    fits.push((fit, id));
                }
            }
        }
        if fits.is_empty() && key.len() == 1 {
            return (self.misspelled(&key[0], drafts), Vec::new());
        }
        let Some(&(best, _)) =
            fits.iter().max_by_key(|(fit, id)| (*fit, std::cmp::Reverse(drafts[*id].first)))
        else {
            return (None, Vec::new());
        };
        let mut equal: Vec<usize> = fits.iter().filter(|(fit, _)| *fit == best).map(|&(_, id)| id).collect();
        equal.sort_by_key(|&id| drafts[id].first);
        (Some(equal[0]), equal[1..].to_vec())
    }

    /// Returns the only person whose surname is the word but for one letter: "Gunnlaugson" of Gunnlaugsson.
    fn misspelled(&self, word: &str, drafts: &[Draft]) -> Option<usize> {
        if word.chars().count() < 6 {
            return None;
        }
        let stem: String = word.chars().take(4).collect();
        // Few, so that reading stays linear in a text of many like names.
        let known = self.by_stem.get(&stem).filter(|known| known.len() <= 8)?;
        let mut near = known.iter().copied().filter(|&id| {
            drafts[id].parts.last().is_some_and(|last| last != word && is_one_letter_off(word, last))
        });
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }

    /// Returns the body, place or post that a name means.
    fn thing(&self, kind: EntityKind, name: &str, key: &[String], drafts: &[Draft]) -> Option<usize> {
        let last = key.last()?;
        let known = |word: &String| self.by_word.get(&(kind, word.clone())).into_iter().flatten().copied();
        let equal = known(last).find(|&id| drafts[id].parts == key);
        if equal.is_some() || kind == EntityKind::Place {
            return equal;
        }
        if kind == EntityKind::Post {
            let mut sorted = key.to_vec();
            sorted.sort();
            return known(last).find(|&id| {
                let mut other = drafts[id].parts.clone();
                other.sort();
                other == sorted
            });
        }
        let plain: String = name.chars().filter(|c| c.is_alphabetic()).collect();
        if plain.chars().count() >= 2
            && plain.chars().all(char::is_uppercase)
            && let Some(&id) = self.acronyms.get(&plain)
        {
            return Some(id);
        }
        let is_plain = key.len() == 1 && !LEXICON.is_common(last) && !LEXICON.is_body_head(last);
        known(&key[0]).find(|&id| {
            let parts = &drafts[id].parts;
            is_plain && parts.first() == Some(last) && parts.len() <= 3
                || key.len() > 1 && parts.len() > key.len() && parts.ends_with(key)
        })
    }
}

/// Returns a name with single spaces, without "Jr.", nicknames in quotation marks, and a closing "’s".
fn plain_name(printed: &str) -> String {
    let is_quoted = |word: &str| {
        word.starts_with(['“', '"', '‘', '\'', '(']) && word.ends_with(['”', '"', '’', '\'', ')'])
    };
    let words = printed.split_whitespace().filter(|word| !is_quoted(word));
    let words: Vec<&str> = words.map(|word| word.trim_end_matches(',')).collect();
    let is_long = words.len() > 2;
    let kept = words.into_iter().filter(|word| !is_long || !matches!(*word, "Jr." | "Jr" | "Sr." | "Sr"));
    kept.collect::<Vec<_>>().join(" ")
}

/// Returns the first letters of the capitalized words.
fn acronym(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}

/// Returns how well a name fits a longer one of a person: 0 not at all, 4 equal.
fn fit(name: &[String], full: &[String]) -> u8 {
    if name == full {
        return 4;
    }
    if name.len() == 1 {
        let word = &name[0];
        return match full.iter().position(|part| part == word) {
            Some(at) if at + 1 == full.len() => 3,
            Some(0) => 2,
            Some(_) => 1,
            None => u8::from(full.last().is_some_and(|last| {
                last.ends_with(&format!("-{word}")) || last.starts_with(&format!("{word}-"))
            })),
        };
    }
    if full.windows(name.len()).any(|window| window == name) {
        return 3;
    }
    let (Some(first), Some(other)) = (name.first(), full.first()) else { return 0 };
    let is_same_last = name.last() == full.last() && full.len() > 1;
    let is_same_first = first == other || is_short_form(first, other) || is_short_form(other, first);
    let is_same_second = full.len() > 2 && full.get(1) == Some(first);
    if is_same_last && (is_same_first || is_same_second) || full.starts_with(name) { 3 } else { 0 }
}

/// Whether two words differ by one letter that is left out, put in or changed.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    short[(head + skip).min(short.len())..] == long[(head + 1).min(long.len())..]
}

fn is_short_form(short: &str, long: &str) -> bool {
    SHORT_FORMS.contains(&(short, long))
        || short.chars().count() >= 3 && long.starts_with(short)
        || short.ends_with('.') && long.starts_with(short.trim_end_matches('.'))
}

/// Returns the gender that an entity has after a mention: titles say more than first names.
fn stronger(known: Option<Gender>, mention: &Mention) -> Option<Gender> {
    if mention.title.is_some() && mention.gender.is_some() {
        mention.gender
    } else {
        known.or(mention.gender)
    }
}
