//! A coverage as bytes, to be kept between two runs and read back by the same build.
//!
//! Tables first, then sketches, then the rows, each of which is unpacked when it is wanted.

use super::super::edition::Edition;
use super::super::pack::{Pack, pack_row};
use super::{Column, Coverage, NONE};
use std::sync::OnceLock;

impl Coverage {
    /// Returns the coverage as bytes, for [`Coverage::from_bytes`] of the same build.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packed = Vec::with_capacity(self.columns.len() * 200);
        let mut columns = self.columns.clone();
        for (at, column) in columns.iter_mut().enumerate() {
            let from = packed.len() as u32;
            if column.at == NONE {
                pack_row(self.row_at(at), self.editions[column.edition as usize].short(), &mut packed);
            } else {
                packed.extend_from_slice(self.packed_at(at));
            }
            column.at = from;
        }
        let mut out = Vec::with_capacity(packed.len() * 2);
        let editions: Vec<Edition> =
            self.editions.iter().map(|edition| Edition { sketch: Vec::new(), ..edition.clone() }).collect();
        editions.pack(&mut out);
        columns.pack(&mut out);
        self.parties.pack(&mut out);
        self.calls.pack(&mut out);
        self.call_starts.pack(&mut out);
        self.prints.pack(&mut out);
        self.plains.pack(&mut out);
        self.filing.pack(&mut out);
        self.posts.pack(&mut out);
        self.near.pack(&mut out);
        serde_json::to_string(&self.decisions).unwrap_or_default().pack(&mut out);
        self.reopened.pack(&mut out);
        self.originals.pack(&mut out);
        let sketches = if self.sketches.is_empty() {
            let mut sketches = Vec::new();
            self.editions.iter().for_each(|edition| edition.sketch.pack(&mut sketches));
            sketches
        } else {
            self.packed[self.sketches.clone()].to_vec()
        };
        sketches.len().pack(&mut out);
        out.extend(sketches);
        out.extend(packed);
        out
    }

    /// Reads a coverage back; nothing where the bytes are none. They must be the very bytes that
    /// [`Coverage::to_bytes`] returned, which the caller proves with a hash: rows are unpacked later, one by one.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let from = &mut bytes.as_slice();
        let editions: Vec<Edition> = Pack::unpack(from)?;
        let columns: Vec<Column> = Pack::unpack(from)?;
        let mut coverage = Self {
            editions,
            rows: (0..columns.len()).map(|_| OnceLock::new()).collect(),
            columns,
            parties: Pack::unpack(from)?,
            calls: Pack::unpack(from)?,
            call_starts: Pack::unpack(from)?,
            prints: Pack::unpack(from)?,
            plains: Pack::unpack(from)?,
            filing: Pack::unpack(from)?,
            posts: Pack::unpack(from)?,
            near: Pack::unpack(from)?,
            decisions: serde_json::from_str(&String::unpack(from)?).ok()?,
            reopened: Pack::unpack(from)?,
            originals: Pack::unpack(from)?,
            ..Self::default()
        };
        let sketches = usize::unpack(from)?;
        let first = bytes.len() - from.len();
        let head = first.checked_add(sketches).filter(|head| *head <= bytes.len())?;
        for column in &mut coverage.columns {
            column.at += head as u32;
        }
        coverage.sketches = first..head;
        coverage.packed = bytes;
        coverage.index_editions();
        coverage.index_rows();
        Some(coverage)
    }

    /// Gives editions that came without their sketches the kept ones.
    pub(super) fn restore_sketches(&mut self) {
        let mut from = self.packed.get(self.sketches.clone()).unwrap_or_default();
        for edition in self.editions.iter_mut().filter(|edition| edition.sketch.is_empty()) {
            edition.sketch = Pack::unpack(&mut from).unwrap_or_default();
        }
    }

    /// Returns the bytes of a row; none where it is not packed.
    pub(super) fn packed_at(&self, at: usize) -> &[u8] {
        let from = self.columns[at].at;
        if from == NONE {
            return &[];
        }
        let next = self.columns[at + 1..].iter().find(|next| next.at != NONE);
        let until = next.map_or(self.packed.len(), |next| next.at as usize);
        &self.packed[from as usize..until]
    }

    /// Returns a number that is another one whenever this build lays bytes out, or files names, in another way.
    pub fn form() -> u64 {
        static FORM: OnceLock<u64> = OnceLock::new();
        let sources = [
            include_bytes!("../pack.rs").as_slice(),
            include_bytes!("../rows.rs"),
            include_bytes!("../coverage.rs"),
            include_bytes!("../fold.rs"),
            include_bytes!("../name.rs"),
            include_bytes!("../origin.rs"),
            include_bytes!("build.rs"),
            include_bytes!("kept.rs"),
        ];
        *FORM.get_or_init(|| {
            sources.into_iter().flatten().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            })
        })
    }
}
