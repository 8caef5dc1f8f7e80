//! Scores what is found about races: statements and the six kinds of facts.
//!
//! Called by `evaluate` with the readings of `race/dev` and of the seed article. A date is right when it is equal
//! as far as the coarser of the two goes; "about" dates may be three days off.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::scoring::{
    Rates, Readings, Tally, covered, dice, items, name_words, one_decimal, pairs, percent, same_name, tokens,
};

/// How well the races of a corpus were read.
#[derive(Clone, Debug, Default)]
pub struct RaceScore {
    /// Statements whose content was found.
    pub statements: Rates,
    /// Statements whose content was found and whose speaker is right.
    pub said: Rates,
    /// Of the statements found, those with the right speaker, in percent.
    pub speaker_right: Option<f64>,
    /// Of the statements found, those that name a speaker or have the right one without, in percent.
    pub speaker_resolved: Option<f64>,
    /// Of the statements found, those with the right speaker or an open one, in percent.
    pub speaker_not_wrong: Option<f64>,
    /// Of the statements found, those of the right kind, in percent.
    pub kind_right: Option<f64>,
    /// Of the dated statements found, those with the right date, in percent.
    pub date_right: Option<f64>,
    /// Candidacies, with person and status.
    pub candidacies: FactScore,
    /// Endorsements, by whom, of whom, for or against.
    pub endorsements: FactScore,
    /// Tenures, with person and post.
    pub tenures: FactScore,
    /// Criteria whose evidence overlaps.
    pub criteria: FactScore,
    /// Events whose evidence overlaps.
    pub events: FactScore,
    /// Stances toward the persons that a statement is about.
    pub stances: BTreeMap<String, Rates>,
    /// The mean F1 of the stances.
    pub stance_macro_f1: Option<f64>,
}

/// How well one kind of fact was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct FactScore {
    /// Facts that were found.
    pub found: Rates,
    /// Of the dated ones found, those with the right date, in percent.
    pub date_right: Option<f64>,
}

impl RaceScore {
    /// Returns the score as JSON.
    pub fn json(&self) -> Value {
        let dated = |fact: FactScore| {
            let mut json = fact.found.json();
            json["date right"] = json!(fact.date_right);
            json
        };
        let mut stance: Map<_, _> =
            self.stances.iter().map(|(name, rates)| (name.clone(), rates.json())).collect();
        stance.insert("macro f1".to_owned(), json!(self.stance_macro_f1));
        json!({
            "statements": self.statements.json(),
            "candidacies": dated(self.candidacies),
            "endorsements": self.endorsements.found.json(),
            "tenures": dated(self.tenures),
            "criteria": self.criteria.found.json(),
            "events": dated(self.events),
            "said": self.said.json(),
            "of the statements found": {
                "speaker right": self.speaker_right,
                "speaker resolved": self.speaker_resolved,
                "speaker not wrong": self.speaker_not_wrong,
                "kind right": self.kind_right,
                "date right (of the dated)": self.date_right,
            },
            "stance": stance,
        })
    }
}

#[derive(Default)]
struct Tallies {
    statements: Tally,
    speaker: usize,
    unresolved: usize,
    kind: usize,
    said_at: Tally,
    stances: BTreeMap<(Option<String>, Option<String>), usize>,
    /// Candidacies, endorsements, tenures, criteria, events.
    facts: [Tally; 5],
    dates: [Tally; 5],
}

/// Scores the statements and facts of all annotated articles.
pub fn score(gold: &[Value], readings: &Readings) -> RaceScore {
    let mut tallies = Tallies::default();
    let nothing = json!({});
    for article in gold {
        let tokens = tokens(article["text"].as_str().unwrap_or_default());
        let reading = readings.of(article).unwrap_or(&nothing);
        tallies.count_statements(article, reading, &tokens);
        tallies.count_facts(article, &reading["facts"], &tokens);
    }
    tallies.score()
}

impl Tallies {
    fn count_statements(&mut self, article: &Value, reading: &Value, tokens: &[(i64, i64)]) {
        let (gold, found) = (items(&article["statements"]), items(&reading["statements"]));
        let contents: BTreeMap<&str, Vec<usize>> = items(&reading["attributions"])
            .iter()
            .filter_map(|a| Some((a["id"].as_str()?, covered(&a["content"], tokens))))
            .collect();
        let gold_content: Vec<_> = gold.iter().map(|s| covered(&s["content"], tokens)).collect();
        let content_of = |s: &Value| contents.get(s["attribution"].as_str()?).cloned();
        let found_content: Vec<_> = found.iter().map(|s| content_of(s).unwrap_or_default()).collect();
        let matched = pairs(gold.len(), found.len(), |i, j| {
            let overlap = dice(&gold_content[i], &found_content[j]);
            let is_same = same_name(speaker(&gold[i]), speaker(&found[j]));
            if overlap >= 0.5 { overlap + 0.2 * f64::from(u8::from(is_same)) } else { 0.0 }
        });
        self.statements.add(matched.len(), found.len(), gold.len());
        for (i, j) in matched {
            self.count_statement(&gold[i], &found[j]);
            let is_right = same_name(speaker(&gold[i]), speaker(&found[j]));
            self.unresolved += usize::from(!is_right && is_unresolved(&gold[i], &found[j], reading));
        }
    }

