//! From scores to labels: the best sequence that the label grammar allows, and how likely each label is.
//!
//! Takes the scores of one article; the tagger turns the numbers into tags.

use super::wide::exp;

/// What may follow what, and how gladly: one row a label before, one column a label after, a last row for the start.
pub(super) struct Moves<'a> {
    pub(super) weights: &'a [f32],
    pub(super) labels: usize,
}

impl Moves<'_> {
    fn row(&self, from: usize) -> &[f32] {
        &self.weights[from * self.labels..][..self.labels]
    }

    /// Returns the best sequence of labels (Viterbi 1967); `scores` holds one row a token.
    pub(super) fn best(&self, scores: &[f32]) -> Vec<usize> {
        let labels = self.labels;
        let tokens = scores.len() / labels;
        let mut back = vec![0u8; scores.len()];
        let mut best: Vec<f32> = self.row(labels).to_vec();
        let mut next = vec![0.0; labels];
        for (token, row) in scores.chunks_exact(labels).enumerate() {
            if token > 0 {
                for to in 0..labels {
                    let (from, total) = self.best_move(&best, to);
                    next[to] = total;
                    back[token * labels + to] = from as u8;
                }
                best.copy_from_slice(&next);
            }
            best.iter_mut().zip(row).for_each(|(total, score)| *total += score);
        }
        let mut found = vec![0; tokens];
        let mut label = (0..labels).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        for token in (0..tokens).rev() {
            found[token] = label;
            label = usize::from(back[token * labels + label]);
        }
        found
    }

    fn best_move(&self, best: &[f32], to: usize) -> (usize, f32) {
        let total = |from: usize| best[from] + self.weights[from * self.labels + to];
        (1..self.labels)
            .fold((0, total(0)), |top, from| if total(from) > top.1 { (from, total(from)) } else { top })
    }

    /// Returns how likely each of the `found` labels is, 0 to 1, all sequences weighed (Rabiner 1989).
    pub(super) fn certainties(&self, scores: &[f32], found: &[usize]) -> Vec<f32> {
        let labels = self.labels;
        let moves: Vec<f32> = self.weights.iter().map(|&w| if w < -1e3 { 0.0 } else { exp(w) }).collect();
        let mut emitted = Vec::with_capacity(scores.len());
        for row in scores.chunks_exact(labels) {
            let top = row.iter().fold(f32::MIN, |top, &score| top.max(score));
            emitted.extend(row.iter().map(|score| exp(score - top)));
        }
        let ahead = forward(&moves, &emitted, labels);
        let behind = backward(&moves, &emitted, labels);
        let rows = ahead.chunks_exact(labels).zip(behind.chunks_exact(labels));
        rows.zip(found)
            .map(|((a, b), &label)| {
                let all: f32 = a.iter().zip(b).map(|(x, y)| x * y).sum();
                (a[label] * b[label] / all.max(f32::MIN_POSITIVE)).min(1.0)
            })
            .collect()
    }
}

/// Returns for every token and label the weight of all sequences up to there, each row scaled to one.
fn forward(moves: &[f32], emitted: &[f32], labels: usize) -> Vec<f32> {
    let mut all: Vec<f32> = Vec::with_capacity(emitted.len());
    for (token, row) in emitted.chunks_exact(labels).enumerate() {
        for (to, weight) in row.iter().enumerate() {
            let before = match token {
                0 => moves[labels * labels + to],
                _ => {
                    (0..labels).map(|from| all[(token - 1) * labels + from] * moves[from * labels + to]).sum()
                }
            };
            all.push(before * weight);
        }
        scale(&mut all[token * labels..]);
    }
    all
}

/// Returns for every token and label the weight of all sequences behind it, each row scaled to one.
fn backward(moves: &[f32], emitted: &[f32], labels: usize) -> Vec<f32> {
    let mut all = vec![1.0; emitted.len()];
    for token in (1..emitted.len() / labels).rev() {
        let (before, after) = all.split_at_mut(token * labels);
        let before = &mut before[(token - 1) * labels..];
        for (from, total) in before.iter_mut().enumerate() {
            let row = &emitted[token * labels..];
            *total = (0..labels).map(|to| moves[from * labels + to] * row[to] * after[to]).sum();
        }
        scale(before);
    }
    all
}

fn scale(row: &mut [f32]) {
    let total: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= total.max(f32::MIN_POSITIVE));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Outside, begin, inside; inside may not start nor follow outside.
    const MOVES: [f32; 12] = [0.0, 0.0, -1e4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1e4];

    #[test]
    fn the_grammar_is_kept() {
        let moves = Moves { weights: &MOVES, labels: 3 };
        let scores = [1.0, 0.9, 5.0, 0.0, 1.0, 3.0, 2.0, 0.0, 1.0];
        let found = moves.best(&scores);
        assert_eq!(found, [1, 2, 0]);
        let sure = moves.certainties(&scores, &found);
        assert!(sure.iter().all(|&p| p > 0.3 && p <= 1.0), "{sure:?}");
        assert!(moves.best(&[]).is_empty() && moves.certainties(&[], &[]).is_empty());
    }
}
