//! Scores clusters of mentions: MUC, B³ and CEAFe, and their mean, the CoNLL F1 (Pradhan et al. 2014).
//!
//! Used by [`super::gum`]. Mentions are places of the text; those of one cluster mean one thing.
//!
//! `{Kallas, she}` for `{Kallas, she, the premier}`: one of two links by MUC

use std::collections::HashMap;

/// A place of the text, in code points.
pub type Place = (i64, i64);

/// What several articles add up to, for precision and recall of each measure.
#[derive(Clone, Copy, Debug, Default)]
pub struct Coreference {
    /// Found and possible links by MUC: of what is annotated, then of what was found.
    muc: [Share; 2],
    b_cubed: [Share; 2],
    ceaf: [Share; 2],
}

#[derive(Clone, Copy, Debug, Default)]
struct Share {
    part: f64,
    whole: f64,
}

impl Share {
    fn add(&mut self, part: f64, whole: f64) {
        self.part += part;
        self.whole += whole;
    }

    fn value(self) -> f64 {
        if self.whole > 0.0 { self.part / self.whole } else { 0.0 }
    }
}

fn f1(shares: [Share; 2]) -> f64 {
    let (r, p) = (shares[0].value(), shares[1].value());
    if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
}

impl Coreference {
    /// Adds the clusters of one article.
    pub fn add(&mut self, gold: &[Vec<Place>], found: &[Vec<Place>]) {
        let (of_gold, of_found) = (owners(gold), owners(found));
        for (side, (clusters, other)) in [(gold, &of_found), (found, &of_gold)].into_iter().enumerate() {
            for cluster in clusters {
                let (parts, shared) = split(cluster, other);
                self.muc[side].add((cluster.len() - parts) as f64, (cluster.len() - 1) as f64);
                let squares: f64 = shared.iter().map(|&count| (count * count) as f64).sum();
                self.b_cubed[side].add(squares / cluster.len() as f64, cluster.len() as f64);
            }
        }
        let alike = best_match(gold, found);
        self.ceaf[0].add(alike, gold.len() as f64);
        self.ceaf[1].add(alike, found.len() as f64);
    }

    /// Returns the F1 of MUC, B³ and CEAFe in percent.
    pub fn f1s(&self) -> [f64; 3] {
        [f1(self.muc), f1(self.b_cubed), f1(self.ceaf)]
    }

    /// Returns the mean of the three.
    pub fn conll(&self) -> f64 {
        self.f1s().iter().sum::<f64>() / 3.0
    }
}

fn owners(clusters: &[Vec<Place>]) -> HashMap<Place, usize> {
    let places =
        clusters.iter().enumerate().flat_map(|(k, cluster)| cluster.iter().map(move |&place| (place, k)));
    places.collect()
}

/// Returns into how many parts the others cut a cluster, and how many mentions each shares with it.
fn split(cluster: &[Place], other: &HashMap<Place, usize>) -> (usize, Vec<usize>) {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    let mut alone = 0;
    for place in cluster {
        match other.get(place) {
            Some(&k) => *shared.entry(k).or_default() += 1,
            None => alone += 1,
        }
    }
    (shared.len() + alone, shared.into_values().collect())
}

/// Returns how alike the clusters are when each is paired with at most one of the others, at best.
fn best_match(gold: &[Vec<Place>], found: &[Vec<Place>]) -> f64 {
    let of_found = owners(found);
    let size = gold.len().max(found.len());
    let mut alike = vec![vec![0.0; size]; size];
    for (i, cluster) in gold.iter().enumerate() {
        for place in cluster {
            if let Some(&j) = of_found.get(place) {
                alike[i][j] += 2.0 / (cluster.len() + found[j].len()) as f64;
            }
        }
    }
    assignment(&alike)
}

/// Returns the greatest sum of a square table with one cell a row and column (Kuhn and Munkres).
fn assignment(gains: &[Vec<f64>]) -> f64 {
    let n = gains.len();
    let (mut u, mut v, mut row_of) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0_usize; n + 1]);
    for row in 1..=n {
        row_of[0] = row;
        let (mut column, mut way) = (0, vec![0_usize; n + 1]);
        let (mut least, mut used) = (vec![f64::INFINITY; n + 1], vec![false; n + 1]);
        while row_of[column] != 0 {
            used[column] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in (1..=n).filter(|&j| !used[j]) {
                let cost = -gains[row_of[column] - 1][j - 1] - u[row_of[column]] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=n).map(|j| gains[row_of[j] - 1][j - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_paper() {
        // Gold {a b c} {d e f g}; found {a b} {c d} {f g h i} (Pradhan et al. 2014, table 1).
        let cluster = |places: &str| places.bytes().map(|b| (i64::from(b), 0)).collect::<Vec<_>>();
        let gold = [cluster("abc"), cluster("defg")];
        let found = [cluster("ab"), cluster("cd"), cluster("fghi")];
        let mut score = Coreference::default();
        score.add(&gold, &found);
        let rounded = score.f1s().map(|f1| f1.round());
        assert_eq!(rounded, [40.0, 45.0, 52.0]);
    }
}
