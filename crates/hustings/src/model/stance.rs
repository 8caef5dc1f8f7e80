//! The classifier of stances: a linear one over hashed words and features, after one of polarity.
//!
//! The first matrix is learned from sentences with a polarity toward a person, the second from statements about
//! candidates; the layout is described in `crates/hustings-model/MODEL.md`.

use super::weights::{Error, File};
use super::wide::exp;

const MAGIC: &[u8] = b"HUSTSTAN";
const CLASSES: usize = 6;
const POLARITIES: usize = 3;
/// Where a statement has its target from, as groups.
const ORIGINS: usize = 6;

/// How many stretches of words there are: just before and behind the target, further off on both sides, cue, content.
pub(crate) const STRETCHES: usize = 6;

/// What is seen of a statement and one person that it may be about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signs {
    /// The hashes of the words of each stretch.
    pub words: [Vec<u32>; STRETCHES],
    /// The hashes of the features.
    pub features: Vec<u32>,
}

/// The weights.
#[derive(Clone, Debug)]
pub(super) struct StanceWeights {
    /// The number of places of both matrices, a power of two, less one.
    mask: u32,
    polarity: Vec<f32>,
    stance: Vec<f32>,
    /// One row a polarity and group of origins, then the constant.
    dense: Vec<f32>,
    neutral: f32,
}

/// How likely each stance is, as logarithms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StanceScores {
    scores: [f32; CLASSES],
    /// What is added to neutral before the highest wins.
    neutral: f32,
}

impl StanceScores {
    /// Returns how likely support and opposition are, 0 to 1.
    pub(crate) fn support_and_oppose(&self) -> [f32; 2] {
        [exp(self.scores[1]), exp(self.scores[2])]
    }

    /// Returns whether support (`true`) or opposition is likeliest when `share` is added to them, and by how much it
    /// leads neutral; nothing where neutral wins.
    pub(crate) fn decide(&self, share: [f32; 2]) -> Option<(bool, f32)> {
        let neutral = self.scores[0] + self.neutral;
        let (support, oppose) = (self.scores[1] + share[0] - neutral, self.scores[2] + share[1] - neutral);
        (support > 0.0 || oppose > 0.0).then_some((support >= oppose, support.max(oppose)))
    }
}

impl StanceWeights {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut file = File::open(bytes, MAGIC)?;
        let places = file.number()?;
        if !places.is_power_of_two() || places > 1 << 20 {
            return Err(Error::shape("the places of the stances"));
        }
        Ok(Self {
            mask: places as u32 - 1,
            neutral: file.floats(1)?[0],
            polarity: file.fine(places * POLARITIES)?,
            stance: file.fine(places * CLASSES)?,
            dense: file.floats((ORIGINS * POLARITIES + 1) * CLASSES)?,
        })
    }

    /// Returns the scores of a statement toward a target whose origin is of the group.
    pub(super) fn score(&self, signs: &Signs, group: usize) -> StanceScores {
        let mut places: Vec<u32> = signs.features.iter().map(|feature| feature & self.mask).collect();
        let mut scores: [f32; CLASSES] = sum(&self.stance, &places);
        for (k, words) in signs.words.iter().enumerate().filter(|&(k, _)| k != 4) {
            let mut words = words.clone();
            words.sort_unstable();
            words.dedup();
            let k = k as u32;
            places.extend(words.iter().map(|w| w.wrapping_mul(k + 3).wrapping_add(k * 7919) & self.mask));
        }
        let mut polarity: [f32; POLARITIES] = sum(&self.polarity, &places);
        normalize(&mut polarity);
        for (class, score) in scores.iter_mut().enumerate() {
            for (p, polarity) in polarity.iter().enumerate() {
                let weight = self.dense[(group.min(ORIGINS - 1) * POLARITIES + p) * CLASSES + class];
                *score += (polarity / 2.0 + 0.5) * weight;
            }
            *score += self.dense[ORIGINS * POLARITIES * CLASSES + class];
        }
        normalize(&mut scores);
        StanceScores { scores, neutral: self.neutral }
    }
}

/// Returns three times the sum of the rows at the places over the root of how many there are.
fn sum<const N: usize>(rows: &[f32], places: &[u32]) -> [f32; N] {
    let mut total = [0.0; N];
    for &place in places {
        let row = &rows[place as usize * N..][..N];
        total.iter_mut().zip(row).for_each(|(total, x)| *total += x);
    }
    let scale = 3.0 / (places.len().max(1) as f32).sqrt();
    total.map(|x| x * scale)
}

/// Turns scores into logarithms of probabilities.
fn normalize(scores: &mut [f32]) {
    let top = scores.iter().fold(f32::MIN, |top, &score| top.max(score));
    let total: f32 = scores.iter().map(|score| exp(score - top)).sum();
    // The logarithm of a sum between one and N, by Newton's steps on e^x.
    let mut log = 0.0f32;
    for _ in 0..8 {
        log += total * exp(-log) - 1.0;
    }
    scores.iter_mut().for_each(|score| *score -= top + log);
}
