//! Scores names and coreference on GUM's news, interviews and speeches.
//!
//! Called by `evaluate`. GUM's mentions are whole noun phrases ("interviewee David Titley, a retired admiral"), the
//! reader's are names; so of each mention its *name part* is compared: the proper nouns around its head, joined over
//! "of", "and", "&", "-" and particles. For persons without titles and without what the mentions inside of it have;
//! where a common noun heads a person, its first proper nouns. A mention without such a part
//! ("the Estonian premier", "Madam Speaker"), a plural for people ("Americans"), and a name inside of a longer one
//! ("Copenhagen" in "University of Copenhagen") is no name. Places and types have to be equal.
//! A mention of the reader counts as a name when it is capitalized and no pronoun.
//!
//! Coreference is scored over names and pronouns of the third person and of the speaker, in clusters that hold a
//! name and two mentions: MUC, B³, CEAFe and their mean.
//!
//! `U.S. President Barack Obama` → person `Barack Obama`, place `U.S.`

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::coreference::{Coreference, Place};
use super::scoring::{Rates, Readings, Tally, items, one_decimal};

/// The genres that are scored, and the types of names.
const GENRES: [&str; 3] = ["news", "interview", "speech"];
const KINDS: [&str; 3] = ["person", "organization", "place"];

/// Words that join the parts of a name.
const LINKS: [&str; 17] =
    ["of", "and", "&", "-", "–", "/", ".", "de", "van", "von", "der", "bin", "al", "la", "da", "for", "the"];

/// Particles that open names.
const PARTICLES: [&str; 8] = ["de", "van", "von", "der", "bin", "al", "la", "da"];

/// Words in front of a name that are no part of it.
const TITLES: [&str; 50] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "vice",
    "prime",
    "minister",
    "senator",
    "sen",
    "rep",
    "representative",
    "governor",
    "gov",
    "mayor",
    "secretary",
    "general",
    "professor",
    "prof",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "princess",
    "captain",
    "colonel",
    "congressman",
    "congresswoman",
    "chancellor",
    "premier",
    "pope",
    "chief",
    "director",
    "ambassador",
    "admiral",
    "deputy",
    "attorney",
    "speaker",
    "former",
    "coach",
    "madam",
    "reverend",
    "whip",
    "leader",
];

/// How well names and what they mean were found.
#[derive(Clone, Copy, Debug)]
pub struct GumScore {
    /// Names with their type.
    pub names: Rates,
    /// Names of persons, organizations and places.
    pub by_kind: [Rates; 3],
    /// Names of any type.
    pub spans: Rates,
    /// MUC, B³ and CEAFe.
    pub measures: [f64; 3],
    /// The mean of the three.
    pub conll: f64,
    /// How many documents were scored.
    pub documents: usize,
}

impl GumScore {
    /// Returns the score as JSON.
    pub fn json(&self) -> Value {
        json!({
            "documents": self.documents,
            "names": self.names.json(),
            "persons": self.by_kind[0].json(),
            "organizations": self.by_kind[1].json(),
            "places": self.by_kind[2].json(),
            "names of any type": self.spans.json(),
            "muc": self.measures[0], "b cubed": self.measures[1], "ceaf e": self.measures[2],
            "conll": self.conll,
        })
    }
}

/// Names by their place, with the type.
type Names = BTreeMap<Place, &'static str>;

