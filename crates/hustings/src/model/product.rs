//! Sums of products of whole numbers: nearly all of the tagger's work.
//!
//! The sums are exact, so the three ways to compute them (plain, AVX2, AVX-512) give the same result; the layer
//! chooses its scales so that they cannot overflow. With `wide.rs` the only module with `unsafe`: plain code runs
//! at a quarter of the speed.

#![allow(unsafe_code)]

/// Rows that are summed together.
const GROUP: usize = 32;

/// Tokens that are summed together.
const BLOCK: usize = 4;

/// A matrix of whole numbers, packed for [`multiply`]: groups of 32 rows, in each the pairs of columns in order.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    pairs: Vec<i16>,
    rows: usize,
    columns: usize,
}

impl Packed {
    /// Packs a matrix of `columns` columns, given row by row.
    ///
    /// # Panics
    /// When the rows cannot be grouped by 32 or the columns by two.
    pub(super) fn new(matrix: &[i8], columns: usize) -> Self {
        let rows = matrix.len() / columns;
        assert!(
            rows.is_multiple_of(GROUP) && columns.is_multiple_of(2),
            "a matrix of {rows} rows and {columns} columns"
        );
        let mut pairs = Vec::with_capacity(matrix.len());
        for group in (0..rows).step_by(GROUP) {
            for pair in (0..columns).step_by(2) {
                for row in group..group + GROUP {
                    pairs.extend(matrix[row * columns + pair..][..2].iter().map(|&w| i16::from(w)));
                }
            }
        }
        Self { pairs, rows, columns }
    }
}

/// What the matrix is multiplied with: for every token its own row, the one `distance` numbers before and the one
/// as far behind; `rows` has that much room at both ends.
#[derive(Clone, Copy)]
pub(super) struct Taps<'a> {
    pub(super) rows: &'a [i16],
    pub(super) width: usize,
    pub(super) distance: usize,
}

/// Writes the sums of every token, one row a token.
///
/// # Panics
/// When the shapes do not fit.
pub(super) fn multiply(matrix: &Packed, taps: Taps<'_>, sums: &mut [i32]) {
    let tokens = sums.len() / matrix.rows;
    assert_eq!(matrix.columns, 3 * taps.width, "three taps a token");
    assert_eq!(taps.rows.len(), tokens * taps.width + 2 * taps.distance, "room at both ends");
    assert!(taps.width.is_multiple_of(2) && sums.len() == tokens * matrix.rows, "whole rows and pairs");
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512bw") {
            // SAFETY: the processor has AVX-512 BW and VNNI, and the shapes were checked above.
            return unsafe { avx512::multiply(matrix, taps, sums) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, and the shapes were checked above.
            return unsafe { avx2::multiply(matrix, taps, sums) };
        }
    }
    plain(matrix, taps, sums);
}

/// The same sums, one token after the other.
fn plain(matrix: &Packed, taps: Taps<'_>, sums: &mut [i32]) {
    for (token, out) in sums.chunks_exact_mut(matrix.rows).enumerate() {
        for (group, out) in out.chunks_exact_mut(GROUP).enumerate() {
            let mut pairs = matrix.pairs[group * GROUP * matrix.columns..].chunks_exact(2 * GROUP);
            out.fill(0);
            for tap in 0..3 {
                let row = &taps.rows[token * taps.width + tap * taps.distance..][..taps.width];
                for (x, weights) in row.chunks_exact(2).zip(&mut pairs) {
                    for (sum, w) in out.iter_mut().zip(weights.chunks_exact(2)) {
                        *sum += i32::from(x[0]) * i32::from(w[0]) + i32::from(x[1]) * i32::from(w[1]);
                    }
                }
            }
        }
    }
}

