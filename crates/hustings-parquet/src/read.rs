//! Reading: the columns with an article's text, headline, date and address, found by their names.
//!
//! The library reads a damaged table with an error or, now and then, a panic; both end in a sentence here.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use hustings_ingest::{Cells, Error, Piece, Pieces};
use jiff::{Timestamp, ToSpan, civil};
use parquet::basic::{Repetition, Type as Physical};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

/// How a Parquet file begins.
pub const MAGIC: &[u8] = b"PAR1";

/// What columns are called, by what they hold; the first name that a table has counts.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("text", &["text", "body", "content", "maintext", "article"]),
    ("id", &["id", "article_id", "doc_id"]),
    ("title", &["title", "headline"]),
    (
        "date",
        &["date", "dct", "published", "published_at", "date_published", "date_publish", "publication_date"],
    ),
    ("outlet", &["outlet", "publisher", "publication", "source"]),
    ("url", &["url", "link"]),
];

/// Returns the articles of a table, one a row.
///
/// # Errors
/// When it is no whole Parquet file, or none of its columns is called as a text is.
pub fn pieces<'a>(file: File) -> Result<Pieces<'a>, Error> {
    rows(file)
}

/// Returns the articles of a table that is in memory.
///
/// # Errors
/// As [`pieces`].
pub fn pieces_of<'a>(bytes: Vec<u8>) -> Result<Pieces<'a>, Error> {
    rows(Bytes::from(bytes))
}

fn rows<R: ChunkReader + 'static>(reader: R) -> Result<Pieces<'static>, Error> {
    let opened = guarded(|| SerializedFileReader::new(reader).map_err(Error::table));
    let reader = opened.and_then(|opened| opened)?;
    let schema = reader.metadata().file_metadata().schema();
    let found: Vec<(&'static str, Arc<Type>)> = COLUMNS
        .iter()
        .filter_map(|(what, names)| Some((*what, names.iter().find_map(|name| column(schema, name))?)))
        .filter(|(what, field)| *what != "text" || field.get_physical_type() == Physical::BYTE_ARRAY)
        .collect();
    if !found.iter().any(|(what, _)| *what == "text") {
        let columns: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).take(20).collect();
        return Err(Error::table(format!(
            "the table needs a column of strings called \"text\"; it has {}",
            columns.join(", ")
        )));
    }
    let columns: Vec<(&'static str, String)> =
        found.iter().map(|(what, field)| (*what, field.name().to_owned())).collect();
    let fields = found.into_iter().map(|(_, field)| field).collect();
    let projection =
        Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(Error::table)?;
    let rows =
        guarded(|| RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(Error::table));
    Ok(Pieces::new(Rows { rows: rows.and_then(|rows| rows)?, columns, number: 0, has_ended: false }))
}

/// Returns the column of that name, in whatever case, when it holds one value a row.
fn column(schema: &Type, name: &str) -> Option<Arc<Type>> {
    let is = |field: &&Arc<Type>| {
        field.name().eq_ignore_ascii_case(name) && field.is_primitive() && !is_repeated(field)
    };
    schema.get_fields().iter().find(is).map(Arc::clone)
}

fn is_repeated(field: &Type) -> bool {
    field.get_basic_info().repetition() == Repetition::REPEATED
}

struct Rows {
    rows: RowIter<'static>,
    columns: Vec<(&'static str, String)>,
    number: usize,
    has_ended: bool,
}

impl Iterator for Rows {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        self.number += 1;
        let row = guarded(|| self.rows.next());
        match row {
            Ok(Some(Ok(row))) => Some(Ok(self.piece(&row))),
            Ok(None) => None,
            // What cannot be read cannot be read past.
            Ok(Some(Err(cause))) => {
                self.has_ended = true;
                Some(Err(Error::table(cause)))
            }
            Err(error) => {
                self.has_ended = true;
                Some(Err(error))
            }
        }
    }
}

impl Rows {
    fn piece(&self, row: &Row) -> Piece {
        let mut cells = Cells::default();
        for (name, field) in row.get_column_iter() {
            let Some((what, _)) = self.columns.iter().find(|(_, column)| column == name) else { continue };
            let place = match *what {
                "text" => &mut cells.text,
                "id" => &mut cells.id,
                "title" => &mut cells.title,
                "date" => &mut cells.date,
                "outlet" => &mut cells.outlet,
                _ => &mut cells.url,
            };
            *place = words(field).filter(|words| !words.trim().is_empty());
        }
        Piece::cells(cells, format!("row {}", self.number))
    }
}

/// Returns a value as it is written in a corpus.
fn words(field: &Field) -> Option<String> {
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => {
            let epoch = civil::date(1970, 1, 1);
            epoch.checked_add(days.days()).ok().map(|day| day.to_string())
        }
        Field::TimestampMillis(time) => Timestamp::from_millisecond(*time).ok().map(|time| time.to_string()),
        Field::TimestampMicros(time) => Timestamp::from_microsecond(*time).ok().map(|time| time.to_string()),
        Field::Byte(_) | Field::Short(_) | Field::Int(_) | Field::Long(_) => Some(field.to_string()),
        Field::UByte(_) | Field::UShort(_) | Field::UInt(_) | Field::ULong(_) => Some(field.to_string()),
        _ => None,
    }
}

/// Does something with the library, which must not take the process with it.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Error::table("the library that reads it gave up"))
}
