//! Loops over floats, compiled for the widest vectors that the machine has.
//!
//! Every lane does the same operations in the same order, and none are fused, so the results are the same to the
//! bit on every machine.

#![allow(unsafe_code)]

/// Makes a function that is compiled three times: plain, for AVX2, for AVX-512.
macro_rules! widest {
    ($(#[$doc:meta])* fn $name:ident($($argument:ident: $kind:ty),*) $body:block) => {
        $(#[$doc])*
        pub(super) fn $name($($argument: $kind),*) {
            #[inline(always)]
            fn plain($($argument: $kind),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn avx512($($argument: $kind),*) {
                    plain($($argument),*);
                }

                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $kind),*) {
                    plain($($argument),*);
                }

                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                {
                    // SAFETY: the processor has the features that the function is compiled for.
                    return unsafe { avx512($($argument),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has AVX2.
                    return unsafe { avx2($($argument),*) };
                }
            }
            plain($($argument),*);
        }
    };
}

/// Adding it to a small number leaves the nearest whole number in the low bits.
const ROUND: f32 = 12_582_912.0;

/// Labels that are scored together.
pub(super) const LABELS: usize = 64;

/// Factors and shifts of a normalization (Ba et al. 2016).
pub(super) type Factors<'a> = (&'a [f32], &'a [f32]);

widest! {
    /// Writes rows of numbers, each row normalized to mean zero and variance one, then scaled and shifted.
    fn normalize(rows: &[f32], factors: Factors<'_>, out: &mut [f32]) {
        let width = factors.0.len();
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let (mean, factor) = spread(row);
            for (((y, &x), &scale), &shift) in out.iter_mut().zip(row).zip(factors.0).zip(factors.1) {
                *y = (x - mean) * factor * scale + shift;
            }
        }
    }
}

widest! {
    /// Writes the same numbers as bytes of the given fineness, cut where bytes end; 128 is zero.
    fn normalize_bytes(rows: &[f32], factors: Factors<'_>, fineness: f32, out: &mut [u8]) {
        let width = factors.0.len();
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let (mean, factor) = spread(row);
            for (((y, &x), &scale), &shift) in out.iter_mut().zip(row).zip(factors.0).zip(factors.1) {
                let number = ((x - mean) * factor * scale + shift) * fineness;
                *y = (number.clamp(-127.0, 127.0) + 128.0 + ROUND).to_bits() as u8;
            }
        }
    }
}

widest! {
    /// Adds to every row the values of its sums, let through by their gates; `sizes` holds the size of one step and
    /// the bias of every sum.
    fn add_gated(rows: &mut [f32], sums: &[i32], sizes: Factors<'_>) {
        let width = sizes.0.len() / 2;
        let (value_steps, gate_steps) = sizes.0.split_at(width);
        let (value_bias, gate_bias) = sizes.1.split_at(width);
        for (row, sums) in rows.chunks_exact_mut(width).zip(sums.chunks_exact(2 * width)) {
            let (values, gates) = sums.split_at(width);
            let values = values.iter().zip(value_steps).zip(value_bias);
            let gates = gates.iter().zip(gate_steps).zip(gate_bias);
            for ((x, ((&v, value_step), value_bias)), ((&g, gate_step), gate_bias)) in
                row.iter_mut().zip(values).zip(gates)
            {
                let value = v as f32 * value_step + value_bias;
                let gate = g as f32 * gate_step + gate_bias;
                *x += value / (1.0 + exp(-gate));
            }
        }
    }
}

widest! {
    /// Writes the scores of 64 labels for every row; `columns` holds 64 weights for every number of a row.
    fn score(rows: &[f32], columns: &[f32], bias: &[f32; LABELS], out: &mut [f32]) {
        let width = columns.len() / LABELS;
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(LABELS)) {
            let mut sums = *bias;
            for (&x, weights) in row.iter().zip(columns.chunks_exact(LABELS)) {
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
            out.copy_from_slice(&sums);
        }
    }
}

/// Returns the mean of a row and what its numbers are multiplied with for a variance of one.
#[inline(always)]
fn spread(row: &[f32]) -> (f32, f32) {
    let n = row.len() as f32;
    let mean = sum(row, |x| x) / n;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / n;
    (mean, 1.0 / (variance + 1e-5).sqrt())
}

/// Sums sixteen lanes side by side, an order that does not depend on the machine.
#[inline(always)]
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 16];
    for sixteen in row.chunks_exact(16) {
        for (lane, &x) in lanes.iter_mut().zip(sixteen) {
            *lane += f(x);
        }
    }
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
    }
    lanes[0]
}

/// Returns e^x, within a millionth, by the same steps on every machine.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let t = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let rounded = t + ROUND;
    let f = (t - (rounded - ROUND)) * std::f32::consts::LN_2;
    let series =
        1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f / 720.0)))));
    let whole = rounded.to_bits().wrapping_sub(ROUND.to_bits());
    series * f32::from_bits(whole.wrapping_add(127) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for x in [-90.0f32, -30.0, -1.5, -0.1, 0.0, 0.7, 3.0, 20.0, 80.0] {
            assert!((exp(x) / x.max(-80.0).exp() - 1.0).abs() < 2e-6, "{x}");
        }
    }

    #[test]
    fn rows_are_normalized() {
        let row: Vec<f32> = (0..32u8).map(f32::from).collect();
        let (ones, zeros, mut out) = ([1.0; 32], [0.0; 32], [0.0; 32]);
        normalize(&row, (&ones, &zeros), &mut out);
        let square: f32 = out.iter().map(|y| y * y).sum();
        assert!((square / 32.0 - 1.0).abs() < 1e-4 && (out[0] + out[31]).abs() < 1e-4, "{out:?}");
        let mut bytes = [0; 32];
        normalize_bytes(&row, (&ones, &zeros), 100.0, &mut bytes);
        let byte = |y: &f32| 128.0 + (y * 100.0).clamp(-127.0, 127.0);
        assert!(out.iter().zip(bytes).all(|(y, b)| (byte(y) - f32::from(b)).abs() < 0.51), "{bytes:?}");
    }
}
