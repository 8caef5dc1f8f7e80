//! The layers: normalization, gated convolution over three tokens, and label scores.
//!
//! Sums of products are whole numbers (see `product.rs`) and everything else is done in one fixed order, so the
//! same words get the same scores on every machine and however an article is cut.

use super::{product, wide};

/// How many steps of a byte one is: a normalized number is cut at ±6, which one in ten thousand is beyond.
const FINENESS: f32 = 127.0 / 6.0;

/// Scales each token's numbers to mean zero and variance one, then by learned factors (Ba et al. 2016).
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) scale: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

impl Norm {
    /// Writes the normalized rows into `out`.
    pub(super) fn apply(&self, rows: &[f32], out: &mut [f32]) {
        wide::normalize(rows, (&self.scale, &self.shift), out);
    }

    /// Writes the normalized rows as bytes.
    fn apply_bytes(&self, rows: &[f32], out: &mut [u8]) {
        wide::normalize_bytes(rows, (&self.scale, &self.shift), FINENESS, out);
    }
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
}

/// The buffers that a chunk of an article needs, kept from layer to layer.
#[derive(Default)]
pub(super) struct Workspace {
    bytes: Vec<u8>,
    sums: Vec<i32>,
}

impl Gate {
    /// Returns the layer; `rows` are 2·width rows of 3·width whole numbers with one scale each.
    pub(super) fn new(norm: Norm, dilation: usize, rows: (&[f32], &[i8]), bias: Vec<f32>) -> Self {
        let columns = 3 * norm.scale.len();
        let steps = rows.0.iter().map(|scale| scale / FINENESS).collect();
        Self { taps: product::Packed::new(rows.1, columns), norm, dilation, steps, bias }
    }

    /// Adds the layer's output to `x`, which holds one row of numbers a token.
    pub(super) fn apply(&self, x: &mut [f32], workspace: &mut Workspace) {
        let width = self.norm.scale.len();
        let (tokens, border) = (x.len() / width, self.dilation * width);
        workspace.bytes.clear();
        workspace.bytes.resize(x.len() + 2 * border, product::ZERO);
        self.norm.apply_bytes(x, &mut workspace.bytes[border..border + x.len()]);
        workspace.sums.resize(tokens * 2 * width, 0);
        let taps = product::Taps { rows: &workspace.bytes, width, distance: border };
        product::multiply(&self.taps, taps, &mut workspace.sums);
        wide::add_gated(x, &workspace.sums, (&self.steps, &self.bias));
    }
}

/// Scores of labels from a token's numbers: all heads side by side.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// One row a number of the token, one column a label; empty columns at the end.
    columns: Vec<f32>,
    bias: [f32; wide::LABELS],
    width: usize,
    labels: usize,
}

impl Heads {
    /// Returns heads without any label, over rows of `width` numbers.
    pub(super) fn new(width: usize) -> Self {
        Self { columns: vec![0.0; width * wide::LABELS], bias: [0.0; wide::LABELS], width, labels: 0 }
    }

    /// Adds a head; `weights` holds one row a label. There is room for 64 labels in all.
    pub(super) fn add(&mut self, weights: &[f32], bias: &[f32]) {
        for (row, &bias) in weights.chunks_exact(self.width).zip(bias) {
            self.bias[self.labels] = bias;
            for (i, &weight) in row.iter().enumerate() {
                self.columns[i * wide::LABELS + self.labels] = weight;
            }
            self.labels += 1;
        }
    }

    /// Returns 64 scores a row, those of the first head first.
    pub(super) fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; rows.len() / self.width * wide::LABELS];
        wide::score(rows, &self.columns, &self.bias, &mut scores);
        scores
    }
}
