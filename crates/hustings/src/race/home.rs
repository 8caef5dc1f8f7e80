//! The home of an article: the country whose president is "the president" there.
//!
//! A bare title says of no country which one it is of; where the article names one again and again, it is that one's.
//!
//! `Kenya’s parliament … in Nairobi … Kenyans … President Wanjala` → Kenya

use super::contest::Contests;
use super::scene::Scene;
use super::title;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Names of countries, their people and capitals, in lower case, each with its country.
static WORDS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = |table: &'static str| table.lines().filter(|line| !line.starts_with('#'));
    let countries = rows(include_str!("../../data/countries.tsv"));
    let mut words = HashMap::new();
    // "American" is of the United States before it is of its territories.
    words.insert("american".to_owned(), "United States");
    words.insert("americans".to_owned(), "United States");
    words.insert("british".to_owned(), "United Kingdom");
    for line in countries {
        let mut columns = line.split('\t');
        let Some(country) = columns.next() else { continue };
        let names = columns.flat_map(|column| column.split('|')).chain(std::iter::once(country));
        for word in names.filter(|word| !word.is_empty()) {
            words.entry(word.to_lowercase()).or_insert(country);
        }
    }
    words
});

/// Returns the country that the article is at home in: the one that most of its words for countries speak of.
pub(super) fn find(scene: &Scene<'_>) -> Option<&'static str> {
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for i in 0..scene.len() {
        if let Some(country) = country_at(scene, i) {
            *votes.entry(country).or_default() += 1;
        }
    }
    let all: usize = votes.values().sum();
    let (country, most) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (most >= 4 && 2 * most > all).then_some(country)
}

/// Returns the state that the article is at home in: that of its race, else the one that it names again and again.
pub(super) fn state(scene: &Scene<'_>, contests: &Contests) -> Option<&'static str> {
    if let Some(state) = contests.races.first().and_then(|race| title::state_in(&race.post)) {
        return Some(state);
    }
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for i in (0..scene.len()).filter(|&i| scene.is_capital(i) && scene.person(i).is_none()) {
        let pair = scene.words(i..(i + 2).min(scene.len()));
        if let Some(state) = title::state_in(pair).or_else(|| title::state_in(scene.text.word(i))) {
            *votes.entry(state).or_default() += 1;
        }
    }
    let all: usize = votes.values().sum();
    let (state, most) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (most >= 4 && 2 * most > all).then_some(state)
}

fn country_at(scene: &Scene<'_>, i: usize) -> Option<&'static str> {
    if !scene.is_capital(i) {
        return None;
    }
    let pair = format!("{} {}", scene.word(i), scene.word(i + 1));
    WORDS.get(&pair).or_else(|| WORDS.get(scene.word(i))).copied()
}

/// Returns the country that the words name, or whose people or things they name.
pub(super) fn country_of(words: &str) -> Option<&'static str> {
    WORDS.get(&words.to_lowercase()).copied()
}

/// Writes a head of state with the country: `President of the United States`.
pub(super) fn president_of(title: &str, country: &str) -> String {
    let takes_article = ["United ", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia"];
    let article = if takes_article.iter().any(|start| country.starts_with(start)) { "the " } else { "" };
    format!("{title} of {article}{country}")
}
