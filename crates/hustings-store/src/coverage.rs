//! The coverage of a race, and the copy of it that makes the next ask quick.
//!
//! Beside a record lies a folder `….views` with a file for each race that was asked for: derived data, which can be
//! deleted at any time and is made anew from the rows. A copy counts only where it is of the very editions and
//! decisions that the record has now and its bytes have their hash; otherwise what is missing is read, and the copy
//! replaced. Where none can be written, none is kept.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use hustings::record::{Coverage, Decision};

use crate::error::Error;
use crate::store::Store;

/// Of fewer editions no copy is kept: reading them takes no longer.
const FEW: usize = 50;

/// What a copy begins with.
const MAGIC: &[u8; 16] = b"hustings views 1";

/// The length of what stands before the numbers of the editions: magic, form, two stamps, hash, count.
const HEAD: usize = 16 + 8 + 32 + 32 + 32 + 8;

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
    /// from the copy beside the record where there is one, and always the same as [`Store::read_coverage`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coverage(&self, keys: &[String]) -> Result<Coverage, Error> {
        let numbers = self.numbers_of(keys)?;
        let decisions = self.decisions()?;
        if numbers.len() < FEW {
            return self.read_coverage(keys);
        }
        let path = place(&self.path, keys);
        let sources = self.sources(numbers, &decisions)?;
        let (mut coverage, mut kept) = (None, Vec::new());
        if let Some((of, bytes)) = read(&path) {
            coverage = Coverage::from_bytes(bytes);
            if coverage.is_some() && of == sources {
                return Ok(coverage.unwrap_or_default());
            }
            let has = |number: &i64| sources.numbers.binary_search(number).is_ok();
            if of.record == sources.record && of.numbers.iter().all(has) {
                kept = of.numbers;
            }
        }
        let known: HashSet<i64> = kept.into_iter().collect();
        let new: Vec<i64> =
            sources.numbers.iter().copied().filter(|number| !known.contains(number)).collect();
        let mut rows = coverage.filter(|_| !known.is_empty()).map(Coverage::into_rows).unwrap_or_default();
        rows.extend(self.of_numbers(&new)?.1);
        let coverage = Coverage::new(self.editions_of(&sources.numbers)?, rows, &decisions);
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

    fn sources(&self, numbers: Vec<i64>, decisions: &[Decision]) -> Result<Sources, Error> {
        let mut record = blake3::Hasher::new();
        for number in numbers.first().into_iter().chain(numbers.last()) {
            record.update(self.edition_name(*number)?.as_bytes());
        }
        for reader in self.readers_in_order()? {
            record.update(reader.as_bytes()).update(&[0]);
        }
        let decisions = serde_json::to_string(decisions).expect("decisions have a JSON form");
        let decisions = blake3::hash(decisions.as_bytes()).into();
        Ok(Sources { numbers, record: record.finalize().into(), decisions })
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
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let part = |from: usize| head[from..].first_chunk::<32>().copied();
    let is_ours = head.starts_with(MAGIC) && head[16..24] == Coverage::form().to_le_bytes();
    if !is_ours || part(88)? != *blake3::hash(rest).as_bytes() {
        return None;
    }
    let count = usize::try_from(u64::from_le_bytes(*head[120..].first_chunk()?)).ok()?;
    let (numbers, _) = rest.split_at_checked(count.checked_mul(8)?)?;
    let numbers = numbers.as_chunks().0.iter().map(|number| i64::from_le_bytes(*number)).collect();
    let sources = Sources { numbers, record: part(24)?, decisions: part(56)? };
    bytes.drain(..HEAD + count * 8);
    Some((sources, bytes))
}

/// Keeps a copy, all of it or none: whoever reads at the same time sees the old one or the new one.
fn write(path: &Path, sources: &Sources, coverage: &Coverage) {
    let mut rest: Vec<u8> = sources.numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    rest.extend(coverage.to_bytes());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(Coverage::form().to_le_bytes());
    bytes.extend(sources.record);
    bytes.extend(sources.decisions);
    bytes.extend(blake3::hash(&rest).as_bytes());
    bytes.extend((sources.numbers.len() as u64).to_le_bytes());
    bytes.extend(rest);
    let Some(folder) = path.parent() else { return };
    let unfinished = path.with_extension(format!("{}", std::process::id()));
    let is_written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&unfinished, bytes))
        .and_then(|()| fs::rename(&unfinished, path));
    if is_written.is_err() {
        _ = fs::remove_file(unfinished);
    }
}