    fn count_statement(&mut self, gold: &Value, found: &Value) {
        self.speaker += usize::from(same_name(speaker(gold), speaker(found)));
        self.kind += usize::from(gold["quote_type"] == found["kind"]);
        if has(&gold["date"]) {
            self.said_at.add(usize::from(is_on_day(gold, &found["said_at"])), 0, 1);
        }
        let expected = gold["stance"].as_str().unwrap_or_default().replace('-', "_");
        let expected = Some(expected).filter(|stance| !matches!(stance.as_str(), "" | "neutral"));
        *self.stances.entry((expected, stance_toward(found, &gold["about"]))).or_default() += 1;
    }

    fn count_facts(&mut self, article: &Value, facts: &Value, tokens: &[(i64, i64)]) {
        let near = |g: &Value, p: &Value| {
            let (g, p) = (covered(&g["evidence"], tokens), covered(&p["evidence"], tokens));
            super::scoring::shared(&g, &p) as f64
        };
        let if_same = |is_same: bool, g: &Value, p: &Value| if is_same { 1.0 + near(g, p) } else { 0.0 };
        let candidacy = |g: &Value, p: &Value| if_same(is_same_candidacy(g, p), g, p);
        let endorsement = |g: &Value, p: &Value| if_same(is_same_endorsement(g, p), g, p);
        let tenure = |g: &Value, p: &Value| if_same(is_same_tenure(g, p), g, p);
        let day: Dated = (|g| has(&g["date"]), |g, p| is_on_day(g, &p["date"]));
        let ends: Dated = (|g| has(&g["start"]) || has(&g["end"]), are_ends_right);
        self.compare(0, (article, "candidacies"), facts, (&candidacy, Some(day)));
        self.compare(1, (article, "endorsements"), facts, (&endorsement, None));
        self.compare(2, (article, "incumbency"), facts, (&tenure, Some(ends)));
        self.compare(3, (article, "criteria"), facts, (&near, None));
        self.compare(4, (article, "events"), facts, (&near, Some(day)));
    }

    fn compare(&mut self, kind: usize, gold: (&Value, &str), facts: &Value, how: (Closeness, Option<Dated>)) {
        const KINDS: [&str; 5] = ["candidacies", "endorsements", "tenures", "criteria", "events"];
        let (gold, found) = (items(&gold.0[gold.1]), items(&facts[KINDS[kind]]));
        let matched = pairs(gold.len(), found.len(), |i, j| how.0(&gold[i], &found[j]));
        self.facts[kind].add(matched.len(), found.len(), gold.len());
        let Some((is_dated, is_right)) = how.1 else { return };
        for (i, j) in matched.into_iter().filter(|&(i, _)| is_dated(&gold[i])) {
            self.dates[kind].add(usize::from(is_right(&gold[i], &found[j])), 0, 1);
        }
    }

    fn score(self) -> RaceScore {
        let fact =
            |kind: usize| FactScore { found: self.facts[kind].rates(), date_right: self.dates[kind].share() };
        let stances = stance_rates(&self.stances);
        let mean = stances.values().map(|rates| rates.f1).sum::<f64>() / stances.len() as f64;
        let found = self.statements.hit;
        RaceScore {
            statements: self.statements.rates(),
            said: Rates::new(self.speaker, self.statements.pred, self.statements.gold),
            speaker_right: percent(self.speaker, found),
            speaker_resolved: percent(found - self.unresolved, found),
            speaker_not_wrong: percent(self.speaker + self.unresolved, found),
            kind_right: percent(self.kind, found),
            date_right: self.said_at.share(),
            candidacies: fact(0),
            endorsements: fact(1),
            tenures: fact(2),
            criteria: fact(3),
            events: fact(4),
            stance_macro_f1: (!stances.is_empty()).then(|| one_decimal(mean)),
            stances,
        }
    }
}

/// How close a found fact is to an annotated one; zero where they are not the same.
type Closeness<'a> = &'a dyn Fn(&Value, &Value) -> f64;

/// Whether an annotated fact is dated, and whether the date of a found one is right.
type Dated = (fn(&Value) -> bool, fn(&Value, &Value) -> bool);

fn stance_rates(counts: &BTreeMap<(Option<String>, Option<String>), usize>) -> BTreeMap<String, Rates> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for ((gold, found), &count) in counts {
        if let Some(gold) = gold {
            tallies.entry(gold.clone()).or_default().gold += count;
        }
        if let Some(found) = found {
            let tally = tallies.entry(found.clone()).or_default();
            tally.pred += count;
            tally.hit += if gold.as_ref() == Some(found) { count } else { 0 };
        }
    }
    tallies.into_iter().map(|(stance, tally)| (stance, tally.rates())).collect()
}

