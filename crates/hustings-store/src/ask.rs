//! What can be asked of a record: editions, texts, rows by post and name, decisions, words.

use std::collections::BTreeMap;

use hustings::date::PartialDate;
use hustings::record::{Decision, Edition, Reopened, Row};
use rusqlite::OptionalExtension;

use crate::error::Error;
use crate::pack::unpack;
use crate::store::{Counts, Store, hex, unhex};

const EDITION: &str = "SELECT e.number, e.id, e.hash, e.locator, e.url, e.outlet, e.title, e.byline, e.dateline, \
                       e.published, e.precision, e.first_seen, p.id, e.length, e.sketch \
                       FROM edition e LEFT JOIN edition p ON p.number = e.previous";

/// What one edition is packed in.
pub(crate) struct Packed {
    pub bytes: Vec<u8>,
    pub text: Option<Vec<u8>>,
    pub rows: Vec<u8>,
}

impl Store {
    /// Returns how much the record holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self) -> Result<Counts, Error> {
        let count = |sql: &str| -> Result<usize, Error> {
            let found: i64 =
                self.connection.query_row(sql, [], |row| row.get(0)).map_err(|e| self.failed(e))?;
            Ok(usize::try_from(found).unwrap_or(0))
        };
        Ok(Counts {
            editions: count("SELECT count(*) FROM edition")?,
            rows: count("SELECT coalesce(sum(count), 0) FROM reading")?,
            text: count("SELECT coalesce(sum(length), 0) FROM edition")?,
            file: count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
        })
    }

    /// Returns the editions and rows of all articles that speak of one of the posts, given by their keys
    /// ([`hustings::record::post_key`]), in the order in which they were added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_posts(&self, keys: &[String]) -> Result<(Vec<Edition>, Vec<Row>), Error> {
        self.of_numbers(&self.numbers_of(keys)?)
    }

    /// Returns the numbers of all editions that speak of one of the posts, in their order.
    pub(crate) fn numbers_of(&self, keys: &[String]) -> Result<Vec<i64>, Error> {
        let keys: Vec<String> = keys.iter().map(|key| format!("p:{key}")).collect();
        self.of_subjects(&keys)
    }

    /// Returns the editions and rows of all articles that speak of somebody of this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_name(&self, name: &str) -> Result<(Vec<Edition>, Vec<Row>), Error> {
        let [_, last] = hustings::record::index_keys(name);
        self.of_numbers(&self.of_subjects(&[format!("n:{last}")])?)
    }

    fn of_subjects(&self, keys: &[String]) -> Result<Vec<i64>, Error> {
        let mut numbers: Vec<i64> = Vec::new();
        let select = "SELECT edition FROM speaks_of JOIN subject ON number = subject WHERE key = ?";
        let mut statement = self.connection.prepare_cached(select).map_err(|e| self.failed(e))?;
        for key in keys {
            let found = statement.query_map([key], |row| row.get::<_, i64>(0)).map_err(|e| self.failed(e))?;
            for number in found {
                numbers.push(number.map_err(|e| self.failed(e))?);
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// Returns the name of an edition by its number.
    pub(crate) fn edition_name(&self, number: i64) -> Result<String, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM edition WHERE number = ?")
            .map_err(|cause| self.failed(cause))?;
        let id: Vec<u8> =
            statement.query_row([number], |row| row.get(0)).map_err(|cause| self.failed(cause))?;
        Ok(hex(&id))
    }

    /// Returns the name that the articles about a post give it most often, out of some of them, the same ones in
    /// whatever order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn post_name(&self, key: &str) -> Result<String, Error> {
        const SOME: usize = 12;
        let mut named = Vec::new();
        for number in self.of_subjects(&[format!("r:{key}")])? {
            named.push((self.edition_name(number)?, number));
        }
        named.sort_unstable();
        let some: Vec<i64> = named.into_iter().take(SOME).map(|(_, number)| number).collect();
        Ok(hustings::record::post_name(&self.of_numbers(&some)?.1, key))
    }

    /// Returns editions by their numbers, with all their rows.
    pub(crate) fn of_numbers(&self, numbers: &[i64]) -> Result<(Vec<Edition>, Vec<Row>), Error> {
        let (mut editions, mut rows) = (Vec::new(), Vec::new());
        for &number in numbers {
            let edition = self.edition_where("e.number = ?", &number)?;
            let Some((_, edition)) = edition else { continue };
            let packed = self.packed(number)?;
            let (_, text) = self.text_of(&packed)?;
            rows.extend(self.unpack_rows(&packed, &text)?);
            editions.push(edition);
        }
        Ok((editions, rows))
    }

    /// Calls `each` with every edition and its rows, in the order in which they were added.
    ///
    /// # Errors
    /// When the file cannot be read, or `each` fails.
    pub fn each<E: From<Error>>(
        &self,
        mut each: impl FnMut(Edition, Vec<Row>) -> Result<(), E>,
    ) -> Result<(), E> {
        for number in self.numbers()? {
            let (editions, rows) = self.of_numbers(&[number])?;
            if let Some(edition) = editions.into_iter().next() {
                each(edition, rows)?;
            }
        }
        Ok(())
    }

    pub(crate) fn numbers(&self) -> Result<Vec<i64>, Error> {
        let failed = |cause| self.failed(cause);
        let mut statement =
            self.connection.prepare("SELECT number FROM edition ORDER BY number").map_err(failed)?;
        let numbers = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        numbers.collect::<Result<_, _>>().map_err(failed)
    }

    /// Returns an edition by its name, or by the beginning of it.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn edition(&self, id: &str) -> Result<Edition, Error> {
        self.by_id(id).map(|(_, edition)| edition)
    }

    /// Returns the last edition of an article, given by what its editions share.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest(&self, locator: &str) -> Result<Option<Edition>, Error> {
        let found = self.edition_where("e.locator = ? ORDER BY e.number DESC", &locator)?;
        Ok(found.map(|(_, edition)| edition))
    }

    pub(crate) fn by_id(&self, id: &str) -> Result<(i64, Edition), Error> {
        let found = match unhex(id) {
            full if full.len() == 32 => self.edition_where("e.id = ?", &full)?,
            part if part.len() >= 4 => self.edition_where("substr(e.id, 1, length(?1)) = ?1", &part)?,
            _ => None,
        };
        found.ok_or_else(|| Error::unknown(&self.path, "edition", id))
    }

    /// Returns the bytes of an edition as fetched, and the text that its spans point into.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn text(&self, id: &str) -> Result<(Vec<u8>, String), Error> {
        let (number, _) = self.by_id(id)?;
        self.text_of(&self.packed(number)?)
    }

    /// Returns a row by its name.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn row(&self, id: &str) -> Result<Row, Error> {
        let unknown = || Error::unknown(&self.path, "row", id);
        let (edition, _) = id.split_once('/').ok_or_else(unknown)?;
        let (number, _) =
            self.by_id(edition).map_err(|error| if error.is_unknown() { unknown() } else { error })?;
        let (_, rows) = self.of_numbers(&[number])?;
        rows.into_iter().find(|row| row.id == id).ok_or_else(unknown)
    }

    /// Returns all editions of the article of which this is one, given by its name or the beginning of it, the oldest
    /// first, each with its rows: [`hustings::record::revise`] tells what changed from one to the next.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn editions_like(&self, id: &str) -> Result<Vec<(Edition, Vec<Row>)>, Error> {
        let (number, edition) = self.by_id(id)?;
        let numbers = match &edition.locator {
            None => vec![number],
            Some(locator) => {
                let failed = |cause| self.failed(cause);
                let select = "SELECT number FROM edition WHERE locator = ? ORDER BY number";
                let mut statement = self.connection.prepare_cached(select).map_err(failed)?;
                let found = statement.query_map([locator], |row| row.get(0)).map_err(failed)?;
                found.collect::<Result<Vec<i64>, _>>().map_err(failed)?
            }
        };
        let read = |number: i64| -> Result<Option<(Edition, Vec<Row>)>, Error> {
            let (mut editions, rows) = self.of_numbers(&[number])?;
            Ok(editions.pop().map(|edition| (edition, rows)))
        };
        numbers.into_iter().filter_map(|number| read(number).transpose()).collect()
    }

    /// Returns the rows that are to be looked at again, in the whole record: they lean on one that a person rejected
    /// or corrected, or print it again in a later edition.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reopened(&self) -> Result<Vec<Reopened>, Error> {
        let decisions = self.decisions()?;
        let mut shorts: Vec<&str> = decisions.iter().filter_map(Decision::edition).collect();
        shorts.sort_unstable();
        shorts.dedup();
        let (mut editions, mut rows) = (Vec::new(), Vec::new());
        for short in shorts {
            for (edition, own) in self.editions_like(short)? {
                editions.push(edition);
                rows.extend(own);
            }
        }
        editions.sort_by(|a, b| a.id.cmp(&b.id));
        editions.dedup_by(|a, b| a.id == b.id);
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        rows.dedup_by(|a, b| a.id == b.id);
        Ok(hustings::record::reopened(&editions, &rows, &decisions))
    }

    /// Returns what people decided, in the order in which they did.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        let failed = |cause| self.failed(cause);
        let select = "SELECT number, decision FROM decision ORDER BY number";
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let found = statement
            .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .map_err(failed)?;
        let mut decisions = Vec::new();
        for decision in found {
            let (number, written) = decision.map_err(failed)?;
            let decision: Decision =
                serde_json::from_str(&written).map_err(|cause| Error::damaged(&self.path, cause))?;
            decisions.push(Decision { id: format!("d{number}"), ..decision });
        }
        Ok(decisions)
    }

    /// Returns the posts that articles hold contests for, as named most often, with how many articles do.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn posts(&self) -> Result<Vec<(String, usize)>, Error> {
        let failed = |cause| self.failed(cause);
        let select = "SELECT substr(key, 3), count(*) FROM speaks_of JOIN subject ON number = subject \
                      WHERE key > 'r:' AND key < 'r;' GROUP BY key ORDER BY count(*) DESC, key";
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let found =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).map_err(failed)?;
        let counted = found.map(|pair| pair.map(|(key, count)| (key, usize::try_from(count).unwrap_or(0))));
        counted.collect::<Result<_, _>>().map_err(failed)
    }

    /// Returns the editions whose texts hold all the words, with their rows: the `most` that were published last, the
    /// same ones in whatever order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, words: &str, most: usize) -> Result<(Vec<Edition>, Vec<Row>), Error> {
        let folded = hustings::record::fold(words);
        // Every word in quotation marks, so that none is taken for an operator.
        let quoted: Vec<String> = folded
            .split(|char: char| !char.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\""))
            .collect();
        if quoted.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let failed = |cause| self.failed(cause);
        let select = "SELECT rowid FROM words WHERE words MATCH ?";
        let mut statement = self.connection.prepare_cached(select).map_err(failed)?;
        let found = statement.query_map([quoted.join(" ")], |row| row.get(0)).map_err(failed)?;
        let found: Vec<i64> = found.collect::<Result<_, _>>().map_err(failed)?;
        self.of_numbers(&self.latest(found, most)?)
    }

    /// Returns those of some editions that were published last, the last one first; `found` is sorted.
    fn latest(&self, found: Vec<i64>, most: usize) -> Result<Vec<i64>, Error> {
        if found.len() <= most {
            return Ok(found);
        }
        let failed = |cause| self.failed(cause);
        // An index of days alone: the table is as large as the texts.
        let select = "SELECT number FROM edition ORDER BY published DESC, id DESC";
        let mut statement = self.connection.prepare_cached(select).map_err(failed)?;
        let numbers = statement.query_map([], |row| row.get::<_, i64>(0)).map_err(failed)?;
        let is_found = |number: &rusqlite::Result<i64>| {
            number.as_ref().map_or(true, |number| found.binary_search(number).is_ok())
        };
        numbers.filter(is_found).take(most).collect::<Result<_, _>>().map_err(failed)
    }

    fn edition_where(
        &self,
        condition: &str,
        value: &dyn rusqlite::ToSql,
    ) -> Result<Option<(i64, Edition)>, Error> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{EDITION} WHERE {condition} LIMIT 1"))
            .map_err(|e| self.failed(e))?;
        statement.query_row([value], edition).optional().map_err(|cause| self.failed(cause))
    }

    /// Returns what an edition is packed in, as its latest reader read it.
    pub(crate) fn packed(&self, number: i64) -> Result<Packed, Error> {
        let select = "SELECT bytes, text, rows FROM edition JOIN reading ON edition = number \
                      WHERE number = ? ORDER BY reader DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(select).map_err(|e| self.failed(e))?;
        let packed = statement.query_row([number], |row| {
            Ok(Packed { bytes: row.get(0)?, text: row.get(1)?, rows: row.get(2)? })
        });
        packed.map_err(|cause| match cause {
            rusqlite::Error::QueryReturnedNoRows => Error::damaged(&self.path, "an edition has no rows"),
            cause => self.failed(cause),
        })
    }

    /// Returns the bytes and the text of a packed edition.
    pub(crate) fn text_of(&self, packed: &Packed) -> Result<(Vec<u8>, String), Error> {
        let damaged = |cause: Box<dyn std::error::Error + Send + Sync>| Error::damaged(&self.path, cause);
        let bytes = unpack(&packed.bytes, b"").map_err(|cause| damaged(cause.into()))?;
        let text = match &packed.text {
            Some(text) => unpack(text, &bytes).map_err(|cause| damaged(cause.into()))?,
            None => bytes.clone(),
        };
        Ok((bytes, String::from_utf8(text).map_err(|cause| damaged(cause.into()))?))
    }

    pub(crate) fn unpack_rows(&self, packed: &Packed, text: &str) -> Result<Vec<Row>, Error> {
        let lines =
            unpack(&packed.rows, text.as_bytes()).map_err(|cause| Error::damaged(&self.path, cause))?;
        let rows = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        rows.map(serde_json::from_slice)
            .collect::<Result<_, _>>()
            .map_err(|cause| Error::damaged(&self.path, cause))
    }

    /// Returns the readers, in the order in which they came.
    pub(crate) fn readers_in_order(&self) -> Result<Vec<String>, Error> {
        let failed = |cause| self.failed(cause);
        let mut statement =
            self.connection.prepare("SELECT name FROM reader ORDER BY number").map_err(failed)?;
        let names = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        names.collect::<Result<_, _>>().map_err(failed)
    }

    /// Returns for each reader how many editions it read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn readers(&self) -> Result<BTreeMap<String, usize>, Error> {
        let failed = |cause| self.failed(cause);
        let select = "SELECT name, count(*) FROM reading JOIN reader ON number = reader GROUP BY name";
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let found =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).map_err(failed)?;
        let counted = found.map(|pair| pair.map(|(name, count)| (name, usize::try_from(count).unwrap_or(0))));
        counted.collect::<Result<_, _>>().map_err(failed)
    }
}

fn edition(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, Edition)> {
    let sketch: Vec<u8> = row.get(14)?;
    let published: Option<String> = row.get(9)?;
    let precision: Option<String> = row.get(10)?;
    let published = published.and_then(|value| PartialDate::parse(&value));
    let published =
        if precision.as_deref() == Some("about") { published.map(PartialDate::loosened) } else { published };
    let previous: Option<Vec<u8>> = row.get(12)?;
    let edition = Edition {
        id: hex(&row.get::<_, Vec<u8>>(1)?),
        hash: hex(&row.get::<_, Vec<u8>>(2)?),
        locator: row.get(3)?,
        url: row.get(4)?,
        outlet: row.get(5)?,
        title: row.get(6)?,
        byline: row.get(7)?,
        dateline: row.get(8)?,
        published,
        first_seen: row.get(11)?,
        previous: previous.map(|id| hex(&id)),
        length: usize::try_from(row.get::<_, i64>(13)?).unwrap_or(0),
        sketch: sketch.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect(),
    };
    Ok((row.get(0)?, edition))
}
