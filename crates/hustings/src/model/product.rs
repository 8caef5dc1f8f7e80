//! Sums of products of whole numbers: nearly all of the tagger's work.
//!
//! The sums are exact, so the three ways to compute them (plain, AVX2, AVX-512) give the same result; bytes are so
//! small that they cannot overflow. With `wide.rs` the only module with `unsafe`: plain code runs at a fraction of
//! the speed.

#![allow(unsafe_code)]

/// The byte that stands for zero.
pub(super) const ZERO: u8 = 128;

/// Rows that are summed together.
const GROUP: usize = 32;

/// Columns that one instruction sums.
const QUAD: usize = 4;

/// Tokens that are summed together.
const BLOCK: usize = 8;

/// A matrix of whole numbers, packed for [`multiply`]: groups of 32 rows, in each the quads of columns in order.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    quads: Vec<i8>,
    /// One a row: where its sum starts, since [`ZERO`] counts as nothing.
    starts: Vec<i32>,
    columns: usize,
}

impl Packed {
    /// Packs a matrix of `columns` columns, given row by row.
    ///
    /// # Panics
    /// When the rows cannot be grouped by 32 or the columns by four.
    pub(super) fn new(matrix: &[i8], columns: usize) -> Self {
        let rows = matrix.len() / columns;
        assert!(
            rows.is_multiple_of(GROUP) && columns.is_multiple_of(QUAD),
            "a matrix of {rows} rows and {columns} columns"
        );
        let mut quads = Vec::with_capacity(matrix.len());
        for group in (0..rows).step_by(GROUP) {
            for quad in (0..columns).step_by(QUAD) {
                for row in group..group + GROUP {
                    quads.extend(&matrix[row * columns + quad..][..QUAD]);
                }
            }
        }
        let start = |row: &[i8]| -i32::from(ZERO) * row.iter().map(|&w| i32::from(w)).sum::<i32>();
        Self { quads, starts: matrix.chunks_exact(columns).map(start).collect(), columns }
    }

    fn rows(&self) -> usize {
        self.starts.len()
    }
}

/// What the matrix is multiplied with: for every token its own row, the one `distance` numbers before and the one
/// as far behind; `rows` has that much room at both ends, filled with [`ZERO`].
#[derive(Clone, Copy)]
pub(super) struct Taps<'a> {
    pub(super) rows: &'a [u8],
    pub(super) width: usize,
    pub(super) distance: usize,
}

/// Writes the sums of every token, one row a token.
///
/// # Panics
/// When the shapes do not fit.
pub(super) fn multiply(matrix: &Packed, taps: Taps<'_>, sums: &mut [i32]) {
    let tokens = sums.len() / matrix.rows();
    assert_eq!(matrix.columns, 3 * taps.width, "three taps a token");
    assert_eq!(taps.rows.len(), tokens * taps.width + 2 * taps.distance, "room at both ends");
    assert!(taps.width.is_multiple_of(QUAD) && sums.len() == tokens * matrix.rows(), "whole rows and quads");
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
    for (token, out) in sums.chunks_exact_mut(matrix.rows()).enumerate() {
        for (group, out) in out.chunks_exact_mut(GROUP).enumerate() {
            let mut quads = matrix.quads[group * GROUP * matrix.columns..].chunks_exact(QUAD * GROUP);
            out.copy_from_slice(&matrix.starts[group * GROUP..][..GROUP]);
            for tap in 0..3 {
                let row = &taps.rows[token * taps.width + tap * taps.distance..][..taps.width];
                for (x, weights) in row.chunks_exact(QUAD).zip(&mut quads) {
                    for (sum, w) in out.iter_mut().zip(weights.chunks_exact(QUAD)) {
                        *sum += x.iter().zip(w).map(|(&x, &w)| i32::from(x) * i32::from(w)).sum::<i32>();
                    }
                }
            }
        }
    }
}