/// Returns the name of a statement's speaker, in the annotation's form or the reading's.
fn speaker(statement: &Value) -> Option<&str> {
    statement["speaker"].as_str().or(statement["speaker"]["name"].as_str())
}

/// Whether a reading leaves the speaker open: it points at the words that are annotated, and names nobody for them.
fn is_unresolved(gold: &Value, found: &Value, reading: &Value) -> bool {
    let is_named = matches!(found["speaker"]["kind"].as_str(), Some("person" | "organization"));
    if is_named && !found["speaker"]["entity"].is_null() {
        return false;
    }
    let attribution = items(&reading["attributions"]).iter().find(|a| a["id"] == found["attribution"]);
    let place = |span: &Value| Some((span[0].as_i64()?, span[1].as_i64()?));
    let (Some(attribution), Some((start, end))) = (attribution, place(&gold["source_span"])) else {
        return false;
    };
    items(&attribution["source"]).iter().filter_map(place).any(|(from, to)| from < end && start < to)
}

/// Returns the stance of a found statement toward the persons that the annotated one is about; neutral is none.
fn stance_toward(found: &Value, gold_about: &Value) -> Option<String> {
    let is_meant =
        |about: &Value| items(gold_about).iter().any(|name| same_name(about["name"].as_str(), name.as_str()));
    let stances = items(&found["about"]).iter().filter(|about| is_meant(about));
    stances
        .filter_map(|about| about["stance"].as_str())
        .find(|stance| !matches!(*stance, "" | "neutral"))
        .map(str::to_owned)
}

fn is_same_candidacy(gold: &Value, found: &Value) -> bool {
    fn status(fact: &Value) -> Option<&str> {
        let status = fact["status"].as_str();
        if matches!(status, Some("withdrew" | "ruled_out")) { Some("out") } else { status }
    }
    same_name(gold["person"].as_str(), found["person"].as_str()) && status(gold) == status(found)
}

fn is_same_endorsement(gold: &Value, found: &Value) -> bool {
    let is_for = gold.get("for").is_some();
    let candidate = if is_for { &gold["for"] } else { &gold["against"] };
    same_name(gold["by"].as_str(), found["by"].as_str())
        && same_name(candidate.as_str(), found["candidate"].as_str())
        && is_for == (found["position"].as_str() == Some("for"))
}

fn is_same_tenure(gold: &Value, found: &Value) -> bool {
    let words = |post: &Value| {
        let mut words = name_words(post.as_str());
        words.retain(|word| !["of", "the", "and", "for"].contains(&word.as_str()));
        words.sort_unstable();
        words.dedup();
        words
    };
    let (gold_post, found_post) = (words(&gold["post"]), words(&found["post"]));
    let common = super::scoring::shared(&gold_post, &found_post);
    same_name(gold["person"].as_str(), found["person"].as_str()) && common * 2 >= gold_post.len().max(1)
}

fn are_ends_right(gold: &Value, found: &Value) -> bool {
    [("start", "from"), ("end", "until")].into_iter().all(|(there, here)| {
        !has(&gold[there]) || is_same_date(gold[there].as_str(), date_value(&found[here]), false)
    })
}

fn is_on_day(gold: &Value, found: &Value) -> bool {
    let is_about = gold["date_precision"].as_str() == Some("approx");
    is_same_date(gold["date"].as_str(), date_value(found), is_about)
}

fn is_same_date(gold: Option<&str>, found: Option<&str>, is_about: bool) -> bool {
    let (gold, found) = (gold.unwrap_or_default(), found.unwrap_or_default());
    if gold.is_empty() || found.is_empty() {
        return gold == found;
    }
    if gold.len() == 10 && found.len() == 10 && is_about {
        let days = gold.parse::<Date>().and_then(|gold| gold.until(found.parse::<Date>()?));
        return days.is_ok_and(|days| days.get_days().abs() <= 3);
    }
    let shorter = gold.len().min(found.len());
    shorter >= 4 && gold.as_bytes()[..shorter] == found.as_bytes()[..shorter]
}

fn date_value(date: &Value) -> Option<&str> {
    date.as_str().or(date["value"].as_str())
}

fn has(value: &Value) -> bool {
    value.as_str().is_some_and(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right_as_far_as_the_coarser_goes() {
        let same = |gold, found| is_same_date(Some(gold), Some(found), false);
        assert!(same("2023-07", "2023-07-14") && same("2023-07-14", "2023"));
        assert!(!same("2023-07", "2023-08-14"));
        assert!(!is_same_date(Some("2023"), None, false));
        assert!(is_same_date(Some("2023-11-01"), Some("2023-11-04"), true));
        assert!(!is_same_date(Some("2023-11-01"), Some("2023-11-05"), true));
    }

    #[test]
    fn who_withdrew_is_out_like_who_never_ran() {
        let gold = json!({ "person": "Mark Rutte", "status": "withdrew" });
        assert!(is_same_candidacy(&gold, &json!({ "person": "Rutte", "status": "ruled_out" })));
        assert!(!is_same_candidacy(&gold, &json!({ "person": "Rutte", "status": "declared" })));
    }
}
