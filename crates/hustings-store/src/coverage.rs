//! The coverage of a race, and the copy of it that makes the next ask quick.
//!
//! Beside a record lies a folder `….views` with a file for each race that was asked for: derived data, which can be
//! deleted at any time and is made anew from the rows. A copy counts only where it is of the very editions and
//! decisions that the record has now and its bytes have their hash; otherwise what is missing is read, and the copy
//! replaced. Where none can be written, none is kept.

use std::fs;
use std::path::{Path, PathBuf};

use hustings::record::{Coverage, Decision};

use crate::error::Error;
use crate::store::Store;

/// Of fewer editions no copy is kept: reading them takes no longer.
const FEW: usize = 50;

/// What tells a copy from other files.
const MAGIC: &[u8; 16] = b"hustings views 2";

/// The length of what stands at the end, where it can be cut off: magic, form, two stamps, hash, count.
const TAIL: usize = 16 + 8 + 32 + 32 + 32 + 8;

/// What a coverage was made of.
#[derive(PartialEq)]
struct Sources {
    /// The numbers of its editions.
    numbers: Vec<i64>,
    /// Which record, and who read it.
    record: [u8; 32],
    /// What people decided.
    decisions: [u8; 32],
}

impl Store {
    /// Returns all that the record has of a race, given by the keys of its post ([`hustings::record::post_key`]):
    /// from the copy beside the record where there is one, and always the same as [`Store::read_coverage`]. What came
    /// since the copy was made is read and joined to it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coverage(&self, keys: &[String]) -> Result<Coverage, Error> {
        let numbers = self.numbers_of(keys)?;
        let decisions = self.decisions()?;
        if numbers.len() < FEW {
            let (editions, rows) = self.of_numbers(&numbers)?;
            return Ok(Coverage::new(editions, rows, &decisions));
        }
        let path = place(&self.path, keys);
        let sources = self.sources(numbers, &decisions)?;
        let (mut coverage, mut kept) = (Coverage::default(), Vec::new());
        if let Some((of, copy)) = self.copy(&path, &sources.numbers)? {
            if of == sources {
                return Ok(copy);
            }
            (coverage, kept) = (copy, of.numbers);
        }
        let mut new: Vec<i64> =
            sources.numbers.iter().copied().filter(|number| kept.binary_search(number).is_err()).collect();
        for id in coverage.changed(&decisions) {
            new.push(self.by_id(id)?.0);
        }
        let (editions, rows) = self.of_numbers(&new)?;
        let coverage = coverage.with(editions, rows, &decisions);
        write(&path, &sources, &coverage);
        Ok(coverage)
    }

    /// Returns the same out of the rows themselves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_coverage(&self, keys: &[String]) -> Result<Coverage, Error> {
        let (editions, rows) = self.of_posts(keys)?;
        Ok(Coverage::new(editions, rows, &self.decisions()?))
    }

    /// Returns the copy at this place with what it was made of, where that is part of this record: made of some of
    /// these editions, by the readers that there are.
    fn copy(&self, path: &Path, numbers: &[i64]) -> Result<Option<(Sources, Coverage)>, Error> {
        let Some((of, bytes)) = read(path) else { return Ok(None) };
        let is_part = of.numbers.iter().all(|number| numbers.binary_search(number).is_ok());
        if !is_part || of.record != self.mark(&of.numbers)? {
            return Ok(None);
        }
        Ok(Coverage::from_bytes(bytes).map(|coverage| (of, coverage)))
    }

    fn sources(&self, numbers: Vec<i64>, decisions: &[Decision]) -> Result<Sources, Error> {
        let record = self.mark(&numbers)?;
        let decisions = serde_json::to_string(decisions).expect("decisions have a JSON form");
        let decisions = blake3::hash(decisions.as_bytes()).into();
        Ok(Sources { numbers, record, decisions })
    }

    /// Returns what tells these editions from ones of the same numbers in another record, or by other readers.
    fn mark(&self, numbers: &[i64]) -> Result<[u8; 32], Error> {
        let mut mark = blake3::Hasher::new();
        for number in numbers.first().into_iter().chain(numbers.last()) {
            mark.update(self.edition_name(*number)?.as_bytes());
        }
        for reader in self.readers_in_order()? {
            mark.update(reader.as_bytes()).update(&[0]);
        }
        Ok(mark.finalize().into())
    }
}

/// Returns where the copy of a race is kept.
fn place(record: &Path, keys: &[String]) -> PathBuf {
    let mut folder = record.as_os_str().to_owned();
    folder.push(".views");
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    let name = blake3::hash(keys.join("\n").as_bytes()).to_hex();
    Path::new(&folder).join(&name[..24])
}

/// Reads a copy; nothing where there is none, another build made it, or its bytes are not those of its hash.
fn read(path: &Path) -> Option<(Sources, Vec<u8>)> {
    let mut bytes = fs::read(path).ok()?;
    let (rest, tail) = bytes.split_at_checked(bytes.len().checked_sub(TAIL)?)?;
    let part = |from: usize| tail[from..].first_chunk::<32>().copied();
    let is_ours = tail.starts_with(MAGIC) && tail[16..24] == Coverage::form().to_le_bytes();
    if !is_ours || part(88)? != *blake3::hash(rest).as_bytes() {
        return None;
    }
    let count = usize::try_from(u64::from_le_bytes(*tail[120..].first_chunk()?)).ok()?;
    let (coverage, numbers) = rest.split_at_checked(rest.len().checked_sub(count.checked_mul(8)?)?)?;
    let length = coverage.len();
    let numbers = numbers.as_chunks().0.iter().map(|number| i64::from_le_bytes(*number)).collect();
    let sources = Sources { numbers, record: part(24)?, decisions: part(56)? };
    bytes.truncate(length);
    Some((sources, bytes))
}

/// Keeps a copy, all of it or none: whoever reads at the same time sees the old one or the new one.
fn write(path: &Path, sources: &Sources, coverage: &Coverage) {
    let mut bytes = coverage.to_bytes();
    bytes.extend(sources.numbers.iter().flat_map(|number| number.to_le_bytes()));
    let hash = blake3::hash(&bytes);
    bytes.extend(MAGIC);
    bytes.extend(Coverage::form().to_le_bytes());
    bytes.extend(sources.record);
    bytes.extend(sources.decisions);
    bytes.extend(hash.as_bytes());
    bytes.extend((sources.numbers.len() as u64).to_le_bytes());
    let Some(folder) = path.parent() else { return };
    let unfinished = path.with_extension(format!("{}", std::process::id()));
    let is_written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&unfinished, bytes))
        .and_then(|()| fs::rename(&unfinished, path));
    if is_written.is_err() {
        _ = fs::remove_file(unfinished);
    }
}