/// Makes one way to compute the sums: a type of vector, how many of them hold a group, and its three instructions.
#[cfg(target_arch = "x86_64")]
macro_rules! vectors {
    ($name:ident, $feature:literal, $vector:ident, $across:expr, $at_once:expr, $load:ident, $store:ident, $spread:ident, $zero:ident, $add:expr) => {
        mod $name {
            use super::{BLOCK, GROUP, Packed, Taps};
            use std::arch::x86_64::*;

            const LANES: usize = GROUP / $across;

            /// # Safety
            /// The processor must have the features, and the shapes must be those that `multiply` checks.
            #[target_feature(enable = $feature)]
            pub(super) unsafe fn multiply(matrix: &Packed, taps: Taps<'_>, sums: &mut [i32]) {
                let tokens = sums.len() / matrix.rows;
                for group in 0..matrix.rows / GROUP {
                    for part in (0..$across).step_by($at_once) {
                        let mut token = 0;
                        while token < tokens {
                            let last = if tokens < BLOCK { token } else { token.min(tokens - BLOCK) };
                            // SAFETY: a block lies within the tokens; groups and parts lie within the matrix.
                            unsafe {
                                if tokens < BLOCK {
                                    block::<1>(matrix, taps, sums, (group, part, last));
                                    token += 1;
                                } else {
                                    block::<BLOCK>(matrix, taps, sums, (group, part, last));
                                    token += BLOCK;
                                }
                            }
                        }
                    }
                }
            }

            /// Sums one part of a group of rows for `N` tokens.
            #[target_feature(enable = $feature)]
            unsafe fn block<const N: usize>(
                matrix: &Packed,
                taps: Taps<'_>,
                sums: &mut [i32],
                (group, part, token): (usize, usize, usize),
            ) {
                let mut total = [[$zero(); $at_once]; N];
                // SAFETY: `multiply` keeps the block, the group and the part within their slices.
                unsafe {
                    let mut weights =
                        matrix.pairs.as_ptr().add(group * GROUP * matrix.columns + part * 2 * LANES);
                    let first = taps.rows.as_ptr().add(token * taps.width);
                    for tap in 0..3 {
                        let row = first.add(tap * taps.distance);
                        for pair in (0..taps.width).step_by(2) {
                            let mut w = [$zero(); $at_once];
                            for (i, w) in w.iter_mut().enumerate() {
                                *w = $load(weights.add(i * 2 * LANES).cast());
                            }
                            for (n, total) in total.iter_mut().enumerate() {
                                let x =
                                    $spread(row.add(n * taps.width + pair).cast::<i32>().read_unaligned());
                                for (total, w) in total.iter_mut().zip(w) {
                                    *total = $add(*total, x, w);
                                }
                            }
                            weights = weights.add(2 * GROUP);
                        }
                    }
                    for (n, total) in total.iter().enumerate() {
                        let out =
                            sums.as_mut_ptr().add((token + n) * matrix.rows + group * GROUP + part * LANES);
                        for (i, total) in total.iter().enumerate() {
                            $store(out.add(i * LANES).cast(), *total);
                        }
                    }
                }
            }

            #[allow(dead_code)]
            type Vector = $vector;
        }
    };
}

#[cfg(target_arch = "x86_64")]
vectors!(
    avx2,
    "avx2",
    __m256i,
    4,
    2,
    _mm256_loadu_si256,
    _mm256_storeu_si256,
    _mm256_set1_epi32,
    _mm256_setzero_si256,
    |sum, x, w| _mm256_add_epi32(sum, _mm256_madd_epi16(x, w))
);

#[cfg(target_arch = "x86_64")]
vectors!(
    avx512,
    "avx512f,avx512bw,avx512vnni",
    __m512i,
    2,
    2,
    _mm512_loadu_si512,
    _mm512_storeu_si512,
    _mm512_set1_epi32,
    _mm512_setzero_si512,
    _mm512_dpwssd_epi32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_gives_the_same_sums() {
        let (width, rows) = (16, 64);
        let matrix: Vec<i8> = (0..rows * 3 * width).map(|i| ((i * 37 + 11) % 255) as u8 as i8).collect();
        let packed = Packed::new(&matrix, 3 * width);
        for tokens in [1, 3, 4, 5, 9] {
            let distance = 2 * width;
            let numbers: Vec<i16> = (0..tokens * width + 2 * distance)
                .map(|i| ((i * 7919 + 5) % 65_521) as u16 as i16 / 2)
                .collect();
            let taps = Taps { rows: &numbers, width, distance };
            let (mut fast, mut slow) = (vec![0; tokens * rows], vec![0; tokens * rows]);
            multiply(&packed, taps, &mut fast);
            plain(&packed, taps, &mut slow);
            assert_eq!(fast, slow, "{tokens} tokens");
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                fast.fill(0);
                // SAFETY: the processor has AVX2, and the shapes are those that `multiply` took.
                unsafe { avx2::multiply(&packed, taps, &mut fast) };
                assert_eq!(fast, slow, "{tokens} tokens by AVX2");
            }
        }
    }
}