/// Makes one way to compute the sums: a type of vector, how many of them hold a group, how many are summed at once,
/// and its instructions.
#[cfg(target_arch = "x86_64")]
macro_rules! vectors {
    ($name:ident, $feature:literal, $across:expr, $at_once:expr, $load:ident, $store:ident, $spread:ident, $add:expr) => {
        mod $name {
            use super::{BLOCK, GROUP, Packed, QUAD, Taps};
            use std::arch::x86_64::*;

            const LANES: usize = GROUP / $across;

            /// # Safety
            /// The processor must have the features, and the shapes must be those that `multiply` checks.
            #[target_feature(enable = $feature)]
            pub(super) unsafe fn multiply(matrix: &Packed, taps: Taps<'_>, sums: &mut [i32]) {
                let tokens = sums.len() / matrix.rows();
                for row in (0..matrix.rows()).step_by($at_once * LANES) {
                    let mut token = 0;
                    while token < tokens {
                        // SAFETY: a block lies within the tokens; the rows lie within one group of the matrix.
                        unsafe {
                            if tokens < BLOCK {
                                block::<1>(matrix, taps, sums, (row, token));
                                token += 1;
                            } else {
                                block::<BLOCK>(matrix, taps, sums, (row, token.min(tokens - BLOCK)));
                                token += BLOCK;
                            }
                        }
                    }
                }
            }

            /// Sums the rows from `row` that are summed at once, for `N` tokens.
            #[target_feature(enable = $feature)]
            unsafe fn block<const N: usize>(
                matrix: &Packed,
                taps: Taps<'_>,
                sums: &mut [i32],
                (row, token): (usize, usize),
            ) {
                let (group, part) = (row / GROUP * GROUP, row % GROUP);
                // SAFETY: `multiply` keeps the block and the rows within their slices.
                unsafe {
                    let starts: [_; $at_once] =
                        std::array::from_fn(|i| $load(matrix.starts.as_ptr().add(row + i * LANES).cast()));
                    let mut total = [starts; N];
                    let mut weights = matrix.quads.as_ptr().add(group * matrix.columns + part * QUAD);
                    let first = taps.rows.as_ptr().add(token * taps.width);
                    for tap in 0..3 {
                        let x = first.add(tap * taps.distance);
                        for quad in (0..taps.width).step_by(QUAD) {
                            let w: [_; $at_once] =
                                std::array::from_fn(|i| $load(weights.add(i * LANES * QUAD).cast()));
                            for (n, total) in total.iter_mut().enumerate() {
                                let x = $spread(x.add(n * taps.width + quad).cast::<i32>().read_unaligned());
                                for (total, w) in total.iter_mut().zip(w) {
                                    *total = $add(*total, x, w);
                                }
                            }
                            weights = weights.add(GROUP * QUAD);
                        }
                    }
                    for (n, total) in total.iter().enumerate() {
                        let out = sums.as_mut_ptr().add((token + n) * matrix.rows() + row);
                        for (i, total) in total.iter().enumerate() {
                            $store(out.add(i * LANES).cast(), *total);
                        }
                    }
                }
            }
        }
    };
}

// AVX2's own sum of four products stops at 16 bits: the odd and the even bytes are summed apart.
#[cfg(target_arch = "x86_64")]
vectors!(avx2, "avx2", 4, 1, _mm256_loadu_si256, _mm256_storeu_si256, _mm256_set1_epi32, |sum, x, w| {
    let even = _mm256_madd_epi16(
        _mm256_and_si256(x, _mm256_set1_epi16(255)),
        _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(w)),
    );
    let odd = _mm256_madd_epi16(_mm256_srli_epi16::<8>(x), _mm256_srai_epi16::<8>(w));
    _mm256_add_epi32(sum, _mm256_add_epi32(even, odd))
});

#[cfg(target_arch = "x86_64")]
vectors!(
    avx512,
    "avx512f,avx512bw,avx512vnni",
    2,
    2,
    _mm512_loadu_si512,
    _mm512_storeu_si512,
    _mm512_set1_epi32,
    _mm512_dpbusd_epi32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_gives_the_same_sums() {
        let (width, rows) = (16, 64);
        let matrix: Vec<i8> = (0..rows * 3 * width).map(|i| ((i * 37 + 11) % 255) as u8 as i8).collect();
        let packed = Packed::new(&matrix, 3 * width);
        for tokens in [1, 3, 8, 9, 17] {
            let distance = 2 * width;
            let numbers: Vec<u8> =
                (0..tokens * width + 2 * distance).map(|i| (i * 7919 % 65_521) as u8).collect();
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