/// Scores the documents of the three genres.
pub fn score(gold: &[Value], readings: &Readings) -> GumScore {
    let (mut spans, mut by_kind) = (Tally::default(), [Tally::default(); 3]);
    let (mut coreference, mut documents) = (Coreference::default(), 0);
    for document in gold.iter().filter(|document| GENRES.iter().any(|genre| document["genre"] == *genre)) {
        documents += 1;
        let entities = readings.of(document).map_or(&[][..], |reading| items(&reading["entities"]));
        let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
        let (marked, found) = (marked_names(document, &text), found_names(entities, &text));
        spans.add(found.keys().filter(|place| marked.contains_key(place)).count(), found.len(), marked.len());
        for (tally, kind) in by_kind.iter_mut().zip(KINDS) {
            let of_kind = |names: &Names| names.values().filter(|other| **other == kind).count();
            let hit =
                found.iter().filter(|(place, other)| **other == kind && marked.get(place) == Some(*other));
            tally.add(hit.count(), of_kind(&found), of_kind(&marked));
        }
        coreference.add(&marked_clusters(document, &text, &marked), &found_clusters(entities, &text, &found));
    }
    let mut names = Tally::default();
    by_kind.iter().for_each(|tally| names.add(tally.hit, tally.pred, tally.gold));
    GumScore {
        names: names.rates(),
        by_kind: by_kind.map(Tally::rates),
        spans: spans.rates(),
        measures: coreference.f1s().map(one_decimal),
        conll: one_decimal(coreference.conll()),
        documents,
    }
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap_or(0) as usize
}

fn place(value: &Value, from: &str, to: &str) -> Place {
    (value[from].as_i64().unwrap_or(0), value[to].as_i64().unwrap_or(0))
}

fn kind(name: &Value) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| name == kind)
}

/// Returns the name parts of the annotated mentions, of nested ones the longest.
fn marked_names(document: &Value, text: &[char]) -> Names {
    let mentions = items(&document["mentions"]).iter();
    let all: Names = mentions
        .filter_map(|mention| Some((name_part(document, mention, text)?, kind(&mention["type"])?)))
        .collect();
    let is_inside =
        |place: &Place| all.keys().any(|other| other != place && other.0 <= place.0 && place.1 <= other.1);
    all.iter().filter(|(place, _)| !is_inside(place)).map(|(&place, &kind)| (place, kind)).collect()
}

/// Returns the name part of an annotated mention.
fn name_part(document: &Value, mention: &Value, text: &[char]) -> Option<Place> {
    let tokens = items(&document["tokens"]);
    let (start, end) = (number(&mention["tok"][0]), number(&mention["tok"][1]).min(tokens.len()));
    let is_person = mention["type"] == "person";
    let inner = if is_person { inner_tokens(document, mention, start..end) } else { BTreeSet::new() };
    let word = |i: usize| words(text, place(&tokens[i], "s", "e")).to_lowercase();
    let tag = |i: usize| tokens[i]["xpos"].as_str().unwrap_or_default();
    let is_own = |i: usize| tag(i).starts_with("NNP") && !inner.contains(&i);
    let is_title = |i: usize| is_person && TITLES.contains(&word(i).trim_end_matches('.'));
    let core = core(mention, start..end, is_person, is_own)?;
    let links = |i: usize| LINKS.contains(&word(i).as_str());
    let reach = |i: &usize| is_own(*i) || links(*i);
    let mut first = (start..core).rev().take_while(reach).filter(|&i| is_own(i)).last().unwrap_or(core);
    let last = (core..end).take_while(reach).filter(|&i| is_own(i)).last().unwrap_or(core);
    while first < last && (is_title(first) || !is_own(first)) {
        first += 1;
    }
    // "Americans" are a group, "Madam Speaker" is a title.
    let is_name = !is_title(first) && (!is_person || tag(last) == "NNP");
    is_name.then(|| (place(&tokens[first], "s", "e").0, place(&tokens[last], "s", "e").1))
}

/// Returns a token of the name: the head, or for persons the last proper noun of the first run of them.
fn core(
    mention: &Value,
    tokens: std::ops::Range<usize>,
    is_person: bool,
    is_own: impl Fn(usize) -> bool,
) -> Option<usize> {
    let head = number(&mention["head"]);
    if tokens.contains(&head) && is_own(head) {
        return Some(head);
    }
    let first = tokens.clone().find(|&i| is_own(i)).filter(|_| is_person)?;
    (first..tokens.end).take_while(|&i| is_own(i)).last()
}

/// Returns the tokens of the mentions inside of a mention that mean something else.
fn inner_tokens(document: &Value, mention: &Value, tokens: std::ops::Range<usize>) -> BTreeSet<usize> {
    let mut inner = BTreeSet::new();
    for other in items(&document["mentions"]) {
        let (start, end) = (number(&other["tok"][0]), number(&other["tok"][1]));
        let is_inside = tokens.start <= start && end <= tokens.end && end - start < tokens.len();
        if is_inside && other["cluster"] != mention["cluster"] {
            inner.extend(start..end);
        }
    }
    inner
}

