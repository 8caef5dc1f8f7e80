//! Scores attributions: segments of source, cue and content in CofeNet's way, and whole attributions.
//!
//! Called by `evaluate` with the readings of PolNeAR. A segment is a contiguous stretch and counts alone, and every
//! annotator of an article counts as one gold document (Wang et al., COLING 2022).

use serde_json::{Value, json};

use super::scoring::{Rates, Readings, Tally, covered, dice, items, pairs, shared, tokens};

/// The parts of an attribution, in the order of the score's arrays.
pub const ROLES: [&str; 3] = ["source", "cue", "content"];

/// How well attributions were found.
#[derive(Clone, Copy, Debug, Default)]
pub struct AttributionScore {
    /// The segments of each role.
    pub segments: [SegmentScore; 3],
    /// Whole attributions.
    pub whole: WholeScore,
    /// How many annotated articles have no reading.
    pub articles_missing: usize,
}

/// How well the segments of one role were found.
#[derive(Clone, Copy, Debug, Default)]
pub struct SegmentScore {
    /// The same tokens.
    pub exact: Rates,
    /// The same first token.
    pub begin: Rates,
    /// Token by token.
    pub token: Rates,
}

/// How well whole attributions were found: paired by cue.
#[derive(Clone, Copy, Debug, Default)]
pub struct WholeScore {
    /// The cue overlaps.
    pub cue: Rates,
    /// The source, too, has a Dice overlap above one half.
    pub cue_source: Rates,
    /// The content, too, has a Dice overlap above one half.
    pub cue_content: Rates,
    /// Both do.
    pub full: Rates,
    /// All three are equal, token for token.
    pub exact: Rates,
}

impl AttributionScore {
    /// Returns the score as JSON.
    pub fn json(&self) -> Value {
        let segments = ROLES.iter().zip(&self.segments).map(|(role, score)| {
            let f1 = json!({ "exact": score.exact.f1, "begin": score.begin.f1, "token": score.token.f1 });
            ((*role).to_owned(), f1)
        });
        json!({
            "segments": segments.collect::<serde_json::Map<_, _>>(),
            "whole": {
                "cue": self.whole.cue.json(),
                "cue+source": self.whole.cue_source.json(),
                "cue+content": self.whole.cue_content.json(),
                "full": self.whole.full.json(),
                "exact": self.whole.exact.json(),
            },
            "articles_missing": self.articles_missing,
        })
    }
}

#[derive(Default)]
struct Tallies {
    /// Exact, begin and token, for each role.
    segments: [[Tally; 3]; 3],
    /// Cue, cue and source, cue and content, full, exact.
    whole: [Tally; 5],
    articles_missing: usize,
}

/// Scores the attributions of all annotated articles.
pub fn score(gold: &[Value], readings: &Readings) -> AttributionScore {
    let mut tallies = Tallies::default();
    for article in gold {
        let tokens = tokens(article["text"].as_str().unwrap_or_default());
        let reading = readings.of(article);
        tallies.articles_missing += usize::from(reading.is_none());
        let found = reading.map_or(&[][..], |reading| items(&reading["attributions"]));
        let others = article["other_annotators"].as_object().into_iter().flat_map(|by| by.values());
        for marked in std::iter::once(&article["attributions"]).chain(others) {
            tallies.count_segments(items(marked), found, &tokens);
        }
        tallies.count_whole(&parts(items(&article["attributions"]), &tokens), &parts(found, &tokens));
    }
    let [cue, cue_source, cue_content, full, exact] = tallies.whole.map(Tally::rates);
    AttributionScore {
        segments: tallies.segments.map(|tally| {
            let [exact, begin, token] = tally.map(Tally::rates);
            SegmentScore { exact, begin, token }
        }),
        whole: WholeScore { cue, cue_source, cue_content, full, exact },
        articles_missing: tallies.articles_missing,
    }
}

impl Tallies {
    fn count_segments(&mut self, marked: &[Value], found: &[Value], tokens: &[(i64, i64)]) {
        for (role, tallies) in ROLES.iter().zip(&mut self.segments) {
            let (g, p) = (segments(marked, role, tokens), segments(found, role, tokens));
            tallies[0].add(shared(&g, &p), p.len(), g.len());
            let begins = |segments: &[(usize, usize)]| sorted(segments.iter().map(|segment| segment.0));
            let (g_begins, p_begins) = (begins(&g), begins(&p));
            tallies[1].add(shared(&g_begins, &p_begins), p_begins.len(), g_begins.len());
            let flat = |segments: &[(usize, usize)]| sorted(segments.iter().flat_map(|&(a, b)| a..b));
            let (g_flat, p_flat) = (flat(&g), flat(&p));
            tallies[2].add(shared(&g_flat, &p_flat), p_flat.len(), g_flat.len());
        }
    }

    fn count_whole(&mut self, gold: &[[Vec<usize>; 3]], found: &[[Vec<usize>; 3]]) {
        for tally in &mut self.whole {
            tally.add(0, found.len(), gold.len());
        }
        let overlap = |i: usize, j: usize| {
            let ([_, g_cue, g_content], [_, p_cue, p_content]) = (&gold[i], &found[j]);
            if shared(g_cue, p_cue) == 0 {
                return 0.0;
            }
            dice(g_cue, p_cue) + 0.01 * dice(g_content, p_content)
        };
        for (i, j) in pairs(gold.len(), found.len(), overlap) {
            let (g, p) = (&gold[i], &found[j]);
            let (source, content) = (dice(&g[0], &p[0]) > 0.5, dice(&g[2], &p[2]) > 0.5);
            let hits = [true, source, content, source && content, g == p];
            for (tally, hit) in self.whole.iter_mut().zip(hits) {
                tally.hit += usize::from(hit);
            }
        }
    }
}

/// Returns the different segments of a role, as token ranges in order.
fn segments(attributions: &[Value], role: &str, tokens: &[(i64, i64)]) -> Vec<(usize, usize)> {
    let spans = attributions.iter().flat_map(|attribution| items(&attribution[role]));
    sorted(spans.filter_map(|span| {
        let found = covered(&json!([span]), tokens);
        Some((*found.first()?, found.last()? + 1))
    }))
}

/// Returns the tokens of source, cue and content of each attribution that has a cue or a content.
fn parts(attributions: &[Value], tokens: &[(i64, i64)]) -> Vec<[Vec<usize>; 3]> {
    let all = attributions.iter().map(|attribution| ROLES.map(|role| covered(&attribution[role], tokens)));
    all.filter(|[_, cue, content]| !cue.is_empty() || !content.is_empty()).collect()
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}
