//! Scores gendered pronouns as GAP does: is each of the two names the one that the pronoun means?
//!
//! Called by `evaluate` with the readings of GAP. A name or pronoun is the mention that overlaps it best; the
//! pronoun means a name when both mentions are of one entity. Precision, recall and F1 over all names, two an
//! article, and the F1 of feminine and masculine pronouns (Webster et al. 2018).
//!
//! `Kallas met Timmermans before she left`: Kallas yes, Timmermans no

use serde_json::{Value, json};

use super::scoring::{Rates, Readings, Tally, items};

/// How well gendered pronouns were resolved.
#[derive(Clone, Copy, Debug)]
pub struct GapScore {
    /// Over all pronouns.
    pub all: Rates,
    /// Over "she", "her", "hers".
    pub feminine: Rates,
    /// Over "he", "him", "his".
    pub masculine: Rates,
}

impl GapScore {
    /// Returns the score as JSON.
    pub fn json(&self) -> Value {
        json!({
            "all": self.all.json(),
            "feminine": self.feminine.json(),
            "masculine": self.masculine.json(),
        })
    }
}

/// Scores the pronoun of every annotated article.
pub fn score(gold: &[Value], readings: &Readings) -> GapScore {
    let [mut all, mut feminine, mut masculine] = [Tally::default(); 3];
    for article in gold {
        let entities = readings.of(article).map_or(&[][..], |reading| items(&reading["entities"]));
        let meant = entity_at(entities, &article["pronoun"]);
        let word = article["pronoun"]["text"].as_str().unwrap_or_default().to_lowercase();
        let of_gender =
            if word.starts_with('h') && !word.starts_with("her") { &mut masculine } else { &mut feminine };
        for name in ["a", "b"] {
            let is_right = article[name]["coref"].as_bool().unwrap_or(false);
            let is_found = meant.is_some() && meant == entity_at(entities, &article[name]);
            for tally in [&mut all, of_gender] {
                tally.add(usize::from(is_right && is_found), usize::from(is_found), usize::from(is_right));
            }
        }
    }
    GapScore { all: all.rates(), feminine: feminine.rates(), masculine: masculine.rates() }
}

/// Returns the entity with the mention that overlaps the place best.
fn entity_at(entities: &[Value], place: &Value) -> Option<usize> {
    let at = |value: &Value| value.as_i64().unwrap_or(0);
    let (start, end) = (at(&place["start"]), at(&place["end"]));
    let mut best: Option<(f64, usize)> = None;
    for (k, entity) in entities.iter().enumerate() {
        for mention in items(&entity["mentions"]) {
            let (from, to) = (at(&mention[0]), at(&mention[1]));
            let shared = end.min(to) - start.max(from);
            let share = shared as f64 / (end.max(to) - start.min(from)).max(1) as f64;
            if shared > 0 && best.is_none_or(|(most, _)| share > most) {
                best = Some((share, k));
            }
        }
    }
    best.map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pronoun_means_the_name_of_its_entity() {
        let gold = json!({
            "id": "1", "pronoun": {"start": 30, "end": 33, "text": "she"},
            "a": {"start": 0, "end": 6, "coref": true}, "b": {"start": 11, "end": 21, "coref": false},
        });
        let reading = json!({"article": {"id": "1"}, "entities": [{"mentions": [[0, 6], [30, 33]]}, {"mentions": [[11, 21]]}]});
        let score = score(&[gold], &Readings::new(vec![reading]));
        assert_eq!((score.all.f1, score.feminine.f1, score.masculine.gold), (100.0, 100.0, 0));
    }
}
