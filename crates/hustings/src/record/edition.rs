//! An edition: one fetched copy of an article, named by what it holds and where it stood.
//!
//! [`super::rows`] stamps its name on every row; [`super::origin`] compares the sketches.
//!
//! `The Courier's text of 3 May, mended on 4 May` → two editions, the newer one knows the older one

use super::fold::fold;
use crate::date::PartialDate;
use serde::{Deserialize, Serialize};

/// One fetched copy of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its name: the hash of its bytes, its address, outlet, headline and day, in hexadecimal.
    pub id: String,
    /// The BLAKE3 hash of its bytes as fetched, in hexadecimal.
    pub hash: String,
    /// What all editions of one article share: the URL, else the name in its corpus; nothing for a lone text.
    pub locator: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// The place it was filed from.
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When the record first saw it, RFC 3339.
    pub first_seen: String,
    /// The edition of the same article that the record had before.
    pub previous: Option<String>,
    /// How many bytes its text has.
    pub length: usize,
    /// The sketch of its text, for telling reprints.
    #[serde(skip)]
    pub sketch: Vec<u32>,
}

impl Edition {
    /// Returns the short name that begins the names of its rows.
    pub fn short(&self) -> &str {
        &self.id[..self.id.len().min(12)]
    }

    /// Returns the day on which the record first saw it.
    pub fn learned(&self) -> Option<PartialDate> {
        PartialDate::parse(&self.first_seen)
    }

    /// Returns the day from which it could be known: when it was published for sure, else when it was seen.
    pub fn known_from(&self) -> Option<jiff::civil::Date> {
        self.published.or(self.learned()).map(|date| date.interval().last)
    }
}

/// How many words make a shingle.
const SHINGLE: usize = 5;

/// Hashes below this are kept of every text: one in eight.
const LOW: u32 = u32::MAX / 8;

/// So many of the lowest hashes are kept in any case, which is all of a short text.
const FEWEST: usize = 64;

/// The most hashes of a sketch: a text of 16,000 words keeps all its low ones.
const MOST: usize = 2048;

/// Returns the sketch of a text: hashes of five words in a row, the low ones kept (FracMinHash, Irber et al. 2022).
///
/// Two sketches share as large a part of their low hashes as their texts share of their words in a row, and a text cut
/// to its first half still has all its hashes in the whole.
pub fn sketch(text: &str) -> Vec<u32> {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut hashes: Vec<u32> = words.windows(SHINGLE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let low = hashes.partition_point(|hash| *hash < LOW);
    hashes.truncate(low.clamp(FEWEST, MOST));
    hashes
}

/// Returns up to which value a sketch holds all hashes of its text.
pub(super) fn reach(sketch: &[u32]) -> u32 {
    match sketch.last() {
        Some(last) if sketch.len() >= MOST => *last,
        Some(last) if sketch.len() >= FEWEST => (*last).max(LOW - 1),
        _ => u32::MAX,
    }
}

/// FNV-1a over the words, its halves folded and mixed, so that the low bits are as good as the high ones.
fn hash(words: &[&str]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.iter().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    u32::try_from((hash ^ (hash >> 33)) >> 32).unwrap_or(0)
}
