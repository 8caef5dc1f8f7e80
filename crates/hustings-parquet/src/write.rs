//! Writing: rows of strings and numbers, packed with zstd, ten thousand to a group.
//!
//! Dates are strings here, since a month is not a day.

use std::io::Write;
use std::mem;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// What keeps a table from being written.
pub type Error = parquet::errors::ParquetError;

/// How many rows are held before they are written.
const GROUP: usize = 10_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Strings.
    Text,
    /// Numbers.
    Number,
}

/// One value; nothing where there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// No value.
    None,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table that is being written.
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Vec<Cell>>,
    kinds: Vec<Kind>,
    count: usize,
}

impl<W: Write + Send> Table<W> {
    /// Begins a table with these columns.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(out: W, columns: &[(&str, Kind)]) -> Result<Self, Error> {
        let fields = columns.iter().map(|(name, kind)| field(name, *kind)).collect::<Result<_, _>>()?;
        let schema = Type::group_type_builder("rows").with_fields(fields).build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("hustings ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        Ok(Self {
            writer: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?,
            columns: vec![Vec::new(); columns.len()],
            kinds: columns.iter().map(|(_, kind)| *kind).collect(),
            count: 0,
        })
    }

    /// Adds a row, its values in the order of the columns.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn push(&mut self, row: Vec<Cell>) -> Result<(), Error> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell);
        }
        self.count += 1;
        if self.count == GROUP { self.write_group() } else { Ok(()) }
    }

    /// Writes what is held and the end, and returns the output.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<W, Error> {
        self.write_group()?;
        self.writer.into_inner()
    }

    fn write_group(&mut self) -> Result<(), Error> {
        if mem::take(&mut self.count) == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (cells, kind) in self.columns.iter_mut().zip(&self.kinds) {
            let cells = mem::take(cells);
            let Some(mut column) = group.next_column()? else { break };
            match kind {
                Kind::Text => {
                    let text = |cell| match cell {
                        Cell::Text(text) => Some(ByteArray::from(text.into_bytes())),
                        _ => None,
                    };
                    let (values, levels) = levelled(cells, text);
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
                }
                Kind::Number => {
                    let number = |cell| match cell {
                        Cell::Number(number) => Some(number),
                        _ => None,
                    };
                    let (values, levels) = levelled(cells, number);
                    column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// Returns the values that there are, and for each cell whether there is one.
fn levelled<T>(cells: Vec<Cell>, value: impl Fn(Cell) -> Option<T>) -> (Vec<T>, Vec<i16>) {
    let found: Vec<Option<T>> = cells.into_iter().map(value).collect();
    let levels = found.iter().map(|value| i16::from(value.is_some())).collect();
    (found.into_iter().flatten().collect(), levels)
}

fn field(name: &str, kind: Kind) -> Result<Arc<Type>, Error> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Number => (Physical::DOUBLE, None),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    field.build().map(Arc::new)
}