/// Returns the names of the reading; of equal places the first.
fn found_names(entities: &[Value], text: &[char]) -> Names {
    let mut names = Names::new();
    for entity in entities {
        let Some(kind) = kind(&entity["kind"]) else { continue };
        for mention in items(&entity["mentions"]) {
            let (start, end) = (mention[0].as_i64().unwrap_or(0), mention[1].as_i64().unwrap_or(0));
            if is_name(&words(text, (start, end))) {
                names.entry((start, end)).or_insert(kind);
            }
        }
    }
    names
}

fn words(text: &[char], place: Place) -> String {
    let clamp = |at: i64| usize::try_from(at).unwrap_or(0).min(text.len());
    text[clamp(place.0)..clamp(place.1).max(clamp(place.0))].iter().collect()
}

/// Whether the words of a mention are a name: capitalized, no pronoun, no description.
fn is_name(words: &str) -> bool {
    let (first, last) = (words.split(' ').next().unwrap_or(""), words.rsplit(' ').next().unwrap_or(""));
    let is_capital = |word: &str| word.chars().any(char::is_uppercase);
    let opens = is_capital(first) || PARTICLES.contains(&first);
    let is_determined = ["The", "A", "An", "His", "Her", "Their", "Some", "This", "That"].contains(&first);
    opens && is_capital(last) && !is_determined && !is_pronoun(words)
}

fn is_pronoun(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
            | "i"
            | "me"
            | "my"
            | "mine"
            | "myself"
            | "who"
            | "whose"
            | "whom"
    )
}

/// Returns the annotated clusters over names and pronouns.
fn marked_clusters(document: &Value, text: &[char], names: &Names) -> Vec<Vec<Place>> {
    let mut clusters: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
    for mention in items(&document["mentions"]) {
        let id = mention["cluster"].to_string();
        let at = place(mention, "start", "end");
        let part = name_part(document, mention, text).filter(|part| names.contains_key(part));
        if is_pronoun(&words(text, at)) {
            clusters.entry(id).or_default().insert(at);
        } else if let Some(part) = part {
            clusters.entry(id).or_default().insert(part);
        }
    }
    kept(clusters.into_values(), names)
}

/// Returns the clusters of the reading over names and pronouns.
fn found_clusters(entities: &[Value], text: &[char], names: &Names) -> Vec<Vec<Place>> {
    let clusters = entities.iter().map(|entity| {
        let places = items(&entity["mentions"])
            .iter()
            .map(|mention| (mention[0].as_i64().unwrap_or(0), mention[1].as_i64().unwrap_or(0)));
        places.filter(|&at| names.contains_key(&at) || is_pronoun(&words(text, at))).collect()
    });
    kept(clusters, names)
}

/// Returns the clusters that hold a name and two mentions.
fn kept(clusters: impl Iterator<Item = BTreeSet<Place>>, names: &Names) -> Vec<Vec<Place>> {
    let is_kept = |cluster: &BTreeSet<Place>| {
        cluster.len() > 1 && cluster.iter().any(|place| names.contains_key(place))
    };
    clusters.filter(is_kept).map(|cluster| cluster.into_iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_part_leaves_out_titles_and_what_others_are_called() {
        let token = |s: i64, e: i64| json!({"xpos": "NNP", "s": s, "e": e});
        let document = json!({
            "tokens": [token(0, 4), token(5, 14), token(15, 21), token(22, 27)],
            "mentions": [
                {"tok": [0, 4], "start": 0, "end": 27, "type": "person", "cluster": "1", "named": true},
                {"tok": [0, 1], "start": 0, "end": 4, "type": "place", "cluster": "2", "named": true},
            ],
        });
        let text: Vec<char> = "U.S. President Barack Obama".chars().collect();
        let names: Vec<_> = marked_names(&document, &text).into_iter().collect();
        assert_eq!(names, [((0, 4), "place"), ((15, 27), "person")]);
    }
}
