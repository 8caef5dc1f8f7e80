//! The layers: normalization, gated convolution over three tokens, and label scores.
//!
//! Sums of products are whole numbers (see `product.rs`) and everything else is done in one fixed order, so the
//! same words get the same scores on every machine and however an article is cut.

use super::product;

/// Scales each token's numbers to mean zero and variance one, then by learned factors (Ba et al. 2016).
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) scale: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

impl Norm {
    /// Writes the normalized `row` into `out`.
    pub(super) fn apply(&self, row: &[f32], out: &mut [f32]) {
        let n = row.len() as f32;
        let mean = sum(row, |x| x) / n;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / n;
        let factor = 1.0 / (variance + 1e-5).sqrt();
        for (((y, &x), &scale), &shift) in out.iter_mut().zip(row).zip(&self.scale).zip(&self.shift) {
            *y = (x - mean) * factor * scale + shift;
        }
    }

    /// Returns a bound on the size of any normalized number.
    fn bound(&self) -> f32 {
        let largest = |row: &[f32]| row.iter().fold(0.0f32, |most, x| most.max(x.abs()));
        (self.scale.len() as f32).sqrt() * largest(&self.scale) + largest(&self.shift)
    }
}

/// Sums eight lanes side by side, an order that does not depend on the machine.
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 8];
    for eight in row.chunks_exact(8) {
        for (lane, &x) in lanes.iter_mut().zip(eight) {
            *lane += f(x);
        }
    }
    lanes.iter().sum()
}

/// A residual layer: a convolution over three tokens whose one half gates the other (Dauphin et al. 2017).
#[derive(Clone, Debug)]
pub(super) struct Gate {
    norm: Norm,
    pub(super) dilation: usize,
    taps: product::Packed,
    /// One a row: the size of one step of the sum.
    steps: Vec<f32>,
    bias: Vec<f32>,
    /// How many steps one is when a normalized number becomes a whole one.
    fineness: f32,
}

/// The buffers that a chunk of an article needs, kept from layer to layer.
#[derive(Default)]
pub(super) struct Workspace {
    row: Vec<f32>,
    whole: Vec<i16>,
    sums: Vec<i32>,
}

impl Gate {
    /// Returns the layer; `rows` are 2·width rows of 3·width whole numbers with one scale each.
    pub(super) fn new(norm: Norm, dilation: usize, rows: (&[f32], &[i8]), bias: Vec<f32>) -> Self {
        let columns = 3 * norm.scale.len();
        let most = (i32::MAX as f32 / (columns as f32 * 128.0)).min(32_000.0);
        let fineness = most / norm.bound().max(1e-3);
        let steps = rows.0.iter().map(|scale| scale / fineness).collect();
        Self { taps: product::Packed::new(rows.1, columns), norm, dilation, steps, bias, fineness }
    }

    /// Adds the layer's output to `x`, which holds one row of numbers a token.
    pub(super) fn apply(&self, x: &mut [f32], workspace: &mut Workspace) {
        let width = self.norm.scale.len();
        let (tokens, border) = (x.len() / width, self.dilation * width);
        workspace.row.resize(width, 0.0);
        workspace.whole.clear();
        workspace.whole.resize(x.len() + 2 * border, 0);
        let inner = &mut workspace.whole[border..border + x.len()];
        for (row, whole) in x.chunks_exact(width).zip(inner.chunks_exact_mut(width)) {
            self.norm.apply(row, &mut workspace.row);
            for (y, &value) in whole.iter_mut().zip(&workspace.row) {
                *y = (value * self.fineness) as i16;
            }
        }
        workspace.sums.resize(tokens * 2 * width, 0);
        let taps = product::Taps { rows: &workspace.whole, width, distance: border };
        product::multiply(&self.taps, taps, &mut workspace.sums);
        for (row, sums) in x.chunks_exact_mut(width).zip(workspace.sums.chunks_exact(2 * width)) {
            self.add_gated(row, sums);
        }
    }

    fn add_gated(&self, row: &mut [f32], sums: &[i32]) {
        let width = row.len();
        let (values, gates) = sums.split_at(width);
        let (value_steps, gate_steps) = self.steps.split_at(width);
        let (value_bias, gate_bias) = self.bias.split_at(width);
        for i in 0..width {
            let value = values[i] as f32 * value_steps[i] + value_bias[i];
            let gate = gates[i] as f32 * gate_steps[i] + gate_bias[i];
            row[i] += value / (1.0 + exp(-gate));
        }
    }
}

/// Returns e^x, within a millionth, by the same steps on every machine.
pub(super) fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let t = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = (t + ROUND) - ROUND;
    let f = (t - whole) * std::f32::consts::LN_2;
    let series =
        1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) << 23).cast_unsigned())
}

/// Scores of labels from a token's numbers.
#[derive(Clone, Debug)]
pub(super) struct Affine {
    /// One row a number of the token, one column a label.
    columns: Vec<f32>,
    bias: Vec<f32>,
}

impl Affine {
    /// Returns the scores' weights; `weights` holds one row a label.
    pub(super) fn new(weights: &[f32], bias: Vec<f32>, width: usize) -> Self {
        let labels = bias.len();
        let columns = (0..width * labels).map(|i| weights[i % labels * width + i / labels]).collect();
        Self { columns, bias }
    }

    /// Returns how many labels are scored.
    pub(super) fn labels(&self) -> usize {
        self.bias.len()
    }

    /// Writes a score for every label.
    pub(super) fn apply(&self, row: &[f32], scores: &mut [f32]) {
        scores.copy_from_slice(&self.bias);
        for (&x, weights) in row.iter().zip(self.columns.chunks_exact(self.bias.len())) {
            for (score, &weight) in scores.iter_mut().zip(weights) {
                *score += x * weight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for x in [-30.0f32, -1.5, -0.1, 0.0, 0.7, 3.0, 20.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-6, "{x}");
        }
    }
}
