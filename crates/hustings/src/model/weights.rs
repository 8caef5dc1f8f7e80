//! The weights as numbers, read from the file that training exports.
//!
//! The layout is described in `crates/hustings-model/MODEL.md`; a file that does not fit it is an [`Error`].

use super::Linker;
use super::layer::{Gate, Heads, Norm};
use super::pieces::Pieces;
use std::fmt;

const MAGIC: &[u8] = b"HUSTTAGR";
const VERSION: u32 = 2;

/// Why a file is no set of weights.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Magic,
    Version(u32),
    Short,
    Shape(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Magic => write!(f, "could not read the weights: the file is none of hustings"),
            Kind::Version(found) => write!(
                f,
                "could not read the weights: the file has version {found} and this program reads {VERSION}; \
                 take the file that came with the program"
            ),
            Kind::Short => {
                write!(f, "could not read the weights: the file ends too early; copy it again")
            }
            Kind::Shape(what) => write!(f, "could not read the weights: {what} do not fit"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Says that a part of the file has another shape than this program's.
    pub(super) fn shape(what: &'static str) -> Self {
        Self { kind: Kind::Shape(what) }
    }
}

/// Everything that training learned.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub(super) width: usize,
    pub(super) pieces: Pieces,
    pub(super) piece_scales: Vec<f32>,
    /// One row a piece, of whole numbers as they stand in the file.
    pub(super) piece_rows: &'static [u8],
    pub(super) quoted: Vec<f32>,
    pub(super) place: Vec<f32>,
    pub(super) case: Vec<f32>,
    pub(super) gates: Vec<Gate>,
    pub(super) norm: Norm,
    pub(super) heads: Heads,
    pub(super) attribution_moves: Vec<f32>,
    pub(super) entity_moves: Vec<f32>,
    pub(super) linker: Linker,
}

impl Weights {
    /// Reads the weights.
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, Error> {
        let mut file = File::open(bytes, MAGIC)?;
        let mut header = [0; 6];
        for number in &mut header {
            *number = file.number()?;
        }
        let [width, vocabulary, layers, attribution, part, entity] = header;
        if width == 0 || width % 16 != 0 || width > 1024 || layers > 64 {
            return Err(Error { kind: Kind::Shape("the layers") });
        }
        if [attribution, part, entity] != super::LABELS {
            return Err(Error { kind: Kind::Shape("the labels") });
        }
        let dilations = (0..layers).map(|_| file.number()).collect::<Result<Vec<_>, _>>()?;
        let pieces = Pieces::new(file.text()?, file.text()?);
        let (piece_scales, piece_rows) = file.rows(vocabulary, width)?;
        Ok(Self {
            width,
            pieces,
            piece_scales,
            piece_rows,
            quoted: file.floats(3 * width)?,
            place: file.floats(3 * width)?,
            case: file.floats(6 * width)?,
            gates: dilations.into_iter().map(|d| file.gate(width, d)).collect::<Result<_, _>>()?,
            norm: file.norm(width)?,
            heads: file.heads(width, super::LABELS)?,
            attribution_moves: file.floats((attribution + 1) * attribution)?,
            entity_moves: file.floats((entity + 1) * entity)?,
            linker: Linker::new(&file.floats(Linker::SIZE)?),
        })
    }
}

/// What is left to read of a file.
pub(super) struct File<'a> {
    rest: &'a [u8],
}

impl<'a> File<'a> {
    /// Opens a file of the kind that starts with `magic` and the version of this program.
    pub(super) fn open(bytes: &'a [u8], magic: &[u8]) -> Result<Self, Error> {
        let mut file = File { rest: bytes };
        if file.take(magic.len()).ok() != Some(magic) {
            return Err(Error { kind: Kind::Magic });
        }
        match file.number()? {
            version if version == VERSION as usize => Ok(file),
            version => Err(Error { kind: Kind::Version(version as u32) }),
        }
    }

    /// Reads numbers of two bytes that share one scale.
    pub(super) fn fine(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        let scale = self.floats(1)?[0];
        let bytes = self.take((count * 2).next_multiple_of(4))?;
        let whole = bytes.chunks_exact(2).take(count);
        Ok(whole.map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) * scale).collect())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Error { kind: Kind::Short })?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn number(&mut self) -> Result<usize, Error> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    fn text(&mut self) -> Result<&'a str, Error> {
        let length = self.number()?;
        let bytes = self.take(length.next_multiple_of(4))?;
        std::str::from_utf8(&bytes[..length]).map_err(|_| Error { kind: Kind::Shape("the word pieces") })
    }

    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        let bytes = self.take(count * 4)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// Reads a matrix of whole numbers with one scale a row.
    fn rows(&mut self, rows: usize, columns: usize) -> Result<(Vec<f32>, &'a [u8]), Error> {
        let scales = self.floats(rows)?;
        let bytes = self.take((rows * columns).next_multiple_of(4))?;
        Ok((scales, &bytes[..rows * columns]))
    }

    fn norm(&mut self, width: usize) -> Result<Norm, Error> {
        Ok(Norm { scale: self.floats(width)?, shift: self.floats(width)? })
    }

    fn gate(&mut self, width: usize, dilation: usize) -> Result<Gate, Error> {
        let norm = self.norm(width)?;
        let (scales, rows) = self.rows(2 * width, 3 * width)?;
        let rows: Vec<i8> = rows.iter().map(|b| b.cast_signed()).collect();
        let bias = self.floats(2 * width)?;
        Ok(Gate::new(norm, dilation, (&scales, &rows), bias))
    }

    fn heads(&mut self, width: usize, labels: [usize; 3]) -> Result<Heads, Error> {
        let mut heads = Heads::new(width);
        for labels in labels {
            let weights = self.floats(labels * width)?;
            heads.add(&weights, &self.floats(labels)?);
        }
        Ok(heads)
    }
}
